//! The home page: a few products of each category.

use super::tile::{At, tiles};
use crate::layout::Place;
use domain::{catalog::Shows, failure::Failure};
use leptos::prelude::*;
use store::Store;
use ui::{
    endpoint::Open,
    t,
    web::{Reply, Request},
};

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let (frame, featured) = store.featured(&request.caller, &request.view, 4).await?;
    let language = request.language;
    let title = t!(language, storefront.home);
    Ok(crate::layout::of_catalog(&request, title, (&frame, Shows::products(frame.shelf.iter())), Place::Same, || {
        let sections = frame.shelf.iter().zip(&featured).enumerate().map(|(n, (category, products))| {
            let at = if n == 0 { At::Head } else { At::Below };
            let href = request.href(&format!("/category/{}", category.slug));
            let all = t!(language, catalog.all_of, category = category.name.as_str());
            view! {
                <section>
                    <div class="heading"><h2>{category.name.clone()}</h2> <a href=href>{all}</a></div>
                    {tiles(&request, &products.items, at)}
                </section>
            }
        });
        view! {
            <h1 class="promise">{t!(language, storefront.promise)}</h1>
            {sections.collect_view()}
            {featured.is_empty().then(|| view! { <p class="empty">{t!(language, catalog.no_products)}</p> })}
        }
    }))
}
