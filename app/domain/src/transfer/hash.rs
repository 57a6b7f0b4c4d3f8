//! Hashes of passwords as Magento keeps them: `hash:salt:version`, where the version may be several, each made of the one before. A customer who
//! comes from there signs in once with such a hash, and has one of ours from then on.

use std::fmt;

/// How a step is made of the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// SHA-256 of the salt and the text behind it.
    Sha256,
    /// Argon2id, version 1.3, with one lane: of 32 bytes, with so many passes and so many KiB.
    Argon2id { passes: u32, kib: u32 },
}

/// What libsodium calls interactive.
const INTERACTIVE: Step = Step::Argon2id { passes: 2, kib: 64 * 1024 };
/// More than that is work at the file's will.
const MOST_PASSES: u32 = 8;
const MOST_KIB: u32 = 256 * 1024;
/// In characters; both are hexadecimal, or letters and digits.
const LONGEST_SALT: usize = 128;

/// A hash that was checked to be one.
#[derive(Clone, PartialEq, Eq)]
pub struct ForeignHash {
    text: String,
    steps: Vec<Step>,
}

impl fmt::Debug for ForeignHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ForeignHash(…)")
    }
}

impl ForeignHash {
    /// `None`: it is none, or made by MD5, which anybody turns back.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split(':');
        let (hash, salt) = (parts.next()?, parts.next()?);
        let is_hash = hash.len() == 64 && hash.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        let is_salt = !salt.is_empty() && salt.len() <= LONGEST_SALT && salt.bytes().all(|b| b.is_ascii_alphanumeric());
        let steps: Vec<Step> = parts.map(step).collect::<Option<_>>()?;
        let is_one = is_hash && is_salt && (1..=3).contains(&steps.len());
        is_one.then(|| Self { text: text.trim().to_owned(), steps })
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The hash itself, and the salt.
    pub fn parts(&self) -> (&str, &str) {
        let mut parts = self.text.split(':');
        (parts.next().unwrap_or_default(), parts.next().unwrap_or_default())
    }
}

fn step(version: &str) -> Option<Step> {
    match version {
        "1" => Some(Step::Sha256),
        "2" | "3" => Some(INTERACTIVE),
        // Version, bytes of the hash, passes, bytes of memory.
        agnostic => {
            let mut parts = agnostic.split('_');
            let (version, length) = (parts.next()?, parts.next()?);
            let (passes, bytes): (u32, u64) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            let kib = u32::try_from(bytes / 1024).ok()?;
            let fits = version == "3" && length == "32" && parts.next().is_none();
            let is_done = (1..=MOST_PASSES).contains(&passes) && (8..=MOST_KIB).contains(&kib);
            (fits && is_done).then_some(Step::Argon2id { passes, kib })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_of_magento_are_known_and_those_that_anybody_turns_back_are_not() {
        let hash = "a".repeat(64);
        let steps = |version: &str| ForeignHash::parse(&format!("{hash}:Salt123:{version}")).map(|hash| hash.steps().to_vec());
        assert_eq!(steps("1"), Some(vec![Step::Sha256]));
        assert_eq!(steps("2"), Some(vec![INTERACTIVE]));
        assert_eq!(steps("1:2"), Some(vec![Step::Sha256, INTERACTIVE]));
        assert_eq!(steps("3_32_2_67108864"), Some(vec![INTERACTIVE]));
        for none in ["0", "0:1", "", "4", "3_32_2_99999999999", "3_64_2_67108864", "3_32_0_67108864", "3_32_2_67108864_1", "1:1:1:1"] {
            assert_eq!(steps(none), None, "{none}");
        }
        assert_eq!(ForeignHash::parse(&format!("{}:salt:1", "a".repeat(32))), None, "MD5");
        assert_eq!(ForeignHash::parse(&format!("{hash}:sa lt:1")), None);
        assert_eq!(format!("{:?}", ForeignHash::parse(&format!("{hash}:salt:1")).unwrap()), "ForeignHash(…)");
    }
}
