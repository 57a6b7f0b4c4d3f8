//! Starting: the confirmation as a page of its own, and the hand-off to the storefront.

use super::button::asking;
use crate::layout;
use domain::{
    assistance::Refusal,
    caller::{Permit, right},
    failure::Failure,
};
use leptos::prelude::*;
use store::{Started, Store, StoreError};
use ui::{
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
    let Started { token, nonce } = match store.by(&permit).start_assistance(request.id("id")?).await {
        Err(StoreError::Refused(Refusal::CustomerNotFound)) => return Err(Failure::NotFound),
        started => started?,
    };
    let language = request.language;
    let title = t!(language, assistance.visit.handoff_title);
    let action = request.view.href("/assistance/enter");
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
    Ok(page.set(Cookie::Nonce, nonce.expose()))
}
