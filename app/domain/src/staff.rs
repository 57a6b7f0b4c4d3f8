//! Admin users: the people of the back office.

use crate::{
    ids::{RoleId, StaffId},
    text::{Flaw, checked_text, line},
    time::Moment,
};
use std::time::Duration;

checked_text! {
    /// What a staff member signs in with: 2 to 40 letters, digits, dots, hyphens and underscores, in lower case.
    UserName, |text| {
        let text = line(text, 40)?.to_lowercase();
        if text.chars().count() < 2 { return Err(Flaw::TooShort(2)); }
        if !text.chars().all(|c| c.is_ascii_alphanumeric() || ".-_".contains(c)) { return Err(Flaw::NotAUserName); }
        Ok(text)
    }
}

/// How long a back-office session lives without a request, and at most.
pub const SESSION_IDLE: Duration = Duration::from_secs(30 * 60);
pub const SESSION_ABSOLUTE: Duration = Duration::from_secs(12 * 60 * 60);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    pub id: StaffId,
    pub user_name: String,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub role: RoleId,
    pub active: bool,
    pub created: Moment,
    pub last_signed_in: Option<Moment>,
    pub revision: i64,
}

impl StaffMember {
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}
