//! The choice of the back office's language.

use crate::{Endpoint, layout::way_back};
use domain::{failure::Failure, stores::Language, text::Flaw};
use leptos::prelude::*;
use store::Store;
use ui::{
    endpoint::{InAVisit, Open, open},
    form::{Field, Fields, Form, Post},
    t,
    web::{Cookie, Reply, Request},
};

static LANGUAGE: Field<Language> = Field::button("language", |tag| Language::from_tag(tag).ok_or(Flaw::NotAChoice)).example("de");
static BACK: Field<Option<String>> = Field::hidden("back", |path| Ok(way_back(path))).example("/admin");
const FIELDS: Fields = &[&[&LANGUAGE.spec, &BACK.spec]];

pub fn endpoints() -> Vec<Endpoint> {
    vec![Endpoint::form("/admin/language", open(), InAVisit::No, FIELDS, choose).before_all_else()]
}

async fn choose(_: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let mut form = Form::read(FIELDS, &request);
    let (Some(language), Some(back)) = (form.get(&LANGUAGE), form.get(&BACK)) else { return Err(Failure::Malformed) };
    Ok(Reply::see_other(back.unwrap_or_else(|| "/admin".to_owned())).set(Cookie::Language, language.tag()))
}

/// A button for each language; each leads back to this page.
pub(crate) fn choice(request: &Request) -> AnyView {
    let language = request.language;
    let languages = Language::ALL.map(|l| {
        let current = (l == language).then_some("true");
        view! { <button class="link" name=LANGUAGE.name value=l.tag() lang=l.tag() aria-current=current>{l.own_name()}</button> }
    });
    Post::to(request, "/admin/language").class("languages").around(view! {
        <input type="hidden" name=BACK.name value=request.target.clone() />
        <span class="languages" role="group" aria-label=t!(language, common.form.language)>{languages.into_iter().collect_view()}</span>
    })
}
