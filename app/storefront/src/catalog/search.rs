//! Search: products whose words begin as those that were typed.

use super::{
    category::{PAGE, order, sorter},
    tile::{At, tiles},
};
use domain::{failure::Failure, text::Search};
use leptos::prelude::*;
use store::Store;
use ui::{
    endpoint::Open,
    t,
    table::{Pager, address},
    web::{Reply, Request},
};

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let text: String = request.query.get("q").unwrap_or_default().trim().chars().take(100).collect();
    let order = order(&request);
    let (listed, meant) = store.search_products(&request.view, &text, order, &request.cursor()?, PAGE).await?;
    let language = request.language;
    let here = request.here();
    let title =
        if text.is_empty() { t!(language, catalog.search).to_owned() } else { t!(language, catalog.search_title, text = text.as_str()) };
    Ok(crate::layout::page(&store, &request, &title, || {
        let link = |name, key: &String| address(&here, &[("q", &text), ("sort", order.code()), (name, key)]);
        let (previous, next) = (listed.previous.as_ref().map(|k| link("before", k)), listed.next.as_ref().map(|k| link("after", k)));
        let empty = match Search::of(&text) {
            Search::Everything => Some(t!(language, catalog.search_prompt)),
            Search::Nothing => Some(t!(language, catalog.search_no_word)),
            Search::Words(_) if listed.items.is_empty() => Some(t!(language, catalog.search_empty)),
            Search::Words(_) => None,
        };
        // What was not found is said where something else was.
        let told = meant.iter().filter(|_| !listed.items.is_empty()).map(|meant| match &meant.instead {
            Some(instead) => t!(language, catalog.search_meant, typed = meant.typed.as_str(), instead = instead.as_str()),
            None => t!(language, catalog.search_unknown, typed = meant.typed.as_str()),
        });
        let told = told.map(|text| view! { <p class="notice" role="status">{text}</p> }).collect_view();
        view! {
            <h1>{title.clone()}</h1>
            {told}
            {(!listed.items.is_empty()).then(|| sorter(language, &here, order, Some(&text)))}
            {tiles(&request, &listed.items, At::Head)}
            {empty.map(|text| view! { <p class="empty">{text}</p> })}
            <Pager language previous next />
        }
    })
    .await)
}
