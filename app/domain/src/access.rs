//! The role-resource tree: what a role can be given, and what a staff member may therefore do.
//!
//! Only leaves are granted. A parent is a heading, drawn from its children and stored nowhere: granting the log can
//! never grant the button beside it. A resource stands here only if something is guarded by it.

pub mod rules;

use crate::ids::WebsiteId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use strum::{EnumCount, IntoStaticStr, VariantNames};

/// Declares the tree. A heading is a name with what is below it; a leaf is a right with its code. Out of it come [`Resource`], [`Heading`],
/// [`TREE`] and the types in [`right`].
macro_rules! resources {
    ($($tree:tt)*) => {
        declare! { [] [] $($tree)* }

        /// The whole tree, in the order in which it is shown.
        pub const TREE: &[Node] = nodes! { [] $($tree)* };
    };
}

/// Goes through the tree, putting leaves and headings apart, and declares them when nothing is left.
macro_rules! declare {
    ([$($leaves:tt)*] [$($headings:tt)*] $name:ident { $($below:tt)* } $($rest:tt)*) => {
        declare! { [$($leaves)*] [$($headings)* $name] $($below)* $($rest)* }
    };
    ([$($leaves:tt)*] [$($headings:tt)*] $name:ident = $code:literal; $($rest:tt)*) => {
        declare! { [$($leaves)* $name = $code;] [$($headings)*] $($rest)* }
    };
    ([$($name:ident = $code:literal;)*] [$($heading:ident)*]) => {
        /// A leaf of the tree: one right. The codes are Adobe's, without the vendor's prefix, where Adobe has one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, EnumCount, IntoStaticStr, VariantNames)]
        #[strum(serialize_all = "snake_case", const_into_str)]
        pub enum Resource { $($name),* }

        impl Resource {
            pub const ALL: [Self; Self::COUNT] = [$(Self::$name),*];

            /// What is stored and sent. Never renamed: roles are kept by these.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|r| r.code() == code)
            }
        }

        /// A heading of the tree.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantNames)]
        #[strum(serialize_all = "snake_case", const_into_str)]
        pub enum Heading { $($heading),* }

        /// One type for each [`Resource`].
        pub mod right {
            $(
                #[derive(Debug)]
                pub struct $name;
                impl super::Right for $name { const RESOURCE: super::Resource = super::Resource::$name; }
            )*
        }
    };
}

/// The nodes of one level of the tree.
macro_rules! nodes {
    ([$($done:expr,)*]) => { &[$($done),*] };
    ([$($done:expr,)*] $name:ident { $($below:tt)* } $($rest:tt)*) => {
        nodes! { [$($done,)* Node::Branch(Heading::$name, nodes! { [] $($below)* }),] $($rest)* }
    };
    ([$($done:expr,)*] $name:ident = $code:literal; $($rest:tt)*) => {
        nodes! { [$($done,)* Node::Leaf(Resource::$name),] $($rest)* }
    };
}

resources! {
    Sales {
        Operations {
            Orders {
                OrdersView = "Sales::actions_view";
                OrdersCancel = "Sales::cancel";
                OrdersInvoice = "Sales::invoice";
                OrdersCreditMemo = "Sales::creditmemo";
                OrdersHold = "Sales::hold";
                OrdersUnhold = "Sales::unhold";
                OrdersShip = "Sales::ship";
                OrdersComment = "Sales::comment";
                OrdersEmail = "Sales::emails";
            }
            Invoices = "Sales::sales_invoice";
            Shipments = "Sales::shipment";
            CreditMemos = "Sales::sales_creditmemo";
        }
    }
    Catalog {
        Inventory {
            Products = "Catalog::products";
            Categories = "Catalog::categories";
        }
    }
    Customers {
        AllCustomers {
            CustomersView = "Customer::manage";
            CustomerActions {
                CustomersEdit = "Customer::edit";
                CustomersDelete = "Customer::delete";
                CustomersReset = "Customer::reset_password";
                AssistanceOptIn = "LoginAsCustomer::allow_shopping_assistance";
            }
        }
        CustomerGroups = "Customer::group";
        LoginAsCustomer {
            LoginAsCustomer = "LoginAsCustomer::login";
            LoginAsCustomerLog = "LoginAsCustomerLog::login_log";
        }
    }
    Marketing {
        Promotions {
            CatalogPriceRules = "CatalogRule::promo_catalog";
        }
    }
    Stores {
        Attributes {
            ProductAttributes = "Catalog::attributes_attributes";
        }
        Settings {
            AllStores = "Backend::store";
            Configuration {
                ConfigGeneral = "Config::config_general";
                ConfigWeb = "Config::web";
                ConfigCurrency = "Config::currency";
                ConfigTransEmail = "Config::trans_email";
                ConfigCatalog = "Catalog::config_catalog";
                ConfigInventory = "CatalogInventory::cataloginventory";
                ConfigLoginAsCustomer = "LoginAsCustomer::config_section";
                ConfigCustomer = "Customer::config_customer";
                ConfigTax = "Tax::config_tax";
                ConfigCheckout = "Checkout::checkout";
                ConfigMultishipping = "Multishipping::config_multishipping";
                ConfigDelivery = "Shipping::carriers";
                ConfigPayment = "Payment::payment";
                ConfigSalesEmail = "Sales::config_sales_emails";
                ConfigAdmin = "Config::config_admin";
                ConfigSystem = "Config::config_system";
            }
        }
    }
    System {
        Tools {
            CacheManagement {
                Cache = "Backend::cache";
                CacheFlush = "Backend::flush_magento_cache";
            }
            MailOutbox = "Backend::mail_outbox";
        }
        DataTransfer {
            Import = "ImportExport::import";
            Export = "ImportExport::export";
            ImportHistory = "ImportExport::history";
        }
        Permissions {
            Users = "User::acl_users";
            LockedUsers = "User::locks";
            Roles = "User::acl_roles";
        }
        ActionLog {
            ActionLogsReport = "Logging::magento_logging_events";
            ActionLogsArchive = "Logging::backups";
        }
    }
}

/// A right, as a type: lets a function's signature say which one it needs.
pub trait Right {
    const RESOURCE: Resource;
}

/// One node of the tree, as it is shown.
#[derive(Debug, Clone, Copy)]
pub enum Node {
    Branch(Heading, &'static [Self]),
    Leaf(Resource),
}

impl Node {
    /// The heading's or the right's own name: no two nodes have the same, for a right is named by its code.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Branch(heading, _) => heading.into_str(),
            Self::Leaf(resource) => resource.code(),
        }
    }

    /// The leaves at and below this node.
    pub fn leaves(&self) -> Vec<Resource> {
        match self {
            Self::Leaf(resource) => vec![*resource],
            Self::Branch(_, children) => children.iter().flat_map(Self::leaves).collect(),
        }
    }
}

/// What a role grants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grants {
    /// Everything, also what does not exist yet.
    All,
    /// Exactly these.
    Custom(BTreeSet<Resource>),
}

impl Grants {
    pub fn allows(&self, resource: Resource) -> bool {
        match self {
            Self::All => true,
            Self::Custom(set) => set.contains(&resource),
        }
    }

    /// Whether whoever holds `self` holds all of `other`: nobody hands out more than he has.
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All, _) => true,
            (Self::Custom(_), Self::All) => false,
            (Self::Custom(mine), Self::Custom(theirs)) => theirs.is_subset(mine),
        }
    }

    /// The granted codes, for storing.
    pub fn codes(&self) -> Vec<String> {
        match self {
            Self::All => Vec::new(),
            Self::Custom(set) => set.iter().map(|r| r.code().to_owned()).collect(),
        }
    }
}

/// The websites that a role is for: of what belongs to others, whoever holds it learns nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Websites {
    /// All, also those that do not exist yet.
    #[default]
    All,
    /// Exactly these.
    These(BTreeSet<WebsiteId>),
}

impl Websites {
    pub fn allows(&self, website: WebsiteId) -> bool {
        match self {
            Self::All => true,
            Self::These(set) => set.contains(&website),
        }
    }

    /// Whether whoever is for `self` is for all of `other`.
    pub fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::All, _) => true,
            (Self::These(_), Self::All) => false,
            (Self::These(mine), Self::These(theirs)) => theirs.is_subset(mine),
        }
    }
}

/// What somebody may, and where.
pub type Power<'a> = (&'a Grants, &'a Websites);

crate::text::checked_text! {
    /// A role's name: one line of at most 50 characters.
    RoleName, |text| crate::text::line(text, RoleName::LONGEST)
}

impl RoleName {
    /// In characters.
    pub const LONGEST: usize = 50;
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub id: crate::ids::RoleId,
    pub name: String,
    pub grants: Grants,
    /// Role Scopes.
    pub websites: Websites,
    /// Whether whoever has it needs a second factor.
    pub needs_factor: bool,
    pub revision: i64,
}

impl Role {
    pub fn power(&self) -> Power<'_> {
        (&self.grants, &self.websites)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_set() -> impl Strategy<Value = BTreeSet<Resource>> {
        proptest::collection::btree_set(proptest::sample::select(Resource::ALL.to_vec()), 0..=Resource::ALL.len())
    }

    proptest! {
        #[test]
        fn what_is_ticked_is_what_is_granted(ticked in any_set()) {
            let codes = Grants::Custom(ticked.clone()).codes();
            let stored: BTreeSet<Resource> = codes.iter().filter_map(|c| Resource::from_code(c)).collect();
            let grants = Grants::Custom(stored);
            for resource in Resource::ALL {
                prop_assert_eq!(grants.allows(resource), ticked.contains(&resource));
            }
        }

        #[test]
        fn nobody_hands_out_more_than_he_has(mine in any_set(), theirs in any_set()) {
            let covers = Grants::Custom(mine.clone()).covers(&Grants::Custom(theirs.clone()));
            prop_assert_eq!(covers, theirs.iter().all(|r| mine.contains(r)));
            prop_assert!(Grants::All.covers(&Grants::Custom(theirs)));
            prop_assert!(!Grants::Custom(mine).covers(&Grants::All));
        }
    }

    #[test]
    fn the_tree_shows_each_resource_once() {
        let shown: Vec<Resource> = TREE.iter().flat_map(Node::leaves).collect();
        assert_eq!(shown.len(), Resource::ALL.len());
        assert_eq!(shown.iter().copied().collect::<BTreeSet<_>>(), Resource::ALL.into_iter().collect());
    }

    #[test]
    fn each_node_has_a_name_of_its_own() {
        fn all(node: &'static Node) -> Vec<&'static str> {
            match node {
                Node::Leaf(_) => vec![node.name()],
                Node::Branch(_, children) => children.iter().flat_map(all).chain([node.name()]).collect(),
            }
        }
        let names: Vec<&str> = TREE.iter().flat_map(all).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    }

    #[test]
    fn each_resource_has_a_code_of_its_own() {
        let codes: BTreeSet<&str> = Resource::ALL.iter().map(|r| r.code()).collect();
        assert_eq!(codes.len(), Resource::ALL.len());
    }

    #[test]
    fn the_button_and_the_log_are_granted_apart() {
        let log = Grants::Custom([Resource::LoginAsCustomerLog].into());
        assert!(log.allows(Resource::LoginAsCustomerLog) && !log.allows(Resource::LoginAsCustomer));
    }
}
