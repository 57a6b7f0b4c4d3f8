//! The same as `format`, as far as an island makes it itself: browsers have the data for it anyway, and do not load them again.

use leptos::{
    wasm_bindgen::JsValue,
    web_sys::js_sys::{Array, Intl::ListFormat, Object},
};

/// Some things in one sentence, as the language of this tag lists them: "a, b and c".
pub fn list(tag: &str, things: &[String]) -> String {
    ListFormat::new(&array([tag].into_iter()), &Object::new()).format(&array(things.iter().map(String::as_str))).into()
}

fn array<'a>(texts: impl Iterator<Item = &'a str>) -> Array {
    texts.map(JsValue::from_str).collect()
}
