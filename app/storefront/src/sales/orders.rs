//! My Account > My Orders.

use crate::{cart::CART_PAGE, customers::panel};
use domain::{
    caller::{Acting, Proof},
    failure::Failure,
    ids::OrderId,
    sales::{
        document::{Document, Kind},
        order::{Comment, Order},
    },
    stores::Language,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    form::Post,
    format::money,
    named::named,
    notice::Notice,
    sales::{document, information, items, state},
    t,
    table::{address as with_query, listing},
    web::{REPEATS, Reply, Request},
};

pub(crate) const HISTORY: &str = "/sales/order/history";
const PAGE: usize = 10;

pub(crate) fn address(id: OrderId) -> String {
    format!("/sales/order/view/{id}")
}

/// Of what its page for paper is, if it is of one kind of documents alone.
const OF: &str = "of";

/// The page of it for paper.
pub(super) fn paper(id: OrderId) -> String {
    format!("/sales/order/print/{id}")
}

pub(super) async fn list(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let listed = store.by(&acting).orders(&request.cursor()?, PAGE).await?;
    let language = request.language;
    let title = t!(language, sales.my_orders);
    Ok(panel::page(&store, &request, title, || {
        view! { <h1>{title}</h1> {listing(&request, &listed, |orders| table(&request, orders))} }
    })
    .await)
}

/// Orders, one a line.
pub(crate) fn table(request: &Request, orders: &[Order]) -> AnyView {
    let language = request.language;
    if orders.is_empty() {
        return view! {
            <p class="empty">
                {t!(language, sales.no_orders)} " " <a href=request.href("/")>{t!(language, cart.continue_shopping)}</a>
            </p>
        }
        .into_any();
    }
    let rows = orders.iter().map(|order| {
        let (href, number) = (request.href(&address(order.id)), order.number.as_str());
        let total = order.totals.grand().map(|sum| money(&request.view.locale, sum)).unwrap_or_default();
        view! {
            <tr>
                <td data-label=t!(language, sales.number)><a href=href>{number.to_owned()}</a></td>
                <td data-label=t!(language, sales.date)>{request.minute(order.placed)}</td>
                <td class="number" data-label=t!(language, sales.order_total)>{total}</td>
                <td data-label=t!(language, sales.status)>{state(language, order.state())}</td>
                <td>{again(request, order, "link")}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <table class="stack orders">
            <thead><tr>
                <th scope="col">{t!(language, sales.number)}</th>
                <th scope="col">{t!(language, sales.date)}</th>
                <th scope="col" class="number">{t!(language, sales.order_total)}</th>
                <th scope="col">{t!(language, sales.status)}</th>
                <th scope="col">{t!(language, sales.action)}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// Puts the same into the cart once more: once for each time that it is shown, however often it is pressed.
fn again(request: &Request, order: &Order, class: &'static str) -> Option<AnyView> {
    let language = request.language;
    let label = t!(language, sales.reorder_of, number = order.number.as_str());
    let button = || {
        Post::to(request, request.href(&format!("/sales/order/reorder/{}", order.id))).class("inline").around(view! {
            <input type="hidden" name=REPEATS value=request.caller.origin().request.clone() />
            <button class=class aria-label=label>{t!(language, sales.reorder)}</button>
        })
    };
    order.progress().can_reorder().then(button)
}

/// Invoices, shipments, refunds, if there are any.
fn made(request: &Request, kind: Kind, order: &Order, documents: &[Document]) -> Option<AnyView> {
    let language = request.language;
    let (all, one, about) = match kind {
        Kind::Invoice => (t!(language, sales.invoices), t!(language, sales.invoice), t!(language, sales.about_your_invoice)),
        Kind::Shipment => (t!(language, sales.order_shipments), t!(language, sales.shipment), t!(language, sales.about_your_shipment)),
        Kind::Creditmemo => (t!(language, sales.refunds), t!(language, sales.refund), t!(language, sales.about_your_refund)),
    };
    let of = documents.iter().filter(|shown| shown.kind == kind).map(|shown| {
        let noted = noted(request, &shown.comments).map(|noted| view! { <h4>{about}</h4> {noted} });
        view! {
            <h3>{one} " #" {shown.number.clone()} " · " {request.minute(shown.made)}</h3>
            {document(language, &request.view.locale, shown, order, false)}
            {noted}
        }
    });
    let of: Vec<_> = of.collect();
    (!of.is_empty()).then(|| view! { <h2>{all}</h2> {of} }.into_any())
}

/// What staff noted for the customer to see.
fn noted(request: &Request, comments: &[Comment]) -> Option<AnyView> {
    let noted = comments.iter().filter(|comment| comment.visible);
    let noted = noted.map(
        |comment| view! { <li><span class="hint">{request.minute(comment.at)}</span> <p class="text">{comment.text.clone()}</p></li> },
    );
    let noted: Vec<_> = noted.collect();
    (!noted.is_empty()).then(|| view! { <ul class="plain">{noted}</ul> }.into_any())
}

pub(super) fn title(language: Language, order: &Order) -> String {
    t!(language, sales.order_number, number = order.number.as_str())
}

/// The order itself: what all pages of it have in common.
pub(super) fn content(request: &Request, order: &Order, documents: &[Document]) -> AnyView {
    let language = request.language;
    let helped = order.placed_by.as_ref().map(|_| view! { <p class="notice">{t!(language, sales.placed_by_administrator)}</p> });
    let noted = noted(request, &order.comments).map(|noted| view! { <h2>{t!(language, sales.about_your_order)}</h2> {noted} });
    view! {
        <dl class="facts">
            <div><dt>{t!(language, sales.status)}</dt><dd>{state(language, order.state())}</dd></div>
            <div><dt>{t!(language, sales.date)}</dt><dd>{request.minute(order.placed)}</dd></div>
        </dl>
        {helped}
        <h2>{t!(language, sales.items_ordered)}</h2>
        {items(language, &request.view.locale, order, |line| named(&line.name))}
        {Kind::ALL.into_iter().map(|kind| made(request, kind, order, documents)).collect_view()}
        {noted}
        <h2>{t!(language, sales.order_information)}</h2>
        {information(language, order)}
    }
    .into_any()
}

pub(super) async fn show(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let order = store.by(&acting).order(request.id("id")?).await?;
    let documents = store.by(&acting).order_documents(&order).await?;
    let title = title(request.language, &order);
    Ok(panel::page(&store, &request, &title, || {
        let print = request.href(&paper(order.id));
        let of = Kind::ALL.into_iter().filter(|kind| documents.iter().any(|made| made.kind == *kind)).map(|kind| {
            let label = match kind {
                Kind::Invoice => t!(request.language, sales.print_all.invoices),
                Kind::Shipment => t!(request.language, sales.print_all.shipments),
                Kind::Creditmemo => t!(request.language, sales.print_all.refunds),
            };
            view! { <a class="button" href=with_query(&print, &[(OF, kind.code())])>{label}</a> }
        });
        let of = of.collect_view();
        view! {
            <div class="heading">
                <h1>{title.clone()}</h1>
                <div class="actions">
                    {again(&request, &order, "button")}
                    <a class="button" href=print>{t!(request.language, sales.print)}</a>
                    {of}
                </div>
            </div>
            {content(&request, &order, &documents)}
        }
    })
    .await)
}

/// A page made for paper: all around the order is left out where it is printed.
pub(super) async fn print(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let order = store.by(&acting).order(request.id("id")?).await?;
    let documents = store.by(&acting).order_documents(&order).await?;
    let of = request.query.get(OF).map(|code| Kind::from_code(code).ok_or(Failure::NotFound)).transpose()?;
    if of.is_some_and(|kind| documents.iter().all(|made| made.kind != kind)) {
        return Err(Failure::NotFound);
    }
    let title = title(request.language, &order);
    Ok(crate::layout::page(&store, &request, &title, || {
        let back = request.href(&address(order.id));
        let content = match of {
            None => content(&request, &order, &documents),
            Some(kind) => view! {
                {made(&request, kind, &order, &documents)}
                <h2>{t!(request.language, sales.order_information)}</h2>
                {information(request.language, &order)}
            }
            .into_any(),
        };
        view! {
            <p class="screen-only"><a href=back>{t!(request.language, common.form.back)}</a> " " {t!(request.language, sales.print_hint)}</p>
            <p class="print-only">{named(request.config.store_name())}</p>
            <h1>{title.clone()}</h1>
            {content}
        }
    })
    .await)
}

/// Everything of the order that can still be bought goes into the cart, beside what is there.
pub(super) async fn reorder(store: Store, request: Request, acting: Acting) -> Result<Reply, Failure> {
    let order = store.by(&acting).order(request.id("id")?).await?;
    if !order.progress().can_reorder() {
        return Err(Failure::Stale);
    }
    let left_out = store.by(&acting).reorder(request.seen(), &order, &request.repeats()).await?;
    let notice = if left_out == 0 { Notice::Reordered } else { Notice::ReorderedInPart(order.id, left_out) };
    Ok(Reply::see_other(request.href(CART_PAGE)).notice(notice))
}
