//! Lists of the shop at a hundred thousand products and at a thousand: a category that is narrowed, and a search.

use crate::{
    lab::{Lab, Outcome},
    lists::side_by_side,
    row::{Row, Table, Times, median, say},
};
use actors::Browser;

pub const ROWS: &[&str] = &["category-filters", "storefront-search", "product-grid"];
const MANY: usize = 100_000;
const FEW: usize = 1_000;
const NARROWED: &str = "/category/kitchen?from=10&to=50&stock=1&with=colour-3&with=colour-5&sort=price";
const SEARCHED: &str = "/search?q=harbour+mug&stock=1&sort=price";
/// The first attribute of the demo is the colour.
const LISTED: &str = "/admin/catalog/products?price-from=10&price-to=50&status=1&attribute-0=colour-3&sort=quantity";

/// What is asked for, of a row.
struct Asked {
    name: &'static str,
    figure: &'static str,
    path: &'static str,
    /// At most so many milliseconds.
    most: f64,
    goal: &'static str,
}

const SHOPPING: [Asked; 2] = [
    Asked {
        name: "category-filters",
        figure: "a category narrowed by price, stock and colours, sorted by price, with its counts",
        path: NARROWED,
        most: 8.0,
        goal: "p95 <= 8 ms",
    },
    Asked {
        name: "storefront-search",
        figure: "a search narrowed by stock, with its counts",
        path: SEARCHED,
        most: 8.0,
        goal: "p95 <= 8 ms",
    },
];
const STAFF: Asked = Asked {
    name: "product-grid",
    figure: "the list of products narrowed by price, status and colour, sorted by quantity, with its count",
    path: LISTED,
    most: 20.0,
    goal: "p95 <= 20 ms",
};

pub async fn measure(lab: &Lab, table: &mut Table) -> Outcome<()> {
    say("lists of the shop, at 100,000 products and at 1,000 …");
    let (many, few) = (lab.with_products(MANY)?, lab.with_products(FEW)?);
    let (mut at_many, mut at_few) = (many.browser(), few.browser());
    for browser in [&mut at_many, &mut at_few] {
        while browser.get(NARROWED).await.status == 503 {
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
        }
    }
    for asked in SHOPPING {
        row(table, &asked, (&mut at_many, &mut at_few)).await?;
    }
    row(table, &STAFF, (&mut many.staff("rosa").await, &mut few.staff("rosa").await)).await
}

async fn row(table: &mut Table, of: &Asked, (at_many, at_few): (&mut Browser, &mut Browser)) -> Outcome<()> {
    if !table.wants(&[of.name]) {
        return Ok(());
    }
    let rounds = side_by_side(async || asked(at_many, of.path).await, async || asked(at_few, of.path).await).await?;
    let typical = |of: &dyn Fn(&(Times, Times)) -> f64| median(rounds.iter().map(of).collect());
    let (p50, p95, ratio) = (typical(&|(t, _)| t.at(50)), typical(&|(t, _)| t.at(95)), typical(&|(t, b)| t.at(95) / b.at(95)));
    let (other_p50, other_p95) = (typical(&|(_, b)| b.at(50)), typical(&|(_, b)| b.at(95)));
    table.add(Row {
        name: of.name,
        figure: format!("{}, 100,000 products", of.figure),
        value: format!("p50 {p50:.1} ms, p95 {p95:.1} ms"),
        baseline: format!("p50 {other_p50:.1} ms, p95 {other_p95:.1} ms at 1,000"),
        ratio: Some(ratio),
        goal: of.goal,
        met: p95 <= of.most,
    });
    Ok(())
}

async fn asked(browser: &mut Browser, path: &str) -> Outcome<()> {
    let answer = browser.get(path).await;
    assert_eq!(answer.status, 200, "{path}: {}", answer.location);
    Ok(())
}
