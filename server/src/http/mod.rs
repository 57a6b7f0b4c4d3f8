//! A request's way: cookies, who is asking, the rules of the endpoint, the page, and the reply with its headers.

pub(crate) mod asked;
pub(crate) mod assets;
mod caller;
pub mod connections;
pub mod cookies;
pub(crate) mod dispatch;
pub(crate) mod files;
pub mod form;
pub(crate) mod headers;
pub mod host;
pub mod limits;
pub(crate) mod live;
mod notice;
pub mod origin;
pub mod proxy;
mod reply;
mod rules;
pub(crate) mod upload;
