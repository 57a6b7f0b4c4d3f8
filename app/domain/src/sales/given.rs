//! Which pieces of a line were given back. They are counted in the order in which they are invoiced: so each invoice has pieces of its own, and
//! each piece is given back at what was asked for it. Whichever are given back first, nothing is given twice, and all together are the whole.

/// From a piece up to another, which is not one of them.
pub type Run = (u32, u32);

/// Runs apart from each other, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Given(Vec<Run>);

impl Given {
    pub fn new(mut runs: Vec<Run>) -> Self {
        runs.retain(|(from, upto)| from < upto);
        runs.sort_unstable();
        let mut joined: Vec<Run> = Vec::new();
        for (from, upto) in runs {
            match joined.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(upto),
                Some(_) | None => joined.push((from, upto)),
            }
        }
        Self(joined)
    }

    pub fn runs(&self) -> &[Run] {
        &self.0
    }

    /// What is still there of a run.
    fn free(&self, (from, upto): Run) -> Vec<Run> {
        let (mut free, mut at) = (Vec::new(), from);
        for (begin, end) in self.0.iter().copied().chain([(upto, upto)]) {
            let begin = begin.min(upto);
            if at < begin {
                free.push((at, begin));
            }
            at = at.max(end);
        }
        free
    }

    /// How many pieces of a run are still there.
    pub fn left(&self, of: Run) -> u32 {
        self.free(of).into_iter().fold(0, |sum, (from, upto)| sum.saturating_add(upto.saturating_sub(from)))
    }

    /// Gives back the first so many of a run that are still there, and says which those are; none, if there are not so many.
    pub fn give(&mut self, of: Run, pieces: u32) -> Option<Vec<Run>> {
        let (mut left, mut given) = (pieces, Vec::new());
        for (from, upto) in self.free(of) {
            let some = left.min(upto.saturating_sub(from));
            if some > 0 {
                given.push((from, from.saturating_add(some)));
            }
            left = left.saturating_sub(some);
        }
        if left > 0 {
            return None;
        }
        *self = Self::new(self.0.iter().chain(&given).copied().collect());
        Some(given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::{collection::vec, prelude::*};
    use std::collections::BTreeSet;

    fn each(runs: &[Run]) -> BTreeSet<u32> {
        runs.iter().flat_map(|(from, upto)| *from..*upto).collect()
    }

    proptest! {
        #[test]
        fn no_piece_is_given_back_twice_and_the_first_that_are_left_go_first(acts in vec(((0_u32..20, 0_u32..20), 0_u32..12), 0..12)) {
            let (mut given, mut known) = (Given::default(), BTreeSet::new());
            for ((from, upto), pieces) in acts {
                let free: Vec<u32> = (from..upto).filter(|n| !known.contains(n)).collect();
                prop_assert_eq!(given.left((from, upto)), u32::try_from(free.len()).unwrap());
                let (before, wanted) = (given.clone(), usize::try_from(pieces).unwrap());
                match given.give((from, upto), pieces) {
                    Some(runs) => {
                        prop_assert_eq!(each(&runs), free[..wanted].iter().copied().collect::<BTreeSet<u32>>());
                        known.extend(each(&runs));
                    }
                    None => {
                        prop_assert!(free.len() < wanted);
                        prop_assert_eq!(&given, &before, "what is refused changes nothing");
                    }
                }
                prop_assert_eq!(each(given.runs()), known.clone());
                prop_assert!(given.runs().windows(2).all(|two| two[0].1 < two[1].0), "runs that meet are one");
            }
        }
    }
}
