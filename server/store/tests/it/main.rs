//! The store against a real engine.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

use domain::{
    audit::Origin,
    caller::{Caller, Job, Permit, Right, Who, right},
    cart::Quantity,
    customers::{Email, PersonName},
    ids::{CartId, IdentityId, StaffId},
    list::Cursor,
    money::{Currency, Money},
    text::Secret,
    time::Moment,
};
use store::{Address, CartChange, CustomerOrder, DemoCategory, DemoProduct, Effort, NewCustomer, Store};

const NOW: Moment = Moment::from_millis(1_772_366_400_000);

fn origin() -> Origin {
    Origin { at: NOW, ..Origin::default() }
}

#[expect(clippy::disallowed_methods, reason = "a test has no middleware")]
fn job() -> Job {
    Job::of_the_program(origin())
}

#[expect(clippy::disallowed_methods, reason = "a test has no middleware")]
fn caller(who: Who) -> Caller {
    Caller::verified(who, IdentityId::new(uuid::Uuid::nil()), origin())
}

fn permit<R: Right>() -> Permit<R> {
    let id = StaffId::new(uuid::Uuid::nil());
    caller(Who::Staff { id, user_name: "test".into(), name: "Test".into(), grants: domain::access::Grants::All, session: String::new() })
        .permit()
        .unwrap()
}

async fn memory() -> Store {
    Store::open(&Address::Memory, Effort::Low).await.unwrap()
}

fn person(n: usize) -> NewCustomer {
    NewCustomer {
        email: Email::parse(&format!("person{n:03}@example.com")).unwrap(),
        first_name: PersonName::parse(&format!("First{}", n % 7)).unwrap(),
        last_name: PersonName::parse(&format!("Last{}", n % 5)).unwrap(),
        password: Secret::new("correct horse"),
        consent: n.is_multiple_of(2),
    }
}

async fn one_product(store: &Store) -> domain::catalog::Product {
    let product = DemoProduct {
        sku: "S-1".into(),
        slug: "thing".into(),
        name: "Thing".into(),
        description: "A thing.".into(),
        price: Money::new(100, Currency::Usd),
        picture: domain::catalog::Picture { shape: "mug".into(), hue: 1 },
    };
    let category = DemoCategory { slug: "all".into(), name: "All".into(), description: String::new(), products: vec![product] };
    store.fill_catalog(&job(), &[category], &mut |_| {}).await.unwrap();
    store.product_by_slug("thing").await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_that_conflict_are_all_served_and_none_is_lost() {
    let store = memory().await;
    let product = one_product(&store).await;
    let id = store.fill_customer(&job(), &person(1)).await.unwrap();
    let who = Who::Shopper { customer: id, email: "person001@example.com".into(), name: "P".into(), session: String::new() };
    let mut writers = tokio::task::JoinSet::new();
    // As many as meet in one cart when a family shops; the store itself tries again, nobody here does.
    for _ in 0..6 {
        let (store, who) = (store.clone(), who.clone());
        writers.spawn(async move {
            for _ in 0..4 {
                store.change_cart(&caller(who.clone()), product.id, CartChange::Add(Quantity::ONE), &[]).await.unwrap().1.unwrap();
            }
        });
    }
    writers.join_all().await;
    assert_eq!(store.frame(&caller(who)).await.unwrap().in_cart, 24);
}

#[tokio::test]
async fn a_folder_that_is_opened_again_holds_what_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let address = Address::Folder(folder.path().join("data"));
    let store = Store::open(&address, Effort::Low).await.unwrap();
    let id = store.fill_customer(&job(), &person(1)).await.unwrap();
    store.close().await;
    drop(store);
    let store = Store::open(&address, Effort::Low).await.unwrap();
    assert_eq!(store.customer(&permit::<right::CustomersView>(), id).await.unwrap().email, "person001@example.com");
    store.close().await;
}

#[tokio::test]
async fn each_page_of_a_list_follows_the_one_before_in_every_order_and_back() {
    let store = memory().await;
    for n in 0..45 {
        store.fill_customer(&job(), &person(n)).await.unwrap();
    }
    let permit = permit::<right::CustomersView>();
    use CustomerOrder::{Email, EmailDown, Name, NameDown, Newest, Oldest};
    for order in [Name, NameDown, Email, EmailDown, Oldest, Newest] {
        let mut forwards = Vec::new();
        let (mut cursor, mut pages) = (Cursor::First, Vec::new());
        loop {
            let (page, total) = store.customers(&permit, "", order, &cursor, 20).await.unwrap();
            assert_eq!(total, 45);
            forwards.extend(page.items.iter().map(|c| c.email.clone()));
            pages.push(page.items.iter().map(|c| c.email.clone()).collect::<Vec<_>>());
            match page.next {
                Some(key) => cursor = Cursor::After(key),
                None => {
                    // Back again, page by page.
                    let mut previous = page.previous;
                    let mut place = pages.len() - 1;
                    while let Some(key) = previous {
                        let (page, _) = store.customers(&permit, "", order, &Cursor::Before(key), 20).await.unwrap();
                        place -= 1;
                        assert_eq!(page.items.iter().map(|c| c.email.clone()).collect::<Vec<_>>(), pages[place], "{order:?}");
                        previous = page.previous;
                    }
                    assert_eq!(place, 0);
                    break;
                }
            }
        }
        let mut all = forwards.clone();
        all.sort();
        all.dedup();
        assert_eq!((forwards.len(), all.len()), (45, 45), "{order:?} shows each once");
        if order == Email {
            assert!(forwards.is_sorted());
        }
        if order == EmailDown {
            assert!(forwards.iter().rev().is_sorted());
        }
    }
    let (found, _) = store.customers(&permit, "first3 LAST", Name, &Cursor::First, 50).await.unwrap();
    assert!(!found.items.is_empty() && found.items.iter().all(|c| c.first_name == "First3"));
}

#[tokio::test]
async fn every_event_gets_one_place_in_the_sequence_and_keeps_it() {
    let store = memory().await;
    for n in 0..30 {
        store.fill_customer(&job(), &person(n)).await.unwrap();
    }
    let (mut a, mut b) = (0, 0);
    while store.place_events(&job(), "a", NOW).await.unwrap() + store.place_events(&job(), "b", NOW).await.unwrap() > 0 {
        a += 1;
        b += 1;
    }
    assert!(a + b > 0);
    let places = store.places_after(&job(), 0, 100).await.unwrap();
    assert_eq!(places.len(), 30);
    assert!(places.iter().zip(1_i64..).all(|((number, _), expected)| *number == expected), "{places:?}");
    store.fill_customer(&job(), &person(99)).await.unwrap();
    store.place_events(&job(), "a", NOW).await.unwrap();
    let later = store.places_after(&job(), 30, 100).await.unwrap();
    assert_eq!((later.len(), later[0].0), (1, 31));
    assert_eq!(store.places_after(&job(), 0, 100).await.unwrap()[..30], places);
}

#[tokio::test]
async fn the_sequence_can_be_read_from_any_place_on_though_commits_have_several() {
    let store = memory().await;
    // Registered and consented, in one commit; signed in, in another.
    for n in 0..5 {
        store.register(&caller(Who::Guest { cart: None }), person(2 * n)).await.unwrap();
    }
    assert_eq!(store.events_without_place(&job()).await.unwrap(), 15);
    while store.place_events(&job(), "a", NOW).await.unwrap() > 0 {}
    let all = store.places_after(&job(), 0, 100).await.unwrap();
    assert_eq!(all.len(), 15);
    for from in 0..all.len() {
        for most in 1..4 {
            let some = store.places_after(&job(), i64::try_from(from).unwrap(), most).await.unwrap();
            assert_eq!(some, all[from..(from + most).min(all.len())], "{most} from {from} on");
        }
    }
}

#[tokio::test]
async fn two_accounts_never_share_an_address() {
    let store = memory().await;
    store.fill_customer(&job(), &person(1)).await.unwrap();
    assert!(matches!(store.fill_customer(&job(), &person(1)).await, Err(store::StoreError::Taken)));
}

#[tokio::test]
async fn sessions_that_open_nothing_any_more_are_cleared_away_however_many_there_are() {
    let store = memory().await;
    let begun = origin().at;
    let mut old = Vec::new();
    for _ in 0..600 {
        old.push(store.begin_guest_session(CartId::new(uuid::Uuid::nil()), begun).await.unwrap().digest());
    }
    let later = begun.plus(store::SHOPPER_IDLE);
    let young = store.begin_guest_session(CartId::new(uuid::Uuid::nil()), later).await.unwrap().digest();
    store.clear_stale_sessions(&job(), begun).await.unwrap();
    assert!(store.shopper_session(&old[0], begun).await.unwrap().is_some(), "it is not stale yet");
    store.clear_stale_sessions(&job(), later.plus(std::time::Duration::from_millis(1))).await.unwrap();
    // Asked as of then: a row that is there would be good.
    for session in &old {
        assert!(store.shopper_session(session, begun).await.unwrap().is_none());
    }
    assert!(store.shopper_session(&young, later).await.unwrap().is_some());
}
