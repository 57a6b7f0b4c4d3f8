//! Customers > All Customers.

pub mod edit;
pub mod grid;
