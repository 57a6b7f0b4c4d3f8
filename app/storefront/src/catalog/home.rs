//! The home page: what the shop promises, its categories, and what is new.

use super::{
    menu, picture,
    tile::{At, tiles},
};
use crate::{
    customers::recently_viewed,
    layout::{self, Place},
};
use domain::{
    catalog::{Category, Product, Shows},
    failure::Failure,
    list::Listed,
};
use leptos::prelude::*;
use std::sync::Arc;
use store::{Homepage, Store};
use ui::{
    endpoint::Open,
    named::{isolated, named},
    picture::Fetch,
    t,
    web::{Reply, Request},
};

/// So many products of a category stand on the page, and so many new ones.
const SHOWN: (usize, usize) = (4, 8);
/// So many pictures stand beside the promise.
const SCENE: usize = 3;

type Featured = [(Category, Arc<Listed<Product>>)];

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let Homepage { frame, featured, new } = store.homepage(&request.caller, &request.view, SHOWN).await?;
    let viewed = recently_viewed::lately(&store, &request, None).await;
    let language = request.language;
    let title = t!(language, storefront.home);
    let shows = Shows::products(featured.iter().map(|(category, _)| category));
    let body = || {
        let none = new.is_empty().then(|| view! { <p class="empty">{t!(language, catalog.no_products)}</p> });
        let fresh = (!new.is_empty()).then(|| {
            view! {
                <section class="band" id="new">
                    <h2>{t!(language, storefront.new_here)}</h2>
                    {tiles(&request, &new, At::Below)}
                </section>
            }
        });
        view! {
            {hero(&request, &featured)}
            {rooms(&request, &featured)}
            {fresh}
            {story(&request, &featured)}
            {none}
        }
    };
    let own = || recently_viewed::below(&request, &viewed);
    Ok(layout::of_catalog_and(&request, title, (&frame, shows), Place::Same, body, own))
}

/// One promise, and a scene of what is sold.
fn hero(request: &Request, featured: &Featured) -> AnyView {
    let language = request.language;
    let scene = featured.iter().filter_map(|(_, products)| products.items.get(1).or_else(|| products.items.first())).take(SCENE);
    let scene = scene.map(|product| picture::tile(product, Fetch::First));
    let lead = (!featured.is_empty()).then(|| view! { <a class="button primary" href="#new">{t!(language, storefront.see_new)}</a> });
    view! {
        <section class="hero">
            <div>
                <h1 class="promise">{t!(language, storefront.promise)}</h1>
                <p class="lead">{t!(language, storefront.promise_more)}</p>
                {lead}
            </div>
            <div class="scene" aria-hidden="true">{scene.collect_view()}</div>
        </section>
    }
    .into_any()
}

/// The categories, each with a picture of something in it.
fn rooms(request: &Request, featured: &Featured) -> Option<AnyView> {
    let language = request.language;
    let rooms = featured.iter().filter(|(category, _)| category.in_menu).map(|(category, products)| {
        let picture = products.items.first().map(|product| picture::tile(product, Fetch::Later));
        view! {
            <li>
                <a class="room" href=menu::address(request, category)>{picture} <span class="name">{named(&category.name)}</span></a>
            </li>
        }
    });
    let rooms: Vec<_> = rooms.collect();
    (!rooms.is_empty()).then(|| {
        view! {
            <section class="band">
                <h2>{t!(language, storefront.by_category)}</h2>
                <ul class="rooms">{rooms}</ul>
            </section>
        }
        .into_any()
    })
}

/// One category from nearby: the one that has most to show of what is not above already.
fn story(request: &Request, featured: &Featured) -> Option<AnyView> {
    let (category, products) = featured.iter().find(|(_, products)| products.items.len() > SCENE)?;
    let all = t!(request.language, catalog.all_of, category = isolated(&category.name));
    Some(
        view! {
            <section class="band story">
                <div class="heading"><h2>{named(&category.name)}</h2> <a href=menu::address(request, category)>{all}</a></div>
                {tiles(request, &products.items, At::Below)}
            </section>
        }
        .into_any(),
    )
}
