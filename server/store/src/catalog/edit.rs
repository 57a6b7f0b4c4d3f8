//! What staff change of products and categories: texts and prices, for all or in a view.

use super::{category_row, changed, sku::meant};
use crate::{
    By, Store, StoreError,
    engine::{retry::decide, secret::id_at, tx::Tx, write::Update},
    record,
};
use domain::{
    access::Websites,
    audit::{Change, Follows},
    caller::{Permit, Proof, right},
    catalog::{
        attribute::{Labelled, Values, said},
        edit::{EditedCategory, EditedProduct, OwnMeta, OwnTexts, Texts, Told, Worded, is_sold_in, may_edit},
        pictures::Pictures,
        price::Advanced,
        selling::Selling,
        shelves::one_root,
    },
    ids::{CategoryId, ProductId, StoreViewId},
    money::{Currency, Money},
    stores::{Shop, Stores, Website},
    text::Flaw,
};
use std::collections::{BTreeMap, BTreeSet};

/// What is to stand in a view, or for all: `None` is "Use Default Value".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductDraft {
    pub texts: OwnTexts,
    /// The short description.
    pub short: Option<String>,
    /// Of all websites, or of the view's.
    pub price: Option<Money>,
    pub meta: OwnMeta,
    /// All that it says of attributes, in all views and in each.
    pub attributes: Values,
    /// What is of all views, if it is changed for all.
    pub of_all: Option<OfAllViews>,
    /// Whether whoever comes by an address that it had is led to the new one.
    pub redirects: bool,
}

/// What a product has in all views.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfAllViews {
    pub sku: String,
    pub selling: Selling,
    pub related: Vec<ProductId>,
    /// Others than before.
    pub categories: Option<BTreeSet<CategoryId>>,
    /// Another number of pieces than before.
    pub stock: Option<u32>,
}

/// The field of a URL key, and what is wrong with it.
pub(super) const TAKEN: StoreError = StoreError::Invalid("url_key", Flaw::UrlKeyTaken);

/// Begins a change of the catalog, among it of products of these categories, as it was at this version: whoever looked then whether an
/// address is free looks again if it has moved. An import moves it all the time: who changes the catalog decides again then.
pub(super) fn changing(tx: &mut Tx<'_>, version: i64, categories: impl IntoIterator<Item = CategoryId>) {
    tx.writes().must_update(&Update::of(&record("version", "catalog")).add("number", 1).only_if("number", version));
    changed(tx, categories);
}

/// What changed in the texts, each told with the view that says it.
pub(super) fn told(stores: &Stores, was: &Worded, is: &Worded) -> Vec<Change> {
    let texts = |w: &Worded| [("url_key", w.all.slug.clone()), ("name", w.all.name.clone()), ("description", w.all.description.clone())];
    let all = texts(was).into_iter().zip(texts(is)).filter_map(|((field, before), (_, after))| Change::of(field, &before, &after));
    let views: BTreeSet<&StoreViewId> = was.own.keys().chain(is.own.keys()).collect();
    let own = views.into_iter().flat_map(|view| {
        let code = stores.view(*view).map(|v| v.code.clone()).unwrap_or_default();
        let (before, after) = (was.own_of(*view), is.own_of(*view));
        let each = [
            ("url_key", before.slug, after.slug, [&was.all.slug, &is.all.slug]),
            ("name", before.name, after.name, [&was.all.name, &is.all.name]),
            ("description", before.description, after.description, [&was.all.description, &is.all.description]),
        ];
        each.into_iter().filter_map(move |(field, before, after, all)| {
            let all = all.map(|text| Some(text.clone()));
            Change::of_own(format!("{field} ({code})"), before, after, Follows::DefaultValue, all)
        })
    });
    all.chain(own).collect()
}

/// Whether a website's own price may be in a currency: that of its own price, if it has one, else the website's.
pub(super) fn is_asked_in(product: &EditedProduct, website: &Website, currency: Currency) -> bool {
    product.prices.get(&website.id).map_or(website.currency, |own| own.currency()) == currency
}

impl Store {
    /// All categories with what each view says, in their order.
    pub(super) async fn edited_categories(&self, websites: &Websites) -> Result<Vec<EditedCategory>, StoreError> {
        let stores = &self.read_shop().await?.stores;
        let all = category_row::edited(&self.category_rows().await?)?;
        Ok(all.into_iter().filter(|category| is_sold_in(stores, websites, category.root)).collect())
    }

    /// The root categories under which whoever is for these websites has something to see.
    pub(super) async fn roots(&self, websites: &Websites) -> Result<Vec<CategoryId>, StoreError> {
        Ok(self.edited_categories(websites).await?.into_iter().filter(|c| c.parent.is_none()).map(|c| c.id).collect())
    }
}

impl By<'_, Permit<right::Products>> {
    /// The categories that a product can be in.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn categories(&self) -> Result<Vec<EditedCategory>, StoreError> {
        self.store.edited_categories(self.proof.websites()).await
    }

    /// A product as it is stored now, and the shop that it is sold in.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: there is none, or none of the staff member's stores sells it.
    pub async fn product(&self, id: ProductId) -> Result<(EditedProduct, Shop), StoreError> {
        let (product, shop) = (self.store.product_row_of(id).await?.edited()?, self.store.read_shop().await?);
        if is_sold_in(&shop.stores, self.proof.websites(), product.root) { Ok((product, shop)) } else { Err(StoreError::NotFound) }
    }

    /// The products that have these SKUs, in their order.
    ///
    /// # Errors
    /// Those that no product has. The store does not answer.
    pub async fn with_skus(&self, skus: &[String]) -> Result<Result<Vec<ProductId>, Vec<String>>, StoreError> {
        if skus.is_empty() {
            return Ok(Ok(Vec::new()));
        }
        let rows = self.store.rows_by_sku(skus).await?;
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for sku in skus {
            match rows.get(&meant(&rows, sku)) {
                Some(row) => known.push(row.edited()?.id),
                None => unknown.push(sku.clone()),
            }
        }
        Ok(if unknown.is_empty() { Ok(known) } else { Err(unknown) })
    }

    /// The SKUs of these products, in their order.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn skus(&self, ids: &[ProductId]) -> Result<Vec<String>, StoreError> {
        self.store.skus_of(ids).await
    }

    /// Saves what stands of a product for all, or in a view: the view's own texts, and the price of its website.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: that is not the staff member's to change. [`StoreError::Invalid`]: an address is taken. [`StoreError::Stale`].
    pub async fn save_product(&self, was: &EditedProduct, view: Option<StoreViewId>, draft: &ProductDraft) -> Result<(), StoreError> {
        let shop = self.store.read_shop().await?;
        let stores = &shop.stores;
        if !may_edit(stores, self.proof.websites(), was.root, view) {
            return Err(StoreError::NotFound);
        }
        let invalid = |(field, flaw)| StoreError::Invalid(field, flaw);
        let mut next = EditedProduct { texts: was.texts.with(view, draft.texts.clone()).map_err(invalid)?, ..was.clone() };
        let website = view.and_then(|view| stores.website_of_view(view));
        match (website, draft.price) {
            (None, price) => next.price = price.ok_or(StoreError::Invalid("price", Flaw::Required))?,
            (Some(website), Some(price)) if is_asked_in(was, website, price.currency()) => drop(next.prices.insert(website.id, price)),
            (Some(_), Some(_)) => return Err(StoreError::Invalid("price", Flaw::NotAnAmount)),
            (Some(website), None) => drop(next.prices.remove(&website.id)),
        }
        next.meta = was.meta.with(view, draft.meta.clone());
        next.short = was.short.with(view, draft.short.clone());
        // What the page offered and is not there any more was taken away meanwhile.
        next.attributes = said(&shop.attributes, &was.attributes, &draft.attributes, view).map_err(|_| StoreError::Stale)?;
        if let Some(of_all) = draft.of_all.as_ref().filter(|_| view.is_none()) {
            self.say(&mut next, of_all).await?;
        }
        // Whoever was at another product meanwhile is in nobody's way.
        decide(|| self.store.put_product(self.proof, was, &next, (draft.redirects, None))).await
    }

    /// What is of all views.
    async fn say(&self, next: &mut EditedProduct, of_all: &OfAllViews) -> Result<(), StoreError> {
        if let Some(categories) = &of_all.categories {
            next.root = one_root(&self.categories().await?, categories).map_err(|flaw| StoreError::Invalid("categories", flaw))?;
            next.categories.clone_from(categories);
        }
        next.sku.clone_from(&of_all.sku);
        next.selling = of_all.selling;
        next.related = of_all.related.iter().copied().filter(|id| *id != next.id).collect();
        next.stock = of_all.stock.map_or(next.stock, i64::from);
        Ok(())
    }

    /// Makes a product, whose texts and price hold for all.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: whoever is not for all of the shop makes none. [`StoreError::Invalid`]: a rule says no.
    pub async fn create_product(
        &self,
        texts: &Texts,
        price: Money,
        (short, meta, attributes): (&str, &OwnMeta, &Values),
        of_all: &OfAllViews,
    ) -> Result<ProductId, StoreError> {
        self.is_for_all()?;
        let id = ProductId::new(id_at(self.proof.origin().at));
        let shop = self.store.read_shop().await?;
        let attributes = said(&shop.attributes, &Values::new(), attributes, None).map_err(|_| StoreError::Stale)?;
        let mut new = EditedProduct {
            id,
            sku: String::new(),
            categories: BTreeSet::new(),
            root: CategoryId::NOTHING,
            texts: Worded { all: texts.clone(), own: BTreeMap::new() },
            short: Labelled::new(short),
            price,
            prices: BTreeMap::new(),
            stock: 0,
            advanced: Advanced::default(),
            selling: of_all.selling,
            meta: Told::default().with(None, meta.clone()),
            related: Vec::new(),
            attributes,
            pictures: Pictures::default(),
            updated: self.proof.origin().at,
            revision: 0,
        };
        let categories = Some(of_all.categories.clone().unwrap_or_default());
        self.say(&mut new, &OfAllViews { categories, ..of_all.clone() }).await?;
        decide(|| self.store.add_product(self.proof, &new, None)).await.map(|()| id)
    }

    /// Copies a product: disabled, without stock, by a SKU and URL keys with a number.
    ///
    /// # Errors
    /// As [`Self::create_product`].
    pub async fn duplicate_product(&self, of: &EditedProduct) -> Result<ProductId, StoreError> {
        self.is_for_all()?;
        decide(|| self.store.copy_product(self.proof, of)).await
    }

    /// Deletes a product as it was.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], as [`Self::create_product`]. [`StoreError::Stale`].
    pub async fn delete_product(&self, was: &EditedProduct) -> Result<(), StoreError> {
        self.is_for_all()?;
        decide(|| self.store.remove_product(self.proof, was)).await
    }

    pub(super) fn is_for_all(&self) -> Result<(), StoreError> {
        if *self.proof.websites() == Websites::All { Ok(()) } else { Err(StoreError::NotFound) }
    }
}
