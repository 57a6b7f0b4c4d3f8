//! One visit of the log: its frame, and all that happened in it, the newest first. Its first page stays fresh.

use super::{
    is_on,
    log::{LIVE, LOG, how_shown, moment},
};
use crate::{audit::report::history_of_visit, follow::tell, layout, live_table::LiveTable, sheet::Head};
use domain::{
    assistance::Visit,
    audit::Recorded,
    caller::{Permit, right},
    failure::Failure,
    ids::VisitId,
    list::{Cursor, Listed},
    stores::Language,
};
use futures::future::{ready, try_join};
use leptos::prelude::*;
use std::sync::Arc;
use store::{Happened, Store};
use ui::{
    live::{Batch, Cell, FOR, Following, LiveTexts, Row, content},
    named::{isolated, named},
    shown, t,
    table::{Pager, address},
    web::{Reply, Request},
    words::{self, Places},
};

/// How many events a page holds.
const EVENTS: usize = 50;

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::LoginAsCustomerLog>) -> Result<Reply, Failure> {
    if !request.config.login_as_customer_enabled() {
        return Err(Failure::NotFound);
    }
    let by = store.by(&permit);
    let cursor = request.cursor()?;
    // Read before what is shown, so that nothing falls between.
    let place = by.last_place().await?;
    let visit = by.visit(request.id("id")?).await?;
    // Reading it is told in the record: once, not for each page of it.
    let telling = by.tell_of_reading_one(&visit, cursor != Cursor::First);
    let (events, ()) = try_join(by.visit_events(visit.id, &cursor, EVENTS), telling).await?;
    let language = request.language;
    let (staff, customer) = (isolated(&visit.staff_name), isolated(&visit.customer_name));
    let title = t!(language, assistance.log.visit_title, staff = &*staff, customer = &*customer);
    Ok(layout::page(&request, &title, || {
        let here = request.here();
        let next = events.next.as_ref().map(|key| address(&here, &[("after", key)]));
        let previous = (cursor != Cursor::First).then(|| here.clone());
        let table = if cursor == Cursor::First { followed(&request, &visit, &events, place) } else { plain(&request, &events) };
        let acts = vec![history_of_visit(&request, visit.id)];
        let head = Head { acts, ..Head::of(title.clone().into_any(), LOG.path) };
        view! {
            {head.show(&request)}
            {facts(&request, &visit)}
            <h2>{t!(language, audit.event.actions)}</h2>
            {table}
            {shown::clock(&request)}
            <Pager language previous next />
        }
    }))
}

/// What is done in a visit, as it is done.
pub(crate) async fn follow(store: Store, request: Request, permit: Permit<right::LoginAsCustomerLog>) -> Result<Reply, Failure> {
    let id: VisitId = request.id("id")?;
    let permit = Arc::new(permit);
    let by = store.by(&*permit);
    let visit = by.visit(id).await?;
    let asked = request.clone();
    let batch = move |happened: Arc<Happened>| {
        let of_it = happened.events.iter().filter(|event| event.visit == Some(id));
        let rows = of_it.map(|event| row(&asked, event)).collect();
        ready(Ok(Batch { after: happened.after, place: happened.place, rows, gone: Vec::new() }))
    };
    tell(store.clone(), &request, &permit, is_on, by.tell_of_reading_one(&visit, true), batch).await
}

/// The frame. It is read again with whatever happens.
fn facts(request: &Request, visit: &Visit) -> AnyView {
    let language = request.language;
    let time = |at| request.time(at).into_any();
    view! {
        <dl class="facts" id="facts" data-refreshed="">
            <div><dt>{t!(language, assistance.log.customer_email)}</dt><dd>{visit.customer_email.clone()}</dd></div>
            <div><dt>{t!(language, assistance.log.website)}</dt><dd>{named(&visit.website_name)}</dd></div>
            <div><dt>{t!(language, assistance.log.started)}</dt><dd>{time(visit.times.started)}</dd></div>
            <div><dt>{t!(language, assistance.log.ended)}</dt><dd>{visit.ended_at.map_or_else(|| "–".into_any(), time)}</dd></div>
            <div><dt>{t!(language, assistance.log.how)}</dt><dd>{content(how_shown(request, visit))}</dd></div>
            <div><dt>{t!(language, audit.report.visit)}</dt><dd><code>{visit.id.to_string()}</code></dd></div>
        </dl>
    }
    .into_any()
}

fn headings(language: Language) -> Vec<String> {
    let words = [
        t!(language, audit.event.time),
        t!(language, audit.event.action),
        t!(language, audit.event.object),
        t!(language, audit.event.changes),
    ];
    words.map(str::to_owned).into()
}

fn row(request: &Request, event: &Recorded) -> Row {
    let language = request.language;
    let mut lines: Vec<String> = event.changes.iter().map(|c| words::change(language, Places::seen(request), c)).collect();
    lines.extend(event.reason.as_deref().map(|code| t!(language, audit.event.reason, reason = words::reason(language, code))));
    let changes = match lines.is_empty() {
        true => Cell::of("–").spare(),
        false => Cell { class: Some("changes".to_owned()), ..Cell::of(lines.join("\n")) },
    };
    let cells = vec![moment(request, event.at), Cell::of(words::action(language, event.action)), Cell::of(event.object_name()), changes];
    Row { key: event.id.to_string(), cells }
}

fn followed(request: &Request, visit: &Visit, events: &Listed<Recorded>, place: i64) -> AnyView {
    let language = request.language;
    let identity = request.caller.identity().to_string();
    let address = |path: &str| address(path, &[("language", language.tag()), (FOR, &identity)]);
    let (url, stream) = (address(&format!("{}/{}/live", LOG.path, visit.id)), address(LIVE));
    let following = Following {
        headings: headings(language),
        plain: Vec::new(),
        rows: events.items.iter().map(|event| row(request, event)).collect(),
        place,
        most: EVENTS,
        is_newest: false,
        total: None,
        empty: t!(language, audit.event.nothing).to_owned(),
        url,
        stream,
        here: request.target_href(),
        texts: LiveTexts::of(language),
    };
    view! { <LiveTable following /> }.into_any()
}

/// An older page, which does not change under the eyes of its reader.
fn plain(request: &Request, events: &Listed<Recorded>) -> AnyView {
    let headings = headings(request.language);
    let rows = events.items.iter().map(|event| {
        let cells = row(request, event).cells.into_iter().zip(headings.clone());
        let cells = cells.map(|(cell, heading)| view! { <td data-label=heading>{content(cell)}</td> });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    let rows = rows.collect_view();
    let headings = headings.into_iter().map(|heading| view! { <th scope="col">{heading}</th> }).collect_view();
    view! { <table class="stack"><thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table> }.into_any()
}
