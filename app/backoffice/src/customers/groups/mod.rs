//! Customers > Customer Groups.

mod delete;
mod edit;
pub(crate) mod grid;

use crate::Endpoint;
use ui::{
    endpoint::{InAVisit, permit},
    web::Request,
};

pub(crate) const PATH: &str = "/admin/customer-groups";
const NEW: &str = "/admin/customer-groups/new";

pub(super) fn endpoints() -> Vec<Endpoint> {
    let no = InAVisit::No;
    vec![
        Endpoint::page(PATH, permit(), no, grid::show),
        Endpoint::page(NEW, permit(), no, edit::show_new),
        Endpoint::form(NEW, permit(), no, edit::FIELDS, edit::create),
        Endpoint::page("/admin/customer-groups/{id}", permit(), no, edit::show),
        Endpoint::form("/admin/customer-groups/{id}", permit(), no, edit::FIELDS, edit::save),
        Endpoint::page("/admin/customer-groups/{id}/delete", permit(), no, delete::ask),
        Endpoint::form("/admin/customer-groups/{id}/delete", permit(), no, crate::undo::FIELDS, delete::delete),
    ]
}

/// The groups that a customer can be in, to be chosen among.
pub(crate) fn choices(request: &Request) -> Vec<(String, String)> {
    request.shop.pricing.groups.of_customers().map(|group| (group.id.to_string(), group.name.clone())).collect()
}
