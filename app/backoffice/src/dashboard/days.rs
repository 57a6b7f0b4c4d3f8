//! Two weeks by the day, in the shop's time zone: the last seven days, today the last of them, and the seven before.

use crate::audit::report::NAMES;
use domain::time::Moment;
use std::time::Duration;
use ui::{
    chart::{self, Span},
    format::day_of,
    web::Request,
};

const WEEK: usize = 7;
const A_WEEK: Duration = Duration::from_secs(7 * 24 * 60 * 60);

/// From a moment on, and before another.
pub(super) type Stretch = (Moment, Moment);

pub(super) struct Days {
    pub(super) spans: Vec<Span>,
    /// What is counted is counted between these: where each day begins, where the last one ends, and what the time was a week ago.
    pub(super) bounds: Vec<Moment>,
    pub(super) week: Stretch,
    /// The seven days before, up to the same time of day: else each morning would look like a loss.
    pub(super) before: Stretch,
    pub(super) today: Stretch,
    /// The first and the last of the last seven days, as they are asked for.
    pub(super) asked: [(&'static str, String); 2],
}

impl Days {
    pub(super) fn up_to_now(request: &Request) -> Self {
        let (now, zone) = (request.now(), request.time_zone());
        let mut spans = chart::spans(request.language, zone, now.minus(A_WEEK).minus(A_WEEK), now.plus(Duration::from_millis(1)), NAMES);
        let spans = spans.split_off(spans.len().saturating_sub(2 * WEEK));
        let begin = |days: usize| spans.iter().rev().take(days).next_back().map_or(now, |day| day.from);
        let end = spans.last().map_or(now, |day| day.until);
        let a_week_ago = now.minus(A_WEEK).min(begin(WEEK));
        let mut bounds: Vec<Moment> = spans.iter().map(|day| day.from).chain([a_week_ago, end]).collect();
        bounds.sort_unstable();
        let (week, before, today) = ((begin(WEEK), end), (begin(2 * WEEK), a_week_ago), (begin(1), end));
        let asked = [(NAMES.from, day_of(zone, week.0)), (NAMES.to, day_of(zone, now))];
        Self { spans, bounds, week, before, today, asked }
    }

    /// Of what was counted between the bounds, what was within a stretch.
    pub(super) fn within<'a, T>(&'a self, counted: &'a [T], (from, until): Stretch) -> impl Iterator<Item = &'a T> {
        let parts = self.bounds.iter().zip(self.bounds.iter().skip(1)).zip(counted);
        parts.filter(move |((begin, end), _)| **begin >= from && **end <= until).map(|(_, part)| part)
    }
}
