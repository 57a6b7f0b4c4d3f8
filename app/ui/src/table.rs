//! Short lists; addresses with a query, and the links between the pages of a list: plain links, so that a list can be shared, bookmarked and read
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

/// A list, which stands at the address that was asked: its rows, or that it ends before this page; and the links to the pages before and after.
pub fn listing<T>(request: &Request, listed: &Listed<T>, rows: impl FnOnce(&[T]) -> AnyView) -> AnyView {
    let is_past_end = listed.items.is_empty() && request.query.get("after").is_some();
    let rows = if is_past_end { past_end(request.language, request.here()) } else { rows(&listed.items) };
    view! { {rows} {pages(request, listed)} }.into_any()
}

fn pages<T>(request: &Request, listed: &Listed<T>) -> AnyView {
    let link = |name, key: &String| address(&request.here(), &[(name, key)]);
    let (previous, next) = (listed.previous.as_ref().map(|key| link("before", key)), listed.next.as_ref().map(|key| link("after", key)));
    view! { <Pager language=request.language previous next /> }.into_any()
}

/// Behind the last of a list, which goes on where more of it stood before: that it ends, and the way back to where it begins.
pub fn past_end(language: Language, first: String) -> AnyView {
    view! { <p class="empty">{t!(language, common.table.past_end)} " " <a href=first>{t!(language, common.table.first_page)}</a></p> }
        .into_any()
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

/// The heading of a column: of texts, or of numbers.
#[derive(Debug, Clone, Copy)]
pub enum Heading {
    Text(&'static str),
    Number(&'static str),
}

impl Heading {
    const fn label(self) -> &'static str {
        match self {
            Self::Text(label) | Self::Number(label) => label,
        }
    }

    const fn class(self) -> Option<&'static str> {
        match self {
            Self::Text(_) => None,
            Self::Number(_) => Some("number"),
        }
    }
}

/// A short list: each row is headed by its first cell, and its cells stand one below another where there is no room beside each other.
pub fn stack(headings: &[Heading], rows: Vec<Vec<AnyView>>, empty: &'static str) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="empty">{empty}</p> }.into_any();
    }
    let cell = |(n, (cell, heading)): (usize, (AnyView, &Heading))| match n {
        0 => view! { <th scope="row">{cell}</th> }.into_any(),
        _ => view! { <td class=heading.class() data-label=heading.label()>{cell}</td> }.into_any(),
    };
    let row = |cells: Vec<AnyView>| {
        let cells = cells.into_iter().zip(headings).enumerate().map(cell).collect_view();
        view! { <tr>{cells}</tr> }
    };
    let rows = rows.into_iter().map(row).collect_view();
    let heads = headings.iter().map(|heading| view! { <th scope="col" class=heading.class()>{heading.label()}</th> }).collect_view();
    view! { <table class="stack brief"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table> }.into_any()
}
