//! Search: products whose words begin as those that were typed.

use super::{
    filters::Asked,
    menu,
    suggest::LONGEST,
    tile::{At, tiles},
};
use domain::{
    failure::Failure,
    text::{Search, as_typed, with_umlauts},
};
use leptos::prelude::*;
use store::{Found, Meant, Store};
use ui::{
    endpoint::Open,
    t,
    web::{Reply, Request},
};

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let text: String = request.query.get("q").unwrap_or_default().trim().chars().take(LONGEST).collect();
    let asked = Asked::of(&request, Some(&text));
    let Found { products, meant } = store.search_products(request.seen(), &text, &asked.wanted()?).await?;
    if let Some(anew) = asked.anew(&products) {
        return Ok(anew);
    }
    let language = request.language;
    let title =
        if text.is_empty() { t!(language, catalog.search).to_owned() } else { t!(language, catalog.search_title, text = text.as_str()) };
    // Whatever it is narrowed to.
    let is_found = products.facets.as_ref().is_some_and(|facets| facets.all > 0);
    // Whoever finds nothing goes on by the shelves.
    let shelf = if is_found { None } else { Some(store.frame(&request.caller, &request.view).await?.shelf) };
    Ok(crate::layout::page(&store, &request, &title, || {
        let empty = match Search::of(&text) {
            Search::Everything => Some(t!(language, catalog.search_prompt)),
            Search::Nothing => Some(t!(language, catalog.search_no_word)),
            Search::Words(_) if !is_found => Some(t!(language, catalog.search_empty)),
            Search::Words(_) => None,
        };
        // What was not found is said where something else was. The same word with its umlauts is nothing else.
        let is_spelt_so = |meant: &&Meant| meant.instead.is_some() && meant.instead == with_umlauts(&meant.typed);
        let told = meant.iter().filter(|meant| empty.is_none() && !is_spelt_so(meant)).map(|meant| {
            let typed = as_typed(&text, &meant.typed);
            match &meant.instead {
                Some(instead) => t!(language, catalog.search_meant, typed = typed, instead = instead.as_str()),
                None => t!(language, catalog.search_unknown, typed = typed),
            }
        });
        let told = told.map(|text| view! { <p class="notice" role="status">{text}</p> }).collect_view();
        let list = empty.is_none().then(|| asked.list(&products, tiles(&request, &products.listed.items, At::Head)));
        view! {
            <h1>{title.clone()}</h1>
            {told}
            {list}
            {empty.map(|text| view! { <p class="empty">{text}</p> })}
            {shelf.map(|shelf| menu::chips(&request, &shelf))}
        }
    })
    .await)
}
