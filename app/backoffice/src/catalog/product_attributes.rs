//! What a product says of attributes, on its page. The fields are made once, for as long as the program runs: an attribute has those of its
//! slot.

use super::{In, product_fields::Around};
use domain::{
    catalog::{
        attribute::{Attribute, Input, Label, Labelled, MOST_ATTRIBUTES, MOST_CHOICES, Value, Values},
        edit::EditedProduct,
    },
    config::Reach,
    stores::Language,
    text::{Flaw, optional_line, whole},
};
use leptos::prelude::*;
use std::{collections::BTreeSet, sync::LazyLock};
use ui::{
    form::{Field, Form, Group, Inheriting, Snapshot, Spec},
    t,
    web::Request,
    words,
};

/// One of its options, any of them, or a text.
struct Slots {
    one: Vec<Field<Option<u32>>>,
    any: Vec<Field<u32>>,
    text: Vec<Inheriting<String>>,
}

static SLOTS: LazyLock<Slots> = LazyLock::new(|| {
    let named = |kind: &str, n: usize| -> &'static str { format!("{kind}-{n}").leak() };
    let text = |n: usize| Field::line(named("text", n), |_| "", |text| optional_line(text, Label::LONGEST)).optional();
    Slots {
        one: (0..MOST_ATTRIBUTES).map(|n| Field::choice(named("one", n), |_| "", |_| Vec::new(), one).optional()).collect(),
        any: (0..MOST_ATTRIBUTES).map(|n| Field::boxes(named("any", n), |_| "", |_| Vec::new(), number)).collect(),
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

fn number(text: &str) -> Result<u32, Flaw> {
    whole(text, 0, MOST_CHOICES).map_err(|_| Flaw::NotAChoice)
}

fn one(text: &str) -> Result<Option<u32>, Flaw> {
    if text.is_empty() { Ok(None) } else { number(text).map(Some) }
}

/// The fields of an attribute.
enum Slot {
    One(&'static Field<Option<u32>>),
    Any(&'static Field<u32>),
    Text(&'static Inheriting<String>),
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
            let stands = view.map_or(Some(&text.all), |view| text.own.get(&view));
            snapshot.with(&field.value, stands.cloned().unwrap_or_default())
        }
    })
}

/// With what each is called, what can be chosen, and what a view takes over. Options are chosen for all views.
fn offered(language: Language, form: Form, attributes: &[Attribute], values: &Values, view: In) -> Form {
    let said = (t!(language, common.form.yes), t!(language, common.form.no));
    slots(attributes).fold(form, |form, (of, slot)| {
        let called = |number: u32| Some((number.to_string(), of.called(number, view, said)?.to_owned()));
        let options: Vec<(String, String)> = of.numbers().into_iter().filter_map(called).collect();
        let label = of.label.shown_in(view).to_owned();
        let lock = |form: Form, field: &Spec| if view.is_some() { form.lock(field) } else { form };
        match slot {
            Slot::One(field) => {
                let none = (String::new(), "–".to_owned());
                lock(form.labelled(field, label).offering(field, std::iter::once(none).chain(options).collect()), field)
            }
            Slot::Any(field) => lock(form.labelled(field, label).offering(field, options), field),
            Slot::Text(field) if view.is_none() => form.labelled(&field.value, label).without(&field.system),
            Slot::Text(field) => {
                let all = text(of, values).all;
                form.labelled(&field.value, label).inheriting(&field.value, t!(language, catalog.use_default), all)
            }
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
        let numbers = match slot {
            Slot::Text(field) => {
                let own = if view.is_some() { form.own(field) } else { form.get(&field.value) };
                let text = text(of, was).with(view, own.filter(|text| !text.is_empty()));
                if text.is_nothing() {
                    next.remove(&of.id);
                } else {
                    next.insert(of.id, Value::Text(text));
                }
                continue;
            }
            Slot::One(_) | Slot::Any(_) if view.is_some() => continue,
            Slot::One(field) => form.get(field).map(|one| one.into_iter().collect::<BTreeSet<u32>>()),
            Slot::Any(field) => form.all(field),
        };
        let numbers: BTreeSet<u32> = numbers.unwrap_or_default();
        if numbers == chosen(of, was) {
            continue;
        }
        let known = of.numbers();
        if numbers.iter().any(|number| !known.contains(number)) {
            form.flaw(spec(&slot), Flaw::NotAChoice);
        }
        if numbers.is_empty() {
            next.remove(&of.id);
        } else {
            next.insert(of.id, Value::Chosen(numbers));
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

fn spec(slot: &Slot) -> &'static Spec {
    match slot {
        Slot::One(field) => &field.spec,
        Slot::Any(field) => &field.spec,
        Slot::Text(field) => &field.value.spec,
    }
}

/// Their card, where there are any.
pub(super) fn card(request: &Request, form: &Form, attributes: &[Attribute]) -> Option<AnyView> {
    let language = request.language;
    let reach = words::reach(language, Reach::StoreView);
    let fields = slots(attributes).map(|(_, slot)| match slot {
        Slot::Text(field) => form.inheriting_field(field, reach, None),
        Slot::One(_) | Slot::Any(_) => form.field(spec(&slot)),
    });
    let fields: Vec<AnyView> = fields.collect();
    (!fields.is_empty()).then(|| {
        view! {
            <section class="card" id="attributes">
                <fieldset><legend>{t!(language, catalog.attributes.attributes)}</legend>{fields}</fieldset>
            </section>
        }
        .into_any()
    })
}
