//! The search over all settings: what is found appears while somebody types, and leads to its field. Without scripts it is a form that
//! leads to a page.

use domain::config::Scope;
use leptos::{html, prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};
use ui::call::{Asking, FromPage, Problem};

/// A setting that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub label: String,
    /// Its tab and its section.
    pub place: String,
    pub href: String,
}

impl Found {
    pub(super) fn item(&self) -> AnyView {
        let Self { label, place, href } = self.clone();
        view! { <li><a href=href>{label}</a> <span class="hint">{place}</span></li> }.into_any()
    }
}

ui::texts! {
    /// What the search says.
    pub struct SearchTexts {
        pub label: String,
        pub go: String,
        pub nothing: String,
    }
}

/// The settings that these words are the beginnings of words of.
#[server(prefix = "/admin/api", endpoint = "config/find", input = Json, output = Json, client = FromPage)]
pub async fn find_settings(text: String, scope: Scope) -> Result<Vec<Found>, Problem> {
    super::find::by_call(&text, scope).await
}

#[island]
pub fn SettingSearch(
    /// Where the form leads without scripts.
    action: String,
    /// The scope in which what is found is shown.
    scope: Scope,
    /// What was searched for to get to this page.
    wanted: String,
    texts: SearchTexts,
) -> impl IntoView {
    let is_awake = RwSignal::new(false);
    Effect::new(move |_| is_awake.set(true));
    let asking = Asking::<Vec<Found>>::default();
    let found = asking.answer;
    let field = NodeRef::<html::Input>::new();
    let typed = move |_| {
        asking.ask(move || {
            let text = field.get_untracked().map(|field| field.value()).unwrap_or_default();
            (!text.trim().is_empty()).then(|| find_settings(text, scope))
        });
    };
    // A link to a field of this very page leads there without loading it: what was searched for is done with then.
    let gone = move |_| asking.drop_it();
    let SearchTexts { label, go, nothing } = texts;
    let is_empty = move || found.with(|found| found.as_ref().is_some_and(Vec::is_empty));
    view! {
        <form class="setting-search" role="search" method="get" action=action translate="no">
            <input type="search" name="q" value=wanted aria-label=label.clone() placeholder=label autocomplete="off" node_ref=field on:input=typed />
            <input type="hidden" name="scope" value=scope.to_string() />
            <button class="button" hidden=move || is_awake.get()>{go}</button>
            <div role="status">
                <ul class="found" hidden=move || found.with(|found| found.as_ref().is_none_or(Vec::is_empty)) on:click=gone>
                    {move || found.get().unwrap_or_default().iter().map(Found::item).collect_view()}
                </ul>
                <p class="hint" hidden=move || !is_empty()>{nothing}</p>
            </div>
        </form>
    }
}
