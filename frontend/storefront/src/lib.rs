//! The browser's half of the storefront: every island of the crate, and nothing else.
use storefront as _;

#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    ui::call::begin();
    leptos::mount::hydrate_islands();
}
