//! Which columns of a grid a staff member has chosen.

use crate::{
    By, StoreError,
    engine::{table::Table, write::Writes},
    record,
};
use domain::caller::Staff;
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const COLUMNS: Table = Table { name: "columns", row: ColumnsRow::kind_of, indexes: &[], list: None };

#[derive(SurrealValue)]
pub(crate) struct ColumnsRow {
    columns: Vec<String>,
}

impl By<'_, Staff> {
    fn chosen(&self, grid: &str) -> RecordId {
        record("columns", &format!("{} {grid}", self.proof.id()))
    }

    /// The columns that the staff member has chosen for a grid, if any.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn columns(&self, grid: &str) -> Result<Option<Vec<String>>, StoreError> {
        Ok(self.store.conn.row::<ColumnsRow>(&self.chosen(grid)).await?.map(|row| row.columns))
    }

    /// Remembers columns, or forgets them. It is the staff member's own view and changes nothing of the shop, so no event tells of it.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn choose_columns(&self, grid: &str, columns: Option<Vec<String>>) -> Result<(), StoreError> {
        let mut writes = Writes::default();
        match columns {
            Some(columns) => writes.put(&self.chosen(grid), ColumnsRow { columns }),
            None => writes.delete(&self.chosen(grid)),
        }
        self.store.conn.write_again_on_conflict(&writes).await
    }
}
