//! The form of an attribute: its fields, what stands in them, and what was typed. Each option has fields of its own, by its number.

use super::grid::inputs;
use crate::catalog::In;
use domain::{
    catalog::attribute::{Attribute, AttributeCode, Choice, Input, Label, Labelled, MOST_CHOICES, labels},
    ids::AttributeId,
    text::{Flaw, whole},
};
use std::sync::LazyLock;
use ui::{
    form::{Field, Fields, Form, Group, Inheriting, Snapshot, Spec},
    t,
    web::Request,
};

static CODE: Field<AttributeCode> = Field::line("code", |l| t!(l, catalog.attributes.code), AttributeCode::parse)
    .hint(|l| t!(l, catalog.attributes.code_hint))
    .example("example");
static INPUT: Field<Input> =
    Field::choice("input", |l| t!(l, catalog.attributes.input), inputs, Input::parse).hint(|l| t!(l, catalog.attributes.input_hint));
pub(super) static LABEL: Inheriting<Label> =
    Inheriting::new(Field::line("label", |l| t!(l, catalog.attributes.label), Label::parse), "label-system", |l| {
        t!(l, catalog.use_default)
    });
static POSITION: Field<u32> =
    Field::number("position", |l| t!(l, catalog.position), place).hint(|l| t!(l, catalog.attributes.position_hint)).optional();
static VISIBLE: Field<bool> = Field::check_box("visible", |l| t!(l, catalog.attributes.visible));
static NAVIGATION: Field<bool> =
    Field::check_box("navigation", |l| t!(l, catalog.attributes.navigation)).hint(|l| t!(l, catalog.attributes.navigation_hint));
static SEARCH: Field<bool> = Field::check_box("search", |l| t!(l, catalog.attributes.search));
pub(super) static NEW_OPTIONS: Field<Vec<Label>> = Field::text_area("new_options", |l| t!(l, catalog.attributes.new_options), labels)
    .hint(|l| t!(l, catalog.attributes.one_a_line))
    .optional();
/// The numbers of options; each row has its box.
pub(super) static REMOVE: Field<u32> =
    Field::boxes("remove", |l| t!(l, catalog.attributes.remove), |_| Vec::new(), |text| whole(text, 0, MOST_CHOICES));

pub(super) const PROPERTIES: Group = &[&CODE.spec, &INPUT.spec, &LABEL.value.spec];
pub(super) const STOREFRONT: Group = &[&VISIBLE.spec, &NAVIGATION.spec, &SEARCH.spec, &POSITION.spec];
/// Of one that is not there yet: what else there is to say of it is said once it is.
pub(super) const NEW_FIELDS: Fields = &[PROPERTIES, STOREFRONT];

/// What an option is called, and where it stands.
struct OfChoices {
    labels: Vec<Inheriting<Label>>,
    places: Vec<Field<u32>>,
}

/// Made once, for as long as the program runs.
static OF_CHOICES: LazyLock<OfChoices> = LazyLock::new(|| {
    let label = |n: u32| Field::line(format!("option-{n}").leak(), |l| t!(l, catalog.attributes.option), Label::parse);
    let own = |n: u32| Inheriting::new(label(n), format!("option-{n}-system").leak(), |l| t!(l, catalog.use_default));
    OfChoices {
        labels: (0..MOST_CHOICES).map(own).collect(),
        places: (0..MOST_CHOICES)
            .map(|n| Field::number(format!("place-{n}").leak(), |l| t!(l, catalog.position), place).optional().example("1"))
            .collect(),
    }
});

const NAMED: Group = &[&LABEL.value.spec, &LABEL.system.spec, &NEW_OPTIONS.spec, &REMOVE.spec];
static FIELDS: LazyLock<Fields> = LazyLock::new(|| -> Fields {
    let labels = OF_CHOICES.labels.iter().flat_map(|own| [&own.value.spec, &own.system.spec]);
    let own: Vec<&'static Spec> = labels.chain(OF_CHOICES.places.iter().map(|place| &place.spec)).collect();
    let own: Group = own.leak();
    let groups: Vec<Group> = vec![NAMED, STOREFRONT, own];
    groups.leak()
});

pub(super) fn fields() -> Fields {
    *FIELDS
}

/// The fields of an option: what it is called, and where it stands.
pub(super) fn of_choice(choice: &Choice) -> Option<(&'static Inheriting<Label>, &'static Field<u32>)> {
    let at = usize::try_from(choice.number).ok()?;
    Some((OF_CHOICES.labels.get(at)?, OF_CHOICES.places.get(at)?))
}

fn place(text: &str) -> Result<u32, Flaw> {
    if text.is_empty() { Ok(0) } else { whole(text, 0, 9_999) }
}

/// What stands in an attribute for all, or in a view.
pub(super) fn snapshot(of: &Attribute, view: In) -> Snapshot {
    let stands = |text: &Labelled| text.said_in(view).unwrap_or_default().to_owned();
    let own = of.choices.iter().filter_map(|choice| Some((choice, of_choice(choice)?.0)));
    let snapshot = own.fold(Snapshot::new(of.revision).with(&LABEL.value, stands(&of.label)), |snapshot, (choice, label)| {
        snapshot.with(&label.value, stands(&choice.label))
    });
    if view.is_some() {
        return snapshot;
    }
    let places = of.choices.iter().zip(1_u32..).filter_map(|(choice, n)| Some((of_choice(choice)?.1, n)));
    places
        .fold(snapshot, |snapshot, (place, n)| snapshot.with(place, n.to_string()))
        .with(&POSITION, of.position.to_string())
        .ticked(&VISIBLE, of.visible)
        .ticked(&NAVIGATION, of.navigation)
        .ticked(&SEARCH, of.search)
}

/// With what is inherited in a view, and without what an attribute of its kind does not have.
pub(super) fn offered(request: &Request, form: Form, of: &Attribute, view: In) -> Form {
    let language = request.language;
    let own = || of.choices.iter().filter_map(|choice| Some((choice, of_choice(choice)?)));
    let form = own()
        .zip(1_usize..)
        .fold(form, |form, ((_, (label, _)), n)| form.labelled(&label.value, t!(language, catalog.attributes.option_number, number = n)));
    let form = if of.input.has_options() { form } else { form.without(&NEW_OPTIONS).without(&REMOVE) };
    let form = if of.input.narrows() { form } else { form.without(&NAVIGATION) };
    if view.is_none() {
        let form = own().fold(form, |form, (_, (label, _))| form.without(&label.system)).without(&LABEL.system);
        if request.caller.is_everywhere() {
            return form;
        }
        let form = STOREFRONT.iter().fold(form.without(&NEW_OPTIONS).without(&REMOVE), |form, spec| form.lock(spec));
        return own().fold(form.lock(&LABEL.value), |form, (_, (label, place))| form.lock(&label.value).lock(place));
    }
    let called = t!(language, catalog.use_default);
    let form = STOREFRONT.iter().fold(form.without(&NEW_OPTIONS).without(&REMOVE), |form, spec| form.without(spec));
    own().fold(form.inheriting(&LABEL.value, called, of.label.all.clone()), |form, (choice, (label, place))| {
        form.inheriting(&label.value, called, choice.label.all.clone()).without(place)
    })
}

/// The form as it came, with ticked boxes in the place of their fields.
pub(super) fn with_boxes(form: Form, of: &Attribute, view: In) -> Form {
    if view.is_none() {
        return form;
    }
    let labels = of.choices.iter().filter_map(|choice| Some(of_choice(choice)?.0));
    labels.fold(form.with_box(&LABEL), |form, label| form.with_box(label))
}

/// The form of an attribute that is not there yet.
pub(super) fn blank(request: &Request) -> Form {
    Form::new(NEW_FIELDS, request)
        .filled(&INPUT, Input::Dropdown.code())
        .filled(&VISIBLE, "1")
        .filled(&NAVIGATION, "1")
        .filled(&SEARCH, "1")
}

/// What was typed of a new one; nothing, if something of it is wrong, which is remembered.
pub(super) fn read_new(form: &mut Form) -> Option<Attribute> {
    let (code, input, label, position) = (form.get(&CODE), form.get(&INPUT), form.get(&LABEL.value), form.get(&POSITION));
    let (code, input, label, position) = (code?, input?, label?, position?);
    let (visible, navigation, search) = (form.is_filled(&VISIBLE), form.is_filled(&NAVIGATION), form.is_filled(&SEARCH));
    form.is_clean().then(|| Attribute {
        id: AttributeId::NOTHING,
        slot: 0,
        code: code.to_string(),
        input,
        label: Labelled::new(label.as_str()),
        choices: Vec::new(),
        next: 0,
        position,
        visible,
        navigation: navigation && input.narrows(),
        search,
        revision: 0,
    })
}

/// What was typed of one that is there.
pub(super) fn read(form: &mut Form, was: &Attribute, view: In) -> Option<Attribute> {
    let label = if view.is_some() { form.own(&LABEL) } else { form.get(&LABEL.value) };
    let mut next = Attribute { label: was.label.with(view, label.map(|label| label.to_string())), ..was.clone() };
    let (mut choices, removed) = (Vec::with_capacity(was.choices.len()), form.all(&REMOVE).unwrap_or_default());
    for choice in was.choices.iter().filter(|choice| !removed.contains(&choice.number)) {
        let (own, place) = of_choice(choice)?;
        let label = if view.is_some() { form.own(own) } else { form.get(&own.value) };
        let place = if view.is_some() { Some(0) } else { form.get(place) };
        let label = choice.label.with(view, label.map(|label| label.to_string()));
        choices.push((place.unwrap_or_default(), Choice { number: choice.number, label }));
    }
    // Of two that are to stand in one place the one comes first that did before.
    choices.sort_by_key(|(place, _)| *place);
    next.choices = choices.into_iter().map(|(_, choice)| choice).collect();
    if view.is_some() {
        return form.is_clean().then_some(next);
    }
    next.visible = form.is_filled(&VISIBLE);
    next.navigation = form.is_filled(&NAVIGATION);
    next.search = form.is_filled(&SEARCH);
    next.position = form.get(&POSITION).unwrap_or_default();
    let new = if was.input.has_options() { form.get(&NEW_OPTIONS).unwrap_or_default() } else { Vec::new() };
    match next.with_choices(new) {
        Ok(next) => form.is_clean().then_some(next),
        Err(flaw) => {
            form.flaw(&NEW_OPTIONS, flaw);
            None
        }
    }
}
