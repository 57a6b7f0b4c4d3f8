//! Each row of the table that changes something leaves exactly one event, which names who did it and for whom. What is done here, step by step,
//! is looked at in the record; of each other row it is said by which test it is held, and why of some nothing is told.

use crate::recorded::{SILENT, each, is_like};
use actors::{Browser, Shop};
use domain::{
    audit::{Action, Actor, Recorded},
    stores::Language,
};
use server::{demo::PASSWORD, endpoints};
use std::{collections::BTreeMap, fs};
use ui::words;

const OWN: (&str, &str) = ("current_password", PASSWORD);
const STORES: &str = "/admin/stores";
const MUG: &str = "/admin/catalog/products?q=Harbour+Mug";

/// What is put into a cart is told of each product.
const OF_EACH: &[&str] = &["/sales/order/reorder/{id}"];
/// What only looks something up or reckons it, and what is told when the visit is entered that it leads to.
const LOOKING: &[&str] = &[
    "/admin/api/config/affects",
    "/admin/api/role/affects",
    "/admin/api/search/find",
    "/api/catalog/suggest",
    "/api/checkout/costs",
    "/api/customer/consent",
    "/assistance/arrive",
];

/// A row; who does it, nobody or by his name; from which page: its address, and the texts of the links to it (`*`: the first of the list, and
/// what begins with a slash goes on behind the address); what is changed of what the form shows; and what is told of it.
type Step = (&'static str, &'static str, &'static [&'static str], &'static [(&'static str, &'static str)], Action);

const STEPS: &[Step] = &[
    ("/admin/login", "", &["/admin/login"], &[("user_name", "kim"), ("password", PASSWORD)], Action::StaffSignedIn),
    ("/admin/logout", "kim", &["/admin"], &[], Action::StaffSignedOut),
    ("/admin/forgot", "", &["/admin/forgot"], &[("email", "theo@alongside.example")], Action::StaffResetRequested),
    ("/admin/account", "rosa", &["/admin/account"], &[("first_name", "Rosalind"), OWN], Action::StaffAccountChanged),
    ("/admin/roles/new", "rosa", &["/admin/roles/new"], &[("name", "Temps"), OWN], Action::RoleCreated),
    ("/admin/roles/{id}/delete", "rosa", &["/admin/roles", "Temps", "/delete"], &[OWN], Action::RoleDeleted),
    ("/admin/stores/websites/{id}", "rosa", &[STORES, "Harbour Site"], &[("name", "Quayside")], Action::WebsiteChanged),
    ("/admin/stores/views/{id}", "rosa", &[STORES, "Harbour View"], &[("name", "Quay English")], Action::StoreViewChanged),
    ("/admin/stores/views/{id}/delete", "rosa", &[STORES, "Spare View", "/delete"], &[], Action::StoreViewDeleted),
    ("/admin/stores/stores/{id}/delete", "rosa", &[STORES, "Annex", "/delete"], &[], Action::StoreDeleted),
    ("/admin/stores/websites/{id}/delete", "rosa", &[STORES, "Quayside", "/delete"], &[], Action::WebsiteDeleted),
    ("/admin/customer-groups/{id}", "rosa", &["/admin/customer-groups", "Wholesale"], &[("name", "Trade")], Action::CustomerGroupChanged),
    ("/admin/customers/{id}", "rosa", &["/admin/customers?q=clara", "*"], &[("first_name", "Klara")], Action::CustomerChanged),
    ("/admin/customers/{id}/reset-password", "rosa", &["/admin/customers?q=ben", "*"], &[], Action::PasswordResetRequested),
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
    ("/admin/sales/orders/{id}/email", "rosa", &["/admin/sales/orders", "*"], &[], Action::MailRequested),
    ("/admin/sales/invoices/{id}/email", "rosa", &["/admin/sales/invoices", "*"], &[], Action::MailRequested),
    ("/admin/sales/shipments/{id}/email", "rosa", &["/admin/sales/shipments", "*"], &[], Action::MailRequested),
    ("/admin/sales/creditmemos/{id}/email", "rosa", &["/admin/sales/creditmemos", "*"], &[], Action::MailRequested),
    ("/admin/system/export", "rosa", &["/admin/system/export"], &[("entity", "customer_composite")], Action::DataExported),
    ("/admin/system/export/{id}/delete", "rosa", &["/admin/system/export"], &[], Action::DataExportDeleted),
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
    (
        "/customer/account/sign-in-information",
        "ada@example.com",
        &["/customer/account/sign-in-information"],
        &[("password", "another password"), ("password_again", "another password"), OWN],
        Action::PasswordChanged,
    ),
    ("/customer/account/logout", "ada@example.com", &["/customer/account"], &[], Action::CustomerSignedOut),
];

/// Rows that have a test of their own, and what it looks for in the record.
const HELD: &[(&[&str], &str, &str)] = &[
    (
        &["/customer/account/create"],
        "a_registration_that_is_sent_twice_signs_in_and_never_asks_for_another_address",
        "Action::CustomerRegistered",
    ),
    (
        &["/customer/account/createpassword", "/admin/customers/new"],
        "a_customer_whom_staff_create_sets_his_password_by_a_link_that_opens_once",
        "Action::PasswordChanged",
    ),
    (
        &["/customer/account/forgotpassword"],
        "whoever_asks_for_links_in_anothers_name_fills_no_mailbox_and_reads_the_same_each_time",
        "Action::PasswordResetRequested",
    ),
    (
        &["/customer/account/confirm"],
        "where_addresses_are_confirmed_another_one_counts_once_its_link_is_opened_and_nobody_learns_whose_it_is",
        "told with the new address",
    ),
    (
        &["/customer/account/sessions", "/customer/account/sessions/others"],
        "customers_see_their_sessions_and_the_visits_to_them_and_end_each",
        "Action::CustomerSessionsEnded",
    ),
    (
        &["/customer/address/new", "/customer/address/{id}/delete"],
        "the_first_address_becomes_both_defaults_and_others_stand_below_them",
        "Action::AddressDeleted",
    ),
    (&["/customer/address/{id}"], "an_address_book_is_its_owners_and_in_a_visit_the_record_says_who_changed_it", "Action::AddressChanged"),
    (&["/wishlist"], "a_product_goes_onto_the_list_and_from_there_into_the_cart_in_the_quantity_that_was_typed", "Action::WishListChanged"),
    (&["/newsletter/manage"], "a_customer_subscribes_and_leaves_and_the_dashboard_says_which", "Action::NewsletterUnsubscribed"),
    (
        &["/customer/account/assistance"],
        "what_the_record_tells_is_counted_with_the_index_and_without_and_each_figure_leads_to_it",
        "consent.withdrawn",
    ),
    (
        &["/api/customer/consent/set"],
        "a_consent_is_set_by_a_call_as_by_its_form_and_never_against_what_was_changed_meanwhile",
        "Action::ConsentWithdrawn",
    ),
    (&["/checkout"], "a_guest_buys_what_is_in_his_cart_and_sees_the_number_of_his_order", "Action::OrderPlaced"),
    (
        &["/checkout/multishipping"],
        "multishipping_makes_an_order_of_each_address_with_its_note_its_tax_and_its_delivery",
        "Action::OrderPlaced",
    ),
    (&["/api/cart/lines"], "cart_lines_are_read_changed_taken_out_and_put_back_by_calls_as_on_its_page", "Action::CartChanged"),
    (
        &["/admin/customers/{id}/login-as-customer", "/assistance/enter"],
        "whoever_was_not_let_in_is_the_one_whose_account_it_is_and_a_visit_begins_with_its_start",
        "Action::AssistanceRedeemed",
    ),
    (&["/assistance/close"], "a_visit_is_left_at_once_also_while_the_store_does_not_answer", "Action::AssistanceEnded"),
    (
        &[
            "/admin/sales/orders/{id}/comment",
            "/admin/sales/orders/{id}/invoice",
            "/admin/sales/orders/{id}/ship",
            "/admin/sales/orders/{id}/creditmemo",
        ],
        "an_order_goes_through_all_its_documents_and_everybody_sees_his_part",
        "Action::CreditMemoCreated",
    ),
    (
        &["/admin/sales/orders/{id}/hold", "/admin/sales/orders/{id}/unhold", "/admin/sales/orders/{id}/cancel"],
        "an_order_that_is_held_twice_by_one_page_is_held",
        "Action::OrderCanceled",
    ),
    (
        &["/admin/sales/shipments/{id}/tracks"],
        "a_parcels_number_is_added_and_removed_later_and_the_customer_sees_it",
        "Action::TrackRemoved",
    ),
    (&["/admin/catalog/products/new"], "a_product_is_made_and_sold_and_what_is_taken_is_told_at_its_field", "Action::ProductCreated"),
    (
        &["/admin/catalog/products/{id}"],
        "names_texts_and_url_keys_stand_for_all_or_in_a_view_and_follow_their_default",
        "Action::ProductChanged",
    ),
    (&["/admin/catalog/products/{id}/delete"], "what_is_deleted_leaves_carts_and_lists_and_stays_in_orders", "Action::ProductDeleted"),
    (
        &["/admin/catalog/products/{id}/pictures"],
        "pictures_are_uploaded_and_seen_in_the_shop_from_addresses_that_never_change",
        "Action::ProductChanged",
    ),
    (
        &["/admin/catalog/products/{id}/pictures/order", "/admin/catalog/products/{id}/pictures/{picture}"],
        "pictures_are_ordered_told_of_by_view_hidden_and_given_roles",
        "picture_order",
    ),
    (
        &["/admin/catalog/products/{id}/pictures/{picture}/delete"],
        "what_is_deleted_is_asked_for_first_and_its_file_goes_when_no_product_shows_it",
        "what is taken away is told",
    ),
    (
        &["/admin/catalog/categories/new", "/admin/catalog/categories/{id}/move"],
        "a_category_moves_with_all_below_it_never_below_itself_and_a_root_stays_one",
        "Action::CategoryMoved",
    ),
    (
        &["/admin/catalog/categories/{id}"],
        "what_is_hidden_is_gone_with_what_is_below_it_and_what_is_left_out_of_menus_is_not",
        "Action::CategoryChanged",
    ),
    (&["/admin/catalog/categories/{id}/products"], "a_category_shows_its_products_in_its_own_order", "Action::CategoryChanged"),
    (
        &["/admin/catalog/categories/{id}/delete"],
        "a_category_is_deleted_with_those_below_it_and_its_products_stand_where_it_stood",
        "Action::CategoryDeleted",
    ),
    (
        &["/admin/product-attributes/new", "/admin/product-attributes/{id}", "/admin/product-attributes/{id}/delete"],
        "what_is_wrong_with_an_attribute_stands_at_its_field_and_each_change_is_told",
        "Action::AttributeDeleted",
    ),
    (
        &["/admin/catalog-price-rules/new", "/admin/catalog-price-rules/{id}", "/admin/catalog-price-rules/{id}/delete"],
        "a_rule_holds_at_once_wherever_a_price_stands_and_for_its_groups_alone",
        "Action::PriceRuleDeleted",
    ),
    (&["/admin/customers/{id}/newsletter"], "staff_change_it_who_may_edit_customers_and_others_see_it", "Action::NewsletterSubscribed"),
    (&["/admin/customers/{id}/assistance"], "staff_with_the_right_change_the_consent_and_it_is_shown_as_theirs", "Action::ConsentGiven"),
    (&["/admin/customers/{id}/unlock"], "a_customers_account_is_closed_alike_and_opened_on_his_page", "Action::CustomerUnlocked"),
    (&["/admin/customers/{id}/delete"], "a_deleted_customer_is_gone_with_what_is_his_alone_and_his_orders_stay", "Action::CustomerDeleted"),
    (
        &["/admin/customer-groups/new", "/admin/customer-groups/{id}/delete"],
        "who_was_in_a_group_that_is_deleted_is_in_the_default_one_and_who_registers_is_put_where_the_view_says",
        "Action::CustomerGroupDeleted",
    ),
    (&["/admin/config/{section}"], "who_changes_one_setting_does_not_set_another_back", "Action::SettingsChanged"),
    (
        &["/admin/api/config/save"],
        "a_section_is_saved_by_a_call_as_by_its_form_in_one_event_and_who_was_first_is_named",
        "Action::SettingsChanged",
    ),
    (
        &["/admin/login/code", "/admin/account/factor", "/admin/users/{id}/factor"],
        "a_second_factor_is_set_up_asked_for_good_once_and_reset_by_an_administrator",
        "Action::StaffFactorReset",
    ),
    (
        &["/admin/password", "/admin/users/new", "/admin/users/{id}/link"],
        "whoever_is_invited_sets_his_own_password_and_nobody_else_knows_it",
        "Action::StaffInvited",
    ),
    (
        &["/admin/account/sessions", "/admin/account/sessions/others"],
        "staff_see_their_sessions_end_one_or_all_others_and_each_end_holds_at_once",
        "Action::StaffSessionsEnded",
    ),
    (&["/admin/locked-users/{id}"], "an_administrator_sees_who_is_locked_out_and_unlocks_him", "Action::StaffUnlocked"),
    (
        &["/admin/users/{id}", "/admin/users/{id}/sessions", "/admin/users/{id}/delete"],
        "a_user_expires_is_signed_out_deleted_and_told_to_set_a_new_password",
        "Action::StaffSessionsRevoked",
    ),
    (&["/admin/roles/{id}"], "nobody_hands_out_websites_that_he_is_not_for_and_the_last_way_in_is_for_all_of_them", "Action::RoleChanged"),
    (&["/admin/api/role/save"], "a_role_is_saved_by_a_call_with_the_own_password_which_is_neither_told_nor_logged", "Action::RoleChanged"),
    (
        &["/admin/stores/websites/new", "/admin/stores/stores/new", "/admin/stores/views/new"],
        "a_website_a_store_and_a_view_are_made_and_shopped_in",
        "Action::StoreViewCreated",
    ),
    (&["/admin/stores/stores/{id}"], "a_change_of_the_store_keeps_the_page_or_leads_nearby_with_a_word", "Action::StoreChanged"),
    (&["/admin/cache/reindex", "/admin/cache/reindex/cancel"], "the_index_is_made_anew_while_it_is_searched", "Action::ReindexAsked"),
    (&["/admin/cache/flush"], "a_page_for_guests_is_kept_tagged_and_not_sent_twice_and_a_flush_makes_it_anew", "Action::CacheFlushed"),
    (&["/admin/action-logs/exports"], "reading_and_exporting_the_record_is_told_in_it", "Action::ActionLogsExported"),
    (
        &["/admin/action-logs/exports/{id}/delete"],
        "an_export_is_its_owners_alone_and_ends_with_his_right_with_its_time_and_when_he_deletes_it",
        "Action::ExportDeleted",
    ),
    (
        &["/admin/action-logs/archive/{day}/restore"],
        "what_is_due_goes_into_verified_files_then_from_the_store_and_comes_back_as_it_was",
        "Action::ActionLogsRestored",
    ),
    (
        &["/admin/action-logs/archive/verify", "/admin/action-logs/archive/cancel"],
        "all_files_are_read_again_when_somebody_says_so_and_none_any_more_when_he_cancels",
        "Action::ActionLogsVerified",
    ),
    (&["/admin/system/mail/{id}/send"], "a_mail_that_is_refused_says_why_and_is_sent_again_when_somebody_says_so", "Action::MailRequested"),
    (
        &["/admin/system/import", "/admin/system/import/{id}/begin"],
        "what_is_right_is_imported_what_is_wrong_is_left_out_and_each_change_is_told",
        "Action::ImportBegun",
    ),
    (
        &["/admin/system/import/{id}/cancel"],
        "more_errors_than_are_allowed_stop_it_and_what_was_begun_cannot_be_begun_again",
        "Action::ImportCanceled",
    ),
];

/// Whether a test of that name looks for it.
fn looks_for(sources: &str, test: &str, what: &str) -> bool {
    let body = sources.split(&format!("\nasync fn {test}(")).nth(1).and_then(|rest| rest.split("\n}\n").next());
    body.is_some_and(|body| body.contains(what))
}

/// The page that a step is done on.
async fn found(browser: &mut Browser, at: &[&str]) -> String {
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
async fn done(shop: &Shop, browser: &mut Browser, (row, _, at, changes, _): &Step) -> Vec<Recorded> {
    let path = found(browser, at).await;
    let page = browser.get(&path).await;
    let action = each(&page, "action").into_iter().find(|action| is_like(row, action.split('?').next().unwrap_or_default()));
    let action = action.unwrap_or_else(|| panic!("no form of {row} on {path}: {}", page.body())).replace("&amp;", "&");
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
        let (label, before, after) = words::changed(Language::En, change);
        assert!(!is_code(&label) || now.attributes.iter().any(|attribute| attribute.code == label), "no word for {change:?}");
        assert!(!is_key(&before) && !is_key(&after), "a key tells nobody anything: {change:?}");
    }
}

#[test]
fn of_each_row_it_is_said_what_holds_that_it_is_told() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it");
    let files = fs::read_dir(folder).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let sources: String = files.collect();
    let unheld: Vec<&str> = HELD.iter().filter(|(_, test, what)| !looks_for(&sources, test, what)).map(|(_, test, _)| *test).collect();
    assert!(unheld.is_empty(), "there is no such test, or it does not look for it any more: {unheld:#?}");
    // One form with many addresses is held once; what else comes to stand below an address is to be held by itself.
    let is_held = |row: &str, path: &str| row == path || (row.ends_with("{section}") && is_like(row, path));
    let held = |path: &str| HELD.iter().flat_map(|(rows, ..)| *rows).any(|row| is_held(row, path));
    let silent = |path: &str| SILENT.iter().chain(LOOKING).any(|row| *row == path);
    let is_said = |path: &str| STEPS.iter().any(|(row, ..)| *row == path) || held(path) || silent(path);
    let posting = || endpoints::all().iter().filter(|row| row.posts()).map(|row| &*row.path);
    let unsaid: Vec<&str> = posting().filter(|path| !is_said(path)).collect();
    assert!(unsaid.is_empty(), "by which test is it held that these are told? {unsaid:#?}");
    let rows = HELD.iter().flat_map(|(rows, ..)| *rows).chain(SILENT).chain(LOOKING).chain(STEPS.iter().map(|(row, ..)| row));
    let gone: Vec<_> = rows.filter(|row| !posting().any(|path| is_held(row, path))).collect();
    assert!(gone.is_empty(), "there are no such rows any more: {gone:#?}");
}
