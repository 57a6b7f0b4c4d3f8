//! Catalog > Products: made, copied, deleted; seen where they are to be seen, sold as their stock allows, and changed by the many.

use crate::checkout::puts;
use actors::{Answer, Browser, Shop};
use domain::audit::Action;
use std::time::Duration;

const PRODUCTS: &str = "/admin/catalog/products";
const NEW: &str = "/admin/catalog/products/new";
const MASS: &str = "/admin/catalog/products/mass";
const CART: &str = "/checkout/cart";
const MUG: &str = "/product/harbour-mug";
/// A view of a store that sells the same.
const OUTLET: &str = "00000000000070008000000000000003";

pub(crate) async fn finds(staff: &mut Browser, product: &str) -> String {
    staff.get(&format!("{PRODUCTS}?q={}", product.replace(' ', "+"))).await.link_of(product).unwrap()
}

/// The category of this name, as a product's form offers it.
pub(crate) async fn category(staff: &mut Browser, name: &str) -> String {
    let page = staff.get("/admin/catalog/categories").await.link_of(name).unwrap();
    page.rsplit('/').next().unwrap().to_owned()
}

async fn makes(staff: &mut Browser, more: &[(&str, &str)]) -> Answer {
    let kitchen = category(staff, "Kitchen").await;
    let usual = [
        ("sku", "NEW-1"),
        ("name", "Tide Clock"),
        ("url_key", ""),
        ("description", "Tells high water."),
        ("price", "49.50"),
        ("quantity", "5"),
        ("categories", kitchen.as_str()),
    ];
    let form: Vec<(&str, &str)> =
        usual.into_iter().filter(|(name, _)| more.iter().all(|(n, _)| n != name)).chain(more.iter().copied()).collect();
    staff.edits(NEW, NEW, &form).await
}

/// A rule of Advanced Inventory in place of what the configuration says.
fn own<'a>(rules: &[(&'a str, &'a str)]) -> Vec<(String, String)> {
    rules.iter().flat_map(|(name, value)| [((*name).to_owned(), (*value).to_owned()), (format!("{name}-system"), String::new())]).collect()
}

pub(crate) async fn saves(staff: &mut Browser, page: &str, form: &[(&str, &str)]) {
    let saved = staff.edits(page, page, form).await;
    assert_eq!(saved.status, 303, "{}", saved.html);
}

async fn rules(staff: &mut Browser, page: &str, rules: &[(&str, &str)]) {
    let form = own(rules);
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    saves(staff, page, &form).await;
}

/// Orders all that is in the cart.
pub(crate) async fn orders(browser: &mut Browser) -> Answer {
    let review = browser.reviews().await;
    browser.sends(&review, "/checkout", &[("do", "place")]).await
}

#[tokio::test]
async fn a_product_is_made_and_sold_and_what_is_taken_is_told_at_its_field() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let page = rosa.get(NEW).await;
    assert_eq!((page.is_ticked("enabled"), page.is_ticked("manage_stock-system")), (Some(true), Some(true)), "{}", page.html);
    let made = makes(&mut rosa, &[]).await;
    assert_eq!(made.status, 303, "{}", made.html);
    let shown = rosa.get(&made.location).await;
    assert!(shown.shows("You saved the product.") && shown.input("url_key").as_deref() == Some("tide-clock"), "{}", shown.html);
    let mut guest = shop.guest();
    let clock = guest.get("/product/tide-clock").await;
    assert!(clock.shows("Tide Clock") && clock.shows("$49.50") && clock.shows("In stock"), "{}", clock.html);
    assert!(guest.get("/search?q=tide").await.shows("Tide Clock"));
    for (wrong, field, told) in [
        (vec![("sku", "new-1"), ("url_key", "other")], "sku", "taken"),
        (vec![("sku", "NEW-2")], "url_key", "URL key for specified store already exists."),
        (vec![("sku", "NEW-2"), ("url_key", "other"), ("price", "")], "price", "required"),
        (vec![("sku", &"X".repeat(65)), ("url_key", "other")], "sku", "64"),
        (vec![("sku", "NEW-2"), ("url_key", "other"), ("related", "AL-0, NO-SUCH")], "related", "NO-SUCH"),
        (
            vec![
                ("sku", "NEW-2"),
                ("url_key", "other"),
                ("min_sale_qty", "9"),
                ("min_sale_qty-system", ""),
                ("max_sale_qty", "3"),
                ("max_sale_qty-system", ""),
            ],
            "min_sale_qty",
            "1 to 3",
        ),
    ] {
        let refused = makes(&mut rosa, &wrong).await;
        let flaw = refused.text_at(&format!("{field}-flaw")).unwrap_or_default();
        assert!(refused.status == 422 && flaw.contains(told), "{wrong:?}: {flaw} in {}", refused.html);
        assert_eq!(refused.input("name").as_deref(), Some("Tide Clock"), "what was typed stays");
    }
    let nameless = makes(&mut rosa, &[("sku", "NEW-2"), ("name", "")]).await;
    let said = |field: &str| nameless.text_at(&format!("{field}-flaw")).unwrap_or_default();
    assert!(nameless.status == 422 && said("name").contains("required") && !said("url_key").contains("required"), "{}", nameless.html);
    let event = shop.record().await.into_iter().find(|e| e.action == Action::ProductCreated).unwrap();
    assert!(event.changes.iter().any(|c| c.field == "sku" && c.after.as_deref() == Some("NEW-1")), "{:?}", event.changes);
    crate::rows_held::tells_once(&shop, "a_product_is_made_and_sold_and_what_is_taken_is_told_at_its_field").await;
}

#[tokio::test]
async fn a_copy_is_disabled_without_stock_and_told_apart_by_a_number() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let mug = finds(&mut rosa, "Harbour Mug").await;
    let sku = rosa.get(&mug).await.input("sku").unwrap();
    for n in ["1", "2"] {
        let copied = rosa.edits(&mug, &mug, &[("do", "duplicate"), ("description", n)]).await;
        assert!(copied.status == 303 && copied.location != mug, "{}", copied.html);
        let copy = rosa.get(&copied.location).await;
        assert!(copy.shows("You duplicated the product."));
        assert_eq!((copy.input("sku"), copy.input("url_key")), (Some(format!("{sku}-{n}")), Some(format!("harbour-mug-{n}"))));
        assert_eq!((copy.input("quantity").as_deref(), copy.is_ticked("enabled")), (Some("0"), Some(false)));
        assert_eq!(shop.guest().get(&format!("{MUG}-{n}")).await.status, 404);
    }
    assert!(shop.guest().get(MUG).await.shows("2"), "and it was saved");
}

#[tokio::test]
async fn what_is_deleted_leaves_carts_and_lists_and_stays_in_orders() {
    let shop = Shop::open().await;
    let (mut rosa, mut ada) = (shop.staff("rosa").await, shop.customer("ada").await);
    puts(&mut ada, "harbour-mug", "1").await;
    assert_eq!(orders(&mut ada).await.status, 303);
    puts(&mut ada, "harbour-mug", "2").await;
    puts(&mut ada, "soft-egg-timer", "1").await;
    assert_eq!(ada.edits(MUG, MUG, &[("do", "wish")]).await.status, 303);
    let mug = finds(&mut rosa, "Harbour Mug").await;
    let delete = format!("{mug}/delete");
    let asked = rosa.get(&delete).await;
    assert!(asked.shows("Delete Harbour Mug") && asked.shows("Orders and their documents keep"), "{}", asked.html);
    // Whoever was shown it as it is no more is asked again.
    saves(&mut rosa, &mug, &[("description", "Holds tea.")]).await;
    assert_eq!(rosa.sends(&asked, &delete, &[]).await.status, 409);
    assert_eq!(rosa.edits(&delete, &delete, &[]).await.status, 303);
    for gone in [&mug, MUG] {
        let status = if gone == MUG { ada.get(gone).await.status } else { rosa.get(gone).await.status };
        assert_eq!(status, 404, "{gone}");
    }
    assert!(!ada.get("/wishlist").await.shows("Harbour Mug") && !shop.guest().get("/search?q=harbour+mug").await.shows(MUG));
    let cart = ada.get(CART).await;
    assert!(cart.shows("is not sold any more") && cart.shows("Soft Egg Timer") && !cart.shows("Harbour Mug"), "{}", cart.html);
    let steps = [ada.get("/checkout").await, ada.get("/checkout/multishipping").await];
    assert!(steps.iter().all(|step| step.shows("is not sold any more")), "each step says it too");
    let order = ada.get("/sales/order/history").await.link_below("/sales/order/view").unwrap();
    assert!(ada.get(&order).await.shows("Harbour Mug"), "the order keeps its line");
    // What is left can be bought, and what is changed lets go of what is not.
    puts(&mut ada, "little-espresso-cup", "1").await;
    assert!(!ada.get(CART).await.shows("is not sold any more"));
    assert_eq!(orders(&mut ada).await.status, 303);
    let event = shop.record().await.into_iter().find(|e| e.action == Action::ProductDeleted).unwrap();
    assert!(event.changes.iter().any(|c| c.field == "url_key" && c.before.as_deref() == Some("harbour-mug")), "{:?}", event.changes);
    crate::rows_held::tells_once(&shop, "what_is_deleted_leaves_carts_and_lists_and_stays_in_orders").await;
}

#[tokio::test]
async fn an_old_address_leads_to_the_new_one_for_good_view_by_view_unless_nobody_wants_that() {
    let shop = Shop::open().await;
    let (mut rosa, mut guest) = (shop.staff("rosa").await, shop.guest());
    let mug = finds(&mut rosa, "Harbour Mug").await;
    assert_eq!(rosa.get(&mug).await.is_ticked("redirect"), Some(true));
    saves(&mut rosa, &mug, &[("url_key", "quay-mug")]).await;
    for (from, to) in [(MUG, "/product/quay-mug"), ("/outlet/product/harbour-mug", "/outlet/product/quay-mug")] {
        let led = guest.get(&format!("{from}?from=desk&utm_source=letter")).await;
        assert_eq!((led.status, led.location), (301, format!("{to}?from=desk&utm_source=letter")));
    }
    // One view has a key of its own, and gives it another.
    let outlet = format!("{mug}?scope=view-{OUTLET}");
    saves(&mut rosa, &outlet, &[("url_key", "second-mug"), ("url_key-system", "")]).await;
    saves(&mut rosa, &outlet, &[("url_key", "third-mug")]).await;
    let led = guest.get("/outlet/product/second-mug").await;
    assert_eq!((led.status, &*led.location), (301, "/outlet/product/third-mug"));
    assert_eq!(guest.get("/product/second-mug").await.status, 404, "it was never that in the other view");
    assert_eq!(guest.get("/outlet/product/harbour-mug?from=desk").await.location, "/outlet/product/third-mug?from=desk");
    // And back: what is somewhere is led nowhere.
    saves(&mut rosa, &mug, &[("url_key", "harbour-mug")]).await;
    assert_eq!((guest.get(MUG).await.status, guest.get("/product/quay-mug").await.location.as_str()), (200, MUG));
    // Another product takes an old key: it is that one's.
    let made = makes(&mut rosa, &[("url_key", "quay-mug")]).await;
    assert_eq!(made.status, 303, "{}", made.html);
    assert!(guest.get("/product/quay-mug").await.shows("Tide Clock"));
    saves(&mut rosa, &mug, &[("url_key", "plain-mug"), ("redirect", "")]).await;
    assert_eq!(guest.get(MUG).await.status, 404);
}

#[tokio::test]
async fn a_product_is_seen_where_its_visibility_says_and_nowhere_while_disabled() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let mug = finds(&mut rosa, "Harbour Mug").await;
    puts(&mut shop.customer("ada").await, "harbour-mug", "1").await;
    for (form, page, listed, found) in [
        (vec![("visibility", "1")], 404, false, false),
        (vec![("visibility", "2")], 200, true, false),
        (vec![("visibility", "3")], 200, false, true),
        (vec![("visibility", "4")], 200, true, true),
        (vec![("enabled", "")], 404, false, false),
    ] {
        saves(&mut rosa, &mug, &form).await;
        let mut guest = shop.guest();
        assert_eq!(guest.get(MUG).await.status, page, "{form:?}");
        assert_eq!(guest.get("/search?q=harbour+mug").await.shows("Harbour Mug"), found, "{form:?}");
        let mut next = Some("/category/kitchen?sort=name".to_owned());
        let mut is_listed = false;
        while let Some(address) = next {
            let list = guest.get(&address).await;
            is_listed |= list.shows("Harbour Mug");
            next = list.link_of("Next");
        }
        assert_eq!(is_listed, listed, "{form:?}");
    }
    shop.indexes().await;
    assert!(!shop.guest().get("/search?q=harbour+mug").await.shows("Harbour Mug"), "nor once the index has it");
    let mut ada = shop.customer("ada").await;
    assert!(ada.get(CART).await.shows("This product is out of stock."), "whoever has it already cannot buy it");
    assert!(rosa.get(&format!("{PRODUCTS}?q=harbour+mug")).await.shows("Harbour Mug"), "staff find it");
    // "Out of stock" is another thing: it is seen, and not sold.
    saves(&mut rosa, &mug, &[("enabled", "1"), ("in_stock", "0")]).await;
    let page = shop.guest().get(MUG).await;
    assert!(page.shows("Out of stock") && !page.shows("Add to Cart"), "{}", page.html);
}

#[tokio::test]
async fn quantities_and_backorders_hold_in_the_cart_and_when_the_order_is_placed() {
    let shop = Shop::open().await;
    let (mut rosa, mut ada) = (shop.staff("rosa").await, shop.customer("ada").await);
    let timer = finds(&mut rosa, "Soft Egg Timer").await;
    let page = "/product/soft-egg-timer";
    rules(&mut rosa, &timer, &[("min_sale_qty", "2"), ("max_sale_qty", "4")]).await;
    assert_eq!(ada.get(page).await.input("quantity").as_deref(), Some("2"), "the fewest that can be bought");
    for (quantity, told) in [
        ("1", "The fewest you may purchase is 2."),
        ("5", "The requested qty exceeds the maximum qty allowed in shopping cart: 4."),
        ("4", "not available"),
    ] {
        let refused = ada.edits(page, page, &[("quantity", quantity)]).await;
        assert!(refused.status == 422 && refused.shows(told), "{quantity}: {}", refused.html);
    }
    puts(&mut ada, "soft-egg-timer", "3").await;
    // While he fills in the checkout, the rules change: the order asks them again.
    let review = ada.reviews().await;
    rules(&mut rosa, &timer, &[("max_sale_qty", "2")]).await;
    let refused = ada.sends(&review, "/checkout", &[("do", "place")]).await;
    assert_ne!(refused.location, "/checkout/onepage/success", "{}", refused.html);
    assert!(ada.get(CART).await.shows("allowed in shopping cart: 2"));
    rules(&mut rosa, &timer, &[("max_sale_qty", "9"), ("backorders", "2")]).await;
    assert_eq!(ada.edits(CART, CART, &[("quantity", "5")]).await.status, 303);
    let told = ada.get(CART).await;
    assert!(told.shows("as many \"Soft Egg Timer\" as you requested") && told.shows("the remaining 2."), "{}", told.html);
    assert!(!told.shows("Arrives"), "nobody knows when: {}", told.html);
    assert_eq!(orders(&mut ada).await.location, "/checkout/onepage/success");
    assert_eq!(rosa.get(&timer).await.input("quantity").as_deref(), Some("-2"), "below nought");
    let awaited = shop.guest().get(page).await;
    assert!(
        awaited.shows("On backorder: ") && awaited.html.contains("schema.org/BackOrder") && !awaited.shows("In stock"),
        "{}",
        awaited.html
    );
    assert!(awaited.shows("Shipping: $5.00 for each piece."), "{}", awaited.html);
    // A form that shows it so is saved as well, and nobody types it.
    saves(&mut rosa, &timer, &[("description", "Soft.")]).await;
    assert_eq!(rosa.edits(&timer, &timer, &[("quantity", "-5")]).await.status, 422);
    // Without backorders there is nothing left; where nothing is counted there is always some.
    rules(&mut rosa, &timer, &[("backorders", "0")]).await;
    assert!(shop.guest().get(page).await.shows("Out of stock"));
    rules(&mut rosa, &timer, &[("manage_stock", "0")]).await;
    puts(&mut ada, "soft-egg-timer", "9").await;
    assert_eq!(orders(&mut ada).await.location, "/checkout/onepage/success");
    assert_eq!(rosa.get(&timer).await.input("quantity").as_deref(), Some("-2"), "nothing is taken from it");
    let told = shop.record().await.into_iter().filter(|e| e.action == Action::ProductChanged);
    let fields: Vec<(String, Option<String>)> = told.flat_map(|e| e.changes).map(|c| (c.field, c.after)).collect();
    let backorders = ("cataloginventory/item_options/backorders".to_owned(), Some("2".to_owned()));
    assert!(fields.contains(&backorders), "{fields:?}");
}

#[tokio::test]
async fn products_follow_the_configuration_where_they_say_nothing() {
    let shop = Shop::open().await;
    let (mut rosa, mut guest) = (shop.staff("rosa").await, shop.guest());
    let timer = "/product/soft-egg-timer";
    assert!(guest.get(timer).await.shows("In stock"));
    let page = "/admin/config/cataloginventory";
    let form = own(&[("min_qty", "2"), ("max_sale_qty", "7"), ("notify_stock_qty", "4")]);
    let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    saves(&mut rosa, page, &form).await;
    // Three are there, two of them kept back.
    puts(&mut guest, "soft-egg-timer", "1").await;
    assert_eq!(guest.edits(CART, CART, &[("quantity", "2")]).await.status, 422);
    assert!(guest.edits(MUG, MUG, &[("quantity", "8")]).await.shows("allowed in shopping cart: 7"));
    saves(&mut rosa, page, &[("min_qty", "3")]).await;
    assert!(shop.guest().get(timer).await.shows("Out of stock"), "a kept page is made anew");
    // And staff are told of what runs low, on the dashboard and in the list.
    for address in ["/admin", &format!("{PRODUCTS}?low=1&sort=quantity")] {
        let told = rosa.get(address).await;
        assert!(told.shows("Soft Egg Timer") && !told.shows("Harbour Mug"), "{address}: {}", told.html);
    }
    shop.indexes().await;
    assert!(rosa.get(&format!("{PRODUCTS}?low=1")).await.shows("Soft Egg Timer"));
}

#[tokio::test]
async fn the_list_is_narrowed_and_sorted_the_same_before_the_index_has_it_and_after() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let mug = finds(&mut rosa, "Harbour Mug").await;
    shop.advance(Duration::from_secs(1));
    saves(&mut rosa, &mug, &[("visibility", "2"), ("quantity", "12"), ("price", "3.10")]).await;
    let (sku, id) = (rosa.get(&mug).await.input("sku").unwrap().to_lowercase(), mug.rsplit('/').next().unwrap().to_owned());
    let kitchen = category(&mut rosa, "Kitchen").await;
    for step in ["before", "after"] {
        for (asked, many) in [
            (format!("code={sku}"), false),
            (format!("code={id}"), false),
            ("visibility=2".to_owned(), false),
            ("price-from=3&price-to=3.10&quantity-from=12".to_owned(), false),
            ("quantity-from=10&quantity-to=12&status=1".to_owned(), false),
            (format!("category={kitchen}&sort=quantity"), true),
            ("status=1&sort=updated-desc".to_owned(), true),
        ] {
            let page = rosa.get(&format!("{PRODUCTS}?{asked}")).await;
            let names: Vec<String> =
                page.rows().into_iter().filter_map(|row| row.into_iter().find(|cell| !cell.is_empty() && cell != "Select")).collect();
            assert!(page.status == 200 && page.shows("Harbour Mug"), "{step} {asked}: {}", page.html);
            assert_eq!(page.link_of("Next").is_some() || names.len() > 3, many, "{step} {asked}: {names:?}");
        }
        for none in ["price-from=3.11&price-to=3.12", "status=0", "visibility=1", &format!("code={sku}&quantity-from=13")] {
            assert!(!rosa.get(&format!("{PRODUCTS}?{none}")).await.shows("Harbour Mug"), "{step} {none}");
        }
        shop.indexes().await;
    }
    for bad in ["price-from=cheap", "quantity-to=1.5", "status=9", "category=kitchen", "price-to=2.99&price-from=3"] {
        let refused = rosa.get(&format!("{PRODUCTS}?{bad}")).await;
        assert!(refused.status == 400 && refused.shows("A filter cannot be read"), "{bad}: {}", refused.status);
    }
}

#[tokio::test]
async fn related_products_and_what_search_engines_are_told_stand_on_the_page() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (mug, stool) = (finds(&mut rosa, "Harbour Mug").await, finds(&mut rosa, "Fireside Stool").await);
    let sku = rosa.get(&stool).await.input("sku").unwrap();
    saves(&mut rosa, &mug, &[("related", &sku), ("meta_title", "Mugs for sailors"), ("meta_description", "Holds tea in a storm.")]).await;
    let outlet = format!("{mug}?scope=view-{OUTLET}");
    saves(&mut rosa, &outlet, &[("meta_title", "Second mugs"), ("meta_title-system", "")]).await;
    let mut guest = shop.guest();
    let page = guest.get(MUG).await;
    assert!(page.shows("Related Products") && page.shows("Fireside Stool"), "{}", page.html);
    assert!(page.html.contains("<title>Mugs for sailors ·") && page.html.contains("content=\"Holds tea in a storm.\""), "{}", page.html);
    assert!(page.shows("Harbour Mug"), "the page itself says its name");
    let page = guest.get("/outlet/product/harbour-mug").await;
    assert!(page.html.contains("<title>Second mugs ·") && page.html.contains("content=\"Holds tea in a storm.\""));
    // A kept page tells what the product beside it is by now.
    saves(&mut rosa, &stool, &[("price", "1.23")]).await;
    assert!(shop.guest().get(MUG).await.shows("$1.23"));
    saves(&mut rosa, &stool, &[("enabled", "")]).await;
    assert!(!shop.guest().get(MUG).await.shows("Fireside Stool"));
}

#[tokio::test]
async fn whoever_is_for_one_website_makes_copies_deletes_and_changes_none_for_all() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let desk = rosa.finds_role("International Desk").await;
    let page = rosa.get(&desk).await;
    let mut rights: Vec<(&str, &str)> = vec![("current_password", server::demo::PASSWORD), ("resource", "Catalog::products")];
    let held = page.form(&desk).unwrap();
    rights.extend(held.iter().filter(|(name, _)| name == "resource").map(|(name, value)| (name.as_str(), value.as_str())));
    assert_eq!(rosa.edits(&desk, &desk, &rights).await.status, 303);
    let mug = finds(&mut rosa, "Harbour Mug").await;
    let mut iris = shop.staff("iris").await;
    let list = iris.get(&format!("{PRODUCTS}?q=harbour")).await;
    assert!(list.shows("Harbour") && !list.shows("Add Product") && !list.shows("All that are found"), "{}", list.html);
    let own = iris.get(&mug).await.location;
    let page = iris.get(&own).await;
    assert!(page.status == 200 && !page.shows("Save & Duplicate") && !page.html.contains(&format!("{mug}/delete")), "{}", page.html);
    let before = rosa.get(&mug).await;
    let sent = [("sku", "STOLEN"), ("quantity", "1"), ("enabled", ""), ("meta_title", "Taza"), ("meta_title-system", "")];
    saves(&mut iris, &own, &sent).await;
    let after = rosa.get(&mug).await;
    for field in ["sku", "quantity", "name", "meta_title"] {
        assert_eq!(before.input(field), after.input(field), "what is of all is not his to change: {field}");
    }
    assert_eq!((after.is_ticked("enabled"), iris.get(&own).await.input("meta_title").as_deref()), (Some(true), Some("Taza")));
    let id = mug.rsplit('/').next().unwrap();
    for path in [NEW.to_owned(), format!("{mug}/delete"), format!("{MASS}?do=delete&row={id}"), format!("{MASS}?do=disable&all=1")] {
        assert_eq!(iris.get(&path).await.status, 404, "{path}");
        assert_eq!(iris.post(&path, &[("rows", &format!("{id}:0")), ("shown", "0&")]).await.status, 404, "{path}");
    }
    assert!(shop.guest().get(MUG).await.shows("Harbour Mug"));
}
