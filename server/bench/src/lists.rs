//! Lists of the record, at a million events and at ten thousand: a line in [`paths`] each, and its question in `engine.rs`. The Action Logs
//! Report has a file of its own.

use crate::{
    engine::Straight,
    lab::{FEW, Lab, MANY, Outcome, Site, from_m, half, middle},
    row::{Row, Table, Times, median, say},
};
use actors::{Browser, Way};
use domain::stores::Language;
use server::{
    app::App,
    clock::Clock,
    demo::{self, Size},
    jobs,
    settings::Settings,
};
use std::time::Instant;
use store::{Address, Effort, Store};

pub const ROWS: &[&str] = &["log-first", "log-deep", "visit-page", "visit-page-deep", "customers-first", "customers-deep"];
pub const STORE_ROWS: &[&str] = &["sequence-first", "sequence-deep"];
/// How often each list is asked for in a round. At a millisecond one round is noise.
const ASKED: usize = 400;
const ROUNDS: usize = 5;
pub const LOG: &str = "/admin/login-as-customer-log";

/// Whole pages, as a browser gets them; and beside them the same pages of a store in memory, without socket or disk.
pub async fn measure(many: &Site, few: &Site, straight: &Straight, table: &mut Table) -> Outcome<()> {
    let (mut at_many, mut at_few, mut in_memory) = (many.staff("rosa").await, few.staff("rosa").await, in_memory().await?);
    let (many_paths, few_paths) = (paths(&mut at_many, MANY).await, paths(&mut at_few, FEW).await);
    let memory_paths = paths(&mut in_memory, FEW).await;
    for (((name, figure, path), (_, _, other)), (_, _, third)) in many_paths.into_iter().zip(few_paths).zip(memory_paths) {
        if !table.wants(&[name]) {
            continue;
        }
        let rounds = side_by_side(async || asked(&mut at_many, &path).await, async || asked(&mut at_few, &other).await).await?;
        let memory = Times::asking(ASKED, async || asked(&mut in_memory, &third).await).await?;
        table.add(row(name, figure, &rounds, straight, Some(&memory)));
    }
    Ok(())
}

/// A member of staff at a shop in this process, whose store is in memory.
async fn in_memory() -> Outcome<Browser> {
    let store = Store::open(&Address::Memory, Effort::Low).await?;
    let size = Size { customers: 10_000, events: FEW, ..Size::default() };
    demo::fill_to(&store, &jobs::job(Clock::system().now()), Language::default(), size, &mut |_| ()).await?;
    let app = App::new(store, Settings::default(), Clock::system()).await?;
    let mut browser = Browser::new(Way::in_process(&app));
    browser.signs_in_as_staff("rosa").await;
    browser.switches_the_feature(true).await;
    Ok(browser)
}

/// Name, figure and address of each page.
async fn paths(browser: &mut Browser, events: usize) -> Vec<(&'static str, &'static str, String)> {
    let deep = format!("{LOG}?after={}", middle(events));
    let mut visit = async |path: &str| browser.get(path).await.link_below(LOG).unwrap_or_else(|| panic!("no visit in {path}"));
    let (first, below) = (visit(LOG).await, visit(&deep).await);
    vec![
        ("log-first", "Login as Customer Log, first page", LOG.to_owned()),
        ("log-deep", "Login as Customer Log, half-way down", deep),
        ("visit-page", "a visit's page, the newest", first),
        ("visit-page-deep", "a visit's page, half-way down", below),
        ("customers-first", "All Customers of 10,000, first page", "/admin/customers".to_owned()),
        ("customers-deep", "All Customers of 10,000 by name, from M on", format!("/admin/customers?sort=name&after={}", from_m())),
    ]
}

pub async fn asked(browser: &mut Browser, path: &str) -> Outcome<()> {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.location);
    Ok(())
}

/// Asks one and the other in turns; the times of both in each round.
pub async fn side_by_side(
    mut one: impl AsyncFnMut() -> Outcome<()>,
    mut other: impl AsyncFnMut() -> Outcome<()>,
) -> Outcome<Vec<(Times, Times)>> {
    // The first few warm both up.
    for _ in 0..ASKED / 8 {
        one().await?;
        other().await?;
    }
    let mut rounds = Vec::new();
    for _ in 0..ROUNDS {
        let (mut times, mut baseline) = (Vec::new(), Vec::new());
        for _ in 0..ASKED {
            let begun = Instant::now();
            one().await?;
            times.push(begun.elapsed());
            let begun = Instant::now();
            other().await?;
            baseline.push(begun.elapsed());
        }
        rounds.push((Times::of(times), Times::of(baseline)));
    }
    Ok(rounds)
}

/// What the live view and the seal follow, asked of the store.
pub async fn sequence(lab: &Lab, straight: &Straight, table: &mut Table) -> Outcome<()> {
    say("the sequence, asked of the store …");
    let (many, few) = (lab.copy(MANY)?, lab.copy(FEW)?);
    let open = async |folder: &std::path::Path| Store::open(&Address::Folder(folder.join("data")), Effort::Low).await;
    let (at_many, at_few) = (open(many.path()).await?, open(few.path()).await?);
    let job = jobs::job(Clock::system().now());
    for (name, figure, from, other) in [
        ("sequence-first", "the first 50 places of the sequence", 0, 0),
        ("sequence-deep", "50 places half-way down", half(MANY), half(FEW)),
    ] {
        let asked = async |store: &Store, from: i64| -> Outcome<()> {
            assert_eq!(store.by(&job).places_after(from, 50).await?.len(), 50);
            Ok(())
        };
        let rounds = side_by_side(async || asked(&at_many, from).await, async || asked(&at_few, other).await).await?;
        table.add(row(name, figure, &rounds, straight, None));
    }
    at_many.close().await;
    at_few.close().await;
    Ok(())
}

/// What is in the middle of all rounds.
pub fn row(name: &'static str, figure: &str, rounds: &[(Times, Times)], straight: &Straight, memory: Option<&Times>) -> Row {
    let typical = |of: &dyn Fn(&(Times, Times)) -> f64| median(rounds.iter().map(of).collect());
    let (p50, other_p50) = (typical(&|(times, _)| times.at(50)), typical(&|(_, baseline)| baseline.at(50)));
    let (p95, other_p95) = (typical(&|(times, _)| times.at(95)), typical(&|(_, baseline)| baseline.at(95)));
    let ratio = typical(&|(times, baseline)| times.at(95) / baseline.at(95));
    Row {
        name,
        figure: format!("{figure}, 1,000,000 events"),
        value: format!("p50 {p50:.1} ms, p95 {p95:.1} ms"),
        baseline: [
            Some(format!("p50 {other_p50:.1} ms, p95 {other_p95:.1} ms at 10,000")),
            straight.get(name).map(|times| format!("p50 {:.1} ms asked straight of SurrealDB", times.at(50))),
            memory.map(|times| format!("p50 {:.1} ms from memory, in process", times.at(50))),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("; "),
        ratio: Some(ratio),
        goal: "<= 1.3",
        met: ratio <= 1.3,
    }
}
