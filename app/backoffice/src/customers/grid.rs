//! All customers: searched, sorted, in pages.

use crate::grids;
use domain::{
    caller::{Permit, right},
    customers::Customer,
    failure::Failure,
    list::Sort,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    format,
    grid::{Column, Grid},
    t,
    web::{Reply, Request},
};

pub(crate) static CUSTOMERS: Grid<Customer> = Grid {
    name: "customers",
    path: "/admin/customers",
    title: |l| t!(l, customers.title),
    search: Some(|l| t!(l, customers.search_label)),
    columns: &[
        Column::new("name", |l| t!(l, customers.name), |_, c: &Customer| c.full_name()).sorted("name"),
        Column::new("email", |l| t!(l, customers.email), |_, c: &Customer| c.email.clone()).sorted("email"),
        Column::new("assistance", |l| t!(l, customers.assistance), |request, c: &Customer| consent(request, c).to_owned()),
        Column::new("status", |l| t!(l, customers.status), |request, c: &Customer| status(request, c.active).to_owned()),
        Column::new("since", |l| t!(l, customers.since), |_, c: &Customer| format::machine_time(c.created))
            .view(|request, c| request.time(c.created).into_any())
            .sorted("since"),
    ],
    filters: &[],
    sort: Sort { by: "since", down: true },
    link: Some(|c| format!("/admin/customers/{}", c.id)),
    buttons: None,
    actions: None,
    mass: None,
    live: None,
    empty: |l| t!(l, common.table.empty),
};

fn consent(request: &Request, customer: &Customer) -> &'static str {
    let language = request.language;
    if customer.consent.allowed { t!(language, customers.allowed) } else { t!(language, customers.not_allowed) }
}

/// Whether an account is active, in words.
pub(crate) fn status(request: &Request, active: bool) -> &'static str {
    let language = request.language;
    if active { t!(language, customers.active) } else { t!(language, customers.inactive) }
}

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::CustomersView>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let by = &by;
    grids::show(&store, &request, &permit, &CUSTOMERS, None, |query, size| async move { by.customers(&query, size).await }).await
}
