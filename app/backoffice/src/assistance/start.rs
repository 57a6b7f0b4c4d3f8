//! Starting: the confirmation as a page of its own, and the hand-off to the storefront.

use super::button::asking;
use domain::{caller::right, failure::Failure, ids::CustomerId};
use leptos::prelude::*;
use store::{Started, Store, StoreError};
use ui::{
    t,
    web::{Cookie, Reply, Request},
};

/// The confirmation, where no script shows it as a dialog.
pub async fn ask(store: Store, request: Request) -> Result<Reply, Failure> {
    let permit = request.caller.permit::<right::LoginAsCustomer>()?;
    let customer = store.customer_to_assist(&permit, request.id("id")?).await?;
    if !request.config.login_as_customer_enabled() {
        return Err(Failure::NotFound);
    }
    let language = request.language;
    Ok(crate::layout::page(&request, t!(language, lac.button), || {
        view! { <h1 class="hidden">{t!(language, lac.button)}</h1> <section class="card narrow">{asking(language, &customer, true)}</section> }
    }))
}

/// Starts a visit: asks the gate, and hands a token over to the storefront. The page posts it there by itself, and by a
/// button where scripts are off; it never stands in an address.
pub async fn start(store: Store, request: Request) -> Result<Reply, Failure> {
    let permit = request.caller.permit::<right::LoginAsCustomer>()?;
    let customer: CustomerId = request.id("id")?;
    let Started { token, nonce } = match store.start_assistance(&permit, customer).await {
        Err(StoreError::Refused(domain::assistance::Refusal::CustomerNotFound)) => return Err(Failure::NotFound),
        started => started?,
    };
    let language = request.language;
    let title = t!(language, visit.handoff_title);
    let action = request.view.href("/assistance/enter");
    let script = format!("{}/handoff.js", request.assets);
    let page = crate::layout::page(&request, title, || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                <p>{t!(language, visit.handoff_text)}</p>
                <form id="handoff" method="post" action=action>
                    <input type="hidden" name="token" value=token.expose() />
                    <button class="button primary">{t!(language, visit.handoff_continue)}</button>
                </form>
            </section>
            <script src=script></script>
        }
    });
    Ok(page.set(Cookie::Nonce, nonce.expose()))
}
