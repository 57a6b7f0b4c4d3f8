//! System > Action Logs: the record as people read it.

pub(crate) mod archive;
mod called;
mod event;
pub mod export;
pub mod line;
pub(crate) mod report;

use crate::Endpoint;
use ui::endpoint::{InAVisit, permit};

pub fn endpoints() -> Vec<Endpoint> {
    let no = InAVisit::No;
    vec![
        Endpoint::page(report::PATH, permit(), no, report::show),
        Endpoint::live(report::LIVE, permit(), no, report::follow),
        Endpoint::page("/admin/action-logs/report/{place}", permit(), no, event::show),
        Endpoint::page(export::EXPORTS, permit(), no, export::show),
        Endpoint::form(export::EXPORTS, permit(), no, export::FIELDS, export::ask),
        Endpoint::page("/admin/action-logs/exports/{id}/file", permit(), no, export::file),
        Endpoint::form("/admin/action-logs/exports/{id}/delete", permit(), no, &[], export::delete),
        Endpoint::page(archive::PATH, permit(), no, archive::show),
        Endpoint::page("/admin/action-logs/archive/{day}/file", permit(), no, archive::file),
        Endpoint::form("/admin/action-logs/archive/{day}/restore", permit(), no, &[], archive::restore),
        Endpoint::form("/admin/action-logs/archive/verify", permit(), no, &[], archive::verify),
        Endpoint::form("/admin/action-logs/archive/cancel", permit(), no, archive::CANCEL, archive::cancel),
    ]
}
