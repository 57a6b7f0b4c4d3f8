//! What settings say, for whoever acts by one.

use super::{Config, FIELDS, Setting, log_path};
use crate::{
    audit,
    ids::CustomerGroupId,
    money::{Money, Rates},
    sales::methods::{FlatRate, PaymentMethod},
};
#[cfg(not(target_arch = "wasm32"))]
use crate::{mail::About, sales::tax::TaxRates};

impl Config {
    /// Whether actions of a group are recorded. Those of Login as Customer always are while that is on.
    pub fn records(&self, group: audit::Group) -> bool {
        let path = log_path(group);
        let setting = FIELDS.iter().find(|field| field.path == path).map(|field| field.setting);
        setting.is_none_or(|setting| self.is_on(setting)) || (group == audit::Group::LoginAsCustomer && self.login_as_customer_enabled())
    }

    /// How many days an entry of the record is kept in the store; after that it is in the archive.
    pub fn log_lifetime_days(&self) -> u32 {
        self.value(Setting::LogLifetime).and_then(|days| days.parse().ok()).unwrap_or(400)
    }

    /// The largest file that is taken to be imported, in bytes.
    pub fn largest_import(&self) -> u64 {
        let megabytes: u64 = self.value(Setting::LargestImport).and_then(|most| most.parse().ok()).unwrap_or(1024);
        megabytes.saturating_mul(1_000_000)
    }

    pub fn login_as_customer_enabled(&self) -> bool {
        self.is_on(Setting::LoginAsCustomerEnabled)
    }

    /// Whether an address is one account in all of the shop; else it may have one on each website.
    pub fn shares_accounts(&self) -> bool {
        self.value(Setting::ShareCustomerAccounts) == Some("0")
    }

    /// Whether whoever logs in as a customer chooses the store.
    pub fn chooses_store(&self) -> bool {
        self.is_on(Setting::StoreViewToLogIn)
    }

    /// Whether a visit reads each page anew.
    pub fn disables_page_cache(&self) -> bool {
        self.is_on(Setting::DisablePageCache)
    }

    /// Whether the code of each view stands in its addresses, also that of the default one.
    pub fn adds_store_code(&self) -> bool {
        self.is_on(Setting::AddStoreCode)
    }

    pub fn rates(&self) -> Rates {
        self.value(Setting::CurrencyRates).and_then(|text| Rates::parse(text).ok()).unwrap_or_default()
    }

    pub fn store_name(&self) -> &str {
        self.value(Setting::StoreName).unwrap_or_default()
    }

    /// Whether whoever logged in as a customer places orders for him.
    pub fn places_orders_in_visits(&self) -> bool {
        self.is_on(Setting::PlaceOrders)
    }

    pub fn allows_guest_checkout(&self) -> bool {
        self.is_on(Setting::GuestCheckout)
    }

    /// How many pieces of a cart may go to several addresses at once; `None`: all of it goes to one.
    pub fn ships_to_several(&self) -> Option<u32> {
        let most = self.value(Setting::ShipToSeveralMost).and_then(|text| text.parse().ok());
        most.filter(|_| self.is_on(Setting::ShipToSeveral))
    }

    pub fn prices_include_tax(&self) -> bool {
        self.is_on(Setting::PricesIncludeTax)
    }

    #[cfg(not(target_arch = "wasm32"))]
    pub fn tax_rates(&self) -> TaxRates {
        self.value(Setting::TaxRates).and_then(|text| TaxRates::parse(text).ok()).unwrap_or_default()
    }

    fn amount(&self, setting: Setting) -> Option<Money> {
        self.value(setting).and_then(Money::from_coded)
    }

    /// What a delivery costs at a flat rate; `None`: there is none.
    pub fn flat_rate(&self) -> Option<FlatRate> {
        let price = self.amount(Setting::FlatRatePrice).filter(|_| self.is_on(Setting::FlatRateActive))?;
        Some(FlatRate { price, for_each_piece: self.value(Setting::FlatRateType) == Some("I") })
    }

    /// From which subtotal on a delivery costs nothing; `None`: never.
    pub fn free_shipping_from(&self) -> Option<Money> {
        self.amount(Setting::FreeShippingSubtotal).filter(|_| self.is_on(Setting::FreeShippingActive))
    }

    /// In how many working days at least and at most a parcel arrives; `None`: nothing is promised.
    pub fn arrival_days(&self) -> Option<(u32, u32)> {
        let days = |setting| self.value(setting).and_then(|text| text.parse::<u32>().ok());
        let most = days(Setting::ArrivalMost).filter(|most| *most > 0)?;
        Some((days(Setting::ArrivalLeast).unwrap_or(most).min(most), most))
    }

    pub fn takes(&self, method: PaymentMethod) -> bool {
        self.is_on(match method {
            PaymentMethod::Checkmo => Setting::CheckmoActive,
            PaymentMethod::Banktransfer => Setting::BanktransferActive,
            PaymentMethod::Cashondelivery => Setting::CashondeliveryActive,
        })
    }

    /// Whether customers are sent mails about that.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn mails(&self, about: About) -> bool {
        about.setting().is_none_or(|setting| self.is_on(setting))
    }

    /// Who writes to customers about what they bought: a name and an address.
    pub fn sales_sender(&self) -> (&str, &str) {
        let value = |setting| self.value(setting).unwrap_or_default();
        (value(Setting::SalesSenderName), value(Setting::SalesSenderEmail))
    }

    /// The group that who registers here is put into.
    pub fn default_group(&self) -> CustomerGroupId {
        self.value(Setting::DefaultGroup).and_then(|id| id.parse().ok()).unwrap_or(CustomerGroupId::GENERAL)
    }

    /// Whether an address counts only once a link that was sent there is opened.
    pub fn confirms_emails(&self) -> bool {
        self.is_on(Setting::ConfirmEmails)
    }

    /// Whether the lowest price of the thirty days before stands beside one that is reduced.
    pub fn tells_lowest_price(&self) -> bool {
        self.is_on(Setting::LowestPrice)
    }

    pub fn time_zone(&self) -> &str {
        self.value(Setting::TimeZone).unwrap_or("UTC")
    }
}
