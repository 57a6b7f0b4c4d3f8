//! Admin users: signing in and out, and System > Permissions > All Users.

pub mod edit;
pub mod grid;
pub mod sign_in;
