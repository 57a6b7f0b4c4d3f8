//! Going on with a visit: the request that finds it, the sweeper that looks after those to which no request comes any more, and when
//! a visit or a session was last seen.

use super::{StoredVisit, end::LIVE, row::VisitRow as Row, row::visit};
use crate::{
    By, Store, StoreError,
    engine::{
        conn::vars,
        secret::VisitCookie,
        write::{Update, When, Writes},
    },
};
use domain::{
    assistance::{Refusal, SEEN_EVERY, Visit},
    caller::{Job, Proof},
    time::Moment,
};
use std::time::Duration;

/// Longer than this no request waits for it.
const SEEN_WITHIN: Duration = Duration::from_millis(500);

/// A visit as a request finds it: what the gate says of it now.
#[derive(Debug)]
pub struct VisitRow {
    pub visit: Visit,
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
        let update = Update::of(&visit(row.visit.id)).only_if("live", true);
        self.remember_seen(update, row.visit.times.seen, SEEN_EVERY, now).await?;
        self.staff_session_seen(&row.staff_session, row.staff_seen, now).await
    }

    /// Writes when something was last seen, unless it was written lately. It is nothing that anybody is responsible for, so no event
    /// tells of it.
    pub(crate) async fn remember_seen(&self, update: Update, seen: Moment, every: Duration, now: Moment) -> Result<(), StoreError> {
        if now.since(seen) < every {
            return Ok(());
        }
        let mut writes = Writes::default();
        writes.update(&update.set("seen", now.millis()).when(When::is_less("seen", now.millis())));
        match self.conn.write_within(&writes, SEEN_WITHIN).await {
            // Somebody else wrote it at the same moment, which is as good.
            Err(StoreError::Conflict) => Ok(()),
            done => done,
        }
    }
}

impl By<'_, Job> {
    /// Ends the visits whose gate says no, also when no request of theirs comes any more. Returns how many.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn sweep_visits(&self) -> Result<usize, StoreError> {
        let (store, origin) = (self.store, self.proof.origin());
        store.write_ends().await?;
        let rows: Vec<Row> = store.conn.read(LIVE, vars! {}).await?.take(0)?;
        let mut ended = 0_usize;
        for row in rows {
            let judged = store.judged(&StoredVisit::of(row)?, origin.at).await?;
            if let Err(refusal) = judged.verdict {
                store.end_visit(judged.visit.id, refusal.ends_with(), origin).await?;
                ended = ended.saturating_add(1);
            }
        }
        Ok(ended)
    }
}
