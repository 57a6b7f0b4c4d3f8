//! Newsletter Subscriptions: the customer decides, or a visit and staff in their own names, and it is known since when.

use actors::{Browser, Shop};
use domain::audit::{Action, Recorded};
use server::{demo::PASSWORD, jobs};
use std::time::Duration;

const MANAGE: &str = "/newsletter/manage";
const ACCOUNT: &str = "/customer/account";
const TICK: &str = "is_subscribed";

/// What was said of subscriptions since the demo was filled: what, and by whom.
async fn told(shop: &Shop) -> Vec<(Action, String)> {
    let is_one = |e: &Recorded| [Action::NewsletterSubscribed, Action::NewsletterUnsubscribed].contains(&e.action);
    let by_somebody = |e: &Recorded| !e.actor.name().is_empty();
    shop.record().await.into_iter().filter(|e| is_one(e) && by_somebody(e)).map(|e| (e.action, e.actor.name().to_owned())).collect()
}

async fn saves(who: &mut Browser, ticked: &str) -> String {
    let answer = who.edits(MANAGE, MANAGE, &[(TICK, ticked)]).await;
    assert_eq!((answer.status, answer.location.as_str()), (303, ACCOUNT), "{}", answer.html);
    who.get(ACCOUNT).await.text_of("main").unwrap()
}

#[tokio::test]
async fn a_customer_subscribes_and_leaves_and_the_dashboard_says_which() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let dashboard = ada.get(ACCOUNT).await;
    assert!(dashboard.shows("aren't subscribed to our newsletter.") && dashboard.link_of("Edit").is_some(), "{}", dashboard.html);
    assert_eq!(dashboard.link_of("Newsletter Subscriptions").as_deref(), Some(MANAGE));
    let page = ada.get(MANAGE).await;
    assert!(page.shows("General Subscription") && !page.shows("Subscribed since"), "{}", page.html);
    let main = saves(&mut ada, "1").await;
    assert!(
        main.contains("We have saved your subscription.") && main.contains("You are subscribed to \"General Subscription\"."),
        "{main}"
    );
    let since = ada.get(MANAGE).await.text_at("is_subscribed-hint").unwrap();
    assert!(since.starts_with("Subscribed since ") && since.contains("12:00"), "{since}");
    // Saved as it is, it stays since when it was.
    shop.advance(Duration::from_secs(3_600));
    let main = saves(&mut ada, "1").await;
    assert!(main.contains("We have updated your subscription."), "{main}");
    assert_eq!(ada.get(MANAGE).await.text_at("is_subscribed-hint"), Some(since));
    let main = saves(&mut ada, "").await;
    assert!(main.contains("We have removed your newsletter subscription.") && main.contains("aren't subscribed"), "{main}");
    let by_ada = |action| (action, "ada@example.com".to_owned());
    assert_eq!(told(&shop).await, [by_ada(Action::NewsletterSubscribed), by_ada(Action::NewsletterUnsubscribed)]);
    assert_eq!(shop.store.by(&jobs::job(shop.now())).contradictions().await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn whoever_registers_is_subscribed_if_he_ticks_it_and_not_otherwise() {
    let shop = Shop::open().await;
    for (name, ticked) in [("mara", true), ("nils", false)] {
        let mut guest = shop.guest();
        let path = "/customer/account/create";
        let page = guest.get(path).await;
        assert_eq!((page.is_ticked(TICK), page.shows("Sign Up for Newsletter")), (Some(false), true));
        let email = format!("{name}@example.com");
        let form = [("first_name", "M"), ("last_name", "N"), ("email", &email), ("password", PASSWORD), ("password_again", PASSWORD)];
        let form = [form.as_slice(), &[(TICK, if ticked { "1" } else { "" })]].concat();
        assert_eq!(guest.sends(&page, path, &form).await.status, 303);
        assert_eq!(guest.get(MANAGE).await.is_ticked(TICK), Some(ticked));
    }
    assert_eq!(told(&shop).await, [(Action::NewsletterSubscribed, "mara@example.com".to_owned())]);
    assert_eq!(shop.store.by(&jobs::job(shop.now())).contradictions().await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn a_visit_subscribes_its_customer_in_the_name_of_the_staff_member() {
    let shop = Shop::open().await;
    let (mut ada, mut theo) = (shop.customer("ada").await, shop.staff("theo").await);
    theo.logs_in_as("ada").await;
    saves(&mut theo, "1").await;
    assert_eq!(ada.get(MANAGE).await.is_ticked(TICK), Some(true));
    assert_eq!(told(&shop).await, [(Action::NewsletterSubscribed, "theo".to_owned())]);
    let mut nadia = shop.staff("nadia").await;
    let visit = nadia.get("/admin/login-as-customer-log").await.link_below("/admin/login-as-customer-log").unwrap();
    let page = nadia.get(&visit).await;
    assert!(page.shows("Subscribed to the newsletter") && page.shows("Newsletter subscription: No → Yes"), "{}", page.html);
}

#[tokio::test]
async fn staff_change_it_who_may_edit_customers_and_others_see_it() {
    let shop = Shop::open().await;
    let (mut theo, mut kim) = (shop.staff("theo").await, shop.staff("kim").await);
    let page = theo.finds_customer("ada").await;
    let tab = theo.get(&page).await.link_of("Newsletter").unwrap();
    assert!(theo.get(&tab).await.shows("Not subscribed."));
    let answer = theo.edits(&tab, &tab, &[(TICK, "1")]).await;
    assert_eq!((answer.status, &answer.location), (303, &tab));
    let shown = theo.get(&tab).await;
    assert!(shown.is_ticked(TICK) == Some(true) && shown.shows("Subscribed since") && shown.shows("You saved the customer."));
    let shown = kim.get(&tab).await;
    assert!(shown.is_ticked(TICK) == Some(true) && shown.shows("You may look at this customer") && !shown.shows("Save Customer"));
    assert_eq!(kim.post(&tab, &[(TICK, "")]).await.status, 403);
    assert_eq!(shop.staff("iris").await.get(&tab).await.status, 404, "a customer of another website");
    assert_eq!(told(&shop).await, [(Action::NewsletterSubscribed, "theo".to_owned())]);
    assert!(shop.customer("ada").await.get(ACCOUNT).await.shows("You are subscribed to"));
}

/// The first decision makes its row. Whoever pressed the button twice, or in two tabs, met "Something went wrong".
#[tokio::test]
async fn two_who_subscribe_for_the_first_time_at_once_both_have_their_way() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let page = ada.get(MANAGE).await;
    let mut tabs = [(); 4].map(|()| ada.clone());
    let sent = tabs.iter_mut().map(|tab| tab.sends(&page, MANAGE, &[(TICK, "1")]));
    let answers = futures::future::join_all(sent).await;
    assert_eq!(answers.iter().map(|answer| answer.status).collect::<Vec<_>>(), [303; 4]);
    assert_eq!(told(&shop).await.len(), 1);
    assert_eq!(shop.store.by(&jobs::job(shop.now())).contradictions().await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn some_customers_of_the_demo_shop_get_the_newsletter() {
    let shop = Shop::open().await;
    for (name, gets) in [("ada", false), ("ben", false), ("clara", true), ("felix", true)] {
        assert_eq!(shop.customer(name).await.get(MANAGE).await.is_ticked(TICK), Some(gets), "{name}");
    }
    assert_eq!(shop.store.by(&jobs::job(shop.now())).contradictions().await.unwrap(), Vec::<String>::new());
}
