//! A dialog that a page holds already. Its text comes translated from the server. Translators of browsers leave it alone: an island whose
//! text was taken apart cannot wake.

use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlDialogElement};

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
    let open = move |event: ev::MouseEvent| {
        let element = document().get_element_by_id(&dialog);
        if let Some(dialog) = element.and_then(|e| e.dyn_into::<HtmlDialogElement>().ok()) {
            event.prevent_default();
            let _ = dialog.show_modal();
        }
    };
    view! { <a class=class href=href translate="no" on:click=open>{label}</a> }
}
