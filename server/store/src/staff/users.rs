//! System > Permissions > All Users: inviting, changing, deleting. Nobody sets a password for somebody else.

use super::{
    factor::factor,
    link::{Reaching, StaffLink, link_record},
    row::{NewStaff, StaffRow, staff},
};
use crate::{
    By, StoreError,
    access::{RoleRow, keeping_an_administrator, role},
    assistance::{Whose, voiding_handoffs},
    engine::{
        conn::vars,
        secret::{Token, id_at},
        turns::Asker,
        tx::Tx,
        write::{Update, When},
    },
    lockout::{Guarded, forgetting},
};
use domain::{
    access::{Grants, Power, Resource, Role, rules},
    assistance::EndCause,
    audit::{Action, Change},
    caller::{Job, Permit, Proof, right},
    customers::{Email, PersonName},
    ids::{RoleId, StaffId},
    list::{Filter, Query},
    mail::About,
    staff::{StaffMember, UserName},
    text::{Flaw, Secret, caseless},
    time::Moment,
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
    /// From when on the account is not active any more.
    pub expires: Option<Moment>,
    /// Whether he sets a new password when he signs in next.
    pub must_change: bool,
}

/// Whether he is one of those who can do everything, and goes on to be.
fn is_a_way_in(active: bool, member: &StaffMember, expires: Option<Moment>, power: Power<'_>) -> bool {
    active && !member.invited && expires.is_none() && rules::is_everything(power)
}

impl By<'_, Permit<right::Users>> {
    /// The users that are asked for, in no order, each with the name of the role, and until when his account is closed to somebody.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn staff_members(&self, query: &Query) -> Result<Vec<(StaffMember, String, Option<Moment>)>, StoreError> {
        let mut rows = self.store.conn.read("SELECT * FROM staff; SELECT * FROM role", vars! {}).await?;
        let roles = rows.take::<RoleRow>(1)?.into_iter().map(RoleRow::read).collect::<Result<Vec<_>, _>>()?;
        let words: Vec<String> = query.search.split_whitespace().map(caseless).collect();
        let is = |name: &str, value: &str| match query.filters.get(name) {
            Some(Filter::Is(wanted)) => wanted == value,
            Some(Filter::Between(..) | Filter::Numbers(..)) | None => true,
        };
        let now = self.proof.origin().at;
        let locked = self.store.locked_staff(now).await?;
        let mut found = Vec::new();
        for row in rows.take::<StaffRow>(0)? {
            let member = row.read()?;
            let text = caseless(&format!("{} {} {}", member.user_name, member.full_name(), member.email));
            let status = if member.is_active(now) { "active" } else { "inactive" };
            if words.iter().all(|word| text.contains(word)) && is("role", &member.role.to_string()) && is("status", status) {
                let role = roles.iter().find(|r| r.id == member.role).map(|r| r.name.clone()).unwrap_or_default();
                let until = locked.get(&member.id).map(|(_, until)| *until);
                found.push((member, role, until));
            }
        }
        Ok(found)
    }

    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn staff_member(&self, id: StaffId) -> Result<StaffMember, StoreError> {
        self.store.staff_row(id).await?.read()
    }

    /// Invites a user: he gets a link by which he sets his own password. It is given back if it is to be handed on.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: the name or the address is taken, there is no such role, or it grants more than whoever gives it holds.
    pub async fn invite_staff(
        &self,
        user_name: UserName,
        draft: StaffDraft,
        how: Reaching,
    ) -> Result<(StaffMember, Option<StaffLink>), StoreError> {
        let given = self.store.role_by_id(draft.role).await?;
        rules::may_change(self.proof.power(), given.power(), given.power()).map_err(|flaw| StoreError::Invalid("role", flaw))?;
        later(draft.expires, self.proof.origin().at)?;
        let (id, now) = (StaffId::new(id_at(self.proof.origin().at)), self.proof.origin().at);
        let mut tx = self.store.tx(self.proof);
        self.store.taking_user_name(&mut tx, &user_name).await?;
        // Nobody knows it.
        let password = Secret::new(Token::random().expose());
        let hash = self.store.passwords.hash(&password, &Asker::known(self.proof.origin())).await?;
        let StaffDraft { first_name, last_name, email, expires, .. } = draft;
        let new = NewStaff { user_name, first_name, last_name, email, role: draft.role, password };
        let row = StaffRow { invited: Some(true), expires: expires.map(Moment::millis), ..StaffRow::new(id, &new, hash, now) };
        let member = row.clone().read()?;
        // The role is written too, so that deleting it at the same moment conflicts.
        tx.writes().must_update(&Update::of(&role(given.id)).add("revision", 0));
        tx.writes().create(&staff(id), row);
        let link = self.store.linking(tx.writes(), &member, how, self.proof);
        let event = tx.event(Action::StaffCreated).on("staff", id, new.user_name.as_str());
        let told = [
            Change::added("first_name", member.first_name.clone()),
            Change::added("last_name", member.last_name.clone()),
            Change::added("email", member.email.clone()),
            Change::added("role", given.name),
        ];
        let expires = member.expires.map(|at| Change::added("expires", at.millis().to_string()));
        tx.commit(event.changing(told.into_iter().chain(expires))).await?;
        Ok((member, link))
    }

    /// Saves a user. Who is deactivated, gets another role or address, or is to set a new password, is signed out; visits that may not go on end.
    /// If that is whoever saves, his own session goes on under the token that is given back.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: the address is taken, the role grants more than whoever gives it holds, or nobody would be left who
    /// holds everything. [`StoreError::Stale`]: he was changed meanwhile.
    pub async fn save_staff(&self, was: &StaffMember, draft: &StaffDraft) -> Result<Option<Token>, StoreError> {
        let (old, new) = (self.store.role_by_id(was.role).await?, self.store.role_by_id(draft.role).await?);
        let day = |at: Option<Moment>| at.map(|at| at.millis().to_string()).unwrap_or_default();
        let changes = [
            Change::of("first_name", &was.first_name, draft.first_name.as_str()),
            Change::of("last_name", &was.last_name, draft.last_name.as_str()),
            Change::of("email", &was.email, draft.email.as_str()),
            Change::of("role", &old.name, &new.name),
            Change::of("active", &was.active.to_string(), &draft.active.to_string()),
            Change::of("expires", &day(was.expires), &day(draft.expires)),
            Change::of("must_change", &was.must_change.to_string(), &draft.must_change.to_string()),
        ];
        if changes.iter().all(Option::is_none) {
            return Ok(None);
        }
        let no = |field| move |flaw| StoreError::Invalid(field, flaw);
        rules::may_change(self.proof.power(), old.power(), new.power()).map_err(no("role"))?;
        let (now, is_own) = (self.proof.origin().at, was.id == self.proof.id());
        if was.expires != draft.expires {
            later(draft.expires, now)?;
        }
        let mut tx = self.store.tx(self.proof);
        let update = Update::of(&staff(was.id))
            .set("first_name", draft.first_name.as_str().to_owned())
            .set("last_name", draft.last_name.as_str().to_owned())
            .set("email", draft.email.as_str().to_owned())
            .set("role", draft.role.to_string())
            .set("active", draft.active)
            .set("expires", draft.expires.map(Moment::millis))
            .set("must_change", draft.must_change.then_some(true))
            .set("must_change_changes", was.must_change_changes.saturating_add(i64::from(was.must_change != draft.must_change)))
            .add("role_changes", i64::from(was.role != draft.role))
            .add("active_changes", i64::from(was.active != draft.active))
            .add("revision", 1);
        tx.writes().must_update(&update.only_if("revision", was.revision));
        // The role is written too, so that deleting it at the same moment conflicts.
        tx.writes().must_update(&Update::of(&role(draft.role)).add("revision", 0));
        let was_a_way = is_a_way_in(was.active, was, was.expires, old.power());
        if was_a_way && !is_a_way_in(draft.active, was, draft.expires, new.power()) {
            let at = if !draft.active {
                "active"
            } else if draft.role != was.role {
                "role"
            } else {
                "expires"
            };
            self.keeping_a_way_in(&mut tx, was.id, at).await?;
        }
        if is_own && !draft.active {
            return Err(StoreError::Invalid("active", Flaw::OwnAccount));
        }
        let has_moved = was.email != draft.email.as_str();
        let mut token = None;
        if (was.active && !draft.active) || was.role != draft.role || has_moved || (draft.must_change && !was.must_change) {
            token = self.ending(&mut tx, was, (&old, &new), draft.active).await?;
        }
        if has_moved {
            // What was sent to the address of before opens nothing any more.
            tx.writes().delete(&link_record(was.id));
            self.store.tell_staff(&mut tx, About::EmailChanged, was);
        }
        let event = tx.event(Action::StaffChanged).on("staff", was.id, was.user_name.clone());
        tx.commit(event.changing(changes.into_iter().flatten())).await?;
        Ok(token)
    }

    /// Force Sign-In: ends somebody's sessions.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]. [`StoreError::Invalid`]: he holds more than whoever asks.
    pub async fn revoke_sessions(&self, id: StaffId) -> Result<(), StoreError> {
        let member = self.staff_member(id).await?;
        let role = self.store.role_by_id(member.role).await?;
        rules::may_change(self.proof.power(), role.power(), role.power()).map_err(|flaw| StoreError::Invalid("role", flaw))?;
        let mut tx = self.store.tx(self.proof);
        self.store.ending_sessions(&mut tx, id, None).await?;
        voiding_handoffs(&mut tx, id);
        let event = tx.event(Action::StaffSessionsRevoked).on("staff", id, member.user_name);
        tx.commit(event).await
    }

    /// Deletes a user. What he did stays in the record, under his name.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: it is his own account, he holds more than whoever deletes him, or nobody would be left who holds
    /// everything. [`StoreError::Stale`]: he was changed meanwhile.
    pub async fn delete_staff(&self, was: &StaffMember) -> Result<(), StoreError> {
        let held = self.store.role_by_id(was.role).await?;
        let no = |flaw| StoreError::Invalid("user", flaw);
        if was.id == self.proof.id() {
            return Err(no(Flaw::OwnAccount));
        }
        rules::may_change(self.proof.power(), held.power(), held.power()).map_err(no)?;
        let mut tx = self.store.tx(self.proof);
        tx.writes().must_update(&Update::of(&staff(was.id)).set("active", false).add("revision", 1).only_if("revision", was.revision));
        self.store.ending_visits(&mut tx, Whose::Staff(was.id), EndCause::StaffDeactivated).await?;
        voiding_handoffs(&mut tx, was.id);
        tx.writes().delete_where("staff_session", &[When::is("staff", was.id.to_string())]);
        tx.writes().delete(&link_record(was.id));
        tx.writes().delete(&factor(was.id));
        forgetting(tx.writes(), Guarded::Staff, &was.id.to_string());
        tx.writes().delete(&staff(was.id));
        if is_a_way_in(was.active, was, was.expires, held.power()) {
            self.keeping_a_way_in(&mut tx, was.id, "user").await?;
        }
        let event = tx.event(Action::StaffDeleted).on("staff", was.id, was.user_name.clone());
        tx.commit(event.changing([Change::of("role", &held.name, "")].into_iter().flatten())).await
    }

    async fn keeping_a_way_in(&self, tx: &mut Tx<'_>, of: StaffId, field: &'static str) -> Result<(), StoreError> {
        let others = self.store.has_other_administrator(of).await?;
        rules::keeps_an_administrator(true, false, others).map_err(|flaw| StoreError::Invalid(field, flaw))?;
        keeping_an_administrator(tx);
        Ok(())
    }

    /// Ends the sessions of somebody who is not any more whom they were begun for, and the visits that may not go on.
    async fn ending(
        &self,
        tx: &mut Tx<'_>,
        was: &StaffMember,
        (old, new): (&Role, &Role),
        active: bool,
    ) -> Result<Option<Token>, StoreError> {
        let assists = |active: bool, grants: &Grants| active && grants.allows(Resource::LoginAsCustomer);
        if assists(was.active, &old.grants) && !assists(active, &new.grants) {
            let cause = if active { EndCause::RightLost } else { EndCause::StaffDeactivated };
            self.store.ending_visits(tx, Whose::Staff(was.id), cause).await?;
            voiding_handoffs(tx, was.id);
        }
        self.store.beginning_anew(tx, self.proof, was.id).await
    }
}

/// Whether an account may end then.
fn later(expires: Option<Moment>, now: Moment) -> Result<(), StoreError> {
    if expires.is_some_and(|expires| expires <= now) { Err(StoreError::Invalid("expires", Flaw::NotLater)) } else { Ok(()) }
}

impl By<'_, Job> {
    /// Deactivates users whose time is over, and says how many: their sessions and visits end with it.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn expire_staff(&self) -> Result<usize, StoreError> {
        let now = self.proof.origin().at;
        let late = vars! { "now" => now.millis() };
        let sql = "SELECT * FROM staff WHERE active = true AND expires != NONE AND expires <= $now";
        let rows: Vec<StaffRow> = self.store.conn.read(sql, late).await?.take(0)?;
        let mut expired = 0_usize;
        for row in rows {
            let (id, target): (StaffId, RecordId) = (row.id()?, row.id.clone());
            let mut tx = self.store.tx(self.proof);
            let update = Update::of(&target).set("active", false).add("active_changes", 1).add("revision", 1);
            tx.writes().must_update(&update.only_if("revision", row.revision));
            self.store.ending_visits(&mut tx, Whose::Staff(id), EndCause::StaffDeactivated).await?;
            self.store.ending_sessions(&mut tx, id, None).await?;
            voiding_handoffs(&mut tx, id);
            let event = tx.event(Action::StaffExpired).on("staff", id, row.user_name);
            match tx.commit(event).await {
                Ok(()) => expired = expired.saturating_add(1),
                // Somebody changed him meanwhile: the next round looks again.
                Err(StoreError::Stale) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(expired)
    }
}
