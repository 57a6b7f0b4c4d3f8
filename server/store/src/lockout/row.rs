//! The rows of what was tried in vain: of an account two, for where it was last signed in to and for everywhere else; of a session one, for the
//! question for the own password.

use crate::{
    engine::table::{Index, Table},
    record,
};
use domain::{lockout::Tries, time::Moment};
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const LOCKOUT: Table = Table { name: "lockout", row: TriesRow::kind_of, indexes: &[Index::By(&["kind", "last"])], list: None };

/// What is guessed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guarded {
    Staff,
    Customer,
    /// The own password, in a session.
    Session,
}

impl Guarded {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Customer => "customer",
            Self::Session => "session",
        }
    }

    /// The row for where an account was last signed in to.
    pub(super) fn home(self, key: &str) -> RecordId {
        record("lockout", &format!("{} {key} home", self.code()))
    }

    /// The row for everywhere else.
    pub(super) fn away(self, key: &str) -> RecordId {
        record("lockout", &format!("{} {key}", self.code()))
    }
}

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct TriesRow {
    pub(super) id: RecordId,
    pub(super) kind: String,
    /// The key of the account, or of the session.
    pub(super) account: String,
    /// Where the account was last signed in to.
    pub(super) home: Option<String>,
    pub(super) failures: i64,
    pub(super) last: i64,
    pub(super) locked_until: Option<i64>,
    pub(super) revision: i64,
}

impl TriesRow {
    pub(super) fn read(&self) -> Tries {
        Tries {
            failures: u32::try_from(self.failures).unwrap_or_default(),
            last: Moment::from_millis(self.last),
            locked_until: self.locked_until.map(Moment::from_millis),
        }
    }

    pub(super) fn is_clean(&self) -> bool {
        self.failures == 0 && self.locked_until.is_none()
    }
}
