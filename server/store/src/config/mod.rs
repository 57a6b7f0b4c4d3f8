//! Settings: read at each start and after each change, kept in memory, and read again by the sweeper so that a change
//! made by another instance arrives.

use crate::{
    By, Store, StoreError,
    assistance::Whose,
    engine::{
        conn::vars,
        table::Table,
        write::{Update, When},
    },
    key, record,
};
use domain::{
    assistance::EndCause,
    audit::{Action, Change},
    caller::SectionPermit,
    config::{Config, FIELDS, Setting},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, RwLock},
};
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const SETTINGS: Table = Table { name: "setting", row: SettingRow::kind_of, indexes: &[], list: None };

/// The settings in force, as they were read last.
#[derive(Default)]
pub(crate) struct Held(RwLock<Arc<Config>>);

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct SettingRow {
    pub(crate) id: RecordId,
    /// `None`: the system value is used again.
    pub(crate) value: Option<String>,
    pub(crate) changes: i64,
    /// The user name of who changed it last.
    pub(crate) changed_by: String,
}

impl Store {
    /// The settings in force.
    pub fn config(&self) -> Arc<Config> {
        match self.config.0.read() {
            Ok(config) => Arc::clone(&config),
            Err(poisoned) => Arc::clone(&poisoned.into_inner()),
        }
    }

    /// Reads the settings again.
    ///
    /// # Errors
    /// The store does not answer; the settings stay as they were.
    pub async fn reload_config(&self) -> Result<(), StoreError> {
        let config = Arc::new(self.read_config().await?);
        match self.config.0.write() {
            Ok(mut held) => *held = config,
            Err(poisoned) => *poisoned.into_inner() = config,
        }
        Ok(())
    }

    async fn read_config(&self) -> Result<Config, StoreError> {
        let rows: Vec<SettingRow> = self.conn.read("SELECT * FROM setting", vars! {}).await?.take(0)?;
        let mut config = Config::default();
        for row in &rows {
            config.insert(key(&row.id)?, row.value.as_deref(), row.changes, &row.changed_by);
        }
        Ok(config)
    }
}

impl By<'_, SectionPermit> {
    /// The settings as they are stored now.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn settings(&self) -> Result<Config, StoreError> {
        self.store.read_config().await
    }

    /// How many visits are in progress: all of them end when the feature is switched off.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn visits_in_progress(&self) -> Result<usize, StoreError> {
        Ok(self.store.live_visits(&Whose::Anybody).await?.len())
    }

    /// Saves some of the section's settings, as they were read before; `None` is "use system value".
    ///
    /// # Errors
    /// [`StoreError::Stale`]: one of them was changed meanwhile.
    pub async fn save_settings(&self, was: &Config, values: &BTreeMap<Setting, Option<String>>) -> Result<(), StoreError> {
        let section = self.proof.section();
        let now = self.store.read_config().await?;
        let mut tx = self.store.tx(self.proof);
        let mut changes = Vec::new();
        let mut switched_off = false;
        for field in FIELDS.iter().filter(|field| field.section == section) {
            let Some(value) = values.get(&field.setting) else { continue };
            let own = was.own(field.setting);
            if own == value.as_deref() {
                continue;
            }
            let times = was.changes(field.setting);
            if now.changes(field.setting) != times {
                return Err(StoreError::Stale);
            }
            changes.push(Change { field: field.path.to_owned(), before: own.map(str::to_owned), after: value.clone() });
            let (id, changed_by) = (record("setting", field.path), self.proof.user_name().to_owned());
            if times == 0 {
                // Whoever sets it first at the same moment as somebody else learns of him.
                tx.writes().must_find_none("setting", &[When::is("id", id.clone())]);
                tx.writes().create(&id, SettingRow { id: id.clone(), value: value.clone(), changes: 1, changed_by });
            } else {
                let update = Update::of(&id).set("value", value.clone()).set("changed_by", changed_by).add("changes", 1);
                tx.writes().must_update(&update.only_if("changes", times));
            }
            switched_off |= field.setting == Setting::LoginAsCustomerEnabled && value.as_deref() != Some("1");
        }
        if changes.is_empty() {
            return Ok(());
        }
        if switched_off {
            self.store.ending_visits(&mut tx, Whose::Anybody, EndCause::FeatureDisabled).await?;
        }
        let event = tx.event(Action::SettingsChanged).on("config", section.code(), section.code()).changing(changes);
        tx.commit(event).await?;
        self.store.reload_config().await
    }
}
