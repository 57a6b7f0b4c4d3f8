//! Moving a shop's things by files: what they are called in columns (Magento's own), how a file is read, how far it has come. What is asked
//! for is made by a job, line by line, by the rules that forms obey.

pub mod cells;
pub mod customers;
pub mod file;
pub mod hash;
pub mod markup;
pub mod products;
pub mod times;

use crate::{
    access::Resource,
    coded::coded,
    ids::{StaffId, TransferId, WebsiteId},
    jobs::State,
    list::Narrowed,
    stores::Language,
    text::Flaw,
    time::Moment,
};
use std::time::Duration;

/// How long a file is kept: one that was made for whoever asked for it, and one that was brought with what is wrong in it.
pub const KEPT: Duration = Duration::from_secs(24 * 60 * 60);
/// The most exports that are kept for somebody, and the most imports of his that are not over.
pub const MOST: usize = 10;
/// So many errors are told on the page; all stand in the report.
pub const MOST_TOLD: usize = 100;
/// The folder of these files, in the folder of the data.
pub const FOLDER: &str = "transfers";

coded! {
    /// What a file is of. Adobe's names.
    Entity {
        CustomerComposite,
        CatalogProduct,
        StockSources,
        AdvancedPricing,
    }
}

coded! {
    /// What is done with it.
    #[derive(Default)]
    Behavior {
        #[default]
        Append,
        /// What is stored of a thing that the file names gives way to what stands there.
        Replace,
        Delete,
    }
}

coded! {
    /// What is done about a line that cannot be read.
    Strategy {
        StopOnErrors,
        SkipErrors,
    }
}

coded! {
    /// What a job does with a file.
    Work {
        /// Nothing is changed.
        Check,
        Import,
        Export,
    }
}

impl Entity {
    /// What can be done with a file of it. Customers and products are not replaced: orders, carts and visits would know them no more.
    pub const fn behaviors(self) -> &'static [Behavior] {
        match self {
            Self::CustomerComposite | Self::CatalogProduct => &[Behavior::Append, Behavior::Delete],
            Self::StockSources => &[Behavior::Append],
            Self::AdvancedPricing => &[Behavior::Append, Behavior::Replace, Behavior::Delete],
        }
    }

    /// The right to what it is of: nobody does by a file what he may not do by a form.
    pub const fn resource(self, behavior: Behavior) -> Resource {
        match (self, behavior) {
            (Self::CustomerComposite, Behavior::Append | Behavior::Replace) => Resource::CustomersEdit,
            (Self::CustomerComposite, Behavior::Delete) => Resource::CustomersDelete,
            (Self::CatalogProduct | Self::StockSources | Self::AdvancedPricing, _) => Resource::Products,
        }
    }

    /// The right to take it along.
    pub const fn shown_by(self) -> Resource {
        match self {
            Self::CustomerComposite => Resource::CustomersView,
            Self::CatalogProduct | Self::StockSources | Self::AdvancedPricing => Resource::Products,
        }
    }

    /// The columns of its file, in their order.
    pub fn columns(self) -> Vec<&'static str> {
        match self {
            Self::CustomerComposite => customers::COLUMNS.iter().map(|c| c.name).collect(),
            Self::CatalogProduct => products::COLUMNS.iter().map(|c| c.name).collect(),
            Self::StockSources => products::STOCK.to_vec(),
            Self::AdvancedPricing => products::pricing::COLUMNS.iter().map(|c| c.name).collect(),
        }
    }

    /// The column that no line does without.
    pub const fn key(self) -> &'static str {
        match self {
            Self::CustomerComposite => customers::EMAIL,
            Self::CatalogProduct | Self::StockSources | Self::AdvancedPricing => products::SKU,
        }
    }
}

/// What is wrong with a line.
#[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Trouble {
    /// With what stands in a column.
    Cell(&'static str, Flaw),
    /// It has so many cells, and its header so many.
    Cells(usize, usize),
    NotUtf8,
    /// It has no end: a quote that is opened and never closed.
    Endless,
    SpecifyWebsite,
    SpecifyEmail,
    InvalidWebsite,
    EmailTwice,
    NoSuchCustomer,
    /// An address behind a customer that is none.
    OfNobody,
    TooManyAddresses,
    SkuEmpty,
    SkuTwice,
    /// It is of a kind that this shop does not have.
    ProductType,
    NoSuchProduct,
    /// A row of Customer Group Price that is not there.
    NoSuchTier,
    NoSuchView,
    NoSuchCategory(String),
    /// By its code.
    NoSuchAttribute(String),
    /// What stands there of an attribute is none of its options.
    NoSuchOption(String),
    /// A file of a picture that did not come along.
    NoSuchImage(String),
    UrlKeyTaken(String),
    /// Somebody else was at it again and again.
    Changed,
}

/// Why a file is none that could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Unread {
    Empty,
    /// This column is not there.
    NoColumn(&'static str),
    /// This column is there twice.
    ColumnTwice(&'static str),
    NotText,
    /// Whose addresses it names would be deleted: that takes a file of customers.
    DeletesNobody,
    /// The file of pictures is no archive, or one of too many files.
    NotAnArchive,
    /// The file is gone.
    Gone,
    /// Whoever asked has not the right any more.
    NotPermitted,
    /// More errors than are allowed.
    TooManyErrors,
    /// The program could not go on with it; its log says why.
    Failed,
}

impl Unread {
    /// What is stored of it.
    pub fn code(&self) -> String {
        match self {
            Self::NoColumn(name) | Self::ColumnTwice(name) => format!("{} {name}", self.into_str()),
            Self::Empty
            | Self::NotText
            | Self::DeletesNobody
            | Self::NotAnArchive
            | Self::Gone
            | Self::NotPermitted
            | Self::TooManyErrors
            | Self::Failed => self.into_str().to_owned(),
        }
    }
}

/// What is said of errors of one kind: in the words of whoever brought the file, and the rows in which they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub text: String,
    pub rows: Vec<i64>,
}

/// How many things became what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub created: i64,
    pub updated: i64,
    pub deleted: i64,
}

impl Counts {
    pub const fn total(self) -> i64 {
        self.created.saturating_add(self.updated).saturating_add(self.deleted)
    }
}

/// What has become of a thing of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Became {
    Created,
    Updated,
    /// It was so already.
    Left,
    Deleted,
    /// Nothing of it: in this row.
    Refused(i64, Trouble),
}

impl Counts {
    pub fn count(&mut self, became: &Became) {
        let of = match became {
            Became::Created => &mut self.created,
            Became::Updated => &mut self.updated,
            Became::Deleted => &mut self.deleted,
            Became::Left | Became::Refused(..) => return,
        };
        *of = of.saturating_add(1);
    }
}

/// What the check found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    pub rows: i64,
    pub entities: i64,
    /// Rows with errors.
    pub invalid: i64,
    pub errors: i64,
    /// The first of them.
    pub said: Vec<Said>,
    /// Columns that nothing is read of.
    pub ignored: Vec<String>,
    /// What reads the file: how it is written, and what stands between its cells.
    pub encoding: String,
    pub separator: String,
}

/// A file that somebody brought, or asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfer {
    pub id: TransferId,
    pub staff: StaffId,
    pub user_name: String,
    pub language: Language,
    pub entity: Entity,
    pub behavior: Behavior,
    pub strategy: Strategy,
    /// How many errors are allowed before it stops.
    pub allowed: i64,
    /// Of an export: the website whose things are wanted.
    pub website: Option<WebsiteId>,
    /// And what else the list of them was narrowed to.
    pub narrowed: Narrowed,
    /// What the file was called.
    pub name: String,
    pub at: Moment,
    /// When its job began, and when it was over.
    pub began: Option<Moment>,
    pub ended: Option<Moment>,
    pub work: Work,
    pub state: State,
    /// Of a check the bytes, of all else the rows: so many are done, of so many.
    pub done: i64,
    pub total: i64,
    pub found: Found,
    pub counts: Counts,
    /// Why it failed: see [`Unread::code`].
    pub why: String,
    pub bytes: i64,
}

impl Transfer {
    /// Where its file lies, in the folder of the data.
    pub fn path(&self) -> String {
        format!("{FOLDER}/{}.csv", self.id)
    }

    /// Where the archive of pictures lies, if one came along.
    pub fn images(&self) -> String {
        format!("{FOLDER}/{}.zip", self.id)
    }

    /// Where the same lies with what is wrong.
    pub fn report(&self) -> String {
        format!("{FOLDER}/{}.errors.csv", self.id)
    }

    pub const fn is_over(&self) -> bool {
        self.state.is_over()
    }

    /// Whether its files are still there.
    pub fn is_kept(&self, now: Moment) -> bool {
        now.since(self.at) < KEPT
    }

    /// Whether what was checked may be imported.
    pub fn may_begin(&self) -> bool {
        let has_some = self.found.entities > 0 && self.found.invalid < self.found.rows;
        self.work == Work::Check && self.state == State::Done && has_some && !self.is_stopped_by(self.found.errors)
    }

    /// Whether it was canceled on its way: it can go on where it was.
    pub fn may_resume(&self) -> bool {
        self.work == Work::Import && self.state == State::Canceled
    }

    /// Whether its file can be had by somebody of the staff: by whoever brought it, and by whoever may take along what it is of.
    pub fn is_open_to(&self, staff: StaffId, holds: impl Fn(Resource) -> bool) -> bool {
        self.staff == staff || holds(self.entity.shown_by())
    }

    /// Whether so many errors stop it.
    pub fn is_stopped_by(&self, errors: i64) -> bool {
        self.strategy == Strategy::StopOnErrors && errors > self.allowed
    }
}

impl Found {
    /// One error more. The first are told with their rows.
    pub fn tell(&mut self, row: i64, text: String) {
        self.errors = self.errors.saturating_add(1);
        if self.said.iter().map(|said| said.rows.len()).sum::<usize>() >= MOST_TOLD {
            return;
        }
        match self.said.iter_mut().find(|said| said.text == text) {
            Some(said) => said.rows.push(row),
            None => self.said.push(Said { text, rows: vec![row] }),
        }
    }
}
