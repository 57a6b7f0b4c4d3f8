//! Passwords: hashed here, checked here, and never handed out. A hash does not leave this crate.

use super::turns::{Asker, Turns};
use crate::{Effort, StoreError};
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::{SaltString, rand_core::OsRng},
};
use domain::{
    text::{Secret, hex},
    transfer::hash::{ForeignHash, Step},
};
use sha2::{Digest, Sha256};
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
        let is_long = password.expose().len() > 1024;
        let text = if is_long { String::new() } else { password.normalised().into_owned() };
        // Another shop hashed what came to it, in whatever spelling of Unicode.
        let as_it_came = Some(password.expose()).filter(|typed| !is_long && *typed != text).map(str::to_owned);
        let nobody = self.nobody.clone();
        let opens = |hash: &str, text: &str| {
            PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(text.as_bytes(), &hash).is_ok())
        };
        let matches = self.turn(asker, move || match ForeignHash::parse(&against) {
            Some(foreign) => {
                // Else who answers sooner would be known to come from elsewhere.
                opens(&nobody, &text);
                is_behind(&foreign, &text) || as_it_came.is_some_and(|typed| is_behind(&foreign, &typed))
            }
            // An account without a password takes as long as one that has one.
            None if against.is_empty() => {
                opens(&nobody, &text);
                false
            }
            None => opens(&against, &text),
        });
        Ok(matches.await? && known)
    }

    /// The hash of ours that takes the place of a foreign one, now that the password behind it was told; none, if it is ours already.
    pub(crate) async fn renewed(&self, password: &Secret, stored: &str, asker: &Asker) -> Result<Option<String>, StoreError> {
        if ForeignHash::parse(stored).is_none() { Ok(None) } else { self.hash(password, asker).await.map(Some) }
    }

    async fn turn<T: Send + 'static>(&self, asker: &Asker, work: impl FnOnce() -> T + Send + 'static) -> Result<T, StoreError> {
        let turn = self.turns.turn(asker).await?;
        // It lasts as long as the work, also when nobody waits for that any more.
        let work = move || (work(), drop(turn)).0;
        tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Unavailable("stopping".into()))
    }
}

/// Whether a password is the one behind a hash of Magento's.
fn is_behind(foreign: &ForeignHash, text: &str) -> bool {
    let (hash, salt) = foreign.parts();
    let mut made = text.to_owned();
    for step in foreign.steps() {
        let next = match step {
            Step::Sha256 => Some(hex(&Sha256::digest(format!("{salt}{made}").as_bytes()))),
            Step::Argon2id { passes, kib } => argon2id(&made, salt, *passes, *kib),
        };
        let Some(next) = next else { return false };
        made = next;
    }
    // Whoever measures how soon it is over learns of the hash, not of the password; and the hash is no secret to who measures that.
    made == hash
}

/// As libsodium makes it: 16 bytes of salt, repeated if it is shorter, and 32 of hash.
fn argon2id(text: &str, salt: &str, passes: u32, kib: u32) -> Option<String> {
    let salt: Vec<u8> = salt.bytes().cycle().take(16).collect();
    let params = Params::new(kib, passes, 1, Some(32)).ok()?;
    let mut made = [0_u8; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(text.as_bytes(), &salt, &mut made).ok()?;
    Some(hex(&made))
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
    use std::time::{Duration, Instant};

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

    /// Made by PHP's `hash` and libsodium's `crypto_pwhash`, as Magento calls them.
    #[tokio::test]
    async fn a_password_opens_the_hashes_that_magento_made_of_it_and_they_are_renewed() {
        let passwords = Passwords::new(Effort::Low);
        let salt = "Kq3vX9bT0mZsY7aL5dRwE2uHc8nPfG1J";
        let hashes = [
            format!("977e7b4790cdc6d2ff45132abe6f52eb0e8299a7b1eb86260a0684ae98cd201f:{salt}:1"),
            format!("2dc0cf106fa80712cdd6e9f116224a4d53300798e956d70f18b50ec9df0013b4:{salt}:2"),
            format!("f32f05121426dd0a97f9cd8b05639e370e3d2250a425de9608ad514d109ec6e5:{salt}:1:2"),
            "2dc0cf106fa80712cdd6e9f116224a4d53300798e956d70f18b50ec9df0013b4:Kq3vX9bT0mZsY7aL:3_32_2_67108864".to_owned(),
            "26cfca7c077d290bf86f4dcca72686f498b30e5ff43bfcf6aa81695cad0887d4:ab12:2".to_owned(),
        ];
        let right = Secret::new("alongside-demo");
        for hash in &hashes {
            assert!(passwords.verify(&right, Some(hash), &asker()).await.unwrap(), "{hash}");
            assert!(!passwords.verify(&Secret::new("battery staple"), Some(hash), &asker()).await.unwrap(), "{hash}");
        }
        let renewed = passwords.renewed(&right, &hashes[0], &asker()).await.unwrap().unwrap();
        assert!(renewed.starts_with("$argon2id$") && passwords.verify(&right, Some(&renewed), &asker()).await.unwrap());
        assert_eq!(passwords.renewed(&right, &renewed, &asker()).await.unwrap(), None);
    }

    /// Magento hashes what a browser sends, which on some keyboards is another spelling than ours: whoever typed it so there could not sign in here.
    #[tokio::test]
    async fn a_password_opens_the_hash_that_magento_made_of_its_spelling_as_it_was_typed() {
        let passwords = Passwords::new(Effort::Low);
        let (typed, composed) = (Secret::new("Gro\u{df}e-Cafe\u{301}-\u{2460}"), Secret::new("Gro\u{df}e-Caf\u{e9}-1"));
        let foreign = |password: &str| format!("{}:Salt123:1", hex(&Sha256::digest(format!("Salt123{password}").as_bytes())));
        let (as_typed, normal) = (foreign(typed.expose()), foreign(&typed.normalised()));
        for (password, stored, opens) in
            [(&typed, &as_typed, true), (&typed, &normal, true), (&composed, &normal, true), (&composed, &as_typed, false)]
        {
            assert_eq!(passwords.verify(password, Some(stored), &asker()).await.unwrap(), opens, "{stored}");
        }
        // From then on it is the same password in every spelling.
        let renewed = passwords.renewed(&typed, &as_typed, &asker()).await.unwrap().unwrap();
        assert!(passwords.verify(&composed, Some(&renewed), &asker()).await.unwrap());
    }

    /// What is hashed and what is not is told apart by the clock: the one takes a thousand times as long as the other.
    #[tokio::test]
    async fn where_there_is_no_account_or_no_password_of_ours_the_answer_is_there_no_sooner() {
        let (passwords, wrong) = (Passwords::new(Effort::Normal), Secret::new("battery staple"));
        let stored = passwords.hash(&Secret::new("correct horse"), &asker()).await.unwrap();
        let quickest = async |stored: Option<&str>| {
            let mut quickest = Duration::MAX;
            for _ in 0..3 {
                let begun = Instant::now();
                assert!(!passwords.verify(&wrong, stored, &asker()).await.unwrap(), "{stored:?}");
                quickest = quickest.min(begun.elapsed());
            }
            quickest
        };
        let usual = quickest(Some(&stored)).await;
        let foreign = "2dc0cf106fa80712cdd6e9f116224a4d53300798e956d70f18b50ec9df0013b4:Kq3vX9bT0mZsY7aL5dRwE2uHc8nPfG1J:2";
        for other in [None, Some(""), Some(foreign)] {
            let took = quickest(other).await;
            assert!(took * 4 >= usual, "{other:?}: {took:?} beside {usual:?}");
        }
    }

    #[tokio::test]
    async fn an_account_without_a_password_is_opened_by_none() {
        let passwords = Passwords::new(Effort::Low);
        for typed in ["", "nobody has this password", "$argon2id$"] {
            assert!(!passwords.verify(&Secret::new(typed), Some(""), &asker()).await.unwrap(), "{typed}");
        }
    }
}
