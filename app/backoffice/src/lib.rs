//! The staff's half: pages, their islands, and the few server functions that the islands call.
//!
//! A page is a function from the store and a request to a reply. It asks the caller for the permit that it needs before
//! it reads anything, and hands the permit on to the store: code that forgot to ask does not compile.

// The islands of `ui` are part of this half's bundle.
pub use ui::island;

pub mod access;
#[cfg(feature = "ssr")]
pub mod assistance;
pub mod config;
#[cfg(feature = "ssr")]
pub mod customers;
#[cfg(feature = "ssr")]
pub mod dashboard;
#[cfg(feature = "ssr")]
pub mod language;
#[cfg(feature = "ssr")]
pub mod layout;
#[cfg(feature = "ssr")]
mod own_password;
#[cfg(feature = "ssr")]
pub mod staff;
