//! What jobs do with files that are brought and taken along: taking one up, saying how far it is, ending it. Whoever is at one says so again
//! and again; after some silence another takes it up: an import where its last finished line was, all else anew.

use super::row::{TransferRow, finding, row_of};
use crate::{
    By, StoreError,
    engine::{
        conn::vars,
        write::{Update, Writes},
    },
    key,
};
use domain::{
    audit::{Action, Change},
    caller::{Job, Proof},
    ids::TransferId,
    transfer::{Found, KEPT, State, Transfer, Unread, Work},
};
use std::time::Duration;

/// Whoever is at a file says so at least this often.
const BEAT: Duration = Duration::from_secs(10);

impl By<'_, Job> {
    /// The next file that something is to be done with, which is `holder`'s from now on.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn next_transfer(&self, holder: &str) -> Result<Option<Transfer>, StoreError> {
        let now = self.proof.origin().at;
        let sql = "SELECT * FROM transfer WHERE state = 'waiting' LIMIT 20; SELECT * FROM transfer WHERE state = 'running' LIMIT 20";
        let mut found = self.store.conn.read(sql, vars! {}).await?;
        let mut rows: Vec<TransferRow> = found.take(0)?;
        let running: Vec<TransferRow> = found.take(1)?;
        rows.extend(running.into_iter().filter(|row| row.beat < now.minus(BEAT).millis()));
        rows.sort_by_key(|row| row.at);
        for row in rows {
            let (id, was, beat) = (row.id.clone(), row.holder.clone(), row.beat);
            let state = row.state.clone();
            let mut transfer = row.read()?;
            let taken = Update::of(&id).set("state", State::Running.code().to_owned()).set("holder", holder.to_owned());
            let mut taken = taken.set("beat", now.millis()).only_if("holder", was).only_if("beat", beat).only_if("state", state);
            if transfer.work != Work::Import {
                (transfer.done, transfer.found) = (0, Found::default());
                taken = finding(taken.set("done", 0_i64), &transfer.found);
            }
            // Somebody else may be faster, or it was cancelled.
            if self.write_transfer(&taken).await? {
                return Ok(Some(transfer));
            }
        }
        Ok(None)
    }

    /// Says how far it is. It says no if nobody wants it any more.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn transfer_goes_on(&self, id: TransferId, holder: &str, done: i64, found: Option<&Found>) -> Result<bool, StoreError> {
        let update = Update::of(&row_of(id)).set("beat", self.proof.origin().at.millis()).set("done", done);
        let update = if let Some(found) = found { finding(update, found) } else { update };
        self.write_transfer(&Self::held(update, holder)).await
    }

    fn held(update: Update, holder: &str) -> Update {
        update.only_if("holder", holder.to_owned()).only_if("state", State::Running.code().to_owned())
    }

    /// Says what has become of it: it is there, or why not. It says no if nobody wants it any more.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn end_transfer(&self, of: &Transfer, holder: &str, why: Result<(), Unread>, bytes: Option<i64>) -> Result<bool, StoreError> {
        let state = if why.is_ok() { State::Done } else { State::Failed };
        let code = match why {
            Ok(()) => String::new(),
            Err(why) => why.code(),
        };
        let update = Update::of(&row_of(of.id)).set("state", state.code().to_owned()).set("why", code.clone());
        let update = finding(update.set("done", of.done).set("ended", self.proof.origin().at.millis()), &of.found);
        let update = Self::held(if let Some(bytes) = bytes { update.set("bytes", bytes) } else { update }, holder);
        if of.work == Work::Export || (of.work == Work::Check && why.is_ok()) {
            return self.write_transfer(&update).await;
        }
        let mut tx = self.store.tx(self.proof);
        tx.writes().must_update(&update);
        let action = if why.is_ok() { Action::ImportEnded } else { Action::ImportFailed };
        let event = tx.event(action).on("import", of.id, of.name.clone()).because(code);
        let counts: Vec<(&str, i64)> = match of.work {
            Work::Import => self.counted(of.id).await?,
            Work::Check | Work::Export => Vec::new(),
        };
        let event = event.changing(counts.into_iter().map(|(field, n)| Change::added(field, n.to_string())));
        match tx.commit(event).await {
            Ok(()) => Ok(true),
            Err(StoreError::Stale) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// What became of how much, as its steps have counted.
    async fn counted(&self, id: TransferId) -> Result<Vec<(&'static str, i64)>, StoreError> {
        let row: Option<TransferRow> = self.store.conn.row(&row_of(id)).await?;
        let of = row.ok_or(StoreError::NotFound)?.read()?;
        let counts = of.counts;
        Ok(vec![("created", counts.created), ("updated", counts.updated), ("deleted", counts.deleted), ("errors", of.found.errors)])
    }

    /// Lets somebody else go on with it: this program stops.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn leave_transfer(&self, id: TransferId, holder: &str) -> Result<bool, StoreError> {
        self.write_transfer(&Self::held(Update::of(&row_of(id)).set("state", State::Waiting.code().to_owned()), holder)).await
    }

    async fn write_transfer(&self, update: &Update) -> Result<bool, StoreError> {
        let mut writes = Writes::default();
        writes.must_update(update);
        match self.store.conn.write_again_on_conflict(&writes).await {
            Ok(()) => Ok(true),
            Err(StoreError::Stale) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Forgets the exports whose time is over; returns the identifiers of all whose files are kept.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn forget_transfers(&self) -> Result<Vec<TransferId>, StoreError> {
        let since = self.proof.origin().at.minus(KEPT).millis();
        let sql = "SELECT * FROM transfer WHERE kind = 'export' OR at >= $since OR state = 'running' OR state = 'waiting'";
        let rows: Vec<TransferRow> = self.store.conn.read(sql, vars! { "since" => since }).await?.take(0)?;
        let (kept, old): (Vec<TransferRow>, Vec<TransferRow>) = rows.into_iter().partition(|row| row.at >= since || !row.is_over());
        if !old.is_empty() {
            let mut writes = Writes::default();
            old.iter().filter(|row| row.kind == super::row::EXPORT).for_each(|row| writes.delete(&row.id));
            self.store.conn.write_again_on_conflict(&writes).await?;
        }
        kept.iter().map(|row| crate::parse(key(&row.id)?)).collect()
    }
}
