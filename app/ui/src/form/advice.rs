//! What a field is to hold, where that depends on another: a region and a postcode on their country. The server writes it into the page;
//! and where a page hears of another choice by a call, it shows it anew.

use leptos::{prelude::document, wasm_bindgen::JsCast, web_sys::HtmlElement};
use serde::{Deserialize, Serialize};

/// What is said of a field.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Advice {
    pub field: String,
    pub hint: String,
    pub required: bool,
    /// What is offered while it is typed; none if the field offers nothing ever.
    pub options: Option<Vec<String>>,
}

impl Advice {
    /// Says it on the page, where the server has made room for it.
    pub fn show(&self) {
        let at = |part: &str| document().get_element_by_id(&format!("{}{part}", self.field));
        if let Some(input) = at("") {
            let _ = input.toggle_attribute_with_force("required", self.required);
        }
        if let Some(mark) = at("-required").and_then(|mark| mark.dyn_into::<HtmlElement>().ok()) {
            mark.set_hidden(!self.required);
        }
        if let Some(hint) = at("-hint") {
            hint.set_text_content(Some(&self.hint));
        }
        let Some(list) = at("-list") else { return };
        list.set_text_content(None);
        for value in self.options.iter().flatten() {
            if let Ok(option) = document().create_element("option") {
                let _ = option.set_attribute("value", value);
                let _ = list.append_child(&option);
            }
        }
    }
}
