//! My Account > My Wish List.

use actors::Shop;
use domain::audit::Action;

const LIST: &str = "/wishlist";
const MUG: &str = "/product/harbour-mug";
const CART: &str = "/checkout/cart";

#[tokio::test]
async fn a_product_goes_onto_the_list_and_from_there_into_the_cart_in_the_quantity_that_was_typed() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    assert!(ada.get(LIST).await.shows("You have no items in your wish list."));
    let added = ada.edits(MUG, MUG, &[("quantity", "2"), ("do", "wish")]).await;
    assert_eq!((added.status, added.location.as_str()), (303, MUG));
    assert!(ada.get(MUG).await.shows("Harbour Mug has been added to your Wish List."));
    assert!(ada.get(CART).await.shows("You have no items in your shopping cart."), "the cart is as it was");
    // Once more: so many more of it.
    ada.edits(MUG, MUG, &[("quantity", "1"), ("do", "wish")]).await;
    assert_eq!(ada.get(LIST).await.input("quantity").as_deref(), Some("3"));
    for bad in ["0", "100", "two", ""] {
        let refused = ada.edits(LIST, LIST, &[("quantity", bad)]).await;
        assert!(refused.status == 422 && refused.input("quantity").as_deref() == Some(bad), "{bad}: {}", refused.html);
    }
    assert_eq!(ada.edits(LIST, LIST, &[("quantity", "5")]).await.status, 303);
    assert!(ada.get(LIST).await.shows("Harbour Mug has been updated in your Wish List."));
    assert_eq!(ada.edits(LIST, LIST, &[("quantity", "4"), ("do", "cart")]).await.status, 303);
    assert!(ada.get(LIST).await.shows("You have no items in your wish list."), "it has left the list");
    assert_eq!(ada.get(CART).await.input("quantity").as_deref(), Some("4"));
    // And back.
    assert_eq!(ada.edits(CART, CART, &[("do", "wish")]).await.status, 303);
    assert!(ada.get(CART).await.shows("Harbour Mug has been moved to your wish list."));
    assert_eq!(ada.get(LIST).await.input("quantity").as_deref(), Some("4"));
    assert_eq!(ada.edits(LIST, LIST, &[("do", "remove")]).await.status, 303);
    assert!(ada.get(LIST).await.shows("You have no items in your wish list."));
    let told = shop.record().await;
    assert!(told.iter().filter(|e| e.action == Action::WishListChanged).count() >= 6);
}

/// Success was told of what had not been stored.
#[tokio::test]
async fn what_is_out_of_stock_can_be_wished_and_not_be_put_into_the_cart() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let (gone, few) = ("/product/pantry-tin-trio", "/product/soft-egg-timer");
    assert_eq!(ada.edits(gone, gone, &[("do", "wish")]).await.status, 303);
    let list = ada.get(LIST).await;
    assert!(list.shows("Pantry Tin Trio") && list.shows("Out of stock") && !list.shows("value=\"cart\""), "{}", list.html);
    assert_eq!(ada.edits(LIST, LIST, &[("do", "cart")]).await.status, 422, "whatever form is sent");
    assert!(ada.get(LIST).await.shows("Pantry Tin Trio"), "it stays");
    ada.edits(LIST, LIST, &[("do", "remove")]).await;
    ada.edits(few, few, &[("quantity", "9"), ("do", "wish")]).await;
    let refused = ada.edits(LIST, LIST, &[("do", "cart")]).await;
    assert!(refused.status == 422 && refused.shows("The requested quantity is not available."), "{}", refused.html);
    assert!(ada.get(LIST).await.shows("Soft Egg Timer") && ada.get(CART).await.shows("You have no items"));
}

/// It went into the cart from there; and who took it off was told nothing.
#[tokio::test]
async fn what_the_store_shows_no_more_stays_on_the_list_and_is_not_put_into_the_cart() {
    let shop = Shop::open().await;
    let (mut ada, mut rosa) = (shop.customer("ada").await, shop.staff("rosa").await);
    assert_eq!(ada.edits(MUG, MUG, &[("do", "wish")]).await.status, 303);
    let before = ada.get(LIST).await;
    assert!(before.shows("value=\"cart\""), "{}", before.html);
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    assert_eq!(rosa.edits(&mug, &mug, &[("visibility", "1")]).await.status, 303);
    let list = ada.get(LIST).await;
    assert!(list.shows("Harbour Mug") && list.shows("Out of stock") && !list.shows("value=\"cart\""), "{}", list.html);
    let refused = ada.sends(&before, LIST, &[("do", "cart")]).await;
    assert!(refused.status == 422 && refused.shows("This product is out of stock."), "{}", refused.html);
    assert!(ada.get(CART).await.shows("You have no items in your shopping cart."));
    assert_eq!(ada.edits(LIST, LIST, &[("do", "remove")]).await.status, 303);
    let page = ada.get(LIST).await;
    assert!(page.shows("You updated your Wish List.") && page.form_of("Undo").is_none(), "{}", page.html);
}

#[tokio::test]
async fn a_guest_signs_in_first_and_comes_back_to_the_product() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    assert_eq!(guest.get(LIST).await.status, 303);
    let asked = guest.edits(MUG, MUG, &[("do", "wish")]).await;
    assert_eq!((asked.status, asked.location.split('?').next()), (303, Some("/customer/account/login")));
    let page = guest.get(&asked.location).await;
    assert!(page.shows("You must login or register to add items to your wishlist.") && page.input("back").as_deref() == Some(MUG));
}

#[tokio::test]
async fn a_visit_sees_the_list_as_its_owner_does_and_staff_see_it_within_their_websites() {
    let shop = Shop::open().await;
    let (mut ada, mut rosa) = (shop.customer("ada").await, shop.staff("rosa").await);
    ada.edits(MUG, MUG, &[("quantity", "2"), ("do", "wish")]).await;
    let page = rosa.finds_customer("ada").await;
    let tab = rosa.get(&page).await.link_of("Wish List").unwrap();
    assert!(rosa.get(&tab).await.shows("Harbour Mug"));
    assert_eq!(shop.staff("iris").await.get(&tab).await.status, 404);
    let mut theo = shop.staff("theo").await;
    theo.logs_in_as("ada").await;
    assert_eq!(theo.edits(LIST, LIST, &[("quantity", "1"), ("do", "cart")]).await.status, 303);
    assert!(shop.record().await.iter().any(|e| e.action == Action::WishListChanged && e.actor.name() == "theo"));
    assert!(ada.get(CART).await.shows("Harbour Mug"));
}
