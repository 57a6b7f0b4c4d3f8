// Over 400 lines: because all settings are one list, out of which their names and fields come.
//! Every setting.

use super::{Choices, Field, Kind, Reach, Section, TIME_ZONES};
use crate::{cart::MOST_OF_ONE, catalog::stock::MOST_SET};
use strum::{IntoStaticStr, VariantNames};

/// Declares the settings, and behind them those that say which actions are recorded: out of it come [`Setting`] and [`FIELDS`].
macro_rules! settings {
    ($($name:ident { $($field:ident: $value:expr),* $(,)? })* ; recording $($log:ident = $path:literal;)*) => {
        /// One setting. Each does something.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr, VariantNames)]
        #[strum(serialize_all = "snake_case", const_into_str)]
        pub enum Setting { $($name,)* $($log),* }

        #[expect(clippy::needless_update, reason = "some say everything")]
        pub const FIELDS: &[Field] = &[
            $(Field { setting: Setting::$name, $($field: $value,)* ..Field::BARE },)*
            $(Field { setting: Setting::$log, path: $path, section: Section::Admin, default: Some("1"), ..Field::BARE },)*
        ];
    };
}

settings! {
    StoreName {
        path: "general/store_information/name",
        section: Section::General,
        kind: Kind::Line(60),
        reach: Reach::StoreView,
        default: Some("Alongside"),
    }
    Returns {
        path: "general/store_information/returns",
        section: Section::General,
        kind: Kind::Text(4_000),
        reach: Reach::StoreView,
    }
    Privacy {
        path: "general/store_information/privacy",
        section: Section::General,
        kind: Kind::Text(20_000),
        reach: Reach::StoreView,
    }
    Imprint {
        path: "general/store_information/imprint",
        section: Section::General,
        kind: Kind::Text(4_000),
        reach: Reach::StoreView,
    }
    TimeZone {
        path: "general/locale/timezone",
        section: Section::General,
        kind: Kind::Choice(TIME_ZONES),
        reach: Reach::Website,
        default: Some("UTC"),
    }
    AddStoreCode {
        path: "web/url/use_store",
        section: Section::Web,
        kind: Kind::YesNo,
        reach: Reach::Global,
        default: Some("0"),
    }
    CurrencyRates {
        path: "currency/rates/list",
        section: Section::CurrencySetup,
        kind: Kind::Rates,
        reach: Reach::Website,
        default: Some("USD 1"),
    }
    LoginAsCustomerEnabled {
        path: "login_as_customer/general/enabled",
        section: Section::LoginAsCustomer,
        kind: Kind::YesNo,
        reach: Reach::Global,
        default: Some("0"),
    }
    DisablePageCache {
        path: "login_as_customer/general/disable_page_cache",
        section: Section::LoginAsCustomer,
        kind: Kind::YesNo,
        reach: Reach::Global,
        default: Some("1"),
        needs: Some((Setting::LoginAsCustomerEnabled, "1")),
    }
    StoreViewToLogIn {
        path: "login_as_customer/general/store_view_manual_choice_enabled",
        section: Section::LoginAsCustomer,
        kind: Kind::Named(Choices("0\n1")),
        reach: Reach::Global,
        default: Some("0"),
        needs: Some((Setting::LoginAsCustomerEnabled, "1")),
    }
    PlaceOrders {
        path: "login_as_customer/general/place_orders",
        section: Section::LoginAsCustomer,
        kind: Kind::YesNo,
        reach: Reach::Global,
        default: Some("1"),
        needs: Some((Setting::LoginAsCustomerEnabled, "1")),
    }
    ShareCustomerAccounts {
        path: "customer/account_share/scope",
        section: Section::CustomerConfiguration,
        kind: Kind::Named(Choices("0\n1")),
        reach: Reach::Global,
        default: Some("1"),
    }
    DefaultGroup {
        path: "customer/create_account/default_group",
        section: Section::CustomerConfiguration,
        kind: Kind::CustomerGroup,
        reach: Reach::StoreView,
        default: Some("00000000000070008000000000000011"),
    }
    ConfirmEmails {
        path: "customer/create_account/confirm",
        section: Section::CustomerConfiguration,
        kind: Kind::YesNo,
        reach: Reach::Website,
        default: Some("0"),
    }
    CustomerLockoutFailures {
        path: "customer/password/lockout_failures",
        section: Section::CustomerConfiguration,
        kind: Kind::Whole(0, 100),
        default: Some("6"),
    }
    CustomerLockoutMinutes {
        path: "customer/password/lockout_threshold",
        section: Section::CustomerConfiguration,
        kind: Kind::Whole(1, 1_440),
        default: Some("30"),
    }
    RememberMe {
        path: "customer/startup/remember_me",
        section: Section::CustomerConfiguration,
        kind: Kind::YesNo,
        reach: Reach::Website,
        default: Some("0"),
    }
    LowestPrice {
        path: "catalog/price/lowest_price",
        section: Section::Catalog,
        kind: Kind::YesNo,
        reach: Reach::Website,
        default: Some("0"),
    }
    AssistanceTitle {
        path: "login_as_customer/general/shopping_assistance_checkbox_title",
        section: Section::LoginAsCustomer,
        kind: Kind::Line(100),
        reach: Reach::StoreView,
        needs: Some((Setting::LoginAsCustomerEnabled, "1")),
    }
    AssistanceTooltip {
        path: "login_as_customer/general/shopping_assistance_checkbox_tooltip",
        section: Section::LoginAsCustomer,
        kind: Kind::Text(500),
        reach: Reach::StoreView,
        needs: Some((Setting::LoginAsCustomerEnabled, "1")),
    }
    TaxRates {
        path: "tax/tax_rates/list",
        name: Some("tax_rates"),
        section: Section::Tax,
        kind: Kind::TaxRates,
        reach: Reach::Website,
        default: Some(""),
    }
    SalesSenderName {
        path: "trans_email/ident_sales/name",
        section: Section::StoreEmailAddresses,
        kind: Kind::Line(60),
        reach: Reach::StoreView,
        default: Some("Sales"),
    }
    SalesSenderEmail {
        path: "trans_email/ident_sales/email",
        section: Section::StoreEmailAddresses,
        kind: Kind::Email,
        reach: Reach::StoreView,
        default: Some("sales@example.com"),
    }
    StockThresholdQty {
        path: "cataloginventory/options/stock_threshold_qty",
        section: Section::Inventory,
        kind: Kind::Whole(0, MOST_SET),
        reach: Reach::Website,
        default: Some("0"),
    }
    ManageStock {
        path: "cataloginventory/item_options/manage_stock",
        section: Section::Inventory,
        default: Some("1"),
    }
    Backorders {
        path: "cataloginventory/item_options/backorders",
        section: Section::Inventory,
        kind: Kind::Named(Choices("0\n1\n2")),
        default: Some("0"),
        needs: Some((Setting::ManageStock, "1")),
    }
    MaxSaleQty {
        path: "cataloginventory/item_options/max_sale_qty",
        section: Section::Inventory,
        kind: Kind::Whole(1, MOST_OF_ONE),
        default: Some("99"),
    }
    MinSaleQty {
        path: "cataloginventory/item_options/min_sale_qty",
        section: Section::Inventory,
        kind: Kind::Whole(1, MOST_OF_ONE),
        default: Some("1"),
    }
    MinQty {
        path: "cataloginventory/item_options/min_qty",
        section: Section::Inventory,
        kind: Kind::Whole(0, MOST_SET),
        default: Some("0"),
        needs: Some((Setting::ManageStock, "1")),
    }
    NotifyStockQty {
        path: "cataloginventory/item_options/notify_stock_qty",
        section: Section::Inventory,
        kind: Kind::Whole(0, MOST_SET),
        default: Some("1"),
        needs: Some((Setting::ManageStock, "1")),
    }
    OrderMail {
        path: "sales_email/order/enabled",
        name: Some("order_enabled"),
        section: Section::SalesEmails,
        kind: Kind::YesNo,
        reach: Reach::StoreView,
        default: Some("1"),
    }
    OrderCommentMail {
        path: "sales_email/order_comment/enabled",
        name: Some("order_comment_enabled"),
        section: Section::SalesEmails,
        kind: Kind::YesNo,
        reach: Reach::StoreView,
        default: Some("1"),
    }
    InvoiceMail {
        path: "sales_email/invoice/enabled",
        name: Some("invoice_enabled"),
        section: Section::SalesEmails,
        kind: Kind::YesNo,
        reach: Reach::StoreView,
        default: Some("1"),
    }
    ShipmentMail {
        path: "sales_email/shipment/enabled",
        name: Some("shipment_enabled"),
        section: Section::SalesEmails,
        kind: Kind::YesNo,
        reach: Reach::StoreView,
        default: Some("1"),
    }
    CreditmemoMail {
        path: "sales_email/creditmemo/enabled",
        name: Some("creditmemo_enabled"),
        section: Section::SalesEmails,
        kind: Kind::YesNo,
        reach: Reach::StoreView,
        default: Some("1"),
    }
    PricesIncludeTax {
        path: "tax/calculation/price_includes_tax",
        section: Section::Tax,
        kind: Kind::YesNo,
        reach: Reach::Website,
        default: Some("0"),
    }
    GuestCheckout {
        path: "checkout/options/guest_checkout",
        section: Section::Checkout,
        kind: Kind::YesNo,
        reach: Reach::Website,
        default: Some("1"),
    }
    ShipToSeveral {
        path: "multishipping/options/checkout_multiple",
        section: Section::MultishippingSettings,
        kind: Kind::YesNo,
        reach: Reach::Website,
        default: Some("1"),
    }
    ShipToSeveralMost {
        path: "multishipping/options/checkout_multiple_maximum_qty",
        section: Section::MultishippingSettings,
        kind: Kind::Whole(1, 500),
        reach: Reach::Website,
        default: Some("100"),
        needs: Some((Setting::ShipToSeveral, "1")),
    }
    FlatRateActive {
        path: "carriers/flatrate/active",
        name: Some("flatrate_active"),
        section: Section::DeliveryMethods,
        kind: Kind::YesNo,
        reach: Reach::Website,
        default: Some("1"),
    }
    FlatRateType {
        path: "carriers/flatrate/type",
        name: Some("flatrate_type"),
        section: Section::DeliveryMethods,
        kind: Kind::Named(Choices("O\nI")),
        reach: Reach::Website,
        default: Some("I"),
        needs: Some((Setting::FlatRateActive, "1")),
    }
    FlatRatePrice {
        path: "carriers/flatrate/price",
        name: Some("flatrate_price"),
        section: Section::DeliveryMethods,
        kind: Kind::Amount,
        reach: Reach::Website,
        default: Some("USD 5.00"),
        needs: Some((Setting::FlatRateActive, "1")),
    }
    FreeShippingActive {
        path: "carriers/freeshipping/active",
        name: Some("freeshipping_active"),
        section: Section::DeliveryMethods,
        kind: Kind::YesNo,
        reach: Reach::Website,
        default: Some("0"),
    }
    FreeShippingSubtotal {
        path: "carriers/freeshipping/free_shipping_subtotal",
        section: Section::DeliveryMethods,
        kind: Kind::Amount,
        reach: Reach::Website,
        default: Some("USD 0.00"),
        needs: Some((Setting::FreeShippingActive, "1")),
    }
    CheckmoActive {
        path: "payment/checkmo/active",
        name: Some("checkmo_active"),
        section: Section::PaymentMethods,
        kind: Kind::YesNo,
        reach: Reach::Website,
        default: Some("1"),
    }
    CheckmoInstructions {
        path: "payment/checkmo/instructions",
        name: Some("checkmo_instructions"),
        section: Section::PaymentMethods,
        kind: Kind::Text(500),
        reach: Reach::StoreView,
        needs: Some((Setting::CheckmoActive, "1")),
    }
    BanktransferActive {
        path: "payment/banktransfer/active",
        name: Some("banktransfer_active"),
        section: Section::PaymentMethods,
        kind: Kind::YesNo,
        reach: Reach::Website,
        default: Some("0"),
    }
    BanktransferInstructions {
        path: "payment/banktransfer/instructions",
        name: Some("banktransfer_instructions"),
        section: Section::PaymentMethods,
        kind: Kind::Text(500),
        reach: Reach::StoreView,
        needs: Some((Setting::BanktransferActive, "1")),
    }
    CashondeliveryActive {
        path: "payment/cashondelivery/active",
        name: Some("cashondelivery_active"),
        section: Section::PaymentMethods,
        kind: Kind::YesNo,
        reach: Reach::Website,
        default: Some("0"),
    }
    CashondeliveryInstructions {
        path: "payment/cashondelivery/instructions",
        name: Some("cashondelivery_instructions"),
        section: Section::PaymentMethods,
        kind: Kind::Text(500),
        reach: Reach::StoreView,
        needs: Some((Setting::CashondeliveryActive, "1")),
    }
    AdminSessionLifetime {
        path: "admin/security/session_lifetime",
        section: Section::Admin,
        kind: Kind::Whole(60, 43_200),
        default: Some("900"),
    }
    AdminSessionLength {
        path: "admin/security/session_length",
        section: Section::Admin,
        kind: Kind::Whole(1, 12),
        default: Some("12"),
    }
    SecondFactorNeeded {
        path: "admin/security/second_factor_needed",
        section: Section::Admin,
        kind: Kind::YesNo,
        default: Some("0"),
    }
    AdminAccountSharing {
        path: "admin/security/admin_account_sharing",
        section: Section::Admin,
        kind: Kind::YesNo,
        default: Some("1"),
    }
    StaffLockoutFailures {
        path: "admin/security/lockout_failures",
        section: Section::Admin,
        kind: Kind::Whole(0, 100),
        default: Some("6"),
    }
    StaffLockoutMinutes {
        path: "admin/security/lockout_threshold",
        section: Section::Admin,
        kind: Kind::Whole(1, 1_440),
        default: Some("30"),
    }
    LargestImport {
        path: "system/import/largest_file",
        section: Section::System,
        kind: Kind::Whole(1, 10_240),
        reach: Reach::Global,
        default: Some("1024"),
    }
    LogLifetime {
        path: "system/rotation/lifetime",
        section: Section::System,
        kind: Kind::Whole(92, 3_660),
        default: Some("400"),
    }
    ; recording
    LogAdminSignIn = "admin/logging/admin_sign_in";
    LogAdminPermissionUsers = "admin/logging/admin_permission_users";
    LogAdminPermissionRoles = "admin/logging/admin_permission_roles";
    LogSystemConfiguration = "admin/logging/system_configuration";
    LogManageWebsites = "admin/logging/manage_websites";
    LogManageStores = "admin/logging/manage_stores";
    LogManageStoreViews = "admin/logging/manage_store_views";
    LogCatalogProducts = "admin/logging/catalog_products";
    LogCatalogCategories = "admin/logging/catalog_categories";
    LogCatalogPriceRules = "admin/logging/catalog_price_rules";
    LogCustomerGroups = "admin/logging/customer_groups";
    LogCustomers = "admin/logging/customers";
    LogNewsletterSubscribers = "admin/logging/newsletter_subscribers";
    LogShoppingCartManagement = "admin/logging/shopping_cart_management";
    LogSalesOrders = "admin/logging/sales_orders";
    LogTransactionalEmails = "admin/logging/transactional_emails";
    LogSalesInvoices = "admin/logging/sales_invoices";
    LogSalesShipments = "admin/logging/sales_shipments";
    LogSalesCreditMemos = "admin/logging/sales_credit_memos";
    LogLoginAsCustomer = "admin/logging/login_as_customer";
    LogDataTransfer = "admin/logging/data_transfer";
    LogAccessDenied = "admin/logging/access_denied";
    LogCacheManagement = "admin/logging/cache_management";
    LogActionLogs = "admin/logging/action_logs";
    LogDemo = "admin/logging/demo";
}
