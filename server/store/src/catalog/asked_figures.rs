//! What a product asks, as figures of the index of rows. A list is narrowed by what whoever sees it pays, and sorted by it: that is made of
//! these figures by the rule that makes all prices, when it is asked for, once for all for whom the same holds. So it begins and ends
//! with the minute, for each group and website.

use super::{
    attribute_row::figure,
    pricing_row::AdvancedRow,
    row::{PriceRow, ProductRow, money},
    selling_row::{SOLD_BY, sold},
    standing,
};
use crate::search::{Derived, Figured};
use domain::{
    catalog::{
        attribute::Narrows,
        filter::Fact,
        price::{Seen, Special, Subject, Tier, TierPrice},
        selling::sku_key,
        stock::StockRules,
    },
    ids::CategoryId,
    money::{Currency, Money, Percent},
    time::Day,
};
use std::{
    collections::{BTreeSet, HashMap},
    fmt::Display,
    slice::Iter,
};

/// What is asked wherever a website asks nothing of its own, and of whichever group.
pub(super) const FOR_ALL: &str = "all";
/// The figure that tells apart what rules name ([`sku_key`]).
const SKU: &str = "sku";

/// The figures of a sum: how much, and the number of its currency.
fn sum_names(name: &str) -> [String; 2] {
    [name.to_owned(), format!("{name}_in")]
}

fn sum(name: &str, sum: Money) -> [(String, i64); 2] {
    let [minor, currency] = sum_names(name);
    [(minor, sum.minor()), (currency, i64::from(sum.currency().numeric()))]
}

fn special_names(website: &str) -> [String; 4] {
    let [minor, currency] = sum_names(&format!("special_{website}"));
    [minor, currency, format!("from_{website}"), format!("to_{website}")]
}

fn special(website: &str, special: Special) -> Vec<(String, i64)> {
    let [minor, currency, from, to] = special_names(website);
    let price = special.price.map(|price| [(minor, price.minor()), (currency, i64::from(price.currency().numeric()))]);
    let days = [(from, special.from), (to, special.to)].into_iter().filter_map(|(name, day)| Some((name, day?.number())));
    price.into_iter().flatten().chain(days).collect()
}

/// What a group pays in a website for one piece: a sum, or so much off.
fn tier_names(website: impl Display, group: impl Display) -> [String; 3] {
    let [minor, currency] = sum_names(&format!("tier_{website}_{group}"));
    [minor, currency, format!("off_{website}_{group}")]
}

fn tier(tier: &Tier) -> Vec<(String, i64)> {
    let all = || FOR_ALL.to_owned();
    let (website, group) = (tier.website.map_or_else(all, |id| id.to_string()), tier.group.map_or_else(all, |id| id.to_string()));
    let [minor, currency, off] = tier_names(website, group);
    match tier.price {
        TierPrice::Fixed(price) => vec![(minor, price.minor()), (currency, i64::from(price.currency().numeric()))],
        TierPrice::Discount(percent) => vec![(off, i64::from(percent.parts()))],
    }
}

/// A number that two SKUs have in common as good as never (FNV-1a), the same in each program that reads the index.
fn number_of(sku: &str) -> i64 {
    let number = sku.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |n, byte| (n ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    i64::from_be_bytes(number.to_be_bytes())
}

impl ProductRow {
    /// What tells what it costs, wherever and to whomever.
    pub(super) fn asked_by(&self) -> Vec<(String, i64)> {
        // What cannot be read is told when it is read.
        let regular = money(self.price, &self.currency).ok().map(|price| sum(FOR_ALL, price));
        let own =
            self.prices.iter().filter_map(|own| PriceRow::read(own).ok()).flat_map(|(website, price)| sum(&website.to_string(), price));
        let mut figures: Vec<(String, i64)> = regular.into_iter().flatten().chain(own).collect();
        figures.push((SKU.to_owned(), number_of(&sku_key(&self.sku))));
        if let Some(advanced) = self.advanced.as_ref().and_then(|row| AdvancedRow::read(row).ok()) {
            figures.extend(special(FOR_ALL, advanced.special));
            figures.extend(advanced.specials.iter().flat_map(|(website, own)| special(&website.to_string(), *own)));
            figures.extend(advanced.tiers.iter().filter(|tier| tier.quantity <= 1).flat_map(tier));
        }
        figures
    }
}

/// Figures, read one after the other.
struct Reading<'a>(Iter<'a, Option<i64>>);

impl Reading<'_> {
    fn number(&mut self) -> Option<i64> {
        self.0.next().copied().flatten()
    }

    fn sum(&mut self) -> Option<Money> {
        let (minor, currency) = (self.number(), self.number());
        Some(Money::new(minor?, Currency::from_numeric(u16::try_from(currency?).ok()?)?))
    }

    fn special(&mut self) -> Special {
        let (price, from, to) = (self.sum(), self.number(), self.number());
        Special { price, from: from.and_then(Day::of_number), to: to.and_then(Day::of_number) }
    }

    /// Of a place in Customer Group Price, which has one of both.
    fn tier(&mut self) -> Option<TierPrice> {
        let (price, off) = (self.sum(), self.number());
        let off = off.and_then(|parts| Percent::new(u32::try_from(parts).ok()?));
        price.map(TierPrice::Fixed).or(off.map(TierPrice::Discount))
    }
}

/// So many places in Customer Group Price are for somebody: of his group or all, in the website or all.
const TIERS: usize = 4;

/// What a product costs whoever sees a view, in the smallest coin. That rests on much, and all who see the same on the same days ask for it.
fn price(seen: &Seen<'_>) -> Derived {
    let view = seen.view().clone();
    let holding = view.holding(seen.group, seen.at);
    let name = format!("price {} {} {holding:?}", seen.shown, seen.group);
    let (website, group) = (view.website.to_string(), seen.group.to_string());
    let websites = [website.as_str(), FOR_ALL];
    // Of products rules ask what tells whether they are for them, and nothing else.
    let categories: BTreeSet<CategoryId> = view.held(&holding).flat_map(|rule| rule.conditions.categories.iter().copied()).collect();
    let categories: Vec<CategoryId> = categories.into_iter().collect();
    let named = view.held(&holding).flat_map(|rule| &rule.conditions.skus);
    let skus: HashMap<i64, String> = named.map(|sku| (number_of(sku), sku.clone())).collect();
    let tiers = websites.iter().flat_map(|website| [group.as_str(), FOR_ALL].map(|group| tier_names(website, group))).flatten();
    let names = websites.iter().flat_map(|website| sum_names(website));
    let names = names.chain(websites.iter().flat_map(|website| special_names(website))).chain(tiers);
    let names = names.chain([SKU.to_owned()]).chain(categories.iter().map(standing::figure)).collect();
    let says = move |figures: &[Option<i64>]| {
        let mut read = Reading(figures.iter());
        let (own, all) = (read.sum(), read.sum());
        let special = read.special().over(read.special());
        let tiers: [Option<TierPrice>; TIERS] = std::array::from_fn(|_| read.tier());
        let sku = read.number().and_then(|number| skus.get(&number)).map_or("", String::as_str);
        let categories: Vec<CategoryId> = categories.iter().filter(|_| read.number().is_some()).copied().collect();
        let of = Subject { sku, categories: &categories };
        let price = own.or(all).map(|regular| {
            let asked = (regular, special, tiers.iter().flatten().copied());
            view.lowest(&holding, &of, asked).unwrap_or_else(|_| view.price(regular))
        });
        price.map(Money::minor)
    };
    Derived { name, of: Figured::new(names, says) }
}

/// Whether there is any of it to be bought.
fn stock(rules: StockRules) -> Derived {
    let names = SOLD_BY.map(str::to_owned).to_vec();
    let says = move |figures: &[Option<i64>]| figures.iter().any(Option::is_some).then(|| sold(figures, rules).into());
    Derived { name: format!("stock {rules:?}"), of: Figured::new(names, says) }
}

/// What whoever sees a view knows of a product by its figures: what it costs him, and whether there is any.
pub(super) fn facts(seen: &Seen<'_>) -> Figured<Fact> {
    let options = Narrows::all(&seen.attributes).into_iter().flat_map(|of| (0..of.words).map(move |word| figure(of.attribute, word)));
    let says = |figures: &[Option<i64>]| {
        let (options, [price, stock]) = figures.split_last_chunk().unwrap_or((&[], &[None, None]));
        let has = options.iter().map(|word| word.unwrap_or_default()).collect();
        Fact { price: price.unwrap_or_default(), in_stock: *stock == Some(1), has }
    };
    Figured::new(options.collect(), says).and(vec![price(seen), stock(seen.config.stock_rules())])
}

#[cfg(test)]
mod tests;
