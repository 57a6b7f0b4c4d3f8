//! What Lighthouse says of pages of the storefront, in the machine's Chromium, with its desktop setting.

use crate::{
    lab::{Outcome, Site, cookies},
    row::{Row, Table, say},
};
use serde::Deserialize;
use serde_json::json;
use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
};

pub const ROWS: &[&str] = &[
    "lighthouse-home",
    "lighthouse-category",
    "lighthouse-product",
    "lighthouse-sign-in",
    "lighthouse-cart",
    "lighthouse-checkout",
    "lighthouse-multishipping",
    "lighthouse-account",
];
const PATHS: [&str; 8] = [
    "/",
    "/category/kitchen",
    "/product/harbour-mug",
    "/customer/account/login",
    "/checkout/cart",
    "/checkout",
    "/checkout/multishipping",
    "/customer/account",
];
/// So many of them ask nobody to sign in.
const OPEN: usize = 4;

#[derive(Deserialize)]
struct Told {
    name: String,
    r#final: String,
    performance: u32,
    accessibility: u32,
    practices: u32,
    seo: u32,
    lcp: f64,
    cls: f64,
    tbt: f64,
    lost: Vec<String>,
}

pub async fn measure(site: &Site, folder: &Path, table: &mut Table) -> Outcome<()> {
    say("Lighthouse, about 15 seconds a page …");
    let mut shopper = site.browser();
    shopper.signs_in_as_customer("clara").await;
    // What the demo left in her cart may be sold out by now, and then no checkout opens.
    for line in shopper.get(PATHS[OPEN]).await.forms(PATHS[OPEN]) {
        let line: Vec<(&str, &str)> = line.sent.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let removed = shopper.post_exactly(PATHS[OPEN], &[line.as_slice(), &[("do", "remove")]].concat()).await;
        assert_eq!(removed.status, 303, "{}", removed.html);
    }
    shopper.get(PATHS[2]).await;
    let added = shopper.post(PATHS[2], &[("quantity", "2")]).await;
    assert_eq!(added.status, 303, "{}", added.html);
    shopper.get(PATHS[OPEN]).await;
    let signed_in = cookies(&shopper);
    let pages: Vec<_> = ROWS
        .iter()
        .zip(PATHS)
        .enumerate()
        .filter(|(_, (name, _))| table.wants(&[name]))
        .map(|(n, (name, path))| {
            let own = n >= OPEN;
            json!({ "name": name, "url": format!("{}{path}", site.program.address), "cookie": if own { signed_in.as_str() } else { "" } })
        })
        .collect();
    let mut child = Command::new("node").arg("pages.mjs").current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    child.stdin.take().ok_or("no input")?.write_all(serde_json::to_string(&pages)?.as_bytes())?;
    let output = child.wait_with_output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    for line in text.lines().filter(|l| l.starts_with('{')) {
        let told: Told = serde_json::from_str(line)?;
        let Some((name, path)) = ROWS.iter().zip(PATHS).find(|(n, _)| **n == told.name) else { continue };
        let least = [told.performance, told.accessibility, told.practices, told.seo].into_iter().min().unwrap_or(0);
        let lost = if told.lost.is_empty() { String::new() } else { format!(" ({})", told.lost.join(", ")) };
        let there = told.r#final.ends_with(path);
        table.add(Row {
            name,
            figure: format!("Lighthouse, desktop: {path}"),
            value: format!(
                "{} / {} / {} / {}{lost}, LCP {:.2} s, CLS {:.3}, TBT {:.0} ms",
                told.performance,
                told.accessibility,
                told.practices,
                told.seo,
                told.lcp / 1_000.0,
                told.cls,
                told.tbt
            ),
            baseline: if there { String::new() } else { format!("ended at {}", told.r#final) },
            ratio: None,
            goal: ">= 98 each, LCP <= 1.0 s, CLS 0, TBT <= 50 ms",
            met: there && least >= 98 && told.lcp <= 1_000.0 && told.cls < 0.000_5 && told.tbt <= 50.0,
        });
    }
    if output.status.success() { Ok(()) } else { Err("Lighthouse failed".into()) }
}
