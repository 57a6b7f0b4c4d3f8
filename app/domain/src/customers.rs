//! Shopper accounts: who a customer is, and the consent to be assisted.

use crate::{
    ids::CustomerId,
    text::{Flaw, checked_text, line},
    time::Moment,
};

checked_text! {
    /// An e-mail address, in lower case: one mailbox, one account. At most 254 characters (RFC 5321).
    Email, |text| {
        let text = line(text, 254)?.to_lowercase();
        let (local, host) = text.rsplit_once('@').ok_or(Flaw::NotAnEmail)?;
        let local_fits = (1..=64).contains(&local.len()) && !local.contains([' ', '@', '<', '>', '"', ',', ';', '(', ')', '\\'])
            && !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
        let host_fits = host.contains('.') && host.split('.').all(|label| {
            !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        });
        if local_fits && host_fits { Ok(text) } else { Err(Flaw::NotAnEmail) }
    }
}

checked_text! {
    /// A person's first or last name: one line of at most 100 characters.
    PersonName, |text| line(text, 100)
}

/// Who gave or withdrew a consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConsentSource {
    /// The customer, on the registration or the account page.
    Customer,
    /// A staff member with the right to, by user name.
    Staff(String),
}

/// What is known of "Allow remote shopping assistance". Never touched means not given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Consent {
    pub allowed: bool,
    /// The last change: when, and by whom.
    pub changed: Option<(Moment, ConsentSource)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    pub id: CustomerId,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub active: bool,
    pub consent: Consent,
    pub created: Moment,
    pub last_signed_in: Option<Moment>,
    /// Counts the changes; a change is refused if it has moved meanwhile.
    pub revision: i64,
}

impl Customer {
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_email_needs_a_mailbox_and_a_domain() {
        for good in ["ada@example.com", "ADA.Lovelace+shop@mail.example.co.uk", "müller@straße.de"] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "ada",
            "ada@",
            "@example.com",
            "ada@localhost",
            "a b@example.com",
            "ada@exa mple.com",
            "ada@-x.com",
            "a..b@example.com",
            "<a>@example.com",
        ] {
            assert_eq!(Email::parse(bad), Err(Flaw::NotAnEmail), "{bad}");
        }
        assert_eq!(Email::parse(" Ada@Example.COM ").map(|e| e.to_string()), Ok("ada@example.com".to_owned()));
    }
}
