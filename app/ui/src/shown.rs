//! What stands in tables everywhere: a moment in short, and a state by a word, a colour and a shape.

use crate::{format, t, web::Request};
use domain::time::Moment;
use leptos::prelude::*;

/// A moment as short as it can be told, in a column of a grid, which says by which clock; the whole of it to whoever points at it, and to machines.
/// Logs tell seconds themselves.
pub fn when(request: &Request, at: Moment) -> AnyView {
    shortly(request, at, format::short_time(request.language, request.time_zone(), at, request.now()))
}

/// The same where nothing beside it says by which clock.
pub fn when_and_zone(request: &Request, at: Moment) -> AnyView {
    shortly(request, at, format::short_time_and_zone(request.language, request.time_zone(), at, request.now()))
}

/// By which clock the moments of a grid are: it is said once, and not in each row.
pub fn clock(request: &Request) -> AnyView {
    view! { <p class="hint">{t!(request.language, audit.export.zone, zone = request.time_zone())}</p> }.into_any()
}

fn shortly(request: &Request, at: Moment, short: String) -> AnyView {
    view! { <time class="nowrap" datetime=format::machine_time(at) title=request.time(at)>{short}</time> }.into_any()
}

/// How a state is to be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// As it should be.
    Good,
    /// Somebody is at it.
    Going,
    /// Nobody is yet.
    Waiting,
    /// It goes on once somebody sees to it.
    Held,
    /// It went wrong.
    Bad,
    /// It is over, or switched off.
    Over,
}

impl Mood {
    const fn class(self) -> &'static str {
        match self {
            Self::Good => "state good",
            Self::Going => "state going",
            Self::Waiting => "state waiting",
            Self::Held => "state held",
            Self::Bad => "state bad",
            Self::Over => "state over",
        }
    }
}

/// A state in words; the style adds a colour and a shape.
pub fn badge(mood: Mood, text: impl Into<String>) -> AnyView {
    view! { <span class=mood.class()>{text.into()}</span> }.into_any()
}
