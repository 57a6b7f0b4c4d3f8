//! A section in an open page: what depends on another setting, what saving would end, and saving
//! without a page load. Without scripts the form works by itself.

use domain::config::{FIELDS, Scope, Section, Setting, named};
use leptos::{
    html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlElement, HtmlInputElement},
};
use ui::{
    call::{Asking, FromPage, Json, Problem},
    form::saving::{Filled, Saved, Saving, SavingTexts, WRITTEN, value_of},
};

/// Save Config, of one section.
#[server(prefix = "/admin/api", endpoint = "config/save", input = Json, output = Json, client = FromPage)]
pub async fn save_config(section: Section, scope: Scope, filled: Filled) -> Result<Saved, Problem> {
    super::section::save_by_call(section, scope, filled).await
}

/// What saving this would do beside, in words.
#[server(prefix = "/admin/api", endpoint = "config/affects", input = Json, output = Json, client = FromPage)]
pub async fn config_affects(section: Section, scope: Scope, filled: Filled) -> Result<Vec<String>, Problem> {
    super::section::affects(section, scope, filled).await
}

/// Around the form of a section.
#[island]
pub fn OpenSection(section: Section, scope: Scope, texts: SavingTexts, children: Children) -> impl IntoView {
    let saving = Saving::new(texts);
    let asking = Asking::<Vec<String>>::default();
    let around = NodeRef::<html::Div>::new();
    let ask = move || {
        asking.ask(move || {
            let form = saving.form().filter(|_| saving.is_changed())?;
            Some(config_affects(section, scope, form.filled()))
        });
    };
    // The boxes themselves say whether they are ticked: whoever was faster than this script keeps what he did.
    Effect::new(move |_| {
        if around.get().is_some() {
            follow(section);
        }
        arrive();
        let watching = [
            window_event_listener_untyped(WRITTEN, move |_| {
                follow(section);
                ask();
            }),
            window_event_listener_untyped("hashchange", |_| arrive()),
        ];
        on_cleanup(move || watching.into_iter().for_each(WindowListenerHandle::remove));
    });
    let changed = move |_| {
        follow(section);
        ask();
    };
    let rule = move |name: &str, value: &str| named(section, name).map_or(Ok(()), |field| field.check(value).map(drop));
    let call = move |filled| save_config(section, scope, filled);
    view! { <div node_ref=around on:change=changed>{saving.around(rule, call, Some(asking.answer), children)}</div> }
}

fn box_of(name: &str) -> Option<HtmlInputElement> {
    document().get_element_by_id(&format!("{name}-system"))?.dyn_into().ok()
}

/// Whoever was led to a field can type into it; or untick the box beside it first.
fn arrive() {
    let hash = window().location().hash().unwrap_or_default();
    let Some(control) = hash.strip_prefix('#').and_then(|name| document().get_element_by_id(name)) else { return };
    let system = box_of(&control.id()).filter(HtmlInputElement::checked).map(Into::into);
    if let Some(target) = system.or_else(|| control.dyn_into::<HtmlElement>().ok()) {
        let _ = target.focus();
    }
}

/// A field that has no effect as the others are says so.
fn follow(section: Section) {
    let of_section = || FIELDS.iter().filter(move |field| field.section == section);
    let values: Vec<(Setting, String)> =
        of_section().filter_map(|field| Some((field.setting, value_of(&document().get_element_by_id(field.name())?)))).collect();
    for field in of_section() {
        let is_idle = field.is_idle(|needed| values.iter().find(|(setting, _)| *setting == needed).map(|(_, value)| value.as_str()));
        if let Some(note) = document().get_element_by_id(&format!("{}-idle", field.name())) {
            let _ = note.toggle_attribute_with_force("hidden", !is_idle);
        }
    }
}
