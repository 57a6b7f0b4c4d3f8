//! The choice of a store view, and with it of a language: kept in a cookie, so that it holds where no address says it.

use crate::Endpoint;
use domain::{failure::Failure, text::line};
use store::Store;
use ui::{
    endpoint::{InAVisit, Open, open},
    form::{Field, Fields, Form},
    web::{Cookie, Reply, Request, local_path},
};

/// The buttons have the code of their view.
pub(crate) static VIEW: Field<String> = Field::button("view", |code| line(code, 40)).example("en");
/// Where to go on from here: a path of ours, or nowhere in particular.
pub(crate) static BACK: Field<Option<String>> = Field::hidden("back", |path| Ok(local_path(Some(path)))).example("/");
static FIELDS: Fields = &[&[&VIEW.spec, &BACK.spec]];

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![Endpoint::form("/language", open(), InAVisit::Yes, FIELDS, choose)]
}

async fn choose(_: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let mut form = Form::read(FIELDS, &request);
    let view = request.views.iter().find(|v| v.code == form.value(&VIEW)).ok_or(Failure::Malformed)?;
    let back = form.get(&BACK).flatten().unwrap_or_else(|| "/".to_owned());
    Ok(Reply::see_other(view.href(&back)).set(Cookie::Language, view.language.tag()))
}
