//! What a product is called, as figures of the index of rows: for all, and by each view that calls it otherwise. A list that is sorted by name
//! is so by the names that its reader sees, in Unicode's order.

use super::{asked_figures::FOR_ALL, row::ProductRow};
use crate::search::{Figured, Sorting};
use domain::{stores::Served, text::sort_key};
use std::sync::Arc;

/// So many figures are a name, each of so many digits of its key: names that agree in all of them stand in the order of their rows.
const FIGURES: usize = 4;
const DIGITS: usize = 16;
/// Figures have a sign, which turns the half of them that begin with it round.
const SIGN: u64 = 1 << 63;

/// How a name begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Letters([u64; FIGURES]);

impl Letters {
    fn of(name: &str) -> Self {
        let key = sort_key(name);
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

/// The figures of a name: that for all, or a view's own.
fn names(of: &str) -> [String; FIGURES] {
    std::array::from_fn(|at| format!("called_{of}_{at}"))
}

impl ProductRow {
    /// What tells how it is called, in whichever view.
    pub(super) fn called_by(&self) -> Vec<(String, i64)> {
        let own = self.texts.iter().filter_map(|texts| Some((texts.view.as_str(), texts.name.as_deref()?)));
        let all = std::iter::once((FOR_ALL, self.name.as_str())).chain(own);
        all.flat_map(|(of, name)| names(of).into_iter().zip(Letters::of(name).figures())).collect()
    }
}

/// What a view calls a product.
pub(super) fn called(view: &Served) -> Figured<Letters> {
    let names = names(&view.id.to_string()).into_iter().chain(names(FOR_ALL)).collect();
    let says = |figures: &[Option<i64>]| {
        let (own, all) = figures.split_at_checked(FIGURES).unwrap_or((figures, &[]));
        Letters::of_figures(if own.iter().all(Option::is_some) { own } else { all })
    };
    Figured { names, says: Arc::new(says) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn names_sort_as_their_letters_do_and_so_does_what_a_link_carries(one in "\\PC{0,24}", other in "\\PC{0,24}") {
            let (letters, other_letters) = (Letters::of(&one), Letters::of(&other));
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
        let of = |names: [&str; 4]| names.map(Letters::of);
        assert!(of(["Becher", "Becher, groß", "Bechers", "Besteck"]).is_sorted());
        assert!(Letters::of("Kanne für zwei") < Letters::of("Kanne für zwölf"));
        assert_eq!(Letters::read("no number"), None);
    }
}
