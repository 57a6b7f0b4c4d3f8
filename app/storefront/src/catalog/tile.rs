//! A product in a list.

use super::price::{lowest, price};
use domain::catalog::Product;
use leptos::prelude::*;
use ui::{named::named, picture::Fetch, t, table::address, web::Request};

/// So many stand in the first row where there is most room.
const ROW: usize = 4;

/// In the address of a product: the URL key of the category that its reader comes from.
pub(crate) const FROM: &str = "category";

/// What stands at the head of a page is fetched with it, and its first picture before all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    Head,
    Below,
}

pub(crate) fn tiles(request: &Request, products: &[Product], at: At) -> AnyView {
    tiles_from(request, products, at, |_| None)
}

/// The same on the page of a category: a product that belongs to another one besides is told which one its reader comes from.
pub(crate) fn tiles_from(request: &Request, products: &[Product], at: At, from: impl Fn(&Product) -> Option<String>) -> AnyView {
    let tiles = products.iter().enumerate().map(|(n, p)| {
        let from = from(p).unwrap_or_default();
        let href = address(&request.href(&format!("/product/{}", p.slug)), &[(FROM, &from)]);
        let (price, name) = (price(request, &p.offer), p.name.clone());
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
                    <span class="name">{named(&name)}</span>
                </a>
                {price}
                {lowest(request, &p.offer)}
                {gone}
            </li>
        }
    });
    view! { <ul class="tiles">{tiles.collect_view()}</ul> }.into_any()
}
