//! What the cart in the header shows and changes: the same cart as its page, by the same rules.

use crate::mini_cart::{MiniCart, MiniCartTexts, MiniCartView, MiniLine};
use domain::{
    cart::{PricedCart, PricedLine, Quantity},
    failure::Failure,
    ids::ProductId,
    text::Flaw,
};
use leptos::prelude::*;
use store::{CartChange, Store};
use ui::{
    call::{Called, Problem, called},
    endpoint::Open,
    form::IDENTITY,
    format::money,
    notice::{Notice, Told},
    t,
    web::Request,
    words,
};

/// The way to the cart: its button where something is in it, else a link. On the pages of buying, which show the cart themselves, it
/// stays a link, and so it does where nobody is known: what is kept for all loads no script.
pub(crate) fn link(request: &Request, count: u32) -> AnyView {
    let language = request.language;
    let items = t!(language, cart.items, count = count);
    let badge = (count > 0).then(|| view! { <span class="badge">{count}</span> " " <span class="hidden">{items.clone()}</span> });
    let link = view! { <a class="cart-link" href=request.href("/checkout/cart")>{t!(language, storefront.cart)} " " {badge}</a> };
    if count == 0 || ["/checkout", "/multishipping"].iter().any(|path| request.path.starts_with(path)) {
        return link.into_any();
    }
    // A call says for whom its page was made, and this may be all that says so here.
    let identity = request.caller.identity().to_string();
    view! {
        <div>
            <input type="hidden" name=IDENTITY value=identity />
            <MiniCart count items=items.to_string() texts=texts(request)>{link}</MiniCart>
        </div>
    }
    .into_any()
}

fn texts(request: &Request) -> MiniCartTexts {
    let language = request.language;
    MiniCartTexts {
        title: t!(language, storefront.cart).to_owned(),
        loading: t!(language, cart.loading).to_owned(),
        empty: t!(language, cart.empty).to_owned(),
        remove: t!(language, cart.remove).to_owned(),
        undo: t!(language, common.form.undo).to_owned(),
        subtotal: t!(language, cart.cart_subtotal).to_owned(),
        edit: t!(language, cart.view_and_edit).to_owned(),
        checkout: t!(language, sales.proceed_to_checkout).to_owned(),
        unreachable: t!(language, common.error.unreachable).to_owned(),
        again: t!(language, common.error.again).to_owned(),
        cart_href: request.href("/checkout/cart"),
        checkout_href: request.href(crate::sales::CHECKOUT),
    }
}

fn line(request: &Request, line: &PricedLine) -> MiniLine {
    let (language, product) = (request.language, &line.product);
    let name = product.name.as_str();
    MiniLine {
        product: product.id.to_string(),
        name: name.to_owned(),
        href: request.href(&format!("/product/{}", product.slug)),
        quantity: line.quantity.get(),
        price: money(&request.view.locale, line.total),
        quantity_label: t!(language, cart.quantity_of, name = name),
        remove_label: t!(language, cart.remove_of, name = name),
        flaw: line.flaw().map(|flaw| words::flaw(language, flaw)).unwrap_or_default(),
    }
}

/// The cart as it is now.
async fn view(store: &Store, request: &Request) -> Result<MiniCartView, Failure> {
    let cart = store.cart(&request.caller, &request.view).await?;
    let lines: Vec<MiniLine> = cart.iter().flat_map(|cart| &cart.lines).map(|l| line(request, l)).collect();
    let count = lines.iter().fold(0_u32, |sum, line| sum.saturating_add(line.quantity));
    let subtotal = cart.as_ref().and_then(|cart| cart.subtotal).map(|sum| money(&request.view.locale, sum));
    Ok(MiniCartView {
        items: t!(request.language, cart.items, count = count).to_string(),
        subtotal: subtotal.unwrap_or_default(),
        is_available: cart.as_ref().is_some_and(PricedCart::is_available),
        lines,
        count,
        said: String::new(),
    })
}

pub(crate) async fn lines() -> Result<MiniCartView, Problem> {
    let Called { store, request, .. } = called::<Store, Open>()?;
    Ok(view(&store, &request).await?)
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
fn told(product: ProductId, was: u32, change: CartChange, now: &MiniCartView) -> Notice {
    let has = now.lines.iter().find(|line| line.product == product.to_string()).map_or(0, |line| line.quantity);
    match change {
        CartChange::Remove => Notice::CartRemoved(product, was),
        CartChange::PutBack(quantity) if has < quantity.get() => Notice::CartPutBackInPart(product),
        CartChange::PutBack(_) | CartChange::Add(_) => Notice::CartAdded(product),
        CartChange::Set { .. } => Notice::CartUpdated,
    }
}

pub(crate) async fn set(product: &str, was: u32, to: &str) -> Result<MiniCartView, Problem> {
    let Called { store, request, .. } = called::<Store, Open>()?;
    let product: ProductId = product.parse().map_err(|_| Failure::Malformed)?;
    let change = change(was, to)?;
    if store.cart(&request.caller, &request.view).await.map_err(Failure::from)?.is_none() {
        return Err(Failure::Invalid("product", Flaw::NotInCart).into());
    }
    store.change_cart(&request.caller, product, change, &[]).await.map_err(Failure::from)?;
    // It is done: whatever fails from here on must not say that nothing was changed.
    let now = view(&store, &request).await.map_err(|_| Failure::OutcomeUnknown)?;
    let named = store.products(Some(&request.view), [product]).await.map_err(|_| Failure::OutcomeUnknown)?;
    let name = named.into_iter().next().map(|product| product.name).unwrap_or_default();
    let said = words::notice(request.language, &Told { notice: told(product, was, change, &now), name });
    Ok(MiniCartView { said, ..now })
}
