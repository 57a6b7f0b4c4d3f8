//! Settings: read at each start and after each change, kept in memory, and read again by the sweeper so that a change
//! made by another instance arrives.

use crate::{Store, StoreError, conn::vars, key, record, tx::Tx};
use domain::{
    audit::{Action, Change},
    caller::{Permit, Right},
    config::{Config, FIELDS, Section, Setting},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, RwLock},
};
use surrealdb::types::{RecordId, SurrealValue};

#[derive(Default)]
pub(crate) struct Cache(RwLock<Arc<Config>>);

#[derive(SurrealValue)]
struct SettingRow {
    id: RecordId,
    value: String,
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
        let rows: Vec<SettingRow> = self.conn.run("SELECT * FROM setting", vars! {}).await?.take(0)?;
        let pairs: Vec<(String, String)> =
            rows.into_iter().map(|row| Ok((key(&row.id)?.to_owned(), row.value))).collect::<Result<_, StoreError>>()?;
        Ok(Config::from_pairs(pairs.iter().map(|(p, v)| (p.as_str(), v.as_str()))))
    }

    /// Saves a section's settings; `None` is "use system value".
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn save_section<R: Right>(
        &self,
        permit: &Permit<R>,
        section: Section,
        values: &BTreeMap<Setting, Option<String>>,
    ) -> Result<(), StoreError> {
        if section.resource() != R::RESOURCE {
            return Err(StoreError::NotFound);
        }
        let before = self.read_config().await?;
        let mut tx = Tx::new();
        let mut changes = Vec::new();
        let mut switched_off = false;
        for (n, field) in FIELDS.iter().enumerate().filter(|(_, f)| f.section == section) {
            let Some(value) = values.get(&field.setting) else { continue };
            let own = before.own(field.setting);
            if own == value.as_deref() {
                continue;
            }
            changes.push(Change { field: field.path.to_owned(), before: own.map(str::to_owned), after: value.clone() });
            let (id, val) = (format!("setting{n}"), format!("value{n}"));
            tx = tx.bind(&id, record("setting", field.path));
            tx = match value {
                Some(text) => tx.bind(&val, text.clone()).run(&format!("UPSERT ${id} SET value = ${val} RETURN NONE")),
                None => tx.run(&format!("DELETE ${id} RETURN NONE")),
            };
            switched_off |= field.setting == Setting::LoginAsCustomerEnabled && value.as_deref() != Some("1");
        }
        if changes.is_empty() {
            return Ok(());
        }
        if switched_off {
            tx = self
                .ending_visits(tx, crate::assistance::Whose::Anybody, domain::assistance::EndCause::FeatureDisabled, permit.origin())
                .await?;
        }
        tx.commit(self, permit.event(Action::SettingsChanged).on("config", section.code(), section.code()).changing(changes)).await?;
        self.reload_config().await
    }
}
