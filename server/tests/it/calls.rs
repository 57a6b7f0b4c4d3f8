//! Calls: server functions keep the rules of pages, and whatever goes wrong is told as problem details.

use actors::{Browser, Shop};
use axum::http::header;
use domain::{access::Resource, audit::Action, ids::RoleId};
use server::{
    demo::PASSWORD,
    endpoints::{self, Access, Endpoint, Half, InAVisit, Kind},
};
use ui::{
    call::{BUILD_HEADER, IDENTITY_HEADER, ProblemKind},
    form::saving::Filled,
};

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
        // What is open to guests is theirs as well.
        if call.access == Access::Open {
            continue;
        }
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
    assert!(refused >= calls().filter(|call| call.access != Access::Open).count() / 2, "{refused} refusals were recorded");
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
    let told: Vec<_> = shop.record().await.into_iter().filter(|e| e.actor.name() == "ada@example.com").map(|e| e.action).collect();
    let consents = told.iter().filter(|a| [Action::ConsentGiven, Action::ConsentWithdrawn].contains(a)).count();
    assert_eq!(consents, 2, "{told:?}");
    crate::rows_held::tells_once(&shop, "a_consent_is_set_by_a_call_as_by_its_form_and_never_against_what_was_changed_meanwhile").await;
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
    let with = |field: &str, ticked: &str| format!(r#"{{"role":"{role}","field":"{field}","ticked":{ticked}}}"#);
    let path = "/admin/api/role/affects";
    let less = rosa.calls(path, &with("resource", r#"["Customer::manage"]"#)).await.json();
    assert_eq!(less, serde_json::json!(["1 user holds this role.", "1 session in progress would end."]));
    let more = rosa.calls(path, &with("resource", "null")).await.json();
    assert_eq!(more, serde_json::json!(["1 user holds this role."]));
    // Of a role for other websites the visits end that are outside of them.
    let elsewhere = rosa.calls(path, &with("website", r#"["00000000000070008000000000000002"]"#)).await.json();
    assert_eq!(elsewhere, serde_json::json!(["1 user holds this role.", "1 session in progress would end."]));
    let here = rosa.calls(path, &with("website", &format!(r#"["{}"]"#, store::FIRST_WEBSITE))).await.json();
    assert_eq!(here, serde_json::json!(["1 user holds this role."]));
    assert_eq!(visit.get("/customer/account").await.status, 200, "nothing was done");
    assert_eq!(
        rosa.calls(path, r#"{"role":"00000000000000000000000000000000","field":"resource","ticked":null}"#).await.problem().kind,
        ProblemKind::NotFound
    );
    for (field, ticked) in [("resource", r#"["Nonsense"]"#), ("website", r#"["Nonsense"]"#), ("name", "null"), ("resource", "7")] {
        assert_eq!(rosa.calls(path, &with(field, ticked)).await.problem().kind, ProblemKind::Malformed, "{field} {ticked}");
    }
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
    let told = kim.calls(path, r#"{"role":null,"field":"resource","ticked":null}"#).await.json();
    assert_eq!(told.as_array().map(Vec::len), Some(1), "{told}");
}

const SAVE: &str = "/admin/api/config/save";

/// What a page showed, with what its reader made of it, as a call sends it.
async fn filled(browser: &mut Browser, page: &str, pairs: &[(&str, &str)]) -> serde_json::Value {
    let shown = browser.get(page).await.input("shown").unwrap();
    pairs.iter().copied().chain([("shown", shown.as_str())]).map(|(name, value)| serde_json::json!([name, value])).collect()
}

#[tokio::test]
async fn a_section_is_saved_by_a_call_as_by_its_form_in_one_event_and_who_was_first_is_named() {
    let shop = Shop::open().await;
    let page = "/admin/config/general";
    let (mut rosa, mut other) = (shop.staff("rosa").await, shop.staff("rosa").await);
    let call = |filled: &serde_json::Value| serde_json::json!({ "section": "General", "scope": "Default", "filled": filled }).to_string();
    let old = filled(&mut other, page, &[("name", "Hill"), ("timezone", "Europe/Berlin")]).await;
    let new = filled(&mut rosa, page, &[("name", "Harbour"), ("timezone-system", "1")]).await;
    let saved = rosa.calls(SAVE, &call(&new)).await.json();
    assert_eq!(saved["said"], "You saved the configuration.");
    assert_eq!(shop.store.config().store_name(), "Harbour");
    let stale = other.calls(SAVE, &call(&old)).await.problem();
    assert_eq!((stale.kind, stale.status), (ProblemKind::Stale, 409));
    assert_eq!(stale.errors[0].text, "Meanwhile changed by rosa to: Harbour");
    assert_eq!(stale.errors[0].now.as_deref(), Some(&["Harbour".to_owned()][..]));
    assert_eq!(shop.store.config().time_zone(), "UTC", "nothing of it was saved");
    // He knows now, and says so.
    let mut again = old.clone();
    again.as_array_mut().unwrap().retain(|pair| pair[0] != "shown");
    again.as_array_mut().unwrap().push(serde_json::json!(["shown", stale.shown.unwrap()]));
    assert_eq!(other.calls(SAVE, &call(&again)).await.status, 200);
    assert_eq!((shop.store.config().store_name(), shop.store.config().time_zone()), ("Hill", "Europe/Berlin"));
    let told = shop.record().await.into_iter().filter(|e| e.action == Action::SettingsChanged);
    let mut told: Vec<_> = told.map(|e| e.changes.len()).collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [1, 1, 1, 1, 1, 1, 1, 1, 2],
        "the demo set six, the next switched the feature on; one event each, which tells all that it changed"
    );
    let wrong = filled(&mut rosa, page, &[("name", "")]).await;
    let wrong = rosa.calls(SAVE, &call(&wrong)).await.problem();
    assert_eq!(
        (wrong.kind, wrong.errors[0].field.as_str(), wrong.errors[0].text.as_str()),
        (ProblemKind::Invalid, "name", "This is a required field.")
    );
    crate::rows_held::tells_once(&shop, "a_section_is_saved_by_a_call_as_by_its_form_in_one_event_and_who_was_first_is_named").await;
}

#[tokio::test]
async fn a_section_is_saved_and_found_by_a_call_only_with_its_own_right() {
    let shop = Shop::open().await;
    let kim = shop.staff("kim").await;
    for section in ["General", "LoginAsCustomer"] {
        let body = format!(r#"{{"section":"{section}","scope":"Default","filled":[["shown","0&"]]}}"#);
        for path in [SAVE, "/admin/api/config/affects"] {
            let problem = kim.clone().calls(path, &body).await.problem();
            assert_eq!((problem.kind, problem.status), (ProblemKind::Denied, 403), "{path} {section}");
        }
    }
    let asked = |typed: &str| format!(r#"{{"typed":"{typed}","scope":"Default"}}"#);
    let none = kim.clone().calls("/admin/api/search/find", &asked("assist")).await.json();
    assert_eq!(none[1], "", "{none}");
    let mut rosa = shop.staff("rosa").await;
    let found = rosa.calls("/admin/api/search/find", &asked("assist")).await.json();
    let options = found[1].as_str().unwrap();
    let hrefs: Vec<&str> = options.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(hrefs.len(), 2, "{found}");
    assert!(hrefs.iter().all(|href| href.starts_with("/admin/config/login_as_customer#shopping_assistance_checkbox_")));
    assert_eq!(rosa.calls("/admin/api/search/find", &asked("zzz")).await.json()[1], "");
}

#[tokio::test]
async fn before_the_feature_is_switched_off_it_is_said_which_visits_that_ends() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    shop.staff("theo").await.logs_in_as("ada").await;
    let ask =
        |filled: serde_json::Value| serde_json::json!({ "section": "LoginAsCustomer", "scope": "Default", "filled": filled }).to_string();
    let page = "/admin/config/login_as_customer";
    for (switch, told) in [("0", serde_json::json!(["Saving ends 1 session in progress."])), ("1", serde_json::json!([]))] {
        let filled = filled(&mut rosa, page, &[("enabled", switch)]).await;
        assert_eq!(rosa.calls("/admin/api/config/affects", &ask(filled)).await.json(), told, "{switch}");
    }
}

#[tokio::test]
async fn a_role_is_saved_by_a_call_with_the_own_password_which_is_neither_told_nor_logged() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let page = rosa.get("/admin/roles").await.link_of("Support").unwrap();
    let id: RoleId = page.rsplit('/').next().unwrap().parse().unwrap();
    let call = |filled: serde_json::Value| serde_json::json!({ "role": id, "filled": filled }).to_string();
    let wrong = filled(&mut rosa, &page, &[("name", "Helpers"), ("access", "custom"), ("current_password", "not my password")]).await;
    let refused = rosa.calls("/admin/api/role/save", &call(wrong)).await;
    assert!(!refused.html.contains("not my password"), "{}", refused.html);
    let problem = refused.problem();
    assert_eq!((problem.kind, problem.errors[0].field.as_str()), (ProblemKind::Invalid, "current_password"));
    let right = filled(&mut rosa, &page, &[("name", "Helpers"), ("access", "all"), ("current_password", PASSWORD)]).await;
    let before = shop.record().await.len();
    let saved = rosa.calls("/admin/api/role/save", &call(right)).await;
    let told: Vec<Action> = shop.record().await.iter().skip(before).map(|e| e.action).collect();
    assert_eq!(told, [Action::RoleChanged], "one event, by whichever door");
    assert!(saved.status == 200 && !saved.html.contains(PASSWORD), "{}", saved.html);
    assert_eq!(rosa.get(&page).await.input("name").as_deref(), Some("Helpers"));
    let sent: Filled = serde_json::from_value(serde_json::json!([["current_password", PASSWORD]])).unwrap();
    assert_eq!(format!("{sent:?}"), "Filled(…)", "whatever prints it");
    crate::rows_held::tells_once(&shop, "a_role_is_saved_by_a_call_with_the_own_password_which_is_neither_told_nor_logged").await;
}

/// A form that did not say what it had shown was saved, by whichever door.
#[tokio::test]
async fn what_is_saved_by_a_call_says_what_its_page_showed_or_is_refused() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let role = rosa.finds_role("Support").await;
    let id: RoleId = role.rsplit('/').next().unwrap().parse().unwrap();
    let own = ["current_password", PASSWORD];
    for (path, call) in [
        (SAVE, serde_json::json!({ "section": "General", "scope": "Default", "filled": [["name", "Changed"]] })),
        ("/admin/api/role/save", serde_json::json!({ "role": id, "filled": [["name", "Changed"], ["access", "custom"], own] })),
    ] {
        let problem = rosa.calls(path, &call.to_string()).await.problem();
        assert_eq!((problem.kind, problem.status), (ProblemKind::Malformed, 400), "{path}");
    }
    assert_ne!(shop.store.config().store_name(), "Changed");
    assert_eq!(rosa.get(&role).await.input("name").as_deref(), Some("Support"));
}
