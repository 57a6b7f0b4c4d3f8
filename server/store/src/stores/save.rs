//! Stores > All Stores: what an admin makes, changes and deletes. The rules are asked on what is stored, and two who change the tree at
//! once meet in its version.

use super::{
    row::{self, StoreGroupRow, StoreViewRow, WebsiteRow},
    version,
};
use crate::{
    By, StoreError,
    engine::{
        conn::vars,
        secret::id_at,
        tx::Tx,
        write::{Update, When},
    },
};
use domain::{
    access::Websites,
    audit::{Action, Change},
    caller::{Permit, Proof, right},
    catalog::{Category, shelves::path},
    config::Scope,
    ids::{StoreGroupId, StoreViewId, WebsiteId},
    stores::{
        Shop, StoreGroup, StoreView, Stores, Website,
        rules::{self, Wrong},
    },
    text::Flaw,
};
use uuid::Uuid;

fn invalid((field, flaw): Wrong) -> StoreError {
    StoreError::Invalid(field, flaw)
}

/// Whether each view that shows prices in its currency does so then.
fn keeps_prices(shop: &Shop, next: Stores) -> Result<(), StoreError> {
    if shop.keeps_prices_in(&shop.with_stores(next)) { Ok(()) } else { Err(invalid(("currency", Flaw::NoRate))) }
}

/// The changed values of two states, each told by name.
pub(crate) fn changes<const N: usize>(before: Option<[(&'static str, String); N]>, after: [(&'static str, String); N]) -> Vec<Change> {
    match before {
        Some(before) => before.iter().zip(&after).filter_map(|((field, was), (_, is))| Change::of(field, was, is)).collect(),
        None => after.into_iter().filter(|(_, value)| !value.is_empty()).map(|(field, value)| Change::added(field, value)).collect(),
    }
}

fn told_website(stores: &Stores, website: &Website) -> [(&'static str, String); 6] {
    let default = website.default_group.and_then(|id| stores.group(id)).map(|g| g.code.clone()).unwrap_or_default();
    [
        ("code", website.code.clone()),
        ("name", website.name.clone()),
        ("sort_order", website.position.to_string()),
        ("base_currency", website.currency.code().to_owned()),
        ("default_store", default),
        ("is_default", website.is_default.to_string()),
    ]
}

fn told_group(stores: &Stores, roots: &[Category], group: &StoreGroup) -> [(&'static str, String); 5] {
    let website = stores.website(group.website).map(|w| w.code.clone()).unwrap_or_default();
    let default = group.default_view.and_then(|id| stores.view(id)).map(|v| v.code.clone()).unwrap_or_default();
    [
        ("web_site", website),
        ("code", group.code.clone()),
        ("name", group.name.clone()),
        ("root_category", path(roots, group.root)),
        ("default_store_view", default),
    ]
}

fn told_view(stores: &Stores, view: &StoreView) -> [(&'static str, String); 8] {
    [
        ("store", stores.group(view.group).map(|g| g.code.clone()).unwrap_or_default()),
        ("code", view.code.clone()),
        ("name", view.name.clone()),
        ("locale", view.locale()),
        ("currency", view.currency.code().to_owned()),
        ("base_url", view.base_url.clone().unwrap_or_default()),
        ("status", view.active.to_string()),
        ("sort_order", view.position.to_string()),
    ]
}

impl By<'_, Permit<right::AllStores>> {
    /// The tree as it is stored now.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn stores(&self) -> Result<Shop, StoreError> {
        self.store.read_shop().await
    }

    /// The categories that a store can have as its root.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn root_categories(&self) -> Result<Vec<Category>, StoreError> {
        Ok(self.store.categories().await?.into_iter().filter(|c| c.parent.is_none()).collect())
    }

    /// How many customers registered in a website.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn customers_of(&self, website: WebsiteId) -> Result<usize, StoreError> {
        let sql = "SELECT VALUE count FROM (SELECT count() FROM customer WHERE website = $website GROUP ALL)";
        let count: Option<i64> = self.store.conn.read(sql, vars! { "website" => website.to_string() }).await?.one(0)?;
        Ok(count.and_then(|n| usize::try_from(n).ok()).unwrap_or_default())
    }

    /// An identifier for what is new.
    pub fn new_id(&self) -> Uuid {
        id_at(self.proof.origin().at)
    }

    /// What is outside of the websites that the staff member is for is not there; and the shop as a whole is for those who are for all of it.
    fn permitted(&self, website: Option<WebsiteId>) -> Result<(), StoreError> {
        let is_mine = match website {
            Some(website) => self.proof.websites().allows(website),
            None => *self.proof.websites() == Websites::All,
        };
        if is_mine { Ok(()) } else { Err(StoreError::NotFound) }
    }

    /// Begins a change of the tree as it was read.
    fn changing(&self, shop: &Shop) -> Tx<'_> {
        let mut tx = self.store.tx(self.proof);
        let counted = Update::of(&version()).add("number", 1).add("revision", 1);
        tx.writes().must_update(&counted.only_if("number", shop.version));
        tx
    }

    /// Saves a website, new or changed. The one that becomes the default takes that from the other.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: a rule says no. [`StoreError::Stale`]: the tree was changed meanwhile.
    pub async fn save_website(&self, shop: &Shop, new: &Website) -> Result<(), StoreError> {
        let stores = &shop.stores;
        rules::may_save_website(stores, new).map_err(invalid)?;
        keeps_prices(shop, stores.with_website(new))?;
        let was = stores.website(new.id);
        // Making one, or another the default, changes the shop for all.
        let is_of_all = was.is_none_or(|was| was.is_default != new.is_default);
        self.permitted(Some(new.id).filter(|_| !is_of_all))?;
        if was == Some(new) {
            return Ok(());
        }
        let mut tx = self.changing(shop);
        if new.is_default
            && let Some(other) = stores.default_website().filter(|w| w.id != new.id)
        {
            tx.writes().must_update(&Update::of(&row::website(other.id)).set("is_default", false).add("revision", 1));
        }
        let next = Website { revision: new.revision.saturating_add(1), ..new.clone() };
        tx.writes().put(&row::website(new.id), WebsiteRow::of(&next));
        let action = if was.is_some() { Action::WebsiteChanged } else { Action::WebsiteCreated };
        let event = tx.event(action).within(new.id).on("website", new.id, new.name.clone());
        tx.commit(event.changing(changes(was.map(|was| told_website(stores, was)), told_website(stores, new)))).await?;
        self.store.reload_shop().await
    }

    /// Saves a store, new or changed. The first of a website is its default store.
    ///
    /// # Errors
    /// As [`Self::save_website`].
    pub async fn save_group(&self, shop: &Shop, new: &StoreGroup) -> Result<(), StoreError> {
        let stores = &shop.stores;
        rules::may_save_group(stores, new).map_err(invalid)?;
        let roots = self.root_categories().await?;
        if !roots.iter().any(|c| c.id == new.root) {
            return Err(invalid(("root", domain::text::Flaw::NotAChoice)));
        }
        let was = stores.group(new.id);
        self.permitted(Some(new.website))?;
        was.map_or(Ok(()), |was| self.permitted(Some(was.website)))?;
        if was == Some(new) {
            return Ok(());
        }
        let mut tx = self.changing(shop);
        // A store that moves is the default of nothing it leaves.
        if let Some(old) = was.filter(|was| was.website != new.website).and_then(|was| stores.website(was.website))
            && old.default_group == Some(new.id)
        {
            let heir = stores.group(new.id).and_then(|g| rules::heir_of_group(stores, g)).map(|g| g.id.to_string());
            tx.writes().must_update(&Update::of(&row::website(old.id)).set("default_group", heir).add("revision", 1));
        }
        if let Some(website) = stores.website(new.website).filter(|w| w.default_group.is_none()) {
            tx.writes().must_update(&Update::of(&row::website(website.id)).set("default_group", new.id.to_string()).add("revision", 1));
        }
        let next = StoreGroup { revision: new.revision.saturating_add(1), ..new.clone() };
        tx.writes().put(&row::group(new.id), StoreGroupRow::of(&next));
        let action = if was.is_some() { Action::StoreChanged } else { Action::StoreCreated };
        let event = tx.event(action).within(new.website).on("store", new.id, new.name.clone());
        let told = |group: &StoreGroup| told_group(stores, &roots, group);
        tx.commit(event.changing(changes(was.map(told), told(new)))).await?;
        self.store.reload_shop().await
    }

    /// Saves a store view, new or changed. The first of a store that is enabled is its default view.
    ///
    /// # Errors
    /// As [`Self::save_website`].
    pub async fn save_view(&self, shop: &Shop, new: &StoreView) -> Result<(), StoreError> {
        let stores = &shop.stores;
        rules::may_save_view(stores, new).map_err(invalid)?;
        keeps_prices(shop, stores.with_view(new))?;
        let was = stores.view(new.id);
        let of = |view: &StoreView| stores.website_of(view.group).map(|w| w.id);
        self.permitted(of(new))?;
        was.map_or(Ok(()), |was| self.permitted(of(was)))?;
        // A host is shared with others, and tells where hand-offs go.
        if *self.proof.websites() != Websites::All && was.and_then(|was| was.base_url.as_ref()) != new.base_url.as_ref() {
            return Err(invalid(("base_url", Flaw::NotPermitted)));
        }
        if was == Some(new) {
            return Ok(());
        }
        let mut tx = self.changing(shop);
        if let Some(group) = stores.group(new.group).filter(|g| g.default_view.is_none() && new.active) {
            tx.writes().must_update(&Update::of(&row::group(group.id)).set("default_view", new.id.to_string()).add("revision", 1));
        }
        let next = StoreView { revision: new.revision.saturating_add(1), ..new.clone() };
        tx.writes().put(&row::view(new.id), StoreViewRow::of(&next));
        let action = if was.is_some() { Action::StoreViewChanged } else { Action::StoreViewCreated };
        let event = tx.event(action).within(of(new)).on("store_view", new.id, new.name.clone());
        tx.commit(event.changing(changes(was.map(|was| told_view(stores, was)), told_view(stores, new)))).await?;
        self.store.reload_shop().await
    }

    /// Deletes a website with its stores, their views, and what was set for them.
    ///
    /// # Errors
    /// As [`Self::save_website`]; also while customers belong to it.
    pub async fn delete_website(&self, shop: &Shop, id: WebsiteId) -> Result<(), StoreError> {
        let website = shop.stores.website(id).ok_or(StoreError::NotFound)?;
        self.permitted(None)?;
        rules::may_delete_website(&shop.stores, website).map_err(|flaw| invalid(("delete", flaw)))?;
        let mut tx = self.changing(shop);
        // Whoever registers at this moment writes the website's row.
        tx.writes().must_find_none("customer", &[When::is("website", id.to_string())]);
        for group in shop.stores.groups_of(id) {
            deleting_group(&mut tx, &shop.stores, group.id);
        }
        tx.writes().delete(&row::website(id));
        tx.writes().delete_where("setting", &[When::is("scope", Scope::Website(id).to_string())]);
        let gone = shop.stores.groups_of(id).flat_map(|g| with_its_views(&shop.stores, g)).collect::<Vec<_>>();
        let event = tx.event(Action::WebsiteDeleted).on("website", id, website.name.clone());
        tx.commit(event.changing(gone)).await?;
        self.store.reload_shop().await
    }

    /// Deletes a store with its views, and what was set for them.
    ///
    /// # Errors
    /// As [`Self::save_website`].
    pub async fn delete_group(&self, shop: &Shop, id: StoreGroupId) -> Result<(), StoreError> {
        let stores = &shop.stores;
        let group = stores.group(id).ok_or(StoreError::NotFound)?;
        self.permitted(Some(group.website))?;
        rules::may_delete_group(stores, group).map_err(|flaw| invalid(("delete", flaw)))?;
        let mut tx = self.changing(shop);
        if stores.is_default_group(id) {
            let heir = rules::heir_of_group(stores, group).map(|g| g.id.to_string());
            tx.writes().must_update(&Update::of(&row::website(group.website)).set("default_group", heir).add("revision", 1));
        }
        deleting_group(&mut tx, stores, id);
        let event = tx.event(Action::StoreDeleted).on("store", id, group.name.clone());
        tx.commit(event.changing(with_its_views(stores, group).skip(1))).await?;
        self.store.reload_shop().await
    }

    /// Deletes a store view, and what was set for it.
    ///
    /// # Errors
    /// As [`Self::save_website`].
    pub async fn delete_view(&self, shop: &Shop, id: StoreViewId) -> Result<(), StoreError> {
        let stores = &shop.stores;
        let view = stores.view(id).ok_or(StoreError::NotFound)?;
        self.permitted(stores.website_of(view.group).map(|w| w.id))?;
        rules::may_delete_view(stores, view).map_err(|flaw| invalid(("delete", flaw)))?;
        let mut tx = self.changing(shop);
        if stores.is_default_view(id) {
            let heir = rules::heir_of_view(stores, view).map(|v| v.id.to_string());
            tx.writes().must_update(&Update::of(&row::group(view.group)).set("default_view", heir).add("revision", 1));
        }
        deleting_view(&mut tx, id);
        let event = tx.event(Action::StoreViewDeleted).on("store_view", id, view.name.clone());
        tx.commit(event).await?;
        self.store.reload_shop().await
    }
}

/// That a store and its views are gone, for the record.
fn with_its_views<'a>(stores: &'a Stores, group: &'a StoreGroup) -> impl Iterator<Item = Change> + 'a {
    let views = stores.views_of(group.id).map(|view| Change::removed("store_view", view.name.clone()));
    std::iter::once(Change::removed("store", group.name.clone())).chain(views)
}

fn deleting_view(tx: &mut Tx<'_>, id: StoreViewId) {
    tx.writes().delete(&row::view(id));
    tx.writes().delete_where("setting", &[When::is("scope", Scope::View(id).to_string())]);
}

fn deleting_group(tx: &mut Tx<'_>, stores: &Stores, id: StoreGroupId) {
    for view in stores.views_of(id) {
        deleting_view(tx, view.id);
    }
    tx.writes().delete(&row::group(id));
}
