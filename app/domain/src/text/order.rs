//! The order in which people expect names: Adler, Äpfel, De, De Silva, Łukasz, Öztürk, van Beek, Zimmer.

use crate::stores::Language;
use icu_collator::{CollatorBorrowed, CollatorPreferences, options::CollatorOptions};
use icu_locale_core::Locale;

/// The most bytes of a key that count, each written as two letters. Names that agree in so many are ordered by what follows the
/// key; one that is longer would make a cursor that no link can carry, and so a list that never ends.
const LONGEST: usize = 100;

/// A text that sorts, byte by byte, as `text` does by Unicode's root collation, which is right for most languages: see [`Collation`]. What is
/// stored in this order is stored anew when the collation's data change.
pub fn sort_key(text: &str) -> String {
    key_by(CollatorPreferences::default(), text)
}

/// The same by the collation of a language, in which some letters stand elsewhere: Swedes look for å, ä and ö behind z. Of what has none of
/// them it is the same key.
pub fn sort_key_of(language: Language, text: &str) -> String {
    key_by(Locale::try_from_str(language.tag()).unwrap_or(Locale::UNKNOWN).into(), text)
}

/// In which order letters stand: as Unicode's root has them, which is right for most languages, or as one has them that orders some apart.
/// A list that is kept in an order is kept in each of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Collation(Option<Language>);

impl Collation {
    pub const ROOT: Self = Self(None);
    /// Of the languages that order letters apart: all of ours in whose data some stand elsewhere, as a test says.
    pub const APART: [Self; 2] = [Self(Some(Language::Es)), Self(Some(Language::Sv))];

    /// As readers of a language look for them.
    pub fn of(language: Language) -> Self {
        Self::APART.into_iter().find(|apart| apart.0 == Some(language)).unwrap_or_default()
    }

    /// The language, where it orders letters apart.
    pub fn tag(self) -> Option<&'static str> {
        self.0.map(Language::tag)
    }

    /// See [`sort_key()`].
    pub fn key(self, text: &str) -> String {
        self.0.map_or_else(|| sort_key(text), |language| sort_key_of(language, text))
    }

    /// As [`Collation::key`], for a person's place in a list: by last name, then by first name. Between them stands what Unicode keeps for
    /// merged keys, lower than every letter and every blank: all called De come before the first De Silva.
    pub fn name_key(self, last: &str, first: &str) -> String {
        self.key(&format!("{last}\u{fffe}{first}"))
    }
}

fn key_by(preferences: CollatorPreferences, text: &str) -> String {
    let mut key = Vec::new();
    if let Ok(collator) = CollatorBorrowed::try_new(preferences, CollatorOptions::default()) {
        let Ok(()) = collator.write_sort_key_to(text, &mut key);
    }
    key.truncate(LONGEST);
    super::hex(&key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn keys_sort_as_the_collation_does(one in "\\PC{0,12}", other in "\\PC{0,12}") {
            let collator = CollatorBorrowed::try_new(CollatorPreferences::default(), CollatorOptions::default()).unwrap();
            let (key, other_key) = (sort_key(&one), sort_key(&other));
            let are_cut = key == other_key && key.len() == LONGEST * 2;
            prop_assert!(are_cut || key.cmp(&other_key) == collator.compare(&one, &other));
        }

        /// Lists of names that are read in several languages are compared by keys of all of them.
        #[test]
        fn no_language_has_letters_of_ascii_elsewhere(text in "[ -~]{0,24}") {
            for language in Language::ALL {
                prop_assert_eq!(sort_key_of(language, &text), sort_key(&text));
            }
        }

        #[test]
        fn no_name_makes_a_key_that_a_link_cannot_carry(last in "[𝔄-𝔜a-z太]{0,100}", first in "[𝔄-𝔜]{0,100}") {
            for collation in Collation::APART.into_iter().chain([Collation::ROOT]) {
                prop_assert!(collation.name_key(&last, &first).len() <= 200);
            }
        }
    }

    /// Whoever adds a language learns here whether its readers need lists in an order of their own.
    #[test]
    fn a_language_orders_letters_apart_if_its_data_say_so_and_is_said_to() {
        // Latin letters with their marks, and those that are written with several signs.
        let letters = || ('\u{a1}'..='\u{24f}').chain('\u{1e00}'..='\u{1eff}').map(String::from);
        let several = || ["ch", "cz", "dd", "ij", "ll", "ng", "nj", "ss", "aa", "a\u{30a}", "n\u{303}", "o\u{308}"].map(str::to_owned);
        for language in Language::ALL.into_iter().chain([Language::Pseudo]) {
            let is_elsewhere = |text: String| sort_key_of(language, &text) != sort_key(&text);
            let is_apart = letters().chain(several()).any(is_elsewhere);
            assert_eq!(Collation::of(language) != Collation::ROOT, is_apart, "{language:?}");
        }
        assert_eq!(Collation::APART.map(Collation::tag), [Some("es"), Some("sv")]);
    }

    #[test]
    fn names_stand_where_readers_of_their_language_look_for_them() {
        for (language, names) in [
            (Language::De, ["Ågren", "Äpfel", "Ñandú", "Nuz", "Öberg", "Zorn"]),
            (Language::Es, ["Ågren", "Äpfel", "Nuz", "Ñandú", "Öberg", "Zorn"]),
            (Language::Sv, ["Ñandú", "Nuz", "Zorn", "Ågren", "Äpfel", "Öberg"]),
        ] {
            let mut sorted = names;
            sorted.reverse();
            sorted.sort_by_cached_key(|name| Collation::of(language).name_key(name, "Kim"));
            assert_eq!(sorted, names, "{language:?}");
        }
        let of = |collation: Collation| collation.name_key("Öberg", "Åsa") < collation.name_key("Öberg", "Zoe");
        assert_eq!([Collation::ROOT, Collation::of(Language::Sv)].map(of), [true, false], "so do first names");
    }

    #[test]
    fn names_stand_where_people_look_for_them() {
        let names = [
            ("Adler", "Anna"),
            ("adler", "Zoe"),
            ("Äpfel", "Karl"),
            ("D'Angelo", "Rosa"),
            ("De", "Ada"),
            ("De", "Zoe"),
            ("De Silva", "Ana"),
            ("Dearborn", "Al"),
            ("Łukasz", "Jan"),
            ("Müller", "Eva"),
            ("Müller", "Uwe"),
            ("Øberg", "Liv"),
            ("Öztürk", "Can"),
            ("van Beek", "Jo"),
            ("Zimmer", "Al"),
            ("山田", "太郎"),
        ];
        let mut sorted = names;
        sorted.reverse();
        sorted.sort_by_cached_key(|(last, first)| Collation::ROOT.name_key(last, first));
        assert_eq!(sorted, names);
    }

    #[test]
    fn capitals_make_no_order_of_their_own() {
        let mut words = ["mug", "Mug", "Mugs", "müg", "mugs"];
        words.sort_by_cached_key(|word| sort_key(word));
        assert_eq!(words, ["mug", "Mug", "müg", "mugs", "Mugs"]);
    }
}
