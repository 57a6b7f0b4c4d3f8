//! Each way in which a visit ends, and what stays behind when it did.

use actors::{Browser, Shop};
use axum::{body::Body, http::Request};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const LOG: &str = "/admin/login-as-customer-log";
const OWN: (&str, &str) = ("current_password", server::demo::PASSWORD);

async fn visiting(shop: &Shop) -> (Browser, Browser) {
    let rosa = shop.staff("rosa").await;
    let mut visit = rosa.clone();
    visit.logs_in_as("ada").await;
    (rosa, visit)
}

/// The next request of the visit tells how it ended, and after that the browser is an ordinary guest.
async fn ended(visit: &mut Browser, because: &str) {
    let answer = visit.get("/customer/account").await;
    assert_eq!((answer.status, answer.location.as_str()), (303, "/assistance/ended"), "{}", answer.html);
    let answer = visit.get("/assistance/ended").await;
    assert!(answer.shows("The session has ended") && answer.shows(because), "{}", answer.html);
    assert!(!visit.cookies.contains_key("visit"));
    assert!(visit.get("/").await.shows("Sign In"));
}

/// How the newest visit ended, as the log tells it.
async fn logged(shop: &Shop) -> String {
    let log = shop.staff("rosa").await.get(LOG).await;
    log.rows().into_iter().next().and_then(|row| row.into_iter().next_back()).unwrap_or_else(|| panic!("nothing in {}", log.html))
}

#[tokio::test]
async fn a_spent_token_ends_the_visit_that_it_opened_also_after_others_were_given_out() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (_, opened) = rosa.starts("ada").await;
    let opened = opened.unwrap();
    assert_eq!(rosa.post_exactly("/assistance/enter", &[("token", &opened)]).await.status, 303);
    for _ in 0..3 {
        assert!(rosa.starts("clara").await.1.is_some());
    }
    assert!(rosa.get("/customer/account").await.shows("You are connected as"));
    assert_eq!(shop.guest().post_exactly("/assistance/enter", &[("token", &opened)]).await.status, 403);
    ended(&mut rosa, "one-time token").await;
}

#[tokio::test]
async fn the_same_browser_sending_the_same_token_again_is_taken_to_my_account_and_another_ends_the_visit() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (_, token) = rosa.starts("ada").await;
    let token = token.unwrap();
    assert_eq!(rosa.post_exactly("/assistance/enter", &[("token", &token)]).await.status, 303);
    assert_eq!(rosa.clone().post_exactly("/assistance/enter", &[("token", &token)]).await.location, "/customer/account");
    assert!(rosa.get("/customer/account").await.shows("You are connected as"));
    assert_eq!(shop.guest().post_exactly("/assistance/enter", &[("token", &token)]).await.status, 403);
    ended(&mut rosa, "one-time token").await;
}

#[tokio::test]
async fn a_visit_ends_when_nothing_happens_for_fifteen_minutes() {
    let shop = Shop::open().await;
    let (_, mut visit) = visiting(&shop).await;
    shop.advance(14 * MINUTE);
    assert!(visit.get("/customer/account").await.shows("You are connected as"));
    shop.advance(15 * MINUTE);
    ended(&mut visit, "Nothing happened in it for 15 minutes.").await;
    assert_eq!(logged(&shop).await, "Idle for too long");
}

#[tokio::test]
async fn a_visit_ends_after_an_hour_however_busy() {
    let shop = Shop::open().await;
    let (_, mut visit) = visiting(&shop).await;
    for _ in 0..5 {
        shop.advance(11 * MINUTE);
        assert_eq!(visit.get("/customer/account").await.status, 200);
    }
    shop.advance(5 * MINUTE);
    ended(&mut visit, "It lasted 60 minutes").await;
}

#[tokio::test]
async fn a_page_of_a_visit_tells_how_much_is_left_and_looking_at_that_alone_prolongs_nothing() {
    let shop = Shop::open().await;
    let (_, mut visit) = visiting(&shop).await;
    let account = "/customer/account";
    let looking = || Request::get(account).header("x-background", "1").body(Body::empty()).unwrap();
    assert!(visit.get(account).await.shows("data-idle=\"900\""));
    shop.advance(10 * MINUTE);
    assert!(visit.send(looking()).await.shows("data-idle=\"300\""));
    let answer = visit.get(account).await;
    assert!(answer.shows("data-idle=\"900\"") && !answer.shows("data-final"), "{}", answer.html);
    for _ in 0..4 {
        shop.advance(10 * MINUTE);
        assert_eq!(visit.get(account).await.status, 200);
    }
    let answer = visit.get(account).await;
    assert!(answer.shows("data-idle=\"600\"") && answer.shows("data-final"), "of an hour that much is left: {}", answer.html);
    shop.advance(9 * MINUTE);
    assert!(visit.get(account).await.shows("data-idle=\"60\""), "nothing makes it longer");
}

#[tokio::test]
async fn a_visit_ends_when_the_same_staff_member_begins_another() {
    let shop = Shop::open().await;
    let (mut rosa, mut visit) = visiting(&shop).await;
    rosa.logs_in_as("clara").await;
    ended(&mut visit, "You began another session").await;
}

#[tokio::test]
async fn a_visit_ends_when_the_staff_member_signs_out() {
    let shop = Shop::open().await;
    let (mut rosa, mut visit) = visiting(&shop).await;
    rosa.post("/admin/logout", &[]).await;
    ended(&mut visit, "You signed out of the back office.").await;
    assert_eq!(logged(&shop).await, "Admin signed out");
}

#[tokio::test]
async fn a_visit_ends_when_the_right_is_taken_away() {
    let shop = Shop::open().await;
    let mut theo = shop.staff("theo").await;
    theo.logs_in_as("ada").await;
    let mut rosa = shop.staff("rosa").await;
    let role = rosa.finds_role("Support").await;
    assert_eq!(rosa.edits(&role, &role, &[("resource", "Customer::manage"), OWN]).await.status, 303);
    ended(&mut theo, "Your role does not allow Login as Customer any more.").await;
    assert_eq!(logged(&shop).await, "Right taken away");
}

#[tokio::test]
async fn a_visit_ends_when_the_customer_withdraws_consent() {
    let shop = Shop::open().await;
    let (_, mut visit) = visiting(&shop).await;
    let mut ada = shop.customer("ada").await;
    let path = "/customer/account/assistance";
    assert_eq!(ada.edits(path, path, &[("assistance_allowed", "")]).await.status, 303);
    ended(&mut visit, "The customer no longer allows remote shopping assistance.").await;
    assert_eq!(logged(&shop).await, "Consent withdrawn");
}

#[tokio::test]
async fn a_visit_ends_when_the_feature_is_switched_off() {
    let shop = Shop::open().await;
    let (mut rosa, mut visit) = visiting(&shop).await;
    rosa.switches_the_feature(false).await;
    ended(&mut visit, "Login as Customer was switched off.").await;
}

#[tokio::test]
async fn a_visit_ends_when_the_customer_is_deactivated() {
    let shop = Shop::open().await;
    let (mut rosa, mut visit) = visiting(&shop).await;
    let path = rosa.finds_customer("ada").await;
    assert_eq!(rosa.edits(&path, &path, &[("active", "")]).await.status, 303);
    // The end of the visit is the customer's, not the consent's.
    ended(&mut visit, "The customer's account was deactivated.").await;
}

#[tokio::test]
async fn a_visit_ends_in_the_log_also_when_no_request_comes_any_more() {
    let shop = Shop::open().await;
    let _ = visiting(&shop).await;
    assert_eq!(logged(&shop).await, "Live");
    shop.advance(16 * MINUTE);
    // Shown as it is, before the sweeper wrote it and after.
    assert_eq!(logged(&shop).await, "Idle for too long");
    shop.sweep().await;
    shop.sweep().await;
    let mut rosa = shop.staff("rosa").await;
    let visit = rosa.get(LOG).await.link_below(LOG).unwrap();
    let ends = rosa.get(&visit).await.rows().into_iter().filter(|row| row.iter().any(|cell| cell == "Session ended")).count();
    assert_eq!(ends, 1, "an end is written once");
}

#[tokio::test]
async fn the_shoppers_own_session_and_cart_are_there_again_afterwards() {
    let shop = Shop::open().await;
    let mut browser = shop.customer("ben").await;
    browser.get("/product/harbour-mug").await;
    assert_eq!(browser.post("/product/harbour-mug", &[("quantity", "2")]).await.status, 303);
    let answer = browser.post("/admin/login", &[("user_name", "rosa"), ("password", server::demo::PASSWORD)]).await;
    assert_eq!(answer.status, 303);
    browser.logs_in_as("ada").await;
    assert!(browser.get("/checkout/cart").await.shows("You have no items in your shopping cart."));
    browser.post("/assistance/close", &[]).await;
    let cart = browser.get("/checkout/cart").await;
    assert!(cart.shows("<bdi>Ben Castell</bdi>!") && cart.input("quantity").as_deref() == Some("2"), "{}", cart.html);
}

#[tokio::test]
async fn a_form_of_an_ended_visit_changes_nothing_for_nobody() {
    let shop = Shop::open().await;
    let mut browser = shop.customer("ben").await;
    browser.post("/admin/login", &[("user_name", "rosa"), ("password", server::demo::PASSWORD)]).await;
    browser.logs_in_as("ada").await;
    browser.get("/product/harbour-mug").await;
    shop.advance(16 * MINUTE);
    assert_eq!(browser.post("/product/harbour-mug", &[("quantity", "1")]).await.status, 409);
    browser.get("/assistance/ended").await;
    // Ben is himself again; the tab of the visit still carries the old identity.
    assert_eq!(browser.clone().post("/product/harbour-mug", &[("quantity", "1")]).await.status, 409);
    assert!(browser.get("/checkout/cart").await.shows("You have no items in your shopping cart."));
}

#[tokio::test]
async fn the_customers_last_sign_in_stays_as_it_was() {
    let shop = Shop::open().await;
    let (mut rosa, _) = visiting(&shop).await;
    let path = rosa.finds_customer("ada").await;
    assert!(rosa.get(&path).await.shows("Never"));
}

#[tokio::test]
async fn a_guests_cart_waits_for_him_and_is_never_merged_into_the_customers() {
    let shop = Shop::open().await;
    let mut browser = shop.guest();
    browser.get("/product/harbour-mug").await;
    assert_eq!(browser.post("/product/harbour-mug", &[("quantity", "3")]).await.status, 303);
    browser.signs_in_as_staff("rosa").await;
    browser.logs_in_as("ada").await;
    assert!(browser.get("/checkout/cart").await.shows("You have no items in your shopping cart."));
    browser.post("/assistance/close", &[]).await;
    assert_eq!(browser.get("/checkout/cart").await.input("quantity").as_deref(), Some("3"));
    assert!(shop.customer("ada").await.get("/checkout/cart").await.shows("You have no items in your shopping cart."));
}

#[tokio::test]
async fn a_visit_ends_when_the_user_is_given_a_role_without_the_right() {
    let shop = Shop::open().await;
    let mut visit = shop.staff("theo").await;
    visit.logs_in_as("ada").await;
    let mut rosa = shop.staff("rosa").await;
    let (theo, care) = (rosa.finds_user("theo").await, rosa.finds_role("Customer Care").await);
    let answer = rosa.edits(&theo, &theo, &[("role", care.rsplit('/').next().unwrap()), OWN]).await;
    assert_eq!(answer.status, 303, "{}", answer.html);
    ended(&mut visit, "Your role does not allow Login as Customer any more.").await;
    assert_eq!(logged(&shop).await, "Right taken away");
}

#[tokio::test]
async fn the_log_goes_on_over_several_pages_and_tells_in_the_readers_language_what_was_changed() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    for _ in 0..22 {
        shop.advance(Duration::from_secs(1));
        rosa.logs_in_as("ada").await;
    }
    let edit = "/customer/account/edit";
    assert_eq!(rosa.edits(edit, edit, &[("first_name", "Adele")]).await.status, 303);
    assert_eq!(rosa.get("/customer/account/sign-in-information").await.status, 403);
    let first = rosa.get(LOG).await;
    assert_eq!(first.links_below(LOG).len(), 20);
    let next = first.link_of("Next").unwrap();
    assert_eq!(rosa.get(&next).await.links_below(LOG).len(), 2);
    let newest = first.link_below(LOG).unwrap();
    rosa.post("/admin/language", &[("language", "de"), ("back", "/admin")]).await;
    let page = rosa.get(&newest).await;
    assert!(page.shows("Vorname: Ada → Adele") && page.shows("Während der Unterstützung nicht erlaubt"), "{}", page.html);
}

#[tokio::test]
async fn a_visit_ends_when_the_staff_members_own_session_is_over_however_busy() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let begun = shop.now();
    while shop.now().since(begun) + 11 * MINUTE < domain::staff::SESSION_ABSOLUTE {
        shop.advance(10 * MINUTE);
        assert_eq!(rosa.get("/admin").await.status, 200);
    }
    rosa.logs_in_as("ada").await;
    shop.advance(11 * MINUTE);
    ended(&mut rosa, "Your back-office session timed out.").await;
    assert_eq!(logged(&shop).await, "Admin session timed out");
}
