//! The rows of categories and products, and how a view shows them.

use crate::{
    StoreError,
    engine::{
        list::{Keys, List, Listable, Order},
        table::{Index, Table},
        write::Update,
    },
    key,
    search::Findable,
};
use domain::{
    catalog::{
        Category, Picture, Product, UrlKey,
        edit::{EditedCategory, EditedProduct, OwnTexts, Texts, Worded},
    },
    ids::{StoreViewId, WebsiteId},
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
pub(crate) const VERSIONS: Table = Table { name: "version", row: VersionRow::kind_of, indexes: &[], list: None };

/// The products of a category.
pub(super) const LIST: List<ProductRow> = List {
    table: "product",
    within: &["category", "root"],
    alone: &[],
    orders: &[
        Order { name: "sku", key: |p| format!("{} {}", sort_key(&p.sku), p.key()) },
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
    pub(crate) revision: i64,
    /// Counts the changes of its products.
    pub(crate) changes: i64,
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

fn worded(slug: &str, name: &str, description: &str, own: &[TextsRow]) -> Result<Worded, StoreError> {
    let of_view = |t: &TextsRow| {
        let texts = OwnTexts { slug: t.slug.clone(), name: t.name.clone(), description: t.description.clone() };
        Ok((crate::parse(&t.view)?, texts))
    };
    Ok(Worded {
        all: Texts { slug: slug.to_owned(), name: name.to_owned(), description: description.to_owned() },
        own: own.iter().map(of_view).collect::<Result<_, StoreError>>()?,
    })
}

fn own_texts(worded: &Worded) -> Vec<TextsRow> {
    let row = |(view, texts): (&StoreViewId, &OwnTexts)| TextsRow {
        view: view.to_string(),
        slug: texts.slug.clone(),
        name: texts.name.clone(),
        description: texts.description.clone(),
    };
    worded.own.iter().map(row).collect()
}

fn money(price: i64, currency: &str) -> Result<Money, StoreError> {
    let currency = Currency::from_code(currency).ok_or_else(|| StoreError::Unreadable(currency.to_owned()))?;
    Ok(Money::new(price, currency))
}

fn stock(pieces: i64) -> Result<u32, StoreError> {
    u32::try_from(pieces).map_err(|_| StoreError::Unreadable(format!("stock {pieces}")))
}

fn url_key(default: &str, texts: &[TextsRow]) -> Result<UrlKey, StoreError> {
    let own = texts.iter().filter_map(|t| t.slug.as_ref().map(|slug| Ok((crate::parse(&t.view)?, slug.clone()))));
    Ok(UrlKey { default: default.to_owned(), own: own.collect::<Result<_, StoreError>>()? })
}

impl CategoryRow {
    pub(super) fn edited(&self) -> Result<EditedCategory, StoreError> {
        Ok(EditedCategory {
            id: crate::parse(key(&self.id)?)?,
            parent: self.parent.as_deref().map(crate::parse).transpose()?,
            texts: worded(&self.slug, &self.name, &self.description, &self.texts)?,
            revision: self.revision,
        })
    }

    /// What changes when it says something else.
    pub(super) fn saying(id: &RecordId, texts: &Worded) -> Update {
        Update::of(id)
            .set("slug", texts.all.slug.clone())
            .set("name", texts.all.name.clone())
            .set("description", texts.all.description.clone())
            .set("texts", own_texts(texts))
            .add("revision", 1)
    }

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
            changes: self.changes,
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
    /// What its category stands under.
    pub(crate) root: String,
    pub(crate) shape: String,
    pub(crate) hue: i64,
    /// Where it stands in its category.
    pub(crate) place: i64,
    pub(crate) texts: Vec<TextsRow>,
    /// See [`own_slug`].
    pub(crate) own_slugs: Vec<String>,
    pub(crate) prices: Vec<PriceRow>,
    /// How many pieces can be sold: orders take it down, and count no revision.
    pub(crate) stock: i64,
    pub(crate) revision: i64,
    #[surreal(flatten)]
    pub(crate) keys: Keys,
}

/// The shape of what has no picture yet.
const SHAPE: &str = "box";
/// Behind all that have a place: whoever comes later stands later there.
const LAST_PLACE: i64 = 99_999_999;

impl ProductRow {
    /// A new one, that says nothing yet but what it is called by.
    pub(super) fn bare(of: &EditedProduct) -> Self {
        Self {
            id: crate::record("product", &of.id.to_string()),
            sku: of.sku.clone(),
            slug: String::new(),
            name: String::new(),
            description: String::new(),
            price: 0,
            currency: String::new(),
            category: String::new(),
            root: String::new(),
            shape: SHAPE.to_owned(),
            hue: 200,
            place: LAST_PLACE,
            texts: Vec::new(),
            own_slugs: Vec::new(),
            prices: Vec::new(),
            stock: 0,
            revision: 0,
            keys: Keys::new(),
        }
    }

    /// With the columns that sort it.
    pub(crate) fn sorted(mut self) -> Self {
        self.keys = LIST.keys(&self);
        self
    }

    fn key(&self) -> &str {
        key(&self.id).unwrap_or_default()
    }

    pub(super) fn edited(&self) -> Result<EditedProduct, StoreError> {
        let price = |p: &PriceRow| Ok((crate::parse(&p.website)?, money(p.price, &p.currency)?));
        Ok(EditedProduct {
            id: crate::parse(self.key())?,
            sku: self.sku.clone(),
            category: crate::parse(&self.category)?,
            root: crate::parse(&self.root)?,
            texts: worded(&self.slug, &self.name, &self.description, &self.texts)?,
            price: money(self.price, &self.currency)?,
            prices: self.prices.iter().map(price).collect::<Result<_, StoreError>>()?,
            stock: stock(self.stock)?,
            revision: self.revision,
        })
    }

    /// As it is once it was changed like that.
    pub(super) fn changed(self, to: &EditedProduct) -> Self {
        let Texts { slug, name, description } = to.texts.all.clone();
        let own_slug = |(view, texts): (&StoreViewId, &OwnTexts)| texts.slug.as_ref().map(|slug| own_slug(*view, slug));
        let price = |(website, price): (&WebsiteId, &Money)| PriceRow {
            website: website.to_string(),
            price: price.minor(),
            currency: price.currency().code().to_owned(),
        };
        let changed = Self {
            slug,
            name,
            description,
            price: to.price.minor(),
            currency: to.price.currency().code().to_owned(),
            texts: own_texts(&to.texts),
            own_slugs: to.texts.own.iter().filter_map(own_slug).collect(),
            prices: to.prices.iter().map(price).collect(),
            category: to.category.to_string(),
            root: to.root.to_string(),
            stock: i64::from(to.stock),
            ..self
        };
        changed.sorted()
    }

    /// What that writes.
    pub(super) fn update(self) -> Update {
        Update::of(&self.id)
            .set("slug", self.slug)
            .set("name", self.name)
            .set("description", self.description)
            .set("price", self.price)
            .set("currency", self.currency)
            .set("texts", self.texts)
            .set("own_slugs", self.own_slugs)
            .set("prices", self.prices)
            .set("category", self.category)
            .set("root", self.root)
            .set("stock", self.stock)
            .keys(self.keys)
            .add("revision", 1)
    }

    /// As a view shows it; without one as it stands for all.
    pub(super) fn read(self, view: Option<&Served>) -> Result<Product, StoreError> {
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
            stock: stock(self.stock)?,
            category: crate::parse(&self.category)?,
            picture: Picture { shape: self.shape, hue: u16::try_from(self.hue).unwrap_or(0) },
            changes: self.revision,
        })
    }
}

impl Findable for ProductRow {
    const LIST: &'static List<Self> = &LIST;
    const IN_OTHER_FORMS: bool = true;

    fn id(&self) -> &RecordId {
        &self.id
    }

    fn texts(&self) -> Vec<&str> {
        let of_views = self.texts.iter().flat_map(|t| [t.name.as_deref(), t.description.as_deref()]).flatten();
        [self.name.as_str(), &self.sku, &self.description].into_iter().chain(of_views).collect()
    }

    fn facets(&self) -> Vec<(&'static str, String)> {
        vec![("root", self.root.clone())]
    }
}

impl Listable for ProductRow {
    fn sort_key(&self, column: &str) -> Option<String> {
        self.keys.get(column).cloned()
    }
}
