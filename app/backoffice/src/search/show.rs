//! All that is found, on a page.

use super::{
    PATH,
    fields::LONGEST,
    found::{Found, Kind, SETTINGS, SHOWN, look, read, scope_of, within},
};
use crate::layout;
use domain::{caller::Staff, failure::Failure};
use leptos::prelude::*;
use store::Store;
use ui::{
    t,
    web::{Reply, Request},
};

pub(super) async fn show(store: Store, request: Request, _: Staff) -> Result<Reply, Failure> {
    let language = request.language;
    let typed = read(request.query.get("q").unwrap_or_default());
    let scope = request.query.get(SETTINGS).map(scope_of).transpose()?;
    let found = look(&store, &request, &typed, scope, SHOWN).await?;
    let count = found.count();
    let Found { kinds, is_partial } = found;
    let label = if scope.is_some() { t!(language, config.find) } else { t!(language, backoffice.search.label) };
    Ok(layout::page(&request, t!(language, common.table.search), || {
        let said = match (typed.is_empty(), count) {
            (true, _) => None,
            (false, 0) if is_partial => None,
            (false, 0) => Some(view! { <p class="empty">{t!(language, common.table.nothing_found)}</p> }.into_any()),
            (false, _) => Some(view! { <p class="hint">{t!(language, backoffice.search.count, count = count)}</p> }.into_any()),
        };
        view! {
            <h1>{t!(language, common.table.search)}</h1>
            <form class="toolbar" role="search" method="get" action=PATH>
                <input type="search" name="q" value=typed maxlength=LONGEST aria-label=label placeholder=label />
                {scope.map(|scope| view! { <input type="hidden" name=SETTINGS value=within(scope) /> })}
                <button class="button primary">{t!(language, common.table.search)}</button>
            </form>
            {is_partial.then(|| view! { <p class="notice" role="status">{t!(language, backoffice.search.partial)}</p> })}
            {said}
            <div class="columns">{kinds.into_iter().filter(|kind| !kind.hits.is_empty()).map(|kind| shown(kind, &request)).collect_view()}</div>
        }
    }))
}

fn shown(kind: Kind, request: &Request) -> AnyView {
    let Kind { heading, hits, all } = kind;
    let label = t!(request.language, dashboard.all);
    // What is not all says where all of it is.
    let all = all.filter(|_| hits.len() >= SHOWN);
    let all = all.map(|href| view! { <p class="actions"><a href=href aria-label=format!("{label}: {heading}")>{label}</a></p> });
    let hits = hits.into_iter().map(|hit| {
        view! { <li><a href=hit.href><bdi>{hit.name}</bdi></a> " " <bdi class="hint">{hit.note}</bdi></li> }
    });
    view! {
        <section class="card">
            <h2>{heading}</h2>
            <ul class="found">{hits.collect_view()}</ul>
            {all}
        </section>
    }
    .into_any()
}
