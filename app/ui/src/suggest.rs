//! What is suggested while somebody types into a search: a combobox with a list box, by the ARIA Authoring Practices Guide. The form around
//! the field is the page's own, and searches as it does without scripts; where nothing else on a page is an island, all of this is loaded
//! once somebody goes to the field (`frontend/wake.js`). What is suggested comes as it is shown. Each half has an island of it, which says
//! whom it asks.

use crate::call::{Asking, Problem};
#[cfg(feature = "ssr")]
use crate::render::html as rendered;
use leptos::{
    ev, html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, HtmlInputElement, Node},
};

/// Fewer letters begin too many words.
const FEWEST: usize = 2;

crate::texts! {
    /// What may be meant.
    pub struct Suggestions {
        /// How many there are, in words.
        pub said: String,
        /// The options as markup: each a link.
        pub options: String,
    }
}

/// Something that may be meant: a link, and what kind of thing it is.
#[cfg(feature = "ssr")]
pub struct Meant {
    pub name: String,
    pub href: String,
    pub note: Option<String>,
}

#[cfg(feature = "ssr")]
impl Suggestions {
    /// What may be meant, under its headings; an empty one is none. `list` is what the list of options is called in the page.
    pub fn of(list: &str, said: String, groups: Vec<(&'static str, Vec<Meant>)>) -> Self {
        let mut all = 0_usize..;
        let groups = groups.into_iter().filter(|(_, meant)| !meant.is_empty()).map(|(heading, meant)| {
            let options = meant.into_iter().zip(all.by_ref()).map(|(Meant { name, href, note }, n)| {
                let note = note.map(|note| view! { " " <bdi class="hint">{note}</bdi> });
                view! { <a role="option" id=format!("{list}-{n}") aria-selected="false" href=href tabindex="-1"><bdi>{name}</bdi> {note}</a> }
            });
            let options: Vec<_> = options.collect();
            if heading.is_empty() {
                return options.into_any();
            }
            view! { <div role="group" aria-label=heading><div class="under" aria-hidden="true">{heading}</div> {options}</div> }.into_any()
        });
        let groups: Vec<AnyView> = groups.collect();
        let options = if groups.is_empty() { String::new() } else { rendered(|| groups) };
        Self { said, options }
    }
}

/// The search, around its form. `list_id` is what the list of options is called in the page, `label` what it is called for people, and
/// `suggest` who is asked.
pub fn combobox<F>(
    list_id: String,
    label: String,
    children: Children,
    suggest: impl Fn(String) -> F + Copy + Send + Sync + 'static,
) -> impl IntoView
where
    F: Future<Output = Result<Suggestions, Problem>> + 'static,
{
    let around = NodeRef::<html::Div>::new();
    let list = NodeRef::<html::Div>::new();
    let asking = Asking::<Suggestions>::default();
    let (is_open, at) = (RwSignal::new(false), RwSignal::new(None::<u32>));
    let field = move || {
        let field = around.get_untracked()?.query_selector("input[type=search]").ok()??;
        field.dyn_into::<HtmlInputElement>().ok()
    };
    // Under headings or not, each is a link.
    let options = move || list.get_untracked().map(|list| list.get_elements_by_tag_name("a"));
    let ask = move || {
        at.set(None);
        let typed = field().map(|field| field.value()).unwrap_or_default();
        asking.ask(move || (typed.trim().chars().count() >= FEWEST).then(|| suggest(typed)));
    };
    let close = move || {
        is_open.set(false);
        at.set(None);
    };
    Effect::new(move |_| {
        if let Some(field) = field() {
            let list = list.get_untracked().map(|list| list.id()).unwrap_or_default();
            for (name, value) in [("role", "combobox"), ("aria-autocomplete", "list"), ("aria-controls", &*list), ("autocomplete", "off")] {
                let _ = field.set_attribute(name, value);
            }
            // What was typed before this was loaded.
            let is_here = document().active_element().is_some_and(|here| here.is_same_node(Some(&field)));
            if is_here && field.value() != field.default_value() {
                ask();
            }
        }
    });
    Effect::new(move |_| {
        let has_some = asking.answer.with(|answer| answer.as_ref().is_some_and(|answer| !answer.options.is_empty()));
        // Whoever went on meanwhile is not bothered.
        let is_here = || field().is_some_and(|field| document().active_element().is_some_and(|here| here.is_same_node(Some(&field))));
        is_open.set(has_some && is_here());
    });
    // What is chosen, and whether there is anything to choose, is said of the field.
    Effect::new(move |_| {
        let (Some(field), chosen) = (field(), at.get()) else { return };
        let _ = field.set_attribute("aria-expanded", if is_open.get() { "true" } else { "false" });
        let _ = field.remove_attribute("aria-activedescendant");
        let Some(options) = options() else { return };
        for n in 0..options.length() {
            let Some(option) = options.item(n) else { continue };
            let is_chosen = chosen == Some(n);
            let _ = option.set_attribute("aria-selected", if is_chosen { "true" } else { "false" });
            if is_chosen {
                let _ = field.set_attribute("aria-activedescendant", &option.id());
                // Only a list that is longer than its place is pushed along.
                if list.get_untracked().is_some_and(|list| list.scroll_height() > list.client_height()) {
                    option.scroll_into_view_with_bool(false);
                }
            }
        }
    });
    let step = move |down: bool| {
        let many = options().map_or(0, |options| options.length());
        let next = match (at.get_untracked(), down) {
            (None, true) => Some(0),
            (None, false) => many.checked_sub(1),
            (Some(n), true) => n.checked_add(1).filter(|n| *n < many),
            (Some(n), false) => n.checked_sub(1),
        };
        at.set(next);
    };
    let pressed = move |event: ev::KeyboardEvent| {
        let has_some = asking.answer.with_untracked(|answer| answer.as_ref().is_some_and(|answer| !answer.options.is_empty()));
        match &*event.key() {
            "ArrowDown" | "ArrowUp" if has_some => {
                event.prevent_default();
                is_open.set(true);
                step(event.key() == "ArrowDown");
            }
            "Escape" if is_open.get_untracked() => {
                event.prevent_default();
                close();
            }
            "Enter" if is_open.get_untracked() => {
                let option = at.get_untracked().and_then(|n| options()?.item(n));
                if let Some(link) = option.and_then(|option| option.dyn_into::<HtmlElement>().ok()) {
                    event.prevent_default();
                    link.click();
                }
            }
            _other => {}
        }
    };
    let left = move |event: ev::FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        let stays = around.get_untracked().is_some_and(|around| {
            let around: &Element = &around;
            around.contains(to.as_ref())
        });
        if !stays {
            close();
        }
    };
    view! {
        <div class="search-box" node_ref=around on:input=move |_| ask() on:keydown=pressed on:focusout=left>
            {children()}
            <div id=list_id role="listbox" aria-label=label translate="no" node_ref=list hidden=move || !is_open.get() on:click=move |_| close()
                inner_html=move || asking.answer.with(|answer| answer.as_ref().map(|answer| answer.options.clone()).unwrap_or_default())></div>
            <p class="hidden" aria-live="polite" translate="no">
                {move || asking.answer.with(|answer| answer.as_ref().map(|answer| answer.said.clone()).unwrap_or_default())}
            </p>
        </div>
    }
}
