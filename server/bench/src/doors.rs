//! What the doors cost with their limits on: as if from many networks, by way of a proxy that the shop trusts, each within what it may.

use crate::{
    lab::{FEW, Lab, Outcome, Site},
    row::{Row, Table, Times, median, say},
    visits::count,
};
use actors::{Browser, Way};
use server::demo::PASSWORD;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

pub const ROWS: &[&str] = &["sign-ins", "page-limited"];
const CUSTOMERS: [&str; 8] = ["ada", "ben", "clara", "david", "elif", "felix", "greta", "hugo"];
const LOGIN: &str = "/customer/account/login";
/// A page whose row is limited.
const SEARCH: &str = "/search?q=mug";
/// So often a network does something before another one does: less than is let through at once.
const EACH: usize = 15;
const ROUNDS: usize = 51;
const ADMINISTRATOR: f64 = 3_000.0;

pub async fn measure(lab: &Lab, table: &mut Table, time: Duration) -> Outcome<()> {
    let limited = lab.limited(FEW)?;
    if table.wants(&["sign-ins"]) {
        sign_ins(&limited, table, time).await;
    }
    if table.wants(&["page-limited"]) {
        page(&limited, &lab.site(FEW)?, table).await;
    }
    Ok(())
}

/// Customers sign in, each as fast as he is let, while an administrator does now and then: his hash waits behind none of theirs.
async fn sign_ins(site: &Site, table: &mut Table, time: Duration) {
    say("eight customers sign in again and again …");
    let begun = Instant::now();
    let mut customers = JoinSet::new();
    for (n, name) in CUSTOMERS.into_iter().enumerate() {
        customers.spawn(signs_in(site.program.address.clone(), n, name, begun + time));
    }
    let mut administrator = Vec::new();
    while begun.elapsed() < time {
        let mut rosa = Browser::new(Way::wire_from(&site.program.address, "198.51.100.1"));
        let one = Instant::now();
        rosa.signs_in_as_staff("rosa").await;
        administrator.push(one.elapsed());
        tokio::time::sleep(time / 8).await;
    }
    let (times, told_to_wait): (Vec<Vec<Duration>>, Vec<usize>) = customers.join_all().await.into_iter().unzip();
    let times = times.concat();
    let rate = count(times.len()) / begun.elapsed().as_secs_f64();
    let (times, told_to_wait, slowest) = (Times::of(times), told_to_wait.into_iter().sum::<usize>(), Times::of(administrator).at(100));
    table.add(Row {
        name: "sign-ins",
        figure: "sign-ins of customers, eight at once from many networks, limits on".into(),
        value: format!("{rate:.1}/s (p50 {:.0} ms, p95 {:.0} ms), {told_to_wait} told to wait", times.at(50), times.at(95)),
        baseline: format!("{slowest:.0} ms: the slowest of an administrator meanwhile"),
        ratio: None,
        goal: "the administrator <= 3 s",
        met: slowest <= ADMINISTRATOR,
    });
}

/// One customer, from ever other networks: how long each sign-in took, and how often there was no room.
async fn signs_in(address: String, n: usize, name: &'static str, until: Instant) -> (Vec<Duration>, usize) {
    let email = format!("{name}@example.com");
    let (mut times, mut waits) = (Vec::new(), 0_usize);
    for network in 0..250_usize {
        let way = Way::wire_from(&address, &format!("198.{}.{network}.9", 18 + n));
        for _ in 0..EACH {
            if Instant::now() >= until {
                return (times, waits);
            }
            let one = Instant::now();
            let answer = Browser::new(way.clone()).post(LOGIN, &[("email", &email), ("password", PASSWORD)]).await;
            match answer.status {
                303 => times.push(one.elapsed()),
                429 => {
                    waits += 1;
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                status => panic!("{name} signs in: {status} {}", answer.html),
            }
        }
    }
    (times, waits)
}

/// Being counted costs next to nothing.
async fn page(limited: &Site, free: &Site, table: &mut Table) {
    say("a page with the limits on, and without …");
    let (mut on, mut off) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        for (site, times) in [(limited, &mut on), (free, &mut off)] {
            let mut guest = Browser::new(Way::wire_from(&site.program.address, &format!("203.0.113.{round}")));
            assert_eq!(guest.get(SEARCH).await.status, 200);
            let begun = Instant::now();
            for _ in 0..EACH {
                assert_eq!(guest.get(SEARCH).await.status, 200);
            }
            times.push(begun.elapsed().as_secs_f64() * 1_000.0 / count(EACH));
        }
    }
    let ratio = median(on.iter().zip(&off).map(|(on, off)| on / off).collect());
    let (on, off) = (median(on), median(off));
    table.add(Row {
        name: "page-limited",
        figure: "a page of what was searched for, limits on".into(),
        value: format!("p50 {on:.2} ms"),
        baseline: format!("{off:.2} ms: the same where nobody is counted"),
        ratio: Some(ratio),
        goal: "<= 1.10",
        met: ratio <= 1.1,
    });
}
