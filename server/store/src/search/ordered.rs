//! A page of what is found, in an order, and how much there is in all.

use super::{
    figures::{Figured, InSegment},
    first::First,
    plain::{Plain, PlainColumns},
    text_of,
};
use crate::engine::{index::KeyColumns, list::placed_key};
use std::{cmp::Reverse, collections::BinaryHeap, ops::Bound};
use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader, TantivyError,
    collector::{Collector, SegmentCollector},
    columnar::{Column, StrColumn},
    query::Weight,
};
use uuid::Uuid;

/// So many in the order of a column, from behind a bound on; and how many there are on both sides of it.
pub(super) struct Ordered {
    pub(super) column: String,
    pub(super) down: bool,
    pub(super) behind: Option<String>,
    pub(super) most: usize,
    /// Of what is found, that alone of which the figures say yes.
    pub(super) narrowed: Option<Figured<bool>>,
    pub(super) plain: PlainColumns,
    /// What finds always the same of a part of the index, as a name.
    pub(super) question: Option<String>,
}

#[derive(Default)]
pub(super) struct Found {
    /// What it is sorted by, and its key.
    pub(super) hits: Vec<(String, Uuid)>,
    pub(super) count: i64,
}

pub(super) struct OfSegment {
    sorted: Option<StrColumn>,
    ords: Option<Column<u64>>,
    pub(super) plain: Option<Plain>,
    keys: KeyColumns,
    pub(super) narrowed: Option<InSegment<bool>>,
    /// Of a block, those that are not left out, and where each stands in the column.
    those: Vec<DocId>,
    places: Vec<Option<u64>>,
    /// The least and the most place that may be among what is found.
    pub(super) within: (i64, i64),
    first: First,
    count: i64,
}

/// The least and the most between these bounds.
fn ends((from, until): (Bound<u64>, Bound<u64>)) -> (i64, i64) {
    let number = |ord: u64| i64::try_from(ord).unwrap_or(i64::MAX);
    let least = match from {
        Bound::Included(ord) => number(ord),
        Bound::Excluded(ord) => number(ord).saturating_add(1),
        Bound::Unbounded => 0,
    };
    let most = match until {
        Bound::Included(ord) => number(ord),
        Bound::Excluded(ord) => number(ord).saturating_sub(1),
        Bound::Unbounded => i64::MAX,
    };
    (least, most)
}

/// Of what segments have found, what comes first.
fn first_of(hits: &mut Vec<(String, Uuid)>, down: bool, most: usize) {
    hits.sort_unstable();
    if down {
        hits.reverse();
    }
    hits.truncate(most);
}

impl Collector for Ordered {
    type Fruit = Found;
    type Child = OfSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<OfSegment> {
        let columns = segment.fast_fields();
        let sorted = columns.str(&self.column)?;
        let within = match (&sorted, &self.behind) {
            (Some(column), Some(bound)) if self.down => {
                column.dictionary().term_bounds_to_ord::<&[u8]>(Bound::Unbounded, Bound::Excluded(bound.as_bytes()))?
            }
            (Some(column), Some(bound)) => {
                column.dictionary().term_bounds_to_ord::<&[u8]>(Bound::Excluded(bound.as_bytes()), Bound::Unbounded)?
            }
            (None, _) | (_, None) => (Bound::Unbounded, Bound::Unbounded),
        };
        let within = ends(within);
        let ords = sorted.as_ref().map(|column| column.ords().clone());
        let as_number = |ord: u64| i64::try_from(ord).ok();
        let plain = ords.as_ref().and_then(|ords| self.plain.of(segment, &self.column, ords, as_number));
        let keys = KeyColumns::of(segment)?;
        let narrowed = self.narrowed.as_ref().map(|narrowed| narrowed.in_segment(segment, &self.plain)).transpose()?;
        let (those, places, first) = (Vec::new(), Vec::new(), First::of(self.most, self.down));
        Ok(OfSegment { sorted, ords, plain, keys, narrowed, those, places, within, first, count: 0 })
    }

    /// The library takes rows one by one as soon as one of their segment is gone: here they come in blocks all the same.
    fn collect_segment(
        &self,
        weight: &dyn Weight,
        number: SegmentOrdinal,
        segment: &SegmentReader,
    ) -> tantivy::Result<tantivy::Result<Found>> {
        let (mut here, mut there) = (self.for_segment(number, segment)?, Vec::new());
        if let Some(found) = self.sorted_out(weight, segment, &here)? {
            return Ok(Ok(found));
        }
        let alive = segment.alive_bitset();
        weight.for_each_no_score(segment, &mut |block: &[DocId]| {
            let Some(alive) = alive else { return here.collect_block(block) };
            there.clear();
            there.extend(block.iter().copied().filter(|doc| alive.is_alive(*doc)));
            here.collect_block(&there);
        })?;
        Ok(here.harvest())
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Found>>) -> tantivy::Result<Found> {
        let mut all = Found::default();
        for fruit in fruits {
            let fruit = fruit?;
            all.hits.extend(fruit.hits);
            all.count = all.count.saturating_add(fruit.count);
        }
        first_of(&mut all.hits, self.down, self.most);
        Ok(all)
    }
}

impl SegmentCollector for OfSegment {
    type Fruit = tantivy::Result<Found>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.collect_block(&[doc]);
    }

    fn collect_block(&mut self, block: &[DocId]) {
        let Self { ords, plain, narrowed, those, places, within, first, count, .. } = self;
        let those = InSegment::among(narrowed.as_mut(), block, those);
        *count = count.saturating_add(i64::try_from(those.len()).unwrap_or(i64::MAX));
        let (least, most) = *within;
        let mut take = |doc: DocId, ord: Option<i64>| {
            if let Some(ord) = ord.filter(|ord| *ord >= least && *ord <= most) {
                first.take(ord.cast_unsigned(), doc);
            }
        };
        if let Some(plain) = plain {
            those.iter().for_each(|doc| take(*doc, plain.at(*doc)));
        } else if let Some(ords) = ords {
            places.clear();
            places.resize(those.len(), None);
            ords.first_vals(those, places);
            those.iter().zip(places.iter()).for_each(|(doc, ord)| take(*doc, ord.and_then(|ord| i64::try_from(ord).ok())));
        }
    }

    fn harvest(mut self) -> tantivy::Result<Found> {
        let first = std::mem::replace(&mut self.first, First::of(0, false));
        Ok(Found { hits: self.hits(first)?, count: self.count })
    }
}

impl OfSegment {
    pub(super) fn hits(&self, first: First) -> tantivy::Result<Vec<(String, Uuid)>> {
        let Some(column) = &self.sorted else { return Ok(Vec::new()) };
        let hit = |(ord, doc): (u64, DocId)| {
            let mut text = String::new();
            column.ord_to_str(ord, &mut text).map_err(TantivyError::from)?;
            Ok((text, self.keys.key(doc)))
        };
        first.all().map(hit).collect()
    }
}

/// What figures say, where a list is sorted by it.
pub(crate) trait Sorting: Copy + Ord + Send + Sync + 'static {
    /// As a text without a blank that sorts as it does.
    fn written(self) -> String;
    fn read(text: &str) -> Option<Self>;
}

/// A place, or a price: none is below nothing.
impl Sorting for i64 {
    fn written(self) -> String {
        format!("{:019}", self.max(0))
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

/// What sorts a row by its figures, which others may have as well: its own key comes behind.
pub(super) fn figure_key(figure: impl Sorting, key: &str) -> String {
    format!("{} {key}", figure.written())
}

/// A [`placed_key`] as the [`figure_key`] of the same place.
pub(crate) fn figure_of_placed(key: &str) -> Option<String> {
    let (position, key) = key.split_once(' ')?;
    Some(figure_key(position.parse::<i64>().ok()?, key))
}

/// And the other way round.
pub(crate) fn placed_of_figure(key: &str) -> Option<String> {
    let (figure, key) = key.split_once(' ')?;
    Some(placed_key(figure.parse().ok()?, key))
}

/// So many in the order of what figures say, and of their keys where that is the same, from behind a bound on; and how many there are on both
/// sides of it.
pub(super) struct Placed<F> {
    pub(super) figure: Figured<F>,
    pub(super) down: bool,
    pub(super) behind: Option<(F, Uuid)>,
    pub(super) most: usize,
    pub(super) narrowed: Option<Figured<bool>>,
    pub(super) plain: PlainColumns,
}

pub(super) struct PlacedOfSegment<F> {
    figure: InSegment<F>,
    keys: KeyColumns,
    narrowed: Option<InSegment<bool>>,
    /// Of a block, those that are not left out.
    those: Vec<DocId>,
    behind: Option<(F, Uuid)>,
    down: bool,
    most: usize,
    /// Those that come first, the last of them on top.
    up: BinaryHeap<(F, Uuid)>,
    fallen: BinaryHeap<Reverse<(F, Uuid)>>,
    count: i64,
}

/// What [`figure_key`] was made of.
pub(super) fn placed<F: Sorting>(key: &str) -> Option<(F, Uuid)> {
    let (figure, key) = key.split_once(' ')?;
    Some((F::read(figure)?, Uuid::parse_str(key).ok()?))
}

impl<F: Sorting> Collector for Placed<F> {
    type Fruit = Found;
    type Child = PlacedOfSegment<F>;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<PlacedOfSegment<F>> {
        Ok(PlacedOfSegment {
            figure: self.figure.in_segment(segment, &self.plain)?,
            keys: KeyColumns::of(segment)?,
            narrowed: self.narrowed.as_ref().map(|narrowed| narrowed.in_segment(segment, &self.plain)).transpose()?,
            those: Vec::new(),
            behind: self.behind,
            down: self.down,
            most: self.most,
            up: BinaryHeap::new(),
            fallen: BinaryHeap::new(),
            count: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Found>) -> tantivy::Result<Found> {
        let mut all = Found::default();
        for fruit in fruits {
            all.hits.extend(fruit.hits);
            all.count = all.count.saturating_add(fruit.count);
        }
        first_of(&mut all.hits, self.down, self.most);
        Ok(all)
    }
}

impl<F: Sorting> SegmentCollector for PlacedOfSegment<F> {
    type Fruit = Found;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.collect_block(&[doc]);
    }

    fn collect_block(&mut self, block: &[DocId]) {
        let Self { figure, keys, narrowed, those, behind, down, most, up, fallen, count } = self;
        let those = InSegment::among(narrowed.as_mut(), block, those);
        *count = count.saturating_add(i64::try_from(those.len()).unwrap_or(i64::MAX));
        figure.of_each(those, |doc, figure| {
            // Whatever its key is, it does not come among the first.
            let last = if *down { fallen.peek().map(|Reverse(last)| last) } else { up.peek() };
            let is_full = up.len().max(fallen.len()) >= *most;
            if is_full && last.is_some_and(|(last, _)| if *down { figure < *last } else { figure > *last }) {
                return;
            }
            let here = (figure, keys.key(doc));
            if behind.is_some_and(|bound| if *down { here >= bound } else { here <= bound }) {
                return;
            }
            if *down {
                fallen.push(Reverse(here));
                if fallen.len() > *most {
                    fallen.pop();
                }
            } else {
                up.push(here);
                if up.len() > *most {
                    up.pop();
                }
            }
        });
    }

    fn harvest(self) -> Found {
        let hits = self.up.into_iter().chain(self.fallen.into_iter().map(|Reverse(hit)| hit));
        Found { hits: hits.map(|(figure, key)| (figure_key(figure, &text_of(key)), key)).collect(), count: self.count }
    }
}

/// The keys of all that is found.
pub(super) struct Keys;

pub(super) struct KeysOfSegment(KeyColumns, Vec<Uuid>);

impl Collector for Keys {
    type Fruit = Vec<Uuid>;
    type Child = KeysOfSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<KeysOfSegment> {
        Ok(KeysOfSegment(KeyColumns::of(segment)?, Vec::new()))
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Uuid>>) -> tantivy::Result<Vec<Uuid>> {
        Ok(fruits.concat())
    }
}

impl SegmentCollector for KeysOfSegment {
    type Fruit = Vec<Uuid>;

    fn collect(&mut self, doc: DocId, _: Score) {
        self.1.push(self.0.key(doc));
    }

    fn harvest(self) -> Vec<Uuid> {
        self.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_sorted_as_texts_too_and_read_again() {
        assert!(figure_key(99_999_999_i64, "b") < figure_key(100_000_000_i64, "a"));
        let key = Uuid::from_u128(7);
        assert_eq!(placed(&figure_key(12_i64, &text_of(key))), Some((12_i64, key)));
        assert_eq!(placed::<i64>("nonsense"), None);
    }
}
