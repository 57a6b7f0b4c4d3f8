//! Reading products and categories.

use crate::{
    Store, StoreError,
    conn::vars,
    key,
    list::{Listed, Sorted, matching, mirrored, page, searched},
    record,
};
use domain::{
    catalog::{Category, Picture, Product, ProductOrder},
    ids::{CategoryId, ProductId},
    list::Cursor,
    money::{Currency, Money},
};
use surrealdb::types::{RecordId, SurrealValue};

#[derive(SurrealValue)]
struct CategoryRow {
    id: RecordId,
    slug: String,
    name: String,
    description: String,
}

impl CategoryRow {
    fn read(self) -> Result<Category, StoreError> {
        Ok(Category { id: crate::parse(key(&self.id)?)?, slug: self.slug, name: self.name, description: self.description })
    }
}

#[derive(SurrealValue)]
struct ProductRow {
    id: RecordId,
    sku: String,
    slug: String,
    name: String,
    description: String,
    price: i64,
    currency: String,
    category: String,
    shape: String,
    hue: i64,
    by_place: String,
    by_name: String,
    by_price: String,
}

impl ProductRow {
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

impl Sorted for ProductRow {
    fn keys(&self, up: &str) -> (String, String) {
        let key = match up {
            "by_place" => &self.by_place,
            "by_name" => &self.by_name,
            "by_price_down" => return (mirrored(&self.by_price), self.by_price.clone()),
            _ => &self.by_price,
        };
        (key.clone(), mirrored(key))
    }
}

const fn columns(order: ProductOrder) -> (&'static str, &'static str) {
    match order {
        ProductOrder::Position => ("by_place", "by_place_down"),
        ProductOrder::Name => ("by_name", "by_name_down"),
        ProductOrder::PriceUp => ("by_price", "by_price_down"),
        ProductOrder::PriceDown => ("by_price_down", "by_price"),
    }
}

impl Store {
    /// All categories, in their order.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn categories(&self) -> Result<Vec<Category>, StoreError> {
        let rows: Vec<CategoryRow> = self.conn.run("SELECT * FROM category ORDER BY position", vars! {}).await?.take(0)?;
        rows.into_iter().map(CategoryRow::read).collect()
    }

    /// A page of a category's products.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn products_in(
        &self,
        category: CategoryId,
        order: ProductOrder,
        cursor: &Cursor,
        size: usize,
    ) -> Result<Listed<Product>, StoreError> {
        let vars = vars! { "category" => category.to_string() };
        page::<ProductRow>(&self.conn, "product", "category = $category", vars, columns(order), cursor, size)
            .await?
            .try_map(ProductRow::read)
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
        let words = searched(text);
        if words.is_empty() {
            return Ok(Listed { items: Vec::new(), previous: None, next: None });
        }
        let mut vars = vars! {};
        let filter = matching(&words, &mut vars);
        page::<ProductRow>(&self.conn, "product", &filter, vars, columns(order), cursor, size).await?.try_map(ProductRow::read)
    }

    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn product_by_slug(&self, slug: &str) -> Result<Product, StoreError> {
        let row: Option<ProductRow> =
            self.conn.run("SELECT * FROM product WHERE slug = $slug", vars! { "slug" => slug.to_owned() }).await?.one(0)?;
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
        let rows: Vec<ProductRow> = self.conn.run("SELECT * FROM $ids", vars! { "ids" => ids }).await?.take(0)?;
        rows.into_iter().map(ProductRow::read).collect()
    }

    /// The first few products of each category: the home page.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn featured(&self, each: usize) -> Result<Vec<(Category, Vec<Product>)>, StoreError> {
        let categories = self.categories().await?;
        let mut featured = Vec::with_capacity(categories.len());
        for category in categories {
            let products = self.products_in(category.id, ProductOrder::Position, &Cursor::First, each).await?;
            featured.push((category, products.items));
        }
        Ok(featured)
    }
}
