//! What was taken in a stretch of time: how many orders were placed, and for how much.

use super::progress::State;
use crate::money::{Money, NotASum};
use std::collections::BTreeMap;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Takings {
    pub orders: i64,
    /// Those of them that are canceled by now.
    pub canceled: i64,
    /// For how much the others were, by the code of the currency: what was paid in two currencies has no sum.
    pub sums: BTreeMap<&'static str, Money>,
}

impl Takings {
    /// Counts an order. One that is canceled brings nothing in.
    ///
    /// # Errors
    /// The sum cannot be expressed.
    pub fn add(&mut self, state: State, grand: Money) -> Result<(), NotASum> {
        self.orders = self.orders.saturating_add(1);
        if state == State::Canceled {
            self.canceled = self.canceled.saturating_add(1);
            return Ok(());
        }
        self.take(grand)
    }

    /// Both together.
    ///
    /// # Errors
    /// As [`Self::add`].
    pub fn plus(mut self, other: &Self) -> Result<Self, NotASum> {
        self.orders = self.orders.saturating_add(other.orders);
        self.canceled = self.canceled.saturating_add(other.canceled);
        other.sums.values().try_for_each(|sum| self.take(*sum))?;
        Ok(self)
    }

    fn take(&mut self, sum: Money) -> Result<(), NotASum> {
        let code = sum.currency().code();
        let taken = match self.sums.get(code) {
            Some(before) => before.plus(sum)?,
            None => sum,
        };
        self.sums.insert(code, taken);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn currencies_are_kept_apart_and_what_is_canceled_brings_nothing_in() {
        let (usd, eur) = (|minor| Money::new(minor, Currency::USD), |minor| Money::new(minor, Currency::EUR));
        let mut today = Takings::default();
        for (state, grand) in [(State::New, usd(100)), (State::Complete, eur(5)), (State::Canceled, usd(7)), (State::Holded, usd(1))] {
            today.add(state, grand).unwrap();
        }
        assert_eq!((today.orders, today.canceled), (4, 1));
        assert_eq!(today.sums, BTreeMap::from([("USD", usd(101)), ("EUR", eur(5))]));
        let both = today.clone().plus(&today).unwrap();
        assert_eq!((both.orders, both.canceled, both.sums.get("USD")), (8, 2, Some(&usd(202))));
        assert_eq!(today.add(State::New, usd(i64::MAX)), Err(NotASum));
    }
}
