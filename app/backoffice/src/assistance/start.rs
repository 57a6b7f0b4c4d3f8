//! Starting: the confirmation as a page of its own, and the hand-off to the storefront.

use super::button::{self, FORM, STORE, asking};
use crate::layout;
use domain::{
    assistance::{HANDOFF_LIFETIME, Refusal, target},
    caller::{Permit, right},
    failure::Failure,
    ids::{CustomerId, StoreViewId, WebsiteId},
    stores::Served,
    text::Flaw,
};
use leptos::prelude::*;
use std::sync::Arc;
use store::{Begun, StartToken, Started, Store, StoreError};
use ui::{
    form::Form,
    t,
    table::address,
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
    let customer: CustomerId = request.id("id")?;
    // Whether there is such a customer the store says, with the gate's word.
    let own = store.by(&permit).customer(customer).await.map_or((WebsiteId::NOTHING, StoreViewId::NOTHING), |c| (c.website, c.view));
    let on_another_host = |view: &&Arc<Served>| !request.shop.is_at(view, &request.origin);
    let reply = match target(&request.shop, permit.websites(), own, chosen).filter(on_another_host) {
        Some(_) => match store.by(&permit).begin_assistance(customer, chosen, &request.origin).await {
            Ok(Begun { start, view }) => Ok((goes_there(&request, &view, &start), view)),
            Err(error) => Err(error),
        },
        None => match store.by(&permit).start_assistance(customer, chosen).await {
            Ok(started) => Ok((handed_over(&request, &started), started.view)),
            Err(error) => Err(error),
        },
    };
    match reply {
        Ok((reply, view)) if chosen.is_some() => Ok(reply.set(Cookie::Store, view.id.to_string())),
        Ok((reply, _)) => Ok(reply),
        Err(StoreError::Refused(Refusal::CustomerNotFound)) => Err(Failure::NotFound),
        Err(StoreError::Refused(Refusal::StoreClosed)) if request.config.chooses_store() => {
            form.flaw(&STORE, Flaw::NotAChoice);
            Ok(again(&store, &request, &permit, &form).await?.status(form.status()))
        }
        Err(error) => Err(error.into()),
    }
}

/// The SHA-256 of the nonce that this browser has on the other host, in hexadecimal digits.
fn nonce(request: &Request) -> Option<&str> {
    request.query.get("nonce").filter(|n| n.len() == 64 && n.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)))
}

/// Back from the other host, where this browser has a nonce by now: the token is handed over there.
pub(crate) async fn go_over(store: Store, request: Request, permit: Permit<right::LoginAsCustomer>) -> Result<Reply, Failure> {
    let start = request.param("start").and_then(StartToken::parse).ok_or(Failure::NotFound)?;
    let nonce = nonce(&request).ok_or(Failure::NotFound)?;
    match store.by(&permit).go_over(&start, nonce).await {
        Ok(started) => Ok(handed_over(&request, &started)),
        Err(StoreError::Stale) => Err(Failure::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// To the storefront of another host, which gives this browser a nonce of its own first. A link, for a form that is led on to
/// another host is stopped by browsers.
fn goes_there(request: &Request, view: &Served, start: &StartToken) -> Reply {
    let language = request.language;
    let title = t!(language, assistance.visit.other_host_title);
    let href = address(&view.url(&request.base_url, "/assistance/begin"), &[("start", &start.expose())]);
    let script = format!("{}/handoff.js", request.assets);
    layout::leading_on(request, title, || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                <p>{t!(language, assistance.visit.other_host_text)}</p>
                <a id="handoff" class="button primary" href=href>{t!(language, assistance.visit.handoff_continue)}</a>
            </section>
            <script src=script></script>
        }
    })
}

/// The page that posts the token to the storefront.
fn handed_over(request: &Request, Started { token, nonce, view }: &Started) -> Reply {
    let language = request.language;
    let title = t!(language, assistance.visit.handoff_title);
    // On another host it is parked first, and redeemed by a page of that host.
    let action = match nonce {
        Some(_) => view.href("/assistance/enter"),
        None => view.url(&request.base_url, "/assistance/arrive"),
    };
    let script = format!("{}/handoff.js", request.assets);
    let page = layout::leading_on(request, title, || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                <p>{t!(language, assistance.visit.handoff_text, seconds = HANDOFF_LIFETIME.as_secs())}</p>
                <form id="handoff" method="post" action=action>
                    <input type="hidden" name="token" value=token.expose() />
                    <button class="button primary">{t!(language, assistance.visit.handoff_continue)}</button>
                </form>
            </section>
            <script src=script></script>
        }
    });
    match nonce {
        Some(nonce) => page.set(Cookie::Nonce, nonce.expose()),
        None => page.posting_to(view.base_url.clone().unwrap_or_else(|| request.base_url.to_string())),
    }
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
