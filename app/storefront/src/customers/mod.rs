//! The shopper's own account: signing in, registering, My Account.

pub mod account;
pub mod edit;
pub mod register;
pub mod sign_in;
pub mod sign_in_information;
