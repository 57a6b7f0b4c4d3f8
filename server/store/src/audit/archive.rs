//! What of the record lies in the archive, and what of that has gone from the store. The files are written by a job, beside the store; a row
//! stands here only of a file that was read back and found whole, and nothing goes from the store without one.

use super::export::fail_those_under_way;
use crate::{
    By, Store, StoreError,
    engine::{
        conn::vars,
        record::{EventRow, IN_A_ROW, PlaceRow},
        table::Table,
        write::{Update, Writes},
    },
    record,
};
use domain::{
    audit::{
        Action, Change, Event, Recorded,
        archive::{Archived, Gone, RESTORED, State},
    },
    caller::{Job, Permit, Proof, right},
    time::Moment,
};
use futures::{StreamExt, TryStreamExt, stream};
use std::sync::{Arc, PoisonError};
use surrealdb::types::{RecordId, SurrealValue};

/// By the day.
pub(crate) const ARCHIVE: Table = Table { name: "archive", row: ArchiveRow::kind_of, indexes: &[], list: None };

/// So many events go from the store, or come back, in one transaction.
const AT_ONCE: usize = 250;
/// So many are under way beside each other: while one waits for the disk another goes on. They share a thread, so more of them are no faster;
/// each only takes longer, at last too long.
const BESIDE: usize = 4;
/// So many are made of what is looked up at once: each of those beside each other has as much to do, and none waits for the last.
const TRANSACTIONS: usize = 2 * BESIDE;

#[derive(Clone, SurrealValue)]
pub(crate) struct ArchiveRow {
    day: String,
    first: i64,
    last: i64,
    bytes: i64,
    sha256: String,
    before: String,
    verified: i64,
    broken: Option<i64>,
    state: String,
    until: Option<i64>,
    back: Option<i64>,
}

impl ArchiveRow {
    fn of(archived: &Archived) -> Self {
        Self {
            day: archived.day.clone(),
            first: archived.first,
            last: archived.last,
            bytes: archived.bytes,
            sha256: archived.sha256.clone(),
            before: archived.before.clone(),
            verified: archived.verified.millis(),
            broken: archived.broken.map(Moment::millis),
            state: archived.state.code().to_owned(),
            until: archived.until.map(Moment::millis),
            back: None,
        }
    }

    fn read(self) -> Result<Archived, StoreError> {
        Ok(Archived {
            state: State::from_code(&self.state).ok_or_else(|| StoreError::Unreadable(format!("archive {}", self.state)))?,
            day: self.day,
            first: self.first,
            last: self.last,
            bytes: self.bytes,
            sha256: self.sha256,
            before: self.before,
            verified: Moment::from_millis(self.verified),
            broken: self.broken.map(Moment::from_millis),
            until: self.until.map(Moment::from_millis),
            back: self.back.unwrap_or(0),
        })
    }
}

fn row_of(day: &str) -> RecordId {
    record("archive", day)
}

impl Store {
    /// Which places are not in the store any more.
    pub(crate) fn gone(&self) -> Arc<Gone> {
        Arc::clone(&self.gone.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads anew which are, with the files that say so: another program may have archived, or brought something back.
    pub(crate) async fn reload_gone(&self) -> Result<Vec<Archived>, StoreError> {
        let archived = self.archived().await?;
        let gone = Gone::of(archived.iter().filter(|a| a.state != State::Restored).map(|a| (a.first, a.last)));
        *self.gone.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(gone);
        Ok(archived)
    }

    /// The files of the archive, the oldest first.
    async fn archived(&self) -> Result<Vec<Archived>, StoreError> {
        let rows: Vec<ArchiveRow> = self.conn.read("SELECT * FROM archive", vars! {}).await?.take(0)?;
        let mut archived: Vec<Archived> = rows.into_iter().map(ArchiveRow::read).collect::<Result<_, _>>()?;
        archived.sort_unstable_by_key(|a| a.first);
        Ok(archived)
    }

    async fn archived_day(&self, day: &str) -> Result<Archived, StoreError> {
        let row: Option<ArchiveRow> = self.conn.row(&row_of(day)).await?;
        row.ok_or(StoreError::NotFound)?.read()
    }

    async fn ask_restore(&self, proof: &(impl Proof + Sync), day: &str) -> Result<(), StoreError> {
        let archived = self.archived_day(day).await?;
        let archived = Some(archived).filter(|archived| archived.state.may_come_back()).ok_or(StoreError::Stale)?;
        let mut tx = self.tx(proof);
        tx.writes().must_update(&step(&archived, State::Restoring, None));
        let event = told(tx.event(Action::ActionLogsRestored), &archived);
        tx.commit(event).await
    }

    async fn step(&self, archived: &Archived, to: State, until: Option<Moment>) -> Result<(), StoreError> {
        let mut writes = Writes::default();
        writes.must_update(&step(archived, to, until));
        if archived.state == State::Restored {
            fail_those_under_way(&mut writes);
        }
        self.conn.write_again_on_conflict(&writes).await?;
        self.reload_gone().await.map(drop)
    }
}

/// A step that a file takes, if it is still where it was.
fn step(archived: &Archived, to: State, until: Option<Moment>) -> Update {
    let step = Update::of(&row_of(&archived.day)).set("state", to.code().to_owned()).set("until", until.map(Moment::millis)).clear("back");
    step.only_if("state", archived.state.code().to_owned())
}

fn told(event: Event, archived: &Archived) -> Event {
    event.on("archive", &archived.day, &archived.day).changing([Change::added("events", archived.events().to_string())])
}

impl By<'_, Permit<right::ActionLogsArchive>> {
    /// The files of the archive, the oldest first.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn archived(&self) -> Result<Vec<Archived>, StoreError> {
        self.store.archived().await
    }

    /// Since when the record stands in the store without a gap; `None` if nothing does.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn kept_since(&self) -> Result<Option<Moment>, StoreError> {
        let last = self.store.last_place().await?;
        let first = self.store.gone().since(last);
        let places = self.store.places_after(first.saturating_sub(1), 1).await?;
        Ok(self.store.events_at(&places).await?.first().map(|event| event.at))
    }

    /// A file of the archive, that is taken along: the record tells of it, but not again for whoever `goes_on` with it, if he began in this
    /// session.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn archived_day(&self, day: &str, goes_on: bool) -> Result<Archived, StoreError> {
        let archived = self.store.archived_day(day).await?;
        let event = told(self.proof.event(Action::ActionLogsDownloaded), &archived);
        self.tell_of_a_file(archived.path(), event, goes_on).await?;
        Ok(archived)
    }

    /// Asks for the events of a day to be brought back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Stale`]: they are in the store, or on their way.
    pub async fn ask_restore(&self, day: &str) -> Result<(), StoreError> {
        self.store.ask_restore(self.proof, day).await
    }

    /// A day that somebody wanted is not to come back: what has come of it goes again.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Stale`]: it is back.
    pub async fn cancel_restore(&self, day: &str) -> Result<(), StoreError> {
        let archived = self.store.archived_day(day).await?;
        if matches!(archived.state, State::Clearing | State::Archived) {
            return Ok(());
        }
        let archived = Some(archived).filter(|archived| archived.state == State::Restoring).ok_or(StoreError::Stale)?;
        let mut tx = self.store.tx(self.proof);
        tx.writes().must_update(&step(&archived, State::Clearing, None));
        let event = told(tx.event(Action::ActionLogsRestoreCanceled), &archived);
        tx.commit(event).await
    }

    /// Asks for all files to be read again, but for those of days that come back or go.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn ask_verify(&self) -> Result<(), StoreError> {
        self.turn(State::Archived, State::Verifying, Action::ActionLogsVerified).await
    }

    /// Those that were not read yet are not to be.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn cancel_verify(&self) -> Result<(), StoreError> {
        self.turn(State::Verifying, State::Archived, Action::ActionLogsVerifyCanceled).await
    }

    async fn turn(&self, from: State, to: State, action: Action) -> Result<(), StoreError> {
        let files = self.store.archived().await?.iter().filter(|archived| archived.state == from).count();
        if files == 0 {
            return Ok(());
        }
        let mut tx = self.store.tx(self.proof);
        tx.writes().update(&Update::all("archive").set("state", to.code().to_owned()).only_if("state", from.code().to_owned()));
        let event = tx.event(action).changing([Change::added("files", files.to_string())]);
        tx.commit(event).await
    }
}

impl By<'_, Job> {
    /// The files of the archive, the oldest first.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn archived(&self) -> Result<Vec<Archived>, StoreError> {
        self.store.reload_gone().await
    }

    /// As for staff.
    ///
    /// # Errors
    /// As for staff.
    pub async fn ask_restore(&self, day: &str) -> Result<(), StoreError> {
        self.store.ask_restore(self.proof, day).await
    }

    /// Enters a file that lies in the archive whole: from here on its events are read there, and go from the store. Exports that are under way
    /// have failed by that: whoever reads one must not take it for all that he asked for.
    ///
    /// # Errors
    /// [`StoreError::Stale`]: another program was faster.
    pub async fn enter_archived(&self, archived: &Archived) -> Result<(), StoreError> {
        let mut tx = self.store.tx(self.proof);
        tx.writes().create(&row_of(&archived.day), ArchiveRow::of(archived));
        fail_those_under_way(tx.writes());
        let event = told(tx.event(Action::ActionLogsArchived), archived);
        tx.commit(event).await?;
        self.store.reload_gone().await.map(drop)
    }

    /// Whether a file is still where it was.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn is_still(&self, archived: &Archived) -> Result<bool, StoreError> {
        Ok(self.store.archived_day(&archived.day).await?.state == archived.state)
    }

    /// Writes whether a file was found to be what it was.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn verified(&self, archived: &Archived, is_whole: bool) -> Result<(), StoreError> {
        let now = self.proof.origin().at;
        let update = Update::of(&row_of(&archived.day));
        if is_whole || archived.broken.is_some() {
            let mut writes = Writes::default();
            writes.update(&if is_whole {
                update.set("verified", now.millis()).clear("broken")
            } else {
                update.set("broken", now.millis())
            });
            return self.store.conn.write_again_on_conflict(&writes).await;
        }
        let mut tx = self.store.tx(self.proof);
        tx.writes().update(&update.set("broken", now.millis()));
        let event = told(tx.event(Action::ArchiveBroken), archived);
        tx.commit(event).await
    }

    /// Takes some events of a file from the store, from a place on. Returns from where to go on; `None`, if nothing is left of it.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn clear_archived(&self, archived: &Archived, from: i64) -> Result<Option<i64>, StoreError> {
        let store = self.store;
        let end = from.saturating_add(i64::try_from(AT_ONCE * TRANSACTIONS).unwrap_or(i64::MAX)).saturating_sub(1).min(archived.last);
        let begin = from.saturating_sub(i64::try_from(IN_A_ROW).unwrap_or(i64::MAX));
        let sql = "SELECT * FROM event_place WHERE number > $first AND number <= $last";
        let rows: Vec<PlaceRow> = store.conn.read(sql, vars! { "first" => begin, "last" => end }).await?.take(0)?;
        // What a row has goes with it: whoever is cut short here finds the rest again.
        let portion = |rows: &[PlaceRow]| -> Result<Writes, StoreError> {
            let mut writes = Writes::default();
            let (mut events, mut places) = (Vec::new(), Vec::new());
            for row in rows {
                let held: Vec<(i64, String)> = row.places()?.into_iter().filter_map(|(place, key)| Some((place?, key))).collect();
                // A row that goes on behind is for whoever comes there; one that has no event stands at the place of the next.
                let ends = held.last().map(|(place, _)| *place).or(row.number);
                places.extend(ends.filter(|ends| (from..=end).contains(ends)).map(|_| row.id.clone()));
                events.extend(held.into_iter().filter(|(place, _)| (from..=end).contains(place)).map(|(_, key)| record("event", &key)));
            }
            writes.delete_those(&events, &[]);
            writes.delete_those(&places, &[]);
            Ok(writes)
        };
        let portions = rows.chunks(rows.len().div_ceil(TRANSACTIONS).max(1)).map(portion).collect::<Result<Vec<Writes>, StoreError>>()?;
        let write = |writes: Writes| async move { store.conn.write_again_on_conflict(&writes).await };
        stream::iter(portions.into_iter().map(write)).buffer_unordered(BESIDE).try_collect::<()>().await?;
        if end < archived.last {
            return Ok(Some(end.saturating_add(1)));
        }
        store.step(archived, State::Archived, None).await?;
        Ok(None)
    }

    /// Brings events back that were read from the archive, with their places.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn put_back(&self, events: &[Recorded]) -> Result<(), StoreError> {
        for some in events.chunks(AT_ONCE) {
            let mut writes = Writes::default();
            let rows: Vec<EventRow> = some.iter().cloned().map(EventRow::again).collect();
            for row in &rows {
                writes.put(&record("event", &row.key()), row.clone());
            }
            for row in PlaceRow::of(&rows, some.first().and_then(|event| event.place)) {
                writes.put(&row.id.clone(), row);
            }
            self.store.conn.write_again_on_conflict(&writes).await?;
        }
        Ok(())
    }

    /// Says how many of its events are back so far.
    ///
    /// # Errors
    /// [`StoreError::Stale`]: they are not wanted any more.
    pub async fn is_back(&self, archived: &Archived, events: i64) -> Result<(), StoreError> {
        let mut writes = Writes::default();
        writes.must_update(&Update::of(&row_of(&archived.day)).set("back", events).only_if("state", archived.state.code().to_owned()));
        self.store.conn.write_again_on_conflict(&writes).await
    }

    /// A step that a file takes: it is back, or its time is over, by which exports fail as they do by [`By::enter_archived`].
    ///
    /// # Errors
    /// [`StoreError::Stale`]: it has taken another.
    pub async fn archived_is(&self, archived: &Archived, to: State) -> Result<(), StoreError> {
        let until = (to == State::Restored).then(|| self.proof.origin().at.plus(RESTORED));
        self.store.step(archived, to, until).await
    }
}

#[cfg(test)]
mod tests;
