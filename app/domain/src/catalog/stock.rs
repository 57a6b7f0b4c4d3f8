//! What is there of a product to be sold, and in which quantities: what holds for all products, and what one has in place of it.

use crate::text::Flaw;

/// Whether more is sold than there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Backorders {
    #[default]
    No,
    Yes,
    /// And whoever buys is told how many of his pieces are not there yet.
    Notify,
}

impl Backorders {
    pub const ALL: [Self; 3] = [Self::No, Self::Yes, Self::Notify];

    /// What is stored and sent; the numbers are Adobe's.
    pub const fn code(self) -> &'static str {
        match self {
            Self::No => "0",
            Self::Yes => "1",
            Self::Notify => "2",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }
}

/// The most that can be set of any of the numbers below.
pub const MOST_SET: u32 = 9_999;

/// Product Stock Options: for all products, or as they hold for one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StockRules {
    /// Whether pieces are counted at all.
    pub manage: bool,
    /// The fewest and the most of it in a cart.
    pub least: u32,
    pub most: u32,
    pub backorders: Backorders,
    /// So many pieces are kept back: with these alone it is out of stock.
    pub threshold: u32,
    /// With fewer pieces than this staff are told.
    pub notify: u32,
}

impl Default for StockRules {
    fn default() -> Self {
        Self { manage: true, least: 1, most: crate::cart::MOST_OF_ONE, backorders: Backorders::No, threshold: 0, notify: 1 }
    }
}

/// Advanced Inventory: what a product has in place of what holds for all; `None` is "Use Config Settings".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Inventory {
    pub manage: Option<bool>,
    pub least: Option<u32>,
    pub most: Option<u32>,
    pub backorders: Option<Backorders>,
    pub threshold: Option<u32>,
    pub notify: Option<u32>,
}

impl Inventory {
    /// What holds for this product, where that holds for all.
    pub fn over(&self, all: StockRules) -> StockRules {
        StockRules {
            manage: self.manage.unwrap_or(all.manage),
            least: self.least.unwrap_or(all.least),
            most: self.most.unwrap_or(all.most),
            backorders: self.backorders.unwrap_or(all.backorders),
            threshold: self.threshold.unwrap_or(all.threshold),
            notify: self.notify.unwrap_or(all.notify),
        }
    }
}

/// What whoever looks at a product is told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Availability {
    There,
    /// Not now: what is ordered is sent once it is.
    Awaited,
    Gone,
}

/// What there is of a product, and the rules by which it is sold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stock {
    /// Below nought, where more was sold than there was.
    pub pieces: i64,
    /// It is enabled, and "In Stock".
    pub is_offered: bool,
    pub rules: StockRules,
}

impl Stock {
    /// So many pieces, sold by the rules that a new shop has.
    pub fn of(pieces: u32) -> Self {
        Self { pieces: i64::from(pieces), is_offered: true, rules: StockRules::default() }
    }

    /// How many pieces can be sold; `None`: as many as anybody wants.
    pub fn salable(&self) -> Option<u32> {
        if !self.is_offered {
            return Some(0);
        }
        let is_counted = self.rules.manage && self.rules.backorders == Backorders::No;
        is_counted.then(|| u32::try_from(self.left()).unwrap_or(if self.left() < 0 { 0 } else { u32::MAX }))
    }

    fn left(&self) -> i64 {
        self.pieces.saturating_sub(i64::from(self.rules.threshold))
    }

    /// Whether it can be bought at all: the fewest that a cart may hold of it are there.
    pub fn is_sold(&self) -> bool {
        self.salable().is_none_or(|pieces| pieces >= self.rules.least.max(1))
    }

    /// Whether so many pieces can be bought together.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, wanted: u32) -> Result<(), Flaw> {
        if !self.is_sold() {
            Err(Flaw::OutOfStock)
        } else if wanted < self.rules.least {
            Err(Flaw::FewestIs(self.rules.least))
        } else if wanted > self.rules.most {
            Err(Flaw::MostIs(self.rules.most))
        } else if self.salable().is_some_and(|pieces| pieces < wanted) {
            Err(Flaw::NotAvailable)
        } else {
            Ok(())
        }
    }

    /// Of so many pieces those that are not there yet, where whoever buys is told of that.
    pub fn awaited(&self, wanted: u32) -> u32 {
        let is_told = self.rules.manage && self.rules.backorders == Backorders::Notify;
        let missing = i64::from(wanted).saturating_sub(self.left().max(0)).max(0);
        if is_told { u32::try_from(missing).unwrap_or(wanted) } else { 0 }
    }

    /// By the fewest that can be bought.
    pub fn availability(&self) -> Availability {
        if !self.is_sold() {
            Availability::Gone
        } else if self.awaited(self.rules.least.max(1)) > 0 {
            Availability::Awaited
        } else {
            Availability::There
        }
    }

    /// How many pieces are left that can be sold, if they are no more than these.
    pub fn few(&self, most: u32) -> Option<u32> {
        self.salable().filter(|left| self.is_sold() && *left <= most)
    }

    /// Once so many pieces are taken, or with a number below nought are put back.
    #[must_use]
    pub fn without(self, taken: i64) -> Self {
        if self.rules.manage { Self { pieces: self.pieces.saturating_sub(taken), ..self } } else { self }
    }

    /// Whether staff are told that there are few.
    pub fn is_low(&self) -> bool {
        self.rules.manage && self.pieces < i64::from(self.rules.notify)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rules() -> impl Strategy<Value = StockRules> {
        (any::<bool>(), 1..5_u32, 5..99_u32, 0..3_usize, 0..5_u32, 0..9_u32).prop_map(
            |(manage, least, most, backorders, threshold, notify)| StockRules {
                manage,
                least,
                most,
                backorders: Backorders::ALL[backorders],
                threshold,
                notify,
            },
        )
    }

    proptest! {
        /// However much is bought one after another, without backorders nobody gets what is not there.
        #[test]
        fn without_backorders_no_more_is_sold_than_there_is(rules in rules(), pieces in 0..200_u32, wanted in proptest::collection::vec(1..100_u32, 0..20)) {
            let mut stock = Stock { rules, ..Stock::of(pieces) };
            for n in wanted {
                if stock.check(n).is_ok() {
                    prop_assert!((rules.least..=rules.most).contains(&n));
                    stock = stock.without(i64::from(n));
                }
            }
            if rules.manage && rules.backorders == Backorders::No {
                prop_assert!(stock.pieces >= i64::from(pieces.min(rules.threshold)));
            }
            if !rules.manage {
                prop_assert_eq!(stock.pieces, i64::from(pieces));
            }
        }

        #[test]
        fn what_is_not_offered_is_never_sold(rules in rules(), pieces in 0..200_u32, wanted in 1..100_u32) {
            let stock = Stock { rules, is_offered: false, ..Stock::of(pieces) };
            prop_assert_eq!((stock.is_sold(), stock.check(wanted)), (false, Err(Flaw::OutOfStock)));
        }

        #[test]
        fn what_can_be_sold_can_be_bought_in_some_quantity(rules in rules(), pieces in 0..200_u32) {
            let stock = Stock { rules, ..Stock::of(pieces) };
            prop_assert_eq!(stock.is_sold(), (1..=99).any(|wanted| stock.check(wanted).is_ok()));
        }
    }

    #[test]
    fn each_rule_has_its_own_word() {
        let stock = Stock { rules: StockRules { least: 2, most: 5, threshold: 1, ..StockRules::default() }, ..Stock::of(4) };
        let said = [1, 2, 3, 4, 6].map(|wanted| stock.check(wanted).err());
        assert_eq!(said, [Some(Flaw::FewestIs(2)), None, None, Some(Flaw::NotAvailable), Some(Flaw::MostIs(5))]);
        assert_eq!(stock.without(2).check(2), Err(Flaw::OutOfStock), "what is kept back is not sold");
    }

    #[test]
    fn of_a_backorder_it_is_told_what_is_not_there_yet() {
        let of = |backorders| Stock { rules: StockRules { backorders, threshold: 1, ..StockRules::default() }, ..Stock::of(3) };
        assert_eq!(Backorders::ALL.map(|how| (of(how).check(5).is_ok(), of(how).awaited(5))), [(false, 0), (true, 0), (true, 3)]);
        assert_eq!(of(Backorders::Notify).without(5).awaited(2), 2, "below nought there is none of them");
        let told = |stock: Stock| stock.availability();
        let (there, gone) = (told(of(Backorders::Notify)), Backorders::ALL.map(|how| told(of(how).without(5))));
        assert_eq!((there, gone), (Availability::There, [Availability::Gone, Availability::There, Availability::Awaited]));
    }

    #[test]
    fn of_few_pieces_it_is_told_how_many_are_left() {
        let of = |pieces| Stock { rules: StockRules { threshold: 1, least: 2, ..StockRules::default() }, ..Stock::of(pieces) };
        assert_eq!([0, 1, 2, 3, 6, 7].map(|pieces| of(pieces).few(5)), [None, None, None, Some(2), Some(5), None]);
        assert_eq!(of(4).few(0), None);
        let rules = StockRules { backorders: Backorders::Yes, ..StockRules::default() };
        assert_eq!(Stock { rules, ..Stock::of(3) }.few(5), None, "more can be had");
    }

    #[test]
    fn a_product_follows_what_holds_for_all_where_it_says_nothing() {
        let all = StockRules { most: 7, notify: 3, ..StockRules::default() };
        let own = Inventory { most: Some(9), backorders: Some(Backorders::Yes), ..Inventory::default() };
        assert_eq!(own.over(all), StockRules { most: 9, backorders: Backorders::Yes, ..all });
        assert!(Stock { rules: all, ..Stock::of(2) }.is_low() && !Stock { rules: all, ..Stock::of(3) }.is_low());
    }
}
