//! Percentages: of tax, of a discount.

use super::{Money, NotASum, Signs};
use crate::text::Flaw;

/// From nothing to a hundred percent, in ten-thousandths of a percent: 8.25 % is 82,500.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Percent(u32);

/// Of a percent.
const PARTS: u32 = 10_000;
const DECIMALS: usize = 4;

impl Percent {
    pub const NONE: Self = Self(0);
    /// A hundred percent, in its parts.
    pub const WHOLE: u32 = 100 * PARTS;

    /// At most 100 %.
    pub fn new(parts: u32) -> Option<Self> {
        (parts <= Self::WHOLE).then_some(Self(parts))
    }

    /// In ten-thousandths of a percent.
    pub const fn parts(self) -> u32 {
        self.0
    }

    /// A percentage as somebody typed it who writes these signs.
    ///
    /// # Errors
    /// [`Flaw::Required`], [`Flaw::NotARate`].
    pub fn read(text: &str, signs: Signs) -> Result<Self, Flaw> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Flaw::Required);
        }
        let (whole, part) = text.split_once(signs.decimal).unwrap_or((text, ""));
        let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || whole.len() > 3 || part.len() > DECIMALS || !is_number(whole) || !is_number(part) {
            return Err(Flaw::NotARate);
        }
        format!("{whole}{part:0<DECIMALS$}").parse().ok().and_then(Self::new).ok_or(Flaw::NotARate)
    }

    /// As somebody types it who writes these signs: no more decimals than it has.
    pub fn written(self, signs: Signs) -> String {
        let (whole, part) = (self.0 / PARTS, self.0 % PARTS);
        let part = format!("{part:0DECIMALS$}");
        let part = part.trim_end_matches('0');
        if part.is_empty() { whole.to_string() } else { format!("{whole}{}{part}", signs.decimal) }
    }

    /// So much of a sum, rounded to the smallest unit, halves up.
    ///
    /// # Errors
    /// It cannot be expressed.
    pub fn of(self, sum: Money) -> Result<Money, NotASum> {
        sum.share(self.0.into(), Self::WHOLE.into())
    }

    /// What is left of a sum without it, rounded likewise: half a unit stays with the sum.
    ///
    /// # Errors
    /// It cannot be expressed.
    pub fn off(self, sum: Money) -> Result<Money, NotASum> {
        Self(Self::WHOLE.saturating_sub(self.0)).of(sum)
    }
}
