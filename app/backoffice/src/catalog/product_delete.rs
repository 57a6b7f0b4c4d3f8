//! Deleting a product: what it means is said, and asked, first.

use super::{product::path, products::PATH};
use crate::{meanwhile, question::Question};
use domain::{
    caller::{Permit, right},
    catalog::edit::EditedProduct,
    failure::Failure,
};
use leptos::prelude::*;
use store::{Revised, Store};
use ui::{
    form::{Form, Snapshot},
    named::isolated,
    notice::Notice,
    t,
    web::{Reply, Request},
};

/// Whoever is not for all of the shop deletes none.
async fn doomed(store: &Store, request: &Request, permit: &Permit<right::Products>) -> Result<EditedProduct, Failure> {
    let (product, _) = store.by(permit).product(request.id("id")?).await?;
    if request.caller.is_everywhere() { Ok(product) } else { Err(Failure::NotFound) }
}

pub(super) async fn ask(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let product = doomed(&store, &request, &permit).await?;
    Ok(page(&request, &product, &Form::of(&[], &request, Snapshot::new(product.revision))))
}

fn page(request: &Request, product: &EditedProduct, form: &Form) -> Reply {
    let language = request.language;
    let title = t!(language, catalog.delete_product);
    let question = Question {
        title: title.to_owned(),
        said: view! {
            <p>{t!(language, catalog.delete_ask, name = isolated(&product.texts.all.name), sku = product.sku.as_str())}</p>
            {what_it_means(request, 1)}
        }
        .into_any(),
        fields: None,
        act: Some(title),
        back: path(product),
    };
    question.page(request, Some(form))
}

/// What is there no more, and what stays, of so many.
pub(super) fn what_it_means(request: &Request, count: i64) -> AnyView {
    let language = request.language;
    let (said, for_good) = if count == 1 {
        let said = [t!(language, catalog.delete_leaves), t!(language, catalog.delete_addresses), t!(language, catalog.delete_orders)];
        (said, t!(language, catalog.delete_for_good))
    } else {
        let said = [t!(language, catalog.deletes_leave), t!(language, catalog.deletes_addresses), t!(language, catalog.deletes_orders)];
        (said, t!(language, catalog.deletes_for_good))
    };
    view! {
        <ul class="bullets">{said.map(|text| view! { <li>{text}</li> }).into_iter().collect_view()}</ul>
        <p>{for_good}</p>
    }
    .into_any()
}

pub(super) async fn delete(store: Store, request: Request, permit: Permit<right::Products>) -> Result<Reply, Failure> {
    let product = doomed(&store, &request, &permit).await?;
    let by = store.by(&permit);
    let form = meanwhile::over(&by, &request, Revised::Product(product.id), (Form::read(&[], &request), product.revision)).await?;
    if !form.is_clean() {
        return Ok(page(&request, &product, &form).status(form.status()));
    }
    by.delete_product(&product).await?;
    Ok(Reply::see_other(PATH).notice(Notice::ProductDeleted))
}
