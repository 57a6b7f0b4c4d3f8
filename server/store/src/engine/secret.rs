//! Tokens that open something, and what is kept of them.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::ids::{StaffId, VisitId};
use sha2::{Digest, Sha256};
use std::{
    fmt,
    str::FromStr,
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
};
use uuid::{Timestamp, Uuid};

/// 256 random bits that open something: a session, a visit. It cannot be printed or serialised; it leaves for the
/// browser's cookie or form through [`Token::expose`], and the store keeps its SHA-256 alone.
pub struct Token(String);

impl Token {
    /// # Panics
    /// Never in practice: only if the operating system has no randomness, when nothing safe can be done.
    pub fn random() -> Self {
        let mut bytes = [0_u8; 32];
        fill(&mut bytes);
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// From a cookie or a form. `None`: it has not the form of a token, so it opens nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
        plain.then(|| Self(text.to_owned()))
    }

    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What is stored instead.
    pub fn digest(&self) -> String {
        let mut text = String::with_capacity(64);
        for byte in Sha256::digest(self.0.as_bytes()) {
            text.extend([byte >> 4, byte & 15].into_iter().filter_map(|digit| char::from_digit(u32::from(digit), 16)));
        }
        text
    }
}

/// A token that says where its digest is kept.
#[derive(Debug)]
pub struct Addressed<Id> {
    pub(crate) at: Id,
    token: Token,
}

/// What the browser holds in a visit: which one it is, and the token that opens it.
pub type VisitCookie = Addressed<VisitId>;

/// What opens a visit: whose it is going to be, and the token.
pub type HandoffToken = Addressed<StaffId>;

/// What names a start that goes over another host: it opens nothing without the staff member's own session.
pub type StartToken = Addressed<StaffId>;

impl<Id: FromStr + fmt::Display> Addressed<Id> {
    pub(crate) fn random(at: Id) -> Self {
        Self { at, token: Token::random() }
    }

    /// From a cookie or a form. `None`: it has not the form of one, so it opens nothing.
    pub fn parse(text: &str) -> Option<Self> {
        let (at, token) = text.split_once('.')?;
        Some(Self { at: at.parse().ok()?, token: Token::parse(token)? })
    }

    pub fn expose(&self) -> String {
        format!("{}.{}", self.at, self.token.expose())
    }

    pub(crate) fn digest(&self) -> String {
        self.token.digest()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[expect(clippy::panic, reason = "without randomness every secret would be guessable; stopping is the safe answer")]
fn fill(bytes: &mut [u8]) {
    if getrandom::fill(bytes).is_err() {
        panic!("the operating system gives no randomness");
    }
}

/// The least of the UUIDs v7 for `at`.
pub(crate) fn first_id_at(at: domain::time::Moment) -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(u64::try_from(at.millis()).unwrap_or(0), &[0; 10]).into_uuid()
}

/// How many identifiers were made since the program began, and a number that nobody knows: nobody is told how many there are.
static MADE: LazyLock<AtomicU32> = LazyLock::new(|| {
    let mut bytes = [0_u8; 4];
    fill(&mut bytes);
    // Below the half of what fits in: it takes long until it begins anew.
    AtomicU32::new(u32::from_be_bytes(bytes) >> 1)
});

/// A UUID v7 for `at`: sorts by time, and what is made at one moment by who was first (RFC 9562, 6.2, method 1). Nobody guesses it.
pub(crate) fn id_at(at: domain::time::Moment) -> Uuid {
    let millis = u64::try_from(at.millis()).unwrap_or(0);
    let nanos = u32::try_from(millis % 1_000).unwrap_or(0).saturating_mul(1_000_000);
    let made = MADE.fetch_add(1, Ordering::Relaxed);
    Uuid::new_v7(Timestamp::from_unix_time(millis / 1_000, nanos, made.into(), 32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Moment;

    #[test]
    fn what_is_made_at_one_moment_sorts_by_who_was_first_and_never_before_an_earlier_moment() {
        let at = Moment::from_millis(1_772_445_600_123);
        let made: Vec<Uuid> = (0..5_000).map(|_| id_at(at)).collect();
        assert!(made.is_sorted_by(|a, b| a < b));
        let (first, later) = (first_id_at(at), first_id_at(Moment::from_millis(at.millis() + 1)));
        assert!(made.iter().all(|id| first <= *id && *id < later));
    }
}
