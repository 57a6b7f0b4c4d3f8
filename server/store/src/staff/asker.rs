//! Whoever asked a job for something: it does that by the rights that he has while it does it.

use super::RoleRow;
use crate::{By, StoreError, record};
use domain::{
    access::{Grants, Websites},
    caller::{Job, Proof, Staff},
    ids::StaffId,
};

impl By<'_, Job> {
    /// With what he may now; nobody, if he could not even sign in any more.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn asker(&self, id: StaffId) -> Result<Option<Staff>, StoreError> {
        let row = match self.store.staff_row(id).await {
            Err(StoreError::NotFound) => return Ok(None),
            row => row?,
        };
        let role: Option<RoleRow> = self.store.conn.row(&record("role", &row.role)).await?;
        let nothing = (Grants::Custom([].into()), Websites::These([].into()));
        let may = role.map_or(nothing, |role| (role.grants(), role.websites()));
        let is_there = row.is_active(self.proof.origin().at);
        Ok(is_there.then(|| self.proof.on_behalf_of(id, row.user_name, may)))
    }
}
