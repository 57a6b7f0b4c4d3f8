//! The languages that Alongside speaks, and how a browser asks for one.

use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// Declares the languages; the list is made of `app/locales/languages.txt`.
macro_rules! languages {
    ($($(#[$default:ident])? $name:ident = $tag:literal, $own_name:literal;)*) => {
        /// The languages that Alongside speaks.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
        pub enum Language {
            $($(#[$default])? $name,)*
            /// English as it is made when the program is built, for whoever looks for what is not translated or has no room: nobody is
            /// offered it.
            Pseudo,
        }

        impl Language {
            /// Those that are offered.
            pub const ALL: [Self; [$($tag),*].len()] = [$(Self::$name),*];

            /// The BCP 47 tag, as in `<html lang>`.
            pub const fn tag(self) -> &'static str {
                match self { $(Self::$name => $tag,)* Self::Pseudo => "en-XA" }
            }

            /// The language's name in itself: a person who reads only that one can find it.
            pub const fn own_name(self) -> &'static str {
                match self { $(Self::$name => $own_name,)* Self::Pseudo => "[Þšéüđö]" }
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
        Self::ALL
            .into_iter()
            .chain([Self::Pseudo])
            .find(the_same)
            .or_else(|| Self::ALL.into_iter().find(|l| primary(l.tag()) == primary(tag)))
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

#[cfg(test)]
mod tests {
    use super::*;

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
            ("en-XA", Some(Language::Pseudo)),
            ("en-XB", Some(Language::En)),
        ] {
            assert_eq!(Language::from_accept_language(header), language, "{header}");
        }
    }
}
