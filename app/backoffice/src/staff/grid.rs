//! All Users.

use crate::{customers::grid::status, grids};
use domain::{
    caller::{Permit, right},
    failure::Failure,
    list::Sort,
    staff::StaffMember,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    format,
    grid::{Column, Filter, FilterKind, Grid},
    t,
    web::{Reply, Request},
};

/// A user with the name of the role.
type Row = (StaffMember, String);

pub(crate) const PATH: &str = "/admin/users";

pub(crate) static USERS: Grid<Row> = Grid {
    name: "users",
    path: PATH,
    title: |l| t!(l, staff.title),
    search: Some(|l| t!(l, staff.search)),
    columns: &[
        Column::new("user_name", |l| t!(l, staff.user_name), |_, (user, _): &Row| user.user_name.clone()).sorted("user_name"),
        Column::new("id", |l| t!(l, staff.id), |_, (user, _): &Row| user.id.to_string()).on_demand(),
        Column::new("first_name", |l| t!(l, staff.first_name), |_, (user, _): &Row| user.first_name.clone()),
        Column::new("last_name", |l| t!(l, staff.last_name), |_, (user, _): &Row| user.last_name.clone()).sorted("last_name"),
        Column::new("email", |l| t!(l, staff.email), |_, (user, _): &Row| user.email.clone()).sorted("email"),
        Column::new(
            "last_signed_in",
            |l| t!(l, staff.last_signed_in),
            |_, (user, _): &Row| user.last_signed_in.map(format::machine_time).unwrap_or_default(),
        )
        .view(|request, (user, _)| {
            user.last_signed_in.map_or_else(|| t!(request.language, customers.never).to_owned(), |at| request.time(at)).into_any()
        })
        .sorted("last_signed_in"),
        Column::new("role", |l| t!(l, staff.role), |_, (_, role): &Row| role.clone()).sorted("role"),
        Column::new(
            "status",
            |l| t!(l, staff.status),
            |request, (user, _): &Row| status(request, user.is_active(request.now())).to_owned(),
        ),
    ],
    filters: &[
        Filter { key: "status", label: |l| t!(l, staff.status), kind: FilterKind::Choice(statuses) },
        // The role's page leads here with it.
        Filter { key: "role", label: |l| t!(l, staff.role), kind: FilterKind::Led },
    ],
    sort: Sort { by: "user_name", down: false },
    link: Some(|(user, _)| format!("{PATH}/{}", user.id)),
    buttons: Some(|request| view! { <a class="button primary" href="/admin/users/new">{t!(request.language, staff.add)}</a> }.into_any()),
    actions: None,
    mass: None,
    live: None,
    exports: None,
    empty: |l| t!(l, common.table.empty),
};

fn statuses(request: &Request) -> Vec<(String, String)> {
    [("active", true), ("inactive", false)].map(|(code, active)| (code.to_owned(), status(request, active).to_owned())).into()
}

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::Users>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let by = &by;
    grids::show(&store, &request, &permit, &USERS, None, |query, _| async move { Ok(grids::whole(by.staff_members(&query).await?)) }).await
}
