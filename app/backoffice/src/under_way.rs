//! Lists of what a job does for staff: looked at again for as long as there is something to see.

use leptos::prelude::*;

/// How often a page looks how far it is, in milliseconds.
pub(crate) const LOOK_EVERY: u32 = 1_000;

pub(crate) struct UnderWay<'a> {
    pub(crate) id: &'static str,
    /// The page that it stands on.
    pub(crate) path: &'static str,
    /// Whether something of it is not over.
    pub(crate) waits: bool,
    /// What looks at it again without scripts.
    pub(crate) refresh: &'static str,
    /// The headings of the columns.
    pub(crate) heads: &'a [&'static str],
    pub(crate) rows: Vec<AnyView>,
    /// What is said where there are none.
    pub(crate) empty: &'static str,
}

impl UnderWay<'_> {
    pub(crate) fn show(self) -> AnyView {
        let Self { id, path, waits, refresh, heads, rows, empty } = self;
        let every = waits.then(|| LOOK_EVERY.to_string());
        let refresh = waits.then(|| view! { <a href=path data-reload="">{refresh}</a> });
        let list = if rows.is_empty() {
            view! { <p class="empty">{empty}</p> }.into_any()
        } else {
            let heads = heads.iter().map(|head| view! { <th scope="col">{*head}</th> }).collect_view();
            view! { <table class="stack"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table> }.into_any()
        };
        view! { <div data-fresh=every id=id>{list} {refresh}</div> }.into_any()
    }
}
