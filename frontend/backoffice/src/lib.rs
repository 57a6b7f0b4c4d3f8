//! The browser's half of the backoffice: every island of the crate, and nothing else.
use backoffice as _;

#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    ui::call::begin();
    leptos::mount::hydrate_islands();
}
