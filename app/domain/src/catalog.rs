//! Products and categories, as a shopper sees them.

use crate::{
    ids::{CategoryId, ProductId},
    money::Money,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    pub id: CategoryId,
    /// The last segment of its address, unique among categories.
    pub slug: String,
    pub name: String,
    pub description: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    pub id: ProductId,
    /// The stock-keeping unit: unique, for people.
    pub sku: String,
    /// The last segment of its address, unique among products.
    pub slug: String,
    pub name: String,
    pub description: String,
    pub price: Money,
    pub category: CategoryId,
    /// What its picture is drawn from.
    pub picture: Picture,
}

/// The program draws its demo pictures itself: a shape and a hue (0 to 359) are all they need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub shape: String,
    pub hue: u16,
}

/// How a list of products is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum ProductOrder {
    #[default]
    Position,
    Name,
    PriceUp,
    PriceDown,
}

impl ProductOrder {
    pub const ALL: [Self; 4] = [Self::Position, Self::Name, Self::PriceUp, Self::PriceDown];

    /// The value in the address.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Position => "position",
            Self::Name => "name",
            Self::PriceUp => "price",
            Self::PriceDown => "price-desc",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| o.code() == code)
    }
}
