//! The doors of the shop: how often anybody may do something, how long a connection is held that does nothing, and what a browser keeps of
//! whoever was signed in.

use crate::lockout::posts_from;
use actors::{Answer, Browser, Shop, http2, somewhere};
use axum::{
    body::Body,
    extract::ConnectInfo,
    http::{Request, header},
};
use domain::audit::Action;
use server::{
    app::App,
    demo::PASSWORD,
    endpoints::{self, Endpoint, Half, Kind},
    http::connections::Patience,
    settings::Settings,
};
use std::{collections::BTreeSet, net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    time::{interval, timeout},
};
use ui::endpoint::Act;

pub(crate) const THERE: &str = "203.0.113.9";
const TOO_MUCH: &str = "Too much at once";

pub(crate) async fn asks_from(browser: &mut Browser, address: &str, mut request: Request<Body>) -> Answer {
    request.extensions_mut().insert(ConnectInfo(SocketAddr::new(address.parse().unwrap(), 4711)));
    browser.send(request).await
}

/// How many seconds somebody is told to wait.
pub(crate) fn wait(answer: &Answer) -> Option<u64> {
    answer.headers.get(header::RETRY_AFTER)?.to_str().unwrap().parse().ok()
}

/// One password over many accounts was answered without end.
#[tokio::test]
async fn past_the_limit_of_sign_ins_an_address_is_told_to_wait_whoever_is_asked_for_and_what_was_typed_is_kept() {
    let shop = Shop::open().await;
    let path = "/customer/account/login";
    let attempt = async |address: &str, name: &str| {
        let email = format!("{name}@example.com");
        posts_from(&mut shop.guest(), address, path, &[("email", &email), ("password", "wrong"), ("back", "/")]).await
    };
    for n in 0..20 {
        assert_eq!(attempt(THERE, &format!("person{n}")).await.status, 422);
    }
    let (known, unknown) = (attempt(THERE, "ada").await, attempt(THERE, "nobody").await);
    for answer in [&known, &unknown] {
        assert!(answer.status == 429 && answer.shows(TOO_MUCH) && wait(answer).is_some_and(|s| (1..=7).contains(&s)), "{}", answer.html);
        assert!(!answer.html.contains("wrong"), "no secret travels");
    }
    assert_eq!(known.input("email").as_deref(), Some("ada@example.com"));
    assert_eq!(known.body().replace("ada@", "@"), unknown.body().replace("nobody@", "@"));
    let form = [("email", "ada@example.com"), ("password", "wrong"), ("back", "/")];
    let german = posts_from(&mut shop.guest(), THERE, &format!("/de{path}"), &form).await;
    assert!(german.status == 429 && german.shows("Zu viel auf einmal") && wait(&german).is_some(), "{}", german.html);
    assert_eq!(attempt("198.51.100.7", "person1").await.status, 422, "others are let in");
    let own = [("email", "ada@example.com"), ("password", PASSWORD)];
    assert_eq!(posts_from(&mut shop.guest(), "198.51.100.8", path, &own).await.status, 303);
    shop.advance(Duration::from_secs(7));
    assert_eq!(attempt(THERE, "person1").await.status, 422);
    let tried = shop.record().await.iter().filter(|e| e.action == Action::CustomerSignInRefused).count();
    assert_eq!(tried, 22, "what is past the limit is not looked at");
}

/// Thirty registrations from one address were all made.
#[tokio::test]
async fn of_thirty_registrations_from_one_address_ten_are_made() {
    let shop = Shop::open().await;
    let mut made = 0;
    for n in 0..30 {
        let email = format!("zoe{n}@mail.example");
        let new = [("first_name", "Zoe"), ("last_name", "Q"), ("email", &email), ("password", PASSWORD), ("password_again", PASSWORD)];
        made += usize::from(posts_from(&mut shop.guest(), THERE, "/customer/account/create", &new).await.status == 303);
    }
    assert_eq!(made, 10);
}

#[tokio::test]
async fn a_script_that_calls_too_often_gets_a_problem_in_its_words() {
    let shop = Shop::open().await;
    let mut ada = shop.customer("ada").await;
    let call = endpoints::all().iter().find(|e| e.kind == Kind::Call && e.half() == Half::Storefront).unwrap();
    for n in 0..301 {
        let request = ada.call(&call.path, &call.example);
        let answer = asks_from(&mut ada, THERE, request).await;
        if n == 300 {
            assert!(answer.status == 429 && answer.problem().title == TOO_MUCH && wait(&answer).is_some(), "{}", answer.html);
        } else {
            assert_ne!(answer.status, 429, "{n}");
        }
    }
    let german = asks_from(&mut shop.guest(), THERE, Request::get("/de/search?q=tasse").body(Body::empty()).unwrap()).await;
    assert_eq!(german.status, 200, "another act has a measure of its own");
}

/// Each row says what is done by it, or nothing; what costs a hash or may guess something says it.
#[test]
fn what_may_guess_or_costs_a_hash_is_limited() {
    let limited: Vec<&str> = endpoints::all().iter().filter(|e| e.kind == Kind::Form && e.act.is_some()).map(|e| &*e.path).collect();
    for path in [
        "/admin/forgot",
        "/admin/login",
        "/admin/login/code",
        "/admin/password",
        "/admin/customers/{id}/login-as-customer",
        "/assistance/enter",
        "/checkout",
        "/customer/account/confirm",
        "/customer/account/create",
        "/customer/account/createpassword",
        "/customer/account/forgotpassword",
        "/customer/account/login",
        "/customer/account/sign-in-information",
        "/sales/guest/form",
    ] {
        assert!(limited.contains(&path), "{path}: {limited:?}");
    }
    // Force Sign-In was not, nor was anything else that staff do with their own password.
    let asks = |e: &&Endpoint| e.fields.iter().flat_map(|group| group.iter()).any(|spec| spec.name == "current_password");
    let unbound: Vec<&str> = endpoints::all().iter().filter(asks).filter(|e| e.act.is_none()).map(|e| &*e.path).collect();
    assert!(unbound.is_empty() && endpoints::all().iter().filter(asks).count() > 10, "{unbound:?}");
    // And so is what does the same by a call: calls as such may be many.
    let is_bound = |e: &Endpoint| e.path == "/admin/api/role/save" && e.act == Some(Act::OwnPassword);
    assert!(endpoints::all().iter().any(is_bound));
    assert!(endpoints::all().iter().filter(|e| e.is_for_scripts()).all(|e| e.act.is_some()));
    assert!(endpoints::all().iter().any(|e| e.path == "/search" && e.act.is_some()));
}

/// A stranger who thinks of another range of prices each time had each page made for him.
#[tokio::test]
async fn a_category_is_narrowed_so_often_and_can_be_looked_at_all_the_same() {
    let shop = Shop::open().await;
    let looks = async |query: &str| {
        let request = Request::get(format!("/category/kitchen{query}")).body(Body::empty()).unwrap();
        asks_from(&mut shop.guest(), THERE, request).await
    };
    for n in 0..120 {
        assert_eq!(looks(&format!("?from={n}")).await.status, 200, "{n}");
    }
    for query in ["?from=120", "?stock=1", "?with=colour-1", "?sort=price", "?after=x", "?before=x"] {
        let answer = looks(query).await;
        assert!(answer.status == 429 && wait(&answer).is_some(), "{query}: {}", answer.status);
    }
    for query in ["", "?utm_source=letter"] {
        assert_eq!(looks(query).await.status, 200, "{query}");
    }
}

#[tokio::test]
async fn the_shops_own_networks_are_not_limited() {
    let settings =
        Settings { base_url: "http://shop.test".to_owned(), unlimited: vec!["203.0.113.0/24".to_owned()], ..Settings::default() };
    let shop = Shop::with(settings).await;
    for _ in 0..40 {
        let form = [("email", "nobody@example.com"), ("password", "wrong")];
        assert_eq!(posts_from(&mut shop.guest(), THERE, "/customer/account/login", &form).await.status, 422);
    }
}

/// Two thousand made-up tokens were two thousand alarms.
#[tokio::test]
async fn made_up_tokens_ring_once_and_are_counted() {
    let shop = Shop::open().await;
    for n in 0..12_u128 {
        let token = format!("{n:032x}.{}", "A".repeat(43));
        shop.guest().post_exactly("/assistance/enter", &[("token", &token)]).await;
    }
    let alarms = shop.record().await.into_iter().filter(|e| e.action == Action::AssistanceAlarm);
    let counted = alarms.map(|e| e.changes.into_iter().find(|change| change.field == "times").and_then(|change| change.after));
    // Those of one moment stand in no order.
    assert_eq!(counted.collect::<BTreeSet<_>>(), [None, Some("10".to_owned())].into());
}

#[tokio::test]
async fn security_txt_says_whom_to_tell_if_that_is_set() {
    let path = "/.well-known/security.txt";
    let shop = Shop::as_delivered().await;
    assert_eq!(shop.guest().get(path).await.status, 404);
    let settings = Settings {
        base_url: "https://shop.test".to_owned(),
        security_contact: "mailto:security@shop.test".to_owned(),
        ..Settings::default()
    };
    let answer = Shop::with(settings).await.guest().get(path).await;
    assert_eq!(answer.headers[header::CONTENT_TYPE], "text/plain; charset=utf-8");
    assert_eq!(
        answer.html,
        "Contact: mailto:security@shop.test\nExpires: 2026-08-28T00:00:00.000Z\nPreferred-Languages: en, de, es, it, nl, sv\n\
         Canonical: https://shop.test/.well-known/security.txt\n"
    );
    for bad in ["security@shop.test", "mailto:a b", "http://shop.test\nX: y"] {
        assert!(Settings { security_contact: bad.to_owned(), ..Settings::default() }.check().is_err(), "{bad}");
    }
}

/// After signing out a browser kept what it had kept.
#[tokio::test]
async fn whoever_leaves_an_account_leaves_nothing_of_it_and_never_loses_the_shoppers_own_session() {
    let shop = Shop::open().await;
    let cleared = |answer: &Answer| answer.headers.get("clear-site-data").map(|v| v.to_str().unwrap().to_owned());
    let expected = Some("\"cache\", \"storage\"".to_owned());
    let mut ada = shop.customer("ada").await;
    assert_eq!(cleared(&ada.edits("/customer/account", "/customer/account/logout", &[]).await), expected);
    let mut rosa = shop.staff("rosa").await;
    rosa.signs_in_as_customer("ben").await;
    rosa.logs_in_as("ada").await;
    let closed = rosa.post("/assistance/close", &[]).await;
    assert_eq!(cleared(&closed), expected);
    assert!(rosa.get("/customer/account").await.shows("Ben Castell"), "his own session is there again");
    assert_eq!(cleared(&rosa.edits("/admin", "/admin/logout", &[]).await), expected);
    assert_eq!(cleared(&rosa.get("/").await), None);
    crate::rows_held::tells_once(&shop, "whoever_leaves_an_account_leaves_nothing_of_it_and_never_loses_the_shoppers_own_session").await;
}

/// `/` for a signed-in customer could be stored, with his name on it.
#[tokio::test]
async fn no_browser_stores_what_holds_something_of_somebody() {
    let shop = Shop::open().await;
    let (ada, rosa) = (shop.customer("ada").await, shop.staff("rosa").await);
    let mut visit = rosa.clone();
    visit.logs_in_as("ada").await;
    for endpoint in endpoints::all().iter().filter(|e| e.kind == Kind::Page) {
        let path = somewhere(endpoint);
        let askers = if endpoint.half() == Half::Backoffice { vec![&rosa] } else { vec![&ada, &visit] };
        for asker in askers {
            let answer = asker.clone().get(&path).await;
            let kept = answer.headers[header::CACHE_CONTROL].to_str().unwrap();
            assert!(kept.contains("no-store"), "{path}: {kept}");
        }
    }
    let mut guest = shop.guest();
    assert_eq!(guest.get("/").await.headers[header::CACHE_CONTROL], "private, no-cache", "what is nobody's may be");
}

const HASTE: Patience = Patience {
    head: Duration::from_millis(400),
    request: LET_GO,
    still: Duration::from_millis(800),
    last_words: Duration::from_millis(400),
};
/// Whoever is let go is let go within this, on a slow machine; who is held for longer is held for ever.
const LET_GO: Duration = Duration::from_secs(20);

/// The shop over a socket of its own.
async fn served(app: &App, patience: Patience) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = app.clone();
    tokio::spawn(async move { app.serve_with(listener, patience, std::future::pending()).await });
    address
}

/// Reads until the other end lets go.
async fn ends(stream: &mut TcpStream) -> Vec<u8> {
    let mut got = Vec::new();
    // A line that is reset is let go, too.
    let _ = timeout(LET_GO, stream.read_to_end(&mut got)).await.unwrap();
    got
}

async fn connected(address: SocketAddr, said: &[u8]) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(said).await.unwrap();
    stream
}

/// Says something now and then, until the other end lets go.
async fn drips(mut stream: TcpStream, drop: &[u8]) {
    let mut drops = interval(Duration::from_millis(50));
    let dripping = async {
        loop {
            drops.tick().await;
            if stream.write_all(drop).await.is_err() {
                break;
            }
        }
    };
    timeout(LET_GO, dripping).await.unwrap();
}

/// Reads frames of HTTP/2 until one is the head of an answer.
async fn reads_a_head(stream: &mut TcpStream) {
    let reading = async {
        loop {
            let mut frame = [0_u8; 9];
            stream.read_exact(&mut frame).await.unwrap();
            let mut content = vec![0; usize::from(frame[1]) * 256 + usize::from(frame[2])];
            stream.read_exact(&mut content).await.unwrap();
            if frame[3] == 1 {
                break;
            }
        }
    };
    timeout(LET_GO, reading).await.unwrap();
}

/// Silence, heads drop by drop, and connections that do nothing after an answer were held for ever.
#[tokio::test]
async fn a_connection_of_which_nothing_comes_is_let_go_in_both_versions_of_http() {
    let shop = Shop::as_delivered().await;
    let address = served(&shop.app, HASTE).await;
    let request = b"GET /robots-or-nothing HTTP/1.1\r\nhost: shop.test\r\n\r\n";
    let silent = async { ends(&mut connected(address, b"").await).await };
    let silent2 = async { ends(&mut connected(address, http2::BEGINNING).await).await };
    let idle = async { ends(&mut connected(address, request).await).await };
    let dripping = async { drips(connected(address, b"GET / HTTP/1.1\r\nhost: shop.test\r\n").await, b"x").await };
    let pinging2 = async { drips(connected(address, http2::BEGINNING).await, http2::PING).await };
    let (silent, _, idle, (), ()) = tokio::join!(silent, silent2, idle, dripping, pinging2);
    assert!(silent.is_empty() && idle.starts_with(b"HTTP/1.1 404"), "{}", String::from_utf8_lossy(&idle));
}

/// A form that came drop by drop was waited for as long as its sender liked.
#[tokio::test]
async fn whoever_sends_a_form_drop_by_drop_is_let_go_in_both_versions_of_http() {
    let shop = Shop::as_delivered().await;
    let address = served(&shop.app, Patience { request: HASTE.head, ..HASTE }).await;
    let (path, kind) = ("/customer/account/login", "application/x-www-form-urlencoded");
    let head = format!("POST {path} HTTP/1.1\r\nhost: shop.test\r\ncontent-type: {kind}\r\ncontent-length: 60000\r\n\r\nx");
    let head2 = [http2::BEGINNING, &http2::asks("shop.test", path, true), http2::DROP].concat();
    let one = async {
        let (mut stream, mut answer) = (connected(address, head.as_bytes()).await, [0; 12]);
        timeout(LET_GO, stream.read_exact(&mut answer)).await.unwrap().unwrap();
        assert_eq!(&answer, b"HTTP/1.1 408");
        drips(stream, b"x").await;
    };
    let two = async {
        let mut stream = connected(address, &head2).await;
        reads_a_head(&mut stream).await;
        drips(stream, http2::DROP).await;
    };
    tokio::join!(one, two);
}

/// In HTTP/2 whoever shuts the window of each stream reads nothing, and keeps the line alive.
#[tokio::test]
async fn whoever_takes_nothing_of_an_answer_is_let_go_though_he_says_that_he_is_there() {
    let shop = Shop::as_delivered().await;
    let address = served(&shop.app, HASTE).await;
    let asked = [http2::DEAF, &http2::asks("shop.test", "/", false)].concat();
    let mut stream = connected(address, &asked).await;
    reads_a_head(&mut stream).await;
    drips(stream, http2::PING).await;
}

/// Answers that nobody read were kept for ever.
#[tokio::test]
async fn whoever_does_not_read_what_he_asked_for_is_let_go() {
    let shop = Shop::as_delivered().await;
    let address = served(&shop.app, HASTE).await;
    let mut stream = connected(address, b"").await;
    let request = b"GET / HTTP/1.1\r\nhost: shop.test\r\n\r\n".repeat(50);
    let asking = async {
        // Until no more fits on the line, which then is cut.
        while stream.write_all(&request).await.is_ok() {}
    };
    timeout(LET_GO, asking).await.unwrap();
    let mut other = connected(address, b"GET / HTTP/1.1\r\nhost: shop.test\r\nconnection: close\r\n\r\n").await;
    assert!(ends(&mut other).await.starts_with(b"HTTP/1.1 200"), "others are served");
}

/// Who had asked for half a page kept the program from stopping for as long as he liked.
#[tokio::test]
async fn whoever_says_no_more_keeps_nobody_from_stopping() {
    let shop = Shop::as_delivered().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let (app, patience) = (shop.app.clone(), Patience { head: LET_GO * 3, still: LET_GO * 3, ..HASTE });
    let stopped = async move {
        let _ = stopped.await;
    };
    let serving = tokio::spawn(async move { app.serve_with(listener, patience, stopped).await });
    let _silent = connected(address, b"").await;
    let _half = connected(address, b"GET / HTTP/1.1\r\nhost: shop.test\r\n").await;
    let mut other = connected(address, b"GET / HTTP/1.1\r\nhost: shop.test\r\nconnection: close\r\n\r\n").await;
    assert!(ends(&mut other).await.starts_with(b"HTTP/1.1 200"));
    stop.send(()).unwrap();
    timeout(LET_GO, serving).await.unwrap().unwrap();
}
