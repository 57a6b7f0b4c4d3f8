//! Trying again: a commit that met another, and a decision whose facts have moved.

use crate::StoreError;
use std::time::Duration;

pub(crate) const ATTEMPTS: u32 = 8;

/// Waits a little, longer each time and never twice the same, so that those who met do not meet again.
pub(crate) async fn backoff(attempt: u32) {
    let mut byte = [0_u8; 1];
    let jitter = getrandom::fill(&mut byte).map_or(128, |()| u64::from(byte[0]));
    let ceiling = 2_u64.saturating_pow(attempt.min(6)).saturating_mul(2_000);
    let micros = ceiling.saturating_mul(jitter.saturating_add(32)) / 256;
    tokio::time::sleep(Duration::from_micros(micros)).await;
}

/// Reads, decides and commits; again if what was read has changed meanwhile.
pub(crate) async fn decide<T, F>(mut attempt: impl FnMut() -> F) -> Result<T, StoreError>
where
    F: Future<Output = Result<T, StoreError>>,
{
    for n in 0..ATTEMPTS {
        match attempt().await {
            Err(StoreError::Stale) => backoff(n).await,
            done => return done,
        }
    }
    Err(StoreError::Stale)
}
