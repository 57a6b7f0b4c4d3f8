//! The declared settings as fields of a form. Each has a box "Use system value" beside it, and holds nothing while that is ticked: the
//! system value is a value too, and whoever chooses it meets whoever types another.

use domain::{
    config::{Config, FIELDS, Field as Declared, Kind, Section, Setting},
    stores::Language,
    text::Flaw,
};
use std::{collections::BTreeMap, sync::LazyLock};
use ui::{
    form::{Field, Fields, Form, Snapshot, Spec},
    t,
    web::Request,
    words,
};

/// A setting, the field that holds it, and the box beside that.
pub(super) struct Asked {
    pub(super) declared: &'static Declared,
    pub(super) value: Field<String>,
    pub(super) system: Field<bool>,
}

/// Made once from the declarations, for as long as the program runs.
static ASKED: LazyLock<Vec<Asked>> = LazyLock::new(|| FIELDS.iter().map(asked).collect());
static FORMS: LazyLock<Vec<(Section, Fields)>> = LazyLock::new(|| Section::ALL.into_iter().map(|s| (s, group(s))).collect());

fn asked(declared: &'static Declared) -> Asked {
    let name = declared.name();
    let as_it_is = |text: &str| Ok(text.to_owned());
    let value = match declared.kind {
        Kind::YesNo => Field::choice(name, |_| "", |_| Vec::new(), as_it_is).example("1"),
        Kind::Choice(of) => Field::choice(name, |_| "", |_| Vec::new(), as_it_is).example(of.iter().next().unwrap_or_default()),
        Kind::Line(_) => Field::line(name, |_| "", as_it_is),
        Kind::Text(_) => Field::text_area(name, |_| "", as_it_is),
    };
    let box_name: &'static str = format!("{name}-system").leak();
    Asked { declared, value: value.optional(), system: Field::check_box(box_name, |l| t!(l, common.form.use_system_value)) }
}

fn group(section: Section) -> Fields {
    let specs: Vec<&'static Spec> = of(section).flat_map(|a| [&a.value.spec, &a.system.spec]).collect();
    let group: &'static [&'static Spec] = specs.leak();
    vec![group].leak()
}

/// The settings of a section.
pub(super) fn of(section: Section) -> impl Iterator<Item = &'static Asked> {
    ASKED.iter().filter(move |a| a.declared.section == section)
}

pub(super) fn form_of(section: Section) -> Fields {
    FORMS.iter().find(|(s, _)| *s == section).map(|(_, form)| *form).unwrap_or_default()
}

impl Asked {
    fn system_value(&self, language: Language) -> &'static str {
        self.declared.default.unwrap_or_else(|| words::system_value(language, self.declared.setting))
    }

    /// Whether the box beside the field is to be shown ticked.
    pub(super) fn is_system(&self, form: &Form) -> bool {
        !form.is_filled(&self.value) && form.flaw_of(&self.value).is_none()
    }

    fn options(&self, language: Language) -> Vec<(String, String)> {
        let owned = |(value, label): (&str, &str)| (value.to_owned(), label.to_owned());
        match self.declared.kind {
            Kind::YesNo => [("1", t!(language, common.form.yes)), ("0", t!(language, common.form.no))].map(owned).into(),
            Kind::Choice(of) => of.iter().map(|value| owned((value, value))).collect(),
            Kind::Line(_) | Kind::Text(_) => Vec::new(),
        }
    }

    /// The form with the words of this setting, and with the system value where that is used.
    fn said(&self, language: Language, form: Form) -> Form {
        form.labelled(&self.value, words::setting(language, self.declared.setting))
            .offering(&self.value, self.options(language))
            .inheriting(&self.value, t!(language, common.form.use_system_value), self.system_value(language))
    }

    /// That the setting has no effect while another one is as it is, and whether that is so on this form.
    pub(super) fn idle(&self, language: Language, form: &Form) -> Option<(String, bool)> {
        let (needed, value) = self.declared.needs?;
        let of_it = ASKED.iter().find(|a| a.declared.setting == needed)?;
        let label = of_it.options(language).into_iter().find(|(v, _)| v == value).map_or_else(|| value.to_owned(), |(_, label)| label);
        let text = t!(language, config.idle, setting = words::setting(language, needed), value = label);
        let is_idle =
            self.declared.is_idle(|_| Some(if of_it.is_system(form) { of_it.system_value(language) } else { form.value(&of_it.value) }));
        Some((text, is_idle))
    }
}

/// What is stored of a section.
pub(super) fn snapshot(section: Section, stored: &Config) -> Snapshot {
    of(section).fold(Snapshot::new(0), |all, a| {
        let setting = a.declared.setting;
        let all = all.with(&a.value, stored.own(setting).unwrap_or_default()).turned(&a.value, stored.changes(setting));
        match stored.changed_by(setting) {
            Some(name) => all.changed_by(&a.value, name),
            None => all,
        }
    })
}

/// The form that shows what is stored.
pub(super) fn form(section: Section, request: &Request, stored: &Config) -> Form {
    worded(section, request, Form::of(form_of(section), request, snapshot(section, stored)))
}

fn worded(section: Section, request: &Request, form: Form) -> Form {
    of(section).fold(form, |form, a| a.said(request.language, form))
}

/// The form as it came. A ticked box stands for its field, whatever was typed into that.
pub(super) fn read(section: Section, request: &Request, sent: Form) -> Form {
    of(section).fold(worded(section, request, sent), |mut form, a| {
        if form.is_filled(&a.system) {
            return form.filled(&a.value, "");
        }
        if form.typed(&a.value) == Some("") {
            form.flaw(&a.value, Flaw::Required);
        }
        form
    })
}

/// What is to be set; `None` is "use system value".
pub(super) type Changes = BTreeMap<Setting, Option<String>>;

/// What the reader changed, checked.
pub(super) fn changes(section: Section, form: &mut Form) -> Changes {
    let mut values = BTreeMap::new();
    for a in of(section) {
        let setting = a.declared.setting;
        if !form.has_changed(&a.value) {
            continue;
        }
        if a.is_system(form) {
            values.insert(setting, None);
            continue;
        }
        match a.declared.check(form.value(&a.value)) {
            Ok(value) => drop(values.insert(setting, Some(value))),
            Err(flaw) => form.flaw(&a.value, flaw),
        }
    }
    values
}
