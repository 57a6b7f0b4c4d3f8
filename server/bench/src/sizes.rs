//! Weights: what stays in memory, how soon the program answers on a large store, and what a browser loads.

use crate::{
    lab::{Lab, Outcome, Site},
    row::{Row, Table, say},
    writes::size_of,
};
use std::{path::Path, time::Instant};

pub const PROGRAM_ROWS: &[&str] = &["memory", "start"];
pub const BUNDLE_ROWS: &[&str] = &["bundle-storefront", "bundle-backoffice"];

/// After everything else was asked of that program.
pub async fn program(lab: &Lab, site: &mut Site, table: &mut Table) -> Outcome<()> {
    let megabytes = site.program.resident() / 1024 / 1024;
    let stored = size_of(site.folder.path()) / 1024 / 1024;
    table.add(Row {
        name: "memory",
        figure: "resident memory with 1,000,000 events, after all of the above (memtable 32 MiB, block cache 48 MiB)".into(),
        value: format!("{megabytes} MB"),
        baseline: format!("{stored} MB on disk"),
        ratio: None,
        goal: "<= 300 MB",
        met: megabytes <= 300,
    });
    if !table.wants(&["start"]) {
        return Ok(());
    }
    say("starting again on that store …");
    site.restart(lab)?;
    let listening = site.program.took;
    let whole = Instant::now();
    assert_eq!(site.browser().get("/").await.status, 200);
    let took = listening + whole.elapsed();
    table.add(Row {
        name: "start",
        figure: "from the start to the first page, 1,000,000 events".into(),
        value: format!("{:.2} s", took.as_secs_f64()),
        baseline: format!("{:.2} s until it listens", listening.as_secs_f64()),
        ratio: None,
        goal: "<= 2 s",
        met: took.as_secs_f64() <= 2.0,
    });
    Ok(())
}

pub fn bundles(checkout: &Path, table: &mut Table) -> Outcome<()> {
    let dist = checkout.join("dist");
    let weigh = |half: &str| -> Outcome<u64> {
        let names = [format!("{half}_bg.wasm.br"), format!("{half}.js.br"), format!("{half}-start.js.br")];
        names.iter().map(|n| Ok(std::fs::metadata(dist.join(n)).map_err(|e| format!("{n}: {e}"))?.len())).sum()
    };
    let storefront = weigh("storefront")?;
    // An island of the back office would be exported by the storefront's script, under its name.
    let script = std::fs::read_to_string(checkout.join("dist/storefront.js"))?;
    let strangers: Vec<String> =
        islands(&checkout.join("app/backoffice/src"))?.into_iter().filter(|i| script.contains(&format!("export function {i}_"))).collect();
    for (name, figure, bytes, most, goal) in [
        ("bundle-storefront", "storefront: script and WebAssembly, brotli", storefront, 100, "<= 100 kB, none of the back office"),
        ("bundle-backoffice", "back office: script and WebAssembly, brotli", weigh("backoffice")?, 200, "<= 200 kB"),
    ] {
        let clean = name != "bundle-storefront" || strangers.is_empty();
        table.add(Row {
            name,
            figure: figure.into(),
            value: format!("{:.1} kB", f64::from(u32::try_from(bytes).unwrap_or(0)) / 1_000.0),
            baseline: if clean { String::new() } else { format!("has {}", strangers.join(", ")) },
            ratio: None,
            goal,
            met: bytes <= most * 1_000 && clean,
        });
    }
    Ok(())
}

/// The names of the islands that are declared under a folder.
fn islands(folder: &Path) -> Outcome<Vec<String>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(islands(&path)?);
        } else {
            let text = std::fs::read_to_string(&path)?;
            let named = text.split("#[island]").skip(1).filter_map(|t| t.split("fn ").nth(1)?.split(['(', '<']).next().map(str::to_owned));
            found.extend(named);
        }
    }
    Ok(found)
}
