//! Ending visits: one, many with whatever makes them end, and those to which no request comes any more.

use super::{StoredVisit, VisitRecord};
use crate::{Store, StoreError, conn::vars, secret::VisitCookie, tx::Tx};
use domain::{
    assistance::EndCause,
    audit::{Action, Actor, Event, Origin},
    caller::Job,
    ids::{CustomerId, RoleId, StaffId, VisitId},
};
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// How long whoever closes a visit waits for its row to be written.
const CLOSING: Duration = Duration::from_secs(1);

/// The visits that are live: each is what its staff member began last. So no index says which they are, whose entries would have to
/// be written at the beginning and at the end of each.
const LIVE: &str = "SELECT * FROM (SELECT VALUE type::record('visit', visit) FROM assistance WHERE visit != NONE) WHERE live = true";

/// Whose visits are to end.
#[derive(Debug, Clone)]
pub(crate) enum Whose {
    Anybody,
    Staff(StaffId),
    Session(String),
    Role(RoleId),
    Customer(CustomerId),
}

/// Visits that are over for this process, whatever their rows say yet: by the SHA-256 of their cookies which they are, and how
/// they ended. A store that does not answer delays the row, never the end.
#[derive(Default)]
pub(crate) struct Ended(Mutex<BTreeMap<String, End>>);

type End = (VisitId, EndCause, Origin);

impl Ended {
    pub(super) fn cause(&self, cookie: &str) -> Option<EndCause> {
        self.map().get(cookie).map(|(_, cause, _)| *cause)
    }

    fn map(&self) -> MutexGuard<'_, BTreeMap<String, End>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    /// Ends the visit behind a cookie at once, and writes its row as soon as the store answers: now, or by the sweeper.
    pub async fn close_visit(&self, cookie: &VisitCookie, cause: EndCause, origin: &Origin) {
        self.forget_visit(cookie, cause, origin);
        match tokio::time::timeout(CLOSING, self.write_ends()).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "a visit's end could not be written yet"),
            Err(_) => tracing::warn!("a visit's end is not written yet"),
        }
    }

    /// Ends the visit behind a cookie for this process; the sweeper writes its row.
    pub fn forget_visit(&self, cookie: &VisitCookie, cause: EndCause, origin: &Origin) {
        self.ended.map().insert(cookie.digest(), (cookie.at, cause, origin.clone()));
    }

    /// Writes the ends that are not written yet.
    async fn write_ends(&self) -> Result<(), StoreError> {
        let ends: Vec<(String, End)> = self.ended.map().iter().map(|(c, e)| (c.clone(), e.clone())).collect();
        for (cookie, (visit, cause, origin)) in ends {
            match self.visit_by_id(visit).await {
                // A cookie that nobody gave out ends nothing.
                Ok(stored) if stored.row.cookie == cookie => self.end_visit(visit, cause, &origin).await?,
                Ok(_) | Err(StoreError::NotFound) => {}
                Err(error) => return Err(error),
            }
            self.ended.map().remove(&cookie);
        }
        Ok(())
    }

    /// Ends a visit, once: an end that comes second finds it ended, and writes nothing.
    ///
    /// # Errors
    /// The store does not answer. The caller forgets the visit all the same and tries again.
    pub async fn end_visit(&self, visit: VisitId, cause: EndCause, origin: &Origin) -> Result<(), StoreError> {
        let stored = self.visit_by_id(visit).await?;
        let row = &stored.row;
        if row.ended.is_some() {
            return Ok(());
        }
        let (tx, update) = ending_row(Tx::new(), 0, row, cause, origin);
        match tx.must_update(&update).commit(self, ending_event(row, cause, origin)?).await {
            // Somebody ended it meanwhile.
            Err(StoreError::Stale) => Ok(()),
            done => done,
        }
    }

    /// Adds to `tx` the end of all live visits of these, each with its event.
    pub(crate) async fn ending_visits(&self, mut tx: Tx, whose: Whose, cause: EndCause, origin: &Origin) -> Result<Tx, StoreError> {
        let (filter, value) = match &whose {
            Whose::Anybody => ("", String::new()),
            Whose::Staff(id) => ("AND staff = $whose", id.to_string()),
            Whose::Session(session) => ("AND staff_session = $whose", session.clone()),
            Whose::Role(role) => ("AND staff IN (SELECT VALUE record::id(id) FROM staff WHERE role = $whose)", role.to_string()),
            Whose::Customer(id) => ("AND customer = $whose", id.to_string()),
        };
        let rows: Vec<VisitRecord> = self.conn.run(&format!("{LIVE} {filter}"), vars! { "whose" => value }).await?.take(0)?;
        for (n, row) in rows.iter().enumerate() {
            tx = ending_if_live(tx, n, row, cause, origin)?;
        }
        Ok(tx)
    }

    /// Ends the visits whose gate says no, also when no request of theirs comes any more. Returns how many.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn sweep_visits(&self, job: &Job) -> Result<usize, StoreError> {
        self.write_ends().await?;
        let rows: Vec<VisitRecord> = self.conn.run(LIVE, vars! {}).await?.take(0)?;
        let mut ended = 0_usize;
        for row in rows {
            let judged = self.judged(&StoredVisit::of(row)?, job.origin().at).await?;
            if let Err(refusal) = judged.verdict {
                self.end_visit(judged.visit.id, refusal.ends_with(), job.origin()).await?;
                ended = ended.saturating_add(1);
            }
        }
        Ok(ended)
    }
}

/// Adds to `tx` the end of a visit with its event, if it is live still; `n` tells it from others.
pub(super) fn ending_if_live(tx: Tx, n: usize, row: &VisitRecord, cause: EndCause, origin: &Origin) -> Result<Tx, StoreError> {
    let (tx, update) = ending_row(tx, n, row, cause, origin);
    Ok(tx.update_if_still(&update, ending_event(row, cause, origin)?))
}

/// Adds to `tx` the end of a visit with its event; if it is not live any more, nothing happens.
pub(super) fn ending(tx: Tx, row: &VisitRecord, cause: EndCause, origin: &Origin) -> Result<Tx, StoreError> {
    let (tx, update) = ending_row(tx, 0, row, cause, origin);
    Ok(tx.must_update(&update).also(ending_event(row, cause, origin)?))
}

/// What writes the end into a visit's row, if it has not ended meanwhile: an end is written once.
fn ending_row(tx: Tx, n: usize, row: &VisitRecord, cause: EndCause, origin: &Origin) -> (Tx, String) {
    let update = format!("UPDATE $ended_visit_{n} SET ended = $ended_at_{n}, cause = $ended_cause_{n}, live = false WHERE live = true");
    let tx = tx
        .bind(&format!("ended_visit_{n}"), row.id.clone())
        .bind(&format!("ended_at_{n}"), origin.at.millis())
        .bind(&format!("ended_cause_{n}"), cause.code().to_owned());
    (tx, update)
}

fn ending_event(row: &VisitRecord, cause: EndCause, origin: &Origin) -> Result<Event, StoreError> {
    let visit = row.read()?;
    let actor = Actor::Staff { id: visit.staff, user_name: visit.staff_name };
    Ok(Event::new(Action::AssistanceEnded, actor, origin.clone())
        .about(visit.customer)
        .in_visit(visit.id)
        .on("customer", visit.customer, visit.customer_email)
        .because(cause.code()))
}
