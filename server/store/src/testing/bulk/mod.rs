//! Filling a store with many rows at once: the demo shop, and the data that is measured with. The rows are those that the
//! ordinary functions would have written, down to the last column, each with its event.
//!
//! Every step may be cut short and is taken up again: what is there already is left out. Staff come last, in one
//! transaction: a store that has staff is filled.

mod catalog;
mod history;
mod orders;
mod people;
mod stores;

pub use catalog::{DemoCategory, DemoProduct, DemoTexts};
pub use history::{DemoStep, DemoVisit};
pub use people::{DemoBook, DemoPerson, DemoStaff};

use crate::{
    Store, StoreError,
    engine::{
        conn::vars,
        record::{EventRow, PlaceRow},
        retry::{ATTEMPTS, backoff},
        tx::Tx,
        write::{Update, Writes},
    },
    record,
    search::found,
};
use domain::{audit::Event, time::Moment};
use std::time::Duration;
use surrealdb::types::{SurrealValue, Value};

/// A large transaction takes longer than anybody at a browser would wait.
const PATIENCE: Duration = Duration::from_secs(60);

impl Store {
    /// Commits statements together with many events, which get their places in the sequence at once: a queue of a million
    /// would only be drained again.
    async fn commit_many(&self, writes: &Writes, events: &[Event]) -> Result<(), StoreError> {
        let rows: Vec<EventRow> = events.iter().map(|event| self.event_row(event)).collect();
        let lease = record("lease", "sequence");
        let touched = found(writes.touched());
        let at = events.first().map_or(Moment::from_millis(0), |event| event.origin.at);
        for attempt in 0..ATTEMPTS {
            let was: Option<i64> = self.conn.read("SELECT VALUE next FROM $lease", vars! { "lease" => lease.clone() }).await?.one(0)?;
            let was = was.ok_or_else(|| StoreError::Unreadable("no lease".into()))?;
            let next = was.saturating_add(i64::try_from(rows.len()).unwrap_or(0));
            let mut writes = writes.clone();
            writes.must_update(&Update::of(&lease).set("next", next).only_if("next", was));
            writes.insert("event", rows.iter().map(EventRow::keyed).collect());
            writes.insert("event_place", values(PlaceRow::touching(PlaceRow::of(&rows, Some(was)), &touched, at)));
            let done = self.conn.write_within(&writes, PATIENCE).await;
            self.rows.wrote(&touched);
            match done {
                // Events were placed meanwhile.
                Err(StoreError::Conflict | StoreError::Stale) => backoff(attempt).await,
                done => return done,
            }
        }
        Err(StoreError::Conflict)
    }

    /// The same of a transaction: what was there before the demo's past stands before it in the record.
    async fn commit_past(&self, mut tx: Tx<'_>, event: Event) -> Result<(), StoreError> {
        self.commit_many(tx.writes(), &[event]).await
    }
}

/// Rows that hold their keys, as they are inserted.
fn values<T: SurrealValue>(rows: impl IntoIterator<Item = T>) -> Vec<Value> {
    rows.into_iter().map(SurrealValue::into_value).collect()
}
