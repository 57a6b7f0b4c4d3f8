//! What search engines are told of a product or a category, in its form: for all, and in a view.

use super::In;
use domain::{
    catalog::edit::{MetaDescription, MetaKeywords, MetaTitle, OwnMeta, Told},
    config::Reach,
    stores::Language,
};
use leptos::prelude::*;
use ui::{
    form::{Field, Form, Group, Inheriting, Snapshot},
    t,
    web::Request,
    words,
};

static TITLE: Inheriting<MetaTitle> =
    Inheriting::new(Field::line("meta_title", |l| t!(l, catalog.meta_title), MetaTitle::parse).optional(), "meta_title-system", |l| {
        t!(l, catalog.use_default)
    });
static KEYWORDS: Inheriting<MetaKeywords> = Inheriting::new(
    Field::text_area("meta_keywords", |l| t!(l, catalog.meta_keywords), MetaKeywords::parse).optional(),
    "meta_keywords-system",
    |l| t!(l, catalog.use_default),
);
static DESCRIPTION: Inheriting<MetaDescription> = Inheriting::new(
    Field::line("meta_description", |l| t!(l, catalog.meta_description), MetaDescription::parse).optional(),
    "meta_description-system",
    |l| t!(l, catalog.use_default),
);
pub(super) const META: Group = &[
    &TITLE.value.spec,
    &TITLE.system.spec,
    &KEYWORDS.value.spec,
    &KEYWORDS.system.spec,
    &DESCRIPTION.value.spec,
    &DESCRIPTION.system.spec,
];

/// With what is told for all, or in a view.
pub(super) fn stored(snapshot: Snapshot, told: &Told, view: In) -> Snapshot {
    let OwnMeta { title, keywords, description } = told.said_in(view);
    snapshot
        .with(&TITLE.value, title.unwrap_or_default())
        .with(&KEYWORDS.value, keywords.unwrap_or_default())
        .with(&DESCRIPTION.value, description.unwrap_or_default())
}

/// With the boxes "Use Default Value" and what they stand for, where there is a default.
pub(super) fn offered(request: &Request, form: Form, told: &Told, view: In) -> Form {
    if view.is_none() {
        return for_all(form);
    }
    let (called, all) = (t!(request.language, catalog.use_default), &told.all);
    form.inheriting(&TITLE.value, called, all.title.clone()).inheriting(&KEYWORDS.value, called, all.keywords.clone()).inheriting(
        &DESCRIPTION.value,
        called,
        all.description.clone(),
    )
}

/// Without the boxes.
pub(super) fn for_all(form: Form) -> Form {
    form.without(&TITLE.system).without(&KEYWORDS.system).without(&DESCRIPTION.system)
}

/// The form as it came, with ticked boxes in the place of their fields.
pub(super) fn with_boxes(form: Form, view: In) -> Form {
    if view.is_some() { form.with_box(&TITLE).with_box(&KEYWORDS).with_box(&DESCRIPTION) } else { form }
}

pub(super) fn read(form: &mut Form) -> OwnMeta {
    OwnMeta {
        title: form.own(&TITLE).map(|title| title.to_string()),
        keywords: form.own(&KEYWORDS).map(|words| words.to_string()),
        description: form.own(&DESCRIPTION).map(|text| text.to_string()),
    }
}

/// Their card.
pub(super) fn card(language: Language, form: &Form, legend: &'static str) -> AnyView {
    let reach = words::reach(language, Reach::StoreView);
    view! {
        <section class="card">
            <fieldset>
                <legend>{legend}</legend>
                {form.inheriting_field(&TITLE, reach, None)}
                {form.inheriting_field(&KEYWORDS, reach, None)}
                {form.inheriting_field(&DESCRIPTION, reach, None)}
            </fieldset>
        </section>
    }
    .into_any()
}
