//! What was typed is there again, whatever was wrong with it, also without scripts: each form of the table is filled in as its page shows it, with
//! one thing in it that is refused; the answer holds all that was sent, but for passwords and codes. So it does where the form comes back another
//! way, as after signing in again. A form that guards what is typed into it then says that it is made of that. And what is wrong is said in the
//! reader's language: in the one that nobody speaks, all of it stands in brackets.

use crate::{
    addresses::BERLIN,
    attributes::colour,
    prices::rules,
    recorded::{each, is_like},
    rows_told::found,
};
use actors::{Answer, Browser, Form, Shop};
use domain::stores::{Language, StoreView};
use server::{
    demo::PASSWORD,
    endpoints::{self, Endpoint, Half},
    jobs,
};
use std::collections::{BTreeMap, BTreeSet};
use ui::form::{self, DRAFT, Spec};

/// A row; who fills it in, nobody or by his name; from which page, as a step of `rows_told` says it (none: the row's own); what is wrong: a
/// field (none: the first) and what stands in it; and what is chosen or pressed besides.
type Refused = (&'static str, &'static str, &'static [&'static str], (&'static str, &'static str), &'static [(&'static str, &'static str)]);

const STORES: &str = "/admin/stores";
const MUG: &str = "/admin/catalog/products?q=Harbour+Mug";
const NEW_ORDERS: &str = "/admin/sales/orders?status=new";
const COMPLETE: &str = "/admin/sales/orders?status=complete";

const REFUSED: &[Refused] = &[
    ("/product/{slug}", "", &["/product/harbour-mug"], ("quantity", "0"), &[]),
    ("/checkout/cart", "ada", &[], ("quantity", "-1"), &[]),
    ("/customer/account/login", "", &[], ("password", "wrong"), &[]),
    ("/customer/account/create", "", &[], ("email", "nonsense"), &[]),
    ("/customer/account/forgotpassword", "", &[], ("email", "nonsense"), &[]),
    ("/customer/account/edit", "ada", &[], ("first_name", ""), &[]),
    ("/customer/address/new", "ada", &[], ("city", ""), &[]),
    ("/customer/address/{id}", "ada", &["/customer/address", "Change Shipping Address"], ("city", ""), &[]),
    ("/wishlist", "ada", &[], ("quantity", "0"), &[]),
    ("/customer/account/sign-in-information", "ada", &[], ("email", "nonsense"), &[]),
    ("/checkout", "", &[], ("email", "nonsense"), &[]),
    ("/checkout", "ada", &[], ("city", ""), &[("ship_to", "new"), ("do", "review")]),
    ("/checkout/multishipping", "ada", &[], ("quantity", "x"), &[("do", "update")]),
    ("/sales/guest/form", "", &[], ("order_number", ""), &[]),
    ("/admin/views", "rosa", &["/admin/customers?q=ada"], ("view", "\u{202e}"), &[]),
    ("/admin/sales/orders/{id}/comment", "rosa", &["/admin/sales/orders", "*"], ("comment", "\u{202e}"), &[]),
    ("/admin/sales/invoices/{id}/comment", "rosa", &["/admin/sales/invoices", "*"], ("comment", "\u{202e}"), &[]),
    ("/admin/sales/shipments/{id}/comment", "rosa", &["/admin/sales/shipments", "*"], ("comment", "\u{202e}"), &[]),
    ("/admin/sales/creditmemos/{id}/comment", "rosa", &["/admin/sales/creditmemos", "*"], ("comment", "\u{202e}"), &[]),
    ("/admin/sales/orders/{id}/invoice", "rosa", &[NEW_ORDERS, "*", "/invoice"], ("pieces-0", "x"), &[]),
    ("/admin/sales/orders/{id}/ship", "rosa", &[NEW_ORDERS, "*", "/ship"], ("pieces-0", "x"), &[]),
    ("/admin/sales/orders/{id}/creditmemo", "rosa", &[COMPLETE, "*", "/creditmemo"], ("pieces-0", "x"), &[]),
    ("/admin/sales/shipments/{id}/tracks", "rosa", &["/admin/sales/shipments", "*"], ("tracking_number", ""), &[("do", "add")]),
    ("/admin/catalog/products/new", "rosa", &[], ("price", "x"), &[]),
    ("/admin/catalog/products/mass", "rosa", &["/admin/catalog/products/mass?do=update&all=1&status=1"], ("quantity", "x"), &[]),
    ("/admin/catalog/products/{id}", "rosa", &[MUG, "Harbour Mug"], ("price", "x"), &[]),
    ("/admin/catalog/products/{id}/prices", "rosa", &[MUG, "Harbour Mug", "/prices"], ("special_price", "x"), &[]),
    ("/admin/catalog/products/{id}/prices/tiers", "rosa", &[MUG, "Harbour Mug", "/prices/tiers"], ("tier_quantity", "x"), &[("do", "add")]),
    ("/admin/catalog/products/{id}/pictures/{picture}", "rosa", &[MUG, "Harbour Mug", "/pictures", "Image 1"], ("alt", "\u{202e}"), &[]),
    ("/admin/catalog/categories/new", "rosa", &[], ("name", ""), &[]),
    ("/admin/catalog/categories/{id}", "rosa", &["/admin/catalog/categories", "Kitchen"], ("name", ""), &[]),
    ("/admin/catalog/categories/{id}/products", "rosa", &["/admin/catalog/categories", "Kitchen", "/products"], ("position", "x"), &[]),
    ("/admin/catalog/categories/{id}/move", "rosa", &["/admin/catalog/categories", "Kitchen", "/move"], ("place", "x"), &[]),
    ("/admin/product-attributes/new", "rosa", &[], ("code", ""), &[]),
    ("/admin/product-attributes/{id}", "rosa", &["/admin/product-attributes", "*"], ("position", "x"), &[]),
    ("/admin/catalog-price-rules/new", "rosa", &[], ("discount_amount", "x"), &[]),
    ("/admin/catalog-price-rules/{id}", "rosa", &["/admin/catalog-price-rules", "Sale"], ("discount_amount", "x"), &[]),
    ("/admin/customers/new", "rosa", &[], ("email", "nonsense"), &[]),
    ("/admin/customers/{id}", "rosa", &["/admin/customers?q=clara", "*"], ("email", "nonsense"), &[]),
    ("/admin/customer-groups/new", "rosa", &[], ("name", "\u{202e}"), &[]),
    ("/admin/customer-groups/{id}", "rosa", &["/admin/customer-groups", "Wholesale"], ("name", "\u{202e}"), &[]),
    ("/admin/config/{section}", "rosa", &[], ("", "\u{202e}"), &[]),
    ("/admin/login", "", &[], ("password", "wrong"), &[]),
    ("/admin/forgot", "", &[], ("email", "nonsense"), &[]),
    ("/admin/account", "rosa", &[], ("email", "nonsense"), &[]),
    ("/admin/users/new", "rosa", &[], ("email", "nonsense"), &[]),
    ("/admin/users/{id}", "rosa", &["/admin/users", "theo"], ("email", "nonsense"), &[]),
    ("/admin/roles/new", "rosa", &[], ("name", ""), &[]),
    ("/admin/roles/{id}", "rosa", &["/admin/roles", "Support"], ("name", ""), &[]),
    ("/admin/stores/websites/new", "rosa", &[], ("code", ""), &[]),
    ("/admin/stores/websites/{id}", "rosa", &[STORES, "Main Website"], ("code", ""), &[]),
    ("/admin/stores/stores/new", "rosa", &[], ("code", ""), &[]),
    ("/admin/stores/stores/{id}", "rosa", &[STORES, "Main Website Store"], ("code", ""), &[]),
    ("/admin/stores/views/new", "rosa", &[], ("code", ""), &[]),
    ("/admin/stores/views/{id}", "rosa", &[STORES, "English"], ("code", ""), &[]),
    ("/admin/system/import", "rosa", &[], ("allowed_error_count", "x"), &[]),
    ("/admin/system/export", "rosa", &[], ("entity", "nothing"), &[]),
];

/// Where an island stands around a form that guards what is typed into it.
const GUARDED: &str = " data-component=\"Open";

/// What is ticked or chosen there cannot be wrong, and nothing else is asked.
const CANNOT_BE_WRONG: &[&str] = &[
    "/customer/account/assistance",
    "/newsletter/manage",
    "/admin/columns",
    "/admin/customers/{id}/assistance",
    "/admin/customers/{id}/login-as-customer",
    "/admin/customers/{id}/newsletter",
];

fn specs(endpoint: &Endpoint) -> impl Iterator<Item = &'static Spec> + use<> {
    endpoint.fields.iter().flat_map(|group| group.iter()).copied()
}

/// What is put into a field, or into each of its name, in place of what it holds: what whoever fills it in might put there.
fn typed(spec: &Spec, page: &Answer, held: &[&str]) -> Vec<String> {
    let in_place = |put: &dyn Fn(&str) -> String| -> Vec<String> { held.iter().map(|now| put(now)).collect() };
    match spec.kind {
        form::Kind::Password => vec![PASSWORD.to_owned()],
        form::Kind::Line | form::Kind::Email | form::Kind::Number | form::Kind::Amount | form::Kind::TextArea if spec.secret => {
            vec![String::new()]
        }
        // It would end its area, and be another text, were it taken for markup.
        form::Kind::TextArea => in_place(&|now| format!("{now}</textarea>&amp;")),
        form::Kind::Line | form::Kind::Email | form::Kind::Number | form::Kind::Amount => {
            in_place(&|now| if now.is_empty() { "Typed".to_owned() } else { format!("{now}x") })
        }
        form::Kind::Date => vec!["2030-01-31".to_owned()],
        // A field is its own, not its default's.
        form::Kind::CheckBox if !held.is_empty() || spec.name.ends_with("-system") => Vec::new(),
        form::Kind::CheckBox => vec!["1".to_owned()],
        // Of radio buttons another one would show other fields.
        form::Kind::Choice(_) => {
            in_place(&|now| page.options(spec.name).into_iter().rfind(|other| other != now).unwrap_or_else(|| now.to_owned()))
        }
        form::Kind::Boxes(_) if held.is_empty() => page.input(spec.name).into_iter().collect(),
        form::Kind::Boxes(_) => held.iter().skip(1).map(|value| (*value).to_owned()).collect(),
        form::Kind::File | form::Kind::Archive | form::Kind::Pictures | form::Kind::Hidden | form::Kind::Button => in_place(&str::to_owned),
    }
}

fn of<'a>(form: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    form.iter().filter(|(n, _)| n == name).map(|(_, value)| value.as_str()).collect()
}

/// The form that has this field, of those that a page has for an address; the first, if none is named.
fn form_with(page: &Answer, action: &str, field: &str) -> Option<Form> {
    page.forms(action).into_iter().find(|form| form.open.iter().any(|name| field.is_empty() || name == field))
}

async fn sends(browser: &mut Browser, endpoint: &Endpoint, page: &Answer, action: &str, form: &[(&str, &str)]) -> Answer {
    if endpoint.takes_files.is_some() {
        browser.uploads_each(page, action, form, &[]).await
    } else {
        browser.post_exactly(action, form).await
    }
}

/// The store's view in the language that nobody speaks.
const VIEW: &str = "xa";

async fn speaks_what_nobody_does(shop: &Shop) {
    let first = shop.store.shop().stores.views().first().unwrap().clone();
    let (id, code, name) = ("0000000000000000000000000000000a".parse().unwrap(), VIEW.to_owned(), VIEW.to_owned());
    let job = jobs::job(shop.now());
    shop.store.by(&job).fill_view(&StoreView { id, code, name, language: Language::Pseudo, position: 99, ..first }).await.unwrap();
}

/// What of a text stands in no brackets: words, but for codes of currencies and the like.
fn untold(text: &str) -> Vec<String> {
    let mut within = 0_u32;
    let outside: String = text
        .chars()
        .filter(|letter| {
            match letter {
                '[' => within = within.saturating_add(1),
                ']' => within = within.saturating_sub(1),
                _ => {}
            }
            within == 0
        })
        .collect();
    let is_word = |word: &&str| word.chars().filter(|c| c.is_alphabetic()).count() > 1 && word.chars().any(char::is_lowercase);
    outside.split_whitespace().filter(is_word).map(str::to_owned).collect()
}

/// The same form, sent by somebody who reads what nobody speaks.
async fn is_told(browser: &mut Browser, endpoint: &Endpoint, page: &Answer, action: &str, form: &[(&str, &str)]) {
    const CHOSEN: &str = "admin-language";
    let answer = if Half::of(action) == Half::Backoffice {
        browser.cookies.insert(CHOSEN.to_owned(), Language::Pseudo.tag().to_owned());
        let answer = sends(browser, endpoint, page, action, form).await;
        browser.cookies.remove(CHOSEN);
        answer
    } else {
        sends(browser, endpoint, page, &format!("/{VIEW}{action}"), form).await
    };
    let is_read = answer.shows(&format!("<html lang=\"{}\"", Language::Pseudo.tag()));
    assert!(answer.status == 422 && is_read, "{}: {}, {}", endpoint.path, answer.status, answer.html);
    let flaws = answer.flaws();
    assert!(!flaws.is_empty(), "{}: nothing is said to be wrong: {}", endpoint.path, answer.html);
    for flaw in flaws {
        // What was typed is its writer's own.
        let is_typed = |word: &String| form.iter().any(|(_, typed)| typed.split([',', ' ', '\r', '\n']).any(|part| part == word));
        let plain: Vec<String> = untold(&flaw).into_iter().filter(|word| !is_typed(word)).collect();
        assert!(plain.is_empty(), "{}: {plain:?} of {flaw:?} is not translated", endpoint.path);
    }
}

/// Whether its page guards it, besides.
async fn is_kept(browser: &mut Browser, endpoint: &Endpoint, (row, _, at, (field, wrong), besides): &Refused) -> bool {
    let path = if at.is_empty() { (*endpoint.path).to_owned() } else { found(browser, at).await };
    let page = browser.get(&path).await;
    let is_of_row = |action: &&str| is_like(&endpoint.path, action.split('?').next().unwrap_or_default());
    let action = each(&page, "action").into_iter().find(is_of_row).unwrap_or_else(|| panic!("{row}: no form on {path}: {}", page.html));
    let action = action.replace("&amp;", "&");
    let Form { sent: shown, open, came_back } =
        form_with(&page, &action, field).unwrap_or_else(|| panic!("{row}: no {field} on {path}: {}", page.html));
    assert!(!came_back, "{row}: nobody has typed anything yet");
    let field = if field.is_empty() { open.iter().map(String::as_str).find(|name| !name.ends_with("-system")).unwrap() } else { *field };
    let mut sent: Vec<(String, String)> = shown.iter().filter(|(name, _)| !open.contains(name)).cloned().collect();
    for name in open.iter().collect::<BTreeSet<_>>() {
        let Some(spec) = specs(endpoint).find(|spec| spec.name == name) else { panic!("{row}: {name} is none of its fields") };
        let mut values = typed(spec, &page, &of(&shown, name));
        if let Some((_, chosen)) = besides.iter().find(|(n, _)| n == name) {
            values = vec![(*chosen).to_owned()];
        } else if name == field {
            values = std::iter::once((*wrong).to_owned()).chain(values.into_iter().skip(1)).collect();
        }
        sent.extend(values.into_iter().map(|value| (name.clone(), value)));
    }
    let pressed = besides.iter().filter(|(name, _)| !open.iter().any(|n| n == name));
    let is_secret = |name: &str| specs(endpoint).any(|spec| spec.secret && spec.name == name);
    for is_draft in [false, true] {
        let filled = sent.iter().map(|(n, v)| (n.as_str(), v.as_str())).filter(|(name, _)| !is_draft || !is_secret(name));
        let mut form: Vec<(&str, &str)> = filled.chain(pressed.clone().copied()).collect();
        form.extend(is_draft.then_some((DRAFT, "1")));
        let answer = sends(browser, endpoint, &page, &action, &form).await;
        assert_eq!(answer.status, if is_draft { 200 } else { 422 }, "{row}: {}", answer.html);
        let Form { sent: held, came_back, .. } =
            form_with(&answer, &action, field).unwrap_or_else(|| panic!("{row}: the form is gone: {}", answer.html));
        assert!(came_back || !answer.shows(GUARDED), "{row}: what was typed is guarded only once something more is");
        for spec in specs(endpoint).filter(|spec| open.iter().any(|name| name == spec.name)) {
            if spec.secret {
                assert!(of(&held, spec.name).iter().all(|value| value.is_empty()), "{row}: {} is shown again", spec.name);
            } else {
                assert_eq!(of(&held, spec.name), of(&sent, spec.name), "{row}: what was typed into {} is gone", spec.name);
            }
        }
        if !is_draft {
            is_told(browser, endpoint, &page, &action, &form).await;
        }
    }
    page.shows(GUARDED)
}

#[tokio::test]
async fn whatever_is_refused_of_a_form_it_is_said_in_the_reader_s_language_and_all_that_was_typed_is_there_again() {
    let shop = Shop::open().await;
    speaks_what_nobody_does(&shop).await;
    let (mut ada, mut rosa) = (shop.customer("ada").await, shop.staff("rosa").await);
    let (mug, book) = ("/product/harbour-mug", "/customer/address/new");
    for form in [&[("quantity", "1"), ("do", "wish")][..], &[("quantity", "2")]] {
        assert_eq!(ada.edits(mug, mug, form).await.status, 303);
    }
    for _ in 0..2 {
        assert_eq!(ada.edits(book, book, &BERLIN).await.status, 303);
    }
    rules(&mut rosa, "Sale", &[("apply", "by_percent"), ("discount_amount", "10")]).await;
    colour(&mut rosa).await;
    let (mut people, mut guarded) = (BTreeMap::from([("ada", ada), ("rosa", rosa)]), 0);
    let is_of = |row: &str, path: &str| row == path || (row.ends_with("{section}") && is_like(row, path));
    for endpoint in endpoints::all().iter().filter(|endpoint| endpoint.is_filled_in()) {
        let path = &*endpoint.path;
        let mut ways = REFUSED.iter().filter(|(row, ..)| is_of(row, path)).peekable();
        assert!(ways.peek().is_some() != CANNOT_BE_WRONG.contains(&path), "what is refused of {path}, and is it there again?");
        for way in ways {
            guarded += u32::from(if let Some(browser) = people.get_mut(way.1) {
                is_kept(browser, endpoint, way).await
            } else {
                let mut guest = shop.guest();
                assert_eq!(guest.edits(mug, mug, &[("quantity", "1")]).await.status, 303);
                is_kept(&mut guest, endpoint, way).await
            });
        }
    }
    assert!(guarded > 20, "forms are guarded in the back office, and {guarded} were met");
    let gone = |row: &&str| !endpoints::all().iter().any(|endpoint| endpoint.is_filled_in() && is_of(row, &endpoint.path));
    let gone: Vec<&str> = REFUSED.iter().map(|(row, ..)| *row).chain(CANNOT_BE_WRONG.iter().copied()).filter(gone).collect();
    assert!(gone.is_empty(), "there are no such rows any more, or nothing to fill in: {gone:#?}");
}
