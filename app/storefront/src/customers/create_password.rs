//! Setting a password by the link that a mail brings. The link opens nothing twice, and says nothing of whoever has an account.

use domain::failure::Failure;
use leptos::prelude::*;
use store::{PasswordLink, Store, StoreError};
use ui::{
    endpoint::Open,
    form::{
        Field, Fields, Form, Group,
        groups::{PASSWORD, PASSWORD_AGAIN},
    },
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(crate) const PATH: &str = "/customer/account/createpassword";
/// The link's own secret: it goes with the form, and nowhere else.
static LINK: Field<String> = Field::hidden("token", |text| Ok(text.to_owned())).example("");
const ASKED: Group = &[&LINK.spec, &PASSWORD.spec, &PASSWORD_AGAIN.spec];
pub(super) static FIELDS: Fields = &[ASKED];

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let token = request.query.get(LINK.name).unwrap_or_default().to_owned();
    if !opens(&store, &request, &token).await? {
        return Ok(late(&store, &request).await);
    }
    Ok(page(&store, &request, &Form::new(FIELDS, &request).filled(&LINK, token)).await)
}

pub(super) async fn save(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let mut form = Form::read(FIELDS, &request);
    let (token, password) = (form.get(&LINK), form.new_password());
    let link = token.as_deref().and_then(PasswordLink::parse);
    let Some(link) = link else { return Ok(late(&store, &request).await) };
    if let (Some(password), true) = (password, form.is_clean()) {
        return match store.set_password(&request.caller, &link, &password).await {
            Ok(()) => Ok(Reply::see_other(request.href("/customer/account/login")).notice(Notice::PasswordSaved)),
            Err(StoreError::NotFound) => Ok(late(&store, &request).await),
            Err(error) => Err(error.into()),
        };
    }
    let form = form.filled(&LINK, token.unwrap_or_default());
    Ok(page(&store, &request, &form).await.status(form.status()))
}

async fn opens(store: &Store, request: &Request, token: &str) -> Result<bool, Failure> {
    match PasswordLink::parse(token) {
        Some(link) => Ok(store.opens(&request.caller, &link).await?.is_some()),
        None => Ok(false),
    }
}

/// The link opens nothing any more.
async fn late(store: &Store, request: &Request) -> Reply {
    let language = request.language;
    let title = t!(language, customers.set_password.title);
    let page = crate::layout::page(store, request, title, || {
        view! { <section class="message"><h1>{title}</h1><p>{t!(language, customers.set_password.late)}</p></section> }
    });
    page.await.status(Failure::NotFound.status())
}

async fn page(store: &Store, request: &Request, form: &Form) -> Reply {
    let language = request.language;
    let title = t!(language, customers.set_password.title);
    crate::layout::page(store, request, title, || {
        let fields = view! {
            {form.group(ASKED)}
            <button class="button primary">{t!(language, customers.set_password.title)}</button>
        };
        view! { <h1>{title}</h1> {form.post(request).at(request.href(PATH)).class("card narrow").around(fields)} }
    })
    .await
}
