//! That the record was read, or a file taken along, is told in the record, with what was asked. Whoever follows a page that he has opened, asks for
//! what is behind it or for the rest of a file goes on with that: in the session in which he began, or else he did not begin.

use crate::{By, StoreError, audit::Following};
use domain::{
    access::Right,
    assistance::Visit,
    audit::{Change, Event, Recorded},
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

/// What was asked last and when, each by the session that asked it.
pub(crate) struct Readings(Cache<(String, String), Moment>);

impl Default for Readings {
    fn default() -> Self {
        Self(Cache::new(MOST))
    }
}

impl<R: Right> By<'_, Permit<R>> {
    /// Writes that a file is taken along; whoever goes on with it was told of when he began.
    pub(crate) async fn tell_of_a_file(&self, name: String, event: Event, goes_on: bool) -> Result<(), StoreError> {
        // Each time that he begins.
        self.tell_unless_it_goes_on(name, event, goes_on, Duration::ZERO).await
    }

    async fn tell_of_a_look(&self, event: Event, goes_on: bool) -> Result<(), StoreError> {
        let question = format!("{:?} {:?} {:?}", event.action, event.object, event.changes);
        self.tell_unless_it_goes_on(question, event, goes_on, ONE_LOOK).await
    }

    async fn tell_unless_it_goes_on(&self, asked: String, event: Event, goes_on: bool, one_look: Duration) -> Result<(), StoreError> {
        let (readings, now) = (&self.store.readings.0, self.proof.origin().at);
        let question = (self.proof.session().to_owned(), asked);
        let is_told = readings.get(&question).is_some_and(|last| goes_on || (last <= now && now < last.plus(one_look)));
        if !is_told {
            self.store.append(event).await?;
        }
        // Only what was told goes on.
        readings.insert(question, now);
        Ok(())
    }
}

impl<R: Following> By<'_, Permit<R>> {
    /// Writes that the record was read, and what was asked of it. Whoever `goes_on` asks for what is behind a page, or has happened since: that is
    /// told of as well where this session has not read the page.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn tell_of_reading(&self, asked: Vec<Change>, goes_on: bool) -> Result<(), StoreError> {
        self.tell_of_a_look(self.proof.event(R::READ).changing(asked), goes_on).await
    }
}

impl By<'_, Permit<right::ActionLogsReport>> {
    /// Writes that the page of an event was read.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn tell_of_reading_one(&self, event: &Recorded) -> Result<(), StoreError> {
        let entry = event.place.map(|place| Change::added("entry", place.to_string()));
        self.tell_of_reading(entry.into_iter().collect(), false).await
    }
}

impl By<'_, Permit<right::LoginAsCustomerLog>> {
    /// Writes that it was read what was done in a visit; `goes_on` as where the record is read.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn tell_of_reading_one(&self, visit: &Visit, goes_on: bool) -> Result<(), StoreError> {
        let event = self.proof.event(right::LoginAsCustomerLog::READ);
        self.tell_of_a_look(event.on("visit", visit.id, visit.customer_name.clone()), goes_on).await
    }
}
