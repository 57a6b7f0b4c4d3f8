//! Everything that can be sent to every endpoint of the table, by everybody: no failure but the declared 503, no panic, no growth
//! of memory, and no answer that tells "not yours" from "not there".

use crate::Settings;
use actors::{Answer, Browser, Shop, address, resident};
use axum::{
    body::Body,
    http::{Request, header},
};
use server::endpoints::{self, Endpoint, Half, Kind};
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
                if let Some(wrong) = sent.is_not_for_him(&answer) {
                    panic!("seed {seed}, request {n}: {wrong} answers {sent:?}");
                }
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
    let wrong = shop.store.by(&server::jobs::job(shop.now())).contradictions().await.unwrap();
    assert!(wrong.is_empty(), "{wrong:#?}");
    format!(
        "{requests} requests to {} endpoints by 7 kinds of callers, no failure, no panic, {per_request} bytes left behind by each; statuses {statuses:?}",
        endpoints::all().len()
    )
}

/// Browsers of each kind, identifiers that exist, the names of all fields, and forms as their pages show them.
#[derive(Clone)]
struct People {
    browsers: Vec<Browser>,
    identifiers: Vec<String>,
    names: Vec<&'static str>,
    forms: Vec<Shown>,
}

/// A form that changes a stored thing: whose it is, where it is sent, and what it holds.
#[derive(Clone)]
struct Shown {
    browser: usize,
    endpoint: &'static Endpoint,
    action: String,
    pairs: Vec<(String, String)>,
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
        identifiers.push(identifier(&rosa.finds_user("theo").await));
        let log = "/admin/login-as-customer-log";
        identifiers.extend(rosa.get(log).await.link_below(log).map(|l| identifier(&l)));
        let mut guest = shop.guest();
        guest.get("/product/harbour-mug").await;
        guest.post("/product/harbour-mug", &[("quantity", "1")]).await;
        identifiers.push(guest.get("/checkout/cart").await.input("product").unwrap());
        let mut browsers =
            vec![shop.guest(), guest, shop.customer("ada").await, rosa, shop.staff("nadia").await, shop.staff("kim").await, visit];
        let names = endpoints::all().iter().flat_map(|e| ui::form::examples(e.fields)).map(|(name, _)| name);
        // Of fields that stand as often as there are lines or options, the first ones.
        let names = names.filter(|name| name.split('-').nth(1).is_none_or(|n| n == "0" || n.parse::<u32>().is_err()));
        let names = names.chain(OF_EVERY_PAGE.iter().copied()).collect();
        let forms = shown(&mut browsers, &identifiers).await;
        Self { browsers, identifiers, names, forms }
    }
}

/// The forms that these people see on the pages of what exists.
async fn shown(browsers: &mut [Browser], identifiers: &[String]) -> Vec<Shown> {
    let mut forms = Vec::new();
    for endpoint in endpoints::all().iter().filter(|e| e.posts()) {
        for id in identifiers.iter().take(if endpoint.path.contains("{id}") { identifiers.len() } else { 1 }) {
            let action = address(endpoint, |name| if name == "slug" { "harbour-mug".to_owned() } else { id.clone() });
            for (browser, who) in browsers.iter_mut().enumerate() {
                let page = who.get(&action).await;
                if let Some(pairs) = page.form(&action).filter(|pairs| pairs.iter().any(|(name, _)| name == "shown")) {
                    forms.push(Shown { browser, endpoint, action: action.clone(), pairs });
                }
            }
        }
    }
    forms
}

fn identifier(path: &str) -> String {
    path.rsplit('/').next().unwrap().to_owned()
}

/// What is not there and what is another's give the same page: but for the request's own number and the address that was
/// asked, which stands in the form of the languages.
async fn alike(people: &People) {
    for browser in &people.browsers {
        for area in ["customers", "users", "roles", "login-as-customer-log"] {
            let mut pages = Vec::new();
            for id in ["00000000000000000000000000000000", "nonsense"] {
                let answer = browser.clone().get(&format!("/admin/{area}/{id}")).await;
                if answer.status == 303 {
                    continue;
                }
                pages.push((answer.status, answer.body()));
            }
            // An identifier of another kind of thing is not there either.
            for id in &people.identifiers {
                let answer = browser.clone().get(&format!("/admin/{area}/{id}")).await;
                if [403, 404].contains(&answer.status) {
                    pages.push((answer.status, answer.body()));
                }
            }
            pages.dedup();
            assert!(pages.len() <= 1, "{area}: {} kinds of answers tell of what is there", pages.len());
        }
    }
}

const LEAVING: &[&str] = &["/admin/logout", "/customer/account/logout", "/assistance/close"];
/// So many of the browsers, the first, belong to guests.
const GUESTS: usize = 2;

/// Names that no form declares: of addresses, and of every form.
const OF_EVERY_PAGE: &[&str] = &["q", "sort", "after", "before", "back", "export", "identity", "shown", "draft", "repeats"];

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

/// The codes that stand in addresses of the demo's views, and how their pages begin.
const VIEWS: &[(&str, &str)] = &[
    ("/de", "<html lang=\"de\""),
    ("/outlet", "<html lang=\"en\""),
    ("/es", "<html lang=\"es-ES\""),
    ("/en_jp", "<html lang=\"en-JP\""),
    ("/it", "<html lang=\"it\""),
    ("/nl", "<html lang=\"nl\""),
    ("/sv", "<html lang=\"sv\""),
    ("/es_us", "<html lang=\"es-US\""),
];

/// The identity of who has none.
const NOBODY: &str = "00000000000000000000000000000000";

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
        let (method, cookies) = (self.endpoint.kind, self.browser.cookies.keys());
        write!(f, "{method:?} {} {:?} {body:.500} with {cookies:?} {:?}", self.path, self.kind, self.headers)
    }
}

impl Sent {
    fn by(chance: &mut fastrand::Rng, people: &People) -> Self {
        let all = endpoints::all();
        let of_a_page = (chance.u8(..4) == 0 && !people.forms.is_empty()).then(|| &people.forms[chance.usize(..people.forms.len())]);
        let endpoint = of_a_page.map_or_else(|| &all[chance.usize(..all.len())], |form| form.endpoint);
        // Whoever signs out is out for the rest of the trial: that is sent by guests alone.
        let many = if LEAVING.contains(&&*endpoint.path) { GUESTS } else { people.browsers.len() };
        let who = of_a_page.map_or_else(|| chance.usize(..many), |form| form.browser);
        let mut browser = people.browsers[who].clone();
        let mut path = String::new();
        // A store code before it, or none, or one that is none.
        if chance.u8(..8) == 0 {
            path.push_str(["/en", "/xx", "//", "/DE"][chance.usize(..4)]);
        } else if endpoint.half() == Half::Storefront && chance.bool() {
            path.push_str(VIEWS[chance.usize(..VIEWS.len())].0);
        }
        path.push_str(&of_a_page.map_or_else(|| address(endpoint, |_| encoded(&value(chance, people))), |form| form.action.clone()));
        let mut pairs: Vec<(String, String)> = of_a_page.map(|form| form.pairs.clone()).unwrap_or_default();
        for _ in 0..chance.usize(..6) {
            let (name, value) = (people.names[chance.usize(..people.names.len())], value(chance, people));
            match pairs.iter_mut().find(|(n, _)| n == name) {
                Some(pair) => pair.1 = value,
                None => pairs.push((name.to_owned(), value)),
            }
        }
        let mut body = Vec::new();
        let text = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
        if endpoint.posts() {
            // As a page of ours would, mostly: else every second request ends at the first rule.
            let identity = if chance.u8(..10) == 0 { value(chance, people) } else { browser.identity(&endpoint.path).to_owned() };
            body = form_urlencoded::Serializer::new(text).append_pair("identity", &identity).finish().into_bytes();
        } else {
            // Of what is followed, what was missed: a stream has no end.
            let once = if endpoint.kind == Kind::Live { "once=1&" } else { "" };
            path = format!("{path}?{once}{text}");
        }
        let is_call = endpoint.kind == Kind::Call;
        if is_call {
            let part = ["true", "0", "\"", "{"][chance.usize(..4)];
            body = if chance.bool() { endpoint.example.clone() } else { endpoint.example.replacen(part, &value(chance, people), 1) }.into();
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
        let usual = if is_call { "application/json" } else { KINDS[0] };
        let kind = if chance.u8(..10) == 0 { KINDS[chance.usize(..KINDS.len())] } else { usual };
        let mut headers = Vec::new();
        if chance.u8(..6) == 0 {
            let name =
                ["accept-language", "user-agent", "referer", "accept-encoding", "sec-purpose", "origin", "x-forwarded-for", "forwarded"]
                    [chance.usize(..8)];
            let text: String = value(chance, people).chars().filter(|c| c.is_ascii_graphic() || *c == ' ').collect();
            headers.push((name, if name == "sec-purpose" { "prefetch".to_owned() } else { text }));
        }
        Self { endpoint, browser, path, body, kind: (kind != "\u{1}").then_some(kind), headers }
    }

    /// What of a page is another's: a form that somebody else would send, or the words of another view.
    fn is_not_for_him(&self, answer: &Answer) -> Option<String> {
        let own = ["/", "/admin"].map(|half| self.browser.identity(half));
        let shown = answer.html.split("name=\"identity\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
        let other = shown.into_iter().find(|shown| !own.contains(shown) && *shown != NOBODY).map(|other| format!("the identity {other}"));
        let in_view =
            VIEWS.iter().find(|(code, _)| self.path.strip_prefix(code).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?'])));
        let of_view = in_view.filter(|(_, lang)| answer.status == 200 && answer.shows("<html ") && !answer.shows(lang));
        other.or_else(|| of_view.map(|(code, _)| format!("a page of another view than {code}")))
    }

    fn is_prefetch(&self) -> bool {
        self.headers.iter().any(|(name, _)| *name == "sec-purpose")
    }

    fn request(&self) -> Request<Body> {
        let method = if self.endpoint.posts() { "POST" } else { "GET" };
        let mut request = Request::builder().method(method).uri(&self.path).header("sec-fetch-site", "same-origin");
        if let Some(kind) = self.kind.filter(|_| self.endpoint.posts()) {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        if self.endpoint.kind == Kind::Call {
            // What a page of ours adds to its calls.
            let page = self.browser.call(&self.endpoint.path, "");
            let stamps = page.headers().iter().filter(|(name, _)| name.as_str().starts_with("x-"));
            request = stamps.fold(request, |request, (name, value)| request.header(name, value));
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
