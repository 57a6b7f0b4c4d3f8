//! Passwords: hashed here, checked here, and never handed out. A hash does not leave this crate.

use super::turns::{Asker, Turns};
use crate::{Effort, StoreError};
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::{SaltString, rand_core::OsRng},
};
use domain::text::Secret;
use std::sync::Arc;

pub(crate) struct Passwords {
    pub(crate) turns: Arc<Turns>,
    effort: Effort,
    /// Checked when there is no such account, so that the time of the answer tells nothing.
    nobody: String,
}

impl Passwords {
    pub(crate) fn new(effort: Effort) -> Self {
        let nobody = hash(effort, "nobody has this password").unwrap_or_default();
        Self { turns: Turns::new(), effort, nobody }
    }

    /// # Errors
    /// [`StoreError::Busy`].
    pub(crate) async fn hash(&self, password: &Secret, asker: &Asker) -> Result<String, StoreError> {
        let (effort, text) = (self.effort, password.normalised().into_owned());
        self.turn(asker, move || hash(effort, &text)).await?.map_err(|e| StoreError::Other(format!("hashing: {e}")))
    }

    /// Whether the password is the one behind `stored`; `None` takes as long and says no.
    ///
    /// # Errors
    /// [`StoreError::Busy`].
    pub(crate) async fn verify(&self, password: &Secret, stored: Option<&str>, asker: &Asker) -> Result<bool, StoreError> {
        let (known, against) = (stored.is_some(), stored.unwrap_or(&self.nobody).to_owned());
        // Longer than any password: not hashed, for that would be work at the asker's will.
        let text = if password.expose().len() > 1024 { String::new() } else { password.normalised().into_owned() };
        let matches = self
            .turn(asker, move || {
                PasswordHash::new(&against).is_ok_and(|hash| Argon2::default().verify_password(text.as_bytes(), &hash).is_ok())
            })
            .await?;
        Ok(known && matches)
    }

    async fn turn<T: Send + 'static>(&self, asker: &Asker, work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreError> {
        let turn = self.turns.turn(asker).await?;
        // It lasts as long as the work, also when nobody waits for that any more.
        let work = move || (work(), drop(turn)).0;
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

    fn asker() -> Asker {
        Asker::known(&domain::audit::Origin::default())
    }

    #[tokio::test]
    async fn a_password_opens_its_own_hash_and_no_other() {
        let passwords = Passwords::new(Effort::Low);
        let stored = passwords.hash(&Secret::new("correct horse"), &asker()).await.unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(passwords.verify(&Secret::new("correct horse"), Some(&stored), &asker()).await.unwrap());
        assert!(!passwords.verify(&Secret::new("battery staple"), Some(&stored), &asker()).await.unwrap());
        assert!(!passwords.verify(&Secret::new("nobody has this password"), None, &asker()).await.unwrap());
    }

    #[tokio::test]
    async fn a_password_has_one_spelling_in_unicode() {
        let passwords = Passwords::new(Effort::Low);
        let stored = passwords.hash(&Secret::new("Gro\u{df}e-Caf\u{e9}-2026"), &asker()).await.unwrap();
        assert!(passwords.verify(&Secret::new("Gro\u{df}e-Cafe\u{301}-2026"), Some(&stored), &asker()).await.unwrap());
    }
}
