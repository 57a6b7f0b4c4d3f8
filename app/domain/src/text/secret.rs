//! Secrets that people type, and how long a new password must be.

#[cfg(not(target_arch = "wasm32"))]
use super::Flaw;
use icu_normalizer::ComposingNormalizerBorrowed;
use std::{borrow::Cow, fmt};

/// A secret that a person typed. It cannot be printed or serialised, and it is wiped from no log because it never gets
/// into one: the only ways out are [`Secret::expose`] and [`Secret::normalised`].
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// As it came, byte by byte: for tokens.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What passwords are hashed and checked by: one spelling in Unicode (NFKC, as NIST SP 800-63B asks). The same keys give
    /// other bytes on another keyboard, and nobody can see why he cannot sign in.
    pub fn normalised(&self) -> Cow<'_, str> {
        ComposingNormalizerBorrowed::new_nfkc().normalize(&self.0)
    }

    /// Whether both are the same password, however they were typed.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.normalised() == other.normalised()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rule for a new password: 10 to 128 characters, and not what somebody guesses first who knows these words of the account.
    /// Length is what protects; rules about digits only annoy.
    ///
    /// # Errors
    /// The [`Flaw`] to show at the field.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn as_new_password(&self, words: &[&str]) -> Result<(), Flaw> {
        let text = self.normalised();
        match text.chars().count() {
            0 => Err(Flaw::Required),
            1..10 => Err(Flaw::TooShort(10)),
            10..=128 if super::guessable::is_guessable(&text, words) => Err(Flaw::Guessable),
            10..=128 => Ok(()),
            _ => Err(Flaw::TooLong(128)),
        }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_print() {
        assert_eq!(format!("{:?}", Secret::new("correct horse")), "Secret(…)");
    }

    #[test]
    fn a_password_is_the_same_on_a_keyboard_that_takes_letters_apart() {
        let (composed, apart) = (Secret::new("Größe-Café-2026"), Secret::new("Gro\u{308}ße-Cafe\u{301}-2026"));
        assert!(composed.is_same_as(&apart));
        assert_eq!(composed.normalised(), apart.normalised());
        assert_ne!(composed.expose(), apart.expose(), "what was typed is kept");
        assert!(Secret::new("pass\u{a0}word １２").is_same_as(&Secret::new("pass word 12")), "as a tablet in Japan types it");
        assert!(!Secret::new("correct horse").is_same_as(&Secret::new("Correct horse")));
    }

    #[test]
    fn the_length_of_a_password_is_that_of_its_letters() {
        assert_eq!(Secret::new("e\u{301}".repeat(9)).as_new_password(&[]), Err(Flaw::TooShort(10)));
        assert_eq!(Secret::new("grün und blau ".repeat(9)).as_new_password(&[]), Ok(()));
        assert_eq!(Secret::new("grün und blau".repeat(10)).as_new_password(&[]), Err(Flaw::TooLong(128)));
        assert_eq!(Secret::new("").as_new_password(&[]), Err(Flaw::Required));
    }
}
