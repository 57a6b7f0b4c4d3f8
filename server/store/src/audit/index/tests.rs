//! The index finds what a look at each event finds, and is there again after a restart.

use super::*;
use domain::{
    audit::{
        Action, Actor, RecordedObject,
        report::{CUSTOMER, DETAILS, Meant},
    },
    ids::{CustomerId, StaffId},
    list::{Filter, Query, Sort},
    text::Collation,
    time::Moment,
};
use proptest::prelude::*;
use uuid::Uuid;

fn event(place: i64, action: usize, who: usize, name: &str) -> Recorded {
    let id = u128::try_from(place).unwrap();
    Recorded {
        id: EventId::new(Uuid::from_u128(id)),
        place: Some(place),
        // Times repeat, and do not rise with the places.
        at: Moment::from_millis(1_000 - place % 7),
        action: [Action::CartChanged, Action::AccessDenied, Action::OrderPlaced][action % 3],
        actor: Actor::Staff { id: StaffId::new(Uuid::from_u128(7)), user_name: ["rosa", "theo"][who % 2].to_owned() },
        subject: (who.is_multiple_of(3)).then(|| CustomerId::new(Uuid::from_u128(9))),
        visit: None,
        website: None,
        object: Some(RecordedObject { kind: "product".to_owned(), id: "1".to_owned(), name: name.to_owned() }),
        changes: Vec::new(),
        reason: None,
        store_view: "en".to_owned(),
        address: "203.0.113.9".to_owned(),
        agent: String::new(),
        request: String::new(),
    }
}

fn wanted(filters: &[(&'static str, &str)], from: i64, until: i64) -> Wanted {
    let filters = filters.iter().map(|(name, text)| (*name, Filter::Is((*text).to_owned()))).collect();
    let sort = Sort { by: "place", down: true };
    let query = Query { search: String::new(), filters, sort, collation: Collation::ROOT, cursor: Cursor::First };
    // Whom a name means, most of whom nothing happened to.
    let meant = Meant { customers: (1..12).map(|n| CustomerId::new(Uuid::from_u128(n))).collect(), ..Meant::default() };
    let (from, until) = (Some(Moment::from_millis(from)), Some(Moment::from_millis(until)));
    Wanted { from, until, ..Wanted::of(&query, &meant) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_the_index_finds_is_what_a_look_at_each_event_finds_both_ways(
        drawn in proptest::collection::vec((0_usize..3, 0_usize..4, "(harbour mug|bread box|Müg)"), 1..60),
        cut in 1_usize..20,
        filter in 0_usize..7,
        from in 993_i64..1_000,
        size in 1_usize..7,
    ) {
        let index = RecordIndex::open(&Address::Memory).unwrap();
        let events: Vec<Recorded> = (1_i64..).zip(&drawn).map(|(place, (action, who, name))| event(place, *action, *who, name)).collect();
        // Some at a time, each in a segment of its own.
        for some in events.chunks(cut) {
            index.add(some.to_vec(), some.last().unwrap().place.unwrap(), true).unwrap();
        }
        let filters: [&[(&'static str, &str)]; 7] = [
            &[],
            &[("username", "ros")],
            &[("action", "cart.changed")],
            &[(DETAILS, "mug"), ("username", "theo")],
            &[(DETAILS, "?!")],
            &[(CUSTOMER, "ada")],
            &[(CUSTOMER, "ada"), ("action", "order.placed")],
        ];
        let wanted = wanted(filters[filter], from, 2_000);
        let expected: Vec<i64> = events.iter().filter(|e| wanted.takes(e)).filter_map(|e| e.place).collect();
        let sought = index.shown().seek(&wanted);
        prop_assert_eq!(sought.count().unwrap(), i64::try_from(expected.len()).unwrap());
        let chart = sought.clone().chart(vec![from, 2_000]).unwrap();
        prop_assert_eq!(chart.bars[0].all, i64::try_from(expected.len()).unwrap(), "its chart is of the same");
        let mut firsts: BTreeMap<String, i64> = BTreeMap::new();
        for event in events.iter().rev().filter(|event| wanted.takes(event)) {
            firsts.insert(event.action.code().to_owned(), event.place.unwrap());
        }
        prop_assert_eq!(sought.firsts().unwrap(), firsts, "each kind of it, and its first");
        let places = |hits: Vec<Hit>| hits.into_iter().map(|hit| hit.place).collect::<Vec<_>>();
        let (mut back, mut on, mut start) = (Vec::new(), Vec::new(), Start::Back(i64::MAX));
        loop {
            let hits = places(sought.page(start, size).unwrap());
            let Some(last) = hits.last() else { break };
            start = Start::Back(*last);
            back.extend(hits);
        }
        start = Start::On(0);
        loop {
            let hits = places(sought.page(start, size).unwrap());
            let Some(last) = hits.last() else { break };
            start = Start::On(*last);
            on.extend(hits);
        }
        prop_assert_eq!(&on, &expected);
        back.reverse();
        prop_assert_eq!(&back, &expected);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// Of events many happened at one moment, and others arrive between one page and the next.
    #[test]
    fn whoever_pages_while_events_arrive_sees_each_that_was_there_once_and_none_that_was_not(
        drawn in proptest::collection::vec((0_usize..3, 0_usize..2), 1..25),
        arriving in proptest::collection::vec(0_usize..5, 1..20),
        size in 1_usize..6,
        is_narrowed in proptest::bool::ANY,
    ) {
        let index = RecordIndex::open(&Address::Memory).unwrap();
        let mut last = 0;
        let mut happens = |some: &[(usize, usize)]| {
            let events: Vec<Recorded> = (last + 1..).zip(some).map(|(place, (action, who))| event(place, *action, *who, "mug")).collect();
            last += i64::try_from(some.len()).unwrap();
            index.add(events.clone(), last, true).unwrap();
            events
        };
        let filters: &[(&'static str, &str)] = if is_narrowed { &[("action", "cart.changed")] } else { &[] };
        let wanted = wanted(filters, 993, 2_000);
        let mut all = happens(&drawn);
        let seen = |events: &[Recorded]| events.iter().filter(|e| wanted.takes(e)).filter_map(|e| e.place).collect::<Vec<i64>>();
        let there = seen(&all);
        let (mut back, mut on, mut from, mut arrives) = (Vec::new(), Vec::new(), Start::Back(i64::MAX), arriving.iter().cycle());
        // Back to the beginning, and on from there to whatever is the end by then.
        loop {
            let hits: Vec<i64> = index.shown().seek(&wanted).page(from, size).unwrap().iter().map(|hit| hit.place).collect();
            let Some(end) = hits.last() else { break };
            from = Start::Back(*end);
            back.extend(hits);
            let many = *arrives.next().unwrap();
            all.extend(happens(&vec![(many, many); many]));
        }
        back.reverse();
        prop_assert_eq!(back, there);
        from = Start::On(0);
        loop {
            let hits: Vec<i64> = index.shown().seek(&wanted).page(from, size).unwrap().iter().map(|hit| hit.place).collect();
            let Some(end) = hits.last() else { break };
            from = Start::On(*end);
            on.extend(hits);
            if on.len() < 30 {
                let many = *arrives.next().unwrap();
                all.extend(happens(&vec![(many, many); many]));
            }
        }
        prop_assert_eq!(on, seen(&all));
    }
}

#[test]
fn an_index_is_there_again_after_a_restart_and_one_that_cannot_be_read_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let address = Address::Folder(folder.path().to_owned());
    let index = RecordIndex::open(&address).unwrap();
    index.add(vec![event(1, 0, 0, "mug"), event(2, 0, 1, "mug")], 2, true).unwrap();
    // What was not kept is given again.
    index.add(vec![event(3, 0, 1, "mug")], 3, false).unwrap();
    index.close();
    drop(index);
    let index = RecordIndex::open(&address).unwrap();
    assert_eq!((index.given(), index.shown().seek(&Wanted::default()).count().unwrap()), (2, 2));
    index.forget().unwrap();
    assert_eq!((index.given(), index.shown().seek(&Wanted::default()).count().unwrap()), (0, 0));
    drop(index);
    let meta = folder.path().join(format!("record-index-{MAKING}/meta.json"));
    std::fs::write(meta, "nonsense").unwrap();
    let index = RecordIndex::open(&address).unwrap();
    index.add(vec![event(1, 0, 0, "mug")], 1, true).unwrap();
    assert_eq!((index.given(), index.shown().seek(&Wanted::default()).count().unwrap()), (1, 1));
}

/// Where the index could not be kept, as on a full disk, pages told what it was given before twice until it was.
#[test]
fn what_the_index_is_given_again_is_known_once() {
    let index = RecordIndex::open(&Address::Memory).unwrap();
    let events = |places: std::ops::RangeInclusive<i64>| places.map(|place| event(place, 0, 1, "harbour mug")).collect::<Vec<_>>();
    index.add(events(1..=3), 3, false).unwrap();
    index.kept.give_up();
    assert_eq!(index.given(), 0);
    index.add(events(1..=5), 5, false).unwrap();
    let known: Vec<i64> = index.fresh().events.iter().filter_map(|termed| termed.0.place).collect();
    assert_eq!(known, [1, 2, 3, 4, 5]);
}
