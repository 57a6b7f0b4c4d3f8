//! Import History: what was brought, by whom, and what came of it.

use super::{import::PATH as IMPORT, running};
use crate::grids;
use domain::{
    caller::{Permit, right},
    failure::Failure,
    jobs::State,
    list::Sort,
    stores::Language,
    transfer::{Transfer, Work},
};
use leptos::prelude::*;
use store::Store;
use ui::{
    format,
    grid::{Column, Grid},
    named::named,
    shown::{Mood, badge, when},
    t,
    web::{Reply, Request},
    words,
};

pub(crate) const PATH: &str = "/admin/system/history";

pub(crate) static IMPORTS: Grid<Transfer> = Grid {
    name: "imports",
    path: PATH,
    title: |l| t!(l, transfer.history.title),
    search: None,
    columns: &[
        Column::new("at", |l| t!(l, transfer.history.at), |_, of: &Transfer| format::machine_time(of.at))
            .view(|request, of| when(request, of.at))
            .sorted("at")
            .time(),
        Column::new("user", |l| t!(l, transfer.history.user), |_, of: &Transfer| of.user_name.clone()).named(),
        Column::new(
            "entity",
            |l| t!(l, transfer.import.entity),
            |request, of: &Transfer| words::entity(request.language, of.entity).to_owned(),
        ),
        Column::new("file", |l| t!(l, transfer.history.file), |_, of: &Transfer| of.name.clone())
            .view(|request, of| link(running::is_open(request, of), format!("{IMPORT}/{}/file", of.id), named(&of.name))),
        Column::new("errors", |l| t!(l, transfer.history.errors), |_, of: &Transfer| of.found.errors.to_string()).view(|request, of| {
            let is_open = of.found.errors > 0 && running::has_report(of, running::is_open(request, of));
            let errors = format::number(request.language, of.found.errors);
            link(is_open, format!("{IMPORT}/{}/report", of.id), errors.into_any())
        }),
        Column::new("status", |l| t!(l, catalog.status), |request, of: &Transfer| status(request.language, of).to_owned())
            .view(|request, of| badge(mood(of), status(request.language, of)))
            .plain(),
        Column::new("time", |l| t!(l, transfer.history.time), |_, of: &Transfer| taken(of)),
        Column::new("summary", |l| t!(l, transfer.history.summary), |request, of: &Transfer| result(request.language, of)),
    ],
    filters: &[],
    sort: Sort { by: "at", down: true },
    link: Some(|of| running::address(of.id)),
    buttons: None,
    actions: Some(|request, of| running::resuming(request, of, "link").into_any()),
    mass: None,
    live: None,
    exports: None,
    further: None,
    empty: |l| t!(l, transfer.history.empty),
};

fn link(is_open: bool, to: String, text: AnyView) -> AnyView {
    if is_open { view! { <a href=to>{text}</a> }.into_any() } else { text }
}

/// How long it was at work, as hours, minutes and seconds.
fn taken(of: &Transfer) -> String {
    let (Some(began), Some(ended)) = (of.began, of.ended) else { return "–".to_owned() };
    let seconds = ended.since(began).as_secs();
    format!("{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

/// What became of how much.
pub(super) fn summary(language: Language, of: &Transfer) -> String {
    let number = |n| format::number(language, n);
    let (created, updated, deleted) = (number(of.counts.created), number(of.counts.updated), number(of.counts.deleted));
    t!(language, transfer.history.counted, created = created.as_str(), updated = updated.as_str(), deleted = deleted.as_str())
}

/// The same of what was imported, and nothing of what was only checked.
fn result(language: Language, of: &Transfer) -> String {
    if of.work == Work::Import { summary(language, of) } else { String::new() }
}

fn status(language: Language, of: &Transfer) -> &'static str {
    if of.work == Work::Import { words::job_state(language, of.state) } else { t!(language, transfer.history.checked) }
}

fn mood(of: &Transfer) -> Mood {
    match (of.work, of.state) {
        (Work::Check | Work::Export, _) | (Work::Import, State::Canceled) => Mood::Over,
        (Work::Import, State::Waiting) => Mood::Waiting,
        (Work::Import, State::Running) => Mood::Going,
        (Work::Import, State::Done) => Mood::Good,
        (Work::Import, State::Failed) => Mood::Bad,
    }
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::ImportHistory>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let by = &by;
    grids::show(&store, &request, &permit, &IMPORTS, None, |query, size| async move { by.imports(&query, size).await }).await
}
