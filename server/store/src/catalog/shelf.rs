//! What a process keeps of the catalog, by its version.

use domain::{
    catalog::{Category, Product, ProductOrder},
    ids::CategoryId,
    list::Listed,
};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

/// How many pages of products a process keeps; when there are more it begins anew.
const MOST_KEPT: usize = 512;

/// What this process keeps of the catalog, and how old it is. Each request reads the catalog's version together with what it
/// needs anyway; what is kept of another version is not used. So a change by any process holds at the next request of each.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Stock>);

#[derive(Default, Clone)]
pub(super) struct Stock {
    version: i64,
    pub(super) categories: Arc<Vec<Category>>,
    pub(super) pages: BTreeMap<PageKey, Arc<Listed<Product>>>,
}

/// A category, its order, where the page begins, and its size.
type PageKey = (CategoryId, ProductOrder, Option<(bool, String)>, usize);

impl Stock {
    pub(super) fn keep(&mut self, key: PageKey, page: &Arc<Listed<Product>>) {
        if self.pages.len() >= MOST_KEPT {
            self.pages.clear();
        }
        self.pages.insert(key, Arc::clone(page));
    }
}

impl Shelf {
    pub(super) fn with<T>(&self, version: i64, f: impl FnOnce(&mut Stock) -> Option<T>) -> Option<T> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.version == version { f(&mut kept) } else { None }
    }

    pub(super) fn renew(&self, version: i64, categories: &Arc<Vec<Category>>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Never back to what somebody read before a change.
        if version > kept.version {
            *kept = Stock { version, categories: Arc::clone(categories), ..Stock::default() };
        }
    }
}
