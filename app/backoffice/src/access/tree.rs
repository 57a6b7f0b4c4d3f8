//! The role-resource tree. Without scripts: nested check boxes of which the leaves count, each under its headings. With
//! scripts: a heading has a box as well, drawn from its children, that ticks and clears all of them at once.

use leptos::{ev, html, prelude::*};
use serde::{Deserialize, Serialize};

/// A node as the page shows it: a heading with children, or a leaf with the code that is sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TreeNode {
    pub label: String,
    /// A leaf's resource; `None` for a heading.
    pub code: Option<String>,
    pub ticked: bool,
    pub children: Vec<TreeNode>,
}

/// A leaf's box, or a heading with what is below it.
#[derive(Clone)]
struct Live {
    label: String,
    code: Option<String>,
    ticked: RwSignal<bool>,
    children: Vec<Live>,
}

impl Live {
    fn of(node: TreeNode) -> Self {
        Self {
            label: node.label,
            code: node.code,
            ticked: RwSignal::new(node.ticked),
            children: node.children.into_iter().map(Self::of).collect(),
        }
    }

    /// The leaves at and below this node.
    fn leaves(&self) -> Vec<RwSignal<bool>> {
        if self.code.is_some() { vec![self.ticked] } else { self.children.iter().flat_map(Self::leaves).collect() }
    }
}

/// The tree. Only the leaves have names, so only they are sent: what is ticked is what is granted.
#[island]
pub fn ResourceTree(
    nodes: Vec<TreeNode>,
    label: String,
    /// "All" hides the tree: it grants everything.
    all: bool,
) -> impl IntoView {
    let nodes: Vec<Live> = nodes.into_iter().map(Live::of).collect();
    let alive = RwSignal::new(false);
    let shown = RwSignal::new(!all);
    // Effects run in the browser only: there the headings get their boxes, and the tree is shown while "Custom" is chosen.
    Effect::new(move |_| alive.set(true));
    Effect::new(move |_| {
        let follow = move || shown.set(matches!(document().query_selector("#access > option[value=all]:checked"), Ok(None)));
        follow();
        window_event_listener(ev::change, move |_| follow());
    });
    let hidden = move || alive.get() && !shown.get();
    let nodes = nodes.into_iter().map(|n| node(n, alive)).collect_view();
    view! { <ul class="tree" translate="no" aria-label=label hidden=hidden>{nodes}</ul> }
}

fn node(live: Live, alive: RwSignal<bool>) -> AnyView {
    match live.code.clone() {
        Some(code) => leaf(&live, code).into_any(),
        None => heading(live, alive).into_any(),
    }
}

fn leaf(live: &Live, code: String) -> impl IntoView + use<> {
    let (ticked, id) = (live.ticked, format!("resource-{code}"));
    let ticks = NodeRef::<html::Input>::new();
    Effect::new(move |is_awake: Option<bool>| {
        let (ticked_here, Some(ticks)) = (ticked.get(), ticks.get()) else { return false };
        if is_awake == Some(true) {
            ticks.set_checked(ticked_here);
        } else {
            // Whoever was faster than this script keeps what he ticked: a role must hold what its page shows.
            ticked.set(ticks.checked());
        }
        true
    });
    view! {
        <li>
            <input type="checkbox" name="resource" value=code id=id.clone() checked=ticked.get_untracked() node_ref=ticks
                on:change=move |ev| ticked.set(event_target_checked(&ev)) />
            <label for=id>{live.label.clone()}</label>
        </li>
    }
}

fn heading(live: Live, alive: RwSignal<bool>) -> impl IntoView {
    let leaves = live.leaves();
    let count = {
        let leaves = leaves.clone();
        move || leaves.iter().filter(|l| l.get()).count()
    };
    let total = leaves.len();
    let (all, some) = (
        {
            let count = count.clone();
            move || count() == total
        },
        move || (1..total).contains(&count()),
    );
    let toggle = move |ev| {
        let ticked = event_target_checked(&ev);
        leaves.iter().for_each(|l| l.set(ticked));
    };
    let label = live.label.clone();
    view! {
        <li>
            <label class="heading-box">
                <input type="checkbox" hidden=move || !alive.get() disabled=move || !alive.get() prop:checked=all prop:indeterminate=some on:change=toggle />
                <span>{label}</span>
            </label>
            <ul>{live.children.into_iter().map(|n| node(n, alive)).collect_view()}</ul>
        </li>
    }
}
