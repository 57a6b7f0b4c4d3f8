//! Roles.

use crate::{Store, StoreError, assistance::Whose, conn::vars, key, record, secret::id_at, tx::Tx};
use domain::{
    access::{Grants, Resource, Role, RoleName},
    assistance::EndCause,
    audit::{Action, Change},
    caller::{Permit, right},
    ids::RoleId,
};
use surrealdb::types::{RecordId, SurrealValue};

#[derive(SurrealValue)]
pub(crate) struct RoleRow {
    pub(crate) id: RecordId,
    name: String,
    everything: bool,
    resources: Vec<String>,
    revision: i64,
}

impl RoleRow {
    pub(crate) fn read(self) -> Result<Role, StoreError> {
        Ok(Role {
            id: crate::parse(key(&self.id)?)?,
            grants: grants(self.everything, &self.resources),
            name: self.name,
            revision: self.revision,
        })
    }
}

/// What a row grants. A code that this program does not know grants nothing.
pub(crate) fn grants(everything: bool, resources: &[String]) -> Grants {
    if everything { Grants::All } else { Grants::Custom(resources.iter().filter_map(|code| Resource::from_code(code)).collect()) }
}

/// A role as it was typed and checked.
#[derive(Debug, Clone)]
pub struct RoleDraft {
    pub name: RoleName,
    pub grants: Grants,
}

impl Store {
    /// All roles by name, each with the number of its users.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn roles(&self, _: &Permit<right::Roles>) -> Result<Vec<(Role, i64)>, StoreError> {
        #[derive(SurrealValue)]
        struct Users {
            role: String,
            users: i64,
        }
        let mut rows =
            self.conn.run("SELECT * FROM role ORDER BY name_key; SELECT role, count() AS users FROM staff GROUP BY role", vars! {}).await?;
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

    /// The roles that a user can be given: their names only.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn role_choices(&self, _: &Permit<right::Users>) -> Result<Vec<Role>, StoreError> {
        let rows: Vec<RoleRow> = self.conn.run("SELECT * FROM role ORDER BY name_key", vars! {}).await?.take(0)?;
        rows.into_iter().map(RoleRow::read).collect()
    }

    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn role(&self, _: &Permit<right::Roles>, id: RoleId) -> Result<Role, StoreError> {
        self.role_by_id(id).await
    }

    pub(crate) async fn role_by_id(&self, id: RoleId) -> Result<Role, StoreError> {
        let row: Option<RoleRow> = self.conn.row(&record("role", &id.to_string())).await?;
        row.ok_or(StoreError::NotFound)?.read()
    }

    /// # Errors
    /// [`StoreError::Taken`]: another role has the name.
    pub async fn create_role(&self, permit: &Permit<right::Roles>, draft: &RoleDraft) -> Result<RoleId, StoreError> {
        let id = RoleId::new(id_at(permit.origin().at));
        write_new(Tx::new(), "role", id, draft)
            .commit(
                self,
                permit
                    .event(Action::RoleCreated)
                    .on("role", id, draft.name.as_str())
                    .changing([Change::added("resources", describe(&draft.grants))]),
            )
            .await?;
        Ok(id)
    }

    /// Saves a role; holds from the next request of each of its users on. Visits of users who lose the right end with it.
    ///
    /// # Errors
    /// [`StoreError::Stale`]: somebody else saved it meanwhile. [`StoreError::Taken`]: another role has the name.
    pub async fn save_role(&self, permit: &Permit<right::Roles>, was: &Role, draft: &RoleDraft) -> Result<(), StoreError> {
        let mut tx = Tx::new()
            .bind("id", record("role", &was.id.to_string()))
            .bind("name", draft.name.as_str().to_owned())
            .bind("name_key", draft.name.as_str().to_lowercase())
            .bind("everything", draft.grants == Grants::All)
            .bind("resources", draft.grants.codes())
            .bind("was", was.revision)
            .must_update("UPDATE $id SET name = $name, name_key = $name_key, everything = $everything, resources = $resources, revision += 1 WHERE revision = $was");
        if was.grants == Grants::All && draft.grants != Grants::All {
            tx = keeping_an_administrator(tx);
        }
        if !draft.grants.allows(Resource::LoginAsCustomer) {
            tx = self.ending_visits(tx, Whose::Role(was.id), EndCause::RightLost, permit.origin()).await?;
        }
        let changes =
            [Change::of("name", &was.name, draft.name.as_str()), Change::of("resources", &describe(&was.grants), &describe(&draft.grants))];
        tx.commit(self, permit.event(Action::RoleChanged).on("role", was.id, draft.name.as_str()).changing(changes.into_iter().flatten()))
            .await
    }

    /// Whether all who are active and hold everything hold it by this role: taking it away would leave nobody.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn is_last_administrators_role(&self, _: &Permit<right::Roles>, role: RoleId) -> Result<bool, StoreError> {
        let sql = "SELECT VALUE id FROM staff WHERE active = true AND role != $role AND role IN (SELECT VALUE record::id(id) FROM role WHERE everything = true) LIMIT 1";
        let others: Vec<RecordId> = self.conn.run(sql, vars! { "role" => role.to_string() }).await?.take(0)?;
        Ok(others.is_empty())
    }

    /// Whether it is the role of whoever asks.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn is_own_role(&self, permit: &Permit<right::Roles>, role: RoleId) -> Result<bool, StoreError> {
        Ok(self.staff_row(permit.staff()).await?.role()? == role)
    }

    /// Deletes a role that nobody has.
    ///
    /// # Errors
    /// [`StoreError::Stale`]: somebody has it, or it was changed meanwhile.
    pub async fn delete_role(&self, permit: &Permit<right::Roles>, was: &Role) -> Result<(), StoreError> {
        Tx::new()
            .bind("id", record("role", &was.id.to_string()))
            .bind("key", was.id.to_string())
            .bind("was", was.revision)
            // Written first, so that giving the role to somebody at the same moment conflicts.
            .must_update(
                "UPDATE $id SET revision += 1 WHERE revision = $was AND array::len((SELECT VALUE id FROM staff WHERE role = $key)) = 0",
            )
            .run("DELETE $id RETURN NONE")
            .commit(self, permit.event(Action::RoleDeleted).on("role", was.id, was.name.clone()))
            .await
    }
}

/// Holds in `tx`, after its changes, that somebody active holds everything; the guard's row makes two such changes meet.
pub(crate) fn keeping_an_administrator(tx: Tx) -> Tx {
    tx.run("UPDATE guard:administrators SET revision += 1 RETURN NONE").must_find(
        "SELECT VALUE id FROM staff WHERE active = true AND role IN (SELECT VALUE record::id(id) FROM role WHERE everything = true) LIMIT 1",
    )
}

/// A new role; `name` tells its variables from those of another.
pub(crate) fn write_new(tx: Tx, name: &str, id: RoleId, draft: &RoleDraft) -> Tx {
    tx.bind(&format!("{name}_id"), record("role", &id.to_string()))
        .bind(&format!("{name}_name"), draft.name.as_str().to_owned())
        .bind(&format!("{name}_name_key"), draft.name.as_str().to_lowercase())
        .bind(&format!("{name}_everything"), draft.grants == Grants::All)
        .bind(&format!("{name}_resources"), draft.grants.codes())
        .run(&format!("CREATE ${name}_id SET name = ${name}_name, name_key = ${name}_name_key, everything = ${name}_everything, resources = ${name}_resources, revision = 0 RETURN NONE"))
}

/// What a role grants, for the record.
fn describe(grants: &Grants) -> String {
    match grants {
        Grants::All => "All".to_owned(),
        Grants::Custom(_) => grants.codes().join(", "),
    }
}
