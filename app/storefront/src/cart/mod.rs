//! The shopping cart.

pub(crate) mod mini;

use crate::{
    Endpoint,
    catalog::{delivery, price::told},
    customers::{recently_viewed, wish_list},
    help,
    mini_cart::CartLines,
};
use domain::{
    cart::{PricedCart, PricedLine, Quantity},
    catalog::Product,
    failure::Failure,
    ids::ProductId,
    text::{Flaw, line},
};
use leptos::prelude::*;
use store::{CartChange, Store, WishChange};
use ui::{
    endpoint::{InAVisit, Open, open},
    form::{Field, Fields, Form, Post, Snapshot},
    format::money,
    named::{isolated, named},
    notice::Notice,
    t,
    web::{Cookie, Reply, Request},
    words,
};

/// Each line of the cart is a form of its own.
pub(crate) static PRODUCT: Field<ProductId> = Field::hidden("product", |id| id.parse().map_err(|_| Flaw::NotAChoice));
pub(crate) static QUANTITY: Field<Quantity> = Field::number("quantity", |l| t!(l, cart.quantity), Quantity::parse);
/// The same, where nought takes the line out.
static WANTED: Field<Option<Quantity>> = Field::number("quantity", |l| t!(l, cart.quantity), Quantity::parse_or_none);
/// The second button of a line.
pub(crate) static DO: Field<String> = Field::button("do", |text| line(text, 10)).example(REMOVE);
pub(crate) const CART_PAGE: &str = "/checkout/cart";
pub(crate) const REMOVE: &str = "remove";
const WISH: &str = "wish";
pub(crate) const UNDO: &str = "undo";
pub(crate) static FIELDS: Fields = &[&[&PRODUCT.spec, &QUANTITY.spec, &DO.spec]];

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::page(CART_PAGE, open(), InAVisit::Yes, show),
        Endpoint::form(CART_PAGE, open(), InAVisit::Yes, FIELDS, change),
        Endpoint::call(open(), InAVisit::Yes, &CartLines { change: Some((ProductId::NOTHING.to_string(), 1, "2".to_owned())) }),
    ]
}

async fn show(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    page(&store, &request, None).await
}

/// A line as it is stored.
fn snapshot(line: &PricedLine) -> Snapshot {
    Snapshot::new(0).with(&QUANTITY, line.quantity.get().to_string())
}

/// Changes a line: its quantity, or takes it out.
async fn change(store: Store, request: Request, _: Open) -> Result<Reply, Failure> {
    let mut form = Form::read(FIELDS, &request);
    let product = form.get(&PRODUCT).ok_or(Failure::NotFound)?;
    if form.value(&DO) == UNDO {
        return put_back(&store, &request, form, product).await;
    }
    let cart = store.cart(&request.caller, &request.view).await?;
    let line = cart.iter().flat_map(|cart| &cart.lines).find(|line| line.product.id == product);
    if let (WISH, Some(line), Ok(acting)) = (form.value(&DO), line, request.caller.acting()) {
        return match store.by(&acting).change_wish_list(request.seen(), product, WishChange::FromCart(line.quantity)).await {
            Ok(()) => Ok(Reply::see_other(request.here()).notice(Notice::WishMoved(product))),
            Err(error) => {
                let form = form.refused(error)?;
                Ok(page(&store, &request, Some(&form)).await?.status(form.status()))
            }
        };
    }
    let change = match line {
        None => {
            form.flaw(&PRODUCT, Flaw::NotInCart);
            None
        }
        Some(_) if form.value(&DO) == REMOVE => Some(CartChange::Remove),
        Some(line) => {
            form = form.onto(snapshot(line))?;
            form.get(&WANTED).map(|to| to.map_or(CartChange::Remove, |to| CartChange::Set { was: line.quantity, to }))
        }
    };
    if let (Some(change), true) = (change, form.is_clean()) {
        match store.change_cart(&request.caller, &request.view, product, change, &[]).await {
            Ok(_) => {
                let notice = match (change, line) {
                    (CartChange::Remove, Some(line)) => Notice::CartRemoved(product, line.quantity.get()),
                    _ => Notice::CartUpdated,
                };
                return Ok(Reply::see_other(request.here()).notice(notice));
            }
            Err(error) => form = form.refused(error)?,
        }
    }
    Ok(page(&store, &request, Some(&form)).await?.status(form.status()))
}

/// Puts back what was taken out, as many as the form says: it is checked like any other that is put into the cart.
async fn put_back(store: &Store, request: &Request, mut form: Form, product: ProductId) -> Result<Reply, Failure> {
    if let (Some(quantity), true) = (form.get(&QUANTITY), form.is_clean()) {
        match store.change_cart(&request.caller, &request.view, product, CartChange::PutBack(quantity), &[]).await.map_err(Failure::from) {
            Ok(token) => {
                // It is done: if it cannot be read how many there are, nothing is said of that.
                let cart = store.cart(&request.caller, &request.view).await.ok().flatten();
                let is_all = cart.is_none_or(|cart| cart.cart.quantity_of(product) >= quantity.get());
                let notice = if is_all { Notice::CartAdded(product) } else { Notice::CartPutBackInPart(product) };
                let reply = Reply::see_other(request.here()).notice(notice);
                return Ok(match token {
                    Some(token) => reply.set(Cookie::Shopper, token.expose()),
                    None => reply,
                });
            }
            Err(Failure::NotFound) => form.flaw(&PRODUCT, Flaw::NotAvailable),
            Err(failure) => form = form.refused(failure)?,
        }
    }
    Ok(page(store, request, Some(&form)).await?.status(form.status()))
}

/// The way on beside a notice: to the cart from what was put into it, and back from what was taken out.
pub(crate) fn way_on(request: &Request) -> Option<AnyView> {
    let (language, notice) = (request.language, &request.notice.as_ref()?.notice);
    if matches!(notice, Notice::CartAdded(_)) && request.path != CART_PAGE {
        return Some(view! { <a class="button" href=request.href(CART_PAGE)>{t!(language, cart.view)}</a> }.into_any());
    }
    let (from, product, quantity) = if let Notice::CartRemoved(product, quantity) = *notice {
        (CART_PAGE, product, quantity)
    } else if let Notice::WishRemoved(product, quantity) = *notice {
        (wish_list::LIST, product, quantity)
    } else {
        return None;
    };
    let fields = view! {
        <input type="hidden" name=PRODUCT.name value=product.to_string() />
        <input type="hidden" name=QUANTITY.name value=quantity.to_string() />
        <button class="button" name=DO.name value=UNDO>{t!(language, common.form.undo)}</button>
    };
    Some(Post::to(request, request.href(from)).around(fields))
}

/// That something was in the cart that there is no more: for as long as nothing is changed in it.
pub(crate) fn lost_notice(request: &Request) -> AnyView {
    view! { <p class="notice warning" role="status">{t!(request.language, cart.lost)}</p> }.into_any()
}

/// The cart, and what was typed into one of its lines, if that could not be done.
async fn page(store: &Store, request: &Request, typed: Option<&Form>) -> Result<Reply, Failure> {
    let cart = store.cart(&request.caller, &request.view).await?;
    let lost = cart.as_ref().is_some_and(|cart| cart.has_lost);
    let cart = cart.filter(|cart| !cart.lines.is_empty());
    let language = request.language;
    let title = t!(language, cart.title);
    let viewed = if cart.is_none() { recently_viewed::lately(store, request, None).await } else { Vec::new() };
    Ok(crate::layout::page(store, request, title, || {
        let refused = typed.and_then(|form| form.flaw_text(&PRODUCT).or_else(|| form.conflict_text()));
        let refused = refused.map(|text| view! { <p class="notice error" role="alert" tabindex="-1" autofocus>{text}</p> }.into_any());
        let unavailable = cart.as_ref().filter(|cart| !cart.is_available()).map(|_| t!(language, cart.unavailable).to_owned());
        let unavailable = unavailable.map(|text| view! { <p class="notice error" role="alert">{text}</p> }.into_any());
        let lost = lost.then(|| lost_notice(request));
        view! {
            <h1>{title}</h1>
            {refused.or(unavailable)}
            {lost}
            {match &cart {
                Some(cart) => view! { <div class="cart">{table(request, cart, typed)} {summary(request, cart)}</div> }.into_any(),
                None => view! {
                    <div class="empty">
                        <p>{t!(language, cart.empty)}</p>
                        <a class="button primary" href=request.href("/")>{t!(language, cart.continue_shopping)}</a>
                    </div>
                    {recently_viewed::below(request, &viewed)}
                }
                .into_any(),
            }}
        }
    })
    .await)
}

fn table(request: &Request, cart: &PricedCart, typed: Option<&Form>) -> impl IntoView + use<> {
    let language = request.language;
    let typed_at = |l: &PricedLine| typed.filter(|form| form.value(&PRODUCT) == l.product.id.to_string());
    let rows = cart.lines.iter().map(|l| row(request, l, typed_at(l))).collect_view();
    view! {
        <table class="stack lines">
            <thead><tr>
                <th scope="col">{t!(language, cart.product)}</th>
                <th scope="col" class="number">{t!(language, cart.price)}</th>
                <th scope="col">{t!(language, cart.quantity)}</th>
                <th scope="col" class="number">{t!(language, cart.subtotal)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// What it comes to, what its delivery costs, and the way on.
fn summary(request: &Request, cart: &PricedCart) -> AnyView {
    let (language, locale) = (request.language, &request.view.locale);
    let subtotal = cart.subtotal.map(|sum| {
        let costs = delivery::told(request, sum.currency()).map(|costs| view! { <p class="hint">{costs}</p> });
        let sum = money(locale, sum);
        view! { <p class="sum"><span>{t!(language, cart.subtotal)}</span> " " <span class="total">{sum}</span></p> {costs} }
    });
    let arrival = delivery::arrival_of(request, cart.lines.iter()).filter(|_| cart.is_available());
    let arrival = arrival.map(|days| view! { <p class="arrives">{days}</p> });
    let buy = cart.is_available().then(|| {
        view! {
            <a class="button primary" href=request.href(crate::sales::CHECKOUT)>{t!(language, sales.proceed_to_checkout)}</a>
            {crate::sales::to_several_addresses(request, cart)}
        }
    });
    view! {
        <aside class="card summary" aria-label=t!(language, sales.summary)>
            {subtotal}
            {arrival}
            {buy}
            <a href=request.href("/")>{t!(language, cart.continue_shopping)}</a>
            <a href=help::returns(request)>{t!(language, storefront.help.returns)}</a>
        </aside>
    }
    .into_any()
}

/// How many of a product, and the buttons that change that or take it away: of a line of the cart, and of the wish list.
pub(crate) fn pieces(request: &Request, product: &Product, quantity: String, flaw: Option<&str>) -> AnyView {
    let (language, name) = (request.language, isolated(&product.name));
    let name = &*name;
    let field = format!("quantity-{}", product.id);
    view! {
        <input type="hidden" name=PRODUCT.name value=product.id.to_string() />
        <label class="hidden" for=field.clone()>{t!(language, cart.quantity_of, name = name)}</label>
        <input id=field name=QUANTITY.name type="text" autocomplete=QUANTITY.autocomplete inputmode="numeric" value=quantity
            autofocus=flaw.is_some() && !request.form.is_empty() aria-invalid=flaw.is_some().then_some("true") aria-describedby=flaw.map(str::to_owned) />
        <button class="button" aria-label=t!(language, cart.update_of, name = name)>{t!(language, cart.update)}</button>
        <button class="link" name=DO.name value=REMOVE aria-label=t!(language, cart.remove_of, name = name)>{t!(language, cart.remove)}</button>
    }
    .into_any()
}

/// What there is to say of a line, wherever it is shown: that it costs something else than when it was put in, and that not all of it is there yet.
pub(crate) fn remarks(request: &Request, line: &PricedLine) -> AnyView {
    let (language, count, name) = (request.language, line.awaited(), line.product.name.as_str());
    let changed = line.was.map(|was| t!(language, cart.price_changed, price = money(&request.view.locale, was)));
    let awaited = (count > 0).then(|| t!(language, cart.awaited, name = isolated(name), count = count));
    let remarks = changed.into_iter().chain(awaited).map(|text| view! { <p class="hint" role="note">{text}</p> });
    remarks.collect_view().into_any()
}

fn row(request: &Request, line: &PricedLine, typed: Option<&Form>) -> impl IntoView + use<> {
    let language = request.language;
    let product = &line.product;
    let name = product.name.as_str();
    let quantity = typed.map_or_else(|| line.quantity.get().to_string(), |form| form.value(&QUANTITY).to_owned());
    let flaw = typed.and_then(|form| form.flaw_text(&QUANTITY).or_else(|| form.meanwhile(&QUANTITY)));
    let flaw = flaw.or_else(|| line.flaw().map(|flaw| words::flaw(language, flaw)));
    let stored = Form::of(FIELDS, request, snapshot(line));
    let flaw_id = flaw.as_ref().map(|_| format!("quantity-{}-flaw", product.id));
    let to_list = request.caller.acting().is_ok().then(|| {
        let label = t!(language, cart.to_wish_list_of, name = isolated(name));
        view! { <button class="link" name=DO.name value=WISH aria-label=label>{t!(language, cart.to_wish_list)}</button> }
    });
    let form = view! { {pieces(request, product, quantity, flaw_id.as_deref())} {to_list} };
    view! {
        <tr>
            <td>
                <a class="line-product" href=request.href(&format!("/product/{}", product.slug))>
                    {crate::catalog::picture::line(product)}
                    {named(name)}
                </a>
            </td>
            <td class="number" data-label=t!(language, cart.price)>{told(request, line.price, product.offer.regular)}</td>
            <td data-label=t!(language, cart.quantity)>
                {Post::to(request, request.here()).showing(&stored).class("inline").around(form)}
                {flaw.map(|text| view! { <p class="flaw" id=flaw_id>{text}</p> })}
                {remarks(request, line)}
            </td>
            <td class="number" data-label=t!(language, cart.subtotal)>{money(&request.view.locale, line.total)}</td>
        </tr>
    }
}
