//! The Login as Customer Log.

use super::{
    StoredVisit, Whose,
    row::{LIST, VisitRow as Row},
};
use crate::{
    By, Store, StoreError,
    engine::{
        cache::Source,
        conn::vars,
        list::{Among, Listable},
    },
};
use domain::{
    assistance::{HANDOFF_LIFETIME, Visit, log::Wanted},
    audit::Action,
    caller::{Own, Permit, Proof, right},
    ids::{CustomerId, VisitId},
    list::{Cursor, Listed, Query, Sort},
    time::Moment,
};
use std::collections::BTreeSet;
use surrealdb::types::SurrealValue;

/// Of a log that is narrowed, so many visits are looked at for one page, and so many at once. Whoever finds nothing among them can go on.
const LOOKED_AT: usize = 20_000;
const AT_ONCE: usize = 500;

const NEWEST_FIRST: Sort = Sort { by: "age", down: true };

impl By<'_, Permit<right::LoginAsCustomerLog>> {
    /// A page of the Login as Customer Log, newest first, and how many visits there are in all. A visit is shown as live
    /// only if the gate says so now.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn visits(&self, query: &Query, size: usize) -> Result<(Listed<Visit>, Option<i64>), StoreError> {
        let (store, now) = (self.store, self.proof.origin().at);
        let wanted = Wanted::of(query).within(self.proof.websites());
        if !wanted.is_all() {
            return Ok((self.visits_among(&wanted, &query.cursor, size).await?, None));
        }
        let listed = LIST.read(&store.conn, Among::Within(true.into_value()), NEWEST_FIRST, &query.cursor, size).await?;
        let mut items = Vec::with_capacity(listed.items.len());
        for row in listed.items {
            items.push(store.as_it_stands(&StoredVisit::of(row)?, now).await?);
        }
        let count = async { Ok(Some((store.visits_in_all().await?, vec![Source::Rows("assistance")]))) };
        let count = store.known.visits_in_all.or_read(&store.conn, "", count).await?.map_or(0, |count| *count);
        Ok((Listed { items, previous: listed.previous, next: listed.next }, Some(count)))
    }

    /// A page of those that are wanted. An index for each filter would be written with each visit; the log is walked in its order instead,
    /// and between the days that are asked for alone.
    async fn visits_among(&self, wanted: &Wanted, cursor: &Cursor, size: usize) -> Result<Listed<Visit>, StoreError> {
        let (store, now) = (self.store, self.proof.origin().at);
        let is_first = *cursor == Cursor::First;
        let is_backwards = matches!(cursor, Cursor::Before(_));
        let mut cursor = match (cursor, wanted.until) {
            // A visit's key is made with its token, and it begins when that is redeemed.
            (Cursor::First, Some(until)) => Cursor::After(at_key(until)),
            (cursor, _) => cursor.clone(),
        };
        let oldest = wanted.from.map(|from| at_key(from.minus(HANDOFF_LIFETIME)));
        let (mut items, mut looked_at) = (Vec::new(), 0_usize);
        let mut goes_on = true;
        while goes_on && items.len() <= size && looked_at < LOOKED_AT {
            let chunk = LIST.read(&store.conn, Among::Within(true.into_value()), NEWEST_FIRST, &cursor, AT_ONCE).await?;
            let further = if is_backwards { chunk.previous.map(Cursor::Before) } else { chunk.next.map(Cursor::After) };
            let mut rows = chunk.items;
            if is_backwards {
                rows.reverse();
            }
            for row in rows {
                let is_past =
                    !is_backwards && oldest.as_deref().is_some_and(|oldest| row.stored_key("by_age").is_some_and(|key| **key < *oldest));
                if is_past || items.len() > size {
                    goes_on = false;
                    break;
                }
                looked_at = looked_at.saturating_add(1);
                let visit = store.as_it_stands(&StoredVisit::of(row.clone())?, now).await?;
                if wanted.takes(&visit) {
                    items.push((visit, row));
                }
            }
            match further {
                Some(further) => cursor = further,
                None => goes_on = false,
            }
        }
        let is_full = items.len() > size;
        items.truncate(size);
        let was_cut = goes_on && !is_full;
        let key = |row: Option<&(Visit, Row)>| row.and_then(|(_, row)| row.stored_key("by_age").cloned());
        // Whoever goes on begins behind what was shown, or behind what was looked at.
        let further = match cursor {
            Cursor::After(key) | Cursor::Before(key) if was_cut => Some(key),
            Cursor::First | Cursor::After(_) | Cursor::Before(_) => key(items.last().filter(|_| is_full)),
        };
        let back = key(items.first().filter(|_| !is_first));
        let (previous, next) = if is_backwards { (further, back) } else { (back, further) };
        if is_backwards {
            items.reverse();
        }
        Ok(Listed { items: items.into_iter().map(|(visit, _)| visit).collect(), previous, next })
    }

    /// A page of the visits to a customer, newest first. Those that the reader may not know of are left out, so it may be shorter.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn visits_to(&self, customer: CustomerId, cursor: &Cursor, size: usize) -> Result<Listed<Visit>, StoreError> {
        let (store, now, websites) = (self.store, self.proof.origin().at, self.proof.websites());
        store.customer_within(websites, customer).await?;
        let of = Among::WithinThe("customer", customer.to_string().into_value());
        let listed = LIST.read(&store.conn, of, NEWEST_FIRST, cursor, size).await?;
        let mut items = Vec::with_capacity(listed.items.len());
        for row in listed.items {
            let stored = StoredVisit::of(row)?;
            if stored.visit.is_for(websites) {
                items.push(store.as_it_stands(&stored, now).await?);
            }
        }
        Ok(Listed { items, previous: listed.previous, next: listed.next })
    }

    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn visit(&self, id: VisitId) -> Result<Visit, StoreError> {
        let stored = self.store.visit_by_id(id).await?;
        if !stored.visit.is_for(self.proof.websites()) {
            return Err(StoreError::NotFound);
        }
        self.store.as_it_stands(&stored, self.proof.origin().at).await
    }
}

impl By<'_, Own> {
    /// A page of the visits to him, newest first, each with what was done in it.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn visits_so_far(&self, cursor: &Cursor, size: usize) -> Result<Listed<(Visit, Vec<Action>)>, StoreError> {
        let (store, now) = (self.store, self.proof.origin().at);
        let of = Among::WithinThe("customer", self.proof.customer().to_string().into_value());
        let listed = LIST.read(&store.conn, of, NEWEST_FIRST, cursor, size).await?;
        let mut items = Vec::with_capacity(listed.items.len());
        for row in listed.items {
            let visit = store.as_it_stands(&StoredVisit::of(row)?, now).await?;
            let done = store.done_in(visit.id).await?;
            items.push((visit, done));
        }
        Ok(Listed { items, previous: listed.previous, next: listed.next })
    }
}

/// The beginning of the keys that are made at this moment.
fn at_key(at: Moment) -> String {
    format!("{:012x}", at.millis().max(0))
}

impl Store {
    /// How many visits there are: each staff member's are counted where they begin.
    pub(crate) async fn visits_in_all(&self) -> Result<i64, StoreError> {
        let counts: Vec<Option<i64>> = self.conn.read("SELECT VALUE visits FROM assistance", vars! {}).await?.take(0)?;
        Ok(counts.into_iter().flatten().fold(0, i64::saturating_add))
    }

    /// The visits to a customer that may go on, and since when.
    pub(crate) async fn visits_in_progress(&self, customer: CustomerId, now: Moment) -> Result<Vec<(VisitId, Moment)>, StoreError> {
        let mut visits = Vec::new();
        for row in self.live_visits(&Whose::Customer(customer)).await? {
            let visit = self.as_it_stands(&StoredVisit::of(row)?, now).await?;
            if visit.ended_at.is_none() {
                visits.push((visit.id, visit.times.started));
            }
        }
        Ok(visits)
    }

    /// Since when somebody of the staff is in a customer's account. Nearly all are asked for in vain, and in memory alone.
    pub(crate) async fn helped_since(&self, customer: CustomerId, now: Moment) -> Result<Option<Moment>, StoreError> {
        let read = async {
            let live = self.live_visits(&Whose::Anybody).await?;
            let helped: BTreeSet<String> = live.into_iter().map(|row| row.customer).collect();
            Ok(Some((helped, vec![Source::Rows("visit"), Source::Rows("assistance")])))
        };
        let helped = self.known.helped.or_read(&self.conn, "", read).await?;
        if !helped.is_some_and(|helped| helped.contains(&customer.to_string())) {
            return Ok(None);
        }
        Ok(self.visits_in_progress(customer, now).await?.into_iter().map(|(_, since)| since).min())
    }

    pub(crate) async fn as_it_stands(&self, stored: &StoredVisit, now: Moment) -> Result<Visit, StoreError> {
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
