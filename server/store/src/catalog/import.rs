//! Products as a file wants them: many in one transaction, by the rules that forms obey. The lines of a view stand behind those of the product, so
//! each line is decided on what the lines before it make.

use super::{
    ProductRow,
    edit::{changing, told, told_prices},
    own_slug,
};
use crate::{
    By, StoreError,
    engine::{conn::vars, secret::id_at, tx::Tx},
    transfer::{ATTEMPTS, Step, is_passing},
};
use domain::{
    audit::{Action, Change, Event},
    caller::{Permit, Proof, right},
    catalog::edit::{EditedCategory, EditedProduct, Texts, Worded},
    ids::{CategoryId, ProductId},
    stores::Stores,
    transfer::{
        Became, Trouble,
        products::{Around, Wanted},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// A product before and behind the lines of a step.
struct Moved {
    was: Option<(ProductRow, EditedProduct)>,
    next: EditedProduct,
}

/// A product that is not there.
fn nothing(of: &EditedProduct) -> EditedProduct {
    let texts = Texts { slug: String::new(), name: String::new(), description: String::new() };
    EditedProduct { texts: Worded { all: texts, own: BTreeMap::new() }, prices: BTreeMap::new(), ..of.clone() }
}

impl Moved {
    fn before(&self) -> EditedProduct {
        self.was.as_ref().map_or_else(|| nothing(&self.next), |(_, was)| was.clone())
    }

    fn is_same(&self) -> bool {
        self.was.as_ref().is_some_and(|(_, was)| *was == self.next)
    }
}

/// The URL keys that are new to a product, as they are looked up; and what each is.
fn new_keys(stores: &Stores, was: &EditedProduct, next: &EditedProduct) -> Vec<(String, String)> {
    let of = |(view, slug): (Option<domain::ids::StoreViewId>, String)| match view {
        Some(view) => vec![(own_slug(view, &slug), slug)],
        None => stores.views().iter().map(|view| (own_slug(view.id, &slug), slug.clone())).chain([(slug.clone(), slug.clone())]).collect(),
    };
    next.texts.new_slugs(&was.texts).into_iter().flat_map(of).collect()
}

impl By<'_, Permit<right::Products>> {
    /// Adds products, and changes those that are there; says what has become of each line. In a trial nothing is written.
    ///
    /// # Errors
    /// The store does not answer: nothing of this part of the step is done. [`StoreError::Stale`]: the import is somebody else's by now.
    pub async fn import_products(&self, wanted: &[Wanted], step: &mut Step<'_>) -> Result<Vec<Became>, StoreError> {
        let before = step.found.clone();
        match self.together(wanted, 0, step).await {
            Err(error) if is_passing(&error) && !step.is_trial() => step.found = before,
            done => return done,
        }
        // Somebody else was at one of them: each for itself.
        let mut all = Vec::new();
        for (n, one) in wanted.iter().enumerate() {
            all.extend(self.alone(std::slice::from_ref(one), n, step).await?);
        }
        Ok(all)
    }

    async fn alone(&self, one: &[Wanted], at: usize, step: &mut Step<'_>) -> Result<Vec<Became>, StoreError> {
        for _ in 0..ATTEMPTS {
            let before = step.found.clone();
            match self.together(one, at, step).await {
                Err(error) if is_passing(&error) => step.found = before,
                done => return done,
            }
        }
        let refused: Vec<Became> = one.iter().map(|one| Became::Refused(one.row, Trouble::Changed)).collect();
        refused.iter().for_each(|became| step.tell(became));
        step.pass(self.store, self.proof, &refused, at).await?;
        Ok(refused)
    }

    async fn together(&self, wanted: &[Wanted], first: usize, step: &mut Step<'_>) -> Result<Vec<Became>, StoreError> {
        let version = self.store.catalog_version().await?;
        let stores = &self.store.read_shop().await?.stores;
        let categories = self.categories().await?;
        let around = Around { stores, categories: &categories, websites: self.proof.websites() };
        let mut known = self.of_skus(wanted).await?;
        let mut moved: BTreeMap<String, Moved> = BTreeMap::new();
        // What lines before have taken.
        let mut taken: BTreeMap<String, String> = BTreeMap::new();
        let mut became = Vec::with_capacity(wanted.len());
        for one in wanted {
            let now = match moved.get(&one.sku) {
                Some(moved) => Some(moved.next.clone()),
                None => known.get(&one.sku).map(|(_, was)| was.clone()),
            };
            let id = now.as_ref().map_or_else(|| ProductId::new(id_at(self.proof.origin().at)), |now| now.id);
            let decided = match one.onto(now.as_ref(), id, &around) {
                Ok(next) => self.with_free_keys(stores, now.as_ref(), next, &taken).await?,
                Err(trouble) => Err(trouble),
            };
            let next = match decided {
                Ok(next) => next,
                Err(trouble) => {
                    became.push(Became::Refused(one.row, trouble));
                    continue;
                }
            };
            became.push(match &now {
                None => Became::Created,
                Some(now) if *now == next => Became::Left,
                Some(_) => Became::Updated,
            });
            let before = now.unwrap_or_else(|| nothing(&next));
            taken.extend(new_keys(stores, &before, &next).into_iter().map(|(key, _)| (key, one.sku.clone())));
            match moved.get_mut(&one.sku) {
                Some(moved) => moved.next = next,
                None => drop(moved.insert(one.sku.clone(), Moved { was: known.remove(&one.sku), next })),
            }
        }
        became.iter().for_each(|became| step.tell(became));
        if !step.is_trial() {
            let mut tx = self.store.tx(self.proof);
            let events = write(&mut tx, version, stores, &categories, moved);
            step.commit(tx, events, &became, first.saturating_add(wanted.len()).saturating_sub(1)).await?;
        }
        Ok(became)
    }

    async fn of_skus(&self, wanted: &[Wanted]) -> Result<BTreeMap<String, (ProductRow, EditedProduct)>, StoreError> {
        let skus: Vec<String> = wanted.iter().map(|one| one.sku.clone()).collect::<BTreeSet<_>>().into_iter().collect();
        let rows: Vec<ProductRow> =
            self.store.conn.read("SELECT * FROM product WHERE sku IN $skus", vars! { "skus" => skus }).await?.take(0)?;
        let of = |row: ProductRow| {
            let was = row.edited()?;
            Ok((row.sku.clone(), (row, was)))
        };
        rows.into_iter().map(of).collect()
    }

    /// The product, if the URL keys that are new to it are no other's.
    async fn with_free_keys(
        &self,
        stores: &Stores,
        was: Option<&EditedProduct>,
        next: EditedProduct,
        taken: &BTreeMap<String, String>,
    ) -> Result<Result<EditedProduct, Trouble>, StoreError> {
        let before = was.cloned().unwrap_or_else(|| nothing(&next));
        let keys = new_keys(stores, &before, &next);
        if let Some((_, slug)) = keys.iter().find(|(key, _)| taken.get(key).is_some_and(|sku| *sku != next.sku)) {
            return Ok(Err(Trouble::UrlKeyTaken(slug.clone())));
        }
        if keys.is_empty() {
            return Ok(Ok(next));
        }
        match self.free(&before, &next, stores).await {
            Ok(()) => Ok(Ok(next)),
            Err(StoreError::Invalid(..)) => Ok(Err(Trouble::UrlKeyTaken(next.texts.all.slug))),
            Err(error) => Err(error),
        }
    }
}

/// Writes products as they are to be; gives what is told of them.
fn write(tx: &mut Tx<'_>, version: i64, stores: &Stores, categories: &[EditedCategory], moved: BTreeMap<String, Moved>) -> Vec<Event> {
    let moved: Vec<Moved> = moved.into_values().filter(|moved| !moved.is_same()).collect();
    if moved.is_empty() {
        return Vec::new();
    }
    let touched: BTreeSet<CategoryId> = moved.iter().flat_map(|moved| [moved.before().category, moved.next.category]).collect();
    changing(tx, version, touched);
    let name = |id| categories.iter().find(|c| c.id == id).map(|c| c.texts.all.name.as_str()).unwrap_or_default();
    let mut events = Vec::with_capacity(moved.len());
    for moved in moved {
        let (before, next) = (moved.before(), &moved.next);
        let event = match moved.was {
            Some((row, was)) => {
                let update = row.changed(next).update().only_if("revision", was.revision);
                // Whoever counted the pieces while some were sold counted others.
                tx.writes().must_update(&update.only_if("stock", i64::from(was.stock)));
                tx.event(Action::ProductChanged)
            }
            None => {
                let row = ProductRow::bare(next).changed(next);
                tx.writes().create(&row.id.clone(), row);
                tx.event(Action::ProductCreated)
            }
        };
        let others = [
            Change::of("category", name(before.category), name(next.category)),
            Change::of("quantity", &before.stock.to_string(), &next.stock.to_string()),
        ];
        let changes = told(stores, &before.texts, &next.texts).into_iter().chain(told_prices(stores, &before, next));
        events.push(event.on("product", next.id, next.texts.all.name.clone()).changing(changes.chain(others.into_iter().flatten())));
    }
    events
}
