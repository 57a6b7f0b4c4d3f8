//! Roles.

pub(crate) mod row;

pub use row::RoleDraft;
pub(crate) use row::{RoleRow, role};

use crate::{
    By, Store, StoreError,
    assistance::{StoredRow, Whose},
    engine::{
        conn::vars,
        secret::id_at,
        tx::Tx,
        write::{Update, When},
    },
    record,
    staff::StaffRow,
};
use domain::{
    access::{Grants, Resource, Role, Websites, rules},
    assistance::EndCause,
    audit::{Action, Change},
    caller::{Permit, Proof, right},
    ids::{RoleId, WebsiteId},
    staff::StaffMember,
};
use surrealdb::types::{RecordId, SurrealValue};

impl By<'_, Permit<right::Roles>> {
    /// All roles by name, each with the number of its users.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn roles(&self) -> Result<Vec<(Role, i64)>, StoreError> {
        #[derive(SurrealValue)]
        struct Users {
            role: String,
            users: i64,
        }
        let sql = "SELECT * FROM role; SELECT role, count() AS users FROM staff GROUP BY role";
        let mut rows = self.store.conn.read(sql, vars! {}).await?;
        let users: Vec<Users> = rows.take(1)?;
        rows.take::<RoleRow>(0)?
            .into_iter()
            .map(|row| {
                let role = row.read()?;
                let count = users.iter().find(|u| u.role == role.id.to_string()).map_or(0, |u| u.users);
                Ok((role, count))
            })
            .collect()
    }

    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn role(&self, id: RoleId) -> Result<Role, StoreError> {
        self.store.role_by_id(id).await
    }

    /// How many users hold a role, and how many visits of theirs are in progress that do not stay, by their websites.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn reach(&self, id: RoleId, stays: impl Fn(WebsiteId) -> bool) -> Result<(usize, usize), StoreError> {
        let users = vars! { "role" => id.to_string() };
        let users: Vec<RecordId> = self.store.conn.read("SELECT VALUE id FROM staff WHERE role = $role", users).await?.take(0)?;
        let visits = self.store.live_visits(&Whose::Role(id)).await?;
        let ends = |row: &&StoredRow| row.website.parse().map_or(true, |website| !stays(website));
        Ok((users.len(), visits.iter().filter(ends).count()))
    }

    /// Role Users: who has a role.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn role_users(&self, id: RoleId) -> Result<Vec<StaffMember>, StoreError> {
        let users = vars! { "role" => id.to_string() };
        let rows: Vec<StaffRow> = self.store.conn.read("SELECT * FROM staff WHERE role = $role", users).await?.take(0)?;
        rows.into_iter().map(StaffRow::read).collect()
    }

    /// The websites that a role is for, for the record.
    fn named(&self, websites: &Websites) -> String {
        let shop = self.store.shop();
        match websites {
            Websites::All => "All".to_owned(),
            Websites::These(set) => {
                let names = set.iter().filter_map(|id| shop.stores.website(*id)).map(|website| website.name.as_str());
                names.collect::<Vec<_>>().join(", ")
            }
        }
    }

    /// Whether it is the role of whoever asks.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn is_own_role(&self, id: RoleId) -> Result<bool, StoreError> {
        Ok(self.store.staff_row(self.proof.id()).await?.role()? == id)
    }

    /// # Errors
    /// [`StoreError::Invalid`]: another role has the name, or it grants more than whoever makes it holds.
    pub async fn create_role(&self, draft: &RoleDraft) -> Result<RoleId, StoreError> {
        rules::may_change(self.proof.power(), draft.power(), draft.power()).map_err(|flaw| StoreError::Invalid("access", flaw))?;
        let id = RoleId::new(id_at(self.proof.origin().at));
        let mut tx = self.store.tx(self.proof);
        tx.writes().create(&role(id), RoleRow::new(id, draft));
        let event = tx.event(Action::RoleCreated).on("role", id, draft.name.as_str());
        let changes = [Change::added("resources", describe(&draft.grants)), Change::added("websites", self.named(&draft.websites))];
        let factor = draft.needs_factor.then(|| Change::added("second_factor", "true"));
        tx.commit(event.changing(changes.into_iter().chain(factor))).await?;
        Ok(id)
    }

    /// Saves a role; holds from the next request of each of its users on. Visits of users who lose the right end with it.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: another role has the name, it grants more than whoever saves it holds, or nobody would be left who
    /// holds everything. [`StoreError::Stale`]: it was changed meanwhile.
    pub async fn save_role(&self, was: &Role, draft: &RoleDraft) -> Result<(), StoreError> {
        if was.name == draft.name.as_str() && was.power() == draft.power() && was.needs_factor == draft.needs_factor {
            return Ok(());
        }
        let no = |flaw| StoreError::Invalid("access", flaw);
        rules::may_change(self.proof.power(), was.power(), draft.power()).map_err(no)?;
        let mut tx = self.store.tx(self.proof);
        let new = RoleRow::new(was.id, draft);
        let update = Update::of(&new.id)
            .set("name", new.name)
            .set("name_key", new.name_key)
            .set("skeleton", new.skeleton)
            .set("everything", new.everything)
            .set("resources", new.resources)
            .set("websites", new.websites)
            .set("needs_factor", new.needs_factor)
            .add("revision", 1);
        tx.writes().must_update(&update.only_if("revision", was.revision));
        if rules::is_everything(was.power()) && !rules::is_everything(draft.power()) {
            let others = self.store.is_administrator_without_role(was.id).await?;
            rules::keeps_an_administrator(true, false, others).map_err(no)?;
            keeping_an_administrator(&mut tx);
        }
        // Of a role that is for fewer websites the gate ends those visits that are outside of them.
        if was.grants.allows(Resource::LoginAsCustomer) && !draft.grants.allows(Resource::LoginAsCustomer) {
            self.store.ending_visits(&mut tx, Whose::Role(was.id), EndCause::RightLost).await?;
        }
        let changes = [
            Change::of("name", &was.name, draft.name.as_str()),
            Change::of("resources", &describe(&was.grants), &describe(&draft.grants)),
            Change::of("websites", &self.named(&was.websites), &self.named(&draft.websites)),
            Change::of("second_factor", &was.needs_factor.to_string(), &draft.needs_factor.to_string()),
        ];
        let event = tx.event(Action::RoleChanged).on("role", was.id, draft.name.as_str()).changing(changes.into_iter().flatten());
        tx.commit(event).await
    }

    /// Deletes a role that nobody has.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: a rule says no. [`StoreError::Stale`]: it was changed meanwhile, or given to somebody.
    pub async fn delete_role(&self, was: &Role) -> Result<(), StoreError> {
        let users = vars! { "role" => was.id.to_string() };
        let users: Vec<RecordId> = self.store.conn.read("SELECT VALUE id FROM staff WHERE role = $role LIMIT 1", users).await?.take(0)?;
        let is_own = self.is_own_role(was.id).await?;
        rules::may_delete_role(self.proof.power(), was.power(), is_own, !users.is_empty())
            .map_err(|flaw| StoreError::Invalid("role", flaw))?;
        let mut tx = self.store.tx(self.proof);
        // Written first, so that giving the role to somebody at the same moment conflicts.
        tx.writes().must_update(&Update::of(&role(was.id)).add("revision", 1).only_if("revision", was.revision));
        tx.writes().must_find_none("staff", &[When::is("role", was.id.to_string())]);
        tx.writes().delete(&role(was.id));
        let event = tx.event(Action::RoleDeleted).on("role", was.id, was.name.clone());
        tx.commit(event).await
    }
}

impl By<'_, Permit<right::Users>> {
    /// The roles that a user can be given.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn role_choices(&self) -> Result<Vec<Role>, StoreError> {
        let rows: Vec<RoleRow> = self.store.conn.read("SELECT * FROM role", vars! {}).await?.take(0)?;
        rows.into_iter().map(RoleRow::read).collect()
    }
}

/// Staff who hold everything, and are active and stay so: neither invited only, nor until a day.
pub(crate) const ADMINISTRATORS: &str = "SELECT VALUE id FROM staff WHERE active = true AND invited = NONE AND expires = NONE \
    AND role IN (SELECT VALUE record::id(id) FROM role WHERE everything = true AND websites = NONE)";

impl Store {
    pub(crate) async fn role_by_id(&self, id: RoleId) -> Result<Role, StoreError> {
        let row: Option<RoleRow> = self.conn.row(&role(id)).await?;
        row.ok_or(StoreError::NotFound)?.read()
    }

    async fn is_administrator_without_role(&self, role: RoleId) -> Result<bool, StoreError> {
        let sql = format!("{ADMINISTRATORS} AND role != $role LIMIT 1");
        let others: Vec<RecordId> = self.conn.read(&sql, vars! { "role" => role.to_string() }).await?.take(0)?;
        Ok(!others.is_empty())
    }
}

/// Holds in `tx`, after its changes, that somebody active holds everything; the guard's row makes two such changes meet.
pub(crate) fn keeping_an_administrator(tx: &mut Tx<'_>) {
    tx.writes().update(&Update::of(&record("guard", "administrators")).add("revision", 1));
    tx.writes().must_find(&format!("{ADMINISTRATORS} LIMIT 1"));
}

/// What a role grants, for the record.
fn describe(grants: &Grants) -> String {
    match grants {
        Grants::All => "All".to_owned(),
        Grants::Custom(_) => grants.codes().join(", "),
    }
}
