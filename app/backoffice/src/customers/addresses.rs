//! A customer: Addresses.

use super::tabs::{self, Tab};
use domain::{
    address::Address,
    caller::{Permit, right},
    failure::Failure,
    ids::AddressId,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    address::written,
    t,
    web::{Reply, Request},
};

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::CustomersView>) -> Result<Reply, Failure> {
    let id = request.id("id")?;
    let (customer, book) = (store.by(&permit).customer(id).await?, store.by(&permit).address_book(id).await?);
    let language = request.language;
    Ok(tabs::page(&request, &customer, Tab::Addresses, || {
        let card = |(id, address): &(AddressId, Address)| {
            let is = |default: Option<AddressId>, text: &'static str| (default == Some(*id)).then(|| view! { <p class="hint">{text}</p> });
            view! {
                <li class="card">
                    {written(language, address)}
                    {is(book.billing, t!(language, customers.address.default_billing))}
                    {is(book.shipping, t!(language, customers.address.default_shipping))}
                </li>
            }
        };
        let cards: Vec<_> = book.entries.iter().map(card).collect();
        view! {
            <h2>{t!(language, customers.addresses)}</h2>
            {if cards.is_empty() {
                view! { <p class="empty">{t!(language, customers.no_addresses)}</p> }.into_any()
            } else {
                view! { <ul class="columns plain">{cards}</ul> }.into_any()
            }}
        }
    }))
}
