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
    named::named,
    shown::when_and_zone,
    t,
    table::{Heading, stack},
    web::{Reply, Request},
};

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::CustomersView>) -> Result<Reply, Failure> {
    let id = request.id("id")?;
    let (customer, list) = (store.by(&permit).customer(id).await?, store.by(&permit).wish_list(id).await?);
    let language = request.language;
    Ok(tabs::page(&request, &customer, Tab::WishList, || {
        let rows = list.iter().map(|(wish, product)| {
            vec![
                named(&product.name),
                product.sku.clone().into_any(),
                format::number(language, i64::from(wish.quantity.get())).into_any(),
                when_and_zone(&request, wish.since),
            ]
        });
        let headings = [
            Heading::Text(t!(language, catalog.product)),
            Heading::Text(t!(language, catalog.sku)),
            Heading::Number(t!(language, catalog.quantity)),
            Heading::Text(t!(language, customers.wish_list.added)),
        ];
        let list = stack(&headings, rows.collect(), t!(language, customers.wish_list.none));
        view! { <h2>{t!(language, customers.wish_list.tab)}</h2> {list} }
    }))
}
