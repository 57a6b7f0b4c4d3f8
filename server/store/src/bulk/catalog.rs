//! Categories and products of the demo shop.

use crate::{
    Store, StoreError,
    catalog::{ProductRow, moving_the_catalog},
    conn::vars,
    key,
    list::{TermsRow, mirrored},
    record,
    secret::id_at,
    tx::Tx,
};
use domain::{
    audit::Action,
    caller::Job,
    catalog::{Picture, Product},
    ids::{CategoryId, ProductId},
    money::Money,
};
use std::collections::BTreeSet;
use surrealdb::types::RecordId;

/// How many products one transaction holds: their search terms make them heavy, and no commit waits long.
const BATCH: usize = 50;

#[derive(Debug)]
pub struct DemoCategory {
    pub slug: String,
    pub name: String,
    pub description: String,
    pub products: Vec<DemoProduct>,
}

#[derive(Debug)]
pub struct DemoProduct {
    pub sku: String,
    pub slug: String,
    pub name: String,
    pub description: String,
    pub price: Money,
    pub picture: Picture,
}

impl Store {
    /// Writes the categories and products that are not there yet, each batch with its event.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn fill_catalog(&self, job: &Job, categories: &[DemoCategory], told: &mut impl FnMut(usize)) -> Result<(), StoreError> {
        let mut done = 0_usize;
        for (position, category) in categories.iter().enumerate() {
            let id = self.fill_category(job, position, category).await?;
            let known: Vec<String> = self
                .conn
                .run_within(
                    "SELECT VALUE sku FROM product WHERE category = $category",
                    vars! { "category" => id.to_string() },
                    super::PATIENCE,
                )
                .await?
                .take(0)?;
            let known: BTreeSet<String> = known.into_iter().collect();
            done = done.saturating_add(known.len());
            let missing: Vec<(usize, &DemoProduct)> =
                category.products.iter().enumerate().filter(|(_, p)| !known.contains(&p.sku)).collect();
            for batch in missing.chunks(BATCH) {
                let (mut rows, mut terms) = (Vec::with_capacity(batch.len()), Vec::with_capacity(batch.len()));
                for (n, product) in batch {
                    let key = ProductId::new(id_at(job.origin().at));
                    let texts = [product.name.as_str(), product.sku.as_str(), product.description.as_str()];
                    terms.push(TermsRow::of("product", &key.to_string(), texts));
                    rows.push(product_row(id, *n, product, key));
                }
                moving_the_catalog(Tx::new())
                    .bind("products", rows)
                    .bind("terms", terms)
                    .run("INSERT INTO product $products RETURN NONE")
                    .run("INSERT INTO product_terms $terms RETURN NONE")
                    .commit(self, job.event(Action::DemoFilled).on("category", id, category.name.clone()))
                    .await?;
                done = done.saturating_add(batch.len());
                told(done);
            }
        }
        Ok(())
    }

    async fn fill_category(&self, job: &Job, position: usize, category: &DemoCategory) -> Result<CategoryId, StoreError> {
        let known: Option<RecordId> =
            self.conn.run("SELECT VALUE id FROM category WHERE slug = $slug", vars! { "slug" => category.slug.clone() }).await?.one(0)?;
        if let Some(known) = known {
            return crate::parse(key(&known)?);
        }
        let id = CategoryId::new(id_at(job.origin().at));
        moving_the_catalog(Tx::new())
            .bind("id", record("category", &id.to_string()))
            .bind("slug", category.slug.clone())
            .bind("name", category.name.clone())
            .bind("description", category.description.clone())
            .bind("position", i64::try_from(position).unwrap_or(0))
            .run("CREATE $id SET slug = $slug, name = $name, description = $description, position = $position RETURN NONE")
            .commit(self, job.event(Action::DemoFilled).on("category", id, category.name.clone()))
            .await?;
        Ok(id)
    }

    /// The products in the order of their numbers, for a past in which they were bought.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn demo_products(&self, _: &Job, most: usize) -> Result<Vec<Product>, StoreError> {
        let skus: Vec<RecordId> = self
            .conn
            .run_within(&format!("SELECT VALUE id FROM product ORDER BY sku LIMIT {most}"), vars! {}, super::PATIENCE)
            .await?
            .take(0)?;
        let ids: Vec<ProductId> = skus.iter().map(|id| crate::parse(key(id)?)).collect::<Result<_, _>>()?;
        self.products(ids).await
    }
}

fn product_row(category: CategoryId, n: usize, product: &DemoProduct, id: ProductId) -> ProductRow {
    let by_place = format!("{n:08} {id}");
    let by_name = format!("{} {id}", product.name.to_lowercase());
    let by_price = format!("{:014} {by_name}", product.price.minor());
    ProductRow {
        id: record("product", &id.to_string()),
        sku: product.sku.clone(),
        slug: product.slug.clone(),
        name: product.name.clone(),
        description: product.description.clone(),
        price: product.price.minor(),
        currency: product.price.currency().code().to_owned(),
        category: category.to_string(),
        shape: product.picture.shape.clone(),
        hue: i64::from(product.picture.hue),
        by_place_down: mirrored(&by_place),
        by_place,
        by_name_down: mirrored(&by_name),
        by_name,
        by_price_down: mirrored(&by_price),
        by_price,
    }
}
