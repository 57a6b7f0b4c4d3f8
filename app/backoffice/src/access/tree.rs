//! The role-resource tree. Without scripts: nested check boxes of which the leaves count, each under its headings. With
//! scripts it is a tree by the ARIA Authoring Practices Guide: a heading has a box as well, drawn from its children, that ticks and clears
//! all of them at once; a filter; what is changed since the role was saved; and before anything is saved, who it would affect. All of it
//! is computed from `domain`'s own tree.

use domain::{
    access::{Grants, Node, Resource, TREE, Tick},
    ids::RoleId,
};
use leptos::{
    ev, html,
    prelude::*,
    server_fn::codec::Json,
    wasm_bindgen::JsCast,
    web_sys::{HtmlInputElement, HtmlSelectElement},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use ui::{
    call::{Asking, FromPage, Problem},
    form::{
        Snapshot,
        saving::{WRITTEN, form_of_page},
    },
};

/// What the tree says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TreeTexts {
    pub label: String,
    /// Of each node, by its name.
    pub labels: BTreeMap<String, String>,
    pub filter: String,
    /// `{}` is how many are ticked, and of how many.
    pub count: String,
    pub nothing: String,
    pub open_all: String,
    pub close_all: String,
    /// `{}` are the rights that are granted, or taken, since the role was saved.
    pub granted: String,
    pub taken: String,
}

/// What saving a role like this would do, in words: to how many users, which visits it would end, and why it would be refused.
#[server(prefix = "/admin/api", endpoint = "role/affects", input = Json, output = Json, client = FromPage)]
pub async fn role_affects(
    /// `None`: a new one.
    role: Option<RoleId>,
    grants: Grants,
) -> Result<Vec<String>, Problem> {
    super::edit::affects(role, &grants).await
}

/// The tree. Only the leaves have names, so only they are sent: what is ticked is what is granted.
#[island]
pub fn ResourceTree(
    /// `None`: a new role.
    role: Option<RoleId>,
    grants: Grants,
    texts: TreeTexts,
) -> impl IntoView {
    // What is ticked is kept while "All" hides the tree: "Custom" shows it again.
    let everything = RwSignal::new(grants == Grants::All);
    let stored = RwSignal::new(grants.clone());
    let ticked = RwSignal::new(match grants {
        Grants::All => BTreeSet::new(),
        Grants::Custom(ticked) => ticked,
    });
    let asking = Asking::<Vec<String>>::default();
    let page = Shown {
        ticked,
        stored,
        is_awake: RwSignal::new(false),
        wanted: RwSignal::new(String::new()),
        closed: RwSignal::new(BTreeSet::new()),
        current: RwSignal::new(TREE.first().map_or("", Node::name)),
        typed: StoredValue::new((String::new(), 0.0)),
        texts: StoredValue::new(texts),
    };
    let is_awake = page.is_awake;

    // Whoever was faster than this script keeps what he ticked: a role must hold what its page shows.
    Effect::new(move |_| {
        let follow = move || {
            let access = document().get_element_by_id("access").and_then(|e| e.dyn_into::<HtmlSelectElement>().ok());
            everything.set(access.is_some_and(|access| access.value() == "all"));
        };
        let read = move || {
            follow();
            ticked.set(set_of(Resource::ALL.into_iter().filter(is_ticked)));
            if let Some(grants) = form_of_page().and_then(|form| form.shown()).and_then(|shown| granted(&shown)) {
                stored.set(grants);
            }
        };
        read();
        is_awake.set(true);
        let watching = [window_event_listener(ev::change, move |_| follow()), window_event_listener_untyped(WRITTEN, move |_| read())];
        on_cleanup(move || watching.into_iter().for_each(WindowListenerHandle::remove));
    });
    Effect::new(move |_| {
        let grants = if everything.get() { Grants::All } else { Grants::Custom(ticked.get()) };
        let is_stored = stored.with(|stored| *stored == grants);
        if is_awake.get() {
            asking.ask(move || (!is_stored).then(|| role_affects(role, grants)));
        }
    });
    // Where somebody can walk on by keys is on the page.
    Effect::new(move |_| {
        let _ = (page.wanted.with(String::len), page.closed.with(BTreeSet::len));
        set_timeout(move || page.stand_somewhere(), Duration::ZERO);
    });
    let finds = move || TREE.iter().any(|node| page.is_shown(node, false));
    let [label, filter, nothing, open_all, close_all] =
        page.texts.with_value(|t| [&t.label, &t.filter, &t.nothing, &t.open_all, &t.close_all].map(Clone::clone));
    view! {
        <div translate="no" hidden=move || is_awake.get() && everything.get()>
            <p class="tree-bar" hidden=move || !is_awake.get()>
                <input type="search" class="tree-filter" aria-label=filter.clone() placeholder=filter
                    on:input=move |event| page.wanted.set(event_target_value(&event).to_lowercase())
                    on:keydown=move |event| if event.key() == "Enter" { event.prevent_default() } />
                <button type="button" class="link" on:click=move |_| page.closed.set(BTreeSet::new())>{open_all}</button>
                <button type="button" class="link" on:click=move |_| page.close_all()>{close_all}</button>
            </p>
            <ul class="tree" aria-label=label role=move || is_awake.get().then_some("tree")
                on:keydown=move |event| page.press(&event) on:focusin=move |event| page.stand(&event)>
                {TREE.iter().map(|n| page.node(n, Signal::stored(false))).collect_view()}
            </ul>
            <p class="empty" hidden=finds>{nothing}</p>
        </div>
        <div class="hint" translate="no">{move || page.changes().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}</div>
        <div class="affected" role="status" translate="no">
            {move || asking.answer.get().unwrap_or_default().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
        </div>
    }
}

/// What a role grants that a page showed like this.
fn granted(shown: &Snapshot) -> Option<Grants> {
    let held = |name: &str| shown.values().get(name).map(Vec::as_slice);
    if held("access")?.iter().any(|access| access == "all") {
        return Some(Grants::All);
    }
    Some(Grants::Custom(set_of(held("resource")?.iter().filter_map(|code| Resource::from_code(code)))))
}

/// One by one: `collect` would bring a sort along into the browser.
fn set_of(resources: impl Iterator<Item = Resource>) -> BTreeSet<Resource> {
    let mut set = BTreeSet::new();
    set.extend(resources);
    set
}

fn is_ticked(resource: &Resource) -> bool {
    let leaf = document().get_element_by_id(&box_id(&Node::Leaf(*resource))).and_then(|e| e.dyn_into::<HtmlInputElement>().ok());
    leaf.is_some_and(|leaf| leaf.checked())
}

pub(super) fn box_id(node: &Node) -> String {
    format!("resource-{}", node.name())
}

fn below_id(node: &Node) -> String {
    format!("below-{}", node.name())
}

pub(super) fn item_id(node: &Node) -> String {
    format!("node-{}", node.name())
}

/// What the nodes are drawn from.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    ticked: RwSignal<BTreeSet<Resource>>,
    stored: RwSignal<Grants>,
    is_awake: RwSignal<bool>,
    wanted: RwSignal<String>,
    /// Headings of which only the name is shown.
    pub(super) closed: RwSignal<BTreeSet<&'static str>>,
    /// Where somebody stands who walks by keys: the one stop of the tab key.
    pub(super) current: RwSignal<&'static str>,
    /// The letters that were typed last, and when.
    pub(super) typed: StoredValue<(String, f64)>,
    texts: StoredValue<TreeTexts>,
}

impl Shown {
    pub(super) fn label(self, node: &Node) -> String {
        self.texts.with_value(|t| t.labels.get(node.name()).cloned().unwrap_or_default())
    }

    /// Whether the filter leaves a node: it, one above it or one below it is called like that.
    fn is_shown(self, node: &Node, is_above_found: bool) -> bool {
        self.wanted.with(|wanted| wanted.is_empty() || is_above_found || self.is_found_in(node, wanted))
    }

    fn is_found_in(self, node: &Node, wanted: &str) -> bool {
        let below = match node {
            Node::Branch(_, children) => children.iter().any(|child| self.is_found_in(child, wanted)),
            Node::Leaf(_) => false,
        };
        below || self.label(node).to_lowercase().contains(wanted)
    }

    fn is_found(self, node: &Node) -> bool {
        let label = self.label(node).to_lowercase();
        self.wanted.with(|wanted| !wanted.is_empty() && label.contains(wanted.as_str()))
    }

    /// While a filter holds, whatever it leaves is shown.
    pub(super) fn is_open(self, node: &Node) -> bool {
        !self.wanted.with(String::is_empty) || self.closed.with(|closed| !closed.contains(node.name()))
    }

    /// What is granted, and what is taken, since the role was saved.
    fn changes(self) -> Vec<String> {
        if !self.is_awake.get() {
            return Vec::new();
        }
        let ticked = self.ticked.get();
        let Some((granted, taken)) = self.stored.with(|stored| match stored {
            Grants::All => None,
            Grants::Custom(stored) => {
                let labels = |of: &BTreeSet<Resource>, other: &BTreeSet<Resource>| {
                    of.difference(other).map(|resource| self.label(&Node::Leaf(*resource))).collect::<Vec<_>>()
                };
                Some((labels(&ticked, stored), labels(stored, &ticked)))
            }
        }) else {
            return Vec::new();
        };
        let line = |text: &str, labels: &[String]| (!labels.is_empty()).then(|| text.replace("{}", &labels.join(", ")));
        self.texts.with_value(|t| [line(&t.granted, &granted), line(&t.taken, &taken)]).into_iter().flatten().collect()
    }

    fn is_changed(self, resource: Resource) -> bool {
        let is_ticked = self.ticked.with(|t| t.contains(&resource));
        self.is_awake.get()
            && self.stored.with(|stored| matches!(stored, Grants::Custom(stored) if stored.contains(&resource) != is_ticked))
    }

    fn node(self, node: &'static Node, is_above_found: Signal<bool>) -> AnyView {
        let is_awake = self.is_awake;
        let hidden = move || !self.is_shown(node, is_above_found.get());
        let none = move || is_awake.get().then_some("none");
        match node {
            Node::Leaf(resource) => {
                let resource = *resource;
                let is_changed = move || self.is_changed(resource).then_some("");
                view! { <li role=none hidden=hidden data-changed=is_changed>{self.item(node, self.leaf(node, resource).into_any())}</li> }
                    .into_any()
            }
            Node::Branch(_, children) => {
                let is_found = Signal::derive(move || is_above_found.get() || self.is_found(node));
                let children = children.iter().map(|child| self.node(child, is_found)).collect_view();
                let is_folded = move || is_awake.get() && !self.is_open(node);
                let group = move || is_awake.get().then_some("group");
                view! {
                    <li role=none hidden=hidden>
                        {self.item(node, self.heading(node).into_any())}
                        <ul id=below_id(node) role=group hidden=is_folded>{children}</ul>
                    </li>
                }
                .into_any()
            }
        }
    }

    /// What of a node is one stop for whoever walks by keys. It tells what its box would: screen readers hear it once.
    fn item(self, node: &'static Node, inside: AnyView) -> impl IntoView + use<> {
        let is_awake = self.is_awake;
        let awake = move |value: &'static str| is_awake.get().then_some(value);
        let checked = move || {
            awake(match self.ticked.with(|t| node.state(t)) {
                Tick::All => "true",
                Tick::Some => "mixed",
                Tick::None => "false",
            })
        };
        let stop = move || awake(if self.current.get() == node.name() { "0" } else { "-1" });
        let is_branch = matches!(node, Node::Branch(..));
        let expanded = move || if is_branch { awake(if self.is_open(node) { "true" } else { "false" }) } else { None };
        let owns = is_branch.then(|| below_id(node));
        view! {
            <span class="node" class:heading-box=is_branch id=item_id(node) role=move || awake("treeitem") aria-checked=checked
                aria-expanded=expanded aria-owns=owns tabindex=stop>
                {inside}
            </span>
        }
    }

    fn leaf(self, node: &'static Node, resource: Resource) -> impl IntoView + use<> {
        let Self { ticked, is_awake, .. } = self;
        let ticks = NodeRef::<html::Input>::new();
        Effect::new(move |is_first: Option<()>| {
            let ticked_here = ticked.with(|t| t.contains(&resource));
            if let (Some(ticks), Some(())) = (ticks.get(), is_first) {
                ticks.set_checked(ticked_here);
            }
        });
        let turn = move |event| {
            let is_ticked = event_target_checked(&event);
            ticked.update(|t| node.turn(t, is_ticked));
        };
        view! {
            <input type="checkbox" name="resource" value=resource.code() id=box_id(node)
                tabindex=move || is_awake.get().then_some("-1") aria-hidden=move || is_awake.get().then_some("true")
                checked=ticked.with_untracked(|t| t.contains(&resource)) node_ref=ticks on:change=turn />
            <label for=box_id(node)>{self.label(node)}</label>
        }
    }

    fn heading(self, node: &'static Node) -> impl IntoView + use<> {
        let Self { ticked, is_awake, closed, .. } = self;
        let state = move || ticked.with(|t| node.state(t));
        let toggle = move |event| {
            let is_ticked = event_target_checked(&event);
            ticked.update(|t| node.turn(t, is_ticked));
        };
        let fold = move |_| {
            closed.update(|closed| {
                if !closed.remove(node.name()) {
                    closed.insert(node.name());
                }
            });
        };
        let count = move || {
            let leaves = node.leaves();
            let many = ticked.with(|t| leaves.iter().filter(|leaf| t.contains(leaf)).count());
            self.texts.with_value(|t| t.count.replacen("{}", &many.to_string(), 1).replacen("{}", &leaves.len().to_string(), 1))
        };
        let twist = move || if self.is_open(node) { "▾" } else { "▸" };
        view! {
            <span class="twist" aria-hidden="true" hidden=move || !is_awake.get() on:click=fold>{twist}</span>
            <input type="checkbox" id=box_id(node) tabindex="-1" aria-hidden="true" hidden=move || !is_awake.get()
                disabled=move || !is_awake.get() prop:checked=move || state() == Tick::All
                prop:indeterminate=move || state() == Tick::Some on:change=toggle />
            <label for=box_id(node)>{self.label(node)}</label>
            <span class="hint" hidden=move || !is_awake.get()>{count}</span>
        }
    }
}
