//! The data: the only crate that knows SurrealDB.
//!
//! One file an aggregate; each reads with `Conn::run`, which checks every statement, and writes with [`tx::Tx`], which
//! cannot be committed without an event. Functions take the proof that they need (`Permit`, `Acting`, `Job`) and return
//! domain types; rows are private to their files. What may be done is decided in `domain`, from facts read here.

mod access;
mod assistance;
mod audit;
mod bulk;
mod cart;
mod catalog;
mod check;
mod config;
mod conn;
mod customers;
mod fault;
mod kept;
mod list;
mod migrate;
mod password;
mod retry;
mod secret;
mod sequence;
mod sessions;
mod staff;
mod stores;
mod tx;

pub use access::RoleDraft;
pub use assistance::{Entered, Started, VisitRow};
pub use bulk::{DemoCategory, DemoPerson, DemoProduct, DemoStaff, DemoStep, DemoVisit};
pub use cart::CartChange;
pub use catalog::{Frame, Texts};
pub use conn::Address;
pub use customers::{CustomerDraft, CustomerOrder, NewCustomer};
pub use fault::{Fault, Faults};
pub use list::Listed;
pub use secret::{HandoffToken, Token, VisitCookie};
pub use sessions::{SHOPPER_IDLE, StaffSessionRow, Standing};
pub use staff::{NewStaff, StaffDraft};

use conn::Conn;
use domain::failure::Failure;
use std::sync::{Arc, atomic::AtomicI64};
use surrealdb::types::RecordId;
use tokio::sync::Semaphore;

/// The store. Cloning it shares the one connection.
#[derive(Clone)]
pub struct Store {
    conn: Arc<Conn>,
    passwords: Arc<password::Passwords>,
    config: Arc<config::Cache>,
    ended: Arc<assistance::Ended>,
    redeeming: Arc<Semaphore>,
    /// When all events that wait for their place were looked for last, in milliseconds since the epoch.
    all_looked_for: Arc<AtomicI64>,
    shelf: Arc<catalog::Shelf>,
    known: Arc<Known>,
    /// Told of each local commit: whoever follows the sequence wakes.
    committed: Arc<tokio::sync::watch::Sender<()>>,
}

/// What every request asks, and is kept while it is true.
#[derive(Default)]
struct Known {
    staff_sessions: kept::Kept<StaffSessionRow>,
    shopper_sessions: kept::Kept<Standing>,
    visits: kept::Kept<assistance::StoredVisit>,
    parties: kept::Kept<assistance::Parties>,
    visits_in_all: kept::Kept<i64>,
    customers: kept::Kept<customers::CustomerRow>,
    frames: kept::Kept<catalog::FrameFacts>,
}

impl Store {
    /// Opens the store and brings its tables up to date.
    ///
    /// # Errors
    /// The store cannot be opened, or belongs to a newer program.
    pub async fn open(address: &Address, effort: Effort) -> Result<Self, StoreError> {
        Self::open_suffering(address, effort, fault::Faults::default()).await
    }

    /// Opens a store that suffers as it is told to: for tests.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_suffering(address: &Address, effort: Effort, faults: Faults) -> Result<Self, StoreError> {
        let conn = Conn::open(address, faults).await?;
        migrate::migrate(&conn).await?;
        let store = Self {
            conn,
            passwords: Arc::new(password::Passwords::new(effort)),
            config: Arc::default(),
            ended: Arc::default(),
            all_looked_for: Arc::default(),
            redeeming: Arc::new(Semaphore::new(assistance::REDEEMING)),
            shelf: Arc::default(),
            known: Arc::default(),
            committed: Arc::new(tokio::sync::watch::Sender::new(())),
        };
        store.reload_config().await?;
        Ok(store)
    }

    /// Finishes what is under way and closes a local store.
    pub async fn close(&self) {
        self.conn.close().await;
    }

    /// Whether the store answers: it reads a row, and so goes the way that every reading goes.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<(), StoreError> {
        self.conn.run("RETURN version:catalog.number", surrealdb::types::Variables::new()).await.map(|_| ())
    }
}

/// How hard a password is to guess from its hash. `Low` is for tests, where hundreds are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// Argon2id with 19 MiB and two passes: OWASP's recommendation.
    Normal,
    Low,
}

/// What can go wrong in the store. It becomes a [`Failure`] at the edge; the text goes into the log only.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Met another commit again and again.
    #[error("conflict")]
    Conflict,
    /// The facts have moved since they were read.
    #[error("stale")]
    Stale,
    /// A unique value exists already.
    #[error("taken")]
    Taken,
    #[error("not found")]
    NotFound,
    /// A rule of the domain says no.
    #[error("refused: {0:?}")]
    Refused(domain::assistance::Refusal),
    #[error("no answer in time")]
    TimedOut,
    #[error("no answer while committing")]
    OutcomeUnknown,
    #[error("the store is unavailable: {0}")]
    Unavailable(String),
    /// A stored row does not read as what it must be.
    #[error("unreadable row: {0}")]
    Unreadable(String),
    #[error("{0}")]
    Other(String),
    #[error(
        "the store belongs to a newer version of Alongside (its tables are at {found}, this program knows {known}): start that version, or restore a backup"
    )]
    Newer { found: i64, known: i64 },
    #[error("migration {0} is not what it was when it ran: this program cannot vouch for the tables")]
    Altered(i64),
}

impl From<surrealdb::Error> for StoreError {
    fn from(error: surrealdb::Error) -> Self {
        use surrealdb::types::QueryError;
        let message = error.message();
        if error.query_details() == Some(&QueryError::TransactionConflict) {
            Self::Conflict
        } else if message.contains(tx::STALE) {
            Self::Stale
        } else if error.is_already_exists() || message.contains("already contains") {
            Self::Taken
        } else if error.is_connection() {
            Self::Unavailable(message.to_owned())
        } else {
            Self::Other(message.to_owned())
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            StoreError::Stale | StoreError::Taken => Self::Stale,
            StoreError::Refused(refusal) => Self::Refused(refusal),
            StoreError::OutcomeUnknown => Self::OutcomeUnknown,
            StoreError::Conflict | StoreError::TimedOut | StoreError::Unavailable(_) => {
                tracing::warn!(%error, "the store is unavailable");
                Self::Unavailable
            }
            StoreError::Unreadable(_) | StoreError::Other(_) | StoreError::Newer { .. } | StoreError::Altered(_) => {
                tracing::error!(%error, "the store failed");
                Self::Internal
            }
        }
    }
}

/// A row's identifier.
pub(crate) fn record(table: &str, key: &str) -> RecordId {
    RecordId::new(table, key)
}

/// The key of a row, which is always text.
pub(crate) fn key(id: &RecordId) -> Result<&str, StoreError> {
    let surrealdb::types::RecordIdKey::String(key) = &id.key else { return Err(StoreError::Unreadable(format!("key {:?}", id.key))) };
    Ok(key)
}

/// An identifier, read from a row.
pub(crate) fn parse<T: std::str::FromStr>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Unreadable(format!("{text:?} where an identifier must be")))
}
