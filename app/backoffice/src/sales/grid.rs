//! All orders: searched, sorted, chosen by website, status, who placed them, when, and what they come to.

use crate::{assistance::button, grids};
use domain::{
    address::Address,
    caller::{Permit, right},
    failure::Failure,
    list::Sort,
    money::Money,
    sales::{
        Taxed,
        order::{BASE_TOTAL, HELPED, Order, PLACED, Point, STATE, TOTAL, WEBSITE},
        progress::State,
    },
};
use leptos::prelude::*;
use store::Store;
use ui::{
    format::{self, money},
    grid::{Column, Filter, FilterKind, Grid},
    named::below,
    sales::state,
    shown::when,
    t,
    web::{Reply, Request},
    words,
};

pub(crate) const PATH: &str = "/admin/sales/orders";

pub(crate) static ORDERS: Grid<Order> = Grid {
    name: "orders",
    path: PATH,
    title: |l| t!(l, sales.orders),
    search: Some(|l| t!(l, sales.search_label)),
    columns: &[
        Column::new("number", |l| t!(l, sales.id), |_, o: &Order| o.number.clone()).view(|_, o| whole(o.number.clone())).sorted("number"),
        Column::new("bought_in", |l| t!(l, sales.purchase_point), |_, o: &Order| in_a_line(&o.bought_in))
            .view(|request, o| point(request, &o.bought_in)),
        Column::new("placed", |l| t!(l, sales.purchase_date), |_, o: &Order| format::machine_time(o.placed))
            .view(|request, o| when(request, o.placed))
            .time()
            .sorted("placed")
            .plain(),
        Column::new("bill_to", |l| t!(l, sales.bill_to), |_, o: &Order| o.billing.full_name())
            .view(|_, o| short(o.billing.full_name()))
            .sorted("name")
            .plain(),
        Column::new("ship_to", |l| t!(l, sales.ship_to), |_, o: &Order| o.shipping.full_name()).named().sorted("ship_to").on_demand(),
        Column::new("base_total", |l| t!(l, sales.base_total), |_, o: &Order| o.base_total.coded())
            .view(|request, o| shown(request, Some(o.base_total)))
            .number()
            .sorted("total")
            .plain(),
        Column::new("total", |l| t!(l, sales.purchased_total), |_, o: &Order| o.totals.grand().map(Money::coded).unwrap_or_default())
            .view(|request, o| shown(request, o.totals.grand().ok()))
            .number()
            .sorted("purchased")
            .on_demand(),
        Column::new("status", |l| t!(l, sales.status), |request, o: &Order| status(request, o).to_owned())
            .view(|request, o| state(request.language, o.state()))
            .sorted("status")
            .plain(),
        Column::new("helped", |l| t!(l, sales.helped), |_, o: &Order| o.placed_by.as_ref().map(|by| by.name.clone()).unwrap_or_default())
            .named(),
        // There is no room for the others beside these.
        Column::new("billing", |l| t!(l, sales.billing_address), |request, o: &Order| written(request, &o.billing)).named().on_demand(),
        Column::new("shipping", |l| t!(l, sales.shipping_address), |request, o: &Order| written(request, &o.shipping)).named().on_demand(),
        Column::new(
            "delivery",
            |l| t!(l, sales.shipping_method_title),
            |request, o: &Order| words::shipping_method(request.language, o.shipping_method).to_owned(),
        )
        .on_demand(),
        Column::new("email", |l| t!(l, customers.email), |_, o: &Order| o.email.clone()).on_demand(),
        Column::new("group", |l| t!(l, customers.groups.group_of), |_, o: &Order| o.customer_group.clone().unwrap_or_default())
            .named()
            .on_demand(),
        Column::new("subtotal", |l| t!(l, sales.subtotal), |_, o: &Order| part(o, o.totals.subtotal).map(Money::coded).unwrap_or_default())
            .view(|request, o| shown(request, part(o, o.totals.subtotal)))
            .number()
            .on_demand(),
        Column::new("handling", |l| t!(l, sales.shipping), |_, o: &Order| part(o, o.totals.shipping).map(Money::coded).unwrap_or_default())
            .view(|request, o| shown(request, part(o, o.totals.shipping)))
            .number()
            .on_demand(),
        Column::new(
            "payment",
            |l| t!(l, sales.payment_method_title),
            |request, o: &Order| words::payment_method(request.language, o.payment_method).to_owned(),
        )
        .on_demand(),
        Column::new("refunded", |l| t!(l, sales.total_refunded), |_, o: &Order| o.refunded.coded())
            .view(|request, o| shown(request, Some(o.refunded)))
            .number()
            .on_demand(),
    ],
    filters: &[
        Filter { key: STATE, label: |l| t!(l, sales.status), kind: FilterKind::Choice(states) },
        Filter { key: WEBSITE, label: |l| t!(l, sales.purchase_point), kind: FilterKind::Choice(points) },
        Filter { key: HELPED, label: |l| t!(l, sales.helped), kind: FilterKind::Choice(helped) },
        Filter { key: PLACED, label: |l| t!(l, sales.purchase_date), kind: FilterKind::Dates },
        Filter { key: BASE_TOTAL, label: |l| t!(l, sales.base_total), kind: FilterKind::Numbers(sum) },
        Filter { key: TOTAL, label: |l| t!(l, sales.purchased_total), kind: FilterKind::Numbers(sum) },
    ],
    sort: Sort { by: "placed", down: true },
    link: Some(|o| format!("{PATH}/{}", o.id)),
    buttons: None,
    actions: Some(actions),
    mass: None,
    live: None,
    exports: None,
    further: None,
    empty: |l| t!(l, common.table.empty),
};

fn status(request: &Request, order: &Order) -> &'static str {
    words::order_state(request.language, order.state())
}

/// A name or an address is not broken, unless it is longer than they are: then it gives way, wherever it does.
pub(crate) fn short(text: String) -> AnyView {
    let class = class_of(&text);
    view! { <bdi class=class>{text}</bdi> }.into_any()
}

/// The class that makes it so.
pub(crate) fn class_of(text: &str) -> &'static str {
    if text.chars().count() <= 24 { "nowrap" } else { "breaks" }
}

/// What is not broken into lines.
pub(crate) fn whole(text: String) -> AnyView {
    view! { <span class="nowrap">{text}</span> }.into_any()
}

fn actions(request: &Request, order: &Order) -> AnyView {
    let view = t!(request.language, sales.view);
    let help = order.customer.and_then(|customer| button::in_a_row(request, customer, &order.name));
    view! {
        <span class="actions">
            <a href=format!("{PATH}/{}", order.id) aria-label=format!("{view}: {}", order.number)>{view}</a> {help}
        </span>
    }
    .into_any()
}

/// What stands below something else, in one line with it.
const BELOW: &str = " › ";

/// Where something was bought: website, store and view.
pub(super) fn in_a_line(bought_in: &str) -> String {
    bought_in.lines().collect::<Vec<_>>().join(BELOW)
}

/// The same, one below the other; those alone that tell something.
pub(super) fn point(request: &Request, bought_in: &str) -> AnyView {
    let point = request.shop.stores.purchase_point(bought_in);
    let lines = point.into_iter().enumerate().map(|(n, name)| {
        let below = (n > 0).then(|| view! { <span>{BELOW}</span> });
        let name = name.to_owned();
        view! { {below} <bdi class="nowrap">{name}</bdi> }
    });
    view! { <span class="point">{lines.collect_view()}</span> }.into_any()
}

/// An address in a line, as its country writes it.
fn written(request: &Request, address: &Address) -> String {
    address.lines(&format::country(request.language, address.country.code())).join(", ")
}

/// A part of what an order costs, as its customer was shown it.
fn part(order: &Order, part: Taxed) -> Option<Money> {
    order.totals.shown(part).ok()
}

fn shown(request: &Request, sum: Option<Money>) -> AnyView {
    sum.map(|sum| money(request.language.tag(), sum)).unwrap_or_default().into_any()
}

/// The number of a sum in whatever currency, as its reader writes numbers: orders are of several, and are told apart by what stands there.
pub(super) fn sum(request: &Request, text: &str) -> Option<i64> {
    Money::read_number(text, format::signs(request.language))
}

fn states(request: &Request) -> Vec<(String, String)> {
    let language = request.language;
    State::ALL.into_iter().map(|state| (state.code().to_owned(), words::order_state(language, state).to_owned())).collect()
}

/// Websites that the reader is for, with their stores and the views of those.
fn points(request: &Request) -> Vec<(String, String)> {
    let (stores, mut points) = (&request.shop.stores, Vec::new());
    for website in stores.websites().iter().filter(|website| request.caller.is_for(website.id)) {
        points.push((Point::Website(website.id).code(), website.name.clone()));
        for group in stores.groups_of(website.id) {
            let (website, group_name) = (website.name.as_str(), group.name.as_str());
            points.push((Point::Store(group.id).code(), below([website, group_name])));
            let views = stores.views_of(group.id);
            points.extend(views.map(|view| (Point::View(view.id).code(), below([website, group_name, &view.name]))));
        }
    }
    points
}

fn helped(request: &Request) -> Vec<(String, String)> {
    let language = request.language;
    [("1", t!(language, common.form.yes)), ("0", t!(language, common.form.no))]
        .map(|(value, label)| (value.to_owned(), label.to_owned()))
        .into()
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::OrdersView>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let by = &by;
    grids::show(&store, &request, &permit, &ORDERS, None, |query, size| async move { by.orders(&query, size).await }).await
}
