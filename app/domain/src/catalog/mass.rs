//! What is done to many products at once: by a job, where there are more than a page can wait for.

use super::{attribute::Values, selling::Visibility};
use crate::{
    coded::coded,
    ids::{CategoryId, MassId, ProductId},
    jobs::State,
    time::Moment,
};
use std::time::Duration;

/// What is set of each; what is not named stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Set {
    pub enabled: Option<bool>,
    pub visibility: Option<Visibility>,
    pub in_stock: Option<bool>,
    pub stock: Option<u32>,
    /// It stands there as well.
    pub category: Option<CategoryId>,
    /// Of each attribute what stands for all; nothing, where nothing is said of it any more.
    pub attributes: Values,
}

/// What is done to each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    Set(Set),
    Delete,
}

/// One that it was not done to, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    pub product: ProductId,
    pub name: String,
    pub why: Why,
}

coded! {
    /// Why something was not done to a product.
    Why {
        /// Somebody changed it since the page was shown.
        Changed,
        /// There is no such product any more.
        Gone,
        /// A rule says no.
        Refused,
    }
}

/// What somebody has asked to be done to many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mass {
    pub id: MassId,
    pub act: Act,
    pub at: Moment,
    pub state: State,
    /// How many it was done to, and how many there are.
    pub done: i64,
    pub total: i64,
    /// The first of those that it was not done to; and how many these are.
    pub missed: Vec<Missed>,
    pub missed_in_all: i64,
}

impl Mass {
    pub const fn is_over(&self) -> bool {
        self.state.is_over()
    }
}

/// The most products that are changed while their page is waited for: those of a page of their list.
pub const AT_ONCE: usize = 20;
/// The most that are named of those that it was not done to.
pub const NAMED: usize = 100;
/// How long it is remembered what was done, and how much of it for somebody.
pub const KEPT: Duration = Duration::from_secs(7 * 24 * 60 * 60);
pub const MOST: usize = 20;
