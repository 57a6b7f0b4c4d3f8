//! A transaction of SurrealKV as SurrealDB asks for it: isolation is by snapshot, a commit is synced before anybody sees it, and
//! conflicts with another that wrote the same key, or one that this one read to update.

use super::{NAME, definitions::Seen, edges::Edges, scan};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use surrealdb_kvs::{
    Direction, Error, Key, KeyRange, KeysResult, Result, SavepointStack, ScanCursorKeys, ScanCursorVals, ScanResult, TransactionType, Val,
    api::{BoxFut, Transactable},
};
use surrealkv::{Durability, Mode, Tree};

pub(super) struct Transaction {
    writeable: bool,
    /// Gone at its end.
    open: RwLock<Option<Open>>,
    edges: Arc<Edges>,
}

struct Open {
    inner: surrealkv::Transaction,
    savepoints: SavepointStack,
    definitions: Seen,
}

impl Transaction {
    /// What is seen of definitions is asked for before: the snapshot is of now.
    pub(super) fn begin(tree: &Tree, definitions: Seen, edges: Arc<Edges>, kind: TransactionType) -> Result<Self> {
        let (writeable, mode) = match kind {
            TransactionType::Write => (true, Mode::ReadWrite),
            TransactionType::Read => (false, Mode::ReadOnly),
        };
        let inner = tree.begin_with_mode(mode).map_err(failure)?.with_durability(Durability::Immediate);
        let open = RwLock::new(Some(Open { inner, savepoints: SavepointStack::default(), definitions }));
        Ok(Self { writeable, open, edges })
    }

    fn guard(&self) -> RwLockReadGuard<'_, Option<Open>> {
        self.open.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn guard_mut(&self) -> RwLockWriteGuard<'_, Option<Open>> {
        self.open.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self) -> Result<Open> {
        self.guard_mut().take().ok_or(Error::TransactionFinished)
    }

    /// Reads. No versions are kept, so none can be asked for.
    pub(super) fn read<T>(&self, version: Option<u64>, read: impl FnOnce(&surrealkv::Transaction) -> Result<T>) -> Result<T> {
        self.look(version, |open| read(&open.inner))
    }

    fn look<T>(&self, version: Option<u64>, look: impl FnOnce(&Open) -> Result<T>) -> Result<T> {
        if version.is_some() {
            return Err(Error::UnsupportedVersionedQueries);
        }
        look(self.guard().as_ref().ok_or(Error::TransactionFinished)?)
    }

    /// A change of a key: those are told of it who keep in mind what there is.
    fn changes<K: AsRef<[u8]>, T>(&self, key: K, change: impl FnOnce(&mut Open, K) -> Result<T>) -> Result<T> {
        self.edges.change(key.as_ref());
        self.change(|open| {
            open.definitions.writes(key.as_ref());
            change(open, key)
        })
    }

    fn change<T>(&self, change: impl FnOnce(&mut Open) -> Result<T>) -> Result<T> {
        let mut guard = self.guard_mut();
        let open = guard.as_mut().ok_or(Error::TransactionFinished)?;
        if self.writeable { change(open) } else { Err(Error::TransactionReadonly) }
    }

    fn change_if<E>(
        &self,
        key: &Key<'_>,
        holds: impl FnOnce(Option<Val>) -> bool,
        otherwise: Error,
        change: impl FnOnce(&mut surrealkv::Transaction) -> surrealkv::Result<E>,
    ) -> Result<E> {
        self.changes(key, |open, key| {
            if holds(open.inner.get(key.as_slice()).map_err(failure)?) { change(&mut open.inner).map_err(failure) } else { Err(otherwise) }
        })
    }
}

impl Transactable for Transaction {
    fn kind(&self) -> &'static str {
        NAME
    }

    fn closed(&self) -> bool {
        self.guard().is_none()
    }

    fn writeable(&self) -> bool {
        self.writeable
    }

    fn cancel(&self) -> BoxFut<'_, Result<()>> {
        Box::pin(async move { self.end().map(drop) })
    }

    fn commit(&self) -> BoxFut<'_, Result<()>> {
        Box::pin(async move {
            let mut open = self.end()?;
            if !self.writeable {
                return Err(Error::TransactionReadonly);
            }
            let defining = open.definitions.defining();
            let done = open.inner.commit().await.map_err(failure);
            if let Some(defining) = defining {
                defining.ends();
            }
            done
        })
    }

    fn exists<'a>(&'a self, key: Key<'a>, version: Option<u64>) -> BoxFut<'a, Result<bool>> {
        Box::pin(async move { self.read(version, |inner| inner.get(key.as_slice()).map(|value| value.is_some()).map_err(failure)) })
    }

    fn get<'a>(&'a self, key: Key<'a>, version: Option<u64>) -> BoxFut<'a, Result<Option<Val>>> {
        Box::pin(async move { self.look(version, |open| open.definitions.get(&open.inner, key.as_slice())) })
    }

    fn getr<'a>(&'a self, range: KeyRange<'a>, version: Option<u64>) -> BoxFut<'a, Result<ScanResult>> {
        Box::pin(async move {
            self.look(version, |open| {
                let read = || scan::values(&open.inner, &range, Direction::Forward, 0, u32::MAX);
                open.definitions.range(&range, read)
            })
        })
    }

    fn getu<'a>(&'a self, key: Key<'a>) -> BoxFut<'a, Result<Option<Val>>> {
        Box::pin(async move { self.change(|open| open.inner.get_for_update(key.as_slice()).map_err(failure)) })
    }

    fn shared_locked_reads(&self) -> bool {
        true
    }

    fn set<'a>(&'a self, key: Key<'a>, val: Val) -> BoxFut<'a, Result<()>> {
        Box::pin(async move { self.changes(key, |open, key| open.inner.set(key.into_vec(), val).map_err(failure)) })
    }

    fn put<'a>(&'a self, key: Key<'a>, val: Val) -> BoxFut<'a, Result<()>> {
        Box::pin(async move {
            self.change_if(&key, |found| found.is_none(), Error::TransactionKeyAlreadyExists, |inner| inner.set(key.as_slice(), val))
        })
    }

    fn putc<'a>(&'a self, key: Key<'a>, val: Val, chk: Option<Val>) -> BoxFut<'a, Result<()>> {
        Box::pin(async move {
            self.change_if(&key, |found| found == chk, Error::TransactionConditionNotMet, |inner| inner.set(key.as_slice(), val))
        })
    }

    fn del<'a>(&'a self, key: Key<'a>) -> BoxFut<'a, Result<()>> {
        Box::pin(async move { self.changes(key, |open, key| open.inner.delete(key.into_vec()).map_err(failure)) })
    }

    fn delc<'a>(&'a self, key: Key<'a>, chk: Option<&'a [u8]>) -> BoxFut<'a, Result<()>> {
        Box::pin(async move {
            let holds = |found: Option<Val>| found.as_deref() == chk;
            self.change_if(&key, holds, Error::TransactionConditionNotMet, |inner| inner.delete(key.as_slice()))
        })
    }

    fn keys<'a>(&'a self, range: KeyRange<'a>, limit: u32, skip: u32, version: Option<u64>) -> BoxFut<'a, Result<KeysResult>> {
        Box::pin(async move { self.read(version, |inner| scan::keys(inner, &range, Direction::Forward, skip, limit)) })
    }

    fn keysr<'a>(&'a self, range: KeyRange<'a>, limit: u32, skip: u32, version: Option<u64>) -> BoxFut<'a, Result<KeysResult>> {
        Box::pin(async move { self.read(version, |inner| scan::keys(inner, &range, Direction::Backward, skip, limit)) })
    }

    fn scan<'a>(&'a self, range: KeyRange<'a>, limit: u32, skip: u32, version: Option<u64>) -> BoxFut<'a, Result<ScanResult>> {
        Box::pin(async move { self.read(version, |inner| scan::values(inner, &range, Direction::Forward, skip, limit)) })
    }

    fn scanr<'a>(&'a self, range: KeyRange<'a>, limit: u32, skip: u32, version: Option<u64>) -> BoxFut<'a, Result<ScanResult>> {
        Box::pin(async move { self.read(version, |inner| scan::values(inner, &range, Direction::Backward, skip, limit)) })
    }

    fn open_keys_cursor<'a>(
        &'a self,
        range: KeyRange<'a>,
        direction: Direction,
        skip: u32,
        version: Option<u64>,
    ) -> BoxFut<'a, Result<Box<dyn ScanCursorKeys + 'a>>> {
        Box::pin(async move {
            let finds =
                |all: &KeyRange<'_>| self.read(version, |inner| Ok(!scan::keys(inner, all, Direction::Forward, 0, 1)?.keys.is_empty()));
            let range = if self.edges.has_none(&range, finds)? { KeyRange::default() } else { range };
            Ok(scan::Cursor::open(self, range, direction, skip, version).keys())
        })
    }

    fn open_vals_cursor<'a>(
        &'a self,
        range: KeyRange<'a>,
        direction: Direction,
        skip: u32,
        version: Option<u64>,
    ) -> BoxFut<'a, Result<Box<dyn ScanCursorVals + 'a>>> {
        Box::pin(async move { Ok(scan::Cursor::open(self, range, direction, skip, version).values()) })
    }

    fn count<'a>(&'a self, range: KeyRange<'a>, version: Option<u64>) -> BoxFut<'a, Result<usize>> {
        Box::pin(scan::count(self, range, version))
    }

    fn new_save_point(&self) -> BoxFut<'_, Result<()>> {
        Box::pin(async move {
            self.change(|open| {
                open.inner.set_savepoint().map_err(failure)?;
                open.savepoints.open();
                Ok(())
            })
        })
    }

    fn release_last_save_point(&self) -> BoxFut<'_, Result<()>> {
        Box::pin(async move {
            self.change(|open| {
                open.savepoints.release();
                Ok(())
            })
        })
    }

    fn rollback_to_save_point(&self) -> BoxFut<'_, Result<()>> {
        Box::pin(async move {
            self.change(|open| {
                for _ in 0..open.savepoints.take()? {
                    open.inner.rollback_to_savepoint().map_err(failure)?;
                }
                Ok(())
            })
        })
    }
}

/// What SurrealDB makes of a failure. A commit that failed in any other way than by a conflict may have happened; SurrealDB says
/// of none of its statements that it was executed, and the connection makes an unknown outcome of that.
#[expect(clippy::wildcard_enum_match_arm, reason = "new ways to fail are failures too")]
pub(super) fn failure(error: surrealkv::Error) -> Error {
    match error {
        surrealkv::Error::TransactionWriteConflict | surrealkv::Error::TransactionRetry => Error::TransactionConflict(error.to_string()),
        surrealkv::Error::TransactionReadOnly => Error::TransactionReadonly,
        surrealkv::Error::TransactionClosed => Error::TransactionFinished,
        surrealkv::Error::BatchTooLarge => Error::TransactionTooLarge,
        other => Error::Transaction(other.to_string()),
    }
}
