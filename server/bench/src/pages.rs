//! Pages of the storefront under load, from the page cache and without it.

use crate::{
    lab::{Outcome, Site, cookies},
    load,
    row::{Row, Table, median, say},
};
use actors::Browser;
use axum::{Router, http::header, routing::get, serve::ListenerExt};
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

pub const ROWS: &[&str] = &["category-assisted", "category-guest", "page-after-flush", "views-200"];
const PATH: &str = "/category/kitchen";
const CONNECTIONS: usize = 8;
/// Short and many: the machine's own pace moves within seconds, and one pair differs by a tenth from the next.
const ROUNDS: usize = 51;

pub async fn measure(site: &Site, table: &mut Table, time: Duration) -> Outcome<()> {
    let mut assisted = site.staff("theo").await;
    assisted.logs_in_as("ada").await;
    let mut rosa = site.staff("rosa").await;
    // What the customer would get: a visit that asks for fresh pages makes each of them, and is measured below.
    let cache = async |rosa: &mut Browser, off: &str| {
        let page = "/admin/config/login_as_customer";
        assert_eq!(rosa.edits(page, page, &[("disable_page_cache", off), ("disable_page_cache-system", "")]).await.status, 303);
    };
    cache(&mut rosa, "0").await;
    let mut shopper = site.browser();
    shopper.signs_in_as_customer("clara").await;
    let page = site.browser().get(PATH).await;
    assert_eq!(page.html.matches("class=\"tile\"").count(), 24, "a page of twenty-four products");
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
        figure: "category page with 24 products as an assisted customer, 8 connections".into(),
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
        goal: ">= 0.80",
        met: of_handler >= 0.8,
    });
    cache(&mut rosa, "1").await;
    after_a_flush(site, &mut rosa, &mut assisted, table).await;
    many_views(&mut rosa, &url, time, table).await
}

/// The first who asks after a flush has the page made, and so has whoever is to see fresh pages: neither waits longer than the other.
async fn after_a_flush(site: &Site, rosa: &mut Browser, assisted: &mut Browser, table: &mut Table) {
    let mut guest = site.browser();
    let (mut first, mut fresh) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        assert_eq!(rosa.edits("/admin/cache", "/admin/cache/flush", &[("kind", "")]).await.status, 303);
        for (who, times) in [(&mut guest, &mut first), (&mut *assisted, &mut fresh)] {
            let begun = Instant::now();
            assert_eq!(who.get(PATH).await.status, 200);
            times.push(begun.elapsed().as_secs_f64() * 1_000.0);
        }
    }
    let (first, fresh) = (median(first), median(fresh));
    table.add(Row {
        name: "page-after-flush",
        figure: "the first request of a page after all was flushed".into(),
        value: format!("p50 {first:.2} ms"),
        baseline: format!("{fresh:.2} ms: the same page made anew for a visit"),
        ratio: Some(first / fresh),
        goal: "<= 2.0",
        met: first / fresh <= 2.0,
    });
}

/// Two hundred views slow no request.
async fn many_views(rosa: &mut Browser, url: &str, time: Duration, table: &mut Table) -> Outcome<()> {
    let mut few = Vec::new();
    let mut many = Vec::new();
    for _ in 0..ROUNDS / 5 {
        few.push(load::run(url, "", CONNECTIONS, time / 16).await?.per_second);
    }
    let new = "/admin/stores/views/new";
    // In another store than the page: a page grows by each view that its own store offers, and that is not what is asked.
    let store = rosa.get(new).await.options("store").pop().unwrap_or_default();
    for n in 6..=200 {
        let code = format!("view_{n}");
        let form = [("store", store.as_str()), ("name", &code), ("code", &code), ("active", "1"), ("language", "en"), ("currency", "USD")];
        assert_eq!(rosa.edits(new, new, &form).await.status, 303);
    }
    for _ in 0..ROUNDS / 5 {
        many.push(load::run(url, "", CONNECTIONS, time / 16).await?.per_second);
    }
    let (few, many) = (median(few), median(many));
    table.add(Row {
        name: "views-200",
        figure: "the category page for guests in a shop of 200 store views".into(),
        value: format!("{many:.0}/s"),
        baseline: format!("{few:.0}/s: of five"),
        ratio: Some(many / few),
        goal: ">= 0.90",
        met: many / few >= 0.9,
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
