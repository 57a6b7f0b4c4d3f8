//! System > Action Logs: the record as people read it.

mod event;
mod export;
pub(crate) mod report;

use crate::Endpoint;
use ui::endpoint::{InAVisit, permit};

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::page(report::PATH, permit(), InAVisit::No, report::show),
        Endpoint::live(report::LIVE, permit(), InAVisit::No, report::follow),
        Endpoint::page("/admin/action-logs/report/{place}", permit(), InAVisit::No, event::show),
    ]
}
