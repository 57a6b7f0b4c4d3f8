//! Thanks for an order: of the caller's own cart, so that nobody else sees it.

use super::orders;
use domain::{failure::Failure, sales::order::Order};
use leptos::prelude::*;
use store::Store;
use ui::{
    endpoint::Open,
    sales::instructions,
    t,
    web::{Reply, Request},
};

pub(super) const PATH: &str = "/checkout/onepage/success";

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let Some(order) = store.last_order(&request.caller).await? else {
        return Ok(Reply::see_other(request.href("/checkout/cart")));
    };
    let language = request.language;
    let title = t!(language, sales.thanks);
    Ok(crate::layout::page(&store, &request, title, || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                {number(&request, &order)}
                <p>{instructions(language, &request.config, order.payment_method)}</p>
                <p class="actions"><a class="button primary" href=request.href("/")>{t!(language, cart.continue_shopping)}</a></p>
            </section>
        }
    })
    .await)
}

/// A customer finds his order again; a guest has its number.
fn number(request: &Request, order: &Order) -> AnyView {
    let language = request.language;
    match (order.customer, request.caller.acting()) {
        (Some(_), Ok(_)) => {
            let href = request.href(&orders::address(order.id));
            view! { <p>{t!(language, sales.your_number)} " " <a href=href>{order.number.clone()}</a></p> }.into_any()
        }
        (Some(_) | None, _) => view! {
            <p>{t!(language, sales.your_number)} " " <strong>{order.number.clone()}</strong></p>
            <p><a href=request.href("/customer/account/create")>{t!(language, storefront.create_account)}</a></p>
        }
        .into_any(),
    }
}
