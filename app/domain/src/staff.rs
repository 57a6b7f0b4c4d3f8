//! Admin users: the people of the back office.

use crate::{
    coded::coded,
    ids::{RoleId, StaffId},
    stores::Language,
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

/// How long a back-office session lives at most, unless less is set.
pub const SESSION_ABSOLUTE: Duration = Duration::from_secs(12 * 60 * 60);

/// How long a back-office session lives: without a request, and in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime {
    pub idle: Duration,
    pub absolute: Duration,
}

/// How long a code of the second factor that was typed in a session serves beside the own password.
pub const STEP_UP: Duration = Duration::from_secs(5 * 60);

/// Where somebody sets his password by a link, in the back office.
pub const SET_PASSWORD: &str = "/admin/password";
/// Under which the address brings the link's secret.
pub const LINK: &str = "token";

/// How long an invitation opens, and a link for whoever forgot his password.
pub const INVITATION: Duration = Duration::from_secs(24 * 60 * 60);
pub const RESET: Duration = Duration::from_secs(2 * 60 * 60);

coded! {
    /// Which colours somebody reads by, whatever his device is set to.
    Theme { Light, Dark }
}

/// What somebody has to do before anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owed {
    /// A new password: somebody wants it of him.
    Password,
    /// A second factor: everybody needs one, and he has none.
    SecondFactor,
}

/// What a session in the back office brings along besides rights.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Seat {
    pub owes: Option<Owed>,
    /// Whose clock times are shown by, if not the shop's.
    pub time_zone: Option<String>,
    pub theme: Option<Theme>,
    /// When it ends by itself, if nothing more is asked in it.
    pub ends: Moment,
    /// From when on a code is asked for beside the own password; none of whoever has no second factor.
    pub code: Option<Moment>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffMember {
    pub id: StaffId,
    pub user_name: String,
    pub first_name: String,
    pub last_name: String,
    pub email: String,
    pub role: RoleId,
    pub active: bool,
    /// Whether he was invited and has set no password yet.
    pub invited: bool,
    /// Whether he sets a new password when he signs in next.
    pub must_change: bool,
    /// From when on the account is not active any more.
    pub expires: Option<Moment>,
    /// Interface Locale, the clock that he reads, and his colours; none: as his browser asks, as the shop's, and as his device is set.
    pub language: Option<Language>,
    pub time_zone: Option<String>,
    pub theme: Option<Theme>,
    pub created: Moment,
    pub last_signed_in: Option<Moment>,
    /// Counts the changes; a change is refused if it has moved meanwhile.
    pub revision: i64,
    /// Count the changes of what holds one of few values, which may go there and back.
    pub role_changes: i64,
    pub active_changes: i64,
    pub must_change_changes: i64,
}

impl StaffMember {
    /// Whether he may sign in at `now`.
    pub fn is_active(&self, now: Moment) -> bool {
        self.active && self.expires.is_none_or(|expires| expires > now)
    }

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
