//! Customers > Login as Customer Log: every visit, newest first, and a page for each that lists what was changed.

use crate::{grids, layout};
use domain::{
    assistance::Visit,
    audit::Recorded,
    caller::{Permit, right},
    failure::Failure,
    list::{Cursor, Sort},
    time::Moment,
};
use futures::{StreamExt, future::ready};
use leptos::prelude::*;
use store::{Store, Visited};
use ui::{
    format,
    grid::{Column, Grid},
    live::{Batch, Cell, LiveGrid, content, rows},
    t,
    table::{Pager, address},
    web::{Reply, Request},
    words,
};

/// How many events of a visit a page holds.
const EVENTS: usize = 50;

/// Whoever missed more events than this reloads the page.
const FAR: i64 = 2_000;

pub(crate) const LIVE: &str = "/admin/login-as-customer-log/live";

pub(crate) static LOG: Grid<Visit> = Grid {
    name: "login-as-customer-log",
    path: "/admin/login-as-customer-log",
    title: |l| t!(l, assistance.log.title),
    search: None,
    columns: &[
        Column::new("logged_in", |l| t!(l, assistance.log.logged_in), |_, v: &Visit| format::machine_time(v.times.started))
            .cell(|request, v| moment(request, v.times.started)),
        Column::new("admin_name", |l| t!(l, assistance.log.admin_name), |_, v: &Visit| v.staff_name.clone()),
        Column::new("customer", |l| t!(l, assistance.log.customer), |_, v: &Visit| v.customer_name.clone()),
        Column::new("customer_email", |l| t!(l, assistance.log.customer_email), |_, v: &Visit| v.customer_email.clone()),
        Column::new("ended", |l| t!(l, assistance.log.ended), |_, v: &Visit| v.ended_at.map(format::machine_time).unwrap_or_default())
            .cell(|request, v| v.ended_at.map(|at| moment(request, at)).unwrap_or_default()),
        Column::new("how", |l| t!(l, assistance.log.how), |request, v: &Visit| how(request, v).to_owned()).cell(how_shown),
    ],
    filters: &[],
    sort: Sort { by: "age", down: true },
    link: Some(|v| format!("/admin/login-as-customer-log/{}", v.id)),
    buttons: None,
    actions: None,
    mass: None,
    live: Some(LiveGrid { path: LIVE, key: |v| v.id.to_string() }),
    empty: |l| t!(l, assistance.log.empty),
};

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::LoginAsCustomerLog>) -> Result<Reply, Failure> {
    if !request.config.login_as_customer_enabled() {
        return Err(Failure::NotFound);
    }
    let by = store.by(&permit);
    let by = &by;
    let place = by.last_place().await?;
    grids::show(&store, &request, &permit, &LOG, Some(place), |query, size| async move { by.visits(&query.cursor, size).await }).await
}

/// What happens in the log, as it happens: as a stream, or what was missed since a place.
pub(crate) async fn follow(store: Store, request: Request, permit: Permit<right::LoginAsCustomerLog>) -> Result<Reply, Failure> {
    if !request.config.login_as_customer_enabled() {
        return Err(Failure::NotFound);
    }
    let columns = grids::followed(&request, &LOG);
    let batch = |request: &Request, columns: &[&Column<Visit>], visited: &Visited| Batch {
        after: visited.after,
        place: visited.place,
        rows: rows(request, &LOG, columns, &visited.visits),
    };
    let by = store.by(&permit);
    let asked = request.query.get("place").map(|place| place.parse().map_err(|_| Failure::Malformed)).transpose()?;
    let last = by.last_place().await?;
    let place = request.heard.or(asked).unwrap_or(last);
    if !(0..=FAR).contains(&last.saturating_sub(place)) {
        return Err(Failure::Outdated);
    }
    if request.query.get("once").is_none() {
        let shop = store.clone();
        let followed = by.follow(place).take_while(move |_| ready(shop.config().login_as_customer_enabled()));
        return Ok(Reply::live(followed.map(move |visited| batch(&request, &columns, &visited))));
    }
    let (mut place, mut missed) = (place, Vec::new());
    while let Some(visited) = by.visited_after(place).await? {
        place = visited.place;
        missed.push(batch(&request, &columns, &visited));
    }
    Ok(Reply::json(serde_json::to_string(&missed).map_err(|_| Failure::Internal)?))
}

fn moment(request: &Request, at: Moment) -> Cell {
    Cell { time: Some(format::machine_time(at)), ..Cell::of(request.time(at)) }
}

fn time(request: &Request, at: Moment) -> AnyView {
    content(moment(request, at))
}

fn how(request: &Request, visit: &Visit) -> &'static str {
    let language = request.language;
    visit.times.ended.map_or_else(|| t!(language, assistance.log.live), |cause| words::end_cause(language, cause))
}

fn how_shown(request: &Request, visit: &Visit) -> Cell {
    let class = visit.times.ended.is_none().then(|| "live".to_owned());
    Cell { class, ..Cell::of(how(request, visit)) }
}

/// One visit: its frame, and all that happened in it.
pub(crate) async fn visit(store: Store, request: Request, permit: Permit<right::LoginAsCustomerLog>) -> Result<Reply, Failure> {
    if !request.config.login_as_customer_enabled() {
        return Err(Failure::NotFound);
    }
    let visit = store.by(&permit).visit(request.id("id")?).await?;
    let cursor = request.cursor()?;
    let first = cursor == Cursor::First;
    let events = store.by(&permit).visit_events(visit.id, &cursor, EVENTS).await?;
    let language = request.language;
    let title = t!(language, assistance.log.visit_title, staff = visit.staff_name.as_str(), customer = visit.customer_name.as_str());
    Ok(layout::page(&request, &title, || {
        let here = request.here();
        let next = events.next.as_ref().map(|key| address(&here, &[("after", key)]));
        let previous = (!first).then(|| here.clone());
        let changed = events.items.iter().any(|e| !e.changes.is_empty()) || !first || next.is_some();
        let rows = events.items.iter().map(|e| event(&request, e)).collect_view();
        view! {
            <h1>{title.clone()}</h1>
            <dl class="facts">
                <div><dt>{t!(language, assistance.log.customer_email)}</dt><dd>{visit.customer_email.clone()}</dd></div>
                <div><dt>{t!(language, assistance.log.website)}</dt><dd>{visit.website_name.clone()}</dd></div>
                <div><dt>{t!(language, assistance.log.started)}</dt><dd>{time(&request, visit.times.started)}</dd></div>
                <div><dt>{t!(language, assistance.log.ended)}</dt><dd>{visit.ended_at.map(|at| time(&request, at))}</dd></div>
                <div><dt>{t!(language, assistance.log.how)}</dt><dd>{content(how_shown(&request, &visit))}</dd></div>
            </dl>
            <h2>{t!(language, audit.event.actions)}</h2>
            {(!changed).then(|| view! { <p class="empty">{t!(language, audit.event.nothing)}</p> })}
            <table class="stack">
                <thead><tr>
                    <th scope="col">{t!(language, audit.event.time)}</th>
                    <th scope="col">{t!(language, audit.event.action)}</th>
                    <th scope="col">{t!(language, audit.event.object)}</th>
                    <th scope="col">{t!(language, audit.event.changes)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <Pager language previous next />
            <p><a class="button" href="/admin/login-as-customer-log">{t!(language, common.form.back)}</a></p>
        }
    }))
}

fn event(request: &Request, event: &Recorded) -> impl IntoView + use<> {
    let language = request.language;
    let mut lines: Vec<String> = event.changes.iter().map(|c| words::change(language, c)).collect();
    lines.extend(event.reason.as_deref().map(|code| t!(language, audit.event.reason, reason = words::reason(language, code))));
    let lines = lines.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    view! {
        <tr>
            <td>{time(request, event.at)}</td>
            <td data-label=t!(language, audit.event.action)>{words::action(language, event.action)}</td>
            <td data-label=t!(language, audit.event.object)>{event.object.clone()}</td>
            <td data-label=t!(language, audit.event.changes)><ul class="changes">{lines}</ul></td>
        </tr>
    }
}
