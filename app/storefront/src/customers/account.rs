//! My Account: what is known of the customer, and the ways to change it.

use super::{addresses, consent, newsletter, recently_viewed, visited};
use crate::sales;
use domain::{
    caller::Acting,
    customers::{ConsentSource, Customer},
    failure::Failure,
};
use leptos::prelude::*;
use store::{Overview, Store};
use ui::{
    named::named,
    t,
    web::{Reply, Request},
};

/// So many of the last orders.
const RECENT: usize = 5;

pub(super) async fn show(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let customer = store.by(&acting).account().await?;
    let language = request.language;
    let title = t!(language, customers.account.dashboard);
    let Overview { subscription, book, orders } = store.by(&acting).overview(RECENT).await?;
    let viewed = store.by(&acting).recently_viewed(request.seen()).await?;
    let consent = consent::Card::of(&store, &request, &customer).await;
    let there = match request.caller.own() {
        Ok(own) => store.by(&own).visits_to_me().await.unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    Ok(super::panel::page(&store, &request, title, || {
        view! {
            <h1>{title}</h1>
            {visited::there(&request, &there)}
            <div class="heading">
                <h2>{t!(language, sales.recent_orders)}</h2>
                <a href=request.href(sales::HISTORY)>{t!(language, sales.view_all)}</a>
            </div>
            {sales::table(&request, &orders)}
            <div class="columns overview">
                <section class="card">
                    <h2>{t!(language, customers.account.contact)}</h2>
                    <p>{named(&customer.full_name())}<br />{customer.email.clone()}</p>
                    <p class="actions">
                        <a class="button" href=request.href("/customer/account/edit")>{t!(language, customers.account.edit)}</a>
                    </p>
                </section>
                {newsletter::card(&request, &subscription)}
                {consent.map(|consent| consent.show(&request))}
            </div>
            <div class="heading">
                <h2>{t!(language, customers.address.title)}</h2>
                <a href=request.href(addresses::BOOK)>{t!(language, customers.address.manage)}</a>
            </div>
            {addresses::defaults(&request, &book)}
            {recently_viewed::block(&request, &viewed)}
        }
    })
    .await)
}

/// When the consent was last changed. Who of the staff did it is not the shopper's to know; that it was not himself is.
pub(super) fn last_change(request: &Request, customer: &Customer) -> Option<String> {
    let (at, by) = customer.consent.changed.as_ref()?;
    let time = request.minute(*at);
    Some(match by {
        ConsentSource::Customer => t!(request.language, customers.account.consent_changed, time = time.as_str()),
        ConsentSource::Staff(_) => t!(request.language, customers.account.consent_changed_by, time = time.as_str()),
    })
}
