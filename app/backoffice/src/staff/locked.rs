//! Locked Users: those whose accounts are closed to somebody, because their passwords were guessed at.

use crate::grids;
use domain::{
    access::Resource,
    caller::{Permit, right},
    failure::Failure,
    list::{Query, Sort},
    staff::StaffMember,
};
use leptos::prelude::*;
use store::{Locked, Store};
use ui::{
    form::Post,
    format,
    grid::{Column, Grid},
    notice::Notice,
    shown::when,
    t,
    web::{Reply, Request},
};

pub(crate) const PATH: &str = "/admin/locked-users";

pub(crate) static LOCKED: Grid<Locked> = Grid {
    name: "locked_users",
    path: PATH,
    title: |l| t!(l, staff.locked.title),
    search: None,
    columns: &[
        Column::new("user_name", |l| t!(l, staff.user_name), |_, locked: &Locked| locked.user.user_name.clone()).named(),
        Column::new("first_name", |l| t!(l, staff.first_name), |_, locked: &Locked| locked.user.first_name.clone()).named(),
        Column::new("last_name", |l| t!(l, staff.last_name), |_, locked: &Locked| locked.user.last_name.clone()).named(),
        Column::new(
            "last_signed_in",
            |l| t!(l, staff.last_signed_in),
            |_, locked: &Locked| locked.user.last_signed_in.map(format::machine_time).unwrap_or_default(),
        )
        .view(|request, locked| {
            locked.user.last_signed_in.map_or_else(|| t!(request.language, customers.never).into_any(), |at| when(request, at))
        })
        .time(),
        Column::new("failures", |l| t!(l, staff.locked.failures), |_, locked: &Locked| locked.failures.to_string()).number(),
        Column::new("until", |l| t!(l, staff.locked.until), |_, locked: &Locked| format::machine_time(locked.until))
            .view(|request, locked| when(request, locked.until))
            .time(),
    ],
    filters: &[],
    sort: Sort { by: "user_name", down: false },
    link: None,
    buttons: None,
    actions: Some(|request, locked| unlocking(request, &locked.user).into_any()),
    mass: None,
    live: None,
    exports: None,
    further: None,
    empty: |l| t!(l, staff.locked.none),
};

/// The button that opens a user's account again, for whoever may.
pub(super) fn unlocking(request: &Request, user: &StaffMember) -> Option<AnyView> {
    request.caller.holds(Resource::LockedUsers).then(|| {
        let unlock = t!(request.language, staff.locked.unlock);
        let label = format!("{unlock}: {}", user.user_name);
        let button = view! { <button class="button" aria-label=label>{unlock}</button> };
        Post::to(request, format!("{PATH}/{}", user.id)).class("inline").around(button).into_any()
    })
}

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::LockedUsers>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let (by, language) = (&by, request.language);
    let rows = |query: Query, size| async move {
        let locked = format::in_order(language, by.locked_users().await?, |locked| locked.user.user_name.as_str());
        Ok(grids::paged(locked, |locked| locked.user.id.to_string(), &query.cursor, size))
    };
    grids::show(&store, &request, &permit, &LOCKED, None, rows).await
}

/// Opens an account again. Whoever comes second finds it open.
pub(crate) async fn unlock(store: Store, request: Request, permit: Permit<right::LockedUsers>) -> Result<Reply, Failure> {
    store.by(&permit).unlock_user(request.id("id")?).await?;
    Ok(Reply::see_other(PATH).notice(Notice::UserUnlocked))
}
