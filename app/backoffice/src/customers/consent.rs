//! A customer: Consent, when it was given and withdrawn, and by whom.

use super::tabs::{self, Tab};
use domain::{
    audit::Action,
    caller::{Permit, right},
    customers::{ConsentChange, ConsentSource},
    failure::Failure,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    t,
    table::{Heading, listing, stack},
    web::{Reply, Request},
    words,
};

const PAGE: usize = 20;

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::CustomersView>) -> Result<Reply, Failure> {
    // While the feature is off there is no consent.
    if !request.config.login_as_customer_enabled() {
        return Err(Failure::NotFound);
    }
    let id = request.id("id")?;
    let customer = store.by(&permit).customer(id).await?;
    let listed = store.by(&permit).consent_changes(id, &request.cursor()?, PAGE).await?;
    Ok(tabs::page(&request, &customer, Tab::Consent, || {
        view! {
            <h2>{t!(request.language, customers.consent.title)}</h2>
            {listing(&request, &listed, |items| table(&request, items))}
        }
    }))
}

fn table(request: &Request, changes: &[ConsentChange]) -> AnyView {
    let language = request.language;
    let row = |change: &ConsentChange| {
        let action = if change.allowed { Action::ConsentGiven } else { Action::ConsentWithdrawn };
        let by = match &change.by {
            ConsentSource::Customer => t!(language, customers.consent.customer).to_owned(),
            ConsentSource::Staff(user_name) => user_name.clone(),
        };
        vec![request.time(change.at).into_any(), words::action(language, action).into_any(), by.into_any()]
    };
    let headings = [
        Heading::Text(t!(language, audit.event.time)),
        Heading::Text(t!(language, audit.event.action)),
        Heading::Text(t!(language, customers.consent.by)),
    ];
    stack(&headings, changes.iter().map(row).collect(), t!(language, customers.consent.none))
}
