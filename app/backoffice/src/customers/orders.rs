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
    named::named,
    sales::state,
    shown::when_and_zone,
    t,
    table::{Heading, listing, stack},
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
            {listing(&request, &listed, |items| table(&request, items))}
        }
    }))
}

/// One a line.
fn table(request: &Request, orders: &[Order]) -> AnyView {
    let language = request.language;
    let row = |order: &Order| {
        vec![
            view! { <a href=format!("{}/{}", grid::PATH, order.id)>{order.number.clone()}</a> }.into_any(),
            when_and_zone(request, order.placed),
            named(&order.shipping.full_name()),
            order.totals.grand().map(|sum| money(language.tag(), sum)).unwrap_or_default().into_any(),
            state(language, order.state()),
        ]
    };
    let headings = [
        Heading::Text(t!(language, sales.number)),
        Heading::Text(t!(language, sales.purchase_date)),
        Heading::Text(t!(language, sales.ship_to)),
        Heading::Number(t!(language, sales.order_total)),
        Heading::Text(t!(language, sales.status)),
    ];
    stack(&headings, orders.iter().map(row).collect(), t!(language, sales.none))
}
