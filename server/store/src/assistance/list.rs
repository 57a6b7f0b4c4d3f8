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
use surrealdb::types::SurrealValue;

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
        #[derive(SurrealValue)]
        struct Count {
            count: i64,
        }
        let listed = page::<VisitRecord>(&self.conn, "visit", "listed = true", vars! {}, ("by_age_down", "by_age"), cursor, size).await?;
        let mut items = Vec::with_capacity(listed.items.len());
        for row in listed.items {
            items.push(self.as_it_stands(&StoredVisit::of(row)?, permit.origin().at).await?);
        }
        let count = async {
            let count: Option<Count> = self.conn.run("SELECT count() FROM visit GROUP ALL", vars! {}).await?.one(0)?;
            Ok(Some((count.map_or(0, |c| c.count), vec![Source::Rows("visit")])))
        };
        let count = self.known.visits_in_all.or_read(&self.conn, "", count).await?.map_or(0, |count| *count);
        Ok((Listed { items, previous: listed.previous, next: listed.next }, count))
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
