//! Customers > Login as Customer Log: every visit, newest first, and a page for each that lists what was changed.

use domain::{assistance::Visit, audit::Recorded, caller::right, failure::Failure, list::Cursor, stores::Language};
use leptos::prelude::*;
use store::{Listed, Store};
use ui::{
    format, t,
    table::{Pager, address},
    web::{Reply, Request},
    words,
};

const PAGE: usize = 20;
const EVENTS: usize = 50;

pub async fn show(store: Store, request: Request) -> Result<Reply, Failure> {
    let permit = request.caller.permit::<right::LoginAsCustomerLog>()?;
    if !request.config.login_as_customer_enabled() {
        return Err(Failure::NotFound);
    }
    let (listed, total) = store.visits(&permit, &request.cursor(), PAGE).await?;
    let language = request.language;
    let title = t!(language, log.title);
    Ok(crate::layout::page(&request, title, || {
        let link = |name, key: &String| address("/admin/login-as-customer-log", &[(name, key)]);
        let (previous, next) = (listed.previous.as_ref().map(|k| link("before", k)), listed.next.as_ref().map(|k| link("after", k)));
        let empty = listed.items.is_empty();
        let rows = listed.items.iter().map(|v| row(&request, v)).collect_view();
        view! {
            <div class="heading"><h1>{title}</h1> <span class="count">{t!(language, table.records, count = total)}</span></div>
            <table class="stack">
                <thead><tr>
                    <th scope="col">{t!(language, log.logged_in)}</th>
                    <th scope="col">{t!(language, log.admin_name)}</th>
                    <th scope="col">{t!(language, log.customer)}</th>
                    <th scope="col">{t!(language, log.customer_email)}</th>
                    <th scope="col">{t!(language, log.ended)}</th>
                    <th scope="col">{t!(language, log.how)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {empty.then(|| view! { <p class="empty">{t!(language, log.empty)}</p> })}
            <Pager language previous next />
        }
    }))
}

fn time(request: &Request, at: domain::time::Moment) -> impl IntoView + use<> {
    let text = request.time(at);
    view! { <time datetime=format::machine_time(at)>{text}</time> }
}

fn how(language: Language, visit: &Visit) -> impl IntoView + use<> {
    match visit.times.ended {
        Some(cause) => view! { <span>{words::end_cause(language, cause)}</span> }.into_any(),
        None => view! { <span class="live">{t!(language, log.live)}</span> }.into_any(),
    }
}

fn row(request: &Request, visit: &Visit) -> impl IntoView + use<> {
    let language = request.language;
    let href = format!("/admin/login-as-customer-log/{}", visit.id);
    view! {
        <tr>
            <th scope="row"><a href=href>{time(request, visit.times.started)}</a></th>
            <td data-label=t!(language, log.admin_name)>{visit.staff_name.clone()}</td>
            <td data-label=t!(language, log.customer)>{visit.customer_name.clone()}</td>
            <td data-label=t!(language, log.customer_email)>{visit.customer_email.clone()}</td>
            <td data-label=t!(language, log.ended)>{visit.ended_at.map(|at| time(request, at))}</td>
            <td data-label=t!(language, log.how)>{how(language, visit)}</td>
        </tr>
    }
}

/// One visit: its frame, and all that happened in it.
pub async fn visit(store: Store, request: Request) -> Result<Reply, Failure> {
    let permit = request.caller.permit::<right::LoginAsCustomerLog>()?;
    if !request.config.login_as_customer_enabled() {
        return Err(Failure::NotFound);
    }
    let visit = store.visit(&permit, request.id("id")?).await?;
    let cursor = request.cursor();
    let first = cursor == Cursor::First;
    let events: Listed<Recorded> = store.visit_events(&permit, visit.id, &cursor, EVENTS).await?;
    let language = request.language;
    let title = t!(language, log.visit_title, staff = visit.staff_name.as_str(), customer = visit.customer_name.as_str());
    Ok(crate::layout::page(&request, &title, || {
        let here = request.here();
        let next = events.next.as_ref().map(|key| address(&here, &[("after", key)]));
        let previous = (!first).then(|| here.clone());
        let changed = events.items.iter().any(|e| !e.changes.is_empty()) || !first || next.is_some();
        let rows = events.items.iter().map(|e| event(&request, e)).collect_view();
        view! {
            <h1>{title.clone()}</h1>
            <dl class="facts">
                <div><dt>{t!(language, log.customer_email)}</dt><dd>{visit.customer_email.clone()}</dd></div>
                <div><dt>{t!(language, log.website)}</dt><dd>{visit.website_name.clone()}</dd></div>
                <div><dt>{t!(language, log.started)}</dt><dd>{time(&request, visit.times.started)}</dd></div>
                <div><dt>{t!(language, log.ended)}</dt><dd>{visit.ended_at.map(|at| time(&request, at))}</dd></div>
                <div><dt>{t!(language, log.how)}</dt><dd>{how(language, &visit)}</dd></div>
            </dl>
            <h2>{t!(language, log.actions)}</h2>
            {(!changed).then(|| view! { <p class="empty">{t!(language, log.nothing)}</p> })}
            <table class="stack">
                <thead><tr>
                    <th scope="col">{t!(language, log.time)}</th>
                    <th scope="col">{t!(language, log.action)}</th>
                    <th scope="col">{t!(language, log.object)}</th>
                    <th scope="col">{t!(language, log.changes)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            <Pager language previous next />
            <p><a class="button" href="/admin/login-as-customer-log">{t!(language, form.back)}</a></p>
        }
    }))
}

fn event(request: &Request, event: &Recorded) -> impl IntoView + use<> {
    let language = request.language;
    let mut lines: Vec<String> = event.changes.iter().map(|c| words::change(language, c)).collect();
    lines.extend(event.reason.as_deref().map(|code| t!(language, log.reason, reason = words::reason(language, code))));
    let lines = lines.into_iter().map(|text| view! { <li>{text}</li> }).collect_view();
    view! {
        <tr>
            <td>{time(request, event.at)}</td>
            <td data-label=t!(language, log.action)>{words::action(language, event.action)}</td>
            <td data-label=t!(language, log.object)>{event.object.clone()}</td>
            <td data-label=t!(language, log.changes)><ul class="changes">{lines}</ul></td>
        </tr>
    }
}
