//! What is done is told: whoever may send a form sends it, and the record is looked at. The forms are found as people find them, from page to
//! page.

use actors::{Answer, Browser, Shop};
use server::{
    demo::PASSWORD,
    endpoints::{self, Endpoint, Kind},
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use ui::form;

/// More pages of a kind show no other forms.
const OF_A_KIND: usize = 3;

/// What is anybody's own alone: how he has arranged a grid, his language, what he has looked at; what only looks something up; what is
/// begun and told when it is confirmed; and the end of a session that nobody sits in.
pub(crate) const SILENT: &[&str] = &[
    "/admin/account/factor",
    "/admin/account/sessions",
    "/admin/columns",
    "/admin/language",
    "/admin/views",
    "/customer/account",
    "/sales/guest/form",
];

pub(crate) fn is_like(pattern: &str, path: &str) -> bool {
    pattern.split('/').count() == path.split('/').count()
        && pattern.split('/').zip(path.split('/')).all(|(of, is)| of == is || (of.starts_with('{') && !is.is_empty()))
}

/// What stands behind an attribute, each time.
pub(crate) fn each<'a>(page: &'a Answer, attribute: &str) -> Vec<&'a str> {
    let begin = format!(" {attribute}=\"");
    page.html.split(&*begin).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The pages that somebody comes by from there, within its half; of each kind a few.
pub(crate) async fn walks(browser: &mut Browser, start: &str, mut comes_by: impl FnMut(&str, &Answer)) {
    let (mut met, mut of_kind) = (BTreeSet::new(), BTreeMap::<&str, usize>::new());
    let mut queue = VecDeque::from([start.to_owned()]);
    while let Some(path) = queue.pop_front() {
        let page = browser.get(&path).await;
        if page.status != 200 {
            continue;
        }
        comes_by(&path, &page);
        for href in each(&page, "href") {
            let bare = href.split(['?', '#']).next().unwrap_or_default().to_owned();
            let found = endpoints::all().iter().find(|e| e.kind == Kind::Page && is_like(&e.path, &bare));
            let Some(kind) = found.filter(|e| e.half() == endpoints::Half::of(start) && met.insert(bare.clone()) && !e.path.is_empty())
            else {
                continue;
            };
            let seen = of_kind.entry(&*kind.path).or_default();
            *seen += 1;
            if *seen <= OF_A_KIND {
                queue.push_back(bare);
            }
        }
    }
}

/// The forms that somebody comes by: each where he first met it.
async fn forms(browser: &mut Browser, start: &str) -> BTreeMap<&'static str, (&'static Endpoint, String, String)> {
    let mut forms = BTreeMap::new();
    let comes_by = |path: &str, page: &Answer| {
        for action in each(page, "action") {
            let bare = action.split('?').next().unwrap_or_default();
            let found = endpoints::all().iter().find(|e| e.kind == Kind::Form && is_like(&e.path, bare));
            if let Some(endpoint) = found.filter(|_| page.form(action).is_some()) {
                forms.entry(&*endpoint.path).or_insert((endpoint, path.to_owned(), action.to_owned()));
            }
        }
    };
    walks(browser, start, comes_by).await;
    forms
}

/// What a form holds when somebody has filled in what it asks for, and changed what it shows.
fn filled(endpoint: &Endpoint, page: &Answer, shown: &[(String, String)]) -> Vec<(&'static str, String)> {
    let examples: BTreeMap<&str, String> = form::examples(endpoint.fields).into_iter().collect();
    let specs = endpoint.fields.iter().flat_map(|group| group.iter());
    let value = |spec: &&&'static form::Spec| -> Option<(&'static str, String)> {
        let now = shown.iter().find(|(name, _)| name == spec.name).map(|(_, value)| value.as_str());
        let example = || examples.get(spec.name).cloned().unwrap_or_default();
        let value = match (spec.kind, now) {
            // Staff do not take the password again that they have.
            (form::Kind::Password, _) if !spec.required && &*endpoint.path == "/admin/account" => return None,
            (form::Kind::Password, _) => PASSWORD.to_owned(),
            // A product stands somewhere.
            (form::Kind::Boxes(_), None) if spec.required || spec.name == "categories" => page.input(spec.name).unwrap_or_default(),
            // What stays where it is is not told of.
            (form::Kind::Number, Some(_)) if spec.name == "position" => "500".to_owned(),
            (form::Kind::Choice(_), Some("")) if spec.required => {
                page.options(spec.name).into_iter().find(|option| !option.is_empty()).unwrap_or_default()
            }
            (form::Kind::Line, Some(now)) if !now.is_empty() && spec.name.ends_with("name") => format!("{now}x"),
            // Turned, whichever way it stands.
            (form::Kind::CheckBox, Some(_)) => String::new(),
            (form::Kind::CheckBox, None) => "1".to_owned(),
            (form::Kind::Date, None | Some("")) => example(),
            (form::Kind::Button, _) => example(),
            (_, None | Some("")) if spec.required => example(),
            // A sum that is none yet.
            (form::Kind::Number | form::Kind::Amount, Some("")) => example(),
            _ => return None,
        };
        Some((spec.name, value))
    };
    specs.filter_map(|spec| value(&spec)).collect()
}

/// Sends all of them, what takes away last; how each was answered, and how many events tell of it.
async fn done(shop: &Shop, browser: &mut Browser, who: &str, start: &str) -> BTreeMap<&'static str, (u16, usize)> {
    let forms = forms(browser, start).await;
    let takes_away = |path: &str| ["delete", "cancel", "logout", "close"].iter().any(|end| path.contains(end));
    let (last, first): (Vec<_>, Vec<_>) = forms.into_values().partition(|(endpoint, ..)| takes_away(&endpoint.path));
    let mut done = BTreeMap::new();
    for (endpoint, page, action) in first.into_iter().chain(last) {
        let page = browser.get(&page).await;
        let Some(shown) = page.form(&action) else { continue };
        let changes = filled(endpoint, &page, &shown);
        let changes: Vec<(&str, &str)> = changes.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let before = shop.record().await.len();
        let answer = browser.sends(&page, &action, &changes).await;
        let told = shop.record().await.into_iter().skip(before).filter(|event| event.actor.name() == who).count();
        done.insert(&*endpoint.path, (answer.status, told));
    }
    done
}

fn silent(done: &BTreeMap<&'static str, (u16, usize)>) -> Vec<&'static str> {
    done.iter().filter(|(_, (status, told))| *status == 303 && *told == 0).map(|(path, _)| *path).collect()
}

#[tokio::test]
async fn what_staff_do_by_any_form_is_told_in_the_record() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let done = done(&shop, &mut rosa, "rosa", "/admin").await;
    let silent: Vec<&str> = silent(&done).into_iter().filter(|path| !SILENT.contains(path)).collect();
    assert!(silent.is_empty(), "{silent:?} of {done:#?}");
    let told = done.values().filter(|(status, told)| *status == 303 && *told > 0).count();
    assert!(told >= 20, "{told}: {done:#?}");
}

#[tokio::test]
async fn what_a_customer_does_by_any_form_is_told_in_the_record() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    ada.edits("/product/harbour-mug", "/product/harbour-mug", &[("quantity", "2")]).await;
    let done = done(&shop, &mut ada, "ada@example.com", "/customer/account").await;
    let silent: Vec<&str> = silent(&done).into_iter().filter(|path| !SILENT.contains(path)).collect();
    assert!(silent.is_empty(), "{silent:?} of {done:#?}");
    let told = done.values().filter(|(status, told)| *status == 303 && *told > 0).count();
    assert!(told >= 8, "{told}: {done:#?}");
}

#[tokio::test]
async fn what_is_done_in_a_visit_names_who_really_did_it_for_whom_and_the_visit() {
    let shop = Shop::open().await;
    let mut theo = shop.staff("theo").await;
    theo.logs_in_as("ada").await;
    theo.edits("/product/harbour-mug", "/product/harbour-mug", &[("quantity", "2")]).await;
    let begun = shop.record().await.len();
    let done = done(&shop, &mut theo, "theo", "/customer/account").await;
    assert_eq!(silent(&done).into_iter().filter(|path| !SILENT.contains(path)).collect::<Vec<_>>(), Vec::<&str>::new(), "{done:#?}");
    let told = shop.record().await;
    let in_it: Vec<_> = told.into_iter().skip(begun).filter(|event| event.actor.name() == "theo").collect();
    assert!(in_it.len() >= 5, "{done:#?}");
    for event in in_it {
        assert!(event.subject.is_some() && event.visit.is_some(), "{event:?}");
    }
}
