//! What staff do with categories: make, change, move and delete them.

use super::{
    CategoryRow, PlaceRow, category_row, changed,
    edit::{TAKEN, changing, told},
    put::moved_on,
    standing::{Behind, PLACE, STOOD, StandingRow, stand, standing},
};
use crate::{
    By, StoreError,
    catalog::ProductRow,
    engine::{list::Among, retry::decide, secret::id_at, tx::Tx, write::Update},
    record,
};
use domain::{
    access::Websites,
    audit::{Action, Change, Follows},
    caller::{Permit, Proof, right},
    catalog::{
        edit::{EditedCategory, EditedProduct, OwnMeta, OwnTexts, Texts, Told, Worded, filter, may_delete, may_edit},
        shelves::{below, children, line, may_stand, path, placed},
    },
    ids::{CategoryId, ProductId, StoreViewId},
    list::{Cursor, Listed, Sort},
    stores::{Shop, Stores},
    text::Flaw,
};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::SurrealValue;

/// What is to stand in a view, or for all: `None` is "Use Default Value".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryDraft {
    pub texts: OwnTexts,
    pub meta: OwnMeta,
    /// Of all views; not said in one of them.
    pub enabled: bool,
    pub in_menu: bool,
}

/// How many products a category has, and how many it and those below it have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OnShelves {
    pub own: i64,
    pub below: i64,
}

pub(super) fn told_meta(stores: &Stores, was: &Told, is: &Told) -> Vec<Change> {
    let all = [
        Change::of("meta_title", &was.all.title, &is.all.title),
        Change::of("meta_keywords", &was.all.keywords, &is.all.keywords),
        Change::of("meta_description", &was.all.description, &is.all.description),
    ];
    let views: BTreeSet<&StoreViewId> = was.own.keys().chain(is.own.keys()).collect();
    let own = views.into_iter().flat_map(|view| {
        let code = stores.view(*view).map(|v| v.code.clone()).unwrap_or_default();
        let (before, after) = (was.own_of(*view), is.own_of(*view));
        let each = [
            ("meta_title", before.title, after.title, [&was.all.title, &is.all.title]),
            ("meta_keywords", before.keywords, after.keywords, [&was.all.keywords, &is.all.keywords]),
            ("meta_description", before.description, after.description, [&was.all.description, &is.all.description]),
        ];
        each.into_iter().filter_map(move |(field, before, after, all)| {
            let all = all.map(|text| Some(text.clone()));
            Change::of_own(format!("{field} ({code})"), before, after, Follows::DefaultValue, all)
        })
    });
    all.into_iter().flatten().chain(own).collect()
}

impl By<'_, Permit<right::Categories>> {
    /// All categories that the staff member has to do with.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn categories(&self) -> Result<Vec<EditedCategory>, StoreError> {
        self.store.edited_categories(self.proof.websites()).await
    }

    /// A category as it is stored now, among all that the staff member has to do with, and the shop that it is of.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn category(&self, id: CategoryId) -> Result<(EditedCategory, Vec<EditedCategory>, Shop), StoreError> {
        let all = self.categories().await?;
        let category = all.iter().find(|c| c.id == id).cloned().ok_or(StoreError::NotFound)?;
        Ok((category, all, self.store.read_shop().await?))
    }

    /// How many products stand in each of these; nothing while the index that knows is being made.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn on_shelves(&self, all: &[EditedCategory]) -> Result<Option<BTreeMap<CategoryId, OnShelves>>, StoreError> {
        // What stands in several of those below is one.
        let asked = all.iter().flat_map(|c| {
            let below: Vec<String> = below(all, c.id).iter().map(|c| c.id.to_string()).collect();
            [((c.id, false), vec![c.id.to_string()]), ((c.id, true), below)]
        });
        let counted = match self.store.count_each::<ProductRow, (CategoryId, bool)>(filter::CATEGORY, asked.collect()).await {
            Err(StoreError::Unavailable(_)) => return Ok(None),
            counted => counted?,
        };
        let on = |id: CategoryId, with_below: bool| counted.get(&(id, with_below)).copied().unwrap_or_default();
        Ok(Some(all.iter().map(|c| (c.id, OnShelves { own: on(c.id, false), below: on(c.id, true) })).collect()))
    }

    /// A page of the products of a category, each with its position there.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn products_of(&self, id: CategoryId, cursor: &Cursor, size: usize) -> Result<Listed<(EditedProduct, i64)>, StoreError> {
        let (among, sort) = (Among::WithinThe("category", id.to_string().into_value()), Sort { by: PLACE, down: false });
        let Listed { items, previous, next } = STOOD.read(&self.store.conn, among, sort, cursor, size).await?;
        let ids = items.iter().map(|row| crate::parse(&row.product)).collect::<Result<Vec<ProductId>, _>>()?;
        let mut rows: BTreeMap<String, ProductRow> =
            self.store.product_rows(ids).await?.into_iter().map(|row| (row.key().to_owned(), row)).collect();
        let there = items.iter().filter_map(|row| Some((rows.remove(&row.product)?, row.position())));
        let items = there.map(|(row, position)| Ok((row.edited()?, position))).collect::<Result<_, StoreError>>()?;
        Ok(Listed { items, previous, next })
    }

    /// Where a product stands in a category, and the product's revision.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: it does not stand there, or there is none.
    pub async fn position_of(&self, product: ProductId, category: CategoryId) -> Result<(i64, i64), StoreError> {
        let (row, category) = (self.store.product_row_of(product).await?, category.to_string());
        let place = row.places.iter().find(|place| place.category == category);
        place.map(|place| (place.position, row.revision)).ok_or(StoreError::NotFound)
    }

    /// Puts a product to another position in a category: from the first of these to the second.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: whoever is not for all of the shop moves none. [`StoreError::Stale`]: it is not where it was.
    pub async fn place_product(&self, product: ProductId, category: &EditedCategory, (from, to): (i64, i64)) -> Result<(), StoreError> {
        decide(|| self.put_at(product, category, (from, to))).await
    }

    async fn put_at(&self, product: ProductId, category: &EditedCategory, (from, to): (i64, i64)) -> Result<(), StoreError> {
        let version = self.store.catalog_version().await?;
        if *self.proof.websites() != Websites::All {
            return Err(StoreError::NotFound);
        }
        if from == to {
            return Ok(());
        }
        let (id, row) = (category.id.to_string(), self.store.product_row_of(product).await?);
        let (sku, revision, stood) = (row.sku.clone(), row.revision, row.standings());
        let mut places = row.places.clone();
        let place = places.iter_mut().find(|place| place.category == id && place.position == from).ok_or(StoreError::Stale)?;
        place.position = to;
        let mut tx = self.store.tx(self.proof);
        // What shows several categories may show it elsewhere now.
        changing(&mut tx, version, row.categories::<BTreeSet<CategoryId>>()?);
        let update = moved_on(row.key()).set("places", places.clone()).only_if("revision", revision);
        tx.writes().must_update(&update);
        stand(tx.writes(), &stood, &ProductRow { places, ..row }.standings());
        let told = Change::of(&format!("position ({sku})"), &from.to_string(), &to.to_string());
        let event = tx.event(Action::CategoryChanged).on("category", category.id, category.texts.all.name.clone());
        tx.commit(event.changing(told)).await
    }

    /// Saves what stands of a category for all, or in a view.
    ///
    /// # Errors
    /// As for a product.
    pub async fn save_category(&self, was: &EditedCategory, view: Option<StoreViewId>, draft: &CategoryDraft) -> Result<(), StoreError> {
        decide(|| self.write_category(was, view, draft)).await
    }

    async fn write_category(&self, was: &EditedCategory, view: Option<StoreViewId>, draft: &CategoryDraft) -> Result<(), StoreError> {
        let version = self.store.catalog_version().await?;
        let stores = &self.store.read_shop().await?.stores;
        if !may_edit(stores, self.proof.websites(), was.root, view) {
            return Err(StoreError::NotFound);
        }
        let texts = was.texts.with(view, draft.texts.clone()).map_err(|(field, flaw)| StoreError::Invalid(field, flaw))?;
        let mut next = EditedCategory { texts, meta: was.meta.with(view, draft.meta.clone()), ..was.clone() };
        if view.is_none() {
            next = next.switched(draft.enabled, draft.in_menu);
        }
        if next == *was {
            return Ok(());
        }
        self.free(was.id, &next.texts, &was.texts).await?;
        let row: CategoryRow = self.store.conn.row(&record("category", &was.id.to_string())).await?.ok_or(StoreError::NotFound)?;
        let mut tx = self.store.tx(self.proof);
        changing(&mut tx, version, []);
        tx.writes().must_update(&CategoryRow::saying(was, &next, row.old_slugs).only_if("revision", was.revision));
        let event = tx.event(Action::CategoryChanged).on("category", was.id, next.texts.all.name.clone());
        let yes = |is: bool| is.to_string();
        let switched =
            [Change::of("enabled", &yes(was.enabled), &yes(next.enabled)), Change::of("in_menu", &yes(was.in_menu), &yes(next.in_menu))];
        let changes = told(stores, &was.texts, &next.texts).into_iter().chain(told_meta(stores, &was.meta, &next.meta));
        tx.commit(event.changing(changes.chain(switched.into_iter().flatten()))).await
    }

    /// Makes a category: under another, as the last there, or (`None`) a root, which stores can then have.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: whoever is not for all of the shop makes none. [`StoreError::Invalid`]: a rule says no.
    pub async fn create_category(&self, parent: Option<CategoryId>, texts: &Texts) -> Result<CategoryId, StoreError> {
        decide(|| self.add_category(parent, texts)).await
    }

    async fn add_category(&self, parent: Option<CategoryId>, texts: &Texts) -> Result<CategoryId, StoreError> {
        let (version, all) = self.as_of_all().await?;
        if parent.is_some_and(|parent| line(&all, parent).is_empty()) {
            return Err(StoreError::Invalid("parent", Flaw::NotAChoice));
        }
        let id = CategoryId::new(id_at(self.proof.origin().at));
        let new = Worded { all: texts.clone(), own: BTreeMap::new() };
        let nothing = Texts { slug: String::new(), name: String::new(), description: String::new() };
        self.free(id, &new, &Worded { all: nothing, own: BTreeMap::new() }).await?;
        let position = children(&all, parent).last().map_or(0, |last| last.position.saturating_add(1));
        let mut tx = self.store.tx(self.proof);
        changing(&mut tx, version, []);
        let words = (texts.slug.clone(), texts.name.clone(), texts.description.clone());
        let row = CategoryRow::new(record("category", &id.to_string()), parent.map(|parent| parent.to_string()), position, words);
        tx.writes().create(&row.id.clone(), row);
        let event = tx.event(Action::CategoryCreated).on("category", id, texts.name.clone());
        let told = [Change::added("url_key", texts.slug.clone()), Change::added("name", texts.name.clone())];
        let parent = parent.map(|parent| Change::added("parent", path(&all, parent)));
        tx.commit(event.changing(told).changing(parent)).await?;
        Ok(id)
    }

    /// Moves a category under another (or, a root, among roots), to this place there, with all that stands below it. Says whether it stood
    /// elsewhere.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: whoever is not for all of the shop moves none. [`StoreError::Invalid`]: it cannot stand there.
    /// [`StoreError::Stale`].
    pub async fn move_category(&self, was: &EditedCategory, parent: Option<CategoryId>, place: u32) -> Result<bool, StoreError> {
        decide(|| self.put_category(was, parent, place)).await
    }

    async fn put_category(&self, was: &EditedCategory, parent: Option<CategoryId>, place: u32) -> Result<bool, StoreError> {
        let (version, all) = self.as_of_all().await?;
        may_stand(&all, was.id, parent).map_err(|flaw| StoreError::Invalid("parent", flaw))?;
        let order = placed(&all, was.id, parent, place);
        let before: Vec<CategoryId> = children(&all, parent).iter().map(|c| c.id).collect();
        if was.parent == parent && before == order {
            return Ok(false);
        }
        let root = parent.and_then(|parent| line(&all, parent).first().map(|root| root.id)).unwrap_or(was.id);
        let moved = if root == was.root { BTreeMap::new() } else { self.products_below(&all, was.id).await? };
        let comes_along: BTreeSet<String> = below(&all, was.id).iter().map(|c| c.id.to_string()).collect();
        if moved.values().flat_map(|row| &row.places).any(|place| !comes_along.contains(&place.category)) {
            return Err(StoreError::Invalid("parent", Flaw::OtherRoot));
        }
        let mut tx = self.store.tx(self.proof);
        changing(&mut tx, version, []);
        for (position, id) in (0_i64..).zip(&order) {
            let update = Update::of(&record("category", &id.to_string())).set("position", position);
            if *id == was.id {
                let parent = parent.map(|parent| parent.to_string());
                tx.writes().must_update(&update.set("parent", parent).add("revision", 1).only_if("revision", was.revision));
            } else {
                tx.writes().update(&update);
            }
        }
        for product in moved.keys() {
            tx.writes().update(&moved_on(product).set("root", root.to_string()));
        }
        let event = tx.event(Action::CategoryMoved).on("category", was.id, was.texts.all.name.clone());
        let name = |id: Option<CategoryId>| id.map(|id| path(&all, id)).unwrap_or_default();
        let place = |of: &[CategoryId]| of.iter().position(|id| *id == was.id).unwrap_or_default().saturating_add(1).to_string();
        let siblings: Vec<CategoryId> = children(&all, was.parent).iter().map(|c| c.id).collect();
        let told = [Change::of("parent", &name(was.parent), &name(parent)), Change::of("position", &place(&siblings), &place(&order))];
        tx.commit(event.changing(told.into_iter().flatten())).await?;
        Ok(true)
    }

    /// Deletes a category and all below it; their products stay, and those that stand nowhere else stand where it stood.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: whoever is not for all of the shop deletes none. [`StoreError::Invalid`]: it may not be. [`StoreError::Stale`].
    pub async fn delete_category(&self, was: &EditedCategory) -> Result<(), StoreError> {
        decide(|| self.remove_category(was)).await
    }

    async fn remove_category(&self, was: &EditedCategory) -> Result<(), StoreError> {
        let (version, all) = self.as_of_all().await?;
        let products = self.products_below(&all, was.id).await?;
        let many = i64::try_from(products.len()).unwrap_or(i64::MAX);
        let stores = &self.store.read_shop().await?.stores;
        may_delete(stores, was, many).map_err(|flaw| StoreError::Invalid("category", flaw))?;
        let mut tx = self.store.tx(self.proof);
        changing(&mut tx, version, []);
        let gone = below(&all, was.id);
        let moved = self.rehome(&mut tx, &products, &gone.iter().map(|c| c.id.to_string()).collect(), was.parent).await?;
        // What it was when its reader decided is what goes.
        let id = record("category", &was.id.to_string());
        tx.writes().must_update(&Update::of(&id).add("revision", 1).only_if("revision", was.revision));
        gone.iter().for_each(|c| tx.writes().delete(&record("category", &c.id.to_string())));
        let event = tx.event(Action::CategoryDeleted).on("category", was.id, was.texts.all.name.clone());
        let with_it = gone.iter().skip(1).map(|c| Change::removed("category", c.texts.all.name.clone()));
        let kept = was.parent.filter(|_| moved).and_then(|parent| Change::of("products", &path(&all, was.id), &path(&all, parent)));
        let told = std::iter::once(Change::removed("name", was.texts.all.name.clone())).chain(with_it).chain(kept);
        tx.commit(event.changing(told)).await
    }

    /// Products of what goes stand where else they stood, or else in what it stood in; says whether any came there so.
    async fn rehome(
        &self,
        tx: &mut Tx<'_>,
        products: &BTreeMap<String, StandingRow>,
        gone: &BTreeSet<String>,
        parent: Option<CategoryId>,
    ) -> Result<bool, StoreError> {
        let (mut behind, mut moved, mut shown_in) = (Behind::default(), false, BTreeSet::new());
        for (product, row) in products {
            let mut places: Vec<PlaceRow> = row.places.iter().filter(|place| !gone.contains(&place.category)).cloned().collect();
            if let (true, Some(parent)) = (places.is_empty(), parent) {
                let category = parent.to_string();
                places.push(PlaceRow { position: behind.position(self.store, &category).await?, category });
                moved = true;
            }
            row.places.iter().filter(|place| gone.contains(&place.category)).for_each(|place| {
                tx.writes().delete(&standing(product, &place.category));
            });
            for place in &places {
                let stands = row.at(place, &places);
                tx.writes().put(&standing(product, &place.category), stands);
                shown_in.insert(crate::parse::<CategoryId>(&place.category)?);
            }
            tx.writes().update(&moved_on(product).set("places", places));
        }
        changed(tx, shown_in);
        Ok(moved)
    }

    /// All categories, whose they may be, and the catalog's version that they are of: what is decided on them is asserted by it.
    async fn as_of_all(&self) -> Result<(i64, Vec<EditedCategory>), StoreError> {
        let version = self.store.catalog_version().await?;
        if *self.proof.websites() != Websites::All {
            return Err(StoreError::NotFound);
        }
        Ok((version, category_row::edited(&self.store.category_rows().await?)?))
    }

    /// The products of a category and of all below it, with a place of each.
    async fn products_below(&self, all: &[EditedCategory], id: CategoryId) -> Result<BTreeMap<String, StandingRow>, StoreError> {
        let mut products = BTreeMap::new();
        for category in below(all, id) {
            let there = self.store.standing_in(category.id).await?;
            products.extend(there.into_iter().map(|row| (row.product.clone(), row)));
        }
        Ok(products)
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
