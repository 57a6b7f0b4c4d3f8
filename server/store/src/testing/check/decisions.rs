//! What customers decided, of remote shopping assistance and of the newsletter, against what is kept of it and against the record.

use super::EventRow;
use crate::{Store, StoreError, key};
use domain::audit::Action;
use std::collections::BTreeMap;
use surrealdb::types::{RecordId, SurrealValue};

#[derive(SurrealValue)]
struct ConsentRow {
    id: RecordId,
    consent: bool,
    consent_revision: i64,
}

#[derive(SurrealValue)]
struct SubscriptionRow {
    id: RecordId,
    since: Option<i64>,
    revision: i64,
}

/// Whoever turns something so many times, and had it off, has it on.
const fn is_on_after(times: i64) -> bool {
    times % 2 == 1
}

fn counted<'a>(of: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, i64> {
    of.fold(BTreeMap::new(), |mut counted, customer| {
        let times = counted.entry(customer).or_default();
        *times = times.saturating_add(1);
        counted
    })
}

impl Store {
    pub(super) async fn decisions_against(&self, events: &[EventRow]) -> Result<Vec<String>, StoreError> {
        let mut found = self.consents_against_their_history().await?;
        let actions = [Action::NewsletterSubscribed, Action::NewsletterUnsubscribed];
        let told = events.iter().filter(|e| actions.iter().any(|action| e.is(*action)));
        let mut told = counted(told.filter_map(|e| e.subject.as_deref()));
        for row in self.whole::<SubscriptionRow>("SELECT id, since, revision FROM newsletter").await? {
            let times = told.remove(key(&row.id)?).unwrap_or_default();
            if times != row.revision || is_on_after(times) != row.since.is_some() {
                found.push(format!("the subscription {:?} was changed {} times, and {times} events tell of it", row.id.key, row.revision));
            }
        }
        found.extend(told.keys().map(|customer| format!("the record tells of a subscription of {customer}, which is not there")));
        Ok(found)
    }

    /// A consent that was given with the registration is the first of them, and counts no change.
    async fn consents_against_their_history(&self) -> Result<Vec<String>, StoreError> {
        let changes: Vec<String> = self.whole("SELECT VALUE customer FROM consent_change").await?;
        let mut kept = counted(changes.iter().map(String::as_str));
        let mut found = Vec::new();
        for row in self.whole::<ConsentRow>("SELECT id, consent, consent_revision FROM customer").await? {
            let times = kept.remove(key(&row.id)?).unwrap_or_default();
            if is_on_after(times) != row.consent || ![0, 1].contains(&times.saturating_sub(row.consent_revision)) {
                let changed = row.consent_revision;
                found.push(format!("the consent of {:?} was changed {changed} times, and its history has {times}", row.id.key));
            }
        }
        found.extend(kept.keys().map(|customer| format!("there is a history of {customer}, who is not there")));
        Ok(found)
    }
}
