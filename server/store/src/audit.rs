//! The record: appending events and reading them back. There is no function that changes or removes one.

use crate::{
    Store, StoreError,
    conn::vars,
    list::{Listed, Sorted, mirrored, page},
    record,
    secret::id_at,
    tx::Tx,
};
use domain::{
    audit::{Action, Actor, Change, Event, Recorded},
    caller::{Job, Permit, right},
    ids::{EventId, VisitId},
    list::Cursor,
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue};
use uuid::Uuid;

/// An event as it is stored. Its key is its UUID v7 with every bit turned: the newest comes first.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct EventRow {
    pub(crate) by_age: String,
    at: i64,
    group: String,
    action: String,
    success: bool,
    actor_kind: String,
    actor: Option<String>,
    actor_name: String,
    subject: Option<String>,
    visit: Option<String>,
    object_kind: Option<String>,
    object: Option<String>,
    object_name: Option<String>,
    changes: Vec<ChangeRow>,
    reason: Option<String>,
    store_view: String,
    address: String,
    agent: String,
    request: String,
}

#[derive(Debug, Clone, SurrealValue)]
struct ChangeRow {
    field: String,
    before: Option<String>,
    after: Option<String>,
}

impl EventRow {
    pub(crate) fn of(event: &Event) -> Result<Self, StoreError> {
        let id = id_at(event.origin.at);
        let (kind, actor, name) = match &event.actor {
            Actor::Guest => ("guest", None, String::new()),
            Actor::Customer { id, email } => ("customer", Some(id.to_string()), email.clone()),
            Actor::Staff { id, user_name } => ("staff", Some(id.to_string()), user_name.clone()),
            Actor::Program => ("program", None, String::new()),
        };
        Ok(Self {
            by_age: id.simple().to_string(),
            at: event.origin.at.millis(),
            group: event.action.group().to_owned(),
            action: event.action.code().to_owned(),
            success: !event.action.is_refusal(),
            actor_kind: kind.to_owned(),
            actor,
            actor_name: name,
            subject: event.subject.map(|s| s.to_string()),
            visit: event.visit.map(|v| v.to_string()),
            object_kind: event.object.as_ref().map(|o| o.kind.to_owned()),
            object: event.object.as_ref().map(|o| o.id.clone()),
            object_name: event.object.as_ref().map(|o| o.name.clone()),
            changes: event
                .changes
                .iter()
                .map(|c| ChangeRow { field: c.field.clone(), before: c.before.clone(), after: c.after.clone() })
                .collect(),
            reason: event.reason.clone(),
            store_view: event.origin.store_view.clone(),
            address: event.origin.address.clone(),
            agent: event.origin.agent.clone(),
            request: event.origin.request.clone(),
        })
    }

    /// The key: falls with time.
    pub(crate) fn key(&self) -> String {
        falling(&self.by_age)
    }

    fn read(self) -> Result<Recorded, StoreError> {
        let id: EventId = crate::parse(&self.by_age)?;
        Ok(Recorded {
            id,
            at: Moment::from_millis(self.at),
            action: Action::from_code(&self.action).ok_or_else(|| StoreError::Unreadable(self.action.clone()))?,
            actor_name: self.actor_name,
            object: self.object_name.unwrap_or_default(),
            changes: self.changes.into_iter().map(|c| Change { field: c.field, before: c.before, after: c.after }).collect(),
            reason: self.reason,
        })
    }
}

impl Sorted for EventRow {
    fn keys(&self, _: &str) -> (String, String) {
        (self.by_age.clone(), mirrored(&self.by_age))
    }
}

/// A UUID with every bit turned: what rises with time falls.
fn falling(simple: &str) -> String {
    Uuid::try_parse(simple).map_or_else(|_| mirrored(simple), |id| Uuid::from_u128(!id.as_u128()).simple().to_string())
}

impl Store {
    /// Writes an event that no change goes with: a refusal, a sign-out of nobody.
    ///
    /// # Errors
    /// It could not be written.
    pub async fn append(&self, event: Event) -> Result<(), StoreError> {
        Tx::new().commit(self, event).await
    }

    /// Writes that something was refused. The refusal stands also if that cannot be written.
    pub async fn append_refusal(&self, event: Event) {
        let action = event.action.code();
        if let Err(error) = self.append(event).await {
            tracing::warn!(%error, action, "a refusal could not be recorded");
        }
    }

    /// Events by their keys, for whoever follows the record.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn events(&self, _: &Job, keys: &[String]) -> Result<Vec<Recorded>, StoreError> {
        let ids: Vec<RecordId> = keys.iter().map(|key| record("event", key)).collect();
        let rows: Vec<EventRow> = self.conn.run("SELECT * FROM $ids", vars! { "ids" => ids }).await?.take(0)?;
        rows.into_iter().map(EventRow::read).collect()
    }

    /// What was done in a visit, in the order in which it was done.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn visit_events(
        &self,
        _: &Permit<right::LoginAsCustomerLog>,
        visit: VisitId,
        cursor: &Cursor,
        size: usize,
    ) -> Result<Listed<Recorded>, StoreError> {
        let vars = vars! { "visit" => visit.to_string() };
        // This list has no mirror: it goes on, and back to its beginning.
        let cursor = if matches!(cursor, Cursor::Before(_)) { &Cursor::First } else { cursor };
        page::<EventRow>(&self.conn, "event", "visit = $visit", vars, ("by_age", "by_age"), cursor, size).await?.try_map(EventRow::read)
    }
}
