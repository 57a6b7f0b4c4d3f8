//! Small drawings beside words, or in their place where a label says them: in the colour of the words, and decoration for whoever listens.

use leptos::prelude::*;

fn drawn(path: &'static str) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.8"
            stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
            <path d=path />
        </svg>
    }
    .into_any()
}

pub(crate) fn search() -> AnyView {
    drawn("M11 4a7 7 0 1 0 0 14a7 7 0 1 0 0-14zM16.2 16.2L21 21")
}

pub(crate) fn bag() -> AnyView {
    drawn("M5 8h14l1 12H4zM8.5 10.5V7a3.5 3.5 0 0 1 7 0v3.5")
}

pub(crate) fn heart() -> AnyView {
    drawn("M12 20C5 14.5 3 11.5 3 8.5A4.5 4.5 0 0 1 12 7.2A4.5 4.5 0 0 1 21 8.5C21 11.5 19 14.5 12 20z")
}
