//! Writing a product: its row, its addresses, and what is told of it. Whoever does so, a staff member or a job of his, it is done here: one
//! product in a transaction of its own, or many in one.

use super::{
    ProductRow,
    attributes::told_labels,
    categories::told_meta,
    edit::{changing, told},
    pictures::told_pictures,
    prices::told_advanced,
    row::PlaceRow,
    selling_row::{RedirectRow, redirect},
    standing::{Behind, stand, standing},
};
use crate::{
    Store, StoreError,
    engine::{conn::vars, secret::id_at, tx::Tx, write::Update, write::When},
    record,
};
use domain::{
    audit::{Action, Change, Event, Follows},
    caller::Proof,
    catalog::{
        attribute::{Attribute, Input, Labelled, Value},
        edit::{EditedProduct, Texts, Worded},
        pictures::Pictures,
        selling::sku_key,
        shelves::path,
    },
    config::Setting,
    ids::{CategoryId, ProductId},
    money::Money,
    stores::{Shop, Stores},
};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::RecordId;

/// What categories are called, from their roots down, for what is told.
pub(super) type Names = BTreeMap<CategoryId, String>;

/// How these are called, the first by name first.
fn named(names: &Names, categories: &BTreeSet<CategoryId>) -> String {
    let named: BTreeSet<&str> = categories.iter().filter_map(|id| names.get(id)).map(String::as_str).collect();
    named.into_iter().collect::<Vec<_>>().join(", ")
}

/// Texts that nobody has yet.
pub(super) fn no_texts() -> Worded {
    let nothing = Texts { slug: String::new(), name: String::new(), description: String::new() };
    Worded { all: nothing, own: BTreeMap::new() }
}

fn told_prices(stores: &Stores, was: &EditedProduct, is: &EditedProduct) -> Vec<Change> {
    let all = Change::of("price", &was.price.coded(), &is.price.coded());
    let websites: BTreeSet<_> = was.prices.keys().chain(is.prices.keys()).collect();
    let own = websites.into_iter().filter_map(|website| {
        let (before, after) = (was.prices.get(website).copied().map(Money::coded), is.prices.get(website).copied().map(Money::coded));
        let code = stores.website(*website).map(|w| w.code.clone()).unwrap_or_default();
        let all = [was.price, is.price].map(|price| Some(price.coded()));
        Change::of_own(format!("price ({code})"), before, after, Follows::DefaultValue, all)
    });
    all.into_iter().chain(own).collect()
}

/// What changed of what it says of attributes, by their codes and the names of options.
fn told_attributes(shop: &Shop, was: &EditedProduct, is: &EditedProduct) -> Vec<Change> {
    let text = |value: Option<&Value>| match value {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Chosen(_)) | None => Labelled::default(),
    };
    let told = |attribute: &Attribute| {
        let (before, after) = (was.attributes.get(&attribute.id), is.attributes.get(&attribute.id));
        if before == after {
            return Vec::new();
        }
        if attribute.input == Input::Text {
            return told_labels(&shop.stores, &attribute.code, &text(before), &text(after));
        }
        let called = |value: Option<&Value>| value.and_then(|value| attribute.told(value, None, ("true", "false"))).unwrap_or_default();
        Change::of(&attribute.code, &called(before), &called(after)).into_iter().collect()
    };
    shop.attributes.iter().flat_map(told).collect()
}

fn told_selling(shop: &Shop, was: &EditedProduct, is: &EditedProduct) -> Vec<Change> {
    let ((from, to), yes) = ((&was.selling, &is.selling), |is: bool| is.to_string());
    let (own, new) = (&from.inventory, &to.inventory);
    let number = |n: Option<u32>| n.map(|n| n.to_string());
    // What may be left to the configuration.
    let set_or_not = |setting: Setting, before: Option<String>, after: Option<String>| {
        let of_all = || shop.config.value(setting).map(str::to_owned);
        Change::of_own(setting.path(), before, after, Follows::Config, [of_all(), of_all()])
    };
    let changes = [
        Change::of("enabled", &yes(from.enabled), &yes(to.enabled)),
        Change::of("visibility", from.visibility.code(), to.visibility.code()),
        Change::of("quantity", &was.stock.to_string(), &is.stock.to_string()),
        Change::of("in_stock", &yes(from.in_stock), &yes(to.in_stock)),
        set_or_not(Setting::ManageStock, own.manage.map(yes), new.manage.map(yes)),
        set_or_not(Setting::MinSaleQty, number(own.least), number(new.least)),
        set_or_not(Setting::MaxSaleQty, number(own.most), number(new.most)),
        set_or_not(Setting::Backorders, own.backorders.map(|how| how.code().to_owned()), new.backorders.map(|how| how.code().to_owned())),
        set_or_not(Setting::MinQty, number(own.threshold), number(new.threshold)),
        set_or_not(Setting::NotifyStockQty, number(own.notify), number(new.notify)),
    ];
    changes.into_iter().flatten().collect()
}

/// Something of a product is written by another way than its form: it is another one since.
pub(super) fn moved_on(product: &str) -> Update {
    Update::of(&record("product", product)).add("revision", 1)
}

/// A new product as it is to be written, which stands at these places; `like` is the row that it is a copy of. Gives what is told of it.
pub(super) fn added(
    tx: &mut Tx<'_>,
    new: &EditedProduct,
    like: Option<ProductRow>,
    places: Vec<PlaceRow>,
    names: &Names,
) -> Result<(ProductRow, Event), StoreError> {
    let (id, now) = (record("product", &new.id.to_string()), tx.origin().at);
    let new = EditedProduct { updated: now, ..new.clone() };
    let pictures = if like.is_none() { told_pictures(&Stores::default(), &Pictures::default(), &new.pictures) } else { Vec::new() };
    let like = like.unwrap_or_else(|| ProductRow::bare(id.clone(), new.price));
    let row = ProductRow { id, places, revision: 0, ..like }.changed(&new, now)?;
    new.texts.new_slugs(&no_texts()).iter().for_each(|(view, slug)| tx.writes().delete(&redirect(*view, slug)));
    let event = tx.event(Action::ProductCreated).on("product", new.id, new.texts.all.name.clone()).changing([
        Change::added("sku", new.sku.clone()),
        Change::added("name", new.texts.all.name.clone()),
        Change::added("url_key", new.texts.all.slug.clone()),
        Change::added("categories", named(names, &new.categories)),
        Change::added("price", new.price.coded()),
        Change::added("quantity", new.stock.to_string()),
        Change::added("enabled", new.selling.enabled.to_string()),
    ]);
    Ok((row, event.changing(pictures)))
}

impl Store {
    /// The SKUs of these products, in their order; those that are gone are left out.
    pub(super) async fn skus_of(&self, ids: &[ProductId]) -> Result<Vec<String>, StoreError> {
        let rows = self.product_rows(ids.iter().copied()).await?;
        let sku = |id: &ProductId| rows.iter().find(|row| row.key() == id.to_string()).map(|row| row.sku.clone());
        Ok(ids.iter().filter_map(sku).collect())
    }

    pub(super) async fn names_of_categories(&self) -> Result<Names, StoreError> {
        let all = self.categories().await?;
        Ok(all.iter().map(|c| (c.id, path(&all, c.id))).collect())
    }

    async fn is_free_sku(&self, sku: &str) -> Result<bool, StoreError> {
        let known: Option<RecordId> =
            self.conn.read("SELECT VALUE id FROM product WHERE sku_key = $key", vars! { "key" => sku_key(sku) }).await?.one(0)?;
        Ok(known.is_none())
    }

    /// Writes a product as it is to be, if it still is as it was. `redirects`: who comes by an address that it had is led to the new one;
    /// `names`: what categories are called, where that is known.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: an address or the SKU is taken. [`StoreError::Stale`].
    pub(super) async fn put_product<P: Proof + Sync>(
        &self,
        proof: &P,
        was: &EditedProduct,
        next: &EditedProduct,
        (redirects, names): (bool, Option<&Names>),
    ) -> Result<(), StoreError> {
        if next == was {
            return Ok(());
        }
        let version = self.catalog_version().await?;
        let shop = self.read_shop().await?;
        self.is_free(was.id, &was.texts, &next.texts, &shop.stores).await?;
        let row = self.product_row_of(was.id).await?;
        // Of whoever stays where he stands no category is told.
        let is_told = names.is_none() && was.categories != next.categories;
        let read = if is_told { self.names_of_categories().await? } else { Names::new() };
        let names = names.unwrap_or(&read);
        let mut tx = self.tx(proof);
        changing(&mut tx, version, was.categories.union(&next.categories).copied());
        let places = Behind::default().places(self, &row.places, &next.categories).await?;
        let event = self.putting(&mut tx, (row, was), (next, places), redirects, (&shop, names)).await?;
        tx.commit(event).await
    }

    /// Writes a product as it is to be and where it is to stand, whose row and self was this, in `tx`. Gives what is told of it.
    pub(super) async fn putting(
        &self,
        tx: &mut Tx<'_>,
        (row, was): (ProductRow, &EditedProduct),
        (next, places): (&EditedProduct, Vec<PlaceRow>),
        redirects: bool,
        (shop, names): (&Shop, &Names),
    ) -> Result<Event, StoreError> {
        let next = EditedProduct { updated: tx.origin().at, ..next.clone() };
        let stood = row.standings();
        let row = ProductRow { places, ..row }.changed(&next, next.updated)?;
        stand(tx.writes(), &stood, &row.standings());
        let mut update = row.update().only_if("revision", was.revision);
        if next.stock != was.stock {
            // Whoever counted the pieces while some were sold counted others.
            update = update.set("stock", next.stock).only_if("stock", was.stock);
        }
        tx.writes().must_update(&update);
        for (view, slug) in was.texts.new_slugs(&next.texts).into_iter().filter(|_| redirects) {
            tx.writes().put(&redirect(view, &slug), RedirectRow { product: was.id.to_string() });
        }
        // What is somewhere is not somewhere else as well.
        next.texts.new_slugs(&was.texts).iter().for_each(|(view, slug)| tx.writes().delete(&redirect(*view, slug)));
        let related = if was.related == next.related {
            None
        } else {
            let (before, after) = (self.skus_of(&was.related).await?, self.skus_of(&next.related).await?);
            Change::of("related", &before.join(", "), &after.join(", "))
        };
        let event = tx.event(Action::ProductChanged).on("product", next.id, next.texts.all.name.clone());
        Ok(event
            .changing(Change::of("sku", &was.sku, &next.sku))
            .changing(told(&shop.stores, &was.texts, &next.texts))
            .changing(told_labels(&shop.stores, "short_description", &was.short, &next.short))
            .changing(told_prices(&shop.stores, was, &next))
            .changing(told_advanced(shop, &was.advanced, &next.advanced))
            .changing(Change::of("categories", &named(names, &was.categories), &named(names, &next.categories)))
            .changing(told_selling(shop, was, &next))
            .changing(told_meta(&shop.stores, &was.meta, &next.meta))
            .changing(told_attributes(shop, was, &next))
            .changing(related)
            .changing(told_pictures(&shop.stores, &was.pictures, &next.pictures)))
    }

    pub(super) async fn product_row_of(&self, id: ProductId) -> Result<ProductRow, StoreError> {
        self.conn.row(&record("product", &id.to_string())).await?.ok_or(StoreError::NotFound)
    }

    /// Writes a new product; `like` is the row that it is a copy of.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: an address or the SKU is taken. [`StoreError::Stale`].
    pub(super) async fn add_product<P: Proof + Sync>(
        &self,
        proof: &P,
        new: &EditedProduct,
        like: Option<ProductRow>,
    ) -> Result<(), StoreError> {
        let version = self.catalog_version().await?;
        let stores = &self.read_shop().await?.stores;
        self.is_free(new.id, &no_texts(), &new.texts, stores).await?;
        let places = Behind::default().places(self, &[], &new.categories).await?;
        let names = self.names_of_categories().await?;
        let mut tx = self.tx(proof);
        changing(&mut tx, version, new.categories.iter().copied());
        let (row, event) = added(&mut tx, new, like, places, &names)?;
        stand(tx.writes(), &[], &row.standings());
        tx.writes().create(&row.id.clone(), row);
        tx.commit(event).await
    }

    /// Copies a product under the first SKU and the first URL keys with a number that are free.
    pub(super) async fn copy_product<P: Proof + Sync>(&self, proof: &P, of: &EditedProduct) -> Result<ProductId, StoreError> {
        let stores = &self.read_shop().await?.stores;
        let id = ProductId::new(id_at(proof.origin().at));
        for n in 1..=MOST_COPIES {
            let copy = of.copied(id, n);
            let is_free = match self.is_free(id, &no_texts(), &copy.texts, stores).await {
                Ok(()) => self.is_free_sku(&copy.sku).await?,
                Err(StoreError::Invalid(..)) => false,
                Err(error) => return Err(error),
            };
            if is_free {
                let like = self.product_row_of(of.id).await?;
                return self.add_product(proof, &copy, Some(like)).await.map(|()| id);
            }
        }
        Err(StoreError::Invalid("sku", domain::text::Flaw::Taken))
    }

    /// Deletes a product as it was, with its addresses. Carts, wish lists and other products show it no more; orders keep what they say of it.
    ///
    /// # Errors
    /// [`StoreError::Stale`].
    pub(super) async fn remove_product<P: Proof + Sync>(&self, proof: &P, was: &EditedProduct) -> Result<(), StoreError> {
        let version = self.catalog_version().await?;
        let mut tx = self.tx(proof);
        let event = removing(&mut tx, version, was);
        tx.commit(event).await
    }
}

/// Deletes a product in `tx`; gives what is told of it.
pub(super) fn removing(tx: &mut Tx<'_>, version: i64, was: &EditedProduct) -> Event {
    let id = record("product", &was.id.to_string());
    changing(tx, version, was.categories.iter().copied());
    was.categories.iter().for_each(|category| tx.writes().delete(&standing(&was.id.to_string(), &category.to_string())));
    tx.writes().must_update(&Update::of(&id).add("revision", 1).only_if("revision", was.revision));
    tx.writes().delete(&id);
    tx.writes().delete_where("redirect", &[When::is("product", was.id.to_string())]);
    tx.event(Action::ProductDeleted).on("product", was.id, was.texts.all.name.clone()).changing([
        Change::removed("sku", was.sku.clone()),
        Change::removed("url_key", was.texts.all.slug.clone()),
        Change::removed("price", was.price.coded()),
        Change::removed("quantity", was.stock.to_string()),
    ])
}

/// So many copies of one product are told apart by their numbers.
const MOST_COPIES: u32 = 999;
