//! A guide that is part of the program: steps that somebody follows, with pictures of the pages that they lead through. What a page calls
//! something is named by its key (`{config.save}`), so that the guide says what the page says; the build holds that there is such a text.
//!
//! Each step has a name. By it the browser tests do what the step says, and take its picture (`end2end/tests/follows.ts`).

use crate::{form::Words, t, web::Request, words};
use domain::stores::Language;
use leptos::prelude::*;

pub struct Guide {
    pub title: Words,
    pub lead: Option<Words>,
    pub parts: &'static [Part],
}

/// What is told under one heading, which has its name as its anchor.
pub struct Part {
    pub name: &'static str,
    pub title: Words,
    pub before: &'static [Words],
    pub steps: &'static [Step],
    pub after: &'static [Words],
}

pub struct Step {
    name: &'static str,
    text: Words,
    /// What its picture shows, if it has one.
    picture: Option<Words>,
}

impl Step {
    pub const fn new(name: &'static str, text: Words) -> Self {
        Self { name, text, picture: None }
    }

    /// With a picture, which is said in these words to whoever does not see it.
    #[must_use]
    pub const fn pictured(self, alt: Words) -> Self {
        Self { picture: Some(alt), ..self }
    }
}

/// What a shop calls otherwise than the program does: a key, and what stands in its place.
pub type Otherwise<'a> = &'a [(&'a str, &'a str)];

/// The guide as a page shows it, heading and all.
pub fn view(request: &Request, guide: &'static Guide, otherwise: Otherwise<'_>) -> AnyView {
    let language = request.language;
    let contents = guide.parts.iter().map(|part| view! { <li><a href=format!("#{}", part.name)>{(part.title)(language)}</a></li> });
    let contents = contents.collect_view();
    let parts = guide.parts.iter().map(|part| part_view(request, part, otherwise)).collect_view();
    view! {
        <article class="guide">
            <h1>{(guide.title)(language)}</h1>
            {guide.lead.map(|lead| view! { <p>{lead(language)}</p> })}
            <nav aria-label=t!(language, guide.contents)><ul>{contents}</ul></nav>
            {parts}
        </article>
    }
    .into_any()
}

fn part_view(request: &Request, part: &'static Part, otherwise: Otherwise<'_>) -> AnyView {
    let language = request.language;
    let paragraphs = |texts: &'static [Words]| {
        let paragraphs = texts.iter().map(|text| view! { <p data-told="">{told(language, text(language), otherwise)}</p> });
        paragraphs.collect_view()
    };
    let steps = part.steps.iter().map(|step| {
        view! {
            <li data-step=format!("{}.{}", part.name, step.name)>
                <p data-told="">{told(language, (step.text)(language), otherwise)}</p>
                {step.picture.map(|alt| picture(request, part, step, alt))}
            </li>
        }
    });
    let steps = steps.collect_view();
    let heading = format!("{}-heading", part.name);
    view! {
        <section id=part.name aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>{(part.title)(language)}</h2>
            {paragraphs(part.before)}
            {(!part.steps.is_empty()).then(|| view! { <ol>{steps}</ol> })}
            {paragraphs(part.after)}
        </section>
    }
    .into_any()
}

/// A picture in the reader's language; all are of one size. Those of nobody's language were never taken.
fn picture(request: &Request, part: &Part, step: &Step, alt: Words) -> AnyView {
    let language = request.language;
    let of = if Language::ALL.contains(&language) { language } else { Language::default() };
    let source = format!("{}/guide-{}-{}-{}.webp", request.assets, of.tag(), part.name, step.name);
    view! { <img src=source alt=alt(language) width="960" height="600" loading="lazy" decoding="async" /> }.into_any()
}

/// A text with the names of what pages show.
fn told(language: Language, text: &'static str, otherwise: Otherwise<'_>) -> Vec<AnyView> {
    let mut pieces = text.split('{');
    let first = pieces.next().unwrap_or_default().into_any();
    let named = pieces.map(|piece| {
        let (key, rest) = piece.split_once('}').unwrap_or((piece, ""));
        let own = otherwise.iter().find(|(of, _)| *of == key).map(|(_, name)| (*name).to_owned());
        let name = own.unwrap_or_else(|| words::by_key(language, key).unwrap_or(key).to_owned());
        view! { <b data-text=key>{name}</b>{rest} }.into_any()
    });
    std::iter::once(first).chain(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        testing::{markup, request},
        web::Pairs,
    };

    static SAVING: Guide = Guide {
        title: |l| t!(l, guide.staff.title),
        lead: None,
        parts: &[Part {
            name: "saving",
            title: |l| t!(l, guide.staff.enable.title),
            before: &[],
            steps: &[Step::new("save", |_| "Click {config.save}, then {config.section.web}.").pictured(|_| "The button")],
            after: &[],
        }],
    };

    #[test]
    fn a_step_says_what_pages_say_and_what_the_shop_says_in_its_place() {
        let request = request("/admin", "", Pairs::default());
        let html = markup(|| view(&request, &SAVING, &[("config.section.web", "Net & Web")]));
        let said = "Click <b data-text=\"config.save\">Save Config</b>, then <b data-text=\"config.section.web\">Net &amp; Web</b>.</p>";
        assert!(html.contains("<li data-step=\"saving.save\">") && html.contains(said), "{html}");
        assert!(html.contains("<img src=\"/pkg/guide-en-saving-save.webp\" alt=\"The button\""), "{html}");
        assert!(html.contains("<a href=\"#saving\">") && html.contains("<section id=\"saving\""), "{html}");
    }
}
