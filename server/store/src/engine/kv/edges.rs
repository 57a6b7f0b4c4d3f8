//! Tables without edges. SurrealDB asks for the edges of each row that it deletes. The question is a walk over a range of keys, which costs more
//! than the rest of a deletion, and of our tables none has ever had an edge. So it is found out once a table, and holds until somebody writes one.

use super::keys;
use std::{
    collections::HashMap,
    sync::{PoisonError, RwLock},
};
use surrealdb_kvs::{Key, KeyRange, Result};

/// What a key of an edge has behind the name of its table.
const EDGE: u8 = b'~';

/// What is known of the edges of each table, by what their keys begin with.
#[derive(Default)]
pub(super) struct Edges(RwLock<HashMap<Vec<u8>, Known>>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    /// There are none, and nobody has written or deleted one since the folder was opened: whoever reads, and from when on, finds none.
    Nothing,
    /// There may be some: each is to look for himself.
    Something,
}

impl Edges {
    /// Whether a range is one of edges of a table that has none; `finds` says whether there is any key in a range.
    pub(super) fn has_none(&self, range: &KeyRange<'_>, finds: impl FnOnce(&KeyRange<'_>) -> Result<bool>) -> Result<bool> {
        let Some(table) = table(range.start.as_slice()).filter(|table| range.end.as_slice().starts_with(table)) else {
            return Ok(false);
        };
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(table).copied();
        let known = match known {
            Some(known) => known,
            None => {
                let mut behind = table.to_vec();
                if let Some(last) = behind.last_mut() {
                    *last = EDGE + 1;
                }
                let found =
                    if finds(&KeyRange { start: Key::from(table), end: Key::from(behind) })? { Known::Something } else { Known::Nothing };
                // Whoever wrote one meanwhile knows better.
                *self.0.write().unwrap_or_else(PoisonError::into_inner).entry(table.to_vec()).or_insert(found)
            }
        };
        Ok(known == Known::Nothing)
    }

    /// To be told of each key before it is written or deleted.
    pub(super) fn change(&self, key: &[u8]) {
        if let Some(table) = table(key) {
            self.0.write().unwrap_or_else(PoisonError::into_inner).insert(table.to_vec(), Known::Something);
        }
    }

    /// Of how many tables it is known that they have none.
    #[cfg(test)]
    pub(super) fn without(&self) -> usize {
        self.0.read().unwrap_or_else(PoisonError::into_inner).values().filter(|known| **known == Known::Nothing).count()
    }
}

/// Of a key of an edge, the part that it shares with those of all edges of its table: up to the sign of edges.
fn table(key: &[u8]) -> Option<&[u8]> {
    let sign = keys::of_table(key)?;
    if key.get(sign) == Some(&EDGE) { key.get(..=sign) } else { None }
}
