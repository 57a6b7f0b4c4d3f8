//! A product, and putting it into the cart.

use super::{
    delivery, price,
    tile::{At, FROM, tiles},
};
use crate::{
    customers::recently_viewed,
    help, icon,
    layout::{self, Head, Place},
};
use domain::{
    cart::Quantity,
    catalog::{Product, Shows, stock::Availability},
    failure::Failure,
    text::line,
};
use leptos::prelude::*;
use store::{CartChange, Frame, ProductPage, Store, WishChange};
use ui::{
    endpoint::Open,
    form::{Field, Fields, Form, Group},
    named::named,
    notice::Notice,
    t,
    table::address,
    web::{Cookie, Reply, Request},
};

static QUANTITY: Field<Quantity> = Field::number("quantity", |l| t!(l, catalog.quantity), Quantity::parse);
const CHOICE: Group = &[&QUANTITY.spec];
/// The second button.
static DO: Field<String> = Field::button("do", |text| line(text, 10)).example(WISH);
const WISH: &str = "wish";
pub(super) static FIELDS: Fields = &[CHOICE, &[&DO.spec]];

pub(super) async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let own = request.caller.own().ok();
    // What was fetched ahead is shown without being asked for again, and nobody would know that the customer looked at it.
    if request.is_ahead && own.is_some() {
        return Err(Failure::Unavailable);
    }
    let frame = store.frame(&request.caller, &request.view).await?;
    let seen = match seen(&store, &request).await {
        Err(Failure::NotFound) => return elsewhere(&store, &request).await,
        found => found?,
    };
    let product = &seen.product;
    if request.param("slug") != Some(&product.slug) {
        return Ok(Reply::see_other(now_at(&request, product)));
    }
    if let Some(own) = own {
        store.by(&own).looks_at(product.id).await;
    }
    let form = Form::new(FIELDS, &request).filled(&QUANTITY, product.stock.rules.least.to_string());
    let viewed = recently_viewed::lately(&store, &request, Some(product.id)).await;
    Ok(page(&request, &frame, (&seen, &viewed), &form))
}

/// Where a product stands by now, with what was asked of where it stood.
fn now_at(request: &Request, product: &Product) -> String {
    request.led_on(&request.href(&format!("/product/{}", product.slug)))
}

/// Where it is now that was there before: for good, or nearby.
async fn elsewhere(store: &Store, request: &Request) -> Result<Reply, Failure> {
    let slug = request.param("slug").ok_or(Failure::NotFound)?;
    match store.moved_product(request.seen(), slug).await? {
        Some(product) => Ok(Reply::moved(now_at(request, &product))),
        None => beside(store, request).await,
    }
}

/// Another store's product, by an address that led here with a change of the store: whoever looked at it goes on nearby, and is told.
async fn beside(store: &Store, request: &Request) -> Result<Reply, Failure> {
    let slug = request.param("slug").ok_or(Failure::NotFound)?;
    let category = store.beside_product(&request.view, slug).await?;
    let path = category.map_or_else(|| "/".to_owned(), |category| format!("/category/{}", category.slug));
    Ok(Reply::see_other(request.href(&path)).notice(Notice::NotInThisStore))
}

/// Puts the product into the cart.
pub(super) async fn add(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let seen = seen(&store, &request).await?;
    let product = &seen.product;
    let mut form = Form::read(FIELDS, &request);
    if form.value(&DO) == WISH {
        return wish(&store, &request, &seen, form).await;
    }
    if let (Some(quantity), true) = (form.get(&QUANTITY), form.is_clean()) {
        match store.change_cart(&request.caller, &request.view, product.id, CartChange::Add(quantity), &request.repeats()).await {
            Ok(token) => {
                let reply = Reply::see_other(request.here()).notice(Notice::CartAdded(product.id));
                return Ok(match token {
                    Some(token) => reply.set(Cookie::Shopper, token.expose()),
                    None => reply,
                });
            }
            Err(error) => form = form.refused(error)?,
        }
    }
    let frame = store.frame(&request.caller, &request.view).await?;
    let viewed = recently_viewed::lately(&store, &request, Some(product.id)).await;
    Ok(page(&request, &frame, (&seen, &viewed), &form).status(form.status()))
}

/// Puts the product onto the customer's wish list; a guest has none.
async fn wish(store: &Store, request: &Request, seen: &ProductPage, mut form: Form) -> Result<Reply, Failure> {
    let Ok(acting) = request.caller.acting() else {
        let sign_in = address(&request.href("/customer/account/login"), &[("back", &request.here())]);
        return Ok(Reply::see_other(sign_in).notice(Notice::WishNeedsSignIn));
    };
    if let (Some(quantity), true) = (form.get(&QUANTITY), form.is_clean()) {
        match store.by(&acting).change_wish_list(request.seen(), seen.product.id, WishChange::Add(quantity)).await {
            Ok(()) => return Ok(Reply::see_other(request.here()).notice(Notice::WishAdded(seen.product.id))),
            Err(error) => form = form.refused(error)?,
        }
    }
    let frame = store.frame(&request.caller, &request.view).await?;
    let viewed = recently_viewed::lately(store, request, Some(seen.product.id)).await;
    Ok(page(request, &frame, (seen, &viewed), &form).status(form.status()))
}

async fn seen(store: &Store, request: &Request) -> Result<ProductPage, Failure> {
    let slug = request.param("slug").ok_or(Failure::NotFound)?;
    Ok(store.product_page(request.seen(), slug).await?)
}

/// When it arrives, what its delivery costs, and how it comes back.
fn promises(request: &Request, product: &Product) -> AnyView {
    let is_there = product.stock.availability() == Availability::There;
    let arrival = delivery::arrival(request).filter(|_| is_there).map(|days| view! { <p class="arrives">{days}</p> });
    let costs = delivery::told(request, product.offer.price.currency());
    let returns = view! { <a href=help::returns(request)>{t!(request.language, storefront.help.returns)}</a> };
    view! { {arrival} <p class="delivery">{costs} " " {returns}</p> }.into_any()
}

/// `viewed` is the customer's own: of nobody there is none, so nothing of it is kept.
fn page(request: &Request, frame: &Frame, (seen, viewed): (&ProductPage, &[Product]), form: &Form) -> Reply {
    let ProductPage { product, short, meta, attributes, related } = seen;
    let language = request.language;
    let place = Place::Keyed("product", &product.url_key);
    let home = frame.shelf.home_of(&product.categories, request.query.get(FROM));
    let above = home.map(|home| frame.shelf.line(home.id)).unwrap_or_default();
    let body = || {
        let is_sold = product.stock.is_sold();
        let (availability, class) = match product.stock.availability() {
            Availability::There => (t!(language, catalog.in_stock), "live"),
            Availability::Awaited => (t!(language, catalog.on_backorder), "awaited"),
            Availability::Gone => (t!(language, catalog.out_of_stock), "hint"),
        };
        let left = product.stock.few(request.view.config.few_left());
        let left = left.map(|left| view! { <p class="awaited">{t!(language, catalog.only_left, count = left)}</p> });
        let delivery = is_sold.then(|| promises(request, product));
        let buying = if is_sold {
            view! { {form.group(CHOICE)} <button class="button primary">{t!(language, catalog.add_to_cart)}</button> }.into_any()
        } else {
            view! { <input type="hidden" name=QUANTITY.name value="1" /> }.into_any()
        };
        // Beside what buys there is room for a sign on a phone.
        let wish = if is_sold { "button wish" } else { "button" };
        let buying = form.post(request).class("buy").around(view! {
            {buying} " "
            <button class=wish name=DO.name value=WISH>
                {icon::heart()} " " <span>{t!(language, catalog.add_to_wish_list)}</span>
            </button>
        });
        let short = (!short.is_empty()).then(|| view! { <p class="text">{short.clone()}</p> });
        let related = (!related.is_empty()).then(|| {
            view! { <section class="related"><h2>{t!(language, catalog.related_products)}</h2> {tiles(request, related, At::Below)}</section> }
        });
        view! {
            {super::machines::of_product(request, &above, product)}
            <article class="product">
                {super::picture::gallery(request, product)}
                <div class="offer">
                    <h1>{named(&product.name)}</h1>
                    {short}
                    {price::large(request, &product.offer)}
                    {price::lowest(request, &product.offer)}
                    {price::steps(request, &product.offer)}
                    <p class=class>{availability}</p>
                    {left}
                    {delivery}
                </div>
                {buying}
                <div class="about">
                    <p class="description text">{product.description.clone()}</p>
                    <p class="hint">{t!(language, catalog.sku)} ": " {product.sku.clone()}</p>
                </div>
            </article>
            {super::facts::facts(request, attributes)}
            {related}
            {recently_viewed::below(request, viewed)}
        }
    };
    let told = |meta: &'_ str, else_: &'_ str| if meta.is_empty() { else_.to_owned() } else { meta.to_owned() };
    let (title, description) = (told(&meta.title, &product.name), told(&meta.description, &product.description));
    let gallery = product.pictures.gallery();
    let picture = gallery.first().map(|picture| &picture.image);
    let head = Head { title: &title, description: &description, keywords: &meta.keywords, picture };
    if form.status() == 200 && request.form.is_empty() {
        layout::for_guests(request, head, (frame, Shows::product(product, related, request.view.config.few_left())), place, body)
    } else {
        layout::framed(request, head, frame, place, body)
    }
}
