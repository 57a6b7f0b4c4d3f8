//! All roles.

use crate::grids;
use domain::{
    access::{Grants, Role, Websites},
    caller::{Permit, right},
    failure::Failure,
    list::{Query, Sort},
};
use leptos::prelude::*;
use store::Store;
use ui::{
    format,
    grid::{Column, Grid},
    named::first_of,
    t,
    web::{Reply, Request},
};

/// A role with the number of its users.
type Row = (Role, i64);

pub(crate) static ROLES: Grid<Row> = Grid {
    name: "roles",
    path: "/admin/roles",
    title: |l| t!(l, access.title),
    search: None,
    columns: &[
        Column::new("role", |l| t!(l, access.role), |_, (role, _): &Row| role.name.clone()).named(),
        Column::new("access", |l| t!(l, access.access), |request, (role, _): &Row| access(request, role).to_owned()),
        Column::several("scopes", |l| t!(l, access.scopes), |request, (role, _): &Row| scopes(request, role)).view(|request, (role, _)| {
            match role.websites {
                Websites::All => t!(request.language, access.all).into_any(),
                Websites::These(_) => first_of(request.language, &scopes(request, role)),
            }
        }),
        Column::new("users", |l| t!(l, access.users), |_, (_, users): &Row| users.to_string())
            .view(|request, (_, users)| format::number(request.language, *users).into_any())
            .number(),
    ],
    filters: &[],
    sort: Sort { by: "role", down: false },
    link: Some(|(role, _)| format!("/admin/roles/{}", role.id)),
    buttons: Some(|request| view! { <a class="button primary" href="/admin/roles/new">{t!(request.language, access.add)}</a> }.into_any()),
    actions: None,
    mass: None,
    live: None,
    exports: None,
    further: None,
    empty: |l| t!(l, common.table.empty),
};

fn access(request: &Request, role: &Role) -> &'static str {
    let language = request.language;
    match role.grants {
        Grants::All => t!(language, access.all),
        Grants::Custom(_) => t!(language, access.custom),
    }
}

/// The names of the websites that a role is for, as far as the reader is for them.
fn scopes(request: &Request, role: &Role) -> Vec<String> {
    match &role.websites {
        Websites::All => vec![t!(request.language, access.all).to_owned()],
        Websites::These(these) => {
            let websites = request.shop.stores.websites().iter();
            websites.filter(|w| these.contains(&w.id) && request.caller.is_for(w.id)).map(|w| w.name.clone()).collect()
        }
    }
}

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::Roles>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let (by, language) = (&by, request.language);
    let rows = |query: Query, size| async move {
        let roles = format::in_order(language, by.roles().await?, |(role, _): &Row| role.name.as_str());
        Ok(grids::paged(roles, |(role, _)| role.id.to_string(), &query.cursor, size))
    };
    grids::show(&store, &request, &permit, &ROLES, None, rows).await
}
