//! The search in the header, and what it suggests.

use crate::suggest::{SearchBox, Suggestions};
use leptos::prelude::*;
use store::Store;
use ui::{
    call::{Called, Problem, called},
    endpoint::Open,
    form::IDENTITY,
    named::named,
    render::html,
    t,
    web::Request,
};

/// So much of what is typed is looked at.
pub(crate) const LONGEST: usize = 100;

/// The search: a form that reads.
pub(crate) fn search(request: &Request, searched: String) -> AnyView {
    let language = request.language;
    // A call says for whom its page was made, and this may be all that says so here.
    let identity = request.caller.identity().to_string();
    let action = request.href("/search");
    view! {
        <div class="search" data-wakes="storefront">
            <input type="hidden" name=IDENTITY value=identity />
            <SearchBox label=t!(language, catalog.suggestions).to_owned()>
                <form role="search" method="get" action=action>
                    <input type="search" name="q" value=searched maxlength=LONGEST aria-label=t!(language, catalog.search)
                        placeholder=t!(language, catalog.search) />
                    <button class="button">{t!(language, catalog.search_label)}</button>
                </form>
            </SearchBox>
        </div>
    }
    .into_any()
}

pub(crate) async fn suggested(typed: String) -> Result<Suggestions, Problem> {
    let Called { store, request, .. } = called::<Store, Open>()?;
    let typed: String = typed.chars().take(LONGEST).collect();
    let suggested = store.suggest(&request.view, &typed).await.map_err(domain::failure::Failure::from)?;
    let language = request.language;
    let categories =
        suggested.categories.iter().map(|(name, slug)| (name, format!("/category/{slug}"), Some(t!(language, catalog.category))));
    let products = suggested.products.iter().map(|(name, slug)| (name, format!("/product/{slug}"), None));
    let all: Vec<_> = categories.chain(products).collect();
    let many = i64::try_from(all.len()).unwrap_or(i64::MAX);
    let option = |(n, (name, path, note)): (usize, (&String, String, Option<&'static str>))| {
        let note = note.map(|note| view! { " " <span class="hint">{note}</span> });
        view! {
            <a role="option" id=format!("suggestion-{n}") aria-selected="false" href=request.href(&path) tabindex="-1">{named(name)} {note}</a>
        }
    };
    let options = if all.is_empty() { String::new() } else { html(|| all.into_iter().enumerate().map(option).collect_view()) };
    let said =
        if many == 0 { t!(language, catalog.no_suggestions).to_owned() } else { t!(language, catalog.suggested, count = many).to_string() };
    Ok(Suggestions { said, options })
}
