//! Measures what is claimed: `make bench`. One table: figure, value, goal, met or missed.

use domain::{
    audit::{Action, Actor, Event, Origin},
    time::Moment,
};
use server::{clock::Clock, jobs};
use std::{
    path::Path,
    process::ExitCode,
    time::{Duration, Instant},
};
use store::{Address, Effort, Store};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// One measured figure.
struct Row {
    name: &'static str,
    value: String,
    goal: &'static str,
    met: bool,
}

const EVENTS: usize = 100_000;
const WRITERS: usize = 64;

fn main() -> ExitCode {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().thread_stack_size(10 * 1024 * 1024).build();
    let rows = match runtime.map_err(Into::into).and_then(|r| r.block_on(measure())) {
        Ok(rows) => rows,
        Err(error) => {
            eprintln!("bench: {error}");
            return ExitCode::FAILURE;
        }
    };
    println!("| figure | value | goal | |\n|---|---|---|---|");
    for row in &rows {
        println!("| {} | {} | {} | {} |", row.name, row.value, row.goal, if row.met { "met" } else { "MISSED" });
    }
    if rows.iter().all(|r| r.met) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

async fn measure() -> Outcome<Vec<Row>> {
    let folder = tempfile::tempdir()?;
    let address = Address::Folder(folder.path().join("data"));
    let store = Store::open(&address, Effort::Low).await?;
    let begun = Instant::now();
    let mut writers = tokio::task::JoinSet::new();
    for _ in 0..WRITERS {
        let store = store.clone();
        writers.spawn(async move {
            for _ in 0..EVENTS / WRITERS {
                let origin = Origin { at: Clock::system().now(), address: "127.0.0.1".into(), ..Origin::default() };
                store.append(Event::new(Action::CartChanged, Actor::Guest, origin).on("product", "0", "Harbour Mug")).await?;
            }
            Ok::<(), store::StoreError>(())
        });
    }
    while let Some(done) = writers.join_next().await {
        done??;
    }
    let rate = per_second(EVENTS, begun.elapsed());
    let filling = resident();
    let begun = Instant::now();
    let mut placed = 0_usize;
    loop {
        let now = Clock::system().now();
        match store.place_events(&jobs::job(now), "bench", now).await? {
            0 => break,
            n => placed = placed.saturating_add(n),
        }
    }
    let placing = per_second(placed, begun.elapsed());
    let placed_memory = resident();
    store.close().await;
    drop(store);
    let begun = Instant::now();
    let store = Store::open(&address, Effort::Low).await?;
    store.ping().await?;
    let opening = begun.elapsed();
    let first = store.places_after(&jobs::job(Moment::default()), 0, 1).await?;
    store.close().await;
    Ok(vec![
        Row { name: "events written, synced, 64 writers", value: format!("{rate}/s"), goal: "> 1,000/s", met: rate > 1_000 },
        Row {
            name: "events placed in the sequence",
            value: format!("{placing}/s"),
            goal: "faster than written",
            met: placing > rate || placing > 1_000,
        },
        Row {
            name: "resident memory while 100,000 events were written",
            value: format!("{filling} MB"),
            goal: "< 300 MB",
            met: filling < 300,
        },
        Row {
            name: "resident memory when they were placed",
            value: format!("{placed_memory} MB"),
            goal: "< 300 MB",
            met: placed_memory < 300,
        },
        Row {
            name: "opening that store",
            value: format!("{} ms", opening.as_millis()),
            goal: "< 2,000 ms",
            met: opening < Duration::from_secs(2) && !first.is_empty(),
        },
    ])
}

fn per_second(count: usize, took: Duration) -> u64 {
    let millis = u64::try_from(took.as_millis()).unwrap_or(u64::MAX).max(1);
    u64::try_from(count).unwrap_or(0).saturating_mul(1_000) / millis
}

/// What the process holds in memory, in MB; 0 where the system does not say.
fn resident() -> u64 {
    let status = std::fs::read_to_string(Path::new("/proc/self/status")).unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:"));
    line.and_then(|l| l.trim().split(' ').next()).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}
