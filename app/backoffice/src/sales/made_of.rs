//! What a document is made of: of an order, or, of a credit memo, of an invoice at which it was begun.

use super::{grid, of_kind};
use domain::{
    caller::Permit,
    failure::Failure,
    ids::{DocumentId, OrderId},
    sales::{
        document::{Chosen, Kind, OfInvoice, Refundable, Taken, Wrong},
        order::Order,
        progress::Pieces,
    },
};
use store::{Making, Store};
use ui::{table::address as with_query, web::Request};

/// What a document is to be made of.
pub(super) struct Of {
    pub(super) kind: Kind,
    pub(super) order: Order,
    /// At which a credit memo was begun.
    pub(super) invoice: Option<OfInvoice>,
    pub(super) left: Refundable,
}

/// By this a credit memo says at which invoice it was begun.
const AT: &str = "invoice";

/// Where a credit memo of an order is begun at an invoice.
pub(super) fn at_invoice(order: OrderId, invoice: DocumentId) -> String {
    let path = format!("{}/{order}/{}", grid::PATH, of_kind(Kind::Creditmemo).make);
    with_query(&path, &[(AT, &invoice.to_string())])
}

impl Of {
    pub(super) async fn read<R: Making>(store: &Store, request: &Request, permit: &Permit<R>) -> Result<Self, Failure> {
        let by = store.by(permit);
        let (order, _) = by.order(request.id("id")?).await?;
        let invoice = match request.query.get(AT).filter(|_| R::KIND == Kind::Creditmemo) {
            Some(id) => Some(by.of_invoice(&order, id.parse().map_err(|_| Failure::NotFound)?).await?),
            None => None,
        };
        let left = order.refundable(invoice.as_ref());
        Ok(Self { kind: R::KIND, order, invoice, left })
    }

    /// Whether there is anything of which it could be made.
    pub(super) fn is_possible(&self) -> bool {
        self.order.progress().allows(self.kind) && (self.invoice.is_none() || self.order.can_refund(self.invoice.as_ref()))
    }

    /// How many pieces of a line can be chosen.
    pub(super) fn open(&self, n: usize) -> u32 {
        let pieces = |of: fn(Pieces) -> u32| self.order.lines.get(n).map(|line| of(line.pieces)).unwrap_or_default();
        match self.kind {
            Kind::Invoice => pieces(Pieces::to_invoice),
            Kind::Shipment => pieces(Pieces::to_ship),
            Kind::Creditmemo => self.left.pieces.get(n).copied().unwrap_or_default(),
        }
    }

    /// What a document would take.
    pub(super) fn would_take(&self, chosen: &Chosen) -> Result<Taken, Wrong> {
        let done = match self.kind {
            Kind::Invoice => self.order.invoice(chosen),
            Kind::Shipment => self.order.ship(chosen),
            Kind::Creditmemo => self.order.refund(self.invoice.as_ref(), chosen),
        };
        done.map(|(_, taken)| taken)
    }
}
