//! The sequence of events.

use super::{guest, job, memory, person};
use store::{Address, Effort, Faults, Stay, Store};

#[tokio::test]
async fn every_event_gets_one_place_in_the_sequence_and_keeps_it() {
    let store = memory().await;
    for n in 0..30 {
        store.by(&job()).fill_customer(&person(n)).await.unwrap();
    }
    let mut rounds = 0;
    while store.by(&job()).place_events("a").await.unwrap() + store.by(&job()).place_events("b").await.unwrap() > 0 {
        rounds += 1;
    }
    assert!(rounds > 0);
    let places = store.by(&job()).places_after(0, 100).await.unwrap();
    assert_eq!(places.len(), 30);
    assert!(places.iter().zip(1_i64..).all(|((number, _), expected)| *number == expected), "{places:?}");
    store.by(&job()).fill_customer(&person(99)).await.unwrap();
    store.by(&job()).place_events("a").await.unwrap();
    let later = store.by(&job()).places_after(30, 100).await.unwrap();
    assert_eq!((later.len(), later[0].0), (1, 31));
    assert_eq!(store.by(&job()).places_after(0, 100).await.unwrap()[..30], places);
}

#[tokio::test]
async fn the_sequence_can_be_read_from_any_place_on_though_commits_have_several() {
    let store = memory().await;
    // Registered and consented, in one commit; signed in, in another.
    for n in 0..5 {
        store.register(&guest(), person(2 * n), Stay::Remembered).await.unwrap();
    }
    assert_eq!(store.by(&job()).events_without_place().await.unwrap(), 15);
    while store.by(&job()).place_events("a").await.unwrap() > 0 {}
    let all = store.by(&job()).places_after(0, 100).await.unwrap();
    assert_eq!(all.len(), 15);
    for from in 0..all.len() {
        for most in 1..4 {
            let some = store.by(&job()).places_after(i64::try_from(from).unwrap(), most).await.unwrap();
            assert_eq!(some, all[from..(from + most).min(all.len())], "{most} from {from} on");
        }
    }
}

#[tokio::test]
async fn the_index_is_given_what_its_program_wrote_without_reading_it_again_and_reads_what_others_wrote() {
    let faults = Faults::default();
    let store = Store::open_suffering(&Address::Memory, Effort::Low, faults.clone()).await.unwrap();
    let other = store.beside().await.unwrap();
    store.by(&job()).fill_customer(&person(1)).await.unwrap();
    while store.by(&job()).place_events("a").await.unwrap() > 0 {}
    for (program, reads) in [(&store, 0), (&other, 1)] {
        faults.heard();
        assert_eq!(program.by(&job()).index_events(true).await.unwrap(), 1);
        assert_eq!(faults.heard().iter().filter(|sql| sql.contains("$ids.*")).count(), reads);
    }
}
