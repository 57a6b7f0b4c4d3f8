//! All tables, in one place: what is defined when a store is opened, and what tests make strict.

use crate::{access, assistance, audit, cart, catalog, config, customers, engine::table::Table, staff, stores};

pub(crate) const ALL: &[Table] = &[
    access::GUARDS,
    access::ROLES,
    assistance::ASSISTANCE,
    assistance::VISITS,
    audit::EVENTS,
    audit::LEASES,
    audit::PLACES,
    cart::CARTS,
    catalog::CATEGORIES,
    catalog::PRODUCTS,
    catalog::TERMS,
    catalog::VERSIONS,
    config::SETTINGS,
    customers::CUSTOMERS,
    customers::SESSIONS,
    customers::TERMS,
    staff::COLUMNS,
    staff::SESSIONS,
    staff::STAFF,
    stores::STORE_VIEWS,
];
