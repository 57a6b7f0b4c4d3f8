//! Tax: a rate, and what it makes of a sum. It is computed once for each line of an order and for its shipping, and rounded once, to the
//! smallest unit of the currency, halves up; all documents take their parts of that.

use super::Taxed;
use crate::{
    address::Country,
    money::{Money, NotASum, PLAIN, Percent, Signs},
    text::Flaw,
};
use std::{collections::BTreeMap, fmt};

/// What is taxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct TaxRate(Percent);

impl TaxRate {
    pub const NONE: Self = Self(Percent::NONE);

    /// At most 100 %.
    pub fn new(parts: u32) -> Option<Self> {
        Percent::new(parts).map(Self)
    }

    /// In ten-thousandths of a percent.
    pub const fn parts(self) -> u32 {
        self.0.parts()
    }

    /// A percentage as somebody typed it who writes these signs.
    ///
    /// # Errors
    /// [`Flaw::Required`], [`Flaw::NotARate`].
    pub fn read(text: &str, signs: Signs) -> Result<Self, Flaw> {
        Percent::read(text, signs).map(Self)
    }

    /// As somebody types it who writes these signs: no more decimals than it has.
    pub fn written(self, signs: Signs) -> String {
        self.0.written(signs)
    }

    /// What comes on top of a sum that is without tax.
    ///
    /// # Errors
    /// It cannot be expressed.
    pub fn on(self, net: Money) -> Result<Taxed, NotASum> {
        Ok(Taxed { net, tax: self.0.of(net)? })
    }

    /// What is contained in a sum that includes it.
    ///
    /// # Errors
    /// It cannot be expressed.
    pub fn within(self, total: Money) -> Result<Taxed, NotASum> {
        let tax = total.of_the_first(self.parts(), Percent::WHOLE.saturating_add(self.parts()))?;
        Ok(Taxed { net: total.minus(tax)?, tax })
    }
}

/// What each country taxes, as it is set: one a line, `DE 19`, `US 8.25`. What stands nowhere taxes nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TaxRates(BTreeMap<String, TaxRate>);

impl TaxRates {
    /// # Errors
    /// The flaw to show at the field.
    pub fn parse(text: &str) -> Result<Self, Flaw> {
        let mut rates = BTreeMap::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (code, rate) = line.split_once(|c: char| c.is_whitespace() || c == '=').ok_or(Flaw::NotTaxRates)?;
            let country = Country::parse(&code.to_ascii_uppercase()).map_err(|_| Flaw::NotTaxRates)?;
            // A percentage has no thousands: either sign stands before decimals.
            let rate = rate.trim_matches(|c: char| c.is_whitespace() || c == '=' || c == '%').replace(',', ".");
            let rate = TaxRate::read(&rate, PLAIN).map_err(|_| Flaw::NotTaxRates)?;
            if rates.insert(country.code().to_owned(), rate).is_some() {
                return Err(Flaw::NotTaxRates);
            }
        }
        Ok(Self(rates))
    }

    /// As somebody types them who writes these signs.
    pub fn written(&self, signs: Signs) -> String {
        self.0.iter().map(|(code, rate)| format!("{code} {}", rate.written(signs))).collect::<Vec<_>>().join("\n")
    }

    pub fn of(&self, country: &Country) -> TaxRate {
        self.0.get(country.code()).copied().unwrap_or(TaxRate::NONE)
    }
}

impl fmt::Display for TaxRates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(PLAIN))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use proptest::prelude::*;

    const ENGLISH: Signs = Signs { decimal: '.', group: ',' };
    const GERMAN: Signs = Signs { decimal: ',', group: '.' };

    proptest! {
        #[test]
        fn a_rate_is_read_as_it_is_written(parts in 0..=Percent::WHOLE, german: bool) {
            let signs = if german { GERMAN } else { ENGLISH };
            let rate = TaxRate::new(parts).unwrap();
            prop_assert_eq!(TaxRate::read(&rate.written(signs), signs), Ok(rate));
        }

        #[test]
        fn what_is_within_a_sum_and_the_rest_are_the_sum(minor in 0..=Money::MOST, parts in 0..=Percent::WHOLE) {
            let sum = Money::new(minor, Currency::EUR);
            let within = TaxRate::new(parts).unwrap().within(sum).unwrap();
            prop_assert_eq!(within.total().unwrap(), sum);
            prop_assert!(within.tax.minor() >= 0 && within.net.minor() >= 0);
        }

        #[test]
        fn anything_typed_is_a_rate_or_a_flaw(text in "\\PC{0,12}") {
            if let Ok(rate) = TaxRate::read(&text, ENGLISH) {
                prop_assert!(rate.parts() <= Percent::WHOLE);
            }
        }
    }

    #[test]
    fn rates_by_country_read_back_as_they_were_written_and_what_is_none_is_refused() {
        let rates = TaxRates::parse(" de = 19 % \r\n\nUS 8,250").unwrap();
        assert_eq!(rates.to_string(), "DE 19\nUS 8.25");
        assert_eq!(TaxRates::parse(&rates.written(GERMAN)), Ok(rates.clone()), "{}", rates.written(GERMAN));
        assert_eq!(rates.of(&Country::parse("FR").unwrap()), TaxRate::NONE);
        assert_eq!(TaxRates::parse(""), Ok(TaxRates::default()));
        for bad in ["DE", "DE x", "XX 1", "DE 19\nDE 7", "DE 101", "Germany 19"] {
            assert_eq!(TaxRates::parse(bad), Err(Flaw::NotTaxRates), "{bad}");
        }
    }

    #[test]
    fn tax_is_rounded_once_halves_up() {
        let rate = |text| TaxRate::read(text, ENGLISH).unwrap();
        let eur = |minor| Money::new(minor, Currency::EUR);
        assert_eq!(rate("19").on(eur(1_000)).unwrap().tax, eur(190));
        assert_eq!(rate("8.25").on(eur(1_000)).unwrap().tax, eur(83), "82.5 cents");
        assert_eq!(rate("19").within(eur(1_190)).unwrap(), Taxed { net: eur(1_000), tax: eur(190) });
        assert_eq!(TaxRate::NONE.on(eur(7)).unwrap().tax, eur(0));
        for bad in ["", "19,5", "-1", "101", "1.23456", "x", "1e1", ".5"] {
            assert!(TaxRate::read(bad, ENGLISH).is_err(), "{bad}");
        }
    }
}
