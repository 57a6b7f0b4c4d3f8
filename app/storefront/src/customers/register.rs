//! Creating an account.

use domain::{
    customers::{Email, PersonName},
    failure::Failure,
    text::Flaw,
};
use leptos::prelude::*;
use store::{NewCustomer, Store, StoreError};
use ui::{
    form::{CheckBox, FormErrors, FormState, Reader, TextField, identity},
    notice::Notice,
    t,
    web::{Cookie, Reply, Request},
    words,
};

pub async fn show(store: Store, request: Request) -> Result<Reply, Failure> {
    Ok(page(&store, &request, &FormState::default()).await)
}

pub async fn register(store: Store, request: Request) -> Result<Reply, Failure> {
    let mut form = Reader::new(&request);
    let first_name = form.parse("first_name", PersonName::parse);
    let last_name = form.parse("last_name", PersonName::parse);
    let email = form.parse("email", Email::parse);
    let password = form.new_password();
    let consent = request.config.login_as_customer_enabled() && form.ticked("assistance_allowed");
    let (Some(first_name), Some(last_name), Some(email), true) = (first_name, last_name, email, form.is_clean()) else {
        return Ok(page(&store, &request, &form.into_state()).await.status(422));
    };
    match store.register(&request.caller, NewCustomer { email, first_name, last_name, password, consent }).await {
        Ok(token) => {
            Ok(Reply::see_other(request.href("/customer/account")).set(Cookie::Shopper, token.expose()).notice(Notice::Registered))
        }
        Err(StoreError::Taken) => {
            form.flaw("email", Flaw::Taken);
            Ok(page(&store, &request, &form.into_state()).await.status(422))
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(store: &Store, request: &Request, form: &FormState) -> Reply {
    let language = request.language;
    let title = t!(language, account.register_title);
    crate::layout::page(store, request, title, || {
        let consent = request.config.login_as_customer_enabled().then(|| {
            let (label, tooltip) = words::consent(language, &request.config);
            view! { <CheckBox form language name="assistance_allowed" label tooltip /> }
        });
        view! {
            <h1>{title}</h1>
            <form method="post" action=request.here() class="card narrow" novalidate>
                {identity(request)}
                <FormErrors form language />
                <fieldset>
                    <legend>{t!(language, account.personal)}</legend>
                    <TextField form language name="first_name" label=t!(language, account.first_name) autocomplete="given-name" />
                    <TextField form language name="last_name" label=t!(language, account.last_name) autocomplete="family-name" />
                    {consent}
                </fieldset>
                <fieldset>
                    <legend>{t!(language, account.sign_in_information)}</legend>
                    <TextField form language name="email" label=t!(language, account.email) kind="email" autocomplete="username" />
                    <TextField form language name="password" label=t!(language, account.password) kind="password" autocomplete="new-password" hint=t!(language, account.password_hint) />
                    <TextField form language name="password_again" label=t!(language, account.confirm_password) kind="password" autocomplete="new-password" />
                </fieldset>
                <button class="button primary">{t!(language, store.create_account)}</button>
            </form>
        }
    })
    .await
}
