//! A search over all settings that the caller may open: by label, section, tab and path.

use super::{
    fields::{self, Asked},
    search::{Found, SearchTexts, SettingSearch},
    section::{address_in, open_to, panel},
};
use crate::layout;
use domain::{
    caller::Staff,
    config::{Scope, Section},
    failure::Failure,
    text::{Search, Words},
};
use leptos::prelude::*;
use store::Store;
use ui::{
    call::{Called, Problem, called},
    t,
    web::{Reply, Request},
    words,
};

pub(super) const PATH: &str = "/admin/config/search";
/// The most that are shown while somebody types, and that a page shows.
const MOST: usize = 50;

pub(super) async fn show(_: Store, request: Request, _: Staff) -> Result<Reply, Failure> {
    open_to(&request)?;
    let wanted = request.query.get("q").unwrap_or_default().to_owned();
    let scope = request.query.get("scope").unwrap_or_default().parse().map_err(|_| Failure::NotFound)?;
    let found = find(&request, scope, &wanted);
    let language = request.language;
    Ok(layout::page(&request, t!(language, config.find), || {
        let count = t!(language, config.found, count = found.len());
        view! {
            <div class="with-panel">
                {panel(&request, None, scope, &wanted)}
                <section class="card">
                    <h1>{t!(language, config.title)}</h1>
                    <p class="hint">{count}</p>
                    <ul class="found">{found.iter().map(Found::item).collect_view()}</ul>
                </section>
            </div>
        }
    }))
}

pub(super) async fn by_call(text: &str, scope: Scope) -> Result<Vec<Found>, Problem> {
    let Called { request, .. } = called::<Store, Staff>()?;
    open_to(&request)?;
    Ok(find(&request, scope, text))
}

pub(super) fn field(request: &Request, scope: Scope, wanted: &str) -> AnyView {
    let language = request.language;
    let texts = SearchTexts {
        label: t!(language, config.find).to_owned(),
        go: t!(language, common.table.search).to_owned(),
        nothing: t!(language, common.table.nothing_found).to_owned(),
    };
    view! { <SettingSearch action=PATH.to_owned() scope wanted=wanted.to_owned() texts /> }.into_any()
}

fn find(request: &Request, scope: Scope, wanted: &str) -> Vec<Found> {
    let Search::Words(wanted) = Search::of(wanted) else { return Vec::new() };
    let sections = Section::ALL.iter().copied().filter(|s| request.caller.holds(s.resource()));
    let settings = sections.flat_map(|section| fields::of(section).map(move |asked| (section, asked)));
    let found = settings.filter(|(section, asked)| is_meant(request, *section, asked, &wanted));
    found.take(MOST).map(|(section, asked)| told(request, section, scope, asked)).collect()
}

fn is_meant(request: &Request, section: Section, asked: &Asked, wanted: &Words) -> bool {
    let (language, setting) = (request.language, asked.declared.setting);
    let names = [words::setting(language, setting), words::section(language, section), words::tab(language, section.tab())];
    // A code is a word for each of its parts.
    let path = asked.declared.path.replace(['/', '_'], " ");
    wanted.match_row(names.into_iter().chain([path.as_str()]))
}

fn told(request: &Request, section: Section, scope: Scope, asked: &Asked) -> Found {
    let language = request.language;
    Found {
        label: words::setting(language, asked.declared.setting).to_owned(),
        place: format!("{} › {}", words::tab(language, section.tab()), words::section(language, section)),
        // Where it cannot be set, it is shown where it can.
        href: format!(
            "{}#{}",
            address_in(section, if scope.admits(asked.declared.reach) { scope } else { Scope::Default }),
            asked.declared.name()
        ),
    }
}
