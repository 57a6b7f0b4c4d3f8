//! How the checkout helps whoever fills it in: what is wrong and where, what a country asks, the way to sign in; and what of an order can
//! not be bought again.

use actors::{Browser, Shop};
use domain::audit::Action;
use server::demo::PASSWORD;

const CART: &str = "/checkout/cart";
const CHECKOUT: &str = "/checkout";
const LOGIN: &str = "/customer/account/login";
const MUG: &str = "/product/harbour-mug";
const ADDRESS: [(&str, &str); 8] = [
    ("email", "gina@example.com"),
    ("first_name", "Gina"),
    ("last_name", "Lollo"),
    ("phone", "030 1234567"),
    ("street", "Kai 1"),
    ("country", "DE"),
    ("city", "Berlin"),
    ("postcode", "10115"),
];

async fn puts(browser: &mut Browser, product: &str, quantity: &str) {
    assert_eq!(browser.edits(product, product, &[("quantity", quantity)]).await.status, 303);
}

fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let of_address = ADDRESS.into_iter().filter(|(name, _)| more.iter().all(|(other, _)| name != other));
    of_address.chain(more.iter().copied()).collect()
}

#[tokio::test]
async fn checkout_that_is_refused_begins_with_a_way_to_each_field_that_is_wrong() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    puts(&mut guest, MUG, "1").await;
    let page = guest.edits(CHECKOUT, CHECKOUT, &with(&[("email", "nobody"), ("postcode", "x"), ("do", "place")])).await;
    assert_eq!(page.status, 422);
    for field in ["email", "postcode"] {
        let link = page.link_of(if field == "email" { "Email: Please enter" } else { "Zip/Postal Code: This is no" });
        assert_eq!(link.as_deref(), Some(&*format!("#{field}")), "{}", page.html);
        assert!(page.shows(&format!("id=\"{field}\"")), "it leads somewhere");
    }
    assert!(page.shows("autofocus") && !guest.get(CHECKOUT).await.shows("autofocus"));
    assert!(page.text_at("postcode-flaw").unwrap().ends_with("For example: 10115"), "{}", page.html);
}

#[tokio::test]
async fn checkout_says_what_the_chosen_country_asks_by_a_call_and_on_its_page() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    puts(&mut guest, MUG, "1").await;
    guest.get(CHECKOUT).await;
    let costs = guest.calls("/api/checkout/costs", r#"{"filled":[["country","US"],["billing_country","HK"]]}"#).await.json();
    let advice = costs["advice"].as_array().unwrap().clone();
    let of = |field: &str| advice.iter().find(|advice| advice["field"] == field).unwrap().clone();
    assert_eq!((&of("region")["required"], &of("region")["options"][0]), (&true.into(), &"Alabama".into()));
    assert_eq!((&of("postcode")["hint"], &of("postcode")["required"]), (&"For example: 94103".into(), &true.into()));
    assert_eq!((&of("billing_region")["required"], &of("billing_postcode")["required"]), (&false.into(), &false.into()));
    // Without scripts, after the button that only says what it costs.
    let page = guest.edits(CHECKOUT, CHECKOUT, &with(&[("country", "US"), ("postcode", "94103"), ("do", "review")])).await;
    assert!(page.shows("<option value=\"California\">") && page.text_at("region-flaw").unwrap().contains("Alabama"), "{}", page.html);
}

#[tokio::test]
async fn checkout_says_how_far_it_is_filled_in_by_a_call_and_on_its_page() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    puts(&mut guest, MUG, "1").await;
    let is_at = |html: &str, part: &str| html.contains(&format!("<li aria-current=\"step\">{part}"));
    let page = guest.get(CHECKOUT).await;
    assert!(is_at(&page.html, "Shipping Address") && !page.shows("-flaw\""), "what is not filled in yet is not wrong: {}", page.html);
    // A way of delivery is chosen beforehand: it was ticked as done before anybody had said where to.
    let is_chosen = page.form(CHECKOUT).unwrap().iter().any(|(name, _)| name == "shipping_method");
    assert!(is_chosen && !page.shows("data-done"), "nothing is done yet: {}", page.html);
    let (steps, form) = (page.html.find("class=\"progress\"").unwrap(), page.html.find("class=\"checkout\"").unwrap());
    assert!(steps < form && page.html.matches("class=\"progress\"").count() == 1, "above the form, and once: {}", page.html);
    let asks = |but: &str| {
        let methods = [("shipping_method", "flatrate"), ("payment_method", "checkmo")];
        let filled: Vec<_> = ADDRESS.into_iter().chain(methods).filter(|(name, _)| *name != but).collect();
        serde_json::json!({ "filled": filled }).to_string()
    };
    for (but, part) in [
        ("email", "Shipping Address"),
        ("city", "Shipping Address"),
        ("shipping_method", "Shipping Methods"),
        ("payment_method", "Payment Method"),
        ("nothing", "Place Order"),
    ] {
        let told = guest.calls("/api/checkout/costs", &asks(but)).await.json();
        let progress = told["progress"].as_str().unwrap();
        assert!(is_at(progress, part), "without {but}: {told}");
        assert!(!progress.split("aria-current").nth(1).unwrap().contains("data-done"), "what comes later is not done: {told}");
    }
    let review = guest.edits(CHECKOUT, CHECKOUT, &with(&[("do", "review")])).await;
    assert!(is_at(&review.html, "Place Order"), "{}", review.html);
}

#[tokio::test]
async fn checkout_tells_what_it_costs_before_anybody_says_how_he_pays() {
    let shop = Shop::open().await;
    let (mut guest, mut rosa) = (shop.guest(), shop.staff("rosa").await);
    let saved = rosa
        .edits("/admin/config/payment", "/admin/config/payment", &[("banktransfer_active", "1"), ("banktransfer_active-system", "")])
        .await;
    assert_eq!(saved.status, 303);
    puts(&mut guest, MUG, "1").await;
    let review = guest.edits(CHECKOUT, CHECKOUT, &with(&[("do", "review")])).await;
    assert!(review.status == 200 && review.input("total").as_deref() == Some("USD 19.00"), "{}", review.html);
    let refused = guest.sends(&review, CHECKOUT, &[("do", "place")]).await;
    assert!(refused.status == 422 && refused.shows("id=\"payment_method-flaw\""), "{}", refused.html);
}

#[tokio::test]
async fn checkout_keeps_what_a_guest_typed_while_he_signs_in() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    puts(&mut guest, MUG, "1").await;
    let asked = guest.edits(CHECKOUT, CHECKOUT, &with(&[("email", "ada@example.com"), ("do", "sign_in")])).await;
    assert!(asked.status == 200 && asked.input("email").as_deref() == Some("ada@example.com"), "{}", asked.html);
    let back = guest.sends(&asked, LOGIN, &[("password", PASSWORD)]).await;
    assert!(back.shows("What you typed is kept"), "{}", back.html);
    let page = guest.sends(&back, CHECKOUT, &[]).await;
    assert_eq!((page.status, page.input("street").as_deref(), page.input("city").as_deref()), (200, Some("Kai 1"), Some("Berlin")));
    assert!(shop.record().await.iter().all(|e| e.action != Action::OrderPlaced), "nothing was done");
    // Whoever leaves the address to the shop orders as he would have.
    let placed = guest.sends(&page, CHECKOUT, &[("do", "place")]).await;
    assert_eq!(placed.location, "/checkout/onepage/success", "{}", placed.html);
}

/// It went to what stood in the fields of a new address, which nobody saw; or those were asked for.
#[tokio::test]
async fn checkout_to_an_address_that_is_no_more_says_so_and_goes_nowhere_else() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let new = "/customer/address/new";
    for street in ["Hafenstr. 1", "Pier 3"] {
        let form = [("street", street), ("country", "DE"), ("city", "Berlin"), ("postcode", "10115"), ("phone", "030 1234567")];
        assert_eq!(ada.edits(new, new, &form).await.status, 303);
    }
    puts(&mut ada, MUG, "1").await;
    let page = ada.get(CHECKOUT).await;
    let delete = ada.get("/customer/address").await.link_of("Delete Address").unwrap();
    let pier = delete.rsplit('/').nth(1).unwrap().to_owned();
    assert_eq!(ada.edits(&delete, &delete, &[]).await.status, 303);
    let refused = ada.sends(&page, CHECKOUT, &with(&[("ship_to", &pier), ("payment_method", "checkmo"), ("do", "place")])).await;
    assert!(refused.status == 422 && refused.shows("id=\"ship_to-flaw\"") && refused.shows("Not yet calculated"), "{}", refused.html);
    assert_eq!(refused.input("street").as_deref(), Some("Kai 1"), "what was typed is kept");
    let to_herself = ada.get(CHECKOUT).await;
    assert_eq!(ada.sends(&to_herself, CHECKOUT, &[("payment_method", "checkmo"), ("do", "place")]).await.status, 303);
    let order = ada.get("/sales/order/history").await.link_below("/sales/order/view").unwrap();
    let shown = ada.get(&order).await;
    assert!(shown.shows("Hafenstr. 1") && !shown.shows("Kai 1"), "{}", shown.html);
}

#[tokio::test]
async fn checkout_again_of_an_order_names_what_could_not_be_added_and_why() {
    let shop = Shop::open().await;
    let (mut ada, mut rosa) = (shop.customer("ada").await, shop.staff("rosa").await);
    puts(&mut ada, MUG, "2").await;
    puts(&mut ada, "/product/soft-egg-timer", "1").await;
    let review = ada.edits(CHECKOUT, CHECKOUT, &with(&[("ship_to", "new"), ("do", "review")])).await;
    assert_eq!(ada.sends(&review, CHECKOUT, &[("do", "place")]).await.status, 303);
    let timer = rosa.get("/admin/catalog/products?q=Soft+Egg").await.link_of("Soft Egg Timer").unwrap();
    assert_eq!(rosa.edits(&timer, &timer, &[("quantity", "0")]).await.status, 303);
    let order = ada.get("/sales/order/history").await.links_below("/sales/order/view").into_iter().next().unwrap();
    assert_eq!(ada.edits(&order, &order.replace("view", "reorder"), &[]).await.location, CART);
    let page = ada.get(CART).await;
    let told = "to the shopping cart: This product is out of stock.";
    assert!(page.shows("Could not add the product with SKU") && page.shows("AL-1") && page.shows(told), "{}", page.html);
    assert!(page.shows("Harbour Mug") && !page.shows("Soft Egg Timer"), "what can be had is in the cart");
    // On paper it has the shop's name, and all that belongs to it.
    let paper = ada.get(&order.replace("view", "print")).await;
    for text in ["<p class=\"print-only\">", "Order # ", "Order Date", "Kai 1", "Grand Total", "$"] {
        assert!(paper.shows(text), "{text}: {}", paper.html);
    }
}

#[tokio::test]
async fn checkout_and_comments_take_no_text_that_is_read_in_another_order_than_it_stands() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    puts(&mut guest, MUG, "1").await;
    for field in ["first_name", "street", "street_2", "city", "company", "region"] {
        let page = guest.edits(CHECKOUT, CHECKOUT, &with(&[(field, "Kai\u{202e}1"), ("do", "review")])).await;
        assert!(page.text_at(&format!("{field}-flaw")).is_some_and(|flaw| flaw.contains("cannot be shown")), "{field}: {}", page.html);
    }
    let review = guest.edits(CHECKOUT, CHECKOUT, &with(&[("do", "review")])).await;
    assert_eq!(guest.sends(&review, CHECKOUT, &[("do", "place")]).await.status, 303);
    let mut rosa = shop.staff("rosa").await;
    let order = rosa.get("/admin/sales/orders").await.link_below("/admin/sales/orders").unwrap();
    let page = rosa.get(&order).await;
    let action = page.form_of("Submit Comment").unwrap();
    let refused = rosa.sends(&page, &action, &[("comment", "To be \u{2067}paid\u{2069} later")]).await;
    assert!(refused.status == 422 && refused.shows("cannot be shown"), "{}", refused.html);
}
