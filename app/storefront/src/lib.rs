//! The shopper's half: pages, their islands, and the few server functions that the islands call.
//!
//! A page is a function from the store and a request to a reply. It reads what it shows first and renders it whole; it
//! asks the caller for the proof that it needs, and leaves rules to `domain` and data to `store`.

// The islands of `ui` are part of this half's bundle.
pub use ui::island;

#[cfg(feature = "ssr")]
pub mod assistance;
#[cfg(feature = "ssr")]
pub mod cart;
#[cfg(feature = "ssr")]
pub mod catalog;
#[cfg(feature = "ssr")]
pub mod customers;
#[cfg(feature = "ssr")]
pub mod language;
#[cfg(feature = "ssr")]
pub mod layout;
