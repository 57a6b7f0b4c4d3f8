//! E-mail and password: changed only with the current password, and by the customer himself.

use super::sign_in::with_session;
use domain::{
    caller::{Acting, Own},
    customers::{Customer, Email},
    failure::Failure,
    text::Secret,
};
use leptos::prelude::*;
use store::{Stay, Store, StoreError, Token};
use ui::{
    form::{
        Field, Fields, Form, Group, Snapshot,
        groups::{self, CURRENT_PASSWORD, EMAIL},
    },
    notice::Notice,
    t,
    web::{Reply, Request},
};

/// Left empty, the password stays as it is.
static PASSWORD: Field<Secret> = groups::PASSWORD.optional();
static PASSWORD_AGAIN: Field<Secret> = groups::PASSWORD_AGAIN.optional();
const ASKED: Group = &[&CURRENT_PASSWORD.spec, &EMAIL.spec, &PASSWORD.spec, &PASSWORD_AGAIN.spec];
pub(super) static FIELDS: Fields = &[ASKED];

pub(super) async fn show(store: Store, request: Request, own: Own) -> Result<Reply, Failure> {
    let customer = store.by::<Acting>(&own).account().await?;
    Ok(page(&store, &request, &told(Form::of(FIELDS, &request, stored(&customer)), &request)).await)
}

pub(super) async fn save(store: Store, request: Request, own: Own) -> Result<Reply, Failure> {
    let customer = store.by::<Acting>(&own).account().await?;
    let mut form = told(Form::read(FIELDS, &request).onto(stored(&customer))?, &request);
    let (email, current) = (form.get(&EMAIL), form.get(&CURRENT_PASSWORD));
    let new = if form.is_filled(&PASSWORD) { form.new_password() } else { None };
    if let Some(current) = current
        && let Err(error) = store.by(&own).password(&current).await
    {
        form = form.refused(error)?;
    }
    if let (Some(email), true) = (email, form.is_clean()) {
        match saved(&store, &request, &own, &customer, (&email, new.as_ref())).await {
            Ok((notice, token)) => {
                let reply = Reply::see_other(request.href("/customer/account")).notice(notice);
                return Ok(match token {
                    Some((token, stay)) => with_session(reply, &token, stay),
                    None => reply,
                });
            }
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&store, &request, &form).await.status(form.status()))
}

/// Where addresses are to be confirmed, another one is the account's later, and the answer is the same for any.
async fn saved(
    store: &Store,
    request: &Request,
    own: &Own,
    was: &Customer,
    (email, password): (&Email, Option<&Secret>),
) -> Result<(Notice, Option<(Token, Stay)>), StoreError> {
    let kept = Email::parse(&was.email).ok().filter(|kept| request.config.confirms_emails() && kept != email);
    if kept.is_some() {
        // First: behind the other token nothing may fail, or the browser does not get it.
        store.by(own).ask_for_address(was, email).await?;
    }
    let token = store.by(own).save_sign_in(was, kept.as_ref().unwrap_or(email), password).await?;
    if kept.is_some() {
        return Ok((Notice::AddressToConfirm, token));
    }
    Ok((if password.is_some() { Notice::PasswordSaved } else { Notice::AccountSaved }, token))
}

fn stored(customer: &Customer) -> Snapshot {
    Snapshot::new(customer.revision).with(&EMAIL, &customer.email)
}

fn told(form: Form, request: &Request) -> Form {
    form.labelled(&PASSWORD, t!(request.language, customers.account.new_password))
}

async fn page(store: &Store, request: &Request, form: &Form) -> Reply {
    let language = request.language;
    let title = t!(language, customers.account.sign_in_information);
    super::panel::page(store, request, title, || {
        let later = request.config.confirms_emails().then(|| view! { <p class="hint">{t!(language, customers.confirm.to_change)}</p> });
        let fields = view! {
            <p class="hint">{t!(language, customers.account.password_text)}</p>
            {later}
            {form.group(ASKED)}
            <p class="actions">
                <button class="button primary">{t!(language, common.form.save)}</button>
                <a class="button" href=request.href("/customer/account")>{t!(language, common.form.back)}</a>
            </p>
        };
        view! {
            <h1>{title}</h1>
            {form.post(request).class("card narrow").around(fields)}
        }
    })
    .await
}
