//! Stores > Attributes > Product: what products tell of themselves beside texts and prices.

mod delete;
mod edit;
mod fields;
pub(crate) mod grid;

use crate::Endpoint;
use ui::endpoint::{InAVisit, permit};

pub(crate) const PATH: &str = "/admin/product-attributes";
const NEW: &str = "/admin/product-attributes/new";

pub(super) fn endpoints() -> Vec<Endpoint> {
    let no = InAVisit::No;
    vec![
        Endpoint::page(PATH, permit(), no, grid::show),
        Endpoint::page(NEW, permit(), no, edit::show_new),
        Endpoint::form(NEW, permit(), no, fields::NEW_FIELDS, edit::create),
        Endpoint::page("/admin/product-attributes/{id}", permit(), no, edit::show),
        Endpoint::form("/admin/product-attributes/{id}", permit(), no, fields::fields(), edit::save),
        Endpoint::page("/admin/product-attributes/{id}/delete", permit(), no, delete::ask),
        Endpoint::form("/admin/product-attributes/{id}/delete", permit(), no, &[], delete::delete),
    ]
}
