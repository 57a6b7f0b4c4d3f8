//! Deleting a customer: the account and all that is the customer's alone. What the shop must keep stays: orders with their documents and
//! mails, visits to him, and the record.

use super::row::{CustomerRow, customer};
use crate::{
    By, StoreError,
    assistance::Whose,
    cart::cart_record,
    engine::{
        conn::vars,
        tx::Tx,
        write::{Update, When},
    },
    key,
    lockout::{Guarded, forgetting},
    record,
};
use domain::{
    assistance::EndCause,
    audit::{Action, Event},
    caller::{Permit, right},
    customers::Customer,
    ids::CustomerId,
};
use surrealdb::types::RecordId;

/// What deleting a customer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// Orders, which stay.
    pub orders: usize,
    /// Visits in progress, which end.
    pub visits: usize,
}

impl By<'_, Permit<right::CustomersDelete>> {
    /// Whose account is about to be deleted, and what it means.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn to_delete(&self, id: CustomerId) -> Result<(Customer, Reach), StoreError> {
        let customer = self.store.customer_within(self.proof.websites(), id).await?.read()?;
        let sql = "SELECT VALUE id FROM order WHERE customer = $customer";
        let orders: Vec<RecordId> = self.store.conn.read(sql, vars! { "customer" => id.to_string() }).await?.take(0)?;
        let visits = self.store.live_visits(&Whose::Customer(id)).await?.len();
        Ok((customer, Reach { orders: orders.len(), visits }))
    }

    /// Deletes a customer: he is signed out everywhere, and visits to him end.
    ///
    /// # Errors
    /// [`StoreError::Stale`]: changed meanwhile.
    pub async fn delete_customer(&self, was: &Customer) -> Result<(), StoreError> {
        let row = self.store.customer_within(self.proof.websites(), was.id).await?;
        let mut tx = self.store.tx(self.proof);
        let event = self.deleting(&mut tx, &row, was).await?;
        tx.commit(event).await
    }

    /// Deletes him in `tx`; gives what is told of it.
    pub(super) async fn deleting(&self, tx: &mut Tx<'_>, row: &CustomerRow, was: &Customer) -> Result<Event, StoreError> {
        let own = was.id.to_string();
        self.store.ending_visits(tx, Whose::Customer(was.id), EndCause::CustomerDeleted).await?;
        let writes = tx.writes();
        writes.must_update(&Update::of(&row.id).add("revision", 1).only_if("revision", was.revision));
        writes.delete_where("consent_change", &[When::is("customer", own.clone())]);
        writes.delete_where("shopper_session", &[When::is("customer", own.clone())]);
        for table in ["address_book", "email_link", "newsletter", "password_link", "recently_viewed", "wish_list"] {
            writes.delete(&record(table, key(&row.id)?));
        }
        forgetting(writes, Guarded::Customer, &own);
        if let Some(cart) = &row.cart {
            writes.delete(&cart_record(crate::parse(cart)?));
        }
        writes.delete(&customer(was.id));
        Ok(tx.event(Action::CustomerDeleted).within(was.website).about(was.id).on("customer", own, was.email.clone()))
    }
}
