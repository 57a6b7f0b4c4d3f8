//! "Allow remote shopping assistance" as a switch that saves at once. Without scripts, and until it is awake, the form stands in its
//! place. It shows what is stored and nothing else: one call at a time, the last wish after it, and an answer that was lost is asked
//! for.

#[cfg(feature = "ssr")]
use domain::failure::Failure;
use leptos::{ev, html, prelude::*, task::spawn_local, wasm_bindgen::JsCast, web_sys::HtmlInputElement};
use serde::{Deserialize, Serialize};
use ui::call::{FromPage, Json, Problem, ProblemKind};

/// The consent as its switch shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentView {
    pub allowed: bool,
    /// Counts its changes.
    pub revision: i64,
    /// Since when, and by whom. Empty if it was never changed.
    pub since: String,
    /// What ends when it is withdrawn. Empty if nothing does.
    pub ends: String,
}

ui::texts! {
    /// What the switch says.
    pub struct ConsentTexts {
        pub heading: String,
        pub label: String,
        /// What it means, and what the button that opens it is called.
        pub tooltip: String,
        pub tooltip_label: String,
        pub on: String,
        pub off: String,
        pub given: String,
        pub withdrawn: String,
        pub undo: String,
        pub elsewhere: String,
        /// No answer came, and nobody knows how it stands.
        pub unreachable: String,
        /// An answer was lost, and it was not done.
        pub not_saved: String,
        pub again: String,
        pub reload: String,
        pub sign_in: String,
        /// Where this page is: whoever must sign in is led there and back.
        pub here: String,
    }
}

/// How the consent stands.
#[server(prefix = "/api", endpoint = "customer/consent", input = Json, output = Json, client = FromPage)]
pub async fn consent() -> Result<ConsentView, Problem> {
    let called = super::consent::called_by_himself()?;
    Ok(super::consent::view(&called).await?)
}

/// The customer allows it, or does not any more.
#[server(prefix = "/api", endpoint = "customer/consent/set", input = Json, output = Json, client = FromPage)]
pub async fn set_consent(
    allowed: bool,
    /// The change that the page knows of.
    revision: i64,
) -> Result<ConsentView, Problem> {
    let called = super::consent::called_by_himself()?;
    super::consent::set(&called, allowed, revision).await?;
    // It is done: whatever fails from here on must not say that nothing was changed.
    Ok(super::consent::view(&called).await.map_err(|_| Failure::OutcomeUnknown)?)
}

/// The switch, in the place of the form that it is given.
#[island]
pub fn ConsentSwitch(view: ConsentView, texts: ConsentTexts, children: Children) -> impl IntoView {
    let stored = RwSignal::new(view);
    // Whether what is shown is what is stored, as far as anybody here knows.
    let is_known = RwSignal::new(true);
    let is_awake = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    let wish = RwSignal::new(None::<bool>);
    let looks = RwSignal::new(false);
    let can_undo = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<Problem>);
    let texts = StoredValue::new(texts);
    let button = NodeRef::<html::Button>::new();
    // What was wished for when an answer was lost, until it is known what became of it.
    let lost = StoredValue::new(None::<bool>);

    let shows = move |view: ConsentView| {
        is_known.set(true);
        problem.set(None);
        stored.set(view);
    };
    let done = move |view: ConsentView| {
        said.set(texts.with_value(|t| if view.allowed { t.given.clone() } else { t.withdrawn.clone() }));
        can_undo.set(true);
        shows(view);
    };
    // One call at a time: a look at how it stands, or the last wish.
    let work = move || async move {
        loop {
            if looks.get_untracked() {
                looks.set(false);
                match consent().await {
                    Ok(view) => {
                        let wished = lost.get_value();
                        lost.set_value(None);
                        match wished {
                            Some(allowed) if view.allowed == allowed => done(view),
                            Some(_) => {
                                said.set(texts.with_value(|t| t.not_saved.clone()));
                                shows(view);
                            }
                            None => {
                                if stored.with_untracked(|was| was.revision != view.revision) {
                                    can_undo.set(false);
                                    said.set(texts.with_value(|t| t.elsewhere.clone()));
                                }
                                shows(view);
                            }
                        }
                    }
                    Err(met) => {
                        if lost.get_value().is_some() || met.is_unknown() {
                            is_known.set(false);
                        }
                        wish.set(None);
                        problem.set(Some(met));
                    }
                }
            } else if let Some(allowed) = wish.get_untracked() {
                let was = stored.get_untracked();
                if was.allowed != allowed {
                    match set_consent(allowed, was.revision).await {
                        Ok(view) => done(view),
                        Err(met) if met.is_unknown() => {
                            lost.set_value(Some(allowed));
                            is_known.set(false);
                            looks.set(true);
                        }
                        Err(met) if met.kind == ProblemKind::Stale => {
                            wish.set(None);
                            looks.set(true);
                        }
                        Err(met) => {
                            wish.set(None);
                            problem.set(Some(met));
                        }
                    }
                }
                if wish.get_untracked() == Some(allowed) {
                    wish.set(None);
                }
            } else {
                break;
            }
        }
        is_busy.set(false);
    };
    let begins = move || {
        if !is_busy.get_untracked() {
            is_busy.set(true);
            spawn_local(work());
        }
    };
    // A second click means the other of what was wished for last.
    let click = move |_| {
        if is_known.get_untracked() {
            let now = wish.get_untracked().unwrap_or_else(|| stored.with_untracked(|s| s.allowed));
            wish.set(Some(!now));
            said.set(String::new());
            begins();
        }
    };
    let looks_again = move |_| {
        looks.set(true);
        begins();
        // This button goes with the problem.
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    Effect::new(move |_| {
        // Whoever ticked the box before this woke keeps his form.
        let form = document().query_selector("#assistance_allowed").ok().flatten();
        let ticked = form.and_then(|e| e.dyn_into::<HtmlInputElement>().ok()).map(|e| e.checked());
        is_awake.set(ticked.is_none_or(|ticked| ticked == stored.with_untracked(|s| s.allowed)));
        // Back from another window or tab, where it may have been changed.
        let watching = window_event_listener(ev::focus, move |_| {
            if is_awake.get_untracked() && !is_busy.get_untracked() {
                looks.set(true);
                begins();
            }
        });
        on_cleanup(move || watching.remove());
    });
    let state = move || texts.with_value(|t| if stored.with(|s| s.allowed) { t.on.clone() } else { t.off.clone() });
    // All of it is there from the beginning, and empty while nothing is wrong: markup that comes and goes would be more to load.
    let told = move || {
        problem.with(|met| match met {
            None => String::new(),
            Some(met) if met.title.is_empty() || !is_known.get() => texts.with_value(|t| t.unreachable.clone()),
            Some(met) => format!("{}. {}", met.title, met.detail),
        })
    };
    let leads = move || {
        problem.with(|met| match met.as_ref().map(|met| met.kind) {
            Some(ProblemKind::SignIn) => texts.with_value(|t| t.sign_in.clone()),
            Some(ProblemKind::IdentityChanged | ProblemKind::Outdated) => texts.with_value(|t| t.reload.clone()),
            Some(
                ProblemKind::Denied
                | ProblemKind::NotWhileAssisting
                | ProblemKind::Stale
                | ProblemKind::Invalid
                | ProblemKind::NotFound
                | ProblemKind::Malformed
                | ProblemKind::Unavailable
                | ProblemKind::OutcomeUnknown
                | ProblemKind::Unreachable
                | ProblemKind::Internal,
            )
            | None => String::new(),
        })
    };
    // Where nothing leads on, it can be tried again.
    let tries =
        move || if problem.with(Option::is_some) && leads().is_empty() { texts.with_value(|t| t.again.clone()) } else { String::new() };
    view! {
        <div hidden=move || is_awake.get()>{children()}</div>
        <div class="card narrow" translate="no" hidden=move || !is_awake.get()>
            <h2>{texts.with_value(|t| t.heading.clone())}</h2>
            <div class="switch-line">
                <button type="button" role="switch" class="switch" aria-checked=move || stored.with(|s| s.allowed).to_string()
                    aria-busy=move || is_busy.get().to_string() aria-disabled=move || (!is_known.get()).to_string()
                    aria-describedby="consent-since" node_ref=button on:click=click>
                    <span class="track" aria-hidden="true"></span>
                    <span>{texts.with_value(|t| t.label.clone())}</span>
                </button>
                <details class="tooltip">
                    <summary aria-label=texts.with_value(|t| t.tooltip_label.clone())>"?"</summary>
                    <p>{texts.with_value(|t| t.tooltip.clone())}</p>
                </details>
                <span class="quiet" aria-hidden="true">{state}</span>
            </div>
            <p class="hint" id="consent-since">{move || stored.with(|s| s.since.clone())}</p>
            <p class="notice warning" hidden=move || stored.with(|s| s.ends.is_empty())>{move || stored.with(|s| s.ends.clone())}</p>
            <p class="switch-said">
                <span role="status">{move || said.get()}</span>
                <button type="button" class="link" hidden=move || !can_undo.get() on:click=click>
                    {texts.with_value(|t| t.undo.clone())}
                </button>
            </p>
            <div role="alert">
                <p class="flaw" hidden=move || problem.with(Option::is_none)>
                    {told} " "
                    <a href=texts.with_value(|t| t.here.clone()) hidden=move || leads().is_empty()>{leads}</a>
                    <button type="button" class="button" hidden=move || tries().is_empty() on:click=looks_again>{tries}</button>
                </p>
            </div>
        </div>
    }
}
