//! Sessions that go on under another token: whoever changes what he signs in with, or what he may, leaves nothing in force that was copied out of
//! his browser before.

use crate::staff::{ACCOUNT, NEW, OWN};
use actors::{Browser, Shop};
use std::time::Duration;

/// That somebody did this in his browser: it goes on, and with the cookie of before nobody does. What was sent with that a moment too late does
/// not take the new one from the browser.
async fn goes_on_under_another_token(now: &mut Browser, before: &Browser, cookie: &str, page: &str) {
    assert_ne!(now.cookies.get(cookie), before.cookies.get(cookie), "{page}: it is another one");
    assert_eq!(now.get(page).await.status, 200, "{page}: he goes on");
    let mut late = before.clone();
    assert_eq!(late.get(page).await.status, 303, "{page}: the one of before opens nothing");
    assert_eq!(late.cookies.get(cookie), before.cookies.get(cookie), "{page}: and clears nothing");
}

/// The token of a session was the same for as long as that lived, whatever became of the account meanwhile.
#[tokio::test]
async fn staff_who_change_what_they_sign_in_with_or_what_they_may_go_on_under_another_token_with_their_visits() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let everything = [("name", "Everything"), ("access", "all"), ("scopes", "all"), OWN];
    assert_eq!(rosa.edits("/admin/roles/new", "/admin/roles/new", &everything).await.status, 303);
    let (user, role) = (rosa.finds_user("rosa").await, rosa.finds_role("Everything").await);
    let mut visit = rosa.clone();
    visit.logs_in_as("ada").await;
    let role = ("role", role.rsplit('/').next().unwrap());
    let password = [("password", NEW), ("password_again", NEW)];
    for (page, changes) in [
        (ACCOUNT, &[("email", "marin@alongside.example"), OWN][..]),
        (user.as_str(), &[("email", "rosa@alongside.example"), OWN]),
        (user.as_str(), &[role, OWN]),
        (ACCOUNT, &[password[0], password[1], OWN]),
    ] {
        let before = rosa.clone();
        let saved = rosa.edits(page, page, changes).await;
        assert_eq!(saved.status, 303, "{page}: {}", saved.html);
        goes_on_under_another_token(&mut rosa, &before, "staff", "/admin").await;
        assert_eq!(visit.get("/customer/account").await.status, 200, "{page}: what was begun in it goes on");
    }
    // What is neither leaves it as it is.
    let before = rosa.clone();
    assert_eq!(rosa.edits(ACCOUNT, ACCOUNT, &[("first_name", "Rosalind"), ("current_password", NEW)]).await.status, 303);
    assert_eq!(rosa.cookies.get("staff"), before.cookies.get("staff"));
    assert_eq!(rosa.edits("/admin", "/admin/logout", &[]).await.status, 303);
    assert_eq!(visit.get("/customer/account").await.location, "/assistance/ended", "it is the session's still");
}

#[tokio::test]
async fn a_customer_who_changes_what_he_signs_in_with_goes_on_under_another_token_and_no_longer_than_before() {
    let shop = Shop::open().await;
    let (mut ada, path) = (shop.customer("ada").await, "/customer/account/sign-in-information");
    shop.advance(store::SHOPPER_ABSOLUTE - Duration::from_secs(60 * 60));
    for changes in [&[("email", "brandt@example.com"), OWN][..], &[("password", NEW), ("password_again", NEW), OWN]] {
        let before = ada.clone();
        assert_eq!(ada.edits(path, path, changes).await.status, 303);
        goes_on_under_another_token(&mut ada, &before, "shopper", "/customer/account").await;
    }
    shop.advance(Duration::from_secs(60 * 60));
    assert_eq!(ada.get("/customer/account").await.status, 303, "it ends when it would have");
}

/// A second factor that is set up raises what a session is worth: it is another one from then on.
#[tokio::test]
async fn setting_up_a_second_factor_and_switching_it_off_renew_the_session() {
    let shop = Shop::open().await;
    let mut theo = shop.staff("theo").await;
    let before = theo.clone();
    crate::second_factor::sets_up(&shop, &mut theo).await;
    goes_on_under_another_token(&mut theo, &before, "staff", "/admin").await;
    let (before, path) = (theo.clone(), crate::second_factor::FACTOR);
    assert_eq!(theo.edits(path, path, &[("do", "remove"), OWN]).await.status, 303);
    goes_on_under_another_token(&mut theo, &before, "staff", "/admin").await;
}
