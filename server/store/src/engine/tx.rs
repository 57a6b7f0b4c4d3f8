//! Writing: one transaction, one request, begun with a proof, and never without an event.

use super::{
    conn::Conn,
    record::{EventRow, PlaceRow},
    retry::{ATTEMPTS, backoff},
    write::{Update, Writes},
};
use crate::{Store, StoreError, record, search::found};
use domain::{
    audit::{Action, Event, Origin},
    caller::Proof,
    config::{Config, is_of_logging},
    time::Moment,
};
use surrealdb::types::RecordId;

/// A transaction in the making. It begins with a proof, which says who acts, for whom and in which visit; the only way to end it is
/// [`Tx::commit`], which takes an event: a change without one cannot be written.
pub(crate) struct Tx<'a> {
    store: &'a Store,
    proof: &'a (dyn Proof + Sync),
    writes: Writes,
    events: Vec<Event>,
}

impl Store {
    /// A transaction of whoever holds the proof. In a visit it touches the visit's row first: acting and ending conflict, and an ended
    /// visit acts no more.
    pub(crate) fn tx<'a>(&'a self, proof: &'a (impl Proof + Sync)) -> Tx<'a> {
        let name = Some(proof.actor().name().to_owned()).filter(|name| !name.is_empty());
        let mut writes = Writes::by(name, proof.origin().at);
        if let Some(visit) = proof.visit() {
            let touched = Update::of(&record("visit", &visit.to_string())).add("touched", 1).set("seen", proof.origin().at.millis());
            writes.must_update(&touched.only_if("live", true));
        }
        Tx { store: self, proof, writes, events: Vec::new() }
    }
}

impl<'a> Tx<'a> {
    pub(crate) fn origin(&self) -> &'a Origin {
        self.proof.origin()
    }

    /// An event by whoever this transaction is of.
    pub(crate) fn event(&self, action: Action) -> Event {
        self.proof.event(action)
    }

    /// What is written. (A transaction is built by saying, one after another, what it does.)
    pub(crate) fn writes(&mut self) -> &mut Writes {
        &mut self.writes
    }

    /// Another event of the same transaction.
    pub(crate) fn also(&mut self, event: Event) {
        self.events.push(event);
    }

    /// The events so far, for whoever puts another one first.
    pub(crate) fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// A change that may find its row no longer as it was, and the event that tells of it: both happen, or neither.
    pub(crate) fn update_if_still(&mut self, update: &Update, event: &Event) {
        let rows = vec![self.store.event_row(event)];
        self.writes.update_if_still(update, |rest| tell(rest, &rows, &[], self.proof.origin().at));
    }

    /// Commits all of it together with `event`, again if it met another commit. It runs in a task of its own, so that a browser which
    /// goes away cannot cut it.
    pub(crate) async fn commit(mut self, event: Event) -> Result<(), StoreError> {
        self.events.insert(0, event);
        commit(self.store, self.writes, &self.events, self.proof.origin().at).await
    }
}

impl Tx<'_> {
    /// Commits a step of the program's own, of which nobody is told before it has come to something.
    pub(crate) async fn commit_untold(self) -> Result<(), StoreError> {
        commit(self.store, self.writes, &self.events, self.proof.origin().at).await
    }
}

/// Commits what is written together with its events. What the program does by itself on the way to something has none. Whatever follows from
/// it happens even if whoever asked for it does not wait: a browser that sends twice gives up the first.
pub(crate) async fn commit(store: &Store, mut writes: Writes, events: &[Event], at: Moment) -> Result<(), StoreError> {
    let config = store.config();
    let recorded = events.iter().filter(|event| is_recorded(&config, event));
    let rows: Vec<EventRow> = recorded.map(|event| store.event_row(event)).collect();
    if rows.is_empty() && writes.is_empty() {
        return Ok(());
    }
    let touched = found(writes.touched());
    tell(&mut writes, &rows, &touched, at);
    let store = store.clone();
    let committing = tokio::spawn(async move {
        let committed = send(&store.conn, &writes).await;
        // Even if nobody knows whether it happened; of what surely did not, nothing waits for ever.
        if !committed.as_ref().is_err_and(StoreError::wrote_nothing) {
            store.rows.wrote(&touched);
        }
        committed?;
        store.just_written.keep(rows);
        store.committed.send_replace(());
        Ok(())
    });
    committing.await.map_err(|_| StoreError::OutcomeUnknown)?
}

impl Store {
    /// An event as it is written. What happens in a store view is its website's matter.
    pub(crate) fn event_row(&self, event: &Event) -> EventRow {
        let code = &event.origin.store_view;
        let here = || self.shop().views().iter().find(|view| view.code == *code).map(|view| view.website);
        let website = event.website.or_else(|| if code.is_empty() { None } else { here() });
        EventRow { website: website.map(|id| id.to_string()), ..EventRow::of(event) }
    }
}

/// Whether an event is to be written: by its group, but for what is done in a visit, whatever that is, and for what tells of the groups itself.
fn is_recorded(config: &Config, event: &Event) -> bool {
    event.visit.is_some() || config.records(event.action.group()) || event.changes.iter().any(is_of_logging)
}

/// Appends events, and the rows that wait for their places, which say what was touched of what people search for.
fn tell(writes: &mut Writes, rows: &[EventRow], touched: &[RecordId], at: Moment) {
    if let [row] = rows {
        writes.create(&record("event", &row.key()), row.clone());
    } else if !rows.is_empty() {
        // Those of an import's step are many: one statement is half of what as many would cost.
        writes.insert("event", rows.iter().map(EventRow::keyed).collect());
    }
    for row in PlaceRow::touching(PlaceRow::of(rows, None), touched, at) {
        writes.create(&row.id.clone(), row);
    }
}

async fn send(conn: &Conn, writes: &Writes) -> Result<(), StoreError> {
    for attempt in 0..ATTEMPTS {
        match conn.write(writes).await {
            Ok(()) => return Ok(()),
            Err(StoreError::Conflict) => backoff(attempt).await,
            Err(StoreError::TimedOut) => return Err(StoreError::OutcomeUnknown),
            Err(error) => return Err(error),
        }
    }
    Err(StoreError::Conflict)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Address, Effort, Faults};
    use futures::FutureExt;
    use std::time::Duration;

    #[tokio::test]
    async fn what_follows_from_a_commit_happens_though_whoever_asked_for_it_went_away() {
        let store = Store::open_suffering(&Address::Memory, Effort::Low, Faults::default()).await.unwrap();
        let mut told = store.committed.subscribe();
        let mut writes = Writes::default();
        writes.delete(&record("customer", "nobody"));
        let is_done = commit(&store, writes, &[], Moment::from_millis(1_000)).now_or_never().is_some();
        assert!(!is_done, "nobody went away before it was done");
        tokio::time::timeout(Duration::from_secs(20), told.changed()).await.unwrap().unwrap();
        assert_eq!(store.rows.waiting("customer"), ["nobody"]);
    }

    /// Whoever registered with an address that is taken left one more row to look at for each search, each time.
    #[tokio::test]
    async fn what_was_refused_is_not_waited_for() {
        let store = Store::open_suffering(&Address::Memory, Effort::Low, Faults::default()).await.unwrap();
        let mut writes = Writes::default();
        writes.must_update(&Update::of(&record("customer", "nobody")).set("name", "Ada"));
        assert!(matches!(commit(&store, writes, &[], Moment::from_millis(1_000)).await, Err(StoreError::Stale)));
        assert_eq!(store.rows.waiting("customer"), Vec::<String>::new());
    }
}
