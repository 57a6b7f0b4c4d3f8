//! The choice of a scope on a page: for all, for a website, for a store view. It is links in a list that opens without any script.

use domain::{config::Scope, stores::Stores};
use leptos::prelude::*;
use ui::{
    named::{below, named},
    web::Request,
};

pub(crate) struct Scopes<'a> {
    pub(crate) label: &'static str,
    /// What it is called where nothing narrower is chosen.
    pub(crate) all: &'static str,
    pub(crate) here: Scope,
    /// Where a scope leads, if it can be chosen. A website whose views can be, and itself cannot, is a heading.
    pub(crate) address: &'a dyn Fn(Scope) -> Option<String>,
    /// What stands at the end of the list.
    pub(crate) more: Option<AnyView>,
}

impl Scopes<'_> {
    pub(crate) fn choice(self, request: &Request, stores: &Stores) -> AnyView {
        let Self { label, all, here, address, more } = self;
        let link = |to: Scope, name: &str| {
            let current = (to == here).then_some("true");
            address(to).map(|href| view! { <a href=href aria-current=current>{named(name)}</a> })
        };
        let heading = |name: &str| view! { <span class="hint">{named(name)}</span> };
        let website = if let Scope::View(id) = here { stores.website_of_view(id).map(|w| w.name.as_str()) } else { None };
        let names: Vec<&str> = website.into_iter().chain(stores.name_of(here)).collect();
        let name = if names.is_empty() { all.to_owned() } else { below(names) };
        let websites = stores.websites().iter().filter(|w| request.caller.is_for(w.id)).filter_map(|website| {
            let groups: Vec<AnyView> = stores
                .groups_of(website.id)
                .filter_map(|group| {
                    let views = stores.views_of(group.id).filter_map(|v| link(Scope::View(v.id), &v.name));
                    let views: Vec<AnyView> = views.map(|link| view! { <li>{link}</li> }.into_any()).collect();
                    (!views.is_empty()).then(|| view! { <li>{heading(&group.name)} <ul>{views}</ul></li> }.into_any())
                })
                .collect();
            let own = link(Scope::Website(website.id), &website.name);
            let is_there = own.is_some() || !groups.is_empty();
            let name = own.map_or_else(|| heading(&website.name).into_any(), IntoAny::into_any);
            is_there.then(|| view! { <li>{name} <ul>{groups}</ul></li> })
        });
        let websites = websites.collect_view();
        view! {
            <div class="scope">
                <span id="scope-label">{label}</span>
                <button type="button" class="button" id="scope-chosen" popovertarget="scopes" aria-labelledby="scope-label scope-chosen">{name} <span aria-hidden="true">" ▾"</span></button>
                <nav id="scopes" class="scopes" popover aria-labelledby="scope-label">
                    <ul>{link(Scope::Default, all).map(|link| view! { <li>{link}</li> })} {websites} {more}</ul>
                </nav>
            </div>
        }
        .into_any()
    }
}
