//! When two texts are the same for people: in another case, or in other letters that look alike. Names that must be unique
//! are kept under both keys, for either alone lets a twin through.

use icu_casemap::CaseMapper;
use icu_normalizer::ComposingNormalizerBorrowed;
use icu_properties::props::{BinaryProperty, DefaultIgnorableCodePoint, SoftDotted};

/// The key under which a text is the same in any case and any spelling: "STRASSE" and "Straße". (Unicode's NFKC and case
/// folding; twice, because folding can leave something to compose.)
pub fn caseless(text: &str) -> String {
    let nfkc = ComposingNormalizerBorrowed::new_nfkc();
    let folded = CaseMapper::new().fold_string(&nfkc.normalize(text)).into_owned();
    one_blank(&nfkc.normalize(&folded))
}

/// The key under which texts that look alike are the same: "Support" with a Cyrillic о, "lvan" and "Ivan" (UTS 39). What
/// looks alike is found first and folded then, for a Cyrillic В looks like our B, and its small в like nothing of ours.
pub fn skeleton(text: &str) -> String {
    let seen = looks(&without_unseen(text));
    one_blank(&looks(&CaseMapper::new().fold_string(&seen)))
}

/// Without what nobody sees: what a font leaves out, and a dot above a letter that has one.
fn without_unseen(text: &str) -> String {
    let mut seen = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !DefaultIgnorableCodePoint::for_char(*c)) {
        if c != '\u{307}' || !seen.chars().next_back().is_some_and(SoftDotted::for_char) {
            seen.push(c);
        }
    }
    seen
}

fn looks(text: &str) -> String {
    unicode_security::skeleton(text).collect()
}

fn one_blank(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_looks_like_itself_however_it_is_composed(text in "[A-Za-z0-9 À-žа-я]{0,30}") {
            let apart = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(&text).into_owned();
            prop_assert_eq!(skeleton(&apart), skeleton(&text));
            prop_assert_eq!(caseless(&apart), caseless(&text));
        }

        #[test]
        fn a_text_is_the_same_in_capitals(text in "[a-zß-öø-įĳ-žа-я]{0,30}") {
            prop_assert_eq!(caseless(&text.to_uppercase()), caseless(&text));
        }
    }

    #[test]
    fn a_role_that_looks_like_support_is_support() {
        for twin in
            ["Supp\u{43e}rt", "\u{405}upport", "Ѕuррοrt", "Sup\u{ad}port", "Sup\u{2060}port", "Ｓｕｐｐｏｒｔ", "SUPPORT", "Support\u{a0}"]
        {
            assert_eq!(skeleton(twin), skeleton("Support"), "{twin:?}");
        }
        assert_eq!(skeleton("Admi\u{307}nistrators"), skeleton("Administrators"), "a second dot on the i");
        assert_eq!(skeleton("\u{422}eam"), skeleton("Team"), "a capital of another alphabet");
        assert_eq!(skeleton("lnventory"), skeleton("Inventory"));
        assert_eq!(skeleton("Sales  Team"), skeleton("Sales Team"));
        assert_eq!(skeleton("rosa0"), skeleton("rosaO"));
        for other in ["Supports", "Export", "Sup port", "Süpport"] {
            assert_ne!(skeleton(other), skeleton("Support"), "{other}");
        }
    }

    #[test]
    fn a_name_in_another_case_is_the_same_name() {
        for (one, other) in [
            ("Inventory", "INVENTORY"),
            ("Straße", "STRASSE"),
            ("Вера", "ВЕРА"),
            ("Νίκος", "ΝΊΚΟΣ"),
            ("ﬁnance", "Finance"),
            ("A  B", "a b"),
        ] {
            assert_eq!(caseless(one), caseless(other), "{one}");
        }
        assert_ne!(caseless("Weiss"), caseless("Weis"));
    }
}
