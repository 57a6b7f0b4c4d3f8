//! Filling a store with many rows at once: the demo shop, and the data that is measured with. The rows are those that the
//! ordinary functions would have written, down to the last column, each with its event.
//!
//! Every step may be cut short and is taken up again: what is there already is left out. Staff come last, in one
//! transaction: a store that has staff is filled.

mod catalog;
mod history;
mod people;

pub use catalog::{DemoCategory, DemoProduct};
pub use history::{DemoStep, DemoVisit};
pub use people::{DemoPerson, DemoStaff};

use crate::{
    Store, StoreError,
    audit::EventRow,
    conn::vars,
    record,
    retry::{ATTEMPTS, backoff},
    sequence::PlaceRow,
};
use domain::audit::Event;
use std::time::Duration;
use surrealdb::types::{SurrealValue, Value, Variables};

/// A large transaction takes longer than anybody at a browser would wait.
const PATIENCE: Duration = Duration::from_secs(60);

impl Store {
    /// Commits statements together with many events, which get their places in the sequence at once: a queue of a million
    /// would only be drained again.
    async fn commit_many(&self, statements: &str, mut vars: Variables, events: &[Event]) -> Result<(), StoreError> {
        let rows: Vec<EventRow> = events.iter().map(EventRow::of).collect::<Result<_, _>>()?;
        let lease = record("lease", "sequence");
        vars.insert("rows_of_events", rows.iter().map(keyed).collect::<Vec<Value>>());
        vars.insert("lease", lease.clone());
        let sql = format!(
            "{{ IF !(UPDATE $lease SET next = $next WHERE next = $was RETURN VALUE next) {{ THROW '{stale}' }}; \
            {statements} \
            INSERT INTO event $rows_of_events RETURN NONE; INSERT INTO event_place $places RETURN NONE }}",
            stale = crate::tx::STALE
        );
        for attempt in 0..ATTEMPTS {
            let was: Option<i64> = self.conn.run("SELECT VALUE next FROM $lease", vars! { "lease" => lease.clone() }).await?.one(0)?;
            let was = was.ok_or_else(|| StoreError::Unreadable("no lease".into()))?;
            let mut vars = vars.clone();
            vars.insert("was", was);
            vars.insert("next", was.saturating_add(i64::try_from(rows.len()).unwrap_or(0)));
            vars.insert("places", PlaceRow::of(&rows, Some(was)));
            match self.conn.run_within(&sql, vars, PATIENCE).await {
                // Events were placed meanwhile.
                Err(StoreError::Conflict | StoreError::Stale) => backoff(attempt).await,
                done => return done.map(|_| ()),
            }
        }
        Err(StoreError::Conflict)
    }
}

/// An event's row with its key, as it is inserted.
fn keyed(row: &EventRow) -> Value {
    let mut value = row.clone().into_value();
    if let Value::Object(object) = &mut value {
        object.insert("id".to_owned(), record("event", &row.key()).into_value());
    }
    value
}
