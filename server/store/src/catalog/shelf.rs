//! What a process keeps of the catalog, by what it is made of.

use domain::{
    catalog::{Category, Product, ProductOrder},
    ids::CategoryId,
    list::Listed,
};
use quick_cache::sync::Cache;
use std::{
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
    ops::Deref,
    sync::Arc,
};

/// How many pages of products a process keeps; those that nobody asks for go first.
const MOST_KEPT: usize = 512;

/// The categories of a view, in their order.
#[derive(Debug, Default)]
pub struct Categories {
    all: Vec<Category>,
    /// Another one whenever any of what stands in the frame of a page is: how they are called, and where they are.
    pub navigation: u64,
}

impl Deref for Categories {
    type Target = [Category];
    fn deref(&self) -> &[Category] {
        &self.all
    }
}

impl Categories {
    pub(super) fn new(all: Vec<Category>) -> Self {
        let shown: Vec<_> = all.iter().map(|c| (c.id, &c.slug, &c.name)).collect();
        Self { navigation: BuildHasherDefault::<DefaultHasher>::default().hash_one(shown), all }
    }
}

/// What a page of products is made of. `view` is [`domain::stores::Served::shown`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct PageKey {
    pub(super) view: u64,
    pub(super) category: CategoryId,
    pub(super) changes: i64,
    pub(super) order: ProductOrder,
    /// Behind or before which key it is.
    pub(super) bound: Option<(bool, String)>,
    pub(super) size: usize,
}

/// The number of the catalog's last change, and [`domain::stores::Served::shown`].
pub(super) type AsOf = (i64, u64);

/// What this process keeps of the catalog, and how old it is. Each request reads the catalog's version together with what it
/// needs anyway; what is kept of another version is not used. So a change by any process holds at the next request of each.
pub(crate) struct Shelf {
    categories: Cache<AsOf, Arc<Categories>>,
    pages: Cache<PageKey, Arc<Listed<Product>>>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self { categories: Cache::new(MOST_KEPT), pages: Cache::new(MOST_KEPT) }
    }
}

impl Shelf {
    pub(super) fn categories(&self, as_of: AsOf) -> Option<Arc<Categories>> {
        self.categories.get(&as_of)
    }

    pub(super) fn keep_categories(&self, as_of: AsOf, categories: &Arc<Categories>) {
        self.categories.insert(as_of, Arc::clone(categories));
    }

    pub(super) fn page(&self, key: &PageKey) -> Option<Arc<Listed<Product>>> {
        self.pages.get(key)
    }

    pub(super) fn keep_page(&self, key: PageKey, page: &Arc<Listed<Product>>) {
        self.pages.insert(key, Arc::clone(page));
    }
}
