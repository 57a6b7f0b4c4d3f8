//! Buying: the checkout, and the customer's orders.

mod checkout;
mod orders;
mod success;

use crate::Endpoint;
use ui::endpoint::{InAVisit, acting, open};

pub(crate) use checkout::CHECKOUT;
pub(crate) use orders::{HISTORY, table};

pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::page(CHECKOUT, open(), InAVisit::Yes, checkout::show),
        Endpoint::form(CHECKOUT, open(), InAVisit::Yes, checkout::FIELDS, checkout::place),
        Endpoint::page(success::PATH, open(), InAVisit::Yes, success::show),
        Endpoint::page(HISTORY, acting(), InAVisit::Yes, orders::list),
        Endpoint::page("/sales/order/view/{id}", acting(), InAVisit::Yes, orders::show),
        Endpoint::page("/sales/order/print/{id}", acting(), InAVisit::Yes, orders::print),
        Endpoint::form("/sales/order/reorder/{id}", acting(), InAVisit::Yes, &[], orders::reorder),
    ]
}
