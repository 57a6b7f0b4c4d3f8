//! What is found while somebody types (`ui::suggest`).

use domain::config::Scope;
use leptos::prelude::*;
use ui::{
    call::{FromPage, Json, Problem},
    suggest::{Suggestions, combobox},
};

/// What the reader may see of what is found; with a scope only settings, as they are set there.
#[server(prefix = "/admin/api", endpoint = "search/find", input = Json, output = Json, client = FromPage)]
pub async fn find(typed: String, scope: Option<Scope>) -> Result<Suggestions, Problem> {
    super::found::suggested(&typed, scope).await
}

/// The search, around its form.
#[island]
pub fn Finder(
    /// What the list of what is found is called in the page.
    list: String,
    label: String,
    /// Where only settings are looked for: the scope in which they are shown.
    scope: Option<Scope>,
    children: Children,
) -> impl IntoView {
    combobox(list, label, children, move |typed| find(typed, scope))
}
