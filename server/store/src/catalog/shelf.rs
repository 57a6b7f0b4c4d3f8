//! What a process keeps of the catalog, by its version.

use crate::list::Listed;
use domain::{
    catalog::{Category, Product},
    ids::CategoryId,
};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex, PoisonError},
};

/// How many pages of products a process keeps, and how many texts; when there are more it begins anew.
const MOST_KEPT: usize = 512;

/// What pages made of the catalog as it was at one version: it goes when the catalog changes.
#[derive(Debug, Default)]
pub struct Texts(Mutex<HashMap<String, Arc<str>>>);

impl Texts {
    /// The text about this, which is made if it is not there yet.
    pub fn kept_or(&self, about: String, make: impl FnOnce() -> String) -> Arc<str> {
        let all = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all().get(&about).cloned();
        kept.unwrap_or_else(|| {
            let made: Arc<str> = make().into();
            let mut all = all();
            if all.len() >= MOST_KEPT {
                all.clear();
            }
            all.insert(about, Arc::clone(&made));
            made
        })
    }
}

/// What this process keeps of the catalog, and how old it is. Each request reads the catalog's version together with what it
/// needs anyway; what is kept of another version is not used. So a change by any process holds at the next request of each.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Stock>);

#[derive(Default, Clone)]
pub(super) struct Stock {
    version: i64,
    pub(super) categories: Arc<Vec<Category>>,
    pub(super) texts: Arc<Texts>,
    pub(super) pages: BTreeMap<PageKey, Arc<Listed<Product>>>,
}

/// A category, the column that sorts it, where the page begins, and its size.
type PageKey = (CategoryId, &'static str, Option<(bool, String)>, usize);

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
