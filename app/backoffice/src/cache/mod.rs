//! System > Tools > Cache Management: what is kept of the storefront's pages, and letting go of it.

use crate::{
    Endpoint, layout,
    sheet::Head,
    under_way::{LOOK_EVERY, progress, refresh},
};
use domain::{
    access::Resource,
    caller::{Permit, right},
    catalog::PageKind,
    failure::Failure,
    jobs::Indexed,
    text::Flaw,
};
use leptos::prelude::*;
use store::Store;
use ui::{
    endpoint::{InAVisit, permit},
    form::{Field, Fields, Form, Post},
    format::{bytes, number, percent},
    notice::Notice,
    page_cache::Figures,
    t,
    web::{Reply, Request},
    words,
};

pub(crate) const PATH: &str = "/admin/cache";
/// What it says of the index that people search by.
pub(crate) const INDEX: &str = "/admin/cache#search-index";

/// Which kind of pages; all, where none is named.
static KIND: Field<Option<PageKind>> =
    Field::button("kind", |code| if code.is_empty() { Ok(None) } else { PageKind::from_code(code).map(Some).ok_or(Flaw::NotAChoice) });
static FIELDS: Fields = &[&[&KIND.spec]];
/// Which index.
static INDEXED: Field<Indexed> = Field::button("index", |code| Indexed::from_code(code).ok_or(Flaw::NotAChoice));
static OF_INDEX: Fields = &[&[&INDEXED.spec]];

pub fn endpoints() -> Vec<Endpoint> {
    let no = InAVisit::No;
    vec![
        Endpoint::page(PATH, permit(), no, show),
        Endpoint::form("/admin/cache/flush", permit(), no, FIELDS, flush),
        Endpoint::form("/admin/cache/reindex", permit(), no, OF_INDEX, reindex),
        Endpoint::form("/admin/cache/reindex/cancel", permit(), no, OF_INDEX, cancel),
    ]
}

/// Who may flush may not look at the page for that.
fn back(request: &Request) -> &'static str {
    if request.caller.holds(Resource::Cache) { PATH } else { "/admin" }
}

async fn reindex(store: Store, request: Request, permit: Permit<right::CacheFlush>) -> Result<Reply, Failure> {
    let of = Form::read(OF_INDEX, &request).get(&INDEXED).ok_or(Failure::Malformed)?;
    store.by(&permit).ask_reindex(of).await?;
    Ok(Reply::see_other(back(&request)).notice(Notice::ReindexBegun))
}

async fn cancel(store: Store, request: Request, permit: Permit<right::CacheFlush>) -> Result<Reply, Failure> {
    let of = Form::read(OF_INDEX, &request).get(&INDEXED).ok_or(Failure::Malformed)?;
    store.by(&permit).cancel_reindex(of).await?;
    Ok(Reply::see_other(back(&request)).notice(Notice::ReindexCanceled))
}

async fn flush(store: Store, request: Request, permit: Permit<right::CacheFlush>) -> Result<Reply, Failure> {
    let kind = Form::read(FIELDS, &request).get(&KIND).ok_or(Failure::Malformed)?;
    store.by(&permit).flush_pages(kind).await?;
    request.page_cache.flush(kind);
    Ok(Reply::see_other(back(&request)).notice(Notice::CacheFlushed))
}

async fn show(store: Store, request: Request, _: Permit<right::Cache>) -> Result<Reply, Failure> {
    let language = request.language;
    let all = request.page_cache.figures();
    let sum = all.iter().fold(Figures::default(), |sum, (_, f)| Figures {
        pages: sum.pages.saturating_add(f.pages),
        bytes: sum.bytes.saturating_add(f.bytes),
        hits: sum.hits.saturating_add(f.hits),
        misses: sum.misses.saturating_add(f.misses),
    });
    let flushes = request.caller.holds(Resource::CacheFlush) && request.caller.is_everywhere();
    let title = t!(language, cache.title);
    Ok(layout::page(&request, title, || {
        let rows = all.map(|(kind, figures)| {
            let button = flushes.then(|| {
                let label = t!(language, cache.flush_of, kind = words::page_kind(language, kind));
                view! { <button class="button" name=KIND.name value=kind.code() aria-label=label>{t!(language, cache.flush)}</button> }
            });
            view! {
                <tr>
                    <th scope="row">{words::page_kind(language, kind)}</th>
                    <td data-label=t!(language, cache.description)>{words::about_pages(language, kind)}</td>
                    {cells(&request, figures)}
                    <td>{button}</td>
                </tr>
            }
        });
        let save = flushes.then(|| t!(language, cache.flush_all));
        let head = Head { title: title.into_any(), scope: None, back: None, acts: Vec::new(), save };
        let table = view! {
            {head.show(&request)}
            <p class="hint">{t!(language, cache.note)}</p>
            <div class="scroll">
                <table class="stack brief" data-fresh="5000" id="figures">
                    <thead><tr>
                        <th scope="col">{t!(language, cache.kind_of)}</th>
                        <th scope="col">{t!(language, cache.description)}</th>
                        <th scope="col" class="number">{t!(language, cache.pages)}</th>
                        <th scope="col" class="number">{t!(language, cache.size)}</th>
                        <th scope="col" class="number">{t!(language, cache.hits)}</th>
                        <th scope="col" class="number">{t!(language, cache.misses)}</th>
                        <th scope="col" class="number">{t!(language, cache.rate)}</th>
                        <th scope="col"><span class="hidden">{t!(language, cache.flush)}</span></th>
                    </tr></thead>
                    <tbody>{rows.into_iter().collect_view()}</tbody>
                    <tfoot><tr><th scope="row" colspan="2">{t!(language, cache.total)}</th> {cells(&request, sum)} <td></td></tr></tfoot>
                </table>
            </div>
        };
        let pages = if flushes { Post::to(&request, "/admin/cache/flush").around(table) } else { table.into_any() };
        // How much there is of all websites is for whoever is for all of them.
        let indexes = request.caller.is_everywhere().then(|| indexes(&request, &store, flushes));
        view! { {pages} {indexes} }
    }))
}

/// What is searched by words, and the record: how much of it can be found, or how far making that anew is.
fn indexes(request: &Request, store: &Store, flushes: bool) -> AnyView {
    let language = request.language;
    view! {
        <section class="card" aria-labelledby="search-index">
            <h2 id="search-index">{t!(language, cache.index.title)}</h2>
            <p class="hint">{t!(language, cache.index.about)}</p>
            {index(request, store, Indexed::Rows, flushes)}
            <h3>{t!(language, audit.action_logs)}</h3>
            <p class="hint">{t!(language, cache.index.about_events)}</p>
            {index(request, store, Indexed::ActionLogs, flushes)}
        </section>
    }
    .into_any()
}

fn index(request: &Request, store: &Store, of: Indexed, flushes: bool) -> AnyView {
    let language = request.language;
    let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    let count = |n: u64| number(language, whole(n));
    let making = store.reindexing(of);
    let told = match making {
        Some((done, all)) => {
            let told = match of {
                Indexed::Rows => t!(language, cache.index.making, done = count(done), all = count(all)),
                Indexed::ActionLogs => t!(language, cache.index.making_events, done = count(done), all = count(all)),
            };
            view! { <p>{progress(whole(done), whole(all), told)}</p> }.into_any()
        }
        None => {
            let there = count(store.indexed(of));
            let told = match of {
                Indexed::Rows => t!(language, cache.index.entries, number = there),
                Indexed::ActionLogs => t!(language, cache.index.events, number = there),
            };
            view! { <p>{told}</p> }.into_any()
        }
    };
    let (id, whose) = match of {
        Indexed::Rows => ("index", None),
        Indexed::ActionLogs => ("index-of-events", Some(t!(language, audit.action_logs))),
    };
    let button = flushes.then(|| {
        let (path, act) = match making {
            Some(_) => ("/admin/cache/reindex/cancel", t!(language, common.form.cancel)),
            None => ("/admin/cache/reindex", t!(language, cache.index.reindex)),
        };
        let label = whose.map(|whose| format!("{act}: {whose}"));
        let button = view! { <button class="button" name=INDEXED.name value=of.code() aria-label=label>{act}</button> };
        Post::to(request, path).class("inline").around(button)
    });
    let every = making.map(|_| LOOK_EVERY.to_string());
    let again = making.map(|_| refresh(language, PATH.to_owned()));
    view! { <div data-fresh=every id=id>{told} {button} {again}</div> }.into_any()
}

fn cells(request: &Request, of: Figures) -> AnyView {
    let language = request.language;
    let count = |n: u64| number(language, i64::try_from(n).unwrap_or(i64::MAX));
    view! {
        <td class="number" data-label=t!(language, cache.pages)>{count(of.pages)}</td>
        <td class="number" data-label=t!(language, cache.size)>{bytes(language, of.bytes)}</td>
        <td class="number" data-label=t!(language, cache.hits)>{count(of.hits)}</td>
        <td class="number" data-label=t!(language, cache.misses)>{count(of.misses)}</td>
        <td class="number" data-label=t!(language, cache.rate)>{percent(language, of.hits, of.hits.saturating_add(of.misses))}</td>
    }
    .into_any()
}
