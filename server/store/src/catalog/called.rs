//! What a product is called, as figures of the index of rows: for all, and by each view that calls it otherwise. A list that is sorted by name
//! is so by the names that its reader sees, in the order of his language.

use super::{asked_figures::FOR_ALL, row::ProductRow};
use crate::search::{Figured, Sorting};
use domain::{
    stores::{Language, Served},
    text::{sort_key, sort_key_of},
};

/// So many figures are a name, each of so many digits of its key: names that agree in all of them stand in the order of their rows.
const FIGURES: usize = 4;
const DIGITS: usize = 16;
/// Instead of a language: as Unicode has it, and each that does not have it elsewhere.
const ROOT: &str = "und";
/// Figures have a sign, which turns the half of them that begin with it round.
const SIGN: u64 = 1 << 63;

/// How the key of a name begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Letters([u64; FIGURES]);

impl Letters {
    fn of(key: &str) -> Self {
        Self(std::array::from_fn(|at| {
            let digits: String = key.chars().skip(at.saturating_mul(DIGITS)).take(DIGITS).collect();
            // Whatever goes on comes behind what ends here.
            u64::from_str_radix(&format!("{digits:0<DIGITS$}"), 16).unwrap_or_default()
        }))
    }

    fn figures(self) -> [i64; FIGURES] {
        self.0.map(|part| (part ^ SIGN).cast_signed())
    }

    fn of_figures(figures: &[Option<i64>]) -> Self {
        Self(std::array::from_fn(|at| figures.get(at).copied().flatten().map_or(0, |figure| figure.cast_unsigned() ^ SIGN)))
    }
}

impl Sorting for Letters {
    fn written(self) -> String {
        self.0.map(|part| format!("{part:016x}")).concat()
    }

    fn read(text: &str) -> Option<Self> {
        let part = |at: usize| {
            let (from, until) = (at.saturating_mul(DIGITS), at.saturating_add(1).saturating_mul(DIGITS));
            u64::from_str_radix(text.get(from..until)?, 16).ok()
        };
        Some(Self([part(0)?, part(1)?, part(2)?, part(3)?]))
    }
}

/// How the names of such figures begin.
pub(super) const CALLED: &str = "called_";

/// The figures of a name: that for all, or a view's own, in a language.
fn names(of: &str, tag: &str) -> [String; FIGURES] {
    std::array::from_fn(|at| format!("{CALLED}{of}_{tag}_{at}"))
}

/// What tells where a name stands, in whichever language.
fn told(of: &str, name: &str) -> Vec<(String, i64)> {
    let root = Letters::of(&sort_key(name));
    // No language has letters of ASCII elsewhere.
    let languages = Language::ALL.into_iter().filter(|_| !name.is_ascii());
    let elsewhere =
        languages.map(|language| (language.tag(), Letters::of(&sort_key_of(language, name)))).filter(|(_, letters)| *letters != root);
    let all = std::iter::once((ROOT, root)).chain(elsewhere);
    all.flat_map(|(tag, letters)| names(of, tag).into_iter().zip(letters.figures())).collect()
}

/// What is asked of it by a view that is read in a language, the first that is there first.
fn asked(view: &str, language: Option<Language>) -> Vec<String> {
    let tags: Vec<&str> = language.map(Language::tag).into_iter().chain([ROOT]).collect();
    [view, FOR_ALL].into_iter().flat_map(|of| tags.iter().flat_map(move |tag| names(of, tag))).collect()
}

fn first(figures: &[Option<i64>]) -> Letters {
    let there = figures.chunks(FIGURES).find(|name| name.iter().all(Option::is_some));
    Letters::of_figures(there.unwrap_or_default())
}

impl ProductRow {
    /// What tells how it is called, in whichever view.
    pub(super) fn called_by(&self) -> Vec<(String, i64)> {
        let own = self.texts.iter().filter_map(|texts| Some((texts.view.as_str(), texts.name.as_deref()?)));
        let all = std::iter::once((FOR_ALL, self.name.as_str())).chain(own);
        all.flat_map(|(of, name)| told(of, name)).collect()
    }
}

/// What a view calls a product.
pub(super) fn called(view: &Served) -> Figured<Letters> {
    Figured::new(asked(&view.id.to_string(), Language::from_tag(&view.locale)), first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn names_sort_as_their_letters_do_and_so_does_what_a_link_carries(one in "\\PC{0,24}", other in "\\PC{0,24}") {
            let [letters, other_letters] = [&one, &other].map(|name| Letters::of(&sort_key(name)));
            prop_assert_eq!(letters.cmp(&other_letters), letters.written().cmp(&other_letters.written()));
            if letters != other_letters {
                prop_assert_eq!(letters.cmp(&other_letters), sort_key(&one).cmp(&sort_key(&other)));
            }
            prop_assert_eq!(Letters::read(&letters.written()), Some(letters));
            prop_assert_eq!(Letters::of_figures(&letters.figures().map(Some)), letters);
        }
    }

    #[test]
    fn words_that_begin_alike_are_told_apart() {
        let of = |name: &str| Letters::of(&sort_key(name));
        assert!(["Becher", "Becher, groß", "Bechers", "Besteck", "Kanne für zwei", "Kanne für zwölf"].map(of).is_sorted());
        assert_eq!(Letters::read("no number"), None);
    }

    #[test]
    fn a_name_stands_where_the_readers_of_a_language_look_for_it() {
        let says = |language, told: Vec<(String, i64)>| {
            let figures: BTreeMap<String, i64> = told.into_iter().collect();
            first(&asked("view", Some(language)).iter().map(|figure| figures.get(figure).copied()).collect::<Vec<_>>())
        };
        for (language, names) in [
            (Language::De, ["Ål", "Ñu", "Nz", "Öl", "Oz", "Zebra"]),
            (Language::Es, ["Ål", "Nz", "Ñu", "Öl", "Oz", "Zebra"]),
            (Language::Sv, ["Ñu", "Nz", "Oz", "Zebra", "Ål", "Öl"]),
        ] {
            assert!(names.is_sorted_by_key(|name| says(language, told(FOR_ALL, name))), "{language:?}: {names:?}");
        }
        // A view's own comes before what it is called for all, in whichever language that stands elsewhere.
        let all = told(FOR_ALL, "Ål");
        assert_eq!(says(Language::Sv, [all.clone(), told("view", "Eel")].concat()), Letters::of(&sort_key("Eel")));
        assert_eq!(says(Language::Sv, all), Letters::of(&sort_key_of(Language::Sv, "Ål")));
    }
}
