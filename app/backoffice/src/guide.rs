//! The guide to Login as Customer for staff, and which part of it speaks of a page.

use crate::{Endpoint, layout};
use domain::{access::Resource, caller::Staff, failure::Failure};
use leptos::prelude::*;
use store::Store;
use ui::{
    endpoint::{InAVisit, staff},
    guide::{Guide, Part, Step, view},
    t,
    web::{Reply, Request},
};

const PATH: &str = "/admin/help/login-as-customer";

static GUIDE: Guide = Guide {
    title: |l| t!(l, guide.staff.title),
    lead: Some(|l| t!(l, guide.staff.lead)),
    parts: &[
        Part {
            name: "enable",
            title: |l| t!(l, guide.staff.enable.title),
            before: &[],
            steps: &[
                Step::new("open", |l| t!(l, guide.staff.enable.open)),
                Step::new("section", |l| t!(l, guide.staff.enable.section)),
                Step::new("choose", |l| t!(l, guide.staff.enable.choose)).pictured(|l| t!(l, guide.staff.enable.choose_alt)),
                Step::new("save", |l| t!(l, guide.staff.enable.save)),
            ],
            after: &[|l| t!(l, guide.staff.enable.store), |l| t!(l, guide.staff.enable.orders)],
        },
        Part {
            name: "roles",
            title: |l| t!(l, guide.staff.roles.title),
            before: &[],
            steps: &[
                Step::new("open", |l| t!(l, guide.staff.roles.open)),
                Step::new("resources", |l| t!(l, guide.staff.roles.resources)),
                Step::new("tick", |l| t!(l, guide.staff.roles.tick)).pictured(|l| t!(l, guide.staff.roles.tick_alt)),
                Step::new("save", |l| t!(l, guide.staff.roles.save)),
            ],
            after: &[],
        },
        Part {
            name: "consent",
            title: |l| t!(l, guide.staff.consent.title),
            before: &[|l| t!(l, guide.staff.consent.own)],
            steps: &[
                Step::new("asked", |l| t!(l, guide.staff.consent.asked)),
                Step::new("tick", |l| t!(l, guide.staff.consent.tick)).pictured(|l| t!(l, guide.staff.consent.tick_alt)),
            ],
            after: &[|l| t!(l, guide.staff.consent.seen)],
        },
        Part {
            name: "help",
            title: |l| t!(l, guide.staff.help.title),
            before: &[],
            steps: &[
                Step::new("open", |l| t!(l, guide.staff.help.open)),
                Step::new("button", |l| t!(l, guide.staff.help.button)),
                Step::new("confirm", |l| t!(l, guide.staff.help.confirm)).pictured(|l| t!(l, guide.staff.help.confirm_alt)),
                Step::new("act", |l| t!(l, guide.staff.help.act)).pictured(|l| t!(l, guide.staff.help.act_alt)),
                Step::new("close", |l| t!(l, guide.staff.help.close)),
            ],
            after: &[|l| t!(l, guide.staff.help.missing), |l| t!(l, guide.staff.help.never), |l| t!(l, guide.staff.help.ends)],
        },
        Part {
            name: "log",
            title: |l| t!(l, guide.staff.log.title),
            before: &[],
            steps: &[
                Step::new("open", |l| t!(l, guide.staff.log.open)).pictured(|l| t!(l, guide.staff.log.open_alt)),
                Step::new("visit", |l| t!(l, guide.staff.log.visit)),
            ],
            after: &[],
        },
    ],
};

pub fn endpoints() -> Vec<Endpoint> {
    vec![Endpoint::page(PATH, staff(), InAVisit::No, show)]
}

async fn show(_: Store, request: Request, _: Staff) -> Result<Reply, Failure> {
    let title = t!(request.language, guide.staff.title);
    Ok(layout::page(&request, title, || view(&request, &GUIDE, &[])))
}

/// The part that speaks of the page that is asked for. Of what its reader does not find on the page none does.
fn part(request: &Request) -> Option<&'static str> {
    let may = |right| request.config.login_as_customer_enabled() && request.caller.holds(right);
    let path: Vec<&str> = request.path.split('/').skip(2).collect();
    match path.as_slice() {
        ["config", "login_as_customer"] => Some("enable"),
        ["roles", ..] => Some("roles"),
        ["customers", _, "consent"] if may(Resource::LoginAsCustomer) => Some("consent"),
        ["customers", ..] | ["sales", _, _] if request.param("id").is_some() && may(Resource::LoginAsCustomer) => Some("help"),
        ["login-as-customer-log", ..] if may(Resource::LoginAsCustomerLog) => Some("log"),
        _ => None,
    }
}

/// The way to it, in the header of each page that it speaks of.
pub(crate) fn link(request: &Request) -> Option<AnyView> {
    let part = part(request).filter(|_| request.caller.staff().is_ok())?;
    Some(view! { <a class="help" href=format!("{PATH}#{part}")>{t!(request.language, guide.help)}</a> }.into_any())
}
