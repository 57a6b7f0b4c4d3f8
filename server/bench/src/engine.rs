//! The bare engine, as the program opens it: what the store is held against.

use crate::{
    lab::{Lab, MANY, Outcome, from_m, half, middle},
    row::{Times, say},
    visits::count,
};
use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};
use store::Bare;
use surrealdb::types::{SurrealValue, Value, Variables};
use tokio::task::JoinSet;

pub const WRITERS: usize = 64;
const ASKED: usize = 200;

/// How long each list's question takes that is asked straight of the engine, by the list's row.
pub type Straight = BTreeMap<&'static str, Times>;

#[expect(clippy::disallowed_methods, reason = "the bare engine is what the store is held against")]
pub async fn ask(engine: &Bare, sql: &str, vars: Variables) -> surrealdb::Result<surrealdb::IndexedResults> {
    engine.db.query(sql).bind(vars).await?.check()
}

/// Synced creates of the bare engine, in a table with two indexed fields and three indexes: what writing is held against, in turns with
/// it, for the machine's own pace moves.
pub struct Creates {
    engine: Arc<Bare>,
    done: usize,
    _folder: tempfile::TempDir,
}

impl Creates {
    pub async fn open() -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let engine = Arc::new(Bare::open(folder.path(), "bare").await?);
        let tables = "DEFINE TABLE plain SCHEMAFULL; DEFINE FIELD a ON plain TYPE string; DEFINE FIELD b ON plain TYPE int; \
            DEFINE INDEX plain_a ON plain FIELDS a; DEFINE INDEX plain_b ON plain FIELDS b; DEFINE INDEX plain_ab ON plain FIELDS a, b";
        ask(&engine, tables, Variables::new()).await?;
        Ok(Self { engine, done: 0, _folder: folder })
    }

    /// How long two take, one after another: the median of a while.
    pub async fn two(&mut self, time: Duration) -> Outcome<Duration> {
        let begun = Instant::now();
        let mut pairs = Vec::new();
        while begun.elapsed() < time {
            let pair = Instant::now();
            create(&self.engine, self.done).await?;
            create(&self.engine, self.done).await?;
            self.done += 1;
            pairs.push(pair.elapsed());
        }
        Ok(Duration::from_secs_f64(Times::of(pairs).at(50) / 1_000.0))
    }

    /// How many a second, by many writers.
    pub async fn per_second(&mut self, time: Duration) -> f64 {
        let begun = Instant::now();
        let mut tasks = JoinSet::new();
        for writer in 0..WRITERS {
            let (engine, before) = (Arc::clone(&self.engine), self.done);
            tasks.spawn(async move {
                let mut done = 0_usize;
                while begun.elapsed() < time {
                    if create(&engine, writer * 1_000_000 + before + done).await.is_ok() {
                        done += 1;
                    }
                }
                done
            });
        }
        let done: usize = tasks.join_all().await.into_iter().sum();
        self.done += done;
        count(done) / begun.elapsed().as_secs_f64()
    }

    pub async fn close(self) -> Outcome<()> {
        match Arc::into_inner(self.engine) {
            Some(engine) => Ok(engine.close().await?),
            None => Ok(()),
        }
    }
}

async fn create(engine: &Bare, n: usize) -> surrealdb::Result<()> {
    let row = vars([("a", format!("row {n}").into_value()), ("b", i64::try_from(n).unwrap_or(0).into_value())]);
    ask(engine, "CREATE plain SET a = $a, b = $b RETURN NONE", row).await.map(drop)
}

/// The question behind each list, asked of a million events; nothing is made of the answer.
pub async fn straight(lab: &Lab) -> Outcome<Straight> {
    say("the questions behind the lists, asked straight of SurrealDB …");
    let folder = lab.copy(MANY)?;
    let engine = Bare::open(&folder.path().join("data"), "alongside").await?;
    let text = |name, text: &str| vars([(name, text.to_owned().into_value())]);
    let visits = |bound: &str, what: &str, most: usize| {
        format!("SELECT {what} FROM visit WHERE listed = true {bound} ORDER BY by_age DESC LIMIT {most}")
    };
    let deep = "AND by_age < $bound";
    let newest: Vec<String> = ask(&engine, &visits("", "VALUE record::id(id)", 1), Variables::new()).await?.take(0)?;
    let below: Vec<String> = ask(&engine, &visits(deep, "VALUE record::id(id)", 1), text("bound", &middle(MANY))).await?.take(0)?;
    let events = "SELECT * FROM event WHERE visit = $visit ORDER BY by_age DESC LIMIT 51".to_owned();
    let customers = |bound: &str, column: &str| format!("SELECT * FROM customer WHERE listed = true {bound} ORDER BY {column} LIMIT 21");
    let places = "SELECT * FROM event_place WHERE number > $first AND number <= $last".to_owned();
    // From a little before: the row of a commit bears the number of its first event.
    let after = |number: i64| vars([("first", (number - 16).into_value()), ("last", (number + 50).into_value())]);
    let questions = [
        ("log-first", visits("", "*", 21), Variables::new()),
        ("log-deep", visits(deep, "*", 21), text("bound", &middle(MANY))),
        ("visit-page", events.clone(), text("visit", &newest[0])),
        ("visit-page-deep", events, text("visit", &below[0])),
        ("customers-first", customers("", "by_since DESC"), Variables::new()),
        ("customers-deep", customers("AND by_name > $bound", "by_name"), text("bound", &from_m())),
        ("sequence-first", places.clone(), after(0)),
        ("sequence-deep", places, after(half(MANY))),
    ];
    let mut straight = Straight::new();
    for (name, sql, vars) in questions {
        let times = Times::asking(ASKED, async || {
            let found: Vec<Value> = ask(&engine, &sql, vars.clone()).await?.take(0)?;
            assert!(!found.is_empty(), "{sql} found nothing");
            Ok::<_, surrealdb::Error>(())
        });
        straight.insert(name, times.await?);
    }
    engine.close().await?;
    Ok(straight)
}

fn vars<const N: usize>(pairs: [(&str, Value); N]) -> Variables {
    pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
