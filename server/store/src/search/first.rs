//! Those that come first, of many that come by.

use tantivy::DocId;

/// So many are taken besides before those that do not come first are let go, all at once: where each comes before all others so far, as in a
/// list of the newest, that costs a fraction of putting each in its place.
const BESIDES: usize = 1_000;

/// So many that come first of those that it takes.
pub(super) struct First {
    down: bool,
    most: usize,
    /// By how far behind each stands.
    taken: Vec<(u64, DocId)>,
    /// How far the last stands that may still be among them.
    last: Option<u64>,
}

impl First {
    pub(super) fn of(most: usize, down: bool) -> Self {
        Self { down, most, taken: Vec::new(), last: None }
    }

    pub(super) fn take(&mut self, ord: u64, doc: DocId) {
        let behind = if self.down { !ord } else { ord };
        if self.last.is_some_and(|last| behind >= last) {
            return;
        }
        self.taken.push((behind, doc));
        if self.taken.len() >= self.most.saturating_add(BESIDES) {
            self.let_go();
        }
    }

    fn let_go(&mut self) {
        if self.taken.len() > self.most {
            self.taken.select_nth_unstable(self.most);
            self.taken.truncate(self.most);
            self.last = self.taken.iter().map(|(behind, _)| *behind).max();
        }
    }

    /// In no order.
    pub(super) fn all(mut self) -> impl Iterator<Item = (u64, DocId)> {
        self.let_go();
        let down = self.down;
        self.taken.into_iter().map(move |(behind, doc)| (if down { !behind } else { behind }, doc))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn those_that_come_first_are_taken_however_many_come_by_and_in_whichever_order(
            seed in 1_u64..2_000,
            all in 0_u64..4_000,
            most in 0_usize..60,
            down in any::<bool>(),
        ) {
            // A prime, so that each stands at a place of its own.
            let places: Vec<u64> = (0..all).map(|n| n * seed % 4_001).collect();
            let mut first = First::of(most, down);
            (0..).zip(&places).for_each(|(doc, place)| first.take(*place, doc));
            let mut taken: Vec<u64> = first.all().map(|(place, _)| place).collect();
            taken.sort_unstable();
            let mut expected = places;
            expected.sort_unstable();
            if down {
                expected.reverse();
            }
            expected.truncate(most);
            expected.sort_unstable();
            prop_assert_eq!(taken, expected);
        }
    }
}
