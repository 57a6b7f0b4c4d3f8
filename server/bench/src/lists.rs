//! Lists of the record, at a million events and at ten thousand. The Action Logs Report and its search bring their rows here:
//! a line in [`pages`] each.

use crate::{
    lab::{FEW, Lab, MANY, Outcome, Site},
    row::{Row, Table, Times, say},
};
use actors::{Browser, link};
use server::{clock::Clock, jobs};
use std::time::{Duration, Instant};
use store::{Address, Effort, Store};

pub const ROWS: &[&str] = &["log-first", "log-deep", "visit-page", "visit-page-deep", "customers-first", "customers-deep"];
pub const STORE_ROWS: &[&str] = &["sequence-first", "sequence-deep"];
const ASKED: usize = 800;
const LOG: &str = "/admin/login-as-customer-log";
/// The demo's visits begin so far apart, and the last ended a day ago.
const APART: i64 = 400_000;
const AGO: i64 = 24 * 60 * 60 * 1_000;

/// Whole pages, as a browser gets them.
pub async fn measure(many: &Site, few: &Site, table: &mut Table) -> Outcome<()> {
    let (mut at_many, mut at_few) = (many.staff("rosa").await, few.staff("rosa").await);
    let (many_paths, few_paths) = (paths(&mut at_many, MANY).await, paths(&mut at_few, FEW).await);
    for ((name, figure, path), (_, _, other)) in many_paths.into_iter().zip(few_paths) {
        if !table.wants(&[name]) {
            continue;
        }
        let (mut times, mut baseline) = (Vec::new(), Vec::new());
        for n in 0..ASKED + 50 {
            let (slow, fast) = (asked(&mut at_many, &path).await, asked(&mut at_few, &other).await);
            // The first few warm both up.
            if n >= 50 {
                times.push(slow);
                baseline.push(fast);
            }
        }
        table.add(row(name, figure, Times::of(times), Times::of(baseline)));
    }
    Ok(())
}

/// Name, figure and address of each page.
async fn paths(browser: &mut Browser, events: usize) -> Vec<(&'static str, &'static str, String)> {
    let visits = i64::try_from(events / 11).unwrap_or(0);
    let middle = Clock::system().now().millis() - AGO - visits * APART / 2;
    let deep = format!("{LOG}?after={}", mirrored(&format!("{middle:012x}70008000000000000000")));
    let first = link(&browser.get(LOG).await.html.replace("after=", ""), &format!("{LOG}/")).unwrap_or_default();
    let below = link(&browser.get(&deep).await.html, &format!("{LOG}/")).unwrap_or_default();
    vec![
        ("log-first", "Login as Customer Log, first page", LOG.to_owned()),
        ("log-deep", "Login as Customer Log, half-way down", deep),
        ("visit-page", "a visit's page, the newest", first),
        ("visit-page-deep", "a visit's page, half-way down", below),
        ("customers-first", "All Customers of 10,000, first page", "/admin/customers".to_owned()),
        ("customers-deep", "All Customers of 10,000 by name, from M on", "/admin/customers?sort=name&after=m".to_owned()),
    ]
}

async fn asked(browser: &mut Browser, path: &str) -> Duration {
    let begun = Instant::now();
    let answer = browser.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.location);
    begun.elapsed()
}

/// What the live view and the seal follow, asked of the store.
pub async fn sequence(lab: &Lab, table: &mut Table) -> Outcome<()> {
    say("the sequence, asked of the store …");
    let (many, few) = (lab.copy(MANY)?, lab.copy(FEW)?);
    let open = async |folder: &std::path::Path| Store::open(&Address::Folder(folder.join("data")), Effort::Low).await;
    let (at_many, at_few) = (open(many.path()).await?, open(few.path()).await?);
    let job = jobs::job(Clock::system().now());
    let half = |events: usize| i64::try_from(events / 2).unwrap_or(0);
    for (name, figure, from, other) in [
        ("sequence-first", "the first 50 places of the sequence", 0, 0),
        ("sequence-deep", "50 places half-way down", half(MANY), half(FEW)),
    ] {
        let (mut times, mut baseline) = (Vec::new(), Vec::new());
        for n in 0..ASKED / 4 + 10 {
            let begun = Instant::now();
            assert_eq!(at_many.places_after(&job, from, 50).await?.len(), 50);
            let slow = begun.elapsed();
            let begun = Instant::now();
            assert_eq!(at_few.places_after(&job, other, 50).await?.len(), 50);
            if n >= 10 {
                times.push(slow);
                baseline.push(begun.elapsed());
            }
        }
        table.add(row(name, figure, Times::of(times), Times::of(baseline)));
    }
    at_many.close().await;
    at_few.close().await;
    Ok(())
}

fn row(name: &'static str, figure: &str, times: Times, baseline: Times) -> Row {
    let (p95, other) = (times.at(95), baseline.at(95));
    Row {
        name,
        figure: format!("{figure}, 1,000,000 events"),
        value: format!("p50 {:.1} ms, p95 {p95:.1} ms", times.at(50)),
        baseline: format!("p50 {:.1} ms, p95 {other:.1} ms at 10,000", baseline.at(50)),
        ratio: Some(p95 / other),
        goal: "p95 <= 8 ms, <= 1.3",
        met: p95 <= 8.0 && p95 / other <= 1.3,
    }
}

/// A key of a list that runs the other way, as `store` makes it.
fn mirrored(text: &str) -> String {
    let mut mirrored: String = text.bytes().map(|b| format!("{:02x}", !b)).collect();
    mirrored.push('~');
    mirrored
}
