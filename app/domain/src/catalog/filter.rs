//! What of a list of products somebody wants to see, and what he is offered to choose, with how much of it there is.

/// What is known of a product before it is read: sums are in the smallest coin of what the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fact {
    pub price: i64,
    pub in_stock: bool,
}

/// What somebody wants to see; both ends are among it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Filter {
    pub from: Option<i64>,
    pub to: Option<i64>,
    pub in_stock: bool,
}

impl Filter {
    /// Whoever mistook one end for the other means the same.
    #[must_use]
    pub fn new(from: Option<i64>, to: Option<i64>, in_stock: bool) -> Self {
        match (from, to) {
            (Some(from), Some(to)) if from > to => Self { from: Some(to), to: Some(from), in_stock },
            (from, to) => Self { from, to, in_stock },
        }
    }

    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// How many things are asked for.
    pub fn count(&self) -> usize {
        usize::from(self.has_price()).saturating_add(usize::from(self.in_stock))
    }

    pub const fn has_price(&self) -> bool {
        self.from.is_some() || self.to.is_some()
    }

    pub fn takes(&self, fact: Fact) -> bool {
        self.takes_price(fact.price) && self.takes_stock(fact)
    }

    fn takes_price(&self, price: i64) -> bool {
        self.from.is_none_or(|from| price >= from) && self.to.is_none_or(|to| price <= to)
    }

    const fn takes_stock(&self, fact: Fact) -> bool {
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
}

/// So many ranges are offered at most.
const MOST: usize = 7;
/// So many, where the prices lie close together.
const FEW: i64 = 4;

impl Facets {
    pub fn of(facts: &[Fact], filter: &Filter) -> Self {
        let mut prices: Vec<i64> = facts.iter().filter(|fact| filter.takes_stock(**fact)).map(|fact| fact.price).collect();
        prices.sort_unstable();
        Self {
            all: facts.len(),
            found: facts.iter().filter(|fact| filter.takes(**fact)).count(),
            in_stock: facts.iter().filter(|fact| fact.in_stock && filter.takes_price(fact.price)).count(),
            steps: steps(&prices),
        }
    }
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
    use proptest::prelude::*;

    fn priced(prices: &[i64]) -> Vec<Fact> {
        prices.iter().map(|price| Fact { price: *price, in_stock: true }).collect()
    }

    fn offered(prices: &[i64]) -> Vec<(i64, Option<i64>, usize)> {
        Facets::of(&priced(prices), &Filter::default()).steps.iter().map(|s| (s.from, s.to, s.count)).collect()
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
        assert!(Filter::new(Some(2), Some(5), true).takes(Fact { price: 5, in_stock: true }));
        assert!(!Filter::new(Some(2), Some(5), true).takes(Fact { price: 5, in_stock: false }));
    }

    proptest! {
        /// What is said of a choice is what is found by it.
        #[test]
        fn whoever_takes_an_offer_finds_as_many_as_it_said(
            facts in prop::collection::vec((0..5_000_000_i64, any::<bool>()), 0..60),
            from in prop::option::of(0..5_000_000_i64), to in prop::option::of(0..5_000_000_i64), in_stock in any::<bool>(),
        ) {
            let facts: Vec<Fact> = facts.into_iter().map(|(price, in_stock)| Fact { price, in_stock }).collect();
            let filter = Filter::new(from, to, in_stock);
            let facets = Facets::of(&facts, &filter);
            let found = |filter: Filter| facts.iter().filter(|fact| filter.takes(**fact)).count();
            prop_assert_eq!(facets.found, found(filter));
            prop_assert_eq!(facets.in_stock, found(Filter { in_stock: true, ..filter }));
            prop_assert!(facets.steps.len() <= MOST && facets.steps.len() != 1);
            for step in &facets.steps {
                prop_assert_eq!(step.count, found(Filter { from: Some(step.from), to: step.to, ..filter }));
                prop_assert!(step.count > 0);
            }
            if !facets.steps.is_empty() {
                let all: usize = facets.steps.iter().map(|step| step.count).sum();
                prop_assert_eq!(all, found(Filter { in_stock, ..Filter::default() }), "each stands in one range");
            }
        }
    }
}
