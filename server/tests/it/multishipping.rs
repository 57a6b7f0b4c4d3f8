//! Check Out with Multiple Addresses: an order for each address, all of them or none.

use crate::addresses::BERLIN;
use actors::{Answer, Browser, Shop};
use domain::audit::Action;
use futures::future::join_all;

const CART: &str = "/checkout/cart";
const SEVERAL: &str = "/checkout/multishipping";
const SUCCESS: &str = "/checkout/onepage/success";
const HISTORY: &str = "/sales/order/history";
const ORDERS: &str = "/admin/sales/orders";
const LINK: &str = "Check Out with Multiple Addresses";

const PORTLAND: [(&str, &str); 5] =
    [("street", "12 Quay Street"), ("country", "US"), ("region", "OR"), ("city", "Portland"), ("postcode", "97209")];

async fn puts(browser: &mut Browser, product: &str, quantity: &str) {
    let page = format!("/product/{product}");
    assert_eq!(browser.edits(&page, &page, &[("quantity", quantity)]).await.status, 303);
}

async fn adds(browser: &mut Browser, more: &[(&str, &str)]) {
    let berlin = BERLIN.iter().filter(|(name, _)| more.iter().all(|(other, _)| other != name));
    let form: Vec<(&str, &str)> = berlin.chain(more).copied().collect();
    assert_eq!(browser.edits("/customer/address/new", "/customer/address/new", &form).await.status, 303);
}

async fn sets(staff: &mut Browser, section: &str, values: &[(&str, &str)]) {
    let page = format!("/admin/config/{section}");
    let boxes: Vec<(String, &str)> = values.iter().map(|(name, _)| (format!("{name}-system"), "")).collect();
    let form: Vec<(&str, &str)> = values.iter().copied().chain(boxes.iter().map(|(name, value)| (name.as_str(), *value))).collect();
    let saved = staff.edits(&page, &page, &form).await;
    assert_eq!(saved.status, 303, "{}", saved.html);
}

/// Somebody who is at the first step with these pieces, and has an address in Berlin and one in Portland.
async fn begins(browser: &mut Browser, pieces: &[(&str, &str)]) -> (Answer, [String; 2]) {
    adds(browser, &[]).await;
    adds(browser, &PORTLAND).await;
    for (product, quantity) in pieces {
        puts(browser, product, quantity).await;
    }
    let page = browser.get(SEVERAL).await;
    let addresses = page.options("to").into_iter().take(2).collect::<Vec<_>>().try_into().unwrap();
    (page, addresses)
}

/// Presses a button of a step.
async fn presses(browser: &mut Browser, page: &Answer, button: &str, typed: &[(&str, &str)]) -> Answer {
    browser.sends(page, SEVERAL, &[typed, &[("do", button)]].concat()).await
}

/// From the first step to the last, the pieces going where it is said.
async fn reviews(browser: &mut Browser, page: &Answer, to: &[&str], notes: &[(&str, &str)]) -> Answer {
    let to: Vec<(&str, &str)> = to.iter().map(|id| ("to", *id)).collect();
    let shipping = presses(browser, page, "shipping", &to).await;
    assert!(shipping.status == 200 && shipping.shows("Select Shipping Method"), "{}", shipping.html);
    let billing = presses(browser, &shipping, "billing", notes).await;
    assert!(billing.status == 200 && billing.shows("Go to Review Your Order"), "{}", billing.html);
    let review = presses(browser, &billing, "review", &[]).await;
    assert!(review.status == 200 && review.shows("Total for this address"), "{}", review.html);
    review
}

async fn placed(shop: &Shop) -> usize {
    shop.record().await.iter().filter(|e| e.action == Action::OrderPlaced).count()
}

#[tokio::test]
async fn multishipping_makes_an_order_of_each_address_with_its_note_its_tax_and_its_delivery() {
    let shop = Shop::open().await;
    let (mut rosa, mut ada) = (shop.staff("rosa").await, shop.customer("ada").await);
    sets(&mut rosa, "tax", &[("tax_rates", "DE 19")]).await;
    sets(&mut rosa, "carriers", &[("freeshipping_active", "1"), ("free_shipping_subtotal", "25")]).await;
    let (page, [berlin, portland]) = begins(&mut ada, &[("harbour-mug", "3")]).await;
    assert!(ada.get(CART).await.shows(LINK));
    assert!(page.shows("Ship to Multiple Addresses") && page.rows().len() == 3, "{}", page.html);
    let notes = [("note-0", "Second floor.\n<b>Ring twice</b>"), ("note-1", "")];
    let review = reviews(&mut ada, &page, &[&berlin, &portland, &portland], &notes).await;
    // One mug goes to Berlin, taxed and at a flat rate; two cost enough to go to Portland for nothing.
    for text in ["Address 1 of 2", "Address 2 of 2", "Hafenstr. 1", "12 Quay Street", "Second floor.", "$22.61", "$28.00", "$50.61"] {
        assert!(review.shows(text), "{text}: {}", review.html);
    }
    assert_eq!(review.html.matches("Arrives Tue, Mar 3").count(), 2, "each address is told when: {}", review.html);
    assert_eq!((review.input("total-0").as_deref(), review.input("total-1").as_deref()), (Some("USD 22.61"), Some("USD 28.00")));
    assert!(!review.shows("<b>Ring twice"), "a note is plain text");
    assert_eq!(presses(&mut ada, &review, "place", &[]).await.location, SUCCESS);
    let thanks = ada.get(SUCCESS).await;
    assert!(thanks.shows("Thank you for your purchase!") && thanks.shows("Successfully ordered") && thanks.shows("Ship to:"));
    assert!(thanks.shows("Hafenstr. 1") && thanks.shows("12 Quay Street"), "{}", thanks.html);
    assert!(ada.get(CART).await.shows("You have no items"));
    // Both stand among her orders, the note with its own.
    let list = ada.get(HISTORY).await;
    let orders: Vec<String> = list.rows().iter().take(2).map(|row| row[0].clone()).collect();
    let (second, first) = (ada.get(&list.link_of(&orders[0]).unwrap()).await, ada.get(&list.link_of(&orders[1]).unwrap()).await);
    assert!(first.shows("Hafenstr. 1") && first.shows("$22.61") && first.shows("Second floor.") && first.shows("$3.61"), "{}", first.html);
    assert!(second.shows("12 Quay Street") && second.shows("Free Shipping") && !second.shows("About Your Order"), "{}", second.html);
    assert!(second.shows("$28.00") && !second.shows("Second floor."));
    // Staff read whose words they are; the record tells of each.
    let order = rosa.get(ORDERS).await.link_of(&orders[1]).unwrap();
    let page = rosa.get(&order).await;
    assert!(page.shows("Second floor.") && page.shows("Ada Brandt"), "{}", page.html);
    let told: Vec<String> =
        shop.record().await.into_iter().filter(|e| e.action == Action::OrderPlaced).map(|e| e.object_name().to_owned()).collect();
    let (mut told, mut shown) = (told, orders);
    told.sort();
    shown.sort();
    assert_eq!(told, shown);
    crate::rows_held::tells_once(&shop, "multishipping_makes_an_order_of_each_address_with_its_note_its_tax_and_its_delivery").await;
}

#[tokio::test]
async fn multishipping_sends_the_pieces_of_the_cart_and_no_other() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let (page, [berlin, portland]) = begins(&mut ada, &[("harbour-mug", "3"), ("soft-egg-timer", "2")]).await;
    let review = reviews(&mut ada, &page, &[&portland, &berlin, &berlin, &berlin, &portland], &[]).await;
    assert_eq!(presses(&mut ada, &review, "place", &[]).await.location, SUCCESS);
    let list = ada.get(HISTORY).await;
    let mut pieces = Vec::new();
    for row in list.rows().iter().take(2) {
        let order = ada.get(&list.link_of(&row[0]).unwrap()).await;
        let lines = order.rows().into_iter().filter(|row| row.len() == 5);
        pieces.extend(lines.map(|row| (row[0].clone(), row[3].clone())));
    }
    pieces.sort();
    let of = |name: &str, n: &str| (name.to_owned(), format!("Ordered {n}"));
    assert_eq!(pieces, [of("Harbour Mug", "1"), of("Harbour Mug", "2"), of("Soft Egg Timer", "1"), of("Soft Egg Timer", "1")]);
    // One is left of three.
    puts(&mut ada, "soft-egg-timer", "1").await;
    assert_eq!(ada.edits("/product/soft-egg-timer", "/product/soft-egg-timer", &[("quantity", "1")]).await.status, 422);
}

#[tokio::test]
async fn multishipping_orders_once_however_often_it_is_sent() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let (page, [berlin, portland]) = begins(&mut ada, &[("harbour-mug", "2")]).await;
    let review = reviews(&mut ada, &page, &[&berlin, &portland], &[]).await;
    let at_once = (0..8).map(|_| {
        let (mut browser, review) = (ada.clone(), &review);
        async move { browser.sends(review, SEVERAL, &[("do", "place")]).await.location }
    });
    assert_eq!(join_all(at_once).await, [SUCCESS; 8]);
    let thanks = ada.get(SUCCESS).await.body();
    assert_eq!(presses(&mut ada, &review, "place", &[]).await.location, SUCCESS, "and later");
    assert_eq!((placed(&shop).await, ada.get(SUCCESS).await.body()), (2, thanks), "they are the same orders");
    // No number is missing between them.
    let list = shop.staff("rosa").await.get(ORDERS).await;
    let numbers: Vec<u32> = list.rows().into_iter().take(2).map(|row| row[0].parse().unwrap()).collect();
    assert_eq!(numbers[0], numbers[1] + 1);
}

#[tokio::test]
async fn multishipping_sells_the_last_piece_once_and_places_all_orders_or_none() {
    let shop = Shop::open().await;
    let mut people = Vec::new();
    for name in ["ada", "ben"] {
        let mut customer = shop.customer(name).await;
        let (page, [berlin, portland]) = begins(&mut customer, &[("soft-egg-timer", "2")]).await;
        let review = reviews(&mut customer, &page, &[&berlin, &portland], &[]).await;
        people.push((customer, review));
    }
    let buying = people.iter().map(|(customer, review)| {
        let mut customer = customer.clone();
        async move { customer.sends(review, SEVERAL, &[("do", "place")]).await.location }
    });
    let mut done = join_all(buying).await;
    done.sort();
    assert_eq!(done, [CART, SUCCESS], "there were three");
    assert_eq!(placed(&shop).await, 2, "nobody got half of what he ordered");
}

#[tokio::test]
async fn multishipping_has_a_limit_and_can_be_switched_off() {
    let shop = Shop::open().await;
    let (mut rosa, mut ada) = (shop.staff("rosa").await, shop.customer("ada").await);
    let (page, _) = begins(&mut ada, &[("harbour-mug", "2")]).await;
    let refused = rosa.edits(
        "/admin/config/multishipping",
        "/admin/config/multishipping",
        &[("checkout_multiple_maximum_qty", "0"), ("checkout_multiple_maximum_qty-system", "")],
    );
    let refused = refused.await;
    assert!(refused.status == 422 && refused.text_at("checkout_multiple_maximum_qty-flaw").is_some(), "{}", refused.html);
    sets(&mut rosa, "multishipping", &[("checkout_multiple_maximum_qty", "3")]).await;
    let most = "be more than 3 when shipping to multiple addresses";
    let refused = presses(&mut ada, &page, "update", &[("quantity", "1"), ("quantity", "3")]).await;
    assert!(refused.status == 422 && refused.shows(most), "{}", refused.html);
    assert!(ada.get(CART).await.shows(LINK), "and the cart is as it was");
    puts(&mut ada, "harbour-mug", "2").await;
    let cart = ada.get(CART).await;
    assert!(cart.shows("Maximum qty allowed for Shipping to multiple addresses is 3") && !cart.shows(LINK), "{}", cart.html);
    assert_eq!(ada.get(SEVERAL).await.location, CART);
    sets(&mut rosa, "multishipping", &[("checkout_multiple_maximum_qty", "100")]).await;
    assert!(ada.get(SEVERAL).await.shows("Ship to Multiple Addresses"));
    sets(&mut rosa, "multishipping", &[("checkout_multiple", "0")]).await;
    assert!(!ada.get(CART).await.shows(LINK));
    assert_eq!((ada.get(SEVERAL).await.location, presses(&mut ada, &page, "shipping", &[]).await.location), (CART.into(), CART.into()));
}

#[tokio::test]
async fn multishipping_is_for_customers_and_leads_guests_to_sign_in_and_back() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    puts(&mut guest, "harbour-mug", "1").await;
    assert!(!guest.get(CART).await.shows(LINK), "one piece goes to one address");
    puts(&mut guest, "harbour-mug", "1").await;
    assert!(guest.get(CART).await.shows(LINK));
    let sign_in = guest.get(SEVERAL).await;
    assert!(sign_in.status == 303 && sign_in.location.starts_with("/customer/account/login?back="), "{}", sign_in.location);
    assert!(sign_in.location.contains("multishipping"));
}

#[tokio::test]
async fn multishipping_asks_for_an_address_first_and_keeps_what_was_chosen_while_one_is_entered() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    puts(&mut ada, "harbour-mug", "2").await;
    let first = ada.get(SEVERAL).await;
    assert!(first.shows("Create Shipping Address") && !first.shows("Go to Shipping Information"), "{}", first.html);
    let typed = |name: &'static str, value: &'static str| -> Vec<(&str, &str)> {
        let others = BERLIN.iter().copied().filter(|(other, _)| *other != name);
        others.chain([("first_name", "Ada"), ("last_name", "Brandt"), (name, value)]).collect()
    };
    let wrong = presses(&mut ada, &first, "save", &typed("postcode", "1")).await;
    assert!(wrong.status == 422 && wrong.text_at("postcode-flaw").is_some(), "{}", wrong.html);
    assert_eq!(wrong.input("city").as_deref(), Some("Berlin"), "what was typed stays");
    let page = presses(&mut ada, &first, "save", &typed("street", "Kai 1")).await;
    assert!(page.status == 200 && page.options("to").len() == 1 && page.rows().len() == 2, "{}", page.html);
    // Of the second address nothing is lost that was typed before it.
    let enter = presses(&mut ada, &page, "new", &[("quantity", "1"), ("quantity", "4")]).await;
    let second = typed("street", "Kai 2");
    let page = presses(&mut ada, &enter, "save", &second).await;
    assert!(page.options("to").len() == 2 && page.shows("value=\"4\""), "{}", page.html);
    // Sent again, it is no third address.
    presses(&mut ada, &enter, "save", &second).await;
    let kai = page.options("to")[1].clone();
    let updated = presses(&mut ada, &page, "update", &[("to", &kai), ("to", &page.options("to")[0])]).await;
    assert!(updated.rows().len() == 5 && updated.options("to").len() == 2, "{}", updated.html);
    assert!(ada.get(CART).await.shows("value=\"5\""));
}

#[tokio::test]
async fn multishipping_obeys_in_a_visit_what_placing_orders_obeys_and_marks_each_order() {
    let shop = Shop::open().await;
    let (mut rosa, mut theo) = (shop.staff("rosa").await, shop.staff("theo").await);
    theo.logs_in_as("ada").await;
    let (page, [berlin, portland]) = begins(&mut theo, &[("harbour-mug", "2")]).await;
    let review = reviews(&mut theo, &page, &[&berlin, &portland], &[("note-0", "As told by phone.")]).await;
    sets(&mut rosa, "login_as_customer", &[("place_orders", "0")]).await;
    assert_eq!(presses(&mut theo, &review, "place", &[]).await.status, 403);
    let page = theo.get(SEVERAL).await;
    let refused = reviews(&mut theo, &page, &[&berlin, &portland], &[]).await;
    assert!(refused.shows("Orders cannot be placed") && !refused.shows(">Place Order</button>"), "{}", refused.html);
    assert_eq!(placed(&shop).await, 0);
    sets(&mut rosa, "login_as_customer", &[("place_orders", "1")]).await;
    assert_eq!(presses(&mut theo, &review, "place", &[]).await.location, SUCCESS);
    let mut ada = shop.customer("ada").await;
    let list = ada.get(HISTORY).await;
    let numbers: Vec<String> = list.rows().iter().take(2).map(|row| row[0].clone()).collect();
    for number in &numbers {
        assert!(ada.get(&list.link_of(number).unwrap()).await.shows("Order Placed by Store Administrator"));
        assert!(rosa.get(&format!("{ORDERS}?helped=1")).await.shows(number));
    }
    let order = rosa.get(ORDERS).await.link_of(&numbers[1]).unwrap();
    let page = rosa.get(&order).await;
    assert!(page.shows("As told by phone.") && page.shows("Theo"), "it says who wrote the note: {}", page.html);
    assert!(shop.record().await.iter().filter(|e| e.action == Action::OrderPlaced).all(|e| e.actor.name() == "theo"));
}

#[tokio::test]
async fn multishipping_costs_what_its_page_said_or_nothing_is_placed() {
    let shop = Shop::open().await;
    let (mut rosa, mut ada) = (shop.staff("rosa").await, shop.customer("ada").await);
    let (page, [berlin, portland]) = begins(&mut ada, &[("harbour-mug", "2")]).await;
    let first = reviews(&mut ada, &page, &[&berlin, &portland], &[("note-1", "Kept.")]).await;
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    assert_eq!(rosa.edits(&mug, &mug, &[("price", "20")]).await.status, 303);
    let second = presses(&mut ada, &first, "place", &[]).await;
    assert!(second.status == 422 && second.shows("Please check the order total") && second.shows("$50.00"), "{}", second.html);
    assert_eq!(second.input("total-0").as_deref(), Some("USD 25.00"));
    // A tax that is asked of one address only.
    sets(&mut rosa, "tax", &[("tax_rates", "DE 19")]).await;
    let third = presses(&mut ada, &second, "place", &[]).await;
    let totals = (third.input("total-0"), third.input("total-1"));
    assert_eq!((third.status, totals), (422, (Some("USD 29.75".into()), Some("USD 25.00".into()))));
    // A way of delivery that there is no more leads back to where another is chosen.
    sets(&mut rosa, "carriers", &[("flatrate_active", "0"), ("freeshipping_active", "1")]).await;
    let fourth = presses(&mut ada, &third, "place", &[]).await;
    assert!(fourth.status == 422 && fourth.shows("Select Shipping Method") && fourth.text_at("shipping_method-0-flaw").is_some());
    assert!(fourth.shows("Kept."), "{}", fourth.html);
    assert_eq!(placed(&shop).await, 0);
}

#[tokio::test]
async fn multishipping_leaves_the_cart_as_it_was_unless_a_piece_is_added_or_removed() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let (page, [berlin, portland]) = begins(&mut ada, &[("harbour-mug", "2"), ("soft-egg-timer", "1")]).await;
    let quantities = |cart: &Answer| ["1", "2", "3"].map(|n| cart.html.matches(&format!("inputmode=\"numeric\" value=\"{n}\"")).count());
    let before = ada.get(CART).await;
    let review = reviews(&mut ada, &page, &[&berlin, &portland, &portland], &[]).await;
    let after = ada.get(CART).await;
    assert_eq!((after.rows(), quantities(&after)), (before.rows(), quantities(&before)));
    // Back at the first step all is as it was chosen.
    let again = presses(&mut ada, &review, "addresses", &[]).await;
    let form = again.form(SEVERAL).unwrap();
    let to: Vec<&str> = form.iter().filter(|(name, _)| name == "to").map(|(_, value)| value.as_str()).collect();
    assert_eq!(to, [berlin.as_str(), portland.as_str(), portland.as_str()]);
    let removed = presses(&mut ada, &again, "remove-0", &[]).await;
    assert!(removed.status == 200 && removed.rows().len() == 2, "{}", removed.html);
    // A reload removes no other.
    let reload = presses(&mut ada, &again, "remove-0", &[]).await;
    assert!(reload.status == 422 && reload.shows("Your shopping cart has changed") && reload.rows().len() == 2, "{}", reload.html);
    // So many there are not: it is said in its row, and the cart stays.
    let refused = presses(&mut ada, &removed, "shipping", &[("quantity", "1"), ("quantity", "9")]).await;
    assert!(refused.status == 422 && refused.text_at("row-1-flaw").is_some() && refused.shows("value=\"9\""), "{}", refused.html);
    // What was reviewed before is another cart.
    let stale = presses(&mut ada, &review, "place", &[]).await;
    assert!(stale.status == 422 && stale.shows("Your shopping cart has changed"), "{}", stale.html);
    assert_eq!(placed(&shop).await, 0);
    assert_eq!(ada.get(CART).await.rows().len(), 2);
}

#[tokio::test]
async fn multishipping_leads_back_to_where_something_is_wrong() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let (page, [berlin, portland]) = begins(&mut ada, &[("harbour-mug", "2")]).await;
    let nowhere = "00000000000000000000000000000001";
    for (name, value) in [("to", nowhere), ("quantity", "many")] {
        let wrong = presses(&mut ada, &page, "shipping", &[(name, value), (name, if name == "to" { &berlin } else { "1" })]).await;
        assert!(wrong.status == 422 && wrong.text_at("row-0-flaw").is_some(), "{name}: {}", wrong.html);
        assert!(wrong.shows(&format!("href=\"#{name}\"")) && wrong.text_at(name).is_some(), "and the page leads there");
    }
    let shipping = presses(&mut ada, &page, "shipping", &[("to", &berlin), ("to", &portland)]).await;
    let long = "x".repeat(501);
    for (name, value) in [("note-1", &*long), ("shipping_method-0", "freeshipping"), ("shipping_method-1", "")] {
        let wrong = presses(&mut ada, &shipping, "billing", &[(name, value)]).await;
        assert!(wrong.status == 422 && wrong.text_at(&format!("{name}-flaw")).is_some(), "{name}: {}", wrong.html);
    }
    let billing = presses(&mut ada, &shipping, "billing", &[]).await;
    for (name, value) in [("bill_to", nowhere), ("payment_method", "banktransfer")] {
        let wrong = presses(&mut ada, &billing, "review", &[(name, value)]).await;
        assert!(wrong.status == 422 && wrong.text_at(&format!("{name}-flaw")).is_some(), "{name}: {}", wrong.html);
    }
    // An address that is gone meanwhile is chosen anew; nothing goes where nobody said.
    let review = presses(&mut ada, &billing, "review", &[]).await;
    let gone = format!("/customer/address/{portland}/delete");
    assert_eq!(ada.edits(&gone, &gone, &[]).await.status, 303);
    let wrong = presses(&mut ada, &review, "place", &[]).await;
    assert!(wrong.status == 422 && wrong.text_at("row-1-flaw").is_some(), "{}", wrong.html);
    assert_eq!(placed(&shop).await, 0);
}

#[tokio::test]
async fn whoever_sends_nothing_anywhere_is_told_so_and_keeps_his_cart() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let (page, _) = begins(&mut ada, &[("harbour-mug", "2")]).await;
    let refused = presses(&mut ada, &page, "shipping", &[("quantity", "0"), ("quantity", "0")]).await;
    assert!(refused.status == 422 && refused.shows("Choose at least one piece"), "{} {}", refused.status, refused.html);
    assert!(ada.get(CART).await.shows("Harbour Mug"), "nothing was removed");
}
