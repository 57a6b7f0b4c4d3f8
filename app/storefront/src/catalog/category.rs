//! A category: its products and those below it, narrowed, sorted and in pages.

use super::{
    filters::Asked,
    machines, menu,
    tile::{At, tiles_from},
};
use crate::layout::{Head, Place};
use domain::{
    catalog::{Category, Product, Shows},
    failure::Failure,
    ids::CategoryId,
};
use leptos::prelude::*;
use std::collections::BTreeSet;
use store::{CategoryPage, Store};
use ui::{
    endpoint::Open,
    named::named,
    notice::Notice,
    web::{Reply, Request},
};

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let slug = request.param("slug").ok_or(Failure::NotFound)?;
    let asked = Asked::of(&request, None);
    let found = store.category_page(&request.caller, &request.view, slug, &asked.wanted()?).await;
    let CategoryPage { frame, category, products } = match found.map_err(Failure::from) {
        Err(Failure::NotFound) => return elsewhere(&store, &request, slug).await,
        found => found?,
    };
    if category.slug != slug {
        return Ok(moved(&request, &category));
    }
    if let Some(anew) = asked.anew(&products) {
        return Ok(anew);
    }
    let head = head(&category);
    let shown: BTreeSet<CategoryId> = frame.shelf.with_below(category.id).into_iter().collect();
    // Where a product belongs without a word is not said.
    let from = |product: &Product| {
        let is_said = frame.shelf.home_of(&product.categories, None).is_none_or(|home| !shown.contains(&home.id));
        let here: BTreeSet<CategoryId> = product.categories.intersection(&shown).copied().collect();
        frame.shelf.home_of(&here, None).filter(|_| is_said).map(|home| home.slug.clone())
    };
    let body = || {
        let above = frame.shelf.line(category.id);
        let above = above.split_last().map(|(_, above)| above).unwrap_or_default();
        let below = frame.shelf.below(category.id);
        let below = (!below.is_empty()).then(|| {
            let links = below.iter().map(|c| view! { <li><a class="chip" href=menu::address(&request, c)>{named(&c.name)}</a></li> });
            view! { <ul class="chips">{links.collect_view()}</ul> }
        });
        view! {
            {machines::crumbs(&request, above, &category.name)}
            {menu::crumbs(&request, above, &category.name)}
            <h1>{named(&category.name)}</h1>
            <p class="lead">{category.description.clone()}</p>
            {below}
            {asked.list(&products, tiles_from(&request, &products.listed.items, At::Head, from))}
        }
    };
    let place = Place::Keyed("category", &category.url_key);
    // What is not counted yet is not kept: because others wrote it meanwhile, or because the index that counts is being made.
    if store.is_shared() || products.facets.is_none() {
        return Ok(crate::layout::framed(&request, head, &frame, place, body));
    }
    Ok(crate::layout::of_catalog(&request, head, (&frame, Shows::Category(Box::new(category.clone()))), place, body))
}

fn head(category: &Category) -> Head<'_> {
    let meta = &category.meta;
    let title = if meta.title.is_empty() { &category.name } else { &meta.title };
    let description = if meta.description.is_empty() { &category.description } else { &meta.description };
    Head { title, description, keywords: &meta.keywords, picture: None }
}

/// On to where a category stands, narrowed and sorted as it was asked for.
fn moved(request: &Request, category: &Category) -> Reply {
    Reply::moved(request.led_on(&menu::address(request, category)))
}

/// Where a category is now that was here before; or home, if it is another store's.
async fn elsewhere(store: &Store, request: &Request, slug: &str) -> Result<Reply, Failure> {
    if let Some(category) = store.category_before(&request.view, slug).await? {
        return Ok(moved(request, &category));
    }
    if store.is_category_elsewhere(&request.view, slug).await? {
        return Ok(Reply::see_other(request.href("/")).notice(Notice::NotInThisStore));
    }
    Err(Failure::NotFound)
}
