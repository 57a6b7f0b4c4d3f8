//! What a job does for staff while they do something else: whose a row is, and for how long. Whoever is at one says so again and again; after
//! some silence another takes it up.

use crate::{
    By, StoreError,
    engine::{
        conn::vars,
        tx::Tx,
        write::{Update, When},
    },
    record,
};
use domain::{
    caller::{Job, Proof},
    jobs::State,
    time::Moment,
};
use std::time::Duration;
use surrealdb::types::{RecordId, SurrealValue};

/// Whoever is at a row says so at least this often.
const BEAT: Duration = Duration::from_secs(10);

/// A row that a job is at: nobody else is, until it is left, over, or nothing is heard of it any more.
#[derive(Debug, Clone)]
pub struct Hold {
    row: RecordId,
    holder: String,
}

impl Hold {
    /// By which name it is held.
    pub fn holder(&self) -> &str {
        &self.holder
    }

    pub(crate) const fn row(&self) -> &RecordId {
        &self.row
    }

    /// A change of the row if it is still held, which says so.
    pub(crate) fn update(&self, now: Moment) -> Update {
        let update = Update::of(&self.row).set("beat", now.millis()).only_if("holder", self.holder.clone());
        update.only_if("state", State::Running.code().to_owned())
    }

    /// A change of the row if it was canceled while it was held.
    pub(crate) fn canceled(&self) -> Update {
        Update::of(&self.row).only_if("holder", self.holder.clone()).only_if("state", State::Canceled.code().to_owned())
    }
}

/// What holds of a row as long as it is not over.
pub(crate) fn not_over() -> impl Iterator<Item = When> {
    State::ALL.into_iter().filter(|state| state.is_over()).map(|state| When::is_not("state", state.code().to_owned()))
}

/// A change of a row as long as it is not over: a job may take it up, or leave it, in the same moment.
pub(crate) fn unless_over(update: Update) -> Update {
    not_over().fold(update, Update::when)
}

/// Holds in `tx`, after its changes, that no more rows of a table than so many are like this; the guard's row, which is `whose`, makes two such
/// changes meet.
pub(crate) fn keeping_at_most(tx: &mut Tx<'_>, most: usize, table: &str, (whose, when): (&str, &[When])) {
    tx.writes().update(&Update::of_or_new(&record("guard", whose)).add("revision", 1));
    tx.writes().must_find_at_most(most, table, when);
}

/// Which of somebody's rows, the newest first, go for one more where so many are kept: the oldest that are over. None, if too few of them are.
pub(crate) fn outlived<T>(mine: &[T], most: usize, is_over: impl Fn(&T) -> bool) -> Option<Vec<&T>> {
    let too_many = mine.len().saturating_add(1).saturating_sub(most);
    let oldest: Vec<&T> = mine.iter().rev().filter(|row| is_over(row)).take(too_many).collect();
    (oldest.len() == too_many).then_some(oldest)
}

/// What each row has that jobs are at.
#[derive(SurrealValue)]
struct Held {
    id: RecordId,
    at: i64,
    state: String,
    holder: String,
    beat: i64,
}

impl By<'_, Job> {
    /// The next row of a table that something is to be done with, which is `holder`'s from now on: one that nobody has begun, or that whoever
    /// did is gone from.
    pub(crate) async fn next_of<T: SurrealValue>(&self, table: &str, holder: &str) -> Result<Option<(Hold, T)>, StoreError> {
        let (conn, now) = (&self.store.conn, self.proof.origin().at);
        let of = |state: State| format!("SELECT * FROM {table} WHERE state = '{}' LIMIT 20", state.code());
        let mut found = conn.read(&[State::Waiting, State::Running].map(of).join("; "), vars! {}).await?;
        let (mut rows, running): (Vec<Held>, Vec<Held>) = (found.take(0)?, found.take(1)?);
        rows.extend(running.into_iter().filter(|row| row.beat < now.minus(BEAT).millis()));
        rows.sort_by_key(|row| row.at);
        for Held { id, state, holder: was, beat, .. } in rows {
            let taken = Update::of(&id).set("state", State::Running.code().to_owned()).set("holder", holder.to_owned());
            let taken = taken.set("beat", now.millis()).only_if("holder", was).only_if("beat", beat).only_if("state", state);
            // Somebody else may be faster, or it was canceled.
            if conn.write_if_still(&taken).await?
                && let Some(row) = conn.row(&id).await?
            {
                return Ok(Some((Hold { row: id, holder: holder.to_owned() }, row)));
            }
        }
        Ok(None)
    }

    /// Says how far it is. It says no if nobody wants it any more.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn goes_on(&self, hold: &Hold, done: i64) -> Result<bool, StoreError> {
        self.store.conn.write_if_still(&hold.update(self.proof.origin().at).set("done", done)).await
    }

    /// Says that it has failed. It says no if nobody wants it any more.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn fail(&self, hold: &Hold) -> Result<bool, StoreError> {
        self.now_is(hold, State::Failed).await
    }

    /// Lets somebody else go on with it: this program stops. It says no if nobody wants it any more.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn leave(&self, hold: &Hold) -> Result<bool, StoreError> {
        self.now_is(hold, State::Waiting).await
    }

    /// Whether it was taken away altogether: not canceled, and not somebody else's by now.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn is_gone(&self, hold: &Hold) -> Result<bool, StoreError> {
        let row: Option<Held> = self.store.conn.row(&hold.row).await?;
        Ok(row.is_none())
    }

    pub(crate) async fn now_is(&self, hold: &Hold, state: State) -> Result<bool, StoreError> {
        self.store.conn.write_if_still(&hold.update(self.proof.origin().at).set("state", state.code().to_owned())).await
    }
}
