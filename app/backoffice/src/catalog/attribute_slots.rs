//! The fields of attributes, on the page of a product and where many products are changed at once. They are made once, for as long as the
//! program runs: an attribute has those of its slot.

use super::In;
use domain::{
    catalog::attribute::{Attribute, Input, Label, MOST_ATTRIBUTES, MOST_CHOICES},
    stores::Language,
    text::{Flaw, optional_line, whole},
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::LazyLock};
use ui::{
    form::{Caption, Field, Form, Group, Inheriting, Spec},
    t,
};

/// That nothing is said of it any more, where what is left alone stays as it is.
pub(super) const NOTHING: &str = "none";

/// One of its options, any of them, or a text.
struct Slots {
    one: Vec<Field<Option<BTreeSet<u32>>>>,
    any: Vec<Field<BTreeSet<u32>>>,
    text: Vec<Inheriting<String>>,
}

static SLOTS: LazyLock<Slots> = LazyLock::new(|| {
    let named = |kind: &str, n: usize| -> &'static str { format!("{kind}-{n}").leak() };
    let text = |n: usize| Field::line(named("text", n), |_| "", |text| optional_line(text, Label::LONGEST)).optional();
    Slots {
        one: (0..MOST_ATTRIBUTES).map(|n| Field::choice(named("one", n), |_| "", |_| Vec::new(), one).optional()).collect(),
        any: (0..MOST_ATTRIBUTES).map(|n| Field::boxes(named("any", n), |_| "", |_| Vec::new(), option)).collect(),
        text: (0..MOST_ATTRIBUTES)
            .map(|n| Inheriting::new(text(n), format!("text-{n}-system").leak(), |l| t!(l, catalog.use_default)))
            .collect(),
    }
});

pub(super) static FIELDS: LazyLock<Group> = LazyLock::new(|| -> Group {
    let text = SLOTS.text.iter().flat_map(|text| [&text.value.spec, &text.system.spec]);
    let chosen = SLOTS.one.iter().map(|one| &one.spec).chain(SLOTS.any.iter().map(|any| &any.spec));
    let all: Vec<&'static Spec> = chosen.chain(text).collect();
    all.leak()
});

/// An option by its number, or none of them.
fn option(text: &str) -> Result<BTreeSet<u32>, Flaw> {
    if text == NOTHING {
        return Ok(BTreeSet::new());
    }
    whole(text, 0, MOST_CHOICES).map(|number| BTreeSet::from([number])).map_err(|_| Flaw::NotAChoice)
}

fn one(text: &str) -> Result<Option<BTreeSet<u32>>, Flaw> {
    if text.is_empty() { Ok(None) } else { option(text).map(Some) }
}

/// The field of an attribute.
#[derive(Clone, Copy)]
pub(super) enum Slot {
    One(&'static Field<Option<BTreeSet<u32>>>),
    Any(&'static Field<BTreeSet<u32>>),
    Text(&'static Inheriting<String>),
}

impl Slot {
    fn of(attribute: &Attribute) -> Option<Self> {
        let at = usize::try_from(attribute.slot).ok()?;
        match attribute.input {
            Input::Text => SLOTS.text.get(at).map(Self::Text),
            Input::YesNo | Input::Dropdown => SLOTS.one.get(at).map(Self::One),
            Input::MultipleSelect => SLOTS.any.get(at).map(Self::Any),
        }
    }

    pub(super) fn spec(self) -> &'static Spec {
        match self {
            Self::One(field) => &field.spec,
            Self::Any(field) => &field.spec,
            Self::Text(field) => &field.value.spec,
        }
    }

    /// With what it is called, and what can be chosen of it: what comes first, and its options.
    pub(super) fn asked(self, language: Language, form: Form, of: &Attribute, view: In, first: &[(&str, &str)]) -> Form {
        let form = form.labelled(self.spec(), Caption::named(of.label.shown_in(view)));
        if matches!(self, Self::Text(_)) {
            return form;
        }
        let said = (t!(language, common.form.yes), t!(language, common.form.no));
        let called = |number: u32| Some((number.to_string(), of.called(number, view, said)?.to_owned()));
        let first = first.iter().map(|(value, label)| ((*value).to_owned(), (*label).to_owned()));
        form.offering(self.spec(), first.chain(of.numbers().into_iter().filter_map(called)).collect())
    }

    /// Which of its options were chosen, if it was not left alone; what is wrong with that stands at the field.
    pub(super) fn chosen(self, form: &mut Form, of: &Attribute) -> Option<BTreeSet<u32>> {
        let all: BTreeSet<BTreeSet<u32>> = match self {
            Self::One(field) => form.get(field)?.into_iter().collect(),
            Self::Any(field) => form.all(field)?,
            Self::Text(_) => return None,
        };
        if all.is_empty() {
            return None;
        }
        // Nothing and something as well is not to be had.
        let is_torn = all.len() > 1 && all.contains(&BTreeSet::new());
        let numbers: BTreeSet<u32> = all.into_iter().flatten().collect();
        let known = of.numbers();
        if is_torn || numbers.iter().any(|number| !known.contains(number)) {
            form.flaw(self.spec(), Flaw::NotAChoice);
        }
        Some(numbers)
    }
}

/// The attributes that a form asks of, each with its field.
pub(super) fn slots(attributes: &[Attribute]) -> impl Iterator<Item = (&Attribute, Slot)> {
    attributes.iter().filter_map(|of| Some((of, Slot::of(of)?)))
}

/// Their fields as they are shown, where there are any.
pub(super) fn fieldset(language: Language, attributes: &[Attribute], shown: impl Fn(Slot) -> AnyView) -> Option<AnyView> {
    let fields: Vec<AnyView> = slots(attributes).map(|(_, slot)| shown(slot)).collect();
    (!fields.is_empty()).then(|| {
        view! { <fieldset class="slots"><legend>{t!(language, catalog.attributes.attributes)}</legend>{fields}</fieldset> }.into_any()
    })
}
