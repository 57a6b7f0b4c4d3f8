//! How a grid looks.

use super::{
    Column, Filter, FilterKind, Grid, Mass, ROW,
    arranging::{choice, keeping, views},
    asked, label as called, sort_code,
};
use crate::{
    chart, format,
    live::{FOR, Following, LiveTexts, content, rows},
    named::isolated,
    t,
    table::{Pager, address, past_end},
    web::Request,
};
use domain::list::{Arranged, Cursor, Listed, Query, Sort};
use leptos::prelude::*;
use std::borrow::Cow;

/// The form that the boxes of the rows belong to, wherever they stand.
const MASS: &str = "mass";

/// So many columns have room beside each other where there is most.
const ROOM: usize = 9;

/// What is shown of a grid besides its rows: as its reader has arranged it, whether it stays fresh, and what stands above the rows.
pub struct Shown<'a> {
    pub arranged: &'a Arranged,
    pub fresh: Option<Freshness>,
    pub above: Option<AnyView>,
    /// Where it is not known yet how many rows there are, and will be soon: there are more than so many. Nought, if nothing is counted so far.
    pub more_than: Option<i64>,
    /// So many rows has a page for which enough was found.
    pub most: usize,
}

/// The whole grid: its heading, what it is narrowed by, a page of rows, and the ways to the next.
pub fn grid<T>(
    request: &Request,
    grid: &Grid<T>,
    query: &Query,
    (listed, total): (&Listed<T>, Option<i64>),
    Shown { arranged, fresh, above, more_than, most }: Shown<'_>,
) -> AnyView {
    let language = request.language;
    let columns = grid.shown(request, arranged.columns.as_deref());
    // Older pages do not change under the eyes of their reader.
    let fresh = fresh.filter(|_| query.cursor == Cursor::First);
    let is_narrowed = !query.search.is_empty() || !query.filters.is_empty();
    let is_past_end = query.cursor != Cursor::First && listed.next.is_none() && !grid.is_unread(request);
    let empty = (listed.items.is_empty() && fresh.is_none()).then(|| match is_past_end {
        true => past_end(language, grid.link_to(request, &[])),
        false => view! { <p class="empty">{nothing(request, grid, is_narrowed)}</p> }.into_any(),
    });
    // Where not everything was searched for a page, there may be more than stands on it.
    let goes_on = listed.items.len() < most && listed.next.is_some() && !matches!(query.cursor, Cursor::Before(_));
    let goes_on = goes_on.then(|| view! { <p class="hint">{t!(language, common.table.goes_on)}</p> });
    let table = fresh.and_then(|fresh| {
        let following = following(request, grid, &columns, &grid.asked(request), (listed, total), fresh)?;
        Some((fresh.table)(Following { empty: nothing(request, grid, is_narrowed).to_owned(), ..following }))
    });
    let table = table.unwrap_or_else(|| {
        let rows = listed.items.iter().map(|item| row(request, grid, &columns, item)).collect_view();
        view! {
            <table class="stack">
                <thead><tr>{headings(request, grid, query, &columns)}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .into_any()
    });
    let exports = match grid.exports {
        Some(exports) => exports(request),
        None => view! { <a href=grid.link_to(request, &[("export", "csv")])>{t!(language, common.table.export)}</a> }.into_any(),
    };
    let records = |count: i64| t!(language, common.table.records, count = count, number = format::number(language, count));
    let counted = total.filter(|_| fresh.is_none()).map(records);
    let counting = more_than.filter(|_| total.is_none()).map(|count| match count {
        0 => t!(language, common.table.counting).to_owned(),
        _ => t!(language, common.table.more_than, records = records(count)),
    });
    let counted = counted.or(counting).map(|text| view! { <span class="count">{text}</span> });
    // Few columns have room on a wide screen, where their headings stay in view.
    let wide = if columns.len() > ROOM { "wide" } else { "wide few" };
    let clock = (empty.is_none() && columns.iter().any(|c| c.is_time)).then(|| crate::shown::clock(request));
    let stop = empty.is_none().then_some("0");
    let link = |name, key: &String| grid.link_to(request, &[(name, key)]);
    let (previous, next) = (listed.previous.as_ref().map(|k| link("before", k)), listed.next.as_ref().map(|k| link("after", k)));
    view! {
        <div data-grid=grid.name data-density=arranged.is_compact.then_some("compact")>
        <div class="heading">
            <div class="titled"><h1>{(grid.title)(language)}</h1> {counted}</div>
            {grid.buttons.map(|buttons| buttons(request))}
        </div>
        {views(request, grid, &arranged.views)}
        <div class="tools">
            {narrowing(request, grid, query)}
            <div class="toolbar">
                {exports}
                {choice(request, grid, &columns, arranged)}
                {keeping(request, grid, &arranged.views)}
            </div>
        </div>
        {chips(request, grid, query)}
        {above}
        {grid.mass(request).filter(|_| !listed.items.is_empty()).map(|mass| selected(request, grid, mass))}
        {sorter(request, grid, query)}
        <div class=wide role="region" aria-label=(grid.title)(language) tabindex=stop>{table}</div>
        {empty}
        {goes_on} {clock}
        <Pager language previous next />
        </div>
    }
    .into_any()
}

/// Up to which place in the sequence a page tells, how many rows it has at most, and what shows them.
#[derive(Debug, Clone, Copy)]
pub struct Freshness {
    pub place: i64,
    pub most: usize,
    pub table: fn(Following) -> AnyView,
}

/// The newest rows of a grid that stays fresh, in a page of something else: in these columns, narrowed by nothing, and never more of them.
pub fn newest<T>(request: &Request, grid: &Grid<T>, columns: &[&str], listed: &Listed<T>, fresh: Freshness) -> Option<AnyView> {
    let keys: Vec<String> = columns.iter().map(|key| (*key).to_owned()).collect();
    let following = following(request, grid, &grid.shown(request, Some(&keys)), &[], (listed, None), fresh)?;
    Some((fresh.table)(Following { is_newest: true, ..following }))
}

/// A grid that stays fresh, narrowed as it is asked for.
fn following<T>(
    request: &Request,
    grid: &Grid<T>,
    columns: &[&'static Column<T>],
    asked: &[(String, String)],
    (listed, total): (&Listed<T>, Option<i64>),
    fresh: Freshness,
) -> Option<Following> {
    let language = request.language;
    let keys: Vec<&str> = columns.iter().map(|c| c.key).collect();
    let identity = request.caller.identity().to_string();
    let (path, keys) = (grid.live.as_ref()?.path, keys.join(","));
    let of_all = [("columns", &*keys), ("language", language.tag()), (FOR, &identity)];
    let stream = address(path, &of_all);
    let narrowed = asked.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let url = address(path, &narrowed.chain(of_all).collect::<Vec<_>>());
    let headings: Vec<String> = columns.iter().map(|c| c.called(request).unwrap_or_default().into_owned()).collect();
    let plain = columns.iter().enumerate().filter(|(_, c)| c.is_plain).map(|(at, _)| at).collect();
    let texts = LiveTexts::of(language);
    let rows = rows(request, grid, columns, &listed.items);
    let (place, most, here) = (fresh.place, fresh.most, request.target_href());
    let empty = (grid.empty)(language).to_owned();
    Some(Following { headings, plain, rows, place, most, is_newest: false, total, empty, url, stream, here, texts })
}

/// What stands there while there are no rows.
fn nothing<T>(request: &Request, grid: &Grid<T>, is_narrowed: bool) -> &'static str {
    let language = request.language;
    if grid.is_unread(request) {
        t!(language, common.table.unread)
    } else if is_narrowed {
        t!(language, common.table.nothing_found)
    } else {
        (grid.empty)(language)
    }
}

fn headings<T>(request: &Request, grid: &Grid<T>, query: &Query, columns: &[&'static Column<T>]) -> AnyView {
    let language = request.language;
    let select = grid.mass(request).map(|_| view! { <th scope="col">{t!(language, common.table.select)}</th> });
    let action = grid.actions.map(|_| view! { <th scope="col">{t!(language, common.table.action)}</th> });
    let headings = columns.iter().map(|c| {
        let class = c.number.then_some("number");
        let label = called(c.called(request).unwrap_or_default());
        let Some(by) = c.sort else { return view! { <th scope="col" class=class>{label}</th> }.into_any() };
        let (aria, arrow) = match query.sort {
            Sort { by: now, down: false } if now == by => (Some("ascending"), " ▲"),
            Sort { by: now, down: true } if now == by => (Some("descending"), " ▼"),
            Sort { .. } => (None, ""),
        };
        // A heading sorts up at first, and the other way when it sorts already.
        let next = sort_code(Sort { by, down: aria == Some("ascending") });
        let href = grid.link_to(request, &[("sort", &next)]);
        view! { <th scope="col" class=class aria-sort=aria><a href=href>{label}<span aria-hidden="true">{arrow}</span></a></th> }.into_any()
    });
    view! { {select} {headings.collect_view()} {action} }.into_any()
}

/// The same orders as a choice, where rows are not in columns and there are no headings to be seen: a form that reads.
fn sorter<T>(request: &Request, grid: &Grid<T>, query: &Query) -> Option<AnyView> {
    let language = request.language;
    let orders = grid.columns.iter().filter_map(|c| Some(((c.label)(language), c.sort?)));
    let orders: Vec<(&'static str, Sort)> = orders.flat_map(|(label, by)| [false, true].map(|down| (label, Sort { by, down }))).collect();
    if orders.is_empty() {
        return None;
    }
    // An order that no heading has is the grid's own.
    let own = orders.iter().all(|(_, sort)| *sort != query.sort).then(|| view! { <option value="" selected=true>"–"</option> });
    let options = orders.into_iter().map(|(label, sort)| {
        let value = if sort == grid.sort { String::new() } else { sort_code(sort) };
        let label = if sort.down {
            t!(language, common.table.descending, label = label)
        } else {
            t!(language, common.table.ascending, label = label)
        };
        view! { <option value=value selected=sort == query.sort>{label}</option> }
    });
    let asked = grid.asked(request).into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    let form = view! {
        <form class="sorter" method="get" action=grid.path data-chosen="sort">
            {asked.collect_view()}
            <label for="sort">{t!(language, catalog.sort_by)}</label>
            <select id="sort" name="sort" autocomplete="off">{own} {options.collect_view()}</select>
            <button class="button">{t!(language, common.table.apply)}</button>
        </form>
    };
    Some(form.into_any())
}

fn row<T>(request: &Request, grid: &Grid<T>, columns: &[&'static Column<T>], item: &T) -> AnyView {
    let language = request.language;
    let shown = |c: &Column<T>| match (c.view, c.cell) {
        (Some(view), _) => view(request, item),
        (None, Some(of)) => content(of(request, item)),
        (None, None) => c.shows(request, item),
    };
    let name = columns.first().map(|c| c.says(request, item)).unwrap_or_default();
    let select = grid.mass(request).map(|mass| {
        let label = t!(language, common.table.select_row, row = isolated(&name));
        view! { <td><input type="checkbox" form=MASS name=ROW value=(mass.key)(item) aria-label=label /></td> }
    });
    let cells = columns.iter().enumerate().map(|(at, c)| {
        let class = c.number.then_some("number");
        if at > 0 {
            let label = (!c.is_plain).then(|| c.called(request).unwrap_or_default());
            return view! { <td class=class data-label=label>{shown(c)}</td> }.into_any();
        }
        let head = match grid.link {
            Some(link) => view! { <a href=link(item)>{shown(c)}</a> }.into_any(),
            None => shown(c),
        };
        view! { <th scope="row" class=class>{head}</th> }.into_any()
    });
    let actions = grid.actions.map(|actions| view! { <td data-label=t!(language, common.table.action)>{actions(request, item)}</td> });
    view! { <tr>{select} {cells.collect_view()} {actions}</tr> }.into_any()
}

/// The search and the filters: one form that reads, so that they combine.
fn narrowing<T>(request: &Request, grid: &Grid<T>, query: &Query) -> Option<AnyView> {
    if grid.search.is_none() && grid.filters.is_empty() {
        return None;
    }
    let language = request.language;
    let search = grid.search.map(|label| {
        let label = label(language);
        view! { <input type="search" id="q" name="q" value=query.search.clone() maxlength="100" aria-label=label placeholder=label /> }
    });
    let sort = (query.sort != grid.sort).then(|| view! { <input type="hidden" name="sort" value=sort_code(query.sort) /> });
    // Where nothing is searched for, the filters have the button.
    let (searches, applies) = match grid.search {
        Some(_) => (Some(view! { <button class="button">{t!(language, common.table.search)}</button> }), None),
        None => (None, Some(view! { <p class="actions"><button class="button">{t!(language, common.table.apply)}</button></p> })),
    };
    let filters = (!grid.filters.is_empty()).then(|| {
        let controls = grid.all_filters().filter_map(|f| Some(control(request, f, f.called(request)?))).collect_view();
        let open = !query.filters.is_empty() || grid.is_unread(request);
        view! {
            <details class="filters" open=open>
                <summary>{t!(language, common.table.filters)}</summary>
                <div class="columns">{controls}</div>
                {applies}
            </details>
        }
    });
    let form = view! { <form class="toolbar" role="search" method="get" action=grid.path>{sort} {search} {filters} {searches}</form> };
    Some(form.into_any())
}

fn control(request: &Request, filter: &Filter, label: Cow<'static, str>) -> AnyView {
    let language = request.language;
    let value = |name: &str| asked(request, name).unwrap_or_default();
    let wrong = |name: &str| {
        let id = format!("{name}-flaw");
        filter.flaw(request, name).map(|text| (id.clone(), view! { <p class="flaw" id=id>{text}</p> }))
    };
    let field = |name: String, label: String, kind: &'static str| {
        let value = value(&name);
        let (flaw, told) = wrong(&name).unzip();
        view! {
            <div class="field">
                <label for=name.clone()>{label}</label>
                <input id=name.clone() name=name type=kind value=value aria-invalid=flaw.is_some().then_some("true") aria-describedby=flaw />
                {told}
            </div>
        }
    };
    match filter.kind {
        FilterKind::Text => field(filter.key.to_owned(), label.into_owned(), "text").into_any(),
        FilterKind::Led | FilterKind::Hour => {
            let value = value(filter.key);
            (!value.is_empty()).then(|| view! { <input type="hidden" name=filter.key value=value /> }).into_any()
        }
        FilterKind::Dates | FilterKind::Numbers(_) => {
            let kind = if matches!(filter.kind, FilterKind::Dates) { "date" } else { "text" };
            let from = field(filter.from(), t!(language, common.table.from, label = &*label), kind);
            let until = field(filter.until(), t!(language, common.table.to, label = &*label), kind);
            view! { {from} {until} }.into_any()
        }
        FilterKind::Choice(_) | FilterKind::Made(_) => {
            let chosen = value(filter.key);
            let any = (String::new(), t!(language, common.table.any).to_owned());
            let options = std::iter::once(any).chain(filter.options(request)).map(|(value, label)| {
                let selected = value == chosen;
                view! { <option value=value selected=selected>{label}</option> }
            });
            let options = options.collect_view();
            let (flaw, told) = wrong(filter.key).unzip();
            view! {
                <div class="field">
                    <label for=filter.key>{called(label)}</label>
                    <select id=filter.key name=filter.key aria-invalid=flaw.is_some().then_some("true") aria-describedby=flaw>{options}</select>
                    {told}
                </div>
            }
            .into_any()
        }
    }
}

/// What the grid is narrowed by: what that is called, its value, and its names in the address.
fn narrowed<T>(request: &Request, grid: &Grid<T>, query: &Query) -> Vec<(Cow<'static, str>, String, Vec<String>)> {
    let language = request.language;
    let search = grid.search.filter(|_| !query.search.is_empty());
    let search = search.map(|label| (Cow::Borrowed(label(language)), query.search.clone(), vec!["q".to_owned()]));
    let filters = grid.all_filters().filter(|f| query.filters.contains_key(f.key) || f.is_stray(request));
    search.into_iter().chain(filters.filter_map(|f| Some((f.called(request)?, value_in_words(request, f), f.names())))).collect()
}

/// The same in a line; `None`, if it is narrowed by nothing.
pub fn in_words<T>(request: &Request, grid: &Grid<T>, query: &Query) -> Option<String> {
    let said: Vec<String> = narrowed(request, grid, query).into_iter().map(|(label, value, _)| format!("{label}: {value}")).collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

/// Each with a link that takes it away.
fn chips<T>(request: &Request, grid: &Grid<T>, query: &Query) -> Option<AnyView> {
    let language = request.language;
    let chips: Vec<AnyView> = narrowed(request, grid, query)
        .into_iter()
        .map(|(label, value, names)| {
            let without: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
            let href = grid.link_to(request, &without);
            view! {
                <li><a class="chip" href=href>
                    {called(label)}": "<bdi>{value}</bdi>" "<span aria-hidden="true">"✕"</span>
                    <span class="hidden">{t!(language, common.table.remove_filter)}</span>
                </a></li>
            }
            .into_any()
        })
        .collect();
    (!chips.is_empty()).then(|| {
        view! { <ul class="chips">{chips} <li><a href=grid.path>{t!(language, common.table.reset_filter)}</a></li></ul> }.into_any()
    })
}

fn value_in_words(request: &Request, filter: &Filter) -> String {
    let language = request.language;
    match filter.kind {
        FilterKind::Text => asked(request, filter.key).unwrap_or_default(),
        FilterKind::Led => {
            let value = asked(request, filter.key).unwrap_or_default();
            request.called(filter.key, &value).unwrap_or(value)
        }
        FilterKind::Hour => {
            let text = asked(request, filter.key).unwrap_or_default();
            chart::hour(&text).map_or(text, |(from, _)| request.time(from))
        }
        FilterKind::Choice(_) | FilterKind::Made(_) => {
            let chosen = asked(request, filter.key).unwrap_or_default();
            filter.options(request).into_iter().find(|(value, _)| *value == chosen).map(|(_, label)| label).unwrap_or_default()
        }
        FilterKind::Dates | FilterKind::Numbers(_) => {
            let from = asked(request, &filter.from()).map(|day| t!(language, common.table.since, day = day));
            let until = asked(request, &filter.until()).map(|day| t!(language, common.table.until, day = day));
            from.into_iter().chain(until).collect::<Vec<_>>().join(" ")
        }
    }
}

/// What can be done to the rows that are selected, or to all that the grid is narrowed to, where there are some: a page asks first.
fn selected<T>(request: &Request, grid: &Grid<T>, mass: &Mass<T>) -> AnyView {
    let label = t!(request.language, common.table.selected);
    let asked = grid.asked(request).into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    let asked = asked.collect_view();
    view! { <form id=MASS class="toolbar" method="get" action=mass.path>{asked} <span>{label}</span> {(mass.buttons)(request)}</form> }
        .into_any()
}
