//! The record: appending events and reading them back. There is no function that changes one, and none
//! removes one but [`archive`], which has it in a file.

mod archive;
mod around;
mod counting;
mod export;
mod follow;
mod index;
mod just_written;
mod meant;
mod reading;
mod report;
pub(crate) mod sequence;

pub use around::Around;
pub use counting::{Chart, Counted};
pub use export::ExportDraft;
pub use follow::{Following, Happened};
pub use report::Report;
pub(crate) use {
    archive::ARCHIVE, counting::bar_of, export::EXPORTS, follow::Feed, index::RecordIndex, just_written::JustWritten, reading::Readings,
    sequence::Looked,
};

use crate::{
    By, Store, StoreError,
    engine::{
        list::{Among, List, Order},
        record::{ChangeRow, EventRow},
        table::Table,
        tx::commit,
        write::Writes,
    },
    record,
};
use domain::{
    audit::{Action, Actor, Event, Recorded, RecordedObject, report::Wanted},
    caller::{Job, Permit, right},
    ids::VisitId,
    list::{Cursor, Listed, Sort},
    time::Moment,
};
use std::collections::BTreeMap;
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const EVENTS: Table = Table { name: "event", row: EventRow::kind_of, indexes: &[], list: Some(|| OF_VISIT.asked()) };

/// What was done in a visit, the newest first.
const OF_VISIT: List<EventRow> = List { table: "event", within: &["visit"], alone: &[], orders: &[Order::new("age", EventRow::key)] };

fn read(row: EventRow) -> Result<Recorded, StoreError> {
    let actor = match (row.actor_kind.as_str(), row.actor.as_deref()) {
        ("customer", Some(id)) => Actor::Customer { id: crate::parse(id)?, email: row.actor_name },
        ("staff", Some(id)) => Actor::Staff { id: crate::parse(id)?, user_name: row.actor_name },
        ("program", _) => Actor::Program,
        _ => Actor::Guest,
    };
    let object = match (row.object_kind, row.object) {
        (Some(kind), Some(id)) => Some(RecordedObject { kind, id, name: row.object_name.unwrap_or_default() }),
        (None, _) | (_, None) => None,
    };
    Ok(Recorded {
        id: crate::parse(&row.by_age)?,
        place: None,
        at: Moment::from_millis(row.at),
        action: Action::from_code(&row.action).ok_or_else(|| StoreError::Unreadable(row.action.clone()))?,
        actor,
        subject: row.subject.as_deref().map(crate::parse).transpose()?,
        visit: row.visit.as_deref().map(crate::parse).transpose()?,
        website: row.website.as_deref().map(crate::parse).transpose()?,
        object,
        changes: row.changes.into_iter().map(ChangeRow::read).collect(),
        reason: row.reason,
        store_view: row.store_view,
        address: row.address,
        agent: row.agent,
        request: row.request,
    })
}

impl Store {
    /// Writes an event that no change goes with: a refusal.
    ///
    /// # Errors
    /// It could not be written.
    pub async fn append(&self, event: Event) -> Result<(), StoreError> {
        let at = event.origin.at;
        commit(self, Writes::default(), &[event], at).await
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

/// So many events of a visit are read. Nearly all have fewer.
const AT_ONCE: usize = 200;

impl Store {
    /// What was done in a visit, the newest first: all of it while that is little, and each kind of what is older once, or whoever was there hides
    /// a change behind refusals. There is nothing of one whose events are in the archive: else at least that it began.
    pub(crate) async fn done_in(&self, visit: VisitId) -> Result<Vec<Action>, StoreError> {
        let (among, newest_first) = (Among::Within(visit.to_string().into_value()), Sort { by: "age", down: true });
        let rows = OF_VISIT.read(&self.conn, among, newest_first, &Cursor::First, AT_ONCE).await?;
        let has_older = rows.next.is_some();
        let mut done = rows.try_map(read)?.items.into_iter().map(|event| event.action).collect::<Vec<_>>();
        if has_older {
            done.extend(self.report(Wanted::of_visit(visit)).await?.done().await?);
        }
        Ok(done)
    }

    /// Events by their places and keys, in this order; those that are not there any more are left out.
    pub(crate) async fn events_at(&self, places: &[(i64, String)]) -> Result<Vec<Recorded>, StoreError> {
        let ids: Vec<RecordId> = places.iter().map(|(_, key)| record("event", key)).collect();
        let rows: Vec<EventRow> = self.conn.rows(ids).await?;
        let mut rows: BTreeMap<String, EventRow> = rows.into_iter().map(|row| (row.key(), row)).collect();
        let found = places.iter().filter_map(|(place, key)| Some((*place, rows.remove(key)?)));
        found.map(|(place, row)| Ok(Recorded { place: Some(place), ..read(row)? })).collect()
    }
}

impl By<'_, Job> {
    /// The events after a place, in their order: at most so many, for whoever reads the whole record.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn events_after(&self, place: i64, most: usize) -> Result<Vec<Recorded>, StoreError> {
        self.store.events_at(&self.store.places_after(place, most).await?).await
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
