//! System > Tools > Mail Outbox: what customers were sent, what waits, and what did not arrive.

pub(crate) mod grid;
mod show;

use crate::Endpoint;
use ui::endpoint::{InAVisit, permit};

pub(crate) const PATH: &str = "/admin/system/mail";

pub fn endpoints() -> Vec<Endpoint> {
    let no = InAVisit::No;
    vec![
        Endpoint::page(PATH, permit(), no, grid::show),
        Endpoint::page("/admin/system/mail/{id}", permit(), no, show::show),
        Endpoint::page("/admin/system/mail/{id}/html", permit(), no, show::html),
        Endpoint::form("/admin/system/mail/{id}/send", permit(), no, &[], show::send_again),
    ]
}
