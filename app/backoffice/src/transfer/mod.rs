//! System > Data Transfer: files of the shop's things that are brought and taken along. What is asked for here is done by a job (see
//! `server::jobs`), so that nobody waits for it: a page tells how far it is.

pub(crate) mod export;
pub(crate) mod history;
pub(crate) mod import;
mod running;

use crate::Endpoint;
use domain::{time::Moment, transfer::Entity};
use ui::{
    endpoint::{InAVisit, Takes, permit},
    format,
};

pub fn endpoints() -> Vec<Endpoint> {
    let no = InAVisit::No;
    vec![
        Endpoint::page(import::PATH, permit(), no, import::show),
        Endpoint::form(import::PATH, permit(), no, import::FIELDS, import::ask).with_files(Takes::Transfer),
        Endpoint::page("/admin/system/import/samples/{entity}", permit(), no, import::sample),
        Endpoint::page("/admin/system/import/{id}", permit(), no, running::show),
        Endpoint::form("/admin/system/import/{id}/begin", permit(), no, &[], running::begin),
        Endpoint::form("/admin/system/import/{id}/cancel", permit(), no, &[], running::cancel),
        Endpoint::form("/admin/system/import/{id}/resume", permit(), no, &[], running::resume),
        Endpoint::page("/admin/system/import/{id}/file", permit(), no, running::file),
        Endpoint::page("/admin/system/import/{id}/report", permit(), no, running::report),
        Endpoint::page(history::PATH, permit(), no, history::show),
        Endpoint::page(export::PATH, permit(), no, export::show),
        Endpoint::form(export::PATH, permit(), no, export::FIELDS, export::ask),
        Endpoint::page("/admin/system/export/{id}/file", permit(), no, export::file),
        Endpoint::form("/admin/system/export/{id}/delete", permit(), no, &[], export::delete),
    ]
}

const CSV: &str = "text/csv; charset=utf-8";

/// What a file is called that was asked for at a moment.
fn name(entity: Entity, at: Moment) -> String {
    let time = format::machine_time(at).replace(['-', ':', '.'], "");
    format!("{}-{time}.csv", entity.code().replace('_', "-"))
}
