//! The rows of websites, stores and store views.

use crate::{
    StoreError,
    engine::table::{Index, Table},
    key, record,
};
use domain::{
    ids::{StoreGroupId, StoreViewId, WebsiteId},
    money::Currency,
    stores::{Language, StoreGroup, StoreView, Website},
};
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const WEBSITES: Table =
    Table { name: "website", row: WebsiteRow::kind_of, indexes: &[Index::Unique("code", "code")], list: None };
pub(crate) const GROUPS: Table =
    Table { name: "store_group", row: StoreGroupRow::kind_of, indexes: &[Index::Unique("code", "code")], list: None };
pub(crate) const STORE_VIEWS: Table =
    Table { name: "store_view", row: StoreViewRow::kind_of, indexes: &[Index::Unique("code", "code")], list: None };

#[derive(SurrealValue)]
pub(crate) struct WebsiteRow {
    pub(super) id: RecordId,
    code: String,
    name: String,
    position: i64,
    currency: String,
    default_group: Option<String>,
    is_default: bool,
    revision: i64,
}

#[derive(SurrealValue)]
pub(crate) struct StoreGroupRow {
    pub(super) id: RecordId,
    website: String,
    code: String,
    name: String,
    root: String,
    default_view: Option<String>,
    revision: i64,
}

#[derive(SurrealValue)]
pub(crate) struct StoreViewRow {
    pub(super) id: RecordId,
    store_group: String,
    code: String,
    name: String,
    language: String,
    region: String,
    currency: String,
    base_url: Option<String>,
    active: bool,
    position: i64,
    revision: i64,
}

fn currency(code: &str) -> Result<Currency, StoreError> {
    Currency::from_code(code).ok_or_else(|| StoreError::Unreadable(code.to_owned()))
}

impl WebsiteRow {
    pub(crate) fn of(website: &Website) -> Self {
        Self {
            id: self::website(website.id),
            code: website.code.clone(),
            name: website.name.clone(),
            position: website.position,
            currency: website.currency.code().to_owned(),
            default_group: website.default_group.map(|id| id.to_string()),
            is_default: website.is_default,
            revision: website.revision,
        }
    }

    pub(super) fn read(self) -> Result<Website, StoreError> {
        Ok(Website {
            id: crate::parse(key(&self.id)?)?,
            code: self.code,
            name: self.name,
            position: self.position,
            currency: currency(&self.currency)?,
            default_group: self.default_group.as_deref().map(crate::parse).transpose()?,
            is_default: self.is_default,
            revision: self.revision,
        })
    }
}

impl StoreGroupRow {
    pub(crate) fn of(group: &StoreGroup) -> Self {
        Self {
            id: self::group(group.id),
            website: group.website.to_string(),
            code: group.code.clone(),
            name: group.name.clone(),
            root: group.root.to_string(),
            default_view: group.default_view.map(|id| id.to_string()),
            revision: group.revision,
        }
    }

    pub(super) fn read(self) -> Result<StoreGroup, StoreError> {
        Ok(StoreGroup {
            id: crate::parse(key(&self.id)?)?,
            website: crate::parse(&self.website)?,
            code: self.code,
            name: self.name,
            root: crate::parse(&self.root)?,
            default_view: self.default_view.as_deref().map(crate::parse).transpose()?,
            revision: self.revision,
        })
    }
}

impl StoreViewRow {
    pub(crate) fn of(view: &StoreView) -> Self {
        Self {
            id: self::view(view.id),
            store_group: view.group.to_string(),
            code: view.code.clone(),
            name: view.name.clone(),
            language: view.language.tag().to_owned(),
            region: view.region.clone(),
            currency: view.currency.code().to_owned(),
            base_url: view.base_url.clone(),
            active: view.active,
            position: view.position,
            revision: view.revision,
        }
    }

    pub(super) fn read(self) -> Result<StoreView, StoreError> {
        Ok(StoreView {
            id: crate::parse(key(&self.id)?)?,
            group: crate::parse(&self.store_group)?,
            code: self.code,
            name: self.name,
            language: Language::from_tag(&self.language).ok_or_else(|| StoreError::Unreadable(self.language.clone()))?,
            region: self.region,
            currency: currency(&self.currency)?,
            base_url: self.base_url,
            active: self.active,
            position: self.position,
            revision: self.revision,
        })
    }
}

pub(crate) fn website(id: WebsiteId) -> RecordId {
    record("website", &id.to_string())
}

pub(crate) fn group(id: StoreGroupId) -> RecordId {
    record("store_group", &id.to_string())
}

pub(crate) fn view(id: StoreViewId) -> RecordId {
    record("store_view", &id.to_string())
}
