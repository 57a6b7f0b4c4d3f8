//! Where products stand, as lists read it. A product's row says in which categories it stands, and where among the products there; of each of
//! these places there is a row here, made of the product's whenever that is written. So a list of a category is a scan of an index, whatever
//! else its products stand in; and what shows several categories shows each product once, at the first of its places.

use super::{
    ProductRow,
    lists::{first_place, in_these},
    row::PlaceRow,
};
use crate::{
    Store, StoreError,
    engine::{
        conn::vars,
        list::{Among, Keys, List, Listable, Order, placed_key},
        table::Table,
        write::Writes,
    },
    record,
    search::{figure_of_placed, placed_of_figure},
};
use domain::{
    catalog::{Product, price::Seen},
    ids::{CategoryId, ProductId},
    list::{Cursor, Listed, Sort},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Display,
};
use surrealdb::types::{RecordId, SurrealValue, Value, Variables};

pub(crate) const STANDINGS: Table = Table { name: "standing", row: StandingRow::kind_of, indexes: &[], list: Some(|| STOOD.asked()) };

/// The products that a category shows.
pub(super) const STOOD: List<StandingRow> = List {
    table: "standing",
    within: &["shelf"],
    // Whatever of it is shown.
    alone: &[("category", PLACE)],
    orders: &[
        Order::new(PLACE, |s| s.sorted_by("by_place")),
        Order::new("name", |s| s.sorted_by("by_name")),
        // Its key tells when it was made.
        Order::new("new", |s| s.sorted_by("by_new")),
    ],
};
pub(super) const PLACE: &str = "place";
/// A category of which a page was not enough is read on in parts, each twice as large as the one before: from so many up to so many. What stands
/// before in another of the categories is passed over, and that may be nearly all.
const MORE: (usize, usize) = (200, 5_000);
/// Of a page for which so many were read and passed over the index is asked, which knows the first place of each.
const FAR: usize = 3_000;

#[derive(Debug, Clone, PartialEq, SurrealValue)]
pub(crate) struct StandingRow {
    pub(super) id: RecordId,
    pub(super) product: String,
    pub(super) category: String,
    /// The category, while it shows the product; else nothing.
    pub(super) shelf: String,
    /// All that the product has.
    pub(super) places: Vec<PlaceRow>,
    #[surreal(flatten)]
    keys: Keys,
}

impl Listable for StandingRow {
    fn stored_key(&self, column: &str) -> Option<&String> {
        self.keys.get(column)
    }
}

/// The figure that says where a product stands in a category.
pub(super) fn figure(category: impl Display) -> String {
    format!("at_{category}")
}

/// The row of a place.
pub(super) fn standing(product: &str, category: &str) -> RecordId {
    record("standing", &format!("{product} {category}"))
}

impl StandingRow {
    fn sorted_by(&self, column: &str) -> String {
        self.keys.get(column).cloned().unwrap_or_default()
    }

    /// Where it stands in its category.
    pub(super) fn position(&self) -> i64 {
        self.places.iter().find(|place| place.category == self.category).map_or(0, |place| place.position)
    }

    /// The same product at another of its places, which are these by now.
    pub(super) fn at(&self, place: &PlaceRow, places: &[PlaceRow]) -> Self {
        let mut keys = self.keys.clone();
        keys.insert("by_place".to_owned(), placed_key(place.position, &self.product));
        Self {
            id: standing(&self.product, &place.category),
            product: self.product.clone(),
            category: place.category.clone(),
            shelf: if self.shelf.is_empty() { String::new() } else { place.category.clone() },
            places: places.to_vec(),
            keys,
        }
    }

    /// Whether, of the product's places in these categories, this is the first.
    fn is_first(&self, ids: &BTreeSet<String>) -> bool {
        let here = (self.position(), &self.category);
        self.places.iter().filter(|place| ids.contains(&place.category)).all(|place| here <= (place.position, &place.category))
    }
}

impl ProductRow {
    /// A row for each of its places.
    pub(crate) fn standings(&self) -> Vec<StandingRow> {
        let is_shown = self.selling().is_ok_and(|selling| selling.in_catalog());
        let row = |place: &PlaceRow| {
            let of_product = self.keys.get("by_name").map(|name| ("by_name".to_owned(), name.clone()));
            let of_place = [("by_place".to_owned(), placed_key(place.position, self.key())), ("by_new".to_owned(), self.key().to_owned())];
            StandingRow {
                id: standing(self.key(), &place.category),
                product: self.key().to_owned(),
                category: place.category.clone(),
                shelf: if is_shown { place.category.clone() } else { String::new() },
                places: self.places.clone(),
                keys: of_product.into_iter().chain(of_place).collect(),
            }
        };
        self.places.iter().map(row).collect()
    }
}

/// Writes where a product stands, as far as that is another than before.
pub(super) fn stand(writes: &mut Writes, before: &[StandingRow], after: &[StandingRow]) {
    let is_left = |was: &&StandingRow| after.iter().all(|is| is.id != was.id);
    before.iter().filter(is_left).for_each(|was| writes.delete(&was.id));
    after.iter().filter(|is| !before.contains(is)).for_each(|is| writes.put(&is.id, is.clone()));
}

/// Where who comes to categories stands there: behind all, each behind the one before.
#[derive(Default)]
pub(super) struct Behind(BTreeMap<String, i64>);

impl Behind {
    pub(super) async fn position(&mut self, store: &Store, category: &str) -> Result<i64, StoreError> {
        let next = match self.0.get(category) {
            Some(last) => last.saturating_add(1),
            None => store.behind_all(category).await?,
        };
        self.0.insert(category.to_owned(), next);
        Ok(next)
    }

    /// The places of a product that is to stand in these categories: what it has stays.
    pub(super) async fn places(
        &mut self,
        store: &Store,
        has: &[PlaceRow],
        categories: &BTreeSet<CategoryId>,
    ) -> Result<Vec<PlaceRow>, StoreError> {
        let mut places = Vec::with_capacity(categories.len());
        for category in categories.iter().map(ToString::to_string) {
            places.push(match has.iter().find(|place| place.category == category) {
                Some(place) => place.clone(),
                None => PlaceRow { position: self.position(store, &category).await?, category },
            });
        }
        Ok(places)
    }
}

/// A category of a list, as far as it is read.
struct Part {
    category: String,
    /// What it has of the list.
    rows: Vec<StandingRow>,
    /// What was read last is sorted so.
    last: Option<String>,
    /// All of it was read.
    is_over: bool,
}

impl Store {
    /// The place behind all that stands in a category.
    async fn behind_all(&self, category: &str) -> Result<i64, StoreError> {
        let (among, sort) = (Among::WithinThe("category", category.to_owned().into_value()), Sort { by: PLACE, down: true });
        let last = STOOD.read(&self.conn, among, sort, &Cursor::First, 1).await?.items;
        Ok(last.first().map_or(0, |row| row.position().saturating_add(1)))
    }

    /// All that stands in a category.
    pub(super) async fn standing_in(&self, category: CategoryId) -> Result<Vec<StandingRow>, StoreError> {
        let sql = "SELECT * FROM standing WHERE category = $category";
        self.conn.read(sql, vars! { "category" => category.to_string() }).await?.take(0)
    }

    /// A page of each of these lists, of what stands in some categories each: their beginnings are asked for in one go.
    pub(super) async fn stood(
        &self,
        lists: &[Vec<CategoryId>],
        sort: Sort,
        cursor: &Cursor,
        size: usize,
    ) -> Result<Vec<Listed<StandingRow>>, StoreError> {
        let (mut sql, mut vars) = (Vec::new(), Variables::new());
        for id in lists.iter().flatten() {
            let page = STOOD.page(&format!("_{}", sql.len()), Among::Within(id.to_string().into_value()), sort, cursor, size)?;
            vars.extend(page.vars);
            sql.push(page.sql);
        }
        let mut read = self.conn.read(&sql.join("; "), vars).await?;
        let (mut pages, mut at) = (Vec::with_capacity(lists.len()), 0_usize);
        for ids in lists {
            let within: BTreeSet<String> = ids.iter().map(ToString::to_string).collect();
            let mut parts = Vec::with_capacity(ids.len());
            for id in ids {
                let mut part = Part { category: id.to_string(), rows: Vec::new(), last: None, is_over: false };
                part.take(read.take::<StandingRow>(at)?, size, sort, &within)?;
                at = at.saturating_add(1);
                parts.push(part);
            }
            pages.push(self.merged(parts, &within, sort, cursor, size).await?);
        }
        Ok(pages)
    }

    /// A page of what these parts make, which are read on as far as it goes.
    async fn merged(
        &self,
        mut parts: Vec<Part>,
        within: &BTreeSet<String>,
        sort: Sort,
        cursor: &Cursor,
        size: usize,
    ) -> Result<Listed<StandingRow>, StoreError> {
        let (frame, mut many, mut far) = (STOOD.frame(sort, cursor, size)?, MORE.0, 0_usize);
        loop {
            let read: Vec<StandingRow> = parts.iter().flat_map(|part| part.rows.iter().cloned()).collect();
            let rows = frame.in_order(read, cursor);
            // Of a page that is not full nobody knows where it ends.
            let end = rows.get(size).and_then(|row| row.stored_key(frame.column()).cloned());
            let is_short = |part: &&mut Part| {
                let ends_before =
                    |end: &String| part.last.as_ref().is_some_and(|last| if frame.reads_down() { last > end } else { last < end });
                !part.is_over && end.as_ref().is_none_or(ends_before)
            };
            let Some(part) = parts.iter_mut().find(is_short) else { return Ok(frame.listed(rows)) };
            if far >= FAR
                && sort.by == PLACE
                && let Some(page) = self.placed(within, sort, cursor, size).await?
            {
                return Ok(page);
            }
            let last = part.last.clone().unwrap_or_default();
            let from = if matches!(cursor, Cursor::Before(_)) { Cursor::Before(last) } else { Cursor::After(last) };
            let among = Among::Within(part.category.clone().into_value());
            let more = STOOD.page("", among, sort, &from, many)?;
            let read = self.conn.read(&more.sql, more.vars).await?.take(0)?;
            part.take(read, many, sort, within)?;
            far = far.saturating_add(many);
            many = many.saturating_mul(2).min(MORE.1);
        }
    }

    /// The same page by the index of rows; none while that is being made. Nothing stands behind what is no place: that begins anew.
    async fn placed(
        &self,
        within: &BTreeSet<String>,
        sort: Sort,
        cursor: &Cursor,
        size: usize,
    ) -> Result<Option<Listed<StandingRow>>, StoreError> {
        let ids = within.iter().map(|id| crate::parse(id)).collect::<Result<Vec<CategoryId>, _>>()?;
        let cursor = match cursor {
            Cursor::First => Cursor::First,
            Cursor::After(key) => figure_of_placed(key).map_or(Cursor::First, Cursor::After),
            Cursor::Before(key) => figure_of_placed(key).map_or(Cursor::First, Cursor::Before),
        };
        let by = (first_place(&ids), sort.down);
        let listed = match self.find_placed::<ProductRow, _>(in_these(&ids), None, by, &cursor, size).await {
            Err(StoreError::Unavailable(_)) => return Ok(None),
            found => found?.0,
        };
        let first = |row: &ProductRow| row.standings().into_iter().find(|at| within.contains(&at.category) && at.is_first(within));
        let key = |key: Option<String>| key.as_deref().and_then(placed_of_figure);
        Ok(Some(Listed { items: listed.items.iter().filter_map(first).collect(), previous: key(listed.previous), next: key(listed.next) }))
    }

    /// The products of these pages, as they are seen.
    pub(super) async fn shown(&self, seen: Seen<'_>, pages: Vec<Listed<StandingRow>>) -> Result<Vec<Listed<Product>>, StoreError> {
        let ids: BTreeSet<&String> = pages.iter().flat_map(|page| page.items.iter().map(|row| &row.product)).collect();
        let ids = ids.into_iter().map(|id| crate::parse(id)).collect::<Result<Vec<ProductId>, _>>()?;
        let rows = self.product_rows(ids).await?;
        let read = |row: ProductRow| Ok((row.key().to_owned(), row.read(Some(&seen), self.stock_rules())?));
        let products: BTreeMap<String, Product> = rows.into_iter().map(read).collect::<Result<_, StoreError>>()?;
        let shown = |page: Listed<StandingRow>| Listed {
            items: page.items.iter().filter_map(|row| products.get(&row.product).cloned()).collect(),
            previous: page.previous,
            next: page.next,
        };
        Ok(pages.into_iter().map(shown).collect())
    }
}

impl Part {
    /// What was read of it, of which so many were asked for; what stands before in another of these categories is no part of the list.
    fn take(&mut self, read: Vec<StandingRow>, asked: usize, sort: Sort, within: &BTreeSet<String>) -> Result<(), StoreError> {
        let frame = STOOD.frame(sort, &Cursor::First, asked)?;
        // One more than was asked for tells that there are others.
        self.is_over = read.len() <= asked;
        self.last = read.last().and_then(|row| row.stored_key(frame.column()).cloned());
        self.rows.extend(read.into_iter().filter(|row| sort.by != PLACE || row.is_first(within)));
        Ok(())
    }
}

#[cfg(test)]
mod tests;
