//! The cart: what is taken out can be put back, and the header shows what is in it.

use actors::{Answer, Browser, Shop};
use domain::audit::Action;
use ui::call::ProblemKind;

const CART: &str = "/checkout/cart";
const CHECKOUT: &str = "/checkout";
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
        assert_eq!(rosa.edits(&timer, &timer, &[("quantity", stock)]).await.status, 303);
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

#[tokio::test]
async fn cart_what_changed_since_it_was_put_in_is_told_at_each_step_the_price_and_that_there_is_none_left() {
    const CHANGED: &str = "The price has changed since this was put in your cart. It was $14.00.";
    const SOLD_OUT: &str = "This product is out of stock.";
    let shop = Shop::open().await;
    let (mut rosa, mut people) = (shop.staff("rosa").await, [shop.guest(), shop.customer("ada").await]);
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    for browser in &mut people {
        puts(browser, MUG, "2").await;
        for path in [CART, CHECKOUT] {
            assert!(!browser.get(path).await.shows("The price has changed"), "{path}");
        }
    }
    assert_eq!(rosa.edits(&mug, &mug, &[("price", "20")]).await.status, 303);
    for browser in &mut people {
        for path in [CART, CHECKOUT] {
            let page = browser.get(path).await;
            assert!(page.shows(CHANGED) && page.shows("$40.00"), "{path}: {}", page.html);
        }
        let menu = browser.calls(LINES, r#"{"change":null}"#).await.json();
        assert!(menu[1].as_str().unwrap().contains(CHANGED), "{menu}");
        // Whoever says how many has seen it by then.
        assert_eq!(browser.edits(CART, CART, &[("quantity", "3")]).await.status, 303);
        assert!(!browser.get(CART).await.shows("The price has changed"));
    }
    let mut open = Vec::new();
    for browser in &mut people {
        open.push(browser.get(CHECKOUT).await);
    }
    assert_eq!(rosa.edits(&mug, &mug, &[("quantity", "0")]).await.status, 303);
    for (browser, page) in people.iter_mut().zip(&open) {
        assert_eq!(browser.sends(page, CHECKOUT, &[("do", "review")]).await.location, CART, "from a page that was opened before");
        assert_eq!(browser.get(CHECKOUT).await.location, CART);
        let cart = browser.get(CART).await;
        assert!(cart.shows(SOLD_OUT) && !cart.shows("Proceed to Checkout"), "{}", cart.html);
        let menu = browser.calls(LINES, r#"{"change":null}"#).await.json();
        let lines = menu[1].as_str().unwrap();
        assert!(lines.contains(SOLD_OUT) && !lines.contains("Proceed to Checkout"), "{menu}");
    }
}

/// A notice named whatever product its cookie said, and what was "put back" had never been taken out.
#[tokio::test]
async fn cart_neither_a_notice_nor_putting_back_shows_anybody_what_he_may_not_see() {
    let shop = Shop::open().await;
    let (mut rosa, mut guest, mut stranger) = (shop.staff("rosa").await, shop.guest(), shop.guest());
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    puts(&mut guest, MUG, "1").await;
    puts(&mut stranger, TIMER, "1").await;
    let (cookie, form) = (guest.cookies["notice"].clone(), guest.get(CART).await);
    let product = form.input("product").unwrap();
    let back = [("product", product.as_str()), ("quantity", "1"), ("do", "undo")];
    let shown = [("visibility", "4"), ("enabled", "1")];
    for hidden in [[("visibility", "1"), ("enabled", "1")], [("visibility", "4"), ("enabled", "")]] {
        for (form, is_seen) in [(hidden, false), (shown, true)] {
            assert_eq!(rosa.edits(&mug, &mug, &form).await.status, 303);
            stranger.cookies.insert("notice".to_owned(), cookie.clone());
            let page = stranger.get("/").await;
            assert_eq!(page.shows("You added Harbour Mug"), is_seen, "{form:?}: {}", page.html);
            assert_eq!(page.shows("class=\"notices\""), is_seen, "{form:?}");
            guest.cookies.insert("notice".to_owned(), cookie.clone());
            assert!(guest.get(CART).await.shows("You added Harbour Mug"), "{form:?}: whoever has it sees what he has");
        }
        assert_eq!(rosa.edits(&mug, &mug, &hidden).await.status, 303);
        stranger.get(CART).await;
        let refused = stranger.post(CART, &back).await;
        assert!(refused.status == 422 && !refused.shows("Harbour Mug"), "{hidden:?}: {}", refused.html);
        let called = stranger.calls(LINES, &serde_json::json!({ "change": [product, 0, "1"] }).to_string()).await;
        assert!(called.problem().kind == ProblemKind::NotFound && !called.shows("Harbour Mug"), "{hidden:?}: {}", called.html);
    }
    // Whoever takes out what he sees no more is told that it is done, and cannot have it back.
    assert_eq!(guest.edits(CART, CART, &[("do", "remove")]).await.status, 303);
    let page = guest.get(CART).await;
    assert!(page.shows("You updated your shopping cart.") && page.form_of("Undo").is_none(), "{}", page.html);
}

const LINES: &str = "/api/cart/lines";

/// Whether a page loads its islands: the search's alone waits until somebody goes there.
fn has_island(page: &Answer) -> bool {
    page.shows("-start.js")
}

#[tokio::test]
async fn cart_pages_for_all_load_no_script_and_whoever_has_something_in_his_cart_sees_how_much() {
    let shop = Shop::open().await;
    let (mut guest, mut ada) = (shop.guest(), shop.customer("ada").await);
    for path in ["/", "/category/kitchen", MUG, CART] {
        for page in [guest.get(path).await, ada.get(path).await] {
            assert!(!has_island(&page) && !page.shows("class=\"badge\"") && page.shows("My Cart"), "{path}: {}", page.html);
        }
    }
    puts(&mut guest, MUG, "2").await;
    for path in ["/", "/category/kitchen", MUG] {
        let page = guest.get(path).await;
        assert!(has_island(&page) && page.shows("class=\"badge\">2<") && page.input("identity").is_some(), "{path}: {}", page.html);
        assert!(!has_island(&shop.guest().get(path).await), "{path}: what is kept for all is as it was");
    }
    // What shows the cart itself is not changed behind its back; and an empty one has nothing to show.
    let page = guest.get(CART).await;
    assert!(!has_island(&page) && page.shows("class=\"badge\">2<"), "{}", page.html);
    guest.edits(CART, CART, &[("do", "remove")]).await;
    assert!(!has_island(&guest.get("/category/kitchen").await));
}

#[tokio::test]
async fn cart_lines_are_read_changed_taken_out_and_put_back_by_calls_as_on_its_page() {
    let shop = Shop::open().await;
    let (guest, ada, mut theo) = (shop.guest(), shop.customer("ada").await, shop.staff("theo").await);
    theo.logs_in_as("clara").await;
    for mut browser in [guest, ada, theo] {
        puts(&mut browser, MUG, "2").await;
        browser.get("/").await;
        let cart = browser.calls(LINES, r#"{"change":null}"#).await.json();
        let says = |cart: &serde_json::Value, text: &str| cart[1].as_str().unwrap().contains(text);
        let counts = |cart: &serde_json::Value, n: u32| cart[0].as_str().unwrap().contains(&format!(">{n}<"));
        assert!(counts(&cart, 2), "{cart}");
        for text in ["Harbour Mug", "$28.00", "aria-label=\"Remove Harbour Mug\"", "data-was=\"2\"", "Proceed to Checkout"] {
            assert!(says(&cart, text), "{text}: {cart}");
        }
        let product = cart[1].as_str().unwrap().split("data-product=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let set = |was: u32, to: &str| serde_json::json!({ "change": [product, was, to] }).to_string();
        let more = browser.calls(LINES, &set(2, "3")).await.json();
        assert!(counts(&more, 3) && says(&more, "You updated your shopping cart."), "{more}");
        for (was, to, kind) in [(2, "4", ProblemKind::Stale), (3, "x", ProblemKind::Invalid), (3, "100", ProblemKind::Invalid)] {
            assert_eq!(browser.calls(LINES, &set(was, to)).await.problem().kind, kind, "{was} {to}");
        }
        let gone = browser.calls(LINES, &set(3, "0")).await.json();
        assert!(
            !gone[0].as_str().unwrap().contains("badge") && says(&gone, "“Harbour Mug” was removed from your cart.") && says(&gone, "Undo"),
            "{gone}"
        );
        assert!(browser.get(CART).await.shows("You have no items"));
        for _ in 0..2 {
            assert!(counts(&browser.calls(LINES, &set(0, "3")).await.json(), 3), "sent again it is put back once");
        }
        assert_eq!(browser.get(CART).await.input("quantity").as_deref(), Some("3"));
    }
    let told: Vec<_> = shop
        .record()
        .await
        .into_iter()
        .filter(|e| e.action == Action::CartChanged && e.subject.is_some() && !e.changes.is_empty())
        .collect();
    let by = |name: &str| told.iter().filter(|e| e.actor.name() == name).count();
    assert_eq!((by("ada@example.com"), by("theo")), (4, 4), "put in, set, taken out and put back once: {told:?}");
    // Whoever has no cart is given none by a call, and sees nobody else's.
    let mut stranger = shop.guest();
    stranger.get(MUG).await;
    let empty = stranger.calls(LINES, r#"{"change":null}"#).await.json();
    assert!(empty[1].as_str().unwrap().contains("You have no items"), "{empty}");
    let body = r#"{"change":["00000000000000000000000000000001",0,"1"]}"#;
    assert_eq!(stranger.calls(LINES, body).await.problem().kind, ProblemKind::Invalid);
    assert!(stranger.cookies.is_empty());
    crate::rows_held::tells_once(&shop, "cart_lines_are_read_changed_taken_out_and_put_back_by_calls_as_on_its_page").await;
}
