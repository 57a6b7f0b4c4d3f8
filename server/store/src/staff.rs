//! Admin users: creating, changing, signing in and out.

use crate::{
    Store, StoreError,
    access::{RoleRow, grants, keeping_an_administrator},
    assistance::{Whose, voiding_handoffs},
    conn::{linked, vars},
    key, record,
    secret::{Token, id_at, random_id},
    sessions::StaffSessionRow,
    tx::Tx,
};
use domain::{
    access::{Grants, Resource},
    assistance::EndCause,
    audit::{Action, Actor, Change, Event, Origin},
    caller::{Caller, Job, Permit, Who, right},
    customers::{Email, PersonName},
    ids::{RoleId, StaffId},
    staff::{StaffMember, UserName},
    text::Secret,
    time::Moment,
};
use std::sync::Arc;
use surrealdb::types::{RecordId, SurrealValue};

#[derive(Debug, SurrealValue)]
pub(crate) struct StaffRow {
    id: RecordId,
    pub(crate) user_name: String,
    first_name: String,
    last_name: String,
    email: String,
    password: String,
    role: String,
    pub(crate) active: bool,
    created: i64,
    last_signed_in: Option<i64>,
    revision: i64,
}

impl StaffRow {
    pub(crate) fn id(&self) -> Result<StaffId, StoreError> {
        crate::parse(key(&self.id)?)
    }

    pub(crate) fn role(&self) -> Result<RoleId, StoreError> {
        crate::parse(&self.role)
    }

    pub(crate) fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    fn read(self) -> Result<StaffMember, StoreError> {
        Ok(StaffMember {
            id: self.id()?,
            role: self.role()?,
            user_name: self.user_name,
            first_name: self.first_name,
            last_name: self.last_name,
            email: self.email,
            active: self.active,
            created: Moment::from_millis(self.created),
            last_signed_in: self.last_signed_in.map(Moment::from_millis),
            revision: self.revision,
        })
    }
}

/// A new user, checked.
#[derive(Debug)]
pub struct NewStaff {
    pub user_name: UserName,
    pub first_name: PersonName,
    pub last_name: PersonName,
    pub email: Email,
    pub role: RoleId,
    pub password: Secret,
}

/// What of a user can be changed.
#[derive(Debug)]
pub struct StaffDraft {
    pub first_name: PersonName,
    pub last_name: PersonName,
    pub email: Email,
    pub role: RoleId,
    pub active: bool,
}

impl Store {
    /// Signs a staff member in: `None` if the name or the password is not right, or the account is not active. Which of
    /// these, nobody is told. The event is written either way.
    ///
    /// # Errors
    /// The store does not answer; nobody is signed in.
    pub async fn sign_in_staff(&self, caller: &Caller, user_name: &str, password: &Secret) -> Result<Option<Token>, StoreError> {
        let wanted = user_name.trim().to_lowercase();
        let row: Option<StaffRow> =
            self.conn.run("SELECT * FROM staff WHERE user_name = $name", vars! { "name" => wanted.clone() }).await?.one(0)?;
        let right = self.passwords.verify(password, row.as_ref().map(|r| r.password.as_str())).await?;
        let origin = caller.origin().clone();
        let Some(row) = row.filter(|r| right && r.active) else {
            // What was typed is cut: some type their password into the wrong field.
            let shown: String = wanted.chars().take(40).collect();
            self.append(Event::new(Action::StaffSignInRefused, Actor::Guest, origin).on("staff", "", shown)).await?;
            return Ok(None);
        };
        let (token, id, now) = (Token::random(), row.id()?, origin.at.millis());
        let actor = Actor::Staff { id, user_name: row.user_name.clone() };
        Tx::new()
            .bind("session_id", record("staff_session", &token.digest()))
            .bind("staff", id.to_string())
            .bind("staff_id", row.id.clone())
            .bind("identity", random_id().simple().to_string())
            .bind("now", now)
            .run("CREATE $session_id SET staff = $staff, identity = $identity, started = $now, seen = $now RETURN NONE")
            .must_update("UPDATE $staff_id SET last_signed_in = $now WHERE active = true")
            .commit(self, Event::new(Action::StaffSignedIn, actor, origin).on("staff", id, row.user_name.clone()))
            .await?;
        Ok(Some(token))
    }

    /// Ends the caller's back-office session and every visit that was begun in it.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn sign_out_staff(&self, caller: &Caller) -> Result<(), StoreError> {
        let Who::Staff { id, user_name, session, .. } = caller.who() else { return Ok(()) };
        let tx = Tx::new()
            .bind("session_id", record("staff_session", session))
            .bind("now", caller.origin().at.millis())
            .run("UPDATE $session_id SET ended = $now WHERE ended = NONE RETURN NONE");
        self.ending_visits(tx, Whose::Session(session.clone()), EndCause::StaffSignedOut, caller.origin())
            .await?
            .commit(self, caller.event(Action::StaffSignedOut).on("staff", *id, user_name.clone()))
            .await
    }

    /// Whether this is the caller's own password: asked for before what matters most.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn is_own_password<R: domain::caller::Right>(&self, permit: &Permit<R>, password: &Secret) -> Result<bool, StoreError> {
        let row = self.staff_row(permit.staff()).await?;
        self.passwords.verify(password, Some(&row.password)).await
    }

    /// All users by name, each with the name of the role.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn staff_members(&self, _: &Permit<right::Users>) -> Result<Vec<(StaffMember, String)>, StoreError> {
        let mut rows = self.conn.run("SELECT * FROM staff ORDER BY user_name; SELECT * FROM role", vars! {}).await?;
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
    pub async fn staff_member(&self, _: &Permit<right::Users>, id: StaffId) -> Result<StaffMember, StoreError> {
        self.staff_row(id).await?.read()
    }

    /// # Errors
    /// [`StoreError::Taken`]: another user has the name. [`StoreError::NotFound`]: there is no such role.
    pub async fn create_staff(&self, permit: &Permit<right::Users>, new: NewStaff) -> Result<StaffId, StoreError> {
        let role = self.role_by_id(new.role).await?;
        let id = StaffId::new(id_at(permit.origin().at));
        let password = self.passwords.hash(&new.password).await?;
        let event = permit.event(Action::StaffCreated).on("staff", id, new.user_name.as_str()).changing([Change::added("role", role.name)]);
        write_new(Tx::new(), "user", id, &new, password, permit.origin()).commit(self, event).await?;
        Ok(id)
    }

    /// The first administrator of a new store, with a role that holds everything.
    ///
    /// # Errors
    /// [`StoreError::Taken`]: the name is taken.
    pub async fn create_administrator(&self, job: &Job, mut new: NewStaff) -> Result<StaffId, StoreError> {
        let all: Vec<RoleRow> = self.conn.run("SELECT * FROM role WHERE everything = true LIMIT 1", vars! {}).await?.take(0)?;
        let mut tx = Tx::new();
        new.role = match all.into_iter().next() {
            Some(row) => row.read()?.id,
            None => {
                let id = RoleId::new(id_at(job.origin().at));
                let name = domain::access::RoleName::parse("Administrators").map_err(|_| StoreError::Other("role name".into()))?;
                tx = crate::access::write_new(tx, "role", id, &crate::RoleDraft { name, grants: Grants::All });
                id
            }
        };
        let id = StaffId::new(id_at(job.origin().at));
        let password = self.passwords.hash(&new.password).await?;
        let event =
            job.event(Action::StaffCreated).on("staff", id, new.user_name.as_str()).changing([Change::added("role", "Administrators")]);
        write_new(tx, "user", id, &new, password, job.origin()).commit(self, event).await?;
        Ok(id)
    }

    /// Saves a user. A user who is deactivated is signed out; visits that may not go on end.
    ///
    /// # Errors
    /// [`StoreError::Stale`]: somebody else saved it meanwhile, or nobody would be left who can manage users and roles.
    pub async fn save_staff(&self, permit: &Permit<right::Users>, was: &StaffMember, draft: &StaffDraft) -> Result<(), StoreError> {
        let (old, new) = (self.role_by_id(was.role).await?, self.role_by_id(draft.role).await?);
        let mut tx = Tx::new()
            .bind("id", record("staff", &was.id.to_string()))
            .bind("key", was.id.to_string())
            .bind("first_name", draft.first_name.as_str().to_owned())
            .bind("last_name", draft.last_name.as_str().to_owned())
            .bind("email", draft.email.as_str().to_owned())
            .bind("role", draft.role.to_string())
            .bind("active", draft.active)
            .bind("was", was.revision)
            .bind("now", permit.origin().at.millis())
            .must_update("UPDATE $id SET first_name = $first_name, last_name = $last_name, email = $email, role = $role, active = $active, revision += 1 WHERE revision = $was")
            .bind("role_id", record("role", &draft.role.to_string()))
            // The role is written too, so that deleting it at the same moment conflicts.
            .must_update("UPDATE $role_id SET revision += 0");
        if old.grants == Grants::All && (!draft.active || new.grants != Grants::All) {
            tx = keeping_an_administrator(tx);
        }
        if !draft.active {
            tx = tx.run("UPDATE staff_session SET ended = $now WHERE staff = $key AND ended = NONE RETURN NONE");
            tx = self.ending_visits(tx, Whose::Staff(was.id), EndCause::StaffDeactivated, permit.origin()).await?;
        } else if !new.grants.allows(Resource::LoginAsCustomer) {
            tx = self.ending_visits(tx, Whose::Staff(was.id), EndCause::RightLost, permit.origin()).await?;
        }
        if !draft.active || !new.grants.allows(Resource::LoginAsCustomer) {
            tx = voiding_handoffs(tx, was.id);
        }
        let changes = [
            Change::of("first_name", &was.first_name, draft.first_name.as_str()),
            Change::of("last_name", &was.last_name, draft.last_name.as_str()),
            Change::of("email", &was.email, draft.email.as_str()),
            Change::of("role", &old.name, &new.name),
            Change::of("active", &was.active.to_string(), &draft.active.to_string()),
        ];
        tx.commit(
            self,
            permit.event(Action::StaffChanged).on("staff", was.id, was.user_name.clone()).changing(changes.into_iter().flatten()),
        )
        .await
    }

    /// Whether somebody but `except` is active and holds everything: the last way in must stay.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn has_other_administrator(&self, _: &Permit<right::Users>, except: StaffId) -> Result<bool, StoreError> {
        let sql = "SELECT VALUE id FROM staff WHERE active = true AND id != $except AND role IN (SELECT VALUE record::id(id) FROM role WHERE everything = true) LIMIT 1";
        let ids: Vec<RecordId> = self.conn.run(sql, vars! { "except" => record("staff", &except.to_string()) }).await?.take(0)?;
        Ok(!ids.is_empty())
    }

    /// Whether there is any staff at all: a new store has none.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn has_staff(&self) -> Result<bool, StoreError> {
        let ids: Vec<RecordId> = self.conn.run("SELECT VALUE id FROM staff LIMIT 1", vars! {}).await?.take(0)?;
        Ok(!ids.is_empty())
    }

    pub(crate) async fn staff_row(&self, id: StaffId) -> Result<StaffRow, StoreError> {
        self.conn.row(&record("staff", &id.to_string())).await?.ok_or(StoreError::NotFound)
    }

    /// The staff member behind a session's key, with all that a caller needs; and how the session stands.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn staff_session(&self, session_key: &str) -> Result<Option<Arc<StaffSessionRow>>, StoreError> {
        self.known.staff_sessions.or_read(&self.conn, session_key, self.read_staff_session(session_key)).await
    }

    async fn read_staff_session(&self, session_key: &str) -> Result<Option<(StaffSessionRow, Vec<RecordId>)>, StoreError> {
        #[derive(SurrealValue)]
        struct SessionRow {
            identity: String,
            started: i64,
            seen: i64,
            ended: Option<i64>,
        }
        #[derive(SurrealValue)]
        struct Found {
            session: Option<SessionRow>,
            staff: Option<StaffRow>,
            role: Option<RoleRow>,
        }
        let staff = linked("staff", "$session_id.staff");
        let role = linked("role", &format!("{staff}.role"));
        let sql = format!("RETURN [{{ session: $session_id.*, staff: {staff}.*, role: {role}.* }}]");
        let id = record("staff_session", session_key);
        let found: Option<Found> = self.conn.run(&sql, vars! { "session_id" => id.clone() }).await?.one(0)?;
        let Some(Found { session: Some(session), staff: Some(member), role }) = found else { return Ok(None) };
        let of = vec![id, member.id.clone(), record("role", &member.role)];
        let role = role.map(RoleRow::read).transpose()?;
        let row = StaffSessionRow {
            staff: member.id()?,
            user_name: member.user_name.clone(),
            name: member.full_name(),
            active: member.active,
            grants: role.map_or_else(|| grants(false, &[]), |r| r.grants),
            identity: crate::parse(&session.identity)?,
            started: Moment::from_millis(session.started),
            seen: Moment::from_millis(session.seen),
            ended: session.ended.map(Moment::from_millis),
        };
        Ok(Some((row, of)))
    }
}

/// A new user; `name` tells its variables from those of another.
pub(crate) fn write_new(tx: Tx, name: &str, id: StaffId, new: &NewStaff, password: String, origin: &Origin) -> Tx {
    tx.bind(&format!("{name}_id"), record("staff", &id.to_string()))
        .bind(&format!("{name}_user_name"), new.user_name.as_str().to_owned())
        .bind(&format!("{name}_first_name"), new.first_name.as_str().to_owned())
        .bind(&format!("{name}_last_name"), new.last_name.as_str().to_owned())
        .bind(&format!("{name}_email"), new.email.as_str().to_owned())
        .bind(&format!("{name}_password"), password)
        .bind(&format!("{name}_role"), new.role.to_string())
        .bind(&format!("{name}_created"), origin.at.millis())
        .run(&format!("CREATE ${name}_id SET user_name = ${name}_user_name, first_name = ${name}_first_name, last_name = ${name}_last_name, email = ${name}_email, password = ${name}_password, role = ${name}_role, active = true, created = ${name}_created, revision = 0 RETURN NONE"))
}
