//! Buying: the checkout, and the customer's orders.

#[cfg(feature = "ssr")]
mod checkout;
pub mod costs;
#[cfg(feature = "ssr")]
pub(crate) mod guest;
#[cfg(feature = "ssr")]
mod multishipping;
#[cfg(feature = "ssr")]
mod orders;
#[cfg(feature = "ssr")]
mod success;

#[cfg(feature = "ssr")]
use crate::Endpoint;
#[cfg(feature = "ssr")]
use ui::{
    endpoint::{Act, InAVisit, acting, open},
    form::saving::Filled,
};

#[cfg(feature = "ssr")]
pub(crate) use checkout::CHECKOUT;
#[cfg(feature = "ssr")]
pub(crate) use multishipping::{PATH as MULTISHIPPING, link as to_several_addresses};
#[cfg(feature = "ssr")]
pub(crate) use orders::{HISTORY, address, table};

#[cfg(feature = "ssr")]
pub(crate) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::page(CHECKOUT, open(), InAVisit::Yes, checkout::show),
        Endpoint::form(CHECKOUT, open(), InAVisit::Yes, checkout::FIELDS, checkout::place).limited(Act::Checkout),
        Endpoint::call(open(), InAVisit::Yes, &costs::Costs { filled: Filled::example() }),
        Endpoint::page(multishipping::PATH, acting(), InAVisit::Yes, multishipping::show),
        Endpoint::form(multishipping::PATH, acting(), InAVisit::Yes, multishipping::fields(), multishipping::act).limited(Act::Checkout),
        Endpoint::page(success::PATH, open(), InAVisit::Yes, success::show),
        Endpoint::page(guest::PATH, open(), InAVisit::No, guest::show),
        Endpoint::form(guest::PATH, open(), InAVisit::No, guest::FIELDS, guest::find).limited(Act::GuestOrder),
        Endpoint::page(HISTORY, acting(), InAVisit::Yes, orders::list),
        Endpoint::page("/sales/order/view/{id}", acting(), InAVisit::Yes, orders::show),
        Endpoint::page("/sales/order/print/{id}", acting(), InAVisit::Yes, orders::print),
        Endpoint::form("/sales/order/reorder/{id}", acting(), InAVisit::Yes, &[], orders::reorder),
    ]
}
