//! The Login as Customer Log.

use super::{StoredVisit, row::LIST};
use crate::{
    By, Store, StoreError,
    engine::{cache::Source, conn::vars, list::Among},
};
use domain::{
    assistance::Visit,
    caller::{Permit, Proof, right},
    ids::VisitId,
    list::{Cursor, Listed, Sort},
    time::Moment,
};
use surrealdb::types::SurrealValue;

impl By<'_, Permit<right::LoginAsCustomerLog>> {
    /// A page of the Login as Customer Log, newest first, and how many visits there are in all. A visit is shown as live
    /// only if the gate says so now.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn visits(&self, cursor: &Cursor, size: usize) -> Result<(Listed<Visit>, i64), StoreError> {
        let (store, now) = (self.store, self.proof.origin().at);
        let sort = Sort { by: "age", down: true };
        let listed = LIST.read(&store.conn, Among::Within(true.into_value()), sort, cursor, size).await?;
        let mut items = Vec::with_capacity(listed.items.len());
        for row in listed.items {
            items.push(store.as_it_stands(&StoredVisit::of(row)?, now).await?);
        }
        let count = async { Ok(Some((store.visits_in_all().await?, vec![Source::Rows("assistance")]))) };
        let count = store.known.visits_in_all.or_read(&store.conn, "", count).await?.map_or(0, |count| *count);
        Ok((Listed { items, previous: listed.previous, next: listed.next }, count))
    }

    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn visit(&self, id: VisitId) -> Result<Visit, StoreError> {
        let stored = self.store.visit_by_id(id).await?;
        self.store.as_it_stands(&stored, self.proof.origin().at).await
    }
}

impl Store {
    /// How many visits there are: each staff member's are counted where they begin.
    pub(crate) async fn visits_in_all(&self) -> Result<i64, StoreError> {
        let counts: Vec<Option<i64>> = self.conn.read("SELECT VALUE visits FROM assistance", vars! {}).await?.take(0)?;
        Ok(counts.into_iter().flatten().fold(0, i64::saturating_add))
    }

    pub(super) async fn as_it_stands(&self, stored: &StoredVisit, now: Moment) -> Result<Visit, StoreError> {
        if stored.row.ended.is_some() {
            return Ok(stored.visit.clone());
        }
        let judged = self.judged(stored, now).await?;
        let mut visit = judged.visit;
        if let Err(refusal) = judged.verdict {
            visit.ended_at = Some(visit.until().min(now));
            visit.times.ended = Some(refusal.ends_with());
        }
        Ok(visit)
    }
}
