//! Secrets that must be read again, sealed under a key that does not stand in the store: whoever has a copy of the data alone cannot open
//! them. AES-256-GCM; what a secret belongs to is sealed with it, so that none can be moved to somebody else.

use crate::StoreError;
use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use std::{fs, io::Write, path::Path};

/// Of the key, in bytes.
const KEY: usize = 32;

pub(crate) struct Vault(LessSafeKey);

impl Vault {
    fn of(key: &[u8]) -> Result<Self, StoreError> {
        Self::with(key).ok_or_else(|| StoreError::Other("this is no key of 32 bytes".to_owned()))
    }

    fn with(key: &[u8]) -> Option<Self> {
        UnboundKey::new(&AES_256_GCM, key).ok().map(LessSafeKey::new).map(Self)
    }

    /// Under a key that is gone with the process: for stores in memory.
    pub(crate) fn of_the_moment() -> Result<Self, StoreError> {
        let mut key = [0_u8; KEY];
        fill(&mut key)?;
        Self::of(&key)
    }

    /// Under the key in a file, which is made if it is not there: readable by its owner alone.
    pub(crate) fn in_file(path: &Path) -> Result<Self, StoreError> {
        let wrong = |error: std::io::Error| StoreError::KeyFile(path.display().to_string(), error.to_string());
        match fs::read_to_string(path) {
            Ok(text) => {
                let key = STANDARD_NO_PAD.decode(text.trim()).ok();
                key.and_then(|key| Self::with(&key)).ok_or_else(|| StoreError::NotAKey(path.display().to_string()))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let mut key = [0_u8; KEY];
                fill(&mut key)?;
                if let Some(folder) = path.parent() {
                    fs::create_dir_all(folder).map_err(wrong)?;
                }
                let mut options = fs::OpenOptions::new();
                options.write(true).create_new(true);
                #[cfg(unix)]
                std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
                let mut file = options.open(path).map_err(wrong)?;
                file.write_all(STANDARD_NO_PAD.encode(key).as_bytes()).and_then(|()| file.sync_all()).map_err(wrong)?;
                Self::of(&key)
            }
            Err(error) => Err(wrong(error)),
        }
    }

    /// Seals a secret of `owner`.
    pub(crate) fn seal(&self, owner: &str, secret: &[u8]) -> Result<String, StoreError> {
        let mut nonce = [0_u8; NONCE_LEN];
        fill(&mut nonce)?;
        let mut sealed = secret.to_vec();
        let done = self.0.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(owner.as_bytes()), &mut sealed);
        done.map_err(|_| StoreError::Other("a secret could not be sealed".to_owned()))?;
        Ok(STANDARD_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what was sealed for `owner` under the same key.
    pub(crate) fn open(&self, owner: &str, sealed: &str) -> Result<Vec<u8>, StoreError> {
        let closed = || StoreError::Other("a secret does not open under the key of this program: was the key file lost?".to_owned());
        let bytes = STANDARD_NO_PAD.decode(sealed).map_err(|_| closed())?;
        let (nonce, rest) = bytes.split_at_checked(NONCE_LEN).ok_or_else(closed)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| closed())?;
        let mut rest = rest.to_vec();
        self.0.open_in_place(nonce, Aad::from(owner.as_bytes()), &mut rest).map(|open| open.to_vec()).map_err(|_| closed())
    }
}

fn fill(bytes: &mut [u8]) -> Result<(), StoreError> {
    getrandom::fill(bytes).map_err(|error| StoreError::Other(format!("no randomness: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_for_its_owner_alone_and_under_the_same_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys/second-factor.key");
        let sealed = Vault::in_file(&path).unwrap().seal("rosa", b"secret").unwrap();
        let again = Vault::in_file(&path).unwrap();
        assert_eq!(again.open("rosa", &sealed).unwrap(), b"secret");
        assert!(again.open("theo", &sealed).is_err() && again.open("rosa", &sealed[1..]).is_err());
        assert!(Vault::of_the_moment().unwrap().open("rosa", &sealed).is_err());
        assert_ne!(again.seal("rosa", b"secret").unwrap(), sealed, "none is sealed twice the same");
        std::fs::write(&path, "short").unwrap();
        assert!(matches!(Vault::in_file(&path), Err(StoreError::NotAKey(_))));
    }
}
