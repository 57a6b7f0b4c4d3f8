//! More Information: what a product says of the attributes that its page shows.

use domain::catalog::attribute::{Attribute, Values};
use leptos::prelude::*;
use ui::{named::names, t, web::Request};

/// Nothing, where it says nothing of any.
pub(super) fn facts(request: &Request, values: &Values) -> Option<AnyView> {
    let (language, view) = (request.language, &request.view);
    let words = (t!(language, common.form.yes), t!(language, common.form.no));
    let told = |attribute: &Attribute| {
        let said = attribute.said(values.get(&attribute.id)?, Some(view.id), words);
        (!said.is_empty()).then(|| (attribute.label.shown_in(Some(view.id)).to_owned(), said))
    };
    let told: Vec<(String, Vec<String>)> = view.attributes.iter().filter(|attribute| attribute.visible).filter_map(told).collect();
    (!told.is_empty()).then(|| {
        let rows = told.into_iter().map(|(label, said)| {
            let said = names(language, &said);
            view! { <tr><th scope="row">{label}</th><td>{said}</td></tr> }
        });
        view! {
            <section class="more-information">
                <h2>{t!(language, catalog.more_information)}</h2>
                <table>{rows.collect_view()}</table>
            </section>
        }
        .into_any()
    })
}
