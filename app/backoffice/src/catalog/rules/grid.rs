//! All catalog price rules. They are few: what is asked for is found among all of them.

use super::{NEW, PATH};
use crate::{customers::grid::websites, grids};
use domain::{
    caller::{Permit, right},
    catalog::rule::Rule,
    failure::Failure,
    list::{Filter as Passes, Query, Sort},
    stores::Language,
    text::Search,
    time::Day,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    format,
    grid::{Column, Filter, FilterKind, Grid},
    shown::{Mood, badge},
    t,
    web::{Reply, Request},
};

const STATUS: &str = "status";
const WEBSITE: &str = "website";

pub(crate) static RULES: Grid<Rule> = Grid {
    name: "price_rules",
    path: PATH,
    title: |l| t!(l, catalog.rules.title),
    search: Some(|l| t!(l, catalog.rules.search)),
    columns: &[
        Column::new("rule", |l| t!(l, catalog.rules.rule), |_, rule: &Rule| rule.name.clone()).named().sorted("name"),
        Column::new("id", |l| t!(l, common.table.id), |_, rule: &Rule| rule.number.to_string()).number().sorted("id"),
        Column::new("start", |l| t!(l, catalog.rules.start), |_, rule: &Rule| day(rule.from))
            .view(|request, rule| shown(request, rule.from))
            .sorted("start"),
        Column::new("end", |l| t!(l, catalog.rules.end), |_, rule: &Rule| day(rule.to))
            .view(|request, rule| shown(request, rule.to))
            .sorted("end"),
        Column::new("status", |l| t!(l, catalog.rules.status), |request, rule: &Rule| status(request, rule.active).to_owned())
            .view(|request, rule| badge(if rule.active { Mood::Good } else { Mood::Over }, status(request, rule.active)))
            .plain(),
        Column::several("website", |l| t!(l, stores.website), names),
        Column::new("priority", |l| t!(l, catalog.rules.priority), |_, rule: &Rule| rule.priority.to_string()).number().on_demand(),
    ],
    filters: &[
        Filter { key: STATUS, label: |l| t!(l, catalog.rules.status), kind: FilterKind::Choice(statuses) },
        Filter { key: WEBSITE, label: |l| t!(l, stores.website), kind: FilterKind::Choice(websites) },
    ],
    sort: Sort { by: "name", down: false },
    link: Some(|rule| format!("{PATH}/{}", rule.id)),
    buttons: Some(|request| view! { <a class="button primary" href=NEW>{t!(request.language, catalog.rules.add)}</a> }.into_any()),
    actions: None,
    mass: None,
    live: None,
    exports: None,
    further: None,
    empty: |l| t!(l, common.table.empty),
};

fn day(day: Option<Day>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The same as its reader writes days.
fn shown(request: &Request, day: Option<Day>) -> AnyView {
    day.map(|day| view! { <span class="nowrap">{format::date(request.language, day)}</span> }).into_any()
}

fn status(request: &Request, active: bool) -> &'static str {
    if active { t!(request.language, catalog.rules.active) } else { t!(request.language, catalog.rules.inactive) }
}

fn statuses(request: &Request) -> Vec<(String, String)> {
    [("1", true), ("0", false)].map(|(code, active)| (code.to_owned(), status(request, active).to_owned())).into()
}

fn names(request: &Request, rule: &Rule) -> Vec<String> {
    request.shop.stores.websites().iter().filter(|w| rule.websites.contains(&w.id)).map(|w| w.name.clone()).collect()
}

fn is_asked_for(query: &Query, rule: &Rule) -> bool {
    let is = |key, fits: &dyn Fn(&str) -> bool| match query.filters.get(key) {
        Some(Passes::Is(value)) => fits(value),
        Some(Passes::Between(..) | Passes::Numbers(..)) | None => true,
    };
    let is_meant = match Search::of(&query.search) {
        Search::Everything => true,
        Search::Words(words) => words.match_row([rule.name.as_str(), &rule.description]),
        Search::Nothing => false,
    };
    is_meant
        && is(STATUS, &|value| (value == "1") == rule.active)
        && is(WEBSITE, &|value| value.parse().is_ok_and(|id| rule.websites.contains(&id)))
}

fn sorted(language: Language, mut rules: Vec<Rule>, sort: Sort) -> Vec<Rule> {
    match sort.by {
        "id" => rules.sort_by_key(|rule| rule.number),
        "start" => rules.sort_by_key(|rule| (rule.from, rule.number)),
        "end" => rules.sort_by_key(|rule| (rule.to, rule.number)),
        _ => {
            rules.sort_by_key(|rule| rule.number);
            rules = format::in_order(language, rules, |rule| rule.name.as_str());
        }
    }
    if sort.down {
        rules.reverse();
    }
    rules
}

pub(super) async fn show(store: Store, request: Request, permit: Permit<right::CatalogPriceRules>) -> Result<Reply, Failure> {
    let by = store.by(&permit);
    let (by, language) = (&by, request.language);
    let rows = |query: Query, size| async move {
        let (_, mut rules) = by.price_rules().await?;
        rules.retain(|rule| is_asked_for(&query, rule));
        Ok(grids::paged(sorted(language, rules, query.sort), |rule| rule.id.to_string(), &query.cursor, size))
    };
    grids::show(&store, &request, &permit, &RULES, None, rows).await
}
