//! Every row of the table, taken through what must not open it: the other half's cookie, a session that has ended, a page that was made for
//! somebody else, a foreign origin, a foreign host, a limit that is reached. (Who has no session is in `permissions`.) A row that is added
//! tomorrow is taken through all of it.

use crate::{
    doors::{THERE, asks_from, wait},
    permissions::must_sign_in,
};
use actors::{Browser, Shop, somewhere};
use axum::{
    body::Body,
    http::{Request, header},
};
use domain::{access::Resource, caller::NOBODY};
use server::{
    demo::PASSWORD,
    endpoints::{self, Access, Endpoint, Half, Kind},
};
use std::{collections::BTreeMap, time::Duration};
use ui::{call::IDENTITY_HEADER, endpoint::Act, live::FOR};

const ELSEWHERE: &str = "198.51.100.7";
const SITE: &str = "sec-fetch-site";

fn looking(path: &str) -> Request<Body> {
    Request::get(path).body(Body::empty()).unwrap()
}

/// What somebody sends to a row from a page that was made for him.
fn asking(browser: &Browser, endpoint: &Endpoint) -> Request<Body> {
    let path = somewhere(endpoint);
    match endpoint.kind {
        Kind::Form => browser.stamped(&path, &[]),
        Kind::Call => browser.call(&path, &endpoint.example),
        Kind::Live => looking(&format!("{path}?once=1")),
        Kind::Page | Kind::File => looking(&format!("{path}{}", narrowed(endpoint))),
    }
}

/// What is done by some pages is done where their address says more than their path.
fn narrowed(endpoint: &Endpoint) -> String {
    let name = endpoint.browsing.and_then(|reads| reads.first()).filter(|_| endpoint.narrowing.is_some());
    name.map(|name| format!("?{name}=1")).unwrap_or_default()
}

/// The rows that ask for somebody.
fn closed() -> impl Iterator<Item = &'static Endpoint> {
    endpoints::all().iter().filter(|e| e.access != Access::Open)
}

#[tokio::test]
async fn a_session_of_one_half_is_none_in_the_other_whatever_its_cookie_is_called() {
    let shop = Shop::open().await;
    let (rosa, ada) = (shop.staff("rosa").await, shop.customer("ada").await);
    let mut visit = rosa.clone();
    visit.logs_in_as("ada").await;
    let only = |browser: &Browser, name: &str, called: &str| {
        let mut stranger = shop.guest();
        stranger.cookies = BTreeMap::from([(called.to_owned(), browser.cookies[name].clone())]);
        stranger
    };
    for endpoint in closed() {
        let strangers = match endpoint.half() {
            Half::Storefront => [
                only(&rosa, "staff", "staff"),
                only(&rosa, "staff", "shopper"),
                only(&rosa, "staff", "visit"),
                only(&visit, "visit", "shopper"),
            ],
            Half::Backoffice => [
                only(&ada, "shopper", "shopper"),
                only(&ada, "shopper", "staff"),
                only(&visit, "visit", "visit"),
                only(&visit, "visit", "staff"),
            ],
        };
        for mut stranger in strangers {
            let (request, cookies) = (asking(&stranger, endpoint), stranger.cookies.clone());
            let answer = stranger.send(request).await;
            assert!(must_sign_in(&answer, endpoint), "{} {cookies:?} {}", endpoint.path, answer.status);
        }
    }
}

#[tokio::test]
async fn a_session_that_has_ended_opens_nothing_however_it_ended() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (signed_out, theo) = (shop.staff("rosa").await, shop.staff("theo").await);
    let (left, ben) = (shop.customer("ada").await, shop.customer("ben").await);
    assert_eq!(signed_out.clone().edits("/admin", "/admin/logout", &[]).await.status, 303);
    assert_eq!(left.clone().edits("/customer/account", "/customer/account/logout", &[]).await.status, 303);
    for path in [rosa.finds_user("theo").await, rosa.finds_customer("ben").await] {
        assert_eq!(rosa.edits(&path, &path, &[("active", ""), ("current_password", PASSWORD)]).await.status, 303, "{path}");
    }
    // And hers, by time.
    shop.advance(Duration::from_secs(16 * 60));
    for endpoint in closed() {
        let ended = match endpoint.half() {
            Half::Storefront => vec![("signed out", &left), ("deactivated", &ben)],
            Half::Backoffice => vec![("signed out", &signed_out), ("deactivated", &theo), ("timed out", &rosa)],
        };
        for (how, browser) in ended {
            let answer = browser.clone().send(asking(browser, endpoint)).await;
            assert!(must_sign_in(&answer, endpoint), "{} {how} {}", endpoint.path, answer.status);
        }
    }
}

#[tokio::test]
async fn a_visit_that_has_ended_opens_nothing_but_what_says_so() {
    let shop = Shop::open().await;
    let (mut visit, mut ada) = (shop.staff("rosa").await, shop.customer("ada").await);
    visit.logs_in_as("ada").await;
    let consent = "/customer/account/assistance";
    assert_eq!(ada.edits(consent, consent, &[("assistance_allowed", "")]).await.status, 303);
    let is_closed = |e: &&Endpoint| e.half() == Half::Storefront && e.kind != Kind::File && !e.is_after_an_end;
    for endpoint in endpoints::all().iter().filter(is_closed) {
        let answer = visit.clone().send(asking(&visit, endpoint)).await;
        let expected = if endpoint.posts() { (409, "") } else { (303, "/assistance/ended") };
        assert_eq!((answer.status, answer.location.as_str()), expected, "{}", endpoint.path);
    }
}

/// A form of theo's page, sent after rosa had signed in, acted as her.
#[tokio::test]
async fn what_a_page_of_somebody_else_sends_is_taken_by_no_row() {
    let shop = Shop::open().await;
    let (rosa, theo) = (shop.staff("rosa").await, shop.staff("theo").await);
    let (ada, ben) = (shop.customer("ada").await, shop.customer("ben").await);
    let before = shop.record().await.len();
    for endpoint in endpoints::all() {
        let (who, other) = if endpoint.half() == Half::Backoffice { (&rosa, &theo) } else { (&ada, &ben) };
        let (path, foreign) = (somewhere(endpoint), other.identity(&endpoint.path).to_owned());
        assert_ne!(foreign, who.identity(&endpoint.path), "they are two");
        let request = match endpoint.kind {
            Kind::Form if endpoint.is_unstamped => continue,
            Kind::Form => other.stamped(&path, &[]),
            Kind::Call => {
                let mut request = who.call(&path, &endpoint.example);
                request.headers_mut().insert(IDENTITY_HEADER, foreign.parse().unwrap());
                request
            }
            Kind::Live => looking(&format!("{path}?once=1&{FOR}={foreign}")),
            Kind::Page | Kind::File => continue,
        };
        assert_eq!(who.clone().send(request).await.status, 409, "{}", endpoint.path);
    }
    assert_eq!(shop.record().await.len(), before, "nothing was done");
}

/// What a browser says of a form of another site, and what is no browser's form.
const FOREIGN: [&[(&str, &str)]; 6] = [
    &[(SITE, "cross-site"), ("origin", "https://evil.test")],
    &[(SITE, "same-site"), ("origin", "http://other.shop.test")],
    &[(SITE, "none")],
    &[("origin", "https://evil.test")],
    &[("origin", "null")],
    &[],
];

#[tokio::test]
async fn what_another_site_sends_is_taken_by_no_row() {
    let shop = Shop::open().await;
    let (rosa, ada) = (shop.staff("rosa").await, shop.customer("ada").await);
    let before = shop.record().await.len();
    for endpoint in endpoints::all().iter().filter(|e| e.posts()) {
        let who = if endpoint.half() == Half::Backoffice { &rosa } else { &ada };
        for foreign in FOREIGN {
            let mut request = asking(who, endpoint);
            request.headers_mut().remove(SITE);
            for (name, value) in foreign {
                request.headers_mut().insert(*name, value.parse().unwrap());
            }
            assert_eq!(who.clone().send(request).await.status, 403, "{} {foreign:?}", endpoint.path);
        }
    }
    assert_eq!(shop.record().await.len(), before, "nothing was done");
}

#[tokio::test]
async fn under_a_foreign_name_no_row_answers_anybody() {
    let shop = Shop::open().await;
    let (guest, rosa, ada) = (shop.guest(), shop.staff("rosa").await, shop.customer("ada").await);
    for endpoint in endpoints::all() {
        let who = if endpoint.half() == Half::Backoffice { &rosa } else { &ada };
        for asker in [&guest, who] {
            let mut request = asking(asker, endpoint);
            request.headers_mut().insert(header::HOST, "evil.test".parse().unwrap());
            let answer = asker.clone().send(request).await;
            assert_eq!(answer.status, 421, "{}", endpoint.path);
            assert!(!answer.headers.contains_key(header::SET_COOKIE), "{}", endpoint.path);
        }
    }
}

/// The limits are those of the shop itself: here they are used up at once, as a stranger would by asking. What one does with his own password is
/// counted by his account alone, wherever he comes from.
#[tokio::test]
async fn past_its_limit_each_row_tells_whoever_comes_from_there_to_wait_and_nobody_else() {
    let shop = Shop::open().await;
    let (guest, rosa, ada, theo) = (shop.guest(), shop.staff("rosa").await, shop.customer("ada").await, shop.staff("theo").await);
    let identity = rosa.identity("/admin").parse().unwrap();
    for act in Act::ALL {
        assert!(
            endpoints::all().iter().any(|e| [e.act, e.narrowing].contains(&Some(*act))),
            "{act:?}: of what nobody does there is no limit"
        );
        let by = if *act == Act::OwnPassword { identity } else { NOBODY };
        while shop.app.limits.count(*act, Some(THERE.parse().unwrap()), by).is_ok() {}
    }
    let before = shop.record().await.len();
    let limited = || endpoints::all().iter().filter(|e| e.act.or(e.narrowing).is_some());
    let is_own = |endpoint: &Endpoint| endpoint.act == Some(Act::OwnPassword);
    let who = |endpoint: &Endpoint| if endpoint.half() == Half::Backoffice { &rosa } else { &ada };
    for endpoint in limited() {
        let strangers = (!is_own(endpoint)).then_some(&guest);
        for asker in strangers.into_iter().chain([who(endpoint)]) {
            let answer = asks_from(&mut asker.clone(), THERE, asking(asker, endpoint)).await;
            assert!(answer.status == 429 && wait(&answer).is_some_and(|s| s > 0), "{} {}", endpoint.path, answer.status);
        }
    }
    assert_eq!(shop.record().await.len(), before, "nothing was looked at");
    for endpoint in limited() {
        let (asker, from) = if is_own(endpoint) { (&theo, THERE) } else { (who(endpoint), ELSEWHERE) };
        let answer = asks_from(&mut asker.clone(), from, asking(asker, endpoint)).await;
        assert_ne!(answer.status, 429, "{}", endpoint.path);
    }
}

/// A role was deleted without the own password, though saving one asked for it.
#[tokio::test]
async fn each_row_that_changes_who_may_do_what_asks_for_the_own_password() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    // One that nobody has: of another it is not even asked whether it is to be deleted.
    let role = [("name", "Temps"), ("current_password", PASSWORD)];
    assert_eq!(rosa.edits("/admin/roles/new", "/admin/roles/new", &role).await.status, 303);
    let (user, role) = (rosa.finds_user("theo").await, rosa.finds_role("Temps").await);
    let of_rights = |e: &&Endpoint| e.kind == Kind::Form && matches!(e.access, Access::Holds(Resource::Users | Resource::Roles));
    let mut asked = 0;
    for endpoint in endpoints::all().iter().filter(of_rights) {
        let asks = endpoint.fields.iter().flat_map(|group| group.iter()).any(|spec| spec.name == "current_password");
        assert!(asks, "{}", endpoint.path);
        let path = endpoint.path.replace("/admin/users/{id}", &user).replace("/admin/roles/{id}", &role);
        // He has no second factor that could be reset.
        if path == endpoint.path || path.ends_with("/factor") {
            continue;
        }
        asked += 1;
        // A few wrong ones end a session.
        let answer = shop.staff("rosa").await.edits(&path, &path, &[("current_password", "wrong wrong")]).await;
        assert!(answer.status == 422 && answer.text_at("current_password-flaw").is_some(), "{path}: {} {}", answer.status, answer.html);
    }
    assert!(asked >= 6, "{asked}");
    assert_eq!(rosa.get(&role).await.status, 200);
    assert_eq!(shop.staff("theo").await.get("/admin").await.status, 200, "he is still there");
}
