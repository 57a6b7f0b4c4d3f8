//! A product in a list.

use super::price::{lowest, price};
use domain::catalog::Product;
use leptos::prelude::*;
use ui::{picture::Fetch, t, web::Request};

/// So many stand in the first row where there is most room.
const ROW: usize = 4;

/// What stands at the head of a page is fetched with it, and its first picture before all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    Head,
    Below,
}

pub(crate) fn tiles(request: &Request, products: &[Product], at: At) -> impl IntoView + use<> {
    let tiles = products.iter().enumerate().map(|(n, p)| {
        let (href, price, name) = (request.href(&format!("/product/{}", p.slug)), price(request, &p.offer), p.name.clone());
        let gone = (!p.stock.is_sold()).then(|| view! { <span class="hint">{t!(request.language, catalog.out_of_stock)}</span> });
        let fetch = match (at, n) {
            (At::Head, 0) => Fetch::First,
            (At::Head, n) if n < ROW => Fetch::Soon,
            (At::Head | At::Below, _) => Fetch::Later,
        };
        view! {
            <li class="tile">
                <a href=href>
                    {super::picture::tile(p, fetch)}
                    <span class="name">{name}</span>
                </a>
                {price}
                {lowest(request, &p.offer)}
                {gone}
            </li>
        }
    });
    view! { <ul class="tiles">{tiles.collect_view()}</ul> }
}
