//! All of them: a row for each view, and for what has none.

use super::ALL;
use crate::grids;
use domain::{
    caller::{Permit, right},
    failure::Failure,
    list::{Query, Sort},
    stores::{StoreGroup, StoreView, Stores, Website},
};
use leptos::prelude::*;
use store::Store;
use ui::{
    grid::{Column, Grid},
    named::named,
    shown::{Mood, badge},
    t,
    web::{Reply, Request},
};

pub(crate) struct Row {
    website: Website,
    group: Option<StoreGroup>,
    view: Option<StoreView>,
    /// What is said of it: default, disabled, shows nothing.
    is_default: bool,
    /// Where it is reached, if it is.
    address: Option<String>,
}

impl Row {
    /// Of what it is a row.
    fn key(&self) -> String {
        let view = self.view.as_ref().map(|view| view.id.to_string());
        view.or_else(|| self.group.as_ref().map(|group| group.id.to_string())).unwrap_or_else(|| self.website.id.to_string())
    }
}

pub(crate) static ALL_STORES: Grid<Row> = Grid {
    name: "stores",
    path: ALL,
    title: |l| t!(l, stores.title),
    search: None,
    columns: &[
        Column::new("website", |l| t!(l, stores.website), |_, row: &Row| row.website.name.clone())
            .view(|_, row: &Row| view! { <a href=format!("{ALL}/websites/{}", row.website.id)>{named(&row.website.name)}</a> }.into_any()),
        Column::new("store", |l| t!(l, stores.store), |_, row: &Row| row.group.as_ref().map(|g| g.name.clone()).unwrap_or_default()).view(
            |request, row: &Row| match &row.group {
                Some(group) => view! { <a href=format!("{ALL}/stores/{}", group.id)>{named(&group.name)}</a> }.into_any(),
                None => view! { <span class="hint">{t!(request.language, stores.no_store)}</span> }.into_any(),
            },
        ),
        Column::new("view", |l| t!(l, stores.view), |_, row: &Row| row.view.as_ref().map(|v| v.name.clone()).unwrap_or_default()).view(
            |request, row: &Row| match &row.view {
                Some(view) => view! { <a href=format!("{ALL}/views/{}", view.id)>{named(&view.name)}</a> }.into_any(),
                None => view! { <span class="hint">{t!(request.language, stores.no_view)}</span> }.into_any(),
            },
        ),
        Column::new("code", |l| t!(l, stores.code), |_, row: &Row| row.view.as_ref().map(|v| v.code.clone()).unwrap_or_default())
            .on_demand(),
        Column::new("locale", |l| t!(l, stores.locale), |_, row: &Row| row.view.as_ref().map(StoreView::locale).unwrap_or_default()),
        Column::new(
            "currency",
            |l| t!(l, stores.currency),
            |_, row: &Row| row.view.as_ref().map(|v| v.currency.code().to_owned()).unwrap_or_default(),
        ),
        Column::new("status", |l| t!(l, stores.status), |request, row: &Row| status(request, row).to_owned())
            .view(|request, row: &Row| {
                badge(if row.view.as_ref().is_some_and(|view| view.active) { Mood::Good } else { Mood::Over }, status(request, row))
            })
            .plain(),
        Column::new("address", |l| t!(l, stores.address), |_, row: &Row| row.address.clone().unwrap_or_default())
            .view(|_, row: &Row| row.address.as_ref().map(|url| view! { <a href=url.clone()>{url.clone()}</a> }).into_any()),
    ],
    filters: &[],
    sort: Sort { by: "website", down: false },
    link: None,
    buttons: Some(|request| {
        let language = request.language;
        view! {
            <span class="actions">
            <a class="button" href=format!("{ALL}/views/new")>{t!(language, stores.create_view)}</a>
            <a class="button" href=format!("{ALL}/stores/new")>{t!(language, stores.create_store)}</a>
            {request.caller.is_everywhere().then(|| view! {
                <a class="button primary" href=format!("{ALL}/websites/new")>{t!(language, stores.create_website)}</a>
            })}
            </span>
        }
        .into_any()
    }),
    actions: None,
    mass: None,
    live: None,
    exports: None,
    further: None,
    empty: |l| t!(l, common.table.empty),
};

fn status(request: &Request, row: &Row) -> &'static str {
    let language = request.language;
    match &row.view {
        None => t!(language, stores.shows_nothing),
        Some(view) if !view.active => t!(language, stores.disabled),
        Some(_) if row.is_default => t!(language, stores.default),
        Some(_) => t!(language, stores.enabled),
    }
}

pub(crate) async fn show(store: Store, request: Request, permit: Permit<right::AllStores>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let (by, base_url, permit) = (&by, &request.base_url, &permit);
    let rows = |query: Query, size| async move {
        let shop = by.stores().await?;
        let address = |view: &StoreView| shop.view(view.id).map(|served| served.url(base_url, "/"));
        let mine = |row: &Row| permit.websites().allows(row.website.id);
        let rows = rows(&shop.stores, address, shop.default_view().id).into_iter().filter(mine).collect::<Vec<_>>();
        Ok(grids::paged(rows, Row::key, &query.cursor, size))
    };
    grids::show(&store, &request, permit, &ALL_STORES, None, rows).await
}

fn rows(stores: &Stores, address: impl Fn(&StoreView) -> Option<String>, default: domain::ids::StoreViewId) -> Vec<Row> {
    let mut rows = Vec::new();
    for website in stores.websites() {
        let row = |group: Option<&StoreGroup>, view: Option<&StoreView>| Row {
            website: website.clone(),
            group: group.cloned(),
            is_default: view.is_some_and(|v| v.id == default),
            address: view.and_then(&address),
            view: view.cloned(),
        };
        let mut groups = stores.groups_of(website.id).peekable();
        if groups.peek().is_none() {
            rows.push(row(None, None));
        }
        for group in groups {
            let mut views = stores.views_of(group.id).peekable();
            if views.peek().is_none() {
                rows.push(row(Some(group), None));
            }
            rows.extend(views.map(|view| row(Some(group), Some(view))));
        }
    }
    rows
}
