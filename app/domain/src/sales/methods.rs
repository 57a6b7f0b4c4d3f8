//! How an order is delivered, how it is paid, and which documents follow it.

use crate::{
    config::Setting,
    money::{Money, NotASum},
};
use strum::{IntoStaticStr, VariantNames};

/// Declares methods, with the codes that Adobe gives them.
macro_rules! methods {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr, VariantNames)]
        #[strum(serialize_all = "snake_case", const_into_str)]
        pub enum $name { $($(#[$of])* $variant),* }

        impl $name {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// What is stored and sent.
            pub const fn code(self) -> &'static str {
                self.into_str()
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|method| method.code() == code)
            }
        }
    };
}

methods! {
    ShippingMethod {
        Flatrate,
        /// Offered from a subtotal on.
        Freeshipping,
    }
}

methods! {
    PaymentMethod {
        Checkmo,
        Banktransfer,
        Cashondelivery,
    }
}

impl PaymentMethod {
    /// What customers who pay like that are told.
    pub const fn instructions(self) -> Setting {
        match self {
            Self::Checkmo => Setting::CheckmoInstructions,
            Self::Banktransfer => Setting::BanktransferInstructions,
            Self::Cashondelivery => Setting::CashondeliveryInstructions,
        }
    }
}

/// A document that follows an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Kind {
    Invoice,
    Shipment,
    Creditmemo,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Invoice, Self::Shipment, Self::Creditmemo];

    /// What is stored.
    pub const fn code(self) -> &'static str {
        self.into_str()
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A price for the delivery of whatever is bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FlatRate {
    pub price: Money,
    /// Else for the whole order.
    pub for_each_piece: bool,
}

impl FlatRate {
    /// # Errors
    /// It cannot be expressed.
    pub fn of(self, pieces: u32) -> Result<Money, NotASum> {
        if self.for_each_piece { self.price.times(pieces) } else { Ok(self.price) }
    }
}
