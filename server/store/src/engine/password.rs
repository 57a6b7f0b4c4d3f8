//! Passwords: hashed here, checked here, and never handed out. A hash does not leave this crate.

use crate::{Effort, StoreError};
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::{SaltString, rand_core::OsRng},
};
use domain::text::Secret;
use tokio::sync::Semaphore;

pub(crate) struct Passwords {
    /// Hashing takes memory and a core: at most two at once, so that a flood of sign-ins cannot take the shop down.
    turns: Semaphore,
    effort: Effort,
    /// Checked when there is no such account, so that the time of the answer tells nothing.
    nobody: String,
}

impl Passwords {
    pub(crate) fn new(effort: Effort) -> Self {
        let nobody = hash(effort, "nobody has this password").unwrap_or_default();
        Self { turns: Semaphore::new(2), effort, nobody }
    }

    pub(crate) async fn hash(&self, password: &Secret) -> Result<String, StoreError> {
        let (effort, text) = (self.effort, password.normalised().into_owned());
        self.turn(move || hash(effort, &text)).await?.map_err(|e| StoreError::Other(format!("hashing: {e}")))
    }

    /// Whether the password is the one behind `stored`; `None` takes as long and says no.
    pub(crate) async fn verify(&self, password: &Secret, stored: Option<&str>) -> Result<bool, StoreError> {
        let (known, against) = (stored.is_some(), stored.unwrap_or(&self.nobody).to_owned());
        // Longer than any password: not hashed, for that would be work at the asker's will.
        let text = if password.expose().len() > 1024 { String::new() } else { password.normalised().into_owned() };
        let matches = self
            .turn(move || PasswordHash::new(&against).is_ok_and(|hash| Argon2::default().verify_password(text.as_bytes(), &hash).is_ok()))
            .await?;
        Ok(known && matches)
    }

    async fn turn<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreError> {
        let _turn = self.turns.acquire().await.map_err(|_| StoreError::Unavailable("stopping".into()))?;
        tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Unavailable("stopping".into()))
    }
}

fn hash(effort: Effort, text: &str) -> Result<String, argon2::password_hash::Error> {
    let params = match effort {
        Effort::Normal => Params::new(19 * 1024, 2, 1, None)?,
        Effort::Low => Params::new(Params::MIN_M_COST, 1, 1, None)?,
    };
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    Ok(argon2.hash_password(text.as_bytes(), &SaltString::generate(&mut OsRng))?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_opens_its_own_hash_and_no_other() {
        let passwords = Passwords::new(Effort::Low);
        let stored = passwords.hash(&Secret::new("correct horse")).await.unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(passwords.verify(&Secret::new("correct horse"), Some(&stored)).await.unwrap());
        assert!(!passwords.verify(&Secret::new("battery staple"), Some(&stored)).await.unwrap());
        assert!(!passwords.verify(&Secret::new("nobody has this password"), None).await.unwrap());
    }

    #[tokio::test]
    async fn a_password_has_one_spelling_in_unicode() {
        let passwords = Passwords::new(Effort::Low);
        let stored = passwords.hash(&Secret::new("Gro\u{df}e-Caf\u{e9}-2026")).await.unwrap();
        assert!(passwords.verify(&Secret::new("Gro\u{df}e-Cafe\u{301}-2026"), Some(&stored)).await.unwrap());
    }

    #[tokio::test]
    async fn at_most_two_passwords_are_hashed_at_once() {
        let passwords = Passwords::new(Effort::Low);
        let secret = Secret::new("correct horse");
        let busy = passwords.turns.acquire_many(2).await.unwrap();
        let mut third = Box::pin(passwords.verify(&secret, None));
        assert!(futures::poll!(&mut third).is_pending());
        assert_eq!(passwords.turns.available_permits(), 0);
        drop(busy);
        assert!(!third.await.unwrap(), "nobody has this password");
        assert_eq!(passwords.turns.available_permits(), 2);
    }
}
