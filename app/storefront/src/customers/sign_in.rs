//! Signing in and out.

use domain::{failure::Failure, text::Flaw};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::{FormErrors, FormState, Reader, TextField, identity},
    notice::Notice,
    t,
    web::{Cookie, Reply, Request, local_path},
};

pub async fn show(store: Store, request: Request) -> Result<Reply, Failure> {
    Ok(page(&store, &request, &FormState::of(request.query.clone())).await)
}

pub async fn sign_in(store: Store, request: Request) -> Result<Reply, Failure> {
    let mut form = Reader::new(&request);
    let email = form.parse("email", |text| if text.trim().is_empty() { Err(Flaw::Required) } else { Ok(text.to_owned()) });
    let password = form.secret("password");
    if password.is_empty() {
        form.flaw("password", Flaw::Required);
    }
    let (Some(email), true) = (email, form.is_clean()) else { return Ok(page(&store, &request, &form.into_state()).await.status(422)) };
    match store.sign_in_customer(&request.caller, &email, &password).await? {
        Some(token) => {
            let back = local_path(request.form.get("back")).unwrap_or_else(|| request.href("/customer/account"));
            Ok(Reply::see_other(back).set(Cookie::Shopper, token.expose()))
        }
        None => {
            form.flaw("password", Flaw::NotSignedIn);
            Ok(page(&store, &request, &form.into_state()).await.status(422))
        }
    }
}

pub async fn sign_out(store: Store, request: Request) -> Result<Reply, Failure> {
    // In a visit, Sign Out means Close Session.
    if request.is_visit() {
        return crate::assistance::close::close(store, request).await;
    }
    store.sign_out_customer(&request.caller).await?;
    Ok(Reply::see_other(request.href("/")).clear(Cookie::Shopper).notice(Notice::SignedOut))
}

async fn page(store: &Store, request: &Request, form: &FormState) -> Reply {
    let language = request.language;
    let title = t!(language, account.sign_in_title);
    crate::layout::page(store, request, title, || {
        let back = form.value("back");
        view! {
            <h1>{title}</h1>
            <div class="columns">
                <section class="card">
                    <p>{t!(language, account.sign_in_text)}</p>
                    <form method="post" action=request.here() novalidate>
                        {identity(request)}
                        <FormErrors form language />
                        <input type="hidden" name="back" value=back />
                        <TextField form language name="email" label=t!(language, account.email) kind="email" autocomplete="username" />
                        <TextField form language name="password" label=t!(language, account.password) kind="password" autocomplete="current-password" />
                        <button class="button primary">{t!(language, store.sign_in)}</button>
                    </form>
                </section>
                <section class="card">
                    <h2>{t!(language, account.new_here)}</h2>
                    <p>{t!(language, account.new_here_text)}</p>
                    <p><a class="button" href=request.href("/customer/account/create")>{t!(language, store.create_account)}</a></p>
                </section>
            </div>
        }
    })
    .await
}
