//! Writing, synced, and how soon what was written has its place in the sequence.

use crate::{
    engine::{Creates, WRITERS},
    lab::Outcome,
    row::{Row, Table, Times, median, say},
    visits::count,
};
use domain::audit::{
    Action, Actor, Change, Event, Origin,
    archive::{Archived, State},
};
use server::{app::App, clock::Clock, jobs, settings::Settings};
use std::{
    path::Path,
    time::{Duration, Instant},
};
use store::{Address, Effort, Store};
use tokio::{net::TcpListener, sync::oneshot, task::JoinSet};

pub const ROWS: &[&str] = &["audited-writes", "sequence-lag", "archive-clear"];
const ROUNDS: usize = 9;
const CLEARED: usize = 5;
const SHARE: f64 = 0.65;

/// Events of changes, by many writers, with the program's jobs beside them: at full speed, and then at half of it, while what
/// follows the record looks for each.
pub async fn measure(table: &mut Table, creates: &mut Creates, time: Duration) -> Outcome<()> {
    say("64 writers, and the sequence behind them …");
    let folder = tempfile::tempdir()?;
    let store = Store::open(&Address::Folder(folder.path().join("data")), Effort::Low).await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let app = App::new(store.clone(), Settings::default(), Clock::system()).await?;
    let (stop, stopped) = oneshot::channel::<()>();
    let serving = tokio::spawn(async move {
        let stopped = async move { drop(stopped.await) };
        app.serve(listener, stopped).await
    });
    let (mut rates, mut ceilings, mut ratios, mut written) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for round in 1..=ROUNDS {
        let ceiling = creates.per_second(time / 8).await;
        let begun = Instant::now();
        let committed = write(&store, time / 4, Duration::ZERO).await?.len();
        let rate = count(committed) / begun.elapsed().as_secs_f64();
        say(&format!("64 writers, round {round} of {ROUNDS}: {rate:.0}/s beside {ceiling:.0}/s"));
        ratios.push(rate / ceiling);
        ceilings.push(ceiling);
        rates.push(rate);
        written += committed;
    }
    let (rate, ratio, ceiling) = (median(rates), median(ratios), median(ceilings));
    table.add(Row {
        name: "audited-writes",
        figure: "events of changes with their places, synced, 64 writers, being placed meanwhile".into(),
        value: format!("{rate:.0}/s"),
        baseline: format!("{ceiling:.0}/s: synced creates of the bare engine"),
        ratio: Some(ratio),
        goal: ">= 0.65",
        met: ratio >= SHARE,
    });
    let job = jobs::job(Clock::system().now());
    let begun = Instant::now();
    while store.by(&job).events_without_place().await? > 0 {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    say(&format!("all had their places {:.1} s after the last", begun.elapsed().as_secs_f64()));
    let following = tokio::spawn(follow(store.clone(), i64::try_from(written)?, Instant::now() + time + Duration::from_secs(20)));
    let mut committed = write(&store, time, Duration::from_secs_f64(count(WRITERS) / (rate / 2.0))).await?;
    let seen = following.await??;
    let _ = stop.send(());
    serving.await?;
    clear(&store, i64::try_from(written)?, rate, time, table).await?;
    store.close().await;
    // The n-th commit and the n-th place: the order within a few milliseconds is nobody's.
    committed.sort();
    let whole = seen.len() >= committed.len();
    let lags = Times::of(committed.iter().zip(&seen).map(|(c, s)| s.saturating_duration_since(*c)).collect());
    let (p50, p95) = (lags.at(50), lags.at(95));
    table.add(Row {
        name: "sequence-lag",
        figure: "from commit to the sequence, under half of that load".into(),
        value: format!("p50 {p50:.0} ms, p95 {p95:.0} ms{}", if whole { "" } else { ", and not all arrived" }),
        baseline: format!("{:.0}/s were written", count(committed.len()) / time.as_secs_f64()),
        ratio: None,
        goal: "p95 <= 100 ms",
        met: whole && p95 <= 100.0,
    });
    Ok(())
}

/// What is in the archive goes from the store, while as much is written as can be, and gets its places. It is the file of a day on which that
/// much was written all the time, or the job would rest in between; the first of its events are there.
async fn clear(store: &Store, there: i64, alone: f64, time: Duration, table: &mut Table) -> Outcome<()> {
    let (mut rates, mut writes, mut ratios, mut gone) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for round in 1..=CLEARED {
        let archived = Archived {
            day: "2026-01-01".into(),
            first: gone + 1,
            last: there.saturating_mul(10_000),
            bytes: 0,
            sha256: String::new(),
            before: String::new(),
            verified: Clock::system().now(),
            broken: None,
            state: State::Clearing,
            until: None,
            back: 0,
        };
        let (begun, time) = (Instant::now(), time / 3);
        let writing = tokio::spawn({
            let store = store.clone();
            async move { write(&store, time, Duration::ZERO).await.map(|committed| committed.len()) }
        });
        let placing = tokio::spawn(place(store.clone(), begun + time));
        let last = jobs::archive::clear(store, &archived, || jobs::job(Clock::system().now()), || begun.elapsed() < time).await?;
        if last >= there {
            return Err("all there was is cleared: less time tells more".into());
        }
        let cleared = f64::from(i32::try_from(last - gone)?) / begun.elapsed().as_secs_f64();
        let written = count(writing.await??) / time.as_secs_f64();
        placing.await??;
        say(&format!("cleared, round {round} of {CLEARED}: {cleared:.0}/s beside {written:.0}/s written"));
        ratios.push(cleared / written);
        rates.push(cleared);
        writes.push(written);
        gone = last;
    }
    let (cleared, written, ratio) = (median(rates), median(writes), median(ratios));
    table.add(Row {
        name: "archive-clear",
        figure: "events that go from the store once they are archived, while 64 writers write, being placed meanwhile".into(),
        value: format!("{cleared:.0}/s"),
        baseline: format!("{written:.0}/s were written meanwhile, {alone:.0}/s before"),
        ratio: Some(ratio),
        goal: ">= 1",
        met: ratio >= 1.0,
    });
    Ok(())
}

/// Gives events their places, as the program's job does.
async fn place(store: Store, until: Instant) -> Result<(), store::StoreError> {
    while Instant::now() < until {
        store.by(&jobs::job(Clock::system().now())).place_events("bench").await?;
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    Ok(())
}

/// When each of the commits was acknowledged: by all writers as fast as they can, or one per pause and writer.
async fn write(store: &Store, time: Duration, pause: Duration) -> Outcome<Vec<Instant>> {
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for writer in 0..WRITERS {
        let store = store.clone();
        tasks.spawn(async move {
            let mut ticks = tokio::time::interval(pause.max(Duration::from_nanos(1)));
            let mut committed = Vec::new();
            while begun.elapsed() < time {
                if !pause.is_zero() {
                    ticks.tick().await;
                }
                if store.append(event(writer)).await.is_ok() {
                    committed.push(Instant::now());
                }
            }
            committed
        });
    }
    Ok(tasks.join_all().await.concat())
}

/// When each place after `last` became visible to whoever follows the sequence, until there are no more for a while.
async fn follow(store: Store, mut last: i64, until: Instant) -> Result<Vec<Instant>, store::StoreError> {
    let (mut seen, mut quiet) = (Vec::new(), 0_u32);
    while Instant::now() < until && quiet < 50 {
        let job = jobs::job(Clock::system().now());
        let places = store.by(&job).places_after(last, 1_000).await?;
        let now = Instant::now();
        seen.extend(places.iter().map(|_| now));
        last = places.last().map_or(last, |(number, _)| *number);
        quiet = if places.is_empty() && !seen.is_empty() { quiet + 1 } else { 0 };
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(seen)
}

fn event(writer: usize) -> Event {
    let origin = Origin {
        at: Clock::system().now(),
        store_view: "en".into(),
        address: "198.51.100.7".into(),
        agent: "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0".into(),
        request: format!("{writer:032x}"),
    };
    Event::new(Action::CartChanged, Actor::Guest, origin).on("product", "0", "Harbour Mug").changing(Change::of("AL-101", "1", "2"))
}

/// Whether a path holds anything: for telling an empty store from a full one.
pub fn size_of(path: &Path) -> u64 {
    let Ok(entries) = std::fs::read_dir(path) else { return 0 };
    entries.filter_map(Result::ok).map(|e| if e.path().is_dir() { size_of(&e.path()) } else { e.metadata().map_or(0, |m| m.len()) }).sum()
}
