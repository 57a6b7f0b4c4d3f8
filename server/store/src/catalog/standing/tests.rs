use super::*;
use crate::{Address, DemoCategory, DemoProduct, Effort, Faults};
use domain::{
    audit::Origin,
    caller::Job,
    catalog::{attribute::Values, price::Advanced},
    money::{Currency, Money},
    time::Moment,
};
use proptest::prelude::*;
use uuid::Uuid;

fn id(n: u8) -> CategoryId {
    CategoryId::new(Uuid::from_u128(u128::from(n)))
}

fn category(n: u8) -> String {
    id(n).to_string()
}

fn stands(product: u8, places: &[(u8, i64)]) -> Vec<StandingRow> {
    let places: Vec<PlaceRow> = places.iter().map(|(n, position)| PlaceRow { category: category(*n), position: *position }).collect();
    let product = format!("p{product:02}");
    let row = |place: &PlaceRow| StandingRow {
        id: standing(&product, &place.category),
        product: product.clone(),
        category: place.category.clone(),
        shelf: place.category.clone(),
        places: places.clone(),
        keys: [("by_place".to_owned(), placed_key(place.position, &product))].into(),
    };
    places.iter().map(row).collect()
}

fn ids(rows: &[StandingRow]) -> Vec<(String, i64)> {
    rows.iter().map(|row| (row.product.clone(), row.position())).collect()
}

/// Also where all that stands in one stands in another as well, before or behind.
#[tokio::test]
async fn pages_of_several_categories_are_all_of_them_once_in_their_order_both_ways() {
    let store = Store::open_suffering(&Address::Memory, Effort::Low, Faults::default()).await.unwrap();
    let places = |n: u8| {
        let at = i64::from(n);
        match n % 4 {
            0 => vec![(1, at)],
            1 => vec![(1, at), (2, 59 - at)],
            2 => vec![(1, 500), (2, at)],
            _ => vec![(2, at % 7), (3, at)],
        }
    };
    let rows: Vec<StandingRow> = (0..60).flat_map(|n| stands(n, &places(n))).collect();
    let mut writes = Writes::default();
    writes.insert("standing", rows.iter().cloned().map(SurrealValue::into_value).collect());
    store.conn.write(&writes).await.unwrap();
    let sort = Sort { by: PLACE, down: false };
    for some in [vec![1], vec![1, 2], vec![2, 1, 3], vec![3]] {
        let lists = [some.iter().map(|n| id(*n)).collect::<Vec<_>>()];
        let first = |n: u8| places(n).into_iter().filter(|(category, _)| some.contains(category)).map(|(_, at)| at).min();
        let mut expected: Vec<(i64, String)> = (0..60).filter_map(|n| Some((first(n)?, format!("p{n:02}")))).collect();
        expected.sort();
        let expected: Vec<(String, i64)> = expected.into_iter().map(|(at, product)| (product, at)).collect();
        for size in [1, 7, 60] {
            let (mut walked, mut cursor) = (Vec::new(), Cursor::First);
            loop {
                let page = store.stood(&lists, sort, &cursor, size).await.unwrap().remove(0);
                walked.extend(ids(&page.items));
                let Some(next) = page.next else { break };
                cursor = Cursor::After(next);
            }
            assert_eq!(walked, expected, "{some:?} by {size}");
            let (mut back, mut cursor) = (Vec::new(), Cursor::Before("~".to_owned()));
            loop {
                let page = store.stood(&lists, sort, &cursor, size).await.unwrap().remove(0);
                drop(back.splice(0..0, ids(&page.items)));
                let Some(previous) = page.previous else { break };
                cursor = Cursor::Before(previous);
            }
            assert_eq!(back, expected, "{some:?} by {size}, backwards");
        }
    }
}

proptest! {
    /// Whatever its places are: of those in some categories one is the first, and it comes before the others.
    #[test]
    fn a_product_is_shown_once_where_it_comes_first(
        places in prop::collection::btree_map(0..5_u8, 0..4_i64, 1..5), some in prop::collection::btree_set(0..5_u8, 1..5),
    ) {
        let rows = stands(1, &places.into_iter().collect::<Vec<_>>());
        let ids: BTreeSet<String> = some.iter().map(|n| category(*n)).collect();
        let there: Vec<&StandingRow> = rows.iter().filter(|row| ids.contains(&row.category)).collect();
        let first: Vec<&&StandingRow> = there.iter().filter(|row| row.is_first(&ids)).collect();
        prop_assert_eq!(first.len(), there.len().min(1));
        if let Some(first) = first.first() {
            prop_assert!(there.iter().all(|row| first.position() <= row.position()));
        }
    }
}

#[test]
fn what_is_as_it_was_is_not_written_again() {
    let (before, after) = (stands(1, &[(1, 0), (2, 5)]), stands(1, &[(1, 0), (3, 7)]));
    let mut writes = Writes::default();
    stand(&mut writes, &before, &before);
    assert!(writes.is_empty());
    stand(&mut writes, &before, &after);
    assert_eq!(writes.touched(), [2, 1, 3].map(|n| standing("p01", &category(n))));
}

#[expect(clippy::disallowed_methods, reason = "a test has no middleware")]
fn job() -> Job {
    Job::of_the_program(Origin { at: Moment::from_millis(1_772_366_400_000), ..Origin::default() })
}

/// So many products, each in its own category and behind all in others.
fn shelf(slug: &str, many: usize, also: &[&str]) -> DemoCategory {
    let product = |n: usize| DemoProduct {
        sku: format!("{slug}-{n}"),
        slug: format!("{slug}-{n}"),
        name: format!("Thing {n}"),
        description: String::new(),
        price: Money::new(100, Currency::USD),
        stock: 1,
        pictures: Vec::new(),
        texts: Vec::new(),
        prices: Vec::new(),
        also: if n.is_multiple_of(3) { Vec::new() } else { also.iter().map(|slug| (*slug).to_owned()).collect() },
        advanced: Advanced::default(),
        attributes: Values::new(),
        related: Vec::new(),
    };
    DemoCategory {
        slug: slug.to_owned(),
        name: slug.to_owned(),
        description: String::new(),
        parent: crate::FIRST_ROOT,
        texts: Vec::new(),
        products: (0..many).map(product).collect(),
    }
}

/// What is passed over by the thousand comes from the index: the same pages, whichever way one comes to them.
#[tokio::test]
async fn a_page_is_the_same_by_the_index() {
    let store = Store::open_suffering(&Address::Memory, Effort::Low, Faults::default()).await.unwrap();
    let job = job();
    let all = [shelf("cups", 40, &["gifts"]), shelf("gifts", 20, &["cups", "lamps"]), shelf("lamps", 10, &[])];
    store.by(&job).fill_catalog(&all, &mut |_| {}).await.unwrap();
    let keys: Vec<String> = store.conn.read("SELECT VALUE record::id(id) FROM category", vars! {}).await.unwrap().take(0).unwrap();
    let lists: Vec<CategoryId> = keys.iter().map(|key| crate::parse(key).unwrap()).collect();
    let within: BTreeSet<String> = lists.iter().map(ToString::to_string).collect();
    let sort = Sort { by: PLACE, down: false };
    let (mut cursors, mut at) = (vec![Cursor::First], 0);
    while let Some(cursor) = cursors.get(at).cloned() {
        at += 1;
        let usual = store.stood(std::slice::from_ref(&lists), sort, &cursor, 9).await.unwrap().remove(0);
        let page = store.placed(&within, sort, &cursor, 9).await.unwrap().unwrap();
        let told = |page: &Listed<StandingRow>| (ids(&page.items), page.previous.clone(), page.next.clone());
        assert_eq!(told(&page), told(&usual), "{cursor:?}");
        let ways = [usual.next.map(Cursor::After), usual.previous.map(Cursor::Before)];
        for way in ways.into_iter().flatten() {
            if !cursors.contains(&way) {
                cursors.push(way);
            }
        }
    }
    assert!(cursors.len() > 14, "there and back: {}", cursors.len());
    let made_up = store.placed(&within, sort, &Cursor::After("nowhere".to_owned()), 9).await.unwrap().unwrap();
    assert_eq!(made_up.items.len(), 9, "it begins anew");
}
