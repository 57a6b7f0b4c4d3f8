//! All categories, each under its root.

use crate::grids;
use domain::{
    caller::{Permit, right},
    catalog::edit::EditedCategory,
    failure::Failure,
    list::Sort,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    grid::{Column, Grid},
    t,
    web::{Reply, Request},
};

pub(super) const PATH: &str = "/admin/catalog/categories";
pub(super) const NEW: &str = "/admin/catalog/categories/new";

/// A category, and what its root is called; nothing of a root.
pub(crate) struct Row {
    category: EditedCategory,
    root: String,
}

pub(crate) static CATEGORIES: Grid<Row> = Grid {
    name: "categories",
    path: PATH,
    title: |l| t!(l, catalog.categories),
    search: None,
    columns: &[
        Column::new("name", |l| t!(l, catalog.name), |_, row: &Row| row.category.texts.all.name.clone()),
        Column::new("url_key", |l| t!(l, catalog.url_key), |_, row: &Row| row.category.texts.all.slug.clone()),
        Column::new("root", |l| t!(l, stores.root_category), |_, row: &Row| row.root.clone()),
    ],
    filters: &[],
    sort: Sort { by: "name", down: false },
    link: Some(|row| format!("{PATH}/{}", row.category.id)),
    buttons: Some(|request| {
        let add = || view! { <a class="button primary" href=NEW>{t!(request.language, catalog.add_category)}</a> };
        request.caller.is_everywhere().then(add).into_any()
    }),
    actions: None,
    mass: None,
    live: None,
    exports: None,
    empty: |l| t!(l, common.table.empty),
};

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::Categories>) -> Result<Reply, Failure> {
    let all = store.by(&permit).categories().await?;
    let all = &all;
    let rows = |_, _| async move {
        let name = |id| all.iter().find(|c| Some(c.id) == id).map(|c| c.texts.all.name.clone()).unwrap_or_default();
        let row = |category: &EditedCategory| Row { category: category.clone(), root: name(category.parent) };
        Ok(grids::whole(all.iter().map(row).collect()))
    };
    grids::show(&store, &request, &permit, &CATEGORIES, None, rows).await
}
