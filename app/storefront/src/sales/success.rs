//! Thanks for what was ordered: of the caller's own cart, so that nobody else sees it.

use super::{guest, orders};
use crate::{cart::CART_PAGE, customers::register};
use domain::{failure::Failure, mail::About, sales::order::Order};
use leptos::prelude::*;
use store::Store;
use ui::{
    address::in_a_line,
    endpoint::Open,
    sales::instructions,
    t,
    web::{Reply, Request},
};

pub(super) const PATH: &str = "/checkout/onepage/success";

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let orders = store.last_orders(&request.caller).await?;
    let Some(first) = orders.first() else {
        return Ok(Reply::see_other(request.href(CART_PAGE)));
    };
    let language = request.language;
    let title = t!(language, sales.thanks);
    Ok(crate::layout::page(&store, &request, title, || {
        let mailed = request.config.mails(About::Order).then(|| view! { <p>{t!(language, sales.will_mail)}</p> });
        view! {
            <section class="message">
                <h1>{title}</h1>
                {if orders.len() == 1 { number(&request, first) } else { numbers(&request, &orders) }}
                {mailed}
                <p>{instructions(language, &request.config, first.payment_method)}</p>
                <p class="actions"><a class="button primary" href=request.href("/")>{t!(language, cart.continue_shopping)}</a></p>
            </section>
            {(orders.len() == 1).then(|| view! { <section class="band">{orders::content(&request, first, &[])}</section> })}
        }
    })
    .await)
}

/// What went to several addresses, an order each.
fn numbers(request: &Request, orders: &[Order]) -> AnyView {
    let language = request.language;
    let each = orders.iter().map(|order| {
        let (href, number) = (request.href(&orders::address(order.id)), order.number.clone());
        let to = in_a_line(language, &order.shipping);
        view! { <li><a href=href>{number}</a> " · " {t!(language, sales.multishipping.ship_to)} " " {to}</li> }
    });
    view! { <h2>{t!(language, sales.multishipping.ordered)}</h2> <ul class="plain">{each.collect_view()}</ul> }.into_any()
}

/// A customer finds his order again; a guest has its number, and where to look for it.
fn number(request: &Request, order: &Order) -> AnyView {
    let language = request.language;
    match (order.customer, request.caller.acting()) {
        (Some(_), Ok(_)) => {
            let (href, print) = (request.href(&orders::address(order.id)), request.href(&orders::paper(order.id)));
            view! {
                <p>{t!(language, sales.your_number)} " " <a href=href>{order.number.clone()}</a></p>
                <p><a href=print>{t!(language, sales.print_receipt)}</a></p>
            }
            .into_any()
        }
        (Some(_) | None, _) => view! {
            <p>{t!(language, sales.your_number)} " " <strong>{order.number.clone()}</strong></p>
            <p>{t!(language, customers.email)} ": " {order.email.clone()}</p>
            <p><a href=request.href(guest::PATH)>{t!(language, sales.guest_order.title)}</a></p>
            <p>{t!(language, sales.track_by_account)}</p>
            <p><a href=request.href(&register::after(order))>{t!(language, storefront.create_account)}</a></p>
        }
        .into_any(),
    }
}
