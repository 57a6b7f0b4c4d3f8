//! A dialog that a page holds already. Its text comes translated from the server. Translators of browsers leave it alone: an island whose
//! text was taken apart cannot wake.

use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{self, HtmlDialogElement},
};

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
    let find = move || document().get_element_by_id(&dialog).and_then(|e| e.dyn_into::<HtmlDialogElement>().ok());
    let sought = find.clone();
    let open = move |event: ev::MouseEvent| {
        if let Some(dialog) = sought() {
            event.prevent_default();
            let _ = dialog.show_modal();
        }
    };
    // What was asked is answered in a tab of its own: nothing is left to be asked here.
    let sent = window_event_listener(ev::submit, move |event| {
        let dialog = find().filter(|dialog| dialog.contains(Some(&event_target::<web_sys::Node>(&event))));
        if let Some(dialog) = dialog {
            dialog.close();
        }
    });
    on_cleanup(move || sent.remove());
    view! { <a class=class href=href translate="no" on:click=open>{label}</a> }
}
