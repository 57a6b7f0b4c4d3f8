//! What can still be given back: of all that was paid of an order, or of what one of its invoices asked for.

use super::{
    document::{Document, Kind, Taken},
    given::Run,
    order::{Line, Order},
};
use crate::{
    ids::DocumentId,
    money::{Money, NotASum},
};

/// What an invoice has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfInvoice {
    pub id: DocumentId,
    pub number: String,
    /// Which pieces of each line of the order it asked for.
    runs: Vec<Run>,
    /// What it asked for shipping, and in all, less what the credit memos gave back that were begun at it.
    shipping: Money,
    total: Money,
}

impl OfInvoice {
    pub(super) fn run(&self, line: usize) -> Run {
        self.runs.get(line).copied().unwrap_or_default()
    }
}

/// What can still be given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refundable {
    /// Of each line.
    pub pieces: Vec<u32>,
    /// For shipping, with its tax.
    pub shipping: Money,
    /// In all: what was kept back once can be given back after all.
    pub total: Money,
}

fn the_less(one: Money, other: i64) -> Money {
    Money::new(one.minor().min(other).max(0), one.currency())
}

impl Order {
    /// What one of its invoices has, by all its documents; none, if it has no such invoice.
    pub fn of_invoice(&self, id: DocumentId, documents: &[Document]) -> Option<OfInvoice> {
        let invoices = || documents.iter().filter(|document| document.kind == Kind::Invoice);
        let invoice = invoices().find(|invoice| invoice.id == id)?;
        let pieces = |of: &Document, line: &Line| {
            let parts = of.taken.parts.iter().filter(|part| part.product == line.product);
            parts.fold(0_u32, |sum, part| sum.saturating_add(part.pieces))
        };
        let run = |line: &Line| {
            // Numbers rise.
            let before = invoices().filter(|other| other.number < invoice.number);
            let from = before.fold(0_u32, |sum, other| sum.saturating_add(pieces(other, line)));
            (from, from.saturating_add(pieces(invoice, line)))
        };
        let memos = || documents.iter().filter(move |document| document.kind == Kind::Creditmemo && document.invoice == Some(id));
        let left = |sum: fn(&Taken) -> Result<Money, NotASum>| {
            memos().try_fold(sum(&invoice.taken).ok()?, |left, memo| left.minus(sum(&memo.taken)?)).ok()
        };
        Some(OfInvoice {
            id,
            number: invoice.number.clone(),
            runs: self.lines.iter().map(run).collect(),
            shipping: left(|taken| taken.shipping.total())?,
            total: left(Taken::total)?,
        })
    }

    /// What can still be given back: of an invoice, if one is said.
    pub fn refundable(&self, invoice: Option<&OfInvoice>) -> Refundable {
        let run = |n: usize, line: &Line| invoice.map_or((0, line.pieces.invoiced), |invoice| invoice.run(n));
        let whole = self.totals.shipping.total().unwrap_or(self.nothing().net);
        let is_paid = self.lines.iter().any(|line| line.pieces.invoiced > 0);
        let shipping = if is_paid { whole.minor().saturating_sub(self.shipping_refunded.minor()) } else { 0 };
        let total = self.paid.minor().saturating_sub(self.refunded.minor());
        let (most_shipping, most) = invoice.map_or((whole, self.paid), |invoice| (invoice.shipping, invoice.total));
        Refundable {
            pieces: self.lines.iter().enumerate().map(|(n, line)| line.given.left(run(n, line))).collect(),
            shipping: the_less(most_shipping, shipping),
            total: the_less(most, total),
        }
    }

    /// Whether anything can be given back: of an invoice, if one is said.
    pub fn can_refund(&self, invoice: Option<&OfInvoice>) -> bool {
        let left = self.refundable(invoice);
        let is_left = left.total.minor() > 0 || (self.paid.minor() == 0 && left.pieces.iter().any(|pieces| *pieces > 0));
        self.progress().can_refund() && is_left
    }
}

#[cfg(test)]
mod tests;
