//! The index of the record: what events are found by. It is made behind the sequence. What is not in it yet is read from the sequence
//! (see `report`).

mod anew;

use super::counting::{Chart, Counting, Firsts};
use crate::{
    Address, StoreError,
    engine::{
        all_of::{AllOf, Within},
        anew::Anew,
        index::{self, KeptIndex, KeyColumns, KeyFields, all},
    },
};
use domain::{
    audit::{Recorded, archive::Gone, report::Wanted},
    ids::EventId,
    list::Cursor,
    time::Moment,
};
use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    sync::{Arc, Mutex, PoisonError},
};
use tantivy::{
    DocAddress, IndexWriter, Order, SegmentOrdinal, TantivyDocument,
    collector::TopDocs,
    query::{AllQuery, Query},
    schema::{FAST, Field, Schema, TextOptions},
};

/// Part of the folder's name: whoever changes what an event is found by, counts on.
const MAKING: u32 = 8;
pub(super) const PLACE: &str = "place";
/// The columns that are counted by.
pub(super) const TIME: &str = "at";
pub(super) const FAILED: &str = "failed";
pub(super) const GROUP: &str = "group";
/// And the one that tells what was done at all.
pub(super) const ACTION: &str = "action";
/// How far back is looked for a page first, in places, and how much further each time after: what most events are is found among the newest,
/// and of what few are there is little to look at.
const LOOK: i64 = 4_096;
const FURTHER: i64 = 16;

pub(crate) struct RecordIndex {
    kept: KeptIndex,
    fields: Fields,
    fresh: Mutex<Fresh>,
    anew: Anew,
}

/// Events that the index was given and cannot show yet, with their terms: a page need not read them again.
#[derive(Default, Clone)]
pub(crate) struct Fresh {
    /// All of them after this place.
    pub(crate) since: i64,
    pub(crate) events: Vec<Termed>,
}

/// An event with its terms.
pub(crate) type Termed = Arc<(Recorded, BTreeSet<String>)>;

fn termed(event: Recorded) -> Termed {
    let terms = event.terms();
    Arc::new((event, terms))
}

/// So many at most.
const FRESH: usize = 2_000;

#[derive(Clone, Copy)]
struct Fields {
    terms: Field,
    place: Field,
    at: Field,
    failed: Field,
    group: Field,
    action: Field,
    key: KeyFields,
}

/// What can be found: all events up to a place.
#[derive(Clone)]
pub(crate) struct Shown {
    fields: Fields,
    index: Arc<index::Shown>,
}

/// What is wanted of what can be found. It is looked up once, whatever is told of it.
#[derive(Clone)]
pub(crate) struct Sought {
    shown: Shown,
    all: AllOf,
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
    pub(crate) fn open(address: &Address) -> Result<Self, StoreError> {
        let (schema, fields) = schema();
        let kept = KeptIndex::open(address, &format!("record-index-{MAKING}"), &schema)?;
        let anew = Anew::open(address, anew::WANTED, kept.shown().searcher.num_docs());
        Ok(Self { kept, fields, fresh: Mutex::default(), anew })
    }

    pub(crate) fn shown(&self) -> Shown {
        Shown { fields: self.fields, index: self.kept.shown() }
    }

    /// The last place that it was given: what it is to be given next begins behind.
    pub(crate) fn given(&self) -> i64 {
        self.kept.given()
    }

    /// Takes events with their places, which are all up to `place`. They can be found soon; `now`, at once. If that fails, what was not kept
    /// is to be given again.
    pub(crate) fn add(&self, events: Vec<Recorded>, place: i64, now: bool) -> Result<(), StoreError> {
        let events: Vec<Termed> = events.into_iter().map(termed).collect();
        let is_kept = self.kept.fill(place, now, |writer| self.take(writer, &events).map(|()| !events.is_empty()))?;
        let mut fresh = self.fresh.lock().unwrap_or_else(PoisonError::into_inner);
        if is_kept || fresh.events.len().saturating_add(events.len()) > FRESH {
            *fresh = Fresh { since: place, events: Vec::new() };
        } else {
            // What could not be kept is given again.
            let first = events.first().and_then(|termed| termed.0.place);
            fresh.events.retain(|known| first.is_none() || known.0.place < first);
            fresh.events.extend(events);
        }
        Ok(())
    }

    /// What it was given and cannot show yet. To be asked for before [`Self::shown`]: then nothing is missing from both.
    pub(crate) fn fresh(&self) -> Fresh {
        self.fresh.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Forgets everything: it was made of another record than there is, of one that was brought back from before, say.
    pub(crate) fn forget(&self) -> Result<(), StoreError> {
        *self.fresh.lock().unwrap_or_else(PoisonError::into_inner) = Fresh::default();
        self.kept.forget()
    }

    /// Lets go of what stands between these places.
    pub(crate) fn drop_places(&self, ranges: &[(i64, i64)]) -> Result<(), StoreError> {
        self.kept.with(|filling| {
            for (first, last) in ranges {
                filling.writer.delete_query(self.fields.between(*first, *last))?;
            }
            Ok(())
        })
    }

    /// Takes events that it had before, with their places.
    pub(crate) fn add_again(&self, events: Vec<Recorded>) -> Result<(), StoreError> {
        let events: Vec<Termed> = events.into_iter().map(termed).collect();
        self.kept.with(|filling| self.take(&filling.writer, &events))
    }

    /// From here on what is in the archive alone is not found, and all else is.
    pub(crate) fn settle(&self, gone: &Gone) -> Result<(), StoreError> {
        self.kept.with(|filling| self.kept.keep(filling, gone))
    }

    /// Lets go of the folder.
    pub(crate) fn close(&self) {
        self.kept.close();
    }

    fn take(&self, writer: &IndexWriter, events: &[Termed]) -> Result<(), StoreError> {
        let mut documents = events.iter().map(|termed| self.fields.document(&termed.0, &termed.1));
        documents.try_for_each(|document| writer.add_document(document).map(drop)).map_err(StoreError::from)
    }
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let fields = Fields {
        terms: schema.add_text_field("terms", index::terms()),
        place: schema.add_i64_field(PLACE, FAST),
        at: schema.add_i64_field(TIME, FAST),
        failed: schema.add_u64_field(FAILED, FAST),
        group: schema.add_text_field(GROUP, TextOptions::default().set_fast("raw")),
        action: schema.add_text_field(ACTION, TextOptions::default().set_fast("raw")),
        key: KeyFields::of(&mut schema),
    };
    (schema.build(), fields)
}

impl Fields {
    fn document(self, event: &Recorded, terms: &BTreeSet<String>) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_i64(self.place, event.place.unwrap_or_default());
        document.add_i64(self.at, event.at.millis());
        document.add_u64(self.failed, u64::from(event.action.is_failure()));
        document.add_text(self.group, event.action.group().into_str());
        document.add_text(self.action, event.action.code());
        self.key.add(&mut document, event.id.uuid());
        for term in terms {
            document.add_text(self.terms, term);
        }
        document
    }

    /// What stands between these places, both included.
    fn between(self, first: i64, last: i64) -> Box<dyn Query> {
        Within { column: PLACE, field: self.place, bounds: first..=last }.query()
    }

    /// What happened from a moment on, and before another.
    fn during(self, from: Option<Moment>, until: Option<Moment>) -> Option<Within> {
        let first = from.map_or(i64::MIN, Moment::millis);
        let last = until.map_or(i64::MAX, |until| until.millis().saturating_sub(1));
        (from.is_some() || until.is_some()).then_some(Within { column: TIME, field: self.at, bounds: first..=last })
    }
}

impl Shown {
    pub(crate) fn place(&self) -> i64 {
        self.index.place
    }

    pub(crate) fn gone(&self) -> &Gone {
        &self.index.gone
    }

    pub(crate) fn seek(&self, wanted: &Wanted) -> Sought {
        let during = self.fields.during(wanted.from, wanted.until);
        Sought { shown: self.clone(), all: AllOf::new(self.fields.terms, &wanted.terms, during) }
    }

    /// What was found, each with its place. The columns of a segment are opened once: that takes longer than to read there.
    fn hits(&self, found: Vec<(Option<i64>, DocAddress)>) -> Result<Vec<Hit>, StoreError> {
        let mut opened: BTreeMap<SegmentOrdinal, KeyColumns> = BTreeMap::new();
        let mut hits = Vec::with_capacity(found.len());
        for (place, DocAddress { segment_ord, doc_id }) in found {
            let keys = match opened.entry(segment_ord) {
                Entry::Occupied(keys) => keys.into_mut(),
                Entry::Vacant(free) => free.insert(KeyColumns::of(self.index.searcher.segment_reader(segment_ord))?),
            };
            hits.push(Hit { place: place.unwrap_or_default(), id: EventId::new(keys.key(doc_id)) });
        }
        Ok(hits)
    }
}

impl Sought {
    /// All that is wanted.
    fn query(&self) -> Box<dyn Query> {
        self.all.query().unwrap_or_else(|| Box::new(AllQuery))
    }

    /// How many are wanted.
    pub(crate) fn count(&self) -> Result<i64, StoreError> {
        // Of one term alone it is known.
        let count = self.query().count(&self.shown.index.searcher)?;
        Ok(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// What is wanted, counted between these bounds.
    pub(crate) fn chart(&self, bounds: Vec<i64>) -> Result<Chart, StoreError> {
        let (first, last) = (bounds.first().copied(), bounds.last().copied());
        let during = self.shown.fields.during(first.map(Moment::from_millis), last.map(Moment::from_millis));
        let query = during.map_or_else(|| self.query(), |during| self.all.within(during));
        let within = (first.unwrap_or(i64::MIN), last.unwrap_or(i64::MAX));
        Ok(self.shown.index.look(&*query, &Counting { bounds }, (TIME, within))?)
    }

    /// The actions of what is wanted, by their codes, with the place of the first of each.
    pub(crate) fn firsts(&self) -> Result<BTreeMap<String, i64>, StoreError> {
        Ok(self.shown.index.look(&*self.query(), &Firsts, (PLACE, (i64::MIN, i64::MAX)))?)
    }

    /// So many of those that are wanted, in the direction in which they are read.
    pub(crate) fn page(&self, from: Start, size: usize) -> Result<Vec<Hit>, StoreError> {
        let mut hits: Vec<Hit> = Vec::new();
        let (mut from, mut look) = (from, LOOK);
        while hits.len() < size {
            let (first, last, order) = match from {
                Start::Back(before) => {
                    let last = before.saturating_sub(1).min(self.shown.index.place);
                    (last.saturating_sub(look).max(1), last, Order::Desc)
                }
                Start::On(after) => {
                    let first = after.saturating_add(1).max(1);
                    (first, first.saturating_add(look).min(self.shown.index.place), Order::Asc)
                }
            };
            if first > last {
                break;
            }
            let collector = TopDocs::with_limit(size.saturating_sub(hits.len())).order_by_fast_field::<i64>(PLACE, order);
            let query = all(self.all.query().into_iter().chain([self.shown.fields.between(first, last)]).collect());
            hits.extend(self.shown.hits(self.shown.index.look(&*query, &collector, (PLACE, (first, last)))?)?);
            from = if matches!(from, Start::Back(_)) { Start::Back(first) } else { Start::On(last) };
            look = look.saturating_mul(FURTHER);
        }
        Ok(hits)
    }
}

#[cfg(test)]
mod tests;
