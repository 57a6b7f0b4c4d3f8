//! Another address, given to the account by the link that was sent there: by whoever is signed in, for nobody else can know that both are his.

use super::{create_password::TOKEN, sign_in::with_session};
use domain::{
    caller::{Acting, Own},
    customers::{Email, shown_email},
    failure::Failure,
};
use leptos::prelude::*;
use store::{AddressLink, Store, StoreError};
use ui::{
    form::Post,
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(crate) const PATH: &str = "/customer/account/confirm";

pub(super) async fn show(store: Store, request: Request, own: Own) -> Result<Reply, Failure> {
    match opened(&store, &request, &own).await? {
        Some((_, email)) => Ok(page(&store, &request, &email).await),
        None => Ok(late(&store, &request).await),
    }
}

pub(super) async fn confirm(store: Store, request: Request, own: Own) -> Result<Reply, Failure> {
    let Some((link, _)) = opened(&store, &request, &own).await? else { return Ok(late(&store, &request).await) };
    let customer = store.by::<Acting>(&own).account().await?;
    match store.by(&own).confirm_address(&customer, &link).await {
        Ok((token, stay)) => {
            let reply = Reply::see_other(request.href("/customer/account")).notice(Notice::AccountSaved);
            Ok(with_session(reply, &token, stay))
        }
        // Whoever has the address by now: that is not said.
        Err(StoreError::NotFound | StoreError::Invalid(..)) => Ok(late(&store, &request).await),
        Err(error) => Err(error.into()),
    }
}

/// The link that the address brings, and what it gives.
async fn opened(store: &Store, request: &Request, own: &Own) -> Result<Option<(AddressLink, Email)>, Failure> {
    let Some(link) = request.query.get(TOKEN).and_then(AddressLink::parse) else { return Ok(None) };
    let email = store.by(own).address_of(&link).await?;
    Ok(email.map(|email| (link, email)))
}

async fn late(store: &Store, request: &Request) -> Reply {
    let language = request.language;
    let title = t!(language, customers.confirm.title);
    let page = super::panel::page(store, request, title, || {
        view! {
            <h1>{title}</h1>
            <p>{t!(language, customers.confirm.late)}</p>
            <p class="actions">
                <a class="button" href=request.href(super::panel::SIGN_IN)>{t!(language, customers.account.sign_in_information)}</a>
            </p>
        }
    });
    page.await.status(Failure::NotFound.status())
}

async fn page(store: &Store, request: &Request, email: &Email) -> Reply {
    let language = request.language;
    let title = t!(language, customers.confirm.title);
    super::panel::page(store, request, title, || {
        let email = shown_email(email.as_str());
        let button = Post::to(request, request.target_href()).class("card narrow").around(view! {
            <p>{t!(language, customers.confirm.text, email = email.as_str())}</p>
            <button class="button primary">{t!(language, customers.confirm.button)}</button>
        });
        view! { <h1>{title}</h1> {button} }
    })
    .await
}
