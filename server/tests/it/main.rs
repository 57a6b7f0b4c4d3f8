//! The program over HTTP, in process: actors at browsers of their own, against a store in memory.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so by failing")]

mod assistance;
mod bad_input;
mod browsing;
mod demo;
mod failing;
mod permissions;
mod program;
