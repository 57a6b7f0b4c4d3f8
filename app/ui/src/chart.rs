//! Bars over time, and bars of kinds, drawn on the server: a figure that says what it shows, in which each bar is a link, with the same numbers
//! in a table.

use crate::{
    format::{self, number},
    t,
    web::Request,
};
use domain::{stores::Language, time::Moment};
use jiff::{RoundMode, Span as By, Timestamp, ToSpan, Unit, Zoned, ZonedRound, tz::TimeZone};
use leptos::prelude::*;

/// What a bar stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub from: Moment,
    pub until: Moment,
    pub label: String,
    /// What narrows a list to it: names and values.
    pub asked: Vec<(&'static str, String)>,
}

/// The names under which a list is narrowed: to days from one to another, and to an hour.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    pub from: &'static str,
    pub to: &'static str,
    pub hour: &'static str,
}

/// More hours than two days have, and more days than a quarter has, are too many bars.
const HOURS: i64 = 49;
const DAYS: i64 = 93;
const HOUR: i64 = 3_600_000;
/// The shortest that a month is.
const MONTH: i64 = 28 * 24 * HOUR;
/// More bars than this are drawn by nobody.
const MOST: usize = 240;

/// The hours, the days or the months of a time zone that a range is made of. What of a month lies outside of the range is not asked for: its bar
/// does not count that either.
pub fn spans(language: Language, zone: &str, from: Moment, until: Moment, names: Names) -> Vec<Span> {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let hours = until.millis().saturating_sub(from.millis()) / HOUR;
    let step = if hours < HOURS {
        1.hour()
    } else if hours < DAYS * 24 {
        1.day()
    } else {
        1.month()
    };
    let (mut spans, range) = (Vec::new(), (from, until));
    // Of a longer time the last part is drawn.
    let most = i64::try_from(MOST).unwrap_or(0).saturating_mul(if step.get_months() > 0 { MONTH } else { 0 });
    let from = if most > 0 { from.max(Moment::from_millis(until.millis().saturating_sub(most))) } else { from };
    let begun = Timestamp::from_millisecond(from.millis()).ok().and_then(|at| begin(at.to_zoned(zone), step));
    let mut at = begun;
    while let Some(start) = at.filter(|start| start.timestamp().as_millisecond() < until.millis() && spans.len() < MOST) {
        let Ok(end) = start.checked_add(step) else { break };
        spans.push(span(language, (&start, &end), step, range, names));
        at = Some(end);
    }
    spans
}

/// The hour, day or month that a moment is in.
fn begin(at: Zoned, step: By) -> Option<Zoned> {
    let whole = |unit| at.round(ZonedRound::new().smallest(unit).mode(RoundMode::Trunc)).ok();
    match (step.get_hours(), step.get_days()) {
        (1, _) => whole(Unit::Hour),
        (_, 1) => whole(Unit::Day),
        _ => at.first_of_month().ok()?.start_of_day().ok(),
    }
}

fn span(language: Language, (start, end): (&Zoned, &Zoned), step: By, (from, until): (Moment, Moment), names: Names) -> Span {
    let moment = |at: &Zoned| Moment::from_millis(at.timestamp().as_millisecond());
    let day = |at: &Zoned| at.date().to_string();
    let day_of = |at: i64| Timestamp::from_millisecond(at).map(|at| day(&at.to_zoned(start.time_zone().clone()))).unwrap_or_default();
    let first = || day_of(from.max(moment(start)).millis());
    let last = || day_of(until.min(moment(end)).millis().saturating_sub(1));
    let (label, asked) = match (step.get_hours(), step.get_days()) {
        // An hour that comes twice in a night has its zone beside it, and is asked for with its offset.
        (1, _) => (start.strftime("%H:%M %Z").to_string(), vec![(names.hour, start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())]),
        (_, 1) => (format::short_day(language, start.date()), vec![(names.from, day(start)), (names.to, day(start))]),
        _ => (start.strftime("%Y-%m").to_string(), vec![(names.from, first()), (names.to, last())]),
    };
    Span { from: moment(start), until: moment(end), label, asked }
}

/// An hour that is asked for as a bar asks for it: when it begins and ends.
pub fn hour(text: &str) -> Option<(Moment, Moment)> {
    let start: Timestamp = text.parse().ok()?;
    let at = Moment::from_millis(start.as_millisecond());
    Some((at, Moment::from_millis(at.millis().checked_add(HOUR)?)))
}

/// A bar: how many there are in all, and of those that stand out.
#[derive(Debug, Clone)]
pub struct Bar {
    pub label: String,
    pub all: i64,
    pub marked: i64,
    pub href: String,
}

/// What a figure says.
pub struct Said {
    pub title: String,
    /// Over the columns of the table: of what a bar is, all, and those that stand out.
    pub of: &'static str,
    pub all: &'static str,
    pub marked: &'static str,
}

const HEIGHT: i64 = 100;
/// Of the longest bar that lies.
const LENGTH: i64 = 100;

/// The figure.
pub fn bars(request: &Request, said: Said, bars: &[Bar]) -> AnyView {
    let language = request.language;
    let Said { title, of, all, marked } = said;
    let most = bars.iter().map(|bar| bar.all).max().unwrap_or(0).max(1);
    let tall = |n: i64| if n == 0 { 0 } else { n.saturating_mul(HEIGHT).checked_div(most).unwrap_or(0).max(1) };
    let told = |bar: &Bar| format!("{}: {} {all}, {} {marked}", bar.label, number(language, bar.all), number(language, bar.marked));
    let drawn = bars.iter().zip(0_i64..).map(|(bar, n)| {
        let (x, high, low) = (n.saturating_mul(10), tall(bar.all), tall(bar.marked));
        let told = told(bar);
        view! {
            <a href=bar.href.clone() aria-label=told.clone()>
                <title>{told.clone()}</title>
                <rect class="under" x=x.to_string() y="0" width="10" height=HEIGHT.to_string()></rect>
                <rect class="bar" x=(x + 1).to_string() y=(HEIGHT - high).to_string() width="8" height=high.to_string()></rect>
                <rect class="bar marked" x=(x + 1).to_string() y=(HEIGHT - low).to_string() width="8" height=low.to_string()></rect>
            </a>
        }
    });
    let (width, first, last) =
        (bars.len().saturating_mul(10), bars.first().map(|bar| bar.label.clone()), bars.last().map(|bar| bar.label.clone()));
    // How much the highest bar stands for; where there is none, that nothing is missing.
    let highest = if bars.iter().any(|bar| bar.all > 0) {
        t!(language, common.chart.highest, most = number(language, most))
    } else {
        t!(language, common.chart.nothing).to_owned()
    };
    let keys = bars.iter().any(|bar| bar.marked > 0).then(|| {
        view! { <span class="keys" aria-hidden="true"><span class="key">{all}</span> " " <span class="key marked">{marked}</span></span> }
    });
    view! {
        <figure class="chart">
            <figcaption>{title.clone()} " " {keys}</figcaption>
            <svg viewBox=format!("0 0 {width} {HEIGHT}") preserveAspectRatio="none" role="group" aria-label=title>{drawn.collect_view()}</svg>
            <p class="axis" aria-hidden="true"><span>{first}</span> <span>{highest}</span> <span>{last}</span></p>
            {behind(language, of, &[all, marked], bars.iter().map(|bar| (bar, vec![bar.all, bar.marked])))}
        </figure>
    }
    .into_any()
}

/// The figure of kinds, in the order in which they are given: each is a bar that lies below its name. Nothing of them stands out. Where there
/// is little room it is folded, or whatever stands below it begins behind all of them.
pub fn lying(request: &Request, said: Said, bars: &[Bar]) -> AnyView {
    let language = request.language;
    let Said { title, of, all, .. } = said;
    let most = bars.iter().map(|bar| bar.all).max().unwrap_or(0).max(1);
    let drawn = bars.iter().map(|bar| {
        let long = bar.all.saturating_mul(LENGTH).checked_div(most).unwrap_or(0).max(1);
        let count = number(language, bar.all);
        let told = format!("{count} {all}");
        view! {
            <li>
                <a href=bar.href.clone()>
                    <span>{bar.label.clone()}</span> " " <span class="number" aria-hidden="true">{count}</span> " "
                    <svg viewBox=format!("0 0 {LENGTH} 1") preserveAspectRatio="none" role="img" aria-label=told>
                        <rect class="under" width=LENGTH.to_string() height="1"></rect>
                        <rect class="bar" width=long.to_string() height="1"></rect>
                    </svg>
                </a>
            </li>
        }
    });
    let (drawn, label, summary) = (drawn.collect_view(), title.clone(), title.clone());
    view! {
        <figure class="chart lying" aria-label=label>
            <details class="folded" id="kinds">
                <summary>{summary}</summary>
                <p class="caption">{title}</p>
                <ul>{drawn}</ul>
                {behind(language, of, &[all], bars.iter().map(|bar| (bar, vec![bar.all])))}
            </details>
        </figure>
    }
    .into_any()
}

/// The table behind a figure: what its bars are of, and how many there are of each kind that is told.
fn behind<'a>(language: Language, of: &'static str, told: &[&'static str], bars: impl Iterator<Item = (&'a Bar, Vec<i64>)>) -> AnyView {
    let headings = told.iter().map(|heading| view! { <th scope="col" class="number">{*heading}</th> }).collect_view();
    let rows = bars.map(|(bar, counts)| {
        let counts = counts.into_iter().map(|count| view! { <td class="number">{number(language, count)}</td> }).collect_view();
        view! { <tr><th scope="row"><a href=bar.href.clone()>{bar.label.clone()}</a></th> {counts}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <details>
            <summary>{t!(language, common.chart.table)}</summary>
            <table>
                <thead><tr><th scope="col">{of}</th> {headings}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </details>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: Names = Names { from: "from", to: "to", hour: "hour" };

    fn of(zone: &str, from: &str, until: &str) -> Vec<Span> {
        let at = |text: &str| Moment::from_millis(text.parse::<Timestamp>().unwrap().as_millisecond());
        spans(Language::En, zone, at(from), at(until), NAMES)
    }

    #[test]
    fn a_day_has_the_hours_that_it_has_each_told_from_the_other() {
        for (from, until, hours) in [
            ("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z", 25),
            ("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z", 23),
            ("2026-06-01T22:00:00Z", "2026-06-02T22:00:00Z", 24),
        ] {
            let spans = of("Europe/Berlin", from, until);
            let labels: std::collections::BTreeSet<&str> = spans.iter().map(|span| span.label.as_str()).collect();
            assert_eq!((spans.len(), labels.len()), (hours, hours), "{from}");
            assert!(spans.windows(2).all(|two| two[0].until == two[1].from));
            for span in spans {
                assert_eq!(hour(&span.asked[0].1), Some((span.from, span.until)));
            }
        }
    }

    #[test]
    fn longer_ranges_are_told_by_days_and_by_months() {
        let week = of("America/New_York", "2026-11-20T05:00:00Z", "2026-11-27T05:00:00Z");
        assert_eq!((week.len(), week[0].asked.clone()), (7, vec![("from", "2026-11-20".to_owned()), ("to", "2026-11-20".to_owned())]));
        let year = of("UTC", "2026-01-15T00:00:00Z", "2026-12-24T00:00:00Z");
        assert_eq!((year.len(), year[1].asked.clone()), (12, vec![("from", "2026-02-01".to_owned()), ("to", "2026-02-28".to_owned())]));
        // A bar of a month led to days before and after those that had been asked for, which it did not count.
        let asked = |at: usize| year[at].asked.iter().map(|(_, day)| day.clone()).collect::<Vec<_>>();
        assert_eq!(
            (asked(0), asked(11)),
            (vec!["2026-01-15".to_owned(), "2026-01-31".to_owned()], vec!["2026-12-01".to_owned(), "2026-12-23".to_owned()])
        );
        assert!(of("UTC", "2026-01-15T00:00:00Z", "2026-01-15T00:00:00Z").is_empty());
        assert!(of("UTC", "0001-01-01T00:00:00Z", "9999-01-01T00:00:00Z").len() <= MOST);
    }
}
