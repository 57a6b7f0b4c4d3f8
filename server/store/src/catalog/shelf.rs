//! What a process keeps of the catalog, by its version.

use domain::{
    catalog::{Category, Product, ProductOrder},
    ids::CategoryId,
    list::Listed,
};
use quick_cache::sync::Cache;
use std::sync::{Arc, Mutex, PoisonError};

/// How many pages of products a process keeps; those that nobody asks for go first.
const MOST_KEPT: usize = 512;

/// A category, its order, where the page begins, and its size.
pub(super) type PageKey = (CategoryId, ProductOrder, Option<(bool, String)>, usize);

/// What this process keeps of the catalog, and how old it is. Each request reads the catalog's version together with what it
/// needs anyway; what is kept of another version is not used. So a change by any process holds at the next request of each.
pub(crate) struct Shelf {
    categories: Mutex<(i64, Arc<Vec<Category>>)>,
    pages: Cache<(i64, PageKey), Arc<Listed<Product>>>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { categories: Mutex::default(), pages: Cache::new(MOST_KEPT) }
    }
}

impl Shelf {
    pub(super) fn categories(&self, version: i64) -> Option<Arc<Vec<Category>>> {
        let kept = self.categories.lock().unwrap_or_else(PoisonError::into_inner);
        (kept.0 == version).then(|| Arc::clone(&kept.1))
    }

    pub(super) fn keep_categories(&self, version: i64, categories: &Arc<Vec<Category>>) {
        let mut kept = self.categories.lock().unwrap_or_else(PoisonError::into_inner);
        // Never back to what somebody read before a change.
        if version > kept.0 {
            *kept = (version, Arc::clone(categories));
        }
    }

    pub(super) fn page(&self, version: i64, key: PageKey) -> Option<Arc<Listed<Product>>> {
        self.pages.get(&(version, key))
    }

    pub(super) fn keep_page(&self, version: i64, key: PageKey, page: &Arc<Listed<Product>>) {
        self.pages.insert((version, key), Arc::clone(page));
    }
}
