//! Products and categories, as a shopper sees them; how staff change them stands in `edit` and `pictures`.

pub mod attribute;
pub mod edit;
pub mod filter;
pub mod mass;
pub mod pictures;
pub mod price;
pub mod rule;
pub mod selling;
pub mod shelves;
pub mod stock;

use self::stock::{Availability, Stock};
use crate::ids::{CategoryId, ProductId, StoreViewId};
use pictures::Pictures;
use price::{Holding, Offer};
use shelves::Standing;
use std::collections::BTreeSet;

/// The last segment of an address: one for all views, and those of views that have one of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlKey {
    pub default: String,
    pub own: Vec<(StoreViewId, String)>,
}

impl UrlKey {
    pub fn in_view(&self, view: StoreViewId) -> &str {
        self.own.iter().find(|(id, _)| *id == view).map_or(&self.default, |(_, key)| key)
    }
}

/// A category, as a view shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    pub id: CategoryId,
    /// Where it stands; a root has none.
    pub parent: Option<CategoryId>,
    /// The last segment of its address in this view.
    pub slug: String,
    pub url_key: UrlKey,
    pub name: String,
    pub description: String,
    pub meta: Meta,
    /// Its place among those beside it.
    pub position: i64,
    /// Whether menus lead to it.
    pub in_menu: bool,
    /// Counts the changes of its products, and of those below it.
    pub changes: i64,
}

impl Standing for Category {
    fn stands(&self) -> (CategoryId, Option<CategoryId>, i64) {
        (self.id, self.parent, self.position)
    }

    fn called(&self) -> &str {
        &self.name
    }
}

/// What search engines are told of something in place of its name and its description; empty where nothing else is said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    pub title: String,
    pub keywords: String,
    pub description: String,
}

/// A product, as a view shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Product {
    pub id: ProductId,
    /// The stock-keeping unit: unique, for people.
    pub sku: String,
    /// The last segment of its address in this view.
    pub slug: String,
    pub url_key: UrlKey,
    pub name: String,
    pub description: String,
    /// In the view's currency, if there is a rate.
    pub offer: Offer,
    /// What there is of it, and how it is sold.
    pub stock: Stock,
    /// Where it stands.
    pub categories: BTreeSet<CategoryId>,
    /// With the view's words in place of them.
    pub pictures: Pictures,
    /// Counts the changes that staff made of it.
    pub changes: i64,
}

/// What a page of the catalog was made of. While all of it is as it was, so is the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeOf {
    /// See [`crate::stores::Served::shown`].
    pub view: u64,
    /// Prices begin and end with days, as what is told of when something arrives does; and rules with the moment since which they are as they
    /// are, which may not have come yet where they are heard of already.
    pub prices: Holding,
    /// Another one whenever the list of categories in the frame is.
    pub navigation: u64,
    pub shows: Shows,
}

/// What a page of the catalog shows within its frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shows {
    /// Products of these categories, each with the number of their changes.
    Products(Vec<(CategoryId, i64)>),
    /// All that there is to see of a category.
    Category(Box<Category>),
    /// A product, and those beside it: of each the number of its changes, and whether it can be had; and what the first has left, if that is told.
    Product { all: Vec<(ProductId, i64, Availability)>, left: Option<u32> },
}

impl Shows {
    pub fn products<'a>(of: impl IntoIterator<Item = &'a Category>) -> Self {
        Self::Products(of.into_iter().map(|c| (c.id, c.changes)).collect())
    }

    /// `few`: with so many pieces or fewer it is told how many are left.
    pub fn product<'a>(of: &'a Product, beside: impl IntoIterator<Item = &'a Product>, few: u32) -> Self {
        let all = [of].into_iter().chain(beside).map(|p| (p.id, p.changes, p.stock.availability())).collect();
        Self::Product { all, left: of.stock.few(few) }
    }
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

/// The kinds of pages that are kept for whoever asks next, each flushed by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum PageKind {
    Home,
    Category,
    Product,
}

impl PageKind {
    pub const ALL: [Self; 3] = [Self::Home, Self::Category, Self::Product];

    pub const fn code(self) -> &'static str {
        self.into_str()
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.code() == code)
    }

    /// The kind of a page by its path, without store code.
    pub fn of(path: &str) -> Option<Self> {
        match path {
            "/" => Some(Self::Home),
            _ if path.starts_with("/category/") => Some(Self::Category),
            _ if path.starts_with("/product/") => Some(Self::Product),
            _ => None,
        }
    }
}
