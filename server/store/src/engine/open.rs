//! Opening the engine under the database: where it is, and what memory it may take.

use crate::StoreError;
use std::{path::PathBuf, sync::Arc};
use surrealdb::{
    Surreal,
    engine::{any::Any, local::Db},
    opt::auth::Root,
};
use surrealdb_cnf::ConfigMap;
use surrealdb_core::kvs::Datastore;
use surrealdb_kvs_surrealkv::SurrealKvConfig;

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

const DEFINE: &str = "DEFINE NAMESPACE IF NOT EXISTS alongside; USE NS alongside; DEFINE DATABASE IF NOT EXISTS alongside";

pub(super) enum Engine {
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
    pub(super) async fn open(address: &Address) -> Result<Self, StoreError> {
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

    pub(super) async fn close(&self) {
        if let Self::Local { datastore, .. } = self
            && let Err(error) = datastore.shutdown().await
        {
            tracing::warn!(%error, "the store did not close cleanly");
        }
    }
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
