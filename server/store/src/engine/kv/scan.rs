//! Walking over a range of keys, forwards or backwards. What is walked over is lent to whoever looks at it, not copied.

use super::transaction::{Transaction, failure};
use std::ops::ControlFlow;
use surrealdb_kvs::{
    Direction, Key, KeyRange, KeysResult, Result, ScanCursorKeys, ScanCursorVals, ScanResult,
    api::{BoxFut, KeySpan, KeyValSpan, KeyVisitor, KeysBatch, ScanChunkStats, ValVisitor, ValsBatch},
    cursor::update_range,
};
use surrealkv::{LSMIterator, Transaction as Inner};

/// So many keys are counted before others get their turn.
const AT_ONCE: u32 = 10_000;

/// Calls `look` for each key of the range, but those skipped, until it breaks off or `limit` keys were looked at; says how many.
fn walk(
    inner: &Inner,
    range: &KeyRange<'_>,
    direction: Direction,
    skip: u32,
    limit: u32,
    mut look: impl FnMut(&dyn LSMIterator) -> Result<ControlFlow<()>>,
) -> Result<u32> {
    if limit == 0 || range.is_empty() {
        return Ok(0);
    }
    let mut at = inner.range(range.start.as_slice(), range.end.as_slice()).map_err(failure)?;
    let mut there = match direction {
        Direction::Forward => at.seek_first(),
        Direction::Backward => at.seek_last(),
    }
    .map_err(failure)?;
    let mut looked_at = 0_u32;
    let mut to_skip = skip;
    while there {
        if to_skip > 0 {
            to_skip -= 1;
        } else {
            let goes_on = look(&at)?.is_continue();
            looked_at = looked_at.saturating_add(1);
            if !goes_on || looked_at == limit {
                break;
            }
        }
        there = match direction {
            Direction::Forward => at.next(),
            Direction::Backward => at.prev(),
        }
        .map_err(failure)?;
    }
    Ok(looked_at)
}

fn bytes(of: &[u8]) -> u64 {
    u64::try_from(of.len()).unwrap_or(u64::MAX)
}

pub(super) fn keys(inner: &Inner, range: &KeyRange<'_>, direction: Direction, skip: u32, limit: u32) -> Result<KeysResult> {
    let mut found = KeysResult::default();
    walk(inner, range, direction, skip, limit, |at| {
        let key = at.key().user_key();
        found.key_bytes += bytes(key);
        found.keys.push(key.to_vec());
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(found)
}

pub(super) fn values(inner: &Inner, range: &KeyRange<'_>, direction: Direction, skip: u32, limit: u32) -> Result<ScanResult> {
    let mut found = ScanResult::default();
    walk(inner, range, direction, skip, limit, |at| {
        let (key, value) = (at.key().user_key(), at.value().map_err(failure)?);
        found.key_bytes += bytes(key);
        found.value_bytes += bytes(&value);
        found.values.push((key.to_vec(), value));
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(found)
}

pub(super) async fn count(transaction: &Transaction, range: KeyRange<'_>, version: Option<u64>) -> Result<usize> {
    let mut cursor = Cursor::open(transaction, range, Direction::Forward, 0, version);
    let mut counted = 0_usize;
    loop {
        let stats = cursor.go_on(AT_ONCE, |_| Ok(ControlFlow::Continue(())))?;
        counted = counted.saturating_add(usize::try_from(stats.rows).unwrap_or(usize::MAX));
        if stats.rows < u64::from(AT_ONCE) {
            return Ok(counted);
        }
        tokio::task::yield_now().await;
    }
}

/// A walk that is gone on with, chunk after chunk.
pub(super) struct Cursor<'a> {
    transaction: &'a Transaction,
    /// What is left.
    range: KeyRange<'a>,
    direction: Direction,
    skip: u32,
    version: Option<u64>,
    /// Where batches stand that are lent until the next one.
    keys: Vec<u8>,
    values: Vec<u8>,
    key_spans: Vec<KeySpan>,
    spans: Vec<KeyValSpan>,
}

impl<'a> Cursor<'a> {
    pub(super) fn open(transaction: &'a Transaction, range: KeyRange<'a>, direction: Direction, skip: u32, version: Option<u64>) -> Self {
        let (keys, values, key_spans, spans) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { transaction, range, direction, skip, version, keys, values, key_spans, spans }
    }

    pub(super) fn keys(self) -> Box<dyn ScanCursorKeys + 'a> {
        Box::new(self)
    }

    pub(super) fn values(self) -> Box<dyn ScanCursorVals + 'a> {
        Box::new(self)
    }

    fn go_on(&mut self, limit: u32, mut look: impl FnMut(&dyn LSMIterator) -> Result<ControlFlow<()>>) -> Result<ScanChunkStats> {
        let mut stats = ScanChunkStats::default();
        if limit == 0 {
            return Ok(stats);
        }
        let Self { transaction, range, direction, skip, version, .. } = self;
        let (mut last, mut broken_off) = (Vec::new(), false);
        let looked_at = transaction.read(*version, |inner| {
            walk(inner, range, *direction, std::mem::take(skip), limit, |at| {
                let flow = look(at)?;
                broken_off = flow.is_break();
                let key = at.key().user_key();
                stats.rows += 1;
                stats.key_bytes += bytes(key);
                last.clear();
                last.extend_from_slice(key);
                Ok(flow)
            })
        })?;
        if looked_at < limit && !broken_off {
            range.end = Key::empty();
        } else if looked_at > 0 {
            update_range(range, *direction, &last);
        }
        Ok(stats)
    }
}

impl ScanCursorKeys for Cursor<'_> {
    fn next_batch<'s>(&'s mut self, limit: u32) -> BoxFut<'s, Result<KeysBatch<'s>>> {
        Box::pin(async move {
            let (mut keys, mut spans) = (std::mem::take(&mut self.keys), std::mem::take(&mut self.key_spans));
            keys.clear();
            spans.clear();
            let stats = self.go_on(limit, |at| {
                spans.push(KeySpan { offset: keys.len(), len: add(&mut keys, at.key().user_key()) });
                Ok(ControlFlow::Continue(()))
            })?;
            (self.keys, self.key_spans) = (keys, spans);
            Ok(KeysBatch::from_parts(&self.keys, &self.key_spans, stats.key_bytes))
        })
    }

    fn for_each<'s>(&'s mut self, limit: u32, look: &'s mut dyn KeyVisitor) -> BoxFut<'s, Result<ScanChunkStats>> {
        Box::pin(async move { self.go_on(limit, |at| look(at.key().user_key())) })
    }
}

impl ScanCursorVals for Cursor<'_> {
    fn next_batch<'s>(&'s mut self, limit: u32) -> BoxFut<'s, Result<ValsBatch<'s>>> {
        Box::pin(async move {
            let (mut keys, mut values, mut spans) =
                (std::mem::take(&mut self.keys), std::mem::take(&mut self.values), std::mem::take(&mut self.spans));
            keys.clear();
            values.clear();
            spans.clear();
            let stats = self.go_on(limit, |at| {
                let (key_offset, val_offset) = (keys.len(), values.len());
                let key_len = add(&mut keys, at.key().user_key());
                let val_len = add(&mut values, &at.value_ref().map_err(failure)?);
                spans.push(KeyValSpan { key_offset, key_len, val_offset, val_len });
                Ok(ControlFlow::Continue(()))
            })?;
            let value_bytes = bytes(&values);
            (self.keys, self.values, self.spans) = (keys, values, spans);
            Ok(ValsBatch::from_parts(&self.keys, &self.values, &self.spans, stats.key_bytes, value_bytes))
        })
    }

    fn for_each<'s>(&'s mut self, limit: u32, look: &'s mut dyn ValVisitor) -> BoxFut<'s, Result<ScanChunkStats>> {
        Box::pin(async move {
            let mut value_bytes = 0;
            let stats = self.go_on(limit, |at| {
                let value = at.value_ref().map_err(failure)?;
                let flow = look(at.key().user_key(), &value)?;
                value_bytes += bytes(&value);
                Ok(flow)
            })?;
            Ok(ScanChunkStats { value_bytes, ..stats })
        })
    }
}

/// Adds bytes; returns how many.
fn add(to: &mut Vec<u8>, what: &[u8]) -> usize {
    to.extend_from_slice(what);
    what.len()
}
