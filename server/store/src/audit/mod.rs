//! The record: appending events and reading them back. There is no function that changes or removes one.

pub(crate) mod sequence;

pub(crate) use sequence::Looked;

use crate::{
    By, Store, StoreError,
    engine::{
        conn::vars,
        list::{Among, List, Order},
        record::EventRow,
        table::Table,
        tx::commit,
        write::Writes,
    },
    record,
};
use domain::{
    audit::{Action, Change, Event, Recorded},
    caller::{Job, Permit, right},
    ids::VisitId,
    list::{Cursor, Listed, Sort},
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const EVENTS: Table = Table { name: "event", row: EventRow::kind_of, indexes: &[], list: Some(|| OF_VISIT.asked()) };

/// What was done in a visit, the newest first.
const OF_VISIT: List<EventRow> =
    List { table: "event", within: &["visit"], alone: &[], orders: &[Order { name: "age", key: EventRow::key }] };

fn read(row: EventRow) -> Result<Recorded, StoreError> {
    Ok(Recorded {
        id: crate::parse(&row.key())?,
        at: Moment::from_millis(row.at),
        action: Action::from_code(&row.action).ok_or_else(|| StoreError::Unreadable(row.action.clone()))?,
        actor_name: row.actor_name,
        address: row.address,
        object: row.object_name.unwrap_or_default(),
        changes: row.changes.into_iter().map(|c| Change { field: c.field, before: c.before, after: c.after }).collect(),
        reason: row.reason,
    })
}

impl Store {
    /// Writes an event that no change goes with: a refusal.
    ///
    /// # Errors
    /// It could not be written.
    pub async fn append(&self, event: Event) -> Result<(), StoreError> {
        commit(self, Writes::default(), &[event]).await
    }

    /// Writes that something was refused. The refusal stands also if that cannot be written.
    pub async fn append_refusal(&self, event: Event) {
        let action = event.action.code();
        if let Err(error) = self.append(event).await {
            tracing::warn!(%error, action, "a refusal could not be recorded");
        }
    }

    /// Told of each commit of this process: whoever follows the record need not wait for its next look.
    pub fn commits(&self) -> tokio::sync::watch::Receiver<()> {
        self.committed.subscribe()
    }
}

impl By<'_, Job> {
    /// Events by their keys, for whoever follows the record.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn events(&self, keys: &[String]) -> Result<Vec<Recorded>, StoreError> {
        let ids: Vec<RecordId> = keys.iter().map(|key| record("event", key)).collect();
        let rows: Vec<EventRow> = self.store.conn.read("SELECT * FROM $ids", vars! { "ids" => ids }).await?.take(0)?;
        rows.into_iter().map(read).collect()
    }
}

impl By<'_, Permit<right::LoginAsCustomerLog>> {
    /// What was done in a visit, the newest first.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn visit_events(&self, visit: VisitId, cursor: &Cursor, size: usize) -> Result<Listed<Recorded>, StoreError> {
        let among = Among::Within(visit.to_string().into_value());
        OF_VISIT.read(&self.store.conn, among, Sort { by: "age", down: true }, cursor, size).await?.try_map(read)
    }
}
