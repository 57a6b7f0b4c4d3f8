//! The rows of staff and of their sessions.

use crate::{
    StoreError,
    engine::table::{Index, Table},
    key, record,
};
use domain::{
    assistance::StaffSession as Standing,
    customers::{Email, PersonName},
    ids::{RoleId, StaffId},
    staff::{SESSION_ABSOLUTE, SESSION_IDLE, StaffMember, UserName},
    text::Secret,
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const STAFF: Table = Table {
    name: "staff",
    row: StaffRow::kind_of,
    indexes: &[Index::Unique("user_name", "user_name"), Index::Unique("email", "email"), Index::By(&["role"])],
    list: None,
};

/// Sessions are kept by the SHA-256 of what the browser holds: whoever reads the store cannot become anybody.
pub(crate) const SESSIONS: Table =
    Table { name: "staff_session", row: StaffSessionRow::kind_of, indexes: &[Index::By(&["staff"]), Index::By(&["seen"])], list: None };

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct StaffRow {
    pub(crate) id: RecordId,
    pub(crate) user_name: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) email: String,
    pub(crate) password: String,
    pub(crate) role: String,
    pub(crate) active: bool,
    pub(crate) created: i64,
    pub(crate) last_signed_in: Option<i64>,
    pub(crate) revision: i64,
    pub(crate) role_changes: i64,
    pub(crate) active_changes: i64,
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

impl StaffRow {
    pub(crate) fn new(id: StaffId, new: &NewStaff, password: String, now: Moment) -> Self {
        Self {
            id: staff(id),
            user_name: new.user_name.as_str().to_owned(),
            first_name: new.first_name.as_str().to_owned(),
            last_name: new.last_name.as_str().to_owned(),
            email: new.email.as_str().to_owned(),
            password,
            role: new.role.to_string(),
            active: true,
            created: now.millis(),
            last_signed_in: None,
            revision: 0,
            role_changes: 0,
            active_changes: 0,
        }
    }

    pub(crate) fn id(&self) -> Result<StaffId, StoreError> {
        crate::parse(key(&self.id)?)
    }

    pub(crate) fn role(&self) -> Result<RoleId, StoreError> {
        crate::parse(&self.role)
    }

    pub(crate) fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    pub(crate) fn read(self) -> Result<StaffMember, StoreError> {
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
            role_changes: self.role_changes,
            active_changes: self.active_changes,
        })
    }
}

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct StaffSessionRow {
    pub(crate) staff: String,
    pub(crate) started: i64,
    pub(crate) seen: i64,
    pub(crate) ended: Option<i64>,
}

impl StaffSessionRow {
    /// How the session stands at `now`.
    pub(crate) fn standing(&self, now: Moment) -> Standing {
        let since = |at| now.since(Moment::from_millis(at));
        if self.ended.is_some() {
            Standing::SignedOut
        } else if since(self.seen) >= SESSION_IDLE || since(self.started) >= SESSION_ABSOLUTE {
            Standing::TimedOut
        } else {
            Standing::Live
        }
    }
}

pub(crate) fn staff(id: StaffId) -> RecordId {
    record("staff", &id.to_string())
}

pub(crate) fn session(key: &str) -> RecordId {
    record("staff_session", key)
}
