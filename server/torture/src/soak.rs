//! Ordinary use for a long time, at half of what the machine can do: no error, flat memory, flat answers.

use crate::Settings;
use actors::{Browser, Program, Way};
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

const HANDS: usize = 8;

pub async fn run(settings: Settings) -> String {
    let lasting = Duration::from_secs(settings.soak.unwrap_or_else(|| settings.of(8, 30 * 60)));
    let folder = tempfile::tempdir().unwrap();
    let mut program = Program::serve(&Settings::alongside(), folder.path(), &["--demo"], &[("ALONGSIDE_LOG", "off")]);
    let mut rosa = Browser::new(Way::wire(&program.address));
    rosa.signs_in_as_staff("rosa").await;
    rosa.switches_the_feature(true).await;
    let customer = rosa.finds_customer("clara").await;

    // What it can do: the same mix without a pause, for a tenth of the time.
    let people = people(&program.address, &rosa).await;
    let warm = (lasting / 10).min(Duration::from_secs(20));
    let full = mix(people.clone(), &customer, warm, Duration::ZERO).await;
    let capacity = full.len() as f64 / warm.as_secs_f64();
    let pause = Duration::from_secs_f64(HANDS as f64 / (capacity / 2.0));
    println!("  {capacity:.0} requests/s at full load; one in {} ms for each of {HANDS} from now on", pause.as_millis());

    // Ten slices, so that a slope shows.
    let mut slices = Vec::new();
    for slice in 1..=10 {
        let mut took = mix(people.clone(), &customer, lasting / 10, pause).await;
        took.sort_unstable();
        let p95 = took.get(took.len() * 95 / 100).copied().unwrap_or_default();
        slices.push((took.len(), p95, program.resident() >> 20));
        println!("  slice {slice} of 10: {} requests, p95 {:.1} ms, {} MB", took.len(), p95.as_secs_f64() * 1e3, program.resident() >> 20);
    }
    assert!(program.terminate());
    let requests: usize = slices.iter().map(|s| s.0).sum();
    // Of each half the one in the middle: what the engine has not written to its files yet comes and goes, so one moment says nothing.
    let (earlier, later) = slices.split_at(5);
    let middle = |half: &[(usize, Duration, u64)]| {
        let (mut times, mut memory): (Vec<_>, Vec<_>) = half.iter().map(|slice| (slice.1, slice.2)).unzip();
        times.sort_unstable();
        memory.sort_unstable();
        (times[2], memory[2])
    };
    let (earlier, later) = (middle(earlier), middle(later));
    // A short soak only shows that nobody fails: caches are still filling.
    if lasting >= Duration::from_secs(300) {
        assert!(later.1 < earlier.1 + earlier.1 / 5 + 16, "memory grows: {slices:?}");
        assert!(later.0 < earlier.0 * 3 / 2 + Duration::from_millis(1), "answers slow down: {slices:?}");
    }
    let ms = |d: Duration| d.as_secs_f64() * 1e3;
    format!(
        "{requests} requests in {} s at half of {capacity:.0}/s, no error; p95 {:.1} to {:.1} ms, {} to {} MB",
        lasting.as_secs(),
        ms(earlier.0),
        ms(later.0),
        earlier.1,
        later.1,
    )
}

/// Guests, customers, staff, and one visit.
async fn people(address: &str, rosa: &Browser) -> Vec<Browser> {
    let mut people = Vec::new();
    for name in ["ada", "ben", "david"] {
        let mut browser = Browser::new(Way::wire(address));
        browser.signs_in_as_customer(name).await;
        people.push(browser);
    }
    people.push(rosa.clone());
    let mut theo = Browser::new(Way::wire(address));
    theo.signs_in_as_staff("theo").await;
    theo.logs_in_as("elif").await;
    people.push(theo);
    people.resize(HANDS, Browser::new(Way::wire(address)));
    people
}

/// Everybody at once, for a while; how long each request took.
async fn mix(people: Vec<Browser>, customer: &str, lasting: Duration, pause: Duration) -> Vec<Duration> {
    let (over, all) = (Arc::new(AtomicBool::new(false)), Arc::new(Mutex::new(Vec::new())));
    let mut hands = tokio::task::JoinSet::new();
    for (hand, mut browser) in people.into_iter().enumerate() {
        let (over, all, customer) = (Arc::clone(&over), Arc::clone(&all), customer.to_owned());
        hands.spawn(async move {
            let mut ticks = tokio::time::interval(pause.max(Duration::from_micros(1)));
            ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
            let mut took = Vec::new();
            for n in 0_u64.. {
                if over.load(Ordering::SeqCst) {
                    break;
                }
                if !pause.is_zero() {
                    ticks.tick().await;
                }
                let begun = Instant::now();
                let status = step(&mut browser, hand, n, &customer).await;
                took.push(begun.elapsed());
                assert!([200, 303].contains(&status), "hand {hand}, request {n}: {status}");
            }
            all.lock().unwrap().extend(took);
        });
    }
    tokio::time::sleep(lasting).await;
    over.store(true, Ordering::SeqCst);
    hands.join_all().await;
    std::mem::take(&mut *all.lock().unwrap())
}

/// Mostly looking, sometimes buying and thinking better of it; staff look up customers and read the log.
async fn step(browser: &mut Browser, hand: usize, n: u64, customer: &str) -> u16 {
    if hand == 3 {
        return match n % 4 {
            0 => browser.get("/admin/customers").await.status,
            1 => browser.get(customer).await.status,
            2 => browser.get("/admin/login-as-customer-log").await.status,
            _ => browser.get("/admin/customers?q=an&sort=name").await.status,
        };
    }
    match n % 10 {
        0 => browser.get("/").await.status,
        1 | 4 => browser.get("/category/kitchen").await.status,
        2 => browser.get("/search?q=lamp").await.status,
        3 => browser.get("/category/garden?sort=price-desc").await.status,
        5 => browser.get("/product/harbour-mug").await.status,
        6 => browser.post("/product/harbour-mug", &[("quantity", "2")]).await.status,
        7 => browser.get("/checkout/cart").await.status,
        8 => {
            let product = browser.get("/checkout/cart").await.input("product").unwrap_or_default();
            browser.post("/checkout/cart", &[("product", &product), ("do", "remove")]).await.status
        }
        _ => browser.get("/product/little-espresso-cup").await.status,
    }
}
