//! The current user's own password: asked for by the forms that decide who may do what, so that a screen left alone hands out nothing.

use domain::{caller::Staff, failure::Failure, text::Secret};
use leptos::prelude::AnyView;
use store::Store;
use ui::{
    form::{Field, Form, Group},
    t,
};

pub(crate) static OWN_PASSWORD: Field<Secret> =
    Field::password("current_password", |l| t!(l, access.your_password)).autocomplete("current-password");

pub(crate) const VERIFICATION: Group = &[&OWN_PASSWORD.spec];

/// Remembers at the field if the password is not right.
pub(crate) async fn verified(store: &Store, staff: &Staff, mut form: Form) -> Result<Form, Failure> {
    let Some(own) = form.get(&OWN_PASSWORD) else { return Ok(form) };
    match store.own_password(staff, &own).await {
        Ok(()) => Ok(form),
        Err(error) => form.refused(error),
    }
}

pub(crate) fn fieldset(form: &Form) -> AnyView {
    form.fieldset(|l| t!(l, access.verification), VERIFICATION)
}
