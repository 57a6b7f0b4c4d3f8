//! The engine of a folder as the store opens it, with nothing of the store over it: what measuring holds the store against.

use crate::{
    StoreError,
    engine::{kv::Folder, open::client},
};
use std::{path::Path, sync::Arc};
use surrealdb::{Surreal, engine::local::Db};
use surrealdb_core::kvs::Datastore;

pub struct Bare {
    pub db: Surreal<Db>,
    datastore: Arc<Datastore>,
}

impl Bare {
    /// Opens a folder, or makes it, and in it the database of a name.
    pub async fn open(folder: &Path, name: &str) -> Result<Self, StoreError> {
        let datastore = Folder::open(folder)?.datastore().await?;
        Ok(Self { db: client(&datastore, name).await?, datastore })
    }

    pub async fn close(self) -> Result<(), StoreError> {
        self.datastore.shutdown().await.map_err(StoreError::unavailable)
    }
}
