//! What was taken by the day: the orders of a stretch of time, walked over in the order of the list, the oldest first, some at once. Of each
//! no more is read than what it costs.

use super::row::{LIST, currency, placed_key, state_of};
use crate::{By, StoreError, audit::bar_of, engine::list::Among};
use domain::{
    access::Websites,
    caller::{Permit, right},
    list::{Cursor, Sort},
    money::Money,
    sales::takings::Takings,
    time::Moment,
};
use surrealdb::types::{SurrealValue, Value};

/// So many orders are read at once.
const AT_ONCE: usize = 1_000;
const OLDEST_FIRST: Sort = Sort { by: "placed", down: false };

#[derive(SurrealValue)]
struct Sold {
    by_placed: String,
    placed: i64,
    facets: String,
    currency: String,
    nets: Vec<i64>,
    taxes: Vec<i64>,
    shipping_net: i64,
    shipping_tax: i64,
}

impl Sold {
    fn grand(&self) -> Result<Money, StoreError> {
        let mut parts = self.nets.iter().chain(&self.taxes).chain([&self.shipping_net, &self.shipping_tax]);
        let sum = parts.try_fold(0_i64, |sum, part| sum.checked_add(*part));
        let sum = sum.ok_or_else(|| StoreError::Unreadable(format!("the sum of order {}", self.by_placed)))?;
        Ok(Money::new(sum, currency(&self.currency)?))
    }
}

impl By<'_, Permit<right::OrdersView>> {
    /// What was ordered between these moments, which are in their order, of what this reader may know of: one fewer than there are moments.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn takings(&self, bounds: &[Moment]) -> Result<Vec<Takings>, StoreError> {
        let bounds: Vec<i64> = bounds.iter().map(|at| at.millis()).collect();
        let mut takings = vec![Takings::default(); bounds.len().saturating_sub(1)];
        let (Some(first), Some(last)) = (bounds.first(), bounds.last()) else { return Ok(takings) };
        let parts: Vec<(&'static str, Value)> = match self.proof.websites() {
            Websites::All => vec![("listed", true.into_value())],
            Websites::These(mine) => mine.iter().map(|id| ("website", id.to_string().into_value())).collect(),
        };
        for (column, value) in parts {
            let mut after = Some(placed_key(*first));
            while let Some(key) = after.take() {
                let page = LIST.page("", Among::WithinThe(column, value.clone()), OLDEST_FIRST, &Cursor::After(key), AT_ONCE)?;
                let columns = "by_placed, placed, facets, currency, lines.net AS nets, lines.tax AS taxes, shipping_net, shipping_tax";
                let sql = format!("SELECT {columns} FROM ({})", page.sql);
                let sold: Vec<Sold> = self.store.conn.read(&sql, page.vars).await?.take(0)?;
                for order in &sold {
                    if let Some(taken) = bar_of(&bounds, order.placed).and_then(|n| takings.get_mut(n)) {
                        let added = taken.add(state_of(&order.facets)?, order.grand()?);
                        added.map_err(|error| StoreError::Unreadable(error.to_string()))?;
                    }
                }
                // One more than was asked for tells that there may be others.
                let is_full = sold.len() > AT_ONCE;
                after = sold.last().filter(|order| is_full && order.placed < *last).map(|order| order.by_placed.clone());
            }
        }
        Ok(takings)
    }
}
