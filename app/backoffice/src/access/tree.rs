//! The role-resource tree. Without scripts: nested check boxes of which the leaves count, each under its headings. With
//! scripts: a heading has a box as well, drawn from its children, that ticks and clears all of them at once; a filter; and before
//! anything is saved, who it would affect. All of it is computed from `domain`'s own tree.

use domain::{
    access::{Grants, Node, Resource, TREE, Tick},
    ids::RoleId,
};
use leptos::{
    ev, html,
    prelude::*,
    server_fn::codec::Json,
    task::spawn_local,
    wasm_bindgen::JsCast,
    web_sys::{HtmlInputElement, HtmlSelectElement},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Duration,
};
use ui::call::{FromPage, Problem};

/// How long whoever ticks has stopped before it is asked what that affects.
const PAUSE: Duration = Duration::from_millis(250);

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
    let stored = grants.clone();
    let ticked = RwSignal::new(match grants {
        Grants::All => BTreeSet::new(),
        Grants::Custom(ticked) => ticked,
    });
    let is_awake = RwSignal::new(false);
    let wanted = RwSignal::new(String::new());
    let affected = RwSignal::new(Vec::<String>::new());
    let (label, filter, nothing) = (texts.label.clone(), texts.filter.clone(), texts.nothing.clone());
    let texts = StoredValue::new(texts);

    // Whoever was faster than this script keeps what he ticked: a role must hold what its page shows.
    Effect::new(move |_| {
        let follow = move || {
            let access = document().get_element_by_id("access").and_then(|e| e.dyn_into::<HtmlSelectElement>().ok());
            everything.set(access.is_some_and(|access| access.value() == "all"));
        };
        let is_ticked = |resource: &Resource| {
            let leaf = document().get_element_by_id(&leaf_id(*resource)).and_then(|e| e.dyn_into::<HtmlInputElement>().ok());
            leaf.is_some_and(|leaf| leaf.checked())
        };
        follow();
        ticked.set(Resource::ALL.into_iter().filter(is_ticked).collect());
        is_awake.set(true);
        let watching = window_event_listener(ev::change, move |_| follow());
        on_cleanup(move || watching.remove());
    });
    // What it would affect is asked once somebody has stopped ticking; an answer to what was wished for before says nothing.
    let asked = StoredValue::new(0_u32);
    Effect::new(move |_| {
        let grants = if everything.get() { Grants::All } else { Grants::Custom(ticked.get()) };
        if !is_awake.get() {
            return;
        }
        asked.update_value(|n| *n = n.wrapping_add(1));
        let mine = asked.get_value();
        if grants == stored {
            affected.set(Vec::new());
            return;
        }
        let ask = move || {
            if asked.get_value() != mine {
                return;
            }
            spawn_local(async move {
                // It is a word beforehand: what is saved is decided anew, and told there.
                let lines = role_affects(role, grants).await.unwrap_or_default();
                if asked.get_value() == mine {
                    affected.set(lines);
                }
            });
        };
        set_timeout(ask, PAUSE);
    });
    let page = Shown { ticked, is_awake, wanted, texts };
    let finds = move || TREE.iter().any(|node| page.is_shown(node, false));
    view! {
        <div translate="no" hidden=move || is_awake.get() && everything.get()>
            <input type="search" class="tree-filter" aria-label=filter.clone() placeholder=filter hidden=move || !is_awake.get()
                on:input=move |event| wanted.set(event_target_value(&event).to_lowercase())
                on:keydown=move |event| if event.key() == "Enter" { event.prevent_default() } />
            <ul class="tree" aria-label=label>{TREE.iter().map(|n| page.node(n, Signal::stored(false))).collect_view()}</ul>
            <p class="empty" hidden=finds>{nothing}</p>
        </div>
        <div class="affected" role="status" translate="no">
            {move || affected.get().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
        </div>
    }
}

fn leaf_id(resource: Resource) -> String {
    format!("resource-{}", resource.code())
}

/// What the nodes are drawn from.
#[derive(Clone, Copy)]
struct Shown {
    ticked: RwSignal<BTreeSet<Resource>>,
    is_awake: RwSignal<bool>,
    wanted: RwSignal<String>,
    texts: StoredValue<TreeTexts>,
}

impl Shown {
    fn label(self, node: &Node) -> String {
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

    fn node(self, node: &'static Node, is_above_found: Signal<bool>) -> AnyView {
        let hidden = move || !self.is_shown(node, is_above_found.get());
        match node {
            Node::Leaf(resource) => view! { <li hidden=hidden>{self.leaf(*resource, self.label(node))}</li> }.into_any(),
            Node::Branch(_, children) => {
                let is_found = Signal::derive(move || is_above_found.get() || self.is_found(node));
                let children = children.iter().map(|child| self.node(child, is_found)).collect_view();
                view! { <li hidden=hidden>{self.heading(node)} <ul>{children}</ul></li> }.into_any()
            }
        }
    }

    fn leaf(self, resource: Resource, label: String) -> impl IntoView + use<> {
        let Self { ticked, .. } = self;
        let id = leaf_id(resource);
        let ticks = NodeRef::<html::Input>::new();
        Effect::new(move |is_first: Option<()>| {
            let ticked_here = ticked.with(|t| t.contains(&resource));
            if let (Some(ticks), Some(())) = (ticks.get(), is_first) {
                ticks.set_checked(ticked_here);
            }
        });
        let turn = move |event| {
            let is_ticked = event_target_checked(&event);
            ticked.update(|t| Node::Leaf(resource).turn(t, is_ticked));
        };
        view! {
            <input type="checkbox" name="resource" value=resource.code() id=id.clone()
                checked=ticked.with_untracked(|t| t.contains(&resource)) node_ref=ticks on:change=turn />
            <label for=id>{label}</label>
        }
    }

    fn heading(self, node: &'static Node) -> impl IntoView + use<> {
        let Self { ticked, is_awake, .. } = self;
        let state = move || ticked.with(|t| node.state(t));
        let toggle = move |event| {
            let is_ticked = event_target_checked(&event);
            ticked.update(|t| node.turn(t, is_ticked));
        };
        let count = move || {
            let leaves = node.leaves();
            let many = ticked.with(|t| leaves.iter().filter(|leaf| t.contains(leaf)).count());
            self.texts.with_value(|t| t.count.replacen("{}", &many.to_string(), 1).replacen("{}", &leaves.len().to_string(), 1))
        };
        view! {
            <label class="heading-box">
                <input type="checkbox" hidden=move || !is_awake.get() disabled=move || !is_awake.get()
                    prop:checked=move || state() == Tick::All prop:indeterminate=move || state() == Tick::Some on:change=toggle />
                <span>{self.label(node)}</span>
            </label>
            <span class="hint" hidden=move || !is_awake.get()>{count}</span>
        }
    }
}
