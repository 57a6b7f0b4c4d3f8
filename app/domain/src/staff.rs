//! Admin users: the people of the back office.

use crate::{
    ids::{RoleId, StaffId},
    text::{Flaw, checked_text, line},
    time::Moment,
};
use std::time::Duration;

checked_text! {
    /// What a staff member signs in with: 2 to 40 letters, digits, dots, hyphens and underscores, in lower case. It
    /// begins and ends with a letter or a digit: `..` is a folder, `-x` an option, and a final dot the end of a sentence.
    UserName, |text| {
        let text = line(text, 40)?.to_lowercase();
        if text.chars().count() < 2 { return Err(Flaw::TooShort(2)); }
        let is_sign = |c: char| ".-_".contains(c);
        if !text.chars().all(|c| c.is_ascii_alphanumeric() || is_sign(c)) || text.starts_with(is_sign) || text.ends_with(is_sign) {
            return Err(Flaw::NotAUserName);
        }
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
    /// Counts the changes; a change is refused if it has moved meanwhile.
    pub revision: i64,
    /// Count the changes of what holds one of few values, which may go there and back.
    pub role_changes: i64,
    pub active_changes: i64,
}

impl StaffMember {
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_name_begins_and_ends_with_a_letter_or_a_digit() {
        for bad in ["..", "-x", "rosa.", "_rosa", "r\u{43e}sa", "ro sa", "rosa@"] {
            assert_eq!(UserName::parse(bad), Err(Flaw::NotAUserName), "{bad}");
        }
        for good in ["rosa", "ROSA ", "rosa.diaz", "r2", "r_d-2"] {
            assert!(UserName::parse(good).is_ok(), "{good}");
        }
    }
}
