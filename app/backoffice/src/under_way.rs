//! Lists of what a job does for staff: looked at again for as long as there is something to see.

use domain::{jobs::State, stores::Language, time::Moment};
use leptos::prelude::*;
use ui::{
    form::Post,
    format,
    shown::{Mood, badge, when_and_zone},
    t,
    table::{Heading, stack},
    web::Request,
};

/// How often a page looks how far it is, in milliseconds.
pub(crate) const LOOK_EVERY: u32 = 1_000;

pub(crate) struct UnderWay<'a> {
    pub(crate) id: &'static str,
    /// The page that it stands on.
    pub(crate) path: &'static str,
    /// Whether something of it is not over.
    pub(crate) waits: bool,
    /// The headings of the columns.
    pub(crate) headings: &'a [Heading],
    pub(crate) rows: Vec<Vec<AnyView>>,
    /// What is said where there are none.
    pub(crate) empty: &'static str,
}

impl UnderWay<'_> {
    pub(crate) fn show(self, language: Language) -> AnyView {
        let Self { id, path, waits, headings, rows, empty } = self;
        let every = waits.then(|| LOOK_EVERY.to_string());
        let refresh = waits.then(|| refresh(language, path.to_owned()));
        view! { <div class="under-way" data-fresh=every id=id>{stack(headings, rows, empty)} {refresh}</div> }.into_any()
    }
}

/// What looks at a page again without scripts.
pub(crate) fn refresh(language: Language, path: String) -> AnyView {
    view! { <a href=path data-reload="">{t!(language, backoffice.under_way.refresh)}</a> }.into_any()
}

/// How far something is: a bar, where it is known how much there is, and the same in words.
pub(crate) fn progress(done: i64, total: i64, told: String) -> AnyView {
    let bar = (total > 0).then(|| {
        let (done, label) = (done.min(total), told.clone());
        view! { <progress max=total.to_string() value=done.to_string() aria-label=label></progress> }
    });
    view! { {bar} " " <span>{told}</span> }.into_any()
}

/// A file that is made for whoever asked for it.
pub(crate) struct Made {
    /// Its own address.
    pub(crate) at: String,
    pub(crate) name: String,
    /// What is in it.
    pub(crate) of: Option<String>,
    pub(crate) asked: AnyView,
    pub(crate) until: Moment,
    pub(crate) state: State,
    pub(crate) done: i64,
    pub(crate) total: i64,
    /// The same in words: how far it is, how much is in it, or why there is none.
    pub(crate) told: String,
}

/// The files that somebody has asked for.
pub(crate) fn files(request: &Request, path: &'static str, files: Vec<Made>, empty: &'static str) -> AnyView {
    let language = request.language;
    let count = |n: usize| format::number(language, i64::try_from(n).unwrap_or(0));
    let (ready, all) = (count(files.iter().filter(|file| file.state == State::Done).count()), count(files.len()));
    let ready = t!(language, backoffice.under_way.ready, ready = ready.as_str(), all = all.as_str());
    let ready = (!files.is_empty()).then(|| view! { <p class="hint" role="status" data-said="">{ready}</p> });
    let list = UnderWay {
        id: "exports",
        path,
        waits: files.iter().any(|file| !file.state.is_over()),
        headings: &[
            Heading::Text(t!(language, backoffice.under_way.file)),
            Heading::Text(t!(language, backoffice.under_way.asked)),
            Heading::Text(t!(language, backoffice.under_way.state)),
            Heading::Text(t!(language, backoffice.under_way.until)),
            Heading::Text(t!(language, common.table.action)),
        ],
        rows: files.into_iter().map(|file| row(request, file)).collect(),
        empty,
    };
    view! { {ready} {list.show(language)} }.into_any()
}

fn row(request: &Request, file: Made) -> Vec<AnyView> {
    let language = request.language;
    let Made { at, name, of, asked, until, state, done, total, told } = file;
    let label = name.clone();
    let file = match state {
        State::Done => view! { <a href=format!("{at}/file")>{label}</a> }.into_any(),
        State::Waiting | State::Running | State::Failed | State::Canceled => label.into_any(),
    };
    let told = match state {
        State::Running => progress(done, total, told),
        State::Waiting => badge(Mood::Waiting, told),
        State::Done => told.into_any(),
        State::Failed | State::Canceled => view! { <span class="bad">{told}</span> }.into_any(),
    };
    let of = of.map(|of| view! { <span class="hint">{of}</span> });
    let act = if state.is_over() { t!(language, backoffice.under_way.delete) } else { t!(language, common.form.cancel) };
    let label = format!("{act}: {name}");
    let button = view! { <button class="button" aria-label=label>{act}</button> };
    vec![
        view! { {file} " " {of} }.into_any(),
        asked,
        told,
        when_and_zone(request, until),
        Post::to(request, format!("{at}/delete")).class("inline").around(button),
    ]
}
