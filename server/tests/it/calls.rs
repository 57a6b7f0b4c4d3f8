//! Calls: server functions keep the rules of pages, and whatever goes wrong is told as problem details.

use actors::{Browser, Shop};
use axum::http::header;
use domain::{access::Resource, audit::Action};
use server::endpoints::{self, Access, Endpoint, Half, InAVisit, Kind};
use ui::call::{BUILD_HEADER, IDENTITY_HEADER, ProblemKind};

const CONSENT: &str = "/api/customer/consent";
const SET: &str = "/api/customer/consent/set";

fn calls() -> impl Iterator<Item = &'static Endpoint> {
    endpoints::all().iter().filter(|e| e.kind == Kind::Call)
}

/// Whoever may make each call: an administrator, or a customer himself.
async fn allowed(shop: &Shop, endpoint: &Endpoint) -> Browser {
    if endpoint.half() == Half::Backoffice { shop.staff("rosa").await } else { shop.customer("ada").await }
}

#[tokio::test]
async fn each_call_answers_whoever_may_make_it() {
    let shop = Shop::open().await;
    for call in calls() {
        let answer = allowed(&shop, call).await.calls(&call.path, &call.example).await;
        // An example names nothing that exists; but the function behind it was reached.
        assert!([200, 404, 409, 422].contains(&answer.status), "{} {} {}", call.path, answer.status, answer.html);
        if answer.status == 200 {
            drop(answer.json())
        } else {
            drop(answer.problem())
        }
        assert!(answer.headers[header::CACHE_CONTROL].to_str().unwrap().contains("no-store"), "{}", call.path);
    }
}

#[tokio::test]
async fn each_call_is_refused_to_guests_to_visits_and_to_staff_without_the_right_as_problem_details() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    guest.get("/").await;
    guest.get("/admin/login").await;
    let mut visit = shop.staff("rosa").await;
    visit.logs_in_as("ada").await;
    let kim = shop.staff("kim").await;
    for call in calls() {
        let name = &call.path;
        let problem = guest.clone().calls(name, &call.example).await.problem();
        assert_eq!((problem.kind, problem.status), (ProblemKind::SignIn, 401), "{name}");
        assert!(!problem.title.is_empty() && !problem.detail.is_empty() && !problem.instance.is_empty(), "{name}: {problem:?}");
        if call.in_a_visit == InAVisit::No && call.half() == Half::Storefront {
            let problem = visit.clone().calls(name, &call.example).await.problem();
            assert_eq!((problem.kind, problem.status), (ProblemKind::NotWhileAssisting, 403), "{name}");
        }
        if let Access::Holds(resource) = call.access
            && resource != Resource::CustomersView
        {
            let problem = kim.clone().calls(name, &call.example).await.problem();
            assert_eq!((problem.kind, problem.status), (ProblemKind::Denied, 403), "{name}");
        }
    }
    let refused = shop.record().await.into_iter().filter(|e| e.action == Action::AccessDenied).count();
    assert!(refused >= calls().count() / 2, "{refused} refusals were recorded");
}

#[tokio::test]
async fn each_call_needs_its_origin_its_identity_its_build_and_json() {
    let shop = Shop::open().await;
    for call in calls() {
        let browser = allowed(&shop, call).await;
        let with = |name: &'static str, value: &'static str| {
            let mut request = browser.call(&call.path, &call.example);
            request.headers_mut().insert(name, value.parse().unwrap());
            request
        };
        for (request, kind, status) in [
            (with("sec-fetch-site", "cross-site"), ProblemKind::Denied, 403),
            (with("sec-fetch-site", "same-site"), ProblemKind::Denied, 403),
            (with(IDENTITY_HEADER, "00000000000000000000000000000000"), ProblemKind::IdentityChanged, 409),
            (with(IDENTITY_HEADER, ""), ProblemKind::IdentityChanged, 409),
            (with(BUILD_HEADER, "/pkg/0000000000000000"), ProblemKind::Outdated, 409),
            (with("content-type", "text/plain"), ProblemKind::Malformed, 400),
            (with("content-type", "application/x-www-form-urlencoded"), ProblemKind::Malformed, 400),
            (browser.call(&call.path, "{"), ProblemKind::Malformed, 400),
            (browser.call(&call.path, "nonsense"), ProblemKind::Malformed, 400),
            (browser.call(&call.path, "\u{0}"), ProblemKind::Malformed, 400),
            (browser.call(&call.path, &"9".repeat(300_000)), ProblemKind::Malformed, 413),
        ] {
            let headers = format!("{:?}", request.headers());
            let problem = browser.clone().send(request).await.problem();
            assert_eq!((problem.kind, problem.status), (kind, status), "{} {headers}", call.path);
        }
        let looked = browser.clone().get(&call.path).await;
        assert_eq!(looked.status, 405, "{}: nothing is called by looking", call.path);
    }
}

#[tokio::test]
async fn a_consent_is_set_by_a_call_as_by_its_form_and_never_against_what_was_changed_meanwhile() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let stands = ada.calls(CONSENT, "{}").await.json();
    assert_eq!((&stands["allowed"], &stands["revision"]), (&true.into(), &0.into()));
    let withdrawn = ada.calls(SET, r#"{"allowed":false,"revision":0}"#).await.json();
    assert_eq!((&withdrawn["allowed"], &withdrawn["revision"]), (&false.into(), &1.into()));
    assert_eq!(ada.get("/customer/account/assistance").await.is_ticked("assistance_allowed"), Some(false), "one use case, two doors");
    // The answer was lost, and it is asked for again: it is as wished, whatever it was when the page was made.
    assert_eq!(ada.calls(SET, r#"{"allowed":false,"revision":0}"#).await.json()["revision"], 1);
    // An old page does not give it again.
    let problem = ada.calls(SET, r#"{"allowed":true,"revision":0}"#).await.problem();
    assert_eq!((problem.kind, problem.status), (ProblemKind::Stale, 409));
    assert_eq!((problem.errors[0].field.as_str(), problem.errors[0].now.as_deref()), ("assistance_allowed", Some(&[][..])));
    assert_eq!(ada.calls(CONSENT, "{}").await.json()["allowed"], false);
    // Undo.
    assert_eq!(ada.calls(SET, r#"{"allowed":true,"revision":1}"#).await.json()["allowed"], true);
    let told: Vec<_> = shop.record().await.into_iter().map(|e| e.action).collect();
    let consents = told.iter().filter(|a| [Action::ConsentGiven, Action::ConsentWithdrawn].contains(a)).count();
    assert_eq!(consents, 2, "{told:?}");
}

#[tokio::test]
async fn a_consent_that_is_withdrawn_by_a_call_ends_the_visit_that_it_said_would_end() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    assert_eq!(ada.calls(CONSENT, "{}").await.json()["ends"], "");
    let mut visit = shop.staff("rosa").await;
    visit.logs_in_as("ada").await;
    let ends = ada.calls(CONSENT, "{}").await.json()["ends"].as_str().unwrap().to_owned();
    assert!(ends.contains("that session ends now"), "{ends}");
    assert_eq!(ada.calls(SET, r#"{"allowed":false,"revision":0}"#).await.json()["ends"], "");
    assert_eq!(visit.get("/customer/account").await.location, "/assistance/ended");
}

#[tokio::test]
async fn a_call_under_a_store_code_answers_in_its_language_and_none_is_made_while_the_feature_is_off() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    ada.get("/de/customer/account").await;
    let stale = ada.calls("/de/api/customer/consent/set", r#"{"allowed":false,"revision":7}"#).await.problem();
    assert_eq!(stale.errors[0].text, "Inzwischen geändert in: Ja", "{stale:?}");
    shop.staff("rosa").await.switches_the_feature(false).await;
    assert_eq!(ada.calls(SET, r#"{"allowed":false,"revision":0}"#).await.problem().kind, ProblemKind::NotFound);
    assert_eq!(ada.calls("/de/admin/api/nothing", "{}").await.status, 404, "the back office stands behind no code");
}

/// "3 users hold this role; 1 session in progress would end", before anything is saved; and whether it could be.
#[tokio::test]
async fn before_a_role_is_saved_a_call_tells_whom_that_affects() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let role = rosa.finds_role("Support").await;
    let role = role.rsplit('/').next().unwrap();
    let mut visit = shop.staff("theo").await;
    visit.logs_in_as("ada").await;
    let with = |grants: &str| format!(r#"{{"role":"{role}","grants":{grants}}}"#);
    let path = "/admin/api/role/affects";
    let less = rosa.calls(path, &with(r#"{"Custom":["CustomersView"]}"#)).await.json();
    assert_eq!(less, serde_json::json!(["1 user holds this role.", "1 session in progress would end."]));
    let more = rosa.calls(path, &with(r#""All""#)).await.json();
    assert_eq!(more, serde_json::json!(["1 user holds this role."]));
    assert_eq!(visit.get("/customer/account").await.status, 200, "nothing was done");
    assert_eq!(
        rosa.calls(path, r#"{"role":"00000000000000000000000000000000","grants":"All"}"#).await.problem().kind,
        ProblemKind::NotFound
    );
    assert_eq!(rosa.calls(path, &with(r#"{"Custom":["Nonsense"]}"#)).await.problem().kind, ProblemKind::Malformed);
    // Whoever holds less than he would hand out is told beforehand.
    let form =
        [("name", "Role keepers"), ("access", "custom"), ("resource", "User::acl_roles"), ("current_password", server::demo::PASSWORD)];
    assert_eq!(rosa.edits("/admin/roles/new", "/admin/roles/new", &form).await.status, 303);
    let keepers = rosa.finds_role("Role keepers").await;
    let user = rosa.finds_user("kim").await;
    let given = [("role", keepers.rsplit('/').next().unwrap()), ("current_password", server::demo::PASSWORD)];
    assert_eq!(rosa.edits(&user, &user, &given).await.status, 303);
    let mut kim = shop.staff("kim").await;
    kim.get("/admin/roles").await;
    let told = kim.calls(path, r#"{"role":null,"grants":"All"}"#).await.json();
    assert_eq!(told.as_array().map(Vec::len), Some(1), "{told}");
}
