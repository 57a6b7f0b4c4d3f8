//! Back-office sessions: who sits in one, how it stands, signing in and out.

use super::row::{StaffRow, StaffSessionRow, session, staff};
use crate::{
    Store, StoreError,
    access::RoleRow,
    assistance::Whose,
    engine::{
        conn::{linked, vars},
        retry::decide,
        secret::{Token, id_at},
        write::Update,
    },
    lockout::{Attempt, Guarded},
    mail, record,
};
use domain::{
    access::{Grants, Websites},
    assistance::{EndCause, StaffSession as Standing},
    audit::{Action, Actor, Event},
    caller::{Caller, Proof, Who},
    ids::{MailId, StaffId},
    mail::{About, Mail},
    text::Secret,
    time::Moment,
};
use std::{sync::Arc, time::Duration};
use surrealdb::types::{RecordId, SurrealValue};

/// A session's last request is written at most this often.
pub(crate) const SEEN_EVERY: Duration = Duration::from_secs(60);

/// A back-office session with all that a caller needs.
#[derive(Debug)]
pub struct StaffSession {
    pub staff: StaffId,
    pub user_name: String,
    pub name: String,
    pub active: bool,
    pub grants: Grants,
    pub websites: Websites,
    pub seen: Moment,
    row: StaffSessionRow,
}

impl StaffSession {
    /// Whether whoever holds it is signed in at `now`.
    pub fn is_live(&self, now: Moment) -> bool {
        self.active && self.row.standing(now) == Standing::Live
    }
}

impl Store {
    /// Signs a staff member in: `None` if the name or the password is not right, or the account is not active, or closed for a
    /// while. Which of these, nobody is told. The event is written either way. Whoever was signed in in this browser is not any more.
    ///
    /// # Errors
    /// The store does not answer; nobody is signed in.
    pub async fn sign_in_staff(&self, caller: &Caller, user_name: &str, password: &Secret) -> Result<Option<(Token, StaffId)>, StoreError> {
        let wanted = user_name.trim().to_lowercase();
        let found = vars! { "name" => wanted.clone() };
        let row: Option<StaffRow> = self.conn.read("SELECT * FROM staff WHERE user_name = $name", found).await?.one(0)?;
        let known = row.as_ref().map(StaffRow::id).transpose()?;
        let key = known.map(|id| id.to_string());
        let attempt = || self.attempt(Guarded::Staff, key.as_deref(), caller.origin());
        let asker = self.passwords.turns.asker(caller.origin(), attempt().await?.is_home());
        let right = self.passwords.verify(password, row.as_ref().map(|r| r.password.as_str()), &asker).await?;
        let (row, right) = (&row, right && row.as_ref().is_some_and(|r| r.active));
        // What was tried meanwhile counts: whoever tries a hundred at once is judged as if one after another.
        decide(|| async {
            let attempt = attempt().await?;
            match row.as_ref().zip(known) {
                Some((row, id)) if right && !attempt.is_locked() => self.staff_signed_in(caller, row, id, &attempt).await.map(Some),
                found => self.staff_not_signed_in(caller, found, &attempt, &wanted).await.map(|()| None),
            }
        })
        .await
    }

    async fn staff_signed_in(
        &self,
        caller: &Caller,
        row: &StaffRow,
        id: StaffId,
        attempt: &Attempt,
    ) -> Result<(Token, StaffId), StoreError> {
        let (token, origin) = (Token::random(), caller.origin().clone());
        let now = origin.at.millis();
        let mut tx = self.tx(caller);
        if let Who::Staff { session: old, .. } = caller.who() {
            tx.writes().update(&Update::of(&session(old)).set("ended", now));
            self.ending_visits(&mut tx, Whose::Session(old.clone()), EndCause::StaffSignedOut).await?;
        }
        let begun = StaffSessionRow { staff: id.to_string(), started: now, seen: now, ended: None };
        tx.writes().create(&session(&token.digest()), begun);
        tx.writes().must_update(&Update::of(&row.id).set("last_signed_in", now).only_if("active", true));
        attempt.passed(tx.writes());
        let actor = Actor::Staff { id, user_name: row.user_name.clone() };
        tx.commit(Event::new(Action::StaffSignedIn, actor, origin).on("staff", id, row.user_name.clone())).await?;
        Ok((token, id))
    }

    async fn staff_not_signed_in(
        &self,
        caller: &Caller,
        found: Option<(&StaffRow, StaffId)>,
        attempt: &Attempt,
        wanted: &str,
    ) -> Result<(), StoreError> {
        self.passwords.turns.failed(caller.origin());
        let event = |action| Event::new(action, Actor::Guest, caller.origin().clone());
        let mut tx = self.tx(caller);
        if let Some((row, id)) = found
            && attempt.failed(tx.writes())
        {
            let at = caller.origin().at;
            tx.also(event(Action::StaffLocked).on("staff", id, row.user_name.clone()));
            mail::queue(tx.writes(), &Mail::of_staff(MailId::new(id_at(at)), About::StaffLocked, &row.clone().read()?, at));
        }
        let known = found.map(|(_, id)| id.to_string()).unwrap_or_default();
        // What was typed is cut: some type their password into the wrong field.
        let shown: String = wanted.chars().take(40).collect();
        tx.commit(event(Action::StaffSignInRefused).on("staff", known, shown)).await
    }

    /// Ends the caller's back-office session and every visit that was begun in it.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn sign_out_staff(&self, caller: &Caller) -> Result<(), StoreError> {
        let Who::Staff { id, user_name, session: of, .. } = caller.who() else { return Ok(()) };
        let mut tx = self.tx(caller);
        let over = Update::of(&session(of)).set("ended", caller.origin().at.millis()).only_if("ended", None::<i64>);
        tx.writes().update(&over);
        self.ending_visits(&mut tx, Whose::Session(of.clone()), EndCause::StaffSignedOut).await?;
        let event = tx.event(Action::StaffSignedOut).on("staff", *id, user_name.clone());
        tx.commit(event).await
    }

    /// The staff member behind a session's key, with all that a caller needs; and how the session stands.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn staff_session(&self, key: &str) -> Result<Option<Arc<StaffSession>>, StoreError> {
        self.known.staff_sessions.or_read(&self.conn, key, self.read_staff_session(key)).await
    }

    async fn read_staff_session(&self, key: &str) -> Result<Option<(StaffSession, Vec<RecordId>)>, StoreError> {
        #[derive(SurrealValue)]
        struct Found {
            session: Option<StaffSessionRow>,
            staff: Option<StaffRow>,
            role: Option<RoleRow>,
        }
        let of = linked("staff", "$of.staff");
        let role = linked("role", &format!("{of}.role"));
        let sql = format!("RETURN [{{ session: $of.*, staff: {of}.*, role: {role}.* }}]");
        let id = session(key);
        let found: Option<Found> = self.conn.read(&sql, vars! { "of" => id.clone() }).await?.one(0)?;
        let Some(Found { session: Some(row), staff: Some(member), role }) = found else { return Ok(None) };
        let sources = vec![id, member.id.clone(), record("role", &member.role)];
        let session = StaffSession {
            staff: member.id()?,
            name: member.full_name(),
            active: member.active,
            grants: role.as_ref().map_or_else(|| Grants::Custom([].into()), RoleRow::grants),
            websites: role.map_or_else(|| Websites::These([].into()), |role| role.websites()),
            user_name: member.user_name,
            seen: Moment::from_millis(row.seen),
            row,
        };
        Ok(Some((session, sources)))
    }

    /// Remembers that a session was used, at most once a minute.
    ///
    /// # Errors
    /// The store does not answer. The session goes on: it ends a little early at worst.
    pub async fn staff_session_seen(&self, key: &str, seen: Moment, now: Moment) -> Result<(), StoreError> {
        let update = Update::of(&session(key)).only_if("ended", None::<i64>);
        self.remember_seen(update, seen, SEEN_EVERY, now).await
    }

    pub(crate) async fn staff_row(&self, id: StaffId) -> Result<StaffRow, StoreError> {
        self.conn.row(&staff(id)).await?.ok_or(StoreError::NotFound)
    }
}
