//! What the lines of a file of products are decided by.

use super::{BELOW, Wanted, split};
use crate::{
    access::Websites,
    catalog::{
        attribute::Attribute,
        edit::{EditedCategory, EditedProduct, Name, Texts, Told, Worded},
        selling::url_key_of,
        shelves::one_root,
    },
    customers::group::Groups,
    ids::{CategoryId, ProductId, StoreViewId},
    stores::{Stores, Website},
    transfer::{Trouble, cells::Cell},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// What a line is decided by: the shop, and who brings the file.
pub struct Around<'a> {
    pub stores: &'a Stores,
    pub categories: &'a Shelves<'a>,
    pub websites: &'a Websites,
    pub groups: &'a Groups,
    pub attributes: &'a [Attribute],
    /// The products that there are of those that lines want to be shown beside others.
    pub related: &'a BTreeMap<String, ProductId>,
}

/// Categories by what files call them: the names from the root down. Made once for all lines of a step.
#[derive(Debug)]
pub struct Shelves<'a> {
    all: &'a [EditedCategory],
    paths: BTreeMap<CategoryId, String>,
    at: BTreeMap<String, &'a EditedCategory>,
}

impl<'a> Shelves<'a> {
    pub fn of(categories: &'a [EditedCategory]) -> Self {
        let by_id: BTreeMap<CategoryId, &EditedCategory> = categories.iter().map(|category| (category.id, category)).collect();
        let path = |of: &EditedCategory| {
            let (mut names, mut at) = (Vec::new(), Some(of));
            while let Some(category) = at.filter(|_| names.len() <= categories.len()) {
                names.push(category.texts.all.name.as_str());
                at = category.parent.and_then(|parent| by_id.get(&parent).copied());
            }
            names.reverse();
            names.join(&BELOW.to_string())
        };
        let paths: BTreeMap<CategoryId, String> = categories.iter().map(|category| (category.id, path(category))).collect();
        let mut at = BTreeMap::new();
        for category in categories {
            // Of two that are called alike the first.
            if let Some(path) = paths.get(&category.id) {
                at.entry(path.clone()).or_insert(category);
            }
        }
        Self { all: categories, paths, at }
    }
}

/// A path without blanks around its names.
fn tidy(path: &str) -> String {
    split(path, BELOW).join(&BELOW.to_string())
}

/// A category that a line names and that is not there: where it is to stand, what it is called, and what it could go by in addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    pub parent: CategoryId,
    pub name: String,
    pub url_key: String,
}

/// What a category goes by whose name is made of signs alone; the next one by that and a number.
const WITHOUT_LETTERS: &str = "category";

/// The first category that lines name and that is not there, though what is above it is. A root is never made: stores choose theirs.
pub fn missing(categories: &[EditedCategory], wanted: &[Wanted]) -> Option<Missing> {
    let there = Shelves::of(categories).at;
    let of_line = |one: &Wanted| if let Cell::Says(paths) = &one.categories { paths.clone() } else { Vec::new() };
    let named: BTreeSet<String> = wanted.iter().filter(|one| one.view.is_empty()).flat_map(of_line).map(|path| tidy(&path)).collect();
    named.iter().find_map(|path| {
        let mut at: Option<(CategoryId, String)> = None;
        for name in path.split(BELOW) {
            let below = at.as_ref().map_or_else(|| name.to_owned(), |(_, above)| format!("{above}{BELOW}{name}"));
            match (there.get(&below), at) {
                (Some(category), _) => at = Some((category.id, below)),
                (None, None) => return None,
                (None, Some((parent, _))) => {
                    // What could be made by no form is not made here.
                    if Name::parse(name).ok()?.as_str() != name {
                        return None;
                    }
                    let url_key = Some(url_key_of(name)).filter(|key| !key.is_empty()).unwrap_or_else(|| WITHOUT_LETTERS.to_owned());
                    return Some(Missing { parent, name: name.to_owned(), url_key });
                }
            }
        }
        None
    })
}

/// These, and those that would be made for lines: for a trial.
pub fn with_missing(mut categories: Vec<EditedCategory>, wanted: &[Wanted]) -> Vec<EditedCategory> {
    let mut n = 0_u128;
    while let Some(Missing { parent, name, url_key }) = missing(&categories, wanted) {
        n = n.saturating_add(1);
        let root = categories.iter().find(|category| category.id == parent).map_or(parent, |parent| parent.root);
        categories.push(EditedCategory {
            // No stored one has such a number.
            id: CategoryId::new(Uuid::from_u128(u128::MAX.saturating_sub(n))),
            parent: Some(parent),
            root,
            position: 0,
            enabled: true,
            in_menu: true,
            turns: (0, 0),
            texts: Worded { all: Texts { slug: url_key, name, description: String::new() }, own: BTreeMap::new() },
            meta: Told::default(),
            revision: 0,
        });
    }
    categories
}

impl Around<'_> {
    /// The names from the root down.
    pub fn path(&self, id: CategoryId) -> String {
        self.categories.paths.get(&id).cloned().unwrap_or_default()
    }

    /// Where a product stands, the first by name first.
    pub(super) fn paths(&self, product: &EditedProduct) -> Vec<String> {
        let paths: BTreeSet<String> = product.categories.iter().map(|id| self.path(*id)).collect();
        paths.into_iter().collect()
    }

    /// The categories at these paths, and the root that all of them stand under.
    pub(super) fn categories(&self, paths: &[String]) -> Result<(BTreeSet<CategoryId>, CategoryId), Trouble> {
        let mut found = BTreeSet::new();
        for path in paths.iter().map(|path| tidy(path)) {
            let category = self.categories.at.get(&path).ok_or(Trouble::NoSuchCategory(path))?;
            found.insert(category.id);
        }
        let root = one_root(self.categories.all, &found).map_err(|flaw| Trouble::Cell("categories", flaw))?;
        Ok((found, root))
    }

    /// The websites in whose stores something under a root is sold.
    pub fn sold_in(&self, root: CategoryId) -> Vec<&str> {
        let sells = |website: &&Website| self.stores.groups_of(website.id).any(|group| group.root == root);
        self.stores.websites().iter().filter(sells).map(|website| website.code.as_str()).collect()
    }

    pub(super) fn view(&self, code: &str) -> Result<Option<StoreViewId>, Trouble> {
        match code {
            "" | "admin" | "all" => Ok(None),
            code => self.stores.views().iter().find(|view| view.code == code).map(|view| Some(view.id)).ok_or(Trouble::NoSuchView),
        }
    }
}
