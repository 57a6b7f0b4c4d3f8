//! The server's side of a table that stays fresh.

use super::{Batch, Cell, LiveTexts, Row};
use crate::{
    format::number,
    grid::{Column, Grid},
    t,
    web::Request,
};
use domain::stores::Language;
use futures::Stream;
use std::{fmt, pin::Pin};

/// Under which name a stream's address names the identity that its page was made for.
pub const FOR: &str = "for";

/// What a page follows: batches, in their order.
pub type Batches = Pin<Box<dyn Stream<Item = Batch> + Send>>;

/// A stream as a page's reply.
pub struct Followed(pub Batches);

impl fmt::Debug for Followed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Followed")
    }
}

impl LiveTexts {
    pub fn of(language: Language) -> Self {
        Self {
            live: t!(language, common.live.live).to_owned(),
            connecting: t!(language, common.live.connecting).to_owned(),
            behind: t!(language, common.live.behind).to_owned(),
            over: t!(language, common.live.over).to_owned(),
            paused: t!(language, common.live.paused).to_owned(),
            pause: t!(language, common.live.pause).to_owned(),
            resume: t!(language, common.live.resume).to_owned(),
            one: t!(language, common.live.one).to_owned(),
            many: t!(language, common.live.many).to_owned(),
            one_record: t!(language, common.live.one_record).to_owned(),
            records: t!(language, common.live.records).to_owned(),
            thousand: number(language, 1_000),
            million: number(language, 1_000_000),
            show: t!(language, common.live.show).to_owned(),
            reload: t!(language, common.live.reload).to_owned(),
        }
    }
}

/// How a grid stays fresh: where its stream is, and what names a row and sorts it.
pub struct LiveGrid<T: 'static> {
    pub path: &'static str,
    pub key: fn(&T) -> String,
}

/// The rows of a grid as data.
pub fn rows<'a, T>(request: &Request, grid: &Grid<T>, columns: &[&Column<T>], items: impl IntoIterator<Item = &'a T>) -> Vec<Row> {
    let key = |item: &T| grid.live.as_ref().map(|live| (live.key)(item)).unwrap_or_default();
    items.into_iter().map(|item| Row { key: key(item), cells: cells(request, grid, columns, item) }).collect()
}

/// What stands in each of its columns; the first leads into the row.
pub(crate) fn cells<T>(request: &Request, grid: &Grid<T>, columns: &[&Column<T>], item: &T) -> Vec<Cell> {
    let cell = |c: &&Column<T>| c.cell.map_or_else(|| Cell::of(c.says(request, item)), |cell| cell(request, item));
    let mut cells: Vec<Cell> = columns.iter().map(cell).collect();
    if let (Some(first), Some(link)) = (cells.first_mut(), grid.link) {
        first.href = Some(link(item));
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_browser_counts_is_written_as_the_server_writes_it() {
        for language in Language::ALL {
            let texts = LiveTexts::of(language);
            for n in [0, 7, 999, 1_000, 9_999, 12_345, 123_456, 7_654_321] {
                assert_eq!(texts.number(n), number(language, n), "{language:?}");
            }
        }
    }
}
