//! People at browsers, for whatever uses the shop as they do: tests, measuring, breaking. Never part of the program.
//!
//! A [`Browser`] keeps cookies and fills in forms, over the wire or in the same process. A [`Shop`] is the demo shop in
//! this process, over a store in memory, with a clock that tests move.

#![expect(clippy::unwrap_used, clippy::panic, reason = "whoever acts here is a test: one that cannot go on says so by failing")]

mod browser;
pub mod http2;
mod mail_server;
mod page;
mod program;
mod shop;
mod upload;

pub use browser::{Browser, Followed, TO_BERLIN, Way, address, somewhere};
pub use mail_server::{Does, MailServer};
pub use page::{Answer, Form};
pub use program::{Program, resident};
pub use shop::Shop;
pub use upload::{Uploaded, upload_request};
