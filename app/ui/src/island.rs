//! The islands that both halves use. Their texts come translated from the server.

use leptos::prelude::*;

/// Opens a dialog that the page holds already. Without scripts the link leads to a page that asks the same.
#[island]
pub fn DialogLink(
    /// The dialog's element id.
    dialog: String,
    /// Where the link leads without scripts.
    href: String,
    class: String,
    label: String,
) -> impl IntoView {
    let open = move |event: leptos::ev::MouseEvent| {
        #[cfg(feature = "hydrate")]
        {
            use leptos::wasm_bindgen::JsCast;
            let element = leptos::prelude::document().get_element_by_id(&dialog);
            if let Some(dialog) = element.and_then(|e| e.dyn_into::<web_sys::HtmlDialogElement>().ok()) {
                event.prevent_default();
                let _ = dialog.show_modal();
            }
        }
        #[cfg(not(feature = "hydrate"))]
        let _ = (&event, &dialog);
    };
    view! { <a class=class href=href on:click=open>{label}</a> }
}

/// Counts the minutes of a visit down. The server's word stands without it.
#[island]
pub fn Countdown(
    /// What is left, in seconds, when the page was made.
    seconds: u32,
    /// The text with `{}` where the minutes go, and the one for less than a minute.
    many: String,
    one: String,
    last: String,
) -> impl IntoView {
    let text = move |left: u32| match left.div_ceil(60) {
        0 => last.clone(),
        1 => one.clone(),
        n => many.replace("{}", &n.to_string()),
    };
    // Nothing changes on the server.
    #[cfg(not(feature = "hydrate"))]
    let text = text(seconds);
    #[cfg(feature = "hydrate")]
    let text = {
        let left = RwSignal::new(seconds);
        let begun = js_now();
        let handle = set_interval_with_handle(
            move || {
                let gone = (js_now() - begun) / 1000.0;
                // A whole number of seconds between 0 and what a u32 holds: the cast cuts nothing.
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    clippy::as_conversions,
                    reason = "bounded above and below just before"
                )]
                let gone = gone.clamp(0.0, f64::from(u32::MAX)) as u32;
                left.set(seconds.saturating_sub(gone));
            },
            std::time::Duration::from_secs(1),
        );
        on_cleanup(move || {
            if let Ok(handle) = handle {
                handle.clear();
            }
        });
        move || text(left.get())
    };
    view! { <span class="countdown">{text}</span> }
}

#[cfg(feature = "hydrate")]
fn js_now() -> f64 {
    web_sys::window().and_then(|w| w.performance()).map_or(0.0, |p| p.now())
}
