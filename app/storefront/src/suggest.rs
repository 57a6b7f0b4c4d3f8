//! The search in the header, which suggests while somebody types (`ui::suggest`).

use leptos::prelude::*;
use ui::{
    call::{FromPage, Json, Problem},
    suggest::{Suggestions, combobox},
};

/// What may be meant by what somebody began to type.
#[server(prefix = "/api", endpoint = "catalog/suggest", input = Json, output = Json, client = FromPage)]
pub async fn suggest(typed: String) -> Result<Suggestions, Problem> {
    crate::catalog::suggest::suggested(typed).await
}

/// The search, around its form. `list` is what the list of what is suggested is called in the page.
#[island]
pub fn SearchBox(list: String, label: String, children: Children) -> impl IntoView {
    combobox(list, label, children, suggest)
}
