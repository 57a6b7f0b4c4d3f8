//! What stands around a form that saves by a call.

use super::{
    Filled, Saved, SavingTexts,
    open_form::{OpenForm, WRITTEN, value_of},
};
use crate::{
    call::{Problem, ProblemKind},
    format::list,
};
use domain::text::Flaw;
use leptos::{
    ev, html,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::JsCast,
    web_sys::{Element, Event, HtmlElement, HtmlFormElement},
};
use std::{pin::Pin, rc::Rc, time::Duration};

/// A press that takes longer than this is none.
const PRESS: Duration = Duration::from_secs(2);

/// What the server asks of a field, by its name.
type Rule = dyn Fn(&str, &str) -> Result<(), Flaw>;
/// The call that saves a form.
type Calls = dyn Fn(Filled) -> Pin<Box<dyn Future<Output = Result<Saved, Problem>>>>;

/// Asks for the page as whoever comes by a link does: of what was sent to it nothing is left.
fn look_anew() {
    let location = window().location();
    let (path, query) = (location.pathname().unwrap_or_default(), location.search().unwrap_or_default());
    let _ = location.assign(&[path, query].concat());
}

/// How it stands with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Standing {
    Open,
    Busy,
    Said(String),
    Wrong(String),
}

/// A form that saves by a call: it marks what is changed, guards it, checks what is left, and tells how saving went. An island of each
/// such form puts it around the form that the server made, and says by which call it saves.
#[derive(Clone, Copy)]
pub struct Saving {
    around: NodeRef<html::Div>,
    changes: RwSignal<Vec<String>>,
    standing: RwSignal<Standing>,
    texts: StoredValue<SavingTexts>,
    /// A button of the pointer is down.
    is_pressing: StoredValue<bool>,
    /// Somebody is about to leave what he changed, and knows it.
    leaves: StoredValue<bool>,
}

impl Saving {
    pub fn new(texts: SavingTexts) -> Self {
        let saving = Self {
            around: NodeRef::new(),
            changes: RwSignal::new(Vec::new()),
            standing: RwSignal::new(Standing::Open),
            texts: StoredValue::new(texts),
            is_pressing: StoredValue::new(false),
            leaves: StoredValue::new(false),
        };
        Effect::new(move |_| saving.begin());
        saving
    }

    /// The form, once it is there.
    pub fn form(self) -> Option<OpenForm> {
        let form = self.around.get_untracked()?.query_selector("form").ok().flatten()?;
        form.dyn_into::<HtmlFormElement>().ok().map(OpenForm)
    }

    /// Whether something was changed and is not saved.
    pub fn is_changed(self) -> bool {
        !self.changes.with_untracked(Vec::is_empty)
    }

    fn begin(self) {
        if self.around.get().is_none() {
            return;
        }
        self.look();
        let guarding = window_event_listener(ev::beforeunload, move |event| {
            // Whoever leaves and does not come away, for nobody answers or another form keeps him, is asked the next time.
            let knows_it = self.leaves.get_value();
            self.leaves.set_value(false);
            if self.is_changed() && !knows_it {
                event.prevent_default();
            }
        });
        let keys = window_event_listener(ev::keydown, move |event| {
            if (event.ctrl_key() || event.meta_key()) && event.key() == "s" {
                event.prevent_default();
                // Of several forms of a page it is for the first in which there is something to save.
                if let Some(form) = self.form().filter(|_| self.is_changed()) {
                    event.stop_immediate_propagation();
                    form.press();
                }
            }
        });
        let written = window_event_listener_untyped(WRITTEN, move |_| self.look());
        let down = window_event_listener_untyped("pointerdown", move |_| self.is_pressing.set_value(true));
        let up = window_event_listener_untyped("pointerup", move |_| self.is_pressing.set_value(false));
        on_cleanup(move || [guarding, keys, written, down, up].into_iter().for_each(WindowListenerHandle::remove));
    }

    fn look(self) {
        if let Some(form) = self.form() {
            self.changes.set(form.mark_changes());
        }
    }

    /// Checks what was typed into a field, by the rule that the server has for it.
    fn check(self, left: &Event, rule: Rc<Rule>) {
        let Some(element) = left.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        // What is told moves what is below it: whoever has just pressed something there presses it first.
        if self.is_pressing.get_value() {
            let checking = window_event_listener_untyped("pointerup", move |_| {
                let (element, rule) = (element.clone(), Rc::clone(&rule));
                set_timeout(move || self.check_field(&element, &*rule), Duration::ZERO);
            });
            set_timeout(move || checking.remove(), PRESS);
        } else {
            self.check_field(&element, &*rule);
        }
    }

    fn check_field(self, element: &Element, rule: &Rule) {
        let Some(form) = self.form() else { return };
        let Some(name) = OpenForm::name_of(element) else { return };
        if element.has_attribute("disabled") || !form.shown().is_some_and(|shown| shown.values().contains_key(&name)) {
            return;
        }
        let value = value_of(element);
        let told = match rule(&name, &value) {
            Ok(()) => None,
            Err(flaw) => self.texts.with_value(|t| {
                let key = flaw.key();
                t.flaws.iter().skip_while(|said| **said != key).nth(1).cloned()
            }),
        };
        form.mark(&name, told.as_deref());
    }

    fn save(self, event: &ev::SubmitEvent, call: Option<&Calls>) {
        let Some(form) = self.form() else { return };
        let Some(call) = call else { return self.leaves.set_value(true) };
        event.prevent_default();
        if self.standing.get_untracked() == Standing::Busy {
            return;
        }
        self.standing.set(Standing::Busy);
        let sent = form.typed();
        let answer = call(form.filled());
        spawn_local(async move {
            let standing = match answer.await {
                Ok(saved) => {
                    form.forget_flaws();
                    form.forget_secrets();
                    form.take(&sent, &saved.shown);
                    form.follow_names();
                    Standing::Said(saved.said)
                }
                Err(problem) => match self.met(&form, problem) {
                    Some(told) => Standing::Wrong(told),
                    None => return,
                },
            };
            self.look();
            self.entitle(matches!(standing, Standing::Wrong(_)));
            self.standing.set(standing);
        });
    }

    /// The title says first that something is wrong, as that of a page that came back does.
    fn entitle(self, is_wrong: bool) {
        let title = document().title();
        self.texts.with_value(|t| {
            let own = title.strip_prefix(t.error.as_str()).unwrap_or(&title);
            document().set_title(&[if is_wrong { t.error.as_str() } else { "" }, own].concat());
        });
    }

    /// What is told of a problem here; of what is left, the form's own page tells.
    fn met(self, form: &OpenForm, problem: Problem) -> Option<String> {
        match problem.kind {
            ProblemKind::Invalid | ProblemKind::Stale => {
                form.forget_flaws();
                if let (Some(shown), Some(old)) = (&problem.shown, form.shown()) {
                    form.take(old.values(), shown);
                }
                for wrong in &problem.errors {
                    match wrong.now {
                        Some(_) => form.dispute(&wrong.field, &wrong.text),
                        None => form.mark(&wrong.field, Some(&wrong.text)),
                    }
                }
                let first = problem.errors.iter().find_map(|wrong| document().get_element_by_id(&wrong.field));
                if let Some(first) = first.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
                    let _ = first.focus();
                }
                Some(problem.detail)
            }
            ProblemKind::Unreachable => Some(self.texts.with_value(|t| t.unreachable.clone())),
            // Their pages would show nothing of what was typed; it is better kept here.
            ProblemKind::Unavailable
            | ProblemKind::OutcomeUnknown
            | ProblemKind::Internal
            | ProblemKind::Denied
            | ProblemKind::NotWhileAssisting
            | ProblemKind::NotFound
            | ProblemKind::Malformed => Some(format!("{}. {}", problem.title, problem.detail)),
            ProblemKind::SignIn | ProblemKind::IdentityChanged | ProblemKind::Outdated => {
                self.leaves.set_value(true);
                form.post();
                None
            }
        }
    }

    /// The form with all of that around it. `call` saves what it holds; `rule` is what the server asks of one of its fields; what saving
    /// would do beside stands in `affected`.
    pub fn around<F: Future<Output = Result<Saved, Problem>> + 'static>(
        self,
        rule: impl Fn(&str, &str) -> Result<(), Flaw> + 'static,
        call: impl Fn(Filled) -> F + 'static,
        affected: Option<RwSignal<Option<Vec<String>>>>,
        children: Children,
    ) -> impl IntoView {
        self.view(Rc::new(rule), Some(Box::new(move |filled| Box::pin(call(filled)))), affected, children)
    }

    /// A form that is posted, with its changes marked and guarded.
    pub fn around_posted(self, children: Children) -> impl IntoView {
        self.view(Rc::new(|_: &str, _: &str| Ok(())), None, None, children)
    }

    fn view(
        self,
        rule: Rc<Rule>,
        call: Option<Box<Calls>>,
        affected: Option<RwSignal<Option<Vec<String>>>>,
        children: Children,
    ) -> impl IntoView {
        let texts = self.texts;
        // What draws itself from what was ticked does so a moment later.
        let typing = move |_| {
            set_timeout(move || self.look(), Duration::ZERO);
            if self.standing.get_untracked() != Standing::Busy {
                self.standing.set(Standing::Open);
            }
        };
        let unsaved = move || {
            self.changes.with(|changes| {
                texts.with_value(|t| {
                    let count = match changes.len() {
                        0 => return String::new(),
                        1 => t.one.clone(),
                        n => t.many.replace("{}", &n.to_string()),
                    };
                    format!("{count}: {}", list(&t.language, changes))
                })
            })
        };
        let said = move || match self.standing.get() {
            Standing::Open => unsaved(),
            Standing::Busy => texts.with_value(|t| t.saving.clone()),
            Standing::Said(text) => text,
            Standing::Wrong(_) => String::new(),
        };
        let wrong = move || if let Standing::Wrong(text) = self.standing.get() { text } else { String::new() };
        let affected = affected.map(|lines| {
            let told = move || lines.get().unwrap_or_default().into_iter().map(|line| view! { <p>{line}</p> }).collect_view();
            view! { <div class="affected" role="status" hidden=move || self.standing.get() != Standing::Open>{told}</div> }
        });
        let is_quiet = move || self.standing.get() == Standing::Open && self.changes.with(Vec::is_empty);
        let is_good = move || matches!(self.standing.get(), Standing::Said(_));
        let discard = move |_| {
            if let Some(form) = self.form() {
                if form.begins_elsewhere() {
                    self.leaves.set_value(true);
                    return look_anew();
                }
                form.discard();
                form.focus_head();
            }
            self.entitle(false);
            self.standing.set(Standing::Open);
        };
        view! {
            <div node_ref=self.around on:input=typing on:change=typing on:focusout=move |event| self.check(&event, Rc::clone(&rule))
                on:submit=move |event| self.save(&event, call.as_deref())>
                {children()}
            </div>
            <div class="saving" class:success=is_good translate="no" hidden=is_quiet>
                <span role="status">{said}</span>
                <span role="alert" class="flaw">{wrong}</span>
                {affected}
                <button type="button" class="link" hidden=move || self.changes.with(Vec::is_empty) on:click=discard>
                    {texts.with_value(|t| t.discard.clone())}
                </button>
            </div>
        }
    }
}
