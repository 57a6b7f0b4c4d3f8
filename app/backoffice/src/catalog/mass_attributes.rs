//! What attributes say of many products at once: what is left alone stays as each product has it.

use super::attribute_slots::{self, NOTHING, Slot, slots};
use domain::{
    catalog::attribute::{Attribute, Labelled, Value, Values},
    stores::Language,
    text::Flaw,
};
use leptos::prelude::*;
use ui::{
    form::{Caption, Form},
    named::HERE,
    t,
};

/// With what each is called, and what can be chosen of it.
pub(super) fn offered(language: Language, form: Form, attributes: &[Attribute]) -> Form {
    let (unchanged, nothing) = (("", t!(language, catalog.unchanged)), (NOTHING, t!(language, catalog.no_value)));
    slots(attributes).fold(form, |form, (of, slot)| match slot {
        Slot::One(_) => slot.asked(language, form, of, None, &[unchanged, nothing]),
        Slot::Any(_) => slot.asked(language, form, of, None, &[nothing]),
        Slot::Text(field) => {
            let label = Caption::within(format!("{HERE}: {}", t!(language, catalog.no_value)), &of.label.all);
            slot.asked(language, form, of, None, &[]).labelled(&field.system, label)
        }
    })
}

/// What was chosen and typed, of the attributes of which there is something; what is wrong with it stands at its field.
pub(super) fn read(form: &mut Form, attributes: &[Attribute]) -> Values {
    let read = |(of, slot): (&Attribute, Slot)| {
        let value = match slot {
            Slot::Text(field) => {
                let (typed, is_nothing) = (form.get(&field.value)?, form.is_filled(&field.system));
                if is_nothing && !typed.is_empty() {
                    form.flaw(&field.value, Flaw::NotAChoice);
                }
                (is_nothing || !typed.is_empty()).then(|| Value::Text(Labelled::new(typed)))
            }
            Slot::One(_) | Slot::Any(_) => slot.chosen(form, of).map(Value::Chosen),
        };
        Some((of.id, value?))
    };
    slots(attributes).filter_map(read).collect()
}

/// Their fields, where there are any.
pub(super) fn fieldset(language: Language, form: &Form, attributes: &[Attribute]) -> Option<AnyView> {
    attribute_slots::fieldset(language, attributes, |slot| match slot {
        Slot::Text(field) => view! { {form.field(&field.value)} {form.field(&field.system)} }.into_any(),
        Slot::One(_) | Slot::Any(_) => form.field(slot.spec()),
    })
}
