//! Every endpoint of the table, asked by everybody: refused as declared.

use actors::{Answer, Browser, Shop, somewhere};
use domain::{access::Resource, audit::Action};
use server::{
    demo::PASSWORD,
    endpoints::{self, Access, Endpoint, Half, InAVisit, Kind},
};
use ui::{call::ProblemKind, form::DRAFT};

async fn ask(browser: &mut Browser, endpoint: &Endpoint) -> Answer {
    if endpoint.kind == Kind::Live {
        browser.get(&format!("{}?once=1", somewhere(endpoint))).await
    } else if endpoint.kind == Kind::Call {
        browser.calls(&somewhere(endpoint), &endpoint.example).await
    } else if endpoint.posts() {
        browser.post(&somewhere(endpoint), &[]).await
    } else {
        browser.get(&somewhere(endpoint)).await
    }
}

/// Whoever must sign in is led there; a form that he sent waits for him there.
pub(crate) fn must_sign_in(answer: &Answer, endpoint: &Endpoint) -> bool {
    let sign_in = endpoint.half().sign_in();
    if endpoint.is_for_scripts() {
        answer.status == 401 && answer.problem().kind == ProblemKind::SignIn
    } else if endpoint.posts() {
        answer.status == 401 && answer.form(sign_in).is_some()
    } else {
        answer.status == 303 && answer.location.split('?').next() == Some(sign_in)
    }
}

#[tokio::test]
async fn a_guest_reaches_only_what_is_open() {
    let shop = Shop::open().await;
    for endpoint in endpoints::all() {
        let mut guest = shop.guest();
        guest.get("/").await;
        guest.get("/admin/login").await;
        let answer = ask(&mut guest, endpoint).await;
        let name = (&endpoint.path, endpoint.kind);
        match endpoint.access {
            Access::Open => {
                assert!(![401, 500].contains(&answer.status) && !must_sign_in(&answer, endpoint), "{name:?} {}", answer.status);
            }
            Access::Customer | Access::Own | Access::Staff | Access::Holds(_) => {
                assert!(must_sign_in(&answer, endpoint), "{name:?} {} {}", answer.status, answer.location);
            }
        }
    }
}

#[tokio::test]
async fn a_customer_never_reaches_the_back_office_nor_does_a_visit() {
    let shop = Shop::open().await;
    let ada = shop.customer("ada").await;
    let mut visit = shop.staff("rosa").await;
    visit.logs_in_as("ada").await;
    // The staff member's own session is in the same browser; here only the visit's cookie is left.
    visit.cookies.retain(|name, _| name == "visit");
    for endpoint in endpoints::all().iter().filter(|e| e.half() == Half::Backoffice && e.access != Access::Open) {
        for browser in [&ada, &visit] {
            let answer = ask(&mut browser.clone(), endpoint).await;
            assert!(must_sign_in(&answer, endpoint), "{} {}", endpoint.path, answer.status);
        }
    }
}

#[tokio::test]
async fn staff_without_the_right_are_refused_with_403_and_it_is_recorded() {
    let shop = Shop::open().await;
    let holders: [(&str, &[Resource]); 3] = [
        ("theo", &[Resource::OrdersView, Resource::CustomersView, Resource::CustomersEdit, Resource::LoginAsCustomer]),
        ("nadia", &[Resource::LoginAsCustomerLog]),
        ("kim", &[Resource::CustomersView]),
    ];
    let mut refused = Vec::new();
    for (name, holds) in holders {
        let mut browser = shop.staff(name).await;
        for endpoint in endpoints::all() {
            let Access::Holds(resource) = endpoint.access else { continue };
            let answer = ask(&mut browser, endpoint).await;
            assert_eq!(answer.status == 403, !holds.contains(&resource), "{name} {} {}", endpoint.path, answer.status);
            if answer.status == 403 {
                refused.push((name.to_owned(), endpoint.path.to_string(), resource.code().to_owned()));
            }
        }
        // What a page refuses by itself is recorded like what the table refuses.
        assert_eq!(browser.get("/admin/config").await.status, 403, "{name}");
        refused.push((name.to_owned(), "/admin/config".to_owned(), Resource::ConfigGeneral.code().to_owned()));
    }
    let mut recorded: Vec<_> = shop
        .record()
        .await
        .into_iter()
        .filter(|e| e.action == Action::AccessDenied)
        .map(|e| (e.actor.name().to_owned(), e.object_name().to_owned(), e.reason.unwrap()))
        .collect();
    refused.sort();
    recorded.sort();
    assert_eq!(recorded, refused);
}

/// When a role is changed, the sessions of those who have it go on under their tokens: the next one would be given to whoever shows the one of
/// before, be he who he may. What they may is read anew at each request instead.
#[tokio::test]
async fn what_a_role_gains_and_what_it_loses_holds_at_the_next_request_of_whoever_has_it_through_every_door() {
    let shop = Shop::open().await;
    let (mut rosa, mut kim) = (shop.staff("rosa").await, shop.staff("kim").await);
    let (role, before) = (rosa.finds_role("Customer Care").await, kim.cookies.get("staff").cloned());
    let (view, edit, log) = (Resource::CustomersView, Resource::CustomersEdit, Resource::LoginAsCustomerLog);
    for holds in [&[view, edit, log][..], &[log], &[view, edit]] {
        let ticked = holds.iter().map(|resource| ("resource", resource.code()));
        let saved = rosa.edits(&role, &role, &ticked.chain([("current_password", PASSWORD)]).collect::<Vec<_>>()).await;
        assert_eq!(saved.status, 303, "{holds:?}: {}", saved.html);
        for endpoint in endpoints::all() {
            let Access::Holds(resource) = endpoint.access else { continue };
            let answer = ask(&mut kim, endpoint).await;
            assert_eq!(answer.status == 403, !holds.contains(&resource), "{holds:?} {} {}", endpoint.path, answer.status);
        }
    }
    assert!(before.is_some() && kim.cookies.get("staff") == before.as_ref(), "in the same session");
}

#[tokio::test]
async fn what_is_closed_to_a_visit_answers_403_whatever_is_sent() {
    let shop = Shop::open().await;
    let mut visit = shop.staff("rosa").await;
    visit.logs_in_as("ada").await;
    // Leaving is allowed, and would end the visit that the others are asked in.
    let leaving = ["/customer/account/logout", "/assistance/close"];
    let mut closed = Vec::new();
    for endpoint in endpoints::all().iter().filter(|e| e.half() == Half::Storefront && !leaving.contains(&&*e.path)) {
        let answer = ask(&mut visit.clone(), endpoint).await;
        let refused = answer.status == 403 && answer.shows("Not while you are logged in as a customer");
        assert_eq!(refused, endpoint.in_a_visit == InAVisit::No, "{} {}", endpoint.path, answer.status);
        closed.extend(refused.then(|| endpoint.path.to_string()));
    }
    // Each of them is told once: who tried it, in whose account, in which visit.
    let told: Vec<_> = shop.record().await.into_iter().filter(|e| e.action == Action::AccessDenied).collect();
    assert!(told.iter().all(|e| e.actor.name() == "rosa" && e.subject.is_some() && e.visit.is_some()), "{told:?}");
    let mut recorded: Vec<String> = told.iter().map(|e| e.object_name().to_owned()).collect();
    closed.sort();
    recorded.sort();
    assert_eq!(recorded, closed);
}

#[tokio::test]
async fn a_section_of_the_configuration_needs_its_own_right() {
    let shop = Shop::open().await;
    for section in ["general", "login_as_customer"] {
        let mut theo = shop.staff("theo").await;
        assert_eq!(theo.get(&format!("/admin/config/{section}")).await.status, 403);
        assert_eq!(theo.post(&format!("/admin/config/{section}"), &[("enabled", "0")]).await.status, 403);
    }
    assert!(shop.store.config().login_as_customer_enabled());
}

#[tokio::test]
async fn a_form_from_another_site_or_for_another_identity_changes_nothing() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let page = ada.get("/customer/account/edit").await;
    let (shown, identity) = (page.input("shown").unwrap(), page.input("identity").unwrap());
    let form = |identity: &str| {
        [("first_name", "Eve"), ("last_name", "X"), ("shown", &shown), ("identity", identity)].map(|(n, v)| (n.to_owned(), v.to_owned()))
    };
    let body = || axum::body::Body::from(form_urlencoded::Serializer::new(String::new()).extend_pairs(form(&identity)).finish());
    for site in ["cross-site", "same-site", "none"] {
        let request = axum::http::Request::post("/customer/account/edit")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", site)
            .body(body())
            .unwrap();
        assert_eq!(ada.clone().send(request).await.status, 403, "{site}");
    }
    for identity in ["", "00000000000000000000000000000000", "x"] {
        let form = form(identity);
        let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        assert_eq!(ada.clone().post_exactly("/customer/account/edit", &form).await.status, 409, "{identity}");
    }
    assert!(ada.get("/customer/account").await.shows("Ada Brandt"));
}

#[tokio::test]
async fn every_page_has_the_headers_that_protect_it_and_no_script_of_its_own() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    for path in ["/", "/admin", "/admin/roles/new", "/nowhere", "/admin/nowhere"] {
        let answer = rosa.get(path).await;
        let header = |name: &str| answer.headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
        assert!(header("content-security-policy").contains("script-src 'self' 'wasm-unsafe-eval';"), "{path}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header("referrer-policy"), "same-origin", "{path}");
        assert!(header("cache-control").starts_with("private"), "{path}");
        assert_eq!(answer.inline(), 0, "{path} has an inline script or style");
    }
}

/// Whoever holds a right alone had to sign in before a form in which there is nothing to fill in was done: it is offered anew where he may look. Who
/// may flush pages was led to the page that lists them, which refused him.
#[tokio::test]
async fn whoever_had_to_sign_in_first_is_led_to_no_page_that_refuses_him_whatever_he_had_pressed() {
    let shop = Shop::open().await;
    let (mut rosa, mut kim) = (shop.staff("rosa").await, shop.staff("kim").await);
    let role = rosa.finds_role("Customer Care").await;
    kim.get("/admin").await;
    // What names nobody is nobody's to come back to.
    let comes_back = |e: &&Endpoint| e.kind == Kind::Form && !e.is_unstamped && !e.is_filled_in();
    let of_half = |half: Half| endpoints::all().iter().filter(comes_back).filter(move |e| e.half() == half);
    for resource in Resource::ALL {
        let mut rows = of_half(Half::Backoffice).filter(|e| e.access == Access::Holds(resource)).peekable();
        if rows.peek().is_none() {
            continue;
        }
        let only = [("resource", resource.code()), ("current_password", PASSWORD)];
        assert_eq!(rosa.edits(&role, &role, &only).await.status, 303, "{resource:?}");
        for endpoint in rows {
            assert!(is_led(&mut kim, endpoint).await, "{}: nothing is offered", endpoint.path);
        }
    }
    for endpoint in of_half(Half::Backoffice).filter(|e| !matches!(e.access, Access::Holds(_))) {
        is_led(&mut kim, endpoint).await;
    }
    let (mut guest, mut ada, mut visit) = (shop.guest(), shop.customer("ada").await, shop.staff("rosa").await);
    visit.logs_in_as("ada").await;
    for browser in [&mut guest, &mut ada, &mut visit] {
        browser.get("/").await;
        for endpoint in of_half(Half::Storefront) {
            is_led(browser, endpoint).await;
        }
    }
}

/// Sends a form as it comes back after signing in, and looks at where that leads; whether it leads anywhere.
async fn is_led(browser: &mut Browser, endpoint: &Endpoint) -> bool {
    let led = browser.post(&somewhere(endpoint), &[(DRAFT, "1")]).await;
    if led.status != 303 {
        return false;
    }
    let page = browser.get(&led.location).await;
    // What its address is made up of may be nowhere.
    let must_sign_in = page.location.starts_with(endpoint.half().sign_in());
    assert!(page.status < 500 && page.status != 403 && !must_sign_in, "{} leads to {}: {}", endpoint.path, led.location, page.status);
    true
}
