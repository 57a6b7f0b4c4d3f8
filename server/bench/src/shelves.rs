//! Lists of the shop at a hundred thousand products and at a thousand: a category that is narrowed, and a search.

use crate::{
    lab::{Lab, Outcome},
    lists::side_by_side,
    row::{Row, Table, Times, median, say},
};
use actors::Browser;

pub const ROWS: &[&str] = &["category-filters", "storefront-search"];
const MANY: usize = 100_000;
const FEW: usize = 1_000;
const NARROWED: &str = "/category/kitchen?from=10&to=50&stock=1&with=colour-3&with=colour-5&sort=price";
const SEARCHED: &str = "/search?q=harbour+mug&stock=1&sort=price";

pub async fn measure(lab: &Lab, table: &mut Table) -> Outcome<()> {
    say("lists of the shop, at 100,000 products and at 1,000 …");
    let (many, few) = (lab.with_products(MANY)?, lab.with_products(FEW)?);
    let (mut at_many, mut at_few) = (many.browser(), few.browser());
    for browser in [&mut at_many, &mut at_few] {
        while browser.get(NARROWED).await.status == 503 {
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        }
    }
    for (name, figure, path) in [
        ("category-filters", "a category narrowed by price, stock and colours, sorted by price, with its counts", NARROWED),
        ("storefront-search", "a search narrowed by stock, with its counts", SEARCHED),
    ] {
        if !table.wants(&[name]) {
            continue;
        }
        let rounds = side_by_side(async || asked(&mut at_many, path).await, async || asked(&mut at_few, path).await).await?;
        let typical = |of: &dyn Fn(&(Times, Times)) -> f64| median(rounds.iter().map(of).collect());
        let (p50, p95, ratio) = (typical(&|(t, _)| t.at(50)), typical(&|(t, _)| t.at(95)), typical(&|(t, b)| t.at(95) / b.at(95)));
        let (other_p50, other_p95) = (typical(&|(_, b)| b.at(50)), typical(&|(_, b)| b.at(95)));
        table.add(Row {
            name,
            figure: format!("{figure}, 100,000 products"),
            value: format!("p50 {p50:.1} ms, p95 {p95:.1} ms"),
            baseline: format!("p50 {other_p50:.1} ms, p95 {other_p95:.1} ms at 1,000"),
            ratio: Some(ratio),
            goal: "p95 <= 8 ms",
            met: p95 <= 8.0,
        });
    }
    Ok(())
}

async fn asked(browser: &mut Browser, path: &str) -> Outcome<()> {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.location);
    Ok(())
}
