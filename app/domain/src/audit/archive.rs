//! The archive: what is older than the lifetime of log entries goes into files, one for each day, and only then from the store. A file names
//! the one before it by its checksum, so that none can be changed, left out or put in between without the next one telling.

use crate::{coded::coded, config::Config, time::Moment};
use std::time::Duration;

/// The folder of its files, in the folder of the data.
pub const FOLDER: &str = "archive";
/// How long a day that was brought back stays.
pub const RESTORED: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How long a day that is due waits for an export that is under way, since that was asked for: the day may be missing from it. After that it fails.
const PATIENCE: Duration = Duration::from_secs(6 * 60 * 60);
/// How long it waits in all, however many of them are asked for one after another.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);
/// What the first file names as the one before it.
pub const NONE_BEFORE: &str = "";

/// A file of the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archived {
    /// As it is named: `2026-11-21`, a day of UTC.
    pub day: String,
    /// The places of its events, which have no gap.
    pub first: i64,
    pub last: i64,
    /// Its size, and the SHA-256 of it, and that of the file before it.
    pub bytes: i64,
    pub sha256: String,
    pub before: String,
    /// When it was last read and found to be what it was; and when it was not.
    pub verified: Moment,
    pub broken: Option<Moment>,
    pub state: State,
    /// Up to when its events are in the store once more.
    pub until: Option<Moment>,
    /// How many of its events are back, while they come.
    pub back: i64,
}

coded! {
    /// Where the events of a file are besides. Nobody reads them from the store but while they are restored.
    State {
        /// They go from the store.
        Clearing,
        /// Nowhere else.
        Archived,
        /// Nowhere else, and somebody wants the file read again.
        Verifying,
        /// They come back.
        Restoring,
        /// In the store once more.
        Restored,
    }
}

impl State {
    /// Whether they can be asked back: what is to be read again is read before it comes back anyway.
    pub const fn may_come_back(self) -> bool {
        matches!(self, Self::Archived | Self::Verifying)
    }
}

impl Archived {
    /// The name of a day's file.
    pub fn name(day: &str) -> String {
        format!("{day}.jsonl.gz")
    }

    /// Where it lies, in the folder of the data.
    pub fn path(&self) -> String {
        format!("{FOLDER}/{}", Self::name(&self.day))
    }

    pub const fn events(&self) -> i64 {
        self.last.saturating_sub(self.first).saturating_add(1)
    }
}

/// Before when an event was that is due: all of its day must be older than the lifetime of entries.
pub fn due_before(config: &Config, now: Moment) -> Moment {
    const DAY: u64 = 24 * 60 * 60;
    now.minus(Duration::from_secs(DAY.saturating_mul(config.log_lifetime_days().into())))
}

/// Whether a day that is known to be due since a moment waits for exports, of which the last was asked for then.
pub fn is_waited_for(exporting_since: Option<Moment>, known_due: Moment, now: Moment) -> bool {
    known_due.plus(LONGEST) > now && exporting_since.is_some_and(|since| since.plus(PATIENCE) > now)
}

/// How long whoever takes the events of a file from the store rests after a part of them: as long as it took, for others are at work beside
/// him, if the rest is gone within an hour even so. Else not at all: where as much is written as can be, a day's file takes a day to go.
pub fn rest(part: i64, left: i64, took: Duration) -> Duration {
    const SOON: Duration = Duration::from_secs(60 * 60);
    let parts = u32::try_from(left.max(0).checked_div(part).unwrap_or(0)).unwrap_or(u32::MAX);
    if took.saturating_mul(2).saturating_mul(parts) <= SOON { took } else { Duration::ZERO }
}

/// Which places are kept in the store, of those that were given: all but these ranges, in their order and apart from one another.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Gone(Vec<(i64, i64)>);

impl Gone {
    /// Of ranges with both their ends, in any order.
    pub fn of(ranges: impl IntoIterator<Item = (i64, i64)>) -> Self {
        let mut ranges: Vec<(i64, i64)> = ranges.into_iter().filter(|(first, last)| first <= last).collect();
        ranges.sort_unstable();
        let mut apart: Vec<(i64, i64)> = Vec::new();
        for (first, last) in ranges {
            match apart.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = last.max(*end),
                _ => apart.push((first, last)),
            }
        }
        Self(apart)
    }

    pub fn ranges(&self) -> &[(i64, i64)] {
        &self.0
    }

    fn around(&self, place: i64) -> Option<(i64, i64)> {
        let at = self.0.partition_point(|(_, last)| *last < place);
        self.0.get(at).copied().filter(|(first, _)| *first <= place)
    }

    /// The same as `place` for whoever reads on from behind it: the last place before one that is kept.
    pub fn on_from(&self, place: i64) -> i64 {
        self.around(place.saturating_add(1)).map_or(place, |(_, last)| last)
    }

    /// The same as `place` for whoever reads back from before it.
    pub fn back_from(&self, place: i64) -> i64 {
        self.around(place.saturating_sub(1)).map_or(place, |(first, _)| first)
    }

    /// Up to where it goes on without a gap from a place that is kept.
    pub fn until(&self, place: i64) -> i64 {
        let at = self.0.partition_point(|(_, last)| *last < place);
        self.0.get(at).map_or(i64::MAX, |(first, _)| first.saturating_sub(1))
    }

    /// How far back it goes without a gap to a place that is kept.
    pub fn since(&self, place: i64) -> i64 {
        let at = self.0.partition_point(|(_, last)| *last < place);
        at.checked_sub(1).and_then(|at| self.0.get(at)).map_or(1, |(_, last)| last.saturating_add(1))
    }

    /// How many places are gone.
    pub fn count(&self) -> i64 {
        self.0.iter().fold(0, |count, (first, last)| last.saturating_sub(*first).saturating_add(1).saturating_add(count))
    }

    /// What is gone here and not there.
    pub fn but(&self, there: &Self) -> Vec<(i64, i64)> {
        let mut left = Vec::new();
        for (first, last) in &self.0 {
            let mut from = *first;
            for (begin, end) in there.0.iter().filter(|(begin, end)| end >= first && begin <= last) {
                if from < *begin {
                    left.push((from, begin.saturating_sub(1)));
                }
                from = from.max(end.saturating_add(1));
            }
            if from <= *last {
                left.push((from, *last));
            }
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn places(ranges: &[(i64, i64)]) -> BTreeSet<i64> {
        ranges.iter().flat_map(|(first, last)| *first..=*last).collect()
    }

    /// They were counted from when the day was due: where the lifetime of entries was shortened, all that was under way failed at once.
    #[test]
    fn a_day_waits_for_an_export_as_long_as_from_when_that_was_asked_for() {
        let asked = Moment::from_millis(1_000);
        let longest = PATIENCE.saturating_sub(Duration::from_millis(1));
        assert!(is_waited_for(Some(asked), asked, asked) && is_waited_for(Some(asked), asked, asked.plus(longest)));
        assert!(!is_waited_for(Some(asked), asked, asked.plus(PATIENCE)) && !is_waited_for(None, asked, asked));
        // Whoever asks again and again keeps it waiting for a day, and no longer.
        let again = asked.plus(LONGEST);
        assert!(!is_waited_for(Some(again), asked, again));
    }

    #[test]
    fn whoever_clears_a_file_rests_only_if_it_is_gone_soon_even_so() {
        let took = Duration::from_millis(500);
        assert_eq!(rest(1_500, 100_000, took), took);
        assert_eq!(rest(1_500, 1_500 * 3_600, took), took);
        assert_eq!(rest(1_500, 1_500 * 3_601, took), Duration::ZERO);
        assert_eq!(rest(1_500, i64::MAX, took), Duration::ZERO);
        assert_eq!((rest(0, 10, took), rest(1_500, -1, took)), (took, took));
    }

    proptest! {
        #[test]
        fn whoever_reads_on_or_back_comes_to_each_place_that_is_kept_and_to_no_other(
            ranges in proptest::collection::vec((1_i64..40, 0_i64..6), 0..5), last in 1_i64..60,
        ) {
            let gone = Gone::of(ranges.iter().map(|(first, more)| (*first, first + more)));
            let away = places(gone.ranges());
            prop_assert_eq!(gone.count(), i64::try_from(away.len()).unwrap());
            let kept: Vec<i64> = (1..=last).filter(|place| !away.contains(place)).collect();
            let (mut on, mut at) = (Vec::new(), 0);
            loop {
                let first = gone.on_from(at) + 1;
                if first > last { break; }
                let until = gone.until(first).min(last).min(first + 2);
                on.extend(first..=until);
                at = until;
            }
            prop_assert_eq!(&on, &kept);
            let (mut back, mut at) = (Vec::new(), last + 1);
            loop {
                let first = gone.back_from(at) - 1;
                if first < 1 { break; }
                let since = gone.since(first).max(first - 2);
                back.extend((since..=first).rev());
                at = since;
            }
            back.reverse();
            prop_assert_eq!(back, kept);
        }

        #[test]
        fn what_is_gone_here_and_not_there_is_told_exactly(
            here in proptest::collection::vec((1_i64..30, 0_i64..6), 0..4), there in proptest::collection::vec((1_i64..30, 0_i64..6), 0..4),
        ) {
            let of = |ranges: &[(i64, i64)]| Gone::of(ranges.iter().map(|(first, more)| (*first, first + more)));
            let (here, there) = (of(&here), of(&there));
            let left: BTreeSet<i64> = places(here.ranges()).difference(&places(there.ranges())).copied().collect();
            prop_assert_eq!(places(&here.but(&there)), left);
        }
    }
}
