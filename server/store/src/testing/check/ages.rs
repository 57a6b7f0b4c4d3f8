//! Nobody is younger than what he did, or than what was done for him.

use super::EventRow;
use crate::{Store, StoreError, key};
use domain::audit::Action;
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::{RecordId, SurrealValue};

#[derive(SurrealValue)]
struct CustomerRow {
    id: RecordId,
    created: i64,
}

#[derive(SurrealValue)]
struct DoneRow {
    id: RecordId,
    customer: Option<String>,
    began: i64,
}

impl Store {
    pub(super) async fn ages_against(&self, events: &[EventRow]) -> Result<Vec<String>, StoreError> {
        let customers: Vec<CustomerRow> = self.whole("SELECT id, created FROM customer").await?;
        let created: BTreeMap<&str, i64> = customers.iter().map(|of| Ok((key(&of.id)?, of.created))).collect::<Result<_, StoreError>>()?;
        // What a guest ordered is older than the account that it became a part of.
        let assigned: BTreeSet<&str> = events.iter().filter(|e| e.is(Action::OrderAssigned)).filter_map(|e| e.object.as_deref()).collect();
        let mut found = Vec::new();
        for (what, sql) in
            [("order", "SELECT id, customer, placed AS began FROM order"), ("visit", "SELECT id, customer, started AS began FROM visit")]
        {
            for done in self.whole::<DoneRow>(sql).await? {
                let (id, customer) = (key(&done.id)?, done.customer.unwrap_or_default());
                if created.get(customer.as_str()).is_some_and(|created| *created > done.began) && !assigned.contains(id) {
                    found.push(format!("{what} {id} is older than its customer {customer}"));
                }
            }
        }
        Ok(found)
    }
}
