//! System > Action Logs > Report: all that happened, the newest first.

use super::{called::with_names, export};
use crate::{
    follow::tell,
    grids::{self, Above},
    sales::grid::class_of,
};
use domain::{
    audit::{
        Action, Change, Group, Recorded,
        report::{self, Called, Wanted},
    },
    caller::{Permit, Proof, right},
    failure::Failure,
    ids::VisitId,
    list::{Cursor, Filter as Passes, Query, Sort},
    time::Moment,
};
use futures::future::try_join;
use leptos::prelude::*;
use std::{sync::Arc, time::Duration};
use store::{Chart, Counted, Happened, Report, Store};
use ui::{
    chart::{self, Bar, Names, Said, Span},
    format,
    grid::{Column, Filter, FilterKind, Grid},
    live::{Batch, Cell, LiveGrid, rows},
    t,
    web::{Reply, Request},
    words,
};

pub(crate) const PATH: &str = "/admin/action-logs/report";
pub(super) const LIVE: &str = "/admin/action-logs/report/live";

pub(crate) static REPORT: Grid<Recorded> = Grid {
    name: "action-logs",
    path: PATH,
    title: |l| t!(l, audit.report.title),
    search: Some(|l| t!(l, audit.report.search)),
    columns: &[
        Column::new("time", |l| t!(l, audit.event.time), |_, e: &Recorded| format::machine_time(e.at)).time().cell(moment),
        Column::new("group", |l| t!(l, audit.report.group), |request, e: &Recorded| group(request, e).to_owned()).plain(),
        Column::new("action", |l| t!(l, audit.event.action), |request, e: &Recorded| words::action(request.language, e.action).to_owned())
            .plain(),
        Column::new("ip", |l| t!(l, audit.report.address), |_, e: &Recorded| e.address.clone()).cell(|_, e| short(&e.address)).plain(),
        Column::new("username", |l| t!(l, audit.report.user), |_, e: &Recorded| e.user_name().to_owned()).cell(|_, e| who(e.user_name())),
        Column::new("result", |l| t!(l, audit.report.result), |request, e: &Recorded| result(request, e).to_owned())
            .cell(result_shown)
            .plain(),
        Column::new("full_action_name", |l| t!(l, audit.report.full_name), |_, e: &Recorded| e.action.code().to_owned())
            .cell(|_, e| Cell::code(e.action.code()).spare())
            .plain(),
        Column::new("details", |l| t!(l, audit.report.details), |request, e: &Recorded| details(request, e)).cell(details_shown).plain(),
        // In a file the whole address: there it stands by itself.
        Column::new(
            "full_details",
            |l| t!(l, audit.report.full_details),
            |request, e: &Recorded| format!("{}{}", request.base_url, address(e.place.unwrap_or_default())),
        )
        .cell(whole)
        .plain(),
        Column::new("entry", |l| t!(l, audit.report.entry), |_, e: &Recorded| e.place.unwrap_or_default().to_string()).number().on_demand(),
    ],
    filters: &[
        Filter { key: report::TIME, label: |l| t!(l, audit.event.time), kind: FilterKind::Dates },
        Filter { key: report::GROUP, label: |l| t!(l, audit.report.group), kind: FilterKind::Choice(groups) },
        Filter { key: report::ACTION, label: |l| t!(l, audit.event.action), kind: FilterKind::Choice(actions) },
        Filter { key: report::ADDRESS, label: |l| t!(l, audit.report.address), kind: FilterKind::Text },
        Filter { key: report::USER, label: |l| t!(l, audit.report.user), kind: FilterKind::Text },
        Filter { key: report::RESULT, label: |l| t!(l, audit.report.result), kind: FilterKind::Choice(results) },
        Filter { key: report::FULL_NAME, label: |l| t!(l, audit.report.full_name), kind: FilterKind::Text },
        Filter { key: report::DETAILS, label: |l| t!(l, audit.report.details), kind: FilterKind::Text },
        Filter { key: report::CUSTOMER, label: |l| t!(l, audit.report.customer), kind: FilterKind::Text },
        Filter { key: report::VISIT, label: |l| t!(l, audit.report.visit), kind: FilterKind::Text },
        Filter { key: report::THING, label: |l| t!(l, audit.report.thing), kind: FilterKind::Text },
        Filter { key: report::HOUR, label: |l| t!(l, audit.report.hour), kind: FilterKind::Hour },
        Filter { key: report::REQUEST, label: |l| t!(l, audit.report.request), kind: FilterKind::Led },
        Filter { key: report::OBJECT, label: |l| t!(l, audit.report.history), kind: FilterKind::Led },
    ],
    sort: Sort { by: "place", down: true },
    link: Some(|e| address(e.place.unwrap_or_default())),
    buttons: None,
    actions: None,
    mass: None,
    live: Some(LiveGrid { path: LIVE, key: |e| format!("{:019}", e.place.unwrap_or_default()) }),
    exports: Some(export::asking),
    further: None,
    empty: |l| t!(l, audit.report.empty),
};

/// The way to all that is known of an event, at the end of its row, as Adobe's admins know it; the row's heading leads there too.
fn whole(request: &Request, event: &Recorded) -> Cell {
    Cell { href: Some(address(event.place.unwrap_or_default())), ..Cell::of(t!(request.language, audit.report.view)).spare() }
}

/// The page of an event.
pub(crate) fn address(place: i64) -> String {
    format!("{PATH}/{place}")
}

/// The way to all that happened to something, or was done by it.
pub(crate) fn history(request: &Request, kind: &str, id: impl ToString) -> Option<AnyView> {
    led(request, report::OBJECT, &report::object_key(kind, &id.to_string()))
}

/// The same of a visit: whatever was done in it, and not only what is shown in its log.
pub(crate) fn history_of_visit(request: &Request, id: VisitId) -> Option<AnyView> {
    led(request, report::VISIT, &id.to_string())
}

fn led(request: &Request, filter: &str, value: &str) -> Option<AnyView> {
    let is_known = request.caller.holds(domain::access::Resource::ActionLogsReport);
    let href = ui::table::address(PATH, &[(filter, value)]);
    is_known.then(|| view! { <a class="button" href=href>{t!(request.language, audit.report.history)}</a> }.into_any())
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::ActionLogsReport>) -> Result<Reply, Failure> {
    let is_first = is_first(&request)?;
    let request = with_names(&store, &permit, &REPORT.asked(&request), request).await?;
    let by = store.by(&permit);
    let found = by.report(&REPORT.readable(&request)?, &words::called(request.language)).await?;
    let found = &found;
    let read = |query: Query, size| async move { try_join(found.page(&query.cursor, size), found.count()).await };
    let asked = &request;
    let above = async |query: &Query| {
        let more_than = found.more_than().await?;
        let view = if is_first {
            Some(above(found, asked, query).await?)
        } else {
            found.searched(&query.cursor).map(|searched| looked_through(asked, searched))
        };
        Ok::<_, Failure>(Above { view, more_than })
    };
    let showing = grids::show_below(&store, &request, &permit, &REPORT, Some(found.place()), read, above);
    // Reading the record is told in it, with what was asked: once, not for each page of it. Nobody waits for one and then for the other.
    let telling = async {
        if REPORT.is_unread(&request) { Ok(()) } else { by.tell_of_reading(asked_of(&request), !is_first).await.map_err(Failure::from) }
    };
    try_join(showing, telling).await.map(|(reply, ())| reply)
}

/// What is asked, as the record tells of it.
fn asked_of(request: &Request) -> Vec<Change> {
    export::told(&REPORT.asked(request))
}

/// While events come in, the chart is made anew so often, in milliseconds.
const CHART_REFRESHED: u32 = 10_000;
/// Without days that are asked for, so many of the last ones are told in bars.
const LAST_DAYS: u32 = 7;
pub(crate) const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);
pub(crate) const NAMES: Names = Names { from: "time-from", to: "time-to", hour: report::HOUR };

/// What is asked for, by time and by group; and that the index is being made, while it is.
async fn above(found: &Report<'_>, request: &Request, query: &Query) -> Result<AnyView, Failure> {
    let language = request.language;
    let range = |name| match query.filters.get(name) {
        Some(Passes::Between(from, until)) => (*from, *until),
        Some(Passes::Is(_) | Passes::Numbers(..)) | None => (None, None),
    };
    let ((from, until), (begins, ends)) = (range(report::TIME), range(report::HOUR));
    let now = request.caller.origin().at;
    let until = ends.or(until).unwrap_or(now).min(now.plus(A_DAY));
    // Of what begins after all that is drawn, nothing is.
    let asked = begins.or(from).map(|from| from.min(until));
    let from = asked.unwrap_or_else(|| until.minus(A_DAY.saturating_mul(LAST_DAYS)));
    let spans = chart::spans(language, request.time_zone(), from, until, NAMES);
    let bounds: Vec<Moment> = spans.iter().map(|span| span.from).chain(spans.last().map(|span| span.until)).collect();
    let counted = found.chart(&bounds).await?;
    let bars: Vec<Bar> = spans.iter().zip(&counted.bars).map(|(span, counted)| bar(request, span, *counted)).collect();
    let (all, failed) =
        counted.bars.iter().fold((0_i64, 0_i64), |(all, failed), bar| (all.saturating_add(bar.all), failed.saturating_add(bar.failed)));
    let (all, failed) = (format::number(language, all), format::number(language, failed));
    // From where the bars begin: of a very long time not all is drawn, and where nothing was asked for the first day is counted whole.
    let first = bounds.first().map_or(from, |first| asked.map_or(*first, |asked| asked.max(*first)));
    let [first, last] = [first, until].map(|at| format::time(language, request.time_zone(), at));
    let said = Said {
        // By which clock: times below are of the same.
        title: t!(
            language,
            audit.report.chart,
            all = all.as_str(),
            failed = failed.as_str(),
            from = first.as_str(),
            until = last.as_str(),
            zone = request.time_zone()
        ),
        of: t!(language, audit.event.time),
        all: t!(language, audit.report.events),
        marked: t!(language, audit.report.failed),
    };
    let being_made = found.found_up_to().map(|found| being_made(request, found));
    // Whoever narrows it to a group sees what its bar counts: where nothing was asked for, from the first day on.
    let since = bounds.first().filter(|_| asked.is_none()).map(|first| format::day_of(request.time_zone(), *first));
    let groups = by_group(request, &counted, since.as_deref());
    // It moves with the rows below, which come by themselves.
    Ok(view! { <div data-refreshed=CHART_REFRESHED>{being_made} {chart::bars(request, said, &bars)} {groups}</div> }.into_any())
}

/// That of so many events not all are found yet.
pub(crate) fn being_made(request: &Request, (found, all): (i64, i64)) -> AnyView {
    let language = request.language;
    let (found, all) = (format::number(language, found), format::number(language, all));
    view! { <p class="notice" role="status">{t!(language, audit.report.being_made, found = found.as_str(), all = all.as_str())}</p> }
        .into_any()
}

/// How far the pages before this one have searched what is not in the index yet.
fn looked_through(request: &Request, (searched, all): (i64, i64)) -> AnyView {
    let language = request.language;
    let (searched, all) = (format::number(language, searched), format::number(language, all));
    view! { <p class="hint" role="status">{t!(language, audit.report.searched, searched = searched.as_str(), all = all.as_str())}</p> }
        .into_any()
}

fn bar(request: &Request, span: &Span, counted: Counted) -> Bar {
    let but: Vec<(&str, &str)> = [(NAMES.from, ""), (NAMES.to, ""), (NAMES.hour, "")].into_iter().collect();
    let named = |name: &str| span.asked.iter().find(|(of, _)| *of == name).map(|(_, value)| value.as_str());
    let but: Vec<(&str, &str)> = but.into_iter().map(|(name, none)| (name, named(name).unwrap_or(none))).collect();
    Bar { label: span.label.clone(), all: counted.all, marked: counted.failed, href: REPORT.link_to(request, &but) }
}

/// The groups, those first of which there is most; each leads to its own.
fn by_group(request: &Request, chart: &Chart, since: Option<&str>) -> Option<AnyView> {
    let language = request.language;
    let mut groups: Vec<(Group, i64)> =
        Group::ALL.into_iter().filter_map(|group| Some((group, *chart.groups.get(group.into_str())?))).collect();
    groups.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let bars = groups.into_iter().map(|(group, all)| {
        let but: Vec<(&str, &str)> = [(report::GROUP, group.into_str())].into_iter().chain(since.map(|day| (NAMES.from, day))).collect();
        let href = REPORT.link_to(request, &but);
        Bar { label: words::action_group(language, group).to_owned(), all, marked: 0, href }
    });
    let bars: Vec<Bar> = bars.collect();
    let said = Said {
        title: t!(language, audit.report.by_group).to_owned(),
        of: t!(language, audit.report.group),
        all: t!(language, audit.report.events),
        marked: "",
    };
    (!bars.is_empty()).then(|| chart::lying(request, said, &bars))
}

/// Whether it is the first page that is asked for.
fn is_first(request: &Request) -> Result<bool, Failure> {
    match request.cursor()? {
        Cursor::First => Ok(true),
        Cursor::After(key) | Cursor::Before(key) => key.parse::<i64>().map(|_| false).map_err(|_| Failure::Malformed),
    }
}

/// What happens, as it happens: as a stream, or what was missed since a place.
pub(super) async fn follow(store: Store, request: Request, permit: Permit<right::ActionLogsReport>) -> Result<Reply, Failure> {
    let (query, called, permit) = (REPORT.query(&request)?, words::called(request.language), Arc::new(permit));
    let by = store.by(&*permit);
    let follower = Arc::new(Follower {
        store: store.clone(),
        permit: Arc::clone(&permit),
        wanted: by.wanted(&query, &called).await?,
        query,
        called,
        columns: grids::followed(&request, &REPORT),
        request: request.clone(),
    });
    let batch = move |happened: Arc<Happened>| {
        let follower = Arc::clone(&follower);
        async move { follower.told(&happened).await }
    };
    tell(store.clone(), &request, &permit, |_| true, by.tell_of_reading(asked_of(&request), true), batch).await
}

/// Who follows the report, and what he asks for.
struct Follower {
    store: Store,
    permit: Arc<Permit<right::ActionLogsReport>>,
    request: Request,
    query: Query,
    called: Arc<Called>,
    /// As it was when he began.
    wanted: Wanted,
    columns: Vec<&'static Column<Recorded>>,
}

impl Follower {
    async fn told(&self, happened: &Happened) -> Result<Batch, Failure> {
        let wanted = self.store.by(&*self.permit).wanted_still(&self.wanted, (&self.query, &self.called), happened.place).await?;
        let rows = rows(&self.request, &REPORT, &self.columns, happened.events.iter().filter(|event| wanted.takes(event)));
        Ok(Batch { after: happened.after, place: happened.place, rows, gone: Vec::new() })
    }
}

pub(crate) fn moment(request: &Request, event: &Recorded) -> Cell {
    Cell { time: Some(format::machine_time(event.at)), ..Cell::of(format::time(request.language, request.time_zone(), event.at)) }
}

pub(super) fn group(request: &Request, event: &Recorded) -> &'static str {
    words::action_group(request.language, event.action.group())
}

pub(super) fn result(request: &Request, event: &Recorded) -> &'static str {
    match event.action.is_failure() {
        true => t!(request.language, audit.report.failure),
        false => t!(request.language, audit.report.success),
    }
}

fn result_shown(request: &Request, event: &Recorded) -> Cell {
    let class = if event.action.is_failure() { "bad nowrap" } else { "nowrap" };
    Cell { class: Some(class.to_owned()), ..Cell::of(result(request, event)) }
}

/// As many lines as it needs; a dash, if there is nothing to say.
fn details_shown(request: &Request, event: &Recorded) -> Cell {
    shown_as("breaks", &details(request, event))
}

/// Who it was. An address goes on in another line behind a part of it: as long as the longest, it took the room of what happened.
fn who(name: &str) -> Cell {
    if name.contains('@') { Cell::code(name) } else { short(name) }
}

/// What is not broken over two lines, unless it is long; a dash, if there is nothing.
fn short(text: &str) -> Cell {
    shown_as(class_of(text), text)
}

fn shown_as(class: &str, text: &str) -> Cell {
    let of = |text: &str| Cell { class: Some(class.to_owned()), ..Cell::of(text) };
    if text.is_empty() { of("–").spare() } else { of(text) }
}

/// What it was done to, as it was called; empty, if it has no object.
pub(super) fn object(request: &Request, event: &Recorded) -> String {
    event.object.as_ref().map(|object| words::object(request.language, object)).unwrap_or_default()
}

/// What it was done to, and why it was refused; empty, if there is nothing to say.
pub(crate) fn details(request: &Request, event: &Recorded) -> String {
    let language = request.language;
    let name = Some(object(request, event)).filter(|name| !name.is_empty());
    let reason = event.reason.as_deref().map(|code| words::reason(language, code));
    let said: Vec<String> = name.into_iter().chain(reason).collect();
    said.join(" · ")
}

fn groups(request: &Request) -> Vec<(String, String)> {
    let groups = Group::ALL.into_iter().map(|group| (group.into_str().to_owned(), words::action_group(request.language, group).to_owned()));
    format::in_order(request.language, groups.collect(), |(_, label)| label.as_str())
}

fn actions(request: &Request) -> Vec<(String, String)> {
    let asked = |name| request.query.get(name).filter(|asked| !asked.is_empty());
    let (group, chosen) = (asked(report::GROUP), asked(report::ACTION));
    // Of a group that was chosen only its own; what was chosen before it is told in any case.
    let is_offered = |action: &Action| group.is_none_or(|group| action.group().into_str() == group) || chosen == Some(action.code());
    let actions = words::actions(request.language);
    actions.iter().filter(|(action, _)| is_offered(action)).map(|(action, name)| (action.code().to_owned(), (*name).to_owned())).collect()
}

fn results(request: &Request) -> Vec<(String, String)> {
    let (success, failure) = (t!(request.language, audit.report.success), t!(request.language, audit.report.failure));
    vec![(report::SUCCESS.to_owned(), success.to_owned()), (report::FAILURE.to_owned(), failure.to_owned())]
}
