//! Sums of money: whole minor units (cents, or whatever ISO 4217 says) of one currency. No floating point, no silent overflow.

use serde::{Deserialize, Serialize};

/// Every currency of ISO 4217.
pub use iso_currency::Currency;

/// A sum, in minor units: `Money::new(1999, Currency::USD)` is $19.99, `Money::new(1999, Currency::JPY)` is ¥1,999.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// The sum does not fit, or two currencies were mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the sum cannot be expressed")]
pub struct NotASum;

impl Money {
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    pub const fn minor(self) -> i64 {
        self.minor
    }

    pub const fn currency(self) -> Currency {
        self.currency
    }

    /// How many digits of [`Self::minor`] stand behind the decimal point. None for what has no coins, such as gold.
    pub fn decimals(self) -> u16 {
        self.currency.exponent().unwrap_or_default()
    }

    /// # Errors
    /// [`NotASum`] when the currencies differ or the sum overflows.
    pub fn plus(self, other: Self) -> Result<Self, NotASum> {
        if self.currency != other.currency {
            return Err(NotASum);
        }
        self.minor.checked_add(other.minor).map(|minor| Self { minor, ..self }).ok_or(NotASum)
    }

    /// # Errors
    /// [`NotASum`] when the product overflows.
    pub fn times(self, quantity: u32) -> Result<Self, NotASum> {
        self.minor.checked_mul(i64::from(quantity)).map(|minor| Self { minor, ..self }).ok_or(NotASum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_sum_is_exact_or_refused(a: i64, b: i64, quantity: u32) {
            let (x, y) = (Money::new(a, Currency::USD), Money::new(b, Currency::USD));
            prop_assert_eq!(x.plus(y).ok().map(|m| i128::from(m.minor())),
                Some(i128::from(a) + i128::from(b)).filter(|s| i64::try_from(*s).is_ok()));
            prop_assert_eq!(x.times(quantity).ok().map(|m| i128::from(m.minor())),
                Some(i128::from(a) * i128::from(quantity)).filter(|s| i64::try_from(*s).is_ok()));
        }
    }

    /// A shop in Tokyo once showed a hundredth of each price, and one in Kuwait ten times as much.
    #[test]
    fn each_currency_has_its_own_number_of_decimals() {
        for (code, decimals) in [("USD", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3), ("XAU", 0)] {
            let currency = Currency::from_code(code).unwrap();
            assert_eq!((Money::new(1, currency).decimals(), currency.code()), (decimals, code));
        }
    }

    #[test]
    fn currencies_are_never_mixed() {
        assert_eq!(Money::new(1, Currency::USD).plus(Money::new(1, Currency::EUR)), Err(NotASum));
    }
}
