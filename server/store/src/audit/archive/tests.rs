//! What goes from the store with a day of the archive.

use super::*;
use crate::{Address, Effort, Faults};
use domain::audit::Origin;
use std::collections::BTreeSet;

const NOW: Moment = Moment::from_millis(1_772_366_400_000);

#[expect(clippy::disallowed_methods, reason = "a test has no middleware")]
fn job() -> Job {
    Job::of_the_program(Origin { at: NOW, ..Origin::default() })
}

async fn placed(store: &Store) -> Vec<PlaceRow> {
    store.conn.read("SELECT * FROM event_place WHERE number > 0", vars! {}).await.unwrap().take(0).unwrap()
}

/// Of commits that have one event, many, or none but something that people search for.
#[tokio::test]
async fn whatever_the_store_has_of_archived_events_goes_and_nothing_of_others() {
    let store = Store::open_suffering(&Address::Memory, Effort::Low, Faults::default()).await.unwrap();
    let job = job();
    for events in [1, 0, 20, 3, 0, 40, 0, 1] {
        let mut tx = store.tx(&job);
        tx.writes().delete(&record("customer", "nobody"));
        if events == 0 {
            tx.commit_untold().await.unwrap();
            continue;
        }
        for _ in 1..events {
            let event = tx.event(Action::CustomerChanged);
            tx.also(event);
        }
        let event = tx.event(Action::CustomerChanged);
        tx.commit(event).await.unwrap();
    }
    while store.by(&job).place_events("test").await.unwrap() > 0 {}
    let (all, rows) = (store.places_after(0, 1_000).await.unwrap(), placed(&store).await);
    assert_eq!((all.len(), rows.iter().filter(|row| row.places().unwrap().is_empty()).count()), (65, 3));
    let (mut first, mut left) = (1, rows);
    for (day, last) in [("2026-01-01", 40), ("2026-01-02", 65)] {
        let archived = Archived {
            day: day.to_owned(),
            first,
            last,
            bytes: 1,
            sha256: String::new(),
            before: String::new(),
            verified: NOW,
            broken: None,
            state: State::Clearing,
            until: None,
            back: 0,
        };
        store.by(&job).enter_archived(&archived).await.unwrap();
        let mut from = Some(first);
        while let Some(at) = from {
            from = store.by(&job).clear_archived(&archived, at).await.unwrap();
        }
        let (gone, kept) = all.split_at(usize::try_from(last).unwrap());
        assert!(store.events_at(gone).await.unwrap().is_empty());
        assert_eq!(store.events_at(kept).await.unwrap().len(), kept.len());
        left.retain(|row| row.places().unwrap().last().map_or(row.number, |(place, _)| *place) > Some(last));
        let ids = |rows: &[PlaceRow]| rows.iter().map(|row| crate::key(&row.id).unwrap().to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(ids(&placed(&store).await), ids(&left), "{day}");
        first = last + 1;
    }
    // Rows of one moment stand in no order: one without an event may stand behind the last, and is of the day after.
    assert!(left.iter().all(|row| row.places().unwrap().is_empty()));
}
