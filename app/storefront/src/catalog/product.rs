//! A product, and putting it into the cart.

use crate::cart::refusal;
use domain::{cart::Quantity, catalog::Product, failure::Failure};
use leptos::prelude::*;
use store::{CartChange, Store};
use ui::{
    form::{FormErrors, FormState, Reader, TextField, identity},
    format::money,
    notice::Notice,
    t,
    web::{Cookie, Pairs, Reply, Request},
};

pub async fn show(store: Store, request: Request) -> Result<Reply, Failure> {
    let product = product(&store, &request).await?;
    let form = FormState::of(Pairs::default().with("quantity", "1"));
    Ok(page(&store, &request, &product, &form, None).await)
}

/// Puts the product into the cart.
pub async fn add(store: Store, request: Request) -> Result<Reply, Failure> {
    let product = product(&store, &request).await?;
    let mut form = Reader::new(&request);
    let Some(quantity) = form.parse("quantity", Quantity::parse) else {
        return Ok(page(&store, &request, &product, &form.into_state(), None).await.status(422));
    };
    let (token, answer) = store.change_cart(&request.caller, product.id, CartChange::Add(quantity), &request.repeats()).await?;
    let reply = match answer {
        Ok(()) => Reply::see_other(request.here()).notice(Notice::CartAdded(product.name)),
        Err(reason) => {
            let text = refusal(request.language, reason);
            page(&store, &request, &product, &form.into_state(), Some(text)).await.status(422)
        }
    };
    Ok(match token {
        Some(token) => reply.set(Cookie::Shopper, token.expose()),
        None => reply,
    })
}

async fn product(store: &Store, request: &Request) -> Result<Product, Failure> {
    let slug = request.param("slug").ok_or(Failure::NotFound)?;
    Ok(store.product_by_slug(slug).await?)
}

async fn page(store: &Store, request: &Request, product: &Product, form: &FormState, refused: Option<&'static str>) -> Reply {
    let language = request.language;
    crate::layout::page(store, request, &product.name, || {
        let action = request.here();
        view! {
            <article class="product">
                <img src=super::picture::address(&product.picture) alt="" width="640" height="480" />
                <div>
                    <h1>{product.name.clone()}</h1>
                    <p class="price large">{money(language, product.price)}</p>
                    <p class="hint">{t!(language, store.sku)} ": " {product.sku.clone()}</p>
                    <form method="post" action=action novalidate>
                        {identity(request)}
                        {refused.map(|text| view! { <p class="notice error" role="alert">{text}</p> })}
                        <FormErrors form language />
                        <TextField form language name="quantity" label=t!(language, store.quantity) inputmode="numeric" autocomplete="off" />
                        <button class="button primary">{t!(language, store.add_to_cart)}</button>
                    </form>
                    <p class="description">{product.description.clone()}</p>
                </div>
            </article>
        }
    })
    .await
}
