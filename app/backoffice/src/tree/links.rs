//! A tree of links: each node leads to its page. Without scripts it is nested lists. With scripts it is a tree by the ARIA Authoring Practices
//! Guide, walked as the tree of boxes is; and where a page has buttons that move its node up and down, Alt with an arrow presses them.

use super::{Shown, TreeTexts};
use domain::tree::{Node, Ticked};
use leptos::{ev, prelude::*, wasm_bindgen::JsCast, web_sys::HtmlElement};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, time::Duration};
use ui::erased::erased;

/// The buttons of the page that move what it shows.
pub const UP: &str = "move-up";
pub const DOWN: &str = "move-down";

/// What stands in a tree of links.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LinksOf {
    pub nodes: Vec<Node>,
    /// Part of the ids on the page.
    pub field: String,
    /// A node's page is below this, under its name.
    pub path: String,
    /// Whose page this is; empty if it is none's.
    pub here: String,
    /// Those that are hidden.
    pub quiet: Ticked,
    pub label: String,
    pub open_all: String,
    pub close_all: String,
}

/// The tree.
#[island]
pub fn LinkTree(of: LinksOf) -> impl IntoView {
    let LinksOf { nodes, field, path, here, quiet, label, open_all, close_all } = of;
    let first = nodes.first().map(|node| node.name.clone()).unwrap_or_default();
    let none = String::new;
    let texts = TreeTexts {
        label: none(),
        filter: none(),
        count: none(),
        nothing: none(),
        open_all: none(),
        close_all: none(),
        granted: none(),
        taken: none(),
        language: none(),
    };
    let page = Shown {
        ticked: RwSignal::new(Ticked::new()),
        stored: RwSignal::new(None),
        is_awake: RwSignal::new(false),
        wanted: RwSignal::new(none()),
        closed: RwSignal::new(BTreeSet::new()),
        current: RwSignal::new(if here.is_empty() { first } else { here.clone() }),
        typed: StoredValue::new((none(), 0.0)),
        nodes: StoredValue::new(nodes),
        field: StoredValue::new(field),
        texts: StoredValue::new(texts),
    };
    Effect::new(move |_| page.is_awake.set(true));
    Effect::new(move |_| {
        let _ = page.closed.with(BTreeSet::len);
        set_timeout(move || page.stand_somewhere(), Duration::ZERO);
    });
    let links = Links { page, path: StoredValue::new(path), here: StoredValue::new(here), quiet: StoredValue::new(quiet) };
    let nodes = page.nodes.with_value(|nodes| nodes.iter().map(|node| links.node(node)).collect_view());
    let is_awake = page.is_awake;
    view! {
        <div translate="no">
            <p class="tree-bar" hidden=move || !is_awake.get()>
                <button type="button" class="link" on:click=move |_| page.close_all()>{close_all}</button>
                <button type="button" class="link" on:click=move |_| page.closed.set(BTreeSet::new())>{open_all}</button>
            </p>
            <ul class="tree" aria-label=label role=move || is_awake.get().then_some("tree")
                on:keydown=move |event| links.press(&event) on:focusin=move |event| page.stand(&event)>
                {nodes}
            </ul>
        </div>
    }
}

#[derive(Clone, Copy)]
struct Links {
    page: Shown,
    path: StoredValue<String>,
    here: StoredValue<String>,
    quiet: StoredValue<Ticked>,
}

impl Links {
    fn press(self, event: &ev::KeyboardEvent) {
        let button = match &*event.key() {
            "ArrowUp" if event.alt_key() => UP,
            "ArrowDown" if event.alt_key() => DOWN,
            _other => return self.page.press(event),
        };
        let is_here = self.here.with_value(|here| self.page.current.with_untracked(|current| current == here));
        let button = document().get_element_by_id(button).filter(|_| is_here).and_then(|e| e.dyn_into::<HtmlElement>().ok());
        if let Some(button) = button {
            event.prevent_default();
            button.click();
        }
    }

    fn node(self, node: &Node) -> AnyView {
        let Self { page, .. } = self;
        let is_awake = page.is_awake;
        let name = StoredValue::new(node.name.clone());
        let awake = move |value: &'static str| is_awake.get().then_some(value);
        let is_open = move || name.with_value(|name| page.is_open(name));
        let is_branch = !node.is_leaf();
        let expanded = move || if is_branch { awake(if is_open() { "true" } else { "false" }) } else { None };
        let stop = move || awake(if page.current.with(|current| name.with_value(|name| name == current)) { "0" } else { "-1" });
        let fold = move |_| {
            page.closed.update(|closed| {
                let name = name.get_value();
                if !closed.remove(&name) {
                    closed.insert(name);
                }
            });
        };
        let twist = move || if is_open() { "▾" } else { "▸" };
        let twist =
            is_branch.then(|| view! { <span class="twist" aria-hidden="true" hidden=move || !is_awake.get() on:click=fold>{twist}</span> });
        let owns = is_branch.then(|| page.id("-below", &node.name));
        let current = self.here.with_value(|here| *here == node.name).then_some("page");
        let class = self.quiet.with_value(|quiet| quiet.contains(&node.name)).then_some("quiet");
        let href = self.path.with_value(|path| format!("{path}/{}", node.name));
        let note = node.note.clone().map(|note| view! { <span class="hint">{note}</span> });
        let below = is_branch.then(|| {
            let children = node.below.iter().map(|child| self.node(child)).collect_view();
            let group = move || awake("group");
            view! { <ul id=page.id("-below", &node.name) role=group hidden=move || is_awake.get() && !is_open()>{children}</ul> }
        });
        erased(view! {
            <li role=move || awake("none")>
                <span class="node" class:heading-box=is_branch id=page.item_id(&node.name) role=move || awake("treeitem") aria-expanded=expanded
                    aria-owns=owns aria-current=move || is_awake.get().then_some(current).flatten() tabindex=stop>
                    {twist}
                    <a id=page.box_id(&node.name) href=href class=class aria-current=current tabindex=move || awake("-1")><bdi>{node.label.clone()}</bdi></a>
                    {note}
                </span>
                {below}
            </li>
        })
    }
}
