//! A customer's own sessions, and the visits to him that are in progress: looked at and ended by himself.

use super::{
    row::{SessionRow, session},
    session::{Stay, ends},
};
use crate::{
    By, StoreError,
    assistance::{Whose, ending_by_customer},
    engine::{
        conn::vars,
        secret::Token,
        tx::Tx,
        write::{Update, When, Writes},
    },
    key,
};
use domain::{
    audit::{Action, Event},
    caller::{Own, Proof},
    ids::{CustomerId, VisitId},
    session::Session,
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue};

#[derive(SurrealValue)]
struct Found {
    id: RecordId,
    started: i64,
    seen: i64,
    address: Option<String>,
    agent: Option<String>,
    brief: Option<bool>,
}

/// Ends a customer's sessions, but for one.
pub(super) fn ending_others(writes: &mut Writes, customer: CustomerId, but: Option<&str>) {
    let of = When::is("customer", customer.to_string());
    match but {
        Some(but) => writes.delete_where("shopper_session", &[of, When::is_not("id", session(but))]),
        None => writes.delete_where("shopper_session", &[of]),
    }
}

impl By<'_, Own> {
    /// Adds to `tx` the end of his sessions, for what he signs in with is another: this one goes on, no longer than it would have, under the token
    /// that is given back. What was copied out of his browser before opens nothing any more.
    pub(super) async fn beginning_anew(&self, tx: &mut Tx<'_>) -> Result<(Token, Stay), StoreError> {
        let old = self.proof.session().ok_or(StoreError::SignedOut)?;
        let row: SessionRow = self.store.conn.row(&session(old)).await?.ok_or(StoreError::SignedOut)?;
        let seen = tx.origin().at.millis();
        let (token, stay) = (Token::random(), if row.brief == Some(true) { Stay::ForNow } else { Stay::Remembered });
        // One goes on as one: whoever comes second finds it renewed. Of whose it was nothing stays behind.
        let over = Update::of(&session(old)).set("renewed", true).clear("customer").clear("cart").clear("address").clear("agent");
        tx.writes().must_update(&over.only_if("renewed", None::<bool>));
        ending_others(tx.writes(), self.proof.customer(), Some(old));
        tx.writes().create(&session(&token.digest()), SessionRow { seen, ..row });
        Ok((token, stay))
    }

    /// The sessions that he sits in, the one that is asking first, then as they were used last.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn own_sessions(&self) -> Result<Vec<Session>, StoreError> {
        let sql = "SELECT id, started, seen, address, agent, brief FROM shopper_session WHERE customer = $customer";
        let vars = vars! { "customer" => self.proof.customer().to_string() };
        let rows: Vec<Found> = self.store.conn.read(sql, vars).await?.take(0)?;
        let now = self.proof.origin().at;
        let mut sessions = Vec::new();
        for row in rows {
            let (seen, key) = (Moment::from_millis(row.seen), key(&row.id)?.to_owned());
            if now < ends(row.started, row.seen, row.brief) {
                sessions.push(Session {
                    is_this: self.proof.session() == Some(&key),
                    key,
                    since: Moment::from_millis(row.started),
                    seen,
                    address: row.address.unwrap_or_default(),
                    agent: row.agent.unwrap_or_default(),
                });
            }
        }
        sessions.sort_by_key(|session| (!session.is_this, std::cmp::Reverse(session.seen)));
        Ok(sessions)
    }

    /// The visits to him that are in progress: which, and since when.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn visits_to_me(&self) -> Result<Vec<(VisitId, Moment)>, StoreError> {
        self.store.visits_in_progress(self.proof.customer(), self.proof.origin().at).await
    }

    fn told(&self) -> Event {
        let customer = self.proof.customer();
        let event = self.proof.event(Action::CustomerSessionsEnded);
        let name = event.actor.name().to_owned();
        event.on("customer", customer, name)
    }

    /// Ends one of his sessions, at once.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: it is none of his, or over.
    pub async fn end_own_session(&self, key: &str) -> Result<(), StoreError> {
        let id = session(key);
        let mut tx = self.store.tx(self.proof);
        let mine = Update::of(&id).add("seen", 0).only_if("customer", self.proof.customer().to_string());
        tx.writes().must_update(&mine);
        tx.writes().delete(&id);
        match tx.commit(self.told()).await {
            Err(StoreError::Stale) => Err(StoreError::NotFound),
            done => done,
        }
    }

    /// Ends all of his sessions but this one.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn end_other_sessions(&self) -> Result<(), StoreError> {
        let mut tx = self.store.tx(self.proof);
        ending_others(tx.writes(), self.proof.customer(), self.proof.session());
        tx.commit(self.told()).await
    }

    /// Ends a visit to him, at once: whoever is in his account is out.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: it is none to him, or over.
    pub async fn end_visit_to_me(&self, visit: VisitId) -> Result<(), StoreError> {
        let rows = self.store.live_visits(&Whose::Customer(self.proof.customer())).await?;
        let row = rows.iter().find(|row| row.read().is_ok_and(|read| read.id == visit)).ok_or(StoreError::NotFound)?;
        let mut tx = self.store.tx(self.proof);
        ending_by_customer(&mut tx, row)?;
        tx.commit(self.told()).await
    }
}
