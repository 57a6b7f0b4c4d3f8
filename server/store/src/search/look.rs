//! What is searched for: by words, by what rows hold in columns, and by what stands for a word that no row has.

use super::{Findable, NAMED, STEM, valued, worded};
use domain::{
    audit::report::Asked,
    text::{Words, is_kept, stems},
};
use std::collections::{BTreeMap, BTreeSet};

/// A column that all rows of a table hold whose lists are of the whole table: where no words say which is meant, the index has rows of several.
pub(crate) const LISTED: (&str, &str) = ("listed", "1");

/// What rows are chosen by where no words are typed: these columns, or that they are of the table at all.
pub(crate) fn chosen(columns: Vec<(&'static str, Vec<String>)>) -> Vec<(&'static str, Vec<String>)> {
    let (listed, yes) = LISTED;
    if columns.is_empty() { vec![(listed, vec![yes.to_owned()])] } else { columns }
}

/// What is searched for: words, and of each of these columns one of these values.
#[derive(Clone)]
pub(crate) struct Look {
    pub(crate) words: Words,
    pub(crate) of: Vec<(&'static str, Vec<String>)>,
    pub(crate) also: Also,
}

/// Words that stand in no row, and by which rows are found that hold one of these values in a column.
pub(crate) type Also = BTreeMap<String, Vec<(&'static str, String)>>;

impl Look {
    pub(super) fn takes<R: Findable>(&self, row: &R) -> bool {
        let facets = row.facets();
        let is_of = |(column, values): &(&'static str, Vec<String>)| {
            if *column == NAMED {
                values.iter().any(|word| Words::of_one(word).match_row(row.names()))
            } else {
                facets.iter().any(|(of, value)| of == column && values.contains(value))
            }
        };
        let texts = row.texts();
        let is_told = |words: &Words| {
            if R::IN_OTHER_FORMS { words.match_forms(texts.iter().copied()) } else { words.match_row(texts.iter().copied()) }
        };
        let holds = |word: &String| self.also.get(word).is_some_and(|also| also.iter().any(|value| facets.contains(value)));
        let is_meant = || self.words.each().iter().all(|word| holds(word) || is_told(&Words::of_one(word)));
        self.of.iter().all(is_of) && if self.also.is_empty() { is_told(&self.words) } else { is_meant() }
    }

    /// Its name, where it is asked again and again: where no words are typed.
    pub(super) fn question<R: Findable>(&self) -> Option<String> {
        self.words.each().is_empty().then(|| format!("{} {:?}", R::LIST.table, self.of))
    }

    /// As terms: of each line one.
    pub(super) fn terms<R: Findable>(&self) -> Vec<Vec<Asked>> {
        let table = R::LIST.table;
        let word = |word: &String| {
            let begun = if is_kept(word) { Asked::Is(worded(table, word)) } else { Asked::Begins(worded(table, word)) };
            let stems = if R::IN_OTHER_FORMS { stems(word) } else { BTreeSet::new() };
            let also = self.also.get(word).into_iter().flatten().map(|(column, value)| Asked::Is(valued(table, column, value)));
            [begun].into_iter().chain(stems.iter().map(|stem| Asked::Is(valued(table, STEM, stem)))).chain(also).collect()
        };
        let of =
            |(column, values): &(&'static str, Vec<String>)| values.iter().map(|value| Asked::Is(valued(table, column, value))).collect();
        self.words.each().iter().map(word).chain(self.of.iter().map(of)).collect()
    }
}
