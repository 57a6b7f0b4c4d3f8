//! The declared settings as fields of a form. Each has a box "Use system value" beside it, or "Use Default" and "Use Website" in a
//! narrower scope, and holds nothing while that is ticked: what is inherited is a value too, and whoever chooses it meets whoever types
//! another.

use domain::{
    config::{Config, FIELDS, Field as Declared, Kind, Scope, Section, Setting},
    money::{Currency, Money},
    stores::Language,
};
use std::{
    collections::BTreeMap,
    ops::Deref,
    sync::{Arc, LazyLock},
};
use ui::{
    form::{Field, Fields, Form, Inheriting, Snapshot, Spec},
    format::signs,
    t,
    web::Request,
    words,
};

/// A setting, the field that holds it, and the box beside that.
pub(super) struct Asked {
    pub(super) declared: &'static Declared,
    pub(super) field: Inheriting<String>,
}

impl Deref for Asked {
    type Target = Inheriting<String>;
    fn deref(&self) -> &Inheriting<String> {
        &self.field
    }
}

/// Made once from the declarations, for as long as the program runs.
static ASKED: LazyLock<Vec<Asked>> = LazyLock::new(|| FIELDS.iter().map(asked).collect());
static FORMS: LazyLock<Vec<(Section, Fields)>> = LazyLock::new(|| Section::ALL.iter().map(|s| (*s, group(*s))).collect());

fn asked(declared: &'static Declared) -> Asked {
    let name = declared.name();
    let as_it_is = |text: &str| Ok(text.to_owned());
    let value = match declared.kind {
        Kind::YesNo => Field::choice(name, |_| "", |_| Vec::new(), as_it_is).example("1"),
        Kind::Choice(of) | Kind::Named(of) => {
            Field::choice(name, |_| "", |_| Vec::new(), as_it_is).example(of.iter().next().unwrap_or_default())
        }
        Kind::Line(_) => Field::line(name, |_| "", as_it_is),
        Kind::Email => Field::email(name, |_| "", as_it_is),
        Kind::Text(_) => Field::text_area(name, |_| "", as_it_is),
        Kind::Rates => Field::text_area(name, |_| "", as_it_is).example("EUR 0.92\nUSD 1"),
        Kind::TaxRates => Field::text_area(name, |_| "", as_it_is).example("DE 19\nUS 8.25"),
        Kind::Whole(..) => Field::number(name, |_| "", as_it_is),
        Kind::CustomerGroup => Field::choice(name, |_| "", |_| Vec::new(), as_it_is).example(declared.default.unwrap_or_default()),
        Kind::Amount => Field::line(name, |_| "", as_it_is).example("7"),
    };
    let box_name: &'static str = format!("{name}-system").leak();
    Asked { declared, field: Inheriting::new(value.optional(), box_name, |l| t!(l, common.form.use_system_value)) }
}

fn group(section: Section) -> Fields {
    let specs: Vec<&'static Spec> = of(section).flat_map(|a| [&a.value.spec, &a.system.spec]).collect();
    let group: &'static [&'static Spec] = specs.leak();
    vec![group].leak()
}

/// The settings of a section, in whichever scope.
pub(super) fn of(section: Section) -> impl Iterator<Item = &'static Asked> {
    ASKED.iter().filter(move |a| a.declared.section == section)
}

pub(super) fn form_of(section: Section) -> Fields {
    FORMS.iter().find(|(s, _)| *s == section).map(|(_, form)| *form).unwrap_or_default()
}

/// Whether a section has anything to set in a scope.
pub(super) fn has_some(section: Section, scope: Scope) -> bool {
    of(section).any(|a| scope.admits(a.declared.reach))
}

impl Asked {
    fn options(&self, request: &Request) -> Vec<(String, String)> {
        let language = request.language;
        let owned = |(value, label): (&str, &str)| (value.to_owned(), label.to_owned());
        match self.declared.kind {
            Kind::YesNo => [("1", t!(language, common.form.yes)), ("0", t!(language, common.form.no))].map(owned).into(),
            Kind::Choice(of) => of.iter().map(|value| owned((value, value))).collect(),
            Kind::Named(of) => of.iter().map(|value| owned((value, words::option(language, self.declared.setting, value)))).collect(),
            Kind::CustomerGroup => crate::customers::groups::choices(request),
            Kind::Line(_) | Kind::Text(_) | Kind::Rates | Kind::TaxRates | Kind::Whole(..) | Kind::Amount | Kind::Email => Vec::new(),
        }
    }
}

/// A section in a scope, and what is stored there.
pub(super) struct Place {
    pub(super) section: Section,
    pub(super) scope: Scope,
    pub(super) stored: Arc<Config>,
    /// In which amounts are set here.
    pub(super) currency: Currency,
}

impl Place {
    /// The settings that can have a value of their own here.
    pub(super) fn settings(&self) -> impl Iterator<Item = &'static Asked> + use<> {
        let scope = self.scope;
        of(self.section).filter(move |a| scope.admits(a.declared.reach))
    }

    fn inherited(&self, language: Language, asked: &Asked) -> String {
        let Some(value) = self.stored.inherited(asked.declared.setting) else {
            return words::system_value(language, asked.declared.setting).to_owned();
        };
        // It may be set in another currency elsewhere.
        let amount = Money::from_coded(value).map(|sum| format!("{} {}", sum.written(signs(language)), sum.currency().code()));
        amount.unwrap_or_else(|| asked.declared.written(value, signs(language)))
    }

    /// That a setting has no effect while another one is as it is, and whether that is so on this form.
    pub(super) fn idle(&self, request: &Request, form: &Form, asked: &Asked) -> Option<(String, bool)> {
        let language = request.language;
        let (needed, value) = asked.declared.needs?;
        let of_it = ASKED.iter().find(|a| a.declared.setting == needed)?;
        let label = of_it.options(request).into_iter().find(|(v, _)| v == value).map_or_else(|| value.to_owned(), |(_, label)| label);
        let text = t!(language, config.idle, setting = words::setting(language, needed), value = label);
        let is_here = self.scope.admits(of_it.declared.reach);
        let inherited = self.inherited(language, of_it);
        let now = match is_here {
            true if !form.is_inherited(of_it) => form.value(&of_it.value),
            true => &inherited,
            false => self.stored.value(needed).unwrap_or_default(),
        };
        Some((text, asked.declared.is_idle(|_| Some(now))))
    }

    /// What is stored.
    pub(super) fn snapshot(&self, language: Language) -> Snapshot {
        self.settings().fold(Snapshot::new(0), |all, a| {
            let setting = a.declared.setting;
            let own = self.stored.own(setting).unwrap_or_default();
            let amount = Money::from_coded(own).filter(|sum| a.declared.kind == Kind::Amount && sum.currency() == self.currency);
            let own = amount.map_or_else(|| a.declared.written(own, signs(language)), |sum| sum.written(signs(language)));
            let all = all.with(&a.value, own).turned(&a.value, self.stored.changes(setting));
            match self.stored.changed_by(setting) {
                Some(name) => all.changed_by(&a.value, name),
                None => all,
            }
        })
    }

    /// The form that shows what is stored.
    pub(super) fn form(&self, request: &Request) -> Form {
        self.worded(request, Form::of(form_of(self.section), request, self.snapshot(request.language)))
    }

    /// With the words of each setting, and with what is inherited where that is used; without those that are set for all alone.
    fn worded(&self, request: &Request, form: Form) -> Form {
        let language = request.language;
        of(self.section).fold(form, |form, a| {
            let setting = a.declared.setting;
            if !self.scope.admits(a.declared.reach) {
                return form.without(&a.value).without(&a.system);
            }
            let form = match words::comment(language, setting) {
                Some(comment) => form.hinted(&a.value, comment),
                None => form,
            };
            let label = words::setting(language, setting);
            let is_amount = a.declared.kind == Kind::Amount;
            let label = if is_amount { format!("{label} ({})", self.currency.code()) } else { label.to_owned() };
            form.labelled(&a.value, label).offering(&a.value, a.options(request)).inheriting(
                &a.value,
                words::follows(language, self.scope.follows()),
                self.inherited(language, a),
            )
        })
    }

    /// With more to say of what is wrong with a field.
    pub(super) fn explaining(&self, form: Form, name: &str, text: String) -> Form {
        match self.settings().find(|a| a.value.name == name) {
            Some(asked) => form.detailed(&asked.value, text),
            None => form,
        }
    }

    /// The form as it came.
    pub(super) fn read(&self, request: &Request, sent: Form) -> Form {
        self.settings().fold(self.worded(request, sent), |form, a| form.with_box(a))
    }

    /// What the reader changed, checked.
    pub(super) fn changes(&self, form: &mut Form, language: Language) -> Changes {
        let mut values = BTreeMap::new();
        for a in self.settings() {
            let setting = a.declared.setting;
            if !form.has_changed(&a.value) {
                continue;
            }
            if form.is_inherited(a) {
                values.insert(setting, None);
                continue;
            }
            match a.declared.read(form.value(&a.value), signs(language), self.currency) {
                Ok(value) => drop(values.insert(setting, Some(value))),
                Err(flaw) => form.flaw(&a.value, flaw),
            }
        }
        values
    }
}

/// What is to be set; `None` is "use what is inherited".
pub(super) type Changes = BTreeMap<Setting, Option<String>>;
