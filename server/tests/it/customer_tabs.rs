//! A customer in the back office: Sessions, and the history of the consent.

use actors::Shop;
use server::{demo::PASSWORD, jobs};
use std::time::Duration;

const LOG: &str = "/admin/login-as-customer-log";
const ASSISTANCE: &str = "/customer/account/assistance";

#[tokio::test]
async fn the_sessions_of_a_customer_stand_on_his_page_the_newest_first_for_whoever_may_read_the_log() {
    let shop = Shop::open().await;
    let (mut rosa, mut theo) = (shop.staff("rosa").await, shop.staff("theo").await);
    let page = rosa.finds_customer("ada").await;
    let tab = rosa.get(&page).await.link_of("Sessions").unwrap();
    assert!(rosa.get(&tab).await.shows("Nobody has logged in as this customer yet."));
    theo.logs_in_as("ada").await;
    shop.advance(Duration::from_secs(5 * 60 + 30));
    theo.post("/assistance/close", &[]).await;
    shop.advance(Duration::from_secs(60));
    theo.logs_in_as("clara").await;
    rosa.logs_in_as("ada").await;
    let shown = rosa.get(&tab).await;
    let rows: Vec<Vec<String>> = shown.rows().into_iter().filter(|row| row.len() == 4).map(|row| row[1..].to_vec()).collect();
    assert_eq!(rows[rows.len() - 2..], [["rosa", "–", "Live"], ["theo", "5 minutes", "Closed"]]);
    let links = shown.links_below(LOG);
    assert_eq!(links.len(), 2);
    assert!(rosa.get(&links[1]).await.shows("theo as Ada Brandt"));
    // The log has a right of its own.
    assert_eq!(theo.get(&page).await.link_of("Sessions"), None);
    assert_eq!(theo.get(&tab).await.status, 403);
    assert_eq!(shop.staff("nadia").await.get(&tab).await.status, 403, "the page is a customer's");
    assert_eq!(shop.staff("iris").await.get(&tab).await.status, 404, "and one of another website");
}

#[tokio::test]
async fn many_sessions_of_a_customer_go_on_over_pages_and_back() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    for name in ["clara", "ada"].iter().cycle().take(46) {
        shop.advance(Duration::from_secs(1));
        rosa.logs_in_as(name).await;
    }
    let tab = format!("{}/visits", rosa.finds_customer("ada").await);
    let first = rosa.get(&tab).await;
    let second = rosa.get(&first.link_of("Next").unwrap()).await;
    let (ahead, behind) = (first.links_below(LOG), second.links_below(LOG));
    assert_eq!((ahead.len(), behind.len(), second.link_of("Next")), (20, 3, None));
    assert!(ahead.iter().chain(&behind).is_sorted_by(|newer, older| newer > older), "{ahead:?} {behind:?}");
    assert_eq!(rosa.get(&second.link_of("Previous").unwrap()).await.links_below(LOG), ahead);
}

#[tokio::test]
async fn who_gave_the_consent_and_withdrew_it_and_when_is_kept() {
    let shop = Shop::open().await;
    let mut mara = shop.guest();
    let create = "/customer/account/create";
    let form = [("first_name", "Mara"), ("last_name", "Nord"), ("email", "mara@example.com"), ("password", PASSWORD)];
    let form = [form.as_slice(), &[("password_again", PASSWORD), ("assistance_allowed", "1")]].concat();
    assert_eq!(mara.edits(create, create, &form).await.status, 303);
    shop.advance(Duration::from_secs(60));
    assert_eq!(mara.edits(ASSISTANCE, ASSISTANCE, &[("assistance_allowed", "")]).await.status, 303);
    shop.advance(Duration::from_secs(60));
    let mut rosa = shop.staff("rosa").await;
    let page = rosa.finds_customer("mara").await;
    let form = format!("{page}/assistance");
    assert_eq!(rosa.edits(&page, &form, &[("assistance_allowed", "1")]).await.status, 303);
    let tab = rosa.get(&page).await.link_of("Consent").unwrap();
    let shown = rosa.get(&tab).await;
    let told: Vec<(bool, String)> =
        shown.rows().into_iter().filter(|row| row.len() == 3).map(|row| (row[1].ends_with("allowed"), row[2].clone())).collect();
    let customer = || "The customer".to_owned();
    assert_eq!(told[told.len() - 3..], [(true, "rosa".to_owned()), (false, customer()), (true, customer())], "{}", shown.html);
    assert!(shown.shows("12:02") && shown.shows("12:01") && shown.shows("12:00"), "{}", shown.html);
    // Whoever sees customers sees it; nothing is there of one who never decided.
    let ben = format!("{}/consent", rosa.finds_customer("ben").await);
    assert!(shop.staff("kim").await.get(&ben).await.shows("The consent was never changed."));
    assert_eq!(shop.staff("iris").await.get(&tab).await.status, 404);
    assert_eq!(shop.store.by(&jobs::job(shop.now())).contradictions().await.unwrap(), Vec::<String>::new());
}

#[tokio::test]
async fn while_the_feature_is_off_nothing_of_it_stands_on_a_customers_page() {
    let shop = Shop::as_delivered().await;
    let mut rosa = shop.staff("rosa").await;
    let page = rosa.finds_customer("ada").await;
    let shown = rosa.get(&page).await;
    assert_eq!((shown.link_of("Sessions"), shown.link_of("Consent")), (None, None));
    for tab in ["visits", "consent"] {
        assert_eq!(rosa.get(&format!("{page}/{tab}")).await.status, 404, "{tab}");
    }
}
