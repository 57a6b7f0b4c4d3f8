//! Every endpoint of the table, asked by everybody: refused as declared.

use actors::{Answer, Browser, Shop};
use domain::{access::Resource, audit::Action};
use server::endpoints::{Access, Assisting, ENDPOINTS, Endpoint, Half, Method};

/// An address of the endpoint, with something in the place of its parameters.
fn address(endpoint: &Endpoint) -> String {
    endpoint
        .path
        .replace("{slug}", "harbour-mug")
        .replace("{shape}", "mug")
        .replace("{hue}", "10")
        .replace("{id}", "00000000000000000000000000000000")
        .replace("{section}", "general")
}

async fn ask(browser: &mut Browser, endpoint: &Endpoint) -> Answer {
    match endpoint.method {
        Method::Get => browser.get(&address(endpoint)).await,
        Method::Post => browser.post(&address(endpoint), &[]).await,
    }
}

fn is_sent_to(answer: &Answer, path: &str) -> bool {
    answer.status == 303 && answer.location.split('?').next() == Some(path)
}

#[tokio::test]
async fn a_guest_reaches_only_what_is_open() {
    let shop = Shop::open().await;
    for endpoint in ENDPOINTS {
        let mut guest = shop.guest();
        guest.get("/").await;
        let answer = ask(&mut guest, endpoint).await;
        let name = (endpoint.path, endpoint.method);
        match endpoint.access {
            Access::Anonymous | Access::Open => assert!(
                ![401, 500].contains(&answer.status) && !is_sent_to(&answer, "/customer/account/login"),
                "{name:?} {}",
                answer.status
            ),
            Access::Shopper => assert!(is_sent_to(&answer, "/customer/account/login"), "{name:?} {} {}", answer.status, answer.location),
            Access::Staff | Access::Holds(_) => {
                assert!(is_sent_to(&answer, "/admin/login"), "{name:?} {} {}", answer.status, answer.location)
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
    for endpoint in ENDPOINTS.iter().filter(|e| e.half() == Half::Backoffice && e.access != Access::Open) {
        for browser in [&ada, &visit] {
            let answer = ask(&mut browser.clone(), endpoint).await;
            assert!(is_sent_to(&answer, "/admin/login"), "{} {}", endpoint.path, answer.status);
        }
    }
}

#[tokio::test]
async fn staff_without_the_right_are_refused_with_403_and_it_is_recorded() {
    let shop = Shop::open().await;
    let holders: [(&str, &[Resource]); 3] = [
        ("theo", &[Resource::CustomersView, Resource::CustomersEdit, Resource::LoginAsCustomer]),
        ("nadia", &[Resource::LoginAsCustomerLog]),
        ("kim", &[Resource::CustomersView]),
    ];
    let mut refused = Vec::new();
    for (name, holds) in holders {
        let mut browser = shop.staff(name).await;
        for endpoint in ENDPOINTS {
            let Access::Holds(resource) = endpoint.access else { continue };
            let answer = ask(&mut browser, endpoint).await;
            assert_eq!(answer.status == 403, !holds.contains(&resource), "{name} {} {}", endpoint.path, answer.status);
            if answer.status == 403 {
                refused.push((name.to_owned(), endpoint.path.to_owned(), resource.code().to_owned()));
            }
        }
        // What a page refuses by itself is recorded like what the table refuses.
        let section = "/admin/config/{section}";
        assert_eq!(browser.get("/admin/config/general").await.status, 403, "{name}");
        refused.push((name.to_owned(), section.to_owned(), Resource::ConfigGeneral.code().to_owned()));
    }
    let mut recorded: Vec<_> = shop
        .record()
        .await
        .into_iter()
        .filter(|e| e.action == Action::AccessDenied)
        .map(|e| (e.actor_name, e.object, e.reason.unwrap()))
        .collect();
    refused.sort();
    recorded.sort();
    assert_eq!(recorded, refused);
}

#[tokio::test]
async fn what_is_closed_to_a_visit_answers_403_whatever_is_sent() {
    let shop = Shop::open().await;
    let mut visit = shop.staff("rosa").await;
    visit.logs_in_as("ada").await;
    // Leaving is allowed, and would end the visit that the others are asked in.
    let leaving = ["/customer/account/logout", "/assistance/close"];
    for endpoint in ENDPOINTS.iter().filter(|e| e.half() == Half::Storefront && !leaving.contains(&e.path)) {
        let answer = ask(&mut visit.clone(), endpoint).await;
        let refused = answer.status == 403 && answer.shows("Not while you are logged in as a customer");
        assert_eq!(refused, endpoint.assisting == Assisting::No, "{} {}", endpoint.path, answer.status);
    }
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
    let body = || axum::body::Body::from(format!("first_name=Eve&last_name=X&identity={}", ada.identity));
    for site in ["cross-site", "same-site", "none"] {
        let request = axum::http::Request::post("/customer/account/edit")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", site)
            .body(body())
            .unwrap();
        assert_eq!(ada.clone().send(request).await.status, 403, "{site}");
    }
    for identity in ["", "00000000000000000000000000000000", "x"] {
        let answer =
            ada.clone().post_exactly("/customer/account/edit", &[("first_name", "Eve"), ("last_name", "X"), ("identity", identity)]).await;
        assert_eq!(answer.status, 409, "{identity}");
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
        for script in answer.html.split("<script").skip(1) {
            assert!(script.split('>').next().unwrap().contains("src="), "{path} has an inline script");
        }
        assert!(!answer.html.contains(" style="), "{path} has an inline style");
    }
}

#[tokio::test]
async fn the_last_administrator_stays_and_nobody_manages_whoever_holds_more() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let role = rosa.finds_role("Administrators").await;
    let form = [("name", "Administrators"), ("access", "custom"), ("current_password", server::demo::PASSWORD)];
    let answer = rosa.post(&role, &form).await;
    assert!(answer.status == 422 && answer.shows("Nobody else would be left"), "{}", answer.status);
    // A role that manages roles and no more cannot take from the administrators, nor give itself anything.
    let form = [
        ("name", "Clerks"),
        ("access", "custom"),
        ("resource", "User::acl_roles"),
        ("resource", "User::acl_users"),
        ("current_password", server::demo::PASSWORD),
    ];
    assert_eq!(rosa.post("/admin/roles/new", &form).await.status, 303);
    let clerks = rosa.finds_role("Clerks").await;
    let id = clerks.rsplit('/').next().unwrap().to_owned();
    let form = [
        ("user_name", "clerk"),
        ("first_name", "C"),
        ("last_name", "L"),
        ("email", "clerk@example.com"),
        ("role", id.as_str()),
        ("password", server::demo::PASSWORD),
        ("password_again", server::demo::PASSWORD),
        ("current_password", server::demo::PASSWORD),
    ];
    assert_eq!(rosa.post("/admin/users/new", &form).await.status, 303);
    let mut clerk = shop.staff("clerk").await;
    for (path, name, resource) in [(&role, "Administrators", "User::acl_roles"), (&clerks, "Clerks", "LoginAsCustomer::login")] {
        let answer = clerk
            .post(path, &[("name", name), ("access", "custom"), ("resource", resource), ("current_password", server::demo::PASSWORD)])
            .await;
        assert!(answer.status == 422 && answer.shows("more than you hold yourself"), "{name} {}", answer.status);
    }
    assert_eq!(clerk.post(&format!("{role}/delete"), &[]).await.status, 422);
}

#[tokio::test]
async fn what_somebody_else_saved_meanwhile_is_not_overwritten() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let path = rosa.finds_customer("ada").await;
    let revision = rosa.get(&path).await.input("revision").unwrap();
    let save = |first: &'static str| {
        [
            ("first_name", first),
            ("last_name", "B"),
            ("email", "ada@example.com"),
            ("active", "1"),
            ("assistance_allowed", "1"),
            ("revision", revision.as_str()),
        ]
    };
    assert_eq!(rosa.clone().post(&path, &save("One")).await.status, 303);
    assert_eq!(rosa.post(&path, &save("Two")).await.status, 409);
    assert!(rosa.get(&path).await.shows("One B"));
}
