//! Invoices, shipments and credit memos: all of them, and each.

use super::{email, grid, of_kind};
use crate::{assistance::button, audit::report::history, customers::grid::websites, grids, layout};
use domain::{
    access::Resource,
    caller::Permit,
    failure::Failure,
    list::Sort,
    sales::{
        document::{Document, Kind},
        order::WEBSITE,
    },
};
use leptos::prelude::*;
use store::{Listing, Store};
use ui::{
    format::{self, money},
    grid::{Column, Filter, FilterKind, Grid},
    sales::document,
    t,
    web::{Reply, Request},
};

const NUMBER: Column<Document> = Column::new("number", |l| t!(l, sales.id), |_, d: &Document| d.number.clone())
    .view(|_, d| grid::whole(d.number.clone()))
    .sorted("number");
const MADE: Column<Document> = Column::new("made", |l| t!(l, sales.created), |_, d: &Document| format::machine_time(d.made))
    .view(|request, d| request.time(d.made).into_any())
    .sorted("made");
const ORDER: Column<Document> = Column::new("order", |l| t!(l, sales.number), |_, d: &Document| d.order_number.clone())
    .view(|_, d| grid::whole(d.order_number.clone()))
    .sorted("order");
const MADE_BY: Column<Document> = Column::new("made_by", |l| t!(l, sales.made_by), |_, d: &Document| d.made_by.clone());
const BILL_TO: Column<Document> = Column::new("name", |l| t!(l, sales.bill_to), |_, d: &Document| d.name.clone()).sorted("name");
const TOTAL: Column<Document> =
    Column::new("total", |l| t!(l, sales.grand_total), |_, d: &Document| d.taken.total().map(|sum| sum.coded()).unwrap_or_default())
        .view(|request, d| d.taken.total().map(|sum| money(request.language.tag(), sum)).unwrap_or_default().into_any())
        .number();

const fn grid_of(name: &'static str, kind: Kind, columns: &'static [Column<Document>]) -> Grid<Document> {
    let (path, title, link): (_, ui::form::Words, fn(&Document) -> String) = match kind {
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
        filters: &[Filter { key: WEBSITE, label: |l| t!(l, stores.website), kind: FilterKind::Choice(websites) }],
        sort: Sort { by: "made", down: true },
        link: Some(link),
        buttons: None,
        actions: None,
        mass: None,
        live: None,
        exports: None,
        empty: |l| t!(l, common.table.empty),
    }
}

pub(crate) static INVOICES: Grid<Document> = grid_of("invoices", Kind::Invoice, &[NUMBER, MADE, ORDER, BILL_TO, TOTAL, MADE_BY]);
pub(crate) static SHIPMENTS: Grid<Document> = grid_of(
    "shipments",
    Kind::Shipment,
    &[
        NUMBER,
        MADE,
        ORDER,
        Column::new("name", |l| t!(l, sales.ship_to), |_, d: &Document| d.name.clone()).sorted("name"),
        Column::new("pieces", |l| t!(l, sales.total_quantity), |_, d: &Document| d.taken.pieces().to_string()).number(),
        MADE_BY,
    ],
);
pub(crate) static MEMOS: Grid<Document> = grid_of("creditmemos", Kind::Creditmemo, &[NUMBER, MADE, ORDER, BILL_TO, TOTAL, MADE_BY]);

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

pub(super) async fn show<R: Listing>(store: Store, request: Request, permit: Permit<R>) -> Result<Reply, Failure> {
    let (shown, order, customer) = store.by(&permit).document(request.id("id")?).await?;
    let language = request.language;
    let words = of_kind(R::KIND);
    let title = format!("{} #{}", (words.one)(language), shown.number);
    Ok(layout::page(&request, &title, || {
        // A guest has no account to log in to.
        let button = customer.as_ref().and_then(|customer| button::button(&request, customer));
        let number = match request.caller.holds(Resource::OrdersView) {
            true => view! { <a href=format!("{}/{}", grid::PATH, order.id)>{order.number.clone()}</a> }.into_any(),
            false => order.number.clone().into_any(),
        };
        let comment = (!shown.comment.is_empty())
            .then(|| view! { <h2>{t!(language, sales.comments)}</h2> <p class="text">{shown.comment.clone()}</p> });
        view! {
            <div class="heading">
                <h1>{title.clone()}</h1>
                <div class="actions">{history(&request, R::KIND.code(), shown.id)} {button}</div>
            </div>
            <dl class="facts">
                <div><dt>{t!(language, sales.number)}</dt><dd>{number}</dd></div>
                <div><dt>{t!(language, sales.created)}</dt><dd>{request.time(shown.made)}</dd></div>
                <div><dt>{t!(language, sales.made_by)}</dt><dd>{shown.made_by.clone()}</dd></div>
                <div><dt>{t!(language, sales.customer)}</dt><dd>{order.name.clone()}</dd></div>
                <div><dt>{t!(language, customers.email)}</dt><dd>{order.email.clone()}</dd></div>
            </dl>
            <div class="actions">{email::button(&store, &request, &order, R::KIND.into(), format!("{}/{}/email", words.path, shown.id))}</div>
            {document(language, language.tag(), &shown, order.totals.include_tax, true)}
            {comment}
            <p><a class="button" href=words.path>{t!(language, common.form.back)}</a></p>
        }
    }))
}
