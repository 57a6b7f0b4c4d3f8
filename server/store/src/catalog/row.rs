//! The rows of categories and products, and how a view shows them.

use crate::{
    StoreError,
    engine::{
        list::{Keys, List, Listable, Order, TermsRow},
        table::{Index, Table},
    },
    key,
};
use domain::{
    catalog::{Category, Picture, Product, UrlKey},
    ids::StoreViewId,
    money::{Currency, Money},
    stores::Served,
    text::sort_key,
};
use surrealdb::types::{RecordId, SurrealValue, Value};

pub(crate) const CATEGORIES: Table =
    Table { name: "category", row: CategoryRow::kind_of, indexes: &[Index::Unique("slug", "slug")], list: None };
pub(crate) const PRODUCTS: Table = Table {
    name: "product",
    row: ProductRow::kind_of,
    indexes: &[Index::Unique("sku", "sku"), Index::Unique("slug", "slug"), Index::By(&["own_slugs"])],
    list: Some(|| LIST.asked()),
};
/// What products are found by.
pub(crate) const TERMS: Table = Table { name: "product_terms", row: TermsRow::kind_of, indexes: &[Index::By(&["terms"])], list: None };
pub(crate) const VERSIONS: Table = Table { name: "version", row: VersionRow::kind_of, indexes: &[], list: None };

/// The products of a category.
pub(super) const LIST: List<ProductRow> = List {
    table: "product",
    within: &["category"],
    orders: &[
        Order { name: "place", key: |p| format!("{:08} {}", p.place, p.key()) },
        Order { name: "name", key: |p| format!("{} {}", sort_key(&p.name), p.key()) },
        Order { name: "price", key: |p| format!("{:014} {} {}", p.price, sort_key(&p.name), p.key()) },
    ],
};

#[derive(SurrealValue)]
pub(crate) struct VersionRow {
    pub(crate) number: i64,
    /// How often the pages of each kind were flushed.
    pub(crate) home: Option<i64>,
    pub(crate) category: Option<i64>,
    pub(crate) product: Option<i64>,
}

#[derive(SurrealValue)]
pub(crate) struct CategoryRow {
    pub(crate) id: RecordId,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) position: i64,
    /// None of a root.
    pub(crate) parent: Option<String>,
    pub(crate) texts: Vec<TextsRow>,
}

/// What a view says in place of what stands for all; nothing where it is the same.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct TextsRow {
    pub(crate) view: String,
    pub(crate) slug: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
}

/// What a website asks, in its base currency, in place of the price for all.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct PriceRow {
    pub(crate) website: String,
    pub(crate) price: i64,
    pub(crate) currency: String,
}

impl TextsRow {
    fn of(texts: &[Self], view: &Served) -> Option<Self> {
        let id = view.id.to_string();
        texts.iter().find(|t| t.view == id).cloned()
    }
}

fn url_key(default: &str, texts: &[TextsRow]) -> Result<UrlKey, StoreError> {
    let own = texts.iter().filter_map(|t| t.slug.as_ref().map(|slug| Ok((crate::parse(&t.view)?, slug.clone()))));
    Ok(UrlKey { default: default.to_owned(), own: own.collect::<Result<_, StoreError>>()? })
}

impl CategoryRow {
    pub(super) fn read(&self, view: Option<&Served>) -> Result<Category, StoreError> {
        let own = view.and_then(|view| TextsRow::of(&self.texts, view));
        let (slug, name, description) = own.map_or((None, None, None), |own| (own.slug, own.name, own.description));
        Ok(Category {
            id: crate::parse(key(&self.id)?)?,
            parent: self.parent.as_deref().map(crate::parse).transpose()?,
            url_key: url_key(&self.slug, &self.texts)?,
            slug: slug.unwrap_or_else(|| self.slug.clone()),
            name: name.unwrap_or_else(|| self.name.clone()),
            description: description.unwrap_or_else(|| self.description.clone()),
        })
    }
}

/// A URL key of a view's own, as it is looked up.
pub(crate) fn own_slug(view: StoreViewId, slug: &str) -> String {
    format!("{view} {slug}")
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
    pub(crate) texts: Vec<TextsRow>,
    /// See [`own_slug`].
    pub(crate) own_slugs: Vec<String>,
    pub(crate) prices: Vec<PriceRow>,
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
    pub(super) fn texts(&self) -> Vec<&str> {
        let of_views = self.texts.iter().flat_map(|t| [t.name.as_deref(), t.description.as_deref()]).flatten();
        [self.name.as_str(), &self.sku, &self.description].into_iter().chain(of_views).collect()
    }

    /// As a view shows it; without one as it stands for all.
    pub(super) fn read(self, view: Option<&Served>) -> Result<Product, StoreError> {
        let money = |price, currency: &str| {
            let currency = Currency::from_code(currency).ok_or_else(|| StoreError::Unreadable(currency.to_owned()))?;
            Ok::<_, StoreError>(Money::new(price, currency))
        };
        let own = view.and_then(|view| TextsRow::of(&self.texts, view));
        let (slug, name, description) = own.map_or((None, None, None), |own| (own.slug, own.name, own.description));
        let website = view.map(|view| view.website.to_string());
        let price = match self.prices.iter().find(|p| Some(&p.website) == website.as_ref()) {
            Some(own) => money(own.price, &own.currency)?,
            None => money(self.price, &self.currency)?,
        };
        Ok(Product {
            id: crate::parse(key(&self.id)?)?,
            sku: self.sku,
            url_key: url_key(&self.slug, &self.texts)?,
            slug: slug.unwrap_or(self.slug),
            name: name.unwrap_or(self.name),
            description: description.unwrap_or(self.description),
            price: view.map_or(price, |view| view.price(price)),
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
