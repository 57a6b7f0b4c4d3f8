//! Consent is an act of its own: the customer's alone, or staff's under a right of its own; no old page gives it back, and no visit.

use actors::{Answer, Browser, Shop};
use domain::audit::{Action, Recorded};

const EDIT: &str = "/customer/account/edit";
const ASSISTANCE: &str = "/customer/account/assistance";
const ALLOWED: &str = "assistance_allowed";

async fn allows(customer: &mut Browser) -> Option<bool> {
    customer.get(ASSISTANCE).await.is_ticked(ALLOWED)
}

/// What was said of consents since the demo was filled: what, and by whom.
async fn told(shop: &Shop) -> Vec<(Action, String)> {
    let is_consent = |e: &Recorded| [Action::ConsentGiven, Action::ConsentWithdrawn].contains(&e.action);
    let by_somebody = |e: &Recorded| !e.actor.name().is_empty();
    shop.record().await.into_iter().filter(|e| is_consent(e) && by_somebody(e)).map(|e| (e.action, e.actor.name().to_owned())).collect()
}

/// Tina allowed assistance, and opened her account twice. In one tab she withdrew it; in the other she then changed her last name: and
/// support stood in her account again, "by the customer".
#[tokio::test]
async fn a_stale_account_page_does_not_give_a_consent_again() {
    let shop = Shop::open().await;
    let mut tina = shop.customer("ada").await;
    let old = tina.get(EDIT).await;
    let old_card = tina.get(ASSISTANCE).await;
    assert_eq!(tina.edits(ASSISTANCE, ASSISTANCE, &[(ALLOWED, "")]).await.status, 303);
    assert_eq!(tina.sends(&old, EDIT, &[("last_name", "Tabs-Married")]).await.status, 303);
    let names = tina.get(EDIT).await;
    assert_eq!(names.input("last_name").as_deref(), Some("Tabs-Married"));
    // Nor do the forms of the consent itself, that were opened before and are sent as they stand: on its page, and beside the names.
    assert_eq!(tina.sends(&old_card, ASSISTANCE, &[]).await.status, 303);
    assert_eq!(tina.sends(&old, ASSISTANCE, &[]).await.status, 303);
    assert_eq!(allows(&mut tina).await, Some(false));
    assert_eq!(told(&shop).await.len(), 1, "it was withdrawn once, and nothing else was said");
    assert_eq!(shop.staff("rosa").await.starts("ada").await.0.status, 403);
}

/// Felix allowed assistance and took it back in another tab. Back in the first one, his browser has the tick still set.
#[tokio::test]
async fn a_consent_that_was_given_and_withdrawn_is_not_given_again_by_the_page_that_gave_it() {
    let shop = Shop::open().await;
    let mut felix = shop.customer("ada").await;
    assert_eq!(felix.edits(ASSISTANCE, ASSISTANCE, &[(ALLOWED, "")]).await.status, 303);
    let old = felix.get(ASSISTANCE).await;
    assert_eq!(felix.sends(&old, ASSISTANCE, &[(ALLOWED, "1")]).await.status, 303);
    assert_eq!(felix.sends(&old, ASSISTANCE, &[(ALLOWED, "1")]).await.status, 303, "sent twice, it is done once");
    assert_eq!(felix.edits(ASSISTANCE, ASSISTANCE, &[(ALLOWED, "")]).await.status, 303);
    let asked = felix.sends(&old, ASSISTANCE, &[(ALLOWED, "1")]).await;
    assert_eq!((asked.status, asked.is_ticked(ALLOWED)), (409, Some(true)));
    assert_eq!(allows(&mut felix).await, Some(false));
    // Whoever saves again has seen that it was withdrawn.
    assert_eq!(felix.sends(&asked, ASSISTANCE, &[]).await.status, 303);
    assert_eq!(allows(&mut felix).await, Some(true));
}

/// The same where it was support that took the tick away, on the customer's word.
#[tokio::test]
async fn a_consent_that_staff_took_away_is_not_given_again_in_the_customers_name() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let old = ada.get(EDIT).await;
    let mut rosa = shop.staff("rosa").await;
    let page = rosa.finds_customer("ada").await;
    assert_eq!(rosa.edits(&page, &format!("{page}/assistance"), &[(ALLOWED, "")]).await.status, 303);
    assert_eq!(ada.sends(&old, EDIT, &[("first_name", "Adele")]).await.status, 303);
    assert_eq!(ada.sends(&old, ASSISTANCE, &[]).await.status, 303);
    assert_eq!(allows(&mut ada).await, Some(false));
    assert_eq!(told(&shop).await, [(Action::ConsentWithdrawn, "rosa".to_owned())]);
    let shown = rosa.get(&page).await;
    assert!(shown.shows("by rosa") && !shown.shows("by the customer"), "{}", shown.html);
}

/// And the other way: support's old page neither gives nor takes.
#[tokio::test]
async fn an_old_page_of_the_back_office_changes_nothing_that_its_reader_left_alone() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let page = rosa.finds_customer("ada").await;
    let old = rosa.get(&page).await;
    let mut ada = shop.customer("ada").await;
    ada.edits(ASSISTANCE, ASSISTANCE, &[(ALLOWED, "")]).await;
    assert_eq!(rosa.sends(&old, &page, &[("last_name", "Brandt-Lund")]).await.status, 303);
    assert_eq!(rosa.sends(&old, &format!("{page}/assistance"), &[]).await.status, 303);
    assert_eq!(allows(&mut ada).await, Some(false));
    assert_eq!(told(&shop).await, [(Action::ConsentWithdrawn, "ada@example.com".to_owned())]);
}

/// A last name that was put right in a visit was set back by the customer's old page.
#[tokio::test]
async fn a_name_that_was_put_right_meanwhile_is_not_set_back_by_an_old_page() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let old = ada.get(EDIT).await;
    let mut visit = shop.staff("rosa").await;
    visit.logs_in_as("ada").await;
    assert_eq!(visit.edits(EDIT, EDIT, &[("last_name", "Brand")]).await.status, 303);
    assert_eq!(ada.sends(&old, EDIT, &[("first_name", "Adele")]).await.status, 303);
    let now = ada.get(EDIT).await;
    assert_eq!((now.input("first_name").as_deref(), now.input("last_name").as_deref()), (Some("Adele"), Some("Brand")));
}

#[tokio::test]
async fn a_visit_sees_the_consent_and_can_neither_give_nor_take_it() {
    let shop = Shop::open().await;
    let mut visit = shop.staff("rosa").await;
    let page = visit.finds_customer("ada").await;
    let given = visit.get(&page).await.text_at("assistance_allowed-hint");
    visit.logs_in_as("ada").await;
    for path in [EDIT, ASSISTANCE] {
        let page = visit.get(path).await;
        assert!(page.status == 200 && page.shows("Only the customer can change this."), "{path}: {}", page.html);
        assert_eq!(page.is_ticked(ALLOWED), Some(true), "what is shown is what holds");
    }
    let shown = shop.customer("ada").await.get(ASSISTANCE).await.input("shown").unwrap();
    for form in [&[("shown", shown.as_str())][..], &[("shown", shown.as_str()), (ALLOWED, "1")], &[]] {
        let answer = visit.post(ASSISTANCE, form).await;
        assert!(answer.status == 403 && answer.shows("Not while you are logged in as a customer"), "{}", answer.html);
    }
    let denied: Vec<Recorded> = shop.record().await.into_iter().filter(|e| e.action == Action::AccessDenied).collect();
    assert_eq!(denied.iter().map(|e| (e.actor.name(), e.object_name())).collect::<Vec<_>>(), [("rosa", ASSISTANCE); 3]);
    visit.post("/assistance/close", &[]).await;
    assert_eq!(told(&shop).await, []);
    let page = visit.get(&page).await;
    assert_eq!(
        (page.is_ticked(ALLOWED), page.text_at("assistance_allowed-hint")),
        (Some(true), given),
        "nothing is said in the customer's name"
    );
}

#[tokio::test]
async fn consent_is_not_changed_by_staff_without_the_right_to_it() {
    let shop = Shop::open().await;
    let mut theo = shop.staff("theo").await;
    let ben = theo.finds_customer("ben").await;
    let page = theo.get(&ben).await;
    assert!(page.shows("You have no permission to change Opt-In preference."), "{}", page.html);
    let shown = shop.staff("rosa").await.get(&ben).await.form(&format!("{ben}/assistance")).unwrap();
    let (_, shown) = shown.into_iter().find(|(name, _)| name == "shown").unwrap();
    let answer = theo.post(&format!("{ben}/assistance"), &[("shown", &shown), (ALLOWED, "1")]).await;
    assert_eq!(answer.status, 403);
    // Nor does it travel with the names.
    assert_eq!(theo.edits(&ben, &ben, &[("first_name", "Benno"), (ALLOWED, "1")]).await.status, 303);
    assert_eq!(told(&shop).await, []);
    let (answer, token) = shop.staff("rosa").await.starts("ben").await;
    assert!(token.is_none() && answer.status == 403);
}

#[tokio::test]
async fn staff_with_the_right_change_the_consent_and_it_is_shown_as_theirs() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let ben = rosa.finds_customer("ben").await;
    assert_eq!(rosa.edits(&ben, &format!("{ben}/assistance"), &[(ALLOWED, "1")]).await.status, 303);
    assert_eq!(rosa.edits(&ben, &ben, &[("first_name", "Benno")]).await.status, 303);
    let page = rosa.get(&ben).await;
    assert!(page.input("first_name").as_deref() == Some("Benno") && page.shows("by rosa"), "{}", page.html);
    assert_eq!(told(&shop).await, [(Action::ConsentGiven, "rosa".to_owned())]);
    assert!(rosa.starts("ben").await.1.is_some());
}

/// A box that was shown and disabled came back unticked beside an error elsewhere: a page about consent told the opposite of what held.
#[tokio::test]
async fn a_consent_that_is_only_shown_stays_as_it_is_beside_an_error_elsewhere() {
    let shop = Shop::open().await;
    let mut theo = shop.staff("theo").await;
    let page = theo.finds_customer("ada").await;
    let ticked = |answer: &Answer| (answer.status, answer.is_ticked(ALLOWED));
    assert_eq!(ticked(&theo.get(&page).await), (200, Some(true)));
    assert_eq!(ticked(&theo.edits(&page, &page, &[("email", "nonsense")]).await), (422, Some(true)));
    theo.logs_in_as("ada").await;
    let before = theo.get(EDIT).await.is_ticked(ALLOWED);
    assert_eq!(ticked(&theo.edits(EDIT, EDIT, &[("first_name", "")]).await), (422, before));
    let mut ada = shop.customer("ada").await;
    assert_eq!(ticked(&ada.edits(EDIT, EDIT, &[("first_name", "")]).await), (422, Some(true)));
}

#[tokio::test]
async fn while_the_feature_is_off_there_is_no_consent_to_change() {
    let shop = Shop::as_delivered().await;
    let mut ada = shop.customer("ada").await;
    assert_eq!(ada.get(EDIT).await.is_ticked(ALLOWED), None);
    assert_eq!(ada.post(ASSISTANCE, &[("shown", "0&assistance_allowed=1")]).await.status, 404);
    let mut rosa = shop.staff("rosa").await;
    let page = rosa.finds_customer("ada").await;
    assert_eq!(rosa.get(&page).await.is_ticked(ALLOWED), None);
    assert_eq!(rosa.post(&format!("{page}/assistance"), &[("shown", "0&assistance_allowed=1")]).await.status, 404);
    assert_eq!(told(&shop).await, []);
}

/// Whoever is asked to let support into the account sees when it was there and what it did, and can show it out. Who it was he is not told, and
/// who is there is told nothing of it.
#[tokio::test]
async fn a_customer_sees_who_is_in_the_account_shows_them_out_and_sees_it_afterwards() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let before = ada.get(ASSISTANCE).await;
    assert!(before.shows("Nobody of our support is in your account.") && before.shows("Nobody of our support was in your account."));
    let mut visit = shop.staff("rosa").await;
    visit.logs_in_as("ada").await;
    assert_eq!(visit.edits(EDIT, EDIT, &[("first_name", "Adelheid")]).await.status, 303);
    // Nothing hides it: what is refused is written down as well, and would be all that is read.
    for _ in 0..201 {
        assert_eq!(visit.get("/customer/account/sessions").await.status, 403);
    }
    // Of so many the older ones are known by their places.
    shop.record().await;
    assert!(!visit.get(ASSISTANCE).await.shows("Happening now"), "that is the customer's alone");
    let there = ada.get(ASSISTANCE).await;
    for page in [&there, &ada.get("/customer/account").await] {
        assert!(page.shows("Our support is in your account, since"), "{}", page.html);
    }
    assert!(ada.get("/category/kitchen").await.shows("class=\"helped\""), "whatever page is open, it says so");
    assert!(!visit.get("/category/kitchen").await.shows("class=\"helped\""), "the banner says it there");
    let id = there.html.split("name=\"visit\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(ada.sends(&there, ASSISTANCE, &[("visit", "nonsense")]).await.status, 400);
    for _ in 0..2 {
        let ended = ada.sends(&there, ASSISTANCE, &[("visit", &id)]).await;
        assert_eq!((ended.status, ended.location.as_str()), (303, ASSISTANCE), "what is over is over");
    }
    assert_eq!(visit.get("/customer/account").await.location, "/assistance/ended");
    assert!(!ada.get("/category/kitchen").await.shows("class=\"helped\""));
    let after = ada.get(ASSISTANCE).await;
    let rows = after.rows();
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0][1..], ["less than 1 minute", "Account changed", "You ended it"], "{rows:?}");
    assert!(!after.shows("Rosa") && !after.shows("rosa"), "{}", after.html);
    assert_eq!(allows(&mut ada).await, Some(true), "the permission is another matter");
}
