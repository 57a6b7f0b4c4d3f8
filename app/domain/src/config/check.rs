//! Checks of values that take much to know. All currencies and countries, and what a host may be called, are more than a browser loads for one
//! field: there the server checks.

#[cfg(not(target_arch = "wasm32"))]
pub(super) use checked::{amount, email, rates, tax_rates};
#[cfg(target_arch = "wasm32")]
pub(super) use unchecked::{anything as amount, anything as email, anything as rates, anything as tax_rates};

#[cfg(target_arch = "wasm32")]
mod unchecked {
    use crate::text::Flaw;

    pub(in super::super) fn anything(value: &str) -> Result<String, Flaw> {
        Ok(value.to_owned())
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod checked {
    use crate::{
        money::{Money, Rates},
        sales::tax::TaxRates,
        text::{Flaw, email::Email},
    };

    pub(in super::super) fn rates(value: &str) -> Result<String, Flaw> {
        Rates::parse(value).map(|rates| rates.to_string())
    }

    pub(in super::super) fn tax_rates(value: &str) -> Result<String, Flaw> {
        TaxRates::parse(value).map(|rates| rates.to_string())
    }

    pub(in super::super) fn amount(value: &str) -> Result<String, Flaw> {
        Money::from_coded(value).map(Money::coded).ok_or(Flaw::NotAnAmount)
    }

    pub(in super::super) fn email(value: &str) -> Result<String, Flaw> {
        Email::parse(value).map(|email| email.to_string())
    }
}
