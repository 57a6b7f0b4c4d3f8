//! Counting what the index finds: by time, by group, and how much of it failed. And what was done at all.

use super::index::{ACTION, FAILED, GROUP, PLACE, TIME};
use std::collections::BTreeMap;
use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader, TantivyError,
    collector::{Collector, SegmentCollector},
    columnar::{Column, StrColumn},
};

/// How many there are, and how many of them tell of something that was refused or failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counted {
    pub all: i64,
    pub failed: i64,
}

impl Counted {
    pub(super) fn add(&mut self, is_failed: bool) {
        self.all = self.all.saturating_add(1);
        self.failed = self.failed.saturating_add(i64::from(is_failed));
    }

    fn merge(&mut self, other: Self) {
        self.all = self.all.saturating_add(other.all);
        self.failed = self.failed.saturating_add(other.failed);
    }
}

/// What was counted between bounds, which are moments in their order; and of all of it, by group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chart {
    /// One fewer than there are bounds.
    pub bars: Vec<Counted>,
    pub groups: BTreeMap<String, i64>,
}

impl Chart {
    pub(super) fn of(bounds: &[i64]) -> Self {
        Self { bars: vec![Counted::default(); bounds.len().saturating_sub(1)], groups: BTreeMap::new() }
    }

    /// Counts an event.
    pub(super) fn add(&mut self, bounds: &[i64], at: i64, is_failed: bool, group: &str) {
        if let Some(bar) = bar_of(bounds, at).and_then(|n| self.bars.get_mut(n)) {
            bar.add(is_failed);
            let count = self.groups.entry(group.to_owned()).or_default();
            *count = count.saturating_add(1);
        }
    }

    fn merge(&mut self, other: Self) {
        self.bars.iter_mut().zip(other.bars).for_each(|(bar, more)| bar.merge(more));
        for (group, more) in other.groups {
            let count = self.groups.entry(group).or_default();
            *count = count.saturating_add(more);
        }
    }
}

/// Between which bounds a moment is.
pub(crate) fn bar_of(bounds: &[i64], at: i64) -> Option<usize> {
    let after = bounds.partition_point(|bound| *bound <= at);
    (after < bounds.len()).then(|| after.checked_sub(1)).flatten()
}

pub(super) struct Counting {
    pub(super) bounds: Vec<i64>,
}

pub(super) struct OfSegment {
    bounds: Vec<i64>,
    at: Column<i64>,
    failed: Column<u64>,
    group: Option<StrColumn>,
    bars: Vec<Counted>,
    /// By the number that the group has in the segment.
    groups: Vec<i64>,
}

impl Collector for Counting {
    type Fruit = Chart;
    type Child = OfSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<OfSegment> {
        let columns = segment.fast_fields();
        let group = columns.str(GROUP)?;
        let groups = vec![0; group.as_ref().map_or(0, |group| group.num_terms())];
        let bars = Chart::of(&self.bounds).bars;
        Ok(OfSegment { bounds: self.bounds.clone(), at: columns.i64(TIME)?, failed: columns.u64(FAILED)?, group, bars, groups })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<Chart>>) -> tantivy::Result<Chart> {
        let mut chart = Chart::of(&self.bounds);
        for fruit in fruits {
            chart.merge(fruit?);
        }
        Ok(chart)
    }
}

impl SegmentCollector for OfSegment {
    type Fruit = tantivy::Result<Chart>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(bar) = self.at.first(doc).and_then(|at| bar_of(&self.bounds, at)) else { return };
        if let Some(bar) = self.bars.get_mut(bar) {
            bar.add(self.failed.first(doc) == Some(1));
        }
        let ordinal = self.group.as_ref().and_then(|group| group.ords().first(doc)).and_then(|ordinal| usize::try_from(ordinal).ok());
        if let Some(count) = ordinal.and_then(|ordinal| self.groups.get_mut(ordinal)) {
            *count = count.saturating_add(1);
        }
    }

    fn harvest(self) -> tantivy::Result<Chart> {
        let mut groups = BTreeMap::new();
        for (ordinal, count) in self.groups.iter().enumerate().filter(|(_, count)| **count > 0) {
            let mut name = String::new();
            let ordinal = u64::try_from(ordinal).unwrap_or(u64::MAX);
            if let Some(column) = &self.group {
                column.ord_to_str(ordinal, &mut name).map_err(TantivyError::from)?;
            }
            groups.insert(name, *count);
        }
        Ok(Chart { bars: self.bars, groups })
    }
}

/// Which actions there are, and where the first of each is: of ten thousand of one kind no more is kept than of one.
pub(super) struct Firsts;

pub(super) struct FirstsOfSegment {
    action: Option<StrColumn>,
    place: Column<i64>,
    /// By the number that the action has in the segment.
    firsts: Vec<Option<i64>>,
}

impl Collector for Firsts {
    type Fruit = BTreeMap<String, i64>;
    type Child = FirstsOfSegment;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<FirstsOfSegment> {
        let columns = segment.fast_fields();
        let action = columns.str(ACTION)?;
        let firsts = vec![None; action.as_ref().map_or(0, |action| action.num_terms())];
        Ok(FirstsOfSegment { action, place: columns.i64(PLACE)?, firsts })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, fruits: Vec<tantivy::Result<BTreeMap<String, i64>>>) -> tantivy::Result<BTreeMap<String, i64>> {
        let mut firsts: BTreeMap<String, i64> = BTreeMap::new();
        for fruit in fruits {
            for (action, place) in fruit? {
                let first = firsts.entry(action).or_insert(place);
                *first = place.min(*first);
            }
        }
        Ok(firsts)
    }
}

impl SegmentCollector for FirstsOfSegment {
    type Fruit = tantivy::Result<BTreeMap<String, i64>>;

    fn collect(&mut self, doc: DocId, _: Score) {
        let Some(place) = self.place.first(doc) else { return };
        let ordinal = self.action.as_ref().and_then(|action| action.ords().first(doc)).and_then(|ordinal| usize::try_from(ordinal).ok());
        if let Some(first) = ordinal.and_then(|ordinal| self.firsts.get_mut(ordinal)) {
            *first = Some(first.map_or(place, |known| known.min(place)));
        }
    }

    fn harvest(self) -> tantivy::Result<BTreeMap<String, i64>> {
        let mut firsts = BTreeMap::new();
        for (ordinal, place) in (0_u64..).zip(&self.firsts) {
            let (Some(column), Some(place)) = (&self.action, place) else { continue };
            let mut code = String::new();
            column.ord_to_str(ordinal, &mut code).map_err(TantivyError::from)?;
            firsts.insert(code, *place);
        }
        Ok(firsts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_counted_between_the_bounds_that_it_is_between() {
        let bounds = [10, 20, 30];
        let bars: Vec<_> = [9, 10, 19, 20, 29, 30].into_iter().map(|at| bar_of(&bounds, at)).collect();
        assert_eq!(bars, [None, Some(0), Some(0), Some(1), Some(1), None]);
        assert_eq!(bar_of(&[], 1), None);
    }
}
