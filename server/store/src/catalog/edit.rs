//! What staff change of products and categories: texts and prices, for all or in a view.

use super::{
    CategoryRow, ProductRow, changed,
    row::{LIST, own_slug},
};
use crate::{
    By, Store, StoreError,
    engine::{conn::vars, secret::id_at, tx::Tx, write::Update},
    record,
    search::Look,
};
use domain::{
    access::Websites,
    audit::{Action, Change},
    caller::{Permit, Proof, right},
    catalog::edit::{EditedCategory, EditedProduct, OwnTexts, Texts, Worded, is_sold_in, may_edit},
    ids::{CategoryId, ProductId, StoreViewId},
    list::{Listed, Query},
    money::{Currency, Money},
    stores::{Shop, Stores, Website},
    text::{Flaw, Search},
};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::{RecordId, SurrealValue};

/// What is to stand in a view, or for all: `None` is "Use Default Value".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductDraft {
    pub texts: OwnTexts,
    /// Of all websites, or of the view's.
    pub price: Option<Money>,
    /// Another one than before.
    pub category: Option<CategoryId>,
    /// Another number than before: how many pieces can be sold.
    pub stock: Option<u32>,
}

/// The field of a URL key, and what is wrong with it.
const TAKEN: StoreError = StoreError::Invalid("url_key", Flaw::Taken);

/// Begins a change of the catalog, among it of products of these categories, as it was at this version: whoever looked then whether an
/// address is free looks again if it has moved.
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
            ("url_key", before.slug, after.slug),
            ("name", before.name, after.name),
            ("description", before.description, after.description),
        ];
        each.into_iter().filter(|(_, before, after)| before != after).map(move |(field, before, after)| Change {
            field: format!("{field} ({code})"),
            before,
            after,
        })
    });
    all.chain(own).collect()
}

/// Whether a website's own price may be in a currency: that of its own price, if it has one, else the website's.
fn is_asked_in(product: &EditedProduct, website: &Website, currency: Currency) -> bool {
    product.prices.get(&website.id).map_or(website.currency, |own| own.currency()) == currency
}

pub(super) fn told_prices(stores: &Stores, was: &EditedProduct, is: &EditedProduct) -> Vec<Change> {
    let all = Change::of("price", &was.price.coded(), &is.price.coded());
    let websites: BTreeSet<_> = was.prices.keys().chain(is.prices.keys()).collect();
    let own = websites.into_iter().filter_map(|website| {
        let (before, after) = (was.prices.get(website).copied().map(Money::coded), is.prices.get(website).copied().map(Money::coded));
        let code = stores.website(*website).map(|w| w.code.clone()).unwrap_or_default();
        (before != after).then(|| Change { field: format!("price ({code})"), before, after })
    });
    all.into_iter().chain(own).collect()
}

impl Store {
    /// All categories with what each view says, in their order.
    async fn edited_categories(&self, websites: &Websites) -> Result<Vec<EditedCategory>, StoreError> {
        let stores = &self.read_shop().await?.stores;
        let all: Vec<EditedCategory> = self.category_rows().await?.iter().map(CategoryRow::edited).collect::<Result<_, _>>()?;
        Ok(all.into_iter().filter(|category| is_sold_in(stores, websites, category.root())).collect())
    }

    /// The root categories under which whoever is for these websites has something to see.
    async fn roots(&self, websites: &Websites) -> Result<Vec<CategoryId>, StoreError> {
        Ok(self.edited_categories(websites).await?.into_iter().filter(|c| c.parent.is_none()).map(|c| c.id).collect())
    }
}

impl By<'_, Permit<right::Products>> {
    /// A page of products, and how many were found, if that is known.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn products(&self, query: &Query, size: usize) -> Result<(Listed<EditedProduct>, Option<i64>), StoreError> {
        let conn = &self.store.conn;
        let roots = self.store.roots(self.proof.websites()).await?;
        let listed = match Search::of(&query.search) {
            Search::Everything => {
                let values = roots.iter().map(|id| id.to_string().into_value()).collect();
                LIST.read_any(conn, ("root", values), query.sort, &query.cursor, size).await?
            }
            Search::Nothing => return Ok((Listed { items: Vec::new(), previous: None, next: None }, Some(0))),
            Search::Words(words) => {
                let look = Look { words, of: vec![("root", roots.iter().map(ToString::to_string).collect())] };
                let (listed, count) = self.store.find::<ProductRow>(look, query.sort, &query.cursor, size).await?;
                return Ok((listed.try_map(|row| row.edited())?, Some(count)));
            }
        };
        Ok((listed.try_map(|row| row.edited())?, None))
    }

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
        let (product, shop) = (self.product_row(id).await?.edited()?, self.store.read_shop().await?);
        if is_sold_in(&shop.stores, self.proof.websites(), product.root) { Ok((product, shop)) } else { Err(StoreError::NotFound) }
    }

    async fn product_row(&self, id: ProductId) -> Result<ProductRow, StoreError> {
        self.store.conn.row(&record("product", &id.to_string())).await?.ok_or(StoreError::NotFound)
    }

    /// Saves what stands of a product for all, or in a view: the view's own texts, and the price of its website.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: that is not the staff member's to change. [`StoreError::Invalid`]: an address is taken. [`StoreError::Stale`].
    pub async fn save_product(&self, was: &EditedProduct, view: Option<StoreViewId>, draft: &ProductDraft) -> Result<(), StoreError> {
        let version = self.store.catalog_version().await?;
        let stores = &self.store.read_shop().await?.stores;
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
        let categories = self.categories().await?;
        if let Some(id) = draft.category {
            let known = categories.iter().find(|c| c.id == id && view.is_none());
            let under = known.and_then(|c| c.parent).ok_or(StoreError::Invalid("category", Flaw::NotAChoice))?;
            (next.category, next.root) = (id, under);
        }
        // It is of all views.
        next.stock = draft.stock.filter(|_| view.is_none()).unwrap_or(was.stock);
        if next == *was {
            return Ok(());
        }
        self.free(was, &next, stores).await?;
        let row = self.product_row(was.id).await?.changed(&next);
        let mut tx = self.store.tx(self.proof);
        changing(&mut tx, version, BTreeSet::from([was.category, next.category]));
        // Whoever counted the pieces while some were sold counted others.
        let update = row.update().only_if("revision", was.revision);
        tx.writes().must_update(&update.only_if("stock", i64::from(was.stock)));
        let event = tx.event(Action::ProductChanged).on("product", was.id, next.texts.all.name.clone());
        let name = |id| categories.iter().find(|c| c.id == id).map(|c| c.texts.all.name.as_str()).unwrap_or_default();
        let moved = Change::of("category", name(was.category), name(next.category));
        let counted = Change::of("quantity", &was.stock.to_string(), &next.stock.to_string());
        let changes = told(stores, &was.texts, &next.texts).into_iter().chain(told_prices(stores, was, &next)).chain(moved).chain(counted);
        tx.commit(event.changing(changes)).await
    }

    /// Whether the addresses that are new to a product are nobody else's.
    pub(super) async fn free(&self, was: &EditedProduct, next: &EditedProduct, stores: &Stores) -> Result<(), StoreError> {
        let (mut slugs, mut own) = (Vec::new(), Vec::new());
        for (view, slug) in next.texts.new_slugs(&was.texts) {
            // What stands for all stands in each view that has none of its own.
            match view {
                Some(view) => own.push(own_slug(view, &slug)),
                None => own.extend(stores.views().iter().map(|view| own_slug(view.id, &slug))),
            }
            slugs.push(slug);
        }
        let sql = "SELECT VALUE id FROM product WHERE slug IN $slugs; SELECT VALUE id FROM product WHERE own_slugs CONTAINSANY $own";
        let mut rows = self.store.conn.read(sql, vars! { "slugs" => slugs, "own" => own }).await?;
        let id = record("product", &was.id.to_string());
        let taken: Vec<RecordId> = rows.take::<RecordId>(0)?.into_iter().chain(rows.take::<RecordId>(1)?).collect();
        if taken.iter().all(|other| *other == id) { Ok(()) } else { Err(TAKEN) }
    }
}

impl By<'_, Permit<right::Categories>> {
    /// All categories that the staff member has to do with, in their order.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn categories(&self) -> Result<Vec<EditedCategory>, StoreError> {
        self.store.edited_categories(self.proof.websites()).await
    }

    /// A category as it is stored now, and the shop that it is of.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn category(&self, id: CategoryId) -> Result<(EditedCategory, Shop), StoreError> {
        let category = self.categories().await?.into_iter().find(|c| c.id == id).ok_or(StoreError::NotFound)?;
        Ok((category, self.store.read_shop().await?))
    }

    /// Saves what stands of a category for all, or in a view.
    ///
    /// # Errors
    /// As for a product.
    pub async fn save_category(&self, was: &EditedCategory, view: Option<StoreViewId>, texts: &OwnTexts) -> Result<(), StoreError> {
        let version = self.store.catalog_version().await?;
        let stores = &self.store.read_shop().await?.stores;
        if !may_edit(stores, self.proof.websites(), was.root(), view) {
            return Err(StoreError::NotFound);
        }
        let next = was.texts.with(view, texts.clone()).map_err(|(field, flaw)| StoreError::Invalid(field, flaw))?;
        if next == was.texts {
            return Ok(());
        }
        self.free(was.id, &next, &was.texts).await?;
        let mut tx = self.store.tx(self.proof);
        changing(&mut tx, version, []);
        let id = record("category", &was.id.to_string());
        tx.writes().must_update(&CategoryRow::saying(&id, &next).only_if("revision", was.revision));
        let event = tx.event(Action::CategoryChanged).on("category", was.id, next.all.name.clone());
        tx.commit(event.changing(told(stores, &was.texts, &next))).await
    }

    /// Makes a category: under a root, or (`None`) a root, which stores can then have.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: whoever is not for all of the shop makes none. [`StoreError::Invalid`]: a rule says no.
    pub async fn create_category(&self, parent: Option<CategoryId>, texts: &Texts) -> Result<CategoryId, StoreError> {
        let version = self.store.catalog_version().await?;
        if *self.proof.websites() != Websites::All {
            return Err(StoreError::NotFound);
        }
        let all = self.store.category_rows().await?;
        let is_root = |id: CategoryId| all.iter().any(|c| c.parent.is_none() && crate::key(&c.id).is_ok_and(|key| key == id.to_string()));
        if parent.is_some_and(|parent| !is_root(parent)) {
            return Err(StoreError::Invalid("parent", Flaw::NotAChoice));
        }
        let id = CategoryId::new(id_at(self.proof.origin().at));
        let new = Worded { all: texts.clone(), own: BTreeMap::new() };
        let nothing = Texts { slug: String::new(), name: String::new(), description: String::new() };
        let nothing = Worded { all: nothing, own: BTreeMap::new() };
        self.free(id, &new, &nothing).await?;
        let position = all.iter().map(|c| c.position).max().unwrap_or_default().saturating_add(1);
        let mut tx = self.store.tx(self.proof);
        changing(&mut tx, version, []);
        let row = CategoryRow {
            id: record("category", &id.to_string()),
            slug: texts.slug.clone(),
            name: texts.name.clone(),
            description: texts.description.clone(),
            position,
            parent: parent.map(|parent| parent.to_string()),
            texts: Vec::new(),
            revision: 0,
            changes: 0,
        };
        tx.writes().create(&row.id.clone(), row);
        let event = tx.event(Action::CategoryCreated).on("category", id, texts.name.clone());
        let told = [Change::added("url_key", texts.slug.clone()), Change::added("name", texts.name.clone())];
        tx.commit(event.changing(told)).await?;
        Ok(id)
    }

    /// Whether the addresses that are new to a category are no other's.
    async fn free(&self, id: CategoryId, next: &Worded, was: &Worded) -> Result<(), StoreError> {
        let others = self.store.edited_categories(&Websites::All).await?;
        let has = |other: &EditedCategory, view: Option<StoreViewId>, slug: &String| match view {
            Some(view) => other.texts.all.slug == *slug || other.texts.own_of(view).slug.as_ref() == Some(slug),
            None => other.texts.all.slug == *slug || other.texts.own.values().any(|own| own.slug.as_ref() == Some(slug)),
        };
        let is_taken = |(view, slug): &(Option<StoreViewId>, String)| others.iter().any(|o| o.id != id && has(o, *view, slug));
        if next.new_slugs(was).iter().any(is_taken) { Err(TAKEN) } else { Ok(()) }
    }
}
