//! The Login as Customer Log.

use super::{StoredVisit, VisitRecord};
use crate::{
    Store, StoreError,
    conn::vars,
    kept::Source,
    list::{Listed, page},
};
use domain::{
    assistance::Visit,
    caller::{Permit, right},
    ids::VisitId,
    list::Cursor,
    time::Moment,
};

impl Store {
    /// A page of the Login as Customer Log, newest first, and how many visits there are in all. A visit is shown as live
    /// only if the gate says so now.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn visits(
        &self,
        permit: &Permit<right::LoginAsCustomerLog>,
        cursor: &Cursor,
        size: usize,
    ) -> Result<(Listed<Visit>, i64), StoreError> {
        let listed = page::<VisitRecord>(&self.conn, "visit", "listed = true", vars! {}, ("by_age_down", "by_age"), cursor, size).await?;
        let mut items = Vec::with_capacity(listed.items.len());
        for row in listed.items {
            items.push(self.as_it_stands(&StoredVisit::of(row)?, permit.origin().at).await?);
        }
        let count = async { Ok(Some((self.visits_in_all().await?, vec![Source::Rows("assistance")]))) };
        let count = self.known.visits_in_all.or_read(&self.conn, "", count).await?.map_or(0, |count| *count);
        Ok((Listed { items, previous: listed.previous, next: listed.next }, count))
    }

    /// How many visits there are: each staff member's are counted where they begin.
    pub(crate) async fn visits_in_all(&self) -> Result<i64, StoreError> {
        let counts: Vec<Option<i64>> = self.conn.run("SELECT VALUE visits FROM assistance", vars! {}).await?.take(0)?;
        Ok(counts.into_iter().flatten().fold(0, i64::saturating_add))
    }

    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn visit(&self, permit: &Permit<right::LoginAsCustomerLog>, id: VisitId) -> Result<Visit, StoreError> {
        let stored = self.visit_by_id(id).await?;
        self.as_it_stands(&stored, permit.origin().at).await
    }

    async fn as_it_stands(&self, stored: &StoredVisit, now: Moment) -> Result<Visit, StoreError> {
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
