//! The connection: the only place that talks to SurrealDB, and the only one that knows that there are two kinds of it.

use super::{
    cache::Written,
    fault::Faults,
    open::{Address, Engine},
    retry::{ATTEMPTS, backoff},
    write::{Update, Writes},
};
use crate::StoreError;
use std::{sync::Arc, time::Duration};
use surrealdb::{
    IndexedResults,
    types::{QueryError, RecordId, SurrealValue, Value, Variables},
};
use tokio::sync::RwLock;

/// Variables for a statement: `vars! { "id" => record("visit", id), "now" => 5_i64 }`.
macro_rules! vars {
    ($($name:literal => $value:expr),* $(,)?) => {
        $crate::engine::conn::variables([$(($name, surrealdb::types::SurrealValue::into_value($value))),*])
    };
}
pub(crate) use vars;

/// Longer than this nobody waits: the answer is 503.
pub(crate) const PATIENCE: Duration = Duration::from_millis(1_800);
/// So many values of an `IN` or a `CONTAINSANY` the engine looks up in an index; of more it walks over all rows.
const LOOKED_UP: usize = 32;
/// A step of a migration may move a large table.
const MIGRATING: Duration = Duration::from_secs(600);

pub(crate) struct Conn {
    address: Address,
    /// Written once, at the end.
    engine: RwLock<Engine>,
    faults: Faults,
    written: Written,
}

impl Conn {
    /// Whether others may write there too, of whom this program hears later.
    pub(crate) const fn is_shared(&self) -> bool {
        matches!(self.address, Address::Server { .. })
    }

    /// Opens or connects. The caller migrates.
    pub(crate) async fn open(address: &Address, faults: Faults) -> Result<Arc<Self>, StoreError> {
        let engine = RwLock::new(Engine::open(address).await?);
        Ok(Arc::new(Self { address: address.clone(), engine, faults, written: Written::default() }))
    }

    /// Reads: runs statements and checks every one of them, so that an answer which comes back holds no failed statement. What would
    /// write is a defect, and is refused.
    pub(crate) async fn read(&self, sql: &str, vars: Variables) -> Result<Rows, StoreError> {
        self.read_within(sql, vars, PATIENCE).await
    }

    pub(crate) async fn read_within(&self, sql: &str, vars: Variables, patience: Duration) -> Result<Rows, StoreError> {
        if let Some(word) = writing_word(sql) {
            return Err(StoreError::Other(format!("{word} where only reading is allowed")));
        }
        self.run(sql, vars, false, patience).await
    }

    /// Writes, as one transaction. What is kept of what it writes is read again.
    pub(crate) async fn write(&self, writes: &Writes) -> Result<(), StoreError> {
        self.write_within(writes, PATIENCE).await
    }

    pub(crate) async fn write_within(&self, writes: &Writes, patience: Duration) -> Result<(), StoreError> {
        if writes.is_empty() {
            return Ok(());
        }
        let _noted_at_the_end = self.written.by(writes.marks());
        self.run(&writes.block(), writes.vars().clone(), true, patience).await.map(drop)
    }

    /// Writes what changes nothing that matters if it is written twice, again on conflict.
    pub(crate) async fn write_again_on_conflict(&self, writes: &Writes) -> Result<(), StoreError> {
        for attempt in 0..ATTEMPTS {
            match self.write(writes).await {
                Err(StoreError::Conflict) => backoff(attempt).await,
                done => return done,
            }
        }
        Err(StoreError::Conflict)
    }

    /// Changes a row that must be there, as it is expected. Says no if it is not, and nothing happens.
    pub(crate) async fn write_if_still(&self, update: &Update) -> Result<bool, StoreError> {
        let mut writes = Writes::default();
        writes.must_update(update);
        match self.write_again_on_conflict(&writes).await {
            Ok(()) => Ok(true),
            Err(StoreError::Stale) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// A step of a migration: whatever it is.
    pub(crate) async fn migrate(&self, sql: &str, vars: Variables) -> Result<Rows, StoreError> {
        self.written.anything();
        self.run(sql, vars, true, MIGRATING).await
    }

    #[expect(clippy::disallowed_methods, reason = "the one home of `.query`")]
    async fn run(&self, sql: &str, vars: Variables, writing: bool, patience: Duration) -> Result<Rows, StoreError> {
        let answer = async {
            self.faults.hear(sql);
            self.faults.before(writing, patience > PATIENCE).await?;
            let engine = self.engine.read().await;
            if writing && engine.is_stopped() {
                return Err(StoreError::Unavailable("it could not write its files, and tries again by itself".to_owned()));
            }
            let results = match &*engine {
                Engine::Local { db, .. } => db.query(sql).bind(vars).await?,
                Engine::Remote(db) => db.query(sql).bind(vars).await?,
                Engine::Closed => return Err(StoreError::Unavailable("it is closed".to_owned())),
            };
            self.faults.after(writing).await;
            Ok::<_, StoreError>(results)
        };
        let mut results = tokio::time::timeout(patience, answer).await.map_err(|_| StoreError::TimedOut)??;
        match failure_among(results.take_errors().into_values()) {
            Some(error) => Err(error),
            None => Ok(Rows(results)),
        }
    }

    /// The rows that a `SELECT` finds by texts, with `IN` or `CONTAINSANY` at its end: by some at a time, so that each is looked up in an
    /// index. What several of them find may come more than once.
    pub(crate) async fn rows_by<T: SurrealValue>(&self, select: &str, texts: &[String]) -> Result<Vec<T>, StoreError> {
        let (mut sql, mut vars, mut all) = (String::new(), Variables::new(), Vec::new());
        for (n, some) in texts.chunks(LOOKED_UP).enumerate() {
            sql.push_str(&format!("{select} $some{n};\n"));
            vars.insert(format!("some{n}"), some.to_vec());
        }
        if sql.is_empty() {
            return Ok(all);
        }
        let mut rows = self.read(&sql, vars).await?;
        for statement in 0..texts.len().div_ceil(LOOKED_UP) {
            all.extend(rows.take::<T>(statement)?);
        }
        Ok(all)
    }

    /// The row of a record, if it is there.
    pub(crate) async fn row<T: SurrealValue>(&self, id: &RecordId) -> Result<Option<T>, StoreError> {
        let row: Option<Option<T>> = self.read("RETURN [$id.*]", vars! { "id" => id.clone() }).await?.one(0)?;
        Ok(row.flatten())
    }

    /// The rows of these records, in their order; those that are not there are missing.
    pub(crate) async fn rows<T: SurrealValue>(&self, ids: Vec<RecordId>) -> Result<Vec<T>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<Option<T>> = self.read("RETURN $ids.*", vars! { "ids" => ids }).await?.take(0)?;
        Ok(rows.into_iter().flatten().collect())
    }

    /// What has been written, if this process is the only one that writes, and the store answers.
    pub(crate) fn written(&self) -> Option<&Written> {
        (!matches!(self.address, Address::Server { .. }) && !self.faults.is_silent()).then_some(&self.written)
    }

    /// Closes a local store, so that its folder is complete and free when this returns.
    pub(crate) async fn close(&self) {
        let engine = std::mem::replace(&mut *self.engine.write().await, Engine::Closed);
        engine.close().await;
        // Dropped, the client would shut down once more what is shut down, and complain of it in the log.
        std::mem::forget(engine);
    }
}

/// The words that begin a statement which writes, or that change tables themselves. SurrealQL does not mind their case.
const WRITING: &[&str] = &["create", "update", "upsert", "delete", "insert", "relate", "define", "remove", "alter", "rebuild"];

fn writing_word(sql: &str) -> Option<&str> {
    let words = sql.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '$' || c == '.'));
    words.filter(|word| word.len() >= 5).find(|word| WRITING.iter().any(|writing| word.eq_ignore_ascii_case(writing)))
}

/// Of all that failed in one request, the cause: in a transaction the others only say that they were not executed.
fn failure_among(errors: impl Iterator<Item = surrealdb::Error>) -> Option<StoreError> {
    let rank = |error: &surrealdb::Error| match error.query_details() {
        Some(QueryError::TransactionConflict) => 0,
        Some(QueryError::NotExecuted | QueryError::Cancelled) => 2,
        _ => 1,
    };
    errors.min_by_key(rank).map(|error| match rank(&error) {
        // Every statement was fine, and none was executed: the engine could not commit. Its disk may be full.
        2 => {
            tracing::error!(%error, "the store could not commit");
            StoreError::OutcomeUnknown
        }
        _ => StoreError::from(error),
    })
}

/// The results of statements, every one of which succeeded.
pub(crate) struct Rows(IndexedResults);

impl Rows {
    /// The rows of one statement, counted from 0.
    pub(crate) fn take<T: SurrealValue>(&mut self, statement: usize) -> Result<Vec<T>, StoreError> {
        Ok(self.0.take::<Vec<T>>(statement)?)
    }

    /// The only row, or the first.
    pub(crate) fn one<T: SurrealValue>(&mut self, statement: usize) -> Result<Option<T>, StoreError> {
        Ok(self.take::<T>(statement)?.into_iter().next())
    }
}

/// The record of `table` whose key is the value of `path`; none if that is none. Fields of records that are named, asked for
/// together in one `RETURN`, cost the engine a fraction of what as many `SELECT`s do.
pub(crate) fn linked(table: &str, path: &str) -> String {
    format!("type::record('{table}', {path} ?? 'none')")
}

pub(crate) fn variables<const N: usize>(pairs: [(&str, Value); N]) -> Variables {
    pairs.into_iter().fold(Variables::new(), |mut vars, (name, value)| {
        vars.insert(name, value);
        vars
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn reading_refuses_whatever_would_write_in_whichever_case() {
        let conn = Conn::open(&Address::Memory, Faults::default()).await.unwrap();
        for sql in
            ["update thing SET a = 1", "RETURN { CREATE thing }", "DELETE thing", "Define TABLE x", "SELECT * FROM x;insert INTO x {}"]
        {
            assert!(matches!(conn.read(sql, vars! {}).await, Err(StoreError::Other(_))), "{sql}");
        }
        for sql in ["RETURN [{ created: 1 }.created]", "RETURN $update ?? [1]", "RETURN thing:a.updated"] {
            assert!(conn.read(sql, vars! {}).await.is_ok(), "{sql}");
        }
    }

    /// As when a disk fails in the midst of it: the list of the engine's files cannot be written, and what they hold is not sure any more.
    #[tokio::test(flavor = "multi_thread")]
    async fn an_engine_that_could_not_write_its_files_refuses_and_goes_on_by_itself_as_soon_as_it_can() {
        let place = tempfile::tempdir().unwrap();
        let conn = Conn::open(&Address::Folder(place.path().to_owned()), Faults::default()).await.unwrap();
        let write = async |n: i64| {
            let text = "x".repeat(400_000);
            conn.migrate("CREATE type::record('thing', $n) SET text = $text RETURN NONE", vars! { "n" => n, "text" => text })
                .await
                .map(drop)
        };
        write(0).await.unwrap();
        let (list, aside) = (place.path().join("manifest"), place.path().join("aside"));
        std::fs::rename(&list, &aside).unwrap();
        std::fs::write(&list, "").unwrap();
        let mut written = 0;
        while written < 400 && write(written + 1).await.is_ok() {
            written += 1;
        }
        assert!(matches!(write(1_000).await, Err(StoreError::Unavailable(_))), "after {written} were written");
        std::fs::remove_file(&list).unwrap();
        std::fs::rename(&aside, &list).unwrap();
        let begun = std::time::Instant::now();
        while let Err(error) = write(1_000).await {
            assert!(begun.elapsed() < Duration::from_secs(10), "{error}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let rows: Vec<i64> = conn.read("SELECT VALUE record::id(id) FROM thing", vars! {}).await.unwrap().take(0).unwrap();
        assert!((0..=written).all(|n| rows.contains(&n)), "{written} were acknowledged, {} are there", rows.len());
        conn.close().await;
    }
}
