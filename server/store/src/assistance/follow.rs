//! Following the Login as Customer Log: which visits something happened in, by the sequence of the record. One reads a process while
//! anybody follows; whoever was away reads for himself what he missed.

use super::StoredVisit;
use crate::{By, Store, StoreError, engine::conn::vars, record};
use domain::{
    assistance::Visit,
    caller::{Job, Permit, Proof, right},
    ids::VisitId,
    time::Moment,
};
use futures::{Stream, stream};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};
use surrealdb::types::RecordId;
use tokio::sync::broadcast::{Receiver, Sender, error::RecvError};

/// So many events are read at once.
const AT_ONCE: usize = 200;
/// So many batches wait for whoever is slow; after more he reads for himself.
const WAITING: usize = 64;

/// The visits in which something happened after one place and up to another, as they stand by now.
#[derive(Debug, Clone)]
pub struct Visited {
    pub after: i64,
    pub place: i64,
    pub visits: Vec<Visit>,
    at: Moment,
}

/// Those who follow, and up to where they were told.
pub(crate) struct Feed {
    told: Sender<Arc<Visited>>,
    place: Mutex<Option<i64>>,
}

impl Default for Feed {
    fn default() -> Self {
        Self { told: Sender::new(WAITING), place: Mutex::default() }
    }
}

impl By<'_, Job> {
    /// Tells whoever follows of what happened since the last time. Nothing is read while nobody does.
    ///
    /// # Errors
    /// The store does not answer: it is told the next time.
    pub async fn tell_followers(&self) -> Result<(), StoreError> {
        let (store, feed) = (self.store, &self.store.feed);
        let place = || feed.place.lock().unwrap_or_else(PoisonError::into_inner);
        if feed.told.receiver_count() == 0 {
            *place() = None;
            return Ok(());
        }
        let known = *place();
        let at = self.proof.origin().at;
        let mut from = match known {
            Some(from) => from,
            None => {
                // What happened before this reader began is read by those who were there already.
                let from = store.last_place().await?;
                let _ = feed.told.send(Arc::new(Visited { after: from, place: from, visits: Vec::new(), at }));
                from
            }
        };
        while let Some(visited) = store.visited_after(from, at).await? {
            from = visited.place;
            // Nobody may be there any more: then nobody misses it.
            let _ = feed.told.send(Arc::new(visited));
        }
        *place() = Some(from);
        Ok(())
    }
}

impl By<'_, Permit<right::LoginAsCustomerLog>> {
    /// The last place that was given: whatever is read from now on tells at least up to there.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn last_place(&self) -> Result<i64, StoreError> {
        self.store.last_place().await
    }

    /// The visits in which something happened after a place; `None` if nothing did.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn visited_after(&self, place: i64) -> Result<Option<Visited>, StoreError> {
        self.store.visited_after(place, self.proof.origin().at).await
    }

    /// All that happens after a place, without a gap. It ends when the store does not answer: whoever follows begins again where he was.
    pub fn follow(&self, place: i64) -> impl Stream<Item = Arc<Visited>> + Send + 'static {
        let (store, at) = (self.store.clone(), self.proof.origin().at);
        let told = store.feed.told.subscribe();
        // The first is read: it may have happened before anybody was told.
        let follower = Follower { store, told, place, at, is_behind: true };
        stream::unfold(follower, |mut follower| async move { follower.next().await.map(|visited| (visited, follower)) })
    }
}

struct Follower {
    store: Store,
    told: Receiver<Arc<Visited>>,
    place: i64,
    /// The moment of what was heard last: visits that are read are judged by it.
    at: Moment,
    /// Whether there may be more to read than will be told.
    is_behind: bool,
}

impl Follower {
    async fn next(&mut self) -> Option<Arc<Visited>> {
        loop {
            if self.is_behind {
                match self.store.visited_after(self.place, self.at).await {
                    Ok(Some(visited)) => return Some(self.heard(Arc::new(visited))),
                    Ok(None) => self.is_behind = false,
                    Err(error) => {
                        tracing::warn!(%error, "whoever follows the log is let go");
                        return None;
                    }
                }
            }
            match self.told.recv().await {
                Ok(visited) => {
                    self.at = self.at.max(visited.at);
                    if visited.place > self.place && visited.after <= self.place {
                        return Some(self.heard(visited));
                    }
                    self.is_behind = visited.after > self.place;
                }
                Err(RecvError::Lagged(_)) => self.is_behind = true,
                Err(RecvError::Closed) => return None,
            }
        }
    }

    fn heard(&mut self, visited: Arc<Visited>) -> Arc<Visited> {
        self.place = visited.place;
        visited
    }
}

impl Store {
    async fn visited_after(&self, place: i64, at: Moment) -> Result<Option<Visited>, StoreError> {
        let places = self.places_after(place, AT_ONCE).await?;
        let Some((last, _)) = places.last() else { return Ok(None) };
        let ids: Vec<RecordId> = places.iter().map(|(_, key)| record("event", key)).collect();
        let of: Vec<Option<String>> = self.conn.read("SELECT VALUE visit FROM $ids", vars! { "ids" => ids }).await?.take(0)?;
        let mut visits = Vec::new();
        for id in of.into_iter().flatten().collect::<BTreeSet<_>>() {
            let stored: Arc<StoredVisit> = self.visit_by_id(crate::parse::<VisitId>(&id)?).await?;
            visits.push(self.as_it_stands(&stored, at).await?);
        }
        Ok(Some(Visited { after: place, place: *last, visits, at }))
    }
}
