//! What the admin keeps under Stores > All Stores: websites, their stores, and the views of those.

use super::Language;
use crate::{
    access::Websites,
    config::Scope,
    ids::{CategoryId, StoreGroupId, StoreViewId, WebsiteId},
    money::Currency,
};

/// A website: what customers and prices may be kept apart by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Website {
    pub id: WebsiteId,
    /// Unique among websites.
    pub code: String,
    pub name: String,
    pub position: i64,
    /// The base currency: what prices of this website are kept in.
    pub currency: Currency,
    /// The store that is shown where none is named; none as long as it has none.
    pub default_group: Option<StoreGroupId>,
    /// Whether it is the shop's default website. One is.
    pub is_default: bool,
    pub revision: i64,
}

/// A store of a website. (Adobe calls it a store and keeps it as `store_group`; `store` is the crate of the database.)
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreGroup {
    pub id: StoreGroupId,
    pub website: WebsiteId,
    /// Unique among stores.
    pub code: String,
    pub name: String,
    /// The category whose children it sells.
    pub root: CategoryId,
    pub default_view: Option<StoreViewId>,
    pub revision: i64,
}

/// A store view: one language and one currency of a store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreView {
    pub id: StoreViewId,
    pub group: StoreGroupId,
    /// Unique among views.
    pub code: String,
    pub name: String,
    pub language: Language,
    /// As in ISO 3166-1; empty where the language alone says how things are written.
    pub region: String,
    /// What prices are shown in.
    pub currency: Currency,
    /// The origin at which it is reached, if it has one of its own: `https://outlet.example`. Else it is where the shop is.
    pub base_url: Option<String>,
    pub active: bool,
    pub position: i64,
    pub revision: i64,
}

impl StoreView {
    /// Its BCP 47 tag, for `lang`, `hreflang` and formats: `de-AT`.
    pub fn locale(&self) -> String {
        if self.region.is_empty() { self.language.tag().to_owned() } else { format!("{}-{}", self.language.tag(), self.region) }
    }
}

/// All of them, each kind in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stores {
    websites: Vec<Website>,
    groups: Vec<StoreGroup>,
    views: Vec<StoreView>,
    /// How often any of them was changed, made or deleted.
    pub revision: i64,
}

impl Stores {
    pub fn new(mut websites: Vec<Website>, mut groups: Vec<StoreGroup>, mut views: Vec<StoreView>) -> Self {
        websites.sort_by_key(|w| (w.position, w.id));
        groups.sort_by_key(|g| g.id);
        views.sort_by_key(|v| (v.position, v.id));
        Self { websites, groups, views, revision: 0 }
    }

    /// With a website as it is to be.
    #[must_use]
    pub fn with_website(&self, new: &Website) -> Self {
        let others = self.websites.iter().filter(|w| w.id != new.id).cloned();
        Self::new(others.chain([new.clone()]).collect(), self.groups.clone(), self.views.clone())
    }

    /// With a view as it is to be.
    #[must_use]
    pub fn with_view(&self, new: &StoreView) -> Self {
        let others = self.views.iter().filter(|v| v.id != new.id).cloned();
        Self::new(self.websites.clone(), self.groups.clone(), others.chain([new.clone()]).collect())
    }

    pub fn websites(&self) -> &[Website] {
        &self.websites
    }

    pub fn groups(&self) -> &[StoreGroup] {
        &self.groups
    }

    pub fn views(&self) -> &[StoreView] {
        &self.views
    }

    /// Where something was bought, in lines of website, store and view as they were called then: without the website, and then without the
    /// store, if it is the only one that there is.
    pub fn purchase_point<'a>(&self, bought_in: &'a str) -> Vec<&'a str> {
        let website = match self.websites() {
            [only] => Some(only.name.as_str()),
            _ => None,
        };
        let group = match self.groups() {
            [only] => Some(only.name.as_str()),
            _ => None,
        };
        let lines: Vec<&str> = bought_in.lines().collect();
        match lines.as_slice() {
            [of, store, view @ ..] if website == Some(*of) && group == Some(*store) => view.to_vec(),
            [of, rest @ ..] if website == Some(*of) => rest.to_vec(),
            _ => lines,
        }
    }

    pub fn website(&self, id: WebsiteId) -> Option<&Website> {
        self.websites.iter().find(|w| w.id == id)
    }

    pub fn group(&self, id: StoreGroupId) -> Option<&StoreGroup> {
        self.groups.iter().find(|g| g.id == id)
    }

    pub fn view(&self, id: StoreViewId) -> Option<&StoreView> {
        self.views.iter().find(|v| v.id == id)
    }

    /// The stores of a website.
    pub fn groups_of(&self, website: WebsiteId) -> impl Iterator<Item = &StoreGroup> {
        self.groups.iter().filter(move |g| g.website == website)
    }

    /// The views of a store, also those that are disabled.
    pub fn views_of(&self, group: StoreGroupId) -> impl Iterator<Item = &StoreView> {
        self.views.iter().filter(move |v| v.group == group)
    }

    pub fn website_of(&self, group: StoreGroupId) -> Option<&Website> {
        self.group(group).and_then(|g| self.website(g.website))
    }

    /// The website of a view.
    pub fn website_of_view(&self, view: StoreViewId) -> Option<&Website> {
        self.view(view).and_then(|v| self.website_of(v.group))
    }

    /// The base currency of a scope: for all it is that of the default website.
    pub fn currency_in(&self, scope: Scope) -> Currency {
        let website = match scope {
            Scope::Default => None,
            Scope::Website(id) => self.website(id),
            Scope::View(id) => self.website_of_view(id),
        };
        website.or_else(|| self.default_website()).map_or(Currency::USD, |website| website.currency)
    }

    pub fn default_website(&self) -> Option<&Website> {
        self.websites.iter().find(|w| w.is_default)
    }

    /// The view that a store is shown in where none is named: its default one, or the first that is enabled.
    pub fn default_view_of(&self, group: &StoreGroup) -> Option<&StoreView> {
        let named = group.default_view.and_then(|id| self.view(id)).filter(|v| v.active && v.group == group.id);
        named.or_else(|| self.views_of(group.id).find(|v| v.active))
    }

    /// The view that a website is shown in where none is named: that of its default store, or of the first that has one.
    pub fn default_view_in(&self, website: &Website) -> Option<&StoreView> {
        let named = website.default_group.and_then(|id| self.group(id)).filter(|g| g.website == website.id);
        named.and_then(|g| self.default_view_of(g)).or_else(|| self.groups_of(website.id).find_map(|g| self.default_view_of(g)))
    }

    /// Whether there is such a scope, for whoever is for these websites.
    pub fn is_open_to(&self, websites: &Websites, scope: Scope) -> bool {
        match scope {
            Scope::Default => *websites == Websites::All,
            Scope::Website(id) => self.website(id).is_some() && websites.allows(id),
            Scope::View(id) => self.website_of_view(id).is_some_and(|w| websites.allows(w.id)),
        }
    }

    /// Whether there is such a scope.
    pub fn has(&self, scope: Scope) -> bool {
        scope == Scope::Default || self.name_of(scope).is_some()
    }

    /// The name of a website or a view.
    pub fn name_of(&self, scope: Scope) -> Option<&str> {
        match scope {
            Scope::Default => None,
            Scope::Website(id) => self.website(id).map(|w| w.name.as_str()),
            Scope::View(id) => self.view(id).map(|v| v.name.as_str()),
        }
    }

    /// Whether it is what is shown where nothing is named.
    pub fn is_default_view(&self, view: StoreViewId) -> bool {
        self.view(view).and_then(|v| self.group(v.group)).is_some_and(|g| g.default_view == Some(view))
    }

    pub fn is_default_group(&self, group: StoreGroupId) -> bool {
        self.website_of(group).is_some_and(|w| w.default_group == Some(group))
    }
}
