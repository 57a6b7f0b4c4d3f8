//! What is found in an index by something that is looked up once for each part of the index, whatever is told of it afterwards: a page, a count
//! and a chart are made of the same. The library's own queries look it up each time.

use std::{
    collections::HashMap,
    fmt,
    iter::zip,
    sync::{Arc, Mutex, PoisonError},
};
use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED,
    index::SegmentId,
    query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight},
};

/// Something that is looked up.
pub(super) trait LookUp: fmt::Debug + Send + Sync + 'static {
    /// What of it a part of the index has.
    fn look_up(&self, segment: &SegmentReader) -> tantivy::Result<Found>;
}

/// It, and where it was found so far. Its clones share that.
#[derive(Debug)]
pub(super) struct Once<L> {
    pub(super) of: Arc<L>,
    found: Arc<Mutex<HashMap<SegmentId, Found>>>,
}

impl<L> Clone for Once<L> {
    fn clone(&self) -> Self {
        Self { of: Arc::clone(&self.of), found: Arc::clone(&self.found) }
    }
}

/// The documents of a part: of each 64 a number, with a bit for each.
#[derive(Debug, Clone)]
pub(super) struct Found {
    bits: Arc<[u64]>,
    count: u32,
}

impl<L: LookUp> Once<L> {
    pub(super) fn new(of: L) -> Self {
        Self { of: Arc::new(of), found: Arc::default() }
    }

    fn found(&self, segment: &SegmentReader) -> tantivy::Result<Found> {
        // Whoever asks meanwhile waits: it would look up the same.
        let mut known = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(&segment.segment_id()) {
            return Ok(found.clone());
        }
        let found = self.of.look_up(segment)?;
        known.insert(segment.segment_id(), found.clone());
        Ok(found)
    }
}

impl<L: LookUp> Query for Once<L> {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl<L: LookUp> Weight for Once<L> {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(ConstScorer::new(Walk::of(self.found(segment)?), boost)))
    }

    fn count(&self, segment: &SegmentReader) -> tantivy::Result<u32> {
        let found = self.found(segment)?;
        Ok(segment.alive_bitset().map_or(found.count, |alive| Walk::of(found).count(alive)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("looked up once", 1.0))
    }
}

/// Documents of a part as they are found, in any order.
pub(super) struct Finding(Vec<u64>);

impl Finding {
    pub(super) fn among(segment: &SegmentReader) -> Self {
        Self(vec![0_u64; usize::try_from(segment.max_doc().div_ceil(64)).unwrap_or(0)])
    }

    pub(super) fn add(&mut self, doc: DocId) {
        if let Some(word) = usize::try_from(doc / 64).ok().and_then(|at| self.0.get_mut(at)) {
            *word |= 1_u64.wrapping_shl(doc % 64);
        }
    }

    pub(super) fn done(self) -> Found {
        let count = self.0.iter().map(|word| word.count_ones()).sum();
        Found { bits: self.0.into(), count }
    }
}

/// Goes over what was found.
struct Walk {
    found: Found,
    at: DocId,
}

impl Walk {
    fn of(found: Found) -> Self {
        let at = found.first_from(0);
        Self { found, at }
    }
}

impl Found {
    /// The first document that was found, from this one on.
    fn first_from(&self, doc: DocId) -> DocId {
        let rest = usize::try_from(doc / 64).ok().and_then(|at| self.bits.get(at..)).unwrap_or_default();
        // Of the first number, what stands before is passed over.
        let masks = [u64::MAX.wrapping_shl(doc % 64)].into_iter().chain(std::iter::repeat(u64::MAX));
        let words = zip(rest, masks).map(|(word, mask)| word & mask);
        let first = zip(doc / 64.., words).find(|(_, word)| *word != 0);
        first.map_or(TERMINATED, |(at, word)| at.saturating_mul(64).saturating_add(word.trailing_zeros()))
    }
}

impl DocSet for Walk {
    fn advance(&mut self) -> DocId {
        self.seek(self.at.saturating_add(1))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.at = self.found.first_from(target);
        self.at
    }

    fn doc(&self) -> DocId {
        self.at
    }

    fn size_hint(&self) -> u32 {
        self.found.count
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn what_was_found_is_walked_from_the_first_to_the_last_from_wherever(docs in proptest::collection::btree_set(0_u32..300, 0..60), from in 0_u32..320) {
            let mut bits = vec![0_u64; 5];
            for doc in &docs {
                bits[usize::try_from(doc / 64).unwrap()] |= 1 << (doc % 64);
            }
            let found = Found { bits: bits.into(), count: u32::try_from(docs.len()).unwrap() };
            let mut walk = Walk::of(found);
            let mut walked = BTreeSet::new();
            while walk.doc() != TERMINATED {
                walked.insert(walk.doc());
                walk.advance();
            }
            prop_assert_eq!(&walked, &docs);
            prop_assert_eq!(walk.advance(), TERMINATED, "the end stays the end");
            let expected = docs.range(from..).next().copied().unwrap_or(TERMINATED);
            prop_assert_eq!(Walk { at: 0, ..walk }.seek(from), expected);
        }
    }
}
