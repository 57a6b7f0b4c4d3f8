//! Recently Viewed: on the dashboard, and the customer's alone to clear. In a visit it is shown and cannot be changed.

use crate::catalog::tile::{At, tiles};
use domain::{caller::Own, catalog::Product, failure::Failure};
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
        tiles(request, products, At::Below).into_any()
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

pub(super) async fn clear(store: Store, request: Request, own: Own) -> Result<Reply, Failure> {
    store.by(&own).clear_recently_viewed().await?;
    Ok(Reply::see_other(request.here()).notice(Notice::RecentlyViewedCleared))
}
