//! What search engines are told of a product or a category: for all views, and by each.

use super::{Description, Name};
use crate::{
    catalog::Meta,
    ids::StoreViewId,
    text::{checked_text, line, lines},
};
use std::collections::BTreeMap;

checked_text! {
    /// What search engines show in place of the name: one line of at most 255 characters.
    MetaTitle, |text| line(text, Name::LONGEST)
}

checked_text! {
    /// What search engines show below it: one line of at most 255 characters.
    MetaDescription, |text| line(text, Name::LONGEST)
}

checked_text! {
    /// What it may be looked for by: at most 5,000 characters.
    MetaKeywords, |text| lines(text, Description::LONGEST)
}

/// What a view tells search engines in place of what is told in all; `None` is "Use Default Value".
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnMeta {
    pub title: Option<String>,
    pub keywords: Option<String>,
    pub description: Option<String>,
}

/// What search engines are told, in all views and in some.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Told {
    pub all: Meta,
    pub own: BTreeMap<StoreViewId, OwnMeta>,
}

impl Told {
    /// With something else for all, or for a view.
    #[must_use]
    pub fn with(&self, view: Option<StoreViewId>, meta: OwnMeta) -> Self {
        let mut next = self.clone();
        match view {
            Some(view) if meta == OwnMeta::default() => drop(next.own.remove(&view)),
            Some(view) => drop(next.own.insert(view, meta)),
            None => {
                next.all = Meta {
                    title: meta.title.unwrap_or_default(),
                    keywords: meta.keywords.unwrap_or_default(),
                    description: meta.description.unwrap_or_default(),
                };
            }
        }
        next
    }

    pub fn own_of(&self, view: StoreViewId) -> OwnMeta {
        self.own.get(&view).cloned().unwrap_or_default()
    }

    /// What a view says itself; or all that is said for all.
    pub fn said_in(&self, view: Option<StoreViewId>) -> OwnMeta {
        let Meta { title, keywords, description } = self.all.clone();
        let all = || OwnMeta { title: Some(title), keywords: Some(keywords), description: Some(description) };
        view.map_or_else(all, |view| self.own_of(view))
    }

    /// As a view tells it.
    pub fn in_view(&self, view: StoreViewId) -> Meta {
        let (own, all) = (self.own_of(view), self.all.clone());
        Meta {
            title: own.title.unwrap_or(all.title),
            keywords: own.keywords.unwrap_or(all.keywords),
            description: own.description.unwrap_or(all.description),
        }
    }
}
