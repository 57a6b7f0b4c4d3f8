//! All mails, the newest first.

use crate::{
    customers::grid::websites,
    grids,
    sales::grid::{short, whole},
};
use domain::{
    caller::{Permit, right},
    customers::shown_email,
    failure::Failure,
    list::Sort,
    mail::{Mail, State},
    sales::order::{STATE, WEBSITE},
};
use leptos::prelude::*;
use store::Store;
use ui::{
    format,
    grid::{Column, Filter, FilterKind, Grid},
    shown::{Mood, badge, when},
    t,
    web::{Reply, Request},
    words,
};

pub(crate) static MAILS: Grid<Mail> = Grid {
    name: "mails",
    path: super::PATH,
    title: |l| t!(l, mail.outbox),
    search: Some(|l| t!(l, mail.search)),
    columns: &[
        Column::new("queued", |l| t!(l, mail.queued), |_, m: &Mail| format::machine_time(m.queued))
            .view(|request, m| when(request, m.queued))
            .time()
            .sorted("queued"),
        Column::new("to", |l| t!(l, mail.to), |_, m: &Mail| shown_email(&m.to)).view(|_, m| short(shown_email(&m.to))),
        Column::new("about", |l| t!(l, mail.about_what), |request, m: &Mail| words::mail_about(request.language, m.about).to_owned()),
        Column::new("order", |l| t!(l, sales.number), |_, m: &Mail| m.order_number.clone()).view(|_, m| whole(m.order_number.clone())),
        Column::new("state", |l| t!(l, mail.state_of), |request, m: &Mail| words::mail_state(request.language, m.state).to_owned())
            .view(|request, m| state(request, m.state)),
        Column::new("since", |l| t!(l, mail.since), |_, m: &Mail| format::machine_time(m.since))
            .view(|request, m| when(request, m.since))
            .time(),
        Column::new("said", |l| t!(l, mail.said), said).on_demand(),
    ],
    filters: &[
        Filter { key: STATE, label: |l| t!(l, mail.state_of), kind: FilterKind::Choice(states) },
        Filter { key: WEBSITE, label: |l| t!(l, stores.website), kind: FilterKind::Choice(websites) },
    ],
    sort: Sort { by: "queued", down: true },
    link: Some(|m| format!("{}/{}", super::PATH, m.id)),
    buttons: None,
    actions: None,
    mass: None,
    live: None,
    exports: None,
    further: None,
    empty: |l| t!(l, mail.none),
};

/// What came of the last try, and in which words others tell of it.
fn said(request: &Request, mail: &Mail) -> String {
    let (said, detail) = words::mail_said(request.language, &mail.said);
    words::detailed(request.language, said, detail)
}

/// What needs somebody stands out.
pub(crate) fn state(request: &Request, state: State) -> AnyView {
    let mood = match state {
        State::Queued => Mood::Waiting,
        State::Sending => Mood::Going,
        State::Sent | State::Kept => Mood::Good,
        State::Failed => Mood::Bad,
        State::Unconfirmed => Mood::Held,
    };
    badge(mood, words::mail_state(request.language, state))
}

fn states(request: &Request) -> Vec<(String, String)> {
    State::ALL.into_iter().map(|state| (state.code().to_owned(), words::mail_state(request.language, state).to_owned())).collect()
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::MailOutbox>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let by = &by;
    grids::show(&store, &request, &permit, &MAILS, None, |query, size| async move { by.mails(&query, size).await }).await
}
