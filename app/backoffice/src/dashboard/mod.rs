//! The first page: what needs its reader, how it is going, and what happened. Each of it is there for whoever holds its right; of what he may
//! not see nothing is left empty, and the menu beside it is not repeated.

mod days;
mod going;
mod happened;
mod needs;

use crate::{
    Endpoint,
    layout::{MENU, page},
};
use domain::{caller::Staff, failure::Failure};
use leptos::prelude::*;
use store::Store;
use ui::{
    endpoint::{InAVisit, staff},
    t,
    web::{Reply, Request},
};

const PATH: &str = "/admin";

/// While something happens, the figures are read again this often at most, in milliseconds.
const REFRESHED: &str = "5000";

pub fn endpoints() -> Vec<Endpoint> {
    vec![Endpoint::page(PATH, staff(), InAVisit::No, show)]
}

async fn show(store: Store, request: Request, _: Staff) -> Result<Reply, Failure> {
    let language = request.language;
    let title = t!(language, backoffice.dashboard);
    let happened = happened::read(&store, &request).await?;
    let needs = needs::read(&store, &request).await?;
    let going = going::read(&store, &request).await?;
    let has_figures = !needs.is_empty() || !going.is_empty();
    Ok(page(&request, title, || {
        let figures = has_figures.then(|| {
            let now = request.time(request.now());
            view! {
                <div data-refreshed=REFRESHED>
                    <p class="hint">{t!(language, dashboard.as_of, time = now.as_str())} " " <a href=PATH>{t!(language, common.live.reload)}</a></p>
                    {needs.view(&request)}
                    {going.view(&request)}
                </div>
            }
        });
        let instead = (!has_figures && happened.is_none()).then(|| view! { <p class="lead">{nothing(&request)}</p> });
        view! { <h1>{title}</h1> {instead} {figures} {happened.map(|happened| happened.view(&request))} }
    }))
}

/// What is said to whoever has no figures here.
fn nothing(request: &Request) -> &'static str {
    let is_led = MENU.iter().flat_map(|group| group.parts).flat_map(|part| part.entries).any(|entry| entry.is_open(request));
    match is_led {
        true => t!(request.language, backoffice.dashboard_text),
        false => t!(request.language, backoffice.dashboard_nothing),
    }
}
