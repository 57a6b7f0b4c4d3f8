//! A table whose new rows come by themselves. Without scripts it is a plain one with a link to reload.

use leptos::{
    ev, html,
    prelude::*,
    wasm_bindgen::{JsCast, JsValue},
    web_sys::{Event, HtmlElement, js_sys::Reflect},
};
use ui::{
    erased::erased,
    live::{Batch, Cell, Following, Fresh, content},
};

/// How it stands with the line; the names are those that the script tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Connecting,
    Live,
    Behind,
    Over,
}

/// How far of the table is above the window when somebody reads further down who is not to be disturbed, in pixels.
const SCROLLED: f64 = 60.0;

#[island]
pub fn LiveTable(following: Following) -> impl IntoView {
    let Following { headings, plain, rows, place, most, is_newest, total, empty, url, stream, here, texts } = following;
    let fresh = Fresh::new(rows, place, most);
    let table = RwSignal::new(if is_newest { fresh.keeping(most) } else { fresh });
    let (is_awake, is_paused) = (RwSignal::new(false), RwSignal::new(false));
    let state = RwSignal::new(State::Connecting);
    let said = RwSignal::new(String::new());
    let texts = StoredValue::new(texts);
    let (headings, plain) = (StoredValue::new(headings), StoredValue::new(plain));
    let count = move |n: usize| texts.with_value(|t| if n == 1 { t.one.clone() } else { t.many.replace("{}", &n.to_string()) });
    let top = NodeRef::<html::Table>::new();
    let is_held = move || {
        let scrolled = window().scroll_y().unwrap_or_default();
        let is_scrolled = || top.get_untracked().is_some_and(|table| scrolled - top_of(&table) > SCROLLED);
        is_paused.get_untracked() || is_scrolled()
    };
    let merge = move |data: &str| {
        let Ok(batch) = serde_json::from_str::<Batch>(data) else { return };
        let is_held = is_held();
        let new = table.try_update(|table| table.merge(batch, is_held)).unwrap_or_default();
        if let Some(first) = new.first() {
            // With its words: the same text again would not be read out.
            let words: Vec<&str> = first.cells.iter().skip(1).map(|cell| cell.text.as_str()).filter(|text| !text.is_empty()).collect();
            said.set(format!("{}: {}", count(new.len()), words.join(", ")));
        }
    };
    Effect::new(move |_| {
        is_awake.set(true);
        let listening = vec![
            window_event_listener_untyped("live:batch", move |event| merge(&detail(&event))),
            window_event_listener_untyped("live:state", move |event| {
                state.set(match &*detail(&event) {
                    "live" => State::Live,
                    "behind" => State::Behind,
                    "over" => State::Over,
                    _ => State::Connecting,
                });
            }),
            // Whoever comes back to the top sees what waits there.
            window_event_listener(ev::scroll, move |_| {
                if !is_held() && table.with_untracked(|t| t.waiting() > 0) {
                    table.update(Fresh::show);
                }
            }),
        ];
        if let Ok(begin) = Event::new("live:follow") {
            let _ = window().dispatch_event(&begin);
        }
        // Another grid takes the place of this one: no owner cleans up behind an island.
        let listening = StoredValue::new_local(listening);
        let stop = move || listening.update_value(|listening| listening.drain(..).for_each(WindowListenerHandle::remove));
        let stopping = window_event_listener_untyped("live:stop", move |_| stop());
        listening.update_value(|listening| listening.push(stopping));
        on_cleanup(stop);
    });
    let word = move || {
        texts.with_value(|t| {
            let word = match (state.get(), is_paused.get()) {
                (State::Over, _) => &t.over,
                (State::Behind, _) => &t.behind,
                (State::Live | State::Connecting, true) => &t.paused,
                (State::Live, false) => &t.live,
                (State::Connecting, false) => &t.connecting,
            };
            word.clone()
        })
    };
    let dot = move || match state.get() {
        State::Live if !is_paused.get() => "dot on",
        State::Live | State::Connecting => "dot",
        State::Behind | State::Over => "dot off",
    };
    let pauses = NodeRef::<html::Button>::new();
    let pause = move |_| {
        is_paused.update(|paused| *paused = !*paused);
        if !is_paused.get_untracked() {
            table.update(Fresh::show);
        }
    };
    let show = move |_| {
        table.update(Fresh::show);
        if let Some(top) = top.get_untracked() {
            top.scroll_into_view();
        }
        // The button goes with what waited.
        if let Some(pauses) = pauses.get_untracked() {
            let _ = pauses.focus();
        }
    };
    // What does not come any more is said too.
    Effect::new(move |_| {
        if matches!(state.get(), State::Behind | State::Over) {
            said.set(word());
        }
    });
    let records = move || {
        total.map(|total| {
            let total = total.saturating_add(i64::try_from(table.with(Fresh::came)).unwrap_or_default());
            texts.with_value(|t| if total == 1 { t.one_record.clone() } else { t.records.replace("{}", &t.number(total)) })
        })
    };
    let waiting = move || table.with(Fresh::waiting);
    let keys = move || table.with(|t| t.rows().iter().map(|row| row.key.clone()).collect::<Vec<_>>());
    // A row stays the same element while its cells change: whoever stands on its link goes on standing there.
    let row = move |key: String| {
        let is_new = {
            let key = key.clone();
            move || table.with(|t| t.is_new(&key))
        };
        let cells = headings.with_value(Vec::len);
        let cell_at = move |at: usize| {
            let key = key.clone();
            Memo::new(move |_| table.with(|t| t.rows().iter().find(|r| r.key == key)?.cells.get(at).cloned()).unwrap_or_default())
        };
        let label = |at: usize| headings.with_value(|h| h.get(at).cloned()).filter(|_| !plain.with_value(|plain| plain.contains(&at)));
        let cells = (0..cells).map(|at| cell(at, cell_at(at), label(at)));
        view! { <tr class:fresh=is_new>{cells.collect_view()}</tr> }
    };
    let is_coming = move || is_awake.get() && matches!(state.get(), State::Live | State::Connecting);
    view! {
        <div translate="no" data-live=url data-stream=stream data-place=place>
            <p class="live-bar">
                <a href=here hidden=is_coming data-reload="">{texts.with_value(|t| t.reload.clone())}</a>
                <span hidden=move || !is_awake.get()>
                    <span class=dot aria-hidden="true"></span>
                    <span>{word}</span>
                </span>
                <button type="button" class="link" hidden=move || !is_awake.get() node_ref=pauses on:click=pause>
                    {move || texts.with_value(|t| if is_paused.get() { t.resume.clone() } else { t.pause.clone() })}
                </button>
                <button type="button" class="button" hidden=move || waiting() == 0 on:click=show>
                    {move || count(waiting())} " · " {texts.with_value(|t| t.show.clone())}
                </button>
                <span class="count">{records}</span>
                <span class="hidden" role="status">{move || said.get()}</span>
            </p>
            <table class="stack" node_ref=top>
                <thead><tr>{headings.get_value().into_iter().map(|h| view! { <th scope="col">{h}</th> }).collect_view()}</tr></thead>
                <tbody><For each=keys key=String::clone children=row /></tbody>
            </table>
            <p class="empty" hidden=move || table.with(|t| !t.rows().is_empty())>{empty}</p>
        </div>
    }
}

/// A cell; the first is the row's heading, and leads into it.
fn cell(at: usize, shown: Memo<Cell>, label: Option<String>) -> AnyView {
    if at > 0 {
        return erased(view! { <td data-label=label>{move || content(shown.get())}</td> });
    }
    let text = move || content(Cell { href: None, ..shown.get() });
    match shown.get_untracked().href {
        Some(href) => erased(view! { <th scope="row"><a href=href>{text}</a></th> }),
        None => erased(view! { <th scope="row">{text}</th> }),
    }
}

/// How far down its page something begins, in pixels.
fn top_of(element: &HtmlElement) -> f64 {
    let mut top = f64::from(element.offset_top());
    let mut around = element.offset_parent();
    while let Some(parent) = around.and_then(|parent| parent.dyn_into::<HtmlElement>().ok()) {
        top += f64::from(parent.offset_top());
        around = parent.offset_parent();
    }
    top
}

/// What an event of the script says.
fn detail(event: &Event) -> String {
    Reflect::get(event.unchecked_ref::<JsValue>(), &JsValue::from_str("detail")).ok().and_then(|d| d.as_string()).unwrap_or_default()
}
