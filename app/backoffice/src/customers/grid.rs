//! All customers: searched, sorted, in pages. The state of the list stands in its address.

use domain::{caller::right, customers::Customer, failure::Failure};
use leptos::prelude::*;
use store::{CustomerOrder, Store};
use ui::{
    t,
    table::{Pager, SortHeading, address},
    web::{Reply, Request},
};

const PAGE: usize = 20;

pub async fn show(store: Store, request: Request) -> Result<Reply, Failure> {
    let permit = request.caller.permit::<right::CustomersView>()?;
    let search: String = request.query.get("q").unwrap_or_default().trim().chars().take(100).collect();
    let sort = request.query.get("sort").unwrap_or_default();
    let order = order(sort);
    let (listed, total) = store.customers(&permit, &search, order, &request.cursor(), PAGE).await?;
    let language = request.language;
    let title = t!(language, customer.title);
    Ok(crate::layout::page(&request, title, || {
        let link = |name, key: &String| address("/admin/customers", &[("q", &search), ("sort", code(order)), (name, key)]);
        let (previous, next) = (listed.previous.as_ref().map(|k| link("before", k)), listed.next.as_ref().map(|k| link("after", k)));
        let empty =
            listed.items.is_empty().then(|| if search.is_empty() { t!(language, table.empty) } else { t!(language, table.nothing_found) });
        let rows = listed.items.iter().map(|c| row(&request, c)).collect_view();
        let count = t!(language, table.records, count = total);
        let reset = (!search.is_empty()).then(|| view! { <a class="button" href="/admin/customers">{t!(language, table.reset)}</a> });
        view! {
            <h1>{title}</h1>
            <form class="toolbar" role="search" method="get" action="/admin/customers">
                <input type="hidden" name="sort" value=code(order) />
                <input type="search" name="q" value=search.clone() maxlength="100" aria-label=t!(language, customer.search_label) placeholder=t!(language, customer.search_label) />
                <button class="button">{t!(language, table.search)}</button>
                {reset}
                <span class="count">{count}</span>
            </form>
            <table class="stack">
                <thead><tr>
                    {heading(t!(language, customer.name), &search, order, CustomerOrder::Name, CustomerOrder::NameDown)}
                    {heading(t!(language, customer.email), &search, order, CustomerOrder::Email, CustomerOrder::EmailDown)}
                    <th scope="col">{t!(language, customer.assistance)}</th>
                    <th scope="col">{t!(language, customer.status)}</th>
                    {heading(t!(language, customer.since), &search, order, CustomerOrder::Oldest, CustomerOrder::Newest)}
                </tr></thead>
                <tbody>{rows}</tbody>
            </table>
            {empty.map(|text| view! { <p class="empty">{text}</p> })}
            <Pager language previous next />
        }
    }))
}

/// A heading that sorts up at first, and the other way when it sorts already.
fn heading(label: &str, search: &str, now: CustomerOrder, up: CustomerOrder, down: CustomerOrder) -> impl IntoView + use<> {
    let sorted = if now == up { Some(true) } else { (now == down).then_some(false) };
    let next = if now == up { down } else { up };
    let href = address("/admin/customers", &[("q", search), ("sort", code(next))]);
    view! { <SortHeading label=label.to_owned() href sorted /> }
}

const fn code(order: CustomerOrder) -> &'static str {
    match order {
        CustomerOrder::Name => "name",
        CustomerOrder::NameDown => "name-desc",
        CustomerOrder::Email => "email",
        CustomerOrder::EmailDown => "email-desc",
        CustomerOrder::Oldest => "since",
        CustomerOrder::Newest => "since-desc",
    }
}

fn order(text: &str) -> CustomerOrder {
    use CustomerOrder::{Email, EmailDown, Name, NameDown, Newest, Oldest};
    [Name, NameDown, Email, EmailDown, Oldest, Newest].into_iter().find(|o| code(*o) == text).unwrap_or_default()
}

fn row(request: &Request, customer: &Customer) -> impl IntoView + use<> {
    let language = request.language;
    let consent = if customer.consent.allowed { t!(language, customer.allowed) } else { t!(language, customer.not_allowed) };
    let status = if customer.active { t!(language, customer.active) } else { t!(language, customer.inactive) };
    view! {
        <tr>
            <th scope="row"><a href=format!("/admin/customers/{}", customer.id)>{customer.full_name()}</a></th>
            <td data-label=t!(language, customer.email)>{customer.email.clone()}</td>
            <td data-label=t!(language, customer.assistance)>{consent}</td>
            <td data-label=t!(language, customer.status)>{status}</td>
            <td data-label=t!(language, customer.since)>{request.time(customer.created)}</td>
        </tr>
    }
}
