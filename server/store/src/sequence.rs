//! The order of the record. Events are appended without contention, so nobody knows their order at once: each leaves a
//! row in a queue, and whoever holds the lease gives the queued events their places, one after another. Nothing can
//! appear behind a place that was given, which is what the live view and the seal stand on.

use crate::{Store, StoreError, conn::vars, key, record, secret::first_id_at};
use domain::{caller::Job, time::Moment};
use std::{sync::atomic::Ordering, time::Duration};
use surrealdb::types::{RecordId, SurrealValue};

/// How long a lease holds if its holder dies.
const LEASE: Duration = Duration::from_secs(5);
const BATCH: usize = 500;
/// How often the whole queue is read, and how much of it else; both in milliseconds.
const WHOLE_QUEUE_EVERY: i64 = 5_000;
const LATEST_QUEUE: i64 = 3_000;

#[derive(SurrealValue)]
struct LeaseRow {
    holder: String,
    until: i64,
    next: i64,
}

#[derive(SurrealValue)]
struct QueueRow {
    id: RecordId,
    event: String,
}

#[derive(Clone, SurrealValue)]
pub(crate) struct PlaceRow {
    id: RecordId,
    event: String,
}

impl PlaceRow {
    pub(crate) fn new(number: i64, event: String) -> Self {
        Self { id: record("event_sequence", &place(number)), event }
    }
}

/// The key of a place: sorts as its number does.
fn place(number: i64) -> String {
    format!("{number:016}")
}

/// Where queued events are looked for. What was placed leaves graves, and a reading from the beginning walks over all of them:
/// so mostly the last few seconds are read, and every few seconds, and at the start, everything, for whoever was slow or whose
/// clock is behind.
fn part_of_the_queue(now: Moment, whole: bool) -> String {
    if whole {
        return format!("event_queue LIMIT {BATCH}");
    }
    let since = Moment::from_millis(now.millis().saturating_sub(LATEST_QUEUE));
    format!("event_queue:⟨{}⟩..⟨g⟩", first_id_at(since).simple())
}

impl Store {
    /// Gives the queued events their places, if the lease is `holder`'s or free. Returns how many were placed.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn place_events(&self, _: &Job, holder: &str, now: Moment) -> Result<usize, StoreError> {
        let lease_id = record("lease", "sequence");
        let whole = now.millis().saturating_sub(self.queue_read.load(Ordering::SeqCst)) >= WHOLE_QUEUE_EVERY;
        let mut rows = self
            .conn
            .run(
                &format!("SELECT * FROM $lease; SELECT id, event FROM {}", part_of_the_queue(now, whole)),
                vars! { "lease" => lease_id.clone() },
            )
            .await?;
        let Some(lease) = rows.one::<LeaseRow>(0)? else { return Err(StoreError::Unreadable("no lease".into())) };
        if lease.holder != holder && lease.until > now.millis() {
            return Ok(0);
        }
        let mut queued: Vec<QueueRow> = rows.take(1)?;
        if whole && queued.len() < BATCH {
            self.queue_read.store(now.millis(), Ordering::SeqCst);
        }
        queued.truncate(BATCH);
        if queued.is_empty() {
            return Ok(0);
        }
        let count = i64::try_from(queued.len()).unwrap_or(0);
        let mut places = Vec::with_capacity(queued.len());
        for (number, row) in (lease.next..).zip(&queued) {
            places.push(PlaceRow::new(number, row.event.clone()));
        }
        let sql = "BEGIN; \
            IF array::len((UPDATE $lease SET holder = $holder, until = $until, next = $next WHERE next = $was RETURN VALUE next)) = 0 { THROW 'alongside:stale' }; \
            INSERT INTO event_sequence $places RETURN NONE; DELETE $queued RETURN NONE; COMMIT";
        let vars = vars! {
            "lease" => lease_id,
            "holder" => holder.to_owned(),
            "until" => now.plus(LEASE).millis(),
            "was" => lease.next,
            "next" => lease.next.saturating_add(count),
            "places" => places,
            "queued" => queued.iter().map(|q| q.id.clone()).collect::<Vec<_>>(),
        };
        match self.conn.run(sql, vars).await {
            Ok(_) => Ok(queued.len()),
            // Another instance was faster: its work is as good as ours.
            Err(StoreError::Conflict | StoreError::Stale) => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// How many events wait for their place.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn events_without_place(&self, _: &Job) -> Result<usize, StoreError> {
        let waiting: Vec<RecordId> = self.conn.run("SELECT VALUE id FROM event_queue", vars! {}).await?.take(0)?;
        Ok(waiting.len())
    }

    /// The keys of the events after a place, in their order, with the last place given; for whoever follows the record.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn places_after(&self, _: &Job, number: i64, most: usize) -> Result<Vec<(i64, String)>, StoreError> {
        // Places have no gap, so the next few are those of the next few numbers: a range with both its ends, for the engine
        // would read all of an open one whatever the limit says.
        let first = number.saturating_add(1);
        let end = first.saturating_add(i64::try_from(most).unwrap_or(i64::MAX));
        let sql = format!("SELECT id, event FROM event_sequence:⟨{}⟩..⟨{}⟩", place(first), place(end));
        let rows: Vec<PlaceRow> = self.conn.run(&sql, vars! {}).await?.take(0)?;
        rows.into_iter().map(|row| Ok((key(&row.id)?.trim_start_matches('0').parse().unwrap_or(0), row.event))).collect()
    }

    /// Told of each commit of this process: whoever follows the record need not wait for its next look.
    pub fn commits(&self) -> tokio::sync::watch::Receiver<()> {
        self.committed.subscribe()
    }
}
