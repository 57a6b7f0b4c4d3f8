//! Tables that stay fresh: what a stream tells of is merged into the rows that a page shows, so that after whatever was lost, late or
//! told twice it shows what a reload would. The rows come newest first; the sequence of the record is the cursor.

mod cell;
#[cfg(feature = "ssr")]
mod stream;

pub use cell::{Cell, content};
#[cfg(feature = "ssr")]
pub use stream::{Batches, FOR, Followed, LiveGrid, rows};

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A row, as it stands by now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Names the row, and sorts it: greater is newer.
    pub key: String,
    pub cells: Vec<Cell>,
}

/// A table that stays fresh, as its page shows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Following {
    pub headings: Vec<String>,
    /// The columns that say by themselves what they are, by their numbers.
    pub plain: Vec<usize>,
    pub rows: Vec<Row>,
    /// The place in the sequence up to which the rows tell.
    pub place: i64,
    pub most: usize,
    /// Whether the oldest go when others come: no page is there on which they stand then.
    pub is_newest: bool,
    /// How many there are in all, where that is known.
    pub total: Option<i64>,
    /// What stands there while there are none.
    pub empty: String,
    /// Where its own part of what happened is asked for, and the stream that tells that something did: the same where nothing is narrowed.
    pub url: String,
    pub stream: String,
    /// The page's own.
    pub here: String,
    pub texts: LiveTexts,
}

crate::texts! {
    /// What the table says of itself.
    pub struct LiveTexts {
        pub live: String,
        pub connecting: String,
        /// Nothing comes at the moment; what is shown may be old.
        pub behind: String,
        /// Nothing will come any more: the right is lost, or nobody is signed in.
        pub over: String,
        pub paused: String,
        pub pause: String,
        pub resume: String,
        /// `{}` is how many.
        pub one: String,
        pub many: String,
        pub one_record: String,
        /// `{}` is how many.
        pub records: String,
        /// How these numbers are written.
        pub thousand: String,
        pub million: String,
        pub show: String,
        pub reload: String,
    }
}

impl LiveTexts {
    /// So many, with the digits in groups as the reader's language has them.
    pub fn number(&self, n: i64) -> String {
        let digits = n.to_string();
        // Some leave four digits together.
        let least = if self.thousand.chars().all(|c| c.is_ascii_digit()) { 5 } else { 4 };
        let sign = self.million.chars().find(|c| !c.is_ascii_digit());
        let Some(sign) = sign.filter(|_| digits.len() >= least) else { return digits };
        let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
        groups.join(&sign.to_string())
    }
}

/// What changed after a place in the sequence, up to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    pub after: i64,
    pub place: i64,
    pub rows: Vec<Row>,
    /// The keys of rows that are not among those that are shown any more, if they were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gone: Vec<String>,
}

/// The first page of a table, newest first, and what waits to be shown in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fresh {
    rows: Vec<Row>,
    /// What came while the reader was not to be disturbed.
    waiting: Vec<Row>,
    /// What went meanwhile.
    gone: BTreeSet<String>,
    /// The rows that came since the page was made.
    new: BTreeSet<String>,
    place: i64,
    /// What the page after this one begins behind: older rows are that one's.
    floor: Option<String>,
    /// How many rows are kept, where no page is after this one.
    kept: Option<usize>,
}

impl Fresh {
    /// A page that shows all that happened up to a place.
    pub fn new(rows: Vec<Row>, place: i64, most: usize) -> Self {
        let floor = rows.last().filter(|_| rows.len() >= most).map(|row| row.key.clone());
        Self { rows, waiting: Vec::new(), gone: BTreeSet::new(), new: BTreeSet::new(), place, floor, kept: None }
    }

    /// The same with the newest rows alone.
    #[must_use]
    pub fn keeping(self, most: usize) -> Self {
        Self { kept: Some(most), ..self }
    }

    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub fn place(&self) -> i64 {
        self.place
    }

    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// How many rows came since the page was made.
    pub fn came(&self) -> usize {
        self.new.len()
    }

    pub fn is_new(&self, key: &str) -> bool {
        self.new.contains(key)
    }

    /// Merges what is told: new rows come above, and others change in their place. All of it waits while the reader is not to be
    /// disturbed. What was told already says nothing, and neither does what does not follow on it. Returns the rows that are new.
    pub fn merge(&mut self, batch: Batch, is_held: bool) -> Vec<Row> {
        if batch.place <= self.place || batch.after > self.place {
            return Vec::new();
        }
        self.place = batch.place;
        let mut new = Vec::new();
        for key in batch.gone {
            self.waiting.retain(|row| row.key != key);
            self.new.remove(&key);
            self.gone.insert(key);
        }
        for row in batch.rows {
            self.gone.remove(&row.key);
            let is_shown = self.rows.iter().any(|r| r.key == row.key);
            let waits = self.waiting.iter_mut().find(|r| r.key == row.key);
            if let Some(waits) = waits {
                *waits = row;
            } else if is_shown || self.belongs(&row) {
                if !is_shown {
                    self.new.insert(row.key.clone());
                    new.push(row.clone());
                }
                self.waiting.push(row);
            }
        }
        if !is_held {
            self.show();
        }
        new
    }

    /// Whether a row that is not here is one of this page, and not of an older one.
    fn belongs(&self, row: &Row) -> bool {
        self.floor.as_ref().is_none_or(|floor| row.key >= *floor)
    }

    /// Shows what waits. A page that has a next one grows by what is new: that one begins after its last row, as it was made.
    pub fn show(&mut self) {
        let gone = std::mem::take(&mut self.gone);
        self.rows.retain(|row| !gone.contains(&row.key));
        for row in std::mem::take(&mut self.waiting) {
            match self.rows.iter_mut().find(|r| r.key == row.key) {
                Some(shown) => *shown = row,
                None => self.rows.push(row),
            }
        }
        self.rows.sort_by(|a, b| b.key.cmp(&a.key));
        self.rows.truncate(self.kept.unwrap_or(usize::MAX));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MOST: usize = 5;

    /// What the shop does: something new, or a change of something that is there.
    #[derive(Debug, Clone)]
    enum Step {
        New,
        Changes(usize),
    }

    /// What becomes of the line between two looks.
    #[derive(Debug, Clone)]
    enum Line {
        /// What happened since is told.
        Tells,
        /// It is told from an earlier place on: again, what was told already.
        Repeats(usize),
        /// An answer is lost; the stream goes on from the last place that came.
        Loses,
        Holds(bool),
        /// Another tab passes on what follows on a later place than this one has heard up to.
        Skips,
    }

    fn row(key: usize, version: usize) -> Row {
        Row { key: format!("{key:04}"), cells: vec![Cell::of(version.to_string())] }
    }

    /// The filter of the page.
    fn is_wanted(version: usize) -> bool {
        version % 3 != 2
    }

    /// What a reload shows, and what is older and wanted as well.
    fn reloaded(stored: &[usize]) -> Vec<Row> {
        stored.iter().enumerate().rev().filter(|(_, version)| is_wanted(**version)).map(|(key, version)| row(key, *version)).collect()
    }

    #[test]
    fn where_no_page_is_after_it_the_oldest_rows_go() {
        let shown = |table: &Fresh| table.rows().iter().map(|row| row.key.clone()).collect::<Vec<_>>();
        let mut table = Fresh::new(vec![row(2, 0), row(1, 0)], 2, 2).keeping(2);
        table.merge(Batch { after: 2, place: 4, rows: vec![row(3, 0), row(4, 0)], gone: Vec::new() }, true);
        assert_eq!((shown(&table), table.waiting()), (vec!["0002".to_owned(), "0001".to_owned()], 2));
        table.show();
        assert_eq!(shown(&table), ["0004", "0003"]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]
        #[test]
        fn whatever_the_line_does_the_table_shows_what_a_reload_would(
            before in 0usize..8,
            steps in prop::collection::vec((
                prop_oneof![2 => Just(Step::New), 3 => (0usize..12).prop_map(Step::Changes)],
                prop_oneof![
                    3 => Just(Line::Tells),
                    1 => (0usize..9).prop_map(Line::Repeats),
                    1 => Just(Line::Loses),
                    1 => any::<bool>().prop_map(Line::Holds),
                    1 => Just(Line::Skips),
                ],
            ), 0..40),
        ) {
            let mut stored = vec![0usize; before];
            // Which row each event of the sequence is about.
            let mut events: Vec<usize> = (0..before).collect();
            let place = |events: &[usize]| i64::try_from(events.len()).unwrap();
            let told = |from: usize, stored: &[usize], events: &[usize]| {
                let (wanted, gone): (Vec<&usize>, Vec<&usize>) = events[from.min(events.len())..].iter().partition(|key| is_wanted(stored[**key]));
                Batch {
                    after: i64::try_from(from).unwrap(),
                    place: place(events),
                    rows: wanted.into_iter().map(|key| row(*key, stored[*key])).collect(),
                    gone: gone.into_iter().map(|key| row(*key, 0).key).collect(),
                }
            };
            let mut page = reloaded(&stored);
            page.truncate(MOST);
            let floor = if page.len() == MOST { page.last().map(|row| row.key.clone()) } else { None };
            let mut table = Fresh::new(page, place(&events), MOST);
            let mut held = false;
            for (step, line) in steps {
                match step {
                    Step::New => {
                        stored.push(0);
                        events.push(stored.len() - 1);
                    }
                    Step::Changes(of) if of < stored.len() => {
                        stored[of] += 1;
                        events.push(of);
                    }
                    Step::Changes(_) => {}
                }
                let from = usize::try_from(table.place()).unwrap();
                match line {
                    Line::Tells => drop(table.merge(told(from, &stored, &events), held)),
                    Line::Repeats(back) => drop(table.merge(told(from.saturating_sub(back), &stored, &events), held)),
                    Line::Loses => {}
                    Line::Skips if from < events.len() => {
                        let before = table.clone();
                        table.merge(told(from + 1, &stored, &events), held);
                        prop_assert_eq!(&table, &before);
                    }
                    Line::Skips => {}
                    Line::Holds(holds) => held = holds,
                }
            }
            // The line is there again, and the reader looks.
            let from = usize::try_from(table.place()).unwrap();
            table.merge(told(from, &stored, &events), false);
            table.show();
            // It grows by what is new, and loses what is not wanted any more; the next page begins where it did.
            let mut expected = reloaded(&stored);
            expected.retain(|row| floor.as_ref().is_none_or(|floor| row.key >= *floor));
            prop_assert_eq!(table.rows(), &expected[..]);
            prop_assert_eq!(table.waiting(), 0);
        }
    }

    #[test]
    fn what_is_told_twice_is_shown_once_and_what_waits_is_counted() {
        let mut table = Fresh::new(vec![row(1, 0)], 1, MOST);
        let batch = Batch { after: 1, place: 3, rows: vec![row(2, 0), row(1, 1)], gone: Vec::new() };
        assert_eq!(table.merge(batch.clone(), true), [row(2, 0)]);
        assert_eq!((table.merge(batch, true), table.waiting()), (Vec::new(), 2));
        assert_eq!(table.rows(), [row(1, 0)], "nothing moves under the eyes of whoever paused");
        table.show();
        assert_eq!(table.rows(), [row(2, 0), row(1, 1)]);
        assert!(table.is_new("0002") && !table.is_new("0001"));
    }

    #[test]
    fn a_page_that_grew_still_leads_on_to_the_next_one() {
        let page: Vec<Row> = (2..7).rev().map(|key| row(key, 0)).collect();
        let mut table = Fresh::new(page, 7, MOST);
        table.merge(Batch { after: 7, place: 9, rows: vec![row(7, 0), row(8, 0)], gone: Vec::new() }, false);
        assert_eq!((table.rows().len(), table.rows().last()), (7, Some(&row(2, 0))));
        // What changed on an older page is none of this one.
        table.merge(Batch { after: 9, place: 10, rows: vec![row(1, 1)], gone: Vec::new() }, false);
        assert_eq!(table.rows().len(), 7);
        // Nor does it become one when a row goes.
        table.merge(Batch { after: 10, place: 12, rows: vec![row(1, 2)], gone: vec!["0005".to_owned()] }, false);
        assert_eq!(table.rows().len(), 6);
    }
}
