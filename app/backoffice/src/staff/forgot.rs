//! Forgot your password? The answer is the same for any address.

use crate::layout;
use domain::{customers::Email, failure::Failure};
use leptos::prelude::*;
use store::Store;
use ui::{
    endpoint::Open,
    form::{Field, Fields, Form, Group, groups},
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(crate) const PATH: &str = "/admin/forgot";
static ADDRESS: Field<Email> = Field::email("email", |l| t!(l, staff.forgot_email), groups::EMAIL.parse).autocomplete("email");
const ASKED: Group = &[&ADDRESS.spec];
pub(crate) const FIELDS: Fields = &[ASKED];

pub(crate) async fn show(_: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    Ok(page(&request, &Form::new(FIELDS, &request)))
}

pub(crate) async fn send(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let mut form = Form::read(FIELDS, &request);
    match form.get(&ADDRESS) {
        Some(email) if form.is_clean() => {
            store.forgot_staff_password(&request.caller, &email).await?;
            Ok(Reply::see_other("/admin/login").notice(Notice::ResetMailed))
        }
        _ => Ok(page(&request, &form).status(form.status())),
    }
}

fn page(request: &Request, form: &Form) -> Reply {
    let language = request.language;
    let title = t!(language, staff.forgot_title);
    layout::page(request, title, || {
        view! {
            <section class="card narrow sign-in">
                <h1>{title}</h1>
                {form.post(request).around(view! {
                    {form.group(ASKED)}
                    <p class="actions">
                        <button class="button primary">{t!(language, staff.forgot_button)}</button>
                        <a href="/admin/login">{t!(language, staff.back_to_sign_in)}</a>
                    </p>
                })}
            </section>
        }
    })
}
