//! Dates, numbers and money, by the reader's language. ICU knows how; here is only what we ask of it.

use domain::{
    money::{Currency, Money},
    stores::Language,
    time::Moment,
};
use icu::{
    datetime::{DateTimeFormatter, fieldsets::YMDT, input::DateTime},
    decimal::{DecimalFormatter, input::Decimal},
    locale::{Locale, locale},
};
use jiff::{Timestamp, tz::TimeZone};
use std::sync::LazyLock;

struct Formats {
    numbers: Option<DecimalFormatter>,
    times: Option<DateTimeFormatter<YMDT>>,
}

impl Formats {
    fn new(locale: Locale) -> Self {
        Self {
            numbers: DecimalFormatter::try_new((&locale).into(), Default::default()).ok(),
            times: DateTimeFormatter::try_new((&locale).into(), YMDT::medium()).ok(),
        }
    }
}

static ENGLISH: LazyLock<Formats> = LazyLock::new(|| Formats::new(locale!("en-US")));
static GERMAN: LazyLock<Formats> = LazyLock::new(|| Formats::new(locale!("de-DE")));

fn formats(language: Language) -> &'static Formats {
    match language {
        Language::En => &ENGLISH,
        Language::De => &GERMAN,
    }
}

pub fn number(language: Language, n: i64) -> String {
    formats(language).numbers.as_ref().map_or_else(|| n.to_string(), |f| f.format_to_string(&Decimal::from(n)))
}

/// A sum as people of this language write it: `$1,234.56`, `1.234,56 $`.
pub fn money(language: Language, sum: Money) -> String {
    let mut decimal = Decimal::from(sum.minor());
    decimal.multiply_pow10(-2);
    let amount = formats(language).numbers.as_ref().map_or_else(|| decimal.to_string(), |f| f.format_to_string(&decimal));
    let symbol = match sum.currency() {
        Currency::Usd => "$",
        Currency::Eur => "€",
    };
    match language {
        Language::En => match amount.strip_prefix('-') {
            Some(positive) => format!("-{symbol}{positive}"),
            None => format!("{symbol}{amount}"),
        },
        Language::De => format!("{amount}\u{a0}{symbol}"),
    }
}

/// A moment in the shop's time zone, as people of this language write it.
pub fn time(language: Language, zone: &str, at: Moment) -> String {
    let Ok(timestamp) = Timestamp::from_millisecond(at.millis()) else { return String::new() };
    let local = timestamp.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC)).datetime();
    let input = || {
        Some(DateTime {
            date: icu::datetime::input::Date::try_new_iso(
                i32::from(local.year()),
                u8::try_from(local.month()).ok()?,
                u8::try_from(local.day()).ok()?,
            )
            .ok()?,
            time: icu::datetime::input::Time::try_new(
                u8::try_from(local.hour()).ok()?,
                u8::try_from(local.minute()).ok()?,
                u8::try_from(local.second()).ok()?,
                0,
            )
            .ok()?,
        })
    };
    match (formats(language).times.as_ref(), input()) {
        (Some(f), Some(input)) => f.format(&input).to_string(),
        _ => local.to_string(),
    }
}

/// The same moment for machines: RFC 3339, UTC.
pub fn machine_time(at: Moment) -> String {
    Timestamp::from_millisecond(at.millis()).map(|t| t.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_and_numbers_are_written_as_the_reader_writes_them() {
        let sum = Money::new(123_456, Currency::Usd);
        assert_eq!(money(Language::En, sum), "$1,234.56");
        assert_eq!(money(Language::De, sum), "1.234,56\u{a0}$");
        assert_eq!(money(Language::En, Money::new(5, Currency::Eur)), "€0.05");
        assert_eq!(money(Language::En, Money::new(-150, Currency::Usd)), "-$1.50");
        assert_eq!((number(Language::En, 12_345), number(Language::De, 12_345)), ("12,345".to_owned(), "12.345".to_owned()));
    }

    #[test]
    fn a_moment_is_shown_in_the_shops_zone() {
        let at = Moment::from_millis(1_795_257_000_000);
        assert_eq!(machine_time(at), "2026-11-21T10:30:00Z");
        assert!(time(Language::De, "Europe/Berlin", at).contains("21.11.2026"));
        assert!(time(Language::De, "Europe/Berlin", at).contains("11:30"));
        assert!(time(Language::En, "America/New_York", at).contains("5:30"));
    }
}
