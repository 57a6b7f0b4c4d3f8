//! The current user's own password: asked for by the forms that decide who may do what, so that a screen left alone hands out nothing. Whoever has
//! a second factor is asked for a code beside it, unless he typed one in this session a moment ago.

use domain::{caller::Staff, failure::Failure, text::Secret};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::{Field, Form, Group},
    t,
    web::Request,
};

pub(crate) static OWN_PASSWORD: Field<Secret> =
    Field::password("current_password", |l| t!(l, access.your_password)).autocomplete("current-password");
/// Whether it is asked for, the store knows.
static OWN_CODE: Field<Option<Secret>> = Field::line(
    "current_code",
    |l| t!(l, staff.factor.code),
    |code| Ok(Some(code.trim()).filter(|code| !code.is_empty()).map(Secret::new)),
)
.autocomplete("one-time-code")
.hint(|l| t!(l, staff.factor.code_hint))
.secret()
.optional()
.example("123456");

pub(crate) const VERIFICATION: Group = &[&OWN_PASSWORD.spec, &OWN_CODE.spec];
const PASSWORD_ALONE: Group = &[&OWN_PASSWORD.spec];

/// Remembers at the field if the password, or the code beside it, is not right.
pub(crate) async fn verified(store: &Store, staff: &Staff, mut form: Form) -> Result<Form, Failure> {
    let (Some(own), code) = (form.get(&OWN_PASSWORD), form.get(&OWN_CODE).flatten()) else { return Ok(form) };
    match store.own_password(staff, &own, code.as_ref()).await {
        Ok(()) => Ok(form),
        Err(error) => form.refused(error),
    }
}

/// The field of the code is there for whoever has a second factor, also while none is asked for: a page may be sent long after it was opened.
pub(crate) fn fieldset(request: &Request, form: &Form) -> AnyView {
    let language = request.language;
    let Some(due) = request.caller.seat().and_then(|seat| seat.code) else {
        return form.fieldset(|l| t!(l, access.verification), PASSWORD_ALONE);
    };
    let later = (due > request.now()).then(|| {
        let time = request.time(due);
        view! { <p class="hint">{t!(language, staff.factor.code_later, time = time.as_str())}</p> }
    });
    view! {
        <fieldset>
            <legend>{t!(language, access.verification)}</legend>
            {form.field(&OWN_PASSWORD)}
            {later}
            {form.field(&OWN_CODE)}
        </fieldset>
    }
    .into_any()
}
