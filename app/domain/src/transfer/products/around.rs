//! What the lines of a file of products are decided by.

use super::{BELOW, split};
use crate::{
    access::Websites,
    catalog::edit::EditedCategory,
    ids::{CategoryId, ProductId, StoreViewId},
    stores::{Stores, Website},
    transfer::Trouble,
};
use std::collections::BTreeMap;

/// What a line is decided by: the shop, and who brings the file.
pub struct Around<'a> {
    pub stores: &'a Stores,
    pub categories: &'a [EditedCategory],
    pub websites: &'a Websites,
    /// The products that there are of those that lines want to be shown beside others.
    pub related: &'a BTreeMap<String, ProductId>,
}

impl Around<'_> {
    fn by_id(&self, id: CategoryId) -> Option<&EditedCategory> {
        self.categories.iter().find(|category| category.id == id)
    }

    /// The names from the root down.
    pub fn path(&self, id: CategoryId) -> String {
        let mut names = Vec::new();
        let mut at = self.by_id(id);
        while let Some(category) = at.filter(|_| names.len() <= self.categories.len()) {
            names.push(category.texts.all.name.clone());
            at = category.parent.and_then(|parent| self.by_id(parent));
        }
        names.reverse();
        names.join(&BELOW.to_string())
    }

    /// The category at the deepest of these paths: a product stands in one, and those above show it as well.
    pub(super) fn category(&self, paths: &[String]) -> Result<&EditedCategory, Trouble> {
        let deepest = paths.iter().max_by_key(|path| path.matches(BELOW).count()).cloned().unwrap_or_default();
        let normal = split(&deepest, BELOW).join(&BELOW.to_string());
        let found = self.categories.iter().find(|category| category.parent.is_some() && self.path(category.id) == normal);
        found.ok_or(Trouble::NoSuchCategory(deepest))
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
