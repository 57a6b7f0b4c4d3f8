//! Indexes that are made behind the store, by tantivy: a job of each program makes them for itself, and they hold nothing that could not be
//! made again. One of another making, or one that cannot be read, is thrown away and made anew. What it has of the sequence, up to which
//! place, is written with each commit.

use super::{all_of::Terms, once::Once};
use crate::{Address, StoreError};
use domain::audit::{archive::Gone, report::Asked};
use std::{
    fs,
    ops::Bound,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tantivy::{
    DocId, Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, SegmentReader, TantivyDocument, TantivyError, Term,
    collector::Collector,
    columnar::Column,
    directory::MmapDirectory,
    query::{AllQuery, BooleanQuery, EnableScoring, Query, RangeQuery, TermQuery},
    schema::{FAST, Field, IndexRecordOption, Schema, SchemaBuilder, TextFieldIndexing, TextOptions},
};
use uuid::Uuid;

/// Of the writer, in bytes; the least that it takes is 15 million.
const MEMORY: usize = 20_000_000;
/// So many places are kept back at most, and for so long, before what happened there can be found.
const AT_ONCE: i64 = 20_000;
const WITHIN: Duration = Duration::from_secs(1);

impl From<TantivyError> for StoreError {
    fn from(error: TantivyError) -> Self {
        Self::Other(format!("an index: {error}"))
    }
}

/// An index, and how far it is.
pub(crate) struct KeptIndex {
    index: Index,
    reader: IndexReader,
    /// Made by the job that fills it, and by nobody who only reads.
    filling: Mutex<Option<Filling>>,
    is_closed: AtomicBool,
    shown: RwLock<Arc<Shown>>,
}

/// The index as it is being written.
pub(crate) struct Filling {
    pub(crate) writer: IndexWriter,
    /// The last place that it was given, and how many since it could be found.
    place: i64,
    waiting: i64,
    /// Whether anything was written that cannot be found yet.
    has_more: bool,
    since: Instant,
}

/// What can be found: all up to a place.
#[derive(Clone)]
pub(crate) struct Shown {
    pub(crate) searcher: Searcher,
    pub(crate) place: i64,
    /// But for these, which are in the archive alone.
    pub(crate) gone: Gone,
    /// Whether it was made at all.
    pub(crate) is_made: bool,
}

impl KeptIndex {
    /// The index of a store: in its folder, under a name that says its making, or where the store has none, in one that is gone at the end.
    pub(crate) fn open(address: &Address, name: &str, schema: &Schema) -> Result<Self, StoreError> {
        let folder = match address {
            Address::Folder(folder) => folder.join(name),
            Address::Memory => return Self::of(Index::create_in_ram(schema.clone())),
            Address::Server { .. } => return Self::of(Index::create_from_tempdir(schema.clone())?),
        };
        let opened = open(&folder, schema).and_then(Self::of);
        opened.or_else(|error| {
            tracing::warn!(%error, name, "an index is made anew");
            fs::remove_dir_all(&folder).map_err(|e| StoreError::Other(e.to_string()))?;
            open(&folder, schema).and_then(Self::of)
        })
    }

    fn of(index: Index) -> Result<Self, StoreError> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let shown = RwLock::new(Arc::new(shown(&index, &reader)?));
        Ok(Self { index, reader, filling: Mutex::new(None), is_closed: AtomicBool::new(false), shown })
    }

    pub(crate) fn shown(&self) -> Arc<Shown> {
        Arc::clone(&self.shown.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The last place that it was given: what it is to be given next begins behind.
    pub(crate) fn given(&self) -> i64 {
        let filling = self.filling.lock().unwrap_or_else(PoisonError::into_inner);
        filling.as_ref().map_or_else(|| self.shown().place, |filling| filling.place)
    }

    /// What a writer does. One that failed once does nothing any more: what was not kept is to be given again.
    pub(crate) fn with(&self, does: impl FnOnce(&mut Filling) -> Result<(), StoreError>) -> Result<(), StoreError> {
        let mut held = self.filling.lock().unwrap_or_else(PoisonError::into_inner);
        let mut filling = match held.take() {
            Some(filling) => filling,
            None => Filling { writer: self.writer()?, place: self.shown().place, waiting: 0, has_more: false, since: Instant::now() },
        };
        does(&mut filling)?;
        *held = Some(filling);
        Ok(())
    }

    /// Takes what there is up to a place, which writes something or nothing. It can be found soon; `now`, at once. Says whether it can.
    /// Where nothing was to be written, there is nothing to keep but the place: that costs the disk as much, and is put off.
    pub(crate) fn fill(
        &self,
        place: i64,
        now: bool,
        writes: impl FnOnce(&IndexWriter) -> Result<bool, StoreError>,
    ) -> Result<bool, StoreError> {
        let mut is_kept = false;
        self.with(|filling| {
            filling.has_more |= writes(&filling.writer)?;
            filling.waiting = filling.waiting.saturating_add(place.saturating_sub(filling.place));
            filling.place = place;
            if now || filling.waiting >= AT_ONCE || (filling.has_more && filling.since.elapsed() >= WITHIN) {
                self.keep(filling, &self.shown().gone)?;
                is_kept = true;
            }
            Ok(())
        })?;
        Ok(is_kept)
    }

    /// What is in it goes once what it is given from here on is kept, and stays if that is given up.
    pub(crate) fn begin_anew(&self) -> Result<(), StoreError> {
        self.with(|filling| {
            filling.writer.delete_query(Box::new(AllQuery))?;
            Ok(())
        })
    }

    /// What it was given and has not kept is to be given again.
    pub(crate) fn give_up(&self) {
        *self.filling.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Forgets everything, as if it had never been made.
    pub(crate) fn forget(&self) -> Result<(), StoreError> {
        let mut held = self.filling.lock().unwrap_or_else(PoisonError::into_inner);
        *held = None;
        let mut writer = self.writer()?;
        writer.delete_all_documents()?;
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload("");
        prepared.commit()?;
        self.show()
    }

    /// From here on all that it was given can be found, but for what is in the archive alone.
    pub(crate) fn keep(&self, filling: &mut Filling, gone: &Gone) -> Result<(), StoreError> {
        let mut prepared = filling.writer.prepare_commit()?;
        let ranges: Vec<String> = gone.ranges().iter().map(|(first, last)| format!(" {first}-{last}")).collect();
        prepared.set_payload(&format!("{}{}", filling.place, ranges.concat()));
        prepared.commit()?;
        (filling.waiting, filling.has_more, filling.since) = (0, false, Instant::now());
        self.show()
    }

    fn show(&self) -> Result<(), StoreError> {
        self.reader.reload()?;
        *self.shown.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(shown(&self.index, &self.reader)?);
        Ok(())
    }

    fn writer(&self) -> Result<IndexWriter, StoreError> {
        if self.is_closed.load(Ordering::SeqCst) {
            return Err(StoreError::Unavailable("the index is closed".to_owned()));
        }
        Ok(self.index.writer_with_num_threads(1, MEMORY)?)
    }

    /// Lets go of the folder, for good: whoever is in the midst of making it, and does not know that yet, must not take what is left for all.
    pub(crate) fn close(&self) {
        self.is_closed.store(true, Ordering::SeqCst);
        self.give_up();
    }
}

impl Shown {
    /// What a collector takes of the segments of which something may stand in a column between these, both included: the others are not
    /// even looked at.
    pub(crate) fn look<C: Collector>(
        &self,
        query: &dyn Query,
        collector: &C,
        (column, (first, last)): (&str, (i64, i64)),
    ) -> tantivy::Result<C::Fruit> {
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.searcher))?;
        let mut fruits = Vec::new();
        for (number, segment) in (0..).zip(self.searcher.segment_readers()) {
            let column = segment.fast_fields().i64(column)?;
            if column.min_value() <= last && column.max_value() >= first {
                fruits.push(collector.collect_segment(&*weight, number, segment)?);
            }
        }
        collector.merge_fruits(fruits)
    }
}

/// A row's key, which is a UUID, in the two halves that an index keeps it in.
#[derive(Clone, Copy)]
pub(crate) struct KeyFields(Field, Field);

impl KeyFields {
    pub(crate) fn of(schema: &mut SchemaBuilder) -> Self {
        Self(schema.add_u64_field("high", FAST), schema.add_u64_field("low", FAST))
    }

    pub(crate) fn add(self, document: &mut TantivyDocument, key: Uuid) {
        let (high, low) = key.as_u64_pair();
        document.add_u64(self.0, high);
        document.add_u64(self.1, low);
    }
}

/// The keys of a segment.
pub(crate) struct KeyColumns(Column<u64>, Column<u64>);

impl KeyColumns {
    pub(crate) fn of(segment: &SegmentReader) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self(columns.u64("high")?, columns.u64("low")?))
    }

    pub(crate) fn key(&self, at: DocId) -> Uuid {
        Uuid::from_u64_pair(self.0.first(at).unwrap_or_default(), self.1.first(at).unwrap_or_default())
    }
}

fn open(folder: &Path, schema: &Schema) -> Result<Index, StoreError> {
    fs::create_dir_all(folder).map_err(|e| StoreError::Other(e.to_string()))?;
    let directory = MmapDirectory::open(folder).map_err(|e| StoreError::Other(e.to_string()))?;
    let index = Index::open_or_create(directory, schema.clone())?;
    // Else whatever comes to what is damaged fails, now and after each start, or finds something else.
    match index.validate_checksum()?.into_iter().next() {
        Some(file) => Err(StoreError::Other(format!("an index: {} is damaged", file.display()))),
        None => Ok(index),
    }
}

fn shown(index: &Index, reader: &IndexReader) -> Result<Shown, StoreError> {
    let payload = index.load_metas()?.payload.unwrap_or_default();
    let mut parts = payload.split(' ');
    let place = parts.next().and_then(|place| place.parse().ok()).unwrap_or(0);
    let range = |part: &str| part.split_once('-').and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)));
    Ok(Shown { searcher: reader.searcher(), place, gone: Gone::of(parts.filter_map(range)), is_made: !payload.is_empty() })
}

/// Of a field whose texts are terms as they are.
pub(crate) fn terms() -> TextOptions {
    let raw = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(IndexRecordOption::Basic).set_fieldnorms(false);
    TextOptions::default().set_indexing_options(raw)
}

/// What has one of these terms at least. Whoever asks it again has it found already.
pub(crate) fn any(field: Field, asked: &[Asked]) -> Box<dyn Query> {
    let term = |text: &str| Term::from_field_text(field, text);
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
        _ => any.push(Box::new(Once::new(Terms(exact)))),
    }
    match (any.len(), any.pop()) {
        (1, Some(only)) => only,
        (_, last) => Box::new(BooleanQuery::union(any.into_iter().chain(last).collect())),
    }
}

/// What all of these find; everything, if there is none.
pub(crate) fn all(mut all: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match (all.len(), all.pop()) {
        (0, _) | (_, None) => Box::new(AllQuery),
        (1, Some(only)) => only,
        (_, Some(last)) => Box::new(BooleanQuery::intersection(all.into_iter().chain([last]).collect())),
    }
}

/// What takes long enough to keep others waiting.
pub(crate) async fn off_the_way<T: Send + 'static>(work: impl FnOnce() -> Result<T, StoreError> + Send + 'static) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| StoreError::Other(error.to_string()))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_at_which_nothing_was_written_is_known_and_is_kept_with_what_is_written_next() {
        let mut schema = Schema::builder();
        let key = KeyFields::of(&mut schema);
        let index = KeptIndex::open(&Address::Memory, "", &schema.build()).unwrap();
        let fill = |place, writes: bool| {
            let filled = index.fill(place, false, |writer| {
                if writes {
                    let mut document = TantivyDocument::default();
                    key.add(&mut document, Uuid::nil());
                    writer.add_document(document)?;
                }
                Ok(writes)
            });
            filled.unwrap()
        };
        let waits_long = |filling: &mut Filling| {
            filling.since = Instant::now().checked_sub(WITHIN).unwrap();
            Ok(())
        };
        index.with(waits_long).unwrap();
        assert!(!fill(3, false));
        assert_eq!((index.given(), index.shown().place), (3, 0));
        assert!(fill(4, true));
        assert_eq!((index.given(), index.shown().place), (4, 4));
        assert!(fill(4 + AT_ONCE, false), "but not for ever");
    }

    /// The report said for ever that something had gone wrong.
    #[test]
    fn an_index_of_which_a_file_is_damaged_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let address = Address::Folder(folder.path().to_owned());
        let mut schema = Schema::builder();
        let key = KeyFields::of(&mut schema);
        let schema = schema.build();
        let index = KeptIndex::open(&address, "kept", &schema).unwrap();
        let filled = index.fill(1, true, |writer| {
            let mut document = TantivyDocument::default();
            key.add(&mut document, Uuid::nil());
            writer.add_document(document)?;
            Ok(true)
        });
        assert!(filled.unwrap());
        index.close();
        drop(index);
        let known = || KeptIndex::open(&address, "kept", &schema).unwrap().shown().place;
        assert_eq!(known(), 1);
        let mut files = fs::read_dir(folder.path().join("kept")).unwrap().flatten().map(|file| file.path());
        let file = files.find(|file| file.extension().is_some_and(|kind| kind == "fast")).unwrap();
        let mut bytes = fs::read(&file).unwrap();
        bytes[0] ^= 1;
        fs::write(&file, bytes).unwrap();
        assert_eq!(known(), 0);
    }

    #[test]
    fn what_is_given_anew_takes_the_place_of_what_was_there_once_it_is_kept_and_a_part_of_it_never_does() {
        let mut schema = Schema::builder();
        let key = KeyFields::of(&mut schema);
        let index = KeptIndex::open(&Address::Memory, "", &schema.build()).unwrap();
        let add = |filling: &mut Filling| {
            let mut document = TantivyDocument::default();
            key.add(&mut document, Uuid::nil());
            filling.writer.add_document(document).map(drop).map_err(StoreError::from)
        };
        let found = || index.shown().searcher.num_docs();
        let keeps = |place| index.fill(place, true, |_| Ok(true)).unwrap();
        (0..3).for_each(|_| index.with(add).unwrap());
        assert!(keeps(1) && found() == 3);
        index.begin_anew().unwrap();
        index.with(add).unwrap();
        index.give_up();
        assert!(keeps(2) && found() == 3, "what was there stays, without what was given");
        index.begin_anew().unwrap();
        (0..2).for_each(|_| index.with(add).unwrap());
        assert_eq!(found(), 3, "until all of it is there");
        assert!(keeps(3) && found() == 2);
        index.begin_anew().unwrap();
        index.with(add).unwrap();
        index.close();
        assert!(index.with(add).is_err() && index.fill(4, true, |_| Ok(true)).is_err(), "the rest is not taken for the whole");
        assert_eq!((index.given(), found()), (3, 2));
    }
}
