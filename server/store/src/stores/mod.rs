//! Websites, stores, store views and settings: read together at each start and after each change, kept in memory, and read again
//! by the sweeper, so that a change made by another instance arrives.

pub(crate) mod row;
mod save;

pub(crate) use save::changes;

use crate::{
    By, Store, StoreError,
    catalog::{AttributeRow, PriceRuleRow, VersionRow},
    config::SettingRow,
    customers::CustomerGroupRow,
    engine::{conn::vars, tx::Tx, write::Update},
    record,
};
use domain::{
    access::Websites,
    audit::Action,
    caller::{Permit, right},
    catalog::{PageKind, price::Pricing},
    config::Settings,
    customers::group::Groups,
    ids::{CategoryId, StoreGroupId, StoreViewId, WebsiteId},
    stores::{Shop, Stores},
};
use row::{StoreGroupRow, StoreViewRow, WebsiteRow};
use std::sync::{Arc, RwLock};
use surrealdb::types::RecordId;
use uuid::Uuid;

/// What a new store begins with: its first website, store, view and root category have this as their key.
const FIRST: Uuid = Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0001);
pub const FIRST_WEBSITE: WebsiteId = WebsiteId::new(FIRST);
pub const FIRST_GROUP: StoreGroupId = StoreGroupId::new(FIRST);
pub const FIRST_VIEW: StoreViewId = StoreViewId::new(FIRST);
pub const SECOND_VIEW: StoreViewId = StoreViewId::new(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0002));
pub const FIRST_ROOT: CategoryId = CategoryId::new(FIRST);

/// The shop as it was read last.
#[derive(Default)]
pub(crate) struct Held(RwLock<Arc<Shop>>);

/// Counts the changes of websites, stores, views and settings: what is made of them is kept by it.
pub(crate) fn version() -> RecordId {
    record("version", "shop")
}

/// Whatever changes a setting begins with this.
pub(crate) fn moving_the_shop(tx: &mut Tx<'_>) {
    tx.writes().update(&Update::of(&version()).add("number", 1));
}

impl Store {
    /// The shop as it is served.
    pub fn shop(&self) -> Arc<Shop> {
        match self.shop.0.read() {
            Ok(shop) => Arc::clone(&shop),
            Err(poisoned) => Arc::clone(&poisoned.into_inner()),
        }
    }

    /// Reads websites, stores, views and settings again, if one of them was changed.
    ///
    /// # Errors
    /// The store does not answer; all stays as it was.
    pub async fn reload_shop(&self) -> Result<(), StoreError> {
        let number: Option<i64> = self.conn.read("SELECT VALUE number FROM $version", vars! { "version" => version() }).await?.one(0)?;
        if number == Some(self.shop().version) {
            return Ok(());
        }
        let shop = Arc::new(self.read_shop().await?);
        let mut held = self.shop.0.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        // Never back to what somebody read before a change.
        if shop.version >= held.version {
            *held = shop;
        }
        Ok(())
    }

    /// As it is stored now.
    pub(crate) async fn read_shop(&self) -> Result<Shop, StoreError> {
        // The version first: what it counts is at worst newer than it says, and is then read once more.
        let sql = "SELECT * FROM $version; SELECT * FROM website; SELECT * FROM store_group; SELECT * FROM store_view; \
            SELECT * FROM setting; SELECT * FROM customer_group; SELECT * FROM price_rule; SELECT * FROM attribute";
        let mut rows = self.conn.read(sql, vars! { "version" => version() }).await?;
        let version: Option<VersionRow> = rows.one(0)?;
        let websites = rows.take::<WebsiteRow>(1)?.into_iter().map(WebsiteRow::read).collect::<Result<_, _>>()?;
        let groups = rows.take::<StoreGroupRow>(2)?.into_iter().map(StoreGroupRow::read).collect::<Result<_, _>>()?;
        let views = rows.take::<StoreViewRow>(3)?.into_iter().map(StoreViewRow::read).collect::<Result<_, _>>()?;
        let mut settings = Settings::default();
        for row in rows.take::<SettingRow>(4)? {
            if let Ok(scope) = row.scope.parse() {
                settings.insert(scope, &row.path, row.value.as_deref(), row.changes, &row.changed_by);
            }
        }
        let VersionRow { number, revision, home, category, product } =
            version.ok_or_else(|| StoreError::Unreadable("no version of the shop".to_owned()))?;
        let flushed = [home, category, product].map(Option::unwrap_or_default);
        let customer_groups = rows.take::<CustomerGroupRow>(5)?.into_iter().map(CustomerGroupRow::read).collect::<Result<_, _>>()?;
        let rules = rows.take::<PriceRuleRow>(6)?.iter().map(PriceRuleRow::read).collect::<Result<_, _>>()?;
        let pricing = Pricing { groups: Groups::new(customer_groups), rules };
        let attributes = rows.take::<AttributeRow>(7)?.iter().map(AttributeRow::read).collect::<Result<_, _>>()?;
        let mut stores = Stores::new(websites, groups, views);
        stores.revision = revision.unwrap_or_default();
        Ok(Shop::new(number, flushed, stores, settings, pricing, attributes))
    }
}

impl By<'_, Permit<right::CacheFlush>> {
    /// Lets go of all pages that are kept, or of those of a kind: here at once, by other instances when they look.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn flush_pages(&self, kind: Option<PageKind>) -> Result<(), StoreError> {
        if *self.proof.websites() != Websites::All {
            return Err(StoreError::NotFound);
        }
        let column = |kind| match kind {
            PageKind::Home => "home",
            PageKind::Category => "category",
            PageKind::Product => "product",
        };
        let kinds: Vec<PageKind> = PageKind::ALL.into_iter().filter(|k| kind.is_none_or(|kind| kind == *k)).collect();
        let mut tx = self.store.tx(self.proof);
        let update = Update::of(&version()).add("number", 1);
        tx.writes().update(&kinds.into_iter().fold(update, |update, kind| update.add(column(kind), 1)));
        let name = kind.map_or("all", PageKind::code);
        let event = tx.event(Action::CacheFlushed).on("cache", name, name);
        tx.commit(event).await?;
        self.store.reload_shop().await
    }
}
