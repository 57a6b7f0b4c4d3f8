//! Lists in pages, by key. Never by counting off rows, for the engine would walk over them. Each order has a column, whose index is read
//! forwards or backwards; the page before is read the other way, and turned round. The columns, their indexes, the cursors and the
//! trial of each plan all come from one declaration a list.

use super::conn::{Conn, vars};
use crate::{StoreError, record};
use domain::{
    list::{Cursor, Listed, Sort},
    text,
};
use std::{collections::BTreeMap, marker::PhantomData};
use surrealdb::types::{RecordId, SurrealValue, Value, Variables};

/// The columns of a row that lists are sorted by; they stand among the others, made from them by [`List::keys`].
pub(crate) type Keys = BTreeMap<String, String>;

/// A row that stands in a list.
pub(crate) trait Listable {
    /// What a column that sorts holds.
    fn sort_key(&self, column: &str) -> Option<String>;
}

/// A list: a table, the columns of which one is given (and stands first in an index, for the engine stops at a page's end only in an index
/// whose first column is given), and the orders in which it can be shown.
pub(crate) struct List<R: 'static> {
    pub(crate) table: &'static str,
    pub(crate) within: &'static [&'static str],
    /// Columns of which one order alone is asked: no index is written for the others.
    pub(crate) alone: &'static [(&'static str, &'static str)],
    pub(crate) orders: &'static [Order<R>],
}

/// One order, and what a row is sorted by. Two rows never have the same key: it ends in the row's own.
pub(crate) struct Order<R> {
    pub(crate) name: &'static str,
    pub(crate) key: fn(&R) -> String,
}

impl<R> Order<R> {
    fn column(&self) -> String {
        column(self.name)
    }
}

fn column(order: &str) -> String {
    format!("by_{order}")
}

/// What a table's lists ask of it: for the tables' indexes and their trial.
pub(crate) struct Asked {
    /// A column that is given, and one that sorts.
    pub(crate) indexes: Vec<(&'static str, String)>,
    pub(crate) columns: Vec<String>,
}

impl<R> List<R> {
    pub(crate) fn asked(&self) -> Asked {
        let columns: Vec<String> = self.orders.iter().map(Order::column).collect();
        let whole = self.within.iter().flat_map(|within| columns.iter().map(move |column| (*within, column.clone())));
        let alone = self.alone.iter().map(|(within, order)| (*within, column(order)));
        Asked { indexes: whole.chain(alone).collect(), columns }
    }

    /// The columns of a row that sort it.
    pub(crate) fn keys(&self, row: &R) -> Keys {
        self.orders.iter().map(|order| (order.column(), (order.key)(row))).collect()
    }

    /// The column that sorts as asked.
    fn column(&self, sort: Sort) -> Result<String, StoreError> {
        let order = self.orders.iter().find(|order| order.name == sort.by);
        order.map(Order::column).ok_or_else(|| StoreError::Other(format!("{} has no order {:?}", self.table, sort.by)))
    }
}

/// Which rows of a list: those whose first column holds this, or those that were found.
pub(crate) enum Among {
    Within(Value),
    /// Of another column of those that are given.
    WithinThe(&'static str, Value),
    Found(Vec<RecordId>),
}

/// A page of a list, to be asked for and read.
pub(crate) struct Page<R> {
    pub(crate) sql: String,
    pub(crate) vars: Variables,
    column: String,
    /// Whether it was read from its end.
    from_end: bool,
    first: bool,
    size: usize,
    row: PhantomData<R>,
}

impl<R: Listable + SurrealValue> List<R> {
    /// The question for a page; `name` tells its variables from those of other questions that are asked in the same breath.
    pub(crate) fn page(&self, name: &str, among: Among, sort: Sort, cursor: &Cursor, size: usize) -> Result<Page<R>, StoreError> {
        let column = self.column(sort)?;
        let (from_end, bound) = match cursor {
            Cursor::First => (false, None),
            Cursor::After(key) => (false, Some(key)),
            Cursor::Before(key) => (true, Some(key)),
        };
        let (beyond, direction) = if sort.down == from_end { (">", "ASC") } else { ("<", "DESC") };
        let mut vars = Variables::new();
        let mut conditions = Vec::new();
        let mut within = |column: &str, value| {
            conditions.push(format!("{column} = $within{name}"));
            vars.insert(format!("within{name}"), value);
            self.table.to_owned()
        };
        let table = match among {
            Among::Within(value) => within(self.within.first().copied().unwrap_or_default(), value),
            Among::WithinThe(column, value) => within(column, value),
            Among::Found(ids) => {
                vars.insert(format!("found{name}"), ids);
                format!("$found{name}")
            }
        };
        if let Some(key) = bound {
            conditions.push(format!("{column} {beyond} $bound{name}"));
            vars.insert(format!("bound{name}"), key.clone());
        }
        let conditions = if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) };
        // One row more than is shown tells whether there is another.
        let sql = format!("SELECT * FROM {table}{conditions} ORDER BY {column} {direction} LIMIT {}", size.saturating_add(1));
        Ok(Page { sql, vars, from_end, first: bound.is_none(), column, size, row: PhantomData })
    }

    pub(crate) async fn read(&self, conn: &Conn, among: Among, sort: Sort, cursor: &Cursor, size: usize) -> Result<Listed<R>, StoreError> {
        let page = self.page("", among, sort, cursor, size)?;
        let rows = conn.read(&page.sql, page.vars.clone()).await?.take(0)?;
        Ok(page.listed(rows))
    }
}

impl<R: Listable + SurrealValue> List<R> {
    /// A page of the rows of which this column holds one of these: each part is read in its order, and they are merged.
    pub(crate) async fn read_any(
        &self,
        conn: &Conn,
        (column, values): (&'static str, Vec<Value>),
        sort: Sort,
        cursor: &Cursor,
        size: usize,
    ) -> Result<Listed<R>, StoreError> {
        let mut merged: Option<Page<R>> = None;
        let mut rows: Vec<R> = Vec::new();
        for value in values {
            let page = self.page("", Among::WithinThe(column, value), sort, cursor, size)?;
            rows.extend(conn.read(&page.sql, page.vars.clone()).await?.take::<R>(0)?);
            merged = Some(page);
        }
        let Some(page) = merged else { return Ok(Listed { items: Vec::new(), previous: None, next: None }) };
        rows.sort_by_key(|row| row.sort_key(&page.column));
        if sort.down != page.from_end {
            rows.reverse();
        }
        rows.truncate(size.saturating_add(1));
        Ok(page.listed(rows))
    }
}

impl<R: Listable> Page<R> {
    /// The page that its answer is.
    pub(crate) fn listed(&self, mut items: Vec<R>) -> Listed<R> {
        let more = items.len() > self.size;
        items.truncate(self.size);
        if self.from_end {
            items.reverse();
        }
        let has_previous = if self.from_end { more } else { !self.first };
        let has_next = self.from_end || more;
        let previous = items.first().filter(|_| has_previous).and_then(|row| row.sort_key(&self.column));
        let next = items.last().filter(|_| has_next).and_then(|row| row.sort_key(&self.column));
        Listed { items, previous, next }
    }
}

/// The rows of a table that all these words find, by the table that keeps its terms.
pub(crate) async fn found(conn: &Conn, table: &str, words: &[String]) -> Result<Vec<RecordId>, StoreError> {
    let mut vars = vars! {};
    let mut parts = Vec::new();
    for (n, word) in words.iter().enumerate() {
        vars.insert(format!("term{n}"), word.clone());
        parts.push(format!("terms CONTAINS $term{n}"));
    }
    let sql = format!("SELECT VALUE id FROM {table}_terms WHERE {}", parts.join(" AND "));
    let ids: Vec<RecordId> = conn.read(&sql, vars).await?.take(0)?;
    ids.iter().map(|id| Ok(record(table, crate::key(id)?))).collect()
}

/// What a row is found by, as it is kept beside it.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct TermsRow {
    pub(crate) id: RecordId,
    terms: Vec<String>,
}

impl TermsRow {
    pub(crate) fn of<'a>(table: &str, key: &str, texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self { id: record(&format!("{table}_terms"), key), terms: text::terms(texts) }
    }
}
