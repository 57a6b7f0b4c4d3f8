//! What was acknowledged is there, and nobody's change is lost.

use super::{guest, job, job_at, memory, permit, person, shopper};
use domain::{
    caller::{Caller, right},
    cart::Quantity,
    catalog::{Product, attribute::Values, price::Advanced},
    money::{Currency, Money},
    text::Flaw,
    time::Moment,
};
use std::time::Duration;
use store::{Address, CartChange, DemoCategory, DemoProduct, Effort, Registered, Stay, Store, StoreError, Token};

async fn one_product(store: &Store) -> Product {
    let product = DemoProduct {
        sku: "S-1".into(),
        slug: "thing".into(),
        name: "Thing".into(),
        description: "A thing.".into(),
        price: Money::new(100, Currency::USD),
        stock: 1_000,
        pictures: Vec::new(),
        texts: Vec::new(),
        prices: Vec::new(),
        also: Vec::new(),
        advanced: Advanced::default(),
        attributes: Values::new(),
        related: Vec::new(),
    };
    let category = DemoCategory {
        slug: "all".into(),
        name: "All".into(),
        description: String::new(),
        parent: store::FIRST_ROOT,
        texts: Vec::new(),
        products: vec![product],
    };
    store.by(&job()).fill_catalog(&[category], &mut |_| {}).await.unwrap();
    let (shop, guest) = (store.shop(), super::guest());
    store.product_by_slug(domain::catalog::price::Seen::by(shop.default_view(), &guest), "thing").await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn writers_that_conflict_are_all_served_and_none_is_lost() {
    let store = memory().await;
    let product = one_product(&store).await;
    let id = store.by(&job()).fill_customer(&person(1)).await.unwrap();
    let mut writers = tokio::task::JoinSet::new();
    // As many as meet in one cart when a family shops; the store itself tries again, nobody here does.
    for _ in 0..6 {
        let store = store.clone();
        writers.spawn(async move {
            for _ in 0..4 {
                store
                    .change_cart(&shopper(id), store.shop().default_view(), product.id, CartChange::Add(Quantity::ONE), &[])
                    .await
                    .unwrap();
            }
        });
    }
    writers.join_all().await;
    assert_eq!(store.frame(&shopper(id), store.shop().default_view()).await.unwrap().in_cart, 24);
}

#[tokio::test]
async fn a_folder_that_is_opened_again_holds_what_was_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let address = Address::Folder(folder.path().join("data"));
    let store = Store::open(&address, Effort::Low).await.unwrap();
    let id = store.by(&job()).fill_customer(&person(1)).await.unwrap();
    store.close().await;
    drop(store);
    let store = Store::open(&address, Effort::Low).await.unwrap();
    assert_eq!(store.by(&permit::<right::CustomersView>()).customer(id).await.unwrap().email, "person001@example.com");
    store.close().await;
}

#[tokio::test]
async fn two_accounts_never_share_an_address_and_the_refusal_names_the_field() {
    let store = memory().await;
    store.by(&job()).fill_customer(&person(1)).await.unwrap();
    let again = store.by(&job()).fill_customer(&person(1)).await;
    assert!(matches!(again, Err(StoreError::Invalid("email", Flaw::Taken))), "{again:?}");
}

#[tokio::test]
async fn a_registration_that_is_sent_twice_is_the_same_and_with_another_password_it_has_an_account() {
    let store = memory().await;
    assert!(matches!(store.register(&guest(), person(1), Stay::Remembered).await.unwrap(), Registered::New(_)));
    assert!(matches!(store.register(&guest(), person(1), Stay::Remembered).await.unwrap(), Registered::Before(_)));
    let other = store::NewCustomer { password: domain::text::Secret::new("battery staple"), ..person(1) };
    assert!(matches!(store.register(&guest(), other, Stay::Remembered).await, Err(StoreError::Invalid("email", Flaw::HasAccount))));
}

#[tokio::test]
async fn an_address_with_foreign_letters_that_looks_like_one_with_an_account_is_refused() {
    let store = memory().await;
    let with = |address: &str| store::NewCustomer { email: domain::customers::Email::parse(address).unwrap(), ..person(1) };
    store.register(&guest(), with("ada@example.com"), Stay::Remembered).await.unwrap();
    let alike = store.register(&guest(), with("аda@example.com"), Stay::Remembered).await;
    assert!(matches!(alike, Err(StoreError::Invalid("email", Flaw::LooksAlike))), "{alike:?}");
    store.register(&guest(), with("zoë@example.com"), Stay::Remembered).await.unwrap();
    store.register(&guest(), with("burns@example.com"), Stay::Remembered).await.unwrap();
    store.register(&guest(), with("bums@example.com"), Stay::Remembered).await.unwrap();
}

#[tokio::test]
async fn sessions_that_open_nothing_any_more_are_cleared_away_however_many_there_are() {
    let store = memory().await;
    let product = one_product(&store).await;
    let begins = async |caller: &Caller| -> Token {
        store.change_cart(caller, store.shop().default_view(), product.id, CartChange::Add(Quantity::ONE), &[]).await.unwrap().unwrap()
    };
    let begun = super::NOW;
    let mut old = Vec::new();
    for _ in 0..600 {
        old.push(begins(&guest()).await.digest());
    }
    let later = begun.plus(store::SHOPPER_IDLE);
    let young = begins(&at(later)).await.digest();
    store.by(&job()).clear_stale_sessions().await.unwrap();
    assert!(store.shopper_session(&old[0], begun).await.unwrap().is_some(), "it is not stale yet");
    store.by(&job_at(later.plus(Duration::from_millis(1)))).clear_stale_sessions().await.unwrap();
    // Asked as of then: a row that is there would be good.
    for session in &old {
        assert!(store.shopper_session(session, begun).await.unwrap().is_none());
    }
    assert!(store.shopper_session(&young, later).await.unwrap().is_some());
}

#[expect(clippy::disallowed_methods, reason = "a test has no middleware")]
fn at(at: Moment) -> Caller {
    Caller::verified(
        domain::caller::Who::Guest { cart: None, session: None },
        domain::audit::Origin { at, ..domain::audit::Origin::default() },
    )
}
