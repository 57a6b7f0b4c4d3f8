//! The cart in the header: how many pieces are in it, and behind a button its lines, which can be changed there. It shows what is stored
//! and nothing else. Without scripts, and until it is awake, a link to the cart's page stands in its place.

use leptos::{ev, html, prelude::*, server_fn::codec::Json, task::spawn_local, web_sys::HtmlElement};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use ui::call::{FromPage, Problem};

/// A line of the cart, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MiniLine {
    /// The product's identifier: text, for a browser only sends it back.
    pub product: String,
    pub name: String,
    pub href: String,
    pub quantity: u32,
    /// Of all its pieces.
    pub price: String,
    pub quantity_label: String,
    pub remove_label: String,
    /// Why it cannot be bought like that; empty if it can.
    pub flaw: String,
}

/// What is in the cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MiniCartView {
    pub lines: Vec<MiniLine>,
    pub count: u32,
    /// What so many are called.
    pub items: String,
    pub subtotal: String,
    /// Whether all of it can be bought.
    pub is_available: bool,
    /// What was done.
    pub said: String,
}

/// What it says, and where its links lead.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MiniCartTexts {
    pub title: String,
    pub loading: String,
    pub empty: String,
    pub remove: String,
    pub undo: String,
    pub subtotal: String,
    pub edit: String,
    pub checkout: String,
    /// No answer came.
    pub unreachable: String,
    pub again: String,
    pub cart_href: String,
    pub checkout_href: String,
}

/// What is in the cart.
#[server(prefix = "/api", endpoint = "cart/lines", input = Json, output = Json, client = FromPage)]
pub async fn cart_lines() -> Result<MiniCartView, Problem> {
    crate::cart::mini::lines().await
}

/// Of a line that holds so many, so many: none takes it out, and of none so many puts it back.
#[server(prefix = "/api", endpoint = "cart/set", input = Json, output = Json, client = FromPage)]
pub async fn set_cart_line(product: String, was: u32, to: String) -> Result<MiniCartView, Problem> {
    crate::cart::mini::set(&product, was, &to).await
}

/// The cart's button and what it opens, in the place of the link that it is given.
#[island]
pub fn MiniCart(count: u32, items: String, texts: MiniCartTexts, children: Children) -> impl IntoView {
    let cart = RwSignal::new(None::<MiniCartView>);
    let is_awake = RwSignal::new(false);
    let is_open = RwSignal::new(false);
    let said = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<Problem>);
    // What was taken out last.
    let removed = RwSignal::new(None::<(String, u32)>);
    let texts = StoredValue::new(texts);
    let items = StoredValue::new(items);
    // How often something was asked for: the answer to the last is shown.
    let asked = StoredValue::new(0_u32);
    let (panel, undo) = (NodeRef::<html::Div>::new(), NodeRef::<html::Button>::new());
    Effect::new(move |_| is_awake.set(true));

    let ask = move |call: Call, then: Box<dyn FnOnce(bool)>| {
        asked.update_value(|n| *n = n.wrapping_add(1));
        let mine = asked.get_value();
        problem.set(None);
        spawn_local(async move {
            let answer = match call {
                Call::Lines => cart_lines().await,
                Call::Set(product, was, to) => set_cart_line(product, was, to).await,
            };
            let is_done = answer.is_ok();
            match answer {
                Ok(view) if asked.get_value() == mine => {
                    said.set(view.said.clone());
                    cart.set(Some(view));
                }
                Ok(_) => {}
                Err(met) => problem.set(Some(met)),
            }
            // What is shown anew stands there a moment later.
            set_timeout(move || then(is_done), Duration::ZERO);
        });
    };
    let load = move || ask(Call::Lines, Box::new(|_| {}));
    let toggled = move |_| {
        let opens = panel.get_untracked().is_some_and(|panel| panel.matches(":popover-open").unwrap_or(false));
        is_open.set(opens);
        if opens {
            removed.set(None);
            load();
        }
    };
    let take_out = move |product: String, was: u32| {
        removed.set(None);
        let gone = (product.clone(), was);
        let then = move |is_done| {
            if is_done {
                removed.set(Some(gone));
                // The button that was pressed is gone.
                set_timeout(move || focus(undo.get_untracked().as_deref()), Duration::ZERO);
            }
        };
        ask(Call::Set(product, was, "0".to_owned()), Box::new(then));
    };
    let put_back = move |_| {
        if let Some((product, quantity)) = removed.get_untracked() {
            removed.set(None);
            ask(Call::Set(product, 0, quantity.to_string()), Box::new(|_| {}));
            focus(panel.get_untracked().as_deref());
        }
    };
    let line = move |line: MiniLine| {
        let id = format!("mini-{}", line.product);
        let (product, was) = (line.product.clone(), line.quantity);
        let typed = move |event: ev::Event| {
            let (to, product) = (event_target_value(&event), product.clone());
            if to.trim() == "0" {
                return take_out(product, was);
            }
            removed.set(None);
            let input = event_target::<leptos::web_sys::HtmlInputElement>(&event);
            let then = move |is_done: bool| {
                if !is_done {
                    input.set_value(&was.to_string());
                }
            };
            ask(Call::Set(product, was, to), Box::new(then));
        };
        view! {
            <li>
                <a href=line.href>{line.name}</a>
                <span class="price">{line.price}</span>
                <span class="inline">
                    <label class="hidden" for=id.clone()>{line.quantity_label}</label>
                    <input id=id type="text" inputmode="numeric" autocomplete="off" prop:value=was.to_string() on:change=typed />
                    <button type="button" class="link" aria-label=line.remove_label on:click=move |_| take_out(line.product.clone(), was)>
                        {texts.with_value(|t| t.remove.clone())}
                    </button>
                </span>
                <span class="flaw">{line.flaw}</span>
            </li>
        }
    };
    let lines = move || cart.with(|cart| cart.iter().flat_map(|cart| cart.lines.clone()).map(line).collect_view());
    let is_full = move || cart.with(|cart| cart.as_ref().is_some_and(|cart| cart.count > 0));
    let is_empty = move || cart.with(|cart| cart.as_ref().is_some_and(|cart| cart.count == 0));
    let is_sold = move || cart.with(|cart| cart.as_ref().is_some_and(|cart| cart.count > 0 && cart.is_available));
    let pieces = move || cart.with(|cart| cart.as_ref().map_or(count, |cart| cart.count));
    let called = move || cart.with(|cart| cart.as_ref().map_or_else(|| items.get_value(), |cart| cart.items.clone()));
    let told = move || {
        problem.with(|met| {
            let met = met.as_ref()?;
            let text = match met.errors.first() {
                Some(wrong) => wrong.text.clone(),
                None if met.title.is_empty() => texts.with_value(|t| t.unreachable.clone()),
                None => format!("{}. {}", met.title, met.detail),
            };
            let again = texts.with_value(|t| t.again.clone());
            let again =
                met.errors.is_empty().then(|| view! { <button type="button" class="button" on:click=move |_| load()>{again}</button> });
            Some(view! { <p class="flaw">{text}" "{again}</p> })
        })
    };
    let text = move |of: fn(&MiniCartTexts) -> &String| texts.with_value(|t| of(t).clone());
    // Types as deep as all of it are more than the compiler takes.
    let done = view! {
        <p class="switch-said">
            <span role="status">{move || said.get()}</span>
            <button type="button" class="link" node_ref=undo hidden=move || removed.with(Option::is_none) on:click=put_back>
                {text(|t| &t.undo)}
            </button>
        </p>
    };
    let ways = view! {
        <div class="actions">
            <a class="button primary" href=text(|t| &t.checkout_href) hidden=move || !is_sold()>{text(|t| &t.checkout)}</a>
            <a class="button" href=text(|t| &t.cart_href)>{text(|t| &t.edit)}</a>
        </div>
    };
    let content = view! {
        <p hidden=move || cart.with(Option::is_some) || problem.with(Option::is_some)>{text(|t| &t.loading)}</p>
        <div role="alert">{told}</div>
        {done.into_any()}
        <ul>{lines}</ul>
        <p class="empty" hidden=move || !is_empty()>{text(|t| &t.empty)}</p>
        <p class="total" hidden=move || !is_full()>
            {text(|t| &t.subtotal)} " "
            <span>{move || cart.with(|cart| cart.as_ref().map(|cart| cart.subtotal.clone()))}</span>
        </p>
        {ways.into_any()}
    };
    let button = view! {
        <button type="button" class="link cart-link" popovertarget="mini-cart" aria-expanded=move || is_open.get().to_string() translate="no"
            hidden=move || !is_awake.get()>
            {text(|t| &t.title)} " " <span class="badge" hidden=move || pieces() == 0>{pieces}</span> " " <span class="hidden">{called}</span>
        </button>
    };
    view! {
        <div hidden=move || is_awake.get()>{children()}</div>
        {button.into_any()}
        <div popover id="mini-cart" class="mini-cart" role="region" aria-label=text(|t| &t.title) tabindex="-1" translate="no" node_ref=panel
            on:toggle=toggled>
            {content.into_any()}
        </div>
    }
}

/// What is asked of the server.
enum Call {
    Lines,
    /// The product, how many of it there were, and how many there are to be.
    Set(String, u32, String),
}

fn focus(element: Option<&HtmlElement>) {
    if let Some(element) = element {
        let _ = element.focus();
    }
}
