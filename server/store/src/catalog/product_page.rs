//! Reading a product for its page: by its address, by an address that it had, and nearby where it is not sold.

use super::{
    Categories, CategoryRow, ProductRow, own_slug,
    selling_row::{RedirectRow, redirect},
};
use crate::{Store, StoreError, engine::conn::vars, key, record};
use domain::{
    catalog::{Category, Meta, Product, attribute::Values, price::Seen},
    ids::CategoryId,
    stores::Served,
};

/// A product, and what stands around it.
#[derive(Debug, Clone)]
pub struct ProductPage {
    pub product: Product,
    /// Its short description; empty where there is none.
    pub short: String,
    pub meta: Meta,
    /// What it says of attributes.
    pub attributes: Values,
    /// Related Products.
    pub related: Vec<Product>,
}

impl Store {
    /// A product by its URL key, in the view or for all, whichever store sells it. What is not to be seen is not there.
    async fn product_row(&self, view: &Served, slug: &str) -> Result<ProductRow, StoreError> {
        let sql = "SELECT * FROM product WHERE own_slugs CONTAINS $own; SELECT * FROM product WHERE slug = $slug";
        let vars = vars! { "own" => own_slug(view.id, slug), "slug" => slug.to_owned() };
        let mut rows = self.conn.read(sql, vars).await?;
        let row: Option<ProductRow> = match rows.one(0)? {
            Some(own) => Some(own),
            None => rows.one(1)?,
        };
        row.filter(ProductRow::has_page).ok_or(StoreError::NotFound)
    }

    /// The product that was found under a URL key before, in this view or in all; none, if nothing was or it is not here any more.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn moved_product(&self, seen: Seen<'_>, slug: &str) -> Result<Option<Product>, StoreError> {
        for of in [Some(seen.id), None] {
            let Some(there) = self.conn.row::<RedirectRow>(&redirect(of, slug)).await? else { continue };
            let row: Option<ProductRow> = self.conn.row(&record("product", &there.product)).await?;
            let row = row.filter(|row| row.has_page() && row.root == seen.root.to_string());
            return row.map(|row| row.read(Some(&seen), self.stock_rules())).transpose();
        }
        Ok(None)
    }

    /// Where somebody goes on who looked for a product that other stores sell and this one does not: to the category that is called like
    /// one of the product's, if there is one here.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: no store sells such a product.
    pub async fn beside_product(&self, view: &Served, slug: &str) -> Result<Option<Category>, StoreError> {
        let row = self.product_row(view, slug).await?;
        let rows = self.category_rows().await?;
        let stands = |c: &&CategoryRow| key(&c.id).is_ok_and(|id| row.places.iter().any(|place| place.category == id));
        let names: Vec<&String> = rows.iter().filter(stands).map(|c| &c.slug).collect();
        let here = Categories::of(&rows, view)?;
        let id = rows.iter().filter(|c| names.contains(&&c.slug)).filter_map(|c| crate::parse::<CategoryId>(key(&c.id).ok()?).ok());
        let ids: Vec<CategoryId> = id.collect();
        Ok(here.iter().find(|c| ids.contains(&c.id)).cloned())
    }

    /// A product by its URL key, in the view or for all. What another store sells is not there.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn product_by_slug(&self, seen: Seen<'_>, slug: &str) -> Result<Product, StoreError> {
        Ok(self.product_page(seen, slug).await?.product)
    }

    /// The same with all that its page shows.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn product_page(&self, seen: Seen<'_>, slug: &str) -> Result<ProductPage, StoreError> {
        let row = self.product_row(&seen, slug).await?;
        if row.root != seen.root.to_string() {
            return Err(StoreError::NotFound);
        }
        let edited = row.edited()?;
        let there = self.products_here(seen, edited.related.iter().copied()).await?;
        let related = edited.related.iter().filter_map(|id| there.iter().find(|p| p.id == *id)).cloned().collect();
        Ok(ProductPage {
            product: row.read(Some(&seen), self.stock_rules())?,
            short: edited.short.shown_in(Some(seen.id)).to_owned(),
            meta: edited.meta.in_view(seen.id),
            attributes: edited.attributes,
            related,
        })
    }
}
