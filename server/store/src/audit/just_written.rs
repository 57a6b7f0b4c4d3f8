//! Events that this program wrote a moment ago: its index is given them without reading them again. An event never changes, so what was
//! written is what would be read; that it was written, its place says.

use super::read;
use crate::{Store, StoreError, engine::record::EventRow};
use domain::audit::Recorded;
use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// So many at most, the newest: whoever is further behind reads them.
const MOST: usize = 1_024;

/// By their keys, which rise with time.
#[derive(Default)]
pub(crate) struct JustWritten(Mutex<BTreeMap<String, EventRow>>);

impl JustWritten {
    fn held(&self) -> MutexGuard<'_, BTreeMap<String, EventRow>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// These were committed.
    pub(crate) fn keep(&self, rows: Vec<EventRow>) {
        let mut held = self.held();
        held.extend(rows.into_iter().map(|row| (row.key(), row)));
        while held.len() > MOST {
            held.pop_first();
        }
    }

    fn take(&self, key: &str) -> Option<EventRow> {
        self.held().remove(key)
    }
}

impl Store {
    /// As [`Store::events_at`], for whoever wants each event once.
    pub(super) async fn events_once(&self, places: &[(i64, String)]) -> Result<Vec<Recorded>, StoreError> {
        let (mut written, mut others) = (Vec::new(), Vec::new());
        for (place, key) in places {
            match self.just_written.take(key) {
                Some(row) => written.push(Recorded { place: Some(*place), ..read(row)? }),
                None => others.push((*place, key.clone())),
            }
        }
        let mut events = self.events_at(&others).await?;
        events.append(&mut written);
        events.sort_by_key(|event| event.place);
        Ok(events)
    }
}
