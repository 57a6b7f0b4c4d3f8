//! A field that may take over what stands in a wider scope. It has a box beside it ("Use Default"), and holds nothing while that is ticked:
//! what is inherited is a value too, and whoever chooses it meets whoever types another.

use super::{super::snapshot::plain, Field, Form, Words};
use domain::text::Flaw;
use leptos::prelude::*;

/// A field, and the box beside it.
#[derive(Debug)]
pub struct Inheriting<T: 'static> {
    pub value: Field<T>,
    pub system: Field<bool>,
}

impl<T> Inheriting<T> {
    /// The box is called like the field, with `-system` behind.
    pub const fn new(value: Field<T>, system: &'static str, label: Words) -> Self {
        Self { value, system: Field::check_box(system, label) }
    }
}

impl Form {
    /// Whether the box beside a field is to be shown ticked.
    pub fn is_inherited<T>(&self, field: &Inheriting<T>) -> bool {
        !self.is_filled(&field.value) && self.flaw_of(&field.value).is_none()
    }

    /// The form as it came: a ticked box stands for its field. Whoever typed into one that uses its default, which he can where scripts
    /// are off, may have wanted either: he is asked, with the box cleared.
    #[must_use]
    pub fn with_box<T>(mut self, field: &Inheriting<T>) -> Self {
        if self.is_filled(&field.system) {
            if self.is_typed_over_its_default(&field.value) {
                self.flaw(&field.value, Flaw::DefaultIsUsed);
                return self;
            }
            return self.filled(&field.value, "");
        }
        if self.typed(&field.value) == Some("") {
            self.flaw(&field.value, Flaw::Required);
        }
        self
    }

    /// Whether something else came than the default that the page showed.
    fn is_typed_over_its_default<T>(&self, field: &Field<T>) -> bool {
        let has_own = self.shown.as_ref().and_then(|shown| shown.values.get(field.name)).is_some_and(|own| !own.is_empty());
        let inherited = plain(self.said(field).inherited);
        let typed = plain(self.typed(field).map(str::to_owned));
        !typed.is_empty() && typed != inherited && !has_own
    }

    /// What a field holds; `None` if it inherits, or is not acceptable, which is remembered.
    pub fn own<T>(&mut self, field: &Inheriting<T>) -> Option<T> {
        if self.is_inherited(field) { None } else { self.get(&field.value) }
    }

    /// The field with its box, if there is anything to inherit; how far it reaches; and what else is said of it.
    pub fn inheriting_field<T>(&self, field: &Inheriting<T>, reach: &'static str, more: Option<AnyView>) -> AnyView {
        let id = field.system.name;
        let system = self.said(&field.value).nothing.map(|label| {
            view! {
                <span class="system-value">
                    <input type="checkbox" id=id name=id value="1" checked=self.is_inherited(field) />
                    <label for=id>{label}</label>
                </span>
            }
        });
        view! {
            <div class="setting">
                {self.field(&field.value)}
                <div>{system} <span class="reach">{reach}</span></div>
                {more}
            </div>
        }
        .into_any()
    }
}
