//! Comments History: what was noted of an order or of a document of it, and the form that notes more.

use super::notified;
use domain::{failure::Failure, sales::order::Comment, text::lines};
use leptos::prelude::*;
use store::Note;
use ui::{
    form::{Field, Fields, Form, Group},
    t,
    web::Request,
    words,
};

static COMMENT: Field<String> = Field::text_area("comment", |l| t!(l, sales.comment), |text| lines(text, 1_000));
static VISIBLE: Field<bool> = Field::check_box("visible", |l| t!(l, sales.visible));
static NOTIFY: Field<bool> = Field::check_box("notify", |l| t!(l, sales.notify));
const NOTE: Group = &[&COMMENT.spec, &VISIBLE.spec];
const MAILED: Group = &[&NOTIFY.spec];
pub(super) static FIELDS: Fields = &[NOTE, MAILED];

/// What came back: the form, and if it is right, how its reader saw what he notes something on, and what that is.
pub(super) fn read(request: &Request) -> Result<(Form, Option<(i64, Note)>), Failure> {
    let mut form = Form::read(FIELDS, request);
    // What else was done to it meanwhile is no reason not to note something.
    let seen = form.seen().ok_or(Failure::Malformed)?;
    let (text, visible, mails) = (form.get(&COMMENT), form.is_filled(&VISIBLE), form.is_filled(&NOTIFY));
    let noted = text.filter(|_| form.is_clean()).map(|text| (seen, Note { text, visible, mails }));
    Ok((form, noted))
}

/// The form, which notes at that address; `mails`, if such mails are sent.
pub(super) fn form(request: &Request, form: &Form, at: String, mails: bool) -> AnyView {
    let notify = mails.then(|| form.group(MAILED));
    form.post(request).at(at).class("card narrow").around(view! {
        {form.group(NOTE)} {notify} <button class="button">{t!(request.language, sales.submit_comment)}</button>
    })
}

/// An entry: what is told of it, and what it says.
pub(super) fn entry(about: &[String], says: &[&str]) -> AnyView {
    let says = says.iter().map(|text| view! { <p class="text">{(*text).to_owned()}</p> }).collect_view();
    view! { <li><span class="hint">{about.join(" · ")}</span> {says}</li> }.into_any()
}

/// The entry of a comment, below what else it says.
pub(super) fn noted(request: &Request, comment: &Comment, says: &[&str]) -> AnyView {
    let language = request.language;
    let who = match (comment.visible, comment.notified) {
        (true, _) => Some(t!(language, sales.visible_to_customer)),
        // He has read it in a mail.
        (false, Some(true)) => None,
        (false, _) => Some(t!(language, sales.for_staff)),
    };
    let state = comment.state.map(|state| words::order_state(language, state));
    // Of what was noted before either was kept nobody knows.
    let told = (comment.state.is_some() || comment.notified.is_some()).then(|| notified(language, comment.notified));
    let rest = [state, Some(comment.by.as_str()), who, told];
    let about: Vec<String> = std::iter::once(request.time(comment.at)).chain(rest.into_iter().flatten().map(str::to_owned)).collect();
    let says: Vec<&str> = says.iter().copied().chain([comment.text.as_str()]).collect();
    entry(&about, &says)
}

/// All of it.
pub(super) fn section(request: &Request, entries: Vec<AnyView>, form: Option<AnyView>) -> AnyView {
    let list = (!entries.is_empty()).then(|| view! { <ul class="plain">{entries}</ul> });
    view! { <h2>{t!(request.language, sales.comments)}</h2> {list} {form} }.into_any()
}
