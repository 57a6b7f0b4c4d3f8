//! Going on with a visit: the request that finds it, and the writes that act under it.

use crate::{Store, StoreError, record, secret::VisitCookie, tx::Tx};
use domain::{
    assistance::{Refusal, SEEN_EVERY, Visit},
    caller::Acting,
    ids::IdentityId,
    time::Moment,
};

/// A visit as a request finds it: what the gate says of it now.
#[derive(Debug)]
pub struct VisitRow {
    pub visit: Visit,
    pub identity: IdentityId,
    /// The key of the staff session that it belongs to, and when that was last seen.
    pub staff_session: String,
    pub staff_seen: Moment,
    pub verdict: Result<(), Refusal>,
}

impl Store {
    /// The visit behind a cookie, with the gate's word on this very request. `None`: there is no such visit.
    ///
    /// # Errors
    /// The store does not answer: then nothing is done in anybody's account.
    pub async fn visit_by_cookie(&self, cookie: &VisitCookie, now: Moment) -> Result<Option<VisitRow>, StoreError> {
        match self.stored_visit(&cookie.at.to_string()).await? {
            Some(stored) if stored.row.cookie == cookie.digest() => self.judged(&stored, now).await.map(Some),
            _ => Ok(None),
        }
    }

    /// Remembers that a visit was used: at most every 30 seconds, and with it the staff session, whose activity it is.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn visit_seen(&self, row: &VisitRow, now: Moment) -> Result<(), StoreError> {
        self.remember_seen("visit", row.visit.id, "live = true", row.visit.times.seen, SEEN_EVERY, now).await?;
        self.staff_session_seen(&row.staff_session, row.staff_seen, now).await
    }

    /// The writes that act under a visit touch its row in the same transaction: acting and ending conflict, and an ended
    /// visit acts no more. A customer who acts himself touches nothing.
    pub(crate) fn touching(&self, tx: Tx, acting: &Acting) -> Tx {
        match acting.visit() {
            None => tx,
            Some(visit) => tx
                .bind("touched_visit", record("visit", &visit.to_string()))
                .bind("touched_at", acting.origin().at.millis())
                .must_update("UPDATE $touched_visit SET touched += 1, seen = $touched_at WHERE live = true"),
        }
    }
}
