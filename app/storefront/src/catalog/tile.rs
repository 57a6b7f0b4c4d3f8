//! A product in a list.

use domain::catalog::Product;
use leptos::prelude::*;
use ui::{format::money, t, web::Request};

pub(crate) fn tiles(request: &Request, products: &[Product]) -> impl IntoView + use<> {
    let tiles = products.iter().map(|p| {
        let (href, price, name) = (request.href(&format!("/product/{}", p.slug)), money(&request.view.locale, p.price), p.name.clone());
        let gone = (p.stock == 0).then(|| view! { <span class="hint">{t!(request.language, catalog.out_of_stock)}</span> });
        let picture = super::picture::address(&p.picture);
        view! {
            <li class="tile">
                <a href=href>
                    <img src=picture alt="" width="320" height="240" loading="lazy" />
                    <span class="name">{name}</span>
                </a>
                <span class="price">{price}</span>
                {gone}
            </li>
        }
    });
    view! { <ul class="tiles">{tiles.collect_view()}</ul> }
}
