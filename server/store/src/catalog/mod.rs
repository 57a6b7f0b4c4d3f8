//! Reading products and categories.

mod shelf;

pub(crate) use shelf::Shelf;

use crate::{
    Store, StoreError,
    engine::{
        conn::{linked, vars},
        list::{Among, Keys, List, Listable, Order, TermsRow, found},
        table::{Index, Table},
        tx::Tx,
        write::Update,
    },
    key, record,
};
use domain::{
    caller::{Caller, Who},
    catalog::{Category, Picture, Product, ProductOrder},
    ids::{CategoryId, CustomerId, ProductId},
    list::{Cursor, Listed, Sort},
    money::{Currency, Money},
    text::{Search, sort_key},
};
use std::sync::Arc;
use surrealdb::types::{RecordId, SurrealValue, Value, Variables};

pub(crate) const CATEGORIES: Table =
    Table { name: "category", row: CategoryRow::kind_of, indexes: &[Index::Unique("slug", "slug")], list: None };
pub(crate) const PRODUCTS: Table = Table {
    name: "product",
    row: ProductRow::kind_of,
    indexes: &[Index::Unique("sku", "sku"), Index::Unique("slug", "slug")],
    list: Some(|| LIST.asked()),
};
/// What products are found by.
pub(crate) const TERMS: Table = Table { name: "product_terms", row: TermsRow::kind_of, indexes: &[Index::By(&["terms"])], list: None };
pub(crate) const VERSIONS: Table = Table { name: "version", row: VersionRow::kind_of, indexes: &[], list: None };

/// The products of a category.
const LIST: List<ProductRow> = List {
    table: "product",
    within: "category",
    orders: &[
        Order { name: "place", key: |p| format!("{:08} {}", p.place, p.key()) },
        Order { name: "name", key: |p| format!("{} {}", sort_key(&p.name), p.key()) },
        Order { name: "price", key: |p| format!("{:014} {} {}", p.price, sort_key(&p.name), p.key()) },
    ],
};

#[derive(SurrealValue)]
pub(crate) struct VersionRow {
    number: i64,
}

#[derive(SurrealValue)]
pub(crate) struct CategoryRow {
    pub(crate) id: RecordId,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) position: i64,
}

impl CategoryRow {
    fn read(self) -> Result<Category, StoreError> {
        Ok(Category { id: crate::parse(key(&self.id)?)?, slug: self.slug, name: self.name, description: self.description })
    }
}

#[derive(SurrealValue)]
pub(crate) struct ProductRow {
    pub(crate) id: RecordId,
    pub(crate) sku: String,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) price: i64,
    pub(crate) currency: String,
    pub(crate) category: String,
    pub(crate) shape: String,
    pub(crate) hue: i64,
    /// Where it stands in its category.
    pub(crate) place: i64,
    #[surreal(flatten)]
    pub(crate) keys: Keys,
}

impl ProductRow {
    /// With the columns that sort it.
    pub(crate) fn sorted(mut self) -> Self {
        self.keys = LIST.keys(&self);
        self
    }

    fn key(&self) -> &str {
        key(&self.id).unwrap_or_default()
    }

    pub(crate) fn terms(&self) -> TermsRow {
        TermsRow::of("product", self.key(), self.texts())
    }

    /// What it is found by.
    fn texts(&self) -> [&str; 3] {
        [&self.name, &self.sku, &self.description]
    }

    fn read(self) -> Result<Product, StoreError> {
        let currency = Currency::from_code(&self.currency).ok_or_else(|| StoreError::Unreadable(self.currency.clone()))?;
        Ok(Product {
            id: crate::parse(key(&self.id)?)?,
            sku: self.sku,
            slug: self.slug,
            name: self.name,
            description: self.description,
            price: Money::new(self.price, currency),
            category: crate::parse(&self.category)?,
            picture: Picture { shape: self.shape, hue: u16::try_from(self.hue).unwrap_or(0) },
        })
    }
}

impl Listable for ProductRow {
    fn sort_key(&self, column: &str) -> Option<String> {
        self.keys.get(column).cloned()
    }
}

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
    /// In their order.
    pub categories: Arc<Vec<Category>>,
    /// The number of pieces in the caller's cart.
    pub in_cart: u32,
    /// Counts the catalog's changes: what is made of it is kept by this.
    pub version: i64,
}

/// Whatever changes categories or products begins with this.
pub(crate) fn moving_the_catalog(tx: &mut Tx<'_>) {
    tx.writes().update(&Update::of(&record("version", "catalog")).add("number", 1));
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
    pub async fn frame(&self, caller: &Caller) -> Result<Frame, StoreError> {
        let of = CartOf::caller(caller);
        let facts = self.known.frames.or_read(&self.conn, of.key()?, self.read_frame(&of)).await?.ok_or(StoreError::NotFound)?;
        let FrameFacts { version, in_cart } = *facts;
        let categories = match self.shelf.categories(version) {
            Some(kept) => kept,
            None => {
                // Read after the version: at worst newer than it says, and then the next request reads them again.
                let categories = Arc::new(self.categories().await?);
                self.shelf.keep_categories(version, &categories);
                categories
            }
        };
        Ok(Frame { categories, in_cart, version })
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
    async fn categories(&self) -> Result<Vec<Category>, StoreError> {
        let rows: Vec<CategoryRow> = self.conn.read("SELECT * FROM category ORDER BY position", vars! {}).await?.take(0)?;
        rows.into_iter().map(CategoryRow::read).collect()
    }

    /// A category by its slug with a page of its products, and the frame around them.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn category_page(
        &self,
        caller: &Caller,
        slug: &str,
        order: ProductOrder,
        cursor: &Cursor,
        size: usize,
    ) -> Result<(Frame, Category, Arc<Listed<Product>>), StoreError> {
        let frame = self.frame(caller).await?;
        let category = frame.categories.iter().find(|c| c.slug == slug).cloned().ok_or(StoreError::NotFound)?;
        let listed = self.products_in(frame.version, &[category.id], order, cursor, size).await?;
        let listed = listed.into_iter().next().ok_or(StoreError::NotFound)?;
        Ok((frame, category, listed))
    }

    /// A page of products of each of these categories: what is not kept of this version is asked for in one go.
    async fn products_in(
        &self,
        version: i64,
        categories: &[CategoryId],
        order: ProductOrder,
        cursor: &Cursor,
        size: usize,
    ) -> Result<Vec<Arc<Listed<Product>>>, StoreError> {
        let bound = match cursor {
            Cursor::First => None,
            Cursor::After(key) => Some((true, key.clone())),
            Cursor::Before(key) => Some((false, key.clone())),
        };
        let page_key = |id: &CategoryId| (*id, order, bound.clone(), size);
        if let Some(kept) = categories.iter().map(|id| self.shelf.page(version, page_key(id))).collect() {
            return Ok(kept);
        }
        let mut asked = Vec::with_capacity(categories.len());
        for (n, id) in categories.iter().enumerate() {
            asked.push(LIST.page(&format!("_{n}"), Among::Within(id.to_string().into_value()), sort(order), cursor, size)?);
        }
        let mut vars = vars! {};
        asked.iter().for_each(|page| vars.extend(page.vars.clone()));
        let sql: Vec<&str> = asked.iter().map(|page| page.sql.as_str()).collect();
        let mut rows = self.conn.read(&sql.join("; "), vars).await?;
        let mut pages = Vec::with_capacity(categories.len());
        for (n, (id, page)) in categories.iter().zip(&asked).enumerate() {
            let page = Arc::new(page.listed(rows.take::<ProductRow>(n)?).try_map(ProductRow::read)?);
            self.shelf.keep_page(version, page_key(id), &page);
            pages.push(page);
        }
        Ok(pages)
    }

    /// A page of the products whose words begin as those searched for.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn search_products(
        &self,
        text: &str,
        order: ProductOrder,
        cursor: &Cursor,
        size: usize,
    ) -> Result<Listed<Product>, StoreError> {
        let Search::Words(words) = Search::of(text) else {
            return Ok(Listed { items: Vec::new(), previous: None, next: None });
        };
        let mut ids = found(&self.conn, "product", &words.terms()).await?;
        if !words.are_terms() {
            let rows: Vec<ProductRow> = self.conn.read("SELECT * FROM $ids", vars! { "ids" => ids }).await?.take(0)?;
            ids = rows.into_iter().filter(|row| words.match_row(row.texts())).map(|row| row.id).collect();
        }
        LIST.read(&self.conn, Among::Found(ids), sort(order), cursor, size).await?.try_map(ProductRow::read)
    }

    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn product_by_slug(&self, slug: &str) -> Result<Product, StoreError> {
        let row: Option<ProductRow> =
            self.conn.read("SELECT * FROM product WHERE slug = $slug", vars! { "slug" => slug.to_owned() }).await?.one(0)?;
        row.ok_or(StoreError::NotFound)?.read()
    }

    /// These products; what is not there any more is missing from the answer.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn products(&self, ids: impl IntoIterator<Item = ProductId>) -> Result<Vec<Product>, StoreError> {
        let ids: Vec<RecordId> = ids.into_iter().map(|id| record("product", &id.to_string())).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<ProductRow> = self.conn.read("SELECT * FROM $ids", vars! { "ids" => ids }).await?.take(0)?;
        rows.into_iter().map(ProductRow::read).collect()
    }

    /// The first few products of each category, and the frame around them: the home page.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn featured(&self, caller: &Caller, each: usize) -> Result<(Frame, Vec<Arc<Listed<Product>>>), StoreError> {
        let frame = self.frame(caller).await?;
        let ids: Vec<CategoryId> = frame.categories.iter().map(|c| c.id).collect();
        let products = if ids.is_empty() {
            Vec::new()
        } else {
            self.products_in(frame.version, &ids, ProductOrder::Position, &Cursor::First, each).await?
        };
        Ok((frame, products))
    }
}
