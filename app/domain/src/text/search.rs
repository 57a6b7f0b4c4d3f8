//! How people search: by the beginnings of words, as they are spelt on the phone. Accents, case and apostrophes do not
//! matter; what is kept beside a row (its terms) and what is searched for go through the same folding.

use super::{line::is_mark, seen::trimmed};
use icu_casemap::CaseMapper;
use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};
use icu_properties::props::{CanonicalCombiningClass, EnumeratedProperty, Script};
use std::collections::BTreeSet;

/// The most letters of the beginning of a word that are kept among the terms.
const LONGEST_TERM: usize = 16;

/// What somebody searches for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Search {
    /// Nothing was typed: everything is shown.
    Everything,
    /// Only signs were typed, and no word begins with one: nothing is found.
    Nothing,
    Words(Words),
}

impl Search {
    pub fn of(text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        for word in folded(text).split(|c| !is_of_word(c)).map(joined).flat_map(|word| pieces(&word)) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        match (words.is_empty(), trimmed(text).is_empty()) {
            (true, true) => Self::Everything,
            (true, false) => Self::Nothing,
            (false, _) => Self::Words(Words(words)),
        }
    }
}

/// The words of a search, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words(Vec<String>);

impl Words {
    /// None at all: whatever there is has them.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// One of them alone.
    #[must_use]
    pub fn of_one(word: &str) -> Self {
        Self(vec![word.to_owned()])
    }

    /// With other words in the place of some; what has none is left out.
    #[must_use]
    pub fn with(&self, instead: impl Fn(&str) -> Option<String>) -> Self {
        Self(self.0.iter().filter_map(|word| instead(word)).collect())
    }

    /// Each of them, whole.
    pub fn each(&self) -> &[String] {
        &self.0
    }

    /// Whether a row with these texts is meant: every word, whole, begins one of theirs.
    pub fn match_row<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> bool {
        let stored = words(texts);
        self.0.iter().all(|wanted| stored.iter().any(|word| word.starts_with(wanted.as_str())))
    }
}

/// What a row with these texts is found by: the beginnings of all their words, and those words whole that are longer.
pub fn terms<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut terms = BTreeSet::new();
    for word in words(texts) {
        let mut term = String::new();
        for letter in word.chars().take(LONGEST_TERM) {
            term.push(letter);
            terms.insert(term.clone());
        }
        terms.insert(word);
    }
    terms
}

/// Whether what begins with this has it among its terms. If not, a term of it begins with this.
pub fn is_kept(word: &str) -> bool {
    word.chars().count() <= LONGEST_TERM
}

/// Their words, and where an apostrophe stands in one, its parts as well: O'Brien is found by "obrien" and by "brien".
pub fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for text in texts {
        for word in folded(text).split(|c| !is_of_word(c)) {
            words.extend(pieces(&joined(word)));
            words.extend(word.split(is_apostrophe).flat_map(pieces));
        }
    }
    words
}

/// How somebody typed a word of his search, which is folded.
pub fn as_typed<'a>(search: &'a str, word: &'a str) -> &'a str {
    let is_it = |typed: &&str| matches!(Search::of(typed), Search::Words(words) if words.each() == [word]);
    search.split(|c| !is_of_word(c)).find(is_it).unwrap_or(word)
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || is_apostrophe(c)
}

/// Those that keyboards and writing programs make.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}')
}

fn joined(word: &str) -> String {
    word.chars().filter(|c| !is_apostrophe(*c)).collect()
}

/// Its words in plain small letters and digits, with hyphens between them: for an address. Letters of other scripts are spelt as they sound; what
/// has none is nothing.
pub fn url_words(text: &str) -> String {
    let mut plain = String::new();
    for c in folded(text).chars() {
        match deunicode::deunicode_char(c).filter(|_| !c.is_ascii() && c.is_alphanumeric()) {
            // The soft sign and its like come out as marks, and part no words.
            Some(letters) => plain.extend(letters.chars().filter(|c| !matches!(c, '\'' | '"' | '`'))),
            None if is_mark(c) => {}
            None => plain.push(c),
        }
    }
    let words: Vec<&str> = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join("-").to_ascii_lowercase()
}

/// A word as it is kept. Chinese and Japanese have no blanks between words, and people search a full name with or without
/// one: each character is a word of its own.
fn pieces(word: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut goes_on = false;
    for c in word.chars() {
        let stands_alone = matches!(Script::for_char(c), Script::Han | Script::Hiragana | Script::Katakana);
        match pieces.last_mut() {
            Some(piece) if (goes_on && !stands_alone) || is_mark(c) => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
        goes_on = !stands_alone;
    }
    pieces
}

/// Without accents and case, in one spelling.
fn folded(text: &str) -> String {
    let nfkd = DecomposingNormalizerBorrowed::new_nfkd();
    let caseless = CaseMapper::new().fold_string(&nfkd.normalize(text)).into_owned();
    let mut plain = String::with_capacity(caseless.len());
    for c in nfkd.normalize(&caseless).chars().filter(|c| !is_accent(*c)) {
        match base_letters(c) {
            Some(letters) => plain.extend(letters.chars().flat_map(char::to_lowercase)),
            None => plain.push(c),
        }
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(&plain).into_owned()
}

/// Marks above, below and across a letter, and the points of Hebrew and Arabic. Those of other classes make another letter:
/// the voicing of kana, nukta and virama of India, the vowels of Thai.
fn is_accent(c: char) -> bool {
    is_mark(c) && matches!(CanonicalCombiningClass::for_char(c).to_icu4c_value(), 1 | 10..=36 | 200..=240)
}

/// Latin letters that Unicode does not take apart, though people do: ø, ł, đ, ı, æ, þ. From `deunicode`, which the database
/// brings along; ICU's own rule ("Latin-ASCII") comes with the machine for all transliterations.
fn base_letters(c: char) -> Option<&'static str> {
    if c.is_ascii() || Script::for_char(c) != Script::Latin { None } else { deunicode::deunicode_char(c) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn finds(search: &str, stored: &[&str]) -> bool {
        match Search::of(search) {
            Search::Everything => true,
            Search::Nothing => false,
            Search::Words(words) => {
                let found = is_found(&words, stored);
                assert_eq!(found, words.match_row(stored.iter().copied()), "{search} in {stored:?}");
                found
            }
        }
    }

    /// By its terms.
    fn is_found(words: &Words, stored: &[&str]) -> bool {
        let kept = terms(stored.iter().copied());
        let has = |word: &String| if is_kept(word) { kept.contains(word) } else { kept.iter().any(|term| term.starts_with(word)) };
        words.each().iter().all(has)
    }

    proptest! {
        #[test]
        fn a_row_is_found_by_its_own_text(text in "\\PC{0,30}") {
            prop_assert!(Search::of(&text) == Search::Nothing || finds(&text, &[&text]), "{:?}", Search::of(&text));
        }

        #[test]
        fn a_row_is_found_while_its_name_is_still_being_typed(text in "[a-z太][A-Za-zÀ-žø' 太郎ñß]{0,20}", letters in 1_usize..20) {
            let begun: String = text.chars().take(letters).collect();
            prop_assert!(finds(&begun, &[&text]), "{}", begun);
        }

        #[test]
        fn terms_decide_as_a_look_at_the_row_does(search in "[a-c' é太]{1,8}", text in "[a-c' é太]{1,24}") {
            if let Search::Words(words) = Search::of(&search) {
                prop_assert_eq!(is_found(&words, &[&text]), words.match_row([text.as_str()]));
            }
        }
    }

    #[test]
    fn a_word_is_told_as_it_was_typed() {
        for (search, word, typed) in
            [("Krüge, BLAU", "kruge", "Krüge"), ("Krüge, BLAU", "blau", "BLAU"), ("o’brien", "obrien", "o’brien"), ("太郎", "太", "太")]
        {
            assert_eq!(as_typed(search, word), typed, "{word} of {search}");
        }
    }

    #[test]
    fn a_name_is_found_as_it_is_spelt_on_the_phone() {
        for (search, stored) in [
            ("zoe angstrom", "Zoë Ångström"),
            ("jose nunez", "Jose\u{301} Nun\u{303}ez"),
            ("josé", "Jose\u{301} Nun\u{303}ez"),
            ("jose\u{301}", "José Núñez"),
            ("strasse weiss", "Straße Weiß"),
            ("STRAẞE", "Strasse"),
            ("irem", "İrem IŞIK"),
            ("işık", "İrem IŞIK"),
            ("isik", "İrem IŞIK"),
            ("lukasz", "Łukasz"),
            ("soren", "Søren"),
            ("sinead obrien", "Sinéad O'Brien"),
            ("o’brien", "Sinéad O'Brien"),
            ("brien", "Sinéad O’Brien"),
            ("dorde", "Đorđe"),
            ("aegir", "Ægir"),
            ("thora", "Þóra"),
            ("田", "山田 太郎"),
            ("郎", "山田 太郎"),
            ("山田太郎", "山田 太郎"),
            ("ｱｷﾗ", "アキラ"),
            ("민", "민준"),
            ("müg", "Harbour Mug"),
            ("ada@exam", "ada@example.com"),
            ("ＡＤＡ", "Ada"),
        ] {
            assert!(finds(search, &[stored]), "{search} in {stored}");
        }
        for (search, stored) in [("da", "Ada"), ("がき", "かき"), ("ada brandt", "Ada Lovelace")] {
            assert!(!finds(search, &[stored]), "{search} in {stored}");
        }
    }

    #[test]
    fn signs_alone_find_nothing_and_nothing_typed_finds_all() {
        for signs in ["%", "*", "_", "\"", "\\", "--", "😀", "'", "%\u{200b}"] {
            assert_eq!(Search::of(signs), Search::Nothing, "{signs}");
        }
        for blank in ["", "  ", "\u{200b}", "\u{3000}"] {
            assert_eq!(Search::of(blank), Search::Everything, "{blank:?}");
        }
    }

    #[test]
    fn a_long_word_invents_no_row() {
        assert!(!finds("wolfgang muster berlin shop mail zzzzz", &["Wolfgang Muster", "Berlin shop mail"]));
        assert!(finds("wolfgang muster berlin shop mail w", &["Wolfgang Muster", "Berlin shop mail"]));
        let stored = "kundenservicemitarbeiter2x@example.com";
        assert!(!finds("kundenservicemitarbeiter1x@example.com", &[stored]));
        assert!(finds(stored, &[stored]));
    }

    #[test]
    fn a_word_is_found_by_its_beginnings() {
        let terms = terms(["Ada Lovelace", "ada@example.com"]);
        for found in ["a", "ada", "lov", "example"] {
            assert!(terms.contains(found), "{found}");
        }
        assert!(!terms.contains("da"));
    }
}
