//! The current user's own password: asked for by the forms that hand out rights, so that a screen left alone hands out
//! none.

use domain::{
    caller::{Permit, Right},
    failure::Failure,
    text::Flaw,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::{FormState, Reader, TextField},
    t,
    web::Request,
};

/// Remembers at the field if the password is not right.
pub(crate) async fn verify<R: Right>(store: &Store, permit: &Permit<R>, form: &mut Reader) -> Result<(), Failure> {
    let own = form.secret("current_password");
    if !store.is_own_password(permit, &own).await? {
        form.flaw("current_password", Flaw::WrongPassword);
    }
    Ok(())
}

pub(crate) fn fieldset(request: &Request, form: &FormState) -> AnyView {
    let language = request.language;
    view! {
        <fieldset>
            <legend>{t!(language, roles.verification)}</legend>
            <TextField form language name="current_password" label=t!(language, roles.your_password) kind="password" autocomplete="current-password" />
        </fieldset>
    }
    .into_any()
}
