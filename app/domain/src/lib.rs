//! Types and rules of Alongside: what things are, and what is allowed.
//!
//! Nothing here reads a clock, a database or a socket, and nothing is async: every rule is a function from facts to a
//! decision, so that it can be tested with every combination of facts. The same code runs in the server and in the
//! browser. What needs I/O belongs to `store` (data) or `server` (the outside world).

pub mod access;
#[cfg(not(target_arch = "wasm32"))]
pub mod address;
pub mod assistance;
pub mod audit;
pub mod caller;
pub mod cart;
pub mod catalog;
mod coded;
pub mod config;
pub mod customers;
pub mod failure;
pub mod ids;
pub mod jobs;
pub mod list;
pub mod lockout;
#[cfg(not(target_arch = "wasm32"))]
pub mod mail;
pub mod merge;
pub mod money;
pub mod network;
pub mod newsletter;
pub mod recently_viewed;
pub mod sales;
pub mod session;
pub mod staff;
pub mod stores;
pub mod text;
pub mod time;
#[cfg(not(target_arch = "wasm32"))]
pub mod transfer;
pub mod tree;
pub mod wish_list;
