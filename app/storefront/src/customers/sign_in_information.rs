//! E-mail and password: changed only with the current password, and never in a visit (the endpoint says so).

use domain::{customers::Email, failure::Failure, text::Flaw};
use leptos::prelude::*;
use store::{CustomerDraft, Store, StoreError};
use ui::{
    form::{FormErrors, FormState, Reader, TextField, identity},
    notice::Notice,
    t,
    web::{Pairs, Reply, Request},
};

pub async fn show(store: Store, request: Request) -> Result<Reply, Failure> {
    let customer = store.own_account(&request.caller.acting()?).await?;
    Ok(page(&store, &request, &FormState::of(Pairs::default().with("email", customer.email))).await)
}

pub async fn save(store: Store, request: Request) -> Result<Reply, Failure> {
    let acting = request.caller.acting()?;
    let customer = store.own_account(&acting).await?;
    let mut form = Reader::new(&request);
    let email = form.parse("email", Email::parse);
    let current = form.secret("current_password");
    let new = (!form.secret("password").is_empty()).then(|| form.new_password());
    if !store.is_customers_password(&acting, &current).await? {
        form.flaw("current_password", Flaw::WrongPassword);
    }
    if !form.is_clean() {
        return Ok(page(&store, &request, &form.into_state()).await.status(422));
    }
    let notice = if new.is_none() { Notice::AccountSaved } else { Notice::PasswordSaved };
    let draft = CustomerDraft { email, password: new, ..CustomerDraft::default() };
    match store.save_own_account(&acting, &customer, draft).await {
        Ok(()) => Ok(Reply::see_other(request.href("/customer/account")).notice(notice)),
        Err(StoreError::Taken) => {
            form.flaw("email", Flaw::Taken);
            Ok(page(&store, &request, &form.into_state()).await.status(422))
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(store: &Store, request: &Request, form: &FormState) -> Reply {
    let language = request.language;
    let title = t!(language, account.sign_in_information);
    crate::layout::page(store, request, title, || {
        view! {
            <h1>{title}</h1>
            <form method="post" action=request.here() class="card narrow" novalidate>
                {identity(request)}
                <FormErrors form language />
                <p class="hint">{t!(language, account.password_text)}</p>
                <TextField form language name="current_password" label=t!(language, account.current_password) kind="password" autocomplete="current-password" />
                <TextField form language name="email" label=t!(language, account.email) kind="email" autocomplete="username" />
                <TextField form language name="password" label=t!(language, account.new_password) kind="password" autocomplete="new-password" required=false hint=t!(language, account.password_hint) />
                <TextField form language name="password_again" label=t!(language, account.confirm_password) kind="password" autocomplete="new-password" required=false />
                <p class="actions">
                    <button class="button primary">{t!(language, form.save)}</button>
                    <a class="button" href=request.href("/customer/account")>{t!(language, form.back)}</a>
                </p>
            </form>
        }
    })
    .await
}
