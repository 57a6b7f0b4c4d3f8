//! The first page: where a staff member can go from here.

use domain::failure::Failure;
use leptos::prelude::*;
use store::Store;
use ui::{
    t,
    web::{Reply, Request},
};

pub async fn show(_: Store, request: Request) -> Result<Reply, Failure> {
    let language = request.language;
    let title = t!(language, admin.dashboard);
    let something = crate::layout::MENU.iter().flat_map(|g| g.entries).any(|e| e.is_open(&request));
    Ok(crate::layout::page(&request, title, || {
        let text = if something { t!(language, admin.dashboard_text) } else { t!(language, admin.dashboard_nothing) };
        view! { <h1>{title}</h1> <p class="lead">{text}</p> <div class="dashboard">{crate::layout::menu(&request)}</div> }
    }))
}
