//! Everything that can be sent to every endpoint of the table, by everybody: no failure but the declared 503, no panic, no growth
//! of memory, and no answer that tells "not yours" from "not there".

use crate::Settings;
use actors::{Answer, Browser, Shop, resident};
use axum::{
    body::Body,
    http::{Request, header},
};
use server::endpoints::{ENDPOINTS, Endpoint, Method};
use std::{
    collections::BTreeMap,
    panic,
    sync::atomic::{AtomicUsize, Ordering},
};

static PANICS: AtomicUsize = AtomicUsize::new(0);

const HANDS: u64 = 4;

pub async fn run(settings: Settings) -> String {
    let requests: u64 = settings.of(20_000, 1_000_000);
    let before = panic::take_hook();
    panic::set_hook(Box::new(|_| {
        PANICS.fetch_add(1, Ordering::SeqCst);
    }));
    let shop = Shop::open().await;
    let people = People::come(&shop).await;
    alike(&people).await;
    let mut tasks = tokio::task::JoinSet::new();
    for hand in 0..HANDS {
        let (people, seed) = (people.clone(), settings.seed.wrapping_mul(1_000).wrapping_add(hand));
        tasks.spawn(async move {
            let mut chance = fastrand::Rng::with_seed(seed);
            let (mut sizes, mut statuses) = (Vec::new(), BTreeMap::new());
            for n in 0..requests / HANDS {
                let sent = Sent::by(&mut chance, &people);
                let answer = sent.browser.clone().send(sent.request()).await;
                // The declared 503: the store meets too many at once, or a browser asks for a page before it is wanted.
                let fine = answer.status < 500 || (answer.status == 503 && (answer.shows("<h1>") || sent.is_prefetch()));
                assert!(fine, "seed {seed}, request {n}: {} answers {sent:?}", answer.status);
                *statuses.entry(answer.status).or_insert(0_u64) += 1;
                if hand == 0 && n % (requests / HANDS / 8).max(1) == 0 {
                    println!("  {} of {requests} requests, {} MB", n * HANDS, resident("self") >> 20);
                    sizes.push(resident("self"));
                }
            }
            (sizes, statuses)
        });
    }
    let (mut sizes, mut statuses) = (Vec::new(), BTreeMap::<u16, u64>::new());
    for (some, counts) in tasks.join_all().await {
        sizes.extend(some);
        counts.into_iter().for_each(|(status, count)| *statuses.entry(status).or_insert(0) += count);
    }
    // Else most would end at the first rule, and prove little.
    for status in [200, 303, 400, 403, 404, 409, 413, 422] {
        assert!(statuses.get(&status).is_some_and(|n| *n >= requests / 10_000), "too few answers were {status}: {statuses:?}");
    }
    panic::set_hook(before);
    assert_eq!(PANICS.load(Ordering::SeqCst), 0, "requests panicked");
    // The record of what was refused and done grows, in memory here: some 3 kB for each event. Anything more is a leak.
    let (half, last) = (sizes[sizes.len() / 2], sizes[sizes.len() - 1]);
    let per_request = last.saturating_sub(half) / (requests / 2);
    assert!(per_request < 8 * 1024, "each request leaves {per_request} bytes behind: {sizes:?}");
    let wrong = shop.store.contradictions(&server::jobs::job(shop.now())).await.unwrap();
    assert!(wrong.is_empty(), "{wrong:#?}");
    format!(
        "{requests} requests to {} endpoints by 7 kinds of callers, no failure, no panic, {per_request} bytes left behind by each; statuses {statuses:?}",
        ENDPOINTS.len()
    )
}

/// Browsers of each kind, and identifiers that exist.
#[derive(Clone)]
struct People {
    browsers: Vec<Browser>,
    identifiers: Vec<String>,
}

impl People {
    async fn come(shop: &Shop) -> Self {
        let mut rosa = shop.staff("rosa").await;
        let mut visit = shop.staff("theo").await;
        visit.logs_in_as("clara").await;
        let mut ended = shop.staff("theo").await;
        ended.cookies.extend(visit.cookies.clone());
        let mut identifiers = vec![identifier(&rosa.finds_customer("ada").await), identifier(&rosa.finds_customer("ben").await)];
        identifiers.push(identifier(&rosa.finds_role("Support").await));
        let users = rosa.get("/admin/users").await.html;
        identifiers.extend(actors::link(users.split("<tbody>").nth(1).unwrap(), "/admin/users/").map(|l| identifier(&l)));
        let log = rosa.get("/admin/login-as-customer-log").await.html;
        identifiers.extend(actors::link(log.split("<tbody>").nth(1).unwrap(), "/admin/login-as-customer-log/").map(|l| identifier(&l)));
        let mut guest = shop.guest();
        guest.get("/product/harbour-mug").await;
        guest.post("/product/harbour-mug", &[("quantity", "1")]).await;
        identifiers.push(guest.get("/checkout/cart").await.input("product").unwrap());
        let browsers =
            vec![shop.guest(), guest, shop.customer("ada").await, rosa, shop.staff("nadia").await, shop.staff("kim").await, visit];
        Self { browsers, identifiers }
    }
}

fn identifier(path: &str) -> String {
    path.rsplit('/').next().unwrap().to_owned()
}

/// What is not there and what is another's give the same page: but for the request's own number and the address that was
/// asked, which stands in the form of the languages.
async fn alike(people: &People) {
    let page = |answer: &Answer| answer.html.split("<main").nth(1).unwrap().split("<code>").next().unwrap().to_owned();
    for browser in &people.browsers {
        for area in ["customers", "users", "roles", "login-as-customer-log"] {
            let mut pages = Vec::new();
            for id in ["00000000000000000000000000000000", "nonsense"] {
                let answer = browser.clone().get(&format!("/admin/{area}/{id}")).await;
                if answer.status == 303 {
                    continue;
                }
                pages.push((answer.status, page(&answer)));
            }
            // An identifier of another kind of thing is not there either.
            for id in &people.identifiers {
                let answer = browser.clone().get(&format!("/admin/{area}/{id}")).await;
                if [403, 404].contains(&answer.status) {
                    pages.push((answer.status, page(&answer)));
                }
            }
            pages.dedup();
            assert!(pages.len() <= 1, "{area}: {} kinds of answers tell of what is there", pages.len());
        }
    }
}

const NAMES: &[&str] = &[
    "email",
    "password",
    "password_again",
    "current_password",
    "quantity",
    "product",
    "do",
    "first_name",
    "last_name",
    "name",
    "access",
    "resource",
    "token",
    "view",
    "language",
    "back",
    "q",
    "sort",
    "after",
    "before",
    "enabled",
    "enabled-system",
    "active",
    "role",
    "user_name",
    "revision",
    "identity",
    "repeats",
    "timezone",
    "assistance_allowed",
    "shopping_assistance_checkbox_title",
];

const VALUES: &[&str] = &[
    "",
    "0",
    "1",
    "-1",
    "99",
    "100",
    "99999999999999999999",
    "1e9",
    "NaN",
    "true",
    "on",
    "null",
    "[]",
    "{}",
    "remove",
    "custom",
    "all",
    "ada@example.com",
    "rosa",
    "Harbour",
    "harbour-mug",
    "kitchen",
    "' OR 1=1 --",
    "'; DELETE customer; --",
    "$token",
    "⟨id⟩",
    "customer:⟨x⟩",
    "<script>alert(1)</script>",
    "\"><img src=x>",
    "../../etc/passwd",
    "//evil.example",
    "https://evil.example",
    "\\evil",
    "/admin",
    "\u{0}",
    "\u{202e}abc",
    "\u{feff}",
    "ä\u{308}",
    "\u{1f9d1}\u{200d}\u{1f680}",
    "a\r\nSet-Cookie: x=y",
    "%00",
    "%",
    "%zz",
    "+",
    "Customer::manage",
    "base",
    "en",
    "de",
    "general",
    "price-desc",
    "name",
    "newest",
    "Europe/Berlin",
    "Mars/Olympus",
    "00000000000000000000000000000000",
];

const KINDS: &[&str] = &[
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "multipart/form-data; boundary=x",
    "application/json",
    "text/plain",
    "",
    "\u{1}",
];

struct Sent {
    endpoint: &'static Endpoint,
    browser: Browser,
    path: String,
    body: Vec<u8>,
    kind: Option<&'static str>,
    headers: Vec<(&'static str, String)>,
}

impl std::fmt::Debug for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let body = String::from_utf8_lossy(&self.body);
        let (method, cookies) = (self.endpoint.method, self.browser.cookies.keys());
        write!(f, "{method:?} {} {:?} {body:.500} with {cookies:?} {:?}", self.path, self.kind, self.headers)
    }
}

impl Sent {
    fn by(chance: &mut fastrand::Rng, people: &People) -> Self {
        let endpoint = &ENDPOINTS[chance.usize(..ENDPOINTS.len())];
        let mut browser = people.browsers[chance.usize(..people.browsers.len())].clone();
        let mut path = String::new();
        // A store code before it, or none, or one that is none.
        if chance.u8(..8) == 0 {
            path.push_str(["/en", "/de", "/xx", "//"][chance.usize(..4)]);
        }
        for part in endpoint.path.split('/').skip(1) {
            path.push('/');
            if part.starts_with('{') {
                path.push_str(&encoded(&value(chance, people)));
            } else {
                path.push_str(part);
            }
        }
        let pairs: Vec<(String, String)> =
            (0..chance.usize(..6)).map(|_| (NAMES[chance.usize(..NAMES.len())].to_owned(), value(chance, people))).collect();
        let mut body = Vec::new();
        let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
        match endpoint.method {
            Method::Get => path = format!("{path}?{text}"),
            Method::Post => {
                // As a page of ours would, mostly: else every second request ends at the first rule.
                let identity = if chance.u8(..10) == 0 { value(chance, people) } else { browser.identity.clone() };
                body = form_urlencoded::Serializer::new(text).append_pair("identity", &identity).finish().into_bytes();
            }
        }
        for _ in 0..(if chance.u8(..10) == 0 { 8 } else { 0 }) {
            if !body.is_empty() {
                let place = chance.usize(..body.len());
                body[place] = chance.u8(..);
            }
        }
        if chance.u8(..200) == 0 {
            body.resize(chance.usize(..400_000), b'a');
        }
        let names: Vec<String> = browser.cookies.keys().cloned().collect();
        if chance.u8(..20) == 0 && !names.is_empty() {
            let spoiled = &names[chance.usize(..names.len())];
            let garbage: String = value(chance, people).chars().filter(|c| c.is_ascii_graphic() && !";,\"\\".contains(*c)).collect();
            browser.cookies.insert(spoiled.clone(), garbage);
        }
        let kind = if chance.u8(..10) == 0 { KINDS[chance.usize(..KINDS.len())] } else { KINDS[0] };
        let mut headers = Vec::new();
        if chance.u8(..6) == 0 {
            let name = ["accept-language", "user-agent", "referer", "accept-encoding", "sec-purpose", "origin", "x-forwarded-for"]
                [chance.usize(..7)];
            let text: String = value(chance, people).chars().filter(|c| c.is_ascii_graphic() || *c == ' ').collect();
            headers.push((name, if name == "sec-purpose" { "prefetch".to_owned() } else { text }));
        }
        Self { endpoint, browser, path, body, kind: (kind != "\u{1}").then_some(kind), headers }
    }

    fn is_prefetch(&self) -> bool {
        self.headers.iter().any(|(name, _)| *name == "sec-purpose")
    }

    fn request(&self) -> Request<Body> {
        let method = if self.endpoint.method == Method::Get { "GET" } else { "POST" };
        let mut request = Request::builder().method(method).uri(&self.path).header("sec-fetch-site", "same-origin");
        if let (Some(kind), Method::Post) = (self.kind, self.endpoint.method) {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        for (name, text) in &self.headers {
            request = request.header(*name, text);
        }
        request.body(Body::from(self.body.clone())).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

fn value(chance: &mut fastrand::Rng, people: &People) -> String {
    match chance.u8(..12) {
        0 | 1 => people.identifiers[chance.usize(..people.identifiers.len())].clone(),
        2 => (0..chance.usize(..40)).map(|_| chance.char(..)).collect(),
        3 => "x".repeat(chance.usize(..3_000)),
        4 => format!("{:032x}", chance.u128(..)),
        _ => VALUES[chance.usize(..VALUES.len())].to_owned(),
    }
}

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}
