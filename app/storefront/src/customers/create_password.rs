//! Setting a password by the link that a mail brings. The link opens nothing twice, and says nothing of whoever has an account.

use domain::{caller::Who, customers::shown_email, failure::Failure};
use leptos::prelude::*;
use store::{PasswordLink, Store, StoreError};
use ui::{
    endpoint::Open,
    form::{
        Fields, Form, Group,
        groups::{PASSWORD, PASSWORD_AGAIN},
    },
    notice::Notice,
    t,
    web::{Cookie, Reply, Request},
};

pub(crate) const PATH: &str = "/customer/account/createpassword";
/// Under which the address brings the link's secret.
pub(crate) const TOKEN: &str = "token";
const ASKED: Group = &[&PASSWORD.spec, &PASSWORD_AGAIN.spec];
pub(super) static FIELDS: Fields = &[ASKED];

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    match opened(&store, &request).await? {
        Some((_, email)) => Ok(page(&store, &request, &email, &Form::new(FIELDS, &request)).await),
        None => Ok(late(&store, &request).await),
    }
}

pub(super) async fn save(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let Some((link, email)) = opened(&store, &request).await? else { return Ok(late(&store, &request).await) };
    let mut form = Form::read(FIELDS, &request).known_by(&email);
    if let (Some(password), true) = (form.new_password(), form.is_clean()) {
        return match store.set_password(&request.caller, &link, &password).await {
            Ok(()) => {
                // Whoever was signed in here as somebody else would take it for his own.
                store.sign_out_customer(&request.caller).await?;
                let sign_in = Reply::see_other(request.href("/customer/account/login")).notice(Notice::PasswordSaved);
                let is_shopper = matches!(request.caller.who(), Who::Shopper { .. });
                Ok(if is_shopper { sign_in.clear(Cookie::Shopper) } else { sign_in })
            }
            Err(StoreError::NotFound) => Ok(late(&store, &request).await),
            Err(error) => Err(error.into()),
        };
    }
    Ok(page(&store, &request, &email, &form).await.status(form.status()))
}

/// The link that the address brings, and whose account it opens.
async fn opened(store: &Store, request: &Request) -> Result<Option<(PasswordLink, String)>, Failure> {
    let Some(link) = request.query.get(TOKEN).and_then(PasswordLink::parse) else { return Ok(None) };
    let email = store.opens(&request.caller, &link).await?;
    Ok(email.map(|email| (link, email)))
}

/// The link opens nothing any more.
async fn late(store: &Store, request: &Request) -> Reply {
    let language = request.language;
    let title = t!(language, customers.set_password.title);
    let page = crate::layout::page(store, request, title, || {
        view! {
            <section class="message">
                <h1>{title}</h1>
                <p>{t!(language, customers.set_password.late)}</p>
                <p class="actions"><a class="button" href=request.href(super::forgot::PATH)>{t!(language, customers.forgot.link)}</a></p>
            </section>
        }
    });
    page.await.status(Failure::NotFound.status())
}

async fn page(store: &Store, request: &Request, email: &str, form: &Form) -> Reply {
    let language = request.language;
    let title = t!(language, customers.set_password.title);
    crate::layout::page(store, request, title, || {
        let email = shown_email(email);
        let fields = view! {
            <p>{t!(language, customers.set_password.of, email = email.as_str())}</p>
            {form.group(ASKED)}
            <button class="button primary">{t!(language, customers.set_password.title)}</button>
        };
        view! { <h1>{title}</h1> {form.post(request).at(request.target_href()).class("card narrow").around(fields)} }
    })
    .await
}
