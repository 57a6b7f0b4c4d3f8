//! Lists in pages, by key. Never by counting off rows, for the engine would walk over them. Each order has a column, whose index is read
//! forwards or backwards; the page before is read the other way, and turned round. The columns, their indexes, the cursors and the
//! trial of each plan all come from one declaration a list.

use super::conn::{Conn, vars};
use crate::StoreError;
use domain::{
    list::{Cursor, Listed, Sort},
    text::Collation,
};
use std::{collections::BTreeMap, marker::PhantomData};
use surrealdb::types::{SurrealValue, Value, Variables};

/// The columns of a row that lists are sorted by; they stand among the others, made from them by [`List::keys`].
pub(crate) type Keys = BTreeMap<String, String>;

/// A row that stands in a list.
pub(crate) trait Listable: Sized + 'static {
    /// What a column of the row that sorts it holds.
    fn stored_key(&self, column: &str) -> Option<&String>;
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
    key: Key<R>,
}

enum Key<R> {
    /// The same, whoever reads.
    Same(fn(&R) -> String),
    /// As letters stand.
    OfText(fn(&R, Collation) -> String),
}

impl<R> Order<R> {
    pub(crate) const fn new(name: &'static str, key: fn(&R) -> String) -> Self {
        Self { name, key: Key::Same(key) }
    }

    /// That of a text, which readers look for in the order of their own letters. In that of all the others the row has it, and indexes of the
    /// store; where a language orders letters apart, the index of rows alone.
    pub(crate) const fn of_text(name: &'static str, key: fn(&R, Collation) -> String) -> Self {
        Self { name, key: Key::OfText(key) }
    }

    /// How letters stand in it for whoever reads them so.
    pub(crate) fn collation(&self, read: Collation) -> Collation {
        match self.key {
            Key::Same(_) => Collation::ROOT,
            Key::OfText(_) => read,
        }
    }

    /// All that it is kept in, that of most readers first.
    fn collations(&self) -> impl Iterator<Item = Collation> {
        let apart = Collation::APART.into_iter().filter(move |apart| self.collation(*apart) == *apart);
        std::iter::once(Collation::ROOT).chain(apart)
    }

    pub(crate) fn column(&self) -> String {
        column(self.name)
    }

    /// The column for whoever reads letters so.
    pub(crate) fn column_read(&self, read: Collation) -> String {
        match self.collation(read).tag() {
            Some(tag) => format!("{COLUMN}{}_{tag}", self.name),
            None => self.column(),
        }
    }

    /// All columns that the index of rows has of it.
    pub(crate) fn columns(&self) -> Vec<String> {
        self.collations().map(|collation| self.column_read(collation)).collect()
    }

    fn key(&self, row: &R) -> String {
        self.key_read(row, Collation::ROOT)
    }

    /// What a row is sorted by for whoever reads letters so. Where those of a language stand apart, the key begins with it: in another order
    /// it would be a place somewhere else.
    fn key_read(&self, row: &R, read: Collation) -> String {
        match (&self.key, read.tag()) {
            (Key::Same(key), _) => key(row),
            (Key::OfText(key), None) => key(row, read),
            (Key::OfText(key), Some(tag)) => format!("{tag} {}", key(row, read)),
        }
    }

    /// The same in a column; nothing, where that is none of this order's.
    pub(crate) fn key_in(&self, row: &R, column: &str) -> Option<String> {
        let tag = column.strip_prefix(COLUMN)?.strip_prefix(self.name)?;
        let tag = if tag.is_empty() { None } else { Some(tag.strip_prefix('_')?) };
        self.collations().find(|collation| collation.tag() == tag).map(|collation| self.key_read(row, collation))
    }

    /// Where a page begins for whoever reads letters so: what was begun by somebody who reads them otherwise begins anew.
    pub(crate) fn begins(&self, cursor: &Cursor, read: Collation) -> Cursor {
        let begins_with = bound(cursor).and_then(|key| key.split(' ').next());
        let begun = Collation::APART.into_iter().find(|apart| apart.tag() == begins_with).unwrap_or_default();
        if begun == self.collation(read) { cursor.clone() } else { Cursor::First }
    }
}

/// How the names of columns begin that sort rows.
const COLUMN: &str = "by_";

fn column(order: &str) -> String {
    format!("{COLUMN}{order}")
}

/// A number as texts are sorted.
pub(crate) fn sorted_number(n: i64) -> String {
    const MIDDLE: i64 = 1_000_000_000_000_000;
    format!("{:016}", n.clamp(-MIDDLE, MIDDLE).saturating_add(MIDDLE))
}

/// What something is sorted by that has a position, which others may have as well.
pub(crate) fn placed_key(position: i64, key: &str) -> String {
    format!("{position:08} {key}")
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
        self.orders.iter().map(|order| (order.column(), order.key(row))).collect()
    }

    /// Whether it can be read as asked: some orders the index of rows alone knows, and so it does how the letters of some languages stand.
    pub(crate) fn has(&self, sort: Sort, read: Collation) -> bool {
        self.orders.iter().any(|order| order.name == sort.by && order.collation(read) == Collation::ROOT)
    }

    /// The column that sorts as asked.
    fn column(&self, sort: Sort) -> Result<String, StoreError> {
        let order = self.orders.iter().find(|order| order.name == sort.by);
        order.map(Order::column).ok_or_else(|| StoreError::Other(format!("{} has no order {:?}", self.table, sort.by)))
    }
}

/// Which rows of a list: those whose first column holds this.
pub(crate) enum Among {
    Within(Value),
    /// Of another column of those that are given.
    WithinThe(&'static str, Value),
}

/// Which part of a list a page shows, and how that is read.
pub(crate) struct Frame {
    column: String,
    /// Whether the list falls.
    down: bool,
    /// Whether it is read from its end.
    from_end: bool,
    first: bool,
    size: usize,
}

/// A page of a list, to be asked for and read.
pub(crate) struct Page<R> {
    pub(crate) sql: String,
    pub(crate) vars: Variables,
    frame: Frame,
    row: PhantomData<R>,
}

impl<R> List<R> {
    pub(crate) fn frame(&self, sort: Sort, cursor: &Cursor, size: usize) -> Result<Frame, StoreError> {
        Ok(Frame::of(self.column(sort)?, sort, cursor, size))
    }
}

impl Frame {
    /// Of another order than those of the list.
    pub(crate) fn of(column: String, sort: Sort, cursor: &Cursor, size: usize) -> Self {
        Self { column, down: sort.down, from_end: matches!(cursor, Cursor::Before(_)), first: *cursor == Cursor::First, size }
    }

    /// The column that sorts as asked.
    pub(crate) fn column(&self) -> &str {
        &self.column
    }

    /// So many rows are shown.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    /// A page behind which there is more, as it is read, though too few were left of it to tell: that begins there at the latest.
    pub(crate) fn going_on<R>(&self, mut listed: Listed<R>, end: Option<String>) -> Listed<R> {
        let further = if self.from_end { &mut listed.previous } else { &mut listed.next };
        *further = further.take().or(end);
        listed
    }

    /// Whether what comes next, as it is read, is less.
    pub(crate) fn reads_down(&self) -> bool {
        self.down != self.from_end
    }

    /// Of what may stand on the page, as much as stands there, as it is read.
    pub(crate) fn in_order<R: Listable>(&self, rows: Vec<R>, cursor: &Cursor) -> Vec<R> {
        self.in_order_by(rows, cursor, |row| row.stored_key(&self.column).cloned())
    }

    /// The same, by what no row has in a column. What is found twice is there once.
    pub(crate) fn in_order_by<R>(&self, rows: Vec<R>, cursor: &Cursor, key_of: impl Fn(&R) -> Option<String>) -> Vec<R> {
        let bound = bound(cursor);
        let is_behind = |key: &String| bound.is_none_or(|bound| if self.reads_down() { key < bound } else { key > bound });
        // A key may be made of much: once of each row.
        let keyed = rows.into_iter().filter_map(|row| Some((key_of(&row).filter(is_behind)?, row)));
        let mut keyed: Vec<(String, R)> = keyed.collect();
        keyed.sort_by(|(one, _), (other, _)| one.cmp(other));
        keyed.dedup_by(|(one, _), (other, _)| one == other);
        if self.reads_down() {
            keyed.reverse();
        }
        keyed.truncate(self.size.saturating_add(1));
        keyed.into_iter().map(|(_, row)| row).collect()
    }

    /// The page that its answer is.
    pub(crate) fn listed<R: Listable>(&self, items: Vec<R>) -> Listed<R> {
        self.listed_by(items, |row| row.stored_key(&self.column).cloned())
    }

    pub(crate) fn listed_by<R>(&self, mut items: Vec<R>, key_of: impl Fn(&R) -> Option<String>) -> Listed<R> {
        let more = items.len() > self.size;
        items.truncate(self.size);
        if self.from_end {
            items.reverse();
        }
        let has_previous = if self.from_end { more } else { !self.first };
        let has_next = self.from_end || more;
        let previous = items.first().filter(|_| has_previous).and_then(&key_of);
        let next = items.last().filter(|_| has_next).and_then(&key_of);
        Listed { items, previous, next }
    }
}

/// From behind which key a page is read.
pub(crate) fn bound(cursor: &Cursor) -> Option<&String> {
    match cursor {
        Cursor::First => None,
        Cursor::After(key) | Cursor::Before(key) => Some(key),
    }
}

impl<R: Listable + SurrealValue> List<R> {
    /// The question for a page; `name` tells its variables from those of other questions that are asked in the same breath.
    pub(crate) fn page(&self, name: &str, among: Among, sort: Sort, cursor: &Cursor, size: usize) -> Result<Page<R>, StoreError> {
        let frame = self.frame(sort, cursor, size)?;
        let column = &frame.column;
        let (beyond, direction) = if frame.reads_down() { ("<", "DESC") } else { (">", "ASC") };
        let (within, value) = match among {
            Among::Within(value) => (self.within.first().copied().unwrap_or_default(), value),
            Among::WithinThe(column, value) => (column, value),
        };
        let mut vars = vars! {};
        vars.insert(format!("within{name}"), value);
        let behind = match bound(cursor) {
            Some(key) => {
                vars.insert(format!("bound{name}"), key.clone());
                format!(" AND {column} {beyond} $bound{name}")
            }
            None => String::new(),
        };
        // One row more than is shown tells whether there is another.
        let (table, most) = (self.table, size.saturating_add(1));
        let sql = format!("SELECT * FROM {table} WHERE {within} = $within{name}{behind} ORDER BY {column} {direction} LIMIT {most}");
        Ok(Page { sql, vars, frame, row: PhantomData })
    }

    pub(crate) async fn read(&self, conn: &Conn, among: Among, sort: Sort, cursor: &Cursor, size: usize) -> Result<Listed<R>, StoreError> {
        let page = self.page("", among, sort, cursor, size)?;
        let rows = conn.read(&page.sql, page.vars.clone()).await?.take(0)?;
        Ok(page.listed(rows))
    }

    /// A page of the rows of which this column holds one of these: each part is read in its order, and they are merged.
    pub(crate) async fn read_any(
        &self,
        conn: &Conn,
        (column, values): (&'static str, Vec<Value>),
        sort: Sort,
        cursor: &Cursor,
        size: usize,
    ) -> Result<Listed<R>, StoreError> {
        let frame = self.frame(sort, cursor, size)?;
        let mut rows: Vec<R> = Vec::new();
        for value in values {
            let page = self.page("", Among::WithinThe(column, value), sort, cursor, size)?;
            rows.extend(conn.read(&page.sql, page.vars.clone()).await?.take::<R>(0)?);
        }
        Ok(frame.listed(frame.in_order(rows, cursor)))
    }
}

impl<R: Listable> Page<R> {
    /// The page that its answer is.
    pub(crate) fn listed(&self, items: Vec<R>) -> Listed<R> {
        self.frame.listed(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_column_of_an_order_has_its_keys_and_a_page_goes_on_in_the_one_that_it_was_begun_in() {
        let [number, name]: [Order<&str>; 2] =
            [Order::new("name", |row| format!("7 {row}")), Order::of_text("name", |row, of| format!("{} 1", of.key(row)))];
        let swedish = Collation::of(domain::stores::Language::Sv);
        assert_eq!((number.columns(), number.column_read(swedish)), (vec!["by_name".to_owned()], "by_name".to_owned()));
        assert_eq!(name.columns(), ["by_name", "by_name_es", "by_name_sv"]);
        assert_eq!(name.column_read(swedish), "by_name_sv");
        assert_eq!([number.key_in(&"Öl", "by_name"), number.key_in(&"Öl", "by_name_sv")], [Some("7 Öl".to_owned()), None]);
        for other in ["by_names", "by_name_de", "by_name_", "name", "by_"] {
            assert_eq!(name.key_in(&"Öl", other), None, "{other}");
        }
        let [root, own] = ["by_name", "by_name_sv"].map(|column| name.key_in(&"Öl", column).unwrap());
        assert!(root.as_str() < "s" && own.starts_with("sv ") && own.ends_with(" 1"), "{root} {own}");
        for (key, read, is_its_own) in
            [(&root, Collation::ROOT, true), (&root, swedish, false), (&own, swedish, true), (&own, Collation::ROOT, false)]
        {
            for cursor in [Cursor::After(key.clone()), Cursor::Before(key.clone())] {
                let begins = if is_its_own { cursor.clone() } else { Cursor::First };
                assert_eq!(name.begins(&cursor, read), begins, "{cursor:?} {read:?}");
            }
        }
        assert_eq!(number.begins(&Cursor::After(root.clone()), swedish), Cursor::After(root));
    }

    #[test]
    fn numbers_are_sorted_as_texts_too() {
        assert!(placed_key(9, "b") < placed_key(10, "a"));
        let sorted = [i64::MIN, -12, -2, 0, 3, 20, i64::MAX].map(sorted_number);
        assert!(sorted.is_sorted(), "{sorted:?}");
    }
}
