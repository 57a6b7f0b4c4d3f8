//! Addresses with a query, and the links between the pages of a list: plain links, so that a list can be shared, bookmarked and read
//! without scripts. Lists of the back office are grids (`grid`).

use crate::{t, web::Request};
use domain::{list::Listed, stores::Language};
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

/// The links to the pages before and after one of a list, which stands at the address that was asked.
pub fn pages<T>(request: &Request, listed: &Listed<T>) -> AnyView {
    let link = |name, key: &String| address(&request.here(), &[(name, key)]);
    let (previous, next) = (listed.previous.as_ref().map(|key| link("before", key)), listed.next.as_ref().map(|key| link("after", key)));
    view! { <Pager language=request.language previous next /> }.into_any()
}

/// The links to the pages before and after, if there are any.
#[component]
pub fn Pager(language: Language, previous: Option<String>, next: Option<String>) -> impl IntoView {
    (previous.is_some() || next.is_some()).then(|| {
        view! {
            <nav class="pager" aria-label=t!(language, common.table.pages)>
                {previous.map(|href| view! { <a class="button" rel="prev" href=href>{t!(language, common.table.previous)}</a> })}
                {next.map(|href| view! { <a class="button" rel="next" href=href>{t!(language, common.table.next)}</a> })}
            </nav>
        }
    })
}
