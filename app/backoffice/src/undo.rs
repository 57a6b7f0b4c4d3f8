//! Undo: what a notice tells of is taken back, where that leaves everything as it was. A view that was deleted is kept again, a rule or a group
//! of customers is there again with all that was its own, a category stands where it stood. Whoever takes it back needs the same right, does it
//! by the door that it was done by, and only while nobody has changed it since; the record tells of both. What cannot come back whole has no such
//! button: it is asked before it is done ([`crate::question`]).

use crate::{
    catalog::{category_place, rules},
    customers::groups,
    grids,
    question::Question,
};
use domain::{failure::Failure, text::Flaw};
use leptos::prelude::*;
use store::StoreError;
use ui::{
    form::{Fields, Form, Snapshot},
    grid::UNDO,
    notice::Notice,
    t,
    web::{Reply, Request},
    words,
};

/// What a question is answered by that can be taken back.
pub(crate) static FIELDS: Fields = &[&[&UNDO.spec]];

/// The button beside a notice.
#[expect(clippy::wildcard_enum_match_arm, reason = "what the others tell of stays so")]
pub(crate) fn beside(request: &Request) -> Option<AnyView> {
    match request.notice.as_ref()?.notice {
        Notice::ViewForgotten => grids::undo(request),
        Notice::PriceRuleDeleted(id, revision) => Some(button(request, format!("{}/{id}/delete", rules::PATH), revision)),
        Notice::CustomerGroupDeleted(id, revision) => Some(button(request, format!("{}/{id}/delete", groups::PATH), revision)),
        Notice::CategoryMoved(moved) => Some(category_place::back(request, moved)),
        _ => None,
    }
}

/// Posts to where it was deleted, with what it has become by that.
fn button(request: &Request, to: String, revision: i64) -> AnyView {
    let undo = Form::button(&UNDO, "1", "button", t!(request.language, common.form.undo));
    Form::of(FIELDS, request, Snapshot::new(revision)).post(request).at(to).around(undo)
}

/// Whether what was deleted is to come back: as what it had become by that. `None`: it is to be deleted.
///
/// # Errors
/// [`Failure::Malformed`] if the form does not say what it showed.
pub(crate) fn wanted(form: &mut Form) -> Result<Option<i64>, Failure> {
    if form.get(&UNDO) != Some(true) {
        return Ok(None);
    }
    form.seen().map(Some).ok_or(Failure::Malformed)
}

/// What is answered to that: the list in which it stands again, with the notice, or that something else stands in its place.
///
/// # Errors
/// Whatever else the store says.
pub(crate) fn answer(request: &Request, restored: Result<(), StoreError>, list: &str, notice: Notice) -> Result<Reply, Failure> {
    match restored {
        Ok(()) => Ok(Reply::see_other(list).notice(notice)),
        Err(StoreError::Invalid(_, flaw)) => Ok(refused(request, flaw, list)),
        Err(error) => Err(error.into()),
    }
}

/// Something else stands where it would go back to.
fn refused(request: &Request, flaw: Flaw, back: &str) -> Reply {
    let language = request.language;
    let said = view! { <p class="notice error" role="alert" tabindex="-1" autofocus>{words::flaw(language, flaw)}</p> };
    let title = t!(language, common.form.undo).to_owned();
    Question { title, said: said.into_any(), fields: None, act: None, back: back.to_owned() }.page(request, None).status(422)
}
