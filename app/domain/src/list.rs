//! Lists in pages, by key: never by counting off. What a list is asked for, and what it answers; how it is read is the store's.

use crate::{text::Collation, time::Moment};
use std::collections::BTreeMap;

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cursor {
    #[default]
    First,
    /// The page after the row with this key.
    After(String),
    /// The page before the row with this key.
    Before(String),
}

/// One page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed<T> {
    pub items: Vec<T>,
    /// The cursor of the page before, if there is one.
    pub previous: Option<String>,
    pub next: Option<String>,
}

impl<T> Listed<T> {
    /// The same page of what is made of each row.
    ///
    /// # Errors
    /// The first row's of which nothing can be made.
    pub fn try_map<U, E>(self, f: impl FnMut(T) -> Result<U, E>) -> Result<Listed<U>, E> {
        Ok(Listed { items: self.items.into_iter().map(f).collect::<Result<_, _>>()?, previous: self.previous, next: self.next })
    }
}

/// A round number that is less than `count`: of what is counted so far one may say that there is more than that. Nought, if that says nothing.
pub const fn rounded_below(count: i64) -> i64 {
    let (mut below, mut step) = (count.saturating_sub(1), 1_i64);
    while below >= 100 {
        below /= 10;
        step = step.saturating_mul(10);
    }
    if below > 0 { below.saturating_mul(step) } else { 0 }
}

/// An order, by its name, and whether it runs down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    pub by: &'static str,
    pub down: bool,
}

/// What one filter lets through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// A text, or a choice by its code.
    Is(String),
    /// From a moment on, and before another.
    Between(Option<Moment>, Option<Moment>),
    /// From a number to another, both included.
    Numbers(Option<i64>, Option<i64>),
}

/// What a list is narrowed to, whoever goes through it: all of it, where nothing is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Narrowed {
    /// Words to search for; empty for none.
    pub search: String,
    pub filters: BTreeMap<&'static str, Filter>,
}

/// How somebody has arranged a list for himself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Arranged {
    /// The columns that he chose, by their keys, if he did.
    pub columns: Option<Vec<String>>,
    /// Whether its rows stand close, so that more of them are seen at once.
    pub is_compact: bool,
    pub views: Vec<View>,
    /// The view that he forgot last, for whoever wants it back.
    pub forgotten: Option<View>,
}

/// What somebody asks of a list again and again, under a name: as its address has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    pub name: String,
    pub asked: String,
}

/// What is asked of a list: all of it holds at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Words to search for; empty for none.
    pub search: String,
    /// The filters that are set, by their names.
    pub filters: BTreeMap<&'static str, Filter>,
    pub sort: Sort,
    /// In which order letters stand, where it is sorted by a text: as its reader looks for them.
    pub collation: Collation,
    pub cursor: Cursor,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_what_is_counted_so_far_a_round_number_is_told_that_there_is_more_than() {
        let told = [0, 1, 2, 10, 100, 101, 1_000, 152_340].map(rounded_below);
        assert_eq!(told, [0, 0, 1, 9, 99, 100, 990, 150_000]);
        for count in (2..20_000).chain([i64::MAX]) {
            assert!((count / 2..count).contains(&rounded_below(count)), "{count}");
        }
    }
}
