//! Stepping up: before what matters most whoever is signed in says again that it is he, by his own password, and where he has a second factor by a
//! code as well. The password is asked for each time; a code, which opens once, not again in the same session for a few minutes.

use super::row::{StaffSessionRow, session};
use crate::{
    Store, StoreError,
    engine::{turns::Asker, write::Update},
};
use domain::{
    audit::Action,
    caller::{Proof, Staff},
    staff::STEP_UP,
    text::{Flaw, Secret},
    time::Moment,
};

/// A code was typed in a session.
pub(super) fn stepped_up(key: &str, at: Moment) -> Update {
    Update::of(&session(key)).set("stepped_up", at.millis())
}

impl Store {
    /// Whether this is the own password of whoever is asking, and the code that is asked for beside it: before what matters most.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: it is not. [`StoreError::SignedOut`]: it was not too often, and the session is over. The store does not answer.
    pub async fn own_password(&self, staff: &Staff, password: &Secret, code: Option<&Secret>) -> Result<(), StoreError> {
        let (row, session) = (self.staff_row(staff.id()).await?, staff.session());
        let is_his = self.passwords.verify(password, Some(&row.password), &Asker::known(staff.origin())).await?;
        if is_his && self.own_code(staff, code).await? {
            return if self.right_own_password(session).await? { Ok(()) } else { Err(StoreError::SignedOut) };
        }
        let (field, flaw) = if is_his { ("current_code", Flaw::WrongCode) } else { ("current_password", Flaw::WrongPassword) };
        if !self.wrong_own_password(session, staff.origin().at).await? {
            return Err(StoreError::Invalid(field, flaw));
        }
        let mut tx = self.tx(staff);
        self.ending_session(&mut tx, session).await?;
        let event = tx.event(Action::StaffSignedOut).on("staff", staff.id(), staff.user_name()).because("wrong_passwords");
        tx.commit(event).await?;
        Err(StoreError::SignedOut)
    }

    /// Whether a code is his, or none is asked for.
    async fn own_code(&self, staff: &Staff, code: Option<&Secret>) -> Result<bool, StoreError> {
        let (id, now) = (staff.id(), staff.origin().at);
        let Some(factor) = self.factor_row(id).await?.filter(|row| row.since.is_some()) else { return Ok(true) };
        let here: Option<StaffSessionRow> = self.conn.row(&session(staff.session())).await?;
        let last = here.and_then(|row| row.stepped_up).map(Moment::from_millis);
        if last.is_some_and(|last| now.since(last) < STEP_UP) {
            return Ok(true);
        }
        // Whoever was not asked for it yet has not guessed.
        let code = code.ok_or(StoreError::Invalid("current_code", Flaw::Required))?;
        let Some(used) = factor.accepts(self.vault()?, id, code.expose(), now)? else { return Ok(false) };
        let mut tx = self.tx(staff);
        tx.writes().must_update(&used);
        tx.writes().update(&stepped_up(staff.session(), now));
        match tx.commit_untold().await {
            // It was good a moment ago, somewhere else.
            Err(StoreError::Stale) => Ok(false),
            done => done.map(|()| true),
        }
    }
}
