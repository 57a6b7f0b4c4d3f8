//! From the click to the customer's account.

use crate::{
    engine::Creates,
    lab::{AGENTS, Outcome, Site},
    row::{Row, Table, Times, median, say},
};
use actors::Browser;
use std::time::{Duration, Instant};

pub const ROWS: &[&str] = &["visit-one", "visit-eight"];
const ROUNDS: usize = 9;
const ONE: f64 = 3.0;
const EIGHT: f64 = 0.10;

/// In turns with two synced creates of the bare engine; the ratios are medians of the rounds.
pub async fn measure(site: &Site, table: &mut Table, creates: &mut Creates, time: Duration) -> Outcome<()> {
    let mut agents = Vec::new();
    for n in 1..=AGENTS {
        let mut browser = site.staff(&format!("agent{n}")).await;
        let path = browser.finds_customer(&format!("ada{n}@example.com")).await;
        agents.push((browser, path));
    }
    let (while_two, while_visits) = (time / 16, time / 6);
    if table.wants(&["visit-one"]) {
        say("one agent goes into an account again and again …");
        let (mut times, mut twos, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for round in 1..=ROUNDS {
            let two = creates.two(while_two).await?.as_secs_f64() * 1_000.0;
            let entered = at_once(agents.get(..1).unwrap_or_default(), Instant::now() + while_visits).await;
            let p50 = Times::of(entered.clone()).at(50);
            say(&format!("one agent, round {round} of {ROUNDS}: p50 {p50:.1} ms beside {two:.1} ms"));
            ratios.push(p50 / two);
            twos.push(two);
            times.extend(entered);
        }
        let (times, ratio, two) = (Times::of(times), median(ratios), median(twos));
        let (p50, p95) = (times.at(50), times.at(95));
        table.add(Row {
            name: "visit-one",
            figure: "start, redeem, first page as the customer, one agent".into(),
            value: format!("p50 {p50:.1} ms, p95 {p95:.1} ms"),
            baseline: format!("{two:.1} ms: two synced creates of the bare engine"),
            ratio: Some(ratio),
            goal: "<= 3, p95 <= 3 times p50",
            met: ratio <= ONE && p95 <= 3.0 * p50,
        });
    }
    if table.wants(&["visit-eight"]) {
        say("eight agents at once …");
        let (mut rates, mut ceilings, mut ratios, mut times) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for round in 1..=ROUNDS {
            let ceiling = 8.0 / creates.two(while_two).await?.as_secs_f64();
            let begun = Instant::now();
            let entered = at_once(&agents, begun + while_visits).await;
            let rate = count(entered.len()) / begun.elapsed().as_secs_f64();
            say(&format!("eight agents at once, round {round} of {ROUNDS}: {rate:.0}/s beside {ceiling:.0}/s"));
            ratios.push(rate / ceiling);
            ceilings.push(ceiling);
            rates.push(rate);
            times.extend(entered);
        }
        let (rate, ratio, ceiling, times) = (median(rates), median(ratios), median(ceilings), Times::of(times));
        table.add(Row {
            name: "visit-eight",
            figure: "the same, eight agents at once".into(),
            value: format!("{rate:.0}/s (p50 {:.1} ms, p95 {:.1} ms)", times.at(50), times.at(95)),
            baseline: format!("{ceiling:.0}/s: eight times one after another of two synced creates"),
            ratio: Some(ratio),
            goal: ">= 0.10",
            met: ratio >= EIGHT,
        });
    }
    Ok(())
}

/// All agents, each as fast as he can; how long each visit took.
async fn at_once(agents: &[(Browser, String)], until: Instant) -> Vec<Duration> {
    let mut tasks = tokio::task::JoinSet::new();
    for (mut browser, path) in agents.iter().cloned() {
        tasks.spawn(async move {
            let mut times = Vec::new();
            while Instant::now() < until {
                let one = Instant::now();
                enters(&mut browser, &path).await;
                times.push(one.elapsed());
            }
            times
        });
    }
    tasks.join_all().await.concat()
}

/// Start, redeem, and the first page as the customer: what happens between the click and the account.
pub async fn enters(browser: &mut Browser, path: &str) {
    let answer = browser.post(&format!("{path}/login-as-customer"), &[]).await;
    let token = answer.input("token").unwrap_or_else(|| panic!("no token: {} {}", answer.status, answer.html));
    let answer = browser.post_exactly("/assistance/enter", &[("token", &token)]).await;
    assert_eq!((answer.status, answer.location.as_str()), (303, "/customer/account"), "{}", answer.html);
    let answer = browser.get("/customer/account").await;
    assert!(answer.shows("You are connected as"), "{}", answer.html);
}

pub fn count(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::NAN, f64::from)
}
