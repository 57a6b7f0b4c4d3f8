//! Reading products and categories; what staff change of them stands in `edit`.

mod edit;
mod import;
pub(crate) mod row;
mod shelf;

pub use edit::ProductDraft;
use row::LIST;
pub(crate) use row::{CategoryRow, PriceRow, ProductRow, TextsRow, VersionRow, own_slug};
pub use shelf::Categories;
use shelf::PageKey;
pub(crate) use shelf::Shelf;

use crate::{
    Store, StoreError,
    engine::{
        conn::{linked, vars},
        list::Among,
        tx::Tx,
        write::Update,
    },
    key, record,
    search::{Look, Meant},
};
use domain::{
    caller::{Caller, Who},
    catalog::{Category, MadeOf, Product, ProductOrder, Shows},
    ids::{CategoryId, CustomerId, ProductId},
    list::{Cursor, Listed, Sort},
    stores::Served,
    text::Search,
};
use std::{collections::BTreeSet, sync::Arc};
use surrealdb::types::{RecordId, SurrealValue, Variables};

const fn sort(order: ProductOrder) -> Sort {
    match order {
        ProductOrder::Position => Sort { by: "place", down: false },
        ProductOrder::Name => Sort { by: "name", down: false },
        ProductOrder::PriceUp => Sort { by: "price", down: false },
        ProductOrder::PriceDown => Sort { by: "price", down: true },
    }
}

/// What every page of the storefront has around it.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    pub shelf: Arc<Categories>,
    /// The number of pieces in the caller's cart.
    pub in_cart: u32,
}

impl Frame {
    /// What a page within this frame is made of.
    pub fn made_of(&self, view: &Served, shows: Shows) -> MadeOf {
        MadeOf { view: view.shown, navigation: self.shelf.navigation, shows }
    }
}

/// Whatever changes the catalog, among it products of these categories, begins with this.
pub(crate) fn moving_the_catalog(tx: &mut Tx<'_>, categories: impl IntoIterator<Item = CategoryId>) {
    tx.writes().update(&Update::of(&record("version", "catalog")).add("number", 1));
    changed(tx, categories);
}

fn changed(tx: &mut Tx<'_>, categories: impl IntoIterator<Item = CategoryId>) {
    categories.into_iter().for_each(|id| tx.writes().update(&Update::of(&record("category", &id.to_string())).add("changes", 1)));
}

/// What a frame is made of: the catalog's version, and the pieces in the caller's cart.
#[derive(SurrealValue)]
struct FrameRow {
    version: Option<i64>,
    cart: Option<String>,
    pieces: Option<Vec<i64>>,
}

/// What a frame is made of, added up.
pub(crate) struct FrameFacts {
    version: i64,
    in_cart: u32,
}

/// Whose cart a frame counts.
enum CartOf {
    Nobody,
    Guest(RecordId),
    Customer(RecordId),
}

impl CartOf {
    fn caller(caller: &Caller) -> Self {
        let customer = |id: &CustomerId| Self::Customer(record("customer", &id.to_string()));
        match caller.who() {
            Who::Guest { cart: Some(cart), .. } => Self::Guest(record("cart", &cart.to_string())),
            Who::Guest { cart: None, .. } | Who::Staff { .. } => Self::Nobody,
            Who::Shopper { customer: id, .. } => customer(id),
            Who::Visit(visit) => customer(&visit.customer),
        }
    }

    /// The key of the customer or the cart; nothing of nobody.
    fn key(&self) -> Result<&str, StoreError> {
        match self {
            Self::Nobody => Ok(""),
            Self::Guest(id) | Self::Customer(id) => key(id),
        }
    }
}

impl Store {
    /// What the frame of a page shows.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn frame(&self, caller: &Caller, view: &Served) -> Result<Frame, StoreError> {
        let of = CartOf::caller(caller);
        let facts = self.known.frames.or_read(&self.conn, of.key()?, self.read_frame(&of)).await?.ok_or(StoreError::NotFound)?;
        Ok(Frame { shelf: self.categories_as_of(facts.version, view).await?, in_cart: facts.in_cart })
    }

    /// The categories of a view as they are since the catalog's change of this number.
    async fn categories_as_of(&self, version: i64, view: &Served) -> Result<Arc<Categories>, StoreError> {
        let as_of = (version, view.shown);
        if let Some(kept) = self.shelf.categories(as_of) {
            return Ok(kept);
        }
        // Read after the version: at worst newer than it says, and then the next request reads them again.
        let rows = self.category_rows().await?;
        let shown = rows.iter().map(|row| row.read(Some(view))).filter(|c| c.as_ref().is_ok_and(|c| c.parent == Some(view.root)));
        let categories = Arc::new(Categories::new(shown.collect::<Result<_, _>>()?));
        self.shelf.keep_categories(as_of, &categories);
        Ok(categories)
    }

    /// The number of the catalog's last change.
    pub(crate) async fn catalog_version(&self) -> Result<i64, StoreError> {
        let nobody = CartOf::Nobody;
        let facts = self.known.frames.or_read(&self.conn, "", self.read_frame(&nobody)).await?;
        Ok(facts.ok_or(StoreError::NotFound)?.version)
    }

    /// Whether a page of a view is still as it was when it was made of this.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn is_as_it_was(&self, view: &Served, made_of: &MadeOf) -> Result<bool, StoreError> {
        let categories = self.categories_as_of(self.catalog_version().await?, view).await?;
        if (view.shown, categories.navigation) != (made_of.view, made_of.navigation) {
            return Ok(false);
        }
        Ok(match &made_of.shows {
            Shows::Products(of) => of.iter().all(|(id, changes)| categories.iter().any(|c| c.id == *id && c.changes == *changes)),
            Shows::Category(category) => categories.contains(category),
            Shows::Product(id, changes, is_sold) => self.product_as_it_is(*id).await?.is_some_and(|is| *is == (*changes, *is_sold)),
        })
    }

    /// The number of a product's changes, and whether it can be bought.
    async fn product_as_it_is(&self, id: ProductId) -> Result<Option<Arc<(i64, bool)>>, StoreError> {
        let record = record("product", &id.to_string());
        let read = async {
            let row: Option<ProductRow> = self.conn.row(&record).await?;
            Ok(row.map(|row| ((row.revision, row.stock > 0), vec![record.clone()])))
        };
        self.known.products.or_read(&self.conn, &id.to_string(), read).await
    }

    async fn read_frame(&self, of: &CartOf) -> Result<Option<(FrameFacts, Vec<RecordId>)>, StoreError> {
        let (named, cart, id) = match of {
            CartOf::Nobody => ("NONE", "NONE".to_owned(), None),
            CartOf::Guest(id) => ("NONE", "$id".to_owned(), Some(id)),
            CartOf::Customer(id) => ("$id.cart", linked("cart", "$id.cart"), Some(id)),
        };
        let sql = format!("RETURN [{{ version: version:catalog.number, cart: {named}, pieces: {cart}.lines.quantity }}]");
        let vars = id.map_or_else(Variables::new, |id| vars! { "id" => id.clone() });
        let row: Option<FrameRow> = self.conn.read(&sql, vars).await?.one(0)?;
        let Some(FrameRow { version: Some(version), cart, pieces }) = row else {
            return Err(StoreError::Unreadable("no version of the catalog".to_owned()));
        };
        let in_cart = pieces.iter().flatten().fold(0_u32, |sum, q| sum.saturating_add(u32::try_from(*q).unwrap_or(0)));
        let made_of = [Some(record("version", "catalog")), id.cloned(), cart.map(|cart| record("cart", &cart))];
        Ok(Some((FrameFacts { version, in_cart }, made_of.into_iter().flatten().collect())))
    }

    /// All categories, in their order.
    pub(crate) async fn categories(&self) -> Result<Vec<Category>, StoreError> {
        self.category_rows().await?.iter().map(|row| row.read(None)).collect()
    }

    async fn category_rows(&self) -> Result<Vec<CategoryRow>, StoreError> {
        self.conn.read("SELECT * FROM category ORDER BY position", vars! {}).await?.take(0)
    }

    /// A category by its URL key, in the view or for all, with a page of its products, and the frame around them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn category_page(
        &self,
        caller: &Caller,
        view: &Served,
        slug: &str,
        order: ProductOrder,
        cursor: &Cursor,
        size: usize,
    ) -> Result<(Frame, Category, Arc<Listed<Product>>), StoreError> {
        let frame = self.frame(caller, view).await?;
        let named = |is_it: &dyn Fn(&Category) -> bool| frame.shelf.iter().find(|c| is_it(c)).cloned();
        let category = named(&|c| c.slug == slug).or_else(|| named(&|c| c.url_key.default == slug)).ok_or(StoreError::NotFound)?;
        let listed = self.products_in(view, &[&category], order, cursor, size).await?;
        let listed = listed.into_iter().next().ok_or(StoreError::NotFound)?;
        Ok((frame, category, listed))
    }

    /// A page of products of each of these categories: what is not kept as of their last changes is asked for in one go.
    async fn products_in(
        &self,
        view: &Served,
        categories: &[&Category],
        order: ProductOrder,
        cursor: &Cursor,
        size: usize,
    ) -> Result<Vec<Arc<Listed<Product>>>, StoreError> {
        let bound = match cursor {
            Cursor::First => None,
            Cursor::After(key) => Some((true, key.clone())),
            Cursor::Before(key) => Some((false, key.clone())),
        };
        let page_key = |c: &Category| PageKey { view: view.shown, category: c.id, changes: c.changes, order, bound: bound.clone(), size };
        if let Some(kept) = categories.iter().map(|c| self.shelf.page(&page_key(c))).collect() {
            return Ok(kept);
        }
        let mut asked = Vec::with_capacity(categories.len());
        for (n, category) in categories.iter().enumerate() {
            asked.push(LIST.page(&format!("_{n}"), Among::Within(category.id.to_string().into_value()), sort(order), cursor, size)?);
        }
        let mut vars = vars! {};
        asked.iter().for_each(|page| vars.extend(page.vars.clone()));
        let sql: Vec<&str> = asked.iter().map(|page| page.sql.as_str()).collect();
        let mut rows = self.conn.read(&sql.join("; "), vars).await?;
        let mut pages = Vec::with_capacity(categories.len());
        for (n, (category, page)) in categories.iter().zip(&asked).enumerate() {
            let page = Arc::new(page.listed(rows.take::<ProductRow>(n)?).try_map(|row| row.read(Some(view)))?);
            self.shelf.keep_page(page_key(category), &page);
            pages.push(page);
        }
        Ok(pages)
    }

    /// A page of the products whose words begin as those searched for, or are other forms of them. If there is none, a mistake in each word
    /// that nothing has is forgiven: then it is said what was looked for instead.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn search_products(
        &self,
        view: &Served,
        text: &str,
        order: ProductOrder,
        cursor: &Cursor,
        size: usize,
    ) -> Result<(Listed<Product>, Vec<Meant>), StoreError> {
        let nothing = Listed { items: Vec::new(), previous: None, next: None };
        let Search::Words(words) = Search::of(text) else { return Ok((nothing, Vec::new())) };
        let of = vec![("root", vec![view.root.to_string()])];
        let (mut listed, count) = self.find::<ProductRow>(Look { words: words.clone(), of: of.clone() }, sort(order), cursor, size).await?;
        let mut meant = Vec::new();
        if count == 0 {
            meant = self.meant::<ProductRow>(&words, &of).await?;
            let instead = |word: &str| match meant.iter().find(|meant| meant.typed == word) {
                Some(meant) => meant.instead.clone(),
                None => Some(word.to_owned()),
            };
            let words = words.with(instead);
            if !words.each().is_empty() {
                (listed, _) = self.find::<ProductRow>(Look { words, of }, sort(order), cursor, size).await?;
            }
        }
        Ok((listed.try_map(|row| row.read(Some(view)))?, meant))
    }

    /// The categories of the view's store.
    async fn categories_here(&self, view: &Served) -> Result<BTreeSet<String>, StoreError> {
        Ok(self.categories().await?.into_iter().filter(|c| c.parent == Some(view.root)).map(|c| c.id.to_string()).collect())
    }

    /// A product by its URL key, in the view or for all, whichever store sells it.
    async fn product_row(&self, view: &Served, slug: &str) -> Result<ProductRow, StoreError> {
        let sql = "SELECT * FROM product WHERE own_slugs CONTAINS $own; SELECT * FROM product WHERE slug = $slug";
        let vars = vars! { "own" => own_slug(view.id, slug), "slug" => slug.to_owned() };
        let mut rows = self.conn.read(sql, vars).await?;
        let row: Option<ProductRow> = match rows.one(0)? {
            Some(own) => Some(own),
            None => rows.one(1)?,
        };
        row.ok_or(StoreError::NotFound)
    }

    /// Where somebody goes on who looked for a product that other stores sell and this one does not: to the category that is called like
    /// the product's, if there is one here.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: no store sells such a product.
    pub async fn beside_product(&self, view: &Served, slug: &str) -> Result<Option<Category>, StoreError> {
        let row = self.product_row(view, slug).await?;
        let rows = self.category_rows().await?;
        let name = rows.iter().find(|c| key(&c.id).is_ok_and(|id| id == row.category)).map(|c| c.slug.clone());
        let here = rows.iter().filter(|c| c.parent == Some(view.root.to_string()) && Some(&c.slug) == name.as_ref());
        here.map(|c| c.read(Some(view))).next().transpose()
    }

    /// Whether any store has a category with this URL key.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn is_category_elsewhere(&self, view: &Served, slug: &str) -> Result<bool, StoreError> {
        let rows = self.category_rows().await?;
        let all: Vec<Category> = rows.iter().map(|row| row.read(Some(view))).collect::<Result<_, _>>()?;
        Ok(all.iter().any(|c| c.parent.is_some() && (c.slug == slug || c.url_key.default == slug)))
    }

    /// A product by its URL key, in the view or for all. What another store sells is not there.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn product_by_slug(&self, view: &Served, slug: &str) -> Result<Product, StoreError> {
        let row = self.product_row(view, slug).await?;
        let here = self.categories_here(view).await?;
        if here.contains(&row.category) { row.read(Some(view)) } else { Err(StoreError::NotFound) }
    }

    /// These products, as a view shows them; what is not there any more is missing from the answer.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn products(&self, view: Option<&Served>, ids: impl IntoIterator<Item = ProductId>) -> Result<Vec<Product>, StoreError> {
        self.product_rows(ids).await?.into_iter().map(|row| row.read(view)).collect()
    }

    /// Of these products those that the view's store sells.
    pub(crate) async fn products_here(&self, view: &Served, ids: impl IntoIterator<Item = ProductId>) -> Result<Vec<Product>, StoreError> {
        let (rows, root) = (self.product_rows(ids).await?, view.root.to_string());
        rows.into_iter().filter(|row| row.root == root).map(|row| row.read(Some(view))).collect()
    }

    async fn product_rows(&self, ids: impl IntoIterator<Item = ProductId>) -> Result<Vec<ProductRow>, StoreError> {
        let ids: Vec<RecordId> = ids.into_iter().map(|id| record("product", &id.to_string())).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        self.conn.read("SELECT * FROM $ids", vars! { "ids" => ids }).await?.take(0)
    }

    /// The first few products of each category, and the frame around them: the home page.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn featured(&self, caller: &Caller, view: &Served, each: usize) -> Result<(Frame, Vec<Arc<Listed<Product>>>), StoreError> {
        let frame = self.frame(caller, view).await?;
        let categories: Vec<&Category> = frame.shelf.iter().collect();
        let products = if categories.is_empty() {
            Vec::new()
        } else {
            self.products_in(view, &categories, ProductOrder::Position, &Cursor::First, each).await?
        };
        Ok((frame, products))
    }
}
