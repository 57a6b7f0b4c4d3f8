//! All Users.

use super::locked::unlocking;
use crate::{
    customers::grid::{status, status_shown},
    grids,
};
use domain::{
    caller::{Permit, right},
    failure::Failure,
    list::{Query, Sort},
    staff::StaffMember,
    stores::Language,
    time::Moment,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    format,
    grid::{Column, Filter, FilterKind, Grid},
    shown::when,
    t,
    web::{Reply, Request},
};

/// A user with the name of the role, and until when his account is closed to somebody.
type Row = (StaffMember, String, Option<Moment>);

pub(crate) const PATH: &str = "/admin/users";
/// The filter that a role's page leads here with.
const ROLE: &str = "role";

pub(crate) static USERS: Grid<Row> = Grid {
    name: "users",
    path: PATH,
    title: |l| t!(l, staff.title),
    search: Some(|l| t!(l, staff.search)),
    columns: &[
        Column::new("user_name", |l| t!(l, staff.user_name), |_, (user, ..): &Row| user.user_name.clone()).named().sorted("user_name"),
        Column::new("id", |l| t!(l, staff.id), |_, (user, ..): &Row| user.id.to_string())
            .view(|_, (user, ..)| in_halves(&user.id.to_string()))
            .on_demand(),
        Column::new("first_name", |l| t!(l, staff.first_name), |_, (user, ..): &Row| user.first_name.clone()).named(),
        Column::new("last_name", |l| t!(l, staff.last_name), |_, (user, ..): &Row| user.last_name.clone()).named().sorted("last_name"),
        Column::new("email", |l| t!(l, staff.email), |_, (user, ..): &Row| user.email.clone())
            .view(|_, (user, ..)| in_two(&user.email))
            .sorted("email"),
        Column::new(
            "last_signed_in",
            |l| t!(l, staff.last_signed_in),
            |_, (user, ..): &Row| user.last_signed_in.map(format::machine_time).unwrap_or_default(),
        )
        .view(|request, (user, ..)| {
            user.last_signed_in.map_or_else(|| t!(request.language, customers.never).into_any(), |at| when(request, at))
        })
        .time()
        .sorted("last_signed_in"),
        Column::new("role", |l| t!(l, staff.role), |_, (_, role, _): &Row| role.clone()).named().sorted("role"),
        Column::new(
            "status",
            |l| t!(l, staff.status),
            |request, (user, ..): &Row| status(request, user.is_active(request.now())).to_owned(),
        )
        .view(|request, (user, _, locked)| {
            let locked = locked.map(|until| {
                let time = request.time(until);
                let text = t!(request.language, customers.lock.locked, time = time.as_str());
                view! { <p class="hint">{text}</p> {unlocking(request, user)} }
            });
            view! { {status_shown(request, user.is_active(request.now()))} {locked} }.into_any()
        }),
    ],
    filters: &[
        Filter { key: "status", label: |l| t!(l, staff.status), kind: FilterKind::Choice(statuses) },
        Filter { key: ROLE, label: |l| t!(l, staff.role), kind: FilterKind::Led },
    ],
    sort: Sort { by: "user_name", down: false },
    link: Some(|(user, ..)| format!("{PATH}/{}", user.id)),
    buttons: Some(|request| view! { <a class="button primary" href="/admin/users/new">{t!(request.language, staff.add)}</a> }.into_any()),
    actions: None,
    mass: None,
    live: None,
    exports: None,
    further: None,
    empty: |l| t!(l, common.table.empty),
};

/// An address as it may stand in two lines.
fn in_two(email: &str) -> AnyView {
    match email.rsplit_once('@') {
        Some((name, host)) => view! { {name.to_owned()} <wbr /> {format!("@{host}")} }.into_any(),
        None => email.to_owned().into_any(),
    }
}

/// A key, which is one long word, as it may stand in two lines.
fn in_halves(key: &str) -> AnyView {
    match key.split_at_checked(16) {
        Some((begin, end)) => view! { {begin.to_owned()} <wbr /> {end.to_owned()} }.into_any(),
        None => key.to_owned().into_any(),
    }
}

fn statuses(request: &Request) -> Vec<(String, String)> {
    [("active", true), ("inactive", false)].map(|(code, active)| (code.to_owned(), status(request, active).to_owned())).into()
}

/// In an order that was chosen; where that is the same for some, by their names for signing in.
fn sorted(language: Language, users: Vec<Row>, sort: Sort) -> Vec<Row> {
    let mut users = format::in_order(language, users, |(user, ..)| user.user_name.as_str());
    match sort.by {
        "last_signed_in" => users.sort_by_key(|(user, ..)| user.last_signed_in),
        "last_name" => users = format::in_order(language, users, |(user, ..)| user.last_name.as_str()),
        "email" => users = format::in_order(language, users, |(user, ..)| user.email.as_str()),
        "role" => users = format::in_order(language, users, |(_, role, _)| role.as_str()),
        _ => {}
    }
    if sort.down {
        users.reverse();
    }
    users
}

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::Users>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let (by, language) = (&by, request.language);
    let is_of_a_role = request.query.get(ROLE).is_some();
    let request = if is_of_a_role {
        let roles = by.role_choices().await?;
        request.offering(ROLE, roles.into_iter().map(|role| (role.id.to_string(), role.name)).collect())
    } else {
        request
    };
    let rows = |query: Query, size| async move {
        let users = sorted(language, by.staff_members(&query).await?, query.sort);
        Ok(grids::paged(users, |(user, ..)| user.id.to_string(), &query.cursor, size))
    };
    grids::show(&store, &request, &permit, &USERS, None, rows).await
}
