//! Products as a file wants them: many in one transaction, by the rules that forms obey. The lines of a view stand behind those of the product, so
//! each line is decided on what the lines before it make.

use super::{
    ProductRow,
    addresses::Taken,
    edit::changing,
    own_slug,
    put::{Names, added, no_texts, removing},
    sku::meant,
    standing::Behind,
};
use crate::{
    By, StoreError,
    engine::{secret::id_at, tx::Tx},
    transfer::{Lines, Step, is_passing},
};
use domain::{
    access::Websites,
    audit::Event,
    caller::{Permit, Proof, right},
    catalog::{
        edit::{EditedProduct, Slug, Texts, Worded, is_sold_in, may_edit},
        selling::numbered,
    },
    ids::{CategoryId, ProductId, StoreViewId},
    stores::{Shop, Stores},
    text::Flaw,
    transfer::{
        Became, Found, Trouble,
        products::{Around, Missing, SKU, Shelves, Wanted, missing, with_missing},
    },
};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::SurrealValue;

/// A product before and behind the lines of a step.
struct Moved {
    /// By what it is known.
    key: String,
    was: Option<(ProductRow, EditedProduct)>,
    next: EditedProduct,
}

impl Moved {
    fn is_same(&self) -> bool {
        self.was.as_ref().is_some_and(|(_, was)| *was == self.next)
    }
}

/// The URL keys that are new to a product, as they are looked up; and what each is.
fn new_keys(stores: &Stores, was: &Worded, next: &Worded) -> Vec<(String, String)> {
    let of = |(view, slug): (Option<StoreViewId>, String)| match view {
        Some(view) => vec![(own_slug(view, &slug), slug)],
        None => stores.views().iter().map(|view| (own_slug(view.id, &slug), slug.clone())).chain([(slug.clone(), slug.clone())]).collect(),
    };
    next.new_slugs(was).into_iter().flat_map(of).collect()
}

/// So many URL keys are tried for a category.
const TRIED: u32 = 100;

impl By<'_, Permit<right::Categories>> {
    /// Makes the categories that lines put products into and that are not there yet. What a rule says no to is left out: such lines are
    /// refused then.
    async fn make_missing(&self, wanted: &[Wanted]) -> Result<(), StoreError> {
        let mut made = None;
        while let Some(next) = missing(&self.categories().await?, wanted) {
            // One that is not there though it was made would be made for ever.
            if made.as_ref() == Some(&next) || !self.make(&next).await? {
                return Ok(());
            }
            made = Some(next);
        }
        Ok(())
    }

    /// Says whether it is there now.
    async fn make(&self, Missing { parent, name, url_key }: &Missing) -> Result<bool, StoreError> {
        for n in 0..TRIED {
            let slug = if n == 0 { url_key.clone() } else { numbered(url_key, n, Slug::LONGEST) };
            let texts = Texts { slug, name: name.clone(), description: String::new() };
            match self.create_category(Some(*parent), &texts).await {
                Ok(_) => return Ok(true),
                // The URL key is another's, or somebody else was at the catalog.
                Err(error) if is_passing(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }
}

impl By<'_, Permit<right::Products>> {
    /// Adds products, changes those that are there, or deletes them; says what has become of each line. In a trial nothing is written. With
    /// the right to do so, categories are made that lines name and that are not there yet.
    ///
    /// # Errors
    /// The store does not answer: nothing of this part of the step is done. [`StoreError::Stale`]: the import is somebody else's by now.
    pub async fn import_products(
        &self,
        wanted: &[Wanted],
        makes: Option<&Permit<right::Categories>>,
        step: &mut Step<'_>,
    ) -> Result<Vec<Became>, StoreError> {
        // Whoever is to go goes for himself.
        if wanted.iter().any(Wanted::is_to_go) {
            return step.each(self, wanted).await;
        }
        // Who is for a part of the shop makes nothing that all of it has.
        let makes = makes.filter(|makes| *makes.websites() == Websites::All);
        step.adds = makes.is_some();
        if let Some(makes) = makes.filter(|_| !step.is_trial()) {
            let taken = self.taken(wanted, step).await?;
            if !taken.is_empty() {
                self.store.by(makes).make_missing(&taken).await?;
            }
        }
        step.all(self, wanted).await
    }

    /// Where lines name categories that are not there: those lines that are taken once these are made. One that is refused leaves none behind.
    async fn taken(&self, wanted: &[Wanted], step: &Step<'_>) -> Result<Vec<Wanted>, StoreError> {
        if missing(&self.categories().await?, wanted).is_none() {
            return Ok(Vec::new());
        }
        let mut trial = Step { of: None, adds: true, found: Found::default(), words: step.words, wrong: Vec::new(), done: Vec::new() };
        let became = trial.all(self, wanted).await?;
        let taken = wanted.iter().zip(&became).filter(|(_, became)| !matches!(became, Became::Refused(..)));
        Ok(taken.map(|(one, _)| one.clone()).collect())
    }
}

impl Lines for By<'_, Permit<right::Products>> {
    type Wanted = Wanted;

    fn row(of: &Wanted) -> i64 {
        of.row
    }

    async fn together(&self, wanted: &[Wanted], first: usize, step: &mut Step<'_>) -> Result<Vec<Became>, StoreError> {
        if let [one] = wanted
            && one.is_to_go()
        {
            return self.delete_imported(one, first, step).await;
        }
        let version = self.store.catalog_version().await?;
        let (shop, categories) = (self.store.read_shop().await?, self.categories().await?);
        // What is wrong with a line besides is told, and not that its category was not made because of that.
        let there: BTreeSet<CategoryId> = categories.iter().map(|category| category.id).collect();
        let categories = if step.adds { with_missing(categories, wanted) } else { categories };
        let mut known = self.of_skus(wanted.iter().map(|one| one.sku.clone()).collect()).await?;
        let related = self.of_skus(wanted.iter().flat_map(Wanted::related).map(str::to_owned).collect()).await?;
        let named = wanted.iter().flat_map(Wanted::related);
        let related: BTreeMap<String, ProductId> =
            named.filter_map(|sku| Some((sku.to_owned(), related.get(&meant(&related, sku))?.1.id))).collect();
        let keys: Vec<String> = wanted.iter().map(|one| meant(&known, &one.sku)).collect();
        // Whose the addresses are that lines name; what they come to besides is asked one by one.
        let addresses = self.store.taken(wanted.iter().filter_map(Wanted::slug).collect(), &shop.stores).await?;
        let shelves = Shelves::of(&categories);
        let (groups, websites) = (&shop.pricing.groups, self.proof.websites());
        let attributes = &shop.attributes;
        let around = Around { stores: &shop.stores, categories: &shelves, websites, groups, attributes, related: &related };
        let mut moved: Vec<Moved> = Vec::new();
        // What lines before have taken.
        let mut taken: BTreeMap<String, String> = BTreeMap::new();
        let mut became = Vec::with_capacity(wanted.len());
        for (one, key) in wanted.iter().zip(keys) {
            let at = moved.iter().position(|moved| moved.key == key);
            let now = match at.and_then(|at| moved.get(at)) {
                Some(moved) => Some(moved.next.clone()),
                None => known.get(&key).map(|(_, was)| was.clone()),
            };
            let id = now.as_ref().map_or_else(|| ProductId::new(id_at(self.proof.origin().at)), |now| now.id);
            let decided = match one.onto(now.as_ref(), id, &around) {
                Ok(next) => self.with_free_keys(&shop.stores, now.as_ref(), next, (&taken, &addresses)).await?,
                Err(trouble) => Err(trouble),
            };
            // One that was refused when its category was to be made, and is none any more, comes again with the next look.
            let is_made = |next: &EditedProduct| step.is_trial() || next.categories.iter().all(|id| there.contains(id));
            let next = match decided {
                Ok(next) if !is_made(&next) => {
                    became.push(Became::Refused(one.row, Trouble::Changed));
                    continue;
                }
                Ok(next) => next,
                Err(trouble) => {
                    became.push(Became::Refused(one.row, trouble));
                    continue;
                }
            };
            became.push(match &now {
                None => Became::Created,
                Some(now) if *now == next => Became::Left,
                Some(_) if one.deletes() => Became::Deleted,
                Some(_) => Became::Updated,
            });
            let before = now.map_or_else(no_texts, |now| now.texts);
            taken.extend(new_keys(&shop.stores, &before, &next.texts).into_iter().map(|(slug, _)| (slug, next.sku.clone())));
            match at.and_then(|at| moved.get_mut(at)) {
                Some(moved) => moved.next = next,
                None => moved.push(Moved { was: known.remove(&key), next, key }),
            }
        }
        became.iter().for_each(|became| step.tell(became));
        if !step.is_trial() {
            let names = self.store.names_of_categories().await?;
            let mut tx = self.store.tx(self.proof);
            let events = self.write(&mut tx, version, moved, (&shop, &names)).await?;
            step.commit(tx, events, &became, first.saturating_add(wanted.len()).saturating_sub(1)).await?;
        }
        Ok(became)
    }
}

impl By<'_, Permit<right::Products>> {
    /// Deletes the product that a line names; what one says of a view goes with it.
    async fn delete_imported(&self, one: &Wanted, at: usize, step: &mut Step<'_>) -> Result<Vec<Became>, StoreError> {
        let version = self.store.catalog_version().await?;
        let (shop, websites) = (self.store.read_shop().await?, self.proof.websites());
        let mut known = self.of_skus([one.sku.clone()].into()).await?;
        let found = known.remove(&meant(&known, &one.sku));
        // What is outside of somebody's websites is not there.
        let found = found.filter(|(_, was)| is_sold_in(&shop.stores, websites, was.root));
        let became = match found {
            _ if !one.view.is_empty() => Became::Left,
            None => Became::Refused(one.row, Trouble::NoSuchProduct),
            Some((_, was)) if !may_edit(&shop.stores, websites, was.root, None) => {
                Became::Refused(one.row, Trouble::Cell(SKU, Flaw::NotPermitted))
            }
            Some((_, was)) => {
                if !step.is_trial() {
                    let mut tx = self.store.tx(self.proof);
                    let event = removing(&mut tx, version, &was);
                    step.commit(tx, vec![event], &[Became::Deleted], at).await?;
                }
                return Ok(vec![Became::Deleted]);
            }
        };
        step.tell(&became);
        step.pass(self, std::slice::from_ref(&became), at).await?;
        Ok(vec![became])
    }

    async fn of_skus(&self, skus: BTreeSet<String>) -> Result<BTreeMap<String, (ProductRow, EditedProduct)>, StoreError> {
        let skus: Vec<String> = skus.into_iter().collect();
        let of = |(key, row): (String, ProductRow)| {
            let was = row.edited()?;
            Ok((key, (row, was)))
        };
        self.store.rows_by_sku(&skus).await?.into_iter().map(of).collect()
    }

    /// The product, if the URL keys that are new to it are no other's.
    async fn with_free_keys(
        &self,
        stores: &Stores,
        was: Option<&EditedProduct>,
        next: EditedProduct,
        (taken, addresses): (&BTreeMap<String, String>, &Taken),
    ) -> Result<Result<EditedProduct, Trouble>, StoreError> {
        let before = was.map_or_else(no_texts, |was| was.texts.clone());
        let keys = new_keys(stores, &before, &next.texts);
        if let Some((_, slug)) = keys.iter().find(|(key, _)| taken.get(key).is_some_and(|sku| *sku != next.sku)) {
            return Ok(Err(Trouble::UrlKeyTaken(slug.clone())));
        }
        if keys.is_empty() {
            return Ok(Ok(next));
        }
        let new = next.texts.new_slugs(&before);
        if addresses.knows(&new) {
            let is_free = addresses.is_free(next.id, &new, stores);
            return Ok(if is_free { Ok(next) } else { Err(Trouble::UrlKeyTaken(next.texts.all.slug)) });
        }
        match self.store.is_free(next.id, &before, &next.texts, stores).await {
            Ok(()) => Ok(Ok(next)),
            Err(StoreError::Invalid(..)) => Ok(Err(Trouble::UrlKeyTaken(next.texts.all.slug))),
            Err(error) => Err(error),
        }
    }

    /// Writes products as they are to be, by what writes one for a form; gives what is told of them.
    async fn write(
        &self,
        tx: &mut Tx<'_>,
        version: i64,
        moved: Vec<Moved>,
        (shop, names): (&Shop, &Names),
    ) -> Result<Vec<Event>, StoreError> {
        let moved: Vec<Moved> = moved.into_iter().filter(|moved| !moved.is_same()).collect();
        if moved.is_empty() {
            return Ok(Vec::new());
        }
        let left = moved.iter().filter_map(|moved| moved.was.as_ref()).flat_map(|(_, was)| &was.categories);
        let touched: BTreeSet<CategoryId> = left.chain(moved.iter().flat_map(|moved| &moved.next.categories)).copied().collect();
        changing(tx, version, touched);
        let (mut events, mut rows) = (Vec::with_capacity(moved.len()), Vec::new());
        // Who is new in a category stands behind those before him, in the order of the file.
        let mut behind = Behind::default();
        for Moved { was, next, .. } in moved {
            let has = was.as_ref().map(|(row, _)| row.places.as_slice()).unwrap_or_default();
            let places = behind.places(self.store, has, &next.categories).await?;
            events.push(match was {
                // Who comes by an address of before is led to the new one.
                Some((row, was)) => self.store.putting(tx, (row, &was), (&next, places), true, (shop, names)).await?,
                None => {
                    let (row, event) = added(tx, &next, None, places, names)?;
                    rows.push(row);
                    event
                }
            });
        }
        if !rows.is_empty() {
            tx.writes().insert("standing", rows.iter().flat_map(ProductRow::standings).map(SurrealValue::into_value).collect());
            tx.writes().insert("product", rows.into_iter().map(SurrealValue::into_value).collect());
        }
        Ok(events)
    }
}
