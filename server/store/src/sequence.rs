//! The order of the record. Events are appended without contention, so nobody knows their order at once: those of a commit wait, in
//! a row of their own, and whoever holds the lease gives those that wait their places, one after another. Nothing can appear
//! behind a place that was given, which is what the live view and the seal stand on.

use crate::{Store, StoreError, audit::EventRow, conn::vars, key, record, secret::first_id_at, tx::STALE};
use domain::{caller::Job, time::Moment};
use std::{sync::atomic::Ordering, time::Duration};
use surrealdb::types::{RecordId, SurrealValue};

/// How long a lease holds if its holder dies.
const LEASE: Duration = Duration::from_secs(5);
/// The most rows that get their places in one transaction.
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

/// The places of events that were committed together, one after another: `age` rises with time, and without a number they wait.
#[derive(Clone, SurrealValue)]
pub(crate) struct PlaceRow {
    /// The key of the first one, and how many others there are: `key`, or `key+2`. Whoever gives places need not read the rows.
    pub(crate) id: RecordId,
    pub(crate) age: String,
    /// The first one's place.
    number: Option<i64>,
    /// The keys of the others.
    others: Option<Vec<String>>,
}

/// The most places in a row: whoever reads from a place on looks so far back.
const IN_A_ROW: usize = 16;

impl PlaceRow {
    /// The rows of these: with their places, if those are known, or else waiting.
    pub(crate) fn of(events: &[EventRow], first_place: Option<i64>) -> Vec<Self> {
        let places = (0_i64..).step_by(IN_A_ROW).map(|n| first_place.map(|first| first.saturating_add(n)));
        let together = |(events, number): (&[EventRow], Option<i64>)| {
            let (first, others) = events.split_first()?;
            let key = if others.is_empty() { first.key() } else { format!("{}+{}", first.key(), others.len()) };
            Some(Self {
                id: record("event_place", &key),
                age: first.by_age.clone(),
                number,
                others: (!others.is_empty()).then(|| others.iter().map(EventRow::key).collect()),
            })
        };
        events.chunks(IN_A_ROW).zip(places).filter_map(together).collect()
    }

    /// The keys of its events with their places, if they have any.
    pub(crate) fn places(&self) -> Result<Vec<(Option<i64>, String)>, StoreError> {
        let keys = [waiting(&self.id)?.0].into_iter().chain(self.others.iter().flatten().map(String::as_str));
        Ok(keys.zip(0..).map(|(key, n)| (self.number.map(|first| first.saturating_add(n)), key.to_owned())).collect())
    }
}

/// The first of the events that wait in a row, and how many they are.
fn waiting(id: &RecordId) -> Result<(&str, i64), StoreError> {
    let key = key(id)?;
    let Some((first, others)) = key.split_once('+') else { return Ok((key, 1)) };
    let others: i64 = others.parse().map_err(|_| StoreError::Unreadable(key.to_owned()))?;
    Ok((first, others.saturating_add(1)))
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
        let found: Vec<RecordId> = rows.take(1)?;
        if all && found.len() < PLACED_AT_ONCE {
            self.all_looked_for.store(now.millis(), Ordering::SeqCst);
        }
        if found.is_empty() {
            return Ok(0);
        }
        // Rows that are there are changed: one statement for all of them costs half of what one for each does.
        let sql = format!(
            "{{ IF !(UPDATE $lease SET holder = $holder, until = $until, next = $after WHERE next = $next RETURN VALUE next) {{ THROW '{STALE}' }}; \
            INSERT INTO event_place $placed ON DUPLICATE KEY UPDATE number = $input.number RETURN NONE }}"
        );
        let mut after = lease.next;
        let mut given = Vec::with_capacity(found.len());
        for id in found {
            let next = after.saturating_add(waiting(&id)?.1);
            given.push(Given { id, number: after });
            after = next;
        }
        let vars = vars! {
            "lease" => lease_id,
            "holder" => holder.to_owned(),
            "until" => now.plus(LEASE).millis(),
            "next" => lease.next,
            "after" => after,
            "placed" => given,
        };
        match self.conn.run(&sql, vars).await {
            Ok(_) => Ok(usize::try_from(after.saturating_sub(lease.next)).unwrap_or(0)),
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
        let found: Vec<RecordId> = self.conn.run("SELECT VALUE id FROM event_place WHERE number = NONE", vars! {}).await?.take(0)?;
        let events = found.iter().try_fold(0_i64, |events, id| Ok::<_, StoreError>(events.saturating_add(waiting(id)?.1)))?;
        Ok(usize::try_from(events).unwrap_or(0))
    }

    /// The keys of the events after a place, in their order, with the last place given; for whoever follows the record.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn places_after(&self, _: &Job, number: i64, most: usize) -> Result<Vec<(i64, String)>, StoreError> {
        // Places have no gap, so the next few are those of the next few numbers: a range with both its ends, for the engine
        // would read all of an open one whatever the limit says.
        let last = number.saturating_add(i64::try_from(most).unwrap_or(i64::MAX));
        let first = number.saturating_sub(i64::try_from(IN_A_ROW).unwrap_or(i64::MAX));
        let sql = "SELECT * FROM event_place WHERE number > $first AND number <= $last";
        let rows: Vec<PlaceRow> = self.conn.run(sql, vars! { "first" => first, "last" => last }).await?.take(0)?;
        let mut places = Vec::with_capacity(most.min(rows.len()));
        for row in rows {
            places.extend(row.places()?.into_iter().filter_map(|(place, key)| Some((place?, key))));
        }
        places.retain(|(place, _)| (number.saturating_add(1)..=last).contains(place));
        places.sort_unstable();
        Ok(places)
    }

    /// Told of each commit of this process: whoever follows the record need not wait for its next look.
    pub fn commits(&self) -> tokio::sync::watch::Receiver<()> {
        self.committed.subscribe()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::audit::{Action, Actor, Event, Origin};

    #[test]
    fn events_of_a_commit_wait_together_and_get_places_one_after_another() {
        for many in [0_usize, 1, 2, 16, 17, 40] {
            let event = || EventRow::of(&Event::new(Action::CustomerChanged, Actor::Program, Origin::default())).unwrap();
            let events: Vec<EventRow> = (0..many).map(|_| event()).collect();
            let waiting_rows = PlaceRow::of(&events, None);
            assert_eq!(waiting_rows.len(), many.div_ceil(IN_A_ROW));
            let places = |rows: &[PlaceRow]| rows.iter().flat_map(|row| row.places().unwrap()).collect::<Vec<_>>();
            assert!(places(&waiting_rows).iter().all(|(place, _)| place.is_none()));
            let after = waiting_rows.iter().fold(7, |next, row| next + waiting(&row.id).unwrap().1);
            let expected: Vec<(Option<i64>, String)> = (7..).map(Some).zip(events.iter().map(EventRow::key)).collect();
            assert_eq!((places(&PlaceRow::of(&events, Some(7))), after), (expected, 7 + i64::try_from(many).unwrap()));
        }
    }
}
