//! The record: what an event says. Events are appended and never changed; `store` writes each in the same transaction
//! as the change that it tells of.

use crate::{
    ids::{CustomerId, EventId, StaffId, VisitId},
    time::Moment,
};
use strum::{EnumCount, IntoStaticStr, VariantNames};

/// Declares the actions: under its group, each with its code, and `refusal` behind it if it tells of something that was refused.
macro_rules! actions {
    ($($group:literal { $($(#[$doc:meta])* $name:ident = $code:literal $($refusal:ident)?;)* })*) => {
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

            /// The Action Group, as the Action Logs Report names it.
            pub const fn group(self) -> &'static str {
                match self { $($(Self::$name)|* => $group),* }
            }

            /// Whether it tells of something that was refused.
            pub const fn is_refusal(self) -> bool {
                match self { $($(Self::$name => !<[&str]>::is_empty(&[$(stringify!($refusal))?])),*),* }
            }
        }
    };
}

actions! {
    "admin_sign_in" {
        StaffSignedIn = "staff.signed_in";
        StaffSignInRefused = "staff.sign_in_refused" refusal;
        StaffSignedOut = "staff.signed_out";
    }
    "admin_permission_users" {
        StaffCreated = "staff.created";
        StaffChanged = "staff.changed";
    }
    "admin_permission_roles" {
        RoleCreated = "role.created";
        RoleChanged = "role.changed";
        RoleDeleted = "role.deleted";
    }
    "system_configuration" {
        SettingsChanged = "config.changed";
    }
    "stores" {
        WebsiteCreated = "website.created";
        WebsiteChanged = "website.changed";
        WebsiteDeleted = "website.deleted";
        StoreCreated = "store.created";
        StoreChanged = "store.changed";
        StoreDeleted = "store.deleted";
        StoreViewCreated = "store_view.created";
        StoreViewChanged = "store_view.changed";
        StoreViewDeleted = "store_view.deleted";
    }
    "catalog_products" {
        ProductChanged = "product.changed";
    }
    "catalog_categories" {
        CategoryCreated = "category.created";
        CategoryChanged = "category.changed";
    }
    "customers" {
        CustomerRegistered = "customer.registered";
        CustomerCreated = "customer.created";
        CustomerSignedIn = "customer.signed_in";
        CustomerSignInRefused = "customer.sign_in_refused" refusal;
        CustomerSignedOut = "customer.signed_out";
        CustomerChanged = "customer.changed";
        CustomerDeleted = "customer.deleted";
        PasswordResetRequested = "customer.password_reset_requested";
        PasswordChanged = "customer.password_changed";
        AddressAdded = "address.added";
        AddressChanged = "address.changed";
        AddressDeleted = "address.deleted";
        ConsentGiven = "consent.given";
        ConsentWithdrawn = "consent.withdrawn";
    }
    "newsletter_subscribers" {
        NewsletterSubscribed = "newsletter.subscribed";
        NewsletterUnsubscribed = "newsletter.unsubscribed";
    }
    "shopping_cart" {
        CartChanged = "cart.changed";
        WishListChanged = "wish_list.changed";
    }
    "sales_orders" {
        OrderPlaced = "order.placed";
        OrderCanceled = "order.canceled";
        OrderHeld = "order.held";
        OrderReleased = "order.released";
        OrderCommented = "order.commented";
    }
    "sales_emails" {
        MailRequested = "mail.requested";
        MailSent = "mail.sent";
        MailKept = "mail.kept";
        MailFailed = "mail.failed";
        MailUnconfirmed = "mail.unconfirmed";
    }
    "sales_invoices" {
        InvoiceCreated = "invoice.created";
    }
    "sales_shipments" {
        ShipmentCreated = "shipment.created";
    }
    "sales_creditmemos" {
        CreditMemoCreated = "credit_memo.created";
    }
    "login_as_customer" {
        AssistanceStarted = "assistance.started";
        AssistanceRefused = "assistance.refused" refusal;
        AssistanceRedeemed = "assistance.redeemed";
        AssistanceEnded = "assistance.ended";
        /// A spent, late or foreign hand-off token was presented.
        AssistanceAlarm = "assistance.alarm" refusal;
    }
    "access" {
        AccessDenied = "access.denied" refusal;
    }
    "system" {
        CacheFlushed = "cache.flushed";
        DemoFilled = "demo.filled";
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

/// One changed value, before and after. Never a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub field: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl Change {
    /// The change, if there is one.
    pub fn of(field: &str, before: &str, after: &str) -> Option<Self> {
        (before != after).then(|| Self { field: field.to_owned(), before: Some(before.to_owned()), after: Some(after.to_owned()) })
    }

    /// A value that was not there before.
    pub fn added(field: &str, after: impl Into<String>) -> Self {
        Self { field: field.to_owned(), before: None, after: Some(after.into()) }
    }
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
    pub object: Option<Object>,
    pub changes: Vec<Change>,
    /// Why: a refusal's or an end's code.
    pub reason: Option<String>,
    pub origin: Origin,
}

impl Event {
    pub fn new(action: Action, actor: Actor, origin: Origin) -> Self {
        Self { action, actor, subject: None, visit: None, object: None, changes: Vec::new(), reason: None, origin }
    }

    #[must_use]
    pub fn about(mut self, subject: CustomerId) -> Self {
        self.subject = Some(subject);
        self
    }

    #[must_use]
    pub fn in_visit(mut self, visit: VisitId) -> Self {
        self.visit = Some(visit);
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

/// An event as it is read back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    pub id: EventId,
    pub at: Moment,
    pub action: Action,
    pub actor_name: String,
    pub object: String,
    pub changes: Vec<Change>,
    pub reason: Option<String>,
    /// The client's, and the proxy's that was believed: `203.0.113.9 via 10.0.0.2`.
    pub address: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn each_action_has_a_code_of_its_own() {
        let codes: BTreeSet<&str> = Action::ALL.iter().map(|a| a.code()).collect();
        assert_eq!(codes.len(), Action::ALL.len());
        assert!(Action::ALL.iter().all(|a| Action::from_code(a.code()) == Some(*a)));
    }

    #[test]
    fn what_was_refused_is_known_as_a_refusal() {
        let refusals: Vec<Action> = Action::ALL.into_iter().filter(|a| a.is_refusal()).collect();
        let expected = [
            Action::StaffSignInRefused,
            Action::CustomerSignInRefused,
            Action::AssistanceRefused,
            Action::AssistanceAlarm,
            Action::AccessDenied,
        ];
        assert_eq!(refusals, expected);
    }
}
