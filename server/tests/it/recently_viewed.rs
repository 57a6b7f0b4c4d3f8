//! Recently Viewed: what the customer himself looked at, and nobody for him.

use actors::{Browser, Shop};
use axum::{body::Body, http::Request};
use std::collections::BTreeSet;
use store::Fault;

const ACCOUNT: &str = "/customer/account";
const MUG: &str = "/product/harbour-mug";

/// What the dashboard says was looked at, the last one first.
async fn viewed(who: &mut Browser) -> Vec<String> {
    let page = who.get(ACCOUNT).await;
    assert!(page.shows("Recently Viewed"), "{}", page.html);
    let links = page.html.split("href=\"/product/").skip(1).filter_map(|rest| rest.split('"').next());
    links.map(str::to_owned).collect()
}

/// Ten products, each once, by their addresses: a page may show one in two places.
async fn ten(shop: &Shop) -> Vec<String> {
    let kitchen = shop.guest().get("/category/kitchen").await;
    let links = kitchen.html.split("href=\"/product/").skip(1).filter_map(|rest| rest.split('"').next());
    let all: BTreeSet<String> = links.map(str::to_owned).collect();
    let ten: Vec<String> = all.into_iter().take(10).collect();
    assert_eq!(ten.len(), 10);
    ten
}

#[tokio::test]
async fn the_last_eight_products_stand_on_the_dashboard_each_once_and_the_newest_first() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    assert!(ada.get(ACCOUNT).await.shows("You have viewed no products yet."));
    let ten = ten(&shop).await;
    let told = shop.record().await.len();
    for slug in ten.iter().chain(ten.first()) {
        assert_eq!(ada.get(&format!("/product/{slug}")).await.status, 200);
    }
    let expected: Vec<String> = ten.iter().take(1).chain(ten.iter().rev().take(7)).cloned().collect();
    assert_eq!(viewed(&mut ada).await, expected);
    // In another browser of his too, and in the view's own words.
    let mut other = shop.customer("ada").await;
    assert_eq!(viewed(&mut other).await, expected);
    assert!(other.get("/de/customer/account").await.shows("Zuletzt angesehen"));
    assert_eq!(shop.record().await.len(), told + 1, "but for the sign-in nothing is told of it");
    assert_eq!(viewed(&mut shop.customer("ben").await).await, Vec::<String>::new());
    // A form that is refused, and an address where there is nothing, are no looking.
    ada.edits(MUG, MUG, &[("quantity", "0")]).await;
    ada.get("/product/no-such-thing").await;
    assert_eq!(viewed(&mut ada).await.first().map(String::as_str), Some("harbour-mug"));
}

#[tokio::test]
async fn a_visit_sees_what_the_customer_looked_at_and_leaves_no_trace() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    ada.get(MUG).await;
    let mut visit = shop.staff("theo").await;
    visit.logs_in_as("ada").await;
    assert_eq!(visit.get("/product/soft-egg-timer").await.status, 200);
    assert_eq!(viewed(&mut visit).await, ["harbour-mug"]);
    assert!(!visit.get(ACCOUNT).await.shows("Clear Recently Viewed"));
    assert_eq!(visit.post(ACCOUNT, &[]).await.status, 403);
    assert_eq!(viewed(&mut ada).await, ["harbour-mug"]);
}

/// A browser shows what it fetched ahead without asking again: so it gets no product ahead where it is to be remembered.
#[tokio::test]
async fn what_is_fetched_ahead_is_not_looked_at() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let ahead = || Request::get(MUG).header("sec-purpose", "prefetch").body(Body::empty()).unwrap();
    assert_eq!(ada.send(ahead()).await.status, 503);
    assert_eq!(viewed(&mut ada).await, Vec::<String>::new());
    assert_eq!(shop.guest().send(ahead()).await.status, 200);
    assert_eq!(ada.get(MUG).await.status, 200);
    assert_eq!(viewed(&mut ada).await, ["harbour-mug"]);
    // Whoever is signed in is welcomed: that is how a browser knows which links not to follow ahead.
    assert!(ada.get("/").await.shows("class=\"welcome\"") && !shop.guest().get("/").await.shows("class=\"welcome\""));
}

#[tokio::test]
async fn the_customer_clears_it() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    ada.get(MUG).await;
    let answer = ada.edits(ACCOUNT, ACCOUNT, &[]).await;
    assert_eq!((answer.status, answer.location.as_str()), (303, ACCOUNT));
    let page = ada.get(ACCOUNT).await;
    assert!(page.shows("You cleared the products that you viewed recently.") && page.shows("You have viewed no products yet."));
    assert!(page.form(ACCOUNT).is_none(), "there is nothing to clear any more");
    ada.get(MUG).await;
    assert_eq!(viewed(&mut ada).await, ["harbour-mug"]);
}

#[tokio::test]
async fn what_the_store_does_not_sell_is_not_shown() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    ada.get(MUG).await;
    assert!(ada.get("/outlet/customer/account").await.shows("Harbour Mug"));
    // The outlet sells from another root from now on.
    let mut rosa = shop.staff("rosa").await;
    let (new, categories) = ("/admin/catalog/categories/new", "/admin/catalog/categories");
    let form = [("parent", ""), ("name", "Outlet Root"), ("url_key", "outlet-root"), ("description", "Leftovers.")];
    assert_eq!(rosa.edits(new, new, &form).await.status, 303);
    let root = rosa.get(categories).await.link_of("Outlet Root").unwrap();
    let store = "/admin/stores/stores/00000000000070008000000000000002";
    assert_eq!(rosa.edits(store, store, &[("root", root.rsplit('/').next().unwrap())]).await.status, 303);
    let page = ada.get("/outlet/customer/account").await;
    assert!(page.status == 200 && !page.shows("Harbour Mug"), "{}", page.html);
    assert_eq!(viewed(&mut ada).await, ["harbour-mug"], "where it is sold it is shown");
}

#[tokio::test]
async fn a_product_is_shown_also_where_it_cannot_be_remembered() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    shop.faults.set(Fault::WritesFail);
    assert!(ada.get(MUG).await.shows("Add to Cart"));
    shop.faults.set(Fault::None);
    assert_eq!(viewed(&mut ada).await, Vec::<String>::new());
}

#[tokio::test]
async fn it_stands_below_other_products_and_the_home_page_for_the_customer_alone() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    ada.get(MUG).await;
    assert!(!ada.get(MUG).await.shows("Recently Viewed"), "nothing else was looked at");
    for (page, other) in [("/product/soft-egg-timer", "ben"), ("/", "clara")] {
        let seen = ada.get(page).await;
        assert!(seen.shows("Recently Viewed") && seen.shows("Harbour Mug"), "{page}: {}", seen.html);
        assert!(!shop.guest().get(page).await.shows("Recently Viewed"), "{page}: what is kept is nobody's");
        assert!(!shop.customer(other).await.get(page).await.shows("Recently Viewed"), "{page}");
    }
    let mut visit = shop.staff("theo").await;
    visit.logs_in_as("ada").await;
    assert!(visit.get("/product/little-espresso-cup").await.shows("Recently Viewed"));
    assert_eq!(viewed(&mut ada).await, ["soft-egg-timer", "harbour-mug"], "a visit leaves no trace");
}
