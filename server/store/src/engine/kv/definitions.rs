//! What tables and fields are defined is the same from one migration to the next, and SurrealDB asks for it again and again: its own memory
//! of tables does not find them (each of two lists of names has another order in 3.3.5), so that it looks through the fields of all tables
//! for each row that it deletes. Here it is answered from memory, until somebody defines anew.

use super::{keys, transaction::failure};
use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard},
};
use surrealdb_kvs::{KeyRange, Result, ScanResult, Val};
use surrealkv::Transaction as Inner;

/// What a key of a database's tables has behind it, and one of a table's fields.
const TABLES: &[u8] = b"!tb";
const FIELDS: &[u8] = b"!fd";

/// The definitions of a folder, as they are now.
#[derive(Clone, Default)]
pub(super) struct Definitions(pub(super) Arc<RwLock<Known>>);

#[derive(Default)]
pub(super) struct Known {
    /// Goes on with each transaction that defines, when its commit begins and when it ends.
    version: u64,
    /// So many are committing: what they define may be seen, or not.
    committing: u32,
    rows: HashMap<Vec<u8>, Option<Val>>,
    /// By where they begin.
    pub(super) ranges: HashMap<Vec<u8>, Range>,
}

pub(super) struct Range {
    end: Vec<u8>,
    holds: Vec<(Vec<u8>, Val)>,
}

/// The definitions as a transaction sees them, if it began when none were being committed, and has written none itself.
pub(super) struct Seen {
    of: Definitions,
    version: Option<u64>,
    /// It defines something.
    defines: bool,
}

/// A commit of definitions, under way: from its beginning to its end nothing is answered from memory. If nobody waits for its end, then
/// never again, for it may come at any time.
pub(super) struct Defining(Definitions);

impl Definitions {
    fn read(&self) -> RwLockReadGuard<'_, Known> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self) -> RwLockWriteGuard<'_, Known> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// To be asked before the transaction takes its snapshot: whatever is of this version until later was so then.
    pub(super) fn seen(&self) -> Seen {
        let known = self.read();
        let version = (known.committing == 0).then_some(known.version);
        drop(known);
        Seen { of: self.clone(), version, defines: false }
    }
}

impl Known {
    fn forget(&mut self) {
        self.version = self.version.wrapping_add(1);
        self.rows.clear();
        self.ranges.clear();
    }
}

impl Seen {
    /// A key that this transaction writes.
    pub(super) fn writes(&mut self, key: &[u8]) {
        self.defines |= kind(key).is_some();
    }

    /// To be held while this transaction commits.
    pub(super) fn defining(&self) -> Option<Defining> {
        self.defines.then(|| {
            let mut known = self.of.write();
            known.committing = known.committing.saturating_add(1);
            known.forget();
            Defining(self.of.clone())
        })
    }

    fn may_remember(&self) -> Option<u64> {
        self.version.filter(|_| !self.defines)
    }

    pub(super) fn get(&self, inner: &Inner, key: &[u8]) -> Result<Option<Val>> {
        let Some(version) = self.may_remember().filter(|_| kind(key).is_some()) else { return inner.get(key).map_err(failure) };
        let known = self.of.read();
        if known.version == version
            && let Some(found) = known.rows.get(key)
        {
            return Ok(found.clone());
        }
        drop(known);
        let found = inner.get(key).map_err(failure)?;
        let mut known = self.of.write();
        if known.version == version {
            known.rows.insert(key.to_vec(), found.clone());
        }
        Ok(found)
    }

    /// All of a range, by `read`, if it is not known.
    pub(super) fn range(&self, range: &KeyRange<'_>, read: impl FnOnce() -> Result<ScanResult>) -> Result<ScanResult> {
        let (start, end) = (range.start.as_slice(), range.end.as_slice());
        let Some(version) = self.may_remember().filter(|_| kind(start).is_some_and(|kind| is_within(end, kind))) else { return read() };
        let known = self.of.read();
        if known.version == version
            && let Some(found) = known.ranges.get(start).filter(|range| range.end == end)
        {
            return Ok(result(found.holds.clone()));
        }
        drop(known);
        let found = read()?;
        let mut known = self.of.write();
        if known.version == version {
            known.ranges.insert(start.to_vec(), Range { end: end.to_vec(), holds: found.values.clone() });
        }
        Ok(found)
    }
}

impl Defining {
    pub(super) fn ends(self) {
        let mut known = self.0.write();
        known.committing = known.committing.saturating_sub(1);
        known.forget();
    }
}

/// The beginning of a key, up to what kind of definition it is of; none, if it is of another.
fn kind(key: &[u8]) -> Option<&[u8]> {
    let (at, what) = match keys::of_table(key) {
        Some(at) => (at, FIELDS),
        None => (keys::of_database(key)?, TABLES),
    };
    let kind = key.get(..at.checked_add(what.len())?)?;
    kind.ends_with(what).then_some(kind)
}

/// Whether nothing between a key of a kind and `end` is of another kind.
fn is_within(end: &[u8], kind: &[u8]) -> bool {
    let Some((last, begins)) = kind.split_last() else { return false };
    end.starts_with(kind) || end.split_last().is_some_and(|(end, begin)| begin == begins && end.checked_sub(1) == Some(*last))
}

fn result(values: Vec<(Vec<u8>, Val)>) -> ScanResult {
    let bytes = |of: &[u8]| u64::try_from(of.len()).unwrap_or(u64::MAX);
    let key_bytes = values.iter().map(|(key, _)| bytes(key)).sum();
    let value_bytes = values.iter().map(|(_, value)| bytes(value)).sum();
    ScanResult { values, key_bytes, value_bytes }
}
