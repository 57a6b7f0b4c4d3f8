//! Back-office sessions: who sits in one, how it stands, signing in and out.

use super::{
    factor::{FactorRow, factor},
    row::{StaffRow, StaffSessionRow, session, staff},
};
use crate::{
    Store, StoreError,
    access::RoleRow,
    engine::{
        conn::{linked, vars},
        retry::decide,
        secret::{Token, id_at},
        tx::Tx,
        write::Update,
    },
    lockout::{Attempt, Guarded},
    mail, record,
};
use domain::{
    access::{Grants, Websites},
    assistance::StaffSession as Standing,
    audit::{Action, Actor, Event},
    caller::{Caller, Proof, Who},
    ids::{MailId, StaffId},
    mail::{About, Mail},
    staff::{Lifetime, Owed, STEP_UP, Seat, StaffMember, Theme},
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
    must_change: bool,
    has_factor: bool,
    /// Whether one is asked of whoever has the role.
    role_needs_factor: bool,
    time_zone: Option<String>,
    theme: Option<Theme>,
    expires: Option<i64>,
    row: StaffSessionRow,
}

impl StaffSession {
    /// Whether whoever holds it is signed in at `now`, where a session lives so long.
    pub fn is_live(&self, now: Moment, lives: Lifetime) -> bool {
        let is_active = self.active && self.expires.is_none_or(|expires| expires > now.millis());
        is_active && self.row.standing(now, lives) == Standing::Live
    }

    /// Whether it goes on under another token.
    pub fn is_renewed(&self) -> bool {
        self.row.renewed == Some(true)
    }

    /// What it brings along at `now`, where it lives so long; whether this one is to be remembered;
    /// and whether a second factor is asked of everybody.
    pub fn seat(&self, now: Moment, counts: bool, lives: Lifetime, needs_factor: bool) -> Seat {
        let seen = if counts && now.since(self.seen) >= SEEN_EVERY { now } else { self.seen };
        let ends = seen.plus(lives.idle).min(Moment::from_millis(self.row.started).plus(lives.absolute));
        let owes = if self.must_change {
            Some(Owed::Password)
        } else {
            ((needs_factor || self.role_needs_factor) && !self.has_factor).then_some(Owed::SecondFactor)
        };
        let code = self.has_factor.then(|| self.row.stepped_up.map_or(now, |at| Moment::from_millis(at).plus(STEP_UP)));
        Seat { owes, time_zone: self.time_zone.clone(), theme: self.theme, ends, code }
    }
}

/// What comes of the right name and the right password.
#[derive(Debug)]
pub enum SignIn {
    Done(Token, Box<StaffMember>),
    /// A code is asked for as well, of whoever holds this.
    NeedsCode(Token),
}

impl Store {
    /// Signs a staff member in, or asks for a code as well: `None` if the name or the password is not right, or the account is not
    /// active, or closed for a while. Which of these, nobody is told. The event is written either way. Whoever was signed in in this browser
    /// is not any more.
    ///
    /// # Errors
    /// The store does not answer; nobody is signed in.
    pub async fn sign_in_staff(&self, caller: &Caller, user_name: &str, password: &Secret) -> Result<Option<SignIn>, StoreError> {
        let wanted = user_name.trim().to_lowercase();
        let found = vars! { "name" => wanted.clone() };
        let row: Option<StaffRow> = self.conn.read("SELECT * FROM staff WHERE user_name = $name", found).await?.one(0)?;
        let known = row.as_ref().map(StaffRow::id).transpose()?;
        let key = known.map(|id| id.to_string());
        let attempt = || self.attempt(Guarded::Staff, key.as_deref(), caller.origin());
        let asker = self.passwords.turns.asker(caller.origin(), attempt().await?.is_home());
        let right = self.passwords.verify(password, row.as_ref().map(|r| r.password.as_str()), &asker).await?;
        let now = caller.origin().at;
        let (row, right) = (&row, right && row.as_ref().is_some_and(|r| r.is_active(now)));
        // What was tried meanwhile counts: whoever tries a hundred at once is judged as if one after another.
        let done = decide(|| async {
            let attempt = attempt().await?;
            let Some(row) = row.as_ref().filter(|_| right && !attempt.is_locked()) else {
                return self.staff_not_signed_in(caller, row.as_ref(), &attempt, &wanted).await.map(|()| None);
            };
            // What was tried in vain is forgotten when he is in, and not before: the code is guessed at as well.
            if let Some(token) = self.challenged(row, now).await? {
                return Ok(Some(SignIn::NeedsCode(token)));
            }
            let (token, member) = self.let_in(caller, self.tx(caller), row.clone(), (&attempt, false)).await?;
            Ok(Some(SignIn::Done(token, Box::new(member))))
        })
        .await?;
        if done.is_none() {
            self.passwords.turns.failed(caller.origin());
        }
        Ok(done)
    }

    async fn staff_not_signed_in(
        &self,
        caller: &Caller,
        found: Option<&StaffRow>,
        attempt: &Attempt,
        wanted: &str,
    ) -> Result<(), StoreError> {
        let mut tx = self.tx(caller);
        match found {
            Some(row) => self.trying_in_vain(&mut tx, attempt, row)?,
            None => attempt.of_nobody(tx.writes()),
        }
        let known = found.map(StaffRow::id).transpose()?.map(|id| id.to_string()).unwrap_or_default();
        // What was typed is cut: some type their password into the wrong field.
        let shown: String = wanted.chars().take(40).collect();
        let refused = Event::new(Action::StaffSignInRefused, Actor::Guest, caller.origin().clone());
        tx.commit(refused.on("staff", known, shown)).await
    }

    /// Adds to `tx` that a password or a code was not right; and where that closes the account, that it does, and a mail to whose it is.
    pub(super) fn trying_in_vain(&self, tx: &mut Tx<'_>, attempt: &Attempt, row: &StaffRow) -> Result<(), StoreError> {
        if attempt.failed(tx.writes()) {
            let (origin, member) = (tx.origin().clone(), row.clone().read()?);
            let told = Mail::of_staff(MailId::new(id_at(origin.at)), About::StaffLocked, &member, self.shop().default_view(), origin.at);
            mail::queue(tx.writes(), &told);
            tx.also(Event::new(Action::StaffLocked, Actor::Guest, origin).on("staff", member.id, member.user_name));
        }
        Ok(())
    }

    /// Begins a session of somebody who has shown that he is it, by a code as well or not; the one of before in this browser ends with it.
    pub(super) async fn let_in(
        &self,
        caller: &Caller,
        mut tx: Tx<'_>,
        row: StaffRow,
        (attempt, by_code): (&Attempt, bool),
    ) -> Result<(Token, StaffMember), StoreError> {
        let (origin, token, id) = (caller.origin().clone(), Token::random(), row.id()?);
        let now = origin.at.millis();
        if let Who::Staff { session: old, .. } = caller.who() {
            self.ending_session(&mut tx, old).await?;
        }
        if !self.config().shares_staff_accounts() {
            self.ending_sessions(&mut tx, id, None).await?;
        }
        let begun = StaffSessionRow { stepped_up: by_code.then_some(now), ..StaffSessionRow::begun(id, &origin) };
        tx.writes().create(&session(&token.digest()), begun);
        tx.writes().must_update(&Update::of(&row.id).set("last_signed_in", now).only_if("active", true));
        attempt.passed(tx.writes());
        let actor = Actor::Staff { id, user_name: row.user_name.clone() };
        tx.commit(Event::new(Action::StaffSignedIn, actor, origin).on("staff", id, row.user_name.clone())).await?;
        Ok((token, row.read()?))
    }

    /// Ends the caller's back-office session and every visit that was begun in it.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn sign_out_staff(&self, caller: &Caller) -> Result<(), StoreError> {
        let Who::Staff { id, user_name, session: of, .. } = caller.who() else { return Ok(()) };
        let mut tx = self.tx(caller);
        self.ending_session(&mut tx, of).await?;
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
            second: Option<FactorRow>,
        }
        let of = linked("staff", "$of.staff");
        let role = linked("role", &format!("{of}.role"));
        let second = linked("staff_factor", "$of.staff");
        let sql = format!("RETURN [{{ session: $of.*, staff: {of}.*, role: {role}.*, second: {second}.* }}]");
        let id = session(key);
        let found: Option<Found> = self.conn.read(&sql, vars! { "of" => id.clone() }).await?.one(0)?;
        let Some(Found { session: Some(row), staff: Some(member), role, second }) = found else { return Ok(None) };
        let sources = vec![id, member.id.clone(), record("role", &member.role), factor(member.id()?)];
        let session = StaffSession {
            staff: member.id()?,
            name: member.full_name(),
            active: member.active,
            role_needs_factor: role.as_ref().is_some_and(RoleRow::needs_factor),
            grants: role.as_ref().map_or_else(|| Grants::Custom([].into()), RoleRow::grants),
            websites: role.map_or_else(|| Websites::These([].into()), |role| role.websites()),
            must_change: member.must_change.unwrap_or_default(),
            has_factor: second.is_some_and(|row| row.since.is_some()),
            theme: member.theme.as_deref().and_then(Theme::from_code),
            time_zone: member.time_zone,
            expires: member.expires,
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
