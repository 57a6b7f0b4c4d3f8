//! A customer: Wish List.

use super::tabs::{self, Tab};
use domain::{
    caller::{Permit, right},
    failure::Failure,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    format,
    shown::when,
    t,
    web::{Reply, Request},
};

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::CustomersView>) -> Result<Reply, Failure> {
    let id = request.id("id")?;
    let (customer, list) = (store.by(&permit).customer(id).await?, store.by(&permit).wish_list(id).await?);
    let language = request.language;
    Ok(tabs::page(&request, &customer, Tab::WishList, || {
        let rows = list.iter().map(|(wish, product)| {
            view! {
                <tr>
                    <th scope="row">{product.name.clone()}</th>
                    <td data-label=t!(language, catalog.sku)>{product.sku.clone()}</td>
                    <td class="number" data-label=t!(language, catalog.quantity)>{format::number(language, i64::from(wish.quantity.get()))}</td>
                    <td data-label=t!(language, customers.wish_list.added)>{when(request, wish.since)}</td>
                </tr>
            }
        });
        let rows = rows.collect_view();
        view! {
            <h2>{t!(language, customers.wish_list.tab)}</h2>
            {if list.is_empty() {
                view! { <p class="empty">{t!(language, customers.wish_list.none)}</p> }.into_any()
            } else {
                view! {
                    <table class="stack">
                        <thead><tr>
                            <th scope="col">{t!(language, catalog.product)}</th>
                            <th scope="col">{t!(language, catalog.sku)}</th>
                            <th scope="col" class="number">{t!(language, catalog.quantity)}</th>
                            <th scope="col">{t!(language, customers.wish_list.added)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                }
                .into_any()
            }}
        }
    }))
}
