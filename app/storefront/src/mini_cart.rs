//! The cart in the header: how many pieces are in it, and behind a button its lines, which can be changed there. It shows what is stored
//! and nothing else: its lines come from the server as they are shown, for a view of them would double what shoppers load. Without
//! scripts, and until it is awake, a link to the cart's page stands in its place.

use leptos::{
    ev, html,
    prelude::*,
    task::spawn_local,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, HtmlInputElement},
};
use std::time::Duration;
use ui::call::{FromPage, Json, Problem};

/// What puts back what was taken out last.
pub const UNDO: &str = "mini-undo";
const PANEL: &str = "mini-cart";

ui::texts! {
    /// What is in the cart.
    pub struct MiniCartView {
        /// What the button says, as markup: how many pieces there are.
        pub button: String,
        /// The lines as markup. Each field and button says of which product it is (`data-product`), how many pieces there are (`data-was`)
        /// and, of a button, how many there are to be (`data-to`).
        pub lines: String,
    }
}

/// What is in the cart; after `change`, if there is one: of a product of which it holds so many, so many. None takes it out, and of none so
/// many puts it back.
#[server(prefix = "/api", endpoint = "cart/lines", input = Json, output = Json, client = FromPage)]
pub async fn cart_lines(change: Option<(String, u32, String)>) -> Result<MiniCartView, Problem> {
    crate::cart::mini::lines(change).await
}

/// The cart's button and what it opens, in the place of the link that it is given. `unreachable` is said when no answer comes.
#[island]
pub fn MiniCart(title: String, view: MiniCartView, unreachable: String, children: Children) -> impl IntoView {
    let is_awake = RwSignal::new(false);
    let shown = RwSignal::new(view);
    let problem = RwSignal::new(String::new());
    // How often something was asked for: the answer to the last is shown; and what is under way.
    let (asked, waiting) = (StoredValue::new(0_u32), StoredValue::new(0_u32));
    let unreachable = StoredValue::new(unreachable);
    let panel = NodeRef::<html::Div>::new();
    Effect::new(move |_| is_awake.set(true));

    let ask = move |set: Option<(String, u32, String)>| {
        asked.update_value(|n| *n = n.wrapping_add(1));
        waiting.update_value(|n| *n = n.saturating_add(1));
        let mine = asked.get_value();
        spawn_local(async move {
            let (wrong, view) = match cart_lines(set).await {
                Ok(view) => (String::new(), Some(view)),
                // What was refused was something else before: it is shown as it is now.
                Err(met) => (said(&met, &unreachable.get_value()), cart_lines(None).await.ok()),
            };
            waiting.update_value(|n| *n = n.saturating_sub(1));
            if !wrong.is_empty() || asked.get_value() == mine {
                problem.set(wrong);
            }
            if let Some(view) = view.filter(|_| asked.get_value() == mine) {
                let here = Here::now();
                shown.set(view);
                set_timeout(move || here.goes_on(), Duration::ZERO);
            }
        });
    };
    let toggled = move |_: ev::Event| {
        if panel.get_untracked().is_some_and(|panel| panel.matches(":popover-open").unwrap_or(false)) {
            ask(None);
        }
    };
    let pressed = move |event: ev::MouseEvent| {
        // Pressed twice, it is done once.
        let Some(button) = pressed_button(&event).filter(|_| waiting.get_value() == 0) else { return };
        if let (Some((product, was)), Some(to)) = (of(&button), button.get_attribute("data-to")) {
            ask(Some((product, was, to)));
        }
    };
    let changed = move |event: ev::Event| {
        let field: HtmlInputElement = event_target(&event);
        if let Some((product, was)) = of(&field) {
            ask(Some((product, was, field.value())));
        }
    };
    view! {
        <div hidden=move || is_awake.get()>{children()}</div>
        <button type="button" class="link cart-link" popovertarget=PANEL translate="no" hidden=move || !is_awake.get()
            inner_html=move || shown.with(|cart| cart.button.clone())></button>
        <div popover id=PANEL class="mini-cart" role="region" aria-label=title tabindex="-1" translate="no" node_ref=panel
            on:toggle=toggled on:click=pressed on:change=changed>
            <p class="flaw" role="alert">{move || problem.get()}</p>
            <div inner_html=move || shown.with(|cart| cart.lines.clone())></div>
        </div>
    }
}

fn pressed_button(event: &ev::MouseEvent) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest("button").ok()?
}

/// Of which product an element is, and how many pieces of it there are.
fn of(element: &Element) -> Option<(String, u32)> {
    Some((element.get_attribute("data-product")?, element.get_attribute("data-was")?.parse().ok()?))
}

fn said(problem: &Problem, unreachable: &str) -> String {
    match problem.errors.first() {
        Some(wrong) => wrong.text.clone(),
        None if problem.title.is_empty() => unreachable.to_owned(),
        None => format!("{}. {}", problem.title, problem.detail),
    }
}

/// Where the reader is when the lines are shown anew, and what he has typed there.
struct Here {
    id: String,
    typed: Option<String>,
}

impl Here {
    fn now() -> Self {
        let element = document().active_element();
        let field = element.clone().and_then(|element| element.dyn_into::<HtmlInputElement>().ok());
        let typed = field.filter(|field| field.value() != field.default_value()).map(|field| field.value());
        Self { id: element.map(|element| element.id()).unwrap_or_default(), typed }
    }

    /// At the same place with the same text; where that is gone, at what puts it back, or at all of it.
    fn goes_on(self) {
        let at = |id: &str| document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
        let Some(element) = at(&self.id).or_else(|| at(UNDO)).or_else(|| at(PANEL)) else { return };
        let _ = element.focus();
        if let (Some(typed), Some(field)) = (self.typed, element.dyn_ref::<HtmlInputElement>()) {
            field.set_value(&typed);
        }
    }
}
