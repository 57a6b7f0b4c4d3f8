//! What staff see of accounts that are closed, and how they open one.

use super::{Guarded, row::TriesRow, unlocking};
use crate::{By, Store, StoreError, engine::conn::vars};
use domain::{
    audit::Action,
    caller::{Permit, Proof, right},
    ids::{CustomerId, StaffId},
    staff::StaffMember,
    time::Moment,
};
use std::collections::BTreeMap;

/// An account that is closed to somebody.
#[derive(Debug)]
pub struct Locked {
    pub user: StaffMember,
    pub failures: u32,
    pub until: Moment,
}

impl Store {
    /// Until when an account is closed, if it is.
    async fn locked_until(&self, what: Guarded, key: &str, now: Moment) -> Result<Option<Moment>, StoreError> {
        let ids = vec![what.home(key), what.away(key)];
        let rows: Vec<TriesRow> = self.conn.rows(ids).await?;
        Ok(rows.iter().map(TriesRow::read).filter(|tries| tries.is_locked(now)).filter_map(|tries| tries.locked_until).max())
    }

    /// Users whose accounts are closed to somebody: after how many failures, and until when.
    pub(crate) async fn locked_staff(&self, now: Moment) -> Result<BTreeMap<StaffId, (u32, Moment)>, StoreError> {
        let sql = "SELECT * FROM lockout WHERE kind = 'staff' AND locked_until > $now";
        let rows: Vec<TriesRow> = self.conn.read(sql, vars! { "now" => now.millis() }).await?.take(0)?;
        let mut locked: BTreeMap<StaffId, (u32, Moment)> = BTreeMap::new();
        for row in &rows {
            let tries = row.read();
            let (failures, until) = locked.entry(crate::parse(&row.account)?).or_default();
            *failures = failures.saturating_add(tries.failures);
            *until = (*until).max(tries.locked_until.unwrap_or_default());
        }
        Ok(locked)
    }
}

impl By<'_, Permit<right::LockedUsers>> {
    /// Users whose accounts are closed to somebody.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn locked_users(&self) -> Result<Vec<Locked>, StoreError> {
        let by_user = self.store.locked_staff(self.proof.origin().at).await?;
        let mut locked = Vec::with_capacity(by_user.len());
        for (id, (failures, until)) in by_user {
            match self.store.staff_row(id).await {
                Ok(row) => locked.push(Locked { user: row.read()?, failures, until }),
                Err(StoreError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(locked)
    }

    /// Opens the account of a user again. Says whether it was closed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn unlock_user(&self, id: StaffId) -> Result<bool, StoreError> {
        let (row, key) = (self.store.staff_row(id).await?, id.to_string());
        if self.store.locked_until(Guarded::Staff, &key, self.proof.origin().at).await?.is_none() {
            return Ok(false);
        }
        let mut tx = self.store.tx(self.proof);
        unlocking(tx.writes(), Guarded::Staff, &key);
        let event = tx.event(Action::StaffUnlocked).on("staff", id, row.user_name);
        tx.commit(event).await.map(|()| true)
    }
}

impl By<'_, Permit<right::Users>> {
    /// Until when a user's account is closed to somebody, if it is.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn user_locked_until(&self, id: StaffId) -> Result<Option<Moment>, StoreError> {
        self.store.locked_until(Guarded::Staff, &id.to_string(), self.proof.origin().at).await
    }
}

impl By<'_, Permit<right::CustomersView>> {
    /// Until when a customer's account is closed to somebody, if it is.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn customer_locked_until(&self, id: CustomerId) -> Result<Option<Moment>, StoreError> {
        self.store.locked_until(Guarded::Customer, &id.to_string(), self.proof.origin().at).await
    }
}

impl By<'_, Permit<right::CustomersEdit>> {
    /// The same, for whoever changes it.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn customer_locked_until(&self, id: CustomerId) -> Result<Option<Moment>, StoreError> {
        self.store.locked_until(Guarded::Customer, &id.to_string(), self.proof.origin().at).await
    }

    /// Opens a customer's account again. One that is open stays so.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn unlock_customer(&self, id: CustomerId) -> Result<(), StoreError> {
        let customer = self.store.customer_within(self.proof.websites(), id).await?.read()?;
        if self.customer_locked_until(id).await?.is_none() {
            return Ok(());
        }
        let mut tx = self.store.tx(self.proof);
        unlocking(tx.writes(), Guarded::Customer, &id.to_string());
        let event = tx.event(Action::CustomerUnlocked).within(customer.website).about(id).on("customer", id, customer.email);
        tx.commit(event).await
    }
}
