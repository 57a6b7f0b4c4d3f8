//! Somebody's own sessions, as both halves show them: which browser, from where, since when, and a way to end each.

use crate::{
    form::{Field, Post},
    t,
    web::Request,
};
use domain::{
    session::{Agent, Session},
    text::Flaw,
};
use leptos::prelude::*;

/// Which session is to end: by its key, which opens nothing.
pub static END: Field<String> = Field::button("session", |key| {
    let is_key = key.len() == 64 && key.bytes().all(|b| b.is_ascii_hexdigit());
    if is_key { Ok(key.to_owned()) } else { Err(Flaw::NotAChoice) }
})
.example("0000000000000000000000000000000000000000000000000000000000000000");

/// What a browser says that it is, in words.
fn browser(request: &Request, text: &str) -> String {
    let language = request.language;
    match Agent::of(text) {
        Agent { browser: Some(browser), system: Some(system) } => {
            t!(language, common.sessions.browser_on, browser = browser, system = system)
        }
        Agent { browser: Some(name), system: None } | Agent { browser: None, system: Some(name) } => name.to_owned(),
        Agent { browser: None, system: None } => t!(language, common.sessions.unknown).to_owned(),
    }
}

/// All of them, each with a button that posts to `action`, and a link to where all others are ended. `more` stands as further rows.
pub fn table(request: &Request, sessions: &[Session], action: &str, more: Option<AnyView>) -> AnyView {
    let language = request.language;
    let rows = sessions.iter().map(|session| {
        let name = browser(request, &session.agent);
        let end = if session.is_this {
            view! { <span class="hint">{t!(language, common.sessions.this)}</span> }.into_any()
        } else {
            let label = t!(language, common.sessions.end);
            Post::to(request, action.to_owned()).class("inline").around(view! {
                <button class="button" name=END.name value=session.key.clone() aria-label=format!("{label}: {name}")>{label}</button>
            })
        };
        view! {
            <tr>
                <th scope="row">{name.clone()}</th>
                <td data-label=t!(language, common.sessions.address)>{session.address.clone()}</td>
                <td data-label=t!(language, common.sessions.since)>{request.time(session.since)}</td>
                <td data-label=t!(language, common.sessions.seen)>{request.time(session.seen)}</td>
                <td>{end}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let others = sessions.iter().any(|session| !session.is_this).then(|| {
        let href = format!("{action}/others");
        view! { <p class="actions"><a class="button" href=href>{t!(language, common.sessions.end_others)}</a></p> }
    });
    view! {
        <p class="hint">{t!(language, common.sessions.text)}</p>
        <table class="stack">
            <thead>
                <tr>
                    <th scope="col">{t!(language, common.sessions.browser)}</th>
                    <th scope="col">{t!(language, common.sessions.address)}</th>
                    <th scope="col">{t!(language, common.sessions.since)}</th>
                    <th scope="col">{t!(language, common.sessions.seen)}</th>
                    <th scope="col">{t!(language, common.table.action)}</th>
                </tr>
            </thead>
            <tbody>{rows} {more}</tbody>
        </table>
        {others}
    }
    .into_any()
}

/// Whether all others are to end, asked before it is done.
pub fn ask(request: &Request, back: String) -> AnyView {
    let language = request.language;
    view! {
        <section class="card narrow">
            <h1>{t!(language, common.sessions.end_others)}</h1>
            <p>{t!(language, common.sessions.ask_others)}</p>
            {Post::to(request, request.here()).around(view! {
                <p class="actions">
                    <button class="button danger">{t!(language, common.sessions.end_others)}</button>
                    <a class="button" href=back>{t!(language, common.form.cancel)}</a>
                </p>
            })}
        </section>
    }
    .into_any()
}
