//! Saving settings. They are read together with the stores that they are set for.

use crate::{
    By, Store, StoreError,
    assistance::Whose,
    engine::{
        table::Table,
        write::{Update, When},
    },
    record,
    stores::moving_the_shop,
};
use domain::{
    assistance::EndCause,
    audit::{Action, Change},
    caller::SectionPermit,
    config::{Config, FIELDS, Kind, Scope, Section, Setting, place_of},
    stores::Shop,
    text::Flaw,
};
use std::{collections::BTreeMap, sync::Arc};
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const SETTINGS: Table = Table { name: "setting", row: SettingRow::kind_of, indexes: &[], list: None };

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct SettingRow {
    pub(crate) id: RecordId,
    /// For whom: see [`Scope`].
    pub(crate) scope: String,
    pub(crate) path: String,
    /// `None`: what holds in the scope around it is used again.
    pub(crate) value: Option<String>,
    pub(crate) changes: i64,
    /// The user name of who changed it last.
    pub(crate) changed_by: String,
}

impl Store {
    /// The settings in force for all.
    pub fn config(&self) -> Arc<Config> {
        Arc::clone(&self.shop().config)
    }
}

/// The record of a setting in a scope.
fn setting(scope: Scope, path: &str) -> RecordId {
    match scope {
        Scope::Default => record("setting", path),
        Scope::Website(_) | Scope::View(_) => record("setting", &format!("{scope} {path}")),
    }
}

impl By<'_, SectionPermit> {
    /// The shop as it is stored now.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn shop(&self) -> Result<Shop, StoreError> {
        self.store.read_shop().await
    }

    /// How many visits are in progress: all of them end when the feature is switched off.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn visits_in_progress(&self) -> Result<usize, StoreError> {
        Ok(self.store.live_visits(&Whose::Anybody).await?.len())
    }

    /// Saves some of the section's settings in a scope, as they were read before; `None` is "use what holds around it".
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: there is no such scope any more. [`StoreError::Stale`]: one of them was changed meanwhile.
    pub async fn save_settings(&self, scope: Scope, was: &Config, values: &BTreeMap<Setting, Option<String>>) -> Result<(), StoreError> {
        let section = self.proof.section();
        let shop = self.store.read_shop().await?;
        if !shop.stores.is_open_to(self.proof.websites(), scope) {
            return Err(StoreError::NotFound);
        }
        let (name, now) = (shop.stores.name_of(scope).unwrap_or("Default Config"), shop.config_in(scope));
        if let Some(value) = values.get(&Setting::CurrencyRates).filter(|_| section == Section::CurrencySetup) {
            let mut settings = shop.settings.clone();
            settings.insert(scope, Setting::CurrencyRates.path(), value.as_deref(), 0, "");
            if !shop.keeps_prices_in(&shop.with_settings(settings)) {
                return Err(StoreError::Invalid("list", Flaw::RatesMissing));
            }
        }
        if values.get(&Setting::LogLoginAsCustomer).is_some_and(|value| value.as_deref() == Some("0")) && now.login_as_customer_enabled() {
            return Err(StoreError::Invalid("login_as_customer", Flaw::RecordedWhileOn));
        }
        let group = values.get(&Setting::DefaultGroup).and_then(Option::as_deref);
        if group.is_some_and(|group| !shop.pricing.groups.of_customers().any(|known| known.id.to_string() == group)) {
            return Err(StoreError::Invalid("default_group", Flaw::NotAChoice));
        }
        let mut tx = self.store.tx(self.proof);
        let mut changes = Vec::new();
        let mut switched_off = false;
        for field in FIELDS.iter().filter(|field| field.section == section && scope.admits(field.reach)) {
            let Some(value) = values.get(&field.setting) else { continue };
            let own = was.own(field.setting);
            if own == value.as_deref() {
                continue;
            }
            let times = was.changes(field.setting);
            if now.changes(field.setting) != times {
                return Err(StoreError::Stale);
            }
            // A group stands by its name.
            let told = |value: Option<&str>| match (field.kind, value.and_then(|id| id.parse().ok())) {
                (Kind::CustomerGroup, Some(id)) => Some(shop.pricing.groups.name(id).to_owned()),
                _ => value.map(str::to_owned),
            };
            // What it followed, or follows now.
            let around = || told(was.inherited(field.setting));
            let (before, after) = (told(own), told(value.as_deref()));
            changes.extend(Change::of_own(field.path, before, after, scope.follows(), [around(), around()]));
            let (id, changed_by) = (setting(scope, field.path), self.proof.user_name().to_owned());
            if times == 0 {
                // Whoever sets it first at the same moment as somebody else learns of him.
                tx.writes().must_find_none("setting", &[When::is("id", id.clone())]);
                let (scope, path) = (scope.to_string(), field.path.to_owned());
                tx.writes().create(&id, SettingRow { id: id.clone(), scope, path, value: value.clone(), changes: 1, changed_by });
            } else {
                let update = Update::of(&id).set("value", value.clone()).set("changed_by", changed_by).add("changes", 1);
                tx.writes().must_update(&update.only_if("changes", times));
            }
            switched_off |= field.setting == Setting::LoginAsCustomerEnabled && value.as_deref() != Some("1");
        }
        if changes.is_empty() {
            return Ok(());
        }
        moving_the_shop(&mut tx);
        if let Some(value) = values.get(&Setting::ShareCustomerAccounts).filter(|_| section == Section::CustomerConfiguration) {
            let shared = value.as_deref() == Some("0");
            if shared && !self.colliding_addresses().await?.is_empty() {
                return Err(StoreError::Invalid("scope", Flaw::AccountsCollide));
            }
            self.store.sharing(&mut tx, shared);
        }
        if switched_off {
            self.store.ending_visits(&mut tx, Whose::Anybody, EndCause::FeatureDisabled).await?;
        }
        let website = match scope {
            Scope::Default => None,
            Scope::Website(id) => Some(id),
            Scope::View(id) => self.store.shop().stores.website_of_view(id).map(|website| website.id),
        };
        let event = tx.event(Action::SettingsChanged).within(website).on(
            "config",
            place_of(section, scope),
            format!("{} ({name})", section.code()),
        );
        tx.commit(event.changing(changes)).await?;
        self.store.reload_shop().await
    }
}
