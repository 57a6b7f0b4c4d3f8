//! A customer's wish list: products that he may buy one day, and how many of each.

use crate::{cart::Quantity, ids::ProductId, text::Flaw, time::Moment};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    pub product: ProductId,
    pub quantity: Quantity,
    /// When it was added first.
    pub since: Moment,
}

/// In the order in which they were added.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WishList {
    pub wishes: Vec<Wish>,
    pub revision: i64,
}

impl WishList {
    /// So many different products have room on it.
    pub const MOST: usize = 100;

    pub fn quantity_of(&self, product: ProductId) -> u32 {
        self.wishes.iter().find(|wish| wish.product == product).map_or(0, |wish| wish.quantity.get())
    }

    /// Of what is on it already, so many more; at most as many as a cart holds of one product.
    ///
    /// # Errors
    /// [`Flaw::WishListFull`].
    pub fn add(&mut self, product: ProductId, quantity: Quantity, since: Moment) -> Result<(), Flaw> {
        if let Some(wish) = self.wishes.iter_mut().find(|wish| wish.product == product) {
            wish.quantity = Quantity::at_most(wish.quantity.get().saturating_add(quantity.get()));
            return Ok(());
        }
        if self.wishes.len() >= Self::MOST {
            return Err(Flaw::WishListFull);
        }
        self.wishes.push(Wish { product, quantity, since });
        Ok(())
    }

    /// # Errors
    /// [`Flaw::NotOnWishList`].
    pub fn set(&mut self, product: ProductId, quantity: Quantity) -> Result<(), Flaw> {
        let wish = self.wishes.iter_mut().find(|wish| wish.product == product).ok_or(Flaw::NotOnWishList)?;
        wish.quantity = quantity;
        Ok(())
    }

    /// # Errors
    /// [`Flaw::NotOnWishList`].
    pub fn remove(&mut self, product: ProductId) -> Result<(), Flaw> {
        let before = self.wishes.len();
        self.wishes.retain(|wish| wish.product != product);
        if self.wishes.len() == before { Err(Flaw::NotOnWishList) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cart::MOST_OF_ONE;
    use proptest::prelude::*;
    use uuid::Uuid;

    proptest! {
        #[test]
        fn whatever_is_done_to_a_list_each_product_stands_on_it_once_and_within_bounds(
            steps in proptest::collection::vec((0_u8..3, 0_u128..130, 1_u32..=MOST_OF_ONE), 0..300),
        ) {
            let mut list = WishList::default();
            for (what, product, n) in steps {
                let (product, quantity, before) = (ProductId::new(Uuid::from_u128(product)), Quantity::new(n).unwrap(), list.clone());
                let done = match what {
                    0 => list.add(product, quantity, Moment::from_millis(0)),
                    1 => list.set(product, quantity),
                    _ => list.remove(product),
                };
                if done.is_err() {
                    prop_assert_eq!(&list, &before);
                }
                let mut products: Vec<ProductId> = list.wishes.iter().map(|wish| wish.product).collect();
                products.sort();
                products.dedup();
                prop_assert_eq!(products.len(), list.wishes.len());
                prop_assert!(list.wishes.len() <= WishList::MOST && list.wishes.iter().all(|w| (1..=MOST_OF_ONE).contains(&w.quantity.get())));
            }
        }
    }
}
