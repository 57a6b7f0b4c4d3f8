//! What the cart in the header shows and changes: the same cart as its page, by the same rules.

use crate::{
    cart::{CART_PAGE, remarks},
    icon,
    mini_cart::{MiniCart, MiniCartView, UNDO},
};
use domain::{
    cart::{PricedCart, PricedLine, Quantity},
    failure::Failure,
    ids::ProductId,
    stores::Language,
    text::Flaw,
};
use leptos::prelude::*;
use store::{CartChange, Store};
use ui::{
    call::{Called, Problem, called},
    endpoint::Open,
    form::IDENTITY,
    format::money,
    named::{isolated, named},
    notice::{Notice, Told},
    render::html,
    t,
    web::Request,
    words,
};

/// The way to the cart: its button where something is in it, else a link. On the pages of buying, which show the cart themselves, it
/// stays a link, and so it does where nobody is known: what is kept for all loads no script.
pub(crate) fn link(request: &Request, count: u32) -> AnyView {
    let language = request.language;
    let link = view! { <a class="cart-link" href=request.href(CART_PAGE)>{labelled(language, count)}</a> };
    if count == 0 || ["/checkout", "/multishipping"].iter().any(|path| request.path.starts_with(path)) {
        return link.into_any();
    }
    // A call says for whom its page was made, and this may be all that says so here.
    let identity = request.caller.identity().to_string();
    let (title, unreachable) = (t!(language, storefront.cart).to_owned(), t!(language, common.error.unreachable).to_owned());
    let lines = html(|| view! { <p>{t!(language, cart.loading)}</p> });
    let cart = MiniCartView { button: html(|| labelled(language, count)), lines };
    view! {
        <div>
            <input type="hidden" name=IDENTITY value=identity />
            <MiniCart title view=cart unreachable>{link}</MiniCart>
        </div>
    }
    .into_any()
}

/// What the way to it says: how much is in it.
fn labelled(language: Language, count: u32) -> impl IntoView {
    let items = t!(language, cart.items, count = count).to_string();
    let badge = (count > 0).then(|| view! { <span class="badge">{count}</span> " " <span class="hidden">{items}</span> });
    view! { {icon::bag()} " " <span class="words">{t!(language, storefront.cart)}</span> " " {badge} }
}

fn line(request: &Request, line: &PricedLine) -> AnyView {
    let (language, product) = (request.language, &line.product);
    let (name, key, quantity) = (product.name.as_str(), product.id.to_string(), line.quantity.get().to_string());
    let id = format!("mini-{key}");
    let flaw = line.flaw().map(|flaw| view! { <span class="flaw">{words::flaw(language, flaw)}</span> });
    let remarks = remarks(request, line);
    let remove = t!(language, cart.remove_of, name = isolated(name));
    view! {
        <li>
            <a href=request.href(&format!("/product/{}", product.slug))>{named(name)}</a>
            <span class="price">{money(&request.view.locale, line.total)}</span>
            <span class="inline">
                <label class="hidden" for=id.clone()>{t!(language, cart.quantity_of, name = isolated(name))}</label>
                <input id=id type="text" inputmode="numeric" autocomplete="off" value=quantity.clone() data-product=key.clone() data-was=quantity.clone() />
                " "
                <button type="button" class="link" data-product=key data-was=quantity data-to="0" aria-label=remove>{t!(language, cart.remove)}</button>
            </span>
            {flaw}
            {remarks}
        </li>
    }
    .into_any()
}

/// The cart as it is shown now: what was done, its lines, and the ways on.
fn shown(request: &Request, cart: Option<&PricedCart>, done: Option<(String, Option<(ProductId, u32)>)>) -> MiniCartView {
    let language = request.language;
    let lines = cart.map(|cart| cart.lines.as_slice()).unwrap_or_default();
    let count = lines.iter().fold(0_u32, |sum, line| sum.saturating_add(line.quantity.get()));
    let markup = html(|| {
        let done = done.map(|(said, removed)| {
            let undo = removed.map(|(product, was)| {
                let label = t!(language, common.form.undo);
                view! { <button type="button" class="link" id=UNDO data-product=product.to_string() data-was="0" data-to=was>{label}</button> }
            });
            view! { <p class="switch-said"><span role="status">{said}</span> " " {undo}</p> }
        });
        let subtotal = cart.and_then(|cart| cart.subtotal).filter(|_| count > 0).map(|sum| {
            view! {
                <p class="total"><span>{t!(language, cart.cart_subtotal)}</span> " " <span>{money(&request.view.locale, sum)}</span></p>
            }
        });
        let is_sold = count > 0 && cart.is_some_and(PricedCart::is_available);
        let buy = is_sold.then(|| {
            view! { <a class="button primary" href=request.href(crate::sales::CHECKOUT)>{t!(language, sales.proceed_to_checkout)}</a> }
        });
        let empty = (count == 0).then(|| view! { <p class="empty">{t!(language, cart.empty)}</p> });
        view! {
            {done}
            {empty}
            <ul>{lines.iter().map(|of| line(request, of)).collect_view()}</ul>
            {subtotal}
            <div class="actions">
                {buy} <a class="button" href=request.href(CART_PAGE)>{t!(language, cart.view_and_edit)}</a>
            </div>
        }
    });
    MiniCartView { button: html(|| labelled(language, count)), lines: markup }
}

async fn cart(store: &Store, request: &Request) -> Result<Option<PricedCart>, Failure> {
    Ok(store.cart(&request.caller, &request.view).await?)
}

pub(crate) async fn lines(change: Option<(String, u32, String)>) -> Result<MiniCartView, Problem> {
    let Called { store, request, .. } = called::<Store, Open>()?;
    match change {
        Some((product, was, to)) => set(&store, &request, &product, was, &to).await,
        None => Ok(shown(&request, cart(&store, &request).await?.as_ref(), None)),
    }
}

/// How a line becomes what is wanted. Whoever has no cart is not given one by a call: it could not bring him the cookie.
fn change(was: u32, to: &str) -> Result<CartChange, Failure> {
    let to = Quantity::parse_or_none(to).map_err(|flaw| Failure::Invalid("quantity", flaw))?;
    match (Quantity::new(was), to) {
        (Some(was), Some(to)) => Ok(CartChange::Set { was, to }),
        (Some(_), None) => Ok(CartChange::Remove),
        (None, Some(back)) => Ok(CartChange::PutBack(back)),
        (None, None) => Err(Failure::Malformed),
    }
}

/// What is told of it: also that less was put back than was taken out.
fn told(product: ProductId, was: u32, change: CartChange, now: Option<&PricedCart>) -> Notice {
    let line = now.and_then(|cart| cart.lines.iter().find(|line| line.product.id == product));
    let has = line.map_or(0, |line| line.quantity.get());
    match change {
        CartChange::Remove => Notice::CartRemoved(product, was),
        CartChange::PutBack(quantity) if has < quantity.get() => Notice::CartPutBackInPart(product),
        CartChange::PutBack(_) | CartChange::Add(_) => Notice::CartAdded(product),
        CartChange::Set { .. } => Notice::CartUpdated,
    }
}

async fn set(store: &Store, request: &Request, product: &str, was: u32, to: &str) -> Result<MiniCartView, Problem> {
    let product: ProductId = product.parse().map_err(|_| Failure::Malformed)?;
    let change = change(was, to)?;
    if store.cart(&request.caller, &request.view).await.map_err(Failure::from)?.is_none() {
        return Err(Failure::Invalid("product", Flaw::NotInCart).into());
    }
    store.change_cart(&request.caller, &request.view, product, change, &[]).await.map_err(Failure::from)?;
    // It is done: whatever fails from here on must not say that nothing was changed.
    let now = cart(store, request).await.map_err(|_| Failure::OutcomeUnknown)?;
    let named = store.products(Some(request.seen()), [product]).await.map_err(|_| Failure::OutcomeUnknown)?;
    let name = named.into_iter().next().map(|product| product.name).unwrap_or_default();
    let said = words::notice(request.language, &Told { notice: told(product, was, change, now.as_ref()), name });
    let removed = (change == CartChange::Remove).then_some((product, was));
    Ok(shown(request, now.as_ref(), Some((said, removed))))
}
