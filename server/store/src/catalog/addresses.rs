//! Whose addresses are: asked for one product that is saved, or at once for all of a step of an import.

use super::{edit::TAKEN, own_slug};
use crate::{Store, StoreError, record};
use domain::{
    catalog::edit::Worded,
    ids::{ProductId, StoreViewId},
    stores::Stores,
};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::{RecordId, SurrealValue};

/// The URL keys that were looked up, and whose they are: in all views by themselves, in one as [`own_slug`] writes it.
#[derive(Default)]
pub(super) struct Taken {
    asked: BTreeSet<String>,
    by: BTreeMap<String, Vec<RecordId>>,
}

#[derive(SurrealValue)]
struct ForAll {
    id: RecordId,
    slug: String,
}

#[derive(SurrealValue)]
struct InViews {
    id: RecordId,
    own_slugs: Vec<String>,
}

impl Taken {
    /// Whether all of these were looked up.
    pub(super) fn knows(&self, new: &[(Option<StoreViewId>, String)]) -> bool {
        new.iter().all(|(_, slug)| self.asked.contains(slug))
    }

    /// Whether the addresses that are new to a product are nobody else's.
    pub(super) fn is_free(&self, id: ProductId, new: &[(Option<StoreViewId>, String)], stores: &Stores) -> bool {
        let id = record("product", &id.to_string());
        let is_others = |key: &str| self.by.get(key).is_some_and(|all| all.iter().any(|other| *other != id));
        !new.iter().any(|(view, slug)| {
            // What stands for all stands in each view that has none of its own.
            let mut views = stores.views().iter().map(|of| of.id).filter(|of| view.is_none_or(|view| view == *of));
            is_others(slug) || views.any(|of| is_others(&own_slug(of, slug)))
        })
    }
}

impl Store {
    /// Whose these URL keys are.
    pub(super) async fn taken(&self, slugs: BTreeSet<String>, stores: &Stores) -> Result<Taken, StoreError> {
        let asked: Vec<String> = slugs.iter().cloned().collect();
        let of_views = |slug: &String| stores.views().iter().map(|view| own_slug(view.id, slug)).collect::<Vec<_>>();
        let own: Vec<String> = asked.iter().flat_map(of_views).collect();
        let for_all: Vec<ForAll> = self.conn.rows_by("SELECT id, slug FROM product WHERE slug IN", &asked).await?;
        let in_views: Vec<InViews> = self.conn.rows_by("SELECT id, own_slugs FROM product WHERE own_slugs CONTAINSANY", &own).await?;
        let mut taken = Taken { asked: slugs, by: BTreeMap::new() };
        for ForAll { id, slug } in for_all {
            taken.by.entry(slug).or_default().push(id);
        }
        for InViews { id, own_slugs } in in_views {
            own_slugs.into_iter().for_each(|slug| taken.by.entry(slug).or_default().push(id.clone()));
        }
        Ok(taken)
    }

    /// Whether the addresses that are new to a product are nobody else's.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: one is taken.
    pub(super) async fn is_free(&self, id: ProductId, was: &Worded, next: &Worded, stores: &Stores) -> Result<(), StoreError> {
        let new = next.new_slugs(was);
        let taken = self.taken(new.iter().map(|(_, slug)| slug.clone()).collect(), stores).await?;
        if taken.is_free(id, &new, stores) { Ok(()) } else { Err(TAKEN) }
    }
}
