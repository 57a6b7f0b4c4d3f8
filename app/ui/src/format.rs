//! Dates, numbers and money, by the reader's language. ICU knows how; here is only what we ask of it.

use domain::{
    address::Country,
    money::{Money, Signs},
    stores::Language,
    time::{Day, Moment, Zone},
};
use icu::{
    collator::{CollatorBorrowed, options::CollatorOptions},
    datetime::{
        DateTimeFormatter,
        fieldsets::{MD, MDE, MDT, YMD, YMDT},
        input::DateTime,
        options::TimePrecision,
    },
    decimal::{DecimalFormatter, input::Decimal},
    list::{ListFormatter, options::ListFormatterOptions},
    locale::Locale,
};
use icu_experimental::{
    dimension::{
        currency::{CurrencyCode, formatter::CurrencyFormatter},
        percent::formatter::PercentFormatter,
        provider::currency::displayname::{Baked, CurrencyDisplaynameV1},
    },
    displaynames::{DisplayNamesOptions, multi::RegionDisplayNames},
};
use icu_provider::{DataIdentifierBorrowed, DataLocale, DataMarkerAttributes, DataProvider, DataRequest, DataResponse};
use jiff::{Timestamp, tz::TimeZone};
use quick_cache::sync::Cache;
use std::{
    convert::Infallible,
    sync::{Arc, LazyLock, OnceLock},
};

struct Formats {
    numbers: Option<DecimalFormatter>,
    money: Option<CurrencyFormatter>,
    parts: Option<PercentFormatter<DecimalFormatter>>,
    times: Option<DateTimeFormatter<YMDT>>,
    dates: Option<DateTimeFormatter<YMD>>,
    days: Option<DateTimeFormatter<MD>>,
    weekdays: Option<DateTimeFormatter<MDE>>,
    minutes: Option<DateTimeFormatter<YMDT>>,
    /// Of this year.
    lately: Option<DateTimeFormatter<MDT>>,
    countries: Option<RegionDisplayNames>,
    lists: Option<ListFormatter>,
    order: Option<CollatorBorrowed<'static>>,
    /// All of them, once somebody asks.
    sorted: OnceLock<Vec<(String, String)>>,
}

impl Formats {
    fn new(tag: &str) -> Self {
        let locale: Locale = tag.parse().unwrap_or(Locale::UNKNOWN);
        Self {
            numbers: DecimalFormatter::try_new((&locale).into(), Default::default()).ok(),
            money: CurrencyFormatter::try_new((&locale).into(), Default::default()).ok(),
            parts: PercentFormatter::try_new((&locale).into(), Default::default()).ok(),
            times: DateTimeFormatter::try_new((&locale).into(), YMDT::medium()).ok(),
            dates: DateTimeFormatter::try_new((&locale).into(), YMD::medium()).ok(),
            days: DateTimeFormatter::try_new((&locale).into(), MD::medium()).ok(),
            weekdays: DateTimeFormatter::try_new((&locale).into(), MDE::medium()).ok(),
            lately: DateTimeFormatter::try_new((&locale).into(), MD::medium().with_time(TimePrecision::Minute)).ok(),
            minutes: DateTimeFormatter::try_new((&locale).into(), YMDT::medium().with_time_precision(TimePrecision::Minute)).ok(),
            countries: RegionDisplayNames::try_new((&locale).into(), DisplayNamesOptions::default()).ok(),
            lists: ListFormatter::try_new_and((&locale).into(), ListFormatterOptions::default()).ok(),
            order: CollatorBorrowed::try_new((&locale).into(), CollatorOptions::default()).ok(),
            sorted: OnceLock::new(),
        }
    }
}

/// As many locales as a shop has, each made once.
static FORMATS: LazyLock<Cache<String, Arc<Formats>>> = LazyLock::new(|| Cache::new(512));

fn formats(tag: &str) -> Arc<Formats> {
    let Ok(formats) = FORMATS.get_or_insert_with(tag, || Ok::<_, Infallible>(Arc::new(Formats::new(tag))));
    formats
}

pub fn number(language: Language, n: i64) -> String {
    let formats = formats(language.tag());
    formats.numbers.as_ref().map_or_else(|| n.to_string(), |f| f.format_to_string(&Decimal::from(n)))
}

/// What a language calls a country, by its two letters of ISO 3166-1.
pub fn country(language: Language, code: &str) -> String {
    let formats = formats(language.tag());
    let name = formats.countries.as_ref().and_then(|names| names.of(code.parse().ok()?));
    name.unwrap_or(code).to_owned()
}

/// All countries, by their codes, as a language calls and sorts them.
pub fn countries(language: Language) -> Vec<(String, String)> {
    let sorted = || {
        let named = Country::all().map(|c| (c.code().to_owned(), country(language, c.code()))).collect();
        in_order(language, named, |(_, name)| name.as_str())
    };
    formats(language.tag()).sorted.get_or_init(sorted).clone()
}

/// What a language calls a currency, by its code of ISO 4217.
pub fn currency(language: Language, code: &str) -> Option<String> {
    let locale: Locale = language.tag().parse().ok()?;
    let (locale, of) = (DataLocale::from(&locale), DataMarkerAttributes::try_from_str(code).ok()?);
    let request = DataRequest { id: DataIdentifierBorrowed::for_marker_attributes_and_locale(of, &locale), ..DataRequest::default() };
    let found: DataResponse<CurrencyDisplaynameV1> = Baked.load(request).ok()?;
    Some(found.payload.get().display_name.clone().into_owned())
}

/// In the order in which readers of this language look for names. (Lists that are kept in an order are so by keys:
/// [`domain::text::Collation`].)
pub fn in_order<T>(language: Language, mut rows: Vec<T>, name: impl Fn(&T) -> &str) -> Vec<T> {
    let formats = formats(language.tag());
    let order = |a: &str, b: &str| formats.order.as_ref().map_or_else(|| a.cmp(b), |order| order.compare(a, b));
    rows.sort_by(|a, b| order(name(a), name(b)));
    rows
}

/// Some things in one sentence, as the language of this tag lists them: "a, b and c".
pub fn list(tag: &str, things: &[String]) -> String {
    let formats = formats(tag);
    let things = things.iter().map(String::as_str);
    formats.lists.as_ref().map_or_else(|| things.clone().collect::<Vec<_>>().join(", "), |f| f.format_to_string(things.clone()))
}

/// A size in kB or MB, below a hundred with one decimal.
pub fn bytes(language: Language, n: u64) -> String {
    let (unit, name) = if n < 1_000_000 { (1_000, "kB") } else { (1_000_000, "MB") };
    let rounded = |n: u64| n.saturating_add(unit / 2).checked_div(unit).unwrap_or_default();
    // Of a hundred and more, a tenth says nothing.
    let whole = rounded(n);
    let number = if whole < 100 { in_tenths(rounded(n.saturating_mul(10))) } else { Decimal::from(whole) };
    let number = formats(language.tag()).numbers.as_ref().map_or_else(|| number.to_string(), |f| f.format_to_string(&number));
    format!("{number}\u{a0}{name}")
}

/// A part of a whole in percent, with one decimal; a dash, if there is no whole.
pub fn percent(language: Language, part: u64, whole: u64) -> String {
    let tenths = part.saturating_mul(1_000).saturating_add(whole / 2).checked_div(whole);
    let Some(number) = tenths.map(in_tenths) else { return "\u{2013}".to_owned() };
    formats(language.tag()).parts.as_ref().map_or_else(|| format!("{number}\u{a0}%"), |f| f.format(&number).to_string())
}

fn in_tenths(tenths: u64) -> Decimal {
    let mut number = Decimal::from(tenths);
    number.multiply_pow10(-1);
    number
}

/// A sum as people of this locale (a BCP 47 tag) write it: `$1,234.56`, `1.234,56 $`.
pub fn money(locale: &str, sum: Money) -> String {
    let code = sum.currency().code();
    let mut amount = Decimal::from(sum.minor());
    amount.multiply_pow10(i16::try_from(sum.decimals()).map_or(0, i16::wrapping_neg));
    match (formats(locale).money.as_ref(), code.parse()) {
        (Some(f), Ok(code)) => f.format_fixed_decimal(&amount, &CurrencyCode(code)).to_string(),
        _ => format!("{code} {amount}"),
    }
}

/// The signs in numbers of a language, for reading what somebody types.
pub fn signs(language: Language) -> Signs {
    let mut number = Decimal::from(123_456_789);
    number.multiply_pow10(-1);
    let written = formats(language.tag()).numbers.as_ref().map_or_else(|| number.to_string(), |f| f.format_to_string(&number));
    let mut signs = written.chars().filter(|c| !c.is_ascii_digit());
    let first = signs.next();
    let decimal = signs.next_back().or(first).unwrap_or('.');
    Signs { decimal, group: first.filter(|sign| *sign != decimal).unwrap_or(' ') }
}

/// A moment in the shop's time zone, as people of this language write it.
pub fn time(language: Language, zone: &str, at: Moment) -> String {
    written(formats(language.tag()).times.as_ref(), zone, at)
}

/// The same without its seconds: for whom they say nothing.
pub fn minute(language: Language, zone: &str, at: Moment) -> String {
    written(formats(language.tag()).minutes.as_ref(), zone, at)
}

/// And without its year as well, where that is the one of `now`.
pub fn short_time(language: Language, zone: &str, at: Moment, now: Moment) -> String {
    let year = |at| local(zone, at).map(|local| local.year());
    if year(at) != year(now) {
        return minute(language, zone, at);
    }
    let formats = formats(language.tag());
    let written = formats.lately.as_ref().and_then(|f| Some(f.format(&input(local(zone, at)?)?).to_string()));
    written.unwrap_or_else(|| minute(language, zone, at))
}

/// A moment by itself: with how far its clock is from UTC, for nothing beside it says whose clock it is.
pub fn time_and_zone(language: Language, zone: &str, at: Moment) -> String {
    with_zone(time(language, zone, at), zone, at)
}

/// The same without its seconds.
pub fn minute_and_zone(language: Language, zone: &str, at: Moment) -> String {
    with_zone(minute(language, zone, at), zone, at)
}

/// And in short.
pub fn short_time_and_zone(language: Language, zone: &str, at: Moment, now: Moment) -> String {
    with_zone(short_time(language, zone, at, now), zone, at)
}

/// `UTC+5:30`, the same in each language: letters that stand for a zone, such as IST, stand for several.
fn with_zone(written: String, zone: &str, at: Moment) -> String {
    let Ok(timestamp) = Timestamp::from_millisecond(at.millis()) else { return written };
    let seconds = timestamp.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC)).offset().seconds();
    let sign = if seconds < 0 { '\u{2212}' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    // It does not go on in another line.
    match (minutes / 60, minutes % 60) {
        (0, 0) => format!("{written}\u{a0}UTC"),
        (hours, 0) => format!("{written}\u{a0}UTC{sign}{hours}"),
        (hours, rest) => format!("{written}\u{a0}UTC{sign}{hours}:{rest:02}"),
    }
}

fn written(format: Option<&DateTimeFormatter<YMDT>>, zone: &str, at: Moment) -> String {
    let Some(local) = local(zone, at) else { return String::new() };
    match (format, input(local)) {
        (Some(f), Some(input)) => f.format(&input).to_string(),
        _ => local.to_string(),
    }
}

fn local(zone: &str, at: Moment) -> Option<jiff::civil::DateTime> {
    let timestamp = Timestamp::from_millisecond(at.millis()).ok()?;
    Some(timestamp.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC)).datetime())
}

fn input(local: jiff::civil::DateTime) -> Option<DateTime<icu::calendar::Iso>> {
    let (month, day) = (u8::try_from(local.month()).ok()?, u8::try_from(local.day()).ok()?);
    let (hour, minute, second) = (u8::try_from(local.hour()).ok()?, u8::try_from(local.minute()).ok()?, u8::try_from(local.second()).ok()?);
    Some(DateTime {
        date: icu::datetime::input::Date::try_new_iso(i32::from(local.year()), month, day).ok()?,
        time: icu::datetime::input::Time::try_new(hour, minute, second, 0).ok()?,
    })
}

/// A day without its year.
pub fn short_day(language: Language, day: jiff::civil::Date) -> String {
    let written = formats(language.tag()).days.as_ref().and_then(|f| Some(f.format(&input(day.at(0, 0, 0, 0))?.date).to_string()));
    written.unwrap_or_else(|| day.to_string())
}

/// A day without its year, and which one of the week it is.
pub fn weekday(language: Language, day: Day) -> String {
    let written = formats(language.tag()).weekdays.as_ref().and_then(|f| Some(f.format(&input_of(day)?).to_string()));
    written.unwrap_or_else(|| day.to_string())
}

/// A day with its year.
pub fn date(language: Language, day: Day) -> String {
    let written = formats(language.tag()).dates.as_ref().and_then(|f| Some(f.format(&input_of(day)?).to_string()));
    written.unwrap_or_else(|| day.to_string())
}

fn input_of(day: Day) -> Option<icu::datetime::input::Date<icu::calendar::Iso>> {
    let (year, of_year) = (day.number().div_euclid(10_000), day.number().rem_euclid(10_000));
    let (month, of_month) = (u8::try_from(of_year / 100).ok()?, u8::try_from(of_year % 100).ok()?);
    icu::datetime::input::Date::try_new_iso(i32::try_from(year).ok()?, month, of_month).ok()
}

/// When a day, written as `2026-11-21`, begins and ends in a time zone.
pub fn day(zone: &str, text: &str) -> Option<(Moment, Moment)> {
    let (day, zone): (Day, Zone) = (text.parse().ok()?, Zone::named(zone));
    Some((day.begins(&zone), day.ends(&zone)))
}

/// A moment that is written for machines, as the clocks of a time zone show it.
pub fn civil(zone: &str, text: &str) -> Option<jiff::civil::DateTime> {
    let at: Timestamp = text.parse().ok()?;
    Some(at.to_zoned(TimeZone::get(zone).unwrap_or(TimeZone::UTC)).datetime())
}

/// A moment that is written for machines, in milliseconds.
pub fn moment(text: &str) -> Option<i64> {
    text.parse().ok().map(|at: Timestamp| at.as_millisecond())
}

/// The day of UTC that a moment is of, written as `2026-11-21`, and when it ends.
pub fn utc_day(at: Moment) -> Option<(String, Moment)> {
    let date = day_of("UTC", at);
    day("UTC", &date).map(|(_, ends)| (date, ends))
}

/// The day that a moment is in, written as [`day`] reads it.
pub fn day_of(zone: &str, at: Moment) -> String {
    Day::of(&Zone::named(zone), at).to_string()
}

/// The same moment for machines: RFC 3339, UTC.
pub fn machine_time(at: Moment) -> String {
    // With as many digits always: it sorts as text.
    Timestamp::from_millisecond(at.millis()).map(|t| format!("{t:.3}")).unwrap_or_default()
}

#[cfg(test)]
mod tests;
