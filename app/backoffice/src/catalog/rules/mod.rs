//! Marketing > Promotions > Catalog Price Rule.

mod delete;
mod edit;
mod fields;
pub(crate) mod grid;

use crate::Endpoint;
use ui::endpoint::{InAVisit, permit};

pub(crate) const PATH: &str = "/admin/catalog-price-rules";
const NEW: &str = "/admin/catalog-price-rules/new";

pub(super) fn endpoints() -> Vec<Endpoint> {
    let no = InAVisit::No;
    vec![
        Endpoint::page(PATH, permit(), no, grid::show),
        Endpoint::page(NEW, permit(), no, edit::show_new),
        Endpoint::form(NEW, permit(), no, fields::FIELDS, edit::create),
        Endpoint::page("/admin/catalog-price-rules/{id}", permit(), no, edit::show),
        Endpoint::form("/admin/catalog-price-rules/{id}", permit(), no, fields::FIELDS, edit::save),
        Endpoint::page("/admin/catalog-price-rules/{id}/delete", permit(), no, delete::ask),
        Endpoint::form("/admin/catalog-price-rules/{id}/delete", permit(), no, crate::undo::FIELDS, delete::delete),
    ]
}
