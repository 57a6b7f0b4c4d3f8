//! A form that is a page's own: at its head what it is of and what can be done to that, below it the fields, guarded until they are saved.

use crate::open_sheet::OpenSheet;
use leptos::prelude::*;
use ui::{form::saving::SavingTexts, named::named, t, web::Request};

/// The head of such a form.
pub(crate) struct Head {
    pub(crate) title: AnyView,
    /// Where it is changed, if it says something of its own in several scopes.
    pub(crate) scope: Option<AnyView>,
    /// What it was come from: mostly, where all of them are listed.
    pub(crate) back: Option<String>,
    /// What else there is to do.
    pub(crate) acts: Vec<Option<AnyView>>,
    /// Nothing for whoever only reads it.
    pub(crate) save: Option<&'static str>,
}

impl Head {
    /// A title and the way back; what else there is stands beside it.
    pub(crate) fn of(title: AnyView, back: impl Into<String>) -> Self {
        Self { title, scope: None, back: Some(back.into()), acts: Vec::new(), save: None }
    }

    pub(crate) fn show(self, request: &Request) -> AnyView {
        let Self { title, scope, back, acts, save } = self;
        let acts: Vec<AnyView> = acts.into_iter().flatten().collect();
        let acts = (!acts.is_empty()).then(|| more(request, acts));
        let back = back.map(|href| view! { <a class="button" href=href>{t!(request.language, common.form.back)}</a> });
        let save = save.map(|label| view! { <button class="button primary">{label}</button> });
        let has_some = back.is_some() || acts.is_some() || save.is_some();
        let actions = has_some.then(|| view! { <div class="actions">{back} {acts} {save}</div> });
        view! {
            <div class="sheet-head">
                <h1>{title}</h1>
                {scope}
                {actions}
            </div>
        }
        .into_any()
    }
}

/// What else there is to do stands beside each other, and on a phone behind a button: there a page is not mostly its head.
pub(crate) fn more(request: &Request, acts: Vec<AnyView>) -> AnyView {
    let label = t!(request.language, common.form.more);
    view! { <details class="more" data-floats=""><summary class="button">{label}</summary> <div class="acts">{acts}</div></details> }
        .into_any()
}

/// A title behind the kind of thing that it is of.
pub(crate) fn titled(kind: &'static str, title: String) -> AnyView {
    view! { <span class="kind">{kind}</span> " " {named(&title)} }.into_any()
}

/// Leads to where it is asked whether to delete it.
pub(crate) fn deleting(href: String, label: &'static str) -> AnyView {
    view! { <a class="button danger" href=href>{label}</a> }.into_any()
}

/// Shows it again as it is stored.
pub(crate) fn reset(request: &Request) -> AnyView {
    view! { <a class="button" href=request.here()>{t!(request.language, common.table.reset)}</a> }.into_any()
}

/// The form, guarded.
pub(crate) fn guarded(request: &Request, form: AnyView) -> AnyView {
    view! { <OpenSheet texts=SavingTexts::of(request, [])>{form}</OpenSheet> }.into_any()
}
