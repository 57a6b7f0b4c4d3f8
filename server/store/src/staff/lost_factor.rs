//! Second factors of whoever lost what makes the codes: taken away by somebody who may, or by a command.

use super::row::StaffRow;
use crate::{
    By, StoreError,
    engine::{
        conn::vars,
        secret::Token,
        write::{When, Writes},
    },
    lockout::{Guarded, unlocking},
};
use domain::{
    access::rules,
    audit::Action,
    caller::{Job, Permit, Proof, right},
    ids::StaffId,
};

impl By<'_, Permit<right::Users>> {
    /// Whether a user has a second factor that is asked for.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn has_factor(&self, id: StaffId) -> Result<bool, StoreError> {
        Ok(self.store.factor_row(id).await?.is_some_and(|row| row.since.is_some()))
    }

    /// Takes somebody's second factor away, who lost it: his sessions end. If that is whoever does it, this one goes on under the token that is
    /// given back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]. [`StoreError::Invalid`]: he holds more than whoever asks.
    pub async fn reset_factor(&self, id: StaffId) -> Result<Option<Token>, StoreError> {
        let member = self.staff_member(id).await?;
        let role = self.store.role_by_id(member.role).await?;
        rules::may_change(self.proof.power(), role.power(), role.power()).map_err(|flaw| StoreError::Invalid("role", flaw))?;
        let mut tx = self.store.tx(self.proof);
        self.store.taking_factor(&mut tx, &member).await?;
        // Whoever lost what makes his codes has guessed.
        unlocking(tx.writes(), Guarded::Staff, &id.to_string());
        let token = self.store.beginning_anew(&mut tx, self.proof, id).await?;
        let event = tx.event(Action::StaffFactorReset).on("staff", id, member.user_name);
        tx.commit(event).await?;
        Ok(token)
    }
}

impl By<'_, Job> {
    /// Takes somebody's second factor away, by the user name.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn reset_factor_of(&self, user_name: &str) -> Result<(), StoreError> {
        let found = vars! { "name" => user_name.to_lowercase() };
        let row: Option<StaffRow> = self.store.conn.read("SELECT * FROM staff WHERE user_name = $name", found).await?.one(0)?;
        let member = row.ok_or(StoreError::NotFound)?.read()?;
        let (id, mut tx) = (member.id, self.store.tx(self.proof));
        self.store.taking_factor(&mut tx, &member).await?;
        // Whoever lost what makes his codes has guessed.
        unlocking(tx.writes(), Guarded::Staff, &id.to_string());
        self.store.ending_sessions(&mut tx, id, None).await?;
        let event = tx.event(Action::StaffFactorReset).on("staff", id, member.user_name);
        tx.commit(event).await
    }

    /// Clears away sign-ins that nobody finished.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn clear_challenges(&self) -> Result<(), StoreError> {
        let mut writes = Writes::default();
        writes.delete_where("staff_challenge", &[When::is_less("until", self.proof.origin().at.millis())]);
        self.store.conn.write_again_on_conflict(&writes).await
    }
}
