//! What a product costs: the lowest of its regular price, its special price, the prices of the customer's group, and what catalog price rules
//! make of the regular one. One function says it, for lists, the product's page, the cart, the order and a visit.

use super::rule::{Rule, ruled};
use crate::{
    caller::{Caller, Proof},
    customers::group::Groups,
    ids::{CategoryId, CustomerGroupId, WebsiteId},
    money::{Money, NotASum, Percent},
    stores::{Days, Served},
    text::Flaw,
    time::{Day, Moment},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
    time::Duration,
};

/// What prices depend on beside the products.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pricing {
    pub groups: Groups,
    /// Also what they were before, as long as prices of the past are told.
    pub rules: Vec<Rule>,
}

/// A view as somebody sees it: what things cost there depends on the group that he is in, and on when he looks.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    view: &'a Served,
    pub group: CustomerGroupId,
    pub at: Moment,
}

impl<'a> Seen<'a> {
    pub const fn new(view: &'a Served, group: CustomerGroupId, at: Moment) -> Self {
        Self { view, group, at }
    }

    /// As the caller sees it; whoever is in a customer's account sees what the customer does.
    pub fn by(view: &'a Served, caller: &Caller) -> Self {
        Self::new(view, caller.group(), caller.origin().at)
    }

    pub const fn view(&self) -> &'a Served {
        self.view
    }
}

impl Deref for Seen<'_> {
    type Target = Served;
    fn deref(&self) -> &Served {
        self.view
    }
}

/// Which product it is, for rules.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// See [`super::selling::sku_key`].
    pub sku: &'a str,
    pub categories: &'a [CategoryId],
}

/// A price for some days: whole ones in the zone of the shop, both included. Of a website, what it does not say itself is as for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Special {
    pub price: Option<Money>,
    pub from: Option<Day>,
    pub to: Option<Day>,
}

impl Special {
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// What holds where `self` is over it.
    #[must_use]
    pub fn over(self, all: Self) -> Self {
        Self { price: self.price.or(all.price), from: self.from.or(all.from), to: self.to.or(all.to) }
    }

    /// # Errors
    /// [`Flaw::EndsBeforeItBegins`].
    pub fn checked(self) -> Result<Self, Flaw> {
        in_order(self.from, self.to).map(|()| self)
    }
}

/// # Errors
/// [`Flaw::EndsBeforeItBegins`].
pub fn in_order(from: Option<Day>, to: Option<Day>) -> Result<(), Flaw> {
    if from.zip(to).is_some_and(|(from, to)| to < from) { Err(Flaw::EndsBeforeItBegins) } else { Ok(()) }
}

/// What a group pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TierPrice {
    Fixed(Money),
    /// Off the regular price.
    Discount(Percent),
}

/// A row of Customer Group Price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tier {
    /// `None`: all websites.
    pub website: Option<WebsiteId>,
    /// `None`: ALL GROUPS.
    pub group: Option<CustomerGroupId>,
    /// From how many pieces on.
    pub quantity: u32,
    pub price: TierPrice,
}

impl Tier {
    /// What no two rows of a product have alike.
    pub const fn place(&self) -> (Option<WebsiteId>, Option<CustomerGroupId>, u32) {
        (self.website, self.group, self.quantity)
    }

    fn is_for(&self, website: WebsiteId, group: CustomerGroupId) -> bool {
        self.website.is_none_or(|of| of == website) && self.group.is_none_or(|of| of == group)
    }
}

/// The most rows of Customer Group Price that a product has.
pub const MOST_TIERS: usize = 100;
/// The most pieces that one of them can ask for.
pub const MOST_PIECES: u32 = 99_999;

/// Advanced Pricing of a product.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Advanced {
    pub special: Special,
    /// What websites say in place of it.
    pub specials: BTreeMap<WebsiteId, Special>,
    pub tiers: Vec<Tier>,
}

impl Advanced {
    /// With another row of Customer Group Price.
    ///
    /// # Errors
    /// [`Flaw::SameTier`], [`Flaw::TooMany`].
    pub fn with_tier(&self, tier: Tier) -> Result<Self, Flaw> {
        if self.tiers.iter().any(|other| other.place() == tier.place()) {
            return Err(Flaw::SameTier);
        }
        if self.tiers.len() >= MOST_TIERS {
            return Err(Flaw::TooMany(u32::try_from(MOST_TIERS).unwrap_or(u32::MAX)));
        }
        let mut next = self.clone();
        next.tiers.push(tier);
        next.tiers.sort_by_key(Tier::place);
        Ok(next)
    }

    /// Without the row of this place.
    #[must_use]
    pub fn without_tier(&self, place: (Option<WebsiteId>, Option<CustomerGroupId>, u32)) -> Self {
        let tiers = self.tiers.iter().filter(|tier| tier.place() != place).copied().collect();
        Self { tiers, ..self.clone() }
    }
}

/// All that a product asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// For all websites.
    pub price: Money,
    /// Of websites that ask another.
    pub prices: BTreeMap<WebsiteId, Money>,
    pub advanced: Advanced,
}

impl Asking {
    /// The regular price of a website.
    pub fn regular(&self, website: WebsiteId) -> Money {
        self.prices.get(&website).copied().unwrap_or(self.price)
    }

    fn special(&self, website: WebsiteId) -> Special {
        let all = self.advanced.special;
        self.advanced.specials.get(&website).map_or(all, |own| own.over(all))
    }
}

/// What a product asked until a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    pub until: Moment,
    pub asked: Asking,
}

impl Past {
    /// How many of a product are kept, and for how long: the prices of the days before a reduction that began since then are known.
    const MOST: usize = 50;
    const KEPT: Duration = Duration::from_secs(400 * 24 * 60 * 60);

    /// The past of a product that asks something else from now on.
    pub fn with(past: &[Self], asked: Asking, now: Moment) -> Vec<Self> {
        let kept = past.iter().filter(|past| past.until > now.minus(Self::KEPT)).cloned();
        let mut kept: Vec<Self> = kept.chain([Self { until: now, asked }]).collect();
        let too_many = kept.len().saturating_sub(Self::MOST);
        kept.drain(..too_many);
        kept
    }

    /// Whether what was in force until then is still told of.
    pub fn is_told(until: Moment, now: Moment) -> bool {
        until > now.minus(Self::KEPT)
    }
}

/// What a product costs, where and when somebody sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub regular: Money,
    /// Of one piece: the regular one, or less.
    pub price: Money,
    /// From so many pieces on each costs that: each less than the one before.
    pub steps: Vec<(u32, Money)>,
    /// Of a price that is reduced: the lowest of the thirty days before it was, where that is told.
    pub lowest: Option<Money>,
}

impl Offer {
    /// That is all.
    pub const fn plain(price: Money) -> Self {
        Self { regular: price, price, steps: Vec::new(), lowest: None }
    }

    pub fn is_reduced(&self) -> bool {
        self.price != self.regular
    }

    /// What a piece costs of so many.
    pub fn of(&self, quantity: u32) -> Money {
        self.steps.iter().rev().find(|(from, _)| *from <= quantity).map_or(self.price, |(_, price)| *price)
    }

    /// What so many pieces at once save on each, in whole percent of what one costs.
    pub fn saved(&self, price: Money) -> u32 {
        let (whole, less) = (i128::from(self.price.minor()), i128::from(price.minor()));
        let saved = whole.saturating_sub(less).saturating_mul(100).checked_div(whole).unwrap_or_default();
        u32::try_from(saved).unwrap_or_default()
    }
}

/// What holds of prices in a view for a group of customers at a moment: found out once, for however many products. While it is the same in the
/// same view, so is what they cost.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Holding {
    days: Days,
    /// Which of the view's rules do something.
    rules: Vec<usize>,
}

impl Served {
    pub fn holding(&self, group: CustomerGroupId, at: Moment) -> Holding {
        let days = self.days(at);
        let rules = self.rules.iter().enumerate().filter(|(_, rule)| rule.holds(group, at, days.website));
        Holding { days, rules: rules.map(|(n, _)| n).collect() }
    }

    /// The rules that do something, in their order.
    pub fn held<'a>(&'a self, holding: &'a Holding) -> impl Iterator<Item = &'a Rule> {
        holding.rules.iter().filter_map(move |n| self.rules.get(*n))
    }

    /// What a piece costs of a product that asks this here, of somebody for whom these group prices are: the lowest of all that it could be.
    ///
    /// # Errors
    /// A sum cannot be expressed.
    pub fn lowest(
        &self,
        holding: &Holding,
        of: &Subject<'_>,
        (regular, special, tiers): (Money, Special, impl Iterator<Item = TierPrice>),
    ) -> Result<Money, NotASum> {
        let regular = self.price(regular);
        let special = special.price.filter(|_| holding.days.shop.is_within(special.from, special.to)).map(|price| self.price(price));
        let ruled = ruled(self.held(holding), of, regular, |amount| self.price(amount))?;
        let tiers = tiers.map(|tier| match tier {
            TierPrice::Fixed(price) => Ok(self.price(price)),
            TierPrice::Discount(percent) => percent.off(regular),
        });
        let mut lowest = regular;
        for candidate in tiers.chain(special.map(Ok)).chain(ruled.map(Ok)) {
            let candidate = candidate?;
            // What is asked in a currency for which there is no rate cannot be compared, and is nobody's price.
            if candidate.currency() == lowest.currency() && candidate.minor() < lowest.minor() {
                lowest = candidate;
            }
        }
        Ok(Money::new(lowest.minor().max(0), lowest.currency()))
    }
}

/// How far back prices are looked at before a reduction.
const BEFORE: Duration = Duration::from_secs(30 * 24 * 60 * 60);

impl Seen<'_> {
    /// What a product costs.
    ///
    /// # Errors
    /// A sum cannot be expressed.
    pub fn offer(&self, of: &Subject<'_>, asking: &Asking, past: &[Past]) -> Result<Offer, NotASum> {
        let (regular, website) = (self.price(asking.regular(self.website)), self.website);
        let price = self.price_of(of, asking, 1, self.at)?;
        let quantities = asking.advanced.tiers.iter().filter(|tier| tier.is_for(website, self.group)).map(|tier| tier.quantity);
        let (mut steps, mut last) = (Vec::new(), price);
        for quantity in quantities.filter(|n| *n > 1).collect::<BTreeSet<_>>() {
            let of_so_many = self.price_of(of, asking, quantity, self.at)?;
            if of_so_many.minor() < last.minor() {
                steps.push((quantity, of_so_many));
                last = of_so_many;
            }
        }
        let is_told = price != regular && self.config.tells_lowest_price();
        let lowest = if is_told { Some(self.lowest_before(of, asking, past)?) } else { None };
        Ok(Offer { regular, price, steps, lowest })
    }

    /// What each of so many pieces costs at a moment of a product that asks this then.
    fn price_of(&self, of: &Subject<'_>, asking: &Asking, quantity: u32, at: Moment) -> Result<Money, NotASum> {
        let website = self.website;
        let tiers = asking.advanced.tiers.iter().filter(|tier| tier.is_for(website, self.group) && tier.quantity <= quantity);
        let asked = (asking.regular(website), asking.special(website), tiers.map(|tier| tier.price));
        self.lowest(&self.holding(self.group, at), of, asked)
    }

    /// The lowest price of one piece in the thirty days before it became what it is. Prices change at few moments: they are looked at there.
    fn lowest_before(&self, of: &Subject<'_>, asking: &Asking, past: &[Past]) -> Result<Money, NotASum> {
        let at = |moment: Moment| {
            let asked = past.iter().find(|past| moment < past.until).map_or(asking, |past| &past.asked);
            self.price_of(of, asked, 1, moment)
        };
        let now = at(self.at)?;
        let mut changes: Vec<Moment> = self.changes(asking, past).into_iter().filter(|change| *change <= self.at).collect();
        changes.sort_unstable();
        // When it became what it is: behind the last change before which it was another.
        let mut since = self.at;
        let mut began = None;
        for change in changes.iter().rev() {
            since = *change;
            if at(before(*change))? != now {
                began = Some(*change);
                break;
            }
        }
        // It has always been so, as far as is known.
        let began = began.unwrap_or(since);
        let first = began.minus(BEFORE);
        let mut lowest = at(before(began))?;
        for moment in changes.iter().copied().filter(|change| first < *change && *change < began).chain([first]) {
            let price = at(moment)?;
            if price.currency() == lowest.currency() && price.minor() < lowest.minor() {
                lowest = price;
            }
        }
        Ok(lowest)
    }

    /// When prices of this product may have changed.
    fn changes(&self, asking: &Asking, past: &[Past]) -> Vec<Moment> {
        let (shop, website) = (&self.zones.shop, &self.zones.website);
        let edges = |special: Special| [special.from.map(|day| day.begins(shop)), special.to.map(|day| day.ends(shop))];
        let asked = past.iter().map(|past| &past.asked).chain([asking]);
        let specials = asked.flat_map(|asked| edges(asked.special(self.website)));
        let rules = self.rules.iter().flat_map(|rule| {
            let days = [rule.from.map(|day| day.begins(website)), rule.to.map(|day| day.ends(website))];
            days.into_iter().chain([Some(rule.since), rule.until])
        });
        specials.chain(rules).flatten().chain(past.iter().map(|past| past.until)).collect()
    }
}

const fn before(moment: Moment) -> Moment {
    Moment::from_millis(moment.millis().saturating_sub(1))
}

#[cfg(not(target_arch = "wasm32"))]
pub mod trial;

#[cfg(test)]
pub(crate) mod tests;
