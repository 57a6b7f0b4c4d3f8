//! A file that was brought: how its check, and then its import, went. It stays where it is found again, whoever looks away meanwhile.

use super::{CSV, import::PATH};
use crate::{
    layout,
    sheet::Head,
    under_way::{self, LOOK_EVERY, progress},
};
use domain::{
    access::Resource,
    caller::{Permit, Proof, Who, right},
    failure::Failure,
    ids::TransferId,
    jobs::State,
    stores::Language,
    transfer::{Found, Transfer, Work},
};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::Post,
    format,
    named::isolated,
    notice::Notice,
    t,
    web::{Reply, Request},
    words,
};

pub(super) fn address(id: TransferId) -> String {
    format!("{PATH}/{id}")
}

async fn found(store: &Store, request: &Request, permit: &Permit<right::Import>) -> Result<Transfer, Failure> {
    Ok(store.by(permit).import(request.id("id")?).await?)
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::Import>) -> Result<Reply, Failure> {
    let of = found(&store, &request, &permit).await?;
    let language = request.language;
    let title = t!(language, transfer.running.title, name = isolated(&of.name));
    let is_mine = of.staff == permit.id();
    Ok(layout::page(&request, &title.clone(), || {
        let every = (!of.is_over()).then(|| LOOK_EVERY.to_string());
        let refresh = every.is_some().then(|| under_way::refresh(language, address(of.id)));
        let head = Head::of(title.into_any(), PATH);
        view! {
            {head.show(&request)}
            <p class="lead">{settings(language, &of)}</p>
            <p class="hint" role="status" data-said="">{told(language, &of)}</p>
            <div data-fresh=every id="transfer">
                <section class="card">
                    {state(language, &of)}
                    {told_of_file(language, &of.found)}
                    {errors(language, &of)}
                    {acts(&request, &of, is_mine)}
                </section>
                {refresh}
            </div>
        }
    }))
}

fn number(language: Language, n: i64) -> String {
    format::number(language, n)
}

fn settings(language: Language, of: &Transfer) -> String {
    [words::entity(language, of.entity), words::behavior(language, of.behavior), words::strategy(language, of.strategy)].join(" · ")
}

/// In a line, what it is about now.
fn told(language: Language, of: &Transfer) -> String {
    match (of.state, of.work) {
        (State::Waiting, _) => words::job_state(language, of.state).to_owned(),
        (State::Running, Work::Import) => t!(language, transfer.running.importing).to_owned(),
        (State::Running, Work::Check | Work::Export) => t!(language, transfer.running.checking).to_owned(),
        (State::Canceled, _) => t!(language, transfer.running.canceled).to_owned(),
        (State::Failed, _) => words::unread(language, &of.why),
        (State::Done, Work::Import | Work::Export) => t!(language, transfer.running.imported).to_owned(),
        (State::Done, Work::Check) if !of.may_begin() => t!(language, transfer.running.invalid).to_owned(),
        (State::Done, Work::Check) if of.found.errors > 0 => t!(language, transfer.running.invalid_in_part).to_owned(),
        (State::Done, Work::Check) => t!(language, transfer.running.valid).to_owned(),
    }
}

/// How far it is, or how much there was of what.
fn state(language: Language, of: &Transfer) -> AnyView {
    let found = &of.found;
    let is_import = of.work == Work::Import;
    let (rows, entities) = (number(language, found.rows), number(language, found.entities));
    let (invalid, errors) = (number(language, found.invalid), number(language, found.errors));
    let checked = t!(
        language,
        transfer.running.checked,
        rows = rows.as_str(),
        entities = entities.as_str(),
        invalid = invalid.as_str(),
        errors = errors.as_str()
    );
    let counts = super::history::summary(language, of);
    let running = (of.state == State::Running).then(|| {
        let told = if is_import {
            let (done, total) = (number(language, of.done.min(of.total)), number(language, of.total));
            t!(language, transfer.running.rows_done, done = done.as_str(), total = total.as_str())
        } else {
            let of_all = u64::try_from(of.total).unwrap_or(0);
            format::percent(language, u64::try_from(of.done).unwrap_or(0).min(of_all), of_all)
        };
        view! { <p>{progress(of.done, of.total, told)}</p> }
    });
    let counted = is_import.then(|| view! { <p>{counts}</p> });
    view! { {running} <p>{checked}</p> {counted} }.into_any()
}

/// How the file is written, and which of its columns nothing is read of.
fn told_of_file(language: Language, found: &Found) -> AnyView {
    let written = (!found.encoding.is_empty()).then(|| {
        let written = t!(language, transfer.running.written, encoding = found.encoding.as_str(), separator = found.separator.as_str());
        view! { <p class="hint">{written}</p> }
    });
    let ignored = (!found.ignored.is_empty()).then(|| {
        let columns = format::list(language.tag(), &found.ignored);
        view! { <p class="hint">{t!(language, transfer.running.ignored, columns = columns.as_str())}</p> }
    });
    view! { {written} {ignored} }.into_any()
}

fn errors(language: Language, of: &Transfer) -> AnyView {
    if of.found.said.is_empty() {
        return ().into_any();
    }
    let shown: usize = of.found.said.iter().map(|said| said.rows.len()).sum();
    let is_part = i64::try_from(shown).unwrap_or(i64::MAX) < of.found.errors;
    let rows = of.found.said.iter().map(|said| {
        let rows = format::list(language.tag(), &said.rows.iter().map(|row| number(language, *row)).collect::<Vec<_>>());
        view! {
            <tr>
                <td data-label=t!(language, transfer.running.error)>{said.text.clone()}</td>
                <td data-label=t!(language, transfer.running.in_rows)>{rows}</td>
            </tr>
        }
    });
    view! {
        <h2>{t!(language, transfer.running.errors)}</h2>
        {is_part.then(|| view! { <p class="hint">{t!(language, transfer.running.first_errors)}</p> })}
        <table class="stack">
            <thead><tr>
                <th scope="col">{t!(language, transfer.running.error)}</th>
                <th scope="col">{t!(language, transfer.running.in_rows)}</th>
            </tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// What can be done next.
fn acts(request: &Request, of: &Transfer, is_mine: bool) -> AnyView {
    let language = request.language;
    let at = address(of.id);
    let now = request.caller.origin().at;
    let is_kept = of.is_kept(now);
    let begin = (is_mine && is_kept && of.may_begin()).then(|| {
        let button = view! { <button class="button primary">{t!(language, transfer.running.begin)}</button> };
        Post::to(request, format!("{at}/begin")).class("inline").around(button)
    });
    let cancel = (!of.is_over()).then(|| {
        let button = view! { <button class="button">{t!(language, common.form.cancel)}</button> };
        Post::to(request, format!("{at}/cancel")).class("inline").around(button)
    });
    let report = has_report(of, is_open(request, of)).then(|| {
        view! { <a class="button" href=format!("{at}/report")>{t!(language, transfer.running.report)}</a> }
    });
    let left = of.may_resume().then(|| view! { <p class="hint">{t!(language, transfer.running.stays)}</p> });
    let resume = resuming(request, of, "button primary");
    view! { {left} <div class="actions">{begin} {resume} {cancel} {report}</div> }.into_any()
}

/// The button with which whoever brought a file has its import go on that was canceled.
pub(super) fn resuming(request: &Request, of: &Transfer, class: &'static str) -> Option<AnyView> {
    let caller = &request.caller;
    let is_mine = matches!(caller.who(), Who::Staff { id, .. } if *id == of.staff) && caller.holds(Resource::Import);
    (is_mine && of.may_resume() && of.is_kept(caller.origin().at)).then(|| {
        let resume = t!(request.language, transfer.running.resume);
        let button = view! { <button class=class aria-label=format!("{resume}: {}", of.name)>{resume}</button> };
        Post::to(request, format!("{}/resume", address(of.id))).class("inline").around(button)
    })
}

/// Whether the file as it was brought, and what is wrong in it, are there for whoever asks.
pub(super) fn is_open(request: &Request, of: &Transfer) -> bool {
    let caller = &request.caller;
    let is_his = matches!(caller.who(), Who::Staff { id, .. } if of.is_open_to(*id, |right| caller.holds(right)));
    is_his && caller.holds(Resource::Import) && of.is_kept(caller.origin().at)
}

/// Whether there is a file that says what is wrong.
pub(super) fn has_report(of: &Transfer, is_open: bool) -> bool {
    let is_made = of.work == Work::Import || matches!(of.state, State::Done | State::Failed);
    is_open && is_made && !of.found.encoding.is_empty()
}

pub(super) async fn begin(store: Store, request: Request, permit: Permit<right::Import>) -> Result<Reply, Failure> {
    let of = found(&store, &request, &permit).await?;
    let notice = if store.by(&permit).begin_import(&of).await? { Notice::ImportBegun } else { Notice::ImportsFull };
    Ok(Reply::see_other(address(of.id)).notice(notice))
}

pub(super) async fn cancel(store: Store, request: Request, permit: Permit<right::Import>) -> Result<Reply, Failure> {
    let of = found(&store, &request, &permit).await?;
    store.by(&permit).cancel_import(&of).await?;
    Ok(Reply::see_other(address(of.id)).notice(Notice::ImportCanceled))
}

pub(super) async fn resume(store: Store, request: Request, permit: Permit<right::Import>) -> Result<Reply, Failure> {
    let of = found(&store, &request, &permit).await?;
    let notice = if store.by(&permit).resume_import(&of).await? { Notice::ImportResumed } else { Notice::ImportsFull };
    Ok(Reply::see_other(address(of.id)).notice(notice))
}

/// The file as it was brought.
pub(super) async fn file(store: Store, request: Request, permit: Permit<right::Import>) -> Result<Reply, Failure> {
    let of = found(&store, &request, &permit).await?;
    if !is_open(&request, &of) {
        return Err(Failure::NotFound);
    }
    store.by(&permit).tell_of_report(&of, of.path(), request.goes_on).await?;
    Ok(Reply::saved(of.path(), CSV, of.name.clone()))
}

/// The same with what is wrong.
pub(super) async fn report(store: Store, request: Request, permit: Permit<right::Import>) -> Result<Reply, Failure> {
    let of = found(&store, &request, &permit).await?;
    if !has_report(&of, is_open(&request, &of)) {
        return Err(Failure::NotFound);
    }
    store.by(&permit).tell_of_report(&of, of.report(), request.goes_on).await?;
    Ok(Reply::saved(of.report(), CSV, format!("errors-{}", of.name)))
}
