//! Catalog price rules: what is taken off the regular price of products, in some websites, for some groups of customers, on some days.

use super::price::Subject;
use crate::{
    ids::{CategoryId, CustomerGroupId, PriceRuleId, WebsiteId},
    money::{Money, NotASum, Percent},
    text::Flaw,
    time::{Day, Moment},
};
use std::collections::BTreeSet;

/// The most rules that a shop has: each price asks all of them.
pub const MOST_RULES: usize = 200;

/// What a rule does to a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Takes so much off.
    ByPercent(Percent),
    ByFixed(Money),
    /// Leaves so much, if that is less.
    ToPercent(Percent),
    ToFixed(Money),
}

impl Act {
    /// What is left of a price. Amounts are exchanged into its currency; those for which there is no rate do nothing.
    fn on(self, price: Money, exchanged: impl Fn(Money) -> Money) -> Result<Money, NotASum> {
        let amount = |amount: Money| Some(exchanged(amount)).filter(|amount| amount.currency() == price.currency());
        let nothing = Money::new(0, price.currency());
        Ok(match self {
            Self::ByPercent(off) => off.off(price)?,
            Self::ToPercent(left) => left.of(price)?,
            Self::ByFixed(off) => match amount(off) {
                Some(off) if off.minor() < price.minor() => price.minus(off)?,
                Some(_) => nothing,
                None => price,
            },
            Self::ToFixed(left) => amount(left).filter(|left| left.minor() < price.minor()).unwrap_or(price),
        })
    }
}

/// Which products a rule is for: all that is said here holds of them. Who says nothing means all products.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Conditions {
    pub categories: BTreeSet<CategoryId>,
    /// Whatever their letters: see [`super::selling::sku_key`].
    pub skus: BTreeSet<String>,
    /// Of the regular price, both included.
    pub price_from: Option<Money>,
    pub price_to: Option<Money>,
}

impl Conditions {
    /// # Errors
    /// [`Flaw::PriceToBelowFrom`]: no price is in it.
    pub fn checked(&self) -> Result<(), Flaw> {
        let is_turned = |(from, to): (Money, Money)| from.currency() == to.currency() && to.minor() < from.minor();
        if self.price_from.zip(self.price_to).is_some_and(is_turned) { Err(Flaw::PriceToBelowFrom) } else { Ok(()) }
    }

    fn hold(&self, of: &Subject<'_>, regular: Money, exchanged: impl Fn(Money) -> Money) -> bool {
        let is = |bound: Option<Money>, fits: fn(i64, i64) -> bool| {
            bound.map(&exchanged).is_none_or(|bound| bound.currency() == regular.currency() && fits(bound.minor(), regular.minor()))
        };
        (self.categories.is_empty() || of.categories.iter().any(|id| self.categories.contains(id)))
            && (self.skus.is_empty() || self.skus.contains(of.sku))
            && is(self.price_from, |least, price| least <= price)
            && is(self.price_to, |most, price| price <= most)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub id: PriceRuleId,
    /// Counted up from 1: of rules of the same priority the older one comes first.
    pub number: i64,
    pub name: String,
    pub description: String,
    pub active: bool,
    pub websites: BTreeSet<WebsiteId>,
    pub groups: BTreeSet<CustomerGroupId>,
    /// Whole days in the website's zone, both included.
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub priority: u32,
    pub conditions: Conditions,
    pub act: Act,
    /// No rule behind it does anything to what it was for.
    pub discard: bool,
    /// Since when it is like this; and of one that was changed or deleted, until when it was: prices of the past are made of it.
    pub since: Moment,
    pub until: Option<Moment>,
    pub revision: i64,
}

impl Rule {
    /// Whether it is there: not what one was before it was changed, and not deleted.
    pub const fn is_there(&self) -> bool {
        self.until.is_none()
    }

    /// The order in which rules do something.
    pub fn rank(&self) -> (u32, i64) {
        (self.priority, self.number)
    }

    /// Whether it does something for a group of customers at a moment, which is in this day of the website.
    pub(super) fn holds(&self, group: CustomerGroupId, at: Moment, today: Day) -> bool {
        let is_as_it_was = self.since <= at && self.until.is_none_or(|until| at < until);
        self.active && is_as_it_was && self.groups.contains(&group) && today.is_within(self.from, self.to)
    }
}

/// The rule that was deleted under this id: not one that is there, nor what one was before it was changed, which has the number of that one.
pub fn deleted(all: &[Rule], id: PriceRuleId) -> Option<&Rule> {
    let gone = all.iter().find(|rule| rule.id == id && !rule.is_there())?;
    let is_later = |rule: &Rule| rule.number == gone.number && (rule.is_there() || rule.until > gone.until);
    (!all.iter().any(is_later)).then_some(gone)
}

/// What rules that hold, in their order, make of a regular price; nothing, if none is for it.
///
/// # Errors
/// A sum cannot be expressed.
pub(super) fn ruled<'a>(
    rules: impl Iterator<Item = &'a Rule>,
    of: &Subject<'_>,
    regular: Money,
    exchanged: impl Fn(Money) -> Money,
) -> Result<Option<Money>, NotASum> {
    let mut price = None;
    for rule in rules.filter(|rule| rule.conditions.hold(of, regular, &exchanged)) {
        price = Some(rule.act.on(price.unwrap_or(regular), &exchanged)?);
        if rule.discard {
            break;
        }
    }
    Ok(price)
}
