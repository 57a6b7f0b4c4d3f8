//! The demo shop: filled in any size, and always to its end.

use crate::checkout::{buys, puts};
use actors::{Browser, Shop};
use domain::{
    audit::{Action, Recorded, archive::due_before},
    config::Config,
    ids::CustomerGroupId,
    sales::progress::State,
    stores::Language,
    time::Moment,
};
use server::{
    demo::{self, Part, Reached, Size},
    jobs,
    settings::Settings,
};
use std::collections::{BTreeMap, BTreeSet};
use store::{Address, Effort, Fault, Faults, Store};

const SIZE: Size = Size { products: 120, customers: 30, agents: 2, events: 1_000, orders: 24 };

/// A first start that was killed, or whose disk was full, used to leave half a shop for good: without staff, nobody could
/// ever sign in, and the next start took it for somebody's own.
#[tokio::test]
async fn a_filling_that_stopped_anywhere_is_completed_by_the_next() {
    let job = jobs::job(Moment::from_millis(1_772_366_400_000));
    let whole = Store::open(&Address::Memory, Effort::Low).await.unwrap();
    assert!(demo::fill_to(&whole, &job, Language::default(), SIZE, &mut |_| {}).await.unwrap());
    let visits = whole.by(&job).visits_filled().await.unwrap();
    assert!(visits > 60, "more than one batch");
    for (part, least) in [(Part::Products, 1), (Part::Products, 120), (Part::Customers, 30), (Part::Events, 1)] {
        let faults = Faults::default();
        let store = Store::open_suffering(&Address::Memory, Effort::Low, faults.clone()).await.unwrap();
        let stop = format!("{part:?} {least}");
        let mut stopping = |reached: Reached| {
            if reached.part == part && reached.done >= least {
                faults.set(Fault::WritesFail);
            }
        };
        assert!(demo::fill_to(&store, &job, Language::default(), SIZE, &mut stopping).await.is_err(), "{stop}");
        assert!(!store.has_staff().await.unwrap(), "{stop}: staff come last");
        faults.set(Fault::None);
        assert!(demo::fill_to(&store, &job, Language::default(), SIZE, &mut |_| {}).await.unwrap(), "{stop}: the next goes on");
        assert!(!demo::fill(&store, &job).await.unwrap(), "{stop}: and is the last");
        assert_eq!(store.by(&job).demo_products(1_000).await.unwrap().len(), SIZE.products, "{stop}");
        assert_eq!(
            store.by(&job).demo_people().await.unwrap().iter().filter(|person| person.consents).count(),
            SIZE.customers / 2,
            "{stop}"
        );
        assert_eq!(store.by(&job).visits_filled().await.unwrap(), visits, "{stop}: the same past");
        assert_eq!(store.by(&job).contradictions().await.unwrap(), Vec::<String>::new(), "{stop}");
    }
}

#[tokio::test]
async fn what_has_one_name_for_all_views_is_called_as_whoever_fills_the_shop_speaks() {
    let job = jobs::job(Moment::from_millis(1_772_366_400_000));
    for (language, names) in [
        (Language::En, ["Main Website", "Main Website Store", "General", "NOT LOGGED IN"]),
        (Language::De, ["Hauptwebsite", "Hauptshop", "Allgemein", "NICHT ANGEMELDET"]),
    ] {
        let store = Store::open(&Address::Memory, Effort::Low).await.unwrap();
        demo::fill_to(&store, &job, language, Size::small(), &mut |_| {}).await.unwrap();
        let shop = store.shop();
        let [website, group, general, guests] = names;
        assert!(shop.stores.websites().iter().any(|of| of.name == website) && shop.stores.groups().iter().any(|of| of.name == group));
        assert_eq!(shop.pricing.groups.name(CustomerGroupId::GENERAL), general);
        assert_eq!(shop.pricing.groups.name(CustomerGroupId::NOT_LOGGED_IN), guests);
        // A view shows its own language, whoever fills the shop.
        assert!(shop.stores.views().iter().any(|view| view.name == "Svenska"));
    }
}

#[tokio::test]
async fn the_past_is_in_the_log_and_a_new_visit_follows_it() {
    let job = jobs::job(Moment::from_millis(1_772_366_400_000));
    let store = Store::open(&Address::Memory, Effort::Low).await.unwrap();
    demo::fill_to(&store, &job, Language::default(), Size { events: 100, ..Size::default() }, &mut |_| {}).await.unwrap();
    let waiting = store.by(&job).events_without_place().await.unwrap();
    let placed = store.by(&job).place_events("test").await.unwrap();
    assert_eq!(placed, waiting, "what was appended the ordinary way comes after the past");
    assert_eq!(store.by(&job).contradictions().await.unwrap(), Vec::<String>::new());
    let places = store.by(&job).places_after(0, 1_000).await.unwrap();
    let numbers: Vec<i64> = places.iter().map(|(n, _)| *n).collect();
    assert_eq!(numbers, (1..=i64::try_from(places.len()).unwrap()).collect::<Vec<_>>());
    assert!(places.len() >= 100 + placed);
    let some = store.by(&job).places_after(5, 3).await.unwrap();
    assert_eq!(some.iter().map(|(n, _)| *n).collect::<Vec<_>>(), [6, 7, 8]);
    assert!(store.by(&job).places_after(numbers.len().try_into().unwrap(), 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_whole_demo_has_fifty_customers_half_of_whom_consent_orders_in_every_state_and_some_with_help_and_is_the_same_each_time() {
    const ORDERS: &str = "/admin/sales/orders";
    let mut told = Vec::new();
    for _ in 0..2 {
        let settings = Settings { base_url: "http://shop.test".to_owned(), ..Settings::default() };
        let shop = Shop::sized(settings, Size { products: SIZE.products, ..Size::default() }).await;
        let people = shop.store.by(&jobs::job(shop.now())).demo_people().await.unwrap();
        assert_eq!((people.len(), people.iter().filter(|person| person.consents).count()), (50, 25));
        let mut rosa = shop.staff("rosa").await;
        let states = State::ALL.map(|state| format!("status={}", state.code()));
        for asked in states.into_iter().chain(["helped=0".to_owned(), "helped=1".to_owned()]) {
            assert!(rosa.get(&format!("{ORDERS}?{asked}")).await.link_below(ORDERS).is_some(), "no order is {asked}");
        }
        for grid in [ORDERS, "/admin/sales/invoices", "/admin/sales/shipments", "/admin/sales/creditmemos"] {
            let file = rosa.get(&format!("{grid}?export=csv")).await.html;
            assert!(file.lines().count() > 10, "{grid}: {file}");
            told.push((grid, file));
        }
    }
    let again = told.split_off(4);
    assert_eq!(told, again);
}

/// All customers had come on the day on which the demo was made, weeks after their first orders.
#[tokio::test]
async fn no_customer_of_the_demo_is_younger_than_his_first_order_and_the_record_tells_of_each_when_he_came() {
    let settings = Settings { base_url: "http://shop.test".to_owned(), ..Settings::default() };
    let shop = Shop::sized(settings, Size { products: SIZE.products, events: 200, ..Size::default() }).await;
    let mut rosa = shop.staff("rosa").await;
    let taken = async |rosa: &mut Browser, grid: &str, columns: [&str; 2]| -> Vec<[String; 2]> {
        let file = rosa.get(&format!("{grid}?export=csv")).await.html;
        let mut rows = csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
        let rows = rows.deserialize().map(Result::unwrap).collect::<Vec<BTreeMap<String, String>>>();
        rows.iter().map(|row| columns.map(|column| row[column].clone())).collect()
    };
    let came: BTreeMap<String, String> =
        taken(&mut rosa, "/admin/customers", ["Name", "Customer Since"]).await.into_iter().map(|[name, since]| (name, since)).collect();
    let orders = taken(&mut rosa, "/admin/sales/orders", ["Bill-to Name", "Purchase Date"]).await;
    assert_eq!((came.len(), orders.len()), (50, 80));
    for [name, placed] in &orders {
        assert!(came[name] < *placed, "{name} came at {}, and ordered at {placed}", came[name]);
    }
    let job = jobs::job(shop.now());
    assert_eq!(shop.store.by(&job).contradictions().await.unwrap(), Vec::<String>::new());
    let told: Vec<Moment> = shop.record().await.iter().filter(|event| event.action == Action::CustomerRegistered).map(|e| e.at).collect();
    assert_eq!(told.len(), 50);
    assert!(told.is_sorted(), "at places in the order of their times");
    let kept = due_before(&Config::default(), shop.now());
    assert!(shop.record().await.iter().all(|event| event.at > kept), "nothing goes into the archive on the first day");
    assert!(told.iter().all(|at| came.values().any(|since| *since == ui::format::machine_time(*at))));
}

/// Products were made on the day on which the demo was, months after they were bought.
#[tokio::test]
async fn nothing_of_the_demo_was_bought_or_put_into_a_cart_before_it_was_there() {
    let settings = Settings { base_url: "http://shop.test".to_owned(), ..Settings::default() };
    let shop = Shop::sized(settings, Size { products: SIZE.products, events: 200, ..Size::default() }).await;
    let record = shop.record().await;
    let is_of_catalog = |event: &&Recorded| event.object.as_ref().is_some_and(|object| object.kind == "category");
    let made: Vec<Moment> = record.iter().filter(is_of_catalog).map(|event| event.at).collect();
    let sold = [Action::CartChanged, Action::CustomerRegistered, Action::OrderPlaced];
    let first = record.iter().filter(|event| sold.contains(&event.action)).map(|event| event.at).min().unwrap();
    assert!(!made.is_empty() && made.iter().all(|at| *at < first), "{made:?}, and {first:?}");
    let mut rosa = shop.staff("rosa").await;
    let mug = rosa.get("/admin/catalog/products?q=Harbour+Mug").await;
    assert!(mug.link_of("Harbour Mug").is_some(), "what is of the past is found: {}", mug.html);
}

/// Address books were empty: whoever tried out the checkout typed an address each time.
#[tokio::test]
async fn whoever_bought_in_the_demo_has_his_address_in_the_book_and_buys_again_without_typing_one() {
    let settings = Settings { base_url: "http://shop.test".to_owned(), ..Settings::default() };
    let shop = Shop::sized(settings, Size::default()).await;
    let mut ada = shop.customer("ada").await;
    let last = ada.get("/sales/order/history").await.link_below("/sales/order/view").unwrap();
    let (last, book) = (ada.get(&last).await, ada.get("/customer/address").await);
    let streets = ["Am Hafen 1", "12 Quay Street", "Calle Mayor 8", "4 Rue du Port", "Kirchgasse 3", "7 Mill Lane"];
    let street = streets.into_iter().find(|street| last.shows(street)).unwrap();
    assert!(book.shows(street) && !book.shows("You have no default"), "{street}: {}", book.html);
    // It was kept when that was ordered, and not on the day on which the demo was made.
    let today = shop.now().minus(std::time::Duration::from_secs(12 * 60 * 60));
    let record = shop.record().await;
    let kept: Vec<Moment> = record.iter().filter(|event| event.action == Action::AddressAdded).map(|event| event.at).collect();
    assert!(!kept.is_empty() && kept.iter().all(|at| *at < today), "{kept:?}, and it is {:?}", shop.now());
    // Each is its website's matter, as what has happened since: whoever is for one of them reads of its own.
    for action in [Action::CustomerRegistered, Action::ConsentGiven, Action::AddressAdded, Action::DemoFilled] {
        let of = record.iter().filter(|event| event.action == action && event.subject.is_some());
        let websites: BTreeSet<_> = of.map(|event| event.website).collect();
        assert!(websites.len() == 2 && websites.iter().all(Option::is_some), "{}: {websites:?}", action.code());
    }
    puts(&mut ada, "harbour-mug", "1").await;
    assert_eq!(buys(&mut ada, &[]).await.status, 303);
    let again = ada.get("/sales/order/history").await.link_below("/sales/order/view").unwrap();
    assert!(ada.get(&again).await.shows(street), "it goes where the last one went");
}
