//! What attributes say of many products at once. As on the page of a product an attribute has the fields of its slot; what is left alone stays as
//! each product has it.

use super::mass::chosen;
use domain::{
    catalog::attribute::{Attribute, Input, Label, Labelled, MOST_ATTRIBUTES, MOST_CHOICES, Value, Values},
    stores::Language,
    text::{Flaw, optional_line, whole},
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::LazyLock};
use ui::{
    form::{Field, Form, Group, Spec},
    t,
};

/// That nothing is said of it any more.
const NOTHING: &str = "none";

/// One of its options, any of them, or a text.
struct Slots {
    one: Vec<Field<Option<BTreeSet<u32>>>>,
    any: Vec<Field<BTreeSet<u32>>>,
    text: Vec<Field<String>>,
}

static SLOTS: LazyLock<Slots> = LazyLock::new(|| {
    let named = |kind: &str, n: usize| -> &'static str { format!("{kind}-{n}").leak() };
    let one = |n: usize| Field::choice(named("one", n), |_| "", |_| Vec::new(), |text| chosen(text, options)).optional();
    let text = |n: usize| Field::line(named("text", n), |_| "", |text| optional_line(text, Label::LONGEST)).optional();
    Slots {
        one: (0..MOST_ATTRIBUTES).map(one).collect(),
        any: (0..MOST_ATTRIBUTES).map(|n| Field::boxes(named("any", n), |_| "", |_| Vec::new(), options)).collect(),
        text: (0..MOST_ATTRIBUTES).map(text).collect(),
    }
});

pub(super) static FIELDS: LazyLock<Group> = LazyLock::new(|| -> Group {
    let chosen = SLOTS.one.iter().map(|one| &one.spec).chain(SLOTS.any.iter().map(|any| &any.spec));
    let all: Vec<&'static Spec> = chosen.chain(SLOTS.text.iter().map(|text| &text.spec)).collect();
    all.leak()
});

/// An option by its number; none, where it is to say nothing.
fn options(text: &str) -> Result<BTreeSet<u32>, Flaw> {
    if text == NOTHING {
        return Ok(BTreeSet::new());
    }
    whole(text, 0, MOST_CHOICES).map(|number| BTreeSet::from([number])).map_err(|_| Flaw::NotAChoice)
}

/// The field of an attribute.
enum Slot {
    One(&'static Field<Option<BTreeSet<u32>>>),
    Any(&'static Field<BTreeSet<u32>>),
    Text(&'static Field<String>),
}

impl Slot {
    fn spec(&self) -> &'static Spec {
        match self {
            Self::One(field) => &field.spec,
            Self::Any(field) => &field.spec,
            Self::Text(field) => &field.spec,
        }
    }
}

fn slot(of: &Attribute) -> Option<Slot> {
    let at = usize::try_from(of.slot).ok()?;
    match of.input {
        Input::Text => SLOTS.text.get(at).map(Slot::Text),
        Input::YesNo | Input::Dropdown => SLOTS.one.get(at).map(Slot::One),
        Input::MultipleSelect => SLOTS.any.get(at).map(Slot::Any),
    }
}

fn slots(attributes: &[Attribute]) -> impl Iterator<Item = (&Attribute, Slot)> {
    attributes.iter().filter_map(|of| Some((of, slot(of)?)))
}

/// With what each is called, and what can be chosen of it.
pub(super) fn offered(language: Language, form: Form, attributes: &[Attribute]) -> Form {
    let said = (t!(language, common.form.yes), t!(language, common.form.no));
    slots(attributes).fold(form, |form, (of, slot)| {
        let nothing = (NOTHING.to_owned(), "–".to_owned());
        let called = |number: u32| Some((number.to_string(), of.called(number, None, said)?.to_owned()));
        let options = std::iter::once(nothing).chain(of.numbers().into_iter().filter_map(called));
        let form = form.labelled(slot.spec(), of.label.all.clone());
        match slot {
            Slot::One(field) => {
                let unchanged = (String::new(), t!(language, catalog.unchanged).to_owned());
                form.offering(field, std::iter::once(unchanged).chain(options).collect())
            }
            Slot::Any(field) => form.offering(field, options.collect()),
            Slot::Text(_) => form,
        }
    })
}

/// What was chosen and typed, of the attributes of which there is something; what is wrong with it stands at its field.
pub(super) fn read(form: &mut Form, attributes: &[Attribute]) -> Values {
    let mut set = Values::new();
    for (of, slot) in slots(attributes) {
        let value = match slot {
            Slot::One(field) => form.get(field).flatten().map(Value::Chosen),
            Slot::Any(field) => {
                let all = form.all(field).unwrap_or_default();
                // Nothing and something as well is not to be had.
                if all.len() > 1 && all.contains(&BTreeSet::new()) {
                    form.flaw(field, Flaw::NotAChoice);
                }
                (!all.is_empty()).then(|| Value::Chosen(all.into_iter().flatten().collect()))
            }
            Slot::Text(field) => form.get(field).filter(|text| !text.is_empty()).map(|text| Value::Text(Labelled::new(text))),
        };
        let Some(value) = value else { continue };
        if let Value::Chosen(numbers) = &value
            && numbers.iter().any(|number| !of.numbers().contains(number))
        {
            form.flaw(slot.spec(), Flaw::NotAChoice);
        }
        set.insert(of.id, value);
    }
    set
}

/// Their fields, where there are any.
pub(super) fn fieldset(language: Language, form: &Form, attributes: &[Attribute]) -> Option<AnyView> {
    let fields: Vec<AnyView> = slots(attributes).map(|(_, slot)| form.field(slot.spec())).collect();
    (!fields.is_empty())
        .then(|| view! { <fieldset><legend>{t!(language, catalog.attributes.attributes)}</legend>{fields}</fieldset> }.into_any())
}
