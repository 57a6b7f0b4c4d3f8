//! A page changes only what its reader changed. For every form that changes a stored thing, as the table of endpoints has it: two who
//! change different fields both have their way, and who changes the same learns of the other, keeps what he typed, and can save again.

use crate::{addresses::BERLIN, attributes::colour, prices::rules};
use actors::{Answer, Browser, Shop, address};
use server::{
    demo::PASSWORD,
    endpoints::{self, Endpoint, Half},
};
use std::collections::{BTreeMap, BTreeSet};
use ui::form::{Kind, SHOWN, Spec};

/// A form that changes a stored thing: where it is sent, the page on which it stands, and two people who have it open.
struct Editing {
    endpoint: &'static Endpoint,
    action: String,
    page: String,
    people: [Browser; 2],
    /// Two tabs of one browser: what one is given as a session, the other has as well.
    are_tabs: bool,
}

type Values = BTreeMap<String, Vec<String>>;

/// What ends the other sessions of whoever does it.
const RENEWING: &[&str] = &["/admin/account", "/customer/account/sign-in-information"];

/// All of them: those whose page says what it shows.
async fn all(shop: &Shop) -> Vec<Editing> {
    let mut rosa = shop.staff("rosa").await;
    let form = [("name", "Temps"), ("current_password", PASSWORD)];
    assert_eq!(rosa.edits("/admin/roles/new", "/admin/roles/new", &form).await.status, 303);
    let (customer, role, user) = (rosa.finds_customer("ben").await, rosa.finds_role("Temps").await, rosa.finds_user("theo").await);
    let product = rosa.get("/admin/catalog/products?q=harbour+mug").await.link_of("Harbour Mug").unwrap();
    let picture = rosa.get(&format!("{product}/pictures")).await.link_of("Image 1").unwrap();
    let category = rosa.get("/admin/catalog/categories").await.link_of("Kitchen").unwrap();
    rules(&mut rosa, "Sale", &[("apply", "by_percent"), ("discount_amount", "10")]).await;
    let rule = rosa.get("/admin/catalog-price-rules").await.link_of("Sale").unwrap();
    let attribute = colour(&mut rosa).await;
    let group = rosa.get("/admin/customer-groups").await.link_of("Retailer").unwrap();
    // The demo's second website, store and view.
    let second = "/00000000000070008000000000000002".to_owned();
    let mut ada = shop.customer("ada").await;
    assert_eq!(ada.edits("/product/harbour-mug", "/product/harbour-mug", &[("quantity", "1")]).await.status, 303);
    assert_eq!(ada.edits("/product/harbour-mug", "/product/harbour-mug", &[("do", "wish"), ("quantity", "1")]).await.status, 303);
    // One that is a default address, and one that is not.
    for _ in 0..2 {
        assert_eq!(ada.edits("/customer/address/new", "/customer/address/new", &BERLIN).await.status, 303);
    }
    let entry = ada.get("/customer/address").await.link_of("Edit").unwrap();
    let mut found = Vec::new();
    for endpoint in endpoints::all().iter().filter(|e| e.posts()) {
        let of = [
            ("/admin/customers/", &customer),
            ("/customer/address/", &entry),
            ("/admin/roles/", &role),
            ("/admin/users/", &user),
            ("/admin/catalog/products/", &product),
            ("/admin/catalog/categories/", &category),
            ("/admin/catalog-price-rules/", &rule),
            ("/admin/product-attributes/", &attribute),
            ("/admin/customer-groups/", &group),
            ("/admin/stores/websites/", &second),
            ("/admin/stores/stores/", &second),
            ("/admin/stores/views/", &second),
        ];
        let id = of.iter().find(|(area, _)| endpoint.path.starts_with(area)).map(|(_, path)| path.rsplit('/').next().unwrap());
        let part = |name: &str| match name {
            "slug" => "harbour-mug",
            "picture" => picture.rsplit('/').next().unwrap(),
            _ => id.unwrap_or("nothing"),
        };
        let action = address(endpoint, |name| part(name).to_owned());
        let mut who = if endpoint.half() == Half::Backoffice { rosa.clone() } else { ada.clone() };
        let mut page = action.clone();
        let mut shown = who.get(&page).await;
        if shown.status == 303 {
            page = shown.location.clone();
            shown = who.get(&page).await;
        }
        if shown.form(&action).is_some_and(|form| form.iter().any(|(name, _)| name == SHOWN)) {
            found.push(Editing { endpoint, action, page, people: [who.clone(), who], are_tabs: true });
        }
    }
    // Who has another address goes on in another session, which whoever comes then does not know.
    found.sort_by_key(|editing| RENEWING.contains(&&*editing.action));
    found
}

impl Editing {
    fn specs(&self) -> impl Iterator<Item = &'static Spec> + use<> {
        self.endpoint.fields.iter().flat_map(|group| group.iter()).copied()
    }

    /// The page, when what happened last was told: Undo of it is a form as well, and stands above.
    async fn opened(&mut self, who: usize) -> Answer {
        let [one, other] = &mut self.people;
        let (opening, beside) = if who == 0 { (one, other) } else { (other, one) };
        opening.get(&self.page).await;
        if self.are_tabs {
            beside.cookies.clone_from(&opening.cookies);
        }
        opening.get(&self.page).await
    }

    /// Sends the form as it stands on `page`, but for these fields and what must be typed each time.
    async fn saves(&mut self, who: usize, page: &Answer, changes: &[(&Spec, &[String])]) -> Answer {
        let mut form: Vec<(String, &str)> = Vec::new();
        for (spec, values) in changes {
            // A field in use is not left to the system.
            form.push((format!("{}-system", spec.name), ""));
            let values: Vec<&str> = if values.is_empty() { vec![""] } else { values.iter().map(String::as_str).collect() };
            form.extend(values.into_iter().map(|value| (spec.name.to_owned(), value)));
        }
        form.extend(self.specs().filter(|s| s.secret && s.required).map(|s| (s.name.to_owned(), PASSWORD)));
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        let [one, other] = &mut self.people;
        let (saving, beside) = if who == 0 { (one, other) } else { (other, one) };
        let answer = saving.sends(page, &self.action, &form).await;
        if self.are_tabs {
            beside.cookies.clone_from(&saving.cookies);
        }
        answer
    }

    /// Whether it is not said at its head who saved it: shoppers learn no names, and settings say it each.
    fn names_nobody(&self) -> bool {
        self.endpoint.half() != Half::Backoffice || self.endpoint.path.contains("/config/")
    }

    /// What the form on a page holds.
    fn held(&self, page: &Answer) -> Values {
        let form = page.form(&self.action).unwrap_or_else(|| panic!("{}: no form in {}", self.action, page.html));
        let mut values = Values::new();
        for (name, value) in form {
            values.entry(name).or_default().push(value);
        }
        values
    }

    /// The fields that the page lets its reader change.
    fn open(&self, page: &Answer) -> Vec<&'static Spec> {
        let held = self.held(page);
        let (_, shown) = held.get(SHOWN).and_then(|shown| shown.first()).unwrap().split_once('&').unwrap();
        let shown: BTreeSet<String> = form_urlencoded::parse(shown.as_bytes()).map(|(name, _)| name.into_owned()).collect();
        self.specs().filter(|s| shown.contains(s.name)).collect()
    }

    /// Something else than a field holds: the `n`th, if there are so many.
    fn other(&self, page: &Answer, spec: &Spec, n: usize) -> Option<Vec<String>> {
        let now = self.held(page).remove(spec.name).unwrap_or_default();
        let some = |form: &dyn Fn(usize) -> String| (0..4).map(form).filter(|text| !now.contains(text)).nth(n).map(|text| vec![text]);
        // What a field takes that does not take any words.
        let special: Option<&dyn Fn(usize) -> String> = match spec.name {
            "code" | "url_key" => Some(&|n| format!("other{n}")),
            "lifetime" => Some(&|n| format!("50{n}")),
            "session_lifetime" => Some(&|n| format!("90{n}")),
            "expires" => Some(&|n| format!("2099-01-0{}", n + 1)),
            // A percentage and a sum of money alike; and no day is before the first.
            "discount_amount" => Some(&|n| format!("{}.25", n + 1)),
            "min_sale_qty" => Some(&|n| format!("{}", n + 2)),
            "max_sale_qty" => Some(&|n| format!("6{n}")),
            "special_from" | "from" => Some(&|n| format!("202{n}-01-31")),
            "price_to" => Some(&|n| format!("9{n}.50")),
            "price" | "special_price" | "price_from" | "flatrate_price" | "free_shipping_subtotal" => Some(&|n| format!("{n}.50")),
            "country" => Some(&|n| ["HK", "AE", "MO"].get(n).map_or_else(String::new, ToString::to_string)),
            "postcode" => Some(&|n| format!("1011{n}")),
            "related" => Some(&|n| format!("AL-30{}", n + 1)),
            "phone" => Some(&|n| format!("030 100{n}")),
            "region" => Some(&|n| ["AT", "CH", "BE", "GB"].get(n).map_or_else(String::new, ToString::to_string)),
            // Those that have a rate.
            "currency" => Some(&|n| ["USD", "EUR", "JPY"].get(n).map_or_else(String::new, ToString::to_string)),
            "tax_rates" => Some(&|n| format!("DE 1{n}\nUS 8.25")),
            "list" => Some(&|n| format!("EUR 0.9{}\nJPY 151\nUSD 1", n + 1)),
            _ => None,
        };
        // Whoever makes a website or an address the default one cannot take that back: another must become it.
        if ["is_default", "default_billing", "default_shipping"].contains(&spec.name) {
            return None;
        }
        // What is done with Login as Customer is recorded while that is on.
        if self.action == "/admin/config/admin" && spec.name.starts_with("login_as_customer") {
            return None;
        }
        // Who changes his own language reads another page; where everybody needs a second factor, whoever has none comes to nothing else.
        if (self.action == "/admin/account" && spec.name == "language") || spec.name == "second_factor_needed" {
            return None;
        }
        // A role for some websites names them: `role_scopes.rs` tells it.
        // Of hosts the settings name one.
        if spec.name == "base_url" {
            return None;
        }
        if spec.name == "scopes" {
            return None;
        }
        // A place among others is as high as there are others, and a line at another position is another one: `shelves.rs` and `standing.rs`
        // tell it.
        if ["place", "position"].contains(&spec.name) || spec.name.starts_with("place-") {
            return None;
        }
        if let Some(special) = special {
            return some(special);
        }
        match spec.kind {
            Kind::Email => {
                let of: String = self.endpoint.path.chars().filter(char::is_ascii_alphanumeric).collect();
                some(&|n| format!("{of}{n}@example.com"))
            }
            Kind::Date => some(&|n| format!("203{n}-01-31")),
            Kind::Number | Kind::Amount => some(&|n| (n + 7).to_string()),
            Kind::Line | Kind::Password | Kind::TextArea | Kind::Hidden | Kind::Button => some(&|n| format!("OTHER{n}")),
            Kind::CheckBox => (n == 0).then(|| if now.is_empty() { vec!["1".to_owned()] } else { Vec::new() }),
            // Which boxes are turned, and what is uploaded, are other stories: `roles.rs`, `pictures.rs`, `transfer.rs`.
            Kind::Boxes(_) | Kind::Pictures | Kind::File | Kind::Archive => None,
            Kind::Choice(_) => page.options(spec.name).into_iter().filter(|o| !now.contains(o)).nth(n).map(|option| vec![option]),
        }
    }
}

#[tokio::test]
async fn each_form_that_changes_a_stored_thing_says_what_it_shows_and_is_refused_without() {
    let shop = Shop::open().await;
    let mut all = all(&shop).await;
    let paths: BTreeSet<&str> = all.iter().map(|e| &*e.endpoint.path).collect();
    let stored = [
        "/admin/account",
        "/admin/catalog-price-rules/{id}",
        "/admin/catalog-price-rules/{id}/delete",
        "/admin/catalog/categories/{id}",
        "/admin/catalog/categories/{id}/delete",
        "/admin/catalog/categories/{id}/move",
        "/admin/catalog/categories/{id}/products",
        "/admin/catalog/products/{id}",
        "/admin/catalog/products/{id}/delete",
        "/admin/catalog/products/{id}/pictures/{picture}",
        "/admin/catalog/products/{id}/pictures/{picture}/delete",
        "/admin/catalog/products/{id}/prices",
        "/admin/config/carriers",
        "/admin/config/catalog",
        "/admin/config/cataloginventory",
        "/admin/config/checkout",
        "/admin/config/currency",
        "/admin/config/customer",
        "/admin/config/general",
        "/admin/config/login_as_customer",
        "/admin/config/multishipping",
        "/admin/config/payment",
        "/admin/config/sales_email",
        "/admin/config/system",
        "/admin/config/tax",
        "/admin/config/trans_email",
        "/admin/config/admin",
        "/admin/config/web",
        "/admin/customer-groups/{id}",
        "/admin/customer-groups/{id}/delete",
        "/admin/customers/{id}",
        "/admin/customers/{id}/assistance",
        "/admin/customers/{id}/delete",
        "/admin/customers/{id}/newsletter",
        "/admin/product-attributes/{id}",
        "/admin/product-attributes/{id}/delete",
        "/admin/roles/{id}",
        "/admin/roles/{id}/delete",
        "/admin/stores/stores/{id}",
        "/admin/stores/stores/{id}/delete",
        "/admin/stores/views/{id}",
        "/admin/stores/views/{id}/delete",
        "/admin/stores/websites/{id}",
        "/admin/stores/websites/{id}/delete",
        "/admin/users/{id}",
        "/admin/users/{id}/delete",
        "/checkout/cart",
        "/customer/account/assistance",
        "/customer/account/edit",
        "/customer/account/sign-in-information",
        "/customer/address/{id}",
        "/customer/address/{id}/delete",
        "/newsletter/manage",
        "/wishlist",
    ];
    assert_eq!(paths, stored.into());
    for editing in &mut all {
        let page = editing.opened(0).await;
        let before = editing.held(&page);
        for shown in ["", "nonsense", "x&", "&"] {
            let form: Vec<(String, String)> = page.form(&editing.action).unwrap().into_iter().filter(|(name, _)| name != SHOWN).collect();
            let mut form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            form.retain(|(name, _)| !name.ends_with("password"));
            form.extend([(SHOWN, shown), ("current_password", PASSWORD), ("first_name", "Changed"), ("name", "Changed")]);
            if shown.is_empty() {
                form.retain(|(name, _)| *name != SHOWN);
            }
            let answer = editing.people[0].post_exactly(&editing.action, &form).await;
            assert_eq!(answer.status, 400, "{} {shown}", editing.action);
        }
        let page = editing.opened(0).await;
        assert_eq!(editing.held(&page), before, "{}", editing.action);
    }
}

const MOST_FIELDS: usize = 16;

#[tokio::test]
async fn two_who_change_different_fields_of_one_form_both_have_their_way() {
    let shop = Shop::open().await;
    for mut editing in all(&shop).await {
        let old = editing.opened(0).await;
        let mut open = editing.open(&old);
        // Of many fields of a kind the first ones tell it.
        open.truncate(MOST_FIELDS);
        for (one, other) in open.iter().flat_map(|one| open.iter().map(move |other| (*one, *other))).filter(|(a, b)| a.name != b.name) {
            let pages = [editing.opened(0).await, editing.opened(1).await];
            let values = [(0, one), (1, other)].map(|(n, spec)| editing.other(&pages[n], spec, 0));
            let [Some(first), Some(second)] = values else { continue };
            let what = format!("{}: {} and {}", editing.action, one.name, other.name);
            let answer = editing.saves(0, &pages[0], &[(one, &first)]).await;
            assert_eq!(answer.status, 303, "{what}: {}", answer.html);
            let answer = editing.saves(1, &pages[1], &[(other, &second)]).await;
            assert_eq!(answer.status, 303, "{what}: {}", answer.html);
            let page = editing.opened(0).await;
            let now = editing.held(&page);
            for (spec, value) in [(one, first), (other, second)] {
                assert_eq!(now.get(spec.name).cloned().unwrap_or_default(), value, "{what}");
            }
        }
    }
}

#[tokio::test]
async fn who_changes_what_somebody_else_changed_meanwhile_is_told_and_can_save_again() {
    let shop = Shop::open().await;
    let mut tried = 0;
    for mut editing in all(&shop).await {
        let old = editing.opened(0).await;
        for spec in editing.open(&old) {
            let pages = [editing.opened(0).await, editing.opened(1).await];
            let values = [0, 1].map(|n| editing.other(&pages[n], spec, n));
            let [Some(first), Some(second)] = values else { continue };
            let what = format!("{}: {}", editing.action, spec.name);
            assert_eq!(editing.saves(0, &pages[0], &[(spec, &first)]).await.status, 303, "{what}");
            editing.opened(0).await;
            let refused = editing.saves(1, &pages[1], &[(spec, &second)]).await;
            assert_eq!(refused.status, 409, "{what}: {}", refused.html);
            // The cart has a form for each line: there the identifiers are longer.
            let told = refused.text_at(&format!("{}-meanwhile", spec.name)).is_some_and(|text| text.starts_with("Meanwhile changed"));
            assert!(
                told || ["/checkout/cart", "/wishlist"].contains(&&*editing.endpoint.path) && refused.shows("Meanwhile changed"),
                "{what}"
            );
            assert_eq!(editing.held(&refused).get(spec.name), Some(&second), "{what}: what was typed is kept");
            assert!(refused.shows("rosa saved this meanwhile (") || editing.names_nobody(), "{what}: {}", refused.html);
            assert!(!refused.html.contains(PASSWORD), "{what}: a secret is not");
            let page = editing.opened(0).await;
            assert_eq!(editing.held(&page).get(spec.name), Some(&first), "{what}: nothing was overwritten");
            // Now he knows: what he sends again stands.
            let answer = editing.saves(1, &refused, &[]).await;
            assert_eq!(answer.status, 303, "{what}: {}", answer.html);
            let page = editing.opened(0).await;
            assert_eq!(editing.held(&page).get(spec.name), Some(&second), "{what}");
            // Who meant the same is not asked.
            let pages = [editing.opened(0).await, editing.opened(1).await];
            for (who, page) in pages.iter().enumerate() {
                assert_eq!(editing.saves(who, page, &[(spec, &first)]).await.status, 303, "{what}: the same twice");
            }
            tried += 1;
        }
    }
    assert!(tried >= 12, "{tried} fields");
}

/// The same in a visit: what staff put right there meets what the customer changes himself.
#[tokio::test]
async fn a_visit_and_its_customer_meet_in_one_form_as_any_two_do() {
    let shop = Shop::open().await;
    let mut visit = shop.staff("theo").await;
    visit.logs_in_as("ada").await;
    let path = "/customer/account/edit";
    let endpoint = endpoints::all().iter().find(|e| e.path == path && e.posts()).unwrap();
    let people = [visit, shop.customer("ada").await];
    let mut editing = Editing { endpoint, action: path.to_owned(), page: path.to_owned(), people, are_tabs: false };
    for (visiting, own) in [(0, 1), (1, 0)] {
        let pages = [editing.opened(0).await, editing.opened(1).await];
        let names = editing.open(&pages[0]);
        assert_eq!(names.iter().map(|s| s.name).collect::<Vec<_>>(), ["first_name", "last_name"]);
        let value = |text: &str| [format!("{text}{visiting}")];
        assert_eq!(editing.saves(visiting, &pages[visiting], &[(names[0], &value("First"))]).await.status, 303);
        assert_eq!(editing.saves(own, &pages[own], &[(names[1], &value("Last"))]).await.status, 303);
        let refused = editing.saves(visiting, &pages[visiting], &[(names[1], &value("Other"))]).await;
        assert_eq!(refused.status, 409);
        assert_eq!(editing.saves(visiting, &refused, &[]).await.status, 303);
        let page = editing.opened(own).await;
        assert_eq!(editing.held(&page)["first_name"], value("First"));
        assert_eq!(editing.held(&page)["last_name"], value("Other"));
    }
}
