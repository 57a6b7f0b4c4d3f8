//! Signing in to the back office, and out of it.

use domain::{caller::Who, failure::Failure, text::Flaw};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::{FormErrors, FormState, Reader, TextField},
    notice::Notice,
    t,
    web::{Cookie, Reply, Request, local_path},
};

pub async fn show(_: Store, request: Request) -> Result<Reply, Failure> {
    if matches!(request.caller.who(), Who::Staff { .. }) {
        return Ok(Reply::see_other("/admin"));
    }
    Ok(page(&request, &FormState::of(request.query.clone())))
}

pub async fn sign_in(store: Store, request: Request) -> Result<Reply, Failure> {
    let mut form = Reader::new(&request);
    let name = form.parse("user_name", |text| if text.trim().is_empty() { Err(Flaw::Required) } else { Ok(text.to_owned()) });
    let password = form.secret("password");
    if password.is_empty() {
        form.flaw("password", Flaw::Required);
    }
    let (Some(name), true) = (name, form.is_clean()) else { return Ok(page(&request, &form.into_state()).status(422)) };
    match store.sign_in_staff(&request.caller, &name, &password).await? {
        Some(token) => {
            let back = local_path(request.form.get("back")).filter(|p| p.starts_with("/admin")).unwrap_or_else(|| "/admin".to_owned());
            Ok(Reply::see_other(back).set(Cookie::Staff, token.expose()))
        }
        None => {
            form.flaw("password", Flaw::NotSignedIn);
            Ok(page(&request, &form.into_state()).status(422))
        }
    }
}

/// Signs out, and with it ends every visit that was begun in this session.
pub async fn sign_out(store: Store, request: Request) -> Result<Reply, Failure> {
    store.sign_out_staff(&request.caller).await?;
    Ok(Reply::see_other("/admin/login").clear(Cookie::Staff).notice(Notice::SignedOut))
}

fn page(request: &Request, form: &FormState) -> Reply {
    let language = request.language;
    crate::layout::page(request, t!(language, admin.sign_in), || {
        let back = form.value("back");
        view! {
            <section class="card narrow sign-in">
                <h1>{t!(language, admin.sign_in_title)}</h1>
                <form method="post" action="/admin/login" novalidate>
                    <FormErrors form language />
                    <input type="hidden" name="back" value=back />
                    <TextField form language name="user_name" label=t!(language, admin.user_name) autocomplete="username" />
                    <TextField form language name="password" label=t!(language, admin.password) kind="password" autocomplete="current-password" />
                    <button class="button primary">{t!(language, admin.sign_in)}</button>
                </form>
            </section>
        }
    })
}
