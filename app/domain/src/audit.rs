//! The record: what an event says. Events are appended and never changed; `store` writes each in the same transaction
//! as the change that it tells of.

pub mod archive;
mod change;
pub mod export;
mod recorded;
pub mod report;

pub use change::{Change, Followed, Follows};
pub use recorded::{Recorded, RecordedObject};

use crate::{
    ids::{CustomerId, StaffId, VisitId, WebsiteId},
    time::Moment,
};
use strum::{EnumCount, IntoStaticStr, VariantNames};

/// Declares the actions: under its group, each with its code, and behind it `refusal` if it tells of something that was refused, or `failure`
/// of something that failed.
macro_rules! actions {
    ($($group:ident { $($(#[$doc:meta])* $name:ident = $code:literal $($how:ident)?;)* })*) => {
        /// The Action Groups, as the Action Logs Report names them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumCount, IntoStaticStr, VariantNames)]
        #[strum(serialize_all = "snake_case", const_into_str)]
        pub enum Group { $($group),* }

        impl Group {
            pub const ALL: [Self; Self::COUNT] = [$(Self::$group),*];
        }

        /// What happened.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount, IntoStaticStr, VariantNames)]
        #[strum(serialize_all = "snake_case", const_into_str)]
        pub enum Action { $($($(#[$doc])* $name),*),* }

        impl Action {
            pub const ALL: [Self; Self::COUNT] = [$($(Self::$name),*),*];

            /// What is stored. Never renamed.
            pub const fn code(self) -> &'static str {
                match self { $($(Self::$name => $code),*),* }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|a| a.code() == code)
            }

            pub const fn group(self) -> Group {
                match self { $($(Self::$name)|* => Group::$group),* }
            }

            /// Whether it tells of something that was not done: refused, or tried in vain.
            pub const fn is_failure(self) -> bool {
                match self { $($(Self::$name => !<[&str]>::is_empty(&[$(stringify!($how))?])),*),* }
            }
        }
    };
}

actions! {
    AdminSignIn {
        StaffSignedIn = "staff.signed_in";
        StaffSignInRefused = "staff.sign_in_refused" refusal;
        StaffSignedOut = "staff.signed_out";
        /// Somebody ended sessions of his own.
        StaffSessionsEnded = "staff.sessions_ended";
        StaffPasswordChanged = "staff.password_changed";
        StaffResetRequested = "staff.reset_requested";
        StaffAccountChanged = "staff.account_changed";
        StaffFactorSet = "staff.factor_set";
        StaffFactorRemoved = "staff.factor_removed";
        StaffRecoveryRenewed = "staff.recovery_renewed";
        StaffLocked = "staff.locked";
    }
    AdminPermissionUsers {
        StaffCreated = "staff.created";
        StaffChanged = "staff.changed";
        StaffDeleted = "staff.deleted";
        /// A link was made by which somebody sets his password.
        StaffInvited = "staff.invited";
        /// Force Sign-In: somebody else ended them.
        StaffSessionsRevoked = "staff.sessions_revoked";
        StaffExpired = "staff.expired";
        /// Somebody else took his second factor away.
        StaffFactorReset = "staff.factor_reset";
        StaffUnlocked = "staff.unlocked";
    }
    AdminPermissionRoles {
        RoleCreated = "role.created";
        RoleChanged = "role.changed";
        RoleDeleted = "role.deleted";
    }
    SystemConfiguration {
        SettingsChanged = "config.changed";
    }
    ManageWebsites {
        WebsiteCreated = "website.created";
        WebsiteChanged = "website.changed";
        WebsiteDeleted = "website.deleted";
    }
    ManageStores {
        StoreCreated = "store.created";
        StoreChanged = "store.changed";
        StoreDeleted = "store.deleted";
    }
    ManageStoreViews {
        StoreViewCreated = "store_view.created";
        StoreViewChanged = "store_view.changed";
        StoreViewDeleted = "store_view.deleted";
    }
    CatalogProducts {
        ProductCreated = "product.created";
        ProductChanged = "product.changed";
        ProductDeleted = "product.deleted";
        /// Something is to be done to many, and is not to be any more: what is done to each tells of itself.
        ProductsActedOn = "product.mass_asked";
        ProductsActCanceled = "product.mass_canceled";
    }
    CatalogCategories {
        CategoryCreated = "category.created";
        CategoryChanged = "category.changed";
        CategoryMoved = "category.moved";
        CategoryDeleted = "category.deleted";
    }
    CatalogAttributes {
        AttributeCreated = "attribute.created";
        AttributeChanged = "attribute.changed";
        AttributeDeleted = "attribute.deleted";
    }
    CatalogPriceRules {
        PriceRuleCreated = "price_rule.created";
        PriceRuleChanged = "price_rule.changed";
        PriceRuleDeleted = "price_rule.deleted";
        PriceRuleRestored = "price_rule.restored";
    }
    CustomerGroups {
        CustomerGroupCreated = "customer_group.created";
        CustomerGroupChanged = "customer_group.changed";
        CustomerGroupDeleted = "customer_group.deleted";
        CustomerGroupRestored = "customer_group.restored";
    }
    Customers {
        CustomerRegistered = "customer.registered";
        CustomerCreated = "customer.created";
        CustomerSignedIn = "customer.signed_in";
        CustomerSignInRefused = "customer.sign_in_refused" refusal;
        CustomerSignedOut = "customer.signed_out";
        CustomerLocked = "customer.locked";
        CustomerUnlocked = "customer.unlocked";
        CustomerChanged = "customer.changed";
        CustomerDeleted = "customer.deleted";
        PasswordResetRequested = "customer.password_reset_requested";
        EmailChangeRequested = "customer.email_change_requested";
        PasswordChanged = "customer.password_changed";
        CustomerSessionsEnded = "customer.sessions_ended";
        AddressAdded = "address.added";
        AddressChanged = "address.changed";
        AddressDeleted = "address.deleted";
        ConsentGiven = "consent.given";
        ConsentWithdrawn = "consent.withdrawn";
    }
    NewsletterSubscribers {
        NewsletterSubscribed = "newsletter.subscribed";
        NewsletterUnsubscribed = "newsletter.unsubscribed";
    }
    ShoppingCartManagement {
        CartChanged = "cart.changed";
        WishListChanged = "wish_list.changed";
    }
    SalesOrders {
        OrderPlaced = "order.placed";
        OrderCanceled = "order.canceled";
        OrderHeld = "order.held";
        OrderReleased = "order.released";
        OrderCommented = "order.commented";
        /// A guest's order became a customer's.
        OrderAssigned = "order.assigned";
    }
    TransactionalEmails {
        MailRequested = "mail.requested";
        MailSent = "mail.sent";
        MailKept = "mail.kept";
        MailFailed = "mail.failed" failure;
        MailUnconfirmed = "mail.unconfirmed" failure;
    }
    SalesInvoices {
        InvoiceCreated = "invoice.created";
        InvoiceCommented = "invoice.commented";
    }
    SalesShipments {
        ShipmentCreated = "shipment.created";
        ShipmentCommented = "shipment.commented";
        /// A parcel's number.
        TrackAdded = "shipment.track_added";
        TrackRemoved = "shipment.track_removed";
    }
    SalesCreditMemos {
        CreditMemoCreated = "credit_memo.created";
        CreditMemoCommented = "credit_memo.commented";
    }
    LoginAsCustomer {
        AssistanceStarted = "assistance.started";
        AssistanceRefused = "assistance.refused" refusal;
        AssistanceRedeemed = "assistance.redeemed";
        AssistanceEnded = "assistance.ended";
        AssistanceLogViewed = "assistance.log_viewed";
        /// A spent, late or foreign hand-off token was presented.
        AssistanceAlarm = "assistance.alarm" refusal;
    }
    DataTransfer {
        /// A file was brought, to be checked.
        ImportUploaded = "import.uploaded";
        ImportBegun = "import.begun";
        ImportCanceled = "import.canceled";
        ImportResumed = "import.resumed";
        /// It is over, with what became of how much.
        ImportEnded = "import.ended";
        ImportFailed = "import.failed" failure;
        DataExported = "export.asked";
        DataExportDeleted = "export.deleted";
        /// A file was taken along: what was exported, or what is wrong with an import.
        DataDownloaded = "export.downloaded";
    }
    AccessDenied {
        AccessDenied = "access.denied" refusal;
    }
    CacheManagement {
        CacheFlushed = "cache.flushed";
        /// What is searched is to be put in its index anew; or not any more.
        ReindexAsked = "index.asked";
        ReindexCanceled = "index.canceled";
        /// The same of the index of the record.
        ActionLogsReindexAsked = "index.action_logs_asked";
        ActionLogsReindexCanceled = "index.action_logs_canceled";
    }
    ActionLogs {
        ActionLogsViewed = "action_logs.viewed";
        ActionLogsExported = "action_logs.exported";
        ExportDeleted = "action_logs.export_deleted";
        /// A file of the record was taken along.
        ActionLogsDownloaded = "action_logs.downloaded";
        ActionLogsArchived = "action_logs.archived";
        ActionLogsRestored = "action_logs.restored";
        ActionLogsRestoreCanceled = "action_logs.restore_canceled";
        /// All files are to be read again; or not any more.
        ActionLogsVerified = "action_logs.verified";
        ActionLogsVerifyCanceled = "action_logs.verify_canceled";
        /// A file of the archive is not there, or not what it was.
        ArchiveBroken = "action_logs.archive_broken" failure;
    }
    Demo {
        DemoFilled = "demo.filled";
    }
}

impl Action {
    /// Whether it tells of somebody who read the record, and what he asked of it.
    pub const fn is_reading(self) -> bool {
        matches!(self, Self::ActionLogsViewed | Self::AssistanceLogViewed | Self::ActionLogsExported)
    }
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody known: a visitor who has not signed in.
    Guest,
    Customer {
        id: CustomerId,
        email: String,
    },
    Staff {
        id: StaffId,
        user_name: String,
    },
    /// The program itself: a sweeper, a command.
    Program,
}

/// On whom or what, for people: a kind, an identifier and the name at that moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    pub kind: &'static str,
    pub id: String,
    pub name: String,
}

/// Where a request came from: goes into every event that it causes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    pub at: Moment,
    pub address: String,
    /// The `User-Agent`, cut to 200 characters.
    pub agent: String,
    /// The request id, as in the server's own log.
    pub request: String,
    /// The store view's code; empty in the back office.
    pub store_view: String,
}

/// An event that is about to be written; `store` gives it its identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub action: Action,
    pub actor: Actor,
    pub subject: Option<CustomerId>,
    pub visit: Option<VisitId>,
    /// Whose matter it is: staff who are for this website know of it. Of what happens in a store view it is that view's.
    pub website: Option<WebsiteId>,
    pub object: Option<Object>,
    pub changes: Vec<Change>,
    /// Why: a refusal's or an end's code.
    pub reason: Option<String>,
    pub origin: Origin,
}

impl Event {
    pub fn new(action: Action, actor: Actor, origin: Origin) -> Self {
        Self { action, actor, subject: None, visit: None, website: None, object: None, changes: Vec::new(), reason: None, origin }
    }

    /// Whom it was done for, if that is a customer whom the shop knows.
    #[must_use]
    pub fn about(mut self, subject: impl Into<Option<CustomerId>>) -> Self {
        self.subject = subject.into().or(self.subject);
        self
    }

    #[must_use]
    pub fn in_visit(mut self, visit: VisitId) -> Self {
        self.visit = Some(visit);
        self
    }

    #[must_use]
    pub fn within(mut self, website: impl Into<Option<WebsiteId>>) -> Self {
        self.website = website.into();
        self
    }

    #[must_use]
    pub fn on(mut self, kind: &'static str, id: impl ToString, name: impl Into<String>) -> Self {
        self.object = Some(Object { kind, id: id.to_string(), name: name.into() });
        self
    }

    #[must_use]
    pub fn changing(mut self, changes: impl IntoIterator<Item = Change>) -> Self {
        self.changes.extend(changes);
        self
    }

    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }
}

impl Actor {
    /// What he is called: a user name, an e-mail address, or nothing.
    pub fn name(&self) -> &str {
        match self {
            Self::Guest | Self::Program => "",
            Self::Customer { email, .. } => email,
            Self::Staff { user_name, .. } => user_name,
        }
    }
}

#[cfg(test)]
mod tests;
