//! The rows of staff and of their sessions.

use crate::{
    StoreError,
    engine::table::{Index, Table},
    key, record,
};
use domain::{
    assistance::StaffSession as Standing,
    audit::Origin,
    customers::{Email, PersonName},
    ids::{RoleId, StaffId},
    staff::{Lifetime, StaffMember, Theme, UserName},
    stores::Language,
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
    /// He was invited, and has set no password yet.
    pub(crate) invited: Option<bool>,
    pub(crate) must_change: Option<bool>,
    pub(crate) must_change_changes: Option<i64>,
    pub(crate) expires: Option<i64>,
    pub(crate) language: Option<String>,
    pub(crate) time_zone: Option<String>,
    pub(crate) theme: Option<String>,
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
            invited: None,
            must_change: None,
            must_change_changes: None,
            expires: None,
            language: None,
            time_zone: None,
            theme: None,
        }
    }

    /// Whether he may sign in at `now`.
    pub(crate) fn is_active(&self, now: Moment) -> bool {
        self.active && self.expires.is_none_or(|expires| expires > now.millis())
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
            invited: self.invited.unwrap_or_default(),
            must_change: self.must_change.unwrap_or_default(),
            must_change_changes: self.must_change_changes.unwrap_or_default(),
            expires: self.expires.map(Moment::from_millis),
            language: self.language.as_deref().and_then(Language::from_tag),
            theme: self.theme.as_deref().and_then(Theme::from_code),
            time_zone: self.time_zone,
        })
    }
}

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct StaffSessionRow {
    pub(crate) staff: String,
    pub(crate) started: i64,
    pub(crate) seen: i64,
    pub(crate) ended: Option<i64>,
    pub(crate) address: Option<String>,
    pub(crate) agent: Option<String>,
    /// Whether it did not end, but goes on under another token.
    pub(crate) renewed: Option<bool>,
    /// When a code of the second factor was typed in it last.
    pub(crate) stepped_up: Option<i64>,
}

impl StaffSessionRow {
    pub(crate) fn begun(staff: StaffId, origin: &Origin) -> Self {
        Self {
            staff: staff.to_string(),
            started: origin.at.millis(),
            seen: origin.at.millis(),
            ended: None,
            address: Some(origin.address.clone()),
            agent: Some(origin.agent.clone()),
            renewed: None,
            stepped_up: None,
        }
    }

    /// How the session stands at `now`, where one lives so long.
    pub(crate) fn standing(&self, now: Moment, lives: Lifetime) -> Standing {
        let since = |at| now.since(Moment::from_millis(at));
        if self.ended.is_some() {
            Standing::SignedOut
        } else if since(self.seen) >= lives.idle || since(self.started) >= lives.absolute {
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
