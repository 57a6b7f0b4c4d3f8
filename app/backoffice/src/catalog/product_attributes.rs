//! What a product says of attributes, on its page.

use super::{
    In,
    attribute_slots::{self, Slot, slots},
    product_fields::Around,
};
use domain::{
    catalog::{
        attribute::{Attribute, Labelled, Value, Values},
        edit::EditedProduct,
    },
    config::Reach,
    stores::Language,
};
use leptos::prelude::*;
use std::collections::BTreeSet;
use ui::{
    form::{Form, Snapshot},
    t,
    web::Request,
    words,
};

/// What a product says of an attribute, as far as that is one of its options by now.
fn chosen(of: &Attribute, values: &Values) -> BTreeSet<u32> {
    match values.get(&of.id).and_then(|value| of.kept(value)) {
        Some(Value::Chosen(numbers)) => numbers,
        Some(Value::Text(_)) | None => BTreeSet::new(),
    }
}

fn text(of: &Attribute, values: &Values) -> Labelled {
    match values.get(&of.id) {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Chosen(_)) | None => Labelled::default(),
    }
}

/// With what a product says for all, or in a view.
pub(super) fn stored(snapshot: Snapshot, attributes: &[Attribute], values: &Values, view: In) -> Snapshot {
    slots(attributes).fold(snapshot, |snapshot, (of, slot)| match slot {
        Slot::One(field) => snapshot.with(field, chosen(of, values).first().map(ToString::to_string).unwrap_or_default()),
        Slot::Any(field) => snapshot.with_all(field, chosen(of, values).iter().map(ToString::to_string)),
        Slot::Text(field) => {
            let text = text(of, values);
            snapshot.with(&field.value, text.said_in(view).unwrap_or_default())
        }
    })
}

/// With what each is called, what can be chosen, and what a view takes over. Options are chosen for all views.
fn offered(language: Language, form: Form, attributes: &[Attribute], values: &Values, view: In) -> Form {
    let lock = |form: Form, slot: Slot| if view.is_some() { form.lock(slot.spec()) } else { form };
    slots(attributes).fold(form, |form, (of, slot)| match slot {
        Slot::One(_) => lock(slot.asked(language, form, of, view, &[("", "–")]), slot),
        Slot::Any(_) => lock(slot.asked(language, form, of, view, &[]), slot),
        Slot::Text(field) => {
            let form = slot.asked(language, form, of, view, &[]);
            if view.is_none() {
                return form.without(&field.system);
            }
            form.inheriting(&field.value, t!(language, catalog.use_default), text(of, values).all)
        }
    })
}

/// The form as it came, with ticked boxes in the place of their fields.
pub(super) fn with_boxes(form: Form, attributes: &[Attribute], view: In) -> Form {
    if view.is_none() {
        return form;
    }
    slots(attributes).fold(form, |form, (_, slot)| match slot {
        Slot::Text(field) => form.with_box(field),
        Slot::One(_) | Slot::Any(_) => form,
    })
}

/// What was typed, in place of what a product said before; what is wrong with it stands at its field. Of what is gone all stays as it was.
fn read(form: &mut Form, attributes: &[Attribute], was: &Values, view: In) -> Values {
    let mut next = was.clone();
    for (of, slot) in slots(attributes) {
        let value = match slot {
            Slot::Text(field) => {
                let own = if view.is_some() { form.own(field) } else { form.get(&field.value) };
                let text = text(of, was).with(view, own.filter(|text| !text.is_empty()));
                (!text.is_nothing()).then_some(Value::Text(text))
            }
            Slot::One(_) | Slot::Any(_) if view.is_some() => continue,
            Slot::One(_) | Slot::Any(_) => {
                let numbers = slot.chosen(form, of).unwrap_or_default();
                if numbers == chosen(of, was) {
                    continue;
                }
                (!numbers.is_empty()).then_some(Value::Chosen(numbers))
            }
        };
        match value {
            Some(value) => drop(next.insert(of.id, value)),
            None => drop(next.remove(&of.id)),
        }
    }
    next
}

impl Around<'_> {
    /// With the fields of attributes.
    pub(super) fn attributes_offered(&self, request: &Request, form: Form, values: &Values) -> Form {
        offered(request.language, form, &self.shop.attributes, values, self.view)
    }

    /// What it says of attributes, as it was typed.
    pub(super) fn attributes(&self, product: Option<&EditedProduct>, form: &mut Form) -> Values {
        let none = Values::new();
        read(form, &self.shop.attributes, product.map_or(&none, |product| &product.attributes), self.view)
    }
}

/// Their card, where there are any.
pub(super) fn card(request: &Request, form: &Form, attributes: &[Attribute]) -> Option<AnyView> {
    let reach = words::reach(request.language, Reach::StoreView);
    let fieldset = attribute_slots::fieldset(request.language, attributes, |slot| match slot {
        Slot::Text(field) => form.inheriting_field(field, reach, None),
        Slot::One(_) | Slot::Any(_) => form.field(slot.spec()),
    });
    fieldset.map(|fieldset| view! { <section class="card" id="attributes">{fieldset}</section> }.into_any())
}
