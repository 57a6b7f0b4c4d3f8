//! System > Action Logs > Archive: the files that hold what is older than the lifetime of log entries.

use crate::{
    audit::report::A_DAY,
    grids::{self, Above},
    under_way::{LOOK_EVERY, progress, refresh},
};
use domain::{
    access::Resource,
    audit::archive::{Archived, State, due_before},
    caller::{Permit, right},
    failure::Failure,
    list::{Filter as Passes, Query, Sort},
    text::Flaw,
    time::Moment,
};
use leptos::prelude::*;
use store::{Store, StoreError};
use ui::{
    form::{Field, Fields, Form, Post},
    format,
    grid::{Column, Filter, FilterKind, Grid},
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(crate) const PATH: &str = "/admin/action-logs/archive";
const FILE: &str = "file";
const DAY: &str = "date";

/// Which day is not to come back; where none is named, it is the reading of all files that is not to go on.
static OF_DAY: Field<Option<String>> = Field::button("day", |text| match text {
    "" => Ok(None),
    day if is_day(day) => Ok(Some(day.to_owned())),
    _ => Err(Flaw::NotAChoice),
});
pub(super) static CANCEL: Fields = &[&[&OF_DAY.spec]];

pub(crate) static ARCHIVE: Grid<Archived> = Grid {
    name: "action-logs-archive",
    path: PATH,
    title: |l| t!(l, audit.archive.title),
    search: None,
    columns: &[
        Column::new("file", |l| t!(l, audit.archive.file), |_, a: &Archived| Archived::name(&a.day)),
        Column::new("date", |l| t!(l, audit.archive.day), |_, a: &Archived| a.day.clone()),
        Column::new("events", |l| t!(l, audit.archive.events), |_, a: &Archived| a.events().to_string())
            .number()
            .view(|r, a| format::number(r.language, a.events()).into_any()),
        Column::new("size", |l| t!(l, audit.archive.size), |_, a: &Archived| a.bytes.to_string())
            .number()
            .view(|r, a| format::bytes(r.language, u64::try_from(a.bytes).unwrap_or(0)).into_any()),
        Column::new("entries", |l| t!(l, audit.archive.entries), |_, a: &Archived| format!("{}–{}", a.first, a.last)).on_demand(),
        Column::new("sha256", |l| t!(l, audit.archive.sha256), |_, a: &Archived| a.sha256.clone()).on_demand(),
        Column::new("state", |l| t!(l, audit.archive.state), state).view(standing),
    ],
    filters: &[
        Filter { key: FILE, label: |l| t!(l, audit.archive.file), kind: FilterKind::Text },
        Filter { key: DAY, label: |l| t!(l, audit.archive.day), kind: FilterKind::Dates },
    ],
    sort: Sort { by: "date", down: true },
    link: Some(|a| format!("{PATH}/{}/file", a.day)),
    buttons: None,
    actions: Some(acts),
    mass: None,
    live: None,
    exports: None,
    further: None,
    empty: |l| t!(l, audit.archive.empty),
};

fn state(request: &Request, archived: &Archived) -> String {
    let language = request.language;
    // What is to come back is read again before it does.
    if let Some(at) = archived.broken.filter(|_| archived.state != State::Restoring) {
        let at = request.time(at);
        return t!(language, audit.archive.broken, at = at.as_str());
    }
    match archived.state {
        State::Restoring => {
            let (done, all) = (format::number(language, archived.back), format::number(language, archived.events()));
            t!(language, audit.archive.events_restored, done = done.as_str(), all = all.as_str())
        }
        State::Verifying => t!(language, audit.archive.verifying).to_owned(),
        State::Restored => {
            let until = archived.until.map(|at| request.time(at)).unwrap_or_default();
            t!(language, audit.archive.restored, until = until.as_str())
        }
        State::Clearing | State::Archived => {
            let at = request.time(archived.verified);
            t!(language, audit.archive.verified, at = at.as_str())
        }
    }
}

/// The same, looked at again for as long as the day comes back.
fn standing(request: &Request, archived: &Archived) -> AnyView {
    let (told, id) = (state(request, archived), format!("state-{}", archived.day));
    if archived.state == State::Restoring {
        let (bar, again) = (progress(archived.back, archived.events(), told), refresh(request.language, PATH.to_owned()));
        return view! { <span data-fresh=LOOK_EVERY.to_string() id=id>{bar} " " {again}</span> }.into_any();
    }
    let class = if archived.broken.is_some() { "bad" } else { "" };
    view! { <span id=id><span class=class>{told}</span></span> }.into_any()
}

/// What can be done with a day, looked at again as its state is: what comes back can be canceled until it is there.
fn acts(request: &Request, archived: &Archived) -> AnyView {
    let every = (archived.state == State::Restoring).then(|| LOOK_EVERY.to_string());
    view! { <div class="actions" data-fresh=every id=format!("acts-{}", archived.day)>{act(request, archived)}</div> }.into_any()
}

fn act(request: &Request, archived: &Archived) -> AnyView {
    let language = request.language;
    let file = Archived::name(&archived.day);
    if archived.state == State::Restoring {
        let act = t!(language, common.form.cancel);
        let label = format!("{act}: {file}");
        let button = view! { <button class="button" name=OF_DAY.name value=archived.day.clone() aria-label=label>{act}</button> };
        return Post::to(request, format!("{PATH}/cancel")).class("inline").around(button);
    }
    let restores = archived.state.may_come_back() && archived.broken.is_none();
    let button = restores.then(|| {
        let label = t!(language, audit.archive.restore_of, file = file.as_str());
        let button = view! { <button class="button" aria-label=label>{t!(language, audit.archive.restore)}</button> };
        Post::to(request, format!("{PATH}/{}/restore", archived.day)).class("inline").around(button)
    });
    button.into_any()
}

/// Whoever is for some websites does not see what all of the shop did.
fn everywhere(request: &Request) -> Result<(), Failure> {
    if request.caller.is_everywhere() { Ok(()) } else { Err(Failure::Denied(Resource::ActionLogsArchive)) }
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::ActionLogsArchive>) -> Result<Reply, Failure> {
    everywhere(&request)?;
    let archived = store.by(&permit).archived().await?;
    let kept_since = store.by(&permit).kept_since().await?;
    let broken: Vec<&Archived> = archived.iter().filter(|a| a.broken.is_some()).collect();
    let told = broken.first().map(|first| {
        let (files, first) = (format::number(request.language, i64::try_from(broken.len()).unwrap_or(0)), Archived::name(&first.day));
        let text = t!(request.language, audit.archive.broken_told, files = files.as_str(), first = first.as_str());
        view! { <p class="notice warning" role="alert">{text}</p> }
    });
    let above = view! { {about(&request, kept_since)} {verifying(&request, &archived)} }.into_any();
    let all = &archived;
    let read = |query: Query, size| async move {
        Ok::<_, StoreError>(grids::paged(found(all, &query), |archived| archived.day.clone(), &query.cursor, size))
    };
    let above = async |_: &Query| Ok(Above { view: Some(view! { {told} {above} }.into_any()), more_than: None });
    grids::show_below(&store, &request, &permit, &ARCHIVE, None, read, above).await
}

/// What the archive is, and from when on it is not needed.
fn about(request: &Request, kept_since: Option<Moment>) -> AnyView {
    let language = request.language;
    let days = format::number(language, request.config.log_lifetime_days().into());
    let since = kept_since.map(|since| {
        let (at, due) = (request.time(since), request.time(due_before(&request.config, request.now())));
        // Days go one after another: whatever was written with a clock ahead keeps all behind it.
        if since > request.now().plus(A_DAY) {
            let text = t!(language, audit.archive.ahead, at = at.as_str());
            return view! { <p class="notice warning" role="alert">{text}</p> }.into_any();
        }
        view! { <p class="hint">{t!(language, audit.archive.kept_since, at = at.as_str(), due = due.as_str())}</p> }.into_any()
    });
    view! {
        <p class="lead">{t!(language, audit.archive.lead, days = days.as_str())}</p>
        {since}
        <p class="hint">{t!(language, audit.archive.command)} " " <code>"alongside archive verify"</code> ", " <code>"alongside archive restore 2026-11-21"</code></p>
    }
    .into_any()
}

/// How far reading all files again is, and the button that asks for it or ends it. Files of days that come back or go are left out.
fn verifying(request: &Request, archived: &[Archived]) -> AnyView {
    let language = request.language;
    let many = |of: &dyn Fn(&Archived) -> bool| i64::try_from(archived.iter().filter(|a| of(a)).count()).unwrap_or(i64::MAX);
    let (left, lie) = (many(&|a| a.state == State::Verifying), many(&|a| a.state == State::Archived));
    let (all, broken) = (left.saturating_add(lie), many(&|a| a.broken.is_some()));
    if all == 0 {
        return ().into_any();
    }
    let count = |n: i64| format::number(language, n);
    let is_under_way = left > 0;
    let said = t!(language, cli.done.archive_checked, files = count(many(&|_| true)), broken = count(broken));
    let every = is_under_way.then(|| LOOK_EVERY.to_string());
    let (bar, again) = if is_under_way {
        let told = t!(language, audit.archive.files_verified, done = count(lie), all = count(all));
        (Some(view! { <span>{progress(lie, all, told)}</span> }), Some(refresh(language, PATH.to_owned())))
    } else {
        (None, None)
    };
    let (act, label) =
        if is_under_way { ("cancel", t!(language, common.form.cancel)) } else { ("verify", t!(language, audit.archive.verify)) };
    let button = view! { <button class="button">{label}</button> };
    view! {
        <p class="hint" role="status" data-said="">{said}</p>
        <div class="toolbar" data-fresh=every id="verifying">
            {bar}
            {Post::to(request, format!("{PATH}/{act}")).class("inline").around(button)}
            {again}
        </div>
    }
    .into_any()
}

/// What is asked for of the files, the newest first.
fn found(archived: &[Archived], query: &Query) -> Vec<Archived> {
    let passes = |a: &&Archived| {
        let file = match query.filters.get(FILE) {
            Some(Passes::Is(text)) => Archived::name(&a.day).contains(text.as_str()),
            Some(Passes::Between(..) | Passes::Numbers(..)) | None => true,
        };
        let day = match query.filters.get(DAY) {
            Some(Passes::Between(from, until)) => format::day("UTC", &a.day)
                .is_some_and(|(begins, ends)| from.is_none_or(|from| ends > from) && until.is_none_or(|until| begins < until)),
            Some(Passes::Is(_) | Passes::Numbers(..)) | None => true,
        };
        file && day
    };
    archived.iter().rev().filter(passes).cloned().collect()
}

/// A day names a row, and nothing else.
fn is_day(text: &str) -> bool {
    format::day("UTC", text).is_some() && text.len() == 10
}

/// The day in the address.
fn day(request: &Request) -> Result<String, Failure> {
    let day = request.param("day").unwrap_or_default();
    if is_day(day) { Ok(day.to_owned()) } else { Err(Failure::NotFound) }
}

pub(super) async fn file(store: Store, request: Request, permit: Permit<right::ActionLogsArchive>) -> Result<Reply, Failure> {
    everywhere(&request)?;
    let archived = store.by(&permit).archived_day(&day(&request)?, request.goes_on).await?;
    Ok(Reply::saved(archived.path(), "application/gzip", format!("action-logs-{}", Archived::name(&archived.day))))
}

pub(super) async fn restore(store: Store, request: Request, permit: Permit<right::ActionLogsArchive>) -> Result<Reply, Failure> {
    everywhere(&request)?;
    store.by(&permit).ask_restore(&day(&request)?).await?;
    Ok(Reply::see_other(PATH).notice(Notice::LogsRestored))
}

pub(super) async fn verify(store: Store, request: Request, permit: Permit<right::ActionLogsArchive>) -> Result<Reply, Failure> {
    everywhere(&request)?;
    store.by(&permit).ask_verify().await?;
    Ok(Reply::see_other(PATH).notice(Notice::LogsVerifying))
}

pub(super) async fn cancel(store: Store, request: Request, permit: Permit<right::ActionLogsArchive>) -> Result<Reply, Failure> {
    everywhere(&request)?;
    let restored = Form::read(CANCEL, &request).get(&OF_DAY).ok_or(Failure::Malformed)?;
    if let Some(day) = restored {
        store.by(&permit).cancel_restore(&day).await?;
        return Ok(Reply::see_other(PATH).notice(Notice::RestoreCanceled));
    }
    store.by(&permit).cancel_verify().await?;
    Ok(Reply::see_other(PATH).notice(Notice::VerifyCanceled))
}
