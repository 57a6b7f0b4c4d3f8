//! A category's products, sorted and in pages.

use super::tile::{At, tiles};
use crate::layout::Place;
use domain::{
    catalog::{ProductOrder, Shows},
    failure::Failure,
    stores::Language,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    endpoint::Open,
    notice::Notice,
    t,
    table::{Pager, address},
    web::{Reply, Request},
};

pub(super) const PAGE: usize = 20;

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let slug = request.param("slug").ok_or(Failure::NotFound)?;
    let order = order(&request);
    let found = store.category_page(&request.caller, &request.view, slug, order, &request.cursor()?, PAGE).await;
    let (frame, category, listed) = match found.map_err(Failure::from) {
        Err(Failure::NotFound) if store.is_category_elsewhere(&request.view, slug).await? => {
            return Ok(Reply::see_other(request.href("/")).notice(Notice::NotInThisStore));
        }
        found => found?,
    };
    if category.slug != slug {
        return Ok(Reply::see_other(request.href(&format!("/category/{}", category.slug))));
    }
    let language = request.language;
    let here = request.here();
    let place = Place::Keyed("category", &category.url_key);
    Ok(crate::layout::of_catalog(&request, &category.name, (&frame, Shows::Category(Box::new(category.clone()))), place, || {
        let link = |name, key: &String| address(&here, &[("sort", order.code()), (name, key)]);
        let (previous, next) = (listed.previous.as_ref().map(|k| link("before", k)), listed.next.as_ref().map(|k| link("after", k)));
        view! {
            <h1>{category.name.clone()}</h1>
            <p class="lead">{category.description.clone()}</p>
            {sorter(language, &here, order, None)}
            {tiles(&request, &listed.items, At::Head)}
            {listed.items.is_empty().then(|| view! { <p class="empty">{t!(language, catalog.no_products)}</p> })}
            <Pager language previous next />
        }
    }))
}

pub(super) fn order(request: &Request) -> ProductOrder {
    request.query.get("sort").and_then(ProductOrder::from_code).unwrap_or_default()
}

/// The choice of an order: a form that reads, so that the order stands in the address.
pub(super) fn sorter(language: Language, here: &str, order: ProductOrder, searched: Option<&str>) -> impl IntoView + use<> {
    let options = ProductOrder::ALL.map(|o| {
        let label = match o {
            ProductOrder::Position => t!(language, catalog.position),
            ProductOrder::Name => t!(language, catalog.by_name),
            ProductOrder::PriceUp => t!(language, catalog.price_up),
            ProductOrder::PriceDown => t!(language, catalog.price_down),
        };
        view! { <option value=o.code() selected=o == order>{label}</option> }
    });
    let searched = searched.map(|q| view! { <input type="hidden" name="q" value=q.to_owned() /> });
    view! {
        <form class="sorter" method="get" action=here.to_owned()>
            {searched}
            <label for="sort">{t!(language, catalog.sort_by)}</label>
            <select id="sort" name="sort">{options.into_iter().collect_view()}</select>
            <button class="button">{t!(language, common.form.choose)}</button>
        </form>
    }
}
