//! The connection: the only place that talks to SurrealDB, and the only one that knows that there are two kinds of it.

use crate::{StoreError, fault::Faults, kept::Writes, retry::backoff};
use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use surrealdb::{
    IndexedResults, Surreal,
    engine::{any::Any, local::Db},
    opt::auth::Root,
    types::{QueryError, RecordId, SurrealValue, Value, Variables},
};
use surrealdb_cnf::ConfigMap;
use surrealdb_core::kvs::Datastore;
use surrealdb_kvs_surrealkv::SurrealKvConfig;
use tokio::sync::{Notify, RwLock};

/// Variables for a statement: `vars! { "id" => record("visit", id), "now" => 5_i64 }`.
macro_rules! vars {
    ($($name:literal => $value:expr),* $(,)?) => {
        $crate::conn::variables([$(($name, surrealdb::types::SurrealValue::into_value($value))),*])
    };
}
pub(crate) use vars;

/// Where the data is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// In memory, gone at the end: tests.
    Memory,
    /// A folder of this machine, written by this process alone. Every commit is synced.
    Folder(PathBuf),
    /// A SurrealDB server. Its credentials are not printed.
    Server { url: String, user: String, password: String },
}

/// Memory that the engine may take for itself, in bytes. Without these it takes a share of the machine (`block cache =
/// half of it`), which a shop that shares its machine cannot give.
const MEMTABLE: u64 = 32 * 1024 * 1024;
const BLOCK_CACHE: u64 = 48 * 1024 * 1024;
/// What the engine reads of a file at once, and copies for each cursor that it opens: a request opens dozens.
const BLOCK: usize = 4 * 1024;

/// Longer than this nobody waits: the answer is 503.
pub(crate) const PATIENCE: Duration = Duration::from_millis(1_800);

const DEFINE: &str = "DEFINE NAMESPACE IF NOT EXISTS alongside; USE NS alongside; DEFINE DATABASE IF NOT EXISTS alongside";

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
    writes: Writes,
}

enum Engine {
    Local {
        db: Surreal<Db>,
        datastore: Arc<Datastore>,
    },
    Remote(Surreal<Any>),
    /// Closed, and not opened again yet.
    Closed,
}

#[expect(clippy::disallowed_methods, reason = "before there is a connection to run it on")]
impl Engine {
    async fn open(address: &Address) -> Result<Self, StoreError> {
        match address {
            Address::Memory => Self::local("memory", ConfigMap::empty()).await,
            Address::Folder(folder) => {
                let path = folder.to_str().ok_or_else(|| StoreError::Unavailable("the folder's name is not UTF-8".into()))?;
                let config = ConfigMap::from_config_string(&format!(
                    "surrealkv_max_memtable_size={MEMTABLE}&surrealkv_block_cache_capacity={BLOCK_CACHE}&surrealkv_block_size={BLOCK}&datastore_sync=every"
                ));
                is_kept(&config)?;
                Self::local(&format!("surrealkv://{path}"), config).await
            }
            Address::Server { url, user, password } => {
                let db = surrealdb::engine::any::connect(url.as_str()).await?;
                db.signin(Root { username: user.clone(), password: password.clone() }).await?;
                db.query(DEFINE).await?.check()?;
                db.use_ns("alongside").use_db("alongside").await?;
                Ok(Self::Remote(db))
            }
        }
    }

    async fn local(url: &str, config: ConfigMap) -> Result<Self, StoreError> {
        let datastore =
            Datastore::builder().with_config(config).build_with_path(url).await.map_err(|e| StoreError::Unavailable(e.to_string()))?;
        datastore.check_version().await.map_err(|e| StoreError::Unavailable(e.to_string()))?;
        datastore.bootstrap().await.map_err(|e| StoreError::Unavailable(e.to_string()))?;
        let db = Surreal::<Db>::unstable_from_datastore(Arc::clone(&datastore), None).await?;
        db.query(DEFINE).await?.check()?;
        db.use_ns("alongside").use_db("alongside").await?;
        Ok(Self::Local { db, datastore })
    }

    async fn close(&self) {
        if let Self::Local { datastore, .. } = self
            && let Err(error) = datastore.shutdown().await
        {
            tracing::warn!(%error, "the store did not close cleanly");
        }
    }
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
            writes: Writes::default(),
        });
        if let Address::Folder(folder) = address {
            tokio::spawn(mend(Arc::downgrade(&conn), Arc::clone(&conn.mend), folder.clone()));
        }
        Ok(conn)
    }

    /// Runs statements and checks every one of them: an answer that comes back holds no failed statement.
    pub(crate) async fn run(&self, sql: &str, vars: Variables) -> Result<Rows, StoreError> {
        self.run_within(sql, vars, PATIENCE).await
    }

    #[expect(clippy::disallowed_methods, reason = "the one home of `.query`")]
    pub(crate) async fn run_within(&self, sql: &str, vars: Variables, patience: Duration) -> Result<Rows, StoreError> {
        let _noted_at_the_end = self.writes.by(sql, &vars);
        let answer = async {
            self.faults.before(sql).await?;
            let engine = self.engine.read().await;
            if self.broken.load(Ordering::SeqCst) && !is_reading(sql) {
                return Err(StoreError::Unavailable("it could not commit, and waits to be opened again".to_owned()));
            }
            let results = match &*engine {
                Engine::Local { db, .. } => db.query(sql).bind(vars).await?,
                Engine::Remote(db) => db.query(sql).bind(vars).await?,
                Engine::Closed => return Err(StoreError::Unavailable("it is being opened again".to_owned())),
            };
            self.faults.after(sql).await;
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
        let row: Option<Option<T>> = self.run("RETURN [$id.*]", vars! { "id" => id.clone() }).await?.one(0)?;
        Ok(row.flatten())
    }

    /// What has been written, if this process is the only one that writes, and the store answers.
    pub(crate) fn writes(&self) -> Option<&Writes> {
        (!matches!(self.address, Address::Server { .. }) && !self.faults.is_silent()).then_some(&self.writes)
    }

    /// Runs a statement that changes nothing that matters if it runs twice, again on conflict.
    pub(crate) async fn run_again_on_conflict(&self, sql: &str, vars: &Variables) -> Result<Rows, StoreError> {
        for attempt in 0.. {
            match self.run(sql, vars.clone()).await {
                Err(StoreError::Conflict) if attempt < crate::retry::ATTEMPTS => backoff(attempt).await,
                done => return done,
            }
        }
        Err(StoreError::Conflict)
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
        self.writes.anything();
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

/// Whether statements only read.
pub(crate) fn is_reading(sql: &str) -> bool {
    sql.starts_with("SELECT") || sql.starts_with("RETURN")
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

/// The engine passes over a setting that it cannot read, with a word in its log. Ours it must keep: an acknowledged write is on
/// the disk, and memory has bounds.
fn is_kept(config: &ConfigMap) -> Result<(), StoreError> {
    let read = config.load::<SurrealKvConfig>();
    let kept = read.sync_mode.to_string() == "every"
        && u64::try_from(read.max_memtable_size) == Ok(MEMTABLE)
        && read.block_cache_capacity == BLOCK_CACHE;
    if kept { Ok(()) } else { Err(StoreError::Unavailable("the engine does not keep its settings: writes would not be synced".to_owned())) }
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

    #[test]
    fn a_store_whose_writes_would_not_be_synced_is_not_opened() {
        let settings = format!("surrealkv_max_memtable_size={MEMTABLE}&surrealkv_block_cache_capacity={BLOCK_CACHE}");
        assert!(is_kept(&ConfigMap::from_config_string(&format!("{settings}&datastore_sync=every"))).is_ok());
        assert!(is_kept(&ConfigMap::from_config_string(&format!("{settings}&datastore_sync=never"))).is_err());
        assert!(is_kept(&ConfigMap::from_config_string("datastore_sync=every")).is_err(), "memory without bounds");
    }
}
