//! Categories and products of the demo shop.

use super::values;
use crate::{
    By, StoreError,
    catalog::{AttributeRow, CategoryRow, InventoryRow, PlaceRow, PriceRow, ProductRow, TextsRow, ValueRow, moving_the_catalog, own_slug},
    engine::{conn::vars, list::Keys, secret::id_at},
    key, record, stores,
};
use domain::{
    audit::Action,
    caller::{Job, Proof},
    catalog::{
        Product,
        attribute::{Attribute, Values},
        pictures::Image,
        price::Advanced,
        selling::{Visibility, sku_key},
    },
    ids::{CategoryId, PictureId, ProductId, StoreViewId, WebsiteId},
    money::Money,
    time::Moment,
};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::{RecordId, SurrealValue};

/// How many products one transaction holds: their search terms make them heavy, and no commit waits long.
const BATCH: usize = 50;

#[derive(Debug)]
pub struct DemoCategory {
    /// The root under which it stands.
    pub parent: CategoryId,
    pub texts: Vec<DemoTexts>,
    pub slug: String,
    pub name: String,
    pub description: String,
    pub products: Vec<DemoProduct>,
}

/// What a view says in place of what stands for all.
#[derive(Debug, Clone)]
pub struct DemoTexts {
    pub view: StoreViewId,
    pub slug: Option<String>,
    pub name: Option<String>,
    pub description: Option<String>,
}

#[derive(Debug)]
pub struct DemoProduct {
    pub texts: Vec<DemoTexts>,
    /// What websites ask in place of the price for all.
    pub prices: Vec<(WebsiteId, Money)>,
    pub sku: String,
    pub slug: String,
    pub name: String,
    pub description: String,
    pub price: Money,
    /// How many pieces can be sold.
    pub stock: u32,
    pub pictures: Vec<Image>,
    /// The URL keys of other categories that it stands in, behind all others there.
    pub also: Vec<String>,
    pub advanced: Advanced,
    pub attributes: Values,
    /// The SKUs of what is shown beside it.
    pub related: Vec<String>,
}

impl By<'_, Job> {
    /// Writes the categories and products that are not there yet, each batch with its event.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn fill_catalog(&self, categories: &[DemoCategory], told: &mut impl FnMut(usize)) -> Result<(), StoreError> {
        let (mut done, at, mut ids) = (0_usize, self.proof.origin().at, BTreeMap::new());
        for (position, category) in categories.iter().enumerate() {
            ids.insert(category.slug.as_str(), self.fill_category(position, category).await?);
        }
        for category in categories {
            let Some(id) = ids.get(category.slug.as_str()).copied() else { continue };
            let known: Vec<String> = self
                .store
                .conn
                .read_within(
                    "SELECT VALUE type::record('product', product).sku FROM standing WHERE category = $category",
                    vars! { "category" => id.to_string() },
                    super::PATIENCE,
                )
                .await?
                .take(0)?;
            let known: BTreeSet<String> = known.into_iter().collect();
            done = done.saturating_add(category.products.iter().filter(|p| known.contains(&p.sku)).count());
            let missing: Vec<(usize, &DemoProduct)> =
                category.products.iter().enumerate().filter(|(_, p)| !known.contains(&p.sku)).collect();
            for batch in missing.chunks(BATCH) {
                let also =
                    |product: &DemoProduct| product.also.iter().filter_map(|slug| ids.get(slug.as_str()).copied()).collect::<Vec<_>>();
                let row = |(n, product): &(usize, &DemoProduct)| product_row((category.parent, id, also(product)), *n, product, at);
                let rows: Vec<ProductRow> = batch.iter().map(row).collect();
                let touched: BTreeSet<CategoryId> = batch.iter().flat_map(|(_, product)| also(product)).chain([id]).collect();
                let mut tx = self.store.tx(self.proof);
                moving_the_catalog(&mut tx, touched);
                tx.writes().insert("standing", values(rows.iter().flat_map(ProductRow::standings)));
                tx.writes().insert("product", values(rows));
                let event = tx.event(Action::DemoFilled).on("category", id, category.name.clone());
                self.store.commit_past(tx, event).await?;
                done = done.saturating_add(batch.len());
                told(done);
            }
        }
        self.fill_related(categories).await
    }

    /// Writes the attributes that are not there yet.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn fill_attributes(&self, attributes: &[Attribute]) -> Result<(), StoreError> {
        let known = self.store.read_shop().await?.attributes;
        let missing = attributes.iter().filter(|new| known.iter().all(|known| known.id != new.id));
        let missing: Vec<&Attribute> = missing.collect();
        if missing.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.tx(self.proof);
        stores::moving_the_shop(&mut tx);
        missing.iter().for_each(|new| tx.writes().create(&record("attribute", &new.id.to_string()), AttributeRow::of(new)));
        let event = tx.event(Action::DemoFilled);
        self.store.commit_past(tx, event).await?;
        self.store.reload_shop().await
    }

    /// What is shown beside products, once all are there.
    async fn fill_related(&self, categories: &[DemoCategory]) -> Result<(), StoreError> {
        let products = || categories.iter().flat_map(|category| &category.products).filter(|product| !product.related.is_empty());
        let skus: BTreeSet<&String> = products().flat_map(|product| product.related.iter().chain([&product.sku])).collect();
        if skus.is_empty() {
            return Ok(());
        }
        let skus: Vec<String> = skus.into_iter().cloned().collect();
        let rows = self.store.rows_by_sku(&skus).await?;
        let rows: BTreeMap<&str, &ProductRow> = rows.values().map(|row| (row.sku.as_str(), row)).collect();
        let mut beside = Vec::new();
        for product in products() {
            let Some(row) = rows.get(product.sku.as_str()).filter(|row| row.related.is_empty()) else { continue };
            let related = product.related.iter().filter_map(|sku| rows.get(sku.as_str()));
            let related: Vec<String> = related.map(|row| key(&row.id).map(str::to_owned)).collect::<Result<_, _>>()?;
            beside.push((row.id.clone(), related.into_value()));
        }
        if beside.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.tx(self.proof);
        moving_the_catalog(&mut tx, []);
        tx.writes().set_each("related", beside);
        let event = tx.event(Action::DemoFilled);
        self.store.commit_past(tx, event).await
    }

    async fn fill_category(&self, position: usize, category: &DemoCategory) -> Result<CategoryId, StoreError> {
        let known: Option<RecordId> = self
            .store
            .conn
            .read("SELECT VALUE id FROM category WHERE slug = $slug", vars! { "slug" => category.slug.clone() })
            .await?
            .one(0)?;
        if let Some(known) = known {
            return crate::parse(key(&known)?);
        }
        let id = CategoryId::new(id_at(self.proof.origin().at));
        let texts = texts(&category.texts);
        let words = (category.slug.clone(), category.name.clone(), category.description.clone());
        let position = i64::try_from(position).unwrap_or(0);
        let row = CategoryRow::new(record("category", &id.to_string()), Some(category.parent.to_string()), position, words);
        let row = CategoryRow { texts, ..row };
        let mut tx = self.store.tx(self.proof);
        moving_the_catalog(&mut tx, []);
        tx.writes().create(&row.id.clone(), row);
        let event = tx.event(Action::DemoFilled).on("category", id, category.name.clone());
        self.store.commit_past(tx, event).await?;
        Ok(id)
    }

    /// The products in the order of their numbers, for a past in which they were bought.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn demo_products(&self, most: usize) -> Result<Vec<Product>, StoreError> {
        let skus: Vec<RecordId> = self
            .store
            .conn
            .read_within(&format!("SELECT VALUE id FROM product ORDER BY sku_key LIMIT {most}"), vars! {}, super::PATIENCE)
            .await?
            .take(0)?;
        let ids: Vec<ProductId> = skus.iter().map(|id| crate::parse(key(id)?)).collect::<Result<_, _>>()?;
        self.store.products(None, ids).await
    }
}

fn texts(texts: &[DemoTexts]) -> Vec<TextsRow> {
    let row = |t: &DemoTexts| TextsRow {
        view: t.view.to_string(),
        slug: t.slug.clone(),
        name: t.name.clone(),
        description: t.description.clone(),
    };
    texts.iter().map(row).collect()
}

/// Behind whatever a category begins with.
const BEHIND: i64 = 1_000_000;

fn product_row(
    (root, category, also): (CategoryId, CategoryId, Vec<CategoryId>),
    n: usize,
    product: &DemoProduct,
    at: Moment,
) -> ProductRow {
    let (id, n) = (ProductId::new(id_at(at)), i64::try_from(n).unwrap_or(0));
    let place = |category: CategoryId, position| PlaceRow { category: category.to_string(), position };
    let also = also.into_iter().map(|category| place(category, BEHIND.saturating_add(n)));
    let row = ProductRow {
        id: record("product", &id.to_string()),
        sku: product.sku.clone(),
        sku_key: sku_key(&product.sku),
        slug: product.slug.clone(),
        name: product.name.clone(),
        description: product.description.clone(),
        price: product.price.minor(),
        currency: product.price.currency().code().to_owned(),
        places: std::iter::once(place(category, n)).chain(also).collect(),
        root: root.to_string(),
        pictures: ProductRow::pictured(&product.pictures, || PictureId::new(id_at(at))),
        texts: texts(&product.texts),
        short: None,
        own_slugs: product.texts.iter().filter_map(|t| t.slug.as_ref().map(|slug| own_slug(t.view, slug))).collect(),
        prices: product.prices.iter().map(|(website, price)| PriceRow::of((website, price))).collect(),
        advanced: ProductRow::asking_less(&product.advanced),
        stock: i64::from(product.stock),
        enabled: true,
        visibility: Visibility::default().code().to_owned(),
        in_stock: true,
        inventory: InventoryRow::default(),
        meta_title: String::new(),
        meta_keywords: None,
        meta_description: String::new(),
        metas: Vec::new(),
        related: Vec::new(),
        attributes: ValueRow::all(&product.attributes),
        updated: at.millis(),
        revision: 0,
        keys: Keys::new(),
    };
    row.sorted()
}
