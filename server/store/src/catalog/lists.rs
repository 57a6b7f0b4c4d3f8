//! Lists of products, as shoppers see them: of a category with what is below it, of what is searched for, of the home page; and what is told
//! to search engines. What stands in a category comes from the store's own indexes; what is narrowed, sorted by price, counted or searched for
//! comes from the index beside the store.

use super::{
    Categories, Frame, ProductRow,
    asked_figures::facts,
    attribute_row::also,
    called::called,
    row::LIST,
    selling_row::{SEARCHED, SHELF},
    shelf::PageKey,
    sort, standing,
};
use crate::{
    Store, StoreError,
    engine::{index::off_the_way, list::Among},
    search::{Also, Figured, Gather, Look, Meant},
};
use domain::{
    caller::Caller,
    catalog::{
        Category, Product, ProductOrder,
        attribute::Narrows,
        filter::{Counting, Facets, Fact, Filter},
        price::Seen,
    },
    ids::CategoryId,
    list::{Cursor, Listed, Sort},
    stores::Served,
    text::{Collation, Search, Words},
};
use std::{collections::BTreeMap, sync::Arc};
use surrealdb::types::SurrealValue;

/// Which part of a list somebody wants to see, and how.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub order: ProductOrder,
    pub filter: Filter,
    pub cursor: Cursor,
    pub size: usize,
}

/// A page of products, and what they can be narrowed to: not while the index that counts is being made.
#[derive(Debug)]
pub struct Products {
    pub listed: Arc<Listed<Product>>,
    /// In the shop's own, where the index that knows prices is being made.
    pub order: ProductOrder,
    pub facets: Option<Facets>,
}

/// A category as a page shows it.
#[derive(Debug)]
pub struct CategoryPage {
    pub frame: Frame,
    pub category: Category,
    pub products: Products,
}

/// What was found by words.
#[derive(Debug)]
pub struct Found {
    pub products: Products,
    /// What nothing was found by, and what was looked for in its place.
    pub meant: Vec<Meant>,
}

/// What the home page shows.
#[derive(Debug)]
pub struct Homepage {
    pub frame: Frame,
    /// The first few products of each category below the root.
    pub featured: Vec<(Category, Arc<Listed<Product>>)>,
    /// Those that were made last.
    pub new: Vec<Product>,
}

/// So many rows of products are read at once for search engines.
const AT_ONCE: usize = 1_000;

/// What of all that is found somebody wants to see.
fn narrowed(facts: &Figured<Fact>, filter: &Filter) -> Option<Figured<bool>> {
    let filter = filter.clone();
    (!filter.is_everything()).then(|| facts.clone().map(move |fact| filter.takes(&fact)))
}

impl Gather<Fact> for Counting {
    fn gather(&mut self, one: &Fact) {
        self.add(one);
    }

    fn gather_all(&mut self, others: Self) {
        self.join(others);
    }
}

/// What a list can be narrowed to, of all that stands in it.
fn counting(wanted: &Wanted, view: &Served) -> Counting {
    Counting::of(wanted.filter.clone(), Narrows::all(&view.attributes))
}

async fn offered(counted: Counting) -> Result<Facets, StoreError> {
    off_the_way(move || Ok(counted.facets())).await
}

pub(super) fn in_these(ids: &[CategoryId]) -> Look {
    Look { words: Words::none(), of: vec![(SHELF, ids.iter().map(ToString::to_string).collect())], also: Also::new() }
}

/// Where a product comes first in these categories.
pub(super) fn first_place(ids: &[CategoryId]) -> Figured<i64> {
    let says = |figures: &[Option<i64>]| figures.iter().flatten().copied().min().unwrap_or_default();
    Figured::new(ids.iter().map(standing::figure).collect(), says)
}

/// What words are searched for in: what the view's store sells and shows to whoever searches.
pub(super) fn searched(view: &Served) -> Vec<(&'static str, Vec<String>)> {
    vec![("root", vec![view.root.to_string()]), (SEARCHED.0, vec![SEARCHED.1.to_owned()])]
}

impl Store {
    /// A category by its URL key, in the view or for all, with a page of its products and of those below it, and the frame around them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn category_page(&self, caller: &Caller, view: &Served, slug: &str, wanted: &Wanted) -> Result<CategoryPage, StoreError> {
        let (frame, seen) = (self.frame(caller, view).await?, Seen::by(view, caller));
        let named = |is_it: &dyn Fn(&Category) -> bool| frame.shelf.iter().find(|c| is_it(c)).cloned();
        let category = named(&|c| c.slug == slug).or_else(|| named(&|c| c.url_key.default == slug)).ok_or(StoreError::NotFound)?;
        let ids = frame.shelf.with_below(category.id);
        let facts = facts(&seen);
        let facets = match self.figures::<ProductRow, _, _>(in_these(&ids), facts.clone(), counting(wanted, view)).await {
            Ok(counted) => Some(offered(counted).await?),
            // What stands there is known without the index.
            Err(StoreError::Unavailable(_)) if wanted.filter.is_everything() => None,
            Err(error) => return Err(error),
        };
        let own;
        let wanted = if facets.is_none() && sort(wanted.order).is_none() {
            own = Wanted { order: ProductOrder::default(), cursor: Cursor::First, ..wanted.clone() };
            &own
        } else {
            wanted
        };
        // What a view calls them is known by the index alone; while that is being made, they stand as they are called for all.
        let is_stored = wanted.filter.is_everything() && (wanted.order != ProductOrder::Name || facets.is_none());
        let listed = match sort(wanted.order).filter(|_| is_stored) {
            Some(sort) => self.products_in(seen, &frame.shelf, &[&category], (wanted, sort)).await?.pop().ok_or(StoreError::NotFound)?,
            None => Arc::new(self.found(seen, in_these(&ids), &facts, Some(first_place(&ids)), wanted).await?),
        };
        Ok(CategoryPage { frame, category, products: Products { listed, order: wanted.order, facets } })
    }

    /// A page of what is found. `place`: where it stands, if that is another in these categories than the first of all that it has.
    async fn found(
        &self,
        seen: Seen<'_>,
        look: Look,
        facts: &Figured<Fact>,
        place: Option<Figured<i64>>,
        wanted: &Wanted,
    ) -> Result<Listed<Product>, StoreError> {
        let (narrowed, Wanted { order, cursor, size, .. }) = (narrowed(facts, &wanted.filter), wanted);
        let (listed, _) = match (order, place) {
            (ProductOrder::Position, Some(place)) => {
                self.find_placed::<ProductRow, _>(look, narrowed, (place, false), cursor, *size).await?
            }
            (ProductOrder::Position, None) => {
                let first = Sort { by: standing::PLACE, down: false };
                self.find_narrowed::<ProductRow>(look, narrowed, (first, Collation::ROOT), cursor, *size).await?
            }
            (ProductOrder::Name, _) => self.find_placed::<ProductRow, _>(look, narrowed, (called(&seen), false), cursor, *size).await?,
            (ProductOrder::PriceUp | ProductOrder::PriceDown, _) => {
                let price = facts.clone().map(|fact| fact.price);
                self.find_placed::<ProductRow, _>(look, narrowed, (price, *order == ProductOrder::PriceDown), cursor, *size).await?
            }
        };
        listed.try_map(|row| row.read(Some(&seen), self.stock_rules()))
    }

    /// A page of products of each of these categories and of what is below it: what is not kept as of their last changes is asked for in one
    /// go.
    async fn products_in(
        &self,
        seen: Seen<'_>,
        shelf: &Categories,
        categories: &[&Category],
        (wanted, sort): (&Wanted, Sort),
    ) -> Result<Vec<Arc<Listed<Product>>>, StoreError> {
        let Wanted { order, cursor, size, .. } = wanted;
        let bound = match cursor {
            Cursor::First => None,
            Cursor::After(key) => Some((true, key.clone())),
            Cursor::Before(key) => Some((false, key.clone())),
        };
        let seen_as = (seen.shown, seen.group, seen.holding(seen.group, seen.at));
        let page_key = |c: &Category| PageKey {
            seen_as: seen_as.clone(),
            navigation: shelf.navigation,
            category: c.id,
            changes: c.changes,
            order: *order,
            bound: bound.clone(),
            size: *size,
        };
        if let Some(kept) = categories.iter().map(|c| self.shelf.page(&page_key(c))).collect() {
            return Ok(kept);
        }
        let lists: Vec<Vec<CategoryId>> = categories.iter().map(|category| shelf.with_below(category.id)).collect();
        let stood = self.stood(&lists, sort, cursor, *size).await?;
        let pages: Vec<_> = self.shown(seen, stood).await?.into_iter().map(Arc::new).collect();
        categories.iter().zip(&pages).for_each(|(category, page)| self.shelf.keep_page(page_key(category), page));
        Ok(pages)
    }

    /// Where a category is that was at this URL key before; `None` where none was that is shown here.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn category_before(&self, view: &Served, slug: &str) -> Result<Option<Category>, StoreError> {
        let rows = self.category_rows().await?;
        let was_there = rows.iter().filter(|row| row.was_at(view.id, slug));
        let ids: Vec<CategoryId> = was_there.map(|row| crate::parse(crate::key(&row.id)?)).collect::<Result<_, _>>()?;
        Ok(Categories::of(&rows, view)?.iter().find(|c| ids.contains(&c.id)).cloned())
    }

    /// Whether another store has a category with this URL key.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn is_category_elsewhere(&self, view: &Served, slug: &str) -> Result<bool, StoreError> {
        let all = super::category_row::edited(&self.category_rows().await?)?;
        let texts = |c: &domain::catalog::edit::EditedCategory| c.texts.shown_in(Some(view.id)).slug == slug || c.texts.all.slug == slug;
        Ok(all.iter().any(|c| c.root != view.root && c.parent.is_some() && c.enabled && texts(c)))
    }

    /// A page of the products whose words begin as those searched for, or are other forms of them. If there is none, a mistake in each word
    /// that nothing has is forgiven: then it is said what was looked for instead.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn search_products(&self, seen: Seen<'_>, text: &str, wanted: &Wanted) -> Result<Found, StoreError> {
        let nothing = Listed { items: Vec::new(), previous: None, next: None };
        let nothing = Found { products: Products { listed: Arc::new(nothing), order: wanted.order, facets: None }, meant: Vec::new() };
        let Search::Words(mut words) = Search::of(text) else { return Ok(nothing) };
        let of = searched(&seen);
        let look = |words: &Words| Look { words: words.clone(), of: of.clone(), also: also(&seen, words) };
        let facts = facts(&seen);
        let mut looked = look(&words);
        let mut counted = self.figures::<ProductRow, _, _>(looked.clone(), facts.clone(), counting(wanted, &seen)).await?;
        let mut meant = Vec::new();
        if counted.is_empty() {
            meant = self.meant::<ProductRow>(&words, &of, |words| also(&seen, words)).await?;
            let instead = |word: &str| match meant.iter().find(|meant| meant.typed == word) {
                Some(meant) => meant.instead.clone(),
                None => Some(word.to_owned()),
            };
            words = words.with(instead);
            if words.each().is_empty() {
                return Ok(Found { meant, ..nothing });
            }
            looked = look(&words);
            counted = self.figures::<ProductRow, _, _>(looked.clone(), facts.clone(), counting(wanted, &seen)).await?;
        }
        let listed = Arc::new(self.found(seen, looked, &facts, None, wanted).await?);
        let facets = Some(offered(counted).await?);
        Ok(Found { products: Products { listed, order: wanted.order, facets }, meant })
    }

    /// The home page: the first few products of each category below the root, so many new ones, and the frame around them.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn homepage(&self, caller: &Caller, view: &Served, (each, new): (usize, usize)) -> Result<Homepage, StoreError> {
        let (frame, seen) = (self.frame(caller, view).await?, Seen::by(view, caller));
        let top = frame.shelf.top();
        let (order, place) = (ProductOrder::Position, Sort { by: standing::PLACE, down: false });
        let wanted = Wanted { order, filter: Filter::default(), cursor: Cursor::First, size: each };
        let products = if top.is_empty() { Vec::new() } else { self.products_in(seen, &frame.shelf, &top, (&wanted, place)).await? };
        let featured = top.into_iter().cloned().zip(products).collect();
        let (all, sort): (Vec<CategoryId>, _) = (frame.shelf.iter().map(|c| c.id).collect(), Sort { by: "new", down: true });
        let new = if all.is_empty() { Vec::new() } else { self.stood(&[all], sort, &Cursor::First, new).await? };
        let new = self.shown(seen, new).await?.into_iter().flat_map(|new| new.items).collect();
        Ok(Homepage { frame, featured, new })
    }

    /// How many products a view's store sells.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`]: the index that knows is being made.
    pub async fn sold_here(&self, view: &Served) -> Result<usize, StoreError> {
        let root = view.root.to_string();
        let counted = self.count_each::<ProductRow, ()>("root", BTreeMap::from([((), vec![root])])).await?;
        Ok(counted.get(&()).and_then(|many| usize::try_from(*many).ok()).unwrap_or_default())
    }

    /// The URL keys of a part of the products that a view's store sells, of so many each; the first part is 0.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn product_addresses(&self, view: &Served, part: usize, each: usize) -> Result<Arc<Vec<String>>, StoreError> {
        let as_of = (self.catalog_version().await?, view.shown);
        if let Some(kept) = self.shelf.part(as_of, part) {
            return Ok(kept);
        }
        let by = Sort { by: "sku", down: false };
        let (mut slugs, mut cursor) = (Vec::new(), Cursor::First);
        let (first, end) = (part.saturating_mul(each), part.saturating_add(1).saturating_mul(each));
        let mut at = 0_usize;
        while at < end {
            let among = Among::WithinThe("root", view.root.to_string().into_value());
            let page = LIST.read(&self.conn, among, by, &cursor, AT_ONCE).await?;
            let Listed { items, next, .. } = page;
            for row in items.into_iter().filter(ProductRow::has_page) {
                if (first..end).contains(&at) {
                    slugs.push(row.named(view).1);
                }
                at = at.saturating_add(1);
            }
            let Some(next) = next else { break };
            cursor = Cursor::After(next);
        }
        let slugs = Arc::new(slugs);
        self.shelf.keep_part(as_of, part, &slugs);
        Ok(slugs)
    }
}
