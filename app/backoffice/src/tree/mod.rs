//! A tree of boxes of which some are ticked: the rights of a role, the websites that it is for. Without scripts: nested check boxes of
//! which the leaves count, each under its headings. With scripts it is a tree by the ARIA Authoring Practices Guide: a heading has a box as
//! well, drawn from its children, that ticks and clears all of them at once; a filter; what is changed since it was saved; and before
//! anything is saved, whom it would affect. All of it is computed from `domain`'s own tree.

mod keys;
pub mod links;

use domain::{
    ids::RoleId,
    tree::{Node, Tick, Ticked},
};
use leptos::{
    ev, html,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{HtmlInputElement, HtmlSelectElement},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, time::Duration};
use ui::{
    call::{Asking, FromPage, Json, Problem},
    erased::erased,
    form::{
        Snapshot,
        saving::{WRITTEN, form_of_page},
    },
    format::list,
};

ui::texts! {
    /// What a tree says.
    pub struct TreeTexts {
        pub label: String,
        pub filter: String,
        /// `{}` is how many are ticked, and of how many.
        pub count: String,
        pub nothing: String,
        pub open_all: String,
        pub close_all: String,
        /// `{}` are those that are ticked, or cleared, since it was saved.
        pub granted: String,
        pub taken: String,
        /// The tag of the language in which they are listed.
        pub language: String,
    }
}

/// What stands in a tree, and in the form around it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TreeOf {
    pub nodes: Vec<Node>,
    /// The field whose boxes the leaves are.
    pub field: String,
    /// The choice beside it, which says `all` where the boxes do not matter.
    pub choice: String,
    /// Whether it says so.
    pub all: bool,
    pub ticked: Ticked,
    /// Of which role; `None`: a new one.
    pub role: Option<RoleId>,
    /// Whether it is asked whom it would affect: of what is no role nobody is.
    pub asks: bool,
}

/// What saving a role like this would do, in words: to how many users, which visits it would end, and why it would be refused. `ticked` are
/// the boxes of `field`; `None` is all of them.
#[server(prefix = "/admin/api", endpoint = "role/affects", input = Json, output = Json, client = FromPage)]
pub async fn role_affects(
    /// `None`: a new one.
    role: Option<RoleId>,
    field: String,
    ticked: Option<Ticked>,
) -> Result<Vec<String>, Problem> {
    crate::access::edit::affects(role, &field, ticked.as_ref()).await
}

/// The tree. Only the leaves have names, so only they are sent: what is ticked is what is granted.
#[island]
pub fn BoxTree(of: TreeOf, texts: TreeTexts) -> impl IntoView {
    let TreeOf { nodes, field, choice, all, ticked, role, asks } = of;
    // What is ticked is kept while "All" hides the tree: "Custom" shows it again.
    let everything = RwSignal::new(all);
    let stored = RwSignal::new((!all).then(|| ticked.clone()));
    let ticked = RwSignal::new(ticked);
    let asking = Asking::<Vec<String>>::default();
    let page = Shown {
        ticked,
        stored,
        is_awake: RwSignal::new(false),
        wanted: RwSignal::new(String::new()),
        closed: RwSignal::new(BTreeSet::new()),
        current: RwSignal::new(nodes.first().map(|node| node.name.clone()).unwrap_or_default()),
        typed: StoredValue::new((String::new(), 0.0)),
        nodes: StoredValue::new(nodes),
        field: StoredValue::new(field),
        texts: StoredValue::new(texts),
    };
    let is_awake = page.is_awake;

    // Whoever was faster than this script keeps what he ticked: a role must hold what its page shows.
    Effect::new(move |_| {
        let (follows, reads) = (choice.clone(), choice.clone());
        let is_all = move |choice: &str| {
            let access = document().get_element_by_id(choice).and_then(|e| e.dyn_into::<HtmlSelectElement>().ok());
            access.is_some_and(|access| access.value() == "all")
        };
        let read = move || {
            everything.set(is_all(&reads));
            ticked.set(page.ticked_boxes());
            if let Some(shown) = form_of_page().and_then(|form| form.shown()) {
                stored.set(page.stored_of(&shown, &reads));
            }
        };
        read();
        is_awake.set(true);
        let watching = [
            window_event_listener(ev::change, move |_| everything.set(is_all(&follows))),
            window_event_listener_untyped(WRITTEN, move |_| read()),
        ];
        on_cleanup(move || watching.into_iter().for_each(WindowListenerHandle::remove));
    });
    Effect::new(move |_| {
        let now = if everything.get() { None } else { Some(ticked.get()) };
        let is_stored = stored.with(|stored| *stored == now);
        if is_awake.get() {
            asking.ask(move || (asks && !is_stored).then(|| role_affects(role, page.field.get_value(), now)));
        }
    });
    // Where somebody can walk on by keys is on the page.
    Effect::new(move |_| {
        let _ = (page.wanted.with(String::len), page.closed.with(BTreeSet::len));
        set_timeout(move || page.stand_somewhere(), Duration::ZERO);
    });
    let finds = move || page.nodes.with_value(|nodes| nodes.iter().any(|node| page.is_shown(node, false)));
    let [label, filter, nothing, open_all, close_all] =
        page.texts.with_value(|t| [&t.label, &t.filter, &t.nothing, &t.open_all, &t.close_all].map(Clone::clone));
    let nodes = page.nodes.with_value(|nodes| nodes.iter().map(|node| page.node(node, Signal::stored(false))).collect_view());
    // What has no headings has nothing to open.
    let is_flat = page.nodes.with_value(|nodes| nodes.iter().all(Node::is_leaf));
    view! {
        <div translate="no" hidden=move || is_awake.get() && everything.get()>
            <p class="tree-bar" hidden=move || !is_awake.get()>
                <input type="search" class="tree-filter" aria-label=filter.clone() placeholder=filter
                    on:input=move |event| page.wanted.set(event_target_value(&event).to_lowercase())
                    on:keydown=move |event| if event.key() == "Enter" { event.prevent_default() } />
                <button type="button" class="link" hidden=is_flat on:click=move |_| page.closed.set(BTreeSet::new())>{open_all}</button>
                <button type="button" class="link" hidden=is_flat on:click=move |_| page.close_all()>{close_all}</button>
            </p>
            <ul class="tree" aria-label=label role=move || is_awake.get().then_some("tree")
                on:keydown=move |event| page.press(&event) on:focusin=move |event| page.stand(&event)>
                {nodes}
            </ul>
            <p class="empty" hidden=finds>{nothing}</p>
        </div>
        <div class="hint" translate="no">{move || page.changes().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}</div>
        <div class="affected" role="status" translate="no">
            {move || asking.answer.get().unwrap_or_default().into_iter().map(|line| view! { <p>{line}</p> }).collect_view()}
        </div>
    }
}

/// What the nodes are drawn from.
#[derive(Clone, Copy)]
struct Shown {
    nodes: StoredValue<Vec<Node>>,
    field: StoredValue<String>,
    ticked: RwSignal<Ticked>,
    /// `None` is all.
    stored: RwSignal<Option<Ticked>>,
    is_awake: RwSignal<bool>,
    wanted: RwSignal<String>,
    /// Headings of which only the name is shown.
    closed: RwSignal<BTreeSet<String>>,
    /// Where somebody stands who walks by keys: the one stop of the tab key.
    current: RwSignal<String>,
    /// The letters that were typed last, and when.
    typed: StoredValue<(String, f64)>,
    texts: StoredValue<TreeTexts>,
}

impl Shown {
    fn id(self, part: &str, name: &str) -> String {
        self.field.with_value(|field| format!("{field}{part}-{name}"))
    }

    fn box_id(self, name: &str) -> String {
        self.id("", name)
    }

    fn item_id(self, name: &str) -> String {
        self.id("-node", name)
    }

    /// The leaves whose boxes are ticked on the page.
    fn ticked_boxes(self) -> Ticked {
        let is_ticked = |name: &str| {
            let leaf = document().get_element_by_id(&self.box_id(name)).and_then(|e| e.dyn_into::<HtmlInputElement>().ok());
            leaf.is_some_and(|leaf| leaf.checked())
        };
        // One by one: `collect` would bring a sort along into the browser.
        let mut ticked = Ticked::new();
        self.nodes.with_value(|nodes| {
            let leaves = nodes.iter().flat_map(Node::leaves).filter(|leaf| is_ticked(&leaf.name));
            ticked.extend(leaves.map(|leaf| leaf.name.clone()));
        });
        ticked
    }

    /// What is stored, by a page that showed this.
    fn stored_of(self, shown: &Snapshot, choice: &str) -> Option<Ticked> {
        let held = |name: &str| shown.values().get(name).map(Vec::as_slice).unwrap_or_default();
        if held(choice).iter().any(|choice| choice == "all") {
            return None;
        }
        let mut stored = Ticked::new();
        self.field.with_value(|field| stored.extend(held(field).iter().cloned()));
        Some(stored)
    }

    /// Whether the filter leaves a node: it, one above it or one below it is called like that.
    fn is_shown(self, node: &Node, is_above_found: bool) -> bool {
        self.wanted.with(|wanted| wanted.is_empty() || is_above_found || is_found_in(node, wanted))
    }

    fn is_found(self, node: &Node) -> bool {
        self.wanted.with(|wanted| !wanted.is_empty() && is_called(node, wanted))
    }

    /// While a filter holds, whatever it leaves is shown.
    fn is_open(self, name: &str) -> bool {
        !self.wanted.with(String::is_empty) || self.closed.with(|closed| !closed.contains(name))
    }

    /// What is ticked, and what is cleared, since it was saved.
    fn changes(self) -> Vec<String> {
        if !self.is_awake.get() {
            return Vec::new();
        }
        let ticked = self.ticked.get();
        let Some((granted, taken)) = self.stored.with(|stored| {
            let stored = stored.as_ref()?;
            let labels = |of: &Ticked, other: &Ticked| {
                self.nodes.with_value(|nodes| {
                    let differ = |leaf: &&Node| of.contains(&leaf.name) && !other.contains(&leaf.name);
                    nodes.iter().flat_map(Node::leaves).filter(differ).map(|leaf| leaf.label.clone()).collect::<Vec<_>>()
                })
            };
            Some((labels(&ticked, stored), labels(stored, &ticked)))
        }) else {
            return Vec::new();
        };
        self.texts.with_value(|t| {
            let line = |text: &str, labels: &[String]| (!labels.is_empty()).then(|| text.replace("{}", &list(&t.language, labels)));
            [line(&t.granted, &granted), line(&t.taken, &taken)].into_iter().flatten().collect()
        })
    }

    fn is_changed(self, name: &str) -> bool {
        let is_ticked = self.ticked.with(|t| t.contains(name));
        self.is_awake.get() && self.stored.with(|stored| stored.as_ref().is_some_and(|stored| stored.contains(name) != is_ticked))
    }

    fn node(self, node: &Node, is_above_found: Signal<bool>) -> AnyView {
        let is_awake = self.is_awake;
        let kept = StoredValue::new(node.clone());
        let none = move || is_awake.get().then_some("none");
        let hidden = move || kept.with_value(|node| !self.is_shown(node, is_above_found.get()));
        if node.is_leaf() {
            let is_changed = move || kept.with_value(|node| self.is_changed(&node.name)).then_some("");
            return erased(view! {
                <li role=none hidden=hidden data-changed=is_changed>{self.item(kept, erased(self.leaf(kept)))}</li>
            });
        }
        let is_found = Signal::derive(move || is_above_found.get() || kept.with_value(|node| self.is_found(node)));
        let children = node.below.iter().map(|child| self.node(child, is_found)).collect_view();
        let group = move || is_awake.get().then_some("group");
        let is_folded = move || is_awake.get() && kept.with_value(|node| !self.is_open(&node.name));
        erased(view! {
            <li role=none hidden=hidden>
                {self.item(kept, erased(self.heading(kept)))}
                <ul id=self.id("-below", &node.name) role=group hidden=is_folded>{children}</ul>
            </li>
        })
    }

    /// What of a node is one stop for whoever walks by keys. It tells what its box would: screen readers hear it once.
    fn item(self, node: StoredValue<Node>, inside: AnyView) -> impl IntoView + use<> {
        let is_awake = self.is_awake;
        let awake = move |value: &'static str| is_awake.get().then_some(value);
        let checked = move || {
            awake(match node.with_value(|node| self.ticked.with(|t| node.state(t))) {
                Tick::All => "true",
                Tick::Some => "mixed",
                Tick::None => "false",
            })
        };
        let stop = move || awake(if self.current.with(|current| node.with_value(|node| node.name == *current)) { "0" } else { "-1" });
        let (name, is_branch) = node.with_value(|node| (node.name.clone(), !node.is_leaf()));
        let is_open = move || node.with_value(|node| self.is_open(&node.name));
        let expanded = move || if is_branch { awake(if is_open() { "true" } else { "false" }) } else { None };
        let owns = is_branch.then(|| self.id("-below", &name));
        view! {
            <span class="node" class:heading-box=is_branch id=self.item_id(&name) role=move || awake("treeitem") aria-checked=checked
                aria-expanded=expanded aria-owns=owns tabindex=stop>
                {inside}
            </span>
        }
    }

    fn leaf(self, node: StoredValue<Node>) -> impl IntoView + use<> {
        let Self { ticked, is_awake, .. } = self;
        let ticks = NodeRef::<html::Input>::new();
        let is_ticked = move |t: &Ticked| node.with_value(|node| t.contains(&node.name));
        Effect::new(move |is_first: Option<()>| {
            let ticked_here = ticked.with(is_ticked);
            if let (Some(ticks), Some(())) = (ticks.get(), is_first) {
                ticks.set_checked(ticked_here);
            }
        });
        let turn = move |event| {
            let is_ticked = event_target_checked(&event);
            ticked.update(|t| node.with_value(|node| node.turn(t, is_ticked)));
        };
        let Node { name, label, note, .. } = node.get_value();
        let id = self.box_id(&name);
        view! {
            <input type="checkbox" name=self.field.get_value() value=name id=id.clone()
                tabindex=move || is_awake.get().then_some("-1") aria-hidden=move || is_awake.get().then_some("true")
                checked=ticked.with_untracked(is_ticked) node_ref=ticks on:change=turn />
            <label for=id>{label}</label>
            {note.map(|note| view! { <span class="hint">{note}</span> })}
        }
    }

    fn heading(self, node: StoredValue<Node>) -> impl IntoView + use<> {
        let Self { ticked, is_awake, closed, .. } = self;
        let state = move || node.with_value(|node| ticked.with(|t| node.state(t)));
        let toggle = move |event| {
            let is_ticked = event_target_checked(&event);
            ticked.update(|t| node.with_value(|node| node.turn(t, is_ticked)));
        };
        let fold = move |_| {
            closed.update(|closed| {
                let name = node.with_value(|node| node.name.clone());
                if !closed.remove(&name) {
                    closed.insert(name);
                }
            });
        };
        let count = move || {
            let (many, of) = node.with_value(|node| (ticked.with(|t| node.count(t)), node.leaves().len()));
            self.texts.with_value(|t| t.count.replacen("{}", &many.to_string(), 1).replacen("{}", &of.to_string(), 1))
        };
        let twist = move || if node.with_value(|node| self.is_open(&node.name)) { "▾" } else { "▸" };
        let (id, label) = node.with_value(|node| (self.box_id(&node.name), node.label.clone()));
        view! {
            <span class="twist" aria-hidden="true" hidden=move || !is_awake.get() on:click=fold>{twist}</span>
            <input type="checkbox" id=id.clone() tabindex="-1" aria-hidden="true" hidden=move || !is_awake.get()
                disabled=move || !is_awake.get() prop:checked=move || state() == Tick::All
                prop:indeterminate=move || state() == Tick::Some on:change=toggle />
            <label for=id>{label}</label>
            <span class="hint" hidden=move || !is_awake.get()>{count}</span>
        }
    }
}

fn is_called(node: &Node, wanted: &str) -> bool {
    node.label.to_lowercase().contains(wanted)
}

fn is_found_in(node: &Node, wanted: &str) -> bool {
    is_called(node, wanted) || node.below.iter().any(|child| is_found_in(child, wanted))
}
