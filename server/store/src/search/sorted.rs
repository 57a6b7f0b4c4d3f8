//! The rows that a question finds, in the order of a plain column: what a list is narrowed to by one column is then a piece of that order, which
//! nobody has to walk over to count it, and the first of them are met soon in the order of the list.

use super::{
    first::First,
    ordered::{Found, OfSegment, Ordered},
    plain::Plain,
};
use std::{ops::Range, sync::Arc};
use tantivy::{DocId, SegmentReader, query::Weight};

/// So many rows in an order are passed at once where none of them is meant.
const BLOCK: usize = 64;

/// Rows that have something in a column, by what they have there. Those that are gone by now are among them.
#[derive(Clone)]
pub(super) struct Sorted(Arc<[DocId]>);

/// Of each block of such rows, the least and the most that they have in another column.
pub(super) type Spans = Arc<[(i64, i64)]>;

impl Sorted {
    pub(super) fn by(column: &Plain, mut docs: Vec<DocId>) -> Self {
        docs.retain(|doc| column.at(*doc).is_some());
        docs.sort_unstable_by_key(|doc| (column.at(*doc), *doc));
        Self(docs.into())
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn spans(&self, other: &Plain) -> Spans {
        let span = |docs: &[DocId]| {
            let numbers = || docs.iter().filter_map(|doc| other.at(*doc));
            (numbers().min().unwrap_or(i64::MAX), numbers().max().unwrap_or(i64::MIN))
        };
        self.0.chunks(BLOCK).map(span).collect()
    }

    /// Where those stand that have something between these, both included.
    fn within(&self, column: &Plain, (least, most): (i64, i64)) -> Range<usize> {
        let from = self.0.partition_point(|doc| column.at(*doc).is_some_and(|number| number < least));
        from..self.0.partition_point(|doc| column.at(*doc).is_some_and(|number| number <= most)).max(from)
    }

    fn at(&self, places: Range<usize>) -> &[DocId] {
        self.0.get(places).unwrap_or_default()
    }
}

/// All that a question finds in a part of the index, also what is gone by now.
fn all_of(weight: &dyn Weight, segment: &SegmentReader) -> tantivy::Result<Vec<DocId>> {
    let mut docs = Vec::new();
    weight.for_each_no_score(segment, &mut |block: &[DocId]| docs.extend_from_slice(block))?;
    Ok(docs)
}

impl Ordered {
    /// What is found in a part, where one column narrows it and there is room for its rows in both orders.
    pub(super) fn sorted_out(&self, weight: &dyn Weight, segment: &SegmentReader, here: &OfSegment) -> tantivy::Result<Option<Found>> {
        let (Some(question), Some(place)) = (&self.question, &here.plain) else { return Ok(None) };
        let Some((name, figure, within)) = here.narrowed.as_ref().and_then(|narrowed| narrowed.only_plain()) else { return Ok(None) };
        let all = || all_of(weight, segment);
        let Some(by_figure) = self.plain.sorted(segment, question, (name, figure), all)? else { return Ok(None) };
        let Some(by_place) = self.plain.sorted(segment, question, (&self.column, place), all)? else { return Ok(None) };
        let spans = self.plain.spans(segment, question, (&self.column, &by_place), (name, figure));

        let alive = segment.alive_bitset();
        let is_there = |doc: DocId| alive.is_none_or(|alive| alive.is_alive(doc));
        let those = by_figure.at(by_figure.within(figure, within));
        let count = if alive.is_none() { those.len() } else { those.iter().filter(|doc| is_there(**doc)).count() };
        let places = by_place.within(place, here.within);
        let take = |first: &mut First, doc: DocId| place.at(doc).map(|ord| first.take(ord.cast_unsigned(), doc)).is_some();

        // In the order of the list, for as many steps as there are rows to find: it is no longer than the other way.
        let (mut first, mut met, mut steps) = (First::of(self.most, self.down), 0_usize, 0_usize);
        let (from, until) = (places.start / BLOCK, places.end.div_ceil(BLOCK));
        for n in 0..until.saturating_sub(from) {
            if met >= self.most || steps > those.len() {
                break;
            }
            steps = steps.saturating_add(1);
            let block = if self.down { until.saturating_sub(n).saturating_sub(1) } else { from.saturating_add(n) };
            if spans.get(block).is_some_and(|(least, most)| *least > within.1 || *most < within.0) {
                continue;
            }
            let start = block.saturating_mul(BLOCK);
            let docs = by_place.at(start.max(places.start)..start.saturating_add(BLOCK).min(places.end));
            steps = steps.saturating_add(docs.len());
            let are_met = docs.iter().filter(|doc| figure.is_within(**doc, within) && is_there(**doc));
            met = met.saturating_add(are_met.filter(|doc| take(&mut first, **doc)).count());
        }
        if met < self.most && steps > those.len() {
            first = First::of(self.most, self.down);
            let is_placed = |doc: &DocId| place.is_within(*doc, here.within) && is_there(*doc);
            those.iter().filter(|doc| is_placed(doc)).for_each(|doc| {
                take(&mut first, *doc);
            });
        }
        Ok(Some(Found { hits: here.hits(first)?, count: i64::try_from(count).unwrap_or(i64::MAX) }))
    }
}
