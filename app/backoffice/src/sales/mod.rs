//! Sales: orders, and what staff make of them.

mod act;
mod comments;
mod documents;
mod email;
pub(crate) mod grid;
mod made_of;
mod make;
mod order;
mod print;
mod tracks;

use crate::Endpoint;
use domain::{access::Resource, caller::right, sales::document::Kind, stores::Language};
use ui::{
    endpoint::{InAVisit, permit},
    form::Words,
    notice::Notice,
    t,
};

pub(crate) use documents::{INVOICES, MEMOS, SHIPMENTS};

/// What is said of a kind of documents.
struct OfKind {
    path: &'static str,
    seen_by: Resource,
    made_by: Resource,
    /// At the end of the address of an order.
    make: &'static str,
    made: Notice,
    new: Words,
    submit: Words,
    /// The button on an order.
    button: Words,
    /// How many pieces are chosen.
    quantity: Words,
    list: Words,
    one: Words,
    /// What it is of.
    items: Words,
    /// Sent to the customer with it.
    email_copy: Words,
    mailed: Notice,
}

const INVOICE_PATH: &str = "/admin/sales/invoices";
const SHIPMENT_PATH: &str = "/admin/sales/shipments";
const MEMO_PATH: &str = "/admin/sales/creditmemos";

static INVOICE: OfKind = OfKind {
    path: INVOICE_PATH,
    seen_by: Resource::Invoices,
    made_by: Resource::OrdersInvoice,
    make: "invoice",
    made: Notice::InvoiceCreated,
    new: |l| t!(l, sales.new_invoice),
    submit: |l| t!(l, sales.submit_invoice),
    button: |l| t!(l, sales.invoice),
    quantity: |l| t!(l, sales.quantity_to_invoice),
    list: |l| t!(l, sales.invoices),
    one: |l| t!(l, sales.invoice),
    items: |l| t!(l, sales.items_invoiced),
    email_copy: |l| t!(l, sales.email_copy_of_invoice),
    mailed: Notice::InvoiceMailSent,
};
static SHIPMENT: OfKind = OfKind {
    path: SHIPMENT_PATH,
    seen_by: Resource::Shipments,
    made_by: Resource::OrdersShip,
    make: "ship",
    made: Notice::ShipmentCreated,
    new: |l| t!(l, sales.new_shipment),
    submit: |l| t!(l, sales.submit_shipment),
    button: |l| t!(l, sales.ship),
    quantity: |l| t!(l, sales.quantity_to_ship),
    list: |l| t!(l, sales.shipments),
    one: |l| t!(l, sales.shipment),
    items: |l| t!(l, sales.items_shipped),
    email_copy: |l| t!(l, sales.email_copy_of_shipment),
    mailed: Notice::ShipmentMailSent,
};
static MEMO: OfKind = OfKind {
    path: MEMO_PATH,
    seen_by: Resource::CreditMemos,
    made_by: Resource::OrdersCreditMemo,
    make: "creditmemo",
    made: Notice::CreditMemoCreated,
    new: |l| t!(l, sales.new_memo),
    submit: |l| t!(l, sales.refund_offline),
    button: |l| t!(l, sales.credit_memo),
    quantity: |l| t!(l, sales.quantity_to_refund),
    list: |l| t!(l, sales.credit_memos),
    one: |l| t!(l, sales.credit_memo),
    items: |l| t!(l, sales.items_refunded),
    email_copy: |l| t!(l, sales.email_copy_of_memo),
    mailed: Notice::CreditMemoMailSent,
};

fn of_kind(kind: Kind) -> &'static OfKind {
    match kind {
        Kind::Invoice => &INVOICE,
        Kind::Shipment => &SHIPMENT,
        Kind::Creditmemo => &MEMO,
    }
}

/// Whether the customer got a mail of something; of some things none was to be sent.
fn notified(language: Language, is_mailed: Option<bool>) -> &'static str {
    match is_mailed {
        Some(true) => t!(language, sales.customer_notified),
        Some(false) => t!(language, sales.customer_not_notified),
        None => t!(language, sales.notification_not_applicable),
    }
}

pub fn endpoints() -> Vec<Endpoint> {
    use right::{CreditMemos, Invoices, OrdersCancel, OrdersCreditMemo, OrdersHold, OrdersInvoice, OrdersShip, OrdersUnhold, Shipments};
    let no = InAVisit::No;
    vec![
        Endpoint::page(grid::PATH, permit(), no, grid::show),
        Endpoint::page("/admin/sales/orders/{id}", permit(), no, order::show),
        Endpoint::page("/admin/sales/orders/{id}/print", permit(), no, print::order),
        Endpoint::form("/admin/sales/orders/{id}/comment", permit(), no, comments::FIELDS, order::comment),
        Endpoint::page("/admin/sales/orders/{id}/cancel", permit(), no, act::ask),
        Endpoint::form("/admin/sales/orders/{id}/cancel", permit(), no, &[], act::act::<OrdersCancel>),
        Endpoint::form("/admin/sales/orders/{id}/email", permit(), no, email::FIELDS, email::order),
        Endpoint::form("/admin/sales/orders/{id}/hold", permit(), no, &[], act::act::<OrdersHold>),
        Endpoint::form("/admin/sales/orders/{id}/unhold", permit(), no, &[], act::act::<OrdersUnhold>),
        Endpoint::page("/admin/sales/orders/{id}/invoice", permit(), no, make::show::<OrdersInvoice>),
        Endpoint::form("/admin/sales/orders/{id}/invoice", permit(), no, make::fields(Kind::Invoice), make::make::<OrdersInvoice>),
        Endpoint::page("/admin/sales/orders/{id}/ship", permit(), no, make::show::<OrdersShip>),
        Endpoint::form("/admin/sales/orders/{id}/ship", permit(), no, make::fields(Kind::Shipment), make::make::<OrdersShip>),
        Endpoint::page("/admin/sales/orders/{id}/creditmemo", permit(), no, make::show::<OrdersCreditMemo>),
        Endpoint::form("/admin/sales/orders/{id}/creditmemo", permit(), no, make::fields(Kind::Creditmemo), make::make::<OrdersCreditMemo>),
        Endpoint::page(INVOICE.path, permit(), no, documents::list::<Invoices>),
        Endpoint::page("/admin/sales/invoices/{id}", permit(), no, documents::show::<Invoices>),
        Endpoint::page("/admin/sales/invoices/{id}/print", permit(), no, print::document::<Invoices>),
        Endpoint::form("/admin/sales/invoices/{id}/comment", permit(), no, comments::FIELDS, documents::comment::<Invoices>),
        Endpoint::form("/admin/sales/invoices/{id}/email", permit(), no, email::FIELDS, email::document::<Invoices>),
        Endpoint::page(SHIPMENT.path, permit(), no, documents::list::<Shipments>),
        Endpoint::page("/admin/sales/shipments/{id}", permit(), no, documents::show::<Shipments>),
        Endpoint::page("/admin/sales/shipments/{id}/print", permit(), no, print::document::<Shipments>),
        Endpoint::form("/admin/sales/shipments/{id}/tracks", permit(), no, tracks::FIELDS, tracks::change),
        Endpoint::form("/admin/sales/shipments/{id}/comment", permit(), no, comments::FIELDS, documents::comment::<Shipments>),
        Endpoint::form("/admin/sales/shipments/{id}/email", permit(), no, email::FIELDS, email::document::<Shipments>),
        Endpoint::page(MEMO.path, permit(), no, documents::list::<CreditMemos>),
        Endpoint::page("/admin/sales/creditmemos/{id}", permit(), no, documents::show::<CreditMemos>),
        Endpoint::page("/admin/sales/creditmemos/{id}/print", permit(), no, print::document::<CreditMemos>),
        Endpoint::form("/admin/sales/creditmemos/{id}/comment", permit(), no, comments::FIELDS, documents::comment::<CreditMemos>),
        Endpoint::form("/admin/sales/creditmemos/{id}/email", permit(), no, email::FIELDS, email::document::<CreditMemos>),
    ]
}
