//! Websites, stores and store views: where a shopper stands, and in which language and currency.
//!
//! A website holds stores, a store holds store views. [`tree`] is what the admin keeps; [`served`] is what is made of it for whoever
//! shops: each active view with its website, its address and the settings in force there.

mod language;
pub mod rules;
pub mod served;
pub mod tree;

pub use language::Language;
pub use served::{Days, Found, Served, Shop, Zones};
pub use tree::{StoreGroup, StoreView, Stores, Website};

use crate::text::{Flaw, checked_text, line, whole};
use url::{Host, Origin, Url};

/// Path segments that can never be a view's code, because they mean something already. A test of the server holds that each first
/// segment of an address of ours stands here.
pub const RESERVED_CODES: [&str; 13] = [
    "admin",
    "api",
    "assistance",
    "category",
    "checkout",
    "customer",
    "help",
    "picture",
    "pkg",
    "product",
    "search",
    "sitemap",
    "wishlist",
];

checked_text! {
    /// The code of a website, a store or a store view: small letters, digits and underscores, the first a letter, at most 32 of them.
    /// A view's code may be the first segment of its addresses.
    Code, code
}

checked_text! {
    /// The name of a website, a store or a store view: one line of at most 64 characters.
    Name, |text| line(text, Name::LONGEST)
}

impl Code {
    /// In characters.
    pub const LONGEST: usize = 32;
}

impl Name {
    /// In characters.
    pub const LONGEST: usize = 64;
}

fn code(text: &str) -> Result<String, Flaw> {
    let text = line(text, Code::LONGEST)?;
    let fits = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !fits {
        return Err(Flaw::NotACode);
    }
    if RESERVED_CODES.contains(&text.as_str()) { Err(Flaw::Reserved) } else { Ok(text) }
}

checked_text! {
    /// A region: two letters of ISO 3166-1, in capitals. With it a language is written as it is there.
    Region, |text| {
        let text = text.trim().to_ascii_uppercase();
        if text.len() == 2 && text.parse::<iso_currency::Country>().is_ok() { Ok(text) } else { Err(Flaw::NotARegion) }
    }
}

checked_text! {
    /// Where a view is reached, as an origin: scheme, host and port, as browsers compare them.
    BaseUrl, |text| {
        let origin = origin(text.trim().trim_end_matches('/')).ok_or(Flaw::NotABaseUrl)?;
        if origin.is_tuple() { Ok(origin.ascii_serialization()) } else { Err(Flaw::NotABaseUrl) }
    }
}

/// The hosts under which the shop is reached, as its settings name them: a view can have one of these, and no other. Whoever could send
/// a hand-off to a host of his own would be in the customer's account.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnHosts {
    named: Vec<String>,
    /// Whether the shop is reached on this machine alone: then all of its names are good.
    is_loopback: bool,
}

impl OwnHosts {
    pub fn new(named: Vec<String>, is_loopback: bool) -> Self {
        Self { named, is_loopback }
    }

    pub fn has(&self, base_url: &BaseUrl) -> bool {
        self.named.iter().any(|named| named == base_url.as_str())
            || self.is_loopback && origin(base_url.as_str()).is_some_and(|o| is_loopback(&o))
    }
}

pub fn is_loopback(origin: &Origin) -> bool {
    match origin {
        Origin::Tuple(_, Host::Domain(name), _) => name == "localhost" || name.ends_with(".localhost"),
        Origin::Tuple(_, Host::Ipv4(address), _) => address.is_loopback(),
        Origin::Tuple(_, Host::Ipv6(address), _) => address.is_loopback(),
        Origin::Opaque(_) => false,
    }
}

/// Scheme, host and port, as browsers compare them: lower case, the name in ASCII (UTS 46), the scheme's own port left out.
pub fn origin(text: &str) -> Option<Origin> {
    let (scheme, host) = text.split_once("://")?;
    // In what holds these a parser of addresses finds a host as well, which may be another one than somebody else finds.
    let ambiguous = |c: char| c.is_whitespace() || c.is_control() || "@/\\?#%".contains(c);
    if !["http", "https"].contains(&scheme) || host.contains(ambiguous) {
        return None;
    }
    Url::parse(text).ok().map(|url| url.origin())
}

/// The largest sort order that can be typed.
pub const LAST_POSITION: u32 = 9_999;

/// A sort order: 0 to 9999.
///
/// # Errors
/// The flaw to show at the field.
pub fn position(text: &str) -> Result<i64, Flaw> {
    if text.trim().is_empty() { Ok(0) } else { whole(text, 0, LAST_POSITION).map(i64::from) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_what_can_stand_in_an_address_and_means_nothing_else() {
        for (text, read) in [
            ("de", Ok("de")),
            (" outlet_2 ", Ok("outlet_2")),
            ("DE", Err(Flaw::NotACode)),
            ("2nd", Err(Flaw::NotACode)),
            ("_a", Err(Flaw::NotACode)),
            ("caf\u{e9}", Err(Flaw::NotACode)),
            ("a-b", Err(Flaw::NotACode)),
            ("a/b", Err(Flaw::NotACode)),
            ("admin", Err(Flaw::Reserved)),
            ("search", Err(Flaw::Reserved)),
            ("", Err(Flaw::Required)),
        ] {
            assert_eq!(Code::parse(text).map(|c| c.as_str().to_owned()), read.map(str::to_owned), "{text}");
        }
        assert_eq!(Code::parse(&"a".repeat(33)), Err(Flaw::TooLong(32)));
    }

    #[test]
    fn a_base_url_is_an_origin_and_nothing_else() {
        for (text, read) in [
            ("https://Shop.Example:443/", Some("https://shop.example")),
            ("http://de.localhost:3000", Some("http://de.localhost:3000")),
            ("https://b\u{fc}cher.example", Some("https://xn--bcher-kva.example")),
            ("shop.example", None),
            ("ftp://shop.example", None),
            ("https://shop.example/de", None),
            ("https://a@shop.example", None),
            ("https://", None),
            ("", None),
        ] {
            assert_eq!(BaseUrl::parse(text).ok().map(|u| u.as_str().to_owned()).as_deref(), read, "{text}");
        }
    }

    #[test]
    fn a_view_has_a_host_that_the_settings_name_and_no_other() {
        let url = |text| BaseUrl::parse(text).unwrap();
        let shop = OwnHosts::new(vec!["https://shop.example".into(), "https://outlet.example".into()], false);
        assert!(shop.has(&url("https://Outlet.example/")));
        assert!(
            !shop.has(&url("https://evil.example")) && !shop.has(&url("http://outlet.example")) && !shop.has(&url("https://localhost"))
        );
        let developed = OwnHosts::new(vec!["http://127.0.0.1:3000".into()], true);
        assert!(developed.has(&url("http://outlet.localhost:3000")) && !developed.has(&url("http://evil.example")));
    }

    #[test]
    fn a_sort_order_is_a_small_number_and_nothing_typed_is_the_first() {
        assert_eq!((position(""), position(" 12 "), position("-1")), (Ok(0), Ok(12), Err(Flaw::NotANumber)));
        assert_eq!(position("99999999999999999999"), Err(Flaw::OutOfRange(0, LAST_POSITION)));
    }
}
