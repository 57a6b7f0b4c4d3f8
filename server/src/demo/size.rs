//! How large the demo shop is, and how far filling it is.

use super::{CUSTOMERS, catalog};

/// Each state ten times.
const ORDERS: usize = 80;

/// How large the demo shop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub products: usize,
    /// Every other one allows remote shopping assistance.
    pub customers: usize,
    /// Further support staff: `agent1` and so on.
    pub agents: usize,
    /// Events of past visits; the last visit is finished, so there may be a few more.
    pub events: usize,
    pub orders: usize,
}

impl Size {
    /// A shop that is filled in no time, for tests: the first products, a dozen customers, and each state of orders three times.
    pub fn small() -> Self {
        Self { products: catalog::catalog().first(), customers: 12, orders: 24, ..Self::default() }
    }
}

impl Default for Size {
    fn default() -> Self {
        Self { products: catalog::catalog().products().count(), customers: CUSTOMERS.len(), agents: 0, events: 0, orders: ORDERS }
    }
}

/// What it is filled with, one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Products,
    Customers,
    Events,
    Orders,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    pub part: Part,
    pub done: usize,
    pub all: usize,
}
