//! What follows an order: invoices, shipments and credit memos. Each takes pieces of its lines and a share of what they cost; all of them
//! together never take more than there is.

use super::{
    Taxed,
    order::{Comment, Order},
};
pub use super::{
    invoiced::{OfInvoice, Refundable},
    methods::Kind,
};
use crate::{
    ids::{DocumentId, OrderId, ProductId, WebsiteId},
    money::{Money, NotASum},
    text::Flaw,
    time::Moment,
};

/// By what staff choose among documents: when they were made, what they come to (see [`Money::number`]), how many pieces they are of.
pub const MADE: &str = "made";
pub const TOTAL: &str = "total";
pub const PIECES: &str = "pieces";
/// When their order was placed; and what they come to in the base currency of the website: [`super::order::BASE_TOTAL`].
pub const ORDERED: &str = "ordered";

/// Pieces of one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub product: ProductId,
    pub sku: String,
    pub name: String,
    pub pieces: u32,
    /// Nothing, of a shipment.
    pub sum: Taxed,
    /// They can be sold again.
    pub restocked: bool,
}

/// Pieces that are chosen of each line, in their order; and what else a document says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Chosen {
    pub pieces: Vec<u32>,
    /// At which invoice a credit memo was begun: it gives back no more than that asked for.
    pub invoice: Option<DocumentId>,
    /// Of which lines the pieces of a credit memo go back into the stock.
    pub restock: Vec<bool>,
    /// Of a credit memo: what is given back for shipping, what more, and what is kept back. In the order's currency.
    pub shipping: Option<Money>,
    pub adjustment: Option<Money>,
    pub fee: Option<Money>,
}

/// What a document takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    pub parts: Vec<Part>,
    pub shipping: Taxed,
    /// Given back on top.
    pub adjustment: Money,
    /// Kept back.
    pub fee: Money,
}

impl Taken {
    /// # Errors
    /// The sum cannot be expressed.
    pub fn total(&self) -> Result<Money, NotASum> {
        let parts = self.parts.iter().try_fold(self.shipping, |sum, part| sum.plus(part.sum))?;
        parts.total()?.plus(self.adjustment)?.minus(self.fee)
    }

    /// # Errors
    /// The sum cannot be expressed.
    pub fn tax(&self) -> Result<Money, NotASum> {
        Ok(self.parts.iter().try_fold(self.shipping, |sum, part| sum.plus(part.sum))?.tax)
    }

    pub fn pieces(&self) -> u32 {
        self.parts.iter().fold(0, |sum, part| sum.saturating_add(part.pieces))
    }
}

/// A parcel's number, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Track {
    pub carrier: String,
    pub number: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    pub id: DocumentId,
    pub kind: Kind,
    pub number: String,
    pub order: OrderId,
    /// Of a credit memo: see [`Chosen::invoice`].
    pub invoice: Option<DocumentId>,
    pub order_number: String,
    /// When the order was placed.
    pub order_placed: Moment,
    pub website: WebsiteId,
    /// The order's; empty of what was made before it was kept.
    pub bought_in: String,
    /// Who is billed, or, of a shipment, to whom it goes.
    pub name: String,
    /// The order's.
    pub email: String,
    pub made: Moment,
    /// First and last name of who made it.
    pub made_by: String,
    pub taken: Taken,
    /// What it comes to in the base currency of the website (see [`Order::in_base`]): nothing of a shipment.
    pub base_total: Option<Money>,
    pub tracks: Vec<Track>,
    pub comments: Vec<Comment>,
    /// Whether the customer got a mail of it when it was made. None of what was made before this was kept.
    pub mailed: Option<bool>,
    /// How often it was changed.
    pub revision: i64,
}

impl Document {
    /// Whether it is what would have been made of its order if this had been chosen.
    pub fn is_of(&self, order: &Order, chosen: &Chosen) -> bool {
        let lines = order.lines.iter().zip(&chosen.pieces).enumerate().filter(|(_, (_, pieces))| **pieces > 0);
        let goes_back = |n: usize| self.kind == Kind::Creditmemo && chosen.restock.get(n).copied().unwrap_or_default();
        let parts = lines.map(|(n, (line, pieces))| (line.product, *pieces, goes_back(n)));
        let none = Money::new(0, order.paid.currency());
        let given = (chosen.adjustment.unwrap_or(none), chosen.fee.unwrap_or(none));
        let shipping = chosen.shipping.is_none_or(|sum| self.taken.shipping.total() == Ok(sum));
        parts.eq(self.taken.parts.iter().map(|part| (part.product, part.pieces, part.restocked)))
            && self.invoice == chosen.invoice
            && given == (self.taken.adjustment, self.taken.fee)
            && shipping
    }
}

/// What is wrong, and at which line; or at which field of the document.
pub type Wrong = (Place, Flaw);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Line(usize),
    Pieces,
    Shipping,
    Total,
}

fn not_a_sum(_: NotASum) -> Wrong {
    (Place::Total, Flaw::TooMuchMoney)
}

impl Order {
    pub(super) const fn nothing(&self) -> Taxed {
        let none = Money::new(0, self.paid.currency());
        Taxed { net: none, tax: none }
    }

    /// The parts that are chosen of each line, which are counted; of a credit memo those that an invoice asked for, if one is said.
    fn take(&mut self, kind: Kind, invoice: Option<&OfInvoice>, chosen: &Chosen) -> Result<Vec<Part>, Wrong> {
        let mut parts = Vec::new();
        for (n, line) in self.lines.iter_mut().enumerate() {
            let more = chosen.pieces.get(n).copied().unwrap_or_default();
            if more == 0 {
                continue;
            }
            let (more_than_left, invoiced) = (|| (Place::Line(n), Flaw::MoreThanLeft), line.pieces.invoiced);
            let (counted, runs) = match kind {
                Kind::Invoice => (line.pieces.invoice(more), vec![(invoiced, invoiced.saturating_add(more))]),
                Kind::Shipment => (line.pieces.ship(more), Vec::new()),
                Kind::Creditmemo => {
                    let of = invoice.map_or((0, invoiced), |invoice| invoice.run(n));
                    let given = line.given.give(of, more).ok_or_else(more_than_left)?;
                    (line.pieces.refund(more), given)
                }
            };
            counted.map_err(|_| more_than_left())?;
            let sum = line.cost_of(&runs).map_err(not_a_sum)?;
            parts.push(Part {
                product: line.product,
                sku: line.sku.clone(),
                name: line.name.clone(),
                pieces: more,
                sum,
                restocked: kind == Kind::Creditmemo && chosen.restock.get(n).copied().unwrap_or_default(),
            });
        }
        Ok(parts)
    }

    fn taken(&self, parts: Vec<Part>) -> Taken {
        let none = self.nothing().net;
        Taken { parts, shipping: self.nothing(), adjustment: none, fee: none }
    }

    /// Asks for what is chosen; the shipping is asked with the first invoice. What is invoiced is paid.
    ///
    /// # Errors
    /// What is wrong.
    pub fn invoice(&self, chosen: &Chosen) -> Result<(Self, Taken), Wrong> {
        let mut next = self.clone();
        let is_first = self.lines.iter().all(|line| line.pieces.invoiced == 0);
        let parts = next.take(Kind::Invoice, None, chosen)?;
        if parts.is_empty() {
            return Err((Place::Pieces, Flaw::NothingChosen));
        }
        let mut taken = self.taken(parts);
        if is_first {
            taken.shipping = self.totals.shipping;
        }
        next.paid = taken.total().and_then(|total| self.paid.plus(total)).map_err(not_a_sum)?;
        Ok((next, taken))
    }

    /// What the next invoice or credit memo is in the base currency of the website, if it takes this: its share of what the order is there, so
    /// that all invoices of an order together are the order. Nothing of a shipment.
    pub fn in_base(&self, kind: Kind, taken: &Taken) -> Option<Money> {
        let before = match kind {
            Kind::Invoice => self.paid,
            Kind::Creditmemo => self.refunded,
            Kind::Shipment => return None,
        };
        let (all, after) = (self.totals.grand().ok()?, before.plus(taken.total().ok()?).ok()?);
        let share = |upto: Money| self.base_total.share(upto.minor(), all.minor()).ok();
        share(after)?.minus(share(before)?).ok()
    }

    /// Sends what is chosen.
    ///
    /// # Errors
    /// What is wrong.
    pub fn ship(&self, chosen: &Chosen) -> Result<(Self, Taken), Wrong> {
        let mut next = self.clone();
        let parts = next.take(Kind::Shipment, None, chosen)?;
        if parts.is_empty() { Err((Place::Pieces, Flaw::NothingChosen)) } else { Ok((next, self.taken(parts))) }
    }

    /// What is still to be paid: of what is neither invoiced nor given up, and the shipping as long as no invoice asked for it.
    ///
    /// # Errors
    /// The sum cannot be expressed.
    pub fn due(&self) -> Result<Money, NotASum> {
        let mut sum = self.nothing();
        for line in &self.lines {
            let pieces = line.pieces;
            sum = sum.plus(line.sum.of_the_next(pieces.invoiced, pieces.to_invoice(), pieces.ordered)?)?;
        }
        let is_open = self.lines.iter().any(|line| line.pieces.to_invoice() > 0);
        let is_first = self.lines.iter().all(|line| line.pieces.invoiced == 0);
        if is_open && is_first { sum.plus(self.totals.shipping)?.total() } else { sum.total() }
    }

    /// Gives back what is chosen; if an invoice is said, no more than that asked for.
    ///
    /// # Errors
    /// What is wrong.
    pub fn refund(&self, invoice: Option<&OfInvoice>, chosen: &Chosen) -> Result<(Self, Taken), Wrong> {
        let mut next = self.clone();
        let left = self.refundable(invoice);
        let parts = next.take(Kind::Creditmemo, invoice, chosen)?;
        let mut taken = self.taken(parts);
        let none = taken.fee;
        (taken.adjustment, taken.fee) = (chosen.adjustment.unwrap_or(none), chosen.fee.unwrap_or(none));
        taken.shipping = next.refund_shipping(chosen.shipping.unwrap_or(none), left.shipping)?;
        let total = taken.total().map_err(not_a_sum)?;
        if total.minor() > left.total.minor() || taken.adjustment.minor() > left.total.minor() {
            return Err((Place::Total, Flaw::MoreThanPaid));
        }
        let costs_nothing = self.paid.minor() == 0 && !taken.parts.is_empty();
        if total.minor() < 0 || (total.minor() == 0 && !costs_nothing) {
            return Err((Place::Total, Flaw::NothingToRefund));
        }
        next.refunded = self.refunded.plus(total).map_err(not_a_sum)?;
        // What is given on top is not kept back, or not any more.
        let kept = self.kept.plus(taken.fee).and_then(|kept| kept.minus(taken.adjustment)).map_err(not_a_sum)?;
        next.kept = Money::new(kept.minor().max(0), kept.currency());
        next.memos = self.memos.saturating_add(1);
        Ok((next, taken))
    }

    /// A share of the shipping and of its tax, of what is left: all shares together are the whole.
    fn refund_shipping(&mut self, amount: Money, left: Money) -> Result<Taxed, Wrong> {
        if amount.minor() > left.minor() {
            return Err((Place::Shipping, Flaw::MoreThanLeft));
        }
        let whole = self.totals.shipping;
        let gross = whole.total().map_err(not_a_sum)?;
        let upto = self.shipping_refunded.plus(amount).map_err(not_a_sum)?;
        let share = |upto: Money| whole.tax.share(upto.minor(), gross.minor());
        let tax = share(upto).and_then(|after| after.minus(share(self.shipping_refunded)?)).map_err(not_a_sum)?;
        self.shipping_refunded = upto;
        Ok(Taxed { net: amount.minus(tax).map_err(not_a_sum)?, tax })
    }

    /// Gives up what is neither invoiced nor shipped; and how many pieces of which product are free again.
    pub fn cancel(&self) -> (Self, Vec<(ProductId, u32)>) {
        let mut next = self.clone();
        let free = next.lines.iter_mut().map(|line| (line.product, line.pieces.cancel()));
        let free = free.filter(|(_, pieces)| *pieces > 0).collect();
        (next, free)
    }
}

#[cfg(test)]
pub(super) mod tests;
