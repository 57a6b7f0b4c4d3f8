//! Admin users. What is done with them has a file each.

mod account;
mod asker;
pub(crate) mod factor;
pub(crate) mod grids;
pub(crate) mod link;
mod lost_factor;
pub(crate) mod row;
mod session;
mod sessions;
mod step_up;
mod users;

pub use account::OwnDraft;
pub use factor::{Enrolment, Factor};
pub use link::{Reaching, StaffLink};
pub use users::StaffDraft;

pub use row::NewStaff;
pub(crate) use row::{StaffRow, StaffSessionRow, staff};
pub(crate) use session::SEEN_EVERY;
pub use session::{SignIn, StaffSession};

use crate::{
    By, Store, StoreError,
    access::{ADMINISTRATORS, RoleRow, role},
    engine::{conn::vars, secret::id_at, turns::Asker, tx::Tx, write::Update},
    record,
};
use domain::{
    access::{Grants, RoleName, Websites},
    audit::{Action, Change},
    caller::{Job, Proof},
    ids::{RoleId, StaffId},
    staff::UserName,
    text::{Flaw, skeleton},
};
use surrealdb::types::{RecordId, SurrealValue};

impl Store {
    /// Whether there is any staff at all: a new store has none.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn has_staff(&self) -> Result<bool, StoreError> {
        let ids: Vec<RecordId> = self.conn.read("SELECT VALUE id FROM staff LIMIT 1", vars! {}).await?.take(0)?;
        Ok(!ids.is_empty())
    }

    /// A user name that looks like another is a trap for whoever reads it. The guard's row makes two that are made at once meet.
    async fn taking_user_name(&self, tx: &mut Tx<'_>, name: &UserName) -> Result<(), StoreError> {
        #[derive(SurrealValue)]
        struct Guard {
            revision: i64,
        }
        let mut read = self.conn.read("SELECT VALUE user_name FROM staff; SELECT revision FROM guard:user_names", vars! {}).await?;
        let guard: Vec<Guard> = read.take(1)?;
        let names: Vec<String> = read.take(0)?;
        let looks = skeleton(name.as_str());
        if names.iter().any(|known| skeleton(known) == looks) {
            return Err(StoreError::Invalid("user_name", Flaw::Taken));
        }
        let revision = guard.first().map_or(0, |guard| guard.revision);
        tx.writes().must_update(&Update::of(&record("guard", "user_names")).add("revision", 1).only_if("revision", revision));
        Ok(())
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
                let draft = crate::RoleDraft { name, grants: Grants::All, websites: Websites::All, needs_factor: false };
                tx.writes().create(&role(id), RoleRow::new(id, &draft));
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
