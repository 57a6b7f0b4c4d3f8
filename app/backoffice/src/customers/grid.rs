//! All customers: searched, sorted, in pages.

use super::groups::choices;
use crate::{assistance::button, grids, transfer::export::of_list};
use domain::{
    access::Resource,
    caller::{Permit, right},
    customers::{Customer, GROUP, WEBSITE},
    failure::Failure,
    list::Sort,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    format,
    grid::{Column, Filter, FilterKind, Grid},
    named::{isolated, named},
    shown::{Mood, badge, when},
    t,
    web::{Reply, Request},
};

pub(crate) static CUSTOMERS: Grid<Customer> = Grid {
    name: "customers",
    path: "/admin/customers",
    title: |l| t!(l, customers.title),
    search: Some(|l| t!(l, customers.search_label)),
    columns: &[
        Column::new("name", |l| t!(l, customers.name), |_, c: &Customer| c.full_name()).named().sorted("name"),
        Column::new("email", |l| t!(l, customers.email), |_, c: &Customer| c.email.clone()).sorted("email").plain(),
        Column::new("group", |l| t!(l, customers.groups.group), |request, c: &Customer| group(request, c))
            .view(|request, c| view! { <span class="nowrap">{named(&group(request, c))}</span> }.into_any()),
        Column::new("assistance", |l| t!(l, customers.assistance), |request, c: &Customer| consent(request, c).to_owned())
            .view(|request, c| badge(if c.consent.allowed { Mood::Good } else { Mood::Over }, consent(request, c))),
        Column::new("status", |l| t!(l, customers.status), |request, c: &Customer| status(request, c.active).to_owned())
            .view(|request, c| status_shown(request, c.active))
            .plain(),
        Column::new("website", |l| t!(l, stores.website), |request, c: &Customer| website(request, c)).named().plain(),
        Column::new("since", |l| t!(l, customers.since), |_, c: &Customer| format::machine_time(c.created))
            .view(|request, c| when(request, c.created))
            .time()
            .sorted("since"),
    ],
    filters: &[
        Filter { key: GROUP, label: |l| t!(l, customers.groups.group), kind: FilterKind::Choice(choices) },
        Filter { key: WEBSITE, label: |l| t!(l, stores.website), kind: FilterKind::Choice(websites) },
    ],
    sort: Sort { by: "since", down: true },
    link: Some(|c| format!("/admin/customers/{}", c.id)),
    buttons: Some(|request| {
        let add = view! { <a class="button primary" href="/admin/customers/new">{t!(request.language, customers.create.add)}</a> };
        let along = of_list(request, CUSTOMERS.name, &CUSTOMERS.asked(request));
        view! { <span class="actions">{along} {request.caller.holds(Resource::CustomersEdit).then_some(add)}</span> }.into_any()
    }),
    actions: Some(actions),
    mass: None,
    live: None,
    exports: None,
    further: None,
    empty: |l| t!(l, common.table.empty),
};

fn actions(request: &Request, customer: &Customer) -> AnyView {
    let (name, edit) = (customer.full_name(), t!(request.language, customers.edit));
    view! {
        <span class="actions">
            <a href=format!("/admin/customers/{}", customer.id) aria-label=format!("{edit}: {}", isolated(&name))>{edit}</a>
            {button::in_a_row(request, customer.id, &name)}
        </span>
    }
    .into_any()
}

/// The group that somebody is in, by name.
pub(super) fn group(request: &Request, customer: &Customer) -> String {
    let groups = &request.shop.pricing.groups;
    groups.name(groups.now(customer.group)).to_owned()
}

/// The website where somebody registered, by name.
pub(crate) fn website(request: &Request, customer: &Customer) -> String {
    request.shop.stores.website(customer.website).map(|w| w.name.clone()).unwrap_or_default()
}

/// Those that the reader is for.
pub(crate) fn websites(request: &Request) -> Vec<(String, String)> {
    let mine = request.shop.stores.websites().iter().filter(|w| request.caller.is_for(w.id));
    mine.map(|w| (w.id.to_string(), w.name.clone())).collect()
}

fn consent(request: &Request, customer: &Customer) -> &'static str {
    let language = request.language;
    if customer.consent.allowed { t!(language, customers.allowed) } else { t!(language, customers.not_allowed) }
}

/// Whether an account is active, in words.
pub(crate) fn status(request: &Request, active: bool) -> &'static str {
    let language = request.language;
    if active { t!(language, customers.active) } else { t!(language, customers.inactive) }
}

/// The same, beside a shape by which a list is looked over.
pub(crate) fn status_shown(request: &Request, active: bool) -> AnyView {
    badge(if active { Mood::Good } else { Mood::Over }, status(request, active))
}

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::CustomersView>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let by = &by;
    grids::show(&store, &request, &permit, &CUSTOMERS, None, |query, size| async move { by.customers(&query, size).await }).await
}
