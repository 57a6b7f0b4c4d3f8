//! The index of the record: what events are found by. It is made behind the sequence, by a job of each program for itself, and holds nothing
//! that could not be made again from the record: an index of another making, or one that cannot be read, is thrown away and made anew.
//! What is not in it yet is read from the sequence (see `report`).

use super::counting::{Chart, Counting};
use crate::{Address, StoreError};
use domain::{
    audit::{
        Recorded,
        archive::Gone,
        report::{Asked, Wanted},
    },
    ids::EventId,
    list::Cursor,
};
use std::{
    fs,
    ops::Bound,
    path::Path,
    sync::{Arc, Mutex, PoisonError, RwLock},
    time::{Duration, Instant},
};
use tantivy::{
    DocAddress, Index, IndexReader, IndexWriter, Order, ReloadPolicy, Searcher, TantivyDocument, TantivyError, Term,
    collector::{Count, TopDocs},
    directory::MmapDirectory,
    query::{AllQuery, BooleanQuery, Query, RangeQuery, TermQuery, TermSetQuery},
    schema::{FAST, Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions},
};
use uuid::Uuid;

/// Part of the folder's name: whoever changes what an event is found by, counts on.
const MAKING: u32 = 2;
/// Of the writer, in bytes; the least that it takes is 15 million.
const MEMORY: usize = 20_000_000;
/// The columns that are counted by.
pub(super) const TIME: &str = "at";
pub(super) const FAILED: &str = "failed";
pub(super) const GROUP: &str = "group";
/// So many events are kept back at most, and for so long, before they can be found.
const AT_ONCE: i64 = 20_000;
const WITHIN: Duration = Duration::from_secs(1);
/// How far back is looked for a page first, in places, and how much further each time after: what most events are is found among the newest,
/// and of what few are there is little to look at.
const LOOK: i64 = 4_096;
const FURTHER: i64 = 16;

impl From<TantivyError> for StoreError {
    fn from(error: TantivyError) -> Self {
        Self::Other(format!("the index of the record: {error}"))
    }
}

pub(crate) struct RecordIndex {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    /// Made by the job that fills it, and by nobody who only reads.
    filling: Mutex<Option<Filling>>,
    shown: RwLock<Arc<Shown>>,
}

#[derive(Clone, Copy)]
struct Fields {
    terms: Field,
    place: Field,
    at: Field,
    failed: Field,
    group: Field,
    /// The event's key, in two halves.
    high: Field,
    low: Field,
}

struct Filling {
    writer: IndexWriter,
    /// The last place that it was given, and how many since it could be found.
    place: i64,
    waiting: i64,
    since: Instant,
}

/// What can be found: all events up to a place.
pub(crate) struct Shown {
    searcher: Searcher,
    fields: Fields,
    pub(crate) place: i64,
    /// But for these, which are in the archive alone.
    pub(crate) gone: Gone,
}

/// An event that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) place: i64,
    pub(crate) id: EventId,
}

/// From where on, and in which direction, a page is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// Back from before this place.
    Back(i64),
    /// On from after this place.
    On(i64),
}

impl Start {
    /// Where a page begins, by its cursor: a place.
    pub(crate) fn of(cursor: &Cursor) -> Result<Self, StoreError> {
        let place = |key: &str| key.parse().map_err(|_| StoreError::NotFound);
        Ok(match cursor {
            Cursor::First => Self::Back(i64::MAX),
            Cursor::After(key) => Self::Back(place(key)?),
            Cursor::Before(key) => Self::On(place(key)?),
        })
    }
}

impl RecordIndex {
    /// The index of a store: in its folder, or where it has none, in one that is gone at the end.
    pub(crate) fn open(address: &Address) -> Result<Self, StoreError> {
        let folder = match address {
            Address::Folder(folder) => folder.join(format!("record-index-{MAKING}")),
            Address::Memory => return Self::of(Index::create_in_ram(schema().0)),
            Address::Server { .. } => return Self::of(Index::create_from_tempdir(schema().0)?),
        };
        let opened = open(&folder).and_then(Self::of);
        opened.or_else(|error| {
            tracing::warn!(%error, "the index of the record is made anew");
            fs::remove_dir_all(&folder).map_err(|e| StoreError::Other(e.to_string()))?;
            open(&folder).and_then(Self::of)
        })
    }

    fn of(index: Index) -> Result<Self, StoreError> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let fields = schema().1;
        let shown = RwLock::new(Arc::new(shown(&index, &reader, fields)?));
        Ok(Self { index, reader, fields, filling: Mutex::new(None), shown })
    }

    pub(crate) fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The last place that it was given: what it is to be given next begins behind.
    pub(crate) fn given(&self) -> i64 {
        let filling = self.filling.lock().unwrap_or_else(PoisonError::into_inner);
        filling.as_ref().map_or_else(|| self.shown().place, |filling| filling.place)
    }

    /// Takes events with their places, which are all up to `place`. They can be found soon; `now`, at once. If that fails, what was not kept
    /// is to be given again.
    pub(crate) fn add(&self, events: &[Recorded], place: i64, now: bool) -> Result<(), StoreError> {
        self.with(|filling| self.fill(filling, events, place, now))
    }

    /// What a writer does. One that failed once does nothing any more.
    fn with(&self, does: impl FnOnce(&mut Filling) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let mut held = self.filling.lock().unwrap_or_else(PoisonError::into_inner);
        let mut filling = match held.take() {
            Some(filling) => filling,
            None => Filling {
                writer: self.index.writer_with_num_threads(1, MEMORY)?,
                place: self.shown().place,
                waiting: 0,
                since: Instant::now(),
            },
        };
        does(&mut filling)?;
        *held = Some(filling);
        Ok(())
    }

    /// Forgets everything: it was made of another record than there is, of one that was brought back from before, say.
    pub(crate) fn forget(&self) -> Result<(), StoreError> {
        let mut filling = self.filling.lock().unwrap_or_else(PoisonError::into_inner);
        *filling = None;
        let mut writer: IndexWriter = self.index.writer_with_num_threads(1, MEMORY)?;
        writer.delete_all_documents()?;
        self.keep(&mut writer, 0, &Gone::default())
    }

    /// Lets go of what stands between these places.
    pub(crate) fn drop_places(&self, ranges: &[(i64, i64)]) -> Result<(), StoreError> {
        self.with(|filling| {
            for (first, last) in ranges {
                filling.writer.delete_query(Fields::between(self.fields.place, Bound::Included(*first), Bound::Included(*last)))?;
            }
            Ok(())
        })
    }

    /// Takes events that it had before, with their places.
    pub(crate) fn add_again(&self, events: &[Recorded]) -> Result<(), StoreError> {
        self.with(|filling| self.take(filling, events))
    }

    /// From here on what is in the archive alone is not found, and all else is.
    pub(crate) fn settle(&self, gone: Gone) -> Result<(), StoreError> {
        self.with(|filling| {
            filling.waiting = 0;
            self.keep(&mut filling.writer, filling.place, &gone)
        })
    }

    /// From here on all up to a place can be found.
    fn keep(&self, writer: &mut IndexWriter, place: i64, gone: &Gone) -> Result<(), StoreError> {
        let mut prepared = writer.prepare_commit()?;
        let ranges: Vec<String> = gone.ranges().iter().map(|(first, last)| format!(" {first}-{last}")).collect();
        prepared.set_payload(&format!("{place}{}", ranges.concat()));
        prepared.commit()?;
        self.reader.reload()?;
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(shown(&self.index, &self.reader, self.fields)?);
        Ok(())
    }

    /// Lets go of the folder.
    pub(crate) fn close(&self) {
        *self.filling.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn take(&self, filling: &Filling, events: &[Recorded]) -> Result<(), StoreError> {
        events.iter().try_for_each(|event| filling.writer.add_document(self.fields.document(event)).map(drop)).map_err(StoreError::from)
    }

    fn fill(&self, filling: &mut Filling, events: &[Recorded], place: i64, now: bool) -> Result<(), StoreError> {
        self.take(filling, events)?;
        filling.waiting = filling.waiting.saturating_add(place.saturating_sub(filling.place));
        filling.place = place;
        let is_due = now || filling.waiting >= AT_ONCE || filling.since.elapsed() >= WITHIN;
        if filling.waiting > 0 && is_due {
            self.keep(&mut filling.writer, place, &self.shown().gone)?;
            (filling.waiting, filling.since) = (0, Instant::now());
        }
        Ok(())
    }
}

fn open(folder: &Path) -> Result<Index, StoreError> {
    fs::create_dir_all(folder).map_err(|e| StoreError::Other(e.to_string()))?;
    let directory = MmapDirectory::open(folder).map_err(|e| StoreError::Other(e.to_string()))?;
    Ok(Index::open_or_create(directory, schema().0)?)
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let raw = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(IndexRecordOption::Basic).set_fieldnorms(false);
    let fields = Fields {
        terms: schema.add_text_field("terms", TextOptions::default().set_indexing_options(raw)),
        place: schema.add_i64_field("place", FAST),
        at: schema.add_i64_field(TIME, FAST),
        failed: schema.add_u64_field(FAILED, FAST),
        group: schema.add_text_field(GROUP, TextOptions::default().set_fast("raw")),
        high: schema.add_u64_field("high", FAST),
        low: schema.add_u64_field("low", FAST),
    };
    (schema.build(), fields)
}

fn shown(index: &Index, reader: &IndexReader, fields: Fields) -> Result<Shown, StoreError> {
    let payload = index.load_metas()?.payload.unwrap_or_default();
    let mut parts = payload.split(' ');
    let place = parts.next().and_then(|place| place.parse().ok()).unwrap_or(0);
    let range = |part: &str| part.split_once('-').and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)));
    Ok(Shown { searcher: reader.searcher(), fields, place, gone: Gone::of(parts.filter_map(range)) })
}

impl Fields {
    fn document(self, event: &Recorded) -> TantivyDocument {
        let (high, low) = event.id.uuid().as_u64_pair();
        let mut document = TantivyDocument::default();
        document.add_i64(self.place, event.place.unwrap_or_default());
        document.add_i64(self.at, event.at.millis());
        document.add_u64(self.failed, u64::from(event.action.is_failure()));
        document.add_text(self.group, event.action.group().into_str());
        document.add_u64(self.high, high);
        document.add_u64(self.low, low);
        for term in event.terms() {
            document.add_text(self.terms, term);
        }
        document
    }

    fn any(self, asked: &[Asked]) -> Box<dyn Query> {
        let term = |text: &str| Term::from_field_text(self.terms, text);
        let exact: Vec<Term> = asked.iter().filter_map(|a| if let Asked::Is(text) = a { Some(term(text)) } else { None }).collect();
        let begun = asked.iter().filter_map(|a| if let Asked::Begins(text) = a { Some(text) } else { None });
        let begun = begun.map(|text| -> Box<dyn Query> {
            let end = format!("{text}\u{10ffff}");
            Box::new(RangeQuery::new(Bound::Included(term(text)), Bound::Excluded(term(&end))))
        });
        let mut any: Vec<Box<dyn Query>> = begun.collect();
        match exact.as_slice() {
            [] => {}
            [one] => any.push(Box::new(TermQuery::new(one.clone(), IndexRecordOption::Basic))),
            _ => any.push(Box::new(TermSetQuery::new(exact))),
        }
        match (any.len(), any.pop()) {
            (1, Some(only)) => only,
            (_, last) => Box::new(BooleanQuery::union(any.into_iter().chain(last).collect())),
        }
    }

    fn between(field: Field, first: Bound<i64>, last: Bound<i64>) -> Box<dyn Query> {
        let term = |value| Term::from_field_i64(field, value);
        Box::new(RangeQuery::new(first.map(term), last.map(term)))
    }

    /// All that is wanted, between these places, both included.
    fn query(self, wanted: &Wanted, places: Option<(i64, i64)>) -> Box<dyn Query> {
        let mut all: Vec<Box<dyn Query>> = wanted.terms.iter().map(|any| self.any(any)).collect();
        if wanted.from.is_some() || wanted.until.is_some() {
            let from = wanted.from.map_or(Bound::Unbounded, |at| Bound::Included(at.millis()));
            let until = wanted.until.map_or(Bound::Unbounded, |at| Bound::Excluded(at.millis()));
            all.push(Self::between(self.at, from, until));
        }
        all.extend(places.map(|(first, last)| Self::between(self.place, Bound::Included(first), Bound::Included(last))));
        match (all.len(), all.pop()) {
            (0, _) | (_, None) => Box::new(AllQuery),
            (1, Some(only)) => only,
            (_, Some(last)) => Box::new(BooleanQuery::intersection(all.into_iter().chain([last]).collect())),
        }
    }
}

impl Shown {
    /// How many are wanted.
    pub(crate) fn count(&self, wanted: &Wanted) -> Result<i64, StoreError> {
        let count = self.searcher.search(&*self.fields.query(wanted, None), &Count)?;
        Ok(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// What is wanted, counted between these bounds.
    pub(crate) fn chart(&self, wanted: &Wanted, bounds: Vec<i64>) -> Result<Chart, StoreError> {
        Ok(self.searcher.search(&*self.fields.query(wanted, None), &Counting { bounds })?)
    }

    /// So many of those that are wanted, in the direction in which they are read.
    pub(crate) fn page(&self, wanted: &Wanted, from: Start, size: usize) -> Result<Vec<Hit>, StoreError> {
        let mut hits: Vec<Hit> = Vec::new();
        let (mut from, mut look) = (from, LOOK);
        while hits.len() < size {
            let (first, last, order) = match from {
                Start::Back(before) => {
                    let last = before.saturating_sub(1).min(self.place);
                    (last.saturating_sub(look).max(1), last, Order::Desc)
                }
                Start::On(after) => {
                    let first = after.saturating_add(1).max(1);
                    (first, first.saturating_add(look).min(self.place), Order::Asc)
                }
            };
            if first > last {
                break;
            }
            let collector = TopDocs::with_limit(size.saturating_sub(hits.len())).order_by_fast_field::<i64>("place", order);
            let found: Vec<(Option<i64>, DocAddress)> =
                self.searcher.search(&*self.fields.query(wanted, Some((first, last))), &collector)?;
            for (place, at) in found {
                hits.push(Hit { place: place.unwrap_or_default(), id: self.key(at)? });
            }
            from = if matches!(from, Start::Back(_)) { Start::Back(first) } else { Start::On(last) };
            look = look.saturating_mul(FURTHER);
        }
        Ok(hits)
    }

    fn key(&self, at: DocAddress) -> Result<EventId, StoreError> {
        let columns = self.searcher.segment_reader(at.segment_ord).fast_fields();
        let half = |name| Ok::<u64, StoreError>(columns.u64(name)?.first(at.doc_id).unwrap_or_default());
        Ok(EventId::new(Uuid::from_u64_pair(half("high")?, half("low")?)))
    }
}

#[cfg(test)]
mod tests;
