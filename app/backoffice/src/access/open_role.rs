//! A role in an open page: saved without a page load. The own password goes along in what the form holds, which cannot be printed.

use domain::{access::RoleName, ids::RoleId, text::Flaw};
use leptos::prelude::*;
use ui::{
    call::{FromPage, Json, Problem},
    form::saving::{Filled, Saved, Saving, SavingTexts},
};

/// Save Role.
#[server(prefix = "/admin/api", endpoint = "role/save", input = Json, output = Json, client = FromPage)]
pub async fn save_role(role: RoleId, filled: Filled) -> Result<Saved, Problem> {
    super::edit::save_by_call(role, filled).await
}

/// Around the form of a role that is there already.
#[island]
pub fn OpenRole(role: RoleId, texts: SavingTexts, children: Children) -> impl IntoView {
    let rule = |name: &str, value: &str| if name == "name" { RoleName::parse(value).map(drop) } else { Ok::<_, Flaw>(()) };
    Saving::new(texts).around(rule, move |filled| save_role(role, filled), None, children)
}
