//! What of a list of products somebody wants to see, and what he is offered to choose, with how much of it there is.

use super::attribute::{Narrows, Picked};
use crate::ids::AttributeId;
use std::collections::BTreeMap;

/// What is known of a product before it is read: sums are in the smallest coin of what the list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub price: i64,
    pub in_stock: bool,
    /// Its options of the attributes by which lists are narrowed: see [`Narrows`].
    pub has: Vec<i64>,
}

/// What somebody wants to see; both ends are among it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    pub from: Option<i64>,
    pub to: Option<i64>,
    pub in_stock: bool,
    /// Of each of these attributes one of these options.
    pub with: Vec<Picked>,
}

impl Filter {
    /// Whoever mistook one end for the other means the same.
    #[must_use]
    pub fn new(from: Option<i64>, to: Option<i64>, in_stock: bool) -> Self {
        match (from, to) {
            (Some(from), Some(to)) if from > to => Self { from: Some(to), to: Some(from), in_stock, with: Vec::new() },
            (from, to) => Self { from, to, in_stock, with: Vec::new() },
        }
    }

    /// The same with these options, in place of others.
    #[must_use]
    pub fn with(self, with: Vec<Picked>) -> Self {
        Self { with, ..self }
    }

    /// Whether an option of an attribute is asked for.
    pub fn picks(&self, attribute: AttributeId, number: u32) -> bool {
        self.with.iter().any(|picked| picked.attribute == attribute && picked.numbers.contains(&number))
    }

    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// How many things are asked for.
    pub fn count(&self) -> usize {
        let picked: usize = self.with.iter().map(|picked| picked.numbers.len()).sum();
        usize::from(self.has_price()).saturating_add(usize::from(self.in_stock)).saturating_add(picked)
    }

    pub const fn has_price(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    pub fn takes(&self, fact: &Fact) -> bool {
        self.takes_price(fact.price) && self.takes_stock(fact) && self.takes_options(fact)
    }

    fn takes_options(&self, fact: &Fact) -> bool {
        self.with.iter().all(|picked| picked.takes(&fact.has))
    }

    /// Whether it takes a product, but for what it asks of an attribute.
    fn takes_but(&self, fact: &Fact, attribute: AttributeId) -> bool {
        let mut others = self.with.iter().filter(|picked| picked.attribute != attribute);
        self.takes_price(fact.price) && self.takes_stock(fact) && others.all(|picked| picked.takes(&fact.has))
    }

    fn takes_price(&self, price: i64) -> bool {
        self.from.is_none_or(|from| price >= from) && self.to.is_none_or(|to| price <= to)
    }

    const fn takes_stock(&self, fact: &Fact) -> bool {
        fact.in_stock || !self.in_stock
    }
}

/// A range of prices that is offered, and how many products are in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub from: i64,
    /// The last has no end.
    pub to: Option<i64>,
    pub count: usize,
}

/// The options of an attribute that are offered, in their order, and how many products have each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    pub attribute: AttributeId,
    pub counts: Vec<(u32, usize)>,
}

/// How much there is of what can be chosen: whoever chooses it finds as many.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// What there is, whatever the filter takes.
    pub all: usize,
    /// What the filter takes.
    pub found: usize,
    /// What it would take of those in stock.
    pub in_stock: usize,
    /// What it would take of each range of prices; nothing where there is nothing to choose.
    pub steps: Vec<Step>,
    /// What it would take of each option: those that nothing has are left out, unless they are asked for.
    pub options: Vec<Options>,
}

/// So many ranges are offered at most.
const MOST: usize = 7;
/// So many, where the prices lie close together.
const FEW: i64 = 4;

/// What is counted of a list, one product after another, so that none of them is kept; what was counted of parts is joined.
#[derive(Debug, Clone)]
pub struct Counting {
    filter: Filter,
    narrows: Vec<Narrows>,
    all: usize,
    found: usize,
    in_stock: usize,
    /// Of what the filter takes at any price.
    prices: Vec<i64>,
    /// Of each attribute how many have each option.
    counts: Vec<BTreeMap<u32, usize>>,
}

impl Counting {
    pub fn of(filter: Filter, narrows: Vec<Narrows>) -> Self {
        let none = |narrows: &Narrows| narrows.numbers.iter().map(|number| (*number, 0)).collect();
        let counts = narrows.iter().map(none).collect();
        Self { filter, narrows, all: 0, found: 0, in_stock: 0, prices: Vec::new(), counts }
    }

    /// Whether nothing was there to be counted.
    pub const fn is_empty(&self) -> bool {
        self.all == 0
    }

    pub fn add(&mut self, fact: &Fact) {
        let filter = &self.filter;
        let (priced, there, chosen) = (filter.takes_price(fact.price), filter.takes_stock(fact), filter.takes_options(fact));
        self.all = self.all.saturating_add(1);
        self.found = self.found.saturating_add(usize::from(priced && there && chosen));
        self.in_stock = self.in_stock.saturating_add(usize::from(priced && fact.in_stock && chosen));
        if there && chosen {
            self.prices.push(fact.price);
        }
        for (narrows, counts) in self.narrows.iter().zip(&mut self.counts) {
            if filter.takes_but(fact, narrows.attribute) {
                narrows.each(&fact.has, |number| {
                    if let Some(count) = counts.get_mut(&number) {
                        *count = count.saturating_add(1);
                    }
                });
            }
        }
    }

    /// With what was counted of another part of the list.
    pub fn join(&mut self, other: Self) {
        self.all = self.all.saturating_add(other.all);
        self.found = self.found.saturating_add(other.found);
        self.in_stock = self.in_stock.saturating_add(other.in_stock);
        self.prices.extend(other.prices);
        for (counts, more) in self.counts.iter_mut().zip(other.counts) {
            for (number, count) in more {
                let all = counts.entry(number).or_default();
                *all = all.saturating_add(count);
            }
        }
    }

    pub fn facets(mut self) -> Facets {
        self.prices.sort_unstable();
        let options = self.narrows.iter().zip(&self.counts).map(|(narrows, counts)| offered(narrows, counts, &self.filter));
        Facets {
            all: self.all,
            found: self.found,
            in_stock: self.in_stock,
            steps: steps(&self.prices),
            options: options.filter(|of| !of.counts.is_empty()).collect(),
        }
    }
}

fn offered(narrows: &Narrows, counts: &BTreeMap<u32, usize>, filter: &Filter) -> Options {
    let count = |number: &u32| (*number, counts.get(number).copied().unwrap_or_default());
    let is_offered = |(number, count): &(u32, usize)| *count > 0 || filter.picks(narrows.attribute, *number);
    Options { attribute: narrows.attribute, counts: narrows.numbers.iter().map(count).filter(is_offered).collect() }
}

/// Ranges that begin at round sums, 1, 2 and 5 and their tens: what costs little is told apart more finely. Prices that lie within one of
/// them are parted evenly.
fn steps(prices: &[i64]) -> Vec<Step> {
    let (Some(least), Some(most)) = (prices.first().copied(), prices.last().copied()) else { return Vec::new() };
    let rounds: [&[i64]; 3] = [&[1, 2, 5], &[1, 5], &[1]];
    let mut parted = rounds.iter().map(|round| part(prices, &round_sums(round, most)));
    let fine = parted.next().unwrap_or_default();
    if fine.len() > MOST {
        return parted.find(|steps| steps.len() <= MOST).unwrap_or_default();
    }
    if fine.len() > 1 {
        return fine;
    }
    let wide = round_sums(&[1, 2, 5], most).into_iter().find(|sum| sum.saturating_mul(FEW) >= most.saturating_sub(least)).unwrap_or(1);
    let first = least.checked_div(wide).unwrap_or_default();
    let even: Vec<i64> = (1..=FEW.saturating_add(1)).map(|n| first.saturating_add(n).saturating_mul(wide)).collect();
    let even = part(prices, &even);
    if even.len() > 1 { even } else { Vec::new() }
}

/// These digits and their tens, up to a sum.
fn round_sums(digits: &[i64], most: i64) -> Vec<i64> {
    let tens = (0..18).filter_map(|zeros| 10_i64.checked_pow(zeros));
    tens.flat_map(|ten| digits.iter().filter_map(move |digit| ten.checked_mul(*digit))).take_while(|sum| *sum <= most.max(1)).collect()
}

/// The ranges between these sums that something is in; the prices are in their order.
fn part(prices: &[i64], sums: &[i64]) -> Vec<Step> {
    let (mut steps, mut rest, mut from) = (Vec::new(), prices, 0);
    for next in sums {
        let (here, beyond) = rest.split_at_checked(rest.partition_point(|price| price < next)).unwrap_or((rest, &[]));
        if !here.is_empty() {
            steps.push(Step { from, to: Some(next.saturating_sub(1)), count: here.len() });
        }
        (rest, from) = (beyond, *next);
    }
    if !rest.is_empty() {
        steps.push(Step { from, to: None, count: rest.len() });
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::attribute::{Input, NO, YES, tests::attribute, words};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn priced(prices: &[i64]) -> Vec<Fact> {
        prices.iter().map(|price| Fact { price: *price, in_stock: true, has: Vec::new() }).collect()
    }

    fn facets(facts: &[Fact], filter: &Filter, narrows: &[Narrows]) -> Facets {
        let mut counting = Counting::of(filter.clone(), narrows.to_vec());
        facts.iter().for_each(|fact| counting.add(fact));
        counting.facets()
    }

    fn offered(prices: &[i64]) -> Vec<(i64, Option<i64>, usize)> {
        facets(&priced(prices), &Filter::default(), &[]).steps.iter().map(|s| (s.from, s.to, s.count)).collect()
    }

    #[test]
    fn ranges_begin_at_round_sums_and_those_without_products_are_left_out() {
        let prices = [850, 950, 1_400, 1_950, 2_650, 5_900, 64_900];
        assert_eq!(
            offered(&prices),
            [(500, Some(999), 2), (1_000, Some(1_999), 2), (2_000, Some(4_999), 1), (5_000, Some(9_999), 1), (50_000, None, 1)]
        );
        assert_eq!(offered(&[2_100, 2_900, 3_300, 4_400]).len(), 3, "within one range they are parted evenly");
        assert_eq!(offered(&[1_400, 1_400]), [], "nothing to choose");
        assert_eq!(offered(&[]), []);
        assert!(offered(&(0..18).filter_map(|n| 10_i64.checked_pow(n)).collect::<Vec<_>>()).len() <= MOST);
    }

    #[test]
    fn ends_that_were_mistaken_for_each_other_mean_the_same() {
        assert_eq!(Filter::new(Some(5), Some(2), false), Filter::new(Some(2), Some(5), false));
        let fact = |in_stock| Fact { price: 5, in_stock, has: Vec::new() };
        assert!(Filter::new(Some(2), Some(5), true).takes(&fact(true)));
        assert!(!Filter::new(Some(2), Some(5), true).takes(&fact(false)));
    }

    proptest! {
        /// What is said of a choice is what is found by it: several options of an attribute are any of them, of several attributes each.
        #[test]
        fn whoever_takes_an_offer_finds_as_many_as_it_said(
            facts in prop::collection::vec(
                (0..5_000_000_i64, any::<bool>(), prop::collection::btree_set(0..4_u32, 0..3), prop::option::of(any::<bool>())), 0..60,
            ),
            from in prop::option::of(0..5_000_000_i64), to in prop::option::of(0..5_000_000_i64), in_stock in any::<bool>(),
            colours in prop::collection::btree_set(0..4_u32, 0..3), safe in prop::option::of(any::<bool>()),
        ) {
            let all = [attribute(1, Input::MultipleSelect, &["Red", "Blue", "Green", "Grey"]), attribute(2, Input::YesNo, &[])];
            let narrows = Narrows::all(&all);
            let yes_or_no = |is: bool| if is { YES } else { NO };
            let word = |numbers: &BTreeSet<u32>| words(numbers).get(&0).copied().unwrap_or_default();
            let facts: Vec<Fact> = facts.into_iter().map(|(price, in_stock, colours, safe)| {
                let safe: BTreeSet<u32> = safe.into_iter().map(yes_or_no).collect();
                Fact { price, in_stock, has: vec![word(&colours), word(&safe)] }
            }).collect();
            let with: Vec<Picked> = [narrows[0].picked(colours.iter().copied()), narrows[1].picked(safe.map(yes_or_no))].into_iter().flatten().collect();
            let filter = Filter::new(from, to, in_stock).with(with);
            let facets = facets(&facts, &filter, &narrows);
            let (mut first, mut rest) = (Counting::of(filter.clone(), narrows.clone()), Counting::of(filter.clone(), narrows.clone()));
            for (n, fact) in facts.iter().enumerate() {
                if n % 2 == 0 { first.add(fact) } else { rest.add(fact) }
            }
            first.join(rest);
            prop_assert_eq!(&first.facets(), &facets, "what is counted in parts is the same");
            let found = |filter: &Filter| facts.iter().filter(|fact| filter.takes(fact)).count();
            prop_assert_eq!(facets.found, found(&filter));
            prop_assert_eq!(facets.in_stock, found(&Filter { in_stock: true, ..filter.clone() }));
            prop_assert!(facets.steps.len() <= MOST && facets.steps.len() != 1);
            for step in &facets.steps {
                prop_assert_eq!(step.count, found(&Filter { from: Some(step.from), to: step.to, ..filter.clone() }));
                prop_assert!(step.count > 0);
            }
            if !facets.steps.is_empty() {
                let all: usize = facets.steps.iter().map(|step| step.count).sum();
                prop_assert_eq!(all, found(&Filter { from: None, to: None, ..filter.clone() }), "each stands in one range");
            }
            for narrows in &narrows {
                let offered = facets.options.iter().find(|of| of.attribute == narrows.attribute).map(|of| of.counts.clone()).unwrap_or_default();
                for number in &narrows.numbers {
                    let others = filter.with.iter().filter(|picked| picked.attribute != narrows.attribute).cloned();
                    let alone: Vec<Picked> = others.chain(narrows.picked([*number])).collect();
                    let there = found(&filter.clone().with(alone));
                    let said = offered.iter().find(|(of, _)| of == number).map(|(_, count)| *count);
                    prop_assert_eq!(said.unwrap_or_default(), there);
                    prop_assert_eq!(said.is_some(), there > 0 || filter.picks(narrows.attribute, *number));
                }
            }
        }
    }
}
