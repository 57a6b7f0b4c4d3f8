//! A request's way: cookies, who is asking, the rules of the endpoint, the page, and the reply with its headers.

pub(crate) mod assets;
mod caller;
pub mod cookies;
pub(crate) mod dispatch;
pub(crate) mod headers;
pub mod origin;
mod reply;
