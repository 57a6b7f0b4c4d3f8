//! The connection: the only place that talks to SurrealDB, and the only one that knows that there are two kinds of it.

use crate::{StoreError, retry::backoff};
use std::{path::PathBuf, sync::Arc, time::Duration};
use surrealdb::{
    IndexedResults, Surreal,
    engine::{any::Any, local::Db},
    opt::auth::Root,
    types::{QueryError, SurrealValue, Value, Variables},
};
use surrealdb_core::kvs::Datastore;

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

/// Longer than this nobody waits: the answer is 503.
pub(crate) const PATIENCE: Duration = Duration::from_millis(1_800);

pub(crate) enum Conn {
    Local { db: Surreal<Db>, datastore: Arc<Datastore> },
    Remote(Surreal<Any>),
}

impl Conn {
    /// Opens or connects. The caller migrates.
    pub(crate) async fn open(address: &Address) -> Result<Self, StoreError> {
        let conn = match address {
            Address::Memory => Self::local("memory", "").await?,
            Address::Folder(folder) => {
                let path = folder.to_str().ok_or_else(|| StoreError::Unavailable("the folder's name is not UTF-8".into()))?;
                Self::local(
                    &format!("surrealkv://{path}"),
                    &format!("surrealkv_max_memtable_size={MEMTABLE}&surrealkv_block_cache_capacity={BLOCK_CACHE}&datastore_sync=every"),
                )
                .await?
            }
            Address::Server { url, user, password } => {
                let db = surrealdb::engine::any::connect(url.as_str()).await?;
                db.signin(Root { username: user.clone(), password: password.clone() }).await?;
                db.use_ns("alongside").use_db("alongside").await?;
                Self::Remote(db)
            }
        };
        Ok(conn)
    }

    async fn local(url: &str, config: &str) -> Result<Self, StoreError> {
        let datastore = Datastore::builder()
            .with_config(surrealdb_cnf::ConfigMap::from_config_string(config))
            .build_with_path(url)
            .await
            .map_err(|e| StoreError::Unavailable(e.to_string()))?;
        datastore.check_version().await.map_err(|e| StoreError::Unavailable(e.to_string()))?;
        datastore.bootstrap().await.map_err(|e| StoreError::Unavailable(e.to_string()))?;
        let db = Surreal::<Db>::unstable_from_datastore(Arc::clone(&datastore), None).await?;
        let conn = Self::Local { db, datastore };
        conn.run("DEFINE NAMESPACE IF NOT EXISTS alongside; USE NS alongside; DEFINE DATABASE IF NOT EXISTS alongside", vars! {}).await?;
        if let Self::Local { db, .. } = &conn {
            db.use_ns("alongside").use_db("alongside").await?;
        }
        Ok(conn)
    }

    /// Runs statements and checks every one of them: an answer that comes back holds no failed statement.
    pub(crate) async fn run(&self, sql: &str, vars: Variables) -> Result<Rows, StoreError> {
        self.run_within(sql, vars, PATIENCE).await
    }

    #[expect(clippy::disallowed_methods, reason = "the one home of `.query`")]
    pub(crate) async fn run_within(&self, sql: &str, vars: Variables, patience: Duration) -> Result<Rows, StoreError> {
        let answer = async {
            match self {
                Self::Local { db, .. } => db.query(sql).bind(vars).await,
                Self::Remote(db) => db.query(sql).bind(vars).await,
            }
        };
        let mut results = tokio::time::timeout(patience, answer).await.map_err(|_| StoreError::TimedOut)??;
        match failure_among(results.take_errors().into_values()) {
            Some(error) => Err(error),
            None => Ok(Rows(results)),
        }
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
        if let Self::Local { datastore, .. } = self
            && let Err(error) = datastore.shutdown().await
        {
            tracing::warn!(%error, "the store did not close cleanly");
        }
    }
}

/// Of all that failed in one request, the cause: in a transaction the others only say that they were not executed.
fn failure_among(errors: impl Iterator<Item = surrealdb::Error>) -> Option<StoreError> {
    let rank = |error: &surrealdb::Error| match error.query_details() {
        Some(QueryError::TransactionConflict) => 0,
        Some(QueryError::NotExecuted | QueryError::Cancelled) => 2,
        _ => 1,
    };
    errors.min_by_key(rank).map(StoreError::from)
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

/// Variables for a statement: `vars! { "id" => record("visit", id), "now" => 5_i64 }`.
macro_rules! vars {
    ($($name:literal => $value:expr),* $(,)?) => {
        $crate::conn::variables([$(($name, surrealdb::types::SurrealValue::into_value($value))),*])
    };
}
pub(crate) use vars;

pub(crate) fn variables<const N: usize>(pairs: [(&str, Value); N]) -> Variables {
    pairs.into_iter().fold(Variables::new(), |mut vars, (name, value)| {
        vars.insert(name, value);
        vars
    })
}
