//! Login as Customer, as the storefront sees it: entering, the banner, closing, and what is told at the end.

pub mod banner;
pub mod close;
pub mod ended;
pub mod enter;
