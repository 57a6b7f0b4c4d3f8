//! Looking around: languages, settings that show, addresses that are none, cookies over https, pages fetched ahead.

use actors::{Answer, Browser, Shop};
use axum::{body::Body, http::Request};
use domain::stores::Language;

async fn with(browser: &mut Browser, path: &str, header: &'static str, value: &str) -> Answer {
    browser.send(Request::get(path).header(header, value).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn the_language_is_the_store_views_and_in_the_back_office_the_choice_then_the_browsers() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    assert!(with(&mut guest, "/", "accept-language", "de").await.shows("<html lang=\"en\""), "whatever a browser would like");
    assert!(guest.get("/de/category/kueche").await.shows("<html lang=\"de\""), "the address names the view");
    let mut rosa = shop.staff("rosa").await;
    assert!(with(&mut rosa, "/admin", "accept-language", "de").await.shows("<html lang=\"de\""));
    rosa.post("/admin/language", &[("language", "en"), ("back", "/admin")]).await;
    assert!(with(&mut rosa, "/admin", "accept-language", "de").await.shows("<html lang=\"en\""));
}

#[tokio::test]
async fn the_stores_name_and_its_timezone_take_effect_on_every_page() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let ada = rosa.finds_customer("ada").await;
    assert!(rosa.get(&ada).await.shows("12:00"));
    let form = [("name", "Quayside Goods"), ("name-system", ""), ("timezone", "Asia/Tokyo"), ("timezone-system", "")];
    assert_eq!(rosa.edits("/admin/config/general", "/admin/config/general", &form).await.status, 303);
    assert!(shop.guest().get("/").await.shows("<bdi>Quayside Goods</bdi></a>"));
    assert!(rosa.get(&ada).await.shows("9:00"), "noon in UTC is nine in the evening in Tokyo");
}

#[tokio::test]
async fn title_and_tooltip_of_the_consent_are_those_that_were_set() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let form = [
        ("shopping_assistance_checkbox_title", "Let us help you"),
        ("shopping_assistance_checkbox_title-system", ""),
        ("shopping_assistance_checkbox_tooltip", "We see what you see."),
        ("shopping_assistance_checkbox_tooltip-system", ""),
    ];
    assert_eq!(rosa.edits("/admin/config/login_as_customer", "/admin/config/login_as_customer", &form).await.status, 303);
    let mut ada = shop.customer("ada").await;
    let pages = [shop.guest().get("/customer/account/create").await, ada.get("/customer/account/assistance").await];
    for page in pages {
        assert!(page.shows("Let us help you") && page.shows("We see what you see."), "{}", page.html);
    }
}

#[tokio::test]
async fn an_address_that_only_takes_forms_says_so_on_a_page_of_ours() {
    let shop = Shop::open().await;
    for path in ["/assistance/close", "/admin/logout"] {
        let answer = shop.guest().get(path).await;
        assert!(answer.status == 405 && answer.shows("<h1>"), "{path}: {} {}", answer.status, answer.html);
    }
}

#[tokio::test]
async fn whoever_followed_an_old_link_or_may_not_go_on_looks_on_from_there() {
    let shop = Shop::open().await;
    let has_the_shop_around_it = |answer: &Answer| answer.shows("class=\"categories\"");
    for path in ["/nothing-there", "/product/nothing-like-that"] {
        let answer = shop.guest().get(path).await;
        assert!(answer.status == 404 && has_the_shop_around_it(&answer), "{path}: {} {}", answer.status, answer.html);
    }
    let mut rosa = shop.staff("rosa").await;
    rosa.logs_in_as("ada").await;
    let answer = rosa.get("/customer/account/sign-in-information").await;
    assert!(answer.status == 403 && has_the_shop_around_it(&answer), "{} {}", answer.status, answer.html);
}

#[tokio::test]
async fn over_https_cookies_are_secure_and_bound_to_the_host_and_others_are_not_read() {
    let shop = Shop::at("https://shop.test").await;
    let mut ada = shop.guest();
    ada.get("/customer/account/login").await;
    let form = [("email", "ada@example.com"), ("password", server::demo::PASSWORD)];
    let answer = ada.post("/customer/account/login", &form).await;
    let line = answer.headers.get_all("set-cookie").iter().find(|c| c.to_str().unwrap().contains("shopper")).unwrap();
    let line = line.to_str().unwrap().to_owned();
    assert!(line.starts_with("__Host-shopper=") && line.contains("Secure") && line.contains("HttpOnly"), "{line}");
    assert_eq!(ada.get("/customer/account").await.status, 200);
    // A neighbour on plain http may set the plain name: it stands for nothing.
    let value = ada.cookies.remove("__Host-shopper").unwrap();
    ada.cookies.insert("shopper".into(), value);
    assert_eq!(ada.get("/customer/account").await.status, 303);
}

#[tokio::test]
async fn a_page_fetched_ahead_is_only_one_of_browsing_and_changes_and_logs_nothing() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let mut ada = shop.customer("ada").await;
    let mut theo = shop.staff("theo").await;
    theo.logs_in_as("clara").await;
    let home = shop.guest().get("/").await;
    assert!(home.headers["speculation-rules"].to_str().unwrap().ends_with("/speculation.json\""));
    for (browser, path) in [(&mut rosa, "/admin/roles"), (&mut ada, "/customer/account"), (&mut theo, "/customer/account")] {
        assert!(!browser.get(path).await.headers.contains_key("speculation-rules"), "{path}");
    }
    // The right goes, so that the visit would end with its next request.
    rosa.switches_the_feature(false).await;
    let before = shop.record().await.len();
    assert_eq!(with(&mut shop.guest(), "/category/kitchen", "sec-purpose", "prefetch").await.status, 200);
    let kim = shop.staff("kim").await;
    let signed_in = shop.record().await.len();
    for (browser, path) in [(&theo, "/"), (&ada, "/customer/account"), (&ada, "/checkout/cart"), (&rosa, "/admin"), (&kim, "/admin/roles")]
    {
        assert_eq!(with(&mut browser.clone(), path, "sec-purpose", "prefetch;prerender").await.status, 503, "{path}");
    }
    assert_eq!((shop.record().await.len(), signed_in), (signed_in, before + 1));
}

#[tokio::test]
async fn search_engines_are_told_what_a_page_of_the_store_is_and_nothing_of_the_back_office() {
    let shop = Shop::open().await;
    let page = shop.guest().get("/product/harbour-mug").await;
    assert!(page.shows("<meta name=\"description\" content=\"Thick stoneware that holds 350 ml"), "{:.600}", page.html);
    let page = shop.guest().get("/admin/login").await;
    assert!(page.shows("noindex") && !page.shows("name=\"description\""));
}

#[tokio::test]
async fn search_engines_may_show_the_stores_doors_and_nothing_that_is_somebodys_own_or_opened_by_an_address() {
    let shop = Shop::open().await;
    let (mut guest, mut ada) = (shop.guest(), shop.customer("ada").await);
    let hidden = "<meta name=\"robots\" content=\"noindex\">";
    // A stranger gets a form, a cart without anything in it, or is led to one of them. Each has one address, wherever signing in leads back to.
    for (path, address) in [
        ("/customer/account/login", "/customer/account/login"),
        ("/customer/account/login?back=%2Fcustomer%2Faddress", "/customer/account/login"),
        ("/customer/account/create", "/customer/account/create"),
        ("/checkout/cart", "/checkout/cart"),
        ("/help", "/help"),
    ] {
        let page = guest.get(path).await;
        let canonical = format!("<link rel=\"canonical\" href=\"http://shop.test{address}\">");
        assert!(page.status == 200 && !page.shows(hidden) && page.shows(&canonical), "{path}: {:.1500}", page.html);
        assert!(page.shows("<meta name=\"description\" content=\""), "{path}");
    }
    for (path, leads) in [("/customer/account", "/customer/account/login"), ("/checkout", "/checkout/cart")] {
        let answer = guest.get(path).await;
        assert!(answer.status == 303 && answer.location.starts_with(leads), "{path}: {}", answer.location);
    }
    for path in ["/customer/account/createpassword?token=made-up", "/customer/account/forgotpassword", "/search?q=mug", "/sales/guest/form"]
    {
        let page = guest.get(path).await;
        assert!(page.shows(hidden) && !page.shows("rel=\"canonical\""), "{path}: {:.1500}", page.html);
    }
    for path in ["/customer/address", "/customer/account/assistance", "/wishlist", "/sales/order/history"] {
        let page = ada.get(path).await;
        assert!(page.status == 200 && page.shows(hidden), "{path}: {:.1500}", page.html);
    }
    // What is her own she is not kept from, and no robot ever gets it.
    let account = ada.get("/customer/account").await;
    assert!(!account.shows(hidden) && !account.shows("rel=\"canonical\"") && account.headers["cache-control"] == "private, no-store");
    // Within a visit nothing is shown, whatever it is.
    let mut rosa = shop.staff("rosa").await;
    rosa.logs_in_as("ada").await;
    for path in ["/", "/category/kitchen", "/checkout/cart", "/customer/account"] {
        let page = rosa.get(path).await;
        assert!(page.status == 200 && page.shows(hidden), "{path}: {:.1500}", page.html);
    }
}

#[tokio::test]
async fn a_list_is_saved_as_comma_separated_values_by_whoever_may_see_it() {
    let shop = Shop::open().await;
    let saved = shop.staff("kim").await.get("/admin/customers?export=csv").await;
    assert_eq!(saved.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(saved.headers["content-disposition"], "attachment; filename=\"customers.csv\"");
    assert!(saved.shows("ada@example.com") && saved.html.lines().count() > 12, "{}", saved.html);
    assert_eq!(shop.staff("nadia").await.get("/admin/customers?export=csv").await.status, 403);
}

/// A name that is written from right to left changed the order of what stood beside it.
#[tokio::test]
async fn names_are_set_apart_from_what_stands_around_them_whichever_way_they_are_written() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let edit = "/customer/account/edit";
    assert_eq!(ada.edits(edit, edit, &[("first_name", "דנה"), ("last_name", "לוי")]).await.status, 303);
    let account = ada.get("/customer/account").await;
    assert!(account.shows("<bdi>דנה לוי</bdi>") && !account.shows("\u{2068}"), "{}", account.html);
    let mut rosa = shop.staff("rosa").await;
    let grid = rosa.get("/admin/customers?q=ada").await;
    assert!(
        grid.shows("<bdi>דנה לוי</bdi>") && grid.shows("\u{2068}דנה"),
        "in markup, and in labels, where there can be none: {}",
        grid.html
    );
    rosa.logs_in_as("ada").await;
    let visit = rosa.get("/").await;
    assert!(visit.shows("<strong><bdi>דנה לוי</bdi></strong>"), "{}", visit.html);
    let mug = rosa.get("/category/kitchen").await;
    assert!(mug.shows("<span class=\"name\"><bdi>Harbour Mug</bdi></span>"), "{}", mug.html);
}

#[tokio::test]
async fn six_languages_are_offered_and_the_one_that_nobody_speaks_is_had_for_the_asking_alone() {
    let shop = Shop::open().await;
    let (mut guest, mut rosa) = (shop.guest(), shop.staff("rosa").await);
    let mug = guest.get("/product/harbour-mug").await;
    for (name, lang) in
        [("English", "en"), ("Deutsch", "de"), ("Italiano", "it"), ("Nederlands", "nl"), ("Svenska", "sv"), ("Español", "es-US")]
    {
        let there = guest.get(&mug.link_of(name).unwrap()).await;
        assert!(there.status == 200 && there.shows(&format!("<html lang=\"{lang}\"")), "{name}: {}", there.html);
        assert!(mug.shows(&format!("hreflang=\"{lang}\"")), "{name}");
    }
    for language in Language::ALL.map(Language::tag) {
        assert_eq!(rosa.post("/admin/language", &[("language", language), ("back", "/admin")]).await.status, 303);
        let page = rosa.get("/admin").await;
        assert!(page.shows(&format!("<html lang=\"{language}\"")) && !page.shows("en-XA"), "{language}: {}", page.html);
    }
    assert_eq!(rosa.get("/admin/stores/views/new").await.options("language"), Language::ALL.map(Language::tag));
    let mut theo = shop.staff("theo").await;
    let page = with(&mut theo, "/admin", "accept-language", "en-XA").await;
    assert!(page.shows("<html lang=\"en-XA\"") && page.shows("[Öŕđéŕš ~~]"), "{}", page.html);
}
