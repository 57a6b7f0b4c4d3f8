//! Sessions of staff and shoppers: how each stands, when it was last seen, and clearing away what is long over.

use crate::{
    Store, StoreError,
    conn::{linked, vars},
    record,
    secret::{Token, random_id},
};
use domain::{
    access::Grants,
    assistance::StaffSession,
    caller::Job,
    ids::{CartId, CustomerId, IdentityId, StaffId},
    staff::{SESSION_ABSOLUTE, SESSION_IDLE},
    time::Moment,
};
use std::{fmt::Display, sync::Arc, time::Duration};
use surrealdb::types::{RecordId, SurrealValue};

/// A shopper's session ends this long after its last request.
pub const SHOPPER_IDLE: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// A session's last request is written at most this often.
const SEEN_EVERY: Duration = Duration::from_secs(60);
/// How many are cleared away in one transaction, and how long looking for them may take: no request waits for it.
const CLEARED_AT_ONCE: usize = 500;
const CLEARING: Duration = Duration::from_secs(60);
/// Longer than this no request waits for it.
const SEEN_WITHIN: Duration = Duration::from_millis(500);

/// A back-office session with all that a caller needs.
#[derive(Debug)]
pub struct StaffSessionRow {
    pub staff: StaffId,
    pub user_name: String,
    pub name: String,
    pub active: bool,
    pub grants: Grants,
    pub identity: IdentityId,
    pub started: Moment,
    pub seen: Moment,
    pub ended: Option<Moment>,
}

impl StaffSessionRow {
    /// How the session stands at `now`.
    pub fn standing(&self, now: Moment) -> StaffSession {
        standing(now, self.started, self.seen, self.ended)
    }
}

pub(crate) fn standing(now: Moment, started: Moment, seen: Moment, ended: Option<Moment>) -> StaffSession {
    if ended.is_some() {
        StaffSession::SignedOut
    } else if now.since(seen) >= SESSION_IDLE || now.since(started) >= SESSION_ABSOLUTE {
        StaffSession::TimedOut
    } else {
        StaffSession::Live
    }
}

/// A storefront session: a guest's or a customer's.
#[derive(Debug)]
pub struct Standing {
    pub identity: IdentityId,
    /// A guest's cart; a customer's is kept with the account.
    pub cart: Option<CartId>,
    /// The customer, if one is signed in and active.
    pub customer: Option<(CustomerId, String, String)>,
    pub seen: Moment,
}

impl Store {
    /// Remembers that a session was used, at most once a minute.
    ///
    /// # Errors
    /// The store does not answer. The session goes on: it ends a little early at worst.
    pub async fn staff_session_seen(&self, session: &str, seen: Moment, now: Moment) -> Result<(), StoreError> {
        self.remember_seen("staff_session", session, "ended = NONE", seen, SEEN_EVERY, now).await
    }

    /// Writes when a session or a visit was last seen, unless it was written lately or the row is over.
    pub(crate) async fn remember_seen(
        &self,
        table: &str,
        key: impl Display,
        still: &str,
        seen: Moment,
        every: Duration,
        now: Moment,
    ) -> Result<(), StoreError> {
        if now.since(seen) < every {
            return Ok(());
        }
        let vars = vars! { "id" => record(table, &key.to_string()), "now" => now.millis() };
        let sql = format!("UPDATE $id SET seen = $now WHERE {still} AND seen < $now RETURN NONE");
        match self.conn.run_within(&sql, vars, SEEN_WITHIN).await {
            // Somebody else wrote it at the same moment, which is as good.
            Ok(_) | Err(StoreError::Conflict) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// The storefront session behind a cookie.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn shopper_session(&self, session: &str, now: Moment) -> Result<Option<Arc<Standing>>, StoreError> {
        let standing = self.known.shopper_sessions.or_read(&self.conn, session, self.read_shopper_session(session)).await?;
        Ok(standing.filter(|standing| now.since(standing.seen) < SHOPPER_IDLE))
    }

    async fn read_shopper_session(&self, session: &str) -> Result<Option<(Standing, Vec<RecordId>)>, StoreError> {
        #[derive(SurrealValue)]
        struct SessionRow {
            customer: Option<String>,
            cart: Option<String>,
            identity: String,
            seen: i64,
        }
        #[derive(SurrealValue)]
        struct CustomerRow {
            email: String,
            first_name: String,
            last_name: String,
            active: bool,
        }
        #[derive(SurrealValue)]
        struct Found {
            session: Option<SessionRow>,
            customer: Option<CustomerRow>,
        }
        let sql = format!("RETURN [{{ session: $session_id.*, customer: {}.* }}]", linked("customer", "$session_id.customer"));
        let id = record("shopper_session", session);
        let found: Option<Found> = self.conn.run(&sql, vars! { "session_id" => id.clone() }).await?.one(0)?;
        let Some(Found { session: Some(row), customer }) = found else { return Ok(None) };
        let of = [Some(id), row.customer.as_ref().map(|customer| record("customer", customer))];
        let customer = match (&row.customer, customer) {
            (Some(id), Some(c)) if c.active => Some((crate::parse(id)?, c.email, format!("{} {}", c.first_name, c.last_name))),
            // Signed in once, deactivated since: nobody.
            (Some(_), _) => return Ok(None),
            (None, _) => None,
        };
        let cart = row.cart.map(|c| crate::parse(&c)).transpose()?;
        let standing = Standing { identity: crate::parse(&row.identity)?, cart, customer, seen: Moment::from_millis(row.seen) };
        Ok(Some((standing, of.into_iter().flatten().collect())))
    }

    /// A session for a guest who puts something into a cart.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn begin_guest_session(&self, cart: CartId, now: Moment) -> Result<Token, StoreError> {
        let token = Token::random();
        let vars = vars! {
            "id" => record("shopper_session", &token.digest()),
            "cart" => cart.to_string(),
            "identity" => random_id().simple().to_string(),
            "now" => now.millis(),
        };
        self.conn
            .run_again_on_conflict("CREATE $id SET cart = $cart, identity = $identity, started = $now, seen = $now RETURN NONE", &vars)
            .await?;
        Ok(token)
    }

    /// Remembers that a storefront session was used, at most once a minute.
    ///
    /// # Errors
    /// The store does not answer. The session goes on: it ends a little early at worst.
    pub async fn shopper_session_seen(&self, session: &str, seen: Moment, now: Moment) -> Result<(), StoreError> {
        self.remember_seen("shopper_session", session, "true", seen, SEEN_EVERY, now).await
    }

    /// Clears away sessions that can open nothing any more.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn clear_stale_sessions(&self, _: &Job, now: Moment) -> Result<(), StoreError> {
        let before = |by: Duration| now.millis().saturating_sub(i64::try_from(by.as_millis()).unwrap_or(i64::MAX));
        for (table, column, before) in
            [("staff_session", "seen", before(SESSION_ABSOLUTE.saturating_mul(2))), ("shopper_session", "seen", before(SHOPPER_IDLE))]
        {
            // A few at once: a day of a large shop would be more than one transaction has time for.
            let stale = format!("SELECT VALUE id FROM {table} WHERE {column} < $before LIMIT {CLEARED_AT_ONCE}");
            loop {
                let vars = vars! { "before" => before };
                let ids: Vec<RecordId> = self.conn.run_within(&stale, vars, CLEARING).await?.take(0)?;
                if ids.is_empty() {
                    break;
                }
                // Used again a moment ago, one stays.
                let delete = format!("DELETE $stale WHERE {column} < $before RETURN NONE");
                self.conn.run_again_on_conflict(&delete, &vars! { "stale" => ids, "before" => before }).await?;
            }
        }
        Ok(())
    }
}
