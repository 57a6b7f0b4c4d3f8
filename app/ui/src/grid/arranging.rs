//! How its reader arranges a grid: which columns it shows, and what he asks of it again and again.

use super::{BACK, COLUMN, COLUMNS_PATH, COMPACT, Column, FORGET, GRID, Grid, VIEW, VIEWS_PATH};
use crate::{
    form::{Form, Post},
    t,
    web::Request,
};
use domain::list::{Arranged, View};
use leptos::prelude::*;

/// The choice of columns, of which the first is always there, and of how close the rows stand.
pub(super) fn choice<T>(request: &Request, grid: &Grid<T>, shown: &[&'static Column<T>], arranged: &Arranged) -> AnyView {
    let language = request.language;
    let boxes = grid.all_columns().skip(1).filter_map(|c| Some((c, c.called(request)?))).map(|(c, label)| {
        let id = format!("column-{}", c.key);
        let ticked = shown.iter().any(|s| s.key == c.key);
        view! {
            <div class="field check">
                <input id=id.clone() name=COLUMN.name type="checkbox" value=c.key checked=ticked />
                <label for=id>{super::label(label)}</label>
            </div>
        }
    });
    let form = Post::to(request, COLUMNS_PATH).around(view! {
        <input type="hidden" name=GRID.name value=grid.name />
        <input type="hidden" name=BACK.name value=grid.link_to(request, &[]) />
        {boxes.collect_view()}
        <div class="field check">
            <input id=COMPACT.name name=COMPACT.name type="checkbox" value="1" checked=arranged.is_compact />
            <label for=COMPACT.name>{t!(language, common.table.compact)}</label>
        </div>
        <p class="actions">
            <button class="button">{t!(language, common.table.apply)}</button>
            {Form::button(&FORGET, "1", "button", t!(language, common.table.reset))}
        </p>
    });
    view! { <details class="choice" data-floats=""><summary>{t!(language, common.table.columns)}</summary>{form}</details> }.into_any()
}

/// What its reader asks again and again, each a link, beside what it shows by itself.
pub(super) fn views<T>(request: &Request, grid: &Grid<T>, views: &[View]) -> Option<AnyView> {
    let language = request.language;
    let here = grid.link_to(request, &[]);
    let own = (t!(language, common.table.default_view).to_owned(), grid.path.to_owned());
    let kept = views.iter().map(|view| (view.name.clone(), view.asked.clone()));
    let links: Vec<(String, String)> = std::iter::once(own).chain(kept).collect();
    // One that asks what is shown anyway was kept for it all the same: only one of them is where its reader is.
    let shown = links.iter().rposition(|(_, href)| *href == here);
    let links = links.into_iter().enumerate().map(|(n, (name, href))| {
        let current = (shown == Some(n)).then_some("page");
        view! { <li><a href=href aria-current=current><bdi>{name}</bdi></a></li> }
    });
    (!views.is_empty())
        .then(|| view! { <nav class="tabs" aria-label=t!(language, common.table.views)><ul>{links.collect_view()}</ul></nav> }.into_any())
}

/// Keeps what is asked as a view. Under a name that there is it takes that one's place, or takes it away, where there is any.
pub(super) fn keeping<T>(request: &Request, grid: &Grid<T>, views: &[View]) -> Option<AnyView> {
    let language = request.language;
    (!grid.filters.is_empty() || grid.search.is_some()).then(|| {
        let delete = (!views.is_empty()).then(|| Form::button(&FORGET, "1", "button", t!(language, common.table.delete_view)));
        let form = Post::to(request, VIEWS_PATH).around(view! {
            <input type="hidden" name=GRID.name value=grid.name />
            <input type="hidden" name=BACK.name value=grid.link_to(request, &[]) />
            <div class="field">
                <label for=VIEW.name>{t!(language, common.table.view_name)}</label>
                <input id=VIEW.name name=VIEW.name type="text" maxlength="60" required=true autocomplete="off" />
            </div>
            <p class="actions">
                <button class="button">{t!(language, common.form.save)}</button>
                {delete}
            </p>
        });
        view! { <details class="choice" data-floats=""><summary>{t!(language, common.table.save_view)}</summary>{form}</details> }
            .into_any()
    })
}
