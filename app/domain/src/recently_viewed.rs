//! The products that a customer looked at lately.

use crate::ids::ProductId;

/// The last one first, and each once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecentlyViewed(Vec<ProductId>);

impl RecentlyViewed {
    /// So many are remembered.
    pub const MOST: usize = 8;

    /// As they are stored.
    pub fn of(products: Vec<ProductId>) -> Self {
        Self(products)
    }

    pub fn products(&self) -> &[ProductId] {
        &self.0
    }

    /// What is remembered once a product is looked at; `None` if that was the last one already: whoever reloads a page, or comes back to
    /// it, changes nothing.
    #[must_use]
    pub fn looking_at(&self, product: ProductId) -> Option<Self> {
        if self.0.first() == Some(&product) {
            return None;
        }
        let others = self.0.iter().copied().filter(|other| *other != product);
        Some(Self(std::iter::once(product).chain(others).take(Self::MOST).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    proptest! {
        #[test]
        fn whatever_is_looked_at_stands_first_once_and_before_what_was_looked_at_earlier(
            looked in proptest::collection::vec(0_u128..12, 0..60),
        ) {
            let looked: Vec<ProductId> = looked.into_iter().map(|n| ProductId::new(Uuid::from_u128(n))).collect();
            let mut list = RecentlyViewed::default();
            for product in &looked {
                match list.looking_at(*product) {
                    Some(next) => list = next,
                    None => prop_assert_eq!(list.products().first(), Some(product)),
                }
            }
            let mut expected: Vec<ProductId> = Vec::new();
            for product in looked.into_iter().rev() {
                if !expected.contains(&product) && expected.len() < RecentlyViewed::MOST {
                    expected.push(product);
                }
            }
            prop_assert_eq!(list.products(), expected);
        }
    }
}
