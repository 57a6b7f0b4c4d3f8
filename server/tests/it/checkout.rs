//! Buying: the checkout for guests, customers and in a visit; orders as the customer and staff see them.

use actors::{Answer, Browser, Shop};
use domain::audit::Action;
use futures::future::join_all;

const CART: &str = "/checkout/cart";
const CHECKOUT: &str = "/checkout";
const SUCCESS: &str = "/checkout/onepage/success";
const HISTORY: &str = "/sales/order/history";
const ORDERS: &str = "/admin/sales/orders";

/// An address in Germany.
pub(crate) const ADDRESS: [(&str, &str); 7] = [
    ("first_name", "Ada"),
    ("last_name", "Brandt"),
    ("phone", "030 1234567"),
    ("street", "Am Hafen 1"),
    ("country", "DE"),
    ("city", "Berlin"),
    ("postcode", "10115"),
];

pub(crate) async fn puts(browser: &mut Browser, product: &str, quantity: &str) {
    let page = format!("/product/{product}");
    assert_eq!(browser.edits(&page, &page, &[("quantity", quantity)]).await.status, 303);
}

pub(crate) fn with<'a>(more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let of_address = ADDRESS.into_iter().filter(|(name, _)| more.iter().all(|(other, _)| name != other));
    of_address.chain(more.iter().copied()).collect()
}

/// What the page says that it costs.
fn total(page: &Answer) -> String {
    page.input("total").unwrap_or_default()
}

/// Fills in the checkout, looks at what it costs, and orders.
pub(crate) async fn buys(browser: &mut Browser, form: &[(&str, &str)]) -> Answer {
    let review = browser.edits(CHECKOUT, CHECKOUT, &[form, &[("do", "review")]].concat()).await;
    assert_eq!(review.status, 200, "{}", review.html);
    browser.sends(&review, CHECKOUT, &[("do", "place")]).await
}

/// The number of the order that was placed last.
pub(crate) async fn number(browser: &mut Browser) -> String {
    let thanks = browser.get(SUCCESS).await;
    let behind = thanks.html.split("number is:").nth(1).unwrap_or_default().to_owned();
    behind.split(['>', '<']).find(|text| text.len() >= 9 && text.chars().all(|c| c.is_ascii_digit())).unwrap_or_default().to_owned()
}

pub(crate) async fn sets(staff: &mut Browser, section: &str, values: &[(&str, &str)]) {
    let page = format!("/admin/config/{section}");
    let boxes: Vec<(String, &str)> = values.iter().map(|(name, _)| (format!("{name}-system"), "")).collect();
    let form: Vec<(&str, &str)> = values.iter().copied().chain(boxes.iter().map(|(name, value)| (name.as_str(), *value))).collect();
    let saved = staff.edits(&page, &page, &form).await;
    assert_eq!(saved.status, 303, "{}", saved.html);
}

#[tokio::test]
async fn a_guest_buys_what_is_in_his_cart_and_sees_the_number_of_his_order() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    assert_eq!(guest.get(CHECKOUT).await.location, CART, "there is nothing to buy");
    puts(&mut guest, "harbour-mug", "2").await;
    assert!(guest.get(CART).await.shows("Proceed to Checkout"));
    let page = guest.get(CHECKOUT).await;
    assert!(page.shows("Not yet calculated") && page.input("total").is_some_and(|total| total.is_empty()), "{}", page.html);
    let done = buys(&mut guest, &with(&[("email", "guest@example.com")])).await;
    assert_eq!((done.status, done.location.as_str()), (303, SUCCESS));
    let thanks = guest.get(SUCCESS).await;
    assert!(thanks.shows("Thank you for your purchase!") && number(&mut guest).await.len() == 9, "{}", thanks.html);
    assert!(guest.get(CART).await.shows("You have no items"));
    // Whoever goes back to the checkout, or opens it once more, finds what he ordered.
    assert_eq!(guest.get(CHECKOUT).await.location, SUCCESS);
    // Nobody else sees it.
    assert_eq!(shop.guest().get(SUCCESS).await.location, CART);
    let event = shop.record().await.into_iter().find(|e| e.action == Action::OrderPlaced).unwrap();
    assert!(event.changes.iter().any(|c| c.field == "grand_total" && c.after.as_deref() == Some("USD 38.00")), "{:?}", event.changes);
    // What was put in since, and taken out again, was not ordered.
    puts(&mut guest, "harbour-mug", "1").await;
    assert_eq!(guest.edits(CART, CART, &[("do", "remove")]).await.status, 303);
    assert_eq!(guest.get(CHECKOUT).await.location, CART);
    crate::rows_held::tells_once(&shop, "a_guest_buys_what_is_in_his_cart_and_sees_the_number_of_his_order").await;
}

#[tokio::test]
async fn an_order_costs_what_its_page_said_or_is_not_placed() {
    let shop = Shop::open().await;
    let (mut rosa, mut guest) = (shop.staff("rosa").await, shop.guest());
    puts(&mut guest, "harbour-mug", "1").await;
    let form = with(&[("email", "guest@example.com"), ("do", "place")]);
    let first = guest.edits(CHECKOUT, CHECKOUT, &form).await;
    assert!(first.status == 422 && first.shows("Please check the order total") && total(&first) == "USD 19.00", "{}", first.html);
    // Meanwhile the price rises, and then a tax is set.
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    assert_eq!(rosa.edits(&mug, &mug, &[("price", "20")]).await.status, 303);
    let second = guest.sends(&first, CHECKOUT, &[("do", "place")]).await;
    assert!(second.status == 422 && total(&second) == "USD 25.00" && second.shows("It was $14.00."), "{}", second.html);
    sets(&mut rosa, "tax", &[("tax_rates", "DE 19")]).await;
    let third = guest.sends(&second, CHECKOUT, &[("do", "place")]).await;
    assert!(third.status == 422 && total(&third) == "USD 29.75" && third.shows("$4.75"), "{}", third.html);
    assert_eq!(guest.sends(&third, CHECKOUT, &[("do", "place")]).await.location, SUCCESS);
    // Where prices include it, it is told and not added.
    sets(&mut rosa, "tax", &[("price_includes_tax", "1")]).await;
    puts(&mut guest, "harbour-mug", "1").await;
    let included = guest.edits(CHECKOUT, CHECKOUT, &with(&[("email", "guest@example.com"), ("do", "review")])).await;
    assert!(total(&included) == "USD 25.00" && included.shows("Tax included") && included.shows("$3.99"), "{}", included.html);
}

#[tokio::test]
async fn an_order_that_is_sent_again_is_the_same_order() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    puts(&mut guest, "harbour-mug", "1").await;
    let form = with(&[("email", "guest@example.com"), ("do", "review")]);
    let review = guest.edits(CHECKOUT, CHECKOUT, &form).await;
    let at_once = (0..8).map(|_| {
        let (mut browser, review) = (guest.clone(), &review);
        async move { browser.sends(review, CHECKOUT, &[("do", "place")]).await.location }
    });
    assert_eq!(join_all(at_once).await, [SUCCESS; 8]);
    assert_eq!(guest.sends(&review, CHECKOUT, &[("do", "place")]).await.location, SUCCESS, "and later");
    assert_eq!(shop.record().await.iter().filter(|e| e.action == Action::OrderPlaced).count(), 1);
    // A form of before, with another cart by now, orders nothing unseen.
    puts(&mut guest, "harbour-mug", "5").await;
    let page = guest.edits(CHECKOUT, CHECKOUT, &form).await;
    puts(&mut guest, "harbour-mug", "1").await;
    let stale = guest.sends(&page, CHECKOUT, &[("do", "place")]).await;
    assert!(stale.status == 422 && stale.shows("Please check the order total"), "{}", stale.html);
}

#[tokio::test]
async fn placing_an_order_asks_the_store_three_things_and_writes_once() {
    let shop = Shop::open().await;
    let (mut guest, mut asked) = (shop.guest(), Vec::new());
    // The first order of a store begins its numbers, and asks for those of the others.
    for _ in 0..2 {
        puts(&mut guest, "harbour-mug", "1").await;
        let form = with(&[("email", "guest@example.com"), ("do", "review")]);
        let review = guest.edits(CHECKOUT, CHECKOUT, &form).await;
        shop.faults.heard();
        assert_eq!(guest.sends(&review, CHECKOUT, &[("do", "place")]).await.location, SUCCESS);
        asked = shop.faults.heard();
    }
    // Who is asking may be known still, or not.
    asked.retain(|sql| !sql.contains("session: "));
    let [checkout, products, order, written] = &asked[..] else { panic!("{asked:#?}") };
    let is_each = checkout.contains("$book.*") && products.contains("$ids.*") && order.contains("$counter.*");
    assert!(is_each && written.contains("CREATE"), "{asked:#?}");
}

#[tokio::test]
async fn the_last_piece_is_sold_once() {
    let shop = Shop::open().await;
    let mut people = Vec::new();
    for n in 0..6 {
        let mut guest = shop.guest();
        puts(&mut guest, "soft-egg-timer", "1").await;
        let email = format!("guest{n}@example.com");
        let review = guest.edits(CHECKOUT, CHECKOUT, &with(&[("email", &email), ("do", "review")])).await;
        people.push((guest, review));
    }
    let buying = people.iter().map(|(guest, review)| {
        let mut guest = guest.clone();
        async move { guest.sends(review, CHECKOUT, &[("do", "place")]).await.location }
    });
    let done = join_all(buying).await;
    assert_eq!(done.iter().filter(|location| *location == SUCCESS).count(), 3, "there were three: {done:?}");
    assert!(shop.guest().get("/product/soft-egg-timer").await.shows("Out of stock"));
    let mut rosa = shop.staff("rosa").await;
    let numbers = rosa.get(ORDERS).await.rows().into_iter().take(3).map(|row| row[0].parse::<u32>().unwrap());
    let numbers: Vec<u32> = numbers.collect();
    assert_eq!(numbers, [numbers[2] + 2, numbers[2] + 1, numbers[2]], "and no number is missing");
}

#[tokio::test]
async fn each_store_counts_its_orders_by_itself_and_no_number_is_missing_or_anothers() {
    let shop = Shop::open().await;
    let mut ready = Vec::new();
    for n in 0..6 {
        let mut guest = shop.guest();
        let (product, checkout) = match n % 2 {
            0 => ("/product/harbour-mug".to_owned(), CHECKOUT),
            _ => (guest.get("/es/product/harbour-mug").await.location, "/es/checkout"),
        };
        assert_eq!(guest.edits(&product, &product, &[("quantity", "1")]).await.status, 303);
        let himself = [("email", "guest@example.com"), ("first_name", "Gina"), ("last_name", "Lollo")];
        let review = guest.reviews_at(checkout, &himself).await;
        ready.push((guest, checkout, review));
    }
    let placing = ready.iter().map(|(guest, checkout, review)| {
        let mut guest = guest.clone();
        async move { guest.sends(review, checkout, &[("do", "place")]).await.status }
    });
    assert_eq!(join_all(placing).await, [303; 6]);
    let rows = shop.staff("rosa").await.get(ORDERS).await.rows();
    let numbers: Vec<String> = rows.into_iter().take(6).map(|row| row[0].clone()).collect();
    for place in ["", "2-"] {
        let mut of: Vec<u32> = numbers.iter().filter_map(|number| number.strip_prefix(place)?.parse().ok()).collect();
        of.sort_unstable();
        assert!(of.len() == 3 && of[2] - of[0] == 2, "{numbers:?}");
    }
}

#[tokio::test]
async fn a_customer_orders_to_a_known_address_finds_his_order_and_orders_again() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let before = ada.get(HISTORY).await.rows().len();
    puts(&mut ada, "harbour-mug", "2").await;
    let done = buys(&mut ada, &with(&[("save_in_address_book", "1"), ("ship_to", "new")])).await;
    assert_eq!(done.location, SUCCESS, "{}", done.html);
    let first = number(&mut ada).await;
    assert!(ada.get("/customer/address").await.shows("Am Hafen 1"));
    puts(&mut ada, "harbour-mug", "1").await;
    // The address is known: so is what it costs, from the first look on.
    let page = ada.get(CHECKOUT).await;
    assert!(page.shows("Place Order") && total(&page) == "USD 19.00", "{}", page.html);
    assert_eq!(ada.sends(&page, CHECKOUT, &[("do", "place")]).await.location, SUCCESS);
    let second = number(&mut ada).await;
    let list = ada.get(HISTORY).await;
    let shown: Vec<String> = list.rows().iter().map(|row| row[0].clone()).collect();
    assert_eq!((shown.len(), &shown[..2]), (before + 2, &[second.clone(), first.clone()][..]));
    let order = list.link_of(&first).unwrap();
    let page = ada.get(&order).await;
    for text in [&*format!("Order # {first}"), "Harbour Mug", "$38.00", "Am Hafen 1", "Flat Rate", "Check / Money order", "Pending"] {
        assert!(page.shows(text), "{text}: {}", page.html);
    }
    assert!(ada.get("/customer/account").await.shows(&second));
    assert!(ada.get(&order.replace("view", "print")).await.shows("$38.00"));
    // Another customer has nothing to do with it.
    let mut clara = shop.customer("clara").await;
    assert_eq!((clara.get(&order).await.status, clara.get(HISTORY).await.shows(&first)), (404, false));
    let again = order.replace("view", "reorder");
    assert_eq!(ada.edits(&order, &again, &[]).await.location, CART);
    assert!(ada.get(CART).await.shows("value=\"2\""));
    assert_eq!(clara.post(&again, &[]).await.status, 404);
}

#[tokio::test]
async fn an_order_placed_in_a_visit_says_so_to_the_customer_and_to_staff_by_whom() {
    let shop = Shop::open().await;
    let mut theo = shop.staff("theo").await;
    theo.logs_in_as("ada").await;
    puts(&mut theo, "harbour-mug", "1").await;
    let done = buys(&mut theo, &with(&[("ship_to", "new")])).await;
    assert_eq!(done.location, SUCCESS, "{}", done.html);
    let event = shop.record().await.into_iter().find(|e| e.action == Action::OrderPlaced).unwrap();
    let number = number(&mut theo).await;
    assert_eq!((event.actor.name(), event.object_name()), ("theo", &*number));
    assert!(event.subject.is_some() && event.visit.is_some(), "whose it is, and in which visit: {event:?}");
    let mut ada = shop.customer("ada").await;
    let order = ada.get(HISTORY).await.link_of(&number).unwrap();
    let page = ada.get(&order).await;
    assert!(page.shows("Order Placed by Store Administrator") && !page.shows("using Login as Customer"), "who it was is for staff alone");
    let mut rosa = shop.staff("rosa").await;
    let order = rosa.get(ORDERS).await.link_of(&number).unwrap();
    let page = rosa.get(&order).await;
    assert!(page.shows("Order Placed by Store Administrator") && page.shows("using Login as Customer"), "{}", page.html);
    let (helped, others) = (rosa.get(&format!("{ORDERS}?helped=1")).await, rosa.get(&format!("{ORDERS}?helped=0")).await);
    assert!(helped.shows(&number) && !others.shows(&number));
    // What is ordered again in a visit is placed in it, too.
    let mine = theo.get(HISTORY).await.link_of(&number).unwrap();
    assert_eq!(theo.edits(&mine, &mine.replace("view", "reorder"), &[]).await.location, CART);
    assert_eq!(buys(&mut theo, &with(&[("ship_to", "new")])).await.location, SUCCESS);
    let again = self::number(&mut theo).await;
    assert!(again != number && rosa.get(&format!("{ORDERS}?helped=1")).await.shows(&again));
    // Sent twice at once and once more, it is one order there, too.
    puts(&mut theo, "harbour-mug", "1").await;
    let review = theo.edits(CHECKOUT, CHECKOUT, &with(&[("ship_to", "new"), ("do", "review")])).await;
    let (mut one, mut other) = (theo.clone(), theo.clone());
    let (first, second) =
        tokio::join!(one.sends(&review, CHECKOUT, &[("do", "place")]), other.sends(&review, CHECKOUT, &[("do", "place")]));
    let third = theo.sends(&review, CHECKOUT, &[("do", "place")]).await;
    assert_eq!([first.location, second.location, third.location], [SUCCESS; 3]);
    // Where the shop does not want it, nobody places an order in a visit.
    sets(&mut rosa, "login_as_customer", &[("place_orders", "0")]).await;
    puts(&mut theo, "harbour-mug", "1").await;
    let page = theo.get(CHECKOUT).await;
    assert!(page.shows("Orders cannot be placed") && !page.shows("Place Order"), "{}", page.html);
    let review = theo.sends(&page, CHECKOUT, &with(&[("ship_to", "new"), ("do", "review")])).await;
    assert!(review.status == 200 && review.shows("$19.00") && !review.shows("Place Order"), "what it would cost is told: {}", review.html);
    assert_eq!(theo.sends(&page, CHECKOUT, &[("do", "place")]).await.status, 403);
    assert_eq!(shop.record().await.iter().filter(|e| e.action == Action::OrderPlaced).count(), 3);
}

#[tokio::test]
async fn staff_find_orders_of_their_websites_by_right_and_the_button_is_on_each_that_a_customer_placed() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    puts(&mut guest, "harbour-mug", "1").await;
    buys(&mut guest, &with(&[("email", "guest@example.com"), ("first_name", "Gina")])).await;
    let first = number(&mut guest).await;
    let mut ada = shop.customer("ada").await;
    puts(&mut ada, "harbour-mug", "1").await;
    buys(&mut ada, &with(&[("ship_to", "new")])).await;
    let mut rosa = shop.staff("rosa").await;
    let list = rosa.get(ORDERS).await;
    let (of_guest, of_ada) = (list.link_of(&first).unwrap(), list.link_of(&number(&mut ada).await).unwrap());
    assert!(!rosa.get(&of_guest).await.shows("Login as Customer</"), "a guest has no account");
    let page = rosa.get(&of_ada).await;
    assert!(page.shows("/login-as-customer\"") && page.shows("ada@example.com"), "{}", page.html);
    for (query, found) in [("q=Gina", true), (&*format!("q={first}"), true), ("q=guest%40example.com", true), ("q=nobody", false)] {
        assert_eq!(rosa.get(&format!("{ORDERS}?{query}")).await.shows(&first), found, "{query}");
    }
    for (status, found) in [("new", true), ("complete", false)] {
        let page = rosa.get(&format!("{ORDERS}?status={status}")).await;
        assert!(page.shows(&first) == found && !page.rows().is_empty(), "{status}");
    }
    // Iris is for the other website, kim has no right to orders.
    for (name, list, order) in [("kim", 403, 403), ("iris", 200, 404)] {
        let mut staff = shop.staff(name).await;
        assert_eq!((staff.get(ORDERS).await.status, staff.get(&of_ada).await.status), (list, order), "{name}");
        assert_eq!(staff.get("/admin").await.shows("href=\"/admin/sales/orders\""), list == 200, "{name}");
    }
    let of_iris = shop.staff("iris").await.get(ORDERS).await;
    assert!(!of_iris.rows().is_empty() && !of_iris.shows(&format!(">{first}<")), "{}", of_iris.html);
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field_and_what_was_typed_stays() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    puts(&mut guest, "harbour-mug", "1").await;
    let form = with(&[("email", "nobody"), ("postcode", "x"), ("bill_to", "new"), ("do", "place")]);
    let page = guest.edits(CHECKOUT, CHECKOUT, &form).await;
    assert_eq!(page.status, 422);
    for id in ["email-flaw", "postcode-flaw", "billing_street-flaw", "billing_first_name-flaw"] {
        assert!(page.shows(&format!("id=\"{id}\"")), "{id}: {}", page.html);
    }
    assert_eq!(page.input("street").as_deref(), Some("Am Hafen 1"));
    // Methods that are not offered are none.
    for (name, value) in [("shipping_method", "freeshipping"), ("payment_method", "banktransfer"), ("payment_method", "")] {
        let review = guest.edits(CHECKOUT, CHECKOUT, &with(&[("email", "guest@example.com"), ("do", "review")])).await;
        let page = guest.sends(&review, CHECKOUT, &[(name, value), ("do", "place")]).await;
        assert_eq!(page.status, 422, "{name} {value}");
    }
    // Only who says that he orders does.
    let review = guest.edits(CHECKOUT, CHECKOUT, &with(&[("email", "guest@example.com"), ("do", "review")])).await;
    for other in ["", "x"] {
        assert_eq!(guest.sends(&review, CHECKOUT, &[("do", other)]).await.status, 200, "{other}");
    }
    assert!(shop.record().await.iter().all(|e| e.action != Action::OrderPlaced));
    // Guests are led to sign in where they may not order.
    let mut rosa = shop.staff("rosa").await;
    sets(&mut rosa, "checkout", &[("guest_checkout", "0")]).await;
    assert!(guest.get(CHECKOUT).await.location.starts_with("/customer/account/login?back="));
}

#[tokio::test]
async fn delivery_and_payment_are_what_the_website_offers() {
    let shop = Shop::open().await;
    let (mut rosa, mut guest) = (shop.staff("rosa").await, shop.guest());
    puts(&mut guest, "harbour-mug", "3").await;
    sets(
        &mut rosa,
        "carriers",
        &[("freeshipping_active", "1"), ("free_shipping_subtotal", "40"), ("flatrate_price", "7.50"), ("flatrate_type", "O")],
    )
    .await;
    sets(&mut rosa, "payment", &[("banktransfer_active", "1"), ("banktransfer_instructions", "To our account.")]).await;
    let page = guest.get(CHECKOUT).await;
    for text in ["Free Shipping", "$7.50", "Bank Transfer Payment", "To our account."] {
        assert!(page.shows(text), "{text}: {}", page.html);
    }
    let mug = shop.guest().get("/product/harbour-mug").await;
    assert!(mug.shows("Shipping: $7.50. Free shipping from $40.00."), "{}", mug.html);
    // In another currency they cost what they are worth.
    let mut abroad = shop.guest();
    let product = abroad.get("/es/product/harbour-mug").await.location;
    assert_eq!(abroad.edits(&product, &product, &[("quantity", "1")]).await.status, 303);
    let page = abroad.get("/es/checkout").await;
    assert!(page.shows("6,90"), "{product} {} {}", page.location, page.html);
    // Numbers are read as the reader writes them, or refused.
    rosa.post("/admin/language", &[("language", "de"), ("back", "/admin")]).await;
    let refused = rosa.edits("/admin/config/carriers", "/admin/config/carriers", &[("flatrate_price", "7.25")]).await;
    assert!(refused.status == 422 && refused.shows("id=\"flatrate_price-flaw\""), "{}", refused.html);
    assert_eq!(rosa.edits("/admin/config/carriers", "/admin/config/carriers", &[("flatrate_price", "7,25")]).await.status, 303);
    assert!(guest.get(CHECKOUT).await.shows("$7.25"));
}
