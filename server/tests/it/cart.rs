//! The cart: what is taken out can be put back, and the header shows what is in it.

use actors::{Browser, Shop};

const CART: &str = "/checkout/cart";
const MUG: &str = "/product/harbour-mug";
const TIMER: &str = "/product/soft-egg-timer";

async fn puts(browser: &mut Browser, product: &str, quantity: &str) {
    assert_eq!(browser.edits(product, product, &[("quantity", quantity)]).await.status, 303);
}

#[tokio::test]
async fn cart_what_is_removed_is_put_back_by_one_button_once_and_as_it_was() {
    let shop = Shop::open().await;
    let (mut guest, ada, mut theo) = (shop.guest(), shop.customer("ada").await, shop.staff("theo").await);
    guest.get("/").await;
    theo.logs_in_as("clara").await;
    for mut browser in [guest, ada, theo] {
        for (what, how) in [("do", "remove"), ("quantity", "0")] {
            puts(&mut browser, MUG, "3").await;
            let removed = browser.edits(CART, CART, &[(what, how)]).await;
            assert_eq!((removed.status, removed.location.as_str()), (303, CART));
            let page = browser.get(CART).await;
            assert!(page.shows("“Harbour Mug” was removed from your cart.") && page.shows("You have no items"), "{}", page.html);
            assert_eq!(page.form_of("Undo").as_deref(), Some(CART));
            for _ in 0..2 {
                assert_eq!(browser.sends(&page, CART, &[("do", "undo")]).await.status, 303);
                let again = browser.get(CART).await;
                assert!(again.input("quantity").as_deref() == Some("3") && again.shows("You added Harbour Mug"), "{}", again.html);
            }
            assert!(browser.get(CART).await.form_of("Undo").is_none(), "it is told once");
            browser.edits(CART, CART, &[("do", "remove")]).await;
        }
    }
}

#[tokio::test]
async fn cart_what_is_put_back_is_what_is_there_by_now_and_it_is_said_if_that_is_less() {
    let shop = Shop::open().await;
    let (mut guest, mut rosa) = (shop.guest(), shop.staff("rosa").await);
    puts(&mut guest, TIMER, "3").await;
    guest.edits(CART, CART, &[("do", "remove")]).await;
    let page = guest.get(CART).await;
    let timer = rosa.get("/admin/catalog/products?q=Soft+Egg").await.link_of("Soft Egg Timer").unwrap();
    for (stock, status, told) in [("0", 422, "This product is out of stock."), ("2", 303, "There are fewer pieces of Soft Egg Timer")] {
        assert_eq!(rosa.edits(&timer, &timer, &[("stock", stock)]).await.status, 303);
        let mut answer = guest.sends(&page, CART, &[("do", "undo")]).await;
        assert_eq!(answer.status, status, "{}", answer.html);
        if status == 303 {
            answer = guest.get(CART).await;
        }
        assert!(answer.shows(told), "{}", answer.html);
    }
    assert_eq!(guest.get(CART).await.input("quantity").as_deref(), Some("2"));
    for (product, quantity) in [("00000000000000000000000000000000", "1"), (&*page.input("product").unwrap(), "100")] {
        let refused = guest.post(CART, &[("product", product), ("quantity", quantity), ("do", "undo")]).await;
        assert_eq!(refused.status, 422, "{product} {quantity}");
    }
}
