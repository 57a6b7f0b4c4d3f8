//! All tables, in one place: what is defined when a store is opened, and what tests make strict.

use crate::{access, assistance, audit, cart, catalog, config, customers, engine::table::Table, sales, staff, stores};

pub(crate) const ALL: &[Table] = &[
    access::row::GUARDS,
    access::row::ROLES,
    assistance::row::ASSISTANCE,
    assistance::row::VISITS,
    audit::EVENTS,
    audit::sequence::LEASES,
    audit::sequence::PLACES,
    cart::CARTS,
    catalog::row::CATEGORIES,
    catalog::row::PRODUCTS,
    catalog::row::TERMS,
    catalog::row::VERSIONS,
    config::SETTINGS,
    customers::addresses::BOOKS,
    customers::row::CUSTOMERS,
    customers::row::SESSIONS,
    customers::row::TERMS,
    customers::wish_list::LISTS,
    sales::COUNTERS,
    sales::DOCUMENT,
    sales::ORDERS,
    sales::TERMS,
    staff::columns::COLUMNS,
    staff::row::SESSIONS,
    staff::row::STAFF,
    stores::row::GROUPS,
    stores::row::STORE_VIEWS,
    stores::row::WEBSITES,
];
