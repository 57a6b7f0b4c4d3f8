//! The rows of categories and products, and how a view shows them.

use super::{
    attribute_row::{LabelledRow, ValueRow},
    called::CALLED,
    category_row::{MetaRow, if_said},
    pictures::PictureRow,
    pricing_row::AdvancedRow,
    selling_row::{FOUND, InventoryRow},
    standing,
};
use crate::{
    StoreError,
    engine::{
        list::{Keys, List, Listable, Order},
        table::{Index, Table},
        write::Update,
    },
    key,
    search::{Findable, Names},
};
use domain::{
    catalog::{
        Product, UrlKey,
        edit::{EditedProduct, OwnTexts, Texts, Worded},
        price::{Advanced, Asking, Offer, Past, Seen, Subject},
        selling::sku_key,
        stock::StockRules,
    },
    ids::{CategoryId, StoreViewId, WebsiteId},
    money::{Currency, Money},
    stores::Served,
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue, Value};

pub(crate) const PRODUCTS: Table = Table {
    name: "product",
    row: ProductRow::kind_of,
    indexes: &[Index::Unique("sku_key", "sku"), Index::Unique("slug", "slug"), Index::By(&["own_slugs.*"])],
    list: Some(|| LIST.asked()),
};
pub(crate) const VERSIONS: Table = Table { name: "version", row: VersionRow::kind_of, indexes: &[], list: None };

/// Products, whatever they stand in below a root: see [`super::standing`].
pub(super) const LIST: List<ProductRow> = List {
    table: "product",
    within: &["root"],
    alone: &[],
    orders: &[
        Order::of_text("sku", |p, of| format!("{} {}", of.key(&p.sku), p.key())),
        Order::of_text("name", |p, of| format!("{} {}", of.key(&p.name), p.key())),
        // Of one price, they stand by their names.
        Order::of_text("price", |p, of| format!("{:014} {} {}", p.price, of.key(&p.name), p.key())),
    ],
};

#[derive(SurrealValue)]
pub(crate) struct VersionRow {
    pub(crate) number: i64,
    /// How often the tree of websites, stores and views was changed.
    pub(crate) revision: Option<i64>,
    /// How often the pages of each kind were flushed.
    pub(crate) home: Option<i64>,
    pub(crate) category: Option<i64>,
    pub(crate) product: Option<i64>,
}

/// What a view says in place of what stands for all; nothing where it is the same.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct TextsRow {
    pub(crate) view: String,
    pub(crate) slug: Option<String>,
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
}

/// Where a product stands: in which category, and where among the products there.
#[derive(Debug, Clone, PartialEq, Eq, SurrealValue)]
pub(crate) struct PlaceRow {
    pub(crate) category: String,
    pub(crate) position: i64,
}

/// What a website asks, in its base currency, in place of the price for all.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct PriceRow {
    pub(crate) website: String,
    pub(crate) price: i64,
    pub(crate) currency: String,
}

impl PriceRow {
    pub(crate) fn of((website, price): (&WebsiteId, &Money)) -> Self {
        Self { website: website.to_string(), price: price.minor(), currency: price.currency().code().to_owned() }
    }

    pub(super) fn read(&self) -> Result<(WebsiteId, Money), StoreError> {
        Ok((crate::parse(&self.website)?, money(self.price, &self.currency)?))
    }
}

impl TextsRow {
    pub(super) fn of(texts: &[Self], view: &Served) -> Option<Self> {
        let id = view.id.to_string();
        texts.iter().find(|t| t.view == id).cloned()
    }
}

pub(super) fn worded(slug: &str, name: &str, description: &str, own: &[TextsRow]) -> Result<Worded, StoreError> {
    let of_view = |t: &TextsRow| {
        let texts = OwnTexts { slug: t.slug.clone(), name: t.name.clone(), description: t.description.clone() };
        Ok((crate::parse(&t.view)?, texts))
    };
    Ok(Worded {
        all: Texts { slug: slug.to_owned(), name: name.to_owned(), description: description.to_owned() },
        own: own.iter().map(of_view).collect::<Result<_, StoreError>>()?,
    })
}

pub(super) fn own_texts(worded: &Worded) -> Vec<TextsRow> {
    let row = |(view, texts): (&StoreViewId, &OwnTexts)| TextsRow {
        view: view.to_string(),
        slug: texts.slug.clone(),
        name: texts.name.clone(),
        description: texts.description.clone(),
    };
    worded.own.iter().map(row).collect()
}

pub(super) fn money(price: i64, currency: &str) -> Result<Money, StoreError> {
    let currency = Currency::from_code(currency).ok_or_else(|| StoreError::Unreadable(currency.to_owned()))?;
    Ok(Money::new(price, currency))
}

pub(super) fn url_key(default: &str, texts: &[TextsRow]) -> Result<UrlKey, StoreError> {
    let own = texts.iter().filter_map(|t| t.slug.as_ref().map(|slug| Ok((crate::parse(&t.view)?, slug.clone()))));
    Ok(UrlKey { default: default.to_owned(), own: own.collect::<Result<_, StoreError>>()? })
}

/// A URL key of a view's own, as it is looked up.
pub(crate) fn own_slug(view: StoreViewId, slug: &str) -> String {
    format!("{view} {slug}")
}

#[derive(SurrealValue)]
pub(crate) struct ProductRow {
    pub(crate) id: RecordId,
    pub(crate) sku: String,
    /// See [`sku_key`].
    pub(crate) sku_key: String,
    pub(crate) slug: String,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) price: i64,
    pub(crate) currency: String,
    /// Where it stands; of each there is a row in `standing`.
    pub(crate) places: Vec<PlaceRow>,
    /// What these categories stand under.
    pub(crate) root: String,
    pub(crate) pictures: Vec<PictureRow>,
    pub(crate) texts: Vec<TextsRow>,
    /// Its short description.
    pub(crate) short: Option<LabelledRow>,
    /// See [`own_slug`].
    pub(crate) own_slugs: Vec<String>,
    pub(crate) prices: Vec<PriceRow>,
    /// Nothing of a product whose price is all that it asks, and always was.
    pub(crate) advanced: Option<AdvancedRow>,
    /// How many pieces there are: orders take it down, and count no revision.
    pub(crate) stock: i64,
    pub(crate) enabled: bool,
    pub(crate) visibility: String,
    pub(crate) in_stock: bool,
    pub(crate) inventory: InventoryRow,
    /// What search engines are told; empty where nothing else than its texts say.
    pub(crate) meta_title: String,
    pub(crate) meta_keywords: Option<String>,
    pub(crate) meta_description: String,
    pub(crate) metas: Vec<MetaRow>,
    pub(crate) related: Vec<String>,
    /// What it says of attributes.
    pub(crate) attributes: Vec<ValueRow>,
    /// When staff changed it last.
    pub(crate) updated: i64,
    pub(crate) revision: i64,
    #[surreal(flatten)]
    pub(crate) keys: Keys,
}

impl ProductRow {
    /// With the columns that sort it.
    pub(crate) fn sorted(mut self) -> Self {
        self.keys = LIST.keys(&self);
        self
    }

    pub(super) fn key(&self) -> &str {
        key(&self.id).unwrap_or_default()
    }

    /// Where it stands.
    pub(crate) fn categories<C: FromIterator<CategoryId>>(&self) -> Result<C, StoreError> {
        self.places.iter().map(|place| crate::parse(&place.category)).collect()
    }

    /// All that it asks.
    fn asking(&self) -> Result<Asking, StoreError> {
        Ok(Asking {
            price: money(self.price, &self.currency)?,
            prices: self.prices.iter().map(PriceRow::read).collect::<Result<_, _>>()?,
            advanced: self.advanced.as_ref().map_or_else(|| Ok(Advanced::default()), AdvancedRow::read)?,
        })
    }

    /// What it costs as a view is seen; without one, for all.
    pub(super) fn offer(&self, seen: Option<&Seen<'_>>) -> Result<Offer, StoreError> {
        let Some(seen) = seen else { return Ok(Offer::plain(money(self.price, &self.currency)?)) };
        let past = self.advanced.as_ref().map_or_else(|| Ok(Vec::new()), AdvancedRow::past)?;
        let categories: Vec<CategoryId> = self.categories()?;
        // Of two from before whose SKUs differ in their letters alone, a rule that names one is for both.
        let subject = Subject { sku: &sku_key(&self.sku), categories: &categories };
        seen.offer(&subject, &self.asking()?, &past).map_err(|error| StoreError::Unreadable(error.to_string()))
    }

    pub(super) fn edited(&self) -> Result<EditedProduct, StoreError> {
        let Asking { price, prices, advanced } = self.asking()?;
        Ok(EditedProduct {
            id: crate::parse(self.key())?,
            sku: self.sku.clone(),
            categories: self.categories()?,
            root: crate::parse(&self.root)?,
            texts: worded(&self.slug, &self.name, &self.description, &self.texts)?,
            short: LabelledRow::read(self.short.as_ref())?,
            price,
            prices,
            advanced,
            stock: self.stock,
            selling: self.selling()?,
            meta: MetaRow::read((&self.meta_title, self.meta_keywords.as_ref(), &self.meta_description), &self.metas)?,
            related: self.related.iter().map(|id| crate::parse(id)).collect::<Result<_, _>>()?,
            attributes: ValueRow::read(&self.attributes)?,
            pictures: PictureRow::shown(&self.pictures, None)?,
            updated: Moment::from_millis(self.updated),
            revision: self.revision,
        })
    }

    /// As it is once it was changed like that, but for where it stands.
    pub(super) fn changed(self, to: &EditedProduct, now: Moment) -> Result<Self, StoreError> {
        let (asked, mut past) = (self.asking()?, self.advanced.as_ref().map_or_else(|| Ok(Vec::new()), AdvancedRow::past)?);
        if asked != to.asking() {
            past = Past::with(&past, asked, now);
        }
        let sku_key = if self.sku == to.sku { self.sku_key.clone() } else { sku_key(&to.sku) };
        let Texts { slug, name, description } = to.texts.all.clone();
        let own_slug = |(view, texts): (&StoreViewId, &OwnTexts)| texts.slug.as_ref().map(|slug| own_slug(*view, slug));
        let changed = Self {
            sku: to.sku.clone(),
            sku_key,
            slug,
            name,
            description,
            price: to.price.minor(),
            currency: to.price.currency().code().to_owned(),
            texts: own_texts(&to.texts),
            short: LabelledRow::of(&to.short),
            own_slugs: to.texts.own.iter().filter_map(own_slug).collect(),
            prices: to.prices.iter().map(PriceRow::of).collect(),
            pictures: PictureRow::all(&to.pictures),
            advanced: AdvancedRow::of(&to.advanced, &past),
            root: to.root.to_string(),
            stock: to.stock,
            enabled: to.selling.enabled,
            visibility: to.selling.visibility.code().to_owned(),
            in_stock: to.selling.in_stock,
            inventory: InventoryRow::of(&to.selling.inventory),
            meta_title: to.meta.all.title.clone(),
            meta_keywords: if_said(&to.meta.all.keywords),
            meta_description: to.meta.all.description.clone(),
            metas: MetaRow::all(&to.meta),
            related: to.related.iter().map(ToString::to_string).collect(),
            attributes: ValueRow::all(&to.attributes),
            updated: to.updated.millis(),
            ..self
        };
        Ok(changed.sorted())
    }

    /// What that writes, but for the number of its pieces: that is another one with each sale.
    pub(super) fn update(self) -> Update {
        Update::of(&self.id)
            .set("sku", self.sku)
            .set("sku_key", self.sku_key)
            .set("enabled", self.enabled)
            .set("visibility", self.visibility)
            .set("in_stock", self.in_stock)
            .set("inventory", self.inventory)
            .set("meta_title", self.meta_title)
            .set("meta_keywords", self.meta_keywords)
            .set("meta_description", self.meta_description)
            .set("metas", self.metas)
            .set("related", self.related)
            .set("attributes", self.attributes)
            .set("updated", self.updated)
            .set("slug", self.slug)
            .set("name", self.name)
            .set("description", self.description)
            .set("price", self.price)
            .set("currency", self.currency)
            .set("texts", self.texts)
            .set("short", self.short)
            .set("own_slugs", self.own_slugs)
            .set("prices", self.prices)
            .set("pictures", self.pictures)
            .set("advanced", self.advanced)
            .set("places", self.places)
            .set("root", self.root)
            .keys(self.keys)
            .add("revision", 1)
    }

    /// What it is called in a view, and its URL key there.
    pub(super) fn named(self, view: &Served) -> (String, String) {
        let own = TextsRow::of(&self.texts, view).map_or((None, None), |own| (own.name, own.slug));
        (own.0.unwrap_or(self.name), own.1.unwrap_or(self.slug))
    }

    /// As a view shows it to whoever sees it; without one as it stands for all. What holds for the stock of all is told.
    pub(super) fn read(self, seen: Option<&Seen<'_>>, all: StockRules) -> Result<Product, StoreError> {
        let (offer, view, stock) = (self.offer(seen)?, seen.map(Seen::view), self.in_stock(all));
        let categories = self.categories()?;
        let own = view.and_then(|view| TextsRow::of(&self.texts, view));
        let (slug, name, description) = own.map_or((None, None, None), |own| (own.slug, own.name, own.description));
        Ok(Product {
            id: crate::parse(key(&self.id)?)?,
            sku: self.sku,
            url_key: url_key(&self.slug, &self.texts)?,
            slug: slug.unwrap_or(self.slug),
            name: name.unwrap_or(self.name),
            description: description.unwrap_or(self.description),
            offer,
            stock,
            categories,
            pictures: PictureRow::shown(&self.pictures, view.map(|view| view.id))?,
            changes: self.revision,
        })
    }
}

impl Findable for ProductRow {
    const LIST: &'static List<Self> = &LIST;
    const FOUND: &'static [Order<Self>] = FOUND;
    const IN_OTHER_FORMS: bool = true;

    fn id(&self) -> &RecordId {
        &self.id
    }

    fn texts(&self) -> Vec<&str> {
        let of_views = self.texts.iter().flat_map(|t| [t.name.as_deref(), t.description.as_deref()]).flatten();
        let short = self.short.iter().flat_map(LabelledRow::each);
        [self.name.as_str(), &self.sku, &self.description].into_iter().chain(of_views).chain(short).collect()
    }

    fn names(&self) -> Vec<&str> {
        let of_views = self.texts.iter().filter_map(|t| t.name.as_deref());
        [self.name.as_str()].into_iter().chain(of_views).collect()
    }

    fn facets(&self) -> Vec<(&'static str, String)> {
        self.chosen_by().into_iter().chain(self.attribute_facets()).collect()
    }

    fn figures(&self, names: Names<'_>) -> Vec<(String, i64)> {
        let places = self.places.iter().map(|place| (standing::figure(&place.category), place.position));
        // Where a name stands costs more than all the rest.
        let called = names.any(CALLED).then(|| self.called_by()).into_iter().flatten();
        let figures = self.asked_by().into_iter().chain(called).chain(places);
        figures.chain(self.sold_by()).chain(self.attribute_figures()).collect()
    }
}

impl Listable for ProductRow {
    fn stored_key(&self, column: &str) -> Option<&String> {
        self.keys.get(column)
    }
}
