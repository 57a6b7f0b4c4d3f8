//! What jobs do with files that are brought and taken along: taking one up, saying how far it is, ending it.

use super::row::{EXPORT, TRANSFERS, TransferRow, finding};
use crate::{
    By, Hold, StoreError,
    engine::{conn::vars, write::Writes},
    key,
};
use domain::{
    audit::{Action, Change},
    caller::{Job, Proof},
    jobs::State,
    transfer::{Found, KEPT, Transfer, Unread, Work},
};

impl By<'_, Job> {
    /// The next file that something is to be done with, which is `holder`'s from now on. Whoever finds one that nobody is at any more goes on
    /// with an import where its last finished line was, and begins all else anew.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn next_transfer(&self, holder: &str) -> Result<Option<(Hold, Transfer)>, StoreError> {
        let Some((hold, row)) = self.next_of::<TransferRow>(TRANSFERS.name, holder).await? else { return Ok(None) };
        let of = row.read()?;
        let of = if of.work == Work::Import { of } else { Transfer { done: 0, found: Found::default(), ..of } };
        Ok(Some((hold, of)))
    }

    /// Says how far it is, of how much, and what was found. It says no if nobody wants it any more.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn transfer_goes_on(&self, hold: &Hold, of: &Transfer) -> Result<bool, StoreError> {
        let update = hold.update(self.proof.origin().at).set("done", of.done).set("total", of.total);
        self.store.conn.write_if_still(&finding(update, &of.found)).await
    }

    /// Says what has become of it: it is there, or why not. It says no if nobody wants it any more.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn end_transfer(&self, hold: &Hold, of: &Transfer, why: Result<(), Unread>) -> Result<bool, StoreError> {
        let state = if why.is_ok() { State::Done } else { State::Failed };
        let code = why.map_or_else(|why| why.code(), |()| String::new());
        let now = self.proof.origin().at;
        let update = hold.update(now).set("state", state.code().to_owned()).set("why", code.clone()).set("bytes", of.bytes);
        let update = finding(update.set("done", of.done).set("ended", now.millis()), &of.found);
        if of.work == Work::Export || (of.work == Work::Check && why.is_ok()) {
            return self.store.conn.write_if_still(&update).await;
        }
        let mut tx = self.store.tx(self.proof);
        tx.writes().must_update(&update);
        let action = if why.is_ok() { Action::ImportEnded } else { Action::ImportFailed };
        let event = tx.event(action).on("import", of.id, of.name.clone()).because(code);
        let counts: Vec<(&str, i64)> = match of.work {
            Work::Import => self.counted(hold).await?,
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
    async fn counted(&self, hold: &Hold) -> Result<Vec<(&'static str, i64)>, StoreError> {
        let row: Option<TransferRow> = self.store.conn.row(hold.row()).await?;
        let of = row.ok_or(StoreError::NotFound)?.read()?;
        let counts = of.counts;
        Ok(vec![("created", counts.created), ("updated", counts.updated), ("deleted", counts.deleted), ("errors", of.found.errors)])
    }

    /// Forgets the exports whose time is over; returns the identifiers of all whose files are kept.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn forget_transfers(&self) -> Result<Vec<String>, StoreError> {
        let since = self.proof.origin().at.minus(KEPT).millis();
        let sql = "SELECT * FROM transfer WHERE kind = 'export' OR at >= $since OR state = 'running' OR state = 'waiting'";
        let rows: Vec<TransferRow> = self.store.conn.read(sql, vars! { "since" => since }).await?.take(0)?;
        let (kept, old): (Vec<TransferRow>, Vec<TransferRow>) = rows.into_iter().partition(|row| row.at >= since || !row.is_over());
        if !old.is_empty() {
            let mut writes = Writes::default();
            old.iter().filter(|row| row.kind == EXPORT).for_each(|row| writes.delete(&row.id));
            self.store.conn.write_again_on_conflict(&writes).await?;
        }
        kept.iter().map(|row| key(&row.id).map(str::to_owned)).collect()
    }
}
