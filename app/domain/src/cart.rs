//! The shopping cart: which products, how many, and what they cost together.

use crate::{
    catalog::Product,
    ids::{CartId, ProductId},
    money::{Money, NotASum},
    text::{Flaw, whole},
};
use std::collections::BTreeMap;

/// The most of one product, and the most different products, that a cart holds.
pub const MOST_OF_ONE: u32 = 99;
pub const MOST_LINES: usize = 50;

/// How many of one product: 1 to 99.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity(u32);

impl Quantity {
    pub const ONE: Self = Self(1);

    pub const fn get(self) -> u32 {
        self.0
    }

    pub fn new(n: u32) -> Option<Self> {
        (1..=MOST_OF_ONE).contains(&n).then_some(Self(n))
    }

    /// As many, as far as a cart holds so many; one, of none.
    pub fn at_most(n: u32) -> Self {
        Self(n.clamp(1, MOST_OF_ONE))
    }

    /// # Errors
    /// The flaw to show at the field.
    pub fn parse(text: &str) -> Result<Self, Flaw> {
        whole(text, 1, MOST_OF_ONE).map(Self)
    }

    /// As [`Quantity::parse`], where nought means none.
    ///
    /// # Errors
    /// The flaw to show at the field.
    pub fn parse_or_none(text: &str) -> Result<Option<Self>, Flaw> {
        whole(text, 0, MOST_OF_ONE).map(Self::new)
    }
}

/// A cart as it is stored: products and quantities, in the order in which they were added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cart {
    pub id: CartId,
    pub lines: Vec<(ProductId, Quantity)>,
    /// What each of a product cost when it was put in, or when it was last said how many: whoever did that has seen it.
    pub prices: BTreeMap<ProductId, Money>,
    pub revision: i64,
}

impl Cart {
    pub const fn empty(id: CartId) -> Self {
        Self { id, lines: Vec::new(), prices: BTreeMap::new(), revision: 0 }
    }

    pub fn quantity_of(&self, product: ProductId) -> u32 {
        self.lines.iter().find(|(p, _)| *p == product).map_or(0, |(_, q)| q.get())
    }

    /// The number of pieces.
    pub fn count(&self) -> u32 {
        self.lines.iter().fold(0, |sum, (_, q)| sum.saturating_add(q.get()))
    }

    /// Whether these parts are together what is in the cart: no piece more, and none less.
    pub fn is_made_of<'a>(&self, parts: impl IntoIterator<Item = &'a [(ProductId, Quantity)]>) -> bool {
        let mut left: BTreeMap<ProductId, u32> = self.lines.iter().map(|(product, quantity)| (*product, quantity.get())).collect();
        for (product, quantity) in parts.into_iter().flatten() {
            match left.get_mut(product).and_then(|has| has.checked_sub(quantity.get()).map(|rest| (has, rest))) {
                Some((has, rest)) => *has = rest,
                None => return false,
            }
        }
        left.into_values().all(|n| n == 0)
    }

    /// # Errors
    /// More than fits; the cart is as it was.
    pub fn add(&mut self, product: ProductId, quantity: Quantity) -> Result<(), Flaw> {
        if let Some((_, has)) = self.lines.iter_mut().find(|(p, _)| *p == product) {
            *has = has.get().checked_add(quantity.get()).and_then(Quantity::new).ok_or(Flaw::TooManyInCart)?;
        } else if self.lines.len() >= MOST_LINES {
            return Err(Flaw::CartFull);
        } else {
            self.lines.push((product, quantity));
        }
        Ok(())
    }

    /// # Errors
    /// The product is not in the cart.
    pub fn set(&mut self, product: ProductId, quantity: Quantity) -> Result<(), Flaw> {
        let line = self.lines.iter_mut().find(|(p, _)| *p == product).ok_or(Flaw::NotInCart)?;
        line.1 = quantity;
        Ok(())
    }

    /// Remembers what each costs now, of a product that was just put in, or changed in number.
    pub fn note_price(&mut self, product: &Product) {
        self.prices.insert(product.id, product.offer.of(self.quantity_of(product.id)));
    }

    /// # Errors
    /// The product is not in the cart.
    pub fn remove(&mut self, product: ProductId) -> Result<(), Flaw> {
        let before = self.lines.len();
        self.lines.retain(|(p, _)| *p != product);
        if self.lines.len() == before { Err(Flaw::NotInCart) } else { Ok(()) }
    }

    /// Puts back what was taken out, as far as there are so many pieces. What is there already was put back before: its form was sent again.
    ///
    /// # Errors
    /// [`Flaw::OutOfStock`]; or no more products fit.
    pub fn put_back(&mut self, product: &Product, quantity: Quantity) -> Result<(), Flaw> {
        if self.quantity_of(product.id) > 0 {
            return Ok(());
        }
        let there = product.stock.salable().map_or(quantity.get(), |salable| quantity.get().min(salable)).min(product.stock.rules.most);
        product.stock.check(there)?;
        self.add(product.id, Quantity::new(there).ok_or(Flaw::OutOfStock)?)
    }

    /// Takes over what a guest had chosen before signing in. Returns what did not fit and stays behind: of each product how many pieces.
    pub fn merge(&mut self, guest: &Self) -> Vec<(ProductId, u32)> {
        let mut left_behind = Vec::new();
        for (product, quantity) in &guest.lines {
            let before = self.quantity_of(*product);
            if self.add(*product, *quantity) == Err(Flaw::TooManyInCart)
                && let Some(most) = Quantity::new(MOST_OF_ONE)
            {
                let _ = self.set(*product, most);
            }
            if let Some(price) = guest.prices.get(product) {
                self.prices.entry(*product).or_insert(*price);
            }
            let left = quantity.get().saturating_sub(self.quantity_of(*product).saturating_sub(before));
            if left > 0 {
                left_behind.push((*product, left));
            }
        }
        left_behind
    }
}

/// A cart with its products, priced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedCart {
    pub cart: Cart,
    pub lines: Vec<PricedLine>,
    pub subtotal: Option<Money>,
    /// Whether something was in it that there is no more.
    pub has_lost: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedLine {
    pub product: Product,
    pub quantity: Quantity,
    /// Of each, of so many.
    pub price: Money,
    /// What each cost when it was put in, or when it was last said how many; none, if it costs the same now.
    pub was: Option<Money>,
    pub total: Money,
}

impl PricedLine {
    /// Why the line cannot be bought as it is.
    pub fn flaw(&self) -> Option<Flaw> {
        self.product.stock.check(self.quantity.get()).err()
    }

    /// How many of its pieces are not there yet, where whoever buys is told of that.
    pub fn awaited(&self) -> u32 {
        self.product.stock.awaited(self.quantity.get())
    }
}

impl PricedCart {
    /// Whether all of it can be bought.
    pub fn is_available(&self) -> bool {
        self.lines.iter().all(|line| line.flaw().is_none())
    }

    /// A part of it, as a cart of its own. Each costs what it costs in the whole cart: what is sent to several addresses is bought at once.
    ///
    /// # Errors
    /// The sum cannot be expressed.
    pub fn part(&self, lines: Vec<(ProductId, Quantity)>) -> Result<Self, NotASum> {
        let priced = lines.iter().filter_map(|(id, quantity)| {
            let line = self.lines.iter().find(|line| line.product.id == *id)?;
            Some((&line.product, *quantity, line.price))
        });
        Self::priced(Cart { lines: lines.clone(), ..self.cart.clone() }, priced)
    }

    /// # Errors
    /// The sum cannot be expressed.
    pub fn of(cart: Cart, products: &[Product]) -> Result<Self, NotASum> {
        let mut there = cart.clone();
        // A product that has left the catalogue is in no cart any more; the row is told with the next change.
        there.lines.retain(|(id, _)| products.iter().any(|p| p.id == *id));
        let has_lost = there.lines.len() < cart.lines.len();
        let lines = there.lines.clone();
        let priced = lines.iter().filter_map(|(id, quantity)| {
            let product = products.iter().find(|p| p.id == *id)?;
            Some((product, *quantity, product.offer.of(quantity.get())))
        });
        Ok(Self { has_lost, ..Self::priced(there, priced)? })
    }

    fn priced<'a>(cart: Cart, of: impl Iterator<Item = (&'a Product, Quantity, Money)>) -> Result<Self, NotASum> {
        let mut lines = Vec::new();
        let mut subtotal: Option<Money> = None;
        for (product, quantity, price) in of {
            let total = price.times(quantity.get())?;
            subtotal = Some(match subtotal {
                None => total,
                Some(sum) => sum.plus(total)?,
            });
            let was = cart.prices.get(&product.id).copied();
            // Elsewhere it is asked in other money, and nobody can say whether that is more.
            let was = was.filter(|was| was.currency() == price.currency() && *was != price);
            lines.push(PricedLine { product: product.clone(), quantity, price, was, total });
        }
        Ok(Self { cart, lines, subtotal, has_lost: false })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::{
        catalog::{UrlKey, pictures::Pictures, stock::Stock},
        ids::CategoryId,
        money::Currency,
    };
    use proptest::prelude::*;
    use uuid::Uuid;

    fn cart() -> Cart {
        Cart::empty(CartId::new(Uuid::nil()))
    }

    fn product(n: u128) -> ProductId {
        ProductId::new(Uuid::from_u128(n))
    }

    /// One that costs this.
    pub(crate) fn costing(offer: crate::catalog::price::Offer) -> Product {
        Product { offer, ..sold(ProductId::NOTHING, MOST_OF_ONE) }
    }

    fn sold(id: ProductId, stock: u32) -> Product {
        Product {
            id,
            sku: "AL-1".into(),
            slug: String::new(),
            url_key: UrlKey { default: String::new(), own: Vec::new() },
            name: "Harbour Mug".into(),
            description: String::new(),
            offer: crate::catalog::price::Offer::plain(Money::new(1_400, Currency::USD)),
            stock: Stock::of(stock),
            categories: [CategoryId::NOTHING].into(),
            pictures: Pictures::default(),
            changes: 0,
        }
    }

    proptest! {
        #[test]
        fn whatever_is_done_to_a_cart_it_stays_within_its_bounds(steps in proptest::collection::vec((0u8..3, 0u128..60, 1u32..=99), 0..200)) {
            let mut cart = cart();
            for (what, p, n) in steps {
                let quantity = Quantity::new(n).unwrap();
                let before = cart.clone();
                let result = match what { 0 => cart.add(product(p), quantity), 1 => cart.set(product(p), quantity), _ => cart.remove(product(p)) };
                if result.is_err() { prop_assert_eq!(&cart, &before); }
                prop_assert!(cart.lines.len() <= MOST_LINES);
                prop_assert!(cart.lines.iter().all(|(_, q)| (1..=MOST_OF_ONE).contains(&q.get())));
                let mut ids: Vec<_> = cart.lines.iter().map(|(p, _)| *p).collect();
                ids.sort(); ids.dedup();
                prop_assert_eq!(ids.len(), cart.lines.len());
            }
        }
    }

    #[test]
    fn a_quantity_is_a_whole_number_from_1_to_99() {
        assert_eq!(Quantity::parse(" 7 ").map(Quantity::get), Ok(7));
        for (text, flaw) in [
            ("", Flaw::Required),
            ("-1", Flaw::NotANumber),
            ("1.5", Flaw::NotANumber),
            ("0", Flaw::OutOfRange(1, 99)),
            ("100", Flaw::OutOfRange(1, 99)),
            ("99999999999999999999", Flaw::OutOfRange(1, 99)),
        ] {
            assert_eq!(Quantity::parse(text), Err(flaw), "{text}");
        }
    }

    #[test]
    fn a_quantity_of_none_is_typed_as_nought() {
        assert_eq!(Quantity::parse_or_none(" 0 "), Ok(None));
        assert_eq!(Quantity::parse_or_none("7"), Ok(Quantity::new(7)));
        assert_eq!(Quantity::parse_or_none("100"), Err(Flaw::OutOfRange(0, 99)));
    }

    #[test]
    fn what_was_taken_out_is_put_back_once_and_as_far_as_it_is_there() {
        let of = |stock| sold(product(1), stock);
        let mut cart = cart();
        assert_eq!(cart.put_back(&of(0), Quantity::ONE), Err(Flaw::OutOfStock));
        for _ in 0..2 {
            assert_eq!((cart.put_back(&of(2), Quantity::new(3).unwrap()), cart.quantity_of(product(1))), (Ok(()), 2));
        }
    }

    #[test]
    fn what_there_is_no_more_is_in_no_cart() {
        let mut cart = cart();
        cart.add(product(1), Quantity::ONE).unwrap();
        cart.add(product(2), Quantity::ONE).unwrap();
        let priced = PricedCart::of(cart, &[sold(product(2), 5)]).unwrap();
        assert_eq!((priced.lines.len(), priced.cart.count(), priced.has_lost), (1, 1, true));
    }

    #[test]
    fn a_price_that_is_another_than_when_it_was_put_in_is_told_until_somebody_says_how_many() {
        let costs = |minor, currency| {
            let offer = crate::catalog::price::Offer::plain(Money::new(minor, currency));
            Product { offer, ..sold(product(1), 5) }
        };
        let was = |cart: &Cart, now: Product| PricedCart::of(cart.clone(), &[now]).unwrap().lines[0].was;
        let (before, mut guest, mut own) = (Money::new(1_400, Currency::USD), cart(), cart());
        guest.add(product(1), Quantity::ONE).unwrap();
        assert_eq!(was(&guest, costs(1_500, Currency::USD)), None, "of what nobody noted nothing is told");
        guest.note_price(&costs(1_400, Currency::USD));
        own.merge(&guest);
        for mut cart in [guest, own] {
            assert_eq!(was(&cart, costs(1_400, Currency::USD)), None);
            assert_eq!(was(&cart, costs(1_300, Currency::USD)), Some(before));
            assert_eq!(was(&cart, costs(1_500, Currency::USD)), Some(before));
            assert_eq!(was(&cart, costs(1_500, Currency::EUR)), None, "another money is no other price");
            cart.set(product(1), Quantity::new(2).unwrap()).unwrap();
            cart.note_price(&costs(1_500, Currency::USD));
            assert_eq!(was(&cart, costs(1_500, Currency::USD)), None);
        }
    }

    #[test]
    fn a_guest_cart_is_taken_over_up_to_what_fits() {
        let mut mine = cart();
        mine.add(product(1), Quantity::new(98).unwrap()).unwrap();
        let mut guest = cart();
        guest.add(product(1), Quantity::new(5).unwrap()).unwrap();
        guest.add(product(2), Quantity::ONE).unwrap();
        assert_eq!(mine.merge(&guest), [(product(1), 4)], "what does not fit is told");
        assert_eq!((mine.quantity_of(product(1)), mine.quantity_of(product(2))), (99, 1));
        // Of further products nothing fits where there are so many.
        let mut full = cart();
        while full.add(product(u128::try_from(full.lines.len()).unwrap() + 10), Quantity::ONE).is_ok() {}
        assert_eq!(full.merge(&guest), [(product(1), 5), (product(2), 1)]);
    }
}
