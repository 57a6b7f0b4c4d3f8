//! A customer: Orders.

use super::tabs::{self, Tab};
use crate::sales::grid;
use domain::{
    caller::{Permit, right},
    failure::Failure,
    sales::order::Order,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    format::money,
    shown::when,
    t,
    table::pages,
    web::{Reply, Request},
};

const PAGE: usize = 20;

/// For whoever may see customers and orders.
pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::OrdersView>) -> Result<Reply, Failure> {
    let seeing = request.caller.permit::<right::CustomersView>()?;
    let customer = store.by(&seeing).customer(request.id("id")?).await?;
    let listed = store.by(&permit).orders_of(customer.id, &request.cursor()?, PAGE).await?;
    let language = request.language;
    Ok(tabs::page(&request, &customer, Tab::Orders, || {
        view! {
            <h2>{t!(language, sales.orders)}</h2>
            {table(&request, &listed.items)}
            {pages(&request, &listed)}
        }
    }))
}

/// One a line.
fn table(request: &Request, orders: &[Order]) -> AnyView {
    let language = request.language;
    if orders.is_empty() {
        return view! { <p class="empty">{t!(language, sales.none)}</p> }.into_any();
    }
    let rows = orders.iter().map(|order| {
        let total = order.totals.grand().map(|sum| money(language.tag(), sum)).unwrap_or_default();
        view! {
            <tr>
                <th scope="row"><a href=format!("{}/{}", grid::PATH, order.id)>{order.number.clone()}</a></th>
                <td data-label=t!(language, sales.purchase_date)>{when(request, order.placed)}</td>
                <td data-label=t!(language, sales.ship_to)>{order.shipping.full_name()}</td>
                <td class="number" data-label=t!(language, sales.order_total)>{total}</td>
                <td data-label=t!(language, sales.status)>{grid::state_shown(request, order.state())}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <table class="stack">
            <thead><tr>
                <th scope="col">{t!(language, sales.number)}</th>
                <th scope="col">{t!(language, sales.purchase_date)}</th>
                <th scope="col">{t!(language, sales.ship_to)}</th>
                <th scope="col" class="number">{t!(language, sales.order_total)}</th>
                <th scope="col">{t!(language, sales.status)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
