//! The first page: where a staff member can go from here.

use crate::{
    Endpoint,
    layout::{MENU, menu, page},
};
use domain::{caller::Staff, failure::Failure};
use leptos::prelude::*;
use store::Store;
use ui::{
    endpoint::{InAVisit, staff},
    t,
    web::{Reply, Request},
};

pub fn endpoints() -> Vec<Endpoint> {
    vec![Endpoint::page("/admin", staff(), InAVisit::No, show)]
}

async fn show(_: Store, request: Request, _: Staff) -> Result<Reply, Failure> {
    let language = request.language;
    let title = t!(language, backoffice.dashboard);
    let something = MENU.iter().flat_map(|g| g.parts).flat_map(|p| p.entries).any(|e| e.is_open(&request));
    Ok(page(&request, title, || {
        let text = if something { t!(language, backoffice.dashboard_text) } else { t!(language, backoffice.dashboard_nothing) };
        view! { <h1>{title}</h1> <p class="lead">{text}</p> <div class="dashboard">{menu(&request)}</div> }
    }))
}
