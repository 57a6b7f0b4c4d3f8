//! What a customer finds first in his account, besides what all of its pages show: read together, for whoever enters waits for it.

use super::{
    addresses::{BookRow, book},
    newsletter::{SubscriptionRow, subscription},
};
use crate::{By, Store, StoreError, sales::OrderRow};
use domain::{address::AddressBook, caller::Acting, list::Cursor, newsletter::Subscription, sales::order::Order};
use surrealdb::types::SurrealValue;

/// What My Account tells at a glance.
#[derive(Debug)]
pub struct Overview {
    pub subscription: Subscription,
    pub book: AddressBook,
    /// The last ones, the newest first.
    pub orders: Vec<Order>,
}

impl By<'_, Acting> {
    /// What whoever is being acted for finds first, with so many of his orders.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn overview(&self, orders: usize) -> Result<Overview, StoreError> {
        #[derive(SurrealValue)]
        struct Found {
            newsletter: Option<SubscriptionRow>,
            book: Option<BookRow>,
        }
        let customer = self.proof.customer();
        let page = Store::orders_page(customer, &Cursor::First, orders)?;
        let sql = format!("RETURN [{{ newsletter: $newsletter.*, book: $book.* }}];\n{}", page.sql);
        let mut vars = page.vars.clone();
        vars.insert("newsletter", subscription(customer));
        vars.insert("book", book(customer));
        let mut rows = self.store.conn.read(&sql, vars).await?;
        let found: Option<Found> = rows.one(0)?;
        let Found { newsletter, book } = found.ok_or_else(|| StoreError::Unreadable("no answer".to_owned()))?;
        Ok(Overview {
            subscription: newsletter.map(SubscriptionRow::read).unwrap_or_default(),
            book: book.map_or_else(|| Ok(AddressBook::default()), BookRow::read)?,
            orders: page.listed(rows.take(1)?).try_map(OrderRow::read)?.items,
        })
    }
}
