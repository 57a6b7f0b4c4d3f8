//! My Account > My Wish List.

use super::panel;
pub(super) use crate::cart::FIELDS;
use crate::{
    cart::{DO, PRODUCT, QUANTITY, REMOVE, UNDO, pieces},
    catalog::price::price,
};
use domain::{caller::Acting, catalog::Product, failure::Failure, ids::ProductId, wish_list::Wish};
use leptos::prelude::*;
use store::{Store, WishChange};
use ui::{
    form::{Form, Post, Snapshot},
    named::{isolated, named},
    notice::Notice,
    picture::Fetch,
    t,
    web::{Reply, Request},
};

pub(crate) const LIST: &str = "/wishlist";

const TO_CART: &str = "cart";

pub(super) async fn show(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    page(&store, &request, &acting, None).await
}

fn snapshot(wish: &Wish) -> Snapshot {
    Snapshot::new(0).with(&QUANTITY, wish.quantity.get().to_string())
}

/// Changes a line: its quantity, takes it off, or puts it into the cart.
pub(super) async fn change(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let mut form = Form::read(FIELDS, &request);
    let product = form.get(&PRODUCT).ok_or(Failure::NotFound)?;
    if form.value(&DO) == UNDO {
        return put_back(&store, &request, &acting, form, product).await;
    }
    let list = store.by(&acting).wish_list(request.seen()).await?;
    let (wish, _) = list.iter().find(|(wish, _)| wish.product == product).ok_or(Failure::NotFound)?;
    let what = form.value(&DO).to_owned();
    if what != REMOVE {
        form = form.onto(snapshot(wish))?;
    }
    let (change, notice) = match what.as_str() {
        REMOVE => (Some(WishChange::Remove), Notice::WishRemoved(product, wish.quantity.get())),
        TO_CART => (form.get(&QUANTITY).map(WishChange::ToCart), Notice::CartAdded(product)),
        _ => (form.get(&QUANTITY).map(|to| WishChange::Set { was: wish.quantity, to }), Notice::WishUpdated(product)),
    };
    if let (Some(change), true) = (change, form.is_clean()) {
        match store.by(&acting).change_wish_list(request.seen(), product, change).await {
            Ok(()) => return Ok(Reply::see_other(request.here()).notice(notice)),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&store, &request, &acting, Some(&form)).await?.status(form.status()))
}

/// Puts back what was taken off, as many as the form says. What is on the list again by now stays as it is.
async fn put_back(store: &Store, request: &Request, acting: &Acting, mut form: Form, product: ProductId) -> Result<Reply, Failure> {
    if let (Some(quantity), true) = (form.get(&QUANTITY), form.is_clean()) {
        let is_there = store.by(acting).wish_list(request.seen()).await?.iter().any(|(wish, _)| wish.product == product);
        let add = WishChange::Add(quantity);
        let done = if is_there { Ok(()) } else { store.by(acting).change_wish_list(request.seen(), product, add).await };
        match done {
            Ok(()) => return Ok(Reply::see_other(request.here()).notice(Notice::WishAdded(product))),
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(store, request, acting, Some(&form)).await?.status(form.status()))
}

async fn page(store: &Store, request: &Request, acting: &Acting, typed: Option<&Form>) -> Result<Reply, Failure> {
    let list = store.by(acting).wish_list(request.seen()).await?;
    let language = request.language;
    let title = t!(language, customers.wish_list.title);
    Ok(panel::page(store, request, title, || {
        let refused = typed.and_then(|form| form.flaw_text(&PRODUCT).or_else(|| form.conflict_text()));
        let refused = refused.map(|text| view! { <p class="notice error" role="alert" tabindex="-1" autofocus>{text}</p> });
        let typed_at = |product: &Product| typed.filter(|form| form.value(&PRODUCT) == product.id.to_string());
        let rows = list.iter().map(|(wish, product)| row(request, wish, product, typed_at(product))).collect_view();
        view! {
            <h1>{title}</h1>
            {refused}
            {if list.is_empty() {
                view! {
                    <div class="empty">
                        <p>{t!(language, customers.wish_list.empty)}</p>
                        <a class="button primary" href=request.href("/")>{t!(language, cart.continue_shopping)}</a>
                    </div>
                }
                .into_any()
            } else {
                view! { <ul class="tiles">{rows}</ul> }.into_any()
            }}
        }
    })
    .await)
}

fn row(request: &Request, wish: &Wish, product: &Product, typed: Option<&Form>) -> AnyView {
    let language = request.language;
    let name = product.name.as_str();
    let quantity = typed.map_or_else(|| wish.quantity.get().to_string(), |form| form.value(&QUANTITY).to_owned());
    let flaw = typed.and_then(|form| form.flaw_text(&QUANTITY).or_else(|| form.meanwhile(&QUANTITY)));
    let flaw_id = flaw.as_ref().map(|_| format!("quantity-{}-flaw", product.id));
    let stored = Form::of(FIELDS, request, snapshot(wish));
    let gone = !product.stock.is_sold();
    let to_cart = (!gone).then(|| {
        view! {
            <button class="button" name=DO.name value=TO_CART aria-label=t!(language, customers.wish_list.to_cart_of, name = isolated(name))>
                {t!(language, catalog.add_to_cart)}
            </button>
        }
    });
    let form = view! { {pieces(request, product, quantity, flaw_id.as_deref())} {to_cart} };
    view! {
        <li class="tile">
            <a href=request.href(&format!("/product/{}", product.slug))>
                {crate::catalog::picture::tile(product, Fetch::Later)}
                <span class="name">{named(name)}</span>
            </a>
            {price(request, &product.offer)}
            {gone.then(|| view! { <span class="hint">{t!(language, catalog.out_of_stock)}</span> })}
            {Post::to(request, request.here()).showing(&stored).class("inline").around(form)}
            {flaw.map(|text| view! { <p class="flaw" id=flaw_id>{text}</p> })}
        </li>
    }
    .into_any()
}
