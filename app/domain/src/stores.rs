//! Websites, stores and store views: where a shopper stands, and in which language and currency.

use crate::money::Currency;
use serde::{Deserialize, Serialize};
use std::{borrow::Borrow, cmp::Reverse};
use strum::EnumCount;

/// Declares the languages; the list is made of `app/locales/languages.txt`.
macro_rules! languages {
    ($($(#[$default:ident])? $name:ident = $tag:literal, $own_name:literal;)*) => {
        /// The languages that Alongside speaks.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, EnumCount, Serialize, Deserialize)]
        pub enum Language { $($(#[$default])? $name),* }

        impl Language {
            pub const ALL: [Self; Self::COUNT] = [$(Self::$name),*];

            /// The BCP 47 tag, as in `<html lang>`.
            pub const fn tag(self) -> &'static str {
                match self { $(Self::$name => $tag),* }
            }

            /// The language's name in itself: a person who reads only that one can find it.
            pub const fn own_name(self) -> &'static str {
                match self { $(Self::$name => $own_name),* }
            }
        }
    };
}
include!(concat!(env!("OUT_DIR"), "/languages.rs"));

impl Language {
    /// The language of a tag: that very one, else one that differs by region or script only.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let the_same = |l: &Self| l.tag().eq_ignore_ascii_case(tag);
        Self::ALL.into_iter().find(the_same).or_else(|| Self::ALL.into_iter().find(|l| primary(l.tag()) == primary(tag)))
    }

    /// The first of ours in an `Accept-Language` header, by its weights (RFC 9110, 12.5.4).
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let wanted = header.split(',').take(20).filter_map(|part| {
            let mut pieces = part.split(';').map(str::trim);
            let language = Self::from_tag(pieces.next()?)?;
            let weight = pieces.find_map(|p| p.strip_prefix("q=")).map_or(Some(1000), thousandths)?;
            (weight > 0).then_some((weight, language))
        });
        // Of equal ones the first: `max_by_key` would take the last.
        wanted.min_by_key(|(weight, _)| Reverse(*weight)).map(|(_, language)| language)
    }
}

/// A weight of 0 to 1 with at most three decimals (RFC 9110, 12.4.2), in thousandths.
fn thousandths(weight: &str) -> Option<u16> {
    let (whole, decimals) = weight.split_once('.').unwrap_or((weight, ""));
    let digits = format!("{whole}{decimals:0<3}");
    let reads = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|n| reads && *n <= 1000)
}

/// Path segments that can never be a store code, because they mean something already.
pub const RESERVED_CODES: [&str; 4] = ["admin", "api", "pkg", "assistance"];

/// A store view: one language of one store of one website.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreView {
    /// Unique, lower case: `en`. The first segment of its addresses, unless it is the default view.
    pub code: String,
    pub name: String,
    pub website: String,
    pub website_name: String,
    pub language: Language,
    pub currency: Currency,
    pub is_default: bool,
}

impl StoreView {
    /// The address of `path` (which begins with `/`) in this view.
    pub fn href(&self, path: &str) -> String {
        if self.is_default {
            path.to_owned()
        } else if path == "/" {
            format!("/{}", self.code)
        } else {
            format!("/{}{path}", self.code)
        }
    }
}

/// What no store code stands before. A shop may let `/admin` through its proxy for its own office alone: it must not be open
/// at another address as well.
const BEHIND_NO_CODE: [&str; 2] = ["admin", "pkg"];

/// Takes the store code off a path, before anything is routed: the view, and the path that is left. A code leads into the
/// storefront alone; before anything else it is none.
pub fn strip_store_code<'a, 'v, V: Borrow<StoreView>>(views: &'v [V], path: &'a str) -> (Option<&'v V>, &'a str) {
    let (first, rest) = match path.strip_prefix('/').and_then(|p| p.split_once('/')) {
        Some((first, _)) => (first, path.get(first.len().saturating_add(1)..).unwrap_or("/")),
        None => (path.trim_start_matches('/'), "/"),
    };
    let leads_elsewhere = rest.split('/').nth(1).is_some_and(|second| BEHIND_NO_CODE.contains(&second));
    let found = |is_it: &dyn Fn(&StoreView) -> bool| views.iter().find(|view| is_it((*view).borrow()));
    match found(&|view| !view.is_default && view.code == first) {
        Some(view) if !leads_elsewhere => (Some(view), rest),
        Some(_) | None => (found(&|view| view.is_default), path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(code: &str, is_default: bool) -> StoreView {
        StoreView {
            code: code.into(),
            name: code.into(),
            website: "base".into(),
            website_name: "Main Website".into(),
            language: Language::En,
            currency: Currency::USD,
            is_default,
        }
    }

    #[test]
    fn the_store_code_is_stripped_and_put_back() {
        let views = [view("en", true), view("de", false)];
        for (asked, code, rest) in [
            ("/", "en", "/"),
            ("/cart", "en", "/cart"),
            ("/de", "de", "/"),
            ("/de/", "de", "/"),
            ("/de/cart", "de", "/cart"),
            ("/deluxe", "en", "/deluxe"),
            ("/en/cart", "en", "/en/cart"),
            ("/DE/cart", "en", "/DE/cart"),
            ("/de/assistance/enter", "de", "/assistance/enter"),
            ("/de/administrator", "de", "/administrator"),
        ] {
            let (found, path) = strip_store_code(&views, asked);
            assert_eq!((found.map(|v| v.code.as_str()), path), (Some(code), rest), "{asked}");
        }
        assert_eq!(views[1].href("/cart"), "/de/cart");
        assert_eq!(views[1].href("/"), "/de");
        assert_eq!(views[0].href("/"), "/");
    }

    #[test]
    fn the_back_office_is_not_reached_past_a_proxy_that_guards_its_address() {
        let views = [view("en", true), view("de", false)];
        for path in ["/de/admin", "/de/admin/customers", "/de/admin/login/", "/de/pkg/0/start.js"] {
            let (found, rest) = strip_store_code(&views, path);
            assert_eq!((found.map(|v| v.code.as_str()), rest), (Some("en"), path), "{path}");
        }
    }

    #[test]
    fn accept_language_is_read_by_weight_and_garbage_is_ignored() {
        // Klingon is a language that the shop will not have.
        for (header, language) in [
            ("de", Some(Language::De)),
            ("tlh, de;q=0.5, en;q=0.9", Some(Language::En)),
            ("tlh", None),
            ("de;q=0", None),
            ("de;q=x, en;q=0.1", Some(Language::En)),
            ("en-GB,de", Some(Language::En)),
            (";;;,,q=", None),
            ("de;q=NaN", None),
            ("en;q=0.8, de;q=0.80", Some(Language::En)),
            ("en;q=0.899, de;q=0.9", Some(Language::De)),
            ("de;q=1.001, en;q=0.0001", None),
            ("de;q=+0.5", None),
            ("DE-at", Some(Language::De)),
        ] {
            assert_eq!(Language::from_accept_language(header), language, "{header}");
        }
    }
}
