//! What is said before a session ends by itself, and how whoever is there stays: `frontend/idle.js` shows it in time. Without scripts nothing
//! can be said.

use leptos::prelude::*;

/// The words, and where they lead.
pub struct Idle {
    /// How many seconds are left.
    pub left: u64,
    /// Whether nothing that is done prolongs it any more.
    pub is_final: bool,
    /// A page of it: asking for that prolongs it, and tells how much is left.
    pub of: String,
    /// `{}` is how many minutes.
    pub many: &'static str,
    pub last: &'static str,
    pub over: &'static str,
    pub stay: &'static str,
    /// Where to go on when it is over, how that is called, and whether in another tab.
    pub onward: String,
    pub label: &'static str,
    pub in_a_tab: bool,
}

impl Idle {
    pub fn view(self) -> AnyView {
        let Self { left, is_final, of, many, last, over, stay, onward, label, in_a_tab } = self;
        view! {
            <aside class="notice warning idle" data-idle=left.to_string() data-final=is_final.then_some("") data-of=of hidden>
                <p role="alert" data-many=many data-last=last data-over=over></p>
                <p class="actions">
                    <button type="button" class="button primary">{stay}</button>
                    <a class="button primary" href=onward target=in_a_tab.then_some("_blank") hidden>{label}</a>
                </p>
            </aside>
        }
        .into_any()
    }
}
