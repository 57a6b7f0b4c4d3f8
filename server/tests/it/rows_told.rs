//! Each row of the table that changes something leaves exactly one event, which names who did it and for whom. What is done here, step by step,
//! is looked at in the record; by which test each other row is held is said in `rows_held`.

use crate::{
    addresses::BERLIN,
    recorded::{each, is_like},
};
use actors::{Browser, Shop};
use domain::{
    audit::{Action, Actor, Recorded},
    stores::Language,
};
use server::{demo::PASSWORD, endpoints};
use std::collections::BTreeMap;
use ui::{
    form::DRAFT,
    words::{self, Places},
};

const OWN: (&str, &str) = ("current_password", PASSWORD);
const STORES: &str = "/admin/stores";
const MUG: &str = "/admin/catalog/products?q=Harbour+Mug";

/// What is put into a cart is told of each product.
const OF_EACH: &[&str] = &["/sales/order/reorder/{id}"];
/// What the walk begins with, for it needs them.
pub(crate) const MADE_FIRST: &[&str] = &["/admin/stores/websites/new", "/admin/stores/stores/new", "/admin/stores/views/new"];

/// A row; who does it, nobody or by his name; from which page: its address, and the texts of the links to it (`*`: the first of the list, and
/// what begins with a slash goes on behind the address); what is changed of what the form shows; and what is told of it.
pub(crate) type Step = (&'static str, &'static str, &'static [&'static str], &'static [(&'static str, &'static str)], Action);

pub(crate) const STEPS: &[Step] = &[
    ("/admin/login", "", &["/admin/login"], &[("user_name", "kim"), ("password", PASSWORD)], Action::StaffSignedIn),
    ("/admin/logout", "kim", &["/admin"], &[], Action::StaffSignedOut),
    ("/admin/forgot", "", &["/admin/forgot"], &[("email", "theo@alongside.example")], Action::StaffResetRequested),
    ("/admin/account", "rosa", &["/admin/account"], &[("first_name", "Rosalind"), OWN], Action::StaffAccountChanged),
    ("/admin/roles/new", "rosa", &["/admin/roles/new"], &[("name", "Temps"), OWN], Action::RoleCreated),
    ("/admin/roles/{id}/delete", "rosa", &["/admin/roles", "Temps", "/delete"], &[OWN], Action::RoleDeleted),
    ("/admin/roles/{id}", "rosa", &["/admin/roles", "Support"], &[("name", "Support Desk"), OWN], Action::RoleChanged),
    ("/admin/config/{section}", "rosa", &["/admin/config/general"], &[("name", "Quay"), ("name-system", "")], Action::SettingsChanged),
    ("/admin/stores/stores/{id}", "rosa", &[STORES, "Harbour Store"], &[("name", "Quay Store")], Action::StoreChanged),
    ("/admin/stores/websites/{id}", "rosa", &[STORES, "Harbour Site"], &[("name", "Quayside")], Action::WebsiteChanged),
    ("/admin/stores/views/{id}", "rosa", &[STORES, "Harbour View"], &[("name", "Quay English")], Action::StoreViewChanged),
    ("/admin/stores/views/{id}/delete", "rosa", &[STORES, "Spare View", "/delete"], &[], Action::StoreViewDeleted),
    ("/admin/stores/stores/{id}/delete", "rosa", &[STORES, "Annex", "/delete"], &[], Action::StoreDeleted),
    ("/admin/stores/websites/{id}/delete", "rosa", &[STORES, "Quayside", "/delete"], &[], Action::WebsiteDeleted),
    ("/admin/customer-groups/{id}", "rosa", &["/admin/customer-groups", "Wholesale"], &[("name", "Trade")], Action::CustomerGroupChanged),
    ("/admin/customer-groups/new", "rosa", &["/admin/customer-groups/new"], &[("name", "Friends")], Action::CustomerGroupCreated),
    ("/admin/customer-groups/{id}/delete", "rosa", &["/admin/customer-groups", "Friends", "/delete"], &[], Action::CustomerGroupDeleted),
    ("/admin/customers/{id}", "rosa", &["/admin/customers?q=clara", "*"], &[("first_name", "Klara")], Action::CustomerChanged),
    ("/admin/customers/{id}/reset-password", "rosa", &["/admin/customers?q=ben", "*"], &[], Action::PasswordResetRequested),
    (
        "/admin/customers/{id}/newsletter",
        "rosa",
        &["/admin/customers?q=ben", "*", "/newsletter"],
        &[("is_subscribed", "1")],
        Action::NewsletterSubscribed,
    ),
    ("/admin/customers/{id}/assistance", "rosa", &["/admin/customers?q=ben", "*"], &[("assistance_allowed", "1")], Action::ConsentGiven),
    ("/admin/catalog/products/{id}", "rosa", &[MUG, "Harbour Mug"], &[("price", "16")], Action::ProductChanged),
    ("/admin/catalog/products/{id}/prices", "rosa", &[MUG, "Harbour Mug", "/prices"], &[("special_price", "5")], Action::ProductChanged),
    (
        "/admin/catalog/products/{id}/prices/tiers",
        "rosa",
        &[MUG, "Harbour Mug", "/prices/tiers"],
        &[("tier_quantity", "10"), ("quantity", "10"), ("tier_price", "4"), ("price", "4")],
        Action::ProductChanged,
    ),
    (
        "/admin/catalog/products/mass",
        "rosa",
        &["/admin/catalog/products/mass?do=update&all=1&status=1"],
        &[("in_stock", "0")],
        Action::ProductsActedOn,
    ),
    ("/admin/catalog/products/actions/{id}/cancel", "rosa", &["/admin/catalog/products/actions"], &[], Action::ProductsActCanceled),
    (
        "/admin/catalog/categories/new",
        "rosa",
        &["/admin/catalog/categories/new"],
        &[("parent", ""), ("name", "Outlet Root"), ("url_key", "outlet-root"), ("description", "Leftovers.")],
        Action::CategoryCreated,
    ),
    (
        "/admin/catalog/categories/{id}/delete",
        "rosa",
        &["/admin/catalog/categories", "Outlet Root", "/delete"],
        &[],
        Action::CategoryDeleted,
    ),
    ("/admin/catalog/categories/{id}", "rosa", &["/admin/catalog/categories", "Kitchen"], &[("name", "Galley")], Action::CategoryChanged),
    (
        "/admin/product-attributes/new",
        "rosa",
        &["/admin/product-attributes/new"],
        &[("code", "glaze"), ("label", "Glaze"), ("input", "select"), ("visible", "1"), ("navigation", "1"), ("search", "1")],
        Action::AttributeCreated,
    ),
    (
        "/admin/product-attributes/{id}",
        "rosa",
        &["/admin/product-attributes", "glaze"],
        &[("new_options", "Red")],
        Action::AttributeChanged,
    ),
    ("/admin/product-attributes/{id}/delete", "rosa", &["/admin/product-attributes", "glaze", "/delete"], &[], Action::AttributeDeleted),
    ("/admin/sales/orders/{id}/comment", "rosa", &["/admin/sales/orders", "*"], &[("comment", "Called.")], Action::OrderCommented),
    ("/admin/sales/orders/{id}/hold", "rosa", &["/admin/sales/orders?status=new", "*"], &[], Action::OrderHeld),
    ("/admin/sales/orders/{id}/unhold", "rosa", &["/admin/sales/orders?status=holded", "*"], &[], Action::OrderReleased),
    ("/admin/sales/orders/{id}/cancel", "rosa", &["/admin/sales/orders?status=new", "*", "/cancel"], &[], Action::OrderCanceled),
    ("/admin/sales/orders/{id}/email", "rosa", &["/admin/sales/orders", "*"], &[], Action::MailRequested),
    ("/admin/sales/invoices/{id}/comment", "rosa", &["/admin/sales/invoices", "*"], &[("comment", "Paid.")], Action::InvoiceCommented),
    ("/admin/sales/shipments/{id}/comment", "rosa", &["/admin/sales/shipments", "*"], &[("comment", "Sent.")], Action::ShipmentCommented),
    (
        "/admin/sales/creditmemos/{id}/comment",
        "rosa",
        &["/admin/sales/creditmemos", "*"],
        &[("comment", "Given back.")],
        Action::CreditMemoCommented,
    ),
    ("/admin/sales/invoices/{id}/email", "rosa", &["/admin/sales/invoices", "*"], &[], Action::MailRequested),
    ("/admin/sales/shipments/{id}/email", "rosa", &["/admin/sales/shipments", "*"], &[], Action::MailRequested),
    ("/admin/sales/creditmemos/{id}/email", "rosa", &["/admin/sales/creditmemos", "*"], &[], Action::MailRequested),
    ("/admin/system/export", "rosa", &["/admin/system/export"], &[("entity", "customer_composite")], Action::DataExported),
    ("/admin/system/export/{id}/delete", "rosa", &["/admin/system/export"], &[], Action::DataExportDeleted),
    ("/admin/action-logs/exports", "rosa", &["/admin/action-logs/report"], &[("format", "csv")], Action::ActionLogsExported),
    ("/admin/action-logs/exports/{id}/delete", "rosa", &["/admin/action-logs/exports"], &[], Action::ExportDeleted),
    ("/admin/cache/flush", "rosa", &["/admin/cache"], &[("kind", "category")], Action::CacheFlushed),
    ("/admin/cache/reindex", "rosa", &["/admin/cache"], &[("index", "rows")], Action::ReindexAsked),
    ("/admin/cache/reindex/cancel", "rosa", &["/admin/cache"], &[("index", "rows")], Action::ReindexCanceled),
    (
        "/customer/account/login",
        "",
        &["/customer/account/login"],
        &[("email", "david@example.com"), ("password", PASSWORD)],
        Action::CustomerSignedIn,
    ),
    ("/customer/account/edit", "ada@example.com", &["/customer/account/edit"], &[("first_name", "Adele")], Action::CustomerChanged),
    ("/product/{slug}", "ada@example.com", &["/product/harbour-mug"], &[("quantity", "2")], Action::CartChanged),
    ("/checkout/cart", "ada@example.com", &["/checkout/cart"], &[("quantity", "3")], Action::CartChanged),
    ("/sales/order/reorder/{id}", "ada@example.com", &["/customer/account"], &[], Action::CartChanged),
    ("/product/{slug}", "ada@example.com", &["/product/harbour-mug"], &[("quantity", "1"), ("do", "wish")], Action::WishListChanged),
    ("/wishlist", "ada@example.com", &["/wishlist"], &[("quantity", "5")], Action::WishListChanged),
    ("/newsletter/manage", "ada@example.com", &["/newsletter/manage"], &[("is_subscribed", "1")], Action::NewsletterSubscribed),
    ("/customer/address/new", "ada@example.com", &["/customer/address/new"], &BERLIN, Action::AddressAdded),
    (
        "/customer/address/{id}",
        "ada@example.com",
        &["/customer/address", "Change Shipping Address"],
        &[("street", "Quay 2")],
        Action::AddressChanged,
    ),
    // A second one is no default, and can go.
    ("/customer/address/new", "ada@example.com", &["/customer/address/new"], &BERLIN, Action::AddressAdded),
    ("/customer/address/{id}/delete", "ada@example.com", &["/customer/address", "Delete Address"], &[], Action::AddressDeleted),
    (
        "/customer/account/sign-in-information",
        "ada@example.com",
        &["/customer/account/sign-in-information"],
        &[("password", "another password"), ("password_again", "another password"), OWN],
        Action::PasswordChanged,
    ),
    ("/customer/account/logout", "ada@example.com", &["/customer/account"], &[], Action::CustomerSignedOut),
    (
        "/customer/account/assistance",
        "ben@example.com",
        &["/customer/account/assistance"],
        &[("assistance_allowed", "")],
        Action::ConsentWithdrawn,
    ),
];

/// The page that a step is done on.
pub(crate) async fn found(browser: &mut Browser, at: &[&str]) -> String {
    let (first, rest) = at.split_first().unwrap();
    let mut path = (*first).to_owned();
    for next in rest {
        if next.starts_with('/') {
            path.push_str(next);
            continue;
        }
        let page = browser.get(&path).await;
        let list = path.split('?').next().unwrap();
        let link = if *next == "*" { page.link_below(list) } else { page.link_of(next) };
        path = link.unwrap_or_else(|| panic!("no {next} on {path}: {}", page.body()));
    }
    path
}

/// Does it; what is told of it but by the program itself, which does more by and by.
async fn done(shop: &Shop, browser: &mut Browser, (row, _, at, changes, tells): &Step) -> Vec<Recorded> {
    let path = found(browser, at).await;
    let page = browser.get(&path).await;
    let action = each(&page, "action").into_iter().find(|action| is_like(row, action.split('?').next().unwrap_or_default()));
    let action = action.unwrap_or_else(|| panic!("no form of {row} on {path}: {}", page.body())).replace("&amp;", "&");
    let before = shop.record().await.len();
    // As it comes back after signing in again: it is shown, and nothing is done.
    let rows = || endpoints::all().iter().filter(|endpoint| endpoint.posts());
    let endpoint = rows().find(|endpoint| endpoint.path == *row).or_else(|| rows().find(|endpoint| is_like(row, &endpoint.path))).unwrap();
    let is_secret = |name: &str| endpoint.fields.iter().flat_map(|group| group.iter()).any(|spec| spec.secret && spec.name == name);
    let typed = changes.iter().copied().filter(|(name, _)| !is_secret(name));
    let draft = browser.sends(&page, &action, &typed.chain([(DRAFT, "1")]).collect::<Vec<_>>()).await;
    assert_eq!(draft.status, if endpoint.is_filled_in() { 200 } else { 303 }, "{row}: {}", draft.body());
    if draft.status == 303 {
        assert_eq!(draft.location.starts_with("/admin"), row.starts_with("/admin"), "{row}: {}", draft.location);
        assert_eq!(browser.get(&draft.location).await.status, 200, "{row}: {}", draft.location);
    }
    assert!(shop.record().await.iter().skip(before).all(|event| event.action != *tells), "{row}: it was done");
    let before = shop.record().await.len();
    let answer = browser.sends(&page, &action, changes).await;
    assert_eq!(answer.status, 303, "{row}: {}", answer.body());
    shop.record().await.into_iter().skip(before).filter(|event| event.actor != Actor::Program).collect()
}

#[tokio::test]
async fn each_row_that_changes_something_leaves_one_event_of_who_did_it_and_for_whom() {
    let shop = Shop::open().await;
    let mut people: BTreeMap<&str, Browser> = BTreeMap::new();
    let mut rosa = shop.staff("rosa").await;
    let begun = shop.record().await.len();
    let (site, _) = crate::stores::website_of_his_own(&mut rosa).await;
    let new = "/admin/stores/stores/new";
    let root = store::FIRST_ROOT.to_string();
    let annex = [("website", site.rsplit('/').next().unwrap()), ("name", "Annex"), ("code", "annex"), ("root", &root)];
    assert_eq!(rosa.edits(new, new, &annex).await.status, 303);
    let (new, beside) = ("/admin/stores/views/new", rosa.get(STORES).await.link_of("Harbour Store").unwrap());
    let spare = [
        ("store", beside.rsplit('/').next().unwrap()),
        ("name", "Spare View"),
        ("code", "spare_en"),
        ("active", "1"),
        ("language", "en"),
        ("region", "GB"),
        ("currency", "EUR"),
    ];
    assert_eq!(rosa.edits(new, new, &spare).await.status, 303);
    let made = shop.record().await.into_iter().skip(begun).filter(|event| event.actor != Actor::Program);
    let mut made: Vec<(Action, String)> = made.map(|event| (event.action, event.actor.name().to_owned())).collect();
    // Events of one moment stand in no order.
    made.sort_by_key(|(action, _)| action.code());
    let (store, view) = (Action::StoreCreated, Action::StoreViewCreated);
    assert_eq!(made, [store, store, view, view, Action::WebsiteCreated].map(|action| (action, "rosa".to_owned())), "one of each");
    people.insert("rosa", rosa);
    for step in STEPS {
        let (row, who, .., tells) = step;
        let mut browser = match (people.remove(*who), who.strip_suffix("@example.com")) {
            (Some(browser), _) => browser,
            (None, Some(customer)) => shop.customer(customer).await,
            (None, None) if who.is_empty() => shop.guest(),
            (None, None) => shop.staff(who).await,
        };
        let told = done(&shop, &mut browser, step).await;
        let Some((event, others)) = told.split_first() else { panic!("{row} told nothing") };
        assert!(others.iter().all(|other| OF_EACH.contains(row) && other.action == event.action), "{row}: {told:#?}");
        assert_eq!(event.action, *tells, "{row}");
        assert!(who.is_empty() || event.actor.name() == *who, "{row}: {event:?}");
        let is_for_a_customer = who.contains('@') || row.starts_with("/admin/customers/{id}");
        assert!(!is_for_a_customer || event.subject.is_some(), "{row}: {event:?}");
        // Nobody is nobody the next time as well.
        if !who.is_empty() {
            people.insert(*who, browser);
        }
    }
    // What changed stands in words, and nothing by its key. Attributes stand by their codes, and products by their SKUs.
    let now = shop.store.shop();
    let is_code = |text: &str| text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let is_key = |text: &str| text.len() == 32 && text.chars().all(|c| c.is_ascii_hexdigit());
    for change in shop.record().await.iter().flat_map(|event| &event.changes) {
        let (label, before, after) = words::changed(Language::En, Places::default(), change);
        assert!(!is_code(&label) || now.attributes.iter().any(|attribute| attribute.code == label), "no word for {change:?}");
        assert!(!is_key(&before) && !is_key(&after), "a key tells nobody anything: {change:?}");
    }
}

/// The list of the archive's files changes nothing, and is taken along like any other.
#[tokio::test]
async fn whoever_takes_the_list_of_the_archive_along_leaves_one_event_and_who_looks_at_it_none() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let list = "/admin/action-logs/archive";
    for (path, tells) in [(list.to_owned(), 0), (format!("{list}?file=2026&export=csv"), 1)] {
        let before = shop.record().await.len();
        let answer = rosa.get(&path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body());
        let told: Vec<Recorded> = shop.record().await.into_iter().skip(before).filter(|event| event.actor != Actor::Program).collect();
        assert_eq!(told.len(), tells, "{path}: {told:#?}");
        for event in told {
            let what = (event.action, event.actor.name(), event.object_name());
            assert_eq!(what, (Action::DataExported, "rosa", "Admin Actions Archive"));
            assert!(event.changes.iter().any(|change| change.after.as_deref().is_some_and(|after| after.ends_with(": 2026"))), "{event:?}");
        }
    }
}
