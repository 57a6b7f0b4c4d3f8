//! How a form looks: labels, controls, hints, errors. All of it works without scripts and is read out in order.

use super::{super::Advice, Caption, Field, Form, Group, Kind, Spec, Words};
use crate::{
    call::{FieldProblem, Problem, ProblemKind},
    format,
    named::isolated,
    render::escape,
    t,
    web::Request,
    words,
};
use domain::{caller::Proof, text::Flaw};
use leptos::prelude::*;

/// Of so many fields that must be filled in nobody asks what the star beside them means.
const FEW: usize = 3;

/// What stands around a control.
struct Around {
    label: Caption,
    hint: Option<String>,
    tooltip: Option<String>,
    flaw: Option<String>,
    meanwhile: Option<String>,
}

impl Form {
    /// What is wrong, above the form, with a way to each field: it has the focus when the page comes, so that whoever does not see the
    /// fields hears of them. What belongs to no field of the page stands nowhere else.
    pub(super) fn errors(&self) -> Option<AnyView> {
        let texts = self.wrong();
        if texts.is_empty() {
            return None;
        }
        let texts = texts.into_iter().map(|text| view! { <p role="alert">{text}</p> }).collect_view();
        let links: Vec<_> = self.specs().filter_map(|spec| self.way_to(spec)).collect();
        let links = (!links.is_empty()).then(|| view! { <ul>{links}</ul> });
        Some(view! { <div class="notice error" tabindex="-1" autofocus>{texts} {links}</div> }.into_any())
    }

    /// What the star beside a label means.
    pub(super) fn legend(&self) -> Option<AnyView> {
        let starred = self.specs().filter(|spec| self.is_required(spec) && !self.is_absent(spec)).count();
        (starred > FEW).then(|| view! { <p class="hint starred">{t!(self.language, common.form.required_marked)}</p> }.into_any())
    }

    /// A link to a field that is wrong, which says what is.
    fn way_to(&self, spec: &Spec) -> Option<AnyView> {
        let flaw = self.flaw_text(spec).filter(|_| self.has_place(spec.name))?;
        let text = self.around(spec).label.followed_by(&format!(": {flaw}")).shown();
        Some(view! { <li><a href=format!("#{}", spec.name)>{text}</a></li> }.into_any())
    }

    /// What is wrong as a whole, in words.
    fn wrong(&self) -> Vec<String> {
        let language = self.language;
        let (at_fields, others): (Vec<_>, Vec<_>) = self.flaws().iter().partition(|(name, _)| self.has_place(name));
        let count = at_fields.len();
        let correct = (count > 0).then(|| t!(language, common.form.correct, count = count));
        let others = others.into_iter().map(|(_, flaw)| words::flaw(language, flaw));
        // Where nothing is typed but what is never shown again, nothing of it is kept.
        let is_question = self.specs().all(|spec| spec.secret);
        let late = self.is_late().then(|| match (&self.since.by, is_question) {
            (Some((name, time)), true) => t!(language, common.form.late_question_by, name = isolated(name), time = time.as_str()),
            (Some((name, time)), false) => t!(language, common.form.late_by, name = isolated(name), time = time.as_str()),
            (None, true) => t!(language, common.form.late_question).to_owned(),
            (None, false) => t!(language, common.form.late).to_owned(),
        });
        late.into_iter().chain(self.conflict_text()).chain(others).chain(correct).collect()
    }

    /// The form that cannot be saved as it came, told to whoever sent it by a call: what is wrong at which field, and what its page is to
    /// say from now on that it showed.
    pub fn problem(&self, request: &Request) -> Problem {
        let kind = if self.conflicts().is_empty() { ProblemKind::Invalid } else { ProblemKind::Stale };
        let at = |field: &'static str, text, now| FieldProblem { field: field.to_owned(), text, now };
        let flaws = self.flaws().iter().map(|(name, flaw)| at(name, self.flaw_words(name, *flaw), None));
        let conflicts = self.specs().filter_map(|spec| {
            let conflict = self.conflicts().iter().find(|c| c.field == spec.name)?;
            Some(at(spec.name, self.meanwhile(spec)?, Some(conflict.now.clone())))
        });
        Problem {
            status: self.status(),
            detail: self.wrong().join(" "),
            errors: conflicts.chain(flaws).collect(),
            instance: request.caller.origin().request.clone(),
            shown: self.shown().map(String::into_boxed_str),
            ..Problem::bare(kind)
        }
    }

    fn has_place(&self, name: &str) -> bool {
        self.specs().any(|s| s.name == name && !self.is_absent(s) && !matches!(s.kind, Kind::Hidden | Kind::Button))
    }

    /// Fields, one after another.
    pub fn group(&self, group: Group) -> AnyView {
        group.iter().map(|spec| self.field(spec)).collect_view().into_any()
    }

    /// Fields under a legend of their own.
    pub fn fieldset(&self, legend: Words, group: Group) -> AnyView {
        view! { <fieldset><legend>{legend(self.language)}</legend>{self.group(group)}</fieldset> }.into_any()
    }

    /// A field with its label, hint and error. A button stands where its page puts it.
    pub fn field(&self, spec: &Spec) -> AnyView {
        if self.is_absent(spec) {
            return ().into_any();
        }
        let control = self.control(spec);
        let is_empty = self.value(spec).is_empty() && self.flaw_of(spec).is_none() && self.meanwhile(spec).is_none();
        if !spec.folded || !is_empty {
            return control;
        }
        let label = self.around(spec).label.shown();
        view! { <details class="folded"><summary>{label}</summary> {control}</details> }.into_any()
    }

    fn control(&self, spec: &Spec) -> AnyView {
        match spec.kind {
            Kind::Line => self.input(spec, "text", None),
            Kind::Email => self.input(spec, "email", None),
            Kind::Number => self.input(spec, "text", Some("numeric")),
            Kind::Amount => self.input(spec, "text", Some("decimal")),
            Kind::Date => self.input(spec, "date", None),
            Kind::Password => self.input(spec, "password", None),
            Kind::TextArea => self.text_area(spec),
            Kind::CheckBox => self.check_box(spec),
            Kind::Choice(_) => self.choice(spec),
            Kind::Boxes(_) => self.boxes(spec),
            Kind::File => self.files(spec, ".csv,.txt,.tsv,text/csv,text/plain", false),
            Kind::Archive => self.files(spec, ".zip,application/zip", false),
            Kind::Pictures => self.files(spec, "image/jpeg,image/png,image/webp", true),
            Kind::Hidden => view! { <input type="hidden" name=spec.name value=self.echoed(spec) /> }.into_any(),
            Kind::Button => ().into_any(),
        }
    }

    /// What is wrong with a field, for a control that a page draws itself.
    pub fn flaw_text(&self, spec: &Spec) -> Option<String> {
        self.flaw_of(spec).map(|flaw| self.flaw_words(spec.name, flaw))
    }

    fn flaw_words(&self, name: &str, flaw: Flaw) -> String {
        let advice = || self.specs().find(|spec| spec.name == name).and_then(|spec| self.advice_on(spec)).map(|advice| advice.hint);
        let detail = self.detail_of(name).map(str::to_owned).or_else(advice).filter(|detail| !detail.is_empty());
        let detail = detail.map(|detail| format!(" {detail}"));
        format!("{}{}", words::flaw(self.language, flaw), detail.unwrap_or_default())
    }

    fn advice_on(&self, spec: &Spec) -> Option<Advice> {
        spec.advice.map(|advice| Advice { field: spec.name.to_owned(), ..advice(self) })
    }

    /// What is said of fields by what stands in others.
    pub fn advice(&self) -> Vec<Advice> {
        self.specs().filter_map(|spec| self.advice_on(spec)).collect()
    }

    /// A button of a form that has several.
    pub fn button<T>(field: &Field<T>, value: &'static str, class: &'static str, label: impl Into<String>) -> AnyView {
        view! { <button class=class name=field.name value=value>{label.into()}</button> }.into_any()
    }

    fn echoed(&self, spec: &Spec) -> String {
        let inherited = || self.said(spec).inherited.filter(|_| self.flaw_of(spec).is_none());
        match self.value(spec) {
            _ if spec.secret => String::new(),
            "" => inherited().unwrap_or_default(),
            own => own.to_owned(),
        }
    }

    fn around(&self, spec: &Spec) -> Around {
        let (said, flaw) = (self.said(spec), self.flaw_text(spec));
        // What is wrong says it as well. There is room for it, for the page may say another one.
        let advice = self.advice_on(spec).map(|advice| if flaw.is_some() { String::new() } else { advice.hint });
        Around {
            label: said.label.unwrap_or_else(|| (spec.label)(self.language).into()),
            hint: said.hint.or(advice).or_else(|| spec.hint.map(|hint| hint(self.language).to_owned())),
            tooltip: said.tooltip,
            flaw,
            meanwhile: self.meanwhile(spec),
        }
    }

    /// That somebody else changed what was changed here, if so.
    pub fn conflict_text(&self) -> Option<String> {
        (!self.conflicts().is_empty()).then(|| match &self.since.by {
            Some((name, time)) => t!(self.language, common.form.conflict_by, name = isolated(name), time = time.as_str()),
            None => t!(self.language, common.form.conflict).to_owned(),
        })
    }

    /// What somebody else made of the field, in words.
    pub fn meanwhile(&self, spec: &Spec) -> Option<String> {
        let now = &self.conflicts().iter().find(|c| c.field == spec.name)?.now;
        let label = |value: &String| {
            let option = self.options(spec).into_iter().find(|(code, _)| code == value);
            option.map_or_else(|| value.clone(), |(_, label)| label)
        };
        let value = match spec.kind {
            Kind::CheckBox if now.is_empty() => t!(self.language, common.form.no).to_owned(),
            Kind::CheckBox => t!(self.language, common.form.yes).to_owned(),
            Kind::Line
            | Kind::Email
            | Kind::Number
            | Kind::Amount
            | Kind::Date
            | Kind::Password
            | Kind::TextArea
            | Kind::Choice(_)
            | Kind::Boxes(_)
            | Kind::File
            | Kind::Archive
            | Kind::Pictures
            | Kind::Hidden
            | Kind::Button => format::list(self.language.tag(), &now.iter().map(label).collect::<Vec<_>>()),
        };
        let value = if value.is_empty() { self.said(spec).nothing.unwrap_or_else(|| "–".to_owned()) } else { value };
        Some(match self.changed_by(spec) {
            Some(name) => t!(self.language, common.form.changed_to_by, value = value, name = isolated(name)),
            None => t!(self.language, common.form.changed_to, value = value),
        })
    }

    fn options(&self, spec: &Spec) -> Vec<(String, String)> {
        self.said(spec).options.unwrap_or_else(|| spec.kind.options(self.language))
    }

    fn input(&self, spec: &Spec, kind: &'static str, inputmode: Option<&'static str>) -> AnyView {
        let around = self.around(spec);
        let (name, locked, required) = (spec.name, self.is_locked(spec), self.is_required(spec));
        let list = self.advice_on(spec).and_then(|advice| advice.options);
        let list_id = list.as_ref().map(|_| format!("{name}-list"));
        let list = list.map(|values| {
            let options = values.into_iter().map(|value| view! { <option value=value></option> }).collect_view();
            view! { <datalist id=list_id.clone()>{options}</datalist> }
        });
        let control = view! {
            <input id=name name=name type=kind data-system=self.said(spec).inherited
                value=self.echoed(spec) autocomplete=spec.autocomplete required=required
                readonly=locked inputmode=inputmode list=list_id aria-invalid=around.invalid() aria-describedby=around.described_by(name) />
            {list}
        };
        self.labelled_control(spec, around, control)
    }

    /// Its form is one with files. What was chosen cannot be shown again: a browser tells no page what it may upload.
    fn files(&self, spec: &Spec, kinds: &'static str, several: bool) -> AnyView {
        let around = self.around(spec);
        let (name, locked, required) = (spec.name, self.is_locked(spec), self.is_required(spec));
        let control = view! {
            <input id=name name=name type="file" multiple=several accept=kinds required=required disabled=locked
                aria-invalid=around.invalid() aria-describedby=around.described_by(name) />
        };
        self.labelled_control(spec, around, control)
    }

    fn text_area(&self, spec: &Spec) -> AnyView {
        let around = self.around(spec);
        let (name, locked, required) = (spec.name, self.is_locked(spec), self.is_required(spec));
        // A browser drops the first line break of the text: this one, and none of the person's. What stands in a text area is written as it is
        // (`ESCAPE_CHILDREN` of its element): unless it is escaped here, a text that ends the area goes on as markup of the page.
        let text = escape(&format!("\n{}", self.echoed(spec)));
        let control = view! {
            <textarea id=name name=name rows="3" data-system=self.said(spec).inherited autocomplete=spec.autocomplete
                required=required readonly=locked aria-invalid=around.invalid() aria-describedby=around.described_by(name)>{text}</textarea>
        };
        self.labelled_control(spec, around, control)
    }

    fn choice(&self, spec: &Spec) -> AnyView {
        let around = self.around(spec);
        let (name, chosen) = (spec.name, &*self.echoed(spec));
        let mut options = self.options(spec);
        // What is stored and not offered stays chosen: a browser would choose the first, and the reader have changed it unawares.
        if !options.iter().any(|(value, _)| value == chosen) {
            options.insert(0, (chosen.to_owned(), chosen.to_owned()));
        }
        let options = options.into_iter().map(|(value, label)| {
            let selected = value == chosen;
            view! { <option value=value selected=selected>{label}</option> }
        });
        let control = view! {
            <select id=name name=name data-system=self.said(spec).inherited autocomplete=spec.autocomplete required=spec.required disabled=self.is_locked(spec)
                aria-invalid=around.invalid() aria-describedby=around.described_by(name)>{options.collect_view()}</select>
        };
        self.labelled_control(spec, around, control)
    }

    /// Whether something must be typed: not where it may be left to what is inherited.
    fn is_required(&self, spec: &Spec) -> bool {
        (spec.required || self.advice_on(spec).is_some_and(|advice| advice.required))
            && !self.is_locked(spec)
            && self.said(spec).inherited.is_none()
    }

    fn labelled_control(&self, spec: &Spec, around: Around, control: impl IntoView + 'static) -> AnyView {
        // Where it depends, there is room for it.
        let (is_required, depends) = (self.is_required(spec), spec.advice.map(|_| format!("{}-required", spec.name)));
        let required = (is_required || depends.is_some())
            .then(|| view! { <span class="required" aria-hidden="true" id=depends hidden=!is_required>" *"</span> });
        let label = around.label.shown();
        view! {
            <div class="field">
                <label for=spec.name>{label} {required}</label>
                {control}
                {self.notes(spec, around)}
            </div>
        }
        .into_any()
    }

    /// A check box with its label, and a tooltip that opens by click, tap or key without any script.
    fn check_box(&self, spec: &Spec) -> AnyView {
        let around = self.around(spec);
        let (name, label) = (spec.name, around.label.shown());
        view! {
            <div class="field check">
                <input id=name name=name type="checkbox" value="1" checked=self.is_filled(spec) disabled=self.is_locked(spec)
                    aria-invalid=around.invalid() aria-describedby=around.described_by(name) />
                <label for=name>{label}</label>
                {self.notes(spec, around)}
            </div>
        }
        .into_any()
    }

    /// One of these, each told as its page tells it.
    pub fn radios(&self, spec: &Spec, options: Vec<(String, AnyView)>) -> AnyView {
        let chosen = self.echoed(spec);
        self.ticked(spec, "radio", options, |value| *value == chosen)
    }

    fn boxes(&self, spec: &Spec) -> AnyView {
        let options = self.options(spec).into_iter().map(|(value, label)| (value, label.into_any())).collect();
        self.ticked(spec, "checkbox", options, |value| self.values(spec).contains(value))
    }

    /// What is ticked of these, under the label of the field.
    fn ticked(&self, spec: &Spec, kind: &'static str, options: Vec<(String, AnyView)>, is_ticked: impl Fn(&String) -> bool) -> AnyView {
        let around = self.around(spec);
        let (name, locked) = (spec.name, self.is_locked(spec));
        let options = options.into_iter().map(|(value, label)| {
            let (id, ticked) = (format!("{name}-{value}"), is_ticked(&value));
            view! {
                <div class="field check">
                    <input id=id.clone() name=name type=kind value=value checked=ticked disabled=locked />
                    <label for=id>{label}</label>
                </div>
            }
        });
        let (options, label) = (options.collect_view(), around.label.shown());
        let (invalid, described) = (around.invalid(), around.described_by(name));
        view! {
            <fieldset id=name aria-invalid=invalid aria-describedby=described>
                <legend>{label}</legend>
                {options}
                {self.notes(spec, around)}
            </fieldset>
        }
        .into_any()
    }

    fn notes(&self, spec: &Spec, around: Around) -> AnyView {
        let Around { hint, tooltip, flaw, meanwhile, .. } = around;
        let (name, language) = (spec.name, self.language);
        view! {
            {tooltip.map(|text| view! { <details class="tooltip"><summary aria-label=t!(language, common.form.tooltip)>"?"</summary><p>{text}</p></details> })}
            {hint.map(|text| view! { <p class="hint" id=format!("{name}-hint")>{text}</p> })}
            {meanwhile.map(|text| view! { <p class="flaw" id=format!("{name}-meanwhile")>{text}</p> })}
            {flaw.map(|text| view! { <p class="flaw" id=format!("{name}-flaw")>{text}</p> })}
        }
        .into_any()
    }
}

impl Around {
    fn invalid(&self) -> Option<&'static str> {
        (self.flaw.is_some() || self.meanwhile.is_some()).then_some("true")
    }

    fn described_by(&self, name: &str) -> Option<String> {
        let parts = [(self.hint.is_some(), "hint"), (self.meanwhile.is_some(), "meanwhile"), (self.flaw.is_some(), "flaw")];
        let ids: Vec<String> = parts.into_iter().filter(|(there, _)| *there).map(|(_, part)| format!("{name}-{part}")).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }
}
