//! Reading products and categories; what staff change of them stands in `edit` and `pictures`.

mod addresses;
mod asked_figures;
pub(crate) mod attribute_row;
mod attributes;
mod called;
mod categories;
pub(crate) mod category_row;
mod edit;
mod find;
mod import;
mod lists;
pub(crate) mod mass;
mod mass_row;
mod pictures;
mod prices;
mod pricing_row;
mod product_page;
mod put;
pub(crate) mod row;
mod rules;
pub(crate) mod selling_row;
mod shelf;
mod sku;
pub(crate) mod standing;
mod suggest;

pub(crate) use attribute_row::{AttributeRow, ValueRow};
pub use attributes::Usage;
pub use categories::{CategoryDraft, OnShelves};
pub(crate) use category_row::CategoryRow;
pub use edit::{OfAllViews, ProductDraft};
pub use lists::{CategoryPage, Found, Homepage, Products, Wanted};
pub use mass::Chosen;
pub(crate) use pictures::files_of;
pub use prices::TierPlace;
pub use product_page::ProductPage;
pub(crate) use row::{PlaceRow, PriceRow, ProductRow, TextsRow, VersionRow, own_slug};
pub(crate) use rules::{PRICE_RULES, PriceRuleRow};
pub(crate) use selling_row::InventoryRow;
pub use shelf::Categories;
pub(crate) use shelf::Shelf;
pub(crate) use sku::{keys as sku_keys, meant as sku_meant};
pub use suggest::Suggested;

use crate::{
    Store, StoreError,
    engine::{
        conn::{linked, vars},
        tx::Tx,
        write::Update,
    },
    key, record,
};
use domain::{
    caller::{Caller, Proof, Who},
    catalog::{
        Category, MadeOf, Product, ProductOrder, Shows,
        price::Seen,
        stock::{Stock, StockRules},
    },
    ids::{CategoryId, CustomerId, ProductId},
    list::Sort,
    stores::Served,
    time::Moment,
};
use std::sync::Arc;
use surrealdb::types::{RecordId, SurrealValue, Variables};

/// How the store's own lists are sorted; what somebody pays is nothing that they know.
const fn sort(order: ProductOrder) -> Option<Sort> {
    match order {
        ProductOrder::Position => Some(Sort { by: standing::PLACE, down: false }),
        ProductOrder::Name => Some(Sort { by: "name", down: false }),
        ProductOrder::PriceUp | ProductOrder::PriceDown => None,
    }
}

/// What every page of the storefront has around it.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    pub shelf: Arc<Categories>,
    /// The number of pieces in the caller's cart.
    pub in_cart: u32,
    /// Since when somebody of the staff is in the customer's account, if the customer himself is asking.
    pub helped_since: Option<Moment>,
}

impl Frame {
    /// What a page within this frame is made of.
    pub fn made_of(&self, seen: Seen<'_>, shows: Shows) -> MadeOf {
        let prices = seen.holding(seen.group, seen.at);
        MadeOf { view: seen.shown, prices, navigation: self.shelf.navigation, shows }
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
        let helped_since = match caller.who() {
            // What cannot be read is left out.
            Who::Shopper { customer, .. } if view.config.login_as_customer_enabled() => {
                self.helped_since(*customer, caller.origin().at).await.unwrap_or_default()
            }
            Who::Shopper { .. } | Who::Guest { .. } | Who::Staff { .. } | Who::Visit(_) => None,
        };
        Ok(Frame { shelf: self.categories_as_of(facts.version, view).await?, in_cart: facts.in_cart, helped_since })
    }

    /// The categories of a view as they are since the catalog's change of this number.
    pub(super) async fn categories_as_of(&self, version: i64, view: &Served) -> Result<Arc<Categories>, StoreError> {
        let as_of = (version, view.shown);
        if let Some(kept) = self.shelf.categories(as_of) {
            return Ok(kept);
        }
        // Read after the version: at worst newer than it says, and then the next request reads them again.
        let rows = self.category_rows().await?;
        let categories = Arc::new(Categories::of(&rows, view)?);
        self.shelf.keep_categories(as_of, &categories);
        Ok(categories)
    }

    /// The number of the catalog's last change.
    pub(crate) async fn catalog_version(&self) -> Result<i64, StoreError> {
        let nobody = CartOf::Nobody;
        let facts = self.known.frames.or_read(&self.conn, "", self.read_frame(&nobody)).await?;
        Ok(facts.ok_or(StoreError::NotFound)?.version)
    }

    /// Whether a page is still, as somebody sees it, what it was when it was made of this.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn is_as_it_was(&self, seen: Seen<'_>, made_of: &MadeOf) -> Result<bool, StoreError> {
        if seen.holding(seen.group, seen.at) != made_of.prices {
            return Ok(false);
        }
        let categories = self.categories_as_of(self.catalog_version().await?, &seen).await?;
        if (seen.shown, categories.navigation) != (made_of.view, made_of.navigation) {
            return Ok(false);
        }
        Ok(match &made_of.shows {
            Shows::Products(of) => of.iter().all(|(id, changes)| categories.iter().any(|c| c.id == *id && c.changes == *changes)),
            Shows::Category(category) => categories.contains(category),
            Shows::Product { all, left } => {
                for (n, (id, changes, availability)) in all.iter().enumerate() {
                    let Some(is) = self.product_as_it_is(*id).await? else { return Ok(false) };
                    let (changed, stock) = *is;
                    let is_same = (changed, stock.availability()) == (*changes, *availability);
                    if !is_same || (n == 0 && stock.few(seen.config.few_left()) != *left) {
                        return Ok(false);
                    }
                }
                true
            }
        })
    }

    /// The number of a product's changes, and what there is of it.
    async fn product_as_it_is(&self, id: ProductId) -> Result<Option<Arc<(i64, Stock)>>, StoreError> {
        let record = record("product", &id.to_string());
        let read = async {
            let row: Option<ProductRow> = self.conn.row(&record).await?;
            Ok(row.map(|row| ((row.revision, row.in_stock(self.stock_rules())), vec![record.clone()])))
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

    /// How products are sold that say nothing else.
    pub(crate) fn stock_rules(&self) -> StockRules {
        self.config().stock_rules()
    }

    /// These products, as a view shows them; what is not there any more is missing from the answer.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn products(&self, seen: Option<Seen<'_>>, ids: impl IntoIterator<Item = ProductId>) -> Result<Vec<Product>, StoreError> {
        self.read_products(seen, self.product_rows(ids).await?)
    }

    /// These rows of products, as a view shows them.
    pub(crate) fn read_products(&self, seen: Option<Seen<'_>>, rows: Vec<ProductRow>) -> Result<Vec<Product>, StoreError> {
        rows.into_iter().map(|row| row.read(seen.as_ref(), self.stock_rules())).collect()
    }

    /// A product as it stands for all, at what it costs whoever sees it.
    pub(crate) async fn product_at(&self, seen: Seen<'_>, id: ProductId) -> Result<Product, StoreError> {
        let row = self.product_rows([id]).await?.into_iter().next().ok_or(StoreError::NotFound)?;
        self.at_its_price(row, &seen)
    }

    /// The same of one that the view's store shows: no other is there.
    pub(crate) async fn product_here_at(&self, seen: Seen<'_>, id: ProductId) -> Result<Product, StoreError> {
        self.products_here_at(seen, [id]).await?.into_iter().next().ok_or(StoreError::NotFound)
    }

    /// The same of several.
    pub(crate) async fn products_here_at(
        &self,
        seen: Seen<'_>,
        ids: impl IntoIterator<Item = ProductId>,
    ) -> Result<Vec<Product>, StoreError> {
        let rows = self.product_rows(ids).await?;
        rows.into_iter().filter(|row| is_here(row, &seen)).map(|row| self.at_its_price(row, &seen)).collect()
    }

    fn at_its_price(&self, row: ProductRow, seen: &Seen<'_>) -> Result<Product, StoreError> {
        let offer = row.offer(Some(seen))?;
        Ok(Product { offer, ..row.read(None, self.stock_rules())? })
    }

    /// Of these products those that the view's store shows.
    pub(crate) async fn products_here(&self, seen: Seen<'_>, ids: impl IntoIterator<Item = ProductId>) -> Result<Vec<Product>, StoreError> {
        let rows = self.product_rows(ids).await?;
        rows.into_iter().filter(|row| is_here(row, &seen)).map(|row| row.read(Some(&seen), self.stock_rules())).collect()
    }

    /// These products of somebody who has them on a list of his: what the view's store does not show is not offered to him there, either.
    pub(crate) async fn products_of_his(
        &self,
        seen: Seen<'_>,
        ids: impl IntoIterator<Item = ProductId>,
    ) -> Result<Vec<Product>, StoreError> {
        let read = |row: ProductRow| {
            let is_here = is_here(&row, &seen);
            let mut product = row.read(Some(&seen), self.stock_rules())?;
            product.stock.is_offered &= is_here;
            Ok(product)
        };
        self.product_rows(ids).await?.into_iter().map(read).collect()
    }

    async fn product_rows(&self, ids: impl IntoIterator<Item = ProductId>) -> Result<Vec<ProductRow>, StoreError> {
        self.conn.rows(ids.into_iter().map(|id| record("product", &id.to_string())).collect()).await
    }
}

/// Whether a view's store shows a product.
fn is_here(row: &ProductRow, seen: &Seen<'_>) -> bool {
    row.root == seen.root.to_string() && row.has_page()
}
