//! Sums of money: whole minor units (cents, or whatever ISO 4217 says) of one currency. No floating point, no silent overflow.

mod percent;

pub use percent::Percent;

use crate::text::Flaw;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// Every currency of ISO 4217.
pub use iso_currency::{Currency, IntoEnumIterator};

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

    /// What somebody typed, with the signs that he writes before the decimals and between groups of thousands. Nothing is guessed: groups
    /// have three digits each, and no more decimals stand there than the currency has.
    ///
    /// # Errors
    /// [`Flaw::Required`], [`Flaw::NotAnAmount`].
    pub fn read(text: &str, currency: Currency, signs: Signs) -> Result<Self, Flaw> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Flaw::Required);
        }
        let minor = units(text, currency.exponent().unwrap_or_default(), signs).filter(|minor| *minor <= Self::MOST);
        minor.map(|minor| Self::new(minor, currency)).ok_or(Flaw::NotAnAmount)
    }

    /// The number that is written before or behind its currency's sign, in ten-thousandths: so that sums of several currencies are told
    /// apart and put in order by what stands there, whatever that is worth.
    pub fn number(self) -> i64 {
        let more = u32::from(DECIMALS_OF_ALL.saturating_sub(self.decimals()));
        self.minor.saturating_mul(10_i64.saturating_pow(more))
    }

    /// Such a number, as somebody typed it who writes these signs.
    pub fn read_number(text: &str, signs: Signs) -> Option<i64> {
        units(text.trim(), DECIMALS_OF_ALL, signs)
    }

    /// The most that anything costs, in minor units: a thousand million times as much can still be added up.
    pub const MOST: i64 = 9_999_999_999;

    /// As somebody types it who writes these signs: without currency and groups.
    pub fn written(self, signs: Signs) -> String {
        let decimals = usize::from(self.decimals());
        let digits = format!("{:0>width$}", self.minor.unsigned_abs(), width = decimals.saturating_add(1));
        let (whole, part) = digits.split_at(digits.len().saturating_sub(decimals));
        let sign = if self.minor < 0 { "-" } else { "" };
        if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{}{part}", signs.decimal) }
    }

    /// As settings keep it: `USD 5.00`.
    pub fn coded(self) -> String {
        format!("{} {}", self.currency.code(), self.written(PLAIN))
    }

    /// What [`Money::coded`] wrote.
    pub fn from_coded(text: &str) -> Option<Self> {
        let (code, amount) = text.split_once(' ')?;
        Self::read(amount, Currency::from_code(code)?, PLAIN).ok()
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
    /// [`NotASum`] when the currencies differ or the difference overflows.
    pub fn minus(self, other: Self) -> Result<Self, NotASum> {
        if self.currency != other.currency {
            return Err(NotASum);
        }
        self.minor.checked_sub(other.minor).map(|minor| Self { minor, ..self }).ok_or(NotASum)
    }

    /// # Errors
    /// [`NotASum`] when the product overflows.
    pub fn times(self, quantity: u32) -> Result<Self, NotASum> {
        self.minor.checked_mul(i64::from(quantity)).map(|minor| Self { minor, ..self }).ok_or(NotASum)
    }
}

/// No currency has more decimals.
const DECIMALS_OF_ALL: u16 = 4;

/// What somebody typed, in units of its last decimal: it has at most so many. Nothing is guessed: groups have three digits each.
fn units(text: &str, decimals: u16, signs: Signs) -> Option<i64> {
    let decimals = usize::from(decimals);
    let (whole, part) = text.split_once(signs.decimal).unwrap_or((text, ""));
    let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let is_group = |c: char| c == signs.group || (signs.group.is_whitespace() && c.is_whitespace());
    let mut groups = whole.split(is_group);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let is_grouped = rest.is_empty() || (first.len() <= 3 && rest.iter().all(|group| group.len() == 3));
    let digits = format!("{first}{}", rest.concat());
    let is_read = !first.is_empty() && is_grouped && is_number(&digits) && is_number(part) && part.len() <= decimals;
    is_read.then(|| format!("{digits}{part:0<decimals$}").parse().ok()).flatten()
}

/// What stands before the decimals, and between groups of thousands, in the numbers of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signs {
    pub decimal: char,
    pub group: char,
}

/// For programs.
pub const PLAIN: Signs = Signs { decimal: '.', group: ',' };

/// How many units of a currency are worth as much as one of the others: exact, with at most eight decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Rate(u64);

/// In hundred-millionths.
const UNIT: u64 = 100_000_000;
const DECIMALS: usize = 8;
/// No currency of this world is a billion times as small as another.
const MOST_DIGITS: usize = 9;

impl Rate {
    /// As it was typed by somebody who writes these signs. There are no groups of thousands: what is 1,510 for one reader is 1.51 for another,
    /// and a rate may well be either.
    fn read(text: &str, signs: Signs) -> Option<Self> {
        let (whole, decimals) = text.split_once(signs.decimal).unwrap_or((text, "0"));
        let is_number = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !is_number(whole) || !is_number(decimals) || whole.len() > MOST_DIGITS || decimals.len() > DECIMALS {
            return None;
        }
        format!("{whole}{decimals:0<DECIMALS$}").parse().ok().filter(|rate| *rate > 0).map(Self)
    }

    fn written(self, signs: Signs) -> String {
        let decimals = format!("{:0DECIMALS$}", self.0 % UNIT);
        let decimals = decimals.trim_end_matches('0');
        let whole = self.0 / UNIT;
        if decimals.is_empty() { whole.to_string() } else { format!("{whole}{}{decimals}", signs.decimal) }
    }
}

/// What currencies are worth, as they are set: one a line, `USD 1`, `EUR 0.92`, `JPY 151.4`. Any two of them can be exchanged.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Rates(BTreeMap<&'static str, Rate>);

impl Rates {
    /// As settings keep them.
    ///
    /// # Errors
    /// The flaw to show at the field.
    pub fn parse(text: &str) -> Result<Self, Flaw> {
        Self::read(text, PLAIN)
    }

    /// As somebody types them who writes these signs.
    ///
    /// # Errors
    /// The flaw to show at the field.
    pub fn read(text: &str, signs: Signs) -> Result<Self, Flaw> {
        let mut rates = BTreeMap::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (code, rate) = line.split_once(|c: char| c.is_whitespace() || c == '=').ok_or(Flaw::NotRates)?;
            let currency = Currency::from_code(code.trim()).ok_or(Flaw::NotRates)?;
            let rate = rate.trim_matches(|c: char| c.is_whitespace() || c == '=');
            let rate = Rate::read(rate, signs).ok_or(Flaw::NotRates)?;
            if rates.insert(currency.code(), rate).is_some() {
                return Err(Flaw::NotRates);
            }
        }
        if rates.is_empty() { Err(Flaw::Required) } else { Ok(Self(rates)) }
    }

    /// As somebody types them who writes these signs.
    pub fn written(&self, signs: Signs) -> String {
        self.0.iter().map(|(code, rate)| format!("{code} {}", rate.written(signs))).collect::<Vec<_>>().join("\n")
    }

    /// A sum in another currency: exact, then rounded once to the smallest coin, halves away from zero. None if there is no rate, or
    /// the sum cannot be expressed.
    pub fn exchange(&self, sum: Money, to: Currency) -> Option<Money> {
        if sum.currency == to {
            return Some(sum);
        }
        let rate = |currency: Currency| self.0.get(currency.code()).map(|rate| i128::from(rate.0));
        let coins = |currency: Currency| 10_i128.checked_pow(u32::from(currency.exponent().unwrap_or_default()));
        let above = i128::from(sum.minor).checked_mul(rate(to)?)?.checked_mul(coins(to)?)?;
        let below = rate(sum.currency)?.checked_mul(coins(sum.currency)?)?;
        let half = below.checked_div(2)?;
        let rounded = above.abs().checked_add(half)?.checked_div(below)?.checked_mul(above.signum())?;
        Some(Money::new(i64::try_from(rounded).ok()?, to))
    }
}

impl fmt::Display for Rates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(PLAIN))
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

    const ENGLISH: Signs = Signs { decimal: '.', group: ',' };
    const GERMAN: Signs = Signs { decimal: ',', group: '.' };
    const FRENCH: Signs = Signs { decimal: ',', group: '\u{202f}' };

    proptest! {
        #[test]
        fn what_is_written_is_read_as_the_same_sum(minor in 0..=Money::MOST, german: bool, n in 0..3_usize) {
            let currency = [Currency::USD, Currency::JPY, Currency::KWD][n];
            let signs = if german { GERMAN } else { ENGLISH };
            let sum = Money::new(minor, currency);
            prop_assert_eq!(Money::read(&sum.written(signs), currency, signs), Ok(sum));
        }
    }

    proptest! {
        #[test]
        fn sums_of_all_currencies_are_in_the_order_of_the_numbers_that_are_written(
            n: proptest::sample::Index, minor in 0..=Money::MOST, other in 0..=Money::MOST
        ) {
            let all: Vec<Currency> = Currency::iter().collect();
            let currency = *n.get(&all);
            let (sum, yen) = (Money::new(minor, currency), Money::new(other, Currency::JPY));
            prop_assert_eq!(Money::read_number(&sum.written(GERMAN), GERMAN), Some(sum.number()));
            prop_assert_eq!(sum.number() < Money::new(other, currency).number(), minor < other);
            // One and a half is more than one, and less than two.
            let whole = 10_i64.pow(u32::from(sum.decimals()));
            prop_assert_eq!(sum.number() < yen.number(), minor < other.saturating_mul(whole));
        }
    }

    #[test]
    fn a_number_of_no_currency_is_read_as_its_reader_writes_it_or_not_at_all() {
        for (text, signs, number) in [
            ("100", ENGLISH, Some(1_000_000)),
            (" 1,234.5 ", ENGLISH, Some(12_345_000)),
            ("1.234,5", GERMAN, Some(12_345_000)),
            ("0,0001", GERMAN, Some(1)),
            ("0.00001", ENGLISH, None),
            ("1,5", ENGLISH, None),
            ("-1", ENGLISH, None),
            ("cheap", ENGLISH, None),
            ("", ENGLISH, None),
            ("99999999999999999999", ENGLISH, None),
        ] {
            assert_eq!(Money::read_number(text, signs), number, "{text}");
        }
    }

    /// B43: a point that parts thousands was once read as one before the decimals.
    #[test]
    fn an_amount_is_read_as_the_reader_writes_it_or_refused() {
        let read = |text, currency, signs| Money::read(text, currency, signs).map(Money::minor);
        assert_eq!(read("1,234.5", Currency::USD, ENGLISH), Ok(123_450));
        assert_eq!(read("1.234,5", Currency::EUR, GERMAN), Ok(123_450));
        assert_eq!(read("1 234,50", Currency::EUR, FRENCH), Ok(123_450));
        assert_eq!(read("1.234", Currency::EUR, GERMAN), Ok(123_400), "a thousand and more, as it stands there");
        assert_eq!(read("12", Currency::JPY, ENGLISH), Ok(12));
        assert_eq!(read(" 0.001 ", Currency::KWD, ENGLISH), Ok(1));
        for (text, currency, signs) in [
            ("12.50", Currency::EUR, GERMAN),
            ("1,234.56", Currency::EUR, GERMAN),
            ("1.234,56", Currency::USD, ENGLISH),
            ("10 €", Currency::EUR, GERMAN),
            ("12,50", Currency::USD, ENGLISH),
            ("1,23", Currency::USD, ENGLISH),
            ("12.345", Currency::USD, ENGLISH),
            ("12.5", Currency::JPY, ENGLISH),
            ("-1", Currency::USD, ENGLISH),
            ("1e3", Currency::USD, ENGLISH),
            ("$5", Currency::USD, ENGLISH),
            (".5", Currency::USD, ENGLISH),
            ("1,,000", Currency::USD, ENGLISH),
            ("99999999999999999999", Currency::USD, ENGLISH),
            ("100000000.00", Currency::USD, ENGLISH),
            ("١٢", Currency::USD, ENGLISH),
        ] {
            assert_eq!(read(text, currency, signs), Err(Flaw::NotAnAmount), "{text}");
        }
        assert_eq!(read(" ", Currency::USD, ENGLISH), Err(Flaw::Required));
    }

    /// A shop in Tokyo once showed a hundredth of each price, and one in Kuwait ten times as much.
    #[test]
    fn each_currency_has_its_own_number_of_decimals() {
        for (code, decimals) in [("USD", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3), ("XAU", 0)] {
            let currency = Currency::from_code(code).unwrap();
            assert_eq!((Money::new(1, currency).decimals(), currency.code()), (decimals, code));
        }
    }

    fn rates(text: &str) -> Rates {
        Rates::parse(text).unwrap()
    }

    #[test]
    fn a_price_is_exchanged_exactly_and_rounded_once_halves_away_from_zero() {
        let rates = rates("USD 1\nEUR 0.92\nJPY 151.5\nKWD 0.3");
        let exchanged = |minor, from, to| rates.exchange(Money::new(minor, from), to).map(Money::minor);
        assert_eq!(exchanged(1_400, Currency::USD, Currency::EUR), Some(1_288));
        assert_eq!(exchanged(1_400, Currency::USD, Currency::JPY), Some(2_121), "no cents");
        assert_eq!(exchanged(1_400, Currency::USD, Currency::KWD), Some(4_200), "three decimals");
        assert_eq!(exchanged(1, Currency::USD, Currency::JPY), Some(2), "1.515 is nearer to 2");
        assert_eq!(exchanged(3, Currency::KWD, Currency::USD), Some(1));
        assert_eq!((exchanged(50, Currency::USD, Currency::EUR), exchanged(-50, Currency::USD, Currency::EUR)), (Some(46), Some(-46)));
        let even = |minor| super::tests::rates("USD 1\nJPY 200").exchange(Money::new(minor, Currency::JPY), Currency::USD);
        assert_eq!((even(25).map(Money::minor), even(-25).map(Money::minor)), (Some(13), Some(-13)), "12.5 is half: away from zero");
        assert_eq!(exchanged(100, Currency::USD, Currency::GBP), None, "no rate");
        assert_eq!(exchanged(100, Currency::GBP, Currency::GBP), Some(100), "none is needed");
        assert_eq!(exchanged(i64::MAX, Currency::EUR, Currency::JPY), None, "more than can be expressed");
    }

    #[test]
    fn rates_read_back_as_they_were_written_and_what_is_none_is_refused() {
        assert_eq!(rates(" EUR = 0.920 \r\n\nUSD 1.0").to_string(), "EUR 0.92\nUSD 1");
        for text in ["EUR", "EUR 0", "EUR -1", "EUR 1,2", "EUR 1e3", "XYZ 1", "EUR 1\nEUR 2", "EUR 0.123456789", "EUR 9999999999", "EUR .5"]
        {
            assert_eq!(Rates::parse(text), Err(Flaw::NotRates), "{text}");
        }
        assert_eq!(Rates::parse(" \n "), Err(Flaw::Required));
    }

    /// `1,510` was refused for all, and a point before decimals asked of all.
    #[test]
    fn rates_are_read_and_written_with_the_signs_of_who_types_and_without_groups_of_thousands() {
        let rates = Rates::parse("EUR 0.92\nJPY 1510\nUSD 1").unwrap();
        assert_eq!(rates.written(GERMAN), "EUR 0,92\nJPY 1510\nUSD 1");
        for signs in [ENGLISH, GERMAN] {
            assert_eq!(Rates::read(&rates.written(signs), signs).as_ref(), Ok(&rates));
            let other = if signs == ENGLISH { GERMAN } else { ENGLISH };
            assert_eq!(Rates::read(&rates.written(other), signs), Err(Flaw::NotRates), "another's signs are not guessed at");
        }
        for (text, signs) in [("JPY 1,510", ENGLISH), ("JPY 1.510", GERMAN), ("JPY 1.510,5", GERMAN), ("JPY 1 510", GERMAN)] {
            assert_eq!(Rates::read(text, signs), Err(Flaw::NotRates), "{text}");
        }
    }

    proptest! {
        #[test]
        fn an_exchange_is_off_by_half_a_coin_at_most(minor in -1_000_000_000_i64..1_000_000_000, a in 1_u64..1_000_000_000, b in 1_u64..1_000_000_000) {
            let rates = Rates([("USD", Rate(a)), ("JPY", Rate(b))].into());
            let exchanged = i128::from(rates.exchange(Money::new(minor, Currency::USD), Currency::JPY).unwrap().minor());
            let (above, below) = (i128::from(minor) * i128::from(b), i128::from(a) * 100);
            prop_assert!(2 * (exchanged * below - above).abs() <= below);
        }
    }

    #[test]
    fn currencies_are_never_mixed() {
        assert_eq!(Money::new(1, Currency::USD).plus(Money::new(1, Currency::EUR)), Err(NotASum));
    }
}
