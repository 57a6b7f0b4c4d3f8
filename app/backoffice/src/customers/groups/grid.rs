//! All customer groups.

use super::{NEW, PATH};
use crate::grids;
use domain::{
    caller::{Permit, right},
    customers::group::Group,
    failure::Failure,
    list::{Query, Sort},
};
use leptos::prelude::*;
use store::Store;
use ui::{
    grid::{Column, Grid},
    t,
    web::{Reply, Request},
};

pub(crate) static GROUPS: Grid<Group> = Grid {
    name: "customer_groups",
    path: PATH,
    title: |l| t!(l, customers.groups.title),
    search: None,
    columns: &[
        Column::new("group", |l| t!(l, customers.groups.group), |_, group: &Group| group.name.clone()).named(),
        Column::new("id", |l| t!(l, common.table.id), |_, group: &Group| group.number.to_string()).number(),
    ],
    filters: &[],
    sort: Sort { by: "id", down: false },
    link: Some(|group| format!("{PATH}/{}", group.id)),
    buttons: Some(|request| {
        let add = view! { <a class="button primary" href=NEW>{t!(request.language, customers.groups.add)}</a> };
        request.caller.is_everywhere().then_some(add).into_any()
    }),
    actions: None,
    mass: None,
    live: None,
    exports: None,
    further: None,
    empty: |l| t!(l, common.table.empty),
};

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::CustomerGroups>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let by = &by;
    let rows = |query: Query, size| async move {
        let groups: Vec<Group> = by.customer_groups().await?.iter().cloned().collect();
        Ok(grids::paged(groups, |group| group.id.to_string(), &query.cursor, size))
    };
    grids::show(&store, &request, &permit, &GROUPS, None, rows).await
}
