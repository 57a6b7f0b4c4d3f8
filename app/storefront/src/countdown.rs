//! The minutes of a visit. The texts come translated from the server. Translators of browsers leave them alone: an island whose text was
//! taken apart cannot wake.

use leptos::{prelude::*, web_sys::js_sys::Date};
use std::time::Duration;

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
    let left = RwSignal::new(seconds);
    Effect::new(move |_| {
        let begun = Date::now();
        let tick = move || {
            let gone = ((Date::now() - begun) / 1000.0).clamp(0.0, f64::from(u32::MAX));
            // A whole number of seconds between 0 and what a u32 holds: the cast cuts nothing.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::as_conversions,
                reason = "bounded above and below just before"
            )]
            let gone = gone as u32;
            left.set(seconds.saturating_sub(gone));
        };
        if let Ok(ticking) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || ticking.clear());
        }
    });
    view! { <span class="countdown" translate="no">{move || text(left.get())}</span> }
}
