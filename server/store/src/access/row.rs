//! A role's row.

use crate::{
    StoreError,
    engine::table::{Index, Table},
    key, record,
};
use domain::{
    access::{Grants, Power, Resource, Role, RoleName, Websites},
    ids::RoleId,
    text,
};
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const ROLES: Table = Table {
    name: "role",
    row: RoleRow::kind_of,
    indexes: &[Index::Unique("name_key", "name"), Index::Unique("skeleton", "name")],
    list: None,
};

/// Written by whatever must meet others of its kind: what takes a way in away from somebody, or adds to what he may have only so many of.
pub(crate) const GUARDS: Table = Table { name: "guard", row: GuardRow::kind_of, indexes: &[], list: None };

#[derive(SurrealValue)]
pub(crate) struct GuardRow {
    revision: i64,
    /// Of the accounts' guard: whether they are shared.
    shared: Option<bool>,
}

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct RoleRow {
    pub(crate) id: RecordId,
    pub(crate) name: String,
    /// Names that differ in their case alone, or that look alike, are one name.
    pub(crate) name_key: String,
    pub(crate) skeleton: String,
    pub(crate) everything: bool,
    pub(crate) resources: Vec<String>,
    /// None: all.
    pub(crate) websites: Option<Vec<String>>,
    /// Whoever has it needs a second factor.
    pub(crate) needs_factor: Option<bool>,
    pub(crate) revision: i64,
}

/// A role as it was typed and checked.
#[derive(Debug, Clone)]
pub struct RoleDraft {
    pub name: RoleName,
    pub grants: Grants,
    pub websites: Websites,
    pub needs_factor: bool,
}

impl RoleDraft {
    pub fn power(&self) -> Power<'_> {
        (&self.grants, &self.websites)
    }
}

impl RoleRow {
    pub(crate) fn new(id: RoleId, draft: &RoleDraft) -> Self {
        Self {
            id: role(id),
            name_key: text::caseless(draft.name.as_str()),
            skeleton: text::skeleton(draft.name.as_str()),
            name: draft.name.as_str().to_owned(),
            everything: draft.grants == Grants::All,
            resources: draft.grants.codes(),
            websites: match &draft.websites {
                Websites::All => None,
                Websites::These(set) => Some(set.iter().map(ToString::to_string).collect()),
            },
            needs_factor: draft.needs_factor.then_some(true),
            revision: 0,
        }
    }

    pub(crate) fn read(self) -> Result<Role, StoreError> {
        Ok(Role {
            id: crate::parse(key(&self.id)?)?,
            grants: self.grants(),
            websites: self.websites(),
            needs_factor: self.needs_factor(),
            name: self.name,
            revision: self.revision,
        })
    }

    /// The websites that the role is for. What names none counts for nothing.
    pub(crate) fn websites(&self) -> Websites {
        match &self.websites {
            None => Websites::All,
            Some(ids) => Websites::These(ids.iter().filter_map(|id| id.parse().ok()).collect()),
        }
    }

    pub(crate) fn needs_factor(&self) -> bool {
        self.needs_factor.unwrap_or_default()
    }

    /// What the row grants. A code that this program does not know grants nothing.
    pub(crate) fn grants(&self) -> Grants {
        if self.everything {
            Grants::All
        } else {
            Grants::Custom(self.resources.iter().filter_map(|code| Resource::from_code(code)).collect())
        }
    }
}

pub(crate) fn role(id: RoleId) -> RecordId {
    record("role", &id.to_string())
}
