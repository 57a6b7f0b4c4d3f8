//! Store views.

use crate::{
    Store, StoreError,
    engine::{conn::vars, table::Table},
    key,
};
use domain::{
    money::Currency,
    stores::{Language, StoreView},
};
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const STORE_VIEWS: Table = Table { name: "store_view", row: StoreViewRow::kind_of, indexes: &[], list: None };

#[derive(SurrealValue)]
pub(crate) struct StoreViewRow {
    id: RecordId,
    name: String,
    website: String,
    website_name: String,
    language: String,
    currency: String,
    is_default: bool,
    position: i64,
}

impl Store {
    /// All store views, in their order.
    ///
    /// # Errors
    /// The store does not answer, or a view is unreadable.
    pub async fn store_views(&self) -> Result<Vec<StoreView>, StoreError> {
        let rows: Vec<StoreViewRow> = self.conn.read("SELECT * FROM store_view ORDER BY position", vars! {}).await?.take(0)?;
        rows.into_iter()
            .map(|row| {
                Ok(StoreView {
                    code: key(&row.id)?.to_owned(),
                    name: row.name,
                    website: row.website,
                    website_name: row.website_name,
                    language: Language::from_tag(&row.language).ok_or_else(|| StoreError::Unreadable(row.language.clone()))?,
                    currency: Currency::from_code(&row.currency).ok_or_else(|| StoreError::Unreadable(row.currency.clone()))?,
                    is_default: row.is_default,
                })
            })
            .collect()
    }
}
