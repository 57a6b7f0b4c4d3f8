//! The program over HTTP, in process: actors at browsers of their own, against a store in memory.

mod assistance;
mod bad_input;
mod permissions;
mod shop;
