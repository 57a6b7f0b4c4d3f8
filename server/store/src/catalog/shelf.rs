//! What a process keeps of the catalog, by what it is made of.

use super::{CategoryRow, Suggested};
use crate::StoreError;
use domain::{
    catalog::{
        Category, Product, ProductOrder,
        price::Holding,
        shelves::{below, children, line},
    },
    ids::{CategoryId, CustomerGroupId},
    list::Listed,
    stores::Served,
};
use quick_cache::sync::Cache;
use std::{
    collections::{BTreeMap, BTreeSet},
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
    ops::Deref,
    sync::Arc,
    time::{Duration, Instant},
};

/// How many pages of products a process keeps; those that nobody asks for go first.
const MOST_KEPT: usize = 512;
/// How long what is suggested is kept: another program's index may not have had a change yet.
const BRIEFLY: Duration = Duration::from_secs(20);
/// How many parts of what is told to search engines are kept: each may be a megabyte.
const MOST_PARTS: usize = 8;

/// The categories that a view shows, each before those below it, in their order.
#[derive(Debug, Default)]
pub struct Categories {
    all: Vec<Category>,
    root: Option<CategoryId>,
    /// Another one whenever any of what stands in the frame of a page is: how they are called, where they are, and which menus lead there.
    pub navigation: u64,
}

impl Deref for Categories {
    type Target = [Category];
    fn deref(&self) -> &[Category] {
        &self.all
    }
}

impl Categories {
    /// Those below the view's root. What is hidden hides what is below it.
    pub(super) fn of(rows: &[CategoryRow], view: &Served) -> Result<Self, StoreError> {
        let shown = rows.iter().filter(|row| row.enabled || row.parent.is_none());
        let shown: Vec<Category> = shown.map(|row| row.read(Some(view))).collect::<Result<_, _>>()?;
        let own: BTreeMap<CategoryId, i64> = shown.iter().map(|c| (c.id, c.changes)).collect();
        // Whoever shows a category shows what is below it: what changes there changes it.
        let changes = |id| below(&shown, id).iter().filter_map(|c| own.get(&c.id)).fold(0_i64, |sum, n| sum.saturating_add(*n));
        let all: Vec<Category> =
            below(&shown, view.root).into_iter().skip(1).map(|c| Category { changes: changes(c.id), ..c.clone() }).collect();
        let told: Vec<_> = all.iter().map(|c| (c.id, c.parent, &c.slug, &c.name, c.in_menu)).collect();
        let navigation = BuildHasherDefault::<DefaultHasher>::default().hash_one(told);
        Ok(Self { navigation, root: Some(view.root), all })
    }

    /// Those directly below the root that menus lead to.
    pub fn menu(&self) -> Vec<&Category> {
        self.root.map(|root| self.menu_below(root)).unwrap_or_default()
    }

    /// Those directly below one of them that menus lead to.
    pub fn menu_below(&self, id: CategoryId) -> Vec<&Category> {
        children(&self.all, Some(id)).into_iter().filter(|c| c.in_menu).collect()
    }

    /// Those directly below the root.
    pub fn top(&self) -> Vec<&Category> {
        children(&self.all, self.root)
    }

    /// Those directly below one of them.
    pub fn below(&self, id: CategoryId) -> Vec<&Category> {
        children(&self.all, Some(id))
    }

    /// A category and all below it.
    pub fn with_below(&self, id: CategoryId) -> Vec<CategoryId> {
        below(&self.all, id).into_iter().map(|c| c.id).collect()
    }

    /// Whether a category stands below another.
    fn is_below(&self, id: CategoryId, above: CategoryId) -> bool {
        let parent = |id: CategoryId| self.all.iter().find(|c| c.id == id).and_then(|c| c.parent);
        std::iter::successors(parent(id), |id| parent(*id)).take(self.all.len()).any(|id| id == above)
    }

    /// To which category a product belongs that stands in these, for whoever comes from the one with this URL key; for others to the first that
    /// none of the others stands below. None, if none of them is shown.
    pub fn home_of(&self, stands_in: &BTreeSet<CategoryId>, came_from: Option<&str>) -> Option<&Category> {
        let there: Vec<&Category> = self.all.iter().filter(|c| stands_in.contains(&c.id)).collect();
        let is_last = |c: &Category| !there.iter().any(|other| self.is_below(other.id, c.id));
        let named = there.iter().find(|c| Some(c.slug.as_str()) == came_from);
        named.or_else(|| there.iter().find(|c| is_last(c))).copied()
    }

    /// From the first below the root down to a category; nothing of one that is not shown.
    pub fn line(&self, id: CategoryId) -> Vec<Category> {
        // The root itself is not among them: to the line it is what the first of them stands under.
        let rootless: Vec<Category> =
            self.all.iter().map(|c| Category { parent: c.parent.filter(|parent| Some(*parent) != self.root), ..c.clone() }).collect();
        line(&rootless, id).into_iter().cloned().collect()
    }
}

/// What a page of products is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct PageKey {
    /// By whom: [`domain::stores::Served::shown`], and whose prices there are, on which days and by which rules.
    pub(super) seen_as: (u64, CustomerGroupId, Holding),
    /// What stands below the category stands there.
    pub(super) navigation: u64,
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
    suggested: Cache<(AsOf, String), (Instant, Arc<Suggested>)>,
    parts: Cache<(AsOf, usize), Arc<Vec<String>>>,
}

impl Default for Shelf {
    fn default() -> Self {
        Self {
            categories: Cache::new(MOST_KEPT),
            pages: Cache::new(MOST_KEPT),
            suggested: Cache::new(MOST_KEPT),
            parts: Cache::new(MOST_PARTS),
        }
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

    pub(super) fn suggested(&self, as_of: AsOf, typed: &str) -> Option<Arc<Suggested>> {
        let (at, suggested) = self.suggested.get(&(as_of, typed.to_owned()))?;
        (at.elapsed() < BRIEFLY).then_some(suggested)
    }

    pub(super) fn keep_suggested(&self, as_of: AsOf, typed: String, suggested: &Arc<Suggested>) {
        self.suggested.insert((as_of, typed), (Instant::now(), Arc::clone(suggested)));
    }

    /// The URL keys of a part of the products.
    pub(super) fn part(&self, as_of: AsOf, part: usize) -> Option<Arc<Vec<String>>> {
        self.parts.get(&(as_of, part))
    }

    pub(super) fn keep_part(&self, as_of: AsOf, part: usize, slugs: &Arc<Vec<String>>) {
        self.parts.insert((as_of, part), Arc::clone(slugs));
    }
}
