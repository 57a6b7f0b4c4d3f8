//! The rows of Advanced Pricing, and of what a product asked before.

use super::row::{PriceRow, ProductRow, money};
use crate::{StoreError, parse};
use domain::{
    catalog::price::{Advanced, Asking, Past, Special, Tier, TierPrice},
    money::{Money, PLAIN, Percent},
    time::Moment,
};
use std::{fmt::Display, str::FromStr};
use surrealdb::types::SurrealValue;

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct AdvancedRow {
    special: SpecialRow,
    /// Of websites that say something themselves.
    specials: Vec<SpecialRow>,
    tiers: Vec<TierRow>,
    past: Vec<PastRow>,
}

/// Sums and days are written as settings are: `USD 5.00`, `2026-11-21`.
#[derive(Debug, Clone, SurrealValue)]
struct SpecialRow {
    website: Option<String>,
    price: Option<String>,
    begins: Option<String>,
    ends: Option<String>,
}

#[derive(Debug, Clone, SurrealValue)]
struct TierRow {
    website: Option<String>,
    customer_group: Option<String>,
    quantity: i64,
    /// A sum, or else so much off.
    price: Option<String>,
    percent: Option<String>,
}

#[derive(Debug, Clone, SurrealValue)]
struct PastRow {
    until: i64,
    price: i64,
    currency: String,
    prices: Vec<PriceRow>,
    special: SpecialRow,
    specials: Vec<SpecialRow>,
    tiers: Vec<TierRow>,
}

fn text(of: Option<impl Display>) -> Option<String> {
    of.map(|of| of.to_string())
}

fn read<T: FromStr>(text: Option<&String>) -> Result<Option<T>, StoreError> {
    text.map(|text| parse(text)).transpose()
}

pub(super) fn coded(text: &str) -> Result<Money, StoreError> {
    Money::from_coded(text).ok_or_else(|| StoreError::Unreadable(text.to_owned()))
}

impl SpecialRow {
    fn of(website: Option<String>, special: &Special) -> Self {
        Self { website, price: special.price.map(Money::coded), begins: text(special.from), ends: text(special.to) }
    }

    fn read(&self) -> Result<Special, StoreError> {
        let price = self.price.as_deref().map(coded).transpose()?;
        Ok(Special { price, from: read(self.begins.as_ref())?, to: read(self.ends.as_ref())? })
    }
}

impl TierRow {
    fn of(tier: &Tier) -> Self {
        let (price, percent) = match tier.price {
            TierPrice::Fixed(price) => (Some(price.coded()), None),
            TierPrice::Discount(percent) => (None, Some(percent.written(PLAIN))),
        };
        Self { website: text(tier.website), customer_group: text(tier.group), quantity: tier.quantity.into(), price, percent }
    }

    fn read(&self) -> Result<Tier, StoreError> {
        let unreadable = || StoreError::Unreadable("a customer group price".to_owned());
        let price = match (&self.price, &self.percent) {
            (Some(price), _) => TierPrice::Fixed(coded(price)?),
            (None, Some(percent)) => TierPrice::Discount(Percent::read(percent, PLAIN).map_err(|_| unreadable())?),
            (None, None) => return Err(unreadable()),
        };
        Ok(Tier {
            website: read(self.website.as_ref())?,
            group: read(self.customer_group.as_ref())?,
            quantity: u32::try_from(self.quantity).map_err(|_| unreadable())?,
            price,
        })
    }
}

fn specials(advanced: &Advanced) -> Vec<SpecialRow> {
    advanced.specials.iter().map(|(website, special)| SpecialRow::of(Some(website.to_string()), special)).collect()
}

fn advanced(special: &SpecialRow, specials: &[SpecialRow], tiers: &[TierRow]) -> Result<Advanced, StoreError> {
    let own = specials.iter().filter_map(|row| Some((row.website.as_ref()?, row)));
    Ok(Advanced {
        special: special.read()?,
        specials: own.map(|(website, row)| Ok((parse(website)?, row.read()?))).collect::<Result<_, StoreError>>()?,
        tiers: tiers.iter().map(TierRow::read).collect::<Result<_, _>>()?,
    })
}

impl PastRow {
    fn of(past: &Past) -> Self {
        let Past { until, asked } = past;
        Self {
            until: until.millis(),
            price: asked.price.minor(),
            currency: asked.price.currency().code().to_owned(),
            prices: asked.prices.iter().map(PriceRow::of).collect(),
            special: SpecialRow::of(None, &asked.advanced.special),
            specials: specials(&asked.advanced),
            tiers: asked.advanced.tiers.iter().map(TierRow::of).collect(),
        }
    }

    fn read(&self) -> Result<Past, StoreError> {
        let asked = Asking {
            price: money(self.price, &self.currency)?,
            prices: self.prices.iter().map(PriceRow::read).collect::<Result<_, _>>()?,
            advanced: advanced(&self.special, &self.specials, &self.tiers)?,
        };
        Ok(Past { until: Moment::from_millis(self.until), asked })
    }
}

impl AdvancedRow {
    /// Nothing, of a product that has none and never had.
    pub(super) fn of(advanced: &Advanced, past: &[Past]) -> Option<Self> {
        (*advanced != Advanced::default() || !past.is_empty()).then(|| Self {
            special: SpecialRow::of(None, &advanced.special),
            specials: specials(advanced),
            tiers: advanced.tiers.iter().map(TierRow::of).collect(),
            past: past.iter().map(PastRow::of).collect(),
        })
    }

    pub(super) fn read(&self) -> Result<Advanced, StoreError> {
        advanced(&self.special, &self.specials, &self.tiers)
    }

    /// The oldest first.
    pub(super) fn past(&self) -> Result<Vec<Past>, StoreError> {
        self.past.iter().map(PastRow::read).collect()
    }
}

impl ProductRow {
    /// For whoever makes many at once.
    pub(crate) fn asking_less(advanced: &Advanced) -> Option<AdvancedRow> {
        AdvancedRow::of(advanced, &[])
    }
}
