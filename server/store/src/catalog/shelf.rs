//! What a process keeps of the catalog, by its version.

use domain::{
    catalog::{Category, Product, ProductOrder},
    ids::{CategoryId, StoreViewId},
    list::Listed,
};
use quick_cache::sync::Cache;
use std::sync::Arc;

/// How many pages of products a process keeps; those that nobody asks for go first.
const MOST_KEPT: usize = 512;

/// A category, its order, where the page begins, and its size.
pub(super) type PageKey = (CategoryId, ProductOrder, Option<(bool, String)>, usize);

/// In which view, and as of which changes of the catalog and of the shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct AsOf {
    pub(super) catalog: i64,
    pub(super) shop: i64,
    pub(super) view: StoreViewId,
}

/// What this process keeps of the catalog, and how old it is. Each request reads the catalog's version together with what it
/// needs anyway; what is kept of another version is not used. So a change by any process holds at the next request of each.
pub(crate) struct Shelf {
    categories: Cache<AsOf, Arc<Vec<Category>>>,
    pages: Cache<(AsOf, PageKey), Arc<Listed<Product>>>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { categories: Cache::new(MOST_KEPT), pages: Cache::new(MOST_KEPT) }
    }
}

impl Shelf {
    pub(super) fn categories(&self, as_of: AsOf) -> Option<Arc<Vec<Category>>> {
        self.categories.get(&as_of)
    }

    pub(super) fn keep_categories(&self, as_of: AsOf, categories: &Arc<Vec<Category>>) {
        self.categories.insert(as_of, Arc::clone(categories));
    }

    pub(super) fn page(&self, as_of: AsOf, key: PageKey) -> Option<Arc<Listed<Product>>> {
        self.pages.get(&(as_of, key))
    }

    pub(super) fn keep_page(&self, as_of: AsOf, key: PageKey, page: &Arc<Listed<Product>>) {
        self.pages.insert((as_of, key), Arc::clone(page));
    }
}
