//! Recently Viewed: on the dashboard, and the customer's alone to clear; and below a product and the home page. In a visit it is shown and
//! cannot be changed.

use crate::catalog::tile::{At, tiles};
use domain::{caller::Own, catalog::Product, failure::Failure, ids::ProductId};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::Post,
    notice::Notice,
    t,
    web::{Reply, Request},
};

pub(super) fn block(request: &Request, products: &[Product]) -> AnyView {
    let language = request.language;
    let shown = if products.is_empty() {
        view! { <p class="empty">{t!(language, customers.recently_viewed.none)}</p> }.into_any()
    } else {
        tiles(request, products, At::Below)
    };
    let clear = (!products.is_empty() && !request.is_visit()).then(|| {
        let label = t!(language, customers.recently_viewed.clear_all);
        Post::to(request, request.here())
            .around(view! { <button class="link" aria-label=label>{t!(language, customers.recently_viewed.clear)}</button> })
    });
    view! {
        <div class="heading">
            <h2>{t!(language, customers.recently_viewed.title)}</h2>
            {clear}
        </div>
        {shown}
    }
    .into_any()
}

/// So many stand below other things.
const BELOW: usize = 4;

/// What the customer looked at lately but for one, for a page that shows something else; in a visit what he did. What cannot be read is left out.
pub(crate) async fn lately(store: &Store, request: &Request, but: Option<ProductId>) -> Vec<Product> {
    let Ok(acting) = request.caller.acting() else { return Vec::new() };
    let viewed = store.by(&acting).recently_viewed(request.seen()).await.unwrap_or_default();
    viewed.into_iter().filter(|product| Some(product.id) != but).take(BELOW).collect()
}

/// The same below what a page shows. It is nobody else's, and stands in nothing that is kept.
pub(crate) fn below(request: &Request, products: &[Product]) -> Option<AnyView> {
    let title = t!(request.language, customers.recently_viewed.title);
    (!products.is_empty())
        .then(|| view! { <section class="band viewed"><h2>{title}</h2> {tiles(request, products, At::Below)}</section> }.into_any())
}

pub(super) async fn clear(store: Store, request: Request, own: Own) -> Result<Reply, Failure> {
    store.by(&own).clear_recently_viewed().await?;
    Ok(Reply::see_other(request.here()).notice(Notice::RecentlyViewedCleared))
}
