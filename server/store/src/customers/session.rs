//! The storefront's sessions: who shops in one, and clearing away what is long over.

use super::row::{CustomerRow, SessionRow, session};
use crate::{
    By, Store, StoreError,
    engine::{
        conn::{linked, vars},
        write::{Update, When, Writes},
    },
    lockout::Guarded,
    mail::forgetting_mailed,
    record,
    staff::SEEN_EVERY,
};
use domain::{
    caller::{Job, Proof},
    customers::shown_email,
    ids::{CartId, CustomerGroupId, CustomerId, WebsiteId},
    staff::SESSION_ABSOLUTE,
    time::Moment,
};
use std::{sync::Arc, time::Duration};
use surrealdb::types::{RecordId, SurrealValue};

/// A shopper's session ends this long after its last request.
pub const SHOPPER_IDLE: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// And this long after it if the browser was not to remember him: it forgets him when it is closed, but many never are, and what was copied out of
/// it is not.
pub const BRIEF_IDLE: Duration = Duration::from_secs(24 * 60 * 60);
/// However it is used, it ends this long after it was begun: its cookie goes then as well, but not from whoever has copied it.
pub const SHOPPER_ABSOLUTE: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// How many are cleared away in one transaction, and how long looking for them may take: no request waits for it.
const CLEARED_AT_ONCE: usize = 500;
const CLEARING: Duration = Duration::from_secs(60);

/// Whether a browser is to remember whoever signs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stay {
    Remembered,
    /// Until it is closed.
    ForNow,
}

/// When a session ends by itself, by what its row says.
pub(super) fn ends(started: i64, seen: i64, brief: Option<bool>) -> Moment {
    let idle = if brief == Some(true) { BRIEF_IDLE } else { SHOPPER_IDLE };
    Moment::from_millis(seen).plus(idle).min(Moment::from_millis(started).plus(SHOPPER_ABSOLUTE))
}

/// A storefront session: a guest's or a customer's.
#[derive(Debug)]
pub struct ShopperSession {
    /// A guest's cart; a customer's is kept with the account.
    pub cart: Option<CartId>,
    /// The customer, if one is signed in and active: with address and name, and where and among whom he is.
    pub customer: Option<(CustomerId, String, String, WebsiteId, CustomerGroupId)>,
    pub seen: Moment,
    /// From then on it opens nothing, if nothing more is asked in it.
    pub ends: Moment,
    /// Whether it goes on under another token, and is nobody's with this one.
    pub is_renewed: bool,
}

impl Store {
    /// The storefront session behind a cookie.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn shopper_session(&self, key: &str, now: Moment) -> Result<Option<Arc<ShopperSession>>, StoreError> {
        let session = self.known.shopper_sessions.or_read(&self.conn, key, self.read_shopper_session(key)).await?;
        Ok(session.filter(|session| now < session.ends))
    }

    async fn read_shopper_session(&self, key: &str) -> Result<Option<(ShopperSession, Vec<RecordId>)>, StoreError> {
        #[derive(SurrealValue)]
        struct Found {
            session: Option<SessionRow>,
            customer: Option<CustomerRow>,
        }
        let sql = format!("RETURN [{{ session: $of.*, customer: {}.* }}]", linked("customer", "$of.customer"));
        let id = session(key);
        let found: Option<Found> = self.conn.read(&sql, vars! { "of" => id.clone() }).await?.one(0)?;
        let Some(Found { session: Some(row), customer }) = found else { return Ok(None) };
        let of = [Some(id), row.customer.as_ref().map(|customer| record("customer", customer))];
        let customer = match (&row.customer, customer) {
            (Some(id), Some(c)) if c.active => {
                let name = format!("{} {}", c.first_name, c.last_name);
                Some((crate::parse(id)?, shown_email(&c.email), name, crate::parse(&c.website)?, c.group()?))
            }
            // Signed in once, deactivated since: nobody.
            (Some(_), _) => return Ok(None),
            (None, _) => None,
        };
        let cart = row.cart.map(|c| crate::parse(&c)).transpose()?;
        let ends = ends(row.started, row.seen, row.brief);
        let (seen, is_renewed) = (Moment::from_millis(row.seen), row.renewed == Some(true));
        let session = ShopperSession { cart, customer, seen, ends, is_renewed };
        Ok(Some((session, of.into_iter().flatten().collect())))
    }

    /// Remembers that a storefront session was used, at most once a minute.
    ///
    /// # Errors
    /// The store does not answer. The session goes on: it ends a little early at worst.
    pub async fn shopper_session_seen(&self, key: &str, seen: Moment, now: Moment) -> Result<(), StoreError> {
        self.remember_seen(Update::of(&session(key)), seen, SEEN_EVERY, now).await
    }
}

impl By<'_, Job> {
    /// Clears away sessions that can open nothing any more. (Brief ones open nothing either, and lie for as long as the others.)
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn clear_stale_sessions(&self) -> Result<(), StoreError> {
        let (conn, now) = (&self.store.conn, self.proof.origin().at);
        let before = |by: Duration| now.millis().saturating_sub(i64::try_from(by.as_millis()).unwrap_or(i64::MAX));
        for (table, before) in [("staff_session", before(SESSION_ABSOLUTE.saturating_mul(2))), ("shopper_session", before(SHOPPER_IDLE))] {
            // A few at once: a day of a large shop would be more than one transaction has time for.
            let stale = format!("SELECT VALUE id FROM {table} WHERE seen < $before LIMIT {CLEARED_AT_ONCE}");
            loop {
                let ids: Vec<RecordId> = conn.read_within(&stale, vars! { "before" => before }, CLEARING).await?.take(0)?;
                if ids.is_empty() {
                    break;
                }
                let mut writes = Writes::default();
                // Used again a moment ago, one stays.
                writes.delete_those(&ids, &[When::is_less("seen", before)]);
                conn.write_again_on_conflict(&writes).await?;
            }
        }
        let mut writes = Writes::default();
        let before = before(SESSION_ABSOLUTE.saturating_mul(2));
        writes.delete_where("lockout", &[When::is("kind", Guarded::Session.code()), When::is_less("last", before)]);
        forgetting_mailed(&mut writes, now);
        conn.write_within(&writes, CLEARING).await
    }
}
