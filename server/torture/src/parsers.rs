//! Any bytes for each parser of what strangers send: none panics, and what is accepted is what it claims to be.
//!
//! Bytes come from chance and from pieces that mean something, spliced and cut, so that parsers are led deep.

use crate::Settings;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri, header};
use domain::{
    access::RoleName,
    cart::Quantity,
    customers::{Email, PersonName},
    ids::{CategoryId, CustomerId, StoreGroupId, StoreViewId, WebsiteId},
    money::{Currency, Rates},
    staff::UserName,
    stores::{BaseUrl, Found, Language, Shop, StoreGroup, StoreView, Stores, Website},
};
use server::{
    endpoints::Half,
    http::{cookies::Jar, form, host::Hosts, origin::is_same_origin, proxy::Proxies},
};
use std::{net::IpAddr, sync::LazyLock};
use store::{HandoffToken, Token};
use ui::{notice::Notice, web::local_path};

struct Parser {
    name: &'static str,
    parse: fn(&[u8]),
}

/// What is text to its parser gets text.
fn text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

const PARSERS: &[Parser] = &[
    Parser {
        name: "a form or a query",
        parse: |b| {
            let pairs = form::query(&text(b));
            assert!(pairs.len() <= b.len().saturating_add(1));
        },
    },
    Parser {
        name: "cookies",
        parse: |b| {
            if let Ok(value) = HeaderValue::from_bytes(b) {
                let headers = HeaderMap::from_iter([(header::COOKIE, value)]);
                for (half, https) in
                    [(Half::Storefront, false), (Half::Storefront, true), (Half::Backoffice, false), (Half::Backoffice, true)]
                {
                    Jar::read(&headers, half, https);
                }
            }
        },
    },
    Parser {
        name: "where a request comes from",
        parse: |b| {
            if let Ok(value) = HeaderValue::from_bytes(b) {
                let mut headers = HeaderMap::new();
                headers.insert(header::ORIGIN, value);
                let hosts = Hosts::new("https://shop.example", &[]).unwrap();
                let ours = ["https://shop.example", "https://shop.example:", "https://shop.example:443"];
                assert!(ours.contains(&&*text(b)) || !is_same_origin(&headers, None, &hosts));
            }
        },
    },
    Parser {
        name: "the host that is asked",
        parse: |b| {
            if let Ok(value) = HeaderValue::from_bytes(b) {
                let headers = HeaderMap::from_iter([(header::HOST, value)]);
                let hosts = Hosts::new("https://shop.example", &[]).unwrap();
                if hosts.asked(&Uri::from_static("/"), &headers).is_ok() {
                    assert!(text(b).starts_with("shop.example"));
                }
            }
        },
    },
    Parser {
        name: "whom a proxy forwards",
        parse: |b| {
            if let Ok(value) = HeaderValue::from_bytes(b) {
                let headers = [HeaderName::from_static("x-forwarded-for"), header::FORWARDED].map(|name| (name, value.clone()));
                let (headers, peer) = (HeaderMap::from_iter(headers), IpAddr::from([10, 0, 0, 2]));
                assert_eq!(Proxies::new(&[]).unwrap().client(peer, &headers).address, peer);
                for trusted in ["10.0.0.0/8", "10.0.0.0/8 Forwarded"] {
                    Proxies::new(&[trusted.to_owned()]).unwrap().client(peer, &headers);
                }
            }
        },
    },
    Parser {
        name: "a message in a cookie",
        parse: |b| {
            if let Some(notice) = Notice::from_cookie(&text(b)) {
                assert!(Notice::from_cookie(&notice.to_cookie()).is_some());
            }
        },
    },
    Parser {
        name: "Accept-Language",
        parse: |b| assert!(Language::from_accept_language(&text(b)).is_none_or(|l| l == Language::Pseudo || Language::ALL.contains(&l))),
    },
    Parser {
        name: "a path with a store code",
        parse: |b| {
            let text = text(b);
            match SHOP.find("https://shop.example", &text) {
                Found::Here(_, rest, named) => {
                    assert!(rest == "/" || text.ends_with(rest));
                    assert!(!named || text.trim_start_matches('/') == "de" || text.starts_with("/de/"), "{rest}");
                }
                Found::Moved(view, rest) => {
                    assert!(HeaderValue::try_from(view.href(rest)).is_ok() || HeaderValue::try_from(&*text).is_err())
                }
            }
        },
    },
    Parser {
        name: "what currencies are worth",
        parse: |b| {
            if let Ok(rates) = Rates::parse(&text(b)) {
                assert_eq!(Rates::parse(&rates.to_string()), Ok(rates));
            }
        },
    },
    Parser {
        name: "a base URL",
        parse: |b| {
            if let Ok(url) = BaseUrl::parse(&text(b)) {
                assert_eq!(BaseUrl::parse(url.as_str()), Ok(url));
            }
        },
    },
    Parser {
        name: "an address to go back to",
        parse: |b| {
            if let Some(path) = local_path(Some(&text(b))) {
                assert!(path.starts_with('/') && !path.starts_with("//") && HeaderValue::try_from(&path).is_ok());
            }
        },
    },
    Parser {
        name: "a token",
        parse: |b| {
            if let Some(token) = Token::parse(&text(b)) {
                assert_eq!((token.expose().len(), token.digest().len()), (43, 64));
            }
        },
    },
    Parser {
        name: "a hand-off's token",
        parse: |b| {
            if let Some(token) = HandoffToken::parse(&text(b)) {
                assert!(HandoffToken::parse(&token.expose()).is_some());
            }
        },
    },
    Parser {
        name: "an identifier",
        parse: |b| {
            if let Ok(id) = text(b).parse::<CustomerId>() {
                assert_eq!(id.to_string().parse(), Ok(id));
            }
        },
    },
    Parser {
        name: "a quantity",
        parse: |b| {
            if let Ok(quantity) = Quantity::parse(&text(b)) {
                assert!((1..=99).contains(&quantity.get()));
            }
        },
    },
    Parser {
        name: "an e-mail address",
        parse: |b| {
            if let Ok(email) = Email::parse(&text(b)) {
                assert!(email.as_str().contains('@') && !email.as_str().chars().any(|c| c.is_whitespace() || c.is_control()));
                assert!(Email::parse(email.as_str()).is_ok());
            }
        },
    },
    Parser {
        name: "names",
        parse: |b| {
            let text = text(b);
            if let Ok(name) = PersonName::parse(&text) {
                assert!(!name.as_str().is_empty() && !name.as_str().chars().any(char::is_control));
            }
            if let Ok(name) = UserName::parse(&text) {
                assert!(name.as_str().is_ascii());
            }
            if let Ok(name) = RoleName::parse(&text) {
                assert!(!name.as_str().trim().is_empty());
            }
        },
    },
];

const PIECES: &[&[u8]] = &[
    b"a=b&",
    b"%",
    b"%ff",
    b"%00",
    b"+",
    b"&&",
    b"==",
    b"; ",
    b"visit=",
    b"__Host-staff=",
    b"\"",
    b"\\",
    b"https://",
    b"http://",
    b"null",
    b"shop.example",
    b"de",
    b"/de",
    b"/de/",
    b"admin",
    b"10.0.0.1",
    b"[::1]",
    b":443",
    b",",
    b"//",
    b"/",
    b"de-AT;q=0.8,",
    b"*;q=",
    b"1e999",
    b"q=-1",
    b"@",
    b"a@b.c",
    b".",
    b"..",
    b"0",
    b"9",
    b"99",
    b"-",
    b"\xff\xfe",
    b"\xe2\x80\xae",
    b"\xc3",
    b"\r\n",
    b"\t",
    b"\0",
    b"xn--",
    b"01890000000070008000000000000000",
    b"CartAdded",
    b"{",
    b"}",
    b"[",
    b":",
];

pub async fn run(settings: Settings) -> String {
    let rounds: u64 = settings.of(20_000, 1_000_000);
    let mut chance = fastrand::Rng::with_seed(settings.seed);
    for n in 0..rounds {
        let bytes = bytes(&mut chance);
        for parser in PARSERS {
            let parsed = std::panic::catch_unwind(|| (parser.parse)(&bytes));
            assert!(parsed.is_ok(), "{} fails at {:?} ({bytes:?})", parser.name, text(&bytes));
        }
        if n % 100_000 == 99_999 {
            println!("  {} of {rounds} pieces", n + 1);
        }
    }
    format!("{} parsers, {rounds} times each", PARSERS.len())
}

fn bytes(chance: &mut fastrand::Rng) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..chance.usize(..12) {
        match chance.u8(..6) {
            0 => bytes.extend((0..chance.usize(..9)).map(|_| chance.u8(..))),
            1 => bytes.extend((0..chance.usize(..60)).map(|_| chance.alphanumeric() as u8)),
            2 => {
                let piece = PIECES[chance.usize(..PIECES.len())];
                bytes.extend(piece.repeat(chance.usize(..50)));
            }
            _ => bytes.extend_from_slice(PIECES[chance.usize(..PIECES.len())]),
        }
    }
    bytes
}

/// A shop with two views.
static SHOP: LazyLock<Shop> = LazyLock::new(|| {
    let (website, group) = (WebsiteId::NOTHING, StoreGroupId::NOTHING);
    let view = |n: u128, code: &str| StoreView {
        id: format!("{n:032x}").parse().unwrap_or(StoreViewId::NOTHING),
        group,
        code: code.into(),
        name: code.into(),
        language: Language::De,
        region: String::new(),
        currency: Currency::USD,
        base_url: None,
        active: true,
        position: 0,
        revision: 0,
    };
    let views = vec![view(1, "en"), view(2, "de")];
    let group_of = StoreGroup {
        id: group,
        website,
        code: "main".into(),
        name: "Main".into(),
        root: CategoryId::NOTHING,
        default_view: Some(views[0].id),
        revision: 0,
    };
    let main = Website {
        id: website,
        code: "base".into(),
        name: "Main".into(),
        position: 0,
        currency: Currency::USD,
        default_group: Some(group),
        is_default: true,
        revision: 0,
    };
    Shop::new(1, [0; 3], Stores::new(vec![main], vec![group_of], views), Default::default(), Default::default(), Vec::new())
});
