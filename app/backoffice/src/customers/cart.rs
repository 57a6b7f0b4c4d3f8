//! A customer: Shopping Cart.

use super::tabs::{self, Tab};
use domain::{
    caller::{Permit, right},
    failure::Failure,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    format::{self, money},
    named::named,
    t,
    web::{Reply, Request},
};

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::CustomersView>) -> Result<Reply, Failure> {
    let id = request.id("id")?;
    let (customer, cart) = (store.by(&permit).customer(id).await?, store.by(&permit).cart_of(id).await?);
    let (language, locale) = (request.language, request.language.tag());
    Ok(tabs::page(&request, &customer, Tab::Cart, || {
        let Some(cart) = cart.filter(|cart| !cart.lines.is_empty()) else {
            return view! { <h2>{t!(language, cart.title)}</h2> <p class="empty">{t!(language, customers.no_cart)}</p> }.into_any();
        };
        let rows = cart.lines.iter().map(|line| {
            view! {
                <tr>
                    <th scope="row">{named(&line.product.name)}</th>
                    <td data-label=t!(language, catalog.sku)>{line.product.sku.clone()}</td>
                    <td class="number" data-label=t!(language, cart.price)>{money(locale, line.price)}</td>
                    <td class="number" data-label=t!(language, cart.quantity)>{format::number(language, i64::from(line.quantity.get()))}</td>
                    <td class="number" data-label=t!(language, cart.subtotal)>{money(locale, line.total)}</td>
                </tr>
            }
        });
        let rows = rows.collect_view();
        let subtotal = cart.subtotal.map(|sum| money(locale, sum)).unwrap_or_default();
        view! {
            <h2>{t!(language, cart.title)}</h2>
            <table class="stack brief">
                <thead><tr>
                    <th scope="col">{t!(language, cart.product)}</th>
                    <th scope="col">{t!(language, catalog.sku)}</th>
                    <th scope="col" class="number">{t!(language, cart.price)}</th>
                    <th scope="col" class="number">{t!(language, cart.quantity)}</th>
                    <th scope="col" class="number">{t!(language, cart.subtotal)}</th>
                </tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row" colspan="4">{t!(language, cart.subtotal)}</th><td class="number total">{subtotal}</td></tr></tfoot>
            </table>
        }
        .into_any()
    }))
}
