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

fn told(record: &[Recorded]) -> usize {
    record.iter().filter(|event| event.action == Action::CartChanged).count()
}

async fn pieces(ada: &mut Browser) -> String {
    ada.get(CART).await.input("quantity").unwrap_or_default()
}
