//! Identifiers. Each is a UUID of its own type, so that one cannot be handed over for another.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// The text is not an identifier. Whoever asked gets the same "not found" as for an identifier that names nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an identifier")]
pub struct NotAnId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// One that names nothing: for examples.
            pub const NOTHING: Self = Self(Uuid::nil());

            pub const fn new(uuid: Uuid) -> Self { Self(uuid) }
            pub const fn uuid(self) -> Uuid { self.0 }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.simple().fmt(f) }
        }

        impl FromStr for $name {
            type Err = NotAnId;
            /// Only the form that `Display` writes: 32 lower-case hexadecimal digits. One thing has one address.
            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let plain = text.len() == 32 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
                if !plain { return Err(NotAnId); }
                Uuid::try_parse(text).map(Self).map_err(|_| NotAnId)
            }
        }
    )*};
}

ids! {
    /// A staff member: a user of the back office.
    StaffId,
    RoleId,
    CustomerId,
    /// A group of customers, who may have prices of their own.
    CustomerGroupId,
    /// A catalog price rule.
    PriceRuleId,
    /// One assistance session: one staff member inside one customer's account.
    VisitId,
    EventId,
    /// A file that is made of the record.
    ExportId,
    /// A file of a shop's things that is brought or taken along.
    TransferId,
    /// What is done to many products at once.
    MassId,
    WebsiteId,
    StoreGroupId,
    StoreViewId,
    CategoryId,
    ProductId,
    /// What products tell of themselves beside texts and prices.
    AttributeId,
    CartId,
    OrderId,
    /// An invoice, a shipment or a credit memo.
    DocumentId,
    /// A picture of a product: the same file may be a picture of several.
    PictureId,
    /// A mail to a customer.
    MailId,
    /// An entry of an address book.
    AddressId,
    /// The public name of an identity that pages are rendered for. It changes whenever who is asking changes, and it
    /// opens nothing: forms carry it so that a stale tab cannot act for somebody else.
    IdentityId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_id_reads_back_as_it_was_written(bits: u128) {
            let id = CustomerId::new(Uuid::from_u128(bits));
            prop_assert_eq!(id.to_string().parse::<CustomerId>(), Ok(id));
        }

        #[test]
        fn other_text_is_refused_not_guessed(text in "\\PC{0,40}") {
            if let Ok(id) = text.parse::<CustomerId>() {
                prop_assert_eq!(id.to_string(), text);
            }
        }
    }
}
