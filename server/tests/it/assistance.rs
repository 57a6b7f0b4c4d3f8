//! Login as Customer over HTTP: the hand-off, its single use, and each way in which a visit ends.

use actors::{Browser, Shop};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

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
    let html = shop.staff("rosa").await.get("/admin/login-as-customer-log").await.html;
    let row = html.split("<tbody>").nth(1).unwrap().split("</tr>").next().unwrap().to_owned();
    row.rsplit("<span").next().unwrap().split('>').nth(1).unwrap().split('<').next().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_a_thousand_racers_for_one_token_one_wins_and_the_same_browser_is_told_of_no_alarm() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (_, token) = rosa.starts("ada").await;
    let token = token.unwrap();
    let mut racers = tokio::task::JoinSet::new();
    for _ in 0..1000 {
        let (mut racer, token) = (rosa.clone(), token.clone());
        racers.spawn(async move {
            let answer = racer.post_exactly("/assistance/enter", &[("token", &token)]).await;
            (
                answer.status,
                answer
                    .headers
                    .get_all("set-cookie")
                    .iter()
                    .any(|c| c.to_str().unwrap().starts_with("visit=") && !c.to_str().unwrap().starts_with("visit=;")),
            )
        });
    }
    let answers = racers.join_all().await;
    assert_eq!(answers.iter().filter(|(_, entered)| *entered).count(), 1);
    assert!(
        answers.iter().all(|(status, _)| [303, 503].contains(status)),
        "{:?}",
        answers.iter().map(|a| a.0).collect::<std::collections::BTreeSet<_>>()
    );
}

#[tokio::test]
async fn a_token_is_good_for_thirty_seconds_in_the_browser_that_asked_for_it() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (_, token) = rosa.starts("ada").await;
    let token = token.unwrap();
    let mut stranger = shop.guest();
    assert_eq!(stranger.post_exactly("/assistance/enter", &[("token", &token)]).await.status, 403);
    shop.advance(Duration::from_secs(30));
    assert_eq!(rosa.clone().post_exactly("/assistance/enter", &[("token", &token)]).await.status, 403);
    let (_, token) = rosa.starts("ada").await;
    shop.advance(Duration::from_secs(29));
    assert_eq!(rosa.post_exactly("/assistance/enter", &[("token", &token.unwrap())]).await.status, 303);
}

#[tokio::test]
async fn a_second_start_makes_the_first_token_void() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (_, first) = rosa.starts("ada").await;
    let mut earlier = rosa.clone();
    let (_, second) = rosa.starts("clara").await;
    assert_eq!(earlier.post_exactly("/assistance/enter", &[("token", &first.unwrap())]).await.status, 403);
    assert_eq!(rosa.post_exactly("/assistance/enter", &[("token", &second.unwrap())]).await.status, 303);
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
async fn without_consent_without_the_feature_or_unknown_nothing_starts() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (answer, token) = rosa.starts("ben").await;
    assert!(
        token.is_none() && answer.status == 403 && answer.shows("Login as Customer assistance is disabled for this Customer."),
        "{}",
        answer.html
    );
    let unknown = rosa.post("/admin/customers/00000000000000000000000000000000/login-as-customer", &[]).await;
    let nonsense = rosa.post("/admin/customers/nonsense/login-as-customer", &[]).await;
    assert_eq!((unknown.status, nonsense.status), (404, 404));
    rosa.switches_the_feature(false).await;
    let (answer, token) = rosa.starts("ada").await;
    assert!(token.is_none() && answer.shows("Login as Customer is disabled."));
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
    let form = [("name", "Support"), ("access", "custom"), ("resource", "Customer::manage"), ("current_password", server::demo::PASSWORD)];
    assert_eq!(rosa.post(&role, &form).await.status, 303);
    ended(&mut theo, "Your role does not allow Login as Customer any more.").await;
    assert_eq!(logged(&shop).await, "Right taken away");
}

#[tokio::test]
async fn a_visit_ends_when_the_customer_withdraws_consent() {
    let shop = Shop::open().await;
    let (_, mut visit) = visiting(&shop).await;
    let mut ada = shop.customer("ada").await;
    ada.get("/customer/account/edit").await;
    assert_eq!(ada.post("/customer/account/edit", &[("first_name", "Ada"), ("last_name", "Brandt")]).await.status, 303);
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
    let form = [("first_name", "Ada"), ("last_name", "Brandt"), ("email", "ada@example.com"), ("assistance_allowed", "1")];
    assert_eq!(rosa.post(&path, &form).await.status, 303);
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
    let html = rosa.get("/admin/login-as-customer-log").await.html;
    let visit = html.split("href=\"/admin/login-as-customer-log/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let events = rosa.get(&format!("/admin/login-as-customer-log/{visit}")).await.html;
    assert_eq!(events.matches("Session ended").count(), 1, "an end is written once");
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
    assert!(cart.shows("Welcome, Ben Castell!") && cart.input("quantity").as_deref() == Some("2"), "{}", cart.html);
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
