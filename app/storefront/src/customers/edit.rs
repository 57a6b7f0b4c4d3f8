//! Account Information: the name. Beside it stands the consent to remote shopping assistance, which is a form of its own.

use super::consent;
use domain::{caller::Acting, customers::Customer, failure::Failure};
use leptos::prelude::*;
use store::{AccountDraft, Store};
use ui::{
    form::{
        Fields, Form, Group, Snapshot,
        groups::{FIRST_NAME, LAST_NAME},
    },
    notice::Notice,
    t,
    web::{Reply, Request},
};

const NAMES: Group = &[&FIRST_NAME.spec, &LAST_NAME.spec];
pub(super) static FIELDS: Fields = &[NAMES];

pub(super) async fn show(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let customer = store.by(&acting).account().await?;
    let form = Form::of(FIELDS, &request, stored(&customer));
    Ok(page(&store, &request, &customer, &form).await)
}

pub(super) async fn save(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let customer = store.by(&acting).account().await?;
    let mut form = Form::read(FIELDS, &request).onto(stored(&customer))?;
    let (Some(first_name), Some(last_name), true) = (form.get(&FIRST_NAME), form.get(&LAST_NAME), form.is_clean()) else {
        return Ok(page(&store, &request, &customer, &form).await.status(form.status()));
    };
    store.by(&acting).save_account(&customer, &AccountDraft { first_name, last_name }).await?;
    Ok(Reply::see_other(request.href("/customer/account")).notice(Notice::AccountSaved))
}

fn stored(customer: &Customer) -> Snapshot {
    Snapshot::new(customer.revision).with(&FIRST_NAME, &customer.first_name).with(&LAST_NAME, &customer.last_name)
}

async fn page(store: &Store, request: &Request, customer: &Customer, form: &Form) -> Reply {
    let language = request.language;
    let title = t!(language, customers.account.information);
    let consent = consent::Card::of(store, request, customer).await;
    super::panel::page(store, request, title, || {
        let names = view! {
            {form.group(NAMES)}
            <p class="actions">
                <button class="button primary">{t!(language, common.form.save)}</button>
                <a class="button" href=request.href("/customer/account")>{t!(language, common.form.back)}</a>
            </p>
        };
        view! {
            <h1>{title}</h1>
            {form.post(request).class("card narrow").around(names)}
            {consent.map(|consent| consent.show(request))}
        }
    })
    .await
}
