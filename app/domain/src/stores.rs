//! Websites, stores and store views: where a shopper stands, and in which language and currency.

use crate::money::Currency;
use serde::{Deserialize, Serialize};

/// The languages that Alongside speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Language {
    #[default]
    En,
    De,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::En, Self::De];

    /// The BCP 47 tag, as in `<html lang>`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// The language's name in itself: a person who reads only that one can find it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
        }
    }

    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|l| l.tag().eq_ignore_ascii_case(primary))
    }

    /// The first of ours in an `Accept-Language` header, by its weights (RFC 9110, 12.5.4).
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut wanted: Vec<(u32, usize, Self)> = header
            .split(',')
            .take(20)
            .enumerate()
            .filter_map(|(place, part)| {
                let mut pieces = part.split(';');
                let language = Self::from_tag(pieces.next()?.trim())?;
                let weight = pieces.find_map(|p| p.trim().strip_prefix("q=")).map_or(Some(1.0_f32), |q| q.parse().ok())?;
                // Weights have three decimals; as thousandths they can be ordered.
                let thousandths =
                    if weight > 0.0 && weight <= 1.0 { format!("{:.0}", weight * 1000.0).parse().ok()? } else { return None };
                Some((thousandths, usize::MAX - place, language))
            })
            .collect();
        wanted.sort_by_key(|(weight, place, _)| (*weight, *place));
        wanted.pop().map(|(_, _, language)| language)
    }
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

/// Takes the store code off a path, before anything is routed: the view, and the path that is left.
pub fn strip_store_code<'a, 'v>(views: &'v [StoreView], path: &'a str) -> (Option<&'v StoreView>, &'a str) {
    let (first, rest) = match path.strip_prefix('/').and_then(|p| p.split_once('/')) {
        Some((first, _)) => (first, path.get(first.len().saturating_add(1)..).unwrap_or("/")),
        None => (path.trim_start_matches('/'), "/"),
    };
    match views.iter().find(|v| !v.is_default && v.code == first) {
        Some(view) => (Some(view), rest),
        None => (views.iter().find(|v| v.is_default), path),
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
            currency: Currency::Usd,
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
        ] {
            let (found, path) = strip_store_code(&views, asked);
            assert_eq!((found.map(|v| v.code.as_str()), path), (Some(code), rest), "{asked}");
        }
        assert_eq!(views[1].href("/cart"), "/de/cart");
        assert_eq!(views[1].href("/"), "/de");
        assert_eq!(views[0].href("/"), "/");
    }

    #[test]
    fn accept_language_is_read_by_weight_and_garbage_is_ignored() {
        for (header, language) in [
            ("de", Some(Language::De)),
            ("fr, de;q=0.5, en;q=0.9", Some(Language::En)),
            ("fr", None),
            ("de;q=0", None),
            ("de;q=x, en;q=0.1", Some(Language::En)),
            ("en-GB,de", Some(Language::En)),
            (";;;,,q=", None),
            ("de;q=NaN", None),
        ] {
            assert_eq!(Language::from_accept_language(header), language, "{header}");
        }
    }
}
