//! Admin users: creating and changing them. Their sessions have a file of their own.

pub(crate) mod grids;
pub(crate) mod row;
mod session;

pub use row::NewStaff;
pub(crate) use row::{StaffRow, StaffSessionRow, staff};
pub(crate) use session::SEEN_EVERY;
pub use session::StaffSession;

use crate::{
    By, Store, StoreError,
    access::{ADMINISTRATORS, RoleRow, keeping_an_administrator, role},
    assistance::{Whose, voiding_handoffs},
    engine::{
        conn::vars,
        secret::id_at,
        turns::Asker,
        write::{Update, When},
    },
};
use domain::{
    access::{Grants, Resource, RoleName, Websites, rules},
    assistance::EndCause,
    audit::{Action, Change},
    caller::{Job, Permit, Proof, Staff, right},
    customers::{Email, PersonName},
    ids::{RoleId, StaffId},
    staff::StaffMember,
    text::Secret,
};
use surrealdb::types::RecordId;

/// A user as he is to be.
#[derive(Debug)]
pub struct StaffDraft {
    pub first_name: PersonName,
    pub last_name: PersonName,
    pub email: Email,
    pub role: RoleId,
    pub active: bool,
}

impl Store {
    /// Whether this is the own password of whoever is asking: asked for before what matters most.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: it is not. [`StoreError::SignedOut`]: it was not too often, and the session is over. The store does not answer.
    pub async fn own_password(&self, staff: &Staff, password: &Secret) -> Result<(), StoreError> {
        let (row, session) = (self.staff_row(staff.id()).await?, staff.session());
        if self.passwords.verify(password, Some(&row.password), &Asker::known(staff.origin())).await? {
            return if self.right_own_password(session).await? { Ok(()) } else { Err(StoreError::SignedOut) };
        }
        if !self.wrong_own_password(session, staff.origin().at).await? {
            return Err(StoreError::Invalid("current_password", domain::text::Flaw::WrongPassword));
        }
        let mut tx = self.tx(staff);
        tx.writes().update(&Update::of(&row::session(session)).set("ended", staff.origin().at.millis()).only_if("ended", None::<i64>));
        self.ending_visits(&mut tx, Whose::Session(session.to_owned()), EndCause::StaffSignedOut).await?;
        let event = tx.event(Action::StaffSignedOut).on("staff", staff.id(), staff.user_name()).because("wrong_passwords");
        tx.commit(event).await?;
        Err(StoreError::SignedOut)
    }

    /// Whether there is any staff at all: a new store has none.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn has_staff(&self) -> Result<bool, StoreError> {
        let ids: Vec<RecordId> = self.conn.read("SELECT VALUE id FROM staff LIMIT 1", vars! {}).await?.take(0)?;
        Ok(!ids.is_empty())
    }

    async fn has_other_administrator(&self, except: StaffId) -> Result<bool, StoreError> {
        let sql = format!("{ADMINISTRATORS} AND id != $except LIMIT 1");
        let ids: Vec<RecordId> = self.conn.read(&sql, vars! { "except" => staff(except) }).await?.take(0)?;
        Ok(!ids.is_empty())
    }
}

impl By<'_, Job> {
    /// The first administrator of a new store, with a role that holds everything.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: the name or the address is taken.
    pub async fn create_administrator(&self, mut new: NewStaff) -> Result<StaffId, StoreError> {
        let (store, now) = (self.store, self.proof.origin().at);
        let all: Vec<RoleRow> = store.conn.read("SELECT * FROM role WHERE everything = true LIMIT 1", vars! {}).await?.take(0)?;
        let password = store.passwords.hash(&new.password, &Asker::known(self.proof.origin())).await?;
        let mut tx = store.tx(self.proof);
        new.role = match all.into_iter().next() {
            Some(row) => row.read()?.id,
            None => {
                let id = RoleId::new(id_at(now));
                let name = RoleName::parse("Administrators").map_err(|flaw| StoreError::Invalid("name", flaw))?;
                tx.writes().create(&role(id), RoleRow::new(id, &crate::RoleDraft { name, grants: Grants::All, websites: Websites::All }));
                id
            }
        };
        let id = StaffId::new(id_at(now));
        tx.writes().create(&staff(id), StaffRow::new(id, &new, password, now));
        let event = tx.event(Action::StaffCreated).on("staff", id, new.user_name.as_str());
        tx.commit(event.changing([Change::added("role", "Administrators")])).await?;
        Ok(id)
    }
}

impl By<'_, Permit<right::Users>> {
    /// All users by name, each with the name of the role.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn staff_members(&self) -> Result<Vec<(StaffMember, String)>, StoreError> {
        let mut rows = self.store.conn.read("SELECT * FROM staff ORDER BY user_name; SELECT * FROM role", vars! {}).await?;
        let roles = rows.take::<RoleRow>(1)?.into_iter().map(RoleRow::read).collect::<Result<Vec<_>, _>>()?;
        rows.take::<StaffRow>(0)?
            .into_iter()
            .map(|row| {
                let member = row.read()?;
                let role = roles.iter().find(|r| r.id == member.role).map(|r| r.name.clone()).unwrap_or_default();
                Ok((member, role))
            })
            .collect()
    }

    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn staff_member(&self, id: StaffId) -> Result<StaffMember, StoreError> {
        self.store.staff_row(id).await?.read()
    }

    /// # Errors
    /// [`StoreError::Invalid`]: the name or the address is taken, there is no such role, or it grants more than whoever gives it holds.
    pub async fn create_staff(&self, new: NewStaff) -> Result<StaffId, StoreError> {
        let given = self.store.role_by_id(new.role).await?;
        rules::may_change(self.proof.power(), given.power(), given.power()).map_err(|flaw| StoreError::Invalid("role", flaw))?;
        let (id, now) = (StaffId::new(id_at(self.proof.origin().at)), self.proof.origin().at);
        let password = self.store.passwords.hash(&new.password, &Asker::known(self.proof.origin())).await?;
        let mut tx = self.store.tx(self.proof);
        // The role is written too, so that deleting it at the same moment conflicts.
        tx.writes().must_update(&Update::of(&role(given.id)).add("revision", 0));
        tx.writes().create(&staff(id), StaffRow::new(id, &new, password, now));
        let event = tx.event(Action::StaffCreated).on("staff", id, new.user_name.as_str());
        tx.commit(event.changing([Change::added("role", given.name)])).await?;
        Ok(id)
    }

    /// Saves a user. A user who is deactivated is signed out; visits that may not go on end.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: the address is taken, the role grants more than whoever gives it holds, or nobody would be left who
    /// holds everything. [`StoreError::Stale`]: he was changed meanwhile.
    pub async fn save_staff(&self, was: &StaffMember, draft: &StaffDraft) -> Result<(), StoreError> {
        let (old, new) = (self.store.role_by_id(was.role).await?, self.store.role_by_id(draft.role).await?);
        let changes = [
            Change::of("first_name", &was.first_name, draft.first_name.as_str()),
            Change::of("last_name", &was.last_name, draft.last_name.as_str()),
            Change::of("email", &was.email, draft.email.as_str()),
            Change::of("role", &old.name, &new.name),
            Change::of("active", &was.active.to_string(), &draft.active.to_string()),
        ];
        if changes.iter().all(Option::is_none) {
            return Ok(());
        }
        let no = |field| move |flaw| StoreError::Invalid(field, flaw);
        rules::may_change(self.proof.power(), old.power(), new.power()).map_err(no("role"))?;
        let now = self.proof.origin().at.millis();
        let mut tx = self.store.tx(self.proof);
        let update = Update::of(&staff(was.id))
            .set("first_name", draft.first_name.as_str().to_owned())
            .set("last_name", draft.last_name.as_str().to_owned())
            .set("email", draft.email.as_str().to_owned())
            .set("role", draft.role.to_string())
            .set("active", draft.active)
            .add("role_changes", i64::from(was.role != draft.role))
            .add("active_changes", i64::from(was.active != draft.active))
            .add("revision", 1);
        tx.writes().must_update(&update.only_if("revision", was.revision));
        // The role is written too, so that deleting it at the same moment conflicts.
        tx.writes().must_update(&Update::of(&role(draft.role)).add("revision", 0));
        let (was_administrator, stays) =
            (was.active && rules::is_everything(old.power()), draft.active && rules::is_everything(new.power()));
        if was_administrator && !stays {
            let others = self.store.has_other_administrator(was.id).await?;
            let at = if draft.active { "role" } else { "active" };
            rules::keeps_an_administrator(was_administrator, stays, others).map_err(no(at))?;
            keeping_an_administrator(&mut tx);
        }
        let assists = |active: bool, grants: &Grants| active && grants.allows(Resource::LoginAsCustomer);
        if was.active && !draft.active {
            let sessions = Update::all("staff_session").set("ended", now).only_if("staff", was.id.to_string());
            tx.writes().update(&sessions.when(When::is("ended", None::<i64>)));
        }
        if assists(was.active, &old.grants) && !assists(draft.active, &new.grants) {
            let cause = if draft.active { EndCause::RightLost } else { EndCause::StaffDeactivated };
            self.store.ending_visits(&mut tx, Whose::Staff(was.id), cause).await?;
            voiding_handoffs(&mut tx, was.id);
        }
        let event = tx.event(Action::StaffChanged).on("staff", was.id, was.user_name.clone());
        tx.commit(event.changing(changes.into_iter().flatten())).await
    }
}
