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

/// How many synced creates the engine does a second with many writers, and how long two of them take one after another.
pub struct Creates {
    pub per_second: f64,
    pub two: Duration,
}

/// How long each list's question takes that is asked straight of the engine, by the list's row.
pub type Straight = BTreeMap<&'static str, Times>;

#[expect(clippy::disallowed_methods, reason = "the bare engine is what the store is held against")]
async fn ask(engine: &Bare, sql: &str, vars: Variables) -> surrealdb::Result<surrealdb::IndexedResults> {
    engine.db.query(sql).bind(vars).await?.check()
}

/// Creates in a table with two indexed fields and three indexes.
pub async fn creates(time: Duration) -> Outcome<Creates> {
    say("the bare engine …");
    let folder = tempfile::tempdir()?;
    let engine = Arc::new(Bare::open(folder.path(), "bare").await?);
    let tables = "DEFINE TABLE plain SCHEMAFULL; DEFINE FIELD a ON plain TYPE string; DEFINE FIELD b ON plain TYPE int; \
        DEFINE INDEX plain_a ON plain FIELDS a; DEFINE INDEX plain_b ON plain FIELDS b; DEFINE INDEX plain_ab ON plain FIELDS a, b";
    ask(&engine, tables, Variables::new()).await?;
    let create = async |engine: &Bare, n: i64| {
        ask(engine, "CREATE plain SET a = $a, b = $b RETURN NONE", vars([("a", format!("row {n}").into_value()), ("b", n.into_value())]))
            .await
    };
    let mut pairs = Vec::new();
    for n in 0..300 {
        let begun = Instant::now();
        create(&engine, n).await?;
        create(&engine, n).await?;
        pairs.push(begun.elapsed());
    }
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for writer in 0..WRITERS {
        let engine = Arc::clone(&engine);
        tasks.spawn(async move {
            let mut done = 0_usize;
            while begun.elapsed() < time {
                let n = i64::try_from(writer * 1_000_000 + done).unwrap_or(0);
                if create(&engine, n).await.is_ok() {
                    done += 1;
                }
            }
            done
        });
    }
    let done: usize = tasks.join_all().await.into_iter().sum();
    let per_second = count(done) / begun.elapsed().as_secs_f64();
    if let Some(engine) = Arc::into_inner(engine) {
        engine.close().await?;
    }
    say(&format!("the bare engine: {per_second:.0} synced creates/s"));
    Ok(Creates { per_second, two: Duration::from_secs_f64(Times::of(pairs).at(50) / 1_000.0) })
}

/// The question behind each list, asked of a million events; nothing is made of the answer.
pub async fn straight(lab: &Lab) -> Outcome<Straight> {
    say("the questions behind the lists, asked straight of SurrealDB …");
    let folder = lab.copy(MANY)?;
    let engine = Bare::open(&folder.path().join("data"), "alongside").await?;
    let text = |name, text: &str| vars([(name, text.to_owned().into_value())]);
    let visits = |bound: &str, what: &str, most: usize| {
        format!("SELECT {what} FROM visit WHERE listed = true {bound} ORDER BY by_age_down LIMIT {most}")
    };
    let deep = "AND by_age_down > $bound";
    let newest: Vec<String> = ask(&engine, &visits("", "VALUE record::id(id)", 1), Variables::new()).await?.take(0)?;
    let below: Vec<String> = ask(&engine, &visits(deep, "VALUE record::id(id)", 1), text("bound", &middle(MANY))).await?.take(0)?;
    let events = "SELECT * FROM event WHERE visit = $visit ORDER BY by_newest LIMIT 51".to_owned();
    let customers = |bound: &str, column: &str| format!("SELECT * FROM customer WHERE listed = true {bound} ORDER BY {column} LIMIT 21");
    let places = "SELECT * FROM event_place WHERE number > $first AND number <= $last".to_owned();
    // From a little before: the row of a commit bears the number of its first event.
    let after = |number: i64| vars([("first", (number - 16).into_value()), ("last", (number + 50).into_value())]);
    let questions = [
        ("log-first", visits("", "*", 21), Variables::new()),
        ("log-deep", visits(deep, "*", 21), text("bound", &middle(MANY))),
        ("visit-page", events.clone(), text("visit", &newest[0])),
        ("visit-page-deep", events, text("visit", &below[0])),
        ("customers-first", customers("", "by_age_down"), Variables::new()),
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
