//! Writing, synced, and how soon what was written has its place in the sequence.

use crate::{
    lab::Outcome,
    row::{Row, Table, Times, say},
    visits::count,
};
use domain::audit::{Action, Actor, Change, Event, Origin};
use server::{app::App, clock::Clock, jobs, settings::Settings};
use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use store::{Address, Effort, Store};
use surrealdb::{Surreal, engine::local::Db};
use surrealdb_core::kvs::Datastore;
use tokio::{
    net::TcpListener,
    sync::{Mutex, oneshot},
    task::JoinSet,
};

pub const ROWS: &[&str] = &["audited-writes", "sequence-lag"];
const WRITERS: usize = 64;

/// The bare engine: how many synced creates it does a second with many writers, and how long two of them take one after
/// another.
pub struct Engine {
    pub per_second: f64,
    pub two: Duration,
}

/// The engine as the program opens it, and a table with two indexed fields and three indexes.
#[expect(clippy::disallowed_methods, reason = "the bare engine is what the store is held against")]
pub async fn engine(time: Duration) -> Outcome<Engine> {
    say("the bare engine …");
    let folder = tempfile::tempdir()?;
    let config = "surrealkv_max_memtable_size=33554432&surrealkv_block_cache_capacity=50331648&datastore_sync=every";
    let datastore: Arc<Datastore> = Datastore::builder()
        .with_config(surrealdb_cnf::ConfigMap::from_config_string(config))
        .build_with_path(&format!("surrealkv://{}", folder.path().display()))
        .await
        .map_err(|e| e.to_string())?;
    datastore.check_version().await.map_err(|e| e.to_string())?;
    datastore.bootstrap().await.map_err(|e| e.to_string())?;
    let db = Arc::new(Surreal::<Db>::unstable_from_datastore(Arc::clone(&datastore), None).await?);
    db.query("DEFINE NAMESPACE bare; USE NS bare; DEFINE DATABASE bare").await?.check()?;
    db.use_ns("bare").use_db("bare").await?;
    let tables = "DEFINE TABLE plain SCHEMAFULL; DEFINE FIELD a ON plain TYPE string; DEFINE FIELD b ON plain TYPE int; \
        DEFINE INDEX plain_a ON plain FIELDS a; DEFINE INDEX plain_b ON plain FIELDS b; DEFINE INDEX plain_ab ON plain FIELDS a, b";
    db.query(tables).await?.check()?;
    let create = |db: Arc<Surreal<Db>>, n: i64| async move {
        db.query("CREATE plain SET a = $a, b = $b RETURN NONE").bind(("a", format!("row {n}"))).bind(("b", n)).await?.check()?;
        Ok::<_, surrealdb::Error>(())
    };
    let mut pairs = Vec::new();
    for n in 0..300 {
        let begun = Instant::now();
        create(Arc::clone(&db), n).await?;
        create(Arc::clone(&db), n).await?;
        pairs.push(begun.elapsed());
    }
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for writer in 0..WRITERS {
        let db = Arc::clone(&db);
        tasks.spawn(async move {
            let mut done = 0_usize;
            while begun.elapsed() < time {
                let n = i64::try_from(writer * 1_000_000 + done).unwrap_or(0);
                if create(Arc::clone(&db), n).await.is_ok() {
                    done += 1;
                }
            }
            done
        });
    }
    let mut done = 0;
    while let Some(one) = tasks.join_next().await {
        done += one?;
    }
    let per_second = count(done) / begun.elapsed().as_secs_f64();
    datastore.shutdown().await.map_err(|e| e.to_string())?;
    say(&format!("the bare engine: {per_second:.0} synced creates/s"));
    Ok(Engine { per_second, two: Duration::from_secs_f64(Times::of(pairs).at(50) / 1_000.0) })
}

/// Events of changes, by many writers at full speed, with the program's jobs beside them: what follows the record sees each.
pub async fn measure(table: &mut Table, engine: &Engine, time: Duration) -> Outcome<()> {
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
    let committed = Arc::new(Mutex::new(Vec::new()));
    let begun = Instant::now();
    let following = tokio::spawn(follow(store.clone(), begun + time + Duration::from_secs(20), Arc::clone(&committed)));
    let mut tasks = JoinSet::new();
    for writer in 0..WRITERS {
        let (store, committed) = (store.clone(), Arc::clone(&committed));
        tasks.spawn(async move {
            while begun.elapsed() < time {
                if store.append(event(writer)).await.is_ok() {
                    committed.lock().await.push(Instant::now());
                }
            }
        });
    }
    while tasks.join_next().await.is_some() {}
    let took = begun.elapsed();
    let seen = following.await??;
    let mut committed = std::mem::take(&mut *committed.lock().await);
    let _ = stop.send(());
    serving.await??;
    store.close().await;
    let rate = count(committed.len()) / took.as_secs_f64();
    let share = rate / engine.per_second;
    table.add(Row {
        name: "audited-writes",
        figure: "events of changes with their queue, synced, 64 writers, being placed meanwhile".into(),
        value: format!("{rate:.0}/s"),
        baseline: format!("{:.0}/s: synced creates of the bare engine", engine.per_second),
        ratio: Some(share),
        goal: ">= 0.60",
        met: share >= 0.6,
    });
    // The n-th commit and the n-th place: the order within a few milliseconds is nobody's.
    committed.sort();
    let whole = seen.len() >= committed.len();
    let lags = Times::of(committed.iter().zip(&seen).map(|(c, s)| s.saturating_duration_since(*c)).collect());
    let (p50, p95) = (lags.at(50), lags.at(95));
    table.add(Row {
        name: "sequence-lag",
        figure: "from commit to the sequence, under that load".into(),
        value: format!("p50 {p50:.0} ms, p95 {p95:.0} ms{}", if whole { "" } else { ", and not all arrived" }),
        baseline: String::new(),
        ratio: None,
        goal: "p95 <= 100 ms",
        met: whole && p95 <= 100.0,
    });
    Ok(())
}

/// When each place became visible to whoever follows the sequence, until all that was committed is there.
async fn follow(store: Store, until: Instant, committed: Arc<Mutex<Vec<Instant>>>) -> Result<Vec<Instant>, store::StoreError> {
    let (mut seen, mut last, mut quiet) = (Vec::new(), 0_i64, 0_u32);
    while Instant::now() < until && quiet < 100 {
        let job = jobs::job(Clock::system().now());
        let places = store.places_after(&job, last, 1_000).await?;
        let now = Instant::now();
        seen.extend(places.iter().map(|_| now));
        if let Some((number, _)) = places.last() {
            last = *number;
        }
        quiet = if places.is_empty() && !seen.is_empty() && seen.len() >= committed.lock().await.len() { quiet + 1 } else { 0 };
        tokio::time::sleep(Duration::from_millis(5)).await;
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
