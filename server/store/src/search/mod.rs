//! What people search for by words: customers, orders, what is made of them, and products. Their words stand in an index that is made behind
//! the store (see `engine::index`), so that writing a row costs nothing more. What this program wrote and the index does not have yet is looked
//! at row by row, by the same rule: whoever has saved something finds it at once. What other programs wrote is found a moment later.

mod anew;
mod collated;
mod figures;
mod first;
mod follow;
mod forgiving;
mod look;
mod ordered;
mod plain;
mod room;
mod sorted;

pub(crate) use figures::{Derived, Figured, Gather, Names};
pub(crate) use follow::found;
pub(crate) use forgiving::MOST_TRIED;
pub use forgiving::Meant;
pub(crate) use look::{Also, LISTED, Look, chosen};
pub(crate) use ordered::{Sorting, figure_of_placed, placed_of_figure};

use crate::{
    Address, Store, StoreError,
    engine::{
        anew::Anew,
        index::{self, KeptIndex, KeyFields, all, any, off_the_way},
        list::{Frame, List, Listable, Order, bound},
    },
    key, record,
};
use domain::{
    audit::report::Asked,
    list::{Cursor, Listed, Query as Wanted, Sort},
    text::{self, Collation, stems, terms},
};
use ordered::{Keys as AllKeys, Ordered, Placed, figure_key};
use plain::PlainColumns;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use surrealdb::types::{RecordId, SurrealValue};
use tantivy::{
    TantivyDocument,
    collector::Collector,
    query::{BooleanQuery, Occur, Query},
    schema::{FAST, Field, OwnedValue, Schema, TextOptions},
};
use uuid::Uuid;

/// Longer than this nothing waits that the index will be given: whether that is so is asked then.
const LONGEST: Duration = Duration::from_secs(600);
/// Part of the folder's name: whoever changes what a row is found by, counts on.
const MAKING: u32 = 14;
/// Of terms that are no column's: a word in all its forms, and a word as it is.
const STEM: &str = "~";
const WHOLE: &str = "=";
/// A column of words that a row is called by, as they begin.
pub(crate) const NAMED: &str = "named";
/// Stands between the parts of a term, and in no word.
const BETWEEN: char = '\u{1f}';

/// A row that is found by words.
pub(crate) trait Findable: Listable + SurrealValue + Send + Sized + 'static {
    const LIST: &'static List<Self>;
    /// Orders that the index alone knows: no index of the store is written for them.
    const FOUND: &'static [Order<Self>] = &[];
    /// Whether its words are found in their other forms as well: by shoppers, who do not know what it is called.
    const IN_OTHER_FORMS: bool = false;
    fn id(&self) -> &RecordId;
    /// What it is found by.
    fn texts(&self) -> Vec<&str>;
    /// What it is called, where that is told apart from the rest.
    fn names(&self) -> Vec<&str> {
        Vec::new()
    }
    /// What it is chosen by: columns, and what they hold.
    fn facets(&self) -> Vec<(&'static str, String)>;
    /// What it is narrowed by, under names: all that is asked for, if more as well.
    fn figures(&self, _: Names<'_>) -> Vec<(String, i64)> {
        Vec::new()
    }
    /// What it is sorted by in a column, whether the row has that or the index alone.
    fn sort_key(&self, column: &str) -> Option<String> {
        let found = || Self::LIST.orders.iter().chain(Self::FOUND).find_map(|order| order.key_in(self, column));
        self.stored_key(column).cloned().or_else(found)
    }
}

fn being_made() -> StoreError {
    StoreError::Unavailable("what is searched for is being put in an index".into())
}

/// A key as rows have it.
fn text_of(key: Uuid) -> String {
    key.simple().to_string()
}

fn worded(table: &str, word: &str) -> String {
    format!("{table}{BETWEEN}{BETWEEN}{word}")
}

fn valued(table: &str, column: &str, value: &str) -> String {
    format!("{table}{BETWEEN}{column}{BETWEEN}{value}")
}

/// The index of rows.
pub(crate) struct RowIndex {
    kept: KeptIndex,
    fields: Fields,
    /// What this program wrote and cannot be found yet as it is.
    waiting: Mutex<BTreeMap<Row, Waits>>,
    /// Whether what it does not have was written later than it was made.
    is_made: AtomicBool,
    anew: Anew,
    plain: PlainColumns,
}

/// Why a row waits.
enum Waits {
    Written(Instant),
    /// The index was given it, and has not kept that yet.
    Given,
}

impl Waits {
    fn is_outlived(&self, now: Instant) -> bool {
        matches!(self, Self::Written(at) if now.saturating_duration_since(*at) > LONGEST)
    }
}

/// A table and a key in it.
type Row = (String, String);

struct Fields {
    terms: Field,
    /// A row, as its table and its key: to let go of it by.
    row: Field,
    key: KeyFields,
    figures: Field,
    columns: BTreeMap<String, Field>,
}

impl Fields {
    fn document<R: Findable>(&self, row: &R) -> Result<TantivyDocument, StoreError> {
        let table = R::LIST.table;
        let mut document = TantivyDocument::default();
        let id = key(row.id())?;
        document.add_text(self.row, valued(table, "", id));
        self.key.add(&mut document, crate::parse(id)?);
        let words = terms(row.texts()).into_iter().map(|word| worded(table, &word));
        let values = row.facets().into_iter().map(|(column, value)| valued(table, column, &value));
        let names = terms(row.names()).into_iter().map(|word| valued(table, NAMED, &word));
        words.chain(values).chain(names).for_each(|term| document.add_text(self.terms, term));
        if R::IN_OTHER_FORMS {
            let whole = text::words(row.texts());
            let stems: BTreeSet<String> = whole.iter().flat_map(|word| stems(word)).collect();
            stems.iter().for_each(|stem| document.add_text(self.terms, valued(table, STEM, stem)));
            whole.iter().for_each(|word| document.add_text(self.terms, valued(table, WHOLE, word)));
        }
        let figures: BTreeMap<String, OwnedValue> =
            row.figures(Names::All).into_iter().map(|(name, figure)| (name, OwnedValue::I64(figure))).collect();
        if !figures.is_empty() {
            document.add_object(self.figures, figures);
        }
        for (column, field) in &self.columns {
            if let Some(key) = row.sort_key(column) {
                document.add_text(*field, key);
            }
        }
        Ok(document)
    }
}

impl RowIndex {
    pub(crate) fn open(address: &Address) -> Result<Self, StoreError> {
        let mut schema = Schema::builder();
        let (terms, row) = (schema.add_text_field("terms", index::terms()), schema.add_text_field("row", index::terms()));
        let key = KeyFields::of(&mut schema);
        let figures = schema.add_json_field(figures::FIGURES, FAST);
        let columns: BTreeSet<String> = follow::TABLES.iter().flat_map(|table| (table.columns)()).collect();
        let sorted = TextOptions::default().set_fast("raw");
        let columns = columns.into_iter().map(|name| (name.clone(), schema.add_text_field(&name, sorted.clone()))).collect();
        let schema = schema.build();
        let kept = KeptIndex::open(address, &format!("row-index-{MAKING}"), &schema)?;
        let is_made = AtomicBool::new(kept.shown().is_made);
        let anew = Anew::open(address, anew::WANTED, kept.shown().searcher.num_docs());
        Ok(Self {
            kept,
            fields: Fields { terms, row, key, figures, columns },
            waiting: Mutex::default(),
            is_made,
            anew,
            plain: PlainColumns::default(),
        })
    }

    /// Lets go of the folder.
    pub(crate) fn close(&self) {
        self.kept.close();
    }

    /// These rows were written.
    pub(crate) fn wrote(&self, touched: &[RecordId]) {
        let now = Instant::now();
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.extend(touched.iter().filter_map(|id| Some(((id.table.to_string(), key(id).ok()?.to_owned()), Waits::Written(now)))));
    }

    /// The keys of the rows of a table that the index may not have as they are.
    pub(crate) fn waiting(&self, table: &str) -> Vec<String> {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.keys().filter(|(of, _)| of == table).map(|(_, key)| key.clone()).collect()
    }

    /// The index was given these rows, as they were then.
    fn gave(&self, is_of: impl Fn(&Row) -> bool, then: Instant) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let given = waiting.iter_mut().filter(|(row, waits)| is_of(row) && matches!(waits, Waits::Written(at) if *at <= then));
        given.for_each(|(_, waits)| *waits = Waits::Given);
    }

    /// Whether something waits for longer than it should.
    fn has_outlived(&self, now: Instant) -> bool {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).values().any(|waits| waits.is_outlived(now))
    }

    /// It has all that was written until then, if that happened at all: what still waits was only noted too late, or came to nothing.
    fn has_all_until(&self, then: Instant) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, waits| !waits.is_outlived(then));
    }

    /// All that it was given can be found.
    fn kept_all(&self) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.retain(|_, waits| matches!(waits, Waits::Written(_)));
        drop(waiting);
        self.plain.keep_those_of(&self.kept.shown().searcher);
    }

    /// It is to be made anew; until it is, nothing is found.
    fn unmake(&self) -> Result<(), StoreError> {
        self.is_made.store(false, Ordering::SeqCst);
        if self.kept.shown().is_made { self.kept.forget() } else { Ok(()) }
    }

    /// What is found of a table, but for the rows with these keys.
    fn query<R: Findable>(&self, look: &Look, but: &[String]) -> Box<dyn Query> {
        let table = R::LIST.table;
        let found = all(look.terms::<R>().iter().map(|terms| any(self.fields.terms, terms)).collect());
        if but.is_empty() {
            return found;
        }
        let but: Vec<Asked> = but.iter().map(|id| Asked::Is(valued(table, "", id))).collect();
        Box::new(BooleanQuery::new(vec![(Occur::Must, found), (Occur::MustNot, any(self.fields.row, &but))]))
    }
}

impl Store {
    /// A page of the rows that are found, and how many there are in all.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: the index is being made. The store does not answer.
    pub(crate) async fn find<R: Findable>(&self, look: Look, query: &Wanted, size: usize) -> Result<(Listed<R>, i64), StoreError> {
        self.find_narrowed(look, None, (query.sort, query.collation), &query.cursor, size).await
    }

    /// The same, of those rows alone of which the figures say yes.
    pub(crate) async fn find_narrowed<R: Findable>(
        &self,
        look: Look,
        narrowed: Option<Figured<bool>>,
        order: (Sort, Collation),
        cursor: &Cursor,
        size: usize,
    ) -> Result<(Listed<R>, i64), StoreError> {
        let frame = collated::frame::<R>(order, cursor, size)?;
        let behind = bound(cursor).cloned();
        let column = frame.column().to_owned();
        // One more than is shown tells whether there is another.
        let most = size.saturating_add(1);
        let (down, plain) = (frame.reads_down(), self.rows.plain.clone());
        let (by, those, question) = (column.clone(), narrowed.clone(), look.question::<R>());
        // Of what waits the index has something that is left out, and soon is there again.
        let ordered = move |waiting: &[String]| {
            let question = question.filter(|_| waiting.is_empty());
            Ordered { column: by, down, behind, most, narrowed: those, plain, question }
        };
        self.page_found(look, narrowed, ordered, (&frame, cursor), move |row: &R| row.sort_key(&column)).await
    }

    /// The same in the order of what figures say, and of keys where that is the same for some: no column has it.
    pub(crate) async fn find_placed<R: Findable, F: Sorting>(
        &self,
        look: Look,
        narrowed: Option<Figured<bool>>,
        (figure, down): (Figured<F>, bool),
        cursor: &Cursor,
        size: usize,
    ) -> Result<(Listed<R>, i64), StoreError> {
        let frame = Frame::of(String::new(), Sort { by: "", down }, cursor, size);
        let (behind, most) = (bound(cursor).and_then(|key| ordered::placed(key)), size.saturating_add(1));
        let (down, plain) = (frame.reads_down(), self.rows.plain.clone());
        let placed = Placed { figure: figure.clone(), down, behind, most, narrowed: narrowed.clone(), plain };
        let key_of = move |row: &R| Some(figure_key(figure.of(row), key(row.id()).ok()?));
        self.page_found(look, narrowed, |_: &[String]| placed, (&frame, cursor), key_of).await
    }

    /// A page of what is found in an order, by what each row has there.
    async fn page_found<R: Findable, C: Collector<Fruit = ordered::Found> + Send + 'static>(
        &self,
        look: Look,
        narrowed: Option<Figured<bool>>,
        collector: impl FnOnce(&[String]) -> C,
        (frame, cursor): (&Frame, &Cursor),
        key_of: impl Fn(&R) -> Option<String> + Send + Sync,
    ) -> Result<(Listed<R>, i64), StoreError> {
        let (waiting, found, look) = self.look::<R, _>(look, collector).await?;
        let keys = found.hits.iter().map(|(_, key)| text_of(*key));
        let mut rows: Vec<R> = self.rows_of(keys.chain(waiting.iter().cloned())).await?;
        let is_waiting = |row: &R| key(row.id()).is_ok_and(|key| waiting.iter().any(|waits| waits == key));
        // What waits is looked at as it is by now.
        rows.retain(|row| !is_waiting(row) || (look.takes(row) && narrowed.as_ref().is_none_or(|narrowed| narrowed.of(row))));
        let more = rows.iter().filter(|row| is_waiting(row)).count();
        let count = found.count.saturating_add(i64::try_from(more).unwrap_or(0));
        // Where the index has more, the list goes on behind what it has here, whatever became of that since: what stands further on by now is
        // met there.
        let end = found.hits.into_iter().nth(frame.size()).map(|(key, _)| key);
        if let Some(end) = &end {
            let is_beyond = |key: &String| if frame.reads_down() { key < end } else { key > end };
            rows.retain(|row| !key_of(row).as_ref().is_some_and(is_beyond));
        }
        let listed = frame.listed_by(frame.in_order_by(rows, cursor, &key_of), &key_of);
        Ok((frame.going_on(listed, end), count))
    }

    /// The keys of all rows that are found.
    pub(crate) async fn find_keys<R: Findable>(&self, look: Look) -> Result<Vec<String>, StoreError> {
        let (waiting, found, look) = self.look::<R, _>(look, |_| AllKeys).await?;
        let mut keys: Vec<String> = found.into_iter().map(text_of).collect();
        let rows: Vec<R> = self.rows_of(waiting).await?;
        keys.extend(rows.iter().filter(|row| look.takes(*row)).filter_map(|row| Some(key(row.id()).ok()?.to_owned())));
        Ok(keys)
    }

    /// The rows with these keys, as they are by now; those that are gone are missing.
    async fn rows_of<R: Findable>(&self, keys: impl IntoIterator<Item = String>) -> Result<Vec<R>, StoreError> {
        self.conn.rows(keys.into_iter().map(|key| record(R::LIST.table, &key)).collect()).await
    }

    /// What the index finds, and the keys of the rows that are to be looked at besides: what it has of them is left out. It is collected by
    /// something that is made for the latter.
    async fn look<R: Findable, C: Collector<Fruit: Send> + Send + 'static>(
        &self,
        look: Look,
        collector: impl FnOnce(&[String]) -> C,
    ) -> Result<(Vec<String>, C::Fruit, Look), StoreError> {
        // In this order: what the index takes in between is looked at twice, and not left out.
        let waiting = self.rows.waiting(R::LIST.table);
        let shown = self.rows.kept.shown();
        if !self.rows.is_made.load(Ordering::SeqCst) {
            return Err(being_made());
        }
        let (query, collector) = (self.rows.query::<R>(&look, &waiting), collector(&waiting));
        let found = off_the_way(move || Ok(shown.searcher.search(&*query, &collector)?)).await?;
        Ok((waiting, found, look))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_noted_too_late_or_never_happened_does_not_wait_for_ever() {
        let index = RowIndex::open(&Address::Memory).unwrap();
        index.wrote(&[record("customer", "ada")]);
        let (now, later) = (Instant::now(), Instant::now() + LONGEST + LONGEST);
        index.has_all_until(now);
        assert_eq!(index.waiting("customer"), ["ada"]);
        assert!(!index.has_outlived(now) && index.has_outlived(later));
        index.has_all_until(later);
        assert_eq!(index.waiting("customer"), Vec::<String>::new());
    }
}
