//! Columns that lists are narrowed and sorted by, as plain numbers in memory. Rows of several tables share the index, so that each of its
//! columns has to be asked first whether it holds anything of a row: for a list of nearly all rows that is most of what a page costs. What a
//! part of the index holds never changes, so a copy is made once a part, and goes when the part does.

use super::{
    room::Room,
    sorted::{Sorted, Spans},
};
use std::{
    collections::HashSet,
    fmt::Debug,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tantivy::{DocId, Searcher, SegmentReader, columnar::Column, index::SegmentId};

/// So many numbers are kept in all, of 8 bytes each: 64 MiB. What finds no place is read from its column, as it would be without.
const MOST: usize = 8 << 20;
/// One row of so many has something in a column that is worth a copy.
const OF_SO_MANY: u32 = 8;
/// Fewer rows are not put in order: walking over all of them costs less than a hundredth of a page.
const FEW: DocId = 4_096;
/// So many rows are read at once.
const AT_ONCE: usize = 1_024;
/// Stands where a row has nothing.
const NOTHING: i64 = i64::MIN;

/// A column of a part of the index.
#[derive(Clone)]
pub(super) struct Plain(Arc<[i64]>);

impl Plain {
    pub(super) fn at(&self, doc: DocId) -> Option<i64> {
        let held = usize::try_from(doc).ok().and_then(|at| self.0.get(at));
        held.copied().filter(|number| *number != NOTHING)
    }

    /// Whether a row has something between these, both included.
    pub(super) fn is_within(&self, doc: DocId, (least, most): (i64, i64)) -> bool {
        self.at(doc).is_some_and(|number| number >= least && number <= most)
    }
}

/// What was made of a part of the index.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Name(SegmentId, Of);

#[derive(Clone, PartialEq, Eq, Hash)]
enum Of {
    /// By what the column is called.
    Column(String),
    /// By what was asked, and the column in whose order they are.
    Sorted(String, String),
    /// And by another column, of which they tell.
    Spans(String, String, String),
}

#[derive(Clone)]
enum Made {
    /// None, of what cannot be copied.
    Column(Option<Plain>),
    Sorted(Sorted),
    Spans(Spans),
}

impl Made {
    /// So many numbers.
    fn len(&self) -> usize {
        match self {
            Self::Column(plain) => plain.as_ref().map_or(0, |plain| plain.0.len()),
            Self::Sorted(sorted) => sorted.len(),
            Self::Spans(spans) => spans.len().saturating_mul(2),
        }
    }
}

/// Those that were made so far and are asked for most. Its clones share them.
#[derive(Clone)]
pub(super) struct PlainColumns {
    made: Arc<Mutex<Room<Name, Made>>>,
    few: DocId,
}

impl Default for PlainColumns {
    fn default() -> Self {
        Self::for_most(MOST)
    }
}

impl PlainColumns {
    fn for_most(most: usize) -> Self {
        Self { made: Arc::new(Mutex::new(Room::for_most(most))), few: FEW }
    }

    /// Nothing finds a place there.
    pub(super) fn none() -> Self {
        Self::for_most(0)
    }

    /// A column of a part; none, where there is no place for it, or few rows have anything there.
    pub(super) fn of<T: PartialOrd + Copy + Debug + Send + Sync + 'static>(
        &self,
        segment: &SegmentReader,
        name: &str,
        column: &Column<T>,
        number: impl Fn(T) -> Option<i64>,
    ) -> Option<Plain> {
        if column.values.num_vals().saturating_mul(OF_SO_MANY) < segment.max_doc() {
            return None;
        }
        self.column(segment, name, || Ok(numbers(segment.max_doc(), column, number))).ok().flatten()
    }

    /// The same of what is made of each row, whatever few have anything then.
    pub(super) fn derived(
        &self,
        segment: &SegmentReader,
        name: &str,
        mut each: impl FnMut(&[DocId]) -> tantivy::Result<Vec<Option<i64>>>,
    ) -> tantivy::Result<Option<Plain>> {
        self.column(segment, name, || {
            let all: Vec<DocId> = (0..segment.max_doc()).collect();
            let mut numbers = Vec::new();
            for some in all.chunks(AT_ONCE) {
                numbers.extend(each(some)?.into_iter().map(|number| number.unwrap_or(NOTHING)));
            }
            Ok(Some(numbers))
        })
    }

    fn column(
        &self,
        segment: &SegmentReader,
        name: &str,
        all: impl FnOnce() -> tantivy::Result<Option<Vec<i64>>>,
    ) -> tantivy::Result<Option<Plain>> {
        let called = Name(segment.segment_id(), Of::Column(name.to_owned()));
        if let Some(Made::Column(made)) = self.ask(&called) {
            return Ok(made);
        }
        if !self.has_place(&called, segment.max_doc()) {
            return Ok(None);
        }
        // Whoever asks meanwhile for another one does not wait; two who ask for the same copy it twice.
        let plain = all()?.map(|numbers| Plain(numbers.into()));
        self.keep(called, Made::Column(plain.clone()));
        Ok(plain)
    }

    /// What a question finds in a part, in the order of a column of it; none, where there is no place for it, or few rows have anything there.
    pub(super) fn sorted(
        &self,
        segment: &SegmentReader,
        question: &str,
        (name, column): (&str, &Plain),
        all: impl FnOnce() -> tantivy::Result<Vec<DocId>>,
    ) -> tantivy::Result<Option<Sorted>> {
        if segment.max_doc() < self.few {
            return Ok(None);
        }
        let called = Name(segment.segment_id(), Of::Sorted(question.to_owned(), name.to_owned()));
        if let Some(Made::Sorted(made)) = self.ask(&called) {
            return Ok(Some(made));
        }
        if !self.has_place(&called, segment.max_doc()) {
            return Ok(None);
        }
        let sorted = Sorted::by(column, all()?);
        // Whoever asks for something else each time, of which there is little, leaves nothing behind.
        if usize::try_from(self.few).is_ok_and(|few| sorted.len() < few) {
            return Ok(None);
        }
        self.keep(called, Made::Sorted(sorted.clone()));
        Ok(Some(sorted))
    }

    /// What blocks of them hold in another column.
    pub(super) fn spans(
        &self,
        segment: &SegmentReader,
        question: &str,
        (name, sorted): (&str, &Sorted),
        (other, column): (&str, &Plain),
    ) -> Spans {
        let called = Name(segment.segment_id(), Of::Spans(question.to_owned(), name.to_owned(), other.to_owned()));
        if let Some(Made::Spans(made)) = self.ask(&called) {
            return made;
        }
        let spans = sorted.spans(column);
        self.keep(called, Made::Spans(Arc::clone(&spans)));
        spans
    }

    fn made(&self) -> MutexGuard<'_, Room<Name, Made>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ask(&self, called: &Name) -> Option<Made> {
        self.made().ask(called)
    }

    /// Whether there is a place for something of so many rows.
    fn has_place(&self, called: &Name, docs: DocId) -> bool {
        usize::try_from(docs).is_ok_and(|docs| self.made().has_place(called, docs))
    }

    fn keep(&self, called: Name, made: Made) {
        let takes = made.len();
        self.made().keep(called, made, takes);
    }

    /// Lets go of what parts held that are gone.
    pub(super) fn keep_those_of(&self, searcher: &Searcher) {
        let there: HashSet<SegmentId> = searcher.segment_readers().iter().map(SegmentReader::segment_id).collect();
        self.made().retain(|Name(segment, _)| there.contains(segment));
    }
}

/// All of a column; none, where something in it cannot be told from nothing.
fn numbers<T: PartialOrd + Copy + Debug + Send + Sync + 'static>(
    docs: DocId,
    column: &Column<T>,
    number: impl Fn(T) -> Option<i64>,
) -> Option<Vec<i64>> {
    let mut numbers = Vec::new();
    let all: Vec<DocId> = (0..docs).collect();
    for some in all.chunks(AT_ONCE) {
        let mut held = vec![None; some.len()];
        column.first_vals(some, &mut held);
        for one in held {
            let one = match one {
                Some(value) => number(value).filter(|number| *number != NOTHING)?,
                None => NOTHING,
            };
            numbers.push(one);
        }
    }
    Some(numbers)
}

#[cfg(test)]
mod tests;
