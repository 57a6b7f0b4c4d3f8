//! What staff do with whole accounts.

use crate::documents::ordered;
use actors::Shop;
use domain::audit::Action;

#[tokio::test]
async fn a_deleted_customer_is_gone_with_what_is_his_alone_and_his_orders_stay() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let order = ordered(&shop, &mut rosa).await;
    let (mut theo, mut ada) = (shop.staff("theo").await, shop.customer("ada").await);
    theo.logs_in_as("ada").await;
    let customer = rosa.finds_customer("ada").await;
    let page = format!("{customer}/delete");
    assert!(rosa.get(&customer).await.shows(&format!("href=\"{page}\"")));
    let asked = rosa.get(&page).await;
    for text in ["orders stay", "1 session of Login as Customer", "cannot be undone", "ada@example.com"] {
        assert!(asked.shows(text), "{text}: {}", asked.html);
    }
    assert_eq!(rosa.sends(&asked, &page, &[]).await.location, "/admin/customers");
    assert!(rosa.get("/admin/customers?q=ada%40example.com").await.links_below("/admin/customers/0").is_empty());
    for gone in [customer.clone(), format!("{customer}/addresses"), page.clone()] {
        assert_eq!(rosa.get(&gone).await.status, 404, "{gone}");
    }
    assert_eq!(rosa.sends(&asked, &page, &[]).await.status, 404, "once");
    assert!(ada.get("/customer/account").await.location.starts_with("/customer/account/login"), "he is signed out");
    let ended = theo.get("/customer/account").await;
    let told = theo.get(&ended.location).await;
    assert!(told.shows("was deleted"), "{} {}", ended.location, told.html);
    let kept = rosa.get(&order).await;
    assert!(kept.shows("Ada Brandt") && !kept.shows("/login-as-customer\""), "{}", kept.html);
    let record = shop.record().await;
    assert!(record.iter().any(|e| e.action == Action::CustomerDeleted && e.actor_name == "rosa" && e.object == "ada@example.com"));
    assert!(record.iter().any(|e| e.action == Action::AssistanceEnded && e.reason.as_deref() == Some("customer_deleted")));
}

#[tokio::test]
async fn whoever_lacks_the_right_or_the_website_deletes_nobody() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let customer = rosa.finds_customer("ada").await;
    for name in ["theo", "kim", "iris"] {
        let mut other = shop.staff(name).await;
        assert_eq!(other.get(&format!("{customer}/delete")).await.status, 403, "{name}");
        assert_eq!(other.post(&format!("{customer}/delete"), &[("shown", "0&")]).await.status, 403, "{name}");
    }
    assert_eq!(rosa.get(&customer).await.status, 200);
}
