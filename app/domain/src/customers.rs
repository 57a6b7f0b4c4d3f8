//! Shopper accounts: who a customer is, and the consent to be assisted.

pub mod group;

use crate::{
    ids::{CustomerGroupId, CustomerId, StoreViewId, WebsiteId},
    text::{checked_text, line},
    time::Moment,
};

pub use crate::text::email::{Email, email_skeleton, shown_email};

checked_text! {
    /// A person's first or last name: one line of at most 100 characters.
    PersonName, |text| line(text, 100)
}

/// The filter of the list of customers: where they registered.
pub const WEBSITE: &str = "website";
/// Another one: the group that they are in.
pub const GROUP: &str = "group";

/// Who gave or withdrew a consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConsentSource {
    /// The customer, on the registration or the account page.
    Customer,
    /// A staff member with the right to, by user name.
    Staff(String),
}

impl ConsentSource {
    /// By the user name of whoever did it; without one it was the customer himself.
    pub fn named(user_name: String) -> Self {
        if user_name.is_empty() { Self::Customer } else { Self::Staff(user_name) }
    }
}

/// A consent was given or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentChange {
    pub at: Moment,
    pub allowed: bool,
    pub by: ConsentSource,
}

/// What is known of "Allow remote shopping assistance". Never touched means not given.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Consent {
    pub allowed: bool,
    /// The last change: when, and by whom.
    pub changed: Option<(Moment, ConsentSource)>,
    /// Counts its changes, apart from those of all else: it is given and withdrawn by an act of its own.
    pub revision: i64,
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
    /// Counts the changes of `active`, which may go there and back.
    pub active_changes: i64,
    /// Where he registered.
    pub website: WebsiteId,
    pub view: StoreViewId,
    /// As it was said when it was chosen: see [`group::Groups::now`].
    pub group: CustomerGroupId,
}

impl Customer {
    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }
}
