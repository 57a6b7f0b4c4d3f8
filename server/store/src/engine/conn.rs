//! The connection: the only place that talks to SurrealDB, and the only one that knows that there are two kinds of it.

use super::{
    cache::Written,
    fault::Faults,
    open::{Address, Engine},
    retry::{ATTEMPTS, backoff},
    write::Writes,
};
use crate::StoreError;
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use surrealdb::{
    IndexedResults,
    types::{QueryError, RecordId, SurrealValue, Value, Variables},
};
use tokio::sync::{Notify, RwLock};

/// Variables for a statement: `vars! { "id" => record("visit", id), "now" => 5_i64 }`.
macro_rules! vars {
    ($($name:literal => $value:expr),* $(,)?) => {
        $crate::engine::conn::variables([$(($name, surrealdb::types::SurrealValue::into_value($value))),*])
    };
}
pub(crate) use vars;

/// Longer than this nobody waits: the answer is 503.
pub(crate) const PATIENCE: Duration = Duration::from_millis(1_800);
/// A step of a migration may move a large table.
const MIGRATING: Duration = Duration::from_secs(600);

/// How often a broken engine is looked after, and how much room it needs, in bytes.
const MEND_EVERY: Duration = Duration::from_millis(500);
const ROOM: usize = 1024 * 1024;

pub(crate) struct Conn {
    address: Address,
    /// Written only while a broken one is replaced.
    engine: RwLock<Engine>,
    /// Whether the engine failed to commit: then it writes no more, and is opened anew.
    broken: AtomicBool,
    /// Told when it has, and at the end.
    mend: Arc<Notify>,
    faults: Faults,
    written: Written,
}

impl Conn {
    /// Opens or connects. The caller migrates.
    pub(crate) async fn open(address: &Address, faults: Faults) -> Result<Arc<Self>, StoreError> {
        let engine = RwLock::new(Engine::open(address).await?);
        let conn = Arc::new(Self {
            address: address.clone(),
            engine,
            broken: AtomicBool::new(false),
            mend: Arc::default(),
            faults,
            written: Written::default(),
        });
        if let Address::Folder(folder) = address {
            tokio::spawn(mend(Arc::downgrade(&conn), Arc::clone(&conn.mend), folder.clone()));
        }
        Ok(conn)
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

    /// A step of a migration: whatever it is.
    pub(crate) async fn migrate(&self, sql: &str, vars: Variables) -> Result<Rows, StoreError> {
        self.written.anything();
        self.run(sql, vars, true, MIGRATING).await
    }

    #[expect(clippy::disallowed_methods, reason = "the one home of `.query`")]
    async fn run(&self, sql: &str, vars: Variables, writing: bool, patience: Duration) -> Result<Rows, StoreError> {
        let answer = async {
            self.faults.before(writing).await?;
            let engine = self.engine.read().await;
            if writing && self.broken.load(Ordering::SeqCst) {
                return Err(StoreError::Unavailable("it could not commit, and waits to be opened again".to_owned()));
            }
            let results = match &*engine {
                Engine::Local { db, .. } => db.query(sql).bind(vars).await?,
                Engine::Remote(db) => db.query(sql).bind(vars).await?,
                Engine::Closed => return Err(StoreError::Unavailable("it is being opened again".to_owned())),
            };
            self.faults.after(writing).await;
            Ok::<_, StoreError>(results)
        };
        let mut results = tokio::time::timeout(patience, answer).await.map_err(|_| StoreError::TimedOut)??;
        match failure_among(results.take_errors().into_values()) {
            Some(error) => {
                if matches!((&error, &self.address), (StoreError::OutcomeUnknown, Address::Folder(_))) {
                    self.broken.store(true, Ordering::SeqCst);
                    self.mend.notify_one();
                }
                Err(error)
            }
            None => Ok(Rows(results)),
        }
    }

    /// The row of a record, if it is there.
    pub(crate) async fn row<T: SurrealValue>(&self, id: &RecordId) -> Result<Option<T>, StoreError> {
        let row: Option<Option<T>> = self.read("RETURN [$id.*]", vars! { "id" => id.clone() }).await?.one(0)?;
        Ok(row.flatten())
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

    /// Opens the engine anew in the place of one that can commit no more. Whoever asks meanwhile waits.
    async fn open_again(&self) -> Result<(), StoreError> {
        let mut engine = self.engine.write().await;
        std::mem::replace(&mut *engine, Engine::Closed).close().await;
        *engine = Engine::open(&self.address).await?;
        self.written.anything();
        self.broken.store(false, Ordering::SeqCst);
        Ok(())
    }
}

impl Drop for Conn {
    fn drop(&mut self) {
        // Whoever mends has nothing to wait for any more.
        self.mend.notify_one();
    }
}

/// The words that begin a statement which writes, or that change tables themselves. SurrealQL does not mind their case.
const WRITING: &[&str] = &["create", "update", "upsert", "delete", "insert", "relate", "define", "remove", "alter", "rebuild"];

fn writing_word(sql: &str) -> Option<&str> {
    let words = sql.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '$' || c == '.'));
    words.filter(|word| word.len() >= 5).find(|word| WRITING.iter().any(|writing| word.eq_ignore_ascii_case(writing)))
}

/// An engine that failed to write its log (a full disk) keeps what it could not write, and brings it back when it is opened next:
/// a commit that was refused would happen then, on top of those that came after it. So it writes no more from the first
/// failure on, and as soon as there is room it is opened anew; nobody has to restart the program.
async fn mend(conn: Weak<Conn>, told: Arc<Notify>, folder: PathBuf) {
    loop {
        told.notified().await;
        loop {
            tokio::time::sleep(MEND_EVERY).await;
            let Some(conn) = conn.upgrade() else { return };
            if let Err(error) = room(&folder).await {
                tracing::error!(%error, "the store's folder cannot be written");
                continue;
            }
            match conn.open_again().await {
                Ok(()) => break,
                Err(error) => tracing::error!(%error, "the store could not be opened again"),
            }
        }
        tracing::warn!("the store was opened again");
    }
}

/// Whether there is room to write in a folder.
async fn room(folder: &Path) -> std::io::Result<()> {
    let file = folder.join("room.tmp");
    let written = tokio::fs::write(&file, vec![0_u8; ROOM]).await;
    let removed = tokio::fs::remove_file(&file).await;
    written.and(removed)
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
}
