//! Forms: one pattern for every page. A form posts to its page's own address; success is a redirect with a notice, and a
//! refusal is the same page again with 422, what was typed (never a secret), and each error at its field.

use crate::{
    t,
    web::{Pairs, REPEATS, Request},
    words,
};
use domain::{
    failure::Failure,
    stores::Language,
    text::{Flaw, Secret},
};
use leptos::prelude::*;

/// What a form shows: values, and what is wrong with them.
#[derive(Debug, Clone, Default)]
pub struct FormState {
    values: Pairs,
    flaws: Vec<(&'static str, Flaw)>,
}

impl FormState {
    /// A form that shows these values, with nothing wrong yet.
    pub fn of(values: Pairs) -> Self {
        Self { values, flaws: Vec::new() }
    }

    pub fn value(&self, name: &str) -> String {
        self.values.get(name).unwrap_or_default().to_owned()
    }

    pub fn is_ticked(&self, name: &str) -> bool {
        self.values.get(name).is_some()
    }

    pub fn all(&self, name: &str) -> Vec<String> {
        self.values.all(name).map(str::to_owned).collect()
    }

    pub fn flaw(&self, name: &str) -> Option<Flaw> {
        self.flaws.iter().find(|(n, _)| *n == name).map(|(_, f)| *f)
    }

    pub fn is_flawed(&self) -> bool {
        !self.flaws.is_empty()
    }
}

/// Reads a form field by field, and keeps what is wrong with each.
pub struct Reader {
    state: FormState,
}

impl Reader {
    pub fn new(request: &Request) -> Self {
        Self { state: FormState::of(request.form.clone()) }
    }

    /// A field's value; `None` if it is not acceptable, which is remembered.
    pub fn parse<T>(&mut self, name: &'static str, parse: impl FnOnce(&str) -> Result<T, Flaw>) -> Option<T> {
        match parse(self.state.values.get(name).unwrap_or_default()) {
            Ok(value) => Some(value),
            Err(flaw) => {
                self.flaw(name, flaw);
                None
            }
        }
    }

    /// A password or the like: taken out of what the form would show again.
    pub fn secret(&mut self, name: &'static str) -> Secret {
        Secret::new(self.state.values.get(name).unwrap_or_default())
    }

    /// A new password, typed twice the same.
    pub fn new_password(&mut self) -> Secret {
        let (password, again) = (self.secret("password"), self.secret("password_again"));
        if let Err(flaw) = password.as_new_password() {
            self.flaw("password", flaw);
        } else if password.expose() != again.expose() {
            self.flaw("password_again", Flaw::Differs);
        }
        password
    }

    /// Whether a check box was ticked.
    pub fn ticked(&self, name: &str) -> bool {
        self.state.is_ticked(name)
    }

    pub fn flaw(&mut self, name: &'static str, flaw: Flaw) {
        self.state.flaws.push((name, flaw));
    }

    /// Whether all that was read so far is acceptable.
    pub fn is_clean(&self) -> bool {
        self.state.flaws.is_empty()
    }

    /// The form to show again.
    pub fn into_state(self) -> FormState {
        self.state
    }
}

/// Says that something is wrong, above the form: screen readers and people who do not see the field find it there.
#[component]
pub fn FormErrors<'a>(form: &'a FormState, language: Language) -> impl IntoView {
    let count = form.flaws.len();
    (count > 0).then(|| view! { <p class="notice error" role="alert">{t!(language, form.correct, count = count)}</p> })
}

/// A one-line field. Secrets are never filled in again.
#[component]
pub fn TextField<'a>(
    form: &'a FormState,
    language: Language,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] autocomplete: Option<&'static str>,
    #[prop(default = true)] required: bool,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(default = false)] readonly: bool,
    /// The keyboard that a phone shows. A number is typed as text: what is no number must come back as it was typed.
    #[prop(optional)]
    inputmode: Option<&'static str>,
) -> impl IntoView {
    let flaw = form.flaw(name).map(|f| words::flaw(language, f));
    let value = if kind == "password" { String::new() } else { form.value(name) };
    let described = describe(name, flaw.is_some(), hint.is_some());
    view! {
        <div class="field">
            <label for=name>{label} {required.then(|| view! { <span class="required" aria-hidden="true">" *"</span> })}</label>
            <input id=name name=name type=kind value=value autocomplete=autocomplete required=required readonly=readonly inputmode=inputmode aria-invalid=flaw.is_some().then_some("true") aria-describedby=described />
            {hint.map(|text| view! { <p class="hint" id=format!("{name}-hint")>{text}</p> })}
            {flaw.map(|text| view! { <p class="flaw" id=format!("{name}-flaw")>{text}</p> })}
        </div>
    }
}

/// A field of several lines.
#[component]
pub fn TextArea<'a>(
    form: &'a FormState,
    language: Language,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(default = false)] required: bool,
) -> impl IntoView {
    let flaw = form.flaw(name).map(|f| words::flaw(language, f));
    let described = describe(name, flaw.is_some(), false);
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <textarea id=name name=name rows="3" required=required aria-invalid=flaw.is_some().then_some("true") aria-describedby=described>{form.value(name)}</textarea>
            {flaw.map(|text| view! { <p class="flaw" id=format!("{name}-flaw")>{text}</p> })}
        </div>
    }
}

/// A choice among a few: values and their labels.
#[component]
pub fn Select<'a>(
    form: &'a FormState,
    language: Language,
    name: &'static str,
    #[prop(into)] label: String,
    options: Vec<(String, String)>,
) -> impl IntoView {
    let flaw = form.flaw(name).map(|f| words::flaw(language, f));
    let described = describe(name, flaw.is_some(), false);
    let chosen = form.value(name);
    let options = options.into_iter().map(|(value, label)| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{label}</option> }
    });
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select id=name name=name aria-invalid=flaw.is_some().then_some("true") aria-describedby=described>{options.collect_view()}</select>
            {flaw.map(|text| view! { <p class="flaw" id=format!("{name}-flaw")>{text}</p> })}
        </div>
    }
}

/// A check box with its label, and a tooltip that opens by click, tap or key without any script.
#[component]
pub fn CheckBox<'a>(
    form: &'a FormState,
    language: Language,
    name: &'static str,
    #[prop(into)] label: String,
    #[prop(optional, into)] tooltip: Option<String>,
    #[prop(default = false)] disabled: bool,
    #[prop(optional, into)] hint: Option<String>,
) -> impl IntoView {
    let flaw = form.flaw(name).map(|f| words::flaw(language, f));
    let described = describe(name, flaw.is_some(), hint.is_some());
    view! {
        <div class="field check">
            <input id=name name=name type="checkbox" value="1" checked=form.is_ticked(name) disabled=disabled
                aria-invalid=flaw.is_some().then_some("true") aria-describedby=described />
            <label for=name>{label}</label>
            {tooltip.map(|text| view! { <details class="tooltip"><summary aria-label=t!(language, form.tooltip)>"?"</summary><p>{text}</p></details> })}
            {hint.map(|text| view! { <p class="hint" id=format!("{name}-hint")>{text}</p> })}
            {flaw.map(|text| view! { <p class="flaw" id=format!("{name}-flaw")>{text}</p> })}
        </div>
    }
}

/// The identity that the page was rendered for: a form of the storefront carries it, so that a stale tab never acts on
/// another account.
pub fn identity(request: &Request) -> impl IntoView + use<> {
    let identity = request.caller.identity().to_string();
    view! { <input type="hidden" name="identity" value=identity /> }
}

/// On a page that tells that the store did not answer: the same request again, with all that was typed. A form that holds
/// a secret is not offered, for secrets are never written into a page.
pub fn again(request: &Request, failure: &Failure) -> Option<AnyView> {
    if !matches!(failure, Failure::Unavailable | Failure::OutcomeUnknown) {
        return None;
    }
    let label = t!(request.language, error.again);
    if request.form.is_empty() {
        return Some(view! { <a class="button" href=request.target_href()>{label}</a> }.into_any());
    }
    if request.form.iter().any(|(name, _)| name.contains("password") || name == "token") {
        return None;
    }
    let fields = request.form.iter().map(|(name, value)| view! { <input type="hidden" name=name.to_owned() value=value.to_owned() /> });
    let repeats = (*failure == Failure::OutcomeUnknown)
        .then(|| view! { <input type="hidden" name=REPEATS value=request.caller.origin().request.clone() /> });
    Some(
        view! { <form method="post" action=request.target_href()>{fields.collect_view()} {repeats} <button class="button">{label}</button></form> }
            .into_any(),
    )
}

/// The revision that the page was rendered from: saving it over somebody else's change is refused.
pub fn revision(revision: i64) -> impl IntoView {
    view! { <input type="hidden" name="revision" value=revision.to_string() /> }
}

fn describe(name: &str, flawed: bool, hinted: bool) -> Option<String> {
    let parts: Vec<String> =
        [hinted.then(|| format!("{name}-hint")), flawed.then(|| format!("{name}-flaw"))].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}
