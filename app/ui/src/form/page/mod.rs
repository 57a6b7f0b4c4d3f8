//! Forms as pages have them: what they ask, read and show.

pub mod address;
mod again;
mod field;
pub mod groups;
mod inheriting;
mod markup;
mod post;
mod standing;
mod state;
#[cfg(test)]
mod tests;

pub use again::{again, is_typed_by, resumed, typed};
pub use field::{Caption, Field, Fields, Group, Kind, Options, Spec, Words, examples};
pub use inheriting::Inheriting;
pub use post::Post;
pub use state::Form;
