//! How far apart in time the demo's past is: nothing of it is older than the record is kept as delivered, however much of it there is, and
//! nobody came later than what is told of him.

use super::{Size, history};
use domain::time::Moment;
use std::time::Duration;

const A_DAY: u64 = 24 * 60 * 60;
/// The last of it was a day ago.
const AGO: Duration = Duration::from_secs(A_DAY);
/// All that was ordered and all visits were within so long before that,
const WITHIN: Duration = Duration::from_secs(270 * A_DAY);
/// and before those the customers came, one after another.
const COMING: Duration = Duration::from_secs(90 * A_DAY);

/// The pauses between two changes of a cart in a visit, and what there is between the click and the account: where there is room for them.
const PAUSE: Duration = Duration::from_secs(15);
const CLICK: Duration = Duration::from_secs(2);

/// The mean of what a visit leaves behind: its steps, its start, its redeeming and its end.
const EVENTS_OF_A_VISIT: usize = (history::FEWEST + history::MOST) / 2 + 3;

/// So many things, equally far apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    pub apart: Duration,
    count: u32,
}

impl Pace {
    /// So many things within a time: so far apart as is usual, or as far as there is room.
    fn of(count: usize, usual: Duration, within: Duration) -> Self {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        Self { apart: usual.min(within.checked_div(count).unwrap_or(usual)), count }
    }

    pub fn of_orders(count: usize) -> Self {
        Self::of(count, Duration::from_secs(5 * 60 * 60), WITHIN)
    }

    /// Of the visits that leave so many events.
    pub fn of_visits(events: usize) -> Self {
        Self::of(events / EVENTS_OF_A_VISIT, Duration::from_secs(400), WITHIN)
    }

    /// The moments of a visit of so many steps. The longest is over before there is a click for the next: nobody is in two accounts at once,
    /// however many visits there are.
    pub(super) fn visit(self, entered: Moment, steps: usize) -> Times {
        // One before each step and one before the end; and the click takes no longer than one.
        let pauses = u32::try_from(history::MOST).unwrap_or(u32::MAX).saturating_add(2);
        let pause = PAUSE.min(self.apart / pauses);
        let steps: Vec<Moment> = std::iter::successors(Some(entered), |at| Some(at.plus(pause))).skip(1).take(steps).collect();
        let ended = steps.last().copied().unwrap_or(entered).plus(pause);
        Times { clicked: entered.minus(CLICK.min(pause)), steps, ended }
    }

    /// When it begins, if the last of it was a day before `now`.
    pub fn begins(self, now: Moment) -> Moment {
        now.minus(self.apart.saturating_mul(self.count).saturating_add(AGO))
    }

    /// When half of it was over.
    pub fn middle(self, now: Moment) -> Moment {
        self.begins(now).plus(self.apart.saturating_mul(self.count / 2))
    }
}

/// When a visit was asked for, when something was done in it, and when it ended.
pub(super) struct Times {
    pub clicked: Moment,
    pub steps: Vec<Moment>,
    pub ended: Moment,
}

/// When all that can be bought was there: a day before the first customer came.
pub(super) fn opened(size: Size, now: Moment) -> Moment {
    first(size, now).minus(AGO)
}

fn first(size: Size, now: Moment) -> Moment {
    let past = Pace::of_orders(size.orders).begins(now).min(Pace::of_visits(size.events).begins(now));
    past.minus(COMING)
}

/// When each of the customers came, the first of them first.
pub(super) fn came(size: Size, now: Moment) -> impl Iterator<Item = Moment> {
    let (first, Pace { apart, count }) = (first(size, now), Pace::of(size.customers, COMING, COMING));
    (0..count).map(move |n| first.plus(apart.saturating_mul(n)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::config::Config;

    const NOW: Moment = Moment::from_millis(1_772_366_400_000);

    #[test]
    fn however_large_the_demo_is_its_customers_came_before_all_else_and_within_what_the_record_keeps() {
        let kept = domain::audit::archive::due_before(&Config::default(), NOW);
        for (customers, orders, events) in [(50, 80, 0), (12, 24, 0), (0, 0, 0), (10_000, 100_000, 1_000_000), (1, 1, usize::MAX)] {
            let size = Size { customers, orders, events, ..Size::default() };
            let came: Vec<Moment> = came(size, NOW).collect();
            let past = Pace::of_orders(orders).begins(NOW).min(Pace::of_visits(events).begins(NOW));
            assert_eq!(came.len(), customers);
            assert!(came.iter().all(|at| *at > kept && *at < past), "{size:?}");
            assert!(came.windows(2).all(|two| two[0] < two[1]), "{size:?}: in their order");
            assert!(past > kept && past < NOW, "{size:?}");
            assert!(opened(size, NOW) > kept && came.iter().all(|at| *at > opened(size, NOW)), "{size:?}: the shop was there before them");
        }
    }

    /// From 1.3 million events on a staff member was in two accounts at once.
    #[test]
    fn however_many_visits_there_are_each_is_over_before_the_next_is_asked_for() {
        for events in [1, 1_000, 1_200_000, 1_300_000, 5_000_000, 100_000_000, usize::MAX] {
            let pace = Pace::of_visits(events);
            let entered = pace.begins(NOW);
            let longest = pace.visit(entered, history::MOST);
            let next = pace.visit(entered.plus(pace.apart), history::MOST);
            assert_eq!(longest.steps.len(), history::MOST);
            let all = [longest.clicked, entered].into_iter().chain(longest.steps).chain([longest.ended, next.clicked]);
            assert!(all.is_sorted(), "{events}");
        }
        let usual = Pace::of_visits(1_000).visit(NOW, 2);
        assert_eq!((usual.clicked, usual.ended), (NOW.minus(CLICK), NOW.plus(PAUSE * 3)));
        assert_eq!(usual.steps, [NOW.plus(PAUSE), NOW.plus(PAUSE * 2)]);
    }

    #[test]
    fn the_demo_of_every_day_keeps_its_times() {
        assert_eq!(Pace::of_orders(80).apart, Duration::from_secs(5 * 60 * 60));
        assert_eq!(Pace::of_visits(1_000).apart, Duration::from_secs(400));
        assert_eq!(Pace::of_orders(2).middle(NOW), NOW.minus(Duration::from_secs(A_DAY + 5 * 60 * 60)));
    }
}
