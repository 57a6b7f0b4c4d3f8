//! Login as Customer, as the staff sees it: the button, its dialog, starting, and the log.

pub mod button;
pub mod log;
pub mod start;
pub mod visit;

use crate::Endpoint;
use store::Store;
use ui::endpoint::{Act, InAVisit, permit};

/// Whether there is a log that can be followed.
fn is_on(store: &Store) -> bool {
    store.config().login_as_customer_enabled()
}

pub fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::page("/admin/customers/{id}/login-as-customer", permit(), InAVisit::No, start::ask).assistance(),
        Endpoint::form("/admin/customers/{id}/login-as-customer", permit(), InAVisit::No, button::FORM, start::start)
            .assistance()
            .limited(Act::Start),
        Endpoint::page("/admin/login-as-customer/{start}", permit(), InAVisit::No, start::go_over).assistance(),
        Endpoint::page("/admin/login-as-customer-log", permit(), InAVisit::No, log::show),
        Endpoint::live(log::LIVE, permit(), InAVisit::No, log::follow),
        Endpoint::page("/admin/login-as-customer-log/{id}", permit(), InAVisit::No, visit::show),
        Endpoint::live("/admin/login-as-customer-log/{id}/live", permit(), InAVisit::No, visit::follow),
    ]
}
