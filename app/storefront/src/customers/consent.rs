//! "Allow remote shopping assistance": an act of its own, and the customer's alone. In a visit it is shown and cannot be changed.

use super::account;
use domain::{
    caller::{Acting, Own},
    customers::Customer,
    failure::Failure,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::{Field, Fields, Form, Snapshot},
    notice::Notice,
    t,
    web::{Reply, Request},
    words,
};

pub(super) static ALLOWED: Field<bool> = Field::check_box("assistance_allowed", |l| t!(l, customers.allow_assistance));
pub(super) static FIELDS: Fields = &[&[&ALLOWED.spec]];
const HERE: &str = "/customer/account/assistance";

pub(super) async fn show(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let customer = store.by(&acting).account().await?;
    let form = asked(&request, &customer).ok_or(Failure::NotFound)?;
    Ok(page(&store, &request, &form).await)
}

pub(super) async fn save(store: Store, request: Request, own: Own) -> Result<Reply, Failure> {
    if !request.config.login_as_customer_enabled() {
        return Err(Failure::NotFound);
    }
    let customer = store.by::<Acting>(&own).account().await?;
    let form = Form::read(FIELDS, &request).onto(stored(&customer))?;
    let mut form = told(form, &request, &customer);
    let (Some(allowed), true) = (form.get(&ALLOWED), form.is_clean()) else {
        return Ok(page(&store, &request, &form).await.status(form.status()));
    };
    store.by(&own).set_consent(&customer, allowed).await?;
    let reply = Reply::see_other(request.href("/customer/account"));
    Ok(match (allowed == customer.consent.allowed, allowed) {
        (true, _) => reply,
        (false, true) => reply.notice(Notice::ConsentGiven),
        (false, false) => reply.notice(Notice::ConsentWithdrawn),
    })
}

fn stored(customer: &Customer) -> Snapshot {
    Snapshot::new(customer.consent.revision).ticked(&ALLOWED, customer.consent.allowed).changed(&ALLOWED, customer.consent.revision)
}

/// The form as it stands in the account; while the feature is off there is nothing to ask.
pub(super) fn asked(request: &Request, customer: &Customer) -> Option<Form> {
    let form = || told(Form::of(FIELDS, request, stored(customer)), request, customer);
    request.config.login_as_customer_enabled().then(form)
}

/// With the words that the configuration has for it, and with whose it is to change.
fn told(form: Form, request: &Request, customer: &Customer) -> Form {
    let form = worded(form, request);
    match (request.is_visit(), account::last_change(request, customer)) {
        (true, _) => form.lock(&ALLOWED).hinted(&ALLOWED, t!(request.language, customers.account.not_for_staff)),
        (false, Some(change)) => form.hinted(&ALLOWED, change),
        (false, None) => form,
    }
}

/// Title and tooltip as they are set.
pub(super) fn worded(form: Form, request: &Request) -> Form {
    let (title, tooltip) = words::consent(request.language, &request.config);
    form.labelled(&ALLOWED, title).explained(&ALLOWED, tooltip)
}

/// The form, wherever it stands.
pub(super) fn card(request: &Request, form: &Form) -> AnyView {
    let button = t!(request.language, customers.account.save_consent);
    form.post(request).at(request.href(HERE)).class("card narrow").around(view! {
        {form.field(&ALLOWED)}
        {(!request.is_visit()).then(|| view! { <p class="actions"><button class="button primary">{button}</button></p> })}
    })
}

async fn page(store: &Store, request: &Request, form: &Form) -> Reply {
    let language = request.language;
    let (title, _) = words::consent(language, &request.config);
    crate::layout::page(store, request, &title, || {
        view! {
            <h1>{title.clone()}</h1>
            {card(request, form)}
            <p><a href=request.href("/customer/account")>{t!(language, common.form.back)}</a></p>
        }
    })
    .await
}
