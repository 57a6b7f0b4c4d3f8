//! What was ordered is put into the cart once more.

use crate::checkout::{buys, puts, with};
use actors::{Browser, Shop};
use domain::audit::{Action, Recorded};

const CART: &str = "/checkout/cart";
const SUCCESS: &str = "/checkout/onepage/success";
const HISTORY: &str = "/sales/order/history";

/// Pressed twice, it was in the cart twice.
#[tokio::test]
async fn what_is_ordered_again_is_in_the_cart_once_however_often_its_button_is_pressed_and_again_when_that_is_shown_again() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    for _ in 0..2 {
        puts(&mut ada, "harbour-mug", "2").await;
        assert_eq!(buys(&mut ada, &with(&[("ship_to", "new")])).await.location, SUCCESS);
    }
    let before = told(&shop.record().await);
    let list = ada.get(HISTORY).await;
    let links: Vec<String> = list.rows().iter().take(2).map(|row| list.link_of(&row[0]).unwrap()).collect();
    let again: Vec<String> = links.iter().map(|link| link.replace("view", "reorder")).collect();
    let (mut one, mut other) = (ada.clone(), ada.clone());
    let (first, second) = tokio::join!(one.sends(&list, &again[0], &[]), other.sends(&list, &again[0], &[]));
    let third = ada.sends(&list, &again[0], &[]).await;
    assert_eq!([first.location, second.location, third.location], [CART; 3]);
    assert_eq!(pieces(&mut ada).await, "2");
    assert_eq!(told(&shop.record().await), before + 1, "what is not done is not told");
    // Another order of the same page is another wish, and so is the same one as it is shown afterwards.
    assert_eq!(ada.sends(&list, &again[1], &[]).await.location, CART);
    assert_eq!(pieces(&mut ada).await, "4");
    assert_eq!(ada.edits(&links[0], &again[0], &[]).await.location, CART);
    assert_eq!(pieces(&mut ada).await, "6");
}

/// After eight further changes the cart knew of it no more, and all of it was in there twice.
#[tokio::test]
async fn what_is_ordered_again_is_in_the_cart_once_however_often_that_was_changed_before_its_button_is_pressed_again() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    puts(&mut ada, "harbour-mug", "2").await;
    assert_eq!(buys(&mut ada, &with(&[("ship_to", "new")])).await.location, SUCCESS);
    let list = ada.get(HISTORY).await;
    let again = list.link_below("/sales/order/view").unwrap().replace("view", "reorder");
    assert_eq!(ada.sends(&list, &again, &[]).await.location, CART);
    for pieces in ["3", "2"].repeat(10) {
        assert_eq!(ada.edits(CART, CART, &[("quantity", pieces)]).await.status, 303);
    }
    assert_eq!(ada.sends(&list, &again, &[]).await.location, CART);
    assert_eq!(pieces(&mut ada).await, "2");
}

/// Of what was hidden since it was said that there were not so many of it.
#[tokio::test]
async fn what_the_store_shows_no_more_is_left_out_and_why_is_said_each_time_that_its_button_is_pressed() {
    let shop = Shop::open().await;
    let (mut ada, mut rosa) = (shop.customer("ada").await, shop.staff("rosa").await);
    puts(&mut ada, "harbour-mug", "2").await;
    puts(&mut ada, "soft-egg-timer", "1").await;
    assert_eq!(buys(&mut ada, &with(&[("ship_to", "new")])).await.location, SUCCESS);
    let timer = rosa.get("/admin/catalog/products?q=Soft+Egg").await.link_of("Soft Egg Timer").unwrap();
    assert_eq!(rosa.edits(&timer, &timer, &[("visibility", "1")]).await.status, 303);
    let list = ada.get(HISTORY).await;
    let again = list.links_below("/sales/order/view").into_iter().next().unwrap().replace("view", "reorder");
    for _ in 0..2 {
        assert_eq!(ada.sends(&list, &again, &[]).await.location, CART);
        let page = ada.get(CART).await;
        assert!(page.shows("Could not add the product with SKU") && page.shows("Verify the product and try again."), "{}", page.html);
        assert!(!page.shows("Soft Egg Timer") && page.input("quantity").as_deref() == Some("2"), "{}", page.html);
    }
}

fn told(record: &[Recorded]) -> usize {
    record.iter().filter(|event| event.action == Action::CartChanged).count()
}

async fn pieces(ada: &mut Browser) -> String {
    ada.get(CART).await.input("quantity").unwrap_or_default()
}
