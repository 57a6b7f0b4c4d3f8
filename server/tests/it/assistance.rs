//! Login as Customer over HTTP: the hand-off, its single use, and each way in which a visit ends.

use actors::{Browser, Shop};
use domain::audit::Action;
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
async fn a_visits_cookie_opens_the_visit_that_it_names_and_no_other() {
    let shop = Shop::open().await;
    let (_, mut ada) = visiting(&shop).await;
    let mut elif = shop.staff("theo").await;
    elif.logs_in_as("elif").await;
    let (visit, _) = ada.cookies["visit"].split_once('.').unwrap();
    let (_, token) = elif.cookies["visit"].split_once('.').unwrap();
    for forged in [format!("{visit}.{token}"), format!("{visit}."), visit.to_owned(), token.to_owned(), format!("{token}.{visit}")] {
        let mut browser = shop.guest();
        browser.cookies.insert("visit".to_owned(), forged.clone());
        let answer = browser.get("/customer/account").await;
        assert!(answer.location.starts_with("/customer/account/login"), "{forged}: {} {}", answer.status, answer.location);
        browser.cookies.insert("visit".to_owned(), forged);
        browser.post_exactly("/assistance/close", &[]).await;
    }
    assert!(ada.get("/customer/account").await.shows("You are connected as"));
    assert!(elif.get("/customer/account").await.shows("You are connected as"));
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
    let alarms: Vec<_> = shop.record().await.into_iter().filter(|e| e.action == Action::AssistanceAlarm).map(|e| e.actor_name).collect();
    assert_eq!(alarms, ["rosa"], "the record knows whose token it was");
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
async fn a_token_opens_nothing_in_the_name_of_somebody_else() {
    let shop = Shop::open().await;
    let (mut rosa, mut theo) = (shop.staff("rosa").await, shop.staff("theo").await);
    let (of_rosa, of_theo) = (rosa.starts("ada").await.1.unwrap(), theo.starts("ada").await.1.unwrap());
    let (rosas, secret) = (of_rosa.split_once('.').unwrap().0, of_theo.split_once('.').unwrap().1);
    for forged in [format!("{rosas}.{secret}"), secret.to_owned(), rosas.to_owned(), format!("{rosas}.")] {
        assert_eq!(theo.post_exactly("/assistance/enter", &[("token", &forged)]).await.status, 403, "{forged}");
    }
    assert_eq!(rosa.post_exactly("/assistance/enter", &[("token", &of_rosa)]).await.status, 303);
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
    let users = rosa.get("/admin/users").await.html;
    let row = users.split("<tr>").find(|row| row.contains(">theo</a>")).unwrap();
    let theo = actors::link(row, "/admin/users/").unwrap();
    let care = rosa.finds_role("Customer Care").await;
    let page = rosa.get(&theo).await;
    let form = [
        ("revision", page.input("revision").unwrap()),
        ("first_name", "Theo".into()),
        ("last_name", "Lund".into()),
        ("email", "theo@alongside.example".into()),
        ("role", care.rsplit('/').next().unwrap().to_owned()),
        ("active", "1".into()),
        ("current_password", server::demo::PASSWORD.into()),
    ];
    let form: Vec<(&str, &str)> = form.iter().map(|(n, v)| (*n, v.as_str())).collect();
    let answer = rosa.post(&theo, &form).await;
    assert_eq!(answer.status, 303, "{}", answer.html);
    ended(&mut visit, "Your role does not allow Login as Customer any more.").await;
    assert_eq!(logged(&shop).await, "Right taken away");
}

#[tokio::test]
async fn consent_is_not_changed_by_staff_without_the_right_to_it() {
    let shop = Shop::open().await;
    let mut theo = shop.staff("theo").await;
    let ben = theo.finds_customer("ben").await;
    let page = theo.get(&ben).await;
    assert!(page.shows("You have no permission to change Opt-In preference."), "{}", page.html);
    let revision = page.input("revision").unwrap();
    let form = [
        ("revision", revision.as_str()),
        ("first_name", "Ben"),
        ("last_name", "Castell"),
        ("email", "ben@example.com"),
        ("active", "1"),
        ("assistance_allowed", "1"),
    ];
    let answer = theo.post(&ben, &form).await;
    assert!(answer.status == 422 && answer.shows("id=\"assistance_allowed-flaw\""), "{} {}", answer.status, answer.html);
    let (answer, token) = shop.staff("rosa").await.starts("ben").await;
    assert!(token.is_none() && answer.status == 403);
}

#[tokio::test]
async fn account_and_consent_are_saved_together_by_staff_who_hold_both_rights() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let ben = rosa.finds_customer("ben").await;
    let revision = rosa.get(&ben).await.input("revision").unwrap();
    let form = [
        ("revision", revision.as_str()),
        ("first_name", "Benno"),
        ("last_name", "Castell"),
        ("email", "ben@example.com"),
        ("active", "1"),
        ("assistance_allowed", "1"),
    ];
    assert_eq!(rosa.post(&ben, &form).await.status, 303);
    let page = rosa.get(&ben).await;
    let next: i64 = revision.parse::<i64>().unwrap() + 1;
    assert_eq!(page.input("revision"), Some(next.to_string()), "one transaction");
    assert!(page.input("first_name").as_deref() == Some("Benno") && page.shows("by rosa"), "{}", page.html);
}

#[tokio::test]
async fn whoever_starts_is_warned_that_it_is_real() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let ask = format!("{}/login-as-customer", rosa.finds_customer("ada").await);
    let page = rosa.get(&ask).await;
    assert!(page.shows("You are about to Login as Customer"), "{}", page.html);
    assert!(
        page.shows("Actions taken while in &quot;Login as Customer&quot; will affect actual customer data.")
            || page.shows("Actions taken while in \"Login as Customer\" will affect actual customer data."),
        "{}",
        page.html
    );
    assert!(page.shows("Cancel"));
}

#[tokio::test]
async fn the_log_goes_on_over_several_pages_and_tells_in_the_readers_language_what_was_changed() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    for _ in 0..22 {
        shop.advance(Duration::from_secs(1));
        rosa.logs_in_as("ada").await;
    }
    rosa.get("/customer/account/edit").await;
    assert_eq!(rosa.post("/customer/account/edit", &[("first_name", "Adele"), ("last_name", "Brandt")]).await.status, 303);
    assert_eq!(rosa.get("/customer/account/sign-in-information").await.status, 403);
    let first = rosa.get("/admin/login-as-customer-log").await;
    assert_eq!(first.html.matches("/admin/login-as-customer-log/").count(), 20);
    let next =
        first.html.split("href=\"").filter_map(|h| h.split('"').next()).find(|h| h.contains("after=")).unwrap().replace("&amp;", "&");
    assert_eq!(rosa.get(&next).await.html.matches("/admin/login-as-customer-log/").count(), 2);
    let newest = actors::link(first.html.split("<tbody>").nth(1).unwrap(), "/admin/login-as-customer-log/").unwrap();
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
