//! Every setting, under its page of the configuration and in the order in which it stands there.

use super::{Choices, Field, Kind, Reach, Section, TIME_ZONES};
use crate::{cart::MOST_OF_ONE, catalog::stock::MOST_SET};
use strum::{IntoStaticStr, VariantNames};

/// Declares the settings: out of it come [`Setting`] and [`FIELDS`].
macro_rules! settings {
    ($($section:ident { $($name:ident($path:literal, $kind:expr)$(.$says:ident($($what:expr),*))*;)* })*) => {
        /// One setting. Each does something.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr, VariantNames)]
        #[strum(serialize_all = "snake_case", const_into_str)]
        pub enum Setting { $($($name),*),* }

        pub const FIELDS: &[Field] = &[
            $($(Field::new(Setting::$name, Section::$section, $path, $kind)$(.$says($($what),*))*),*),*
        ];
    };
}

settings! {
    General {
        StoreName("general/store_information/name", Kind::Line(60)).down_to(Reach::StoreView).being("Alongside");
        Returns("general/store_information/returns", Kind::Text(4_000)).down_to(Reach::StoreView);
        Privacy("general/store_information/privacy", Kind::Text(20_000)).down_to(Reach::StoreView);
        Imprint("general/store_information/imprint", Kind::Text(4_000)).down_to(Reach::StoreView);
        TimeZone("general/locale/timezone", Kind::Choice(TIME_ZONES)).down_to(Reach::Website).being("UTC");
    }
    Web {
        AddStoreCode("web/url/use_store", Kind::YesNo).being("0");
    }
    CurrencySetup {
        CurrencyRates("currency/rates/list", Kind::Rates).down_to(Reach::Website).being("USD 1");
    }
    StoreEmailAddresses {
        SalesSenderName("trans_email/ident_sales/name", Kind::Line(60)).down_to(Reach::StoreView).being("Sales");
        SalesSenderEmail("trans_email/ident_sales/email", Kind::Email).down_to(Reach::StoreView).being("sales@example.com");
    }
    Catalog {
        LowestPrice("catalog/price/lowest_price", Kind::YesNo).down_to(Reach::Website).being("0");
    }
    Inventory {
        StockThresholdQty("cataloginventory/options/stock_threshold_qty", Kind::Whole(0, MOST_SET)).down_to(Reach::Website).being("0");
        ManageStock("cataloginventory/item_options/manage_stock", Kind::YesNo).being("1");
        Backorders("cataloginventory/item_options/backorders", Kind::Named(Choices("0\n1\n2")))
            .being("0").only_if(Setting::ManageStock, "1");
        MaxSaleQty("cataloginventory/item_options/max_sale_qty", Kind::Whole(1, MOST_OF_ONE)).being("99");
        MinSaleQty("cataloginventory/item_options/min_sale_qty", Kind::Whole(1, MOST_OF_ONE)).being("1");
        MinQty("cataloginventory/item_options/min_qty", Kind::Whole(0, MOST_SET)).being("0").only_if(Setting::ManageStock, "1");
        NotifyStockQty("cataloginventory/item_options/notify_stock_qty", Kind::Whole(0, MOST_SET))
            .being("1").only_if(Setting::ManageStock, "1");
    }
    LoginAsCustomer {
        LoginAsCustomerEnabled("login_as_customer/general/enabled", Kind::YesNo).being("0");
        DisablePageCache("login_as_customer/general/disable_page_cache", Kind::YesNo)
            .being("1").only_if(Setting::LoginAsCustomerEnabled, "1");
        StoreViewToLogIn("login_as_customer/general/store_view_manual_choice_enabled", Kind::Named(Choices("0\n1")))
            .being("0").only_if(Setting::LoginAsCustomerEnabled, "1");
        PlaceOrders("login_as_customer/general/place_orders", Kind::YesNo).being("1").only_if(Setting::LoginAsCustomerEnabled, "1");
        AssistanceTitle("login_as_customer/general/shopping_assistance_checkbox_title", Kind::Line(100))
            .down_to(Reach::StoreView).only_if(Setting::LoginAsCustomerEnabled, "1");
        AssistanceTooltip("login_as_customer/general/shopping_assistance_checkbox_tooltip", Kind::Text(500))
            .down_to(Reach::StoreView).only_if(Setting::LoginAsCustomerEnabled, "1");
    }
    CustomerConfiguration {
        ShareCustomerAccounts("customer/account_share/scope", Kind::Named(Choices("0\n1"))).being("1");
        DefaultGroup("customer/create_account/default_group", Kind::CustomerGroup)
            .down_to(Reach::StoreView).being("00000000000070008000000000000011");
        ConfirmEmails("customer/create_account/confirm", Kind::YesNo).down_to(Reach::Website).being("0");
        CustomerLockoutFailures("customer/password/lockout_failures", Kind::Whole(0, 100)).being("6");
        CustomerLockoutMinutes("customer/password/lockout_threshold", Kind::Whole(1, 1_440)).being("30");
        RememberMe("customer/startup/remember_me", Kind::YesNo).down_to(Reach::Website).being("0");
    }
    Tax {
        TaxRates("tax/tax_rates/list", Kind::TaxRates).named("tax_rates").down_to(Reach::Website).being("");
        PricesIncludeTax("tax/calculation/price_includes_tax", Kind::YesNo).down_to(Reach::Website).being("0");
    }
    Checkout {
        GuestCheckout("checkout/options/guest_checkout", Kind::YesNo).down_to(Reach::Website).being("1");
    }
    MultishippingSettings {
        ShipToSeveral("multishipping/options/checkout_multiple", Kind::YesNo).down_to(Reach::Website).being("1");
        ShipToSeveralMost("multishipping/options/checkout_multiple_maximum_qty", Kind::Whole(1, 500))
            .down_to(Reach::Website).being("100").only_if(Setting::ShipToSeveral, "1");
    }
    DeliveryMethods {
        FlatRateActive("carriers/flatrate/active", Kind::YesNo).named("flatrate_active").down_to(Reach::Website).being("1");
        FlatRateType("carriers/flatrate/type", Kind::Named(Choices("O\nI")))
            .named("flatrate_type").down_to(Reach::Website).being("I").only_if(Setting::FlatRateActive, "1");
        FlatRatePrice("carriers/flatrate/price", Kind::Amount)
            .named("flatrate_price").down_to(Reach::Website).being("USD 5.00").only_if(Setting::FlatRateActive, "1");
        FreeShippingActive("carriers/freeshipping/active", Kind::YesNo).named("freeshipping_active").down_to(Reach::Website).being("0");
        FreeShippingSubtotal("carriers/freeshipping/free_shipping_subtotal", Kind::Amount)
            .down_to(Reach::Website).being("USD 0.00").only_if(Setting::FreeShippingActive, "1");
        ArrivalLeast("carriers/arrival/days_least", Kind::Whole(0, 60)).down_to(Reach::Website).being("0");
        ArrivalMost("carriers/arrival/days_most", Kind::Whole(0, 60)).down_to(Reach::Website).being("0");
    }
    PaymentMethods {
        CheckmoActive("payment/checkmo/active", Kind::YesNo).named("checkmo_active").down_to(Reach::Website).being("1");
        CheckmoInstructions("payment/checkmo/instructions", Kind::Text(500))
            .named("checkmo_instructions").down_to(Reach::StoreView).only_if(Setting::CheckmoActive, "1");
        BanktransferActive("payment/banktransfer/active", Kind::YesNo).named("banktransfer_active").down_to(Reach::Website).being("0");
        BanktransferInstructions("payment/banktransfer/instructions", Kind::Text(500))
            .named("banktransfer_instructions").down_to(Reach::StoreView).only_if(Setting::BanktransferActive, "1");
        CashondeliveryActive("payment/cashondelivery/active", Kind::YesNo)
            .named("cashondelivery_active").down_to(Reach::Website).being("0");
        CashondeliveryInstructions("payment/cashondelivery/instructions", Kind::Text(500))
            .named("cashondelivery_instructions").down_to(Reach::StoreView).only_if(Setting::CashondeliveryActive, "1");
    }
    SalesEmails {
        OrderMail("sales_email/order/enabled", Kind::YesNo).named("order_enabled").down_to(Reach::StoreView).being("1");
        OrderCommentMail("sales_email/order_comment/enabled", Kind::YesNo)
            .named("order_comment_enabled").down_to(Reach::StoreView).being("1");
        InvoiceMail("sales_email/invoice/enabled", Kind::YesNo).named("invoice_enabled").down_to(Reach::StoreView).being("1");
        InvoiceCommentMail("sales_email/invoice_comment/enabled", Kind::YesNo)
            .named("invoice_comment_enabled").down_to(Reach::StoreView).being("1");
        ShipmentMail("sales_email/shipment/enabled", Kind::YesNo).named("shipment_enabled").down_to(Reach::StoreView).being("1");
        ShipmentCommentMail("sales_email/shipment_comment/enabled", Kind::YesNo)
            .named("shipment_comment_enabled").down_to(Reach::StoreView).being("1");
        CreditmemoMail("sales_email/creditmemo/enabled", Kind::YesNo).named("creditmemo_enabled").down_to(Reach::StoreView).being("1");
        CreditmemoCommentMail("sales_email/creditmemo_comment/enabled", Kind::YesNo)
            .named("creditmemo_comment_enabled").down_to(Reach::StoreView).being("1");
    }
    Admin {
        AdminSessionLifetime("admin/security/session_lifetime", Kind::Whole(60, 43_200)).being("900");
        AdminSessionLength("admin/security/session_length", Kind::Whole(1, 12)).being("12");
        SecondFactorNeeded("admin/security/second_factor_needed", Kind::YesNo).being("0");
        AdminAccountSharing("admin/security/admin_account_sharing", Kind::YesNo).being("1");
        StaffLockoutFailures("admin/security/lockout_failures", Kind::Whole(0, 100)).being("6");
        StaffLockoutMinutes("admin/security/lockout_threshold", Kind::Whole(1, 1_440)).being("30");
        LogAdminSignIn("admin/logging/admin_sign_in", Kind::YesNo).being("1");
        LogAdminPermissionUsers("admin/logging/admin_permission_users", Kind::YesNo).being("1");
        LogAdminPermissionRoles("admin/logging/admin_permission_roles", Kind::YesNo).being("1");
        LogSystemConfiguration("admin/logging/system_configuration", Kind::YesNo).being("1");
        LogManageWebsites("admin/logging/manage_websites", Kind::YesNo).being("1");
        LogManageStores("admin/logging/manage_stores", Kind::YesNo).being("1");
        LogManageStoreViews("admin/logging/manage_store_views", Kind::YesNo).being("1");
        LogCatalogProducts("admin/logging/catalog_products", Kind::YesNo).being("1");
        LogCatalogCategories("admin/logging/catalog_categories", Kind::YesNo).being("1");
        LogCatalogAttributes("admin/logging/catalog_attributes", Kind::YesNo).being("1");
        LogCatalogPriceRules("admin/logging/catalog_price_rules", Kind::YesNo).being("1");
        LogCustomerGroups("admin/logging/customer_groups", Kind::YesNo).being("1");
        LogCustomers("admin/logging/customers", Kind::YesNo).being("1");
        LogNewsletterSubscribers("admin/logging/newsletter_subscribers", Kind::YesNo).being("1");
        LogShoppingCartManagement("admin/logging/shopping_cart_management", Kind::YesNo).being("1");
        LogSalesOrders("admin/logging/sales_orders", Kind::YesNo).being("1");
        LogTransactionalEmails("admin/logging/transactional_emails", Kind::YesNo).being("1");
        LogSalesInvoices("admin/logging/sales_invoices", Kind::YesNo).being("1");
        LogSalesShipments("admin/logging/sales_shipments", Kind::YesNo).being("1");
        LogSalesCreditMemos("admin/logging/sales_credit_memos", Kind::YesNo).being("1");
        LogLoginAsCustomer("admin/logging/login_as_customer", Kind::YesNo).being("1");
        LogDataTransfer("admin/logging/data_transfer", Kind::YesNo).being("1");
        LogAccessDenied("admin/logging/access_denied", Kind::YesNo).being("1");
        LogCacheManagement("admin/logging/cache_management", Kind::YesNo).being("1");
        LogActionLogs("admin/logging/action_logs", Kind::YesNo).being("1");
        LogDemo("admin/logging/demo", Kind::YesNo).being("1");
    }
    System {
        LargestImport("system/import/largest_file", Kind::Whole(1, 10_240)).being("1024");
        LogLifetime("system/rotation/lifetime", Kind::Whole(92, 3_660)).being("400");
    }
}
