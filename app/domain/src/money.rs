//! Sums of money: whole minor units (cents) of one currency. No floating point, no silent overflow.

use serde::{Deserialize, Serialize};

/// An ISO 4217 currency. All of these have two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Currency {
    Usd,
    Eur,
}

impl Currency {
    /// The ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Usd => "USD",
            Self::Eur => "EUR",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Usd, Self::Eur].into_iter().find(|c| c.code() == code)
    }
}

/// A sum, in minor units: `Money::new(1999, Currency::Usd)` is $19.99.
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
            let (x, y) = (Money::new(a, Currency::Usd), Money::new(b, Currency::Usd));
            prop_assert_eq!(x.plus(y).ok().map(|m| i128::from(m.minor())),
                Some(i128::from(a) + i128::from(b)).filter(|s| i64::try_from(*s).is_ok()));
            prop_assert_eq!(x.times(quantity).ok().map(|m| i128::from(m.minor())),
                Some(i128::from(a) * i128::from(quantity)).filter(|s| i64::try_from(*s).is_ok()));
        }
    }

    #[test]
    fn currencies_are_never_mixed() {
        assert_eq!(Money::new(1, Currency::Usd).plus(Money::new(1, Currency::Eur)), Err(NotASum));
    }
}
