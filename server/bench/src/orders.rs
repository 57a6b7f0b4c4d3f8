//! Orders: how long placing one takes, and the grids of orders and documents at a hundred thousand orders and at a thousand.

use crate::{
    engine::ask,
    lab::{Lab, Outcome},
    lists::side_by_side,
    row::{Row, Table, Times, median, say},
    visits::count,
};
use actors::{Browser, Way};
use axum::{body::Body, http::Request};
use domain::stores::Language;
use server::{
    app::App,
    clock::Clock,
    demo::{self, Pace, Size},
    jobs,
    settings::Settings,
};
use std::time::{Duration, Instant};
use store::{Address, Bare, Effort, Store};
use surrealdb::types::{Object, RecordId, SurrealValue, Value, Variables};
use tokio::task::JoinSet;

pub const PLACING: &[&str] = &["place-order", "orders-a-second"];
pub const GRIDS: &[&str] = &[
    "orders-first",
    "orders-deep",
    "orders-status",
    "orders-website",
    "orders-store",
    "orders-view",
    "orders-helped",
    "orders-search",
    "orders-words",
    "orders-days",
    "orders-sum",
    "orders-purchased",
    "invoices-first",
    "invoices-deep",
    "invoices-website",
    "invoices-days",
    "invoices-ordered",
    "invoices-base",
    "invoices-sum",
    "shipments-first",
    "shipments-deep",
    "shipments-website",
    "shipments-days",
    "shipments-ordered",
    "shipments-pieces",
    "memos-first",
    "memos-deep",
    "memos-website",
    "memos-days",
    "memos-ordered",
    "memos-base",
    "memos-sum",
];
pub const MANY: usize = 100_000;
pub const FEW: usize = 1_000;
const BUYERS: usize = 8;
const ROUNDS: usize = 7;
const PRODUCT: &str = "/product/harbour-mug";
const CHECKOUT: &str = "/checkout";

/// The same rows as an order's, written straight into the engine, in one transaction each.
struct Same {
    engine: Bare,
    rows: Vec<(String, Object)>,
    done: usize,
}

impl Same {
    /// What the order with the last number wrote.
    async fn of(engine: Bare) -> Outcome<Self> {
        let mut rows = Vec::new();
        let mut order: Vec<Object> =
            ask(&engine, "SELECT * FROM order ORDER BY by_placed DESC LIMIT 1", Variables::new()).await?.take(0)?;
        let order = order.pop().ok_or("no order")?;
        let key = match order.get("id") {
            Some(Value::RecordId(RecordId { key, .. })) => key.clone(),
            _ => return Err("an order without a key".into()),
        };
        rows.push(("order".to_owned(), order));
        let of_order = [
            ("mail", "SELECT * FROM mail WHERE order = $key LIMIT 1"),
            ("event", "SELECT * FROM event WHERE object = $key LIMIT 1"),
            ("event_place", "SELECT * FROM event_place LIMIT 1"),
        ];
        for (table, sql) in of_order {
            let vars: Variables = [("key".to_owned(), key.clone().into_value())].into_iter().collect();
            let mut found: Vec<Object> = ask(&engine, sql, vars).await?.take(0)?;
            rows.push((table.to_owned(), found.pop().ok_or("an order without all of its rows")?));
        }
        Ok(Self { engine, rows, done: 0 })
    }

    async fn once(&mut self) -> Outcome<()> {
        self.done += 1;
        let (mut sql, mut vars) = ("BEGIN;".to_owned(), Variables::new());
        for (n, (table, row)) in self.rows.iter().enumerate() {
            let mut row = row.clone();
            row.remove("id");
            if table == "order" {
                row.insert("number", format!("bare {}", self.done).into_value());
                row.insert("bought", format!("bare {}", self.done).into_value());
            }
            sql.push_str(&format!("CREATE {table} CONTENT $row{n} RETURN NONE;"));
            vars.insert(format!("row{n}"), row.into_value());
        }
        sql.push_str("COMMIT");
        ask(&self.engine, &sql, vars).await?;
        Ok(())
    }
}

/// Somebody who buys one thing again and again.
struct Buyer(Browser);

impl Buyer {
    /// Fills the cart and the checkout.
    async fn is_ready(&mut self) -> actors::Answer {
        assert_eq!(self.0.edits(PRODUCT, PRODUCT, &[("quantity", "1")]).await.status, 303);
        self.0.reviews().await
    }

    /// The form that places the order, filled in. Reading the page for it is this program's work, and not the shop's.
    fn fills_in(&self, review: &actors::Answer) -> Request<Body> {
        self.0.filled(review, CHECKOUT, &[("do", "place")])
    }

    /// Places the order; how long that took.
    async fn places(&mut self, filled: Request<Body>) -> Duration {
        let begun = Instant::now();
        let done = self.0.send(filled).await;
        let took = begun.elapsed();
        assert_eq!(done.status, 303, "{}", done.html);
        took
    }
}

/// Placing orders, synced, and beside it the same rows written into the engine.
pub async fn placing(table: &mut Table) -> Outcome<()> {
    say("placing orders …");
    let (folder, bare) = (tempfile::tempdir()?, tempfile::tempdir()?);
    for folder in [&folder, &bare] {
        let store = Store::open(&Address::Folder(folder.path().join("data")), Effort::Low).await?;
        let size = Size { customers: BUYERS, ..Size::default() };
        demo::fill_to(&store, &jobs::job(Clock::system().now()), Language::default(), size, &mut |_| ()).await?;
        store.close().await;
    }
    let (app, mut buyers) = shop(folder.path()).await?;
    let (other, mut first) = shop(bare.path()).await?;
    let review = first[0].is_ready().await;
    let filled = first[0].fills_in(&review);
    first[0].places(filled).await;
    drop(first);
    other.store.close().await;
    drop(other);
    let mut same = Same::of(Bare::open(&bare.path().join("data"), "alongside").await?).await?;
    let (mut times, mut baseline, mut rates, mut bare_rates) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        for _ in 0..20 {
            let review = buyers[0].is_ready().await;
            let filled = buyers[0].fills_in(&review);
            times.push(buyers[0].places(filled).await);
            let begun = Instant::now();
            same.once().await?;
            baseline.push(begun.elapsed());
        }
        let begun = Instant::now();
        for _ in 0..40 {
            same.once().await?;
        }
        bare_rates.push(40.0 / begun.elapsed().as_secs_f64());
        rates.push(at_once(&mut buyers).await);
        say(&format!("placing orders, round {round} of {ROUNDS}"));
    }
    app.store.close().await;
    same.engine.close().await?;
    let (times, baseline) = (Times::of(times), Times::of(baseline));
    let ratio = times.at(50) / baseline.at(50);
    table.add(Row {
        name: "place-order",
        figure: "Place Order, synced: form, rules, stock, number, mail, event".into(),
        value: format!("p50 {:.1} ms, p95 {:.1} ms", times.at(50), times.at(95)),
        baseline: format!("p50 {:.1} ms, p95 {:.1} ms: the same rows created in the bare engine", baseline.at(50), baseline.at(95)),
        ratio: Some(ratio),
        goal: "<= 3.0",
        met: ratio <= 3.0,
    });
    let (rate, bare_rate) = (median(rates), median(bare_rates));
    table.add(Row {
        name: "orders-a-second",
        figure: format!("orders, synced, by {BUYERS} buyers who press at the same moment"),
        value: format!("{rate:.0}/s"),
        baseline: format!("{bare_rate:.0}/s: the same rows created in the bare engine, one after another"),
        ratio: Some(rate / bare_rate),
        goal: ">= 0.33",
        met: rate / bare_rate >= 0.33,
    });
    Ok(())
}

/// A shop in this process, and those who buy there.
async fn shop(folder: &std::path::Path) -> Outcome<(App, Vec<Buyer>)> {
    let store = Store::open(&Address::Folder(folder.join("data")), Effort::Low).await?;
    // There is nobody else here to make the index.
    store.by(&jobs::job(Clock::system().now())).index_rows(true).await?;
    let app = App::new(store, Settings::default(), Clock::system()).await?;
    let mut rosa = Browser::new(Way::in_process(&app));
    rosa.signs_in_as_staff("rosa").await;
    let product = rosa.get("/admin/catalog/products?q=Harbour+Mug").await.link_of("Harbour Mug").ok_or("no product")?;
    assert_eq!(rosa.edits(&product, &product, &[("quantity", "999999")]).await.status, 303);
    let mut buyers = Vec::new();
    for n in 0..BUYERS {
        let mut browser = Browser::new(Way::in_process(&app));
        browser.signs_in_as_customer(["ada", "ben", "clara", "david", "elif", "felix", "greta", "hugo"][n]).await;
        buyers.push(Buyer(browser));
    }
    Ok((app, buyers))
}

/// Orders a second, of all buyers at once.
async fn at_once(buyers: &mut Vec<Buyer>) -> f64 {
    let mut ready = Vec::new();
    for mut buyer in buyers.drain(..) {
        let review = buyer.is_ready().await;
        let filled = buyer.fills_in(&review);
        ready.push((buyer, filled));
    }
    let (begun, mut tasks, placed) = (Instant::now(), JoinSet::new(), ready.len());
    for (mut buyer, filled) in ready {
        tasks.spawn(async move {
            buyer.places(filled).await;
            buyer
        });
    }
    buyers.extend(tasks.join_all().await);
    count(placed) / begun.elapsed().as_secs_f64()
}

/// The grids' pages at a hundred thousand orders, and beside them at a thousand.
pub async fn grids(lab: &Lab, table: &mut Table) -> Outcome<()> {
    say("grids of orders and documents, at 100,000 orders and at 1,000 …");
    let (many, few) = (lab.with_orders(MANY)?, lab.with_orders(FEW)?);
    let (mut at_many, mut at_few) = (many.staff("rosa").await, few.staff("rosa").await);
    for (name, figure, path) in paths() {
        if !table.wants(&[name]) {
            continue;
        }
        let (here, there) = (path(MANY), path(FEW));
        let rounds = side_by_side(async || asked(&mut at_many, &here).await, async || asked(&mut at_few, &there).await).await?;
        let typical = |of: &dyn Fn(&(Times, Times)) -> f64| median(rounds.iter().map(of).collect());
        let (p50, p95, ratio) = (typical(&|(t, _)| t.at(50)), typical(&|(t, _)| t.at(95)), typical(&|(t, b)| t.at(95) / b.at(95)));
        let (other_p50, other_p95) = (typical(&|(_, b)| b.at(50)), typical(&|(_, b)| b.at(95)));
        table.add(Row {
            name,
            figure: format!("{figure}, 100,000 orders"),
            value: format!("p50 {p50:.1} ms, p95 {p95:.1} ms"),
            baseline: format!("p50 {other_p50:.1} ms, p95 {other_p95:.1} ms at 1,000"),
            ratio: Some(ratio),
            goal: "<= 1.3, p95 <= 8 ms",
            met: ratio <= 1.3 && p95 <= 8.0,
        });
    }
    Ok(())
}

async fn asked(browser: &mut Browser, path: &str) -> Outcome<()> {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.location);
    Ok(())
}

/// From the middle of so many orders on, in the order of their times.
fn middle(path: &str, orders: usize) -> String {
    let middle = Pace::of_orders(orders).middle(Clock::system().now()).millis();
    format!("{path}?after={middle:015}")
}

type PathOf = Box<dyn Fn(usize) -> String>;

fn paths() -> Vec<(&'static str, &'static str, PathOf)> {
    const ORDERS: &str = "/admin/sales/orders";
    const INVOICES: &str = "/admin/sales/invoices";
    const SHIPMENTS: &str = "/admin/sales/shipments";
    const MEMOS: &str = "/admin/sales/creditmemos";
    let at = |path: &'static str| -> PathOf { Box::new(move |_| path.to_owned()) };
    let deep = |path: &'static str| -> PathOf { Box::new(move |orders| middle(path, orders)) };
    let website = |path: &'static str| -> PathOf { Box::new(move |_| format!("{path}?website={}", store::FIRST_WEBSITE)) };
    let below = |point: String| -> PathOf { Box::new(move |_| format!("{ORDERS}?website={point}")) };
    vec![
        ("orders-first", "Orders, first page", at(ORDERS)),
        ("orders-deep", "Orders, half-way down", deep(ORDERS)),
        ("orders-status", "Orders that are processing", at("/admin/sales/orders?status=processing")),
        ("orders-website", "Orders of a website", website(ORDERS)),
        ("orders-store", "Orders of a store", below(format!("store-{}", store::FIRST_GROUP))),
        ("orders-view", "Orders of a view", below(format!("view-{}", store::FIRST_VIEW))),
        ("orders-helped", "Orders placed with Login as Customer", at("/admin/sales/orders?helped=1")),
        ("orders-search", "Orders, by a number", at("/admin/sales/orders?q=000000500")),
        ("orders-words", "Orders, by the beginning of all their numbers, by total", at("/admin/sales/orders?q=000&sort=total")),
        ("orders-days", "Orders since a day before all of them", at("/admin/sales/orders?placed-from=2020-01-01")),
        ("orders-sum", "Orders, by what they come to", at("/admin/sales/orders?base_total-from=100&base_total-to=500&sort=purchased")),
        ("orders-purchased", "Orders, by what was paid", at("/admin/sales/orders?total-from=100&total-to=500")),
        ("invoices-first", "Invoices, first page", at(INVOICES)),
        ("invoices-deep", "Invoices, half-way down", deep(INVOICES)),
        ("invoices-website", "Invoices of a website", website(INVOICES)),
        ("invoices-days", "Invoices since a day before all of them", at("/admin/sales/invoices?made-from=2020-01-01")),
        ("invoices-ordered", "Invoices of orders since a day", at("/admin/sales/invoices?ordered-from=2020-01-01")),
        ("invoices-base", "Invoices, by the base total", at("/admin/sales/invoices?base_total-from=100&base_total-to=500")),
        ("invoices-sum", "Invoices, by what they come to", at("/admin/sales/invoices?total-from=100&total-to=500")),
        ("shipments-first", "Shipments, first page", at(SHIPMENTS)),
        ("shipments-deep", "Shipments, half-way down", deep(SHIPMENTS)),
        ("shipments-website", "Shipments of a website", website(SHIPMENTS)),
        ("shipments-days", "Shipments since a day before all of them", at("/admin/sales/shipments?made-from=2020-01-01")),
        ("shipments-ordered", "Shipments of orders since a day", at("/admin/sales/shipments?ordered-from=2020-01-01")),
        ("shipments-pieces", "Shipments of many pieces", at("/admin/sales/shipments?pieces-from=3&sort=pieces-desc")),
        ("memos-first", "Credit Memos, first page", at(MEMOS)),
        ("memos-deep", "Credit Memos, half-way down", deep(MEMOS)),
        ("memos-website", "Credit Memos of a website", website(MEMOS)),
        ("memos-days", "Credit Memos since a day before all of them", at("/admin/sales/creditmemos?made-from=2020-01-01")),
        ("memos-ordered", "Credit Memos of orders since a day", at("/admin/sales/creditmemos?ordered-from=2020-01-01")),
        ("memos-base", "Credit Memos, by the base total", at("/admin/sales/creditmemos?base_total-from=10&base_total-to=500")),
        ("memos-sum", "Credit Memos, by what they come to", at("/admin/sales/creditmemos?total-from=10&total-to=500")),
    ]
}
