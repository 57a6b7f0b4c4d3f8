//! A form as it stands in an open page: read from the document and written to it, for the document is what a person typed into, also
//! before any script was awake.

use super::Filled;
use crate::form::{
    BEGUN, SHOWN,
    snapshot::{Snapshot, plain},
};
use domain::merge::Values;
use leptos::{
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{
        Element, Event, FormData, HtmlElement, HtmlFormElement, HtmlInputElement,
        js_sys::{Array, Reflect},
    },
};

/// Told to a form's own parts when what it shows was written from outside.
pub const WRITTEN: &str = "form:written";

/// How the element is called in which it stands what is wrong with a field, or what became of it meanwhile: behind the field's name.
const FLAW: &str = "flaw";
const MEANWHILE: &str = "meanwhile";

/// What the box "Use Default" beside a field is called, behind the field's name.
const SYSTEM: &str = "-system";

/// What a control holds, of whichever kind it is.
pub fn value_of(control: &Element) -> String {
    Reflect::get(control, &JsValue::from_str("value")).ok().and_then(|value| value.as_string()).unwrap_or_default()
}

pub fn set_value(control: &Element, value: &str) {
    let _ = Reflect::set(control, &JsValue::from_str("value"), &JsValue::from_str(value));
}

fn tell_written() {
    if let Ok(event) = Event::new(WRITTEN) {
        let _ = window().dispatch_event(&event);
    }
}

/// Whether a control holds something else than its page came with; than it `began` with, where that was made of what somebody had typed. What is
/// never shown again is no more than the proof of whoever types it.
fn is_begun(control: &Element, began: Option<&Values>) -> bool {
    let name = OpenForm::name_of(control).unwrap_or_default();
    let began = began.map(|began| began.get(&name).map(Vec::as_slice).unwrap_or_default());
    let property = |name: &str| Reflect::get(control, &JsValue::from_str(name)).ok();
    let is = |name: &str| property(name).and_then(|value| value.as_bool()).unwrap_or_default();
    let first = |selector: &str| control.query_selector(selector).ok().flatten();
    if is("disabled") || is("readOnly") || control.get_attribute("autocomplete").as_deref() == Some("one-time-code") {
        return false;
    }
    match (control.local_name().as_str(), control.get_attribute("type").as_deref()) {
        ("button", _) | ("input", Some("hidden" | "password")) => false,
        // "Use Default" says of its field that nothing was typed.
        ("input", Some("checkbox")) if began.is_some() && name.ends_with(SYSTEM) => false,
        ("input", Some(kind @ ("checkbox" | "radio"))) => {
            let was = began.map_or_else(|| is("defaultChecked"), |began| began.contains(&value_of(control)));
            // Of several, the one that is chosen tells it.
            is("checked") != was && (kind == "checkbox" || !was)
        }
        // What is inherited stands there without having been typed.
        _ if began.is_some() && control.get_attribute("data-system").is_some_and(|inherited| inherited == value_of(control)) => false,
        ("select", _) => {
            let came = first("option[selected]").filter(|_| began.is_none()).or_else(|| first("option")).map(|came| value_of(&came));
            let came = began.and_then(|began| began.first().cloned()).or(came);
            came.is_some_and(|came| came != value_of(control))
        }
        _ => {
            let came = || property("defaultValue").and_then(|value| value.as_string());
            let came = began.map_or_else(came, |began| began.first().cloned());
            came.unwrap_or_default() != value_of(control)
        }
    }
}

/// Whether a control is of a field that is stored: that one, or the box beside it.
fn is_of(shown: &Snapshot, name: &str) -> bool {
    shown.values().contains_key(name.strip_suffix(SYSTEM).unwrap_or(name))
}

/// The form of this page that says what it showed: a page has one.
pub fn form_of_page() -> Option<OpenForm> {
    let said = document().query_selector(&format!("form input[name={SHOWN}]")).ok().flatten()?;
    said.dyn_into::<HtmlInputElement>().ok()?.form().map(OpenForm)
}

/// A form that its own part reads.
pub const fn form_around(form: HtmlFormElement) -> OpenForm {
    OpenForm(form)
}

/// A form of an open page.
#[derive(Clone)]
pub struct OpenForm(pub(super) HtmlFormElement);

impl OpenForm {
    /// As a browser would send it.
    fn pairs(&self) -> Vec<(String, String)> {
        let Ok(data) = FormData::new_with_form(&self.0) else { return Vec::new() };
        let pair = |entry: JsValue| {
            let entry: Array = entry.dyn_into().ok()?;
            Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
        };
        Array::from(&data).iter().filter_map(pair).collect()
    }

    /// Whether something in it is not as its page came.
    pub fn is_begun(&self) -> bool {
        self.elements().iter().any(|control| is_begun(control, None))
    }

    pub fn filled(&self) -> Filled {
        Filled(self.pairs())
    }

    /// What each field holds, as the server reads it: beside a ticked "Use system value" nothing.
    pub(super) fn typed(&self) -> Values {
        let mut typed = Values::new();
        for (name, value) in self.pairs() {
            typed.entry(name).or_default().push(value);
        }
        let inherited: Vec<String> = typed.keys().filter_map(|name| name.strip_suffix(SYSTEM).map(str::to_owned)).collect();
        for name in inherited {
            typed.remove(&name);
        }
        typed.values_mut().for_each(|values| *values = plain(std::mem::take(values)));
        typed
    }

    /// What the page showed.
    pub fn shown(&self) -> Option<Snapshot> {
        Snapshot::read(&self.hidden()?.value())
    }

    /// The same, if it is of something stored. A form for something new shows nothing, and of what it is for at most how that was seen.
    fn stored(&self) -> Option<Snapshot> {
        self.shown().filter(|shown| !shown.values().is_empty())
    }

    /// Whether its page was made of what somebody had typed: what it came with is stored nowhere.
    fn came_back(&self) -> bool {
        self.0.has_attribute("data-typed")
    }

    /// What its page began with that is stored nowhere, where what it came with is not that.
    fn began(&self) -> Option<Values> {
        let said = || self.find(&format!("input[name={BEGUN}]")).and_then(|said| Snapshot::read(&value_of(&said)));
        self.came_back().then(|| said().map(|began| began.values().clone()).unwrap_or_default())
    }

    /// Whether only a new page shows what it begins with.
    pub(super) fn begins_elsewhere(&self) -> bool {
        self.came_back() && self.stored().is_none()
    }

    fn hidden(&self) -> Option<HtmlInputElement> {
        self.find(&format!("input[name={SHOWN}]"))?.dyn_into().ok()
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.0.query_selector(selector).ok().flatten()
    }

    /// All that it asks with, in order.
    fn elements(&self) -> Vec<Element> {
        Array::from(&self.0).iter().filter_map(|element| element.dyn_into().ok()).collect()
    }

    fn controls(&self, name: &str) -> Vec<Element> {
        self.elements().into_iter().filter(|element| element.get_attribute("name").as_deref() == Some(name)).collect()
    }

    fn is_set(&self, name: &str) -> bool {
        self.controls(name).len() > 1
    }

    /// Writes what a field holds.
    fn set(&self, name: &str, values: &[String]) {
        let system = self.system(name);
        for control in self.controls(name) {
            match control.dyn_ref::<HtmlInputElement>().filter(|input| ["checkbox", "radio"].contains(&&*input.type_())) {
                Some(input) => input.set_checked(values.contains(&input.value())),
                None => {
                    let inherited = control.get_attribute("data-system").filter(|_| values.is_empty());
                    let value = inherited.as_deref().or(values.first().map(String::as_str)).unwrap_or_default();
                    set_value(&control, value);
                }
            }
        }
        if let Some(system) = system {
            system.set_checked(values.is_empty());
        }
    }

    /// The box "Use system value" of a field that has one.
    fn system(&self, name: &str) -> Option<HtmlInputElement> {
        self.find(&format!("[name=\"{name}{SYSTEM}\"]"))?.dyn_into().ok()
    }

    /// Takes over what is stored by now. What was typed since `known` stays.
    pub(super) fn take(&self, known: &Values, shown: &str) {
        let (Some(hidden), Some(now)) = (self.hidden(), Snapshot::read(shown)) else { return };
        hidden.set_value(shown);
        for (name, values) in now.shown_next(known, &self.typed(), |name| self.is_set(name)) {
            self.set(name, &values);
        }
        tell_written();
    }

    /// Shows what is stored again, or what it began with.
    pub(super) fn discard(&self) {
        self.forget_flaws();
        self.0.reset();
        let (Some(hidden), Some(shown)) = (self.hidden(), self.stored()) else { return tell_written() };
        // A page that came back came with what was typed beside that, too.
        if let Some(began) = self.began() {
            let beside = self.elements().into_iter().filter(|control| is_begun(control, Some(&began)));
            let names: Vec<String> = beside.filter_map(|control| Self::name_of(&control)).filter(|name| !is_of(&shown, name)).collect();
            names.iter().for_each(|name| self.set(name, began.get(name).map(Vec::as_slice).unwrap_or_default()));
        }
        self.take(&self.typed(), &hidden.value());
    }

    /// Marks a field as wrong, in words, or as right. What somebody else made of it meanwhile stays told.
    pub(super) fn mark(&self, name: &str, wrong: Option<&str>) {
        self.note(name, FLAW, wrong);
    }

    /// Says what somebody else made of a field meanwhile.
    pub(super) fn dispute(&self, name: &str, told: &str) {
        self.note(name, MEANWHILE, Some(told));
    }

    fn note(&self, name: &str, part: &str, text: Option<&str>) {
        let Some(control) = document().get_element_by_id(name) else { return };
        let id = format!("{name}-{part}");
        let find = |id: &str| document().get_element_by_id(id);
        if let Some(old) = find(&id) {
            old.remove();
        }
        if let Some(text) = text {
            let Ok(words) = document().create_element("p") else { return };
            words.set_class_name("flaw");
            words.set_id(&id);
            words.set_text_content(Some(text));
            let around = control.closest(".field").ok().flatten().or_else(|| control.parent_element());
            let _ = around.map(|around| around.append_child(&words));
        }
        let described = control.get_attribute("aria-describedby").unwrap_or_default();
        let mut described: Vec<&str> = described.split_whitespace().filter(|other| *other != id).collect();
        if text.is_some() {
            described.push(&id);
        }
        let is_wrong = [FLAW, MEANWHILE].iter().any(|part| find(&format!("{name}-{part}")).is_some());
        let set = |attribute: &str, value: Option<&str>| {
            let _ = value.map_or_else(|| control.remove_attribute(attribute), |value| control.set_attribute(attribute, value));
        };
        set("aria-invalid", is_wrong.then_some("true"));
        set("aria-describedby", Some(described.join(" ")).filter(|ids| !ids.is_empty()).as_deref());
    }

    /// What is told above the fields and at them is told of the last time.
    pub(super) fn forget_flaws(&self) {
        while let Some(told) = self.find(".notice.error") {
            told.remove();
        }
        for element in self.elements().iter().filter(|element| element.has_attribute("aria-invalid")) {
            [FLAW, MEANWHILE].iter().for_each(|part| self.note(&element.id(), part, None));
        }
    }

    pub(super) fn forget_secrets(&self) {
        let inputs = self.elements().into_iter().filter_map(|element| element.dyn_into::<HtmlInputElement>().ok());
        inputs.filter(|input| input.type_() == "password").for_each(|input| input.set_value(""));
    }

    /// Marks what holds something else than was shown, and gives the labels of that.
    pub(super) fn mark_changes(&self) -> Vec<String> {
        let Some(shown) = self.stored() else { return self.begun(|_| true) };
        let typed = self.typed();
        let changed: Vec<&str> = shown.changed(&typed).collect();
        let mut labels = Vec::new();
        for name in shown.values().keys() {
            let Some(control) = document().get_element_by_id(name) else { continue };
            let is_changed = changed.contains(&name.as_str());
            if let Some(around) = control.closest(".setting, .field, fieldset").ok().flatten() {
                let _ = around.toggle_attribute_with_force("data-changed", is_changed);
            }
            if is_changed {
                labels.push(self.label(name, &control));
            }
        }
        // A set of boxes that an island draws has no element of its own name.
        let drawn = changed.iter().filter(|name| document().get_element_by_id(name).is_none());
        labels.extend(
            drawn.filter_map(|name| self.controls(name).first()?.closest("[aria-label]").ok().flatten()?.get_attribute("aria-label")),
        );
        // And what is stored nowhere yet: what is to be added, what is to be taken away.
        labels.extend(self.begun(|name| !is_of(&shown, name)));
        labels
    }

    /// The labels of what somebody wrote into fields of which nothing is stored.
    fn begun(&self, is_asked: impl Fn(&str) -> bool) -> Vec<String> {
        let (mut labels, began) = (Vec::new(), self.began());
        let asked = |control: &&Element| Self::name_of(control).is_some_and(|name| is_asked(&name));
        for control in self.elements().iter().filter(asked).filter(|control| is_begun(control, began.as_ref())) {
            // The boxes of a tree are one thing.
            let tree = control.closest("ul[aria-label]").ok().flatten().and_then(|tree| tree.get_attribute("aria-label"));
            let own = || control.get_attribute("aria-label");
            let label = tree.or_else(own).unwrap_or_else(|| self.label(&control.id(), control));
            if !label.is_empty() && !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels
    }

    fn label(&self, name: &str, control: &Element) -> String {
        let label = self.find(&format!("label[for=\"{name}\"]")).or_else(|| control.query_selector("legend").ok().flatten());
        let text = label.and_then(|label| label.text_content()).unwrap_or_default();
        text.trim().trim_end_matches('*').trim_end().to_owned()
    }

    /// The field that this element is.
    pub(super) fn name_of(element: &Element) -> Option<String> {
        element.get_attribute("name").filter(|name| !name.is_empty())
    }

    /// A heading that is what a field holds is that again.
    pub(super) fn follow_names(&self) {
        let Some(heading) = self.find("[data-follows]") else { return };
        let name = heading.get_attribute("data-follows").unwrap_or_default();
        let Some(value) = self.typed().remove(&name).and_then(|values| values.into_iter().next()) else { return };
        let old = heading.text_content().unwrap_or_default();
        document().set_title(&document().title().replacen(&old, &value, 1));
        heading.set_text_content(Some(&value));
    }

    /// Whoever pressed what is not there any more is at the head of the form.
    pub(super) fn focus_head(&self) {
        if let Some(head) = self.find("h1").and_then(|head| head.dyn_into::<HtmlElement>().ok()) {
            head.set_tab_index(-1);
            let _ = head.focus();
        }
    }

    /// Sends it as a browser does without scripts.
    pub(super) fn post(&self) {
        let _ = self.0.submit();
    }

    /// As if its button were pressed.
    pub(super) fn press(&self) {
        let _ = self.0.request_submit();
    }
}
