//! Keeping the index of rows: what commits have touched is read again, place by place, as the sequence says it; and all of it, once, where
//! there is no index yet.

use super::{Findable, RowIndex, valued};
use crate::{
    By, Store, StoreError,
    catalog::ProductRow,
    customers::CustomerRow,
    engine::{conn::vars, list::Order},
    key,
    mail::MailRow,
    sales::{DocumentRow, OrderRow},
};
use domain::caller::Job;
use std::{
    collections::{BTreeMap, BTreeSet},
    pin::Pin,
    sync::atomic::Ordering,
    time::{Duration, Instant},
};
use surrealdb::types::RecordId;
use tantivy::{IndexWriter, TantivyDocument, Term};

/// So many places, or rows, are read at once.
const AT_ONCE: usize = 500;
/// Reading the keys of a whole table takes longer than a page.
const PATIENCE: Duration = Duration::from_secs(60);

/// A table whose rows are found by words.
pub(super) struct Table {
    name: &'static str,
    /// The columns that sort its rows.
    pub(super) columns: fn() -> Vec<String>,
    changed: for<'a> fn(&'a Store, &'a BTreeSet<String>) -> Changing<'a>,
}

type Changing<'a> = Pin<Box<dyn Future<Output = Result<Vec<Changed>, StoreError>> + Send + 'a>>;

impl Table {
    const fn of<R: Findable>() -> Self {
        let columns = || R::LIST.orders.iter().chain(R::FOUND).flat_map(Order::columns).collect();
        Self { name: R::LIST.table, columns, changed: |store, keys| Box::pin(store.changed_of::<R>(keys)) }
    }
}

pub(super) static TABLES: &[Table] =
    &[Table::of::<CustomerRow>(), Table::of::<DocumentRow>(), Table::of::<MailRow>(), Table::of::<OrderRow>(), Table::of::<ProductRow>()];

/// Those of what was touched that are rows of such tables.
pub(crate) fn found(touched: &[RecordId]) -> Vec<RecordId> {
    touched.iter().filter(|id| TABLES.iter().any(|table| id.table.as_str() == table.name)).cloned().collect()
}

/// What is put in the place of a row; nothing, where it is gone.
type Changed = (Term, Option<TantivyDocument>);

impl RowIndex {
    /// Whether nothing is found in it yet.
    pub(crate) fn is_being_made(&self) -> bool {
        !self.is_made.load(Ordering::SeqCst)
    }
}

impl By<'_, Job> {
    /// Gives the index of rows what was written since the last time; `now`, so that it can be found at once. Returns how many places it
    /// took.
    ///
    /// # Errors
    /// The store does not answer, or the index cannot be written.
    pub async fn index_rows(&self, now: bool) -> Result<usize, StoreError> {
        let (store, index, then) = (self.store, &self.store.rows, Instant::now());
        // In this order: what has no place now has one behind the last.
        let is_settled = index.has_outlived(then) && !store.waits_for_a_place().await?;
        let (given, last) = (index.kept.given(), store.last_place().await?);
        // Of another record than there is, or of one whose next places are in the archive alone: nobody knows what they touched.
        if !index.is_made.load(Ordering::SeqCst) || given > last || store.gone().on_from(given) > given {
            store.index_all_rows(last, then).await?;
            return Ok(0);
        }
        if index.anew.is_wanted() {
            store.index_anew(last, then).await?;
            return Ok(0);
        }
        let (place, touched) = store.touched_after(given).await?;
        // Without a place nothing is put in it, but what was put in before may be due to be found.
        let is_all = is_settled && place >= last && (place > given || touched.is_empty());
        let touched = if place > given { touched } else { BTreeMap::new() };
        let changed = store.changed(&touched).await?;
        index.gave(|(table, key)| touched.get(table).is_some_and(|keys| keys.contains(key)), then);
        if index.kept.fill(place, now, |writer| apply(writer, changed))? {
            index.kept_all();
        }
        if is_all {
            index.has_all_until(then);
        }
        Ok(usize::try_from(place.saturating_sub(given)).unwrap_or(0))
    }
}

/// Says whether there was anything to write.
fn apply(writer: &IndexWriter, changed: Vec<Changed>) -> Result<bool, StoreError> {
    let has_changed = !changed.is_empty();
    for (row, document) in changed {
        writer.delete_term(row);
        if let Some(document) = document {
            writer.add_document(document)?;
        }
    }
    Ok(has_changed)
}

impl Store {
    /// Where there is nothing to be found yet, nothing has to be put in the index.
    pub(crate) async fn look_at_rows(&self) -> Result<(), StoreError> {
        if self.rows.is_made.load(Ordering::SeqCst) {
            return Ok(());
        }
        for Table { name, .. } in TABLES {
            let some: Vec<RecordId> = self.conn.read(&format!("SELECT VALUE id FROM {name} LIMIT 1"), vars! {}).await?.take(0)?;
            if !some.is_empty() {
                return Ok(());
            }
        }
        self.rows.is_made.store(true, Ordering::SeqCst);
        Ok(())
    }

    /// Makes the index anew, of all rows, as they are after a place.
    async fn index_all_rows(&self, place: i64, then: Instant) -> Result<(), StoreError> {
        self.rows.unmake()?;
        self.put_all_rows(place, then, |_| true).await?;
        self.rows.is_made.store(true, Ordering::SeqCst);
        // Whoever wanted it anew has it by that.
        if self.rows.anew.is_wanted() {
            self.rows.anew.want(false);
        }
        Ok(())
    }

    /// Puts all rows in the index, as they are after a place, and keeps that. Says no if it is not to go on before so many more.
    pub(super) async fn put_all_rows(&self, place: i64, then: Instant, goes_on: impl Fn(usize) -> bool) -> Result<bool, StoreError> {
        let index = &self.rows;
        for Table { name, changed, .. } in TABLES {
            let ids: Vec<RecordId> = self.conn.read_within(&format!("SELECT VALUE id FROM {name}"), vars! {}, PATIENCE).await?.take(0)?;
            for some in ids.chunks(AT_ONCE) {
                if !goes_on(some.len()) {
                    return Ok(false);
                }
                let keys = some.iter().map(|id| key(id).map(str::to_owned)).collect::<Result<_, _>>()?;
                let changed = changed(self, &keys).await?;
                index.kept.with(|filling| apply(&filling.writer, changed).map(drop))?;
            }
        }
        index.gave(|_| true, then);
        index.kept.fill(place, true, |_| Ok(false))?;
        index.kept_all();
        Ok(true)
    }

    /// What commits touched in the next places, and the last of these.
    async fn touched_after(&self, given: i64) -> Result<(i64, BTreeMap<String, BTreeSet<String>>), StoreError> {
        let rows = self.place_rows(given, AT_ONCE).await?;
        let (mut last, mut touched) = (given, BTreeMap::<String, BTreeSet<String>>::new());
        for row in &rows {
            let places = row.places()?;
            let end = places.iter().filter_map(|(place, _)| *place).max().or(row.number).unwrap_or_default();
            if end <= given {
                continue;
            }
            // A row without an event stands at the place of the next one.
            last = if places.is_empty() { last } else { last.max(end) };
            for (table, key) in row.touched.iter().flatten().filter_map(|row| row.split_once(':')) {
                touched.entry(table.to_owned()).or_default().insert(key.to_owned());
            }
        }
        Ok((last, touched))
    }

    /// Rows, as they are by now.
    async fn changed(&self, touched: &BTreeMap<String, BTreeSet<String>>) -> Result<Vec<Changed>, StoreError> {
        let mut changed = Vec::new();
        for table in TABLES {
            if let Some(keys) = touched.get(table.name) {
                changed.extend((table.changed)(self, keys).await?);
            }
        }
        Ok(changed)
    }

    async fn changed_of<R: Findable>(&self, keys: &BTreeSet<String>) -> Result<Vec<Changed>, StoreError> {
        let (table, fields) = (R::LIST.table, &self.rows.fields);
        let rows: Vec<R> = self.rows_of(keys.iter().cloned()).await?;
        let term = |key: &str| Term::from_field_text(fields.row, &valued(table, "", key));
        let mut changed: BTreeMap<&str, Changed> = keys.iter().map(|key| (key.as_str(), (term(key), None))).collect();
        for row in &rows {
            if let Some((_, document)) = changed.get_mut(key(row.id())?) {
                *document = Some(fields.document(row)?);
            }
        }
        Ok(changed.into_values().collect())
    }
}
