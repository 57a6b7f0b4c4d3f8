//! System > Permissions > User Roles.

#[cfg(feature = "ssr")]
pub mod delete;
#[cfg(feature = "ssr")]
pub mod edit;
#[cfg(feature = "ssr")]
pub mod grid;
pub mod tree;
