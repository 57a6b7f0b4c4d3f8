//! For whom a setting is set: for all, for a website, or for a store view; and what was, in each.

use super::{Config, Section, Setting};
use crate::{
    audit::Follows,
    ids::{NotAnId, StoreViewId, WebsiteId},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, str::FromStr, sync::Arc};
use strum::{IntoStaticStr, VariantNames};

/// The narrowest scope that a setting can have a value of its own in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Reach {
    Global,
    Website,
    StoreView,
}

/// For whom a value is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Scope {
    /// Default Config: for all that have none of their own.
    #[default]
    Default,
    Website(WebsiteId),
    View(StoreViewId),
}

impl Scope {
    /// What a setting follows that has no value of its own here.
    pub const fn follows(self) -> Follows {
        match self {
            Self::Default => Follows::SystemValue,
            Self::Website(_) => Follows::Default,
            Self::View(_) => Follows::Website,
        }
    }

    /// Whether a setting of this reach can have a value of its own here.
    pub const fn admits(self, reach: Reach) -> bool {
        match self {
            Self::Default => true,
            Self::Website(_) => matches!(reach, Reach::Website | Reach::StoreView),
            Self::View(_) => matches!(reach, Reach::StoreView),
        }
    }
}

/// As it stands in an address, and before a stored path: nothing for the default, else `website-…` or `view-…`.
impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => Ok(()),
            Self::Website(id) => write!(f, "website-{id}"),
            Self::View(id) => write!(f, "view-{id}"),
        }
    }
}

/// What events call a section's settings in a scope: the scope stands behind it, where that is not all of the shop.
pub fn place_of(section: Section, scope: Scope) -> String {
    format!("{} {scope}", section.code()).trim_end().to_owned()
}

impl FromStr for Scope {
    type Err = NotAnId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('-') {
            None if text.is_empty() => Ok(Self::Default),
            Some(("website", id)) => id.parse().map(Self::Website),
            Some(("view", id)) => id.parse().map(Self::View),
            Some(_) | None => Err(NotAnId),
        }
    }
}

/// What was set, in each scope.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings(BTreeMap<Scope, Config>);

impl Settings {
    /// One stored setting: see [`Config`].
    pub fn insert(&mut self, scope: Scope, path: &str, value: Option<&str>, changes: i64, changed_by: &str) {
        self.0.entry(scope).or_default().insert(scope, path, value, changes, changed_by);
    }

    /// Whether a setting is this in any scope, or where none says another.
    pub fn is_anywhere(&self, setting: Setting, value: &str) -> bool {
        self.within([]).value(setting) == Some(value) || self.0.values().any(|config| config.own(setting) == Some(value))
    }

    /// What is in force in a scope, within those around it, the widest first.
    pub fn within(&self, scopes: impl IntoIterator<Item = Scope>) -> Arc<Config> {
        let own = |scope| self.0.get(&scope).cloned().unwrap_or_default();
        let all = own(Scope::Default);
        let narrower = scopes.into_iter().filter(|scope| *scope != Scope::Default);
        narrower.fold(Arc::new(all), |around, scope| Arc::new(Config { around: Some(around), ..own(scope) }))
    }
}
