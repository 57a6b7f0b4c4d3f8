//! Lists in pages, by key: never by counting off.

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Cursor {
    #[default]
    First,
    /// The page after the row with this key.
    After(String),
    /// The page before the row with this key.
    Before(String),
}
