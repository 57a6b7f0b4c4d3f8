//! Login as Customer, as the staff sees it: the button, its dialog, starting, and the log.

pub mod button;
pub mod log;
pub mod start;
