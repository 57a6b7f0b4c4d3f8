//! Invoices, shipments and credit memos: all of them, and each.

use super::{comments, email, grid, made_of::at_invoice, of_kind, order::buyer, tracks};
use crate::{assistance::button, audit::report::history, customers::grid::websites, grids, layout, sheet::more};
use domain::{
    access::Resource,
    caller::Permit,
    customers::Customer,
    failure::Failure,
    ids::DocumentId,
    list::Sort,
    mail::About,
    sales::{
        document::{Document, Kind, MADE, ORDERED, OfInvoice, PIECES, TOTAL},
        order::{BASE_TOTAL, Order, WEBSITE},
    },
    text::whole,
};
use leptos::prelude::*;
use store::{Listing, Store};
use ui::{
    form::{Form, Snapshot, Words},
    format::{self, money},
    grid::{Column, Filter, FilterKind, Grid},
    named::named,
    notice::Notice,
    sales::{document, information, state},
    shown::when,
    t,
    web::{Reply, Request},
};

const NUMBER: Column<Document> = Column::new("number", |l| t!(l, sales.id), |_, d: &Document| d.number.clone())
    .view(|_, d| grid::whole(d.number.clone()))
    .sorted("number");
const fn made(label: Words) -> Column<Document> {
    Column::new("made", label, |_, d: &Document| format::machine_time(d.made))
        .view(|request, d| when(request, d.made))
        .time()
        .sorted("made")
}
const ORDER: Column<Document> = Column::new("order", |l| t!(l, sales.number), |_, d: &Document| d.order_number.clone())
    .view(|_, d| grid::whole(d.order_number.clone()))
    .sorted("order");
/// There is no room for it beside the others.
const ORDER_DATE: Column<Document> = Column::new(ORDERED, |l| t!(l, sales.date), |_, d: &Document| format::machine_time(d.order_placed))
    .view(|request, d| when(request, d.order_placed))
    .time()
    .sorted(ORDERED)
    .on_demand();
const BASE: Column<Document> =
    Column::new(BASE_TOTAL, |l| t!(l, sales.base_total), |_, d: &Document| d.base_total.map(|sum| sum.coded()).unwrap_or_default())
        .view(|request, d| d.base_total.map(|sum| money(request.language.tag(), sum)).unwrap_or_default().into_any())
        .number()
        .sorted(BASE_TOTAL)
        .on_demand();
const MADE_BY: Column<Document> = Column::new("made_by", |l| t!(l, sales.made_by), |_, d: &Document| d.made_by.clone()).named();
const BILL_TO: Column<Document> = Column::new("name", |l| t!(l, sales.bill_to), |_, d: &Document| d.name.clone()).named().sorted("name");
const EMAIL: Column<Document> = Column::new("email", |l| t!(l, customers.email), |_, d: &Document| d.email.clone()).on_demand();
const BOUGHT_IN: Column<Document> =
    Column::new("bought_in", |l| t!(l, sales.purchased_from), |_, d: &Document| grid::in_a_line(&d.bought_in))
        .view(|request, d| grid::point(request, &d.bought_in))
        .on_demand();
const fn total(label: Words) -> Column<Document> {
    Column::new("total", label, |_, d: &Document| d.taken.total().map(|sum| sum.coded()).unwrap_or_default())
        .view(|request, d| d.taken.total().map(|sum| money(request.language.tag(), sum)).unwrap_or_default().into_any())
        .number()
        .sorted(TOTAL)
}

const OF_ORDERED: Filter = Filter { key: ORDERED, label: |l| t!(l, sales.date), kind: FilterKind::Dates };
const OF_BASE: Filter = Filter { key: BASE_TOTAL, label: |l| t!(l, sales.base_total), kind: FilterKind::Numbers(grid::sum) };
const OF_WEBSITE: Filter = Filter { key: WEBSITE, label: |l| t!(l, stores.website), kind: FilterKind::Choice(websites) };

/// The columns of documents that come to a sum: when they were made, and what they come to, are called differently.
const fn of_sums(date: Words, sum: Words) -> [Column<Document>; 10] {
    [NUMBER, made(date), ORDER, ORDER_DATE, BILL_TO, BASE, total(sum), MADE_BY, EMAIL, BOUGHT_IN]
}

/// And what those are narrowed by.
const fn by_sums(date: Words, sum: Words) -> [Filter; 5] {
    let made = Filter { key: MADE, label: date, kind: FilterKind::Dates };
    let total = Filter { key: TOTAL, label: sum, kind: FilterKind::Numbers(grid::sum) };
    [OF_WEBSITE, made, OF_ORDERED, OF_BASE, total]
}

const fn grid_of(name: &'static str, kind: Kind, columns: &'static [Column<Document>], filters: &'static [Filter]) -> Grid<Document> {
    let (path, title, link): (_, Words, fn(&Document) -> String) = match kind {
        Kind::Invoice => (super::INVOICE_PATH, |l| t!(l, sales.invoices), |d| format!("{}/{}", super::INVOICE_PATH, d.id)),
        Kind::Shipment => (super::SHIPMENT_PATH, |l| t!(l, sales.shipments), |d| format!("{}/{}", super::SHIPMENT_PATH, d.id)),
        Kind::Creditmemo => (super::MEMO_PATH, |l| t!(l, sales.credit_memos), |d| format!("{}/{}", super::MEMO_PATH, d.id)),
    };
    Grid {
        name,
        path,
        title,
        search: Some(|l| t!(l, sales.search_documents)),
        columns,
        filters,
        sort: Sort { by: "made", down: true },
        link: Some(link),
        buttons: None,
        actions: None,
        mass: None,
        live: None,
        exports: None,
        further: None,
        empty: |l| t!(l, common.table.empty),
    }
}

pub(crate) static INVOICES: Grid<Document> = grid_of(
    "invoices",
    Kind::Invoice,
    &of_sums(|l| t!(l, sales.invoice_date), |l| t!(l, sales.purchased_total)),
    &by_sums(|l| t!(l, sales.invoice_date), |l| t!(l, sales.purchased_total)),
);
pub(crate) static SHIPMENTS: Grid<Document> = grid_of(
    "shipments",
    Kind::Shipment,
    &[
        NUMBER,
        made(|l| t!(l, sales.ship_date)),
        ORDER,
        ORDER_DATE,
        Column::new("name", |l| t!(l, sales.ship_to), |_, d: &Document| d.name.clone()).named().sorted("name"),
        Column::new("pieces", |l| t!(l, sales.total_quantity), |_, d: &Document| d.taken.pieces().to_string()).number().sorted(PIECES),
        MADE_BY,
        EMAIL,
        BOUGHT_IN,
    ],
    &[
        OF_WEBSITE,
        Filter { key: MADE, label: |l| t!(l, sales.ship_date), kind: FilterKind::Dates },
        OF_ORDERED,
        Filter {
            key: PIECES,
            label: |l| t!(l, sales.total_quantity),
            kind: FilterKind::Numbers(|_, text| whole(text, 0, u32::MAX).ok().map(i64::from)),
        },
    ],
);
pub(crate) static MEMOS: Grid<Document> = grid_of(
    "creditmemos",
    Kind::Creditmemo,
    &of_sums(|l| t!(l, sales.created), |l| t!(l, sales.refunded_total)),
    &by_sums(|l| t!(l, sales.created), |l| t!(l, sales.refunded_total)),
);

fn grid_for(kind: Kind) -> &'static Grid<Document> {
    match kind {
        Kind::Invoice => &INVOICES,
        Kind::Shipment => &SHIPMENTS,
        Kind::Creditmemo => &MEMOS,
    }
}

pub(super) async fn list<R: Listing>(store: Store, request: Request, permit: Permit<R>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let by = &by;
    grids::show(&store, &request, &permit, grid_for(R::KIND), None, |query, size| async move { by.documents(&query, size).await }).await
}

/// A document, with its order and the account of whoever bought.
pub(super) struct Shown {
    pub(super) document: Document,
    pub(super) order: Order,
    pub(super) customer: Option<Customer>,
    /// What it has that can be given back, if it is an invoice.
    pub(super) left: Option<OfInvoice>,
}

impl Shown {
    async fn read<R: Listing>(store: &Store, permit: &Permit<R>, id: DocumentId) -> Result<Self, Failure> {
        let (document, order, customer) = store.by(permit).document(id).await?;
        let left = store.by(permit).left_of(&document, &order).await?;
        Ok(Self { document, order, customer, left })
    }
}

pub(super) async fn show<R: Listing>(store: Store, request: Request, permit: Permit<R>) -> Result<Reply, Failure> {
    let shown = Shown::read(&store, &permit, request.id("id")?).await?;
    Ok(page(&store, &request, &shown, None, None))
}

/// Notes something on it.
pub(super) async fn comment<R: Listing>(store: Store, request: Request, permit: Permit<R>) -> Result<Reply, Failure> {
    let shown = Shown::read(&store, &permit, request.id("id")?).await?;
    let (mut form, note) = comments::read(&request)?;
    if let Some((seen, note)) = note {
        let id = shown.document.id;
        match store.by(&permit).comment_document(id, seen, &note).await {
            Ok(()) => return Ok(Reply::see_other(format!("{}/{id}", of_kind(R::KIND).path)).notice(Notice::OrderCommented)),
            Err(error) => form = form.refused(error)?,
        }
    }
    let status = form.status();
    Ok(page(&store, &request, &shown, None, Some(&form)).status(status))
}

fn title(request: &Request, shown: &Document) -> String {
    format!("{} #{}", (of_kind(shown.kind).one)(request.language), shown.number)
}

/// The page of a document, and what was typed there: for a parcel of it, or to be noted.
pub(super) fn page(store: &Store, request: &Request, of: &Shown, parcel: Option<&Form>, noted: Option<&Form>) -> Reply {
    let Shown { document: shown, order, customer, left } = of;
    let language = request.language;
    let (words, title) = (of_kind(shown.kind), title(request, shown));
    layout::page(request, &title, || {
        // A guest has no account to log in to.
        let button = customer.as_ref().and_then(|customer| button::button(request, customer));
        let here = format!("{}/{}", words.path, shown.id);
        let print = view! { <a class="button" href=format!("{here}/print")>{t!(language, sales.print_document)}</a> }.into_any();
        let sees_it = request.caller.holds(words.seen_by);
        let mail = sees_it.then(|| email::button(store, request, order, shown.kind.into(), format!("{here}/email"))).flatten();
        let acts = [refund(request, order, left.as_ref()), mail, Some(print), history(request, shown.kind.code(), shown.id)];
        view! {
            <div class="sheet-head">
                <h1>{title.clone()}</h1>
                <div class="actions">
                    <a class="button" href=words.path>{t!(language, common.form.back)}</a>
                    {button}
                    {more(request, acts.into_iter().flatten().collect())}
                </div>
            </div>
            {facts(request, shown, order, customer.as_ref())}
            <h2>{t!(language, sales.address_information)}</h2>
            {information(language, order)}
            <h2>{(words.items)(language)}</h2>
            {document(language, language.tag(), shown, order, true)}
            {tracks::section(request, shown, parcel)}
            {history_of(store, request, (shown, order), noted)}
        }
    })
}

/// What an invoice asked for can be given back, as long as it has something.
fn refund(request: &Request, order: &Order, left: Option<&OfInvoice>) -> Option<AnyView> {
    let memo = of_kind(Kind::Creditmemo);
    let invoice = left.filter(|invoice| order.can_refund(Some(invoice)) && request.caller.holds(memo.made_by))?;
    let href = at_invoice(order.id, invoice.id);
    Some(view! { <a class="button" href=href>{(memo.button)(request.language)}</a> }.into_any())
}

fn facts(request: &Request, shown: &Document, order: &Order, customer: Option<&Customer>) -> AnyView {
    let language = request.language;
    let number = match request.caller.holds(Resource::OrdersView) {
        true => view! { <a href=format!("{}/{}", grid::PATH, order.id)>{order.number.clone()}</a> }.into_any(),
        false => order.number.clone().into_any(),
    };
    view! {
        <dl class="facts">
            <div><dt>{t!(language, sales.number)}</dt><dd>{number}</dd></div>
            <div><dt>{t!(language, sales.created)}</dt><dd>{request.time(shown.made)}</dd></div>
            <div><dt>{t!(language, sales.status)}</dt><dd>{state(language, order.state())}</dd></div>
            <div><dt>{t!(language, sales.purchased_from)}</dt><dd>{grid::point(request, &order.bought_in)}</dd></div>
            <div><dt>{t!(language, sales.made_by)}</dt><dd>{named(&shown.made_by)}</dd></div>
            <div><dt>{t!(language, sales.customer)}</dt><dd>{buyer(request, order, customer)}</dd></div>
            <div><dt>{t!(language, customers.email)}</dt><dd>{order.email.clone()}</dd></div>
        </dl>
    }
    .into_any()
}

/// What was noted of it, the last first, and the form that notes more: for whoever sees such documents. (Whoever ships sees what he ships.)
fn history_of(store: &Store, request: &Request, (shown, order): (&Document, &Order), typed: Option<&Form>) -> Option<AnyView> {
    let of = of_kind(shown.kind);
    request.caller.holds(of.seen_by).then(|| {
        let entries = shown.comments.iter().rev().map(|comment| comments::noted(request, comment, &[])).collect();
        let blank = Form::of(comments::FIELDS, request, Snapshot::new(shown.revision));
        let mails = email::are_sent(store, order, About::comment_on(shown.kind));
        let form = comments::form(request, typed.unwrap_or(&blank), format!("{}/{}/comment", of.path, shown.id), mails);
        comments::section(request, entries, Some(form))
    })
}
