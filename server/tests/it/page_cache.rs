//! What is kept of the catalog's pages: made once for everybody, of what the page reads and nothing else, and with nothing personal in it.

use actors::{Answer, Browser, Shop};
use domain::{
    audit::Action,
    config::{FIELDS, Field, Kind, Setting},
};
use futures::future::join_all;
use proptest::{collection::vec, option, prelude::any, strategy::Strategy, strategy::ValueTree, test_runner::TestRunner};

#[tokio::test]
async fn what_is_kept_of_a_page_of_the_catalog_is_shown_to_whom_it_was_made_for() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    let page = guest.get("/category/kitchen").await;
    assert_eq!(shop.guest().get("/category/kitchen").await.html, page.html);
    assert_ne!(shop.guest().get("/category/kitchen?sort=name").await.html, page.html);
    assert!(shop.guest().get("/de/category/kueche").await.shows("/de/product/hafenbecher"));
    // Whoever puts something into a cart, signs in or stands in an account sees the same products in a frame of his own.
    guest.edits("/product/harbour-mug", "/product/harbour-mug", &[("quantity", "2")]).await;
    let with_cart = guest.get("/category/kitchen").await;
    let shopper = shop.customer("ada").await.get("/category/kitchen").await;
    let mut theo = shop.staff("theo").await;
    theo.logs_in_as("clara").await;
    let visit = theo.get("/category/kitchen").await;
    // Below what was told, and above what is one's own.
    let body = |page: &Answer| page.body().split_once("<h1>").map(|(_, body)| body.trim_end_matches("<!>").to_owned());
    for (page_of, own) in [(&with_cart, "<span class=\"badge\">2"), (&shopper, "Sign Out"), (&visit, "You are connected as")] {
        assert!(page_of.shows(own) && !page.shows(own), "{own}");
        assert_eq!(body(page_of), body(&page), "{own}");
    }
    assert_eq!(shop.guest().get("/category/kitchen").await.html, page.html);
}

/// B46: the first visitor after a flush read German by his browser's wish; the next, who had none, got his page.
#[tokio::test]
async fn two_views_of_another_language_or_currency_never_share_a_page() {
    let shop = Shop::open().await;
    let views = [
        ("", "<html lang=\"en\"", "$14.00"),
        ("/de", "<html lang=\"de\"", "14,00\u{a0}$"),
        ("/es", "<html lang=\"es-ES\"", "12,88\u{a0}€"),
    ];
    for _ in 0..2 {
        for (code, lang, price) in views {
            for path in ["/category/kitchen", "/product/harbour-mug"] {
                let mut guest = shop.guest();
                guest.cookies.insert("language".to_owned(), "de".to_owned());
                let mut page = guest.get(&format!("{code}{path}")).await;
                if [301, 303].contains(&page.status) {
                    page = guest.get(&page.location).await;
                }
                assert!(page.shows(lang) && page.shows(price), "{code}{path}: {}", page.html);
            }
        }
    }
    let japan = shop.guest().get("/en_jp/product/harbour-mug").await;
    assert!(japan.shows("<html lang=\"en-JP\"") && japan.shows("¥2,114"), "{}", japan.html);
}

#[tokio::test]
async fn a_page_that_was_first_asked_for_in_one_way_is_the_same_for_whoever_asks_in_another() {
    let shop = Shop::open().await;
    let campaign = shop.guest().get("/category/kitchen?fbclid=abc&utm_source=letter").await;
    let plain = shop.guest().get("/category/kitchen").await;
    assert_eq!(campaign.html, plain.html, "nothing of an address that the page does not read stands in it");
    assert!(!campaign.shows("fbclid"));
    let sorted = shop.guest().get("/category/kitchen?fbclid=abc&sort=name").await;
    assert_eq!(sorted.html, shop.guest().get("/category/kitchen?sort=name").await.html);
    assert_ne!(sorted.html, plain.html);
}

/// Made-up parameters of 60 kB, one after another: the memory grew by a third, and all that was kept was dropped.
#[tokio::test]
async fn made_up_parameters_of_an_address_keep_nothing_and_push_nothing_out() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    for path in ["/", "/category/kitchen", "/product/harbour-mug"] {
        guest.get(path).await;
    }
    let kept = shop.app.page_cache.kept();
    let long = "x".repeat(60_000);
    let before = actors::resident("self");
    for n in 0..700 {
        let path = ["/", "/category/kitchen", "/product/harbour-mug"][n % 3];
        assert_eq!(guest.get(&format!("{path}?made-up-{n}={long}")).await.status, 200);
    }
    // Neither do made-up values of those that a page reads.
    for n in 0..50 {
        for query in [format!("sort=made-up-{n}"), format!("after=made-up-{n}"), format!("before=made-up-{n}")] {
            assert_eq!(guest.get(&format!("/category/kitchen?{query}")).await.status, 200);
        }
    }
    assert_eq!(shop.app.page_cache.kept(), kept, "not a text more, not a text less");
    let grown = actors::resident("self").saturating_sub(before);
    assert!(grown < 20 << 20, "{grown} bytes");
}

#[tokio::test]
async fn a_page_for_guests_is_kept_tagged_and_not_sent_twice_and_a_flush_makes_it_anew() {
    let shop = Shop::open().await;
    let (first, second) = (shop.guest().get("/category/kitchen").await, shop.guest().get("/category/kitchen").await);
    assert_eq!(first.headers["cache-status"], "Alongside; fwd=miss; stored");
    assert_eq!(second.headers["cache-status"], "Alongside; hit");
    let etag = second.headers["etag"].to_str().unwrap().to_owned();
    assert!(
        etag.starts_with("W/\"")
            && first.headers["etag"] == second.headers["etag"]
            && second.headers["vary"].to_str().unwrap().contains("cookie")
    );
    let ask =
        |tag: &str| axum::http::Request::get("/category/kitchen").header("if-none-match", tag).body(axum::body::Body::empty()).unwrap();
    let known = shop.guest().send(ask(&format!("\"other\", {etag}"))).await;
    assert_eq!((known.status, known.html.as_str()), (304, ""));
    assert_eq!(shop.guest().send(ask("\"other\"")).await.status, 200);
    // Only whoever holds the right flushes; the page says how it fares.
    let (mut rosa, mut kim) = (shop.staff("rosa").await, shop.staff("kim").await);
    let page = rosa.get("/admin/cache").await;
    assert!(page.shows("Category pages") && page.shows("75"), "three of four were there: {}", page.html);
    kim.get("/admin/customers").await;
    assert_eq!((kim.get("/admin/cache").await.status, kim.post("/admin/cache/flush", &[]).await.status), (403, 403));
    shop.guest().get("/").await;
    assert_eq!(rosa.edits("/admin/cache", "/admin/cache/flush", &[("kind", "category")]).await.status, 303);
    assert_eq!(shop.guest().get("/").await.headers["cache-status"], "Alongside; hit", "other kinds stay");
    assert_eq!(shop.guest().get("/category/kitchen").await.headers["cache-status"], "Alongside; fwd=miss; stored");
    assert!(shop.record().await.iter().any(|e| e.action == Action::CacheFlushed));
}

/// Each save left the pages of before where they were, counted among those that are kept.
#[tokio::test]
async fn what_nobody_asks_for_any_more_is_let_go() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let mut kept = Vec::new();
    for name in ["One", "Two", "Three"] {
        let form = [("name", name), ("name-system", "")];
        assert_eq!(rosa.edits("/admin/config/general", "/admin/config/general", &form).await.status, 303);
        for path in ["/", "/category/kitchen", "/product/harbour-mug"] {
            assert!(shop.guest().get(path).await.shows(name));
        }
        kept.push(shop.app.page_cache.kept().0);
    }
    assert!(kept.iter().all(|n| *n == kept[0]), "{kept:?}");
}

/// Packing a page at each request took more than making it.
#[tokio::test]
async fn a_page_that_is_kept_goes_out_packed_to_whoever_takes_it_so_and_plain_to_all_others() {
    let shop = Shop::open().await;
    let plain = shop.guest().get("/category/kitchen").await;
    let ask = |takes: &str| {
        let request = axum::http::Request::get("/category/kitchen").header("accept-encoding", takes);
        request.body(axum::body::Body::empty()).unwrap()
    };
    for (takes, packed) in
        [("gzip, deflate, br, zstd", true), ("br;q=0.5", true), ("br;q=0, identity", false), ("identity", false), ("", false)]
    {
        let page = shop.guest().send(ask(takes)).await;
        assert_eq!(page.headers.get("content-encoding").is_some_and(|c| c == "br"), packed, "{takes}");
        assert_eq!(page.html == plain.html, !packed, "{takes}");
        assert_eq!(page.headers["etag"], plain.headers["etag"], "weak: the same page, however it is packed");
        assert_eq!(page.headers["vary"], "cookie, accept-encoding");
    }
}

/// A copy that is stale on purpose: whoever looks after a customer sees what is there, unless the shop wants him to see the copy.
#[tokio::test]
async fn a_visit_reads_each_page_anew_unless_the_shop_wants_it_otherwise() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    rosa.logs_in_as("ada").await;
    let kept = shop.app.page_cache.kept();
    let page = rosa.get("/category/kitchen").await;
    assert!(page.headers["cache-control"] == "private, no-store" && !page.headers.contains_key("etag"));
    assert!(!page.headers.contains_key("cache-status"), "it was made anew");
    assert_eq!(shop.app.page_cache.kept(), kept, "nothing was kept of it");
    let form = [("disable_page_cache", "0"), ("disable_page_cache-system", "")];
    assert_eq!(rosa.edits("/admin/config/login_as_customer", "/admin/config/login_as_customer", &form).await.status, 303);
    let again = rosa.get("/category/kitchen").await;
    assert_eq!(again.headers["cache-control"], "private, no-store");
    assert_eq!(again.headers["cache-status"], "Alongside; fwd=miss; stored; detail=body");
    // What he sees then is what the customer sees.
    let mut ada = shop.customer("ada").await;
    assert_eq!(ada.get("/category/kitchen").await.headers["cache-status"], "Alongside; hit; detail=body");
    assert_ne!(shop.app.page_cache.kept(), kept, "what it shows is what everybody gets");
}

/// A view: its code in addresses, how its pages begin, and what so many dollars are in it.
type View = (&'static str, &'static str, fn(u32) -> String);

/// Views of the demo, of both websites.
const VIEWS: [View; 5] = [
    ("", "<html lang=\"en\"", |dollars| format!("${dollars}.00")),
    ("/de", "<html lang=\"de\"", |dollars| format!("{dollars},00\u{a0}$")),
    ("/outlet", "<html lang=\"en\"", |dollars| format!("${dollars}.00")),
    ("/es", "<html lang=\"es-ES\"", |dollars| format!("{},{:02}\u{a0}€", dollars * 92 / 100, dollars * 92 % 100)),
    ("/en_jp", "<html lang=\"en-JP\"", |dollars| {
        let yen = dollars * 151;
        if yen < 1_000 { format!("¥{yen}") } else { format!("¥{},{:03}", yen / 1_000, yen % 1_000) }
    }),
];

/// At the address that the page has in that view.
async fn looks_at(browser: &mut Browser, path: &str) -> Answer {
    let page = browser.get(path).await;
    if [301, 303].contains(&page.status) { browser.get(&page.location).await } else { page }
}

/// The frame is his, the language that of the view, and the first product's price one of these.
fn sees_his_own(page: &Answer, (who, own): (usize, &str), (code, lang, price): View, dollars: &[u32]) {
    // A visit is for the website that it was opened for.
    if page.status == 403 {
        assert!(who == VISIT && ["/es", "/en_jp"].contains(&code), "{who} {code}");
        return;
    }
    assert_eq!(page.status, 200, "{who} {code}");
    let identities = page.html.split("name=\"identity\" value=\"").skip(1).map(|rest| &rest[..32]);
    assert!(identities.into_iter().all(|identity| identity == own), "{who} {code}: {}", page.html);
    assert_eq!((page.shows("/assistance/close\""), page.shows("class=\"badge\">2<")), (who == VISIT, who == WITH_CART), "{who} {code}");
    assert!(page.shows(lang), "{who} {code}: {}", page.html);
    let shown = page.html.split("class=\"price").nth(1).and_then(|rest| rest.split(['>', '<']).nth(1)).unwrap_or_default();
    assert!(dollars.iter().any(|&dollars| price(dollars) == shown), "{who} {code}: {shown} where it is {dollars:?}");
}

const WITH_CART: usize = 1;
const VISIT: usize = 4;

/// Five people look at two pages in five views at once, while the price changes and the cache is flushed: each sees his own, in the words
/// and the currency of the view he asked, at the price that stands or stood a moment ago; and after a change was answered no other.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whatever_is_asked_at_once_nobody_sees_anothers_page_nor_a_price_that_has_changed() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let mut with_cart = shop.guest();
    with_cart.edits("/product/harbour-mug", "/product/harbour-mug", &[("quantity", "2")]).await;
    let mut visit = shop.staff("theo").await;
    visit.logs_in_as("clara").await;
    let mut people = [shop.guest(), with_cart, shop.customer("ada").await, shop.customer("clara").await, visit];
    let mut own = Vec::new();
    for person in &mut people {
        own.push(person.get("/checkout/cart").await.input("identity").unwrap_or_else(|| "0".repeat(32)));
    }
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    let looks = vec((0..people.len(), 0..VIEWS.len(), any::<bool>()), 2..9);
    let strategy = (looks, option::of(1_u32..90), any::<bool>());
    let mut runner = TestRunner::deterministic();
    let mut stands = 14;
    for _ in 0..60 {
        let (looks, price, flushes) = strategy.new_tree(&mut runner).unwrap().current();
        let price = price.unwrap_or(stands);
        let looking = looks.iter().map(|&(who, view, is_product)| {
            let mut browser = people[who].clone();
            let path = format!("{}{}", VIEWS[view].0, if is_product { "/product/harbour-mug" } else { "/category/kitchen" });
            tokio::spawn(async move { looks_at(&mut browser, &path).await })
        });
        let (pages, ()) = tokio::join!(join_all(looking), async {
            if flushes {
                rosa.edits("/admin/cache", "/admin/cache/flush", &[("kind", "")]).await;
            }
            if price != stands {
                assert_eq!(rosa.edits(&mug, &mug, &[("price", &price.to_string())]).await.status, 303);
            }
        });
        for (page, (who, view, _)) in pages.into_iter().zip(looks) {
            sees_his_own(&page.unwrap(), (who, &own[who]), VIEWS[view], &[stands, price]);
        }
        stands = price;
        for view in VIEWS {
            sees_his_own(&looks_at(&mut shop.guest(), &format!("{}/category/kitchen", view.0)).await, (0, &own[0]), view, &[stands]);
        }
    }
}

/// Pages of three views of two websites, of two categories, and of two products of one of them.
const SHOWN: [&str; 8] = [
    "/",
    "/category/kitchen",
    "/category/road",
    "/product/harbour-mug",
    "/product/soft-egg-timer",
    "/de",
    "/de/product/hafenbecher",
    "/es",
];

/// Those that have to be made for whoever asks now.
async fn made_anew(shop: &Shop) -> Vec<&'static str> {
    let mut made = Vec::new();
    for path in SHOWN {
        let page = shop.guest().get(path).await;
        assert_eq!(page.status, 200, "{path}");
        if page.headers.get("cache-status").is_none_or(|status| status != "Alongside; hit") {
            made.push(path);
        }
    }
    made
}

/// Where something is changed, to what, and the pages that show it.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a [&'a str]);

#[tokio::test]
async fn a_change_makes_the_pages_anew_that_show_it_and_no_other() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    assert_eq!((made_anew(&shop).await.len(), made_anew(&shop).await.len()), (SHOWN.len(), 0));
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").unwrap();
    let kitchen = rosa.get("/admin/catalog/categories").await.link_of("Kitchen").unwrap();
    let german = |path: &str| format!("{path}?scope=view-{}", store::SECOND_VIEW);
    let (title, name) = (german("/admin/config/login_as_customer"), german("/admin/config/general"));
    let shows_the_mug = ["/", "/category/kitchen", "/product/harbour-mug", "/de", "/de/product/hafenbecher", "/es"];
    let cases: [Case<'_>; 5] = [
        // The opt-in's title stands on no page of the catalog.
        (&title, &[("shopping_assistance_checkbox_title", "Hilfe"), ("shopping_assistance_checkbox_title-system", "")], &[]),
        (&name, &[("name", "Laden"), ("name-system", "")], &["/de", "/de/product/hafenbecher"]),
        (&mug, &[("description", "It holds what it holds.")], &shows_the_mug),
        (&mug, &[("price", "15")], &shows_the_mug),
        // Its name stands in the frame of every page; the German and the Spanish view have one of their own.
        (&kitchen, &[("name", "Cooking")], &SHOWN[..5]),
    ];
    for (page, form, expected) in cases {
        assert_eq!(rosa.edits(page, page, form).await.status, 303, "{page} {form:?}");
        assert_eq!(made_anew(&shop).await, expected, "{page} {form:?}");
        assert_eq!(made_anew(&shop).await.len(), 0);
    }
}

/// Another value than the one in force.
fn another(field: &Field) -> String {
    let other = |options: domain::config::Choices| options.iter().find(|o| Some(*o) != field.default).unwrap_or_default().to_owned();
    match field.kind {
        Kind::YesNo => other_answer(field.default),
        Kind::Line(_) | Kind::Text(_) => "Something else".to_owned(),
        Kind::Choice(options) | Kind::Named(options) => other(options),
        Kind::Rates => "USD 1\nEUR 0.5\nJPY 100".to_owned(),
        Kind::TaxRates => "DE 7".to_owned(),
        Kind::Whole(least, _) => least.max(7).to_string(),
        Kind::CustomerGroup => domain::ids::CustomerGroupId::RETAILER.to_string(),
        Kind::Amount => "9".to_owned(),
        Kind::Email => "else@example.com".to_owned(),
    }
}

fn other_answer(default: Option<&str>) -> String {
    if default == Some("1") { "0" } else { "1" }.to_owned()
}

/// Whoever shows a setting on a page of the catalog and forgets that the page is made of it finds the old one here.
#[tokio::test]
async fn no_setting_leaves_a_page_as_it_was_that_would_be_another_if_it_were_made_now() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    // Where everybody needs a second factor, rosa, who has none, comes to nothing else.
    for field in FIELDS.iter().filter(|field| field.setting != Setting::SecondFactorNeeded) {
        for path in SHOWN {
            looks_at(&mut shop.guest(), path).await;
        }
        let (page, name) = (format!("/admin/config/{}", field.section.code()), field.name());
        let form = [(name, &*another(field)), (&*format!("{name}-system"), "")];
        assert_eq!(rosa.edits(&page, &page, &form).await.status, 303, "{form:?}");
        let mut pages = Vec::new();
        for _ in 0..2 {
            let mut shown = Vec::new();
            for path in SHOWN {
                shown.push(looks_at(&mut shop.guest(), path).await.html);
            }
            pages.push(shown);
            assert_eq!(rosa.edits("/admin/cache", "/admin/cache/flush", &[("kind", "")]).await.status, 303);
        }
        assert_eq!(pages[0], pages[1], "{}", field.path);
        rosa.edits(&page, &page, &[(name, field.default.unwrap_or_default()), (&format!("{name}-system"), "1")]).await;
    }
}

/// How many pieces are left is another number with each sale, of which no staff member knows.
#[tokio::test]
async fn what_is_left_of_a_product_is_told_anew_after_each_sale() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    for left in ["Only 3 left", "Only 2 left", "Only 1 left"] {
        for _ in 0..2 {
            assert!(looks_at(&mut shop.guest(), "/product/soft-egg-timer").await.shows(left), "{left}");
        }
        crate::checkout::puts(&mut ada, "soft-egg-timer", "1").await;
        assert_eq!(crate::products::orders(&mut ada).await.status, 303);
    }
    let page = looks_at(&mut shop.guest(), "/product/soft-egg-timer").await;
    assert!(page.shows("Out of stock") && !page.shows(" left<"), "{}", page.html);
}
