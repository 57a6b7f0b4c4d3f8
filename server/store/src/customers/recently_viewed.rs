//! Recently Viewed. Looking at a product changes nothing that anybody is responsible for, so no event tells of it; and a visit, which
//! yields no [`Own`], leaves no trace in it.

use crate::{
    By, Store, StoreError,
    engine::{table::Table, write::Writes},
    record,
};
use domain::{
    caller::{Acting, Own},
    catalog::{Product, price::Seen},
    ids::{CustomerId, ProductId},
    recently_viewed::RecentlyViewed,
};
use std::{sync::Arc, time::Duration};
use surrealdb::types::{RecordId, SurrealValue};

/// By the customer's own key.
pub(crate) const VIEWED: Table = Table { name: "recently_viewed", row: ViewedRow::kind_of, indexes: &[], list: None };

/// Longer than this no page waits for it.
const WITHIN: Duration = Duration::from_millis(500);

#[derive(Debug, Clone, Default, SurrealValue)]
pub(crate) struct ViewedRow {
    products: Vec<String>,
}

impl ViewedRow {
    fn of(viewed: &RecentlyViewed) -> Self {
        Self { products: viewed.products().iter().map(ToString::to_string).collect() }
    }

    fn read(self) -> Result<RecentlyViewed, StoreError> {
        let products = self.products.iter().map(|id| crate::parse(id));
        Ok(RecentlyViewed::of(products.collect::<Result<_, _>>()?))
    }
}

fn viewed(customer: CustomerId) -> RecordId {
    record("recently_viewed", &customer.to_string())
}

impl By<'_, Acting> {
    /// What whoever is being acted for looked at lately, as a view shows it. What is not sold there any more is left out.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn recently_viewed(&self, seen: Seen<'_>) -> Result<Vec<Product>, StoreError> {
        let viewed = self.store.recently_viewed(self.proof.customer()).await?;
        let products = self.store.products_here(seen, viewed.products().iter().copied()).await?;
        let shown = |id: &ProductId| products.iter().find(|product| product.id == *id).cloned();
        Ok(viewed.products().iter().filter_map(shown).collect())
    }
}

impl By<'_, Own> {
    /// Remembers that the customer looks at a product. What cannot be remembered is not worth a page.
    pub async fn looks_at(&self, product: ProductId) {
        if let Err(error) = self.store.looks_at(self.proof.customer(), product).await {
            tracing::warn!(%error, "what was looked at could not be remembered");
        }
    }

    /// Forgets what the customer looked at.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn clear_recently_viewed(&self) -> Result<(), StoreError> {
        let mut writes = Writes::default();
        writes.put(&viewed(self.proof.customer()), ViewedRow::default());
        self.store.conn.write_again_on_conflict(&writes).await
    }
}

impl Store {
    async fn recently_viewed(&self, customer: CustomerId) -> Result<Arc<RecentlyViewed>, StoreError> {
        let id = viewed(customer);
        let read = async {
            let row: Option<ViewedRow> = self.conn.row(&id).await?;
            Ok(Some((row.unwrap_or_default().read()?, vec![id.clone()])))
        };
        let found = self.known.recently_viewed.or_read(&self.conn, &customer.to_string(), read).await?;
        Ok(found.unwrap_or_default())
    }

    async fn looks_at(&self, customer: CustomerId, product: ProductId) -> Result<(), StoreError> {
        let Some(next) = self.recently_viewed(customer).await?.looking_at(product) else { return Ok(()) };
        let mut writes = Writes::default();
        writes.put(&viewed(customer), ViewedRow::of(&next));
        match self.conn.write_within(&writes, WITHIN).await {
            // In another tab he looked at something else at the same moment, which is as good.
            Err(StoreError::Conflict) => Ok(()),
            done => done,
        }
    }
}
