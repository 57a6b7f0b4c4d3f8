//! All attributes. They are few: what is asked for is found among all of them.

use super::{NEW, PATH};
use crate::grids;
use domain::{
    caller::{Permit, right},
    catalog::attribute::{Attribute, Input},
    failure::Failure,
    list::{Filter as Passes, Query, Sort},
    stores::Language,
    text::Search,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    format,
    grid::{Column, Filter, FilterKind, Grid},
    t,
    web::{Reply, Request},
    words,
};

const INPUT: &str = "input";
const NAVIGATION: &str = "navigation";

pub(crate) static ATTRIBUTES: Grid<Attribute> = Grid {
    name: "attributes",
    path: PATH,
    title: |l| t!(l, catalog.attributes.title),
    search: Some(|l| t!(l, catalog.attributes.search_for)),
    columns: &[
        Column::new("code", |l| t!(l, catalog.attributes.code), |_, of: &Attribute| of.code.clone()).sorted("code"),
        Column::new("label", |l| t!(l, catalog.attributes.label), |_, of: &Attribute| of.label.all.clone()).sorted("label").named(),
        Column::new(
            "input",
            |l| t!(l, catalog.attributes.input),
            |request, of: &Attribute| words::attribute_input(request.language, of.input).to_owned(),
        ),
        Column::new("visible", |l| t!(l, catalog.attributes.visible_short), |request, of: &Attribute| said(request, of.visible)),
        Column::new("navigation", |l| t!(l, catalog.attributes.navigation), |request, of: &Attribute| said(request, of.narrows())),
        Column::new("search", |l| t!(l, catalog.attributes.searchable), |request, of: &Attribute| said(request, of.search)),
        Column::new("position", |l| t!(l, catalog.position), |_, of: &Attribute| of.position.to_string()).number().sorted("position"),
    ],
    filters: &[
        Filter { key: INPUT, label: |l| t!(l, catalog.attributes.input), kind: FilterKind::Choice(|request| inputs(request.language)) },
        Filter { key: NAVIGATION, label: |l| t!(l, catalog.attributes.navigation), kind: FilterKind::Choice(yes_or_no) },
    ],
    sort: Sort { by: "code", down: false },
    link: Some(|of| format!("{PATH}/{}", of.id)),
    buttons: Some(|request| {
        let add = || view! { <a class="button primary" href=NEW>{t!(request.language, catalog.attributes.add)}</a> };
        request.caller.is_everywhere().then(add).into_any()
    }),
    actions: None,
    mass: None,
    live: None,
    exports: None,
    further: None,
    empty: |l| t!(l, common.table.empty),
};

/// How an attribute can be said.
pub(super) fn inputs(language: Language) -> Vec<(String, String)> {
    Input::ALL.map(|input| (input.code().to_owned(), words::attribute_input(language, input).to_owned())).into()
}

fn said(request: &Request, is: bool) -> String {
    (if is { t!(request.language, common.form.yes) } else { t!(request.language, common.form.no) }).to_owned()
}

fn yes_or_no(request: &Request) -> Vec<(String, String)> {
    [("1", true), ("0", false)].map(|(code, is)| (code.to_owned(), said(request, is))).into()
}

fn is_asked_for(query: &Query, of: &Attribute) -> bool {
    let is = |key, fits: &dyn Fn(&str) -> bool| match query.filters.get(key) {
        Some(Passes::Is(value)) => fits(value),
        Some(Passes::Between(..) | Passes::Numbers(..)) | None => true,
    };
    let is_meant = match Search::of(&query.search) {
        Search::Everything => true,
        Search::Words(words) => words.match_row([of.code.as_str(), &of.label.all]),
        Search::Nothing => false,
    };
    is_meant && is(INPUT, &|value| value == of.input.code()) && is(NAVIGATION, &|value| (value == "1") == of.narrows())
}

fn sorted(language: Language, mut all: Vec<Attribute>, sort: Sort) -> Vec<Attribute> {
    all.sort_by_cached_key(|of| of.code.clone());
    match sort.by {
        "label" => all = format::in_order(language, all, |of| of.label.all.as_str()),
        "position" => all.sort_by_cached_key(Attribute::rank),
        _ => {}
    }
    if sort.down {
        all.reverse();
    }
    all
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::ProductAttributes>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let (by, language) = (&by, request.language);
    let rows = |query: Query, size| async move {
        let mut all = by.attributes().await?.attributes.to_vec();
        all.retain(|of| is_asked_for(&query, of));
        Ok(grids::paged(sorted(language, all, query.sort), |of| of.id.to_string(), &query.cursor, size))
    };
    grids::show(&store, &request, &permit, &ATTRIBUTES, None, rows).await
}
