//! Forms: one pattern for every page. A form is data (`page/field`, `page/groups`), holds what was shown and typed (`page/state`), and
//! shows itself (`page/markup`). It posts to its page's own address; success is a redirect with a notice, and a refusal is the same page
//! again with what was typed (never a secret) and each error at its field: 422, or 409 if somebody else changed the same meanwhile.
//!
//! A page that changes a stored thing makes one [`Snapshot`] of it, shows [`Form::of`] that, and reads [`Form::read`] `.onto` that:
//! whatever its reader left alone is not written.
//!
//! A form may save by a call as well (`saving`): the same fields go to the same use case, and nothing is loaded anew.

mod advice;
#[cfg(feature = "ssr")]
mod page;
pub mod saving;
mod snapshot;

pub use advice::Advice;
#[cfg(feature = "ssr")]
pub use page::*;
pub use snapshot::Snapshot;

/// The hidden field that names the identity that a page was rendered for: a stale tab never acts as, or on, somebody else.
pub const IDENTITY: &str = "identity";

/// The hidden field of a form that comes back another way (after signing in again, or as somebody else): it is shown with what was typed,
/// and nothing is done.
pub const DRAFT: &str = "draft";

/// The hidden field that says what the page showed.
pub const SHOWN: &str = "shown";

/// The hidden field that says what a page began with that is stored nowhere: once it came back, only this tells what was typed into it.
pub const BEGUN: &str = "begun";
