//! The shopping cart.

use domain::{
    cart::{CartRefusal, PricedCart, PricedLine, Quantity},
    failure::Failure,
    ids::ProductId,
    stores::Language,
    text::Flaw,
};
use leptos::prelude::*;
use store::{CartChange, Store};
use ui::{
    form::identity,
    format::money,
    notice::Notice,
    t,
    web::{Reply, Request},
    words,
};

/// What is wrong with one line, and what was typed there.
struct Wrong {
    product: Option<ProductId>,
    typed: String,
    text: String,
}

pub async fn show(store: Store, request: Request) -> Result<Reply, Failure> {
    page(&store, &request, None).await
}

/// Changes a line: its quantity, or takes it out.
pub async fn change(store: Store, request: Request) -> Result<Reply, Failure> {
    let product: ProductId = request.form.get("product").and_then(|p| p.parse().ok()).ok_or(Failure::NotFound)?;
    let typed = request.form.get("quantity").unwrap_or_default().to_owned();
    let removing = request.form.get("do") == Some("remove");
    let change = match (removing, Quantity::parse(&typed)) {
        (true, _) => CartChange::Remove,
        (false, Ok(quantity)) => CartChange::Set(quantity),
        (false, Err(flaw)) => return wrong(&store, &request, product, typed, flaw).await,
    };
    let name = store.products([product]).await?.into_iter().next().map(|p| p.name).ok_or(Failure::NotFound)?;
    let (_, answer) = store.change_cart(&request.caller, product, change, &[]).await?;
    match answer {
        Ok(()) => {
            let notice = if removing { Notice::CartRemoved(name) } else { Notice::CartUpdated };
            Ok(Reply::see_other(request.here()).notice(notice))
        }
        Err(reason) => {
            let text = refusal(request.language, reason).to_owned();
            Ok(page(&store, &request, Some(Wrong { product: None, typed, text })).await?.status(422))
        }
    }
}

async fn wrong(store: &Store, request: &Request, product: ProductId, typed: String, flaw: Flaw) -> Result<Reply, Failure> {
    let text = words::flaw(request.language, flaw);
    Ok(page(store, request, Some(Wrong { product: Some(product), typed, text })).await?.status(422))
}

/// Why the cart cannot be changed that way.
pub fn refusal(language: Language, reason: CartRefusal) -> &'static str {
    match reason {
        CartRefusal::TooMany => t!(language, cart.too_many),
        CartRefusal::Full => t!(language, cart.full),
        CartRefusal::NotInCart => t!(language, cart.not_in_cart),
    }
}

async fn page(store: &Store, request: &Request, wrong: Option<Wrong>) -> Result<Reply, Failure> {
    let cart = store.cart(&request.caller).await?.filter(|cart| !cart.lines.is_empty());
    let language = request.language;
    let title = t!(language, cart.title);
    Ok(crate::layout::page(store, request, title, || {
        let general =
            wrong.as_ref().filter(|w| w.product.is_none()).map(|w| view! { <p class="notice error" role="alert">{w.text.clone()}</p> });
        view! {
            <h1>{title}</h1>
            {general}
            {match &cart {
                Some(cart) => table(request, cart, wrong.as_ref()).into_any(),
                None => view! { <p class="empty">{t!(language, cart.empty)}</p> }.into_any(),
            }}
            <p><a href=request.href("/")>{t!(language, cart.continue_shopping)}</a></p>
        }
    })
    .await)
}

fn table(request: &Request, cart: &PricedCart, wrong: Option<&Wrong>) -> impl IntoView + use<> {
    let language = request.language;
    let rows = cart.lines.iter().map(|l| line(request, l, wrong.filter(|w| w.product == Some(l.product.id)))).collect_view();
    let subtotal = cart.subtotal.map(|s| money(language, s)).unwrap_or_default();
    view! {
        <table class="stack">
            <thead><tr>
                <th scope="col">{t!(language, cart.product)}</th>
                <th scope="col" class="number">{t!(language, cart.price)}</th>
                <th scope="col">{t!(language, cart.quantity)}</th>
                <th scope="col" class="number">{t!(language, cart.subtotal)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
            <tfoot><tr><th scope="row" colspan="3">{t!(language, cart.subtotal)}</th><td class="number total">{subtotal}</td></tr></tfoot>
        </table>
    }
}

fn line(request: &Request, line: &PricedLine, wrong: Option<&Wrong>) -> impl IntoView + use<> {
    let language = request.language;
    let product = &line.product;
    let name = product.name.as_str();
    let id = product.id.to_string();
    let field = format!("quantity-{id}");
    let quantity = wrong.map_or_else(|| line.quantity.get().to_string(), |w| w.typed.clone());
    let flaw = wrong.map(|w| w.text.clone());
    let flaw_id = flaw.as_ref().map(|_| format!("{field}-flaw"));
    view! {
        <tr>
            <td>
                <a class="line-product" href=request.href(&format!("/product/{}", product.slug))>
                    <img src=crate::catalog::picture::address(&product.picture) alt="" width="80" height="60" />
                    {name.to_owned()}
                </a>
            </td>
            <td class="number" data-label=t!(language, cart.price)>{money(language, product.price)}</td>
            <td data-label=t!(language, cart.quantity)>
                <form method="post" action=request.here() class="inline" novalidate>
                    {identity(request)}
                    <input type="hidden" name="product" value=id />
                    <label class="hidden" for=field.clone()>{t!(language, cart.quantity_of, name = name)}</label>
                    <input id=field name="quantity" type="text"
                        inputmode="numeric" value=quantity aria-invalid=flaw.is_some().then_some("true") aria-describedby=flaw_id.clone() />
                    <button class="button" aria-label=t!(language, cart.update_of, name = name)>{t!(language, cart.update)}</button>
                    <button class="button" name="do" value="remove" aria-label=t!(language, cart.remove_of, name = name)>{t!(language, cart.remove)}</button>
                </form>
                {flaw.map(|text| view! { <p class="flaw" id=flaw_id>{text}</p> })}
            </td>
            <td class="number" data-label=t!(language, cart.subtotal)>{money(language, line.total)}</td>
        </tr>
    }
}
