//! Opening the engine under the database: where it is, and what memory it may take.

use super::kv::Folder;
use crate::StoreError;
use std::{fmt, path::PathBuf, sync::Arc};
use surrealdb::{
    Surreal,
    engine::{any::Any, local::Db},
    opt::auth::Root,
};
use surrealdb_core::kvs::Datastore;

/// Where the data is.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// In memory, gone at the end: tests.
    Memory,
    /// A folder of this machine, written by this process alone. Every commit is synced.
    Folder(PathBuf),
    /// A SurrealDB server. Its credentials are not printed. Files that belong to the data lie in a folder, which all programs of that server
    /// share.
    Server { url: String, user: String, password: String, data: PathBuf },
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory => f.write_str("mem://"),
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Server { url, .. } => f.write_str(url),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

const NAME: &str = "alongside";

pub(super) enum Engine {
    Local {
        db: Surreal<Db>,
        datastore: Arc<Datastore>,
        /// Not of one in memory.
        folder: Option<Folder>,
    },
    Remote(Surreal<Any>),
    /// At the end.
    Closed,
}

#[expect(clippy::disallowed_methods, reason = "before there is a connection to run it on")]
impl Engine {
    pub(super) async fn open(address: &Address) -> Result<Self, StoreError> {
        match address {
            Address::Memory => {
                let datastore = Datastore::builder().build_with_path("memory").await;
                Self::local(datastore.map_err(StoreError::unavailable)?, None).await
            }
            Address::Folder(path) => {
                let folder = Folder::open(path)?;
                Self::local(folder.datastore().await?, Some(folder)).await
            }
            Address::Server { url, user, password, .. } => {
                let db = surrealdb::engine::any::connect(url.as_str()).await?;
                db.signin(Root { username: user.clone(), password: password.clone() }).await?;
                db.query(define(NAME)).await?.check()?;
                db.use_ns(NAME).use_db(NAME).await?;
                Ok(Self::Remote(db))
            }
        }
    }

    async fn local(datastore: Arc<Datastore>, folder: Option<Folder>) -> Result<Self, StoreError> {
        Ok(Self::Local { db: client(&datastore, NAME).await?, datastore, folder })
    }

    /// Whether it writes nothing for now.
    pub(super) fn is_stopped(&self) -> bool {
        match self {
            Self::Local { folder, .. } => folder.as_ref().is_some_and(Folder::is_stopped),
            Self::Remote(_) | Self::Closed => false,
        }
    }

    pub(super) async fn close(&self) {
        if let Self::Local { datastore, .. } = self
            && let Err(error) = datastore.shutdown().await
        {
            tracing::warn!(%error, "the store did not close cleanly");
        }
    }
}

/// A client of what is open in this process, in a database of a name of its own.
#[expect(clippy::disallowed_methods, reason = "before there is a connection to run it on")]
pub(crate) async fn client(datastore: &Arc<Datastore>, name: &str) -> Result<Surreal<Db>, StoreError> {
    datastore.check_version().await.map_err(StoreError::unavailable)?;
    datastore.bootstrap().await.map_err(StoreError::unavailable)?;
    let db = Surreal::<Db>::unstable_from_datastore(Arc::clone(datastore), None).await?;
    db.query(define(name)).await?.check()?;
    db.use_ns(name).use_db(name).await?;
    Ok(db)
}

fn define(name: &str) -> String {
    format!("DEFINE NAMESPACE IF NOT EXISTS {name}; USE NS {name}; DEFINE DATABASE IF NOT EXISTS {name}")
}
