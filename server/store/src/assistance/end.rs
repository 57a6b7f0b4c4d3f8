//! Ending visits: one, or many with whatever makes them end.

use super::row::VisitRow;
use crate::{
    Store, StoreError,
    engine::{conn::vars, secret::VisitCookie, tx::Tx, write::Update},
};
use domain::{
    assistance::EndCause,
    audit::{Action, Actor, Event, Origin},
    caller::Proof,
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
pub(super) const LIVE: &str =
    "SELECT * FROM (SELECT VALUE type::record('visit', visit) FROM assistance WHERE visit != NONE) WHERE live = true";

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

/// What ends a visit: the staff member whose visit it is, wherever the cause lies; the event says why.
struct Ending<'a> {
    actor: Actor,
    origin: &'a Origin,
}

impl Proof for Ending<'_> {
    fn actor(&self) -> Actor {
        self.actor.clone()
    }

    fn origin(&self) -> &Origin {
        self.origin
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
    pub(super) async fn write_ends(&self) -> Result<(), StoreError> {
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
        let event = ending_event(row, cause, origin)?;
        let ending = Ending { actor: event.actor.clone(), origin };
        let mut tx = self.tx(&ending);
        tx.writes().must_update(&ending_row(row, cause, origin));
        match tx.commit(event).await {
            // Somebody ended it meanwhile.
            Err(StoreError::Stale) => Ok(()),
            done => done,
        }
    }

    /// Adds to `tx` the end of all live visits of these, each with its event.
    pub(crate) async fn ending_visits(&self, tx: &mut Tx<'_>, whose: Whose, cause: EndCause) -> Result<(), StoreError> {
        self.live_visits(&whose).await?.iter().try_for_each(|row| ending_if_live(tx, row, cause))
    }

    /// The visits that are in progress.
    pub(crate) async fn live_visits(&self, whose: &Whose) -> Result<Vec<VisitRow>, StoreError> {
        let (filter, value) = match whose {
            Whose::Anybody => ("", String::new()),
            Whose::Staff(id) => ("AND staff = $whose", id.to_string()),
            Whose::Session(session) => ("AND staff_session = $whose", session.clone()),
            Whose::Role(role) => ("AND staff IN (SELECT VALUE record::id(id) FROM staff WHERE role = $whose)", role.to_string()),
            Whose::Customer(id) => ("AND customer = $whose", id.to_string()),
        };
        self.conn.read(&format!("{LIVE} {filter}"), vars! { "whose" => value }).await?.take(0)
    }
}

/// Adds to `tx` the end of a visit by the customer whose account it is in; if it is over, nothing happens.
pub(crate) fn ending_by_customer(tx: &mut Tx<'_>, row: &VisitRow) -> Result<(), StoreError> {
    ending(tx, row, EndCause::ByCustomer)
}

/// Adds to `tx` the end of a visit with its event, if it is live still.
pub(super) fn ending_if_live(tx: &mut Tx<'_>, row: &VisitRow, cause: EndCause) -> Result<(), StoreError> {
    let origin = tx.origin();
    let event = ending_event(row, cause, origin)?;
    tx.update_if_still(&ending_row(row, cause, origin), &event);
    Ok(())
}

/// Adds to `tx` the end of a visit with its event; if it is not live any more, nothing happens.
pub(super) fn ending(tx: &mut Tx<'_>, row: &VisitRow, cause: EndCause) -> Result<(), StoreError> {
    let origin = tx.origin();
    tx.writes().must_update(&ending_row(row, cause, origin));
    tx.also(ending_event(row, cause, origin)?);
    Ok(())
}

/// What writes the end into a visit's row, if it has not ended meanwhile: an end is written once.
fn ending_row(row: &VisitRow, cause: EndCause, origin: &Origin) -> Update {
    Update::of(&row.id).set("ended", origin.at.millis()).set("cause", cause.code().to_owned()).set("live", false).only_if("live", true)
}

fn ending_event(row: &VisitRow, cause: EndCause, origin: &Origin) -> Result<Event, StoreError> {
    let visit = row.read()?;
    let actor = Actor::Staff { id: visit.staff, user_name: visit.staff_name };
    Ok(Event::new(Action::AssistanceEnded, actor, origin.clone())
        .about(visit.customer)
        .in_visit(visit.id)
        .within(Some(visit.website).filter(|website| *website == visit.customer_website))
        .on("customer", visit.customer, visit.customer_email)
        .because(cause.code()))
}
