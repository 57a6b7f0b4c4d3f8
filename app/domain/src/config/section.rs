//! Where a setting stands on the pages of the configuration.

use crate::access::Resource;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray, VariantNames};

/// A tab of the configuration: a heading over its sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray, VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Tab {
    General,
    Catalog,
    Customers,
    Sales,
    Advanced,
}

impl Tab {
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;
}

/// A page of the configuration, under its tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantArray, VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Section {
    General,
    Web,
    CurrencySetup,
    StoreEmailAddresses,
    Catalog,
    Inventory,
    LoginAsCustomer,
    CustomerConfiguration,
    Tax,
    Checkout,
    MultishippingSettings,
    DeliveryMethods,
    PaymentMethods,
    SalesEmails,
    Admin,
    System,
}

impl Section {
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The last segment of its address, and the first of its settings' paths.
    pub const fn code(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Web => "web",
            Self::CurrencySetup => "currency",
            Self::StoreEmailAddresses => "trans_email",
            Self::Catalog => "catalog",
            Self::Inventory => "cataloginventory",
            Self::LoginAsCustomer => "login_as_customer",
            Self::CustomerConfiguration => "customer",
            Self::Tax => "tax",
            Self::Checkout => "checkout",
            Self::MultishippingSettings => "multishipping",
            Self::DeliveryMethods => "carriers",
            Self::PaymentMethods => "payment",
            Self::SalesEmails => "sales_email",
            Self::Admin => "admin",
            Self::System => "system",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|s| s.code() == code)
    }

    pub const fn tab(self) -> Tab {
        match self {
            Self::General | Self::Web | Self::CurrencySetup | Self::StoreEmailAddresses => Tab::General,
            Self::Catalog | Self::Inventory => Tab::Catalog,
            Self::LoginAsCustomer | Self::CustomerConfiguration => Tab::Customers,
            Self::Tax | Self::Checkout | Self::MultishippingSettings | Self::DeliveryMethods | Self::PaymentMethods | Self::SalesEmails => {
                Tab::Sales
            }
            Self::Admin | Self::System => Tab::Advanced,
        }
    }

    /// The right that opens it.
    pub const fn resource(self) -> Resource {
        match self {
            Self::General => Resource::ConfigGeneral,
            Self::Web => Resource::ConfigWeb,
            Self::CurrencySetup => Resource::ConfigCurrency,
            Self::StoreEmailAddresses => Resource::ConfigTransEmail,
            Self::Catalog => Resource::ConfigCatalog,
            Self::Inventory => Resource::ConfigInventory,
            Self::LoginAsCustomer => Resource::ConfigLoginAsCustomer,
            Self::CustomerConfiguration => Resource::ConfigCustomer,
            Self::Tax => Resource::ConfigTax,
            Self::Checkout => Resource::ConfigCheckout,
            Self::MultishippingSettings => Resource::ConfigMultishipping,
            Self::DeliveryMethods => Resource::ConfigDelivery,
            Self::PaymentMethods => Resource::ConfigPayment,
            Self::SalesEmails => Resource::ConfigSalesEmail,
            Self::Admin => Resource::ConfigAdmin,
            Self::System => Resource::ConfigSystem,
        }
    }
}

/// Settings of a section that stand under a heading of their own: what their paths have in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantArray, VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Group {
    StoreInformation,
    Locale,
    Url,
    Rates,
    General,
    Price,
    AccountShare,
    Password,
    CreateAccount,
    TaxRates,
    Calculation,
    Options,
    Flatrate,
    Freeshipping,
    Arrival,
    Checkmo,
    Banktransfer,
    Cashondelivery,
    IdentSales,
    /// `options` in paths, as that of the checkout.
    StockOptions,
    ItemOptions,
    Order,
    OrderComment,
    Invoice,
    InvoiceComment,
    Shipment,
    ShipmentComment,
    Creditmemo,
    CreditmemoComment,
    Logging,
    Import,
    Rotation,
    Security,
}

impl Group {
    pub fn from_code(code: &str) -> Option<Self> {
        <Self as VariantArray>::VARIANTS.iter().copied().find(|group| group.into_str() == code)
    }
}
