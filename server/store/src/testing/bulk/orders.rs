//! Orders of the demo shop, with all that followed from them.

use super::values;
use crate::{
    By, StoreError,
    engine::{conn::vars, write::Writes},
    record,
    sales::{CounterRow, DocumentRow, OrderRow},
};
use domain::{
    audit::{Action, Event},
    caller::{Job, Proof},
    ids::StoreGroupId,
    sales::{
        document::{Document, Kind},
        order::Order,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// How many orders one transaction holds.
const BATCH: usize = 100;

impl By<'_, Job> {
    /// Writes the orders that are not there yet, with their documents; and goes on counting behind them.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn fill_orders(&self, orders: &[(Order, Vec<Document>)], told: &mut impl FnMut(usize)) -> Result<(), StoreError> {
        let conn = &self.store.conn;
        let known: Vec<String> = conn.read_within("SELECT VALUE number FROM order", vars! {}, super::PATIENCE).await?.take(0)?;
        let known: BTreeSet<String> = known.into_iter().collect();
        let mut counted: BTreeMap<(StoreGroupId, Option<Kind>), i64> = BTreeMap::new();
        let mut places: Vec<StoreGroupId> = Vec::new();
        let mut done = known.len();
        for batch in orders.chunks(BATCH) {
            let (mut rows, mut documents, mut events) = (Vec::new(), Vec::new(), Vec::new());
            for (order, made) in batch {
                if !places.contains(&order.group) {
                    places.push(order.group);
                }
                let kinds = made.iter().map(|document| Some(document.kind));
                for kind in [None].into_iter().chain(kinds) {
                    let number = counted.entry((order.group, kind)).or_default();
                    *number = number.saturating_add(1);
                }
                if known.contains(&order.number) {
                    continue;
                }
                // It was never in a cart.
                let row = OrderRow::of(order, format!("demo {}", order.id));
                rows.push(row);
                documents.extend(made.iter().map(DocumentRow::of));
                events.push(self.told(order));
            }
            if rows.is_empty() {
                continue;
            }
            done = done.saturating_add(rows.len());
            let mut writes = Writes::default();
            writes.insert("order", values(rows));
            writes.insert("document", values(documents));
            for ((group, kind), number) in &counted {
                let id = record("counter", &format!("{group}{}", kind.map(Kind::code).unwrap_or_default()));
                let place = places.iter().position(|known| known == group).unwrap_or_default().saturating_add(1);
                writes.put(&id, CounterRow { id: id.clone(), number: *number, place: i64::try_from(place).unwrap_or(0) });
            }
            self.store.commit_many(&writes, &events).await?;
            told(done);
        }
        Ok(())
    }

    fn told(&self, order: &Order) -> Event {
        let event = self.proof.event(Action::DemoFilled).within(order.website).on("order", order.id, order.number.clone());
        match order.customer {
            Some(customer) => event.about(customer),
            None => event,
        }
    }
}
