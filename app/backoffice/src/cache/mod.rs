//! System > Tools > Cache Management: what is kept of the storefront's pages, and letting go of it.

use crate::{Endpoint, layout, sheet::Head};
use domain::{
    access::Resource,
    caller::{Permit, right},
    catalog::PageKind,
    failure::Failure,
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

/// Which kind of pages; all, where none is named.
static KIND: Field<Option<PageKind>> =
    Field::button("kind", |code| if code.is_empty() { Ok(None) } else { PageKind::from_code(code).map(Some).ok_or(Flaw::NotAChoice) });
static FIELDS: Fields = &[&[&KIND.spec]];

pub fn endpoints() -> Vec<Endpoint> {
    vec![Endpoint::page(PATH, permit(), InAVisit::No, show), Endpoint::form("/admin/cache/flush", permit(), InAVisit::No, FIELDS, flush)]
}

async fn flush(store: Store, request: Request, permit: Permit<right::CacheFlush>) -> Result<Reply, Failure> {
    let kind = Form::read(FIELDS, &request).get(&KIND).ok_or(Failure::Malformed)?;
    store.by(&permit).flush_pages(kind).await?;
    request.page_cache.flush(kind);
    Ok(Reply::see_other(if request.caller.holds(Resource::Cache) { PATH } else { "/admin" }).notice(Notice::CacheFlushed))
}

async fn show(_: Store, request: Request, _: Permit<right::Cache>) -> Result<Reply, Failure> {
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
                <table class="stack" data-fresh="5000" id="figures">
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
        if flushes { Post::to(&request, "/admin/cache/flush").around(table) } else { table.into_any() }
    }))
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
