//! Forgot Your Password? The answer is the same for any address.

use domain::{customers::Email, failure::Failure};
use leptos::prelude::*;
use store::Store;
use ui::{
    endpoint::Open,
    form::{Field, Fields, Form, Group, groups},
    t,
    web::{Reply, Request},
};

pub(super) const PATH: &str = "/customer/account/forgotpassword";
static ADDRESS: Field<Email> = groups::EMAIL.autocomplete("email");
const ASKED: Group = &[&ADDRESS.spec];
pub(super) static FIELDS: Fields = &[ASKED];

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    Ok(page(&store, &request, &Form::new(FIELDS, &request)).await)
}

pub(super) async fn send(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let mut form = Form::read(FIELDS, &request);
    let typed = form.value(&ADDRESS).trim().to_owned();
    match form.get(&ADDRESS) {
        Some(email) if form.is_clean() => {
            store.forgot_password(&request.caller, request.view.website, &email).await?;
            Ok(sent(&store, &request, &typed).await)
        }
        _ => Ok(page(&store, &request, &form).await.status(form.status())),
    }
}

async fn sent(store: &Store, request: &Request, email: &str) -> Reply {
    let language = request.language;
    let title = t!(language, customers.forgot.link);
    crate::layout::page(store, request, title, || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                <p role="status">{t!(language, customers.forgot.sent, email = email)}</p>
                <p class="actions"><a class="button" href=request.href("/customer/account/login")>{t!(language, storefront.sign_in)}</a></p>
            </section>
        }
    })
    .await
}

async fn page(store: &Store, request: &Request, form: &Form) -> Reply {
    let language = request.language;
    let title = t!(language, customers.forgot.link);
    crate::layout::page(store, request, title, || {
        let fields = view! {
            <p>{t!(language, customers.forgot.text)}</p>
            {form.group(ASKED)}
            <p class="actions">
                <button class="button primary">{t!(language, customers.forgot.button)}</button>
                <a class="button" href=request.href("/customer/account/login")>{t!(language, common.form.back)}</a>
            </p>
        };
        view! { <h1>{title}</h1> {form.post(request).class("card narrow").around(fields)} }
    })
    .await
}
