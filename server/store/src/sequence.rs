//! The order of the record. Events are appended without contention, so nobody knows their order at once: each waits, in a row
//! of its own, and whoever holds the lease gives those that wait their places, one after another. Nothing can appear behind a
//! place that was given, which is what the live view and the seal stand on.

use crate::{Store, StoreError, conn::vars, key, record, secret::first_id_at, tx::STALE};
use domain::{caller::Job, time::Moment};
use std::{sync::atomic::Ordering, time::Duration};
use surrealdb::types::{RecordId, SurrealValue};

/// How long a lease holds if its holder dies.
const LEASE: Duration = Duration::from_secs(5);
/// The most events that get their places in one transaction.
const PLACED_AT_ONCE: usize = 500;
/// How often all that wait are looked for, and else only those of how long; both in milliseconds. Each place that was given
/// leaves a grave in the index, and whoever looks from its beginning walks over all of them.
const ALL_EVERY: i64 = 5_000;
const LATEST: i64 = 250;

#[derive(SurrealValue)]
struct LeaseRow {
    holder: String,
    until: i64,
    next: i64,
}

/// The place of an event: its key is the event's, `age` rises with time, and without a number it waits.
#[derive(Clone, SurrealValue)]
pub(crate) struct PlaceRow {
    pub(crate) id: RecordId,
    pub(crate) age: String,
    pub(crate) number: Option<i64>,
}

/// A place that is given.
#[derive(SurrealValue)]
struct Given {
    id: RecordId,
    number: i64,
}

impl Store {
    /// Gives the events that wait their places, if the lease is `holder`'s or free. Returns how many were placed.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn place_events(&self, _: &Job, holder: &str, now: Moment) -> Result<usize, StoreError> {
        let lease_id = record("lease", "sequence");
        let all = now.millis().saturating_sub(self.all_looked_for.load(Ordering::SeqCst)) >= ALL_EVERY;
        // All: for whoever was slow, or whose clock is behind.
        let since = if all { Moment::default() } else { Moment::from_millis(now.millis().saturating_sub(LATEST)) };
        let sql =
            format!("SELECT * FROM $lease; SELECT VALUE id FROM event_place WHERE number = NONE AND age >= $since LIMIT {PLACED_AT_ONCE}");
        let vars = vars! { "lease" => lease_id.clone(), "since" => first_id_at(since).simple().to_string() };
        let mut rows = self.conn.run(&sql, vars).await?;
        let Some(lease) = rows.one::<LeaseRow>(0)? else { return Err(StoreError::Unreadable("no lease".into())) };
        if lease.holder != holder && lease.until > now.millis() {
            return Ok(0);
        }
        let waiting: Vec<RecordId> = rows.take(1)?;
        if all && waiting.len() < PLACED_AT_ONCE {
            self.all_looked_for.store(now.millis(), Ordering::SeqCst);
        }
        if waiting.is_empty() {
            return Ok(0);
        }
        // Rows that are there are changed: one statement for all of them costs half of what one for each does.
        let sql = format!(
            "{{ IF array::len((UPDATE $lease SET holder = $holder, until = $until, next = $after WHERE next = $next RETURN VALUE next)) = 0 {{ THROW '{STALE}' }}; \
            INSERT INTO event_place $placed ON DUPLICATE KEY UPDATE number = $input.number RETURN NONE }}"
        );
        let numbers = lease.next..;
        let given: Vec<Given> = waiting.into_iter().zip(numbers).map(|(id, number)| Given { id, number }).collect();
        let placed = given.len();
        let vars = vars! {
            "lease" => lease_id,
            "holder" => holder.to_owned(),
            "until" => now.plus(LEASE).millis(),
            "next" => lease.next,
            "after" => lease.next.saturating_add(i64::try_from(placed).unwrap_or(i64::MAX)),
            "placed" => given,
        };
        match self.conn.run(&sql, vars).await {
            Ok(_) => Ok(placed),
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
        let waiting: Vec<RecordId> = self.conn.run("SELECT VALUE id FROM event_place WHERE number = NONE", vars! {}).await?.take(0)?;
        Ok(waiting.len())
    }

    /// The keys of the events after a place, in their order, with the last place given; for whoever follows the record.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn places_after(&self, _: &Job, number: i64, most: usize) -> Result<Vec<(i64, String)>, StoreError> {
        // Places have no gap, so the next few are those of the next few numbers: a range with both its ends, for the engine
        // would read all of an open one whatever the limit says.
        let last = number.saturating_add(i64::try_from(most).unwrap_or(i64::MAX));
        let sql = "SELECT * FROM event_place WHERE number > $number AND number <= $last";
        let mut rows: Vec<PlaceRow> = self.conn.run(sql, vars! { "number" => number, "last" => last }).await?.take(0)?;
        rows.sort_by_key(|row| row.number);
        rows.into_iter().map(|row| Ok((row.number.unwrap_or_default(), key(&row.id)?.to_owned()))).collect()
    }

    /// Told of each commit of this process: whoever follows the record need not wait for its next look.
    pub fn commits(&self) -> tokio::sync::watch::Receiver<()> {
        self.committed.subscribe()
    }
}
