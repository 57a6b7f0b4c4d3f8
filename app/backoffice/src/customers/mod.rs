//! Customers > All Customers.

mod addresses;
mod cart;
mod consent;
mod create;
mod delete;
pub mod edit;
pub mod grid;
pub(crate) mod groups;
mod newsletter;
mod orders;
mod tabs;
mod visits;
mod wish_list;

use crate::Endpoint;
use ui::endpoint::{InAVisit, permit};

pub fn endpoints() -> Vec<Endpoint> {
    let own = vec![
        Endpoint::page("/admin/customers", permit(), InAVisit::No, grid::show),
        Endpoint::page("/admin/customers/new", permit(), InAVisit::No, create::show),
        Endpoint::form("/admin/customers/new", permit(), InAVisit::No, create::NEW, create::create),
        Endpoint::page("/admin/customers/{id}", permit(), InAVisit::No, edit::show),
        Endpoint::form("/admin/customers/{id}", permit(), InAVisit::No, edit::ACCOUNT, edit::save),
        Endpoint::page("/admin/customers/{id}/addresses", permit(), InAVisit::No, addresses::show),
        Endpoint::page("/admin/customers/{id}/orders", permit(), InAVisit::No, orders::show),
        Endpoint::page("/admin/customers/{id}/cart", permit(), InAVisit::No, cart::show),
        Endpoint::page("/admin/customers/{id}/wish-list", permit(), InAVisit::No, wish_list::show),
        Endpoint::page("/admin/customers/{id}/newsletter", permit(), InAVisit::No, newsletter::show),
        Endpoint::form("/admin/customers/{id}/newsletter", permit(), InAVisit::No, newsletter::FIELDS, newsletter::save),
        Endpoint::page("/admin/customers/{id}/visits", permit(), InAVisit::No, visits::show),
        Endpoint::page("/admin/customers/{id}/consent", permit(), InAVisit::No, consent::show),
        Endpoint::page("/admin/customers/{id}/assistance", permit(), InAVisit::No, edit::to_the_customer),
        Endpoint::form("/admin/customers/{id}/assistance", permit(), InAVisit::No, edit::ASSISTANCE, edit::set_consent),
        Endpoint::form("/admin/customers/{id}/reset-password", permit(), InAVisit::No, &[], create::reset_password),
        Endpoint::page("/admin/customers/{id}/delete", permit(), InAVisit::No, delete::ask),
        Endpoint::form("/admin/customers/{id}/delete", permit(), InAVisit::No, &[], delete::delete),
    ];
    own.into_iter().chain(groups::endpoints()).collect()
}
