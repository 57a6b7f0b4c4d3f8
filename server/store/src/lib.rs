//! The data: the only crate that knows SurrealDB.
//!
//! `engine` is what all areas stand on; the areas have the names of the domain's. What can be done is found where it is allowed:
//! [`Store::by`] takes a proof, and offers what that proof opens. A change is a transaction, which begins with a proof and ends with an
//! event. What may be done is decided in `domain`, from facts read here.

mod access;
mod assistance;
mod audit;
mod cart;
mod catalog;
mod config;
mod customers;
mod engine;
mod jobs;
mod lockout;
mod mail;
mod narrowed;
mod sales;
mod saved;
mod search;
mod staff;
mod stores;
mod tables;
mod testing;
mod transfer;

pub use access::RoleDraft;
pub use assistance::{Begun, Entered, Started, VisitRow};
pub use audit::{Around, Chart, Counted, ExportDraft, Following, Happened, Report};
pub use cart::CartChange;
pub use catalog::{
    Categories, CategoryDraft, CategoryPage, Chosen, Found, Frame, Homepage, OfAllViews, OnShelves, ProductDraft, ProductPage, Products,
    Suggested, TierPlace, Usage, Wanted,
};
pub use customers::{
    AccountDraft, AddressLink, Applicant, BRIEF_IDLE, CreatedCustomer, CustomerDraft, NewCustomer, Overview, PasswordLink, Reach,
    Registered, SHOPPER_ABSOLUTE, SHOPPER_IDLE, ShopperSession, SignedIn, Stay, WishChange,
};
pub use engine::{
    fault::{Fault, Faults},
    open::Address,
    secret::{HandoffToken, StartToken, Token, VisitCookie},
};
pub use jobs::Hold;
pub use lockout::Locked;
pub use mail::Told;
pub use pictures::NotTaken;
pub use sales::{Checkout, Listing, Making, Note, Noted, OnOrders, OrderAct, OrderActing, Parcel, Refused};
pub use saved::{Revised, Saved};
pub use search::Meant;
pub use staff::{Enrolment, Factor, NewStaff, OwnDraft, Reaching, SignIn, StaffDraft, StaffLink, StaffSession, grids::KeptView};
pub use stores::{FIRST_GROUP, FIRST_ROOT, FIRST_VIEW, FIRST_WEBSITE, SECOND_VIEW};
pub use testing::bare::Bare;
pub use testing::bulk::{DemoBook, DemoCategory, DemoPerson, DemoProduct, DemoStaff, DemoStep, DemoTexts, DemoVisit};
pub use transfer::{ImportDraft, Step, TakeAlong, Wrong};

use domain::{failure::Failure, text::Flaw};
use engine::{cache::Cache, conn::Conn, password::Passwords, table, vault::Vault};
use std::{collections::BTreeSet, sync::Arc};
use surrealdb::types::RecordId;
use tokio::sync::Semaphore;

/// The store. Cloning it shares the one connection.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

impl std::ops::Deref for Store {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// What a store is made of.
pub struct Inner {
    conn: Arc<Conn>,
    passwords: Passwords,
    /// Set when the program says where its key is.
    vault: std::sync::OnceLock<Vault>,
    shop: stores::Held,
    ended: assistance::Ended,
    redeeming: Semaphore,
    made_up: assistance::MadeUp,
    placing: sales::Placing,
    looked: audit::Looked,
    shelf: catalog::Shelf,
    known: Known,
    feed: audit::Feed,
    readings: audit::Readings,
    index: audit::RecordIndex,
    just_written: audit::JustWritten,
    rows: search::RowIndex,
    pictures: pictures::Files,
    /// Places that are in the archive alone.
    gone: std::sync::RwLock<Arc<domain::audit::archive::Gone>>,
    /// Told of each local commit: whoever follows the sequence wakes.
    committed: tokio::sync::watch::Sender<()>,
}

/// What every request asks, and is kept while it is true.
#[derive(Default)]
struct Known {
    staff_sessions: Cache<StaffSession>,
    shopper_sessions: Cache<ShopperSession>,
    visits: Cache<assistance::StoredVisit>,
    parties: Cache<assistance::Parties>,
    visits_in_all: Cache<i64>,
    /// The customers in whose accounts visits are live.
    helped: Cache<BTreeSet<String>>,
    customers: Cache<customers::CustomerRow>,
    recently_viewed: Cache<domain::recently_viewed::RecentlyViewed>,
    frames: Cache<catalog::FrameFacts>,
    products: Cache<(i64, domain::catalog::stock::Stock)>,
}

/// The store in the hands of whoever holds a proof: what the proof allows can be done with it, and nothing else.
pub struct By<'a, P> {
    store: &'a Store,
    proof: &'a P,
}

impl Store {
    /// Opens the store and brings its tables up to date.
    ///
    /// # Errors
    /// The store cannot be opened, or belongs to a newer program.
    pub async fn open(address: &Address, effort: Effort) -> Result<Self, StoreError> {
        let conn = Conn::open(address, Faults::default()).await?;
        Self::over(conn, effort, address, catalog::files_of(address)).await
    }

    /// Opens a store that suffers as it is told to, and takes only the columns that its rows have: for tests.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn open_suffering(address: &Address, effort: Effort, faults: Faults) -> Result<Self, StoreError> {
        let conn = Conn::open(address, faults).await?;
        let store = Self::over(conn, effort, address, catalog::files_of(address)).await?;
        table::be_strict(&store.conn, tables::ALL).await?;
        Ok(store)
    }

    /// The store of another program over the same data, which this one hears nothing of: for tests.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn beside(&self) -> Result<Self, StoreError> {
        Self::over(Arc::clone(&self.conn), Effort::Low, &Address::Memory, self.pictures.clone()).await
    }

    async fn over(conn: Arc<Conn>, effort: Effort, indexed: &Address, pictures: pictures::Files) -> Result<Self, StoreError> {
        engine::migrate::migrate(&conn).await?;
        table::define(&conn, tables::ALL).await?;
        let store = Self(Arc::new(Inner {
            conn,
            passwords: Passwords::new(effort),
            vault: Default::default(),
            shop: Default::default(),
            ended: Default::default(),
            looked: Default::default(),
            redeeming: Semaphore::new(assistance::REDEEMING),
            made_up: Default::default(),
            placing: Default::default(),
            shelf: Default::default(),
            known: Default::default(),
            feed: Default::default(),
            readings: Default::default(),
            index: audit::RecordIndex::open(indexed)?,
            just_written: Default::default(),
            rows: search::RowIndex::open(indexed)?,
            pictures,
            gone: Default::default(),
            committed: tokio::sync::watch::Sender::new(()),
        }));
        store.reload_shop().await?;
        store.reload_gone().await?;
        store.look_at_rows().await?;
        Ok(store)
    }

    /// Whether other programs write there too: what they wrote is found and counted a moment later.
    pub fn is_shared(&self) -> bool {
        self.conn.is_shared()
    }

    /// Whether the index is being made that knows how many rows there are.
    pub fn is_counting(&self) -> bool {
        self.rows.is_being_made()
    }

    /// What a proof allows.
    pub fn by<'a, P>(&'a self, proof: &'a P) -> By<'a, P> {
        By { store: self, proof }
    }

    /// Finishes what is under way and closes a local store.
    pub async fn close(&self) {
        self.index.close();
        self.rows.close();
        self.conn.close().await;
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
    /// A rule says no to what stands in a field: somebody else has the value, or whoever asks may not choose it.
    #[error("{0}: {1:?}")]
    Invalid(&'static str, Flaw),
    #[error("not found")]
    NotFound,
    /// The gate says no.
    #[error("refused: {0:?}")]
    Refused(domain::assistance::Refusal),
    /// Whoever asks is not signed in any more: he gave too many wrong answers.
    #[error("signed out")]
    SignedOut,
    /// Too many wait for the same already: nothing was begun.
    #[error("busy")]
    Busy,
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
    #[error("another program has the folder of the store open")]
    InUse,
    /// What the engine says of the files of a folder.
    #[error("the files of the store are damaged: restore a backup ({0})")]
    Damaged(String),
    /// What the engine says of files that the one before wrote.
    #[error("the files of an older version could not be converted ({0})")]
    NotConverted(String),
    /// The file, and what the system says of it.
    #[error("the key file {0} cannot be used: {1}")]
    KeyFile(String, String),
    #[error("{0} holds no key of 32 bytes")]
    NotAKey(String),
    #[error(
        "the store belongs to a newer version of Alongside (its tables are at {found}, this program knows {known}): start that version, or restore a backup"
    )]
    Newer { found: i64, known: i64 },
    #[error(
        "migration {0} is not what it was when it ran: this program cannot vouch for the tables. Start the program that the data is of, or begin with an empty folder"
    )]
    Altered(i64),
}

impl StoreError {
    /// The engine does not do what it must.
    pub(crate) fn unavailable(error: impl std::fmt::Display) -> Self {
        Self::Unavailable(error.to_string())
    }

    /// Whether it is sure that nothing was written.
    pub(crate) const fn wrote_nothing(&self) -> bool {
        matches!(self, Self::Conflict | Self::Stale | Self::Invalid(..))
    }
}

impl From<surrealdb::Error> for StoreError {
    fn from(error: surrealdb::Error) -> Self {
        use surrealdb::types::{AlreadyExistsError, QueryError};
        let message = error.message();
        if error.query_details() == Some(&QueryError::TransactionConflict) {
            Self::Conflict
        } else if message.contains(engine::write::STALE) {
            Self::Stale
        } else if let Some(field) = table::taken_field(tables::ALL, message) {
            Self::Invalid(field, Flaw::Taken)
        } else if matches!(error.already_exists_details(), Some(AlreadyExistsError::Record { .. })) {
            // Somebody else made the row meanwhile: whoever decided that there was none decided on what is no longer so.
            Self::Stale
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
            StoreError::Stale => Self::Stale,
            StoreError::Invalid(field, flaw) => Self::Invalid(field, flaw),
            StoreError::Refused(refusal) => Self::Refused(refusal),
            StoreError::OutcomeUnknown => Self::OutcomeUnknown,
            StoreError::SignedOut => Self::SignInRequired,
            StoreError::Busy => Self::TooMany(engine::turns::AGAIN),
            StoreError::Conflict | StoreError::TimedOut | StoreError::Unavailable(_) => {
                tracing::warn!(%error, "the store is unavailable");
                Self::Unavailable
            }
            StoreError::Unreadable(_)
            | StoreError::Other(_)
            | StoreError::InUse
            | StoreError::Damaged(_)
            | StoreError::NotConverted(_)
            | StoreError::KeyFile(..)
            | StoreError::NotAKey(_)
            | StoreError::Newer { .. }
            | StoreError::Altered(_) => {
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
