//! Names that nobody else has: of requests, of instances.

use std::sync::{
    LazyLock,
    atomic::{AtomicU64, Ordering},
};

/// Where this process begins. Without randomness names repeat, and a log is harder to read; nothing is guarded by them.
static BEGINNING: LazyLock<u64> = LazyLock::new(|| getrandom::u64().unwrap_or_default());
static GIVEN: AtomicU64 = AtomicU64::new(0);
/// Odd, so that no two counts become one, and far apart, so that names that follow each other do not look alike.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// Sixteen hexadecimal digits.
pub fn name() -> String {
    let count = GIVEN.fetch_add(1, Ordering::Relaxed);
    format!("{:016x}", BEGINNING.wrapping_add(count.wrapping_mul(STEP)))
}
