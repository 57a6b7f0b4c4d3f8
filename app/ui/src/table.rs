//! Tables and their pagers: plain links, so that a list can be shared, bookmarked and read without scripts.

use crate::t;
use domain::stores::Language;
use leptos::prelude::*;

/// An address with these parts of its query; empty ones are left out.
pub fn address(path: &str, query: &[(&str, &str)]) -> String {
    let mut text = form_urlencoded::Serializer::new(String::new());
    query.iter().filter(|(_, v)| !v.is_empty()).for_each(|(n, v)| {
        text.append_pair(n, v);
    });
    let text = text.finish();
    if text.is_empty() { path.to_owned() } else { format!("{path}?{text}") }
}

/// The links to the pages before and after, if there are any.
#[component]
pub fn Pager(language: Language, previous: Option<String>, next: Option<String>) -> impl IntoView {
    (previous.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label=t!(language, table.pages)>
                {previous.map(|href| view! { <a class="button" rel="prev" href=href>{t!(language, table.previous)}</a> })}
                {next.map(|href| view! { <a class="button" rel="next" href=href>{t!(language, table.next)}</a> })}
            </nav>
        }
    })
}

/// A column's heading that sorts: its link, and how the column is sorted now.
#[component]
pub fn SortHeading(#[prop(into)] label: String, href: String, sorted: Option<bool>) -> impl IntoView {
    let (aria, arrow) = match sorted {
        Some(true) => (Some("ascending"), " ▲"),
        Some(false) => (Some("descending"), " ▼"),
        None => (None, ""),
    };
    view! { <th scope="col" aria-sort=aria><a href=href>{label}<span aria-hidden="true">{arrow}</span></a></th> }
}
