//! Orders, and the documents that follow from them: invoices, shipments, credit memos. What an order is, follows from its documents;
//! nothing is stored that could say otherwise.

#[cfg(not(target_arch = "wasm32"))]
mod carriers;
#[cfg(not(target_arch = "wasm32"))]
pub mod checkout;
#[cfg(not(target_arch = "wasm32"))]
pub mod document;
#[cfg(not(target_arch = "wasm32"))]
pub mod given;
#[cfg(not(target_arch = "wasm32"))]
mod invoiced;
pub mod methods;
#[cfg(not(target_arch = "wasm32"))]
pub mod order;
#[cfg(not(target_arch = "wasm32"))]
pub mod parcels;
pub mod progress;
#[cfg(test)]
mod reduced;
#[cfg(not(target_arch = "wasm32"))]
pub mod takings;
#[cfg(not(target_arch = "wasm32"))]
pub mod tax;

use crate::money::{Money, NotASum};

impl Money {
    /// What the first `some` of `all` equal pieces cost, if all of them cost this: rounded to the smallest unit, halves up. The more
    /// pieces, the larger it is, and all of them are the whole.
    ///
    /// # Errors
    /// [`NotASum`]: more than all, or of nothing.
    pub fn of_the_first(self, some: u32, all: u32) -> Result<Self, NotASum> {
        if all == 0 { Err(NotASum) } else { self.share(some.into(), all.into()) }
    }

    /// The share that `some` is of `all`: rounded to the smallest unit, halves up; of nothing, nothing.
    ///
    /// # Errors
    /// [`NotASum`]: more than all.
    pub fn share(self, some: i64, all: i64) -> Result<Self, NotASum> {
        if some < 0 || some > all {
            return Err(NotASum);
        }
        if all == 0 {
            return Ok(Self::new(0, self.currency()));
        }
        let (sum, some, all) = (i128::from(self.minor()), i128::from(some), i128::from(all));
        let doubled = sum.checked_mul(some).and_then(|n| n.checked_mul(2)).and_then(|n| n.checked_add(all)).ok_or(NotASum)?;
        let minor = doubled.div_euclid(all.saturating_mul(2));
        i64::try_from(minor).map(|minor| Self::new(minor, self.currency())).map_err(|_| NotASum)
    }

    /// What `more` pieces cost after `done` of `all`. However a whole is cut into parts, they sum to it.
    ///
    /// # Errors
    /// [`NotASum`]: together more than all.
    pub fn of_the_next(self, done: u32, more: u32, all: u32) -> Result<Self, NotASum> {
        let upto = done.checked_add(more).ok_or(NotASum)?;
        self.of_the_first(upto, all)?.minus(self.of_the_first(done, all)?)
    }
}

/// A sum without tax, and the tax on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taxed {
    pub net: Money,
    pub tax: Money,
}

impl Taxed {
    /// # Errors
    /// It cannot be expressed.
    pub fn total(self) -> Result<Money, NotASum> {
        self.net.plus(self.tax)
    }

    /// # Errors
    /// It cannot be expressed.
    pub fn plus(self, other: Self) -> Result<Self, NotASum> {
        Ok(Self { net: self.net.plus(other.net)?, tax: self.tax.plus(other.tax)? })
    }

    /// See [`Money::of_the_next`]. What is cut is the total, and the tax: so pieces cost what they were shown to cost, be that with tax or
    /// without it.
    ///
    /// # Errors
    /// Together more than all.
    pub fn of_the_next(self, done: u32, more: u32, all: u32) -> Result<Self, NotASum> {
        let (total, tax) = (self.total()?.of_the_next(done, more, all)?, self.tax.of_the_next(done, more, all)?);
        Ok(Self { net: total.minus(tax)?, tax })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn however_a_sum_is_cut_its_parts_are_the_whole(minor in 0..=Money::MOST, n in 0..3_usize, cuts in proptest::collection::vec(0_u32..40, 1..12)) {
            let currency = [Currency::USD, Currency::JPY, Currency::KWD][n];
            let (sum, all) = (Money::new(minor, currency), cuts.iter().sum::<u32>());
            prop_assume!(all > 0);
            let mut done = 0;
            let mut parts = Money::new(0, currency);
            for more in cuts {
                let part = sum.of_the_next(done, more, all).unwrap();
                prop_assert!(part.minor() >= 0);
                parts = parts.plus(part).unwrap();
                done += more;
            }
            prop_assert_eq!(parts, sum);
        }

        #[test]
        fn no_part_is_more_than_a_unit_off_its_share(minor in 0..=Money::MOST, done in 0_u32..50, more in 1_u32..50, rest in 0_u32..50) {
            let all = done + more + rest;
            let part = Money::new(minor, Currency::USD).of_the_next(done, more, all).unwrap();
            let exact = i128::from(minor) * i128::from(more);
            prop_assert!((i128::from(part.minor()) * i128::from(all) - exact).abs() <= i128::from(all));
        }
    }

    /// The first of two pieces at ten euros, their tax in it, was asked at 10.01, and the other at 9.99.
    #[test]
    fn a_piece_is_asked_at_what_it_was_shown_to_cost_with_its_tax() {
        let taxed = |net, tax| Taxed { net: Money::new(net, Currency::EUR), tax: Money::new(tax, Currency::EUR) };
        let parts: Vec<Taxed> = (0..2).map(|n| taxed(1_681, 319).of_the_next(n, 1, 2).unwrap()).collect();
        assert_eq!(parts, [taxed(840, 160), taxed(841, 159)]);
        assert!(parts.iter().all(|part| part.total() == Ok(Money::new(1_000, Currency::EUR))));
    }

    #[test]
    fn a_third_of_a_hundred_is_paid_back_in_full() {
        let sum = Money::new(10_000, Currency::USD);
        let parts: Vec<i64> = (0..3).map(|n| sum.of_the_next(n, 1, 3).unwrap().minor()).collect();
        assert_eq!(parts, [3_333, 3_334, 3_333]);
        assert_eq!(sum.of_the_next(2, 2, 3), Err(NotASum));
        assert_eq!(sum.of_the_first(0, 0), Err(NotASum));
    }
}
