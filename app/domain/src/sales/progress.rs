//! How far an order has come: what was invoiced, shipped, refunded and canceled of it, what can still be, and the state that follows.
//! (Adobe's rules with the faults mended that its users reported: parts never exceed the whole, an order is complete once each piece is
//! shipped, refunded or canceled, and closed only once all that was paid is refunded.)

use super::methods::Kind;
use crate::money::Money;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

/// The state of an order; each has one status, which is called like it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum State {
    /// Nothing was done yet: "Pending".
    New,
    Processing,
    Complete,
    /// All that was paid is refunded.
    Closed,
    Canceled,
    Holded,
}

impl State {
    pub const ALL: [Self; 6] = [Self::New, Self::Processing, Self::Complete, Self::Closed, Self::Canceled, Self::Holded];

    /// What is stored, and what Adobe calls it.
    pub const fn code(self) -> &'static str {
        self.into_str()
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.code() == code)
    }
}

/// What became of the pieces of one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pieces {
    pub ordered: u32,
    pub invoiced: u32,
    pub shipped: u32,
    pub refunded: u32,
    /// Of what was refunded, what had not been shipped.
    pub unsent: u32,
    pub canceled: u32,
}

/// More pieces than there are, or more money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("more than there is")]
pub struct TooMany;

fn add(to: u32, more: u32, most: u32) -> Result<u32, TooMany> {
    if more > most { Err(TooMany) } else { to.checked_add(more).ok_or(TooMany) }
}

impl Pieces {
    pub const fn of(ordered: u32) -> Self {
        Self { ordered, invoiced: 0, shipped: 0, refunded: 0, unsent: 0, canceled: 0 }
    }

    pub const fn to_invoice(self) -> u32 {
        self.ordered.saturating_sub(self.invoiced).saturating_sub(self.canceled)
    }

    /// What was refunded before it was shipped is not shipped any more.
    pub const fn to_ship(self) -> u32 {
        self.ordered.saturating_sub(self.shipped).saturating_sub(self.unsent).saturating_sub(self.canceled)
    }

    pub const fn to_refund(self) -> u32 {
        self.invoiced.saturating_sub(self.refunded)
    }

    /// What is neither invoiced nor shipped.
    pub fn to_cancel(self) -> u32 {
        self.to_invoice().min(self.to_ship())
    }

    /// # Errors
    /// More than is left to be invoiced.
    pub fn invoice(&mut self, more: u32) -> Result<(), TooMany> {
        self.invoiced = add(self.invoiced, more, self.to_invoice())?;
        Ok(())
    }

    /// # Errors
    /// More than is left to be shipped.
    pub fn ship(&mut self, more: u32) -> Result<(), TooMany> {
        self.shipped = add(self.shipped, more, self.to_ship())?;
        Ok(())
    }

    /// What was shipped comes back first.
    ///
    /// # Errors
    /// More than was invoiced and not refunded yet.
    pub fn refund(&mut self, more: u32) -> Result<(), TooMany> {
        self.refunded = add(self.refunded, more, self.to_refund())?;
        self.unsent = self.unsent.max(self.refunded.saturating_sub(self.shipped));
        Ok(())
    }

    /// Gives up what is neither invoiced nor shipped. Returns how many pieces are free again.
    pub fn cancel(&mut self) -> u32 {
        let given_up = self.to_cancel();
        self.canceled = self.canceled.saturating_add(given_up);
        given_up
    }
}

/// An order's progress.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    pub lines: Vec<Pieces>,
    /// What its invoices ask; all of them are paid when they are made.
    pub paid: Money,
    pub refunded: Money,
    /// What was kept back of refunds: it is not to be refunded either.
    pub kept: Money,
    pub memos: u32,
    pub holds: bool,
}

impl Progress {
    fn any(&self, has: impl Fn(Pieces) -> u32) -> bool {
        self.lines.iter().any(|line| has(*line) > 0)
    }

    /// The money that can still be refunded.
    pub fn refundable(&self) -> Money {
        let left = self.paid.minor().saturating_sub(self.refunded.minor()).saturating_sub(self.kept.minor());
        Money::new(left.max(0), self.paid.currency())
    }

    /// The state that follows from what was done.
    pub fn state(&self) -> State {
        let is_begun = self.any(|l| l.invoiced) || self.any(|l| l.shipped);
        if self.holds {
            State::Holded
        } else if !is_begun {
            if self.any(Pieces::to_invoice) { State::New } else { State::Canceled }
        } else if self.any(Pieces::to_invoice) || self.any(Pieces::to_ship) {
            State::Processing
        } else if self.memos > 0 && self.refundable().minor() == 0 && (self.paid.minor() > 0 || !self.any(Pieces::to_refund)) {
            State::Closed
        } else {
            State::Complete
        }
    }

    fn is_open(&self) -> bool {
        matches!(self.state(), State::New | State::Processing)
    }

    pub fn can_invoice(&self) -> bool {
        self.is_open() && self.any(Pieces::to_invoice)
    }

    pub fn can_ship(&self) -> bool {
        self.is_open() && self.any(Pieces::to_ship)
    }

    /// What was paid can be refunded, also in part; of what cost nothing, the pieces.
    pub fn can_refund(&self) -> bool {
        let is_refundable = self.refundable().minor() > 0 || (self.paid.minor() == 0 && self.any(Pieces::to_refund));
        is_refundable && matches!(self.state(), State::New | State::Processing | State::Complete)
    }

    /// Whether a document of this kind can be made.
    pub fn allows(&self, kind: Kind) -> bool {
        match kind {
            Kind::Invoice => self.can_invoice(),
            Kind::Shipment => self.can_ship(),
            Kind::Creditmemo => self.can_refund(),
        }
    }

    pub fn can_cancel(&self) -> bool {
        self.is_open() && self.any(Pieces::to_cancel)
    }

    pub fn can_hold(&self) -> bool {
        self.is_open()
    }

    /// Whether its customer may buy the same once more.
    pub const fn can_reorder(&self) -> bool {
        !self.holds
    }

    pub const fn can_unhold(&self) -> bool {
        self.holds
    }
}

#[cfg(test)]
mod tests;
