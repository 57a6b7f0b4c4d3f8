//! That the record was read is told in it, with what was asked. Whoever follows a page that he has opened goes on with that look.

use crate::{By, StoreError, audit::Following};
use domain::{
    assistance::Visit,
    audit::{Action, Change, Event, Recorded},
    caller::{Permit, Proof, right},
    time::Moment,
};
use quick_cache::sync::Cache;
use std::time::Duration;

/// Whoever asks the same again within so long goes on with one look: a page that stays open reads what changes on it again and again, and
/// would else fill the record with itself.
const ONE_LOOK: Duration = Duration::from_secs(60);
/// Of so many questions it is known when they were asked last; of one that is forgotten, the next look is told once more.
const MOST: usize = 10_000;

/// The questions of the last minute, each by the session that asked it.
pub(crate) struct Readings(Cache<(String, String), Moment>);

impl Default for Readings {
    fn default() -> Self {
        Self(Cache::new(MOST))
    }
}

impl<R: Following> By<'_, Permit<R>> {
    async fn tell_of_a_look(&self, event: Event) -> Result<(), StoreError> {
        let (readings, now) = (&self.store.readings.0, self.proof.origin().at);
        let question = (self.proof.session().to_owned(), format!("{:?} {:?} {:?}", event.action, event.object, event.changes));
        let goes_on = readings.get(&question).is_some_and(|last| last <= now && now < last.plus(ONE_LOOK));
        if !goes_on {
            self.store.append(event).await?;
        }
        // Only what was told goes on.
        readings.insert(question, now);
        Ok(())
    }
}

impl By<'_, Permit<right::ActionLogsReport>> {
    /// Writes that the record was read, and what was asked of it.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn tell_of_reading(&self, asked: Vec<Change>) -> Result<(), StoreError> {
        self.tell_of_a_look(self.proof.event(Action::ActionLogsViewed).changing(asked)).await
    }

    /// Writes that the page of an event was read.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn tell_of_reading_one(&self, event: &Recorded) -> Result<(), StoreError> {
        let entry = event.place.map(|place| Change::added("entry", place.to_string()));
        self.tell_of_reading(entry.into_iter().collect()).await
    }
}

impl By<'_, Permit<right::LoginAsCustomerLog>> {
    /// Writes that the log was read, and what was asked of it.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn tell_of_reading(&self, asked: Vec<Change>) -> Result<(), StoreError> {
        self.tell_of_a_look(self.proof.event(Action::AssistanceLogViewed).changing(asked)).await
    }

    /// Writes that it was read what was done in a visit.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn tell_of_reading_one(&self, visit: &Visit) -> Result<(), StoreError> {
        let event = self.proof.event(Action::AssistanceLogViewed);
        self.tell_of_a_look(event.on("visit", visit.id, visit.customer_name.clone())).await
    }
}
