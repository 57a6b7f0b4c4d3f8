//! The order of the record. Events are appended without contention, so nobody knows their order at once: those of a commit wait, in
//! a row of their own, and whoever holds the lease gives those that wait their places, one after another. Nothing can appear
//! behind a place that was given, which is what the live view and the seal stand on.

use crate::{
    By, Store, StoreError,
    engine::{
        conn::vars,
        record::{IN_A_ROW, PlaceRow, waiting},
        secret::first_id_at,
        table::{Index, Table},
        write::{Update, Writes},
    },
    record,
};
use domain::{
    caller::{Job, Proof},
    time::Moment,
};
use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::Duration,
};
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const PLACES: Table =
    Table { name: "event_place", row: PlaceRow::kind_of, indexes: &[Index::By(&["number", "age"])], list: None };
pub(crate) const LEASES: Table = Table { name: "lease", row: LeaseRow::kind_of, indexes: &[], list: None };

/// How long a lease holds if its holder dies.
const LEASE: Duration = Duration::from_secs(5);
/// The most rows that get their places in one transaction.
const PLACED_AT_ONCE: usize = 500;
/// How far back those that wait are looked for, and how often so far; both in milliseconds. Each place that was given leaves a grave in
/// the index, and whoever looks walks over all of them: nearly all events are found by the shortest look, and the longer ones are for
/// whoever was slow, or whose clock is behind.
/// An event is as old as its request: one that had a password checked first comes later than the shortest look.
const LOOKS: [(i64, i64); 4] = [(i64::MAX, 60_000), (10_000, 5_000), (2_500, 250), (250, 0)];

/// When it was last looked so far back, in milliseconds since the epoch.
pub(crate) type Looked = [AtomicI64; LOOKS.len()];

#[derive(SurrealValue)]
struct LeaseRow {
    holder: String,
    until: i64,
    next: i64,
}

impl By<'_, Job> {
    /// Gives the events that wait their places, if the lease is `holder`'s or free. Returns how many were placed.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn place_events(&self, holder: &str) -> Result<usize, StoreError> {
        let (store, now) = (self.store, self.proof.origin().at);
        let lease_id = record("lease", "sequence");
        let looks = LOOKS.into_iter().zip(&store.looked).enumerate();
        let mut due = looks.filter(|(_, ((_, every), last))| now.millis().saturating_sub(last.load(Ordering::SeqCst)) >= *every);
        let (look, back) = due.next().map_or((0, i64::MAX), |(look, ((back, _), _))| (look, back));
        let since = Moment::from_millis(now.millis().saturating_sub(back).max(0));
        let sql =
            format!("SELECT * FROM $lease; SELECT VALUE id FROM event_place WHERE number = NONE AND age >= $since LIMIT {PLACED_AT_ONCE}");
        let vars = vars! { "lease" => lease_id.clone(), "since" => first_id_at(since).simple().to_string() };
        let mut rows = self.store.conn.read(&sql, vars).await?;
        let Some(lease) = rows.one::<LeaseRow>(0)? else { return Err(StoreError::Unreadable("no lease".into())) };
        if lease.holder != holder && lease.until > now.millis() {
            return Ok(0);
        }
        let found: Vec<RecordId> = rows.take(1)?;
        if found.len() < PLACED_AT_ONCE {
            store.looked.iter().skip(look).for_each(|last| last.store(now.millis(), Ordering::SeqCst));
        }
        if found.is_empty() {
            return Ok(0);
        }
        let mut after = lease.next;
        let mut places = Vec::with_capacity(found.len());
        for id in found {
            let next = after.saturating_add(waiting(&id)?.1);
            places.push((id, after.into_value()));
            after = next;
        }
        let mut writes = Writes::default();
        let taken = Update::of(&lease_id).set("holder", holder.to_owned()).set("until", now.plus(LEASE).millis()).set("next", after);
        writes.must_update(&taken.only_if("next", lease.next));
        writes.set_each("number", places);
        match store.conn.write(&writes).await {
            Ok(()) => Ok(usize::try_from(after.saturating_sub(lease.next)).unwrap_or(0)),
            // Another instance was faster: its work is as good as ours.
            Err(StoreError::Conflict | StoreError::Stale) => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// Ends `holder`'s lease: whoever comes next need not wait for its end.
    ///
    /// # Errors
    /// The store does not answer: then the lease ends by itself.
    pub async fn let_go_of_places(&self, holder: &str) -> Result<(), StoreError> {
        let mut writes = Writes::default();
        writes.update(&Update::of(&record("lease", "sequence")).set("until", 0_i64).only_if("holder", holder.to_owned()));
        self.store.conn.write_again_on_conflict(&writes).await
    }

    /// How many events wait for their place.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn events_without_place(&self) -> Result<usize, StoreError> {
        let found: Vec<RecordId> = self.store.conn.read("SELECT VALUE id FROM event_place WHERE number = NONE", vars! {}).await?.take(0)?;
        let events = found.iter().try_fold(0_i64, |events, id| Ok::<_, StoreError>(events.saturating_add(waiting(id)?.1)))?;
        Ok(usize::try_from(events).unwrap_or(0))
    }

    /// The keys of the events after a place, in their order, with the last place given; for whoever follows the record.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn places_after(&self, number: i64, most: usize) -> Result<Vec<(i64, String)>, StoreError> {
        self.store.places_after(number, most).await
    }
}

impl Store {
    /// The last place that was given.
    pub(crate) async fn last_place(&self) -> Result<i64, StoreError> {
        let lease: Option<LeaseRow> = self.conn.row(&record("lease", "sequence")).await?;
        Ok(lease.map_or(0, |lease| lease.next.saturating_sub(1)))
    }

    /// Whether anything has no place yet, be it an event or what tells only of what was touched.
    pub(crate) async fn waits_for_a_place(&self) -> Result<bool, StoreError> {
        let found: Vec<RecordId> =
            self.conn.read("SELECT VALUE id FROM event_place WHERE number = NONE LIMIT 1", vars! {}).await?.take(0)?;
        Ok(!found.is_empty())
    }

    pub(crate) async fn places_after(&self, number: i64, most: usize) -> Result<Vec<(i64, String)>, StoreError> {
        // Where places are in the archive alone it goes on behind them, and ends before them.
        let gone = self.gone();
        let number = gone.on_from(number);
        let most = most.min(usize::try_from(gone.until(number.saturating_add(1)).saturating_sub(number)).unwrap_or(usize::MAX));
        // Places have no gap, so the next few are those of the next few numbers: a range with both its ends, for the engine
        // would read all of an open one whatever the limit says.
        let last = number.saturating_add(i64::try_from(most).unwrap_or(i64::MAX));
        let rows = self.place_rows(number, most).await?;
        let mut places = Vec::with_capacity(most.min(rows.len()));
        for row in rows {
            places.extend(row.places()?.into_iter().filter_map(|(place, key)| Some((place?, key))));
        }
        places.retain(|(place, _)| (number.saturating_add(1)..=last).contains(place));
        // What was brought back may stand twice: in a row of its own, and in one that has others.
        places.sort_unstable();
        places.dedup_by_key(|(place, _)| *place);
        Ok(places)
    }

    /// The rows of which some event may stand at one of the next places.
    pub(crate) async fn place_rows(&self, number: i64, most: usize) -> Result<Vec<PlaceRow>, StoreError> {
        let last = number.saturating_add(i64::try_from(most).unwrap_or(i64::MAX));
        let first = number.saturating_sub(i64::try_from(IN_A_ROW).unwrap_or(i64::MAX));
        let sql = "SELECT * FROM event_place WHERE number > $first AND number <= $last";
        self.conn.read(sql, vars! { "first" => first, "last" => last }).await?.take(0)
    }
}
