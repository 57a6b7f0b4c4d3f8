//! What a line makes of a product.

use super::{Around, SIGNS, SKU, Wanted, plain_number, pricing};
use crate::{
    access::Websites,
    catalog::{
        attribute::Labelled,
        edit::{
            Description, EditedProduct, MetaDescription, MetaKeywords, MetaTitle, Name, OwnMeta, OwnTexts, Slug, Texts, Told, Worded,
            is_sold_in, may_edit,
        },
        pictures::Pictures,
        price::{Advanced, Special},
        selling::{Selling, sku_key, url_key_of},
    },
    config::Scope,
    ids::{ProductId, StoreViewId},
    money::{Currency, Money},
    stores::Website,
    text::Flaw,
    time::Moment,
    transfer::{Behavior, Trouble, cells::Cell},
};
use std::collections::BTreeMap;

impl Wanted {
    /// The SKUs of what is to be shown beside it.
    pub fn related(&self) -> impl Iterator<Item = &str> {
        let said = if let Cell::Says(skus) = &self.related { skus.as_slice() } else { &[] };
        said.iter().map(String::as_str)
    }

    /// What no two lines of a file have alike, and what is wrong with the second that has.
    pub fn name(&self) -> (String, Trouble) {
        match self.tiers.as_slice() {
            [tier] if self.does != Behavior::Replace => (tier.name(), pricing::Wants::twice()),
            _ => (format!("{} {}", self.view, sku_key(&self.sku)), Trouble::SkuTwice),
        }
    }

    /// The same, but that the product that it names goes; what a line says of a view goes with that.
    #[must_use]
    pub fn deleting(self) -> Self {
        Self { does: Behavior::Delete, ..self }
    }

    /// Whether it is what a view says of the product that the line before is of.
    pub fn is_of_view_of(&self, before: &Self) -> bool {
        !self.view.is_empty() && sku_key(&self.sku) == sku_key(&before.sku)
    }

    /// Whether the product itself goes.
    pub fn is_to_go(&self) -> bool {
        self.deletes() && self.tiers.is_empty()
    }

    /// Whether it takes something away.
    pub fn deletes(&self) -> bool {
        self.does == Behavior::Delete
    }

    /// The URL key that the line names, or that its name makes.
    pub fn slug(&self) -> Option<String> {
        match (&self.url_key, &self.name) {
            (Cell::Says(slug), _) => Some(slug.as_str().to_owned()),
            (Cell::Left | Cell::Emptied, Cell::Says(name)) => Some(url_key_of(name.as_str())),
            (Cell::Left | Cell::Emptied, Cell::Left | Cell::Emptied) => None,
        }
    }

    /// The product as the line wants it: changed, or new with this identifier.
    ///
    /// # Errors
    /// What is wrong with that.
    pub fn onto(&self, was: Option<&EditedProduct>, id: ProductId, around: &Around<'_>) -> Result<EditedProduct, Trouble> {
        let view = around.view(&self.view)?;
        let mut next = match was {
            // What is outside of somebody's websites is not there.
            Some(was) if !is_sold_in(around.stores, around.websites, was.root) => return Err(Trouble::NoSuchProduct),
            Some(was) => was.clone(),
            None if view.is_some() || !self.tiers.is_empty() || self.is_of_stock => return Err(Trouble::NoSuchProduct),
            None => self.new_product(id, around)?,
        };
        if was.is_some_and(|was| !may_edit(around.stores, around.websites, was.root, view)) {
            // A file of stocks or prices has no column of views.
            let column = if self.is_of_stock || !self.tiers.is_empty() { SKU } else { "store_view_code" };
            return Err(Trouble::Cell(column, Flaw::NotPermitted));
        }
        if self.does == Behavior::Replace {
            next.advanced.tiers.clear();
        }
        self.tiers.iter().try_for_each(|tier| tier.onto(self.does, &mut next, around))?;
        self.words_onto(&mut next, view)?;
        self.attributes_onto(&mut next, view, around)?;
        self.images.onto(&mut next, view)?;
        let website = view.and_then(|view| around.stores.website_of_view(view));
        self.price_onto(&mut next, website)?;
        self.special_onto(&mut next, website)?;
        match view {
            None => self.selling_onto(&mut next, around)?,
            Some(_) => self.says_nothing_else_of_all_views(&next, around)?,
        }
        if let Cell::Says(codes) = &self.websites {
            let sold = around.sold_in(next.root);
            if codes.iter().any(|code| !sold.contains(&code.as_str())) {
                return Err(Trouble::InvalidWebsite);
            }
        }
        Ok(next)
    }

    fn words_onto(&self, next: &mut EditedProduct, view: Option<StoreViewId>) -> Result<(), Trouble> {
        let of = view.unwrap_or(StoreViewId::NOTHING);
        let stands = |own: Option<String>, all: &str| if view.is_some() { own } else { Some(all.to_owned()) };
        let (said, all) = (next.texts.own_of(of), &next.texts.all);
        let texts = OwnTexts {
            slug: standing(&self.url_key, stands(said.slug, &all.slug), Slug::as_str),
            name: standing(&self.name, stands(said.name, &all.name), Name::as_str),
            description: standing(&self.description, stands(said.description, &all.description), Description::as_str),
        };
        let told = next.meta.said_in(view);
        let meta = OwnMeta {
            title: standing(&self.meta_title, told.title, MetaTitle::as_str),
            keywords: standing(&self.meta_keywords, told.keywords, MetaKeywords::as_str),
            description: standing(&self.meta_description, told.description, MetaDescription::as_str),
        };
        let short = standing(&self.short, next.short.said_in(view).map(str::to_owned), Description::as_str);
        next.texts = next.texts.with(view, texts).map_err(|(column, flaw)| Trouble::Cell(column, flaw))?;
        next.meta = next.meta.with(view, meta);
        next.short = next.short.with(view, short);
        Ok(())
    }

    fn price_onto(&self, next: &mut EditedProduct, website: Option<&Website>) -> Result<(), Trouble> {
        let amount = |text: &str, next: &EditedProduct| amount_in("price", text, currency(next, website));
        match (&self.price, website) {
            (Cell::Left, _) => {}
            (Cell::Emptied, None) => return Err(Trouble::Cell("price", Flaw::Required)),
            (Cell::Emptied, Some(website)) => drop(next.prices.remove(&website.id)),
            (Cell::Says(text), None) => next.price = amount(text, next)?,
            (Cell::Says(text), Some(website)) => {
                let price = amount(text, next)?;
                next.prices.insert(website.id, price);
            }
        }
        Ok(())
    }

    fn special_onto(&self, next: &mut EditedProduct, website: Option<&Website>) -> Result<(), Trouble> {
        let all = next.advanced.special;
        let was = website.map_or(all, |website| next.advanced.specials.get(&website.id).copied().unwrap_or_default());
        let price = match &self.special_price {
            Cell::Left => was.price,
            Cell::Emptied => None,
            Cell::Says(text) => Some(amount_in("special_price", text, currency(next, website))?),
        };
        let special = Special { price, from: self.special_from.over(was.from), to: self.special_to.over(was.to) };
        if special == was {
            return Ok(());
        }
        let effective = if website.is_some() { special.over(all) } else { special };
        effective.checked().map_err(|flaw| Trouble::Cell("special_price_to_date", flaw))?;
        match website {
            None => next.advanced.special = special,
            Some(website) if special.is_nothing() => drop(next.advanced.specials.remove(&website.id)),
            Some(website) => drop(next.advanced.specials.insert(website.id, special)),
        }
        Ok(())
    }

    /// What is of all views.
    fn selling_onto(&self, next: &mut EditedProduct, around: &Around<'_>) -> Result<(), Trouble> {
        if let Cell::Says(paths) = &self.categories {
            (next.categories, next.root) = around.categories(paths)?;
        }
        next.stock = self.qty.over(None).unwrap_or(next.stock);
        next.selling.in_stock = self.in_stock.over(None).unwrap_or(next.selling.in_stock);
        next.selling.enabled = self.online.over(None).unwrap_or(next.selling.enabled);
        next.selling.visibility = self.visibility.over(None).unwrap_or(next.selling.visibility);
        next.selling.inventory = self.inventory_onto(&next.selling.inventory)?;
        if self.related != Cell::Left {
            // What is not there (yet) is left out, as Magento does: such products name each other, and one of them comes first.
            let known = self.related().filter_map(|sku| around.related.get(sku)).copied();
            next.related = known.filter(|other| *other != next.id).collect();
        }
        Ok(())
    }

    /// Nothing that a line of a view says is dropped in silence.
    fn says_nothing_else_of_all_views(&self, stands: &EditedProduct, around: &Around<'_>) -> Result<(), Trouble> {
        let mut wanted = stands.clone();
        self.selling_onto(&mut wanted, around)?;
        let (selling, was) = (&wanted.selling, &stands.selling);
        let (own, stood) = (&selling.inventory, &was.inventory);
        let others = [
            ("categories", wanted.categories != stands.categories),
            ("product_online", selling.enabled != was.enabled),
            ("visibility", selling.visibility != was.visibility),
            ("qty", wanted.stock != stands.stock),
            ("is_in_stock", selling.in_stock != was.in_stock),
            ("out_of_stock_qty", own.threshold != stood.threshold),
            ("allow_backorders", own.backorders != stood.backorders),
            ("min_cart_qty", own.least != stood.least),
            ("max_cart_qty", own.most != stood.most),
            ("notify_on_stock_below", own.notify != stood.notify),
            ("manage_stock", own.manage != stood.manage),
            ("related_skus", wanted.related != stands.related),
        ];
        let other = others.into_iter().find_map(|(column, is_other)| is_other.then_some(column));
        other.map_or(Ok(()), |column| Err(Trouble::Cell(column, Flaw::OfAllViews)))
    }

    fn new_product(&self, id: ProductId, around: &Around<'_>) -> Result<EditedProduct, Trouble> {
        // Who is for a part of the shop makes nothing that all of it has.
        if *around.websites != Websites::All {
            return Err(Trouble::NoSuchProduct);
        }
        let required = |column| Trouble::Cell(column, Flaw::Required);
        let name = self.name.clone().said().ok_or(required("name"))?;
        let Cell::Says(paths) = &self.categories else { return Err(required("categories")) };
        if self.price == Cell::Left {
            return Err(required("price"));
        }
        let (categories, root) = around.categories(paths)?;
        let made = || Slug::parse(&url_key_of(name.as_str())).ok();
        let slug = self.url_key.clone().said().or_else(made).ok_or(required("url_key"))?;
        let description = self.description.clone().said().map(|text| text.as_str().to_owned()).unwrap_or_default();
        Ok(EditedProduct {
            id,
            sku: self.sku.clone(),
            categories,
            root,
            texts: Worded {
                all: Texts { slug: slug.as_str().to_owned(), name: name.as_str().to_owned(), description },
                own: BTreeMap::new(),
            },
            short: Labelled::default(),
            price: Money::new(0, around.stores.currency_in(Scope::Default)),
            prices: BTreeMap::new(),
            advanced: Advanced::default(),
            stock: 0,
            selling: Selling::default(),
            meta: Told::default(),
            related: Vec::new(),
            attributes: std::collections::BTreeMap::new(),
            pictures: Pictures::default(),
            updated: Moment::from_millis(0),
            revision: 0,
        })
    }
}

/// The currency of what a website asks, or all do.
pub(super) fn currency(product: &EditedProduct, website: Option<&Website>) -> Currency {
    let of = |website: &Website| product.prices.get(&website.id).map_or(website.currency, |own| own.currency());
    website.map_or(product.price.currency(), of)
}

pub(super) fn amount_in(column: &'static str, text: &str, currency: Currency) -> Result<Money, Trouble> {
    amount(text, currency).map_err(|flaw| Trouble::Cell(column, flaw))
}

pub(super) fn amount(text: &str, currency: Currency) -> Result<Money, Flaw> {
    Money::read(plain_number(text), currency, SIGNS)
}

/// What is to stand there: what the cell says, nothing where it is emptied, and else what stands there.
fn standing<T>(cell: &Cell<T>, stands: Option<String>, text: impl Fn(&T) -> &str) -> Option<String> {
    match cell {
        Cell::Left => stands,
        Cell::Emptied => None,
        Cell::Says(value) => Some(text(value).to_owned()),
    }
}
