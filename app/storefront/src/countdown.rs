//! The minutes of a visit. The texts come translated from the server. Translators of browsers leave them alone: an island whose text was
//! taken apart cannot wake.

use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{
        Event,
        js_sys::{Date, Reflect},
    },
};
use std::time::Duration;

/// So many minutes are read out once they are left: not each of them, or nothing else would be heard. Of the last ones `frontend/idle.js` tells,
/// with the way to stay.
const TOLD: u32 = 5;

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
    let words = StoredValue::new((many, one, last));
    let text = move |minutes: u32| {
        words.with_value(|(many, one, last)| match minutes {
            0 => last.clone(),
            1 => one.clone(),
            n => many.replace("{}", &n.to_string()),
        })
    };
    let left = RwSignal::new(seconds);
    let minutes = Memo::new(move |_| left.get().div_ceil(60));
    let told = move || if minutes.get() == TOLD { text(TOLD) } else { String::new() };
    Effect::new(move |_| {
        let end = |seconds: u32| Date::now() + f64::from(seconds) * 1000.0;
        let ends = StoredValue::new(end(seconds));
        let tick = move || {
            let seconds = ((ends.get_value() - Date::now()) / 1000.0).ceil().clamp(0.0, f64::from(u32::MAX));
            // A whole number of seconds between 0 and what a u32 holds: the cast cuts nothing.
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::as_conversions,
                reason = "bounded above and below just before"
            )]
            let seconds = seconds as u32;
            left.set(seconds);
        };
        // Another tab prolonged it, or whoever was asked whether he stays.
        let prolonged = window_event_listener_untyped("idle:left", move |event| {
            if let Some(seconds) = detail(&event) {
                ends.set_value(end(seconds));
                tick();
            }
        });
        on_cleanup(move || prolonged.remove());
        if let Ok(ticking) = set_interval_with_handle(tick, Duration::from_secs(1)) {
            on_cleanup(move || ticking.clear());
        }
    });
    view! {
        <span translate="no">
            <span class="countdown">{move || text(minutes.get())}</span>
            <span class="hidden" aria-live="polite">{told}</span>
        </span>
    }
}

/// How many seconds an event of the script says are left.
fn detail(event: &Event) -> Option<u32> {
    Reflect::get(event.unchecked_ref::<JsValue>(), &JsValue::from_str("detail")).ok()?.as_string()?.parse().ok()
}
