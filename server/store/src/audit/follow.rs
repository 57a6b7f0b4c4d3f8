//! Following the record by its sequence: what happened, and the visits in which it did. One reads a process while anybody follows;
//! whoever was away reads for himself what he missed.

use crate::{By, Store, StoreError, assistance::StoredVisit};
use domain::{
    access::Right,
    assistance::Visit,
    audit::{Action, Recorded, report::Wanted},
    caller::{Job, Permit, Proof, right},
    ids::VisitId,
    time::Moment,
};
use futures::{Stream, stream};
use quick_cache::sync::Cache;
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::broadcast::{Receiver, Sender, error::RecvError};

/// So many events are read at once.
const AT_ONCE: usize = 200;
/// So many batches wait for whoever is slow; after more he reads for himself.
const WAITING: usize = 64;

/// What happened after one place and up to another, and the visits in which it did, as they stand by now.
#[derive(Debug, Clone)]
pub struct Happened {
    pub after: i64,
    pub place: i64,
    pub events: Vec<Recorded>,
    pub visits: Vec<Visit>,
    at: Moment,
}

/// So many questions of those who follow are kept with what they mean.
const QUESTIONS: usize = 500;

/// Those who follow, and up to where they were told.
pub(crate) struct Feed {
    told: Sender<Arc<Happened>>,
    place: Mutex<Option<i64>>,
    /// What they ask for, by the place up to which it is told: whoever asks the same as another does not look up what it means once more.
    pub(super) meant: Cache<(i64, String), Arc<Wanted>>,
}

impl Default for Feed {
    fn default() -> Self {
        Self { told: Sender::new(WAITING), place: Mutex::default(), meant: Cache::new(QUESTIONS) }
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
            if place().take().is_some() {
                feed.meant.clear();
            }
            return Ok(());
        }
        let known = *place();
        let at = self.proof.origin().at;
        let mut from = match known {
            Some(from) => from,
            None => {
                // What happened before this reader began is read by those who were there already.
                let from = store.last_place().await?;
                let _ = feed.told.send(Arc::new(Happened { after: from, place: from, events: Vec::new(), visits: Vec::new(), at }));
                from
            }
        };
        while let Some(happened) = store.happened_after(from, at).await? {
            from = happened.place;
            // A question may mean any number of customers: what it meant before is kept for nobody.
            feed.meant.retain(|(of, _), _| *of >= from);
            // Nobody may be there any more: then nobody misses it.
            let _ = feed.told.send(Arc::new(happened));
        }
        *place() = Some(from);
        Ok(())
    }
}

/// A right that lets somebody follow the record: what he sees of it is his page's to say.
pub trait Following: Right + Send + Sync {
    /// How it is told that he read it.
    const READ: Action;
}
impl Following for right::LoginAsCustomerLog {
    const READ: Action = Action::AssistanceLogViewed;
}
impl Following for right::ActionLogsReport {
    const READ: Action = Action::ActionLogsViewed;
}

impl<R: Following> By<'_, Permit<R>> {
    /// The last place that was given: whatever is read from now on tells at least up to there.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn last_place(&self) -> Result<i64, StoreError> {
        self.store.last_place().await
    }

    /// What happened after a place; `None` if nothing did.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn happened_after(&self, place: i64) -> Result<Option<Happened>, StoreError> {
        self.store.happened_after(place, self.proof.origin().at).await
    }

    /// All that happens after a place, without a gap. It ends when the store does not answer: whoever follows begins again where he was.
    pub fn follow(&self, place: i64) -> impl Stream<Item = Arc<Happened>> + Send + 'static {
        let (store, at) = (self.store.clone(), self.proof.origin().at);
        let told = store.feed.told.subscribe();
        // The first is read: it may have happened before anybody was told.
        let follower = Follower { store, told, place, at, is_behind: true };
        stream::unfold(follower, |mut follower| async move { follower.next().await.map(|happened| (happened, follower)) })
    }
}

struct Follower {
    store: Store,
    told: Receiver<Arc<Happened>>,
    place: i64,
    /// The moment of what was heard last: visits that are read are judged by it.
    at: Moment,
    /// Whether there may be more to read than will be told.
    is_behind: bool,
}

impl Follower {
    async fn next(&mut self) -> Option<Arc<Happened>> {
        loop {
            if self.is_behind {
                match self.store.happened_after(self.place, self.at).await {
                    Ok(Some(happened)) => return Some(self.heard(Arc::new(happened))),
                    Ok(None) => self.is_behind = false,
                    Err(error) => {
                        tracing::warn!(%error, "whoever follows the log is let go");
                        return None;
                    }
                }
            }
            match self.told.recv().await {
                Ok(happened) => {
                    self.at = self.at.max(happened.at);
                    if happened.place > self.place && happened.after <= self.place {
                        return Some(self.heard(happened));
                    }
                    self.is_behind = happened.after > self.place;
                }
                Err(RecvError::Lagged(_)) => self.is_behind = true,
                Err(RecvError::Closed) => return None,
            }
        }
    }

    fn heard(&mut self, happened: Arc<Happened>) -> Arc<Happened> {
        self.place = happened.place;
        happened
    }
}

impl Store {
    async fn happened_after(&self, place: i64, at: Moment) -> Result<Option<Happened>, StoreError> {
        let places = self.places_after(place, AT_ONCE).await?;
        let Some((last, _)) = places.last() else { return Ok(None) };
        let events = self.events_at(&places).await?;
        let mut visits = Vec::new();
        for id in events.iter().filter_map(|event| event.visit).collect::<BTreeSet<VisitId>>() {
            let stored: Arc<StoredVisit> = match self.visit_by_id(id).await {
                // It was started, and nobody has entered it yet.
                Err(StoreError::NotFound) => continue,
                stored => stored?,
            };
            visits.push(self.as_it_stands(&stored, at).await?);
        }
        Ok(Some(Happened { after: place, place: *last, events, visits, at }))
    }
}
