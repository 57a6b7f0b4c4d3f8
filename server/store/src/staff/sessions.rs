//! A staff member's own sessions: looked at and ended by himself; and what becomes of them when he is not any more whom they were begun for. What
//! ends one ends the visits that were begun in it.

use super::row::{StaffSessionRow, session};
use crate::{
    By, Store, StoreError,
    assistance::{Whose, voiding_handoffs},
    engine::{
        conn::vars,
        secret::Token,
        tx::Tx,
        write::{Update, When},
    },
    key,
};
use domain::{
    assistance::{EndCause, StaffSession as Standing},
    audit::Action,
    caller::{Proof, Staff},
    ids::StaffId,
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
}

impl By<'_, Staff> {
    /// The sessions that he sits in, the one that is asking first, then as they were used last.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn own_sessions(&self) -> Result<Vec<Session>, StoreError> {
        let mut sessions = self.store.live_sessions(self.proof.id(), self.proof.origin().at).await?;
        sessions.iter_mut().for_each(|session| session.is_this = session.key == self.proof.session());
        sessions.sort_by_key(|session| (!session.is_this, std::cmp::Reverse(session.seen)));
        Ok(sessions)
    }

    /// Ends one of his sessions, at once.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: it is none of his, or over.
    pub async fn end_own_session(&self, key: &str) -> Result<(), StoreError> {
        let over = Update::of(&session(key)).set("ended", self.proof.origin().at.millis());
        let mut tx = self.store.tx(self.proof);
        tx.writes().must_update(&over.only_if("ended", None::<i64>).only_if("staff", self.proof.id().to_string()));
        self.store.ending_visits(&mut tx, Whose::Session(key.to_owned()), EndCause::StaffSignedOut).await?;
        let event = tx.event(Action::StaffSessionsEnded).on("staff", self.proof.id(), self.proof.user_name());
        match tx.commit(event).await {
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
        self.store.ending_sessions(&mut tx, self.proof.id(), Some(self.proof.session())).await?;
        let event = tx.event(Action::StaffSessionsEnded).on("staff", self.proof.id(), self.proof.user_name());
        tx.commit(event).await
    }
}

impl Store {
    /// Adds to `tx` the end of one session, and of the visits that were begun in it.
    pub(super) async fn ending_session(&self, tx: &mut Tx<'_>, key: &str) -> Result<(), StoreError> {
        let over = Update::of(&session(key)).set("ended", tx.origin().at.millis()).only_if("ended", None::<i64>);
        tx.writes().update(&over);
        self.ending_visits(tx, Whose::Session(key.to_owned()), EndCause::StaffSignedOut).await
    }

    pub(super) async fn live_sessions(&self, staff: StaffId, now: Moment) -> Result<Vec<Session>, StoreError> {
        let sql = "SELECT id, started, seen, address, agent FROM staff_session WHERE staff = $staff AND ended = NONE";
        let rows: Vec<Found> = self.conn.read(sql, vars! { "staff" => staff.to_string() }).await?.take(0)?;
        let lives = self.config().staff_sessions();
        let mut live = Vec::new();
        for Found { id, started, seen, address, agent } in rows {
            let row = StaffSessionRow { staff: String::new(), started, seen, ended: None, address, agent, renewed: None, stepped_up: None };
            if row.standing(now, lives) == Standing::Live {
                live.push(Session {
                    key: key(&id)?.to_owned(),
                    since: Moment::from_millis(started),
                    seen: Moment::from_millis(seen),
                    address: row.address.unwrap_or_default(),
                    agent: row.agent.unwrap_or_default(),
                    is_this: false,
                });
            }
        }
        Ok(live)
    }

    /// Adds to `tx` the end of the sessions of somebody who has another password, address, factor or role now. If he does it himself, his own goes
    /// on, under another token: what was copied out of his browser before opens nothing any more.
    pub(super) async fn beginning_anew(&self, tx: &mut Tx<'_>, by: &Staff, of: StaffId) -> Result<Option<Token>, StoreError> {
        if of != by.id() {
            self.ending_sessions(tx, of, None).await?;
            return Ok(None);
        }
        self.ending_sessions(tx, of, Some(by.session())).await?;
        self.renewing_session(tx, by).await.map(Some)
    }

    /// Adds to `tx` that the session of whoever asks goes on under another token, with the visits that were begun in it, and no longer than it
    /// would have.
    async fn renewing_session(&self, tx: &mut Tx<'_>, by: &Staff) -> Result<Token, StoreError> {
        let old = session(by.session());
        let row: StaffSessionRow = self.conn.row(&old).await?.ok_or(StoreError::SignedOut)?;
        let (token, now) = (Token::random(), tx.origin().at.millis());
        let over = Update::of(&old).set("ended", now).set("renewed", true);
        tx.writes().must_update(&over.only_if("ended", None::<i64>));
        tx.writes().create(&session(&token.digest()), StaffSessionRow { seen: now, ..row });
        for visit in self.live_visits(&Whose::Session(by.session().to_owned())).await? {
            tx.writes().update(&Update::of(&visit.id).set("staff_session", token.digest()).only_if("live", true));
        }
        // What was about to be entered is begun anew.
        voiding_handoffs(tx, by.id());
        Ok(token)
    }

    /// Adds to `tx` the end of somebody's sessions, but for one, and of the visits that were begun in them.
    pub(super) async fn ending_sessions(&self, tx: &mut Tx<'_>, staff: StaffId, but: Option<&str>) -> Result<(), StoreError> {
        let now = tx.origin().at;
        let over = Update::all("staff_session").set("ended", now.millis()).only_if("staff", staff.to_string());
        let over = over.when(When::is("ended", None::<i64>));
        let Some(but) = but else {
            tx.writes().update(&over);
            return self.ending_visits(tx, Whose::Staff(staff), EndCause::StaffSignedOut).await;
        };
        tx.writes().update(&over.when(When::is_not("id", session(but))));
        for other in self.live_sessions(staff, now).await?.into_iter().filter(|session| session.key != but) {
            self.ending_visits(tx, Whose::Session(other.key), EndCause::StaffSignedOut).await?;
        }
        Ok(())
    }
}
