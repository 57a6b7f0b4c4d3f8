//! What is asked before something is done that stays so: what is done to what, and what that means.

use crate::layout;
use leptos::prelude::*;
use ui::{
    form::Form,
    t,
    web::{Reply, Request},
};

pub(crate) struct Question {
    pub(crate) title: String,
    /// What it means.
    pub(crate) said: AnyView,
    /// What is to be filled in for it.
    pub(crate) fields: Option<AnyView>,
    /// What is done; nothing, where that cannot be.
    pub(crate) act: Option<&'static str>,
    /// Where whoever does not want it goes.
    pub(crate) back: String,
}

impl Question {
    /// Without a form nothing is asked.
    pub(crate) fn page(self, request: &Request, form: Option<&Form>) -> Reply {
        let Self { title, said, fields, act, back } = self;
        let language = request.language;
        layout::page(request, &title.clone(), || {
            let asked = match form {
                Some(form) => {
                    let act = act.map(|act| view! { <button class="button danger">{act}</button> });
                    form.post(request).around(view! {
                        {fields}
                        <p class="actions">
                            {act}
                            <a class="button" href=back>{t!(language, common.form.cancel)}</a>
                        </p>
                    })
                }
                None => view! { <p class="actions"><a class="button" href=back>{t!(language, common.form.back)}</a></p> }.into_any(),
            };
            view! {
                <section class="card narrow">
                    <h1>{title}</h1>
                    {said}
                    {asked}
                </section>
            }
        })
    }
}
