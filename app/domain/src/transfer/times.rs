//! Moments as files have them: `2026-03-01 12:00:00`, UTC.

use crate::{
    text::Flaw,
    time::{Day, Moment},
};

const DAY: i64 = 86_400_000;

/// The days since 1970-01-01 of a day of the calendar (Howard Hinnant, `days_from_civil`).
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The day of the calendar (`civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

/// With or without a time, seconds, their parts and a `Z`.
///
/// # Errors
/// [`Flaw::NotATime`].
pub fn read(text: &str) -> Result<Moment, Flaw> {
    moment(text.trim()).ok_or(Flaw::NotATime)
}

fn moment(text: &str) -> Option<Moment> {
    let (date, time) = text.split_once(['T', ' ']).unwrap_or((text, "00:00"));
    let number = |text: &str, least: i64, most: i64| {
        let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|n| is_number && (least..=most).contains(n))
    };
    let mut parts = date.split('-');
    let (year, month) = (number(parts.next()?, 1970, 9_999)?, number(parts.next()?, 1, 12)?);
    let day = number(parts.next()?, 1, 31)?;
    let days = days(year, month, day);
    if parts.next().is_some() || civil(days) != (year, month, day) {
        return None;
    }
    let mut parts = time.trim().trim_end_matches('Z').split(':');
    let (hour, minute) = (number(parts.next()?, 0, 23)?, number(parts.next()?, 0, 59)?);
    let seconds = parts.next().unwrap_or("0");
    let (second, part) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let millis: String = part.chars().take(3).collect();
    let (second, millis) = (number(second, 0, 59)?, number(&format!("{millis:0<3}"), 0, 999)?);
    if parts.next().is_some() {
        return None;
    }
    Some(Moment::from_millis(days * DAY + ((hour * 60 + minute) * 60 + second) * 1_000 + millis))
}

/// A day, with or without a time behind it; or as Magento's exports have it, the month first: `11/21/26`.
///
/// # Errors
/// [`Flaw::NotADay`].
pub fn day(text: &str) -> Result<Day, Flaw> {
    let date = text.trim().split(['T', ' ', ',']).next().unwrap_or_default();
    let parts: Vec<&str> = date.split('/').collect();
    let date = match parts.as_slice() {
        [month, day, year] if year.len() == 2 => format!("20{year}-{month:0>2}-{day:0>2}"),
        [month, day, year] => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => date.to_owned(),
    };
    date.parse().map_err(|_| Flaw::NotADay)
}

/// To the second.
pub fn written(at: Moment) -> String {
    let (year, month, day) = civil(at.millis().div_euclid(DAY));
    let seconds = at.millis().rem_euclid(DAY) / 1_000;
    let (hour, minute, second) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_moment_is_read_as_people_and_programs_write_it() {
        let noon = Moment::from_millis(1_772_366_400_000);
        for text in ["2026-03-01 12:00:00", "2026-03-01T12:00:00.000Z", "2026-03-01 12:00", " 2026-03-01T12:00:00Z "] {
            assert_eq!(read(text), Ok(noon), "{text}");
        }
        assert_eq!(read("2026-03-01"), Ok(Moment::from_millis(1_772_323_200_000)));
        assert_eq!(written(noon), "2026-03-01 12:00:00");
        for none in ["", "today", "2026-02-30", "2026-13-01", "01.03.2026", "2026-03-01 25:00", "2026-03-01 12:00:00:00", "99999-01-01"] {
            assert_eq!(read(none), Err(Flaw::NotATime), "{none}");
        }
    }

    #[test]
    fn a_day_is_read_with_or_without_a_time_and_as_magento_writes_it() {
        for text in ["2026-11-02", "2026-11-02 00:00:00", "2026-11-02T09:30Z", "11/2/26", "11/02/2026", "11/2/26, 12:00 AM"] {
            assert_eq!(day(text).map(|day| day.to_string()), Ok("2026-11-02".to_owned()), "{text}");
        }
        for none in ["", "2026-02-30", "21/11/2026", "02.11.2026", "11/2", "11/2/226", "tomorrow"] {
            assert_eq!(day(none), Err(Flaw::NotADay), "{none}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(seconds in 0_i64..250_000_000_000) {
            let at = Moment::from_millis(seconds * 1_000);
            prop_assert_eq!(read(&written(at)), Ok(at));
        }
    }
}
