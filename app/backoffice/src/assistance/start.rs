//! Starting: the confirmation as a page of its own, and the hand-off to the storefront.

use super::button::{self, FORM, STORE, asking};
use crate::layout;
use domain::{
    assistance::Refusal,
    caller::{Permit, right},
    failure::Failure,
    text::Flaw,
};
use leptos::prelude::*;
use store::{Started, Store, StoreError};
use ui::{
    form::Form,
    t,
    web::{Cookie, Reply, Request},
};

/// The confirmation, where no script shows it as a dialog.
pub(crate) async fn ask(store: Store, request: Request, permit: Permit<right::LoginAsCustomer>) -> Result<Reply, Failure> {
    let customer = store.by(&permit).customer(request.id("id")?).await?;
    if !request.config.login_as_customer_enabled() {
        return Err(Failure::NotFound);
    }
    let title = t!(request.language, assistance.button);
    Ok(layout::page(&request, title, || {
        view! { <h1 class="hidden">{title}</h1> <section class="card narrow">{asking(&request, &customer, true)}</section> }
    }))
}

/// Starts a visit: asks the gate, and hands a token over to the storefront. The page posts it there by itself, and by a
/// button where scripts are off; it never stands in an address.
pub(crate) async fn start(store: Store, request: Request, permit: Permit<right::LoginAsCustomer>) -> Result<Reply, Failure> {
    let mut form = button::asked(&request, Form::read(FORM, &request));
    let chosen = if request.config.chooses_store() { form.get(&STORE) } else { None };
    if !form.is_clean() {
        return Ok(again(&store, &request, &permit, &form).await?.status(form.status()));
    }
    let Started { token, nonce, view } = match store.by(&permit).start_assistance(request.id("id")?, chosen).await {
        Err(StoreError::Refused(Refusal::CustomerNotFound)) => return Err(Failure::NotFound),
        Err(StoreError::Refused(Refusal::StoreClosed)) => {
            form.flaw(&STORE, Flaw::NotAChoice);
            return Ok(again(&store, &request, &permit, &form).await?.status(form.status()));
        }
        started => started?,
    };
    let language = request.language;
    let title = t!(language, assistance.visit.handoff_title);
    let action = view.href("/assistance/enter");
    let script = format!("{}/handoff.js", request.assets);
    let page = layout::page(&request, title, || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                <p>{t!(language, assistance.visit.handoff_text)}</p>
                <form id="handoff" method="post" action=action>
                    <input type="hidden" name="token" value=token.expose() />
                    <button class="button primary">{t!(language, assistance.visit.handoff_continue)}</button>
                </form>
            </section>
            <script src=script></script>
        }
    });
    let page = page.set(Cookie::Nonce, nonce.expose());
    Ok(if chosen.is_some() { page.set(Cookie::Store, view.id.to_string()) } else { page })
}

/// The confirmation again, where no store was chosen or one that cannot be.
async fn again(store: &Store, request: &Request, permit: &Permit<right::LoginAsCustomer>, form: &Form) -> Result<Reply, Failure> {
    let customer = store.by(permit).customer(request.id("id")?).await?;
    let title = t!(request.language, assistance.button);
    Ok(layout::page(request, title, || {
        let body =
            if customer.consent.allowed { button::confirmed(request, &customer, true, form) } else { asking(request, &customer, true) };
        view! { <h1 class="hidden">{title}</h1> <section class="card narrow">{body}</section> }
    }))
}
