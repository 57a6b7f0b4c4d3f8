//! Days of the calendar, and when they begin where somebody lives.

use super::Moment;
use jiff::{
    Timestamp,
    civil::{Date, Weekday},
    tz::TimeZone,
};
use std::{fmt, str::FromStr};

/// Where clocks show the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// By its name in IANA's database; UTC, if there is none of this name.
    pub fn named(name: &str) -> Self {
        Self(TimeZone::get(name).unwrap_or(TimeZone::UTC))
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

/// A day, written as `2026-11-21`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// Months of a year and days of a month are fewer.
const HUNDRED: i64 = 100;

/// The text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day")]
pub struct NotADay;

impl Day {
    /// The day that a moment is in.
    pub fn of(zone: &Zone, at: Moment) -> Self {
        let local = Timestamp::from_millisecond(at.millis()).map(|at| at.to_zoned(zone.0.clone()).date());
        Self(local.unwrap_or(if at.millis() < 0 { Date::MIN } else { Date::MAX }))
    }

    /// When it begins. A day whose midnight no clock shows begins with the first minute that one does.
    pub fn begins(self, zone: &Zone) -> Moment {
        let begins = self.0.to_zoned(zone.0.clone()).map(|begins| begins.timestamp().as_millisecond());
        // The ends of the calendar lie outside of what can be written as a moment.
        Moment::from_millis(begins.unwrap_or(if self.0 < Date::ZERO { i64::MIN } else { i64::MAX }))
    }

    /// When it is over: the next one begins.
    pub fn ends(self, zone: &Zone) -> Moment {
        self.0.tomorrow().map_or(Moment::from_millis(i64::MAX), |next| Self(next).begins(zone))
    }

    /// So many working days later: what is sent travels from Monday to Friday.
    #[must_use]
    pub fn working_days_later(self, days: u32) -> Self {
        let (mut day, mut left) = (self.0, days);
        while left > 0 {
            let Ok(next) = day.tomorrow() else { break };
            day = next;
            if !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) {
                left = left.saturating_sub(1);
            }
        }
        Self(day)
    }

    /// As a number, greater with each day: 20261121.
    pub fn number(self) -> i64 {
        let year = i64::from(self.0.year()).saturating_mul(HUNDRED * HUNDRED);
        year.saturating_add(i64::from(self.0.month()).saturating_mul(HUNDRED)).saturating_add(i64::from(self.0.day()))
    }

    /// What [`Self::number`] was made of.
    pub fn of_number(number: i64) -> Option<Self> {
        let (year, rest) = (number.div_euclid(HUNDRED * HUNDRED), number.rem_euclid(HUNDRED * HUNDRED));
        let (year, month) = (i16::try_from(year).ok()?, i8::try_from(rest / HUNDRED).ok()?);
        Date::new(year, month, i8::try_from(rest % HUNDRED).ok()?).ok().map(Self)
    }

    /// Whether it lies between two days, both included; what is not said has no end.
    pub fn is_within(self, from: Option<Self>, to: Option<Self>) -> bool {
        from.is_none_or(|from| from <= self) && to.is_none_or(|to| self <= to)
    }
}

impl FromStr for Day {
    type Err = NotADay;
    /// Only the form that `Display` writes.
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let date: Date = text.parse().map_err(|_| NotADay)?;
        if date.to_string() == text { Ok(Self(date)) } else { Err(NotADay) }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ZONES: [&str; 6] = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Pacific/Apia"];

    proptest! {
        #[test]
        fn each_moment_is_in_one_day_also_where_clocks_are_changed(millis in 0_i64..4_000_000_000_000, n in 0..ZONES.len()) {
            let (zone, at) = (Zone::named(ZONES[n]), Moment::from_millis(millis));
            let day = Day::of(&zone, at);
            prop_assert!(day.begins(&zone) <= at && at < day.ends(&zone));
            prop_assert_eq!(Day::of(&zone, day.begins(&zone)), day);
            prop_assert!(Day::of(&zone, day.ends(&zone)) > day);
            prop_assert_eq!(day.to_string().parse::<Day>(), Ok(day));
            prop_assert_eq!(Day::of_number(day.number()), Some(day));
            prop_assert!(Day::of(&zone, day.ends(&zone)).number() > day.number());
        }
    }

    #[test]
    fn days_are_longer_and_shorter_where_clocks_are_changed() {
        let berlin = Zone::named("Europe/Berlin");
        let hours = |day: &str| {
            let day: Day = day.parse().unwrap();
            day.ends(&berlin).since(day.begins(&berlin)).as_secs() / 3_600
        };
        assert_eq!((hours("2026-03-29"), hours("2026-10-25"), hours("2026-11-21")), (23, 25, 24));
    }

    #[test]
    fn nothing_arrives_on_a_weekend() {
        let later = |day: &str, days| day.parse::<Day>().unwrap().working_days_later(days).to_string();
        // The 27th of November 2026 is a Friday.
        assert_eq!((later("2026-11-27", 0), later("2026-11-27", 1)), ("2026-11-27".to_owned(), "2026-11-30".to_owned()));
        assert_eq!((later("2026-11-28", 1), later("2026-11-29", 1)), ("2026-11-30".to_owned(), "2026-11-30".to_owned()));
        assert_eq!((later("2026-11-26", 7), later("9999-12-31", 60)), ("2026-12-07".to_owned(), "9999-12-31".to_owned()));
    }

    #[test]
    fn only_days_are_days() {
        for text in ["", "2026-2-1", "2026-02-30", "20260201", "2026-02-01T00:00", "today", "1.2.2026"] {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
        for number in [0, 20_261_301, 20_260_230, i64::MAX, i64::MIN] {
            assert_eq!(Day::of_number(number), None, "{number}");
        }
    }
}
