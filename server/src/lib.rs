//! The program: settings, the table of endpoints, the way of a request, jobs and commands.
//!
//! `endpoints` declares what can be reached and by whom; `http` carries a request from the socket to its page and back;
//! `app` puts the two together, for the program and for tests alike; `jobs` does what no request does; `commands` is the
//! command line.

pub mod app;
pub mod archive;
pub mod clock;
pub mod commands;
pub mod demo;
pub mod endpoints;
pub mod http;
pub mod jobs;
pub mod mail;
mod random;
pub mod settings;
