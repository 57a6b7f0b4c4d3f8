//! The code after the password. What was typed before signing in goes along, and nothing says yet who is signing in.

use super::sign_in::{BACK, TYPED, signed_in};
use crate::layout;
use domain::{
    failure::Failure,
    text::{Flaw, Secret},
};
use leptos::prelude::*;
use store::{Store, StoreError, Token};
use ui::{
    endpoint::Open,
    form::{Field, Fields, Form, Group},
    notice::Notice,
    t,
    web::{Pairs, Reply, Request},
};

pub(super) const PATH: &str = "/admin/login/code";
/// What the browser got for the right password: it opens nothing without a code, and not for long.
static ASKED: Field<Option<Token>> = Field::hidden("asked", |text| Ok(Token::parse(text)));
pub(super) static CODE: Field<Secret> = Field::line(
    "code",
    |l| t!(l, staff.factor.code),
    |text| match text.trim() {
        "" => Err(Flaw::Required),
        code => Ok(Secret::new(code)),
    },
)
.autocomplete("one-time-code")
.hint(|l| t!(l, staff.factor.code_hint))
.secret()
.example("123456");
const TYPED_IN: Group = &[&BACK.spec, &TYPED.spec, &ASKED.spec, &CODE.spec];
pub(super) const FIELDS: Fields = &[TYPED_IN];

/// Asks for the code.
pub(super) fn ask(request: &Request, asked: &Token, back: Option<String>, typed: &Pairs) -> Reply {
    let form = Form::new(FIELDS, request).filled(&BACK, back.unwrap_or_default()).filled(&TYPED, typed.encoded());
    page(request, &form.filled(&ASKED, asked.expose()))
}

pub(super) async fn finish(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let mut form = Form::read(FIELDS, &request);
    let (asked, back, typed, code) = (form.get(&ASKED), form.get(&BACK), form.get(&TYPED), form.get(&CODE));
    let (Some(Some(asked)), Some(back), Some(typed)) = (asked, back, typed) else {
        return Ok(Reply::see_other("/admin/login").notice(Notice::SignInAgain));
    };
    let Some(code) = code else { return Ok(page(&request, &form).status(form.status())) };
    match store.finish_sign_in(&request.caller, &asked, &code).await {
        Ok((token, member)) => Ok(signed_in(&request, &token, &member, back, &typed)),
        Err(StoreError::NotFound | StoreError::Stale) => Ok(Reply::see_other("/admin/login").notice(Notice::SignInAgain)),
        Err(error) => {
            let form = form.refused(error)?;
            Ok(page(&request, &form).status(form.status()))
        }
    }
}

fn page(request: &Request, form: &Form) -> Reply {
    let language = request.language;
    let title = t!(language, staff.factor.title);
    layout::page(request, title, || {
        view! {
            <section class="card narrow sign-in">
                <h1>{title}</h1>
                {form.post(request).at(PATH).around(view! {
                    {form.group(TYPED_IN)}
                    <p class="actions">
                        <button class="button primary">{t!(language, staff.factor.confirm)}</button>
                        <a href="/admin/login">{t!(language, staff.back_to_sign_in)}</a>
                    </p>
                })}
            </section>
        }
    })
}
