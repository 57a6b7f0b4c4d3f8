//! Text that people type, checked once at the boundary. Behind a newtype of this crate a value is trimmed, bounded and
//! free of control characters; what is wrong with a field is a [`Flaw`], which the `ui` crate puts into words.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What is wrong with one field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flaw {
    Required,
    /// The longest allowed, in characters.
    TooLong(usize),
    /// The shortest allowed, in characters.
    TooShort(usize),
    /// Control characters, or others that such a text cannot have.
    Unprintable,
    NotAnEmail,
    /// Letters, digits, dots, hyphens and underscores only.
    NotAUserName,
    NotANumber,
    /// The least and the greatest allowed.
    OutOfRange(u32, u32),
    /// Somebody else has it already.
    Taken,
    /// The second entry of a password differs from the first.
    Differs,
    /// The current user's own password was not right.
    WrongPassword,
    /// None of the choices offered.
    NotAChoice,
    /// Nobody would be left who can manage users and roles.
    LastAdministrator,
    /// More than the current user holds himself.
    TooMuch,
    /// The name or the password is not right; which of them, nobody is told.
    NotSignedIn,
    /// Only somebody with the right may change it.
    NotPermitted,
}

/// Trims and checks one line of text of at most `longest` characters.
///
/// # Errors
/// The [`Flaw`] to show at the field.
pub fn line(text: &str, longest: usize) -> Result<String, Flaw> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Flaw::Required);
    }
    if text.chars().count() > longest {
        return Err(Flaw::TooLong(longest));
    }
    if text.chars().any(is_unprintable) {
        return Err(Flaw::Unprintable);
    }
    Ok(text.to_owned())
}

/// As [`line()`], but line breaks are welcome and come back as `\n`.
///
/// # Errors
/// The [`Flaw`] to show at the field.
pub fn lines(text: &str, longest: usize) -> Result<String, Flaw> {
    let text = text.trim().replace("\r\n", "\n");
    if text.is_empty() {
        return Err(Flaw::Required);
    }
    if text.chars().count() > longest {
        return Err(Flaw::TooLong(longest));
    }
    if text.chars().any(|c| c != '\n' && is_unprintable(c)) {
        return Err(Flaw::Unprintable);
    }
    Ok(text)
}

/// Control characters, and the marks that reorder text and so can make a name read as another.
fn is_unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A secret that a person typed. It cannot be printed or serialised, and it is wiped from no log because it never gets
/// into one: the only way out is [`Secret::expose`], which the password checker alone calls.
pub struct Secret(String);

impl Secret {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub fn expose(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rule for a new password: 10 to 128 characters. Length is what protects; rules about digits only annoy.
    ///
    /// # Errors
    /// The [`Flaw`] to show at the field.
    pub fn as_new_password(&self) -> Result<(), Flaw> {
        match self.0.chars().count() {
            0 => Err(Flaw::Required),
            1..10 => Err(Flaw::TooShort(10)),
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

/// Makes a newtype over checked text: private field, one way in.
macro_rules! checked_text {
    ($(#[$doc:meta])* $name:ident, $check:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// # Errors
            /// The flaw to show at the field.
            pub fn parse(text: &str) -> Result<Self, $crate::text::Flaw> {
                let check: fn(&str) -> Result<String, $crate::text::Flaw> = $check;
                check(text).map(Self)
            }
            pub fn as_str(&self) -> &str { &self.0 }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(&self.0) }
        }
    };
}
pub(crate) use checked_text;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_line_that_passes_is_trimmed_bounded_and_printable(text in "\\PC{0,60}|[\\x00-\\x20a-z]{0,60}") {
            if let Ok(checked) = line(&text, 40) {
                prop_assert_eq!(checked.trim(), &checked);
                prop_assert!((1..=40).contains(&checked.chars().count()));
                prop_assert!(!checked.chars().any(char::is_control));
                prop_assert_eq!(line(&checked, 40), Ok(checked.clone()));
            }
        }
    }

    #[test]
    fn a_secret_does_not_print() {
        assert_eq!(format!("{:?}", Secret::new("correct horse")), "Secret(…)");
    }
}
