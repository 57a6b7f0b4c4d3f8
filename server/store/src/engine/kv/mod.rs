//! SurrealKV 1.x, the engine of local folders, put under SurrealDB by its door for engines of one's own. SurrealDB 3 brings an older
//! SurrealKV along, whose readers and flush can hang each other, and which takes back at its next opening what a full disk refused.
//! SurrealDB 4 brings this one: then this folder goes (`docs/engine.md`).

mod definitions;
mod edges;
mod keys;
mod scan;
#[cfg(test)]
mod tests;
mod transaction;

use crate::StoreError;
use definitions::Definitions;
use edges::Edges;
use std::{path::Path, sync::Arc};
use surrealdb_cnf::ConfigMap;
use surrealdb_core::kvs::{Datastore, TransactionBuilderFactory, TransactionBuilderParts};
use surrealdb_kvs::{Metrics, Result, TransactionBuilder, TransactionType, api::BoxFut, api::Transactable};
use surrealkv::{Error, Options, Tree, TreeBuilder};
use tokio::runtime::{Builder, Runtime};
use tokio_util::sync::CancellationToken;
use transaction::Transaction;

/// Memory that the engine may take for itself, in bytes: for what it has not written to its files yet, and for blocks of them
/// that it read. Without these it takes 100 MiB for each of several of the first.
const MEMTABLE: usize = 32 * 1024 * 1024;
const BLOCK_CACHE: u64 = 48 * 1024 * 1024;
/// What the engine reads of a file at once.
const BLOCK: usize = 4 * 1024;

/// The engine syncs, flushes and merges its files where it was opened, and what waits for a disk there serves no page meanwhile:
/// so it has threads of its own. One writes the log while the other writes files.
const THREADS: usize = 2;

/// An open folder.
#[derive(Clone)]
pub(crate) struct Folder(Arc<Open>);

struct Open {
    /// It closes when any clone of it is dropped: it is shared, never cloned.
    tree: Tree,
    definitions: Definitions,
    edges: Arc<Edges>,
    /// There until the end.
    threads: Option<Runtime>,
}

impl Drop for Open {
    fn drop(&mut self) {
        // Whoever drops it may be a task himself, which may not wait.
        if let Some(threads) = self.threads.take() {
            threads.shutdown_background();
        }
    }
}

impl Folder {
    /// Opens a folder, or makes it. One that SurrealKV 0.21 wrote is converted in its place; what it was stays beside, in
    /// `_surrealkv_v0_backup`.
    pub(crate) fn open(path: &Path) -> std::result::Result<Self, StoreError> {
        let threads = Builder::new_multi_thread().worker_threads(THREADS).thread_name("engine").enable_all().build();
        let threads = threads.map_err(StoreError::unavailable)?;
        let options = Options::new()
            .with_path(path.to_owned())
            .with_max_memtable_size(MEMTABLE)
            .with_block_cache_capacity(BLOCK_CACHE)
            .with_block_size(BLOCK);
        let built = {
            let _in_their_midst = threads.enter();
            TreeBuilder::with_options(options).build()
        };
        match built {
            Ok(tree) => {
                Ok(Self(Arc::new(Open { tree, definitions: Definitions::default(), edges: Arc::default(), threads: Some(threads) })))
            }
            Err(error) => {
                // Whoever opens it is a task, which may not wait for them.
                threads.shutdown_background();
                Err(cannot_open(error))
            }
        }
    }

    /// SurrealDB over this folder.
    pub(crate) async fn datastore(&self) -> std::result::Result<Arc<Datastore>, StoreError> {
        let datastore = Datastore::builder().build_with_factory_path("", self.clone()).await;
        datastore.map_err(StoreError::unavailable)
    }

    /// Whether nothing can be committed for now, because the engine could not write its files: a full disk. It tries again by itself;
    /// reading goes on.
    pub(crate) fn is_stopped(&self) -> bool {
        self.0.tree.is_stopped()
    }
}

/// Why a folder does not open, as far as somebody can do something about it.
fn cannot_open(error: Error) -> StoreError {
    let said = error.to_string();
    // The engine has no kind of error of its own for this one.
    if said.contains("already locked") {
        StoreError::InUse
    } else if matches!(error, Error::MigrationFailed(_) | Error::LegacyFormat(_)) {
        StoreError::NotConverted(said)
    } else if matches!(
        error,
        Error::Corruption(_)
            | Error::CorruptedBlock(_)
            | Error::CorruptedTableMetadata(_)
            | Error::InvalidTableFormat
            | Error::LoadManifestFail(_)
            | Error::ManifestCorruption(_)
            | Error::ManifestMissing(_)
            | Error::RestoreInterrupted(_)
            | Error::SSTable(_)
            | Error::WalCorruption { .. }
    ) {
        StoreError::Damaged(said)
    } else {
        StoreError::unavailable(said)
    }
}

impl TransactionBuilderFactory for Folder {
    type RouterState = ();

    async fn new_transaction_builder(
        &self,
        _path: &str,
        _cancelled: CancellationToken,
        _config: ConfigMap,
    ) -> anyhow::Result<TransactionBuilderParts<()>> {
        Ok(TransactionBuilderParts::without_router_state(Box::new(self.clone())))
    }

    fn path_valid(&self, path: &str) -> anyhow::Result<String> {
        Ok(path.to_owned())
    }
}

impl TransactionBuilder for Folder {
    fn name(&self) -> &'static str {
        NAME
    }

    fn new_transaction(&self, kind: TransactionType) -> BoxFut<'_, Result<(Box<dyn Transactable>, bool)>> {
        Box::pin(async move {
            let Open { tree, definitions, edges, .. } = &*self.0;
            let transaction: Box<dyn Transactable> = Box::new(Transaction::begin(tree, definitions.seen(), Arc::clone(edges), kind)?);
            Ok((transaction, IN_THIS_PROCESS))
        })
    }

    /// Commits that were begun end first, each with its answer; what comes later is refused.
    fn shutdown(&self) -> BoxFut<'_, Result<()>> {
        Box::pin(async move { self.0.tree.close().await.map_err(transaction::failure) })
    }

    fn register_metrics(&self) -> Option<Metrics> {
        None
    }

    fn collect_u64_metric(&self, _metric: &str) -> Option<u64> {
        None
    }
}

const NAME: &str = "surrealkv";
const IN_THIS_PROCESS: bool = true;
