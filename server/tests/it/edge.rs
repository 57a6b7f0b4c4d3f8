//! What is settled before any page: hosts, origins, proxies, cookies of others, how addresses and forms are written, and what
//! may be kept of an answer.

use actors::{Answer, Browser, Shop};
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{HeaderValue, Request, header, request::Builder},
};
use domain::audit::Action;
use server::settings::Settings;
use std::net::SocketAddr;

const FORM: &str = "application/x-www-form-urlencoded";

async fn send(browser: &mut Browser, request: Builder) -> Answer {
    browser.send(request.body(Body::empty()).unwrap()).await
}

/// The form with which rosa signs in, from wherever it comes.
async fn sign_in(shop: &Shop, headers: &[(&'static str, &str)]) -> u16 {
    let body = format!("user_name=rosa&password={}", server::demo::PASSWORD);
    let request = Request::post("/admin/login").header("content-type", FORM);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(*name, *value));
    shop.guest().send(request.body(Body::from(body)).unwrap()).await.status
}

/// An analytics script wrote a campaign's city into a cookie of the whole domain, in plain UTF-8: from then on whoever had it
/// was signed out, and stayed so.
#[tokio::test]
async fn a_foreign_cookie_in_whatever_bytes_signs_nobody_out() {
    let shop = Shop::open().await;
    let rosa = shop.staff("rosa").await;
    let ada = shop.customer("ada").await;
    for (cookies, path) in [(&rosa.cookies, "/admin"), (&ada.cookies, "/customer/account")] {
        let own = cookies.iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("; ");
        for (before, after) in [(&b""[..], &b"; city=K\xc3\xb6ln"[..]), (b"city=K\xf6ln;", b""), (b"{\"a\":1};\xff=\xfe; ;", b"")] {
            let line = HeaderValue::from_bytes(&[before, own.as_bytes(), after].concat()).unwrap();
            assert_eq!(send(&mut shop.guest(), Request::get(path).header(header::COOKIE, &line)).await.status, 200, "{line:?}");
        }
        let two =
            Request::get(path).header(header::COOKIE, HeaderValue::from_bytes(b"city=K\xc3\xb6ln").unwrap()).header(header::COOKIE, own);
        assert_eq!(send(&mut shop.guest(), two).await.status, 200);
    }
}

/// A shop let `/admin` through its proxy for its office alone, and was open at `/de/admin`.
#[tokio::test]
async fn a_store_code_leads_into_the_storefront_alone() {
    let shop = Shop::open().await;
    let mut rosa = shop.staff("rosa").await;
    let nothing = rosa.get("/nowhere").await.body();
    for path in ["/de/admin", "/de/admin/login", "/de/admin/customers", "/de/pkg/0/start.js"] {
        let answer = rosa.get(path).await;
        assert_eq!((answer.status, answer.body()), (404, nothing.clone()), "{path}");
    }
    let form = [("user_name", "rosa"), ("password", server::demo::PASSWORD)];
    let mut guest = shop.guest();
    assert_eq!(guest.post("/de/admin/login", &form).await.status, 404);
    assert!(guest.cookies.is_empty(), "nobody was signed in");
    assert_eq!(shop.guest().get("/de/assistance/ended").await.status, rosa.get("/assistance/ended").await.status);
}

/// A stranger pointed a name of his at the shop's address (DNS rebinding), and his page signed staff in.
#[tokio::test]
async fn under_a_name_that_is_not_the_shops_nothing_is_served() {
    let settings =
        Settings { base_url: "https://Shop.test".to_owned(), hosts: vec!["bücher.test:8443".to_owned()], ..Settings::default() };
    let shop = Shop::with(settings).await;
    for (host, status) in [
        ("shop.test", 200),
        ("SHOP.test:443", 200),
        ("xn--bcher-kva.test:8443", 200),
        ("xn--bcher-kva.test", 421),
        ("evil.test", 421),
        ("localhost", 421),
        ("shop.test@evil.test", 400),
        ("", 400),
    ] {
        for (path, served) in [("/", 200), ("/admin/login", 200), ("/pkg/0/start.js", 404), ("/nowhere", 404)] {
            let answer = send(&mut shop.guest(), Request::get(path).header("host", host)).await;
            assert_eq!(answer.status, if status == 200 { served } else { status }, "{host} {path}");
            if status != 200 {
                assert!(!answer.shows("<html") && answer.headers["cache-control"] == "no-store", "it shows nothing of the shop");
                assert!(answer.headers.contains_key("content-security-policy"));
            }
        }
    }
    assert_eq!(sign_in(&shop, &[("host", "evil.test"), ("origin", "https://evil.test")]).await, 421);
    assert_eq!(sign_in(&shop, &[("host", "evil.test"), ("sec-fetch-site", "same-origin")]).await, 421);
    // As in HTTP/2, where the host stands in the target.
    assert_eq!(send(&mut shop.guest(), Request::get("https://evil.test/").header("host", "evil.test")).await.status, 421);
    assert_eq!(send(&mut shop.guest(), Request::get("https://shop.test/").header("host", "evil.test")).await.status, 400);
    assert_eq!(send(&mut shop.guest(), Request::get("https://shop.test/").header("host", "shop.test")).await.status, 200);
}

#[tokio::test]
async fn a_form_is_taken_from_the_same_scheme_host_and_port_however_they_are_spelt() {
    let shop = Shop::at("https://Shop.test:443").await;
    for origin in ["https://shop.test", "https://shop.test:443", "https://SHOP.test"] {
        assert_eq!(sign_in(&shop, &[("origin", origin), ("host", "shop.test:443")]).await, 303, "{origin}");
    }
    for origin in ["http://shop.test", "https://shop.test:8443", "https://evil.test", "https://shop.test.evil.test", "null", ""] {
        assert_eq!(sign_in(&shop, &[("origin", origin), ("host", "shop.test")]).await, 403, "{origin}");
    }
    let plain = Shop::at("http://shop.test").await;
    assert_eq!(sign_in(&plain, &[("origin", "https://shop.test")]).await, 403);
    assert_eq!(sign_in(&plain, &[("sec-fetch-site", "same-site"), ("origin", "http://shop.test")]).await, 403, "the browser knows better");
    assert_eq!(sign_in(&plain, &[]).await, 403, "no browser's form");
}

/// Behind a proxy each event of a shop kept the proxy's address, for ever.
#[tokio::test]
async fn the_record_names_the_client_behind_a_trusted_proxy_and_believes_nobody_else() {
    let trusted_proxies = ["10.0.0.0/16", "10.1.0.0/16 Forwarded"].map(str::to_owned).to_vec();
    let settings = Settings { base_url: "http://shop.test".to_owned(), trusted_proxies, ..Settings::default() };
    let (behind, bare) = (Shop::with(settings).await, Shop::as_delivered().await);
    let (listed, forwarded) = ("x-forwarded-for", "forwarded");
    for (shop, peer, header, said, recorded) in [
        (&behind, "10.0.0.2:5000", listed, "1.2.3.4, 203.0.113.9", "203.0.113.9 via 10.0.0.2"),
        (&behind, "10.0.0.2:5000", listed, "203.0.113.9, unknown", "10.0.0.2"),
        (&behind, "192.0.2.7:5000", listed, "203.0.113.9", "192.0.2.7"),
        (&bare, "10.0.0.2:5000", listed, "203.0.113.9", "10.0.0.2"),
        (&behind, "10.1.0.2:5000", forwarded, "for=1.2.3.4, for=203.0.113.9", "203.0.113.9 via 10.1.0.2"),
        // Each passes on what it does not write, as a client sent it.
        (&behind, "10.0.0.2:5000", forwarded, "for=203.0.113.9", "10.0.0.2"),
        (&behind, "10.1.0.2:5000", listed, "203.0.113.9", "10.1.0.2"),
    ] {
        let mut request = Request::post("/admin/login")
            .header("content-type", FORM)
            .header("sec-fetch-site", "same-origin")
            .header(header, said)
            .body(Body::from("user_name=rosa&password=wrong"))
            .unwrap();
        request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
        assert_eq!(shop.guest().send(request).await.status, 422);
        let told = shop.record().await.into_iter().rfind(|event| event.action == Action::StaffSignInRefused).unwrap();
        assert_eq!(told.address, recorded, "{peer} {said}");
    }
}

/// A form in Latin-1 was stored with holes where its letters had been.
#[tokio::test]
async fn a_form_that_is_not_utf_8_changes_nothing_and_a_query_that_is_not_says_nothing() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let page = ada.get("/customer/account/edit").await;
    let shown: String = form_urlencoded::byte_serialize(page.input("shown").unwrap().as_bytes()).collect();
    let post = |kind: &str, name: &str| {
        let body = format!("identity={}&shown={shown}&first_name={name}&last_name=Brandt", page.input("identity").unwrap());
        Request::post("/customer/account/edit")
            .header("content-type", kind)
            .header("sec-fetch-site", "same-origin")
            .body(Body::from(body))
            .unwrap()
    };
    for (kind, name) in [(FORM, "J%F6rg"), ("application/x-www-form-urlencoded; charset=ISO-8859-1", "Joerg"), ("text/plain", "Joerg")] {
        assert_eq!(ada.send(post(kind, name)).await.status, 400, "{kind} {name}");
        assert_eq!(ada.get("/customer/account/edit").await.input("first_name").as_deref(), Some("Ada"));
    }
    assert_eq!(ada.send(post("Application/X-WWW-Form-Urlencoded; Charset=\"UTF-8\"", "J%C3%B6rg")).await.status, 303);
    let page = shop.guest().get("/search?q=%FF").await;
    assert!(page.status == 200 && !page.shows("\u{fffd}"), "{}", page.html);
}

#[tokio::test]
async fn an_address_with_a_slash_at_its_end_leads_to_the_one_without() {
    let shop = Shop::open().await;
    let mut guest = shop.guest();
    for (asked, led) in [
        ("/admin/", "/admin"),
        ("/admin/login/", "/admin/login"),
        ("/customer/account/", "/customer/account"),
        ("/category/kitchen/?sort=name", "/category/kitchen?sort=name"),
        ("/de/category/kitchen/", "/de/category/kitchen"),
        ("/de/", "/de"),
        ("/DE/", "/DE"),
    ] {
        for method in ["GET", "HEAD", "POST"] {
            let answer = send(&mut guest, Request::builder().method(method).uri(asked)).await;
            assert_eq!((answer.status, answer.location.as_str()), (308, led), "{method} {asked}");
        }
    }
    assert_eq!(guest.get("/DE").await.location, "/de", "store codes are written in small letters");
    for path in ["//", "//evil.example/", "/\\evil.example/", "///evil.example//"] {
        let answer = guest.get(path).await;
        assert_eq!((answer.status, answer.location.as_str()), (404, ""), "{path}");
    }
}

/// A link of somebody else's to the shop's own door must not lead on to his site.
#[tokio::test]
async fn signing_in_leads_on_within_the_shop_however_the_way_back_is_spelt() {
    let shop = Shop::open().await;
    let here = url::Url::parse("http://shop.test").unwrap();
    for (door, name, who) in [
        ("/admin/login", "user_name", "rosa"),
        ("/customer/account/login", "email", "ada@example.com"),
        ("/de/customer/account/login", "email", "ada@example.com"),
    ] {
        for back in [
            "//evil.test",
            "///evil.test",
            "/\\evil.test",
            "\\\\evil.test",
            "https://evil.test",
            "javascript:alert(1)",
            "/\t/evil.test",
            "/%09/evil.test",
            "/.//evil.test",
            "/..//evil.test",
            "/de//evil.test",
            "/de/de//evil.test",
            "/de/..//evil.test",
            "/admin//evil.test",
            "/admin/..//evil.test",
        ] {
            let form = [(name, who), ("password", server::demo::PASSWORD), ("back", back)];
            let answer = shop.guest().post(door, &form).await;
            let led = here.join(&answer.location).unwrap();
            assert!(answer.status == 303 && led.origin() == here.origin(), "{door} {back:?}: {}", answer.location);
        }
    }
}

/// Whoever could set a cookie could put words of his own on a page of the shop.
#[tokio::test]
async fn a_notice_says_nothing_that_somebody_else_wrote() {
    let shop = Shop::open().await;
    for text in
        ["{\"LoggedInAs\":\"Call 555-0100\"}", "{\"CartAdded\":\"Call 555-0100\"}", "\"Call 555-0100\"", "Call 555-0100", "\"LoggedInAs\""]
    {
        let mut guest = shop.guest();
        guest.cookies.insert("notice".to_owned(), form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20"));
        let page = guest.get("/").await;
        assert!(page.status == 200 && !page.shows("class=\"notices\"") && !page.shows("555-0100"), "{text}");
        assert!(!guest.cookies.contains_key("notice"), "it goes");
    }
    let mut guest = shop.guest();
    guest.get("/product/harbour-mug").await;
    assert_eq!(guest.post("/product/harbour-mug", &[("quantity", "1")]).await.status, 303);
    assert!(guest.get("/product/harbour-mug").await.shows("You added Harbour Mug to your shopping cart."));
    assert!(!guest.get("/product/harbour-mug").await.shows("You added"), "once");
    let mut theo = shop.staff("theo").await;
    let (_, token) = theo.starts("clara").await;
    theo.post_exactly("/assistance/enter", &[("token", &token.unwrap())]).await;
    assert!(theo.get("/customer/account").await.shows("You are logged in as customer: Clara"));
}

/// The home page of whoever had been signed in stayed in the browser, with his name on it.
#[tokio::test]
async fn only_what_holds_nothing_of_anybodys_is_kept_by_a_browser() {
    let shop = Shop::open().await;
    let mut shopper = shop.guest();
    shopper.get("/product/harbour-mug").await;
    shopper.post("/product/harbour-mug", &[("quantity", "1")]).await;
    shopper.get("/product/harbour-mug").await;
    let (ada, rosa) = (shop.customer("ada").await, shop.staff("rosa").await);
    for (who, path, kept) in [
        (&shop.guest(), "/", "private, no-cache"),
        (&shop.guest(), "/customer/account/login", "private, no-store"),
        (&shopper, "/", "private, no-store"),
        (&ada, "/", "private, no-store"),
        (&ada, "/category/kitchen", "private, no-store"),
        (&ada, "/search?q=mug", "private, no-store"),
        (&ada, "/nowhere", "private, no-store"),
        (&rosa, "/admin", "private, no-store"),
    ] {
        assert_eq!(who.clone().get(path).await.headers["cache-control"], kept, "{path}");
    }
}

#[tokio::test]
async fn over_https_no_browser_asks_by_plain_http_again() {
    let answer = Shop::at("https://shop.test").await.guest().get("/").await;
    assert_eq!(answer.headers["strict-transport-security"], "max-age=31536000");
    assert!(!Shop::as_delivered().await.guest().get("/").await.headers.contains_key("strict-transport-security"));
}
