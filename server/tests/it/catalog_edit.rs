//! Catalog > Products, Categories: texts by view, prices by website, each with "Use Default Value".

use actors::{Browser, Shop};
use domain::audit::Action;
use futures::future::join_all;
use store::{FIRST_ROOT, FIRST_VIEW, SECOND_VIEW};

const PRODUCTS: &str = "/admin/catalog/products";
const CATEGORIES: &str = "/admin/catalog/categories";
/// The demo's Spanish view, which is the other website's.
const SPANISH: &str = "00000000000070008000000000000004";
const BOXES: [(&str, &str); 4] = [("name-system", "1"), ("url_key-system", "1"), ("description-system", "1"), ("price-system", "1")];

async fn finds(staff: &mut Browser, product: &str) -> String {
    staff.get(&format!("{PRODUCTS}?q={}", product.replace(' ', "+"))).await.link_of(product).unwrap()
}

fn in_view(path: &str, view: impl ToString) -> String {
    format!("{path}?scope=view-{}", view.to_string())
}

/// What is sent in a view: each field whose box is not cleared keeps to its default.
fn own<'a>(fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = BOXES.into_iter().filter(|(name, _)| !fields.iter().any(|(field, _)| name.strip_suffix("-system") == Some(field)));
    let cleared = BOXES.into_iter().filter(|(name, _)| fields.iter().any(|(field, _)| name.strip_suffix("-system") == Some(field)));
    kept.chain(cleared.map(|(name, _)| (name, ""))).chain(fields.iter().copied()).collect()
}

#[tokio::test]
async fn whoever_saves_another_product_or_category_at_the_same_moment_is_in_nobodys_way() {
    let shop = Shop::open().await;
    let mut editors = Vec::new();
    for name in ["Harbour Mug", "Little Espresso Cup", "Slow Pour Carafe", "Fireside Stool"] {
        let mut rosa = shop.staff("rosa").await;
        let page = finds(&mut rosa, name).await;
        editors.push((rosa, page, ("quantity", "7")));
    }
    for name in ["Kitchen", "Living room"] {
        let mut rosa = shop.staff("rosa").await;
        let page = rosa.get(CATEGORIES).await.link_of(name).unwrap();
        editors.push((rosa, page, ("description", "Said anew.")));
    }
    let saving =
        editors.iter_mut().map(|(rosa, page, change)| async move { rosa.edits(page.as_str(), page.as_str(), &[*change]).await.status });
    assert_eq!(join_all(saving).await, [303; 6]);
}

#[tokio::test]
async fn names_texts_and_url_keys_stand_for_all_or_in_a_view_and_follow_their_default() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let mug = finds(&mut rosa, "Harbour Mug").await;
    // For all there is no default to use; the German view has a name of its own.
    let page = rosa.get(&mug).await;
    assert!(page.input("name-system").is_none() && page.input("name").as_deref() == Some("Harbour Mug"), "{}", page.html);
    let outlet = in_view(&mug, "00000000000070008000000000000003");
    assert_eq!(rosa.edits(&outlet, &outlet, &own(&[("name", "Second Mug"), ("url_key", "Second-Mug")])).await.status, 303);
    let mut guest = shop.guest();
    assert!(guest.get("/outlet/product/second-mug").await.shows("Second Mug"));
    assert_eq!(guest.get("/outlet/product/harbour-mug").await.location, "/outlet/product/second-mug");
    assert!(guest.get("/product/harbour-mug").await.shows("Harbour Mug"), "other views keep theirs");
    // What stands for all changes where nothing of its own stands.
    assert_eq!(rosa.edits(&mug, &mug, &[("name", "Quay Mug"), ("description", "Holds tea.")]).await.status, 303);
    assert!(guest.get("/product/harbour-mug").await.shows("Quay Mug") && guest.get("/product/harbour-mug").await.shows("Holds tea."));
    let second = guest.get("/outlet/product/second-mug").await;
    assert!(second.shows("Second Mug") && second.shows("Holds tea.") && !second.shows("Quay Mug"));
    // And back to the default.
    assert_eq!(rosa.edits(&outlet, &outlet, &own(&[])).await.status, 303);
    assert!(guest.get("/outlet/product/harbour-mug").await.shows("Quay Mug"));
    assert_eq!(guest.get("/outlet/product/second-mug").await.location, "/outlet/product/harbour-mug", "its old address leads on");
    assert!(guest.get("/search?q=quay").await.shows("Quay Mug") && !guest.get("/search?q=harbour").await.shows("Quay Mug"));
    let told: Vec<_> = shop.record().await.into_iter().filter(|e| e.action == Action::ProductChanged).collect();
    let fields: Vec<Vec<&str>> = told.iter().map(|e| e.changes.iter().map(|c| c.field.as_str()).collect()).collect();
    let of_outlet = vec!["url_key (outlet)", "name (outlet)"];
    for (event, times) in [(of_outlet, 2), (vec!["name", "description"], 1)] {
        assert_eq!(fields.iter().filter(|fields| **fields == event).count(), times, "each tells the view that it is of: {fields:?}");
    }
    // Who reads it is told the view by its name.
    let of_outlet = told.iter().find(|event| event.changes.iter().any(|change| change.field == "name (outlet)")).unwrap();
    let page = rosa.get(&format!("/admin/action-logs/report/{}", of_outlet.place.unwrap())).await;
    assert!(page.shows("(Outlet)") && !page.shows("(outlet)"), "{}", page.html);
}

#[tokio::test]
async fn a_short_description_and_keywords_stand_for_all_or_in_a_view_and_are_found_and_told() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let mug = finds(&mut rosa, "Harbour Mug").await;
    let said = [("short_description", "For frosty quays."), ("meta_keywords", "mug, stoneware")];
    assert_eq!(rosa.edits(&mug, &mug, &said).await.status, 303);
    let outlet = in_view(&mug, "00000000000070008000000000000003");
    let own_words = [
        ("short_description", "Slightly chipped."),
        ("short_description-system", ""),
        ("meta_keywords", "seconds"),
        ("meta_keywords-system", ""),
    ];
    assert_eq!(rosa.edits(&outlet, &outlet, &own_words).await.status, 303);
    let mut guest = shop.guest();
    let page = guest.get("/product/harbour-mug").await;
    assert!(page.shows("For frosty quays.") && page.html.contains("<meta name=\"keywords\" content=\"mug, stoneware\">"), "{}", page.html);
    let page = guest.get("/outlet/product/harbour-mug").await;
    assert!(page.shows("Slightly chipped.") && !page.shows("frosty") && page.html.contains("content=\"seconds\""), "{}", page.html);
    assert!(guest.get("/search?q=frosty").await.shows("Harbour Mug"));
    // And back to what stands for all.
    assert_eq!(rosa.edits(&outlet, &outlet, &[("short_description-system", "1"), ("meta_keywords-system", "1")]).await.status, 303);
    let page = guest.get("/outlet/product/harbour-mug").await;
    assert!(page.shows("For frosty quays.") && !page.html.contains("content=\"seconds\""), "{}", page.html);
    let told: Vec<_> = shop.record().await.into_iter().filter(|e| e.action == Action::ProductChanged).collect();
    let fields: Vec<Vec<&str>> = told.iter().map(|e| e.changes.iter().map(|c| c.field.as_str()).collect()).collect();
    for (event, times) in [(["short_description", "meta_keywords"], 1), (["short_description (outlet)", "meta_keywords (outlet)"], 2)] {
        assert_eq!(fields.iter().filter(|fields| fields[..] == event).count(), times, "{fields:?}");
    }
    // A category's page says keywords as well.
    let kitchen = rosa.get(CATEGORIES).await.link_of("Kitchen").unwrap();
    assert_eq!(rosa.edits(&kitchen, &kitchen, &[("meta_keywords", "pots, pans")]).await.status, 303);
    assert!(shop.guest().get("/category/kitchen").await.html.contains("<meta name=\"keywords\" content=\"pots, pans\">"));
}

/// The amount stood under the website's new currency, and saving a description made fifty euros of fifty dollars.
#[tokio::test]
async fn a_websites_own_price_stays_in_the_currency_that_it_was_asked_in() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let stool = finds(&mut rosa, "Fireside Stool").await;
    let spanish = in_view(&stool, SPANISH);
    assert_eq!(rosa.edits(&spanish, &spanish, &own(&[("price", "50.50")])).await.status, 303);
    let website = rosa.get("/admin/stores").await.link_of("International Website").unwrap();
    assert_eq!(rosa.edits(&website, &website, &[("currency", "JPY")]).await.status, 303);
    let page = rosa.get(&spanish).await;
    assert!(page.shows("Price (EUR)") && page.input("price").as_deref() == Some("50.50"), "{}", page.html);
    assert_eq!(rosa.edits(&spanish, &spanish, &[("description", "Of oak."), ("description-system", "")]).await.status, 303);
    let shown = rosa.get(&spanish).await;
    assert_eq!((shown.input("price").as_deref(), shown.shows("Price (EUR)")), (Some("50.50"), true));
    // Given up and set again, it is in what the website asks by now.
    assert_eq!(rosa.edits(&spanish, &spanish, &[("price-system", "1")]).await.status, 303);
    assert_eq!(rosa.edits(&spanish, &spanish, &[("price", "5000"), ("price-system", "")]).await.status, 303);
    assert!(rosa.get(&spanish).await.shows("Price (JPY)"));
}

/// Without scripts a field can be typed into while its default is used: what was typed was dropped without a word.
#[tokio::test]
async fn whoever_types_over_a_default_that_is_used_is_asked_and_loses_nothing() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let mug = finds(&mut rosa, "Harbour Mug").await;
    let outlet = in_view(&mug, "00000000000070008000000000000003");
    let asked = rosa.edits(&outlet, &outlet, &[("name", "Second Mug")]).await;
    assert!(asked.status == 422 && asked.text_at("name-flaw").is_some_and(|flaw| flaw.contains("default")), "{}", asked.html);
    assert_eq!((asked.input("name").as_deref(), asked.is_ticked("name-system")), (Some("Second Mug"), Some(false)));
    assert_eq!(asked.is_ticked("url_key-system"), Some(true), "what was left alone stays");
    assert_eq!(rosa.sends(&asked, &outlet, &[]).await.status, 303);
    assert!(shop.guest().get("/outlet/product/harbour-mug").await.shows("Second Mug"));
    // And the box alone gives it back, whatever stands in the field.
    assert_eq!(rosa.edits(&outlet, &outlet, &[("name-system", "1")]).await.status, 303);
    assert!(!shop.guest().get("/outlet/product/harbour-mug").await.shows("Second Mug"));
}

#[tokio::test]
async fn a_price_is_of_a_website_in_its_currency_and_typed_as_the_reader_writes_numbers() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let stool = finds(&mut rosa, "Fireside Stool").await;
    let spanish = in_view(&stool, SPANISH);
    assert!(rosa.get(&spanish).await.shows("Price (EUR)") && rosa.get(&stool).await.shows("Price (USD)"));
    assert_eq!(rosa.edits(&spanish, &spanish, &own(&[("price", "99.90")])).await.status, 303);
    let mut guest = shop.guest();
    let slug = guest.get("/es/search?q=FIRESIDE").await.links_below("/es/product/").into_iter().next();
    let slug = slug.unwrap_or_else(|| "/es/product/fireside-stool".to_owned());
    let shown = guest.get(&slug).await;
    let shown = if shown.status == 303 { guest.get(&shown.location).await } else { shown };
    assert!(shown.shows("99,90"), "{}", shown.html);
    assert!(guest.get("/product/fireside-stool").await.shows("$119.00"), "the other website asks what it did");
    for bad in ["99,90", "12.345", "-1", "free", "1e3"] {
        let refused = rosa.edits(&spanish, &spanish, &own(&[("price", bad)])).await;
        assert!(refused.status == 422 && refused.text_at("price-flaw").is_some(), "{bad}: {}", refused.status);
        assert_eq!(refused.input("price").as_deref(), Some(bad), "what was typed stays");
    }
    assert_eq!(rosa.edits(&spanish, &spanish, &own(&[("price", "")])).await.status, 422, "neither a price nor the default");
    assert_eq!(rosa.edits(&spanish, &spanish, &own(&[])).await.status, 303);
    let again = guest.get(&slug).await;
    let again = if again.status == 303 { guest.get(&again.location).await } else { again };
    assert!(again.shows("109,48"), "119 dollars by the rate: {}", again.html);
}

#[tokio::test]
async fn no_more_goes_into_a_cart_than_there_is_and_what_is_gone_is_not_sold() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let timer = finds(&mut rosa, "Soft Egg Timer").await;
    assert_eq!(rosa.get(&timer).await.input("quantity").as_deref(), Some("3"), "the demo has three of it");
    let (page, cart) = ("/product/soft-egg-timer", "/checkout/cart");
    let mut guest = shop.guest();
    assert_eq!(guest.edits(page, page, &[("quantity", "2")]).await.status, 303);
    let more = guest.edits(page, page, &[("quantity", "2")]).await;
    assert!(more.status == 422 && more.shows("The requested quantity is not available."), "{}", more.html);
    assert_eq!(guest.edits(cart, cart, &[("quantity", "4")]).await.status, 422);
    assert_eq!(guest.edits(cart, cart, &[("quantity", "3")]).await.status, 303);
    // Fewer are left than somebody has in his cart: he is told, line by line, and can take less.
    assert_eq!(rosa.edits(&timer, &timer, &[("quantity", "1")]).await.status, 303);
    let told = guest.get(cart).await;
    assert!(
        told.shows("Some of the products are not available") && told.shows("The requested quantity is not available."),
        "{}",
        told.html
    );
    assert_eq!(guest.edits(cart, cart, &[("quantity", "2")]).await.status, 422);
    assert_eq!(guest.edits(cart, cart, &[("quantity", "1")]).await.status, 303);
    // None is left: it can be looked at, and taken out of the cart.
    assert_eq!(rosa.edits(&timer, &timer, &[("quantity", "0")]).await.status, 303);
    let gone = shop.guest().get(page).await;
    assert!(gone.shows("Out of stock") && !gone.shows("Add to Cart"));
    assert!(shop.guest().get("/category/kitchen").await.shows("Out of stock"));
    assert_eq!(guest.post(page, &[("quantity", "1")]).await.status, 422, "whatever form is sent");
    assert!(guest.get(cart).await.shows("This product is out of stock."));
    assert_eq!(guest.edits(cart, cart, &[("do", "remove")]).await.status, 303);
    for bad in ["", "-1", "1.5", "1000000", "many"] {
        assert_eq!(rosa.edits(&timer, &timer, &[("quantity", bad)]).await.status, 422, "{bad}");
    }
    // In a view it is shown, and not changed.
    let outlet = in_view(&timer, "00000000000070008000000000000003");
    assert_eq!(rosa.edits(&outlet, &outlet, &own(&[])).await.status, 303);
}

#[tokio::test]
async fn an_address_is_one_products_alone_in_each_view() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let (mug, stool) = (finds(&mut rosa, "Harbour Mug").await, finds(&mut rosa, "Fireside Stool").await);
    let outlet = in_view(&mug, "00000000000070008000000000000003");
    let refused = rosa.edits(&mug, &mug, &[("url_key", "fireside-stool")]).await;
    assert!(refused.status == 422 && refused.text_at("url_key-flaw").is_some(), "{}", refused.html);
    assert_eq!(rosa.edits(&outlet, &outlet, &own(&[("url_key", "fireside-stool")])).await.status, 422);
    assert_eq!(rosa.edits(&outlet, &outlet, &own(&[("url_key", "quay")])).await.status, 303);
    assert_eq!(rosa.edits(&stool, &stool, &[("url_key", "quay")]).await.status, 422, "another view has it");
    for bad in ["a/b", "\u{fc}ber", "-a", "a b"] {
        assert_eq!(rosa.edits(&mug, &mug, &[("url_key", bad)]).await.status, 422, "{bad}");
    }
    let kitchen = rosa.get(CATEGORIES).await.link_of("Kitchen").unwrap();
    assert_eq!(rosa.edits(&kitchen, &kitchen, &[("url_key", "living-room")]).await.status, 422);
    assert_eq!(rosa.edits(&kitchen, &kitchen, &[("url_key", "galley"), ("name", "Galley")]).await.status, 303);
    let mut guest = shop.guest();
    assert!(guest.get("/category/galley").await.shows("Galley"));
    assert_eq!(guest.get("/category/kitchen").await.location, "/category/galley");
}

#[tokio::test]
async fn whoever_is_for_one_website_changes_what_its_views_say_and_nothing_else() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let desk = rosa.finds_role("International Desk").await;
    let page = rosa.get(&desk).await;
    let mut rights: Vec<(&str, &str)> = vec![("current_password", server::demo::PASSWORD)];
    let held = page.form(&desk).unwrap();
    rights.extend(held.iter().filter(|(name, _)| name == "resource").map(|(name, value)| (name.as_str(), value.as_str())));
    rights.extend([("resource", "Catalog::products"), ("resource", "Catalog::categories")]);
    assert_eq!(rosa.edits(&desk, &desk, &rights).await.status, 303);
    let mug = finds(&mut rosa, "Harbour Mug").await;
    let mut iris = shop.staff("iris").await;
    let page = iris.get(&mug).await;
    assert_eq!((page.status, &page.location), (303, &in_view(&mug, SPANISH)), "the first of his views");
    let page = iris.get(&page.location.clone()).await;
    assert!(page.status == 200 && page.shows("Espa\u{f1}ol") && !page.shows("All Store Views"), "{}", page.html);
    for (view, status) in [(SPANISH.to_owned(), 303), (FIRST_VIEW.to_string(), 404), (SECOND_VIEW.to_string(), 404)] {
        let path = in_view(&mug, view);
        let answer = if status == 404 { iris.get(&path).await } else { iris.edits(&path, &path, &own(&[("name", "Taza")])).await };
        assert_eq!(answer.status, status, "{path}");
    }
    assert!(shop.guest().get("/product/harbour-mug").await.shows("Harbour Mug"), "for all, nothing changed");
    assert_eq!(iris.get(&format!("{CATEGORIES}/new")).await.status, 404);
    // What no store of his sells is not there.
    let form = [("parent", ""), ("name", "Garden Root"), ("url_key", "garden-root"), ("description", "For gardens.")];
    let new = format!("{CATEGORIES}/new");
    assert_eq!(rosa.edits(&new, &new, &form).await.status, 303);
    let root = rosa.get(CATEGORIES).await.link_of("Garden Root").unwrap();
    assert_eq!((rosa.get(&root).await.status, iris.get(&root).await.status), (200, 404));
    assert!(!iris.get(CATEGORIES).await.shows("Garden Root"));
}

/// A change of the store leads to the same page; where that is not sold, nearby, with a word.
#[tokio::test]
async fn a_change_of_the_store_keeps_the_page_or_leads_nearby_with_a_word() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let mut guest = shop.guest();
    let mug = guest.get("/product/harbour-mug").await;
    assert!(mug.html.contains("href=\"/outlet/product/harbour-mug\""), "its own address in the other store: {}", mug.html);
    // The outlet sells from another root, which has a kitchen of its own.
    let new = format!("{CATEGORIES}/new");
    let make = async |rosa: &mut Browser, form: &[(&str, &str)]| assert_eq!(rosa.edits(&new, &new, form).await.status, 303);
    make(&mut rosa, &[("parent", ""), ("name", "Outlet Root"), ("url_key", "outlet-root"), ("description", "Leftovers.")]).await;
    let root = rosa.get(CATEGORIES).await.link_of("Outlet Root").unwrap();
    let root = root.rsplit('/').next().unwrap().to_owned();
    let store = rosa.get("/admin/stores").await.link_of("Outlet Store").unwrap();
    assert_eq!(rosa.edits(&store, &store, &[("root", &root)]).await.status, 303);
    assert_ne!(root, FIRST_ROOT.to_string());
    let told = shop.record().await.into_iter().rfind(|e| e.action == Action::StoreChanged).unwrap();
    let [change] = &told.changes[..] else { panic!("{told:?}") };
    let said = (change.field.as_str(), change.before.as_deref(), change.after.as_deref());
    assert_eq!(said, ("root_category", Some("Default Category"), Some("Outlet Root")), "by its name, not its key");
    for path in ["/outlet/product/harbour-mug", "/outlet/category/kitchen"] {
        let led = guest.get(path).await;
        assert_eq!((led.status, &*led.location), (303, "/outlet"), "{path}");
        assert!(guest.get("/outlet").await.shows("is not sold in this store"), "{path}");
    }
    assert_eq!(guest.get("/outlet/product/nothing-like-that").await.status, 404);
    // A product that moves there is sold there, and no longer here.
    make(&mut rosa, &[("parent", &root), ("name", "Leftover Kitchen"), ("url_key", "leftovers"), ("description", "One of each.")]).await;
    let kitchen = rosa.get(CATEGORIES).await.link_of("Leftover Kitchen").unwrap();
    let stool = finds(&mut rosa, "Fireside Stool").await;
    assert_eq!(rosa.edits(&stool, &stool, &[("categories", kitchen.rsplit('/').next().unwrap())]).await.status, 303);
    assert!(guest.get("/outlet/product/fireside-stool").await.shows("Fireside Stool"));
    assert_eq!(guest.get("/product/fireside-stool").await.location, "/");
}

#[tokio::test]
async fn nothing_has_to_be_told_of_a_product_or_a_category() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    // The root that a shop begins with tells nothing, and so does a product that came without a description.
    let root = format!("{CATEGORIES}/00000000000070008000000000000001");
    assert_eq!(rosa.edits(&root, &root, &[("meta_title", "All of it")]).await.status, 303);
    let mug = finds(&mut rosa, "Harbour Mug").await;
    assert_eq!(rosa.edits(&mug, &mug, &[("description", "")]).await.status, 303);
    assert_eq!(rosa.edits(&mug, &mug, &[("name", "Quiet Mug")]).await.status, 303);
    assert!(shop.guest().get("/product/harbour-mug").await.shows("Quiet Mug"));
    let outlet = in_view(&mug, "00000000000070008000000000000003");
    assert_eq!(rosa.edits(&outlet, &outlet, &own(&[("name", "Second Mug")])).await.status, 303);
    let form = [("parent", ""), ("name", "Silent Root"), ("url_key", "silent-root")];
    assert_eq!(rosa.edits(&format!("{CATEGORIES}/new"), &format!("{CATEGORIES}/new"), &form).await.status, 303);
}

#[tokio::test]
async fn of_two_who_change_the_same_of_a_product_the_second_learns_who_the_first_was() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let mug = finds(&mut rosa, "Harbour Mug").await;
    let page = rosa.get(&mug).await;
    shop.advance(std::time::Duration::from_secs(60));
    assert_eq!(rosa.edits(&mug, &mug, &[("name", "Quay Mug")]).await.status, 303);
    let refused = rosa.sends(&page, &mug, &[("name", "Hill Mug")]).await;
    assert_eq!((refused.status, refused.input("name").as_deref()), (409, Some("Hill Mug")));
    assert!(refused.shows("rosa saved this meanwhile (Mar 1, 2026") && refused.shows("12:01:00"), "{}", refused.html);
    assert!(refused.shows("Quay Mug"), "{}", refused.html);
    assert_eq!(rosa.sends(&refused, &mug, &[]).await.status, 303, "and decides knowingly");
    // Who says where it stands has saved it as well; how many were sold meanwhile is nobody's doing.
    let page = rosa.get(&mug).await;
    let kitchen = rosa.get(CATEGORIES).await.link_of("Kitchen").unwrap();
    assert_eq!(rosa.edits(&kitchen, &format!("{kitchen}/products"), &[("position", "99")]).await.status, 303);
    let mut ada = shop.customer("ada").await;
    crate::checkout::puts(&mut ada, "harbour-mug", "1").await;
    assert_eq!(crate::products::orders(&mut ada).await.status, 303);
    let refused = rosa.sends(&page, &mug, &[("quantity", "5")]).await;
    assert!(refused.status == 409 && refused.shows("rosa saved this meanwhile"), "{}", refused.html);
}
