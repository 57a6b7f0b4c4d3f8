//! The fields that are searched by. Each stands in a form that leads to the page of what is found.

use super::{
    PATH,
    finder::Finder,
    found::{SETTINGS, list_of, within},
};
use domain::config::Scope;
use leptos::prelude::*;
use ui::{t, web::Request};

/// As much is read of what is typed.
pub(super) const LONGEST: usize = 100;

/// The search of the header: a button, and what it opens. The keys that open it as well are `frontend/palette.js`.
pub(crate) fn palette(request: &Request) -> AnyView {
    let language = request.language;
    let label = t!(language, backoffice.search.label);
    view! {
        <button type="button" class="button seek" popovertarget="palette" aria-keyshortcuts="Control+K Meta+K">
            <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><circle cx="7" cy="7" r="4.5" /><path d="m10.5 10.5 4 4" /></svg>
            <span>{label}</span> <kbd translate="no" aria-hidden="true" hidden></kbd>
        </button>
        <div id="palette" class="palette" popover role="dialog" aria-label=label data-palette="1" data-wakes="backoffice">
            <Finder list=list_of(None).to_owned() label=t!(language, backoffice.search.found_label).to_owned() scope=None>
                <form role="search" method="get" action=PATH aria-label=label>
                    <input type="search" name="q" maxlength=LONGEST aria-label=label placeholder=label autofocus=true />
                    <button class="button">{t!(language, common.table.search)}</button>
                </form>
            </Finder>
        </div>
    }
    .into_any()
}

/// The search beside the settings of a scope.
pub(crate) fn settings(request: &Request, scope: Scope) -> AnyView {
    let language = request.language;
    let label = t!(language, config.find);
    view! {
        <div class="setting-search" data-wakes="backoffice">
            <Finder list=list_of(Some(scope)).to_owned() label=t!(language, backoffice.search.found_label).to_owned() scope=Some(scope)>
                <form role="search" method="get" action=PATH aria-label=label>
                    <input type="search" name="q" maxlength=LONGEST aria-label=label placeholder=label />
                    <input type="hidden" name=SETTINGS value=within(scope) />
                    <button class="button">{t!(language, common.table.search)}</button>
                </form>
            </Finder>
        </div>
    }
    .into_any()
}
