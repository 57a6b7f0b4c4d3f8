//! What only tests, measuring and the demo shop need: filling a store with many rows at once, and holding a store against its own
//! record.

pub(crate) mod bare;
pub(crate) mod bulk;
mod check;
#[cfg(test)]
mod plans;
