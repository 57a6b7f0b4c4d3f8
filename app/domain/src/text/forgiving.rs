//! Searching in a shop: a word is found in another of its forms, and with a mistake in it.

use super::{Words, words};
use crate::stores::Language;
use rust_stemmers::{Algorithm, Stemmer};
use std::collections::BTreeSet;

/// Words that are shorter are found as they are typed alone: a letter more or less makes another word of them.
const SHORTEST: usize = 4;

/// A language without one is searched for as it is typed.
fn algorithm(language: Language) -> Option<Algorithm> {
    Some(match language.tag() {
        "de" => Algorithm::German,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fr" => Algorithm::French,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "sv" => Algorithm::Swedish,
        _ => return None,
    })
}

/// What the forms of a word have in common, in each of the languages: "mugs" and "mug" share one. The word is folded, as all of [`words`].
pub fn stems(word: &str) -> BTreeSet<String> {
    let stem = |language: Language| {
        let stem = Stemmer::create(algorithm(language)?).stem(word).into_owned();
        (stem.chars().count() > 1).then(|| format!("{}:{stem}", language.tag()))
    };
    Language::ALL.into_iter().filter_map(stem).collect()
}

/// Whether a mistake in a word is forgiven at all.
pub fn is_forgiven(word: &str) -> bool {
    word.chars().count() >= SHORTEST
}

/// Whether one is the other with one mistake: a letter more, less, another, or two in each other's place.
pub fn is_near(one: &str, other: &str) -> bool {
    let (letters, others) = (one.chars().count(), other.chars().count());
    is_forgiven(one) && is_forgiven(other) && letters.abs_diff(others) <= 1 && strsim::osa_distance(one, other) == 1
}

/// Whether a word begins with what is another with one mistake: for whoever is still typing it. Nothing that it begins with as it is.
pub fn begins_near(typed: &str, word: &str) -> bool {
    let alike = typed.chars().zip(word.chars()).take_while(|(one, other)| one == other).map(|(one, _)| one.len_utf8()).sum::<usize>();
    let (Some(typed_on), Some(word_on), true) = (typed.get(alike..), word.get(alike..), is_forgiven(typed) && is_forgiven(word)) else {
        return false;
    };
    // From the first letter that is not the same.
    let Some((one, typed_behind)) = first(typed_on) else { return false };
    let Some((other, word_behind)) = first(word_on) else { return typed_behind.is_empty() };
    let is_swapped = || {
        let (Some((two, typed_behind)), Some(word_behind)) = (first(typed_behind), word_behind.strip_prefix(one)) else { return false };
        two == other && word_behind.starts_with(typed_behind)
    };
    let (is_more, is_other) = (word_on.starts_with(typed_behind), word_behind.starts_with(typed_behind));
    is_more || is_other || word_behind.starts_with(typed_on) || is_swapped()
}

fn first(text: &str) -> Option<(char, &str)> {
    let mut letters = text.chars();
    letters.next().map(|first| (first, letters.as_str()))
}

/// A word as it is folded where it has umlauts, if whoever typed it has none on his keys: "buecher" as "bücher". Behind a vowel or a q an e
/// stands for none: "neue", "quer". Nothing, where no e does.
pub fn with_umlauts(word: &str) -> Option<String> {
    let (mut letters, mut before) = (String::with_capacity(word.len()), ' ');
    for letter in word.chars() {
        let stands_for_none = letter != 'e' || !matches!(letters.chars().next_back(), Some('a' | 'o' | 'u')) || "aeiouyq".contains(before);
        if stands_for_none {
            before = letters.chars().next_back().unwrap_or(' ');
            letters.push(letter);
        }
    }
    (letters != word).then_some(letters)
}

/// Words, each found as it begins, and in its other forms.
#[derive(Debug)]
pub struct Forms {
    words: BTreeSet<String>,
    stems: BTreeSet<String>,
}

impl Forms {
    /// Of all words of these texts.
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let words = words(texts);
        let stems = words.iter().flat_map(|word| stems(word)).collect();
        Self { words, stems }
    }

    /// Whether a word, which has these [`stems`], is meant by one of them.
    pub fn have(&self, word: &str, stems: &BTreeSet<String>) -> bool {
        self.words.iter().any(|known| known.starts_with(word)) || stems.iter().any(|stem| self.stems.contains(stem))
    }
}

impl Words {
    /// Whether a row with these texts is meant, be its words in other forms.
    pub fn match_forms<'a>(&self, texts: impl IntoIterator<Item = &'a str>) -> bool {
        let forms = Forms::of(texts);
        self.each().iter().all(|word| forms.have(word, &stems(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Search;
    use proptest::prelude::*;

    #[test]
    fn a_word_is_found_in_its_other_forms_in_the_languages_of_the_shop() {
        let finds = |search: &str, stored: &str| match Search::of(search) {
            Search::Words(words) => words.match_forms([stored]),
            Search::Everything | Search::Nothing => false,
        };
        for (search, stored) in [
            ("mugs", "Harbour Mug"),
            ("boxes", "Bread Box"),
            ("knives", "Knives and forks"),
            ("Bücher", "Das Buch"),
            ("Tassen", "Hafentasse Tasse"),
            ("tazas", "Taza de puerto"),
            ("lámparas", "Lámpara de pie"),
            ("tazze", "Tazza del porto"),
            ("lampade", "Lampada da terra"),
            ("mokken", "Een mok van de haven"),
            ("lampen", "Lamp voor het bureau"),
            ("muggar", "Mugg från hamnen"),
            ("lampor", "Lampa för skrivbordet"),
            ("mug harbours", "Harbour Mug"),
        ] {
            assert!(finds(search, stored), "{search} in {stored}");
        }
        for (search, stored) in [("mugs", "Bread Box"), ("box", "Boat")] {
            assert!(!finds(search, stored), "{search} in {stored}");
        }
    }

    #[test]
    fn one_mistake_is_forgiven_and_not_two_nor_any_in_a_short_word() {
        for (typed, meant) in [("harbur", "harbour"), ("harbourr", "harbour"), ("hrabour", "harbour"), ("harpour", "harbour")] {
            assert!(is_near(typed, meant), "{typed}");
        }
        for (typed, other) in [("harbour", "harbour"), ("hrbur", "harbour"), ("mog", "mug"), ("mugs", "mug")] {
            assert!(!is_near(typed, other), "{typed}");
        }
    }

    #[test]
    fn one_mistake_is_forgiven_while_a_word_is_still_being_typed() {
        for (typed, meant) in [("harpo", "harbour"), ("harbu", "harbour"), ("haarb", "harbour"), ("hrabo", "harbour"), ("mugss", "mugs")] {
            assert!(begins_near(typed, meant), "{typed}");
        }
        for (typed, other) in [("harbo", "harbour"), ("hapbu", "harbour"), ("mgu", "mug"), ("mugs", "mug"), ("zzzz", "harbour")] {
            assert!(!begins_near(typed, other), "{typed}");
        }
    }

    #[test]
    fn umlauts_may_be_written_with_an_e() {
        let pairs =
            [("kueche", "Küche"), ("buecher", "Bücher"), ("glaeser", "Gläser"), ("loeffel", "Löffel"), ("feuerkoerbe", "Feuerkörbe")];
        for (typed, meant) in pairs {
            assert_eq!(with_umlauts(typed), words([meant]).into_iter().next(), "{typed}");
        }
        for typed in ["neue", "blaue", "quer", "becher", "mug", "e", ""] {
            assert_eq!(with_umlauts(typed), None, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn what_is_near_a_beginning_is_one_mistake_away_from_one(typed in "[a-cß]{4,7}", word in "[a-cß]{4,9}") {
            let letters: Vec<char> = word.chars().collect();
            let begun = |many: usize| letters[..many].iter().collect::<String>();
            let is_one_away = (0..=letters.len()).any(|many| strsim::osa_distance(&typed, &begun(many)) == 1);
            prop_assert_eq!(begins_near(&typed, &word), is_one_away && !word.starts_with(&typed));
        }

        #[test]
        fn whatever_a_row_is_found_by_as_it_is_typed_it_is_found_by_in_its_forms(search in "[a-cß é]{1,8}", text in "[a-cß é]{1,24}") {
            if let Search::Words(words) = Search::of(&search) {
                prop_assert!(!words.match_row([text.as_str()]) || words.match_forms([text.as_str()]));
            }
        }
    }
}
