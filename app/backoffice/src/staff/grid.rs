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
    grid::{Column, Grid},
    t,
    web::{Reply, Request},
};

/// A user with the name of the role.
type Row = (StaffMember, String);

pub(crate) static USERS: Grid<Row> = Grid {
    name: "users",
    path: "/admin/users",
    title: |l| t!(l, staff.title),
    search: None,
    columns: &[
        Column::new("user_name", |l| t!(l, staff.user_name), |_, (user, _): &Row| user.user_name.clone()),
        Column::new("name", |l| t!(l, staff.name), |_, (user, _): &Row| user.full_name()),
        Column::new("email", |l| t!(l, staff.email), |_, (user, _): &Row| user.email.clone()),
        Column::new("role", |l| t!(l, staff.role), |_, (_, role): &Row| role.clone()),
        Column::new("status", |l| t!(l, staff.status), |request, (user, _): &Row| status(request, user.active).to_owned()),
        Column::new(
            "last_signed_in",
            |l| t!(l, staff.last_signed_in),
            |_, (user, _): &Row| user.last_signed_in.map(format::machine_time).unwrap_or_default(),
        )
        .view(|request, (user, _)| {
            user.last_signed_in.map_or_else(|| t!(request.language, customers.never).to_owned(), |at| request.time(at)).into_any()
        }),
    ],
    filters: &[],
    sort: Sort { by: "user_name", down: false },
    link: Some(|(user, _)| format!("/admin/users/{}", user.id)),
    buttons: Some(|request| view! { <a class="button primary" href="/admin/users/new">{t!(request.language, staff.add)}</a> }.into_any()),
    actions: None,
    mass: None,
    live: None,
    exports: None,
    empty: |l| t!(l, common.table.empty),
};

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::Users>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let by = &by;
    grids::show(&store, &request, &permit, &USERS, None, |_, _| async move { Ok(grids::whole(by.staff_members().await?)) }).await
}
