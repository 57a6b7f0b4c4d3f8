//! Pages of the storefront under load. The page cache brings its row here, with the issue that brings the cache.

use crate::{
    lab::{Outcome, Site, cookies},
    load,
    row::{Row, Table, median, say},
};
use axum::{Router, http::header, routing::get, serve::ListenerExt};
use std::time::Duration;
use tokio::net::TcpListener;

pub const ROWS: &[&str] = &["category-assisted", "category-guest"];
const PATH: &str = "/category/kitchen";
const CONNECTIONS: usize = 8;
/// Short and many: the machine's own pace moves within seconds, and one pair differs by a tenth from the next.
const ROUNDS: usize = 51;

pub async fn measure(site: &Site, table: &mut Table, time: Duration) -> Outcome<()> {
    let mut assisted = site.staff("theo").await;
    assisted.logs_in_as("ada").await;
    let mut shopper = site.browser();
    shopper.signs_in_as_customer("clara").await;
    let page = site.browser().get(PATH).await;
    assert_eq!(page.html.matches("class=\"tile\"").count(), 20, "a page of twenty products");
    let handler = same_bytes(page.html).await?;
    let url = format!("{}{PATH}", site.program.address);
    let ways = [
        ("as an assisted customer", url.as_str(), cookies(&assisted)),
        ("as an ordinary shopper", url.as_str(), cookies(&shopper)),
        ("as a guest", url.as_str(), String::new()),
        ("an axum handler with the same bytes", handler.as_str(), String::new()),
    ];
    let mut rates = vec![Vec::new(); ways.len()];
    let mut late = vec![Vec::new(); ways.len()];
    // In turns, so that a noisy moment hits all of them; and each pair in both orders, for the first finds the program cold.
    for round in 1..=ROUNDS {
        for n in if round % 2 == 1 { [0, 1, 2, 3] } else { [1, 0, 3, 2] } {
            let (who, url, cookie) = &ways[n];
            let load = load::run(url, cookie, CONNECTIONS, time / 16).await?;
            say(&format!("category page {who}, round {round} of {ROUNDS}: {:.0}/s, p95 {:.1} ms", load.per_second, load.p95));
            rates[n].push(load.per_second);
            late[n].push(load.p95);
        }
    }
    // Of neighbours in time: the machine's own pace is the same for both.
    let ratio = |one: usize, other: usize| median(rates[one].iter().zip(&rates[other]).map(|(a, b)| a / b).collect());
    let (of_shopper, of_handler) = (ratio(0, 1), ratio(2, 3));
    let rates: Vec<f64> = rates.into_iter().map(median).collect();
    let late: Vec<f64> = late.into_iter().map(median).collect();
    table.add(Row {
        name: "category-assisted",
        figure: "category page with 20 products as an assisted customer, 8 connections".into(),
        value: format!("{:.0}/s, p95 {:.1} ms", rates[0], late[0]),
        baseline: format!("{:.0}/s: an ordinary shopper", rates[1]),
        ratio: Some(of_shopper),
        goal: ">= 0.90",
        met: of_shopper >= 0.9,
    });
    table.add(Row {
        name: "category-guest",
        figure: "the same page for guests".into(),
        value: format!("{:.0}/s, p95 {:.1} ms", rates[2], late[2]),
        baseline: format!("{:.0}/s: an axum handler with the same bytes", rates[3]),
        ratio: Some(of_handler),
        goal: ">= 0.70",
        met: of_handler >= 0.7,
    });
    Ok(())
}

/// A server that does nothing but send this page; its address.
async fn same_bytes(html: String) -> Outcome<String> {
    let html: &'static str = html.leak();
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}{PATH}", listener.local_addr()?);
    let listener = listener.tap_io(|stream| {
        let _ = stream.set_nodelay(true);
    });
    let handler = get(move || async move { ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], html) });
    tokio::spawn(async move { axum::serve(listener, Router::new().route(PATH, handler)).await });
    Ok(url)
}
