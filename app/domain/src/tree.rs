//! A tree of boxes: headings, and leaves that are ticked or not. A heading is drawn from its leaves and stored nowhere. What the leaves
//! stand for (rights, websites) their names say; a page knows no more of them than what it was given.

pub mod walk;

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One node of a tree, as it is shown. No two have the same name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Of a leaf: the value that is sent.
    pub name: String,
    pub label: String,
    /// What else is said of it.
    pub note: Option<String>,
    /// Nothing of a leaf.
    pub below: Vec<Self>,
}

/// The names of the leaves that are ticked.
pub type Ticked = BTreeSet<String>;

impl Node {
    pub const fn is_leaf(&self) -> bool {
        self.below.is_empty()
    }

    /// Ticks or clears all leaves at and below this node.
    pub fn turn(&self, ticked: &mut Ticked, on: bool) {
        for leaf in self.leaves() {
            if on {
                ticked.insert(leaf.name.clone());
            } else {
                ticked.remove(&leaf.name);
            }
        }
    }

    /// The leaves at and below this node.
    pub fn leaves(&self) -> Vec<&Self> {
        if self.is_leaf() { vec![self] } else { self.below.iter().flat_map(Self::leaves).collect() }
    }

    /// How many of its leaves are ticked.
    pub fn count(&self, ticked: &Ticked) -> usize {
        self.leaves().iter().filter(|leaf| ticked.contains(&leaf.name)).count()
    }

    /// How the node's box is drawn when `ticked` is what is ticked.
    pub fn state(&self, ticked: &Ticked) -> Tick {
        match self.count(ticked) {
            0 => Tick::None,
            n if n == self.leaves().len() => Tick::All,
            _ => Tick::Some,
        }
    }
}

/// The three states of a node's box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tick {
    None,
    Some,
    All,
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Of three levels: headings `a` to `e`, headings and leaves below them, leaves below those.
    pub(crate) fn tree() -> Vec<Node> {
        let node = |name: String, below| Node { label: format!("Node {name}"), name, note: None, below };
        let leaves = |above: &str, many| (0..many).map(|n| node(format!("{above}{n}"), Vec::new())).collect::<Vec<_>>();
        let middle = |above: &str| {
            let mut below = leaves(above, 2);
            below.push(node(format!("{above}x"), leaves(&format!("{above}x"), 3)));
            below
        };
        ["a", "b", "c"].into_iter().map(|name| node(name.to_owned(), middle(name))).chain(leaves("d", 2)).collect()
    }

    fn all(node: &Node) -> Vec<&Node> {
        node.below.iter().flat_map(all).chain([node]).collect()
    }

    fn any_ticked() -> impl Strategy<Value = Ticked> {
        let names: Vec<String> = tree().iter().flat_map(Node::leaves).map(|leaf| leaf.name.clone()).collect();
        let many = names.len();
        proptest::collection::btree_set(proptest::sample::select(names), 0..=many)
    }

    proptest! {
        #[test]
        fn turning_a_node_turns_its_leaves_and_no_other(ticked in any_ticked(), on in any::<bool>()) {
            let tree = tree();
            for node in tree.iter().flat_map(all) {
                let mut turned = ticked.clone();
                node.turn(&mut turned, on);
                prop_assert_eq!(node.state(&turned), if on { Tick::All } else { Tick::None });
                let below: BTreeSet<&str> = node.leaves().into_iter().map(|leaf| leaf.name.as_str()).collect();
                for other in tree.iter().flat_map(Node::leaves).filter(|leaf| !below.contains(leaf.name.as_str())) {
                    prop_assert_eq!(turned.contains(&other.name), ticked.contains(&other.name));
                }
            }
        }

        #[test]
        fn a_parent_is_drawn_from_its_children(ticked in any_ticked()) {
            for node in tree().iter().flat_map(all).filter(|node| !node.is_leaf()) {
                let states: Vec<Tick> = node.below.iter().map(|c| c.state(&ticked)).collect();
                let expected = if states.iter().all(|s| *s == Tick::All) {
                    Tick::All
                } else if states.iter().all(|s| *s == Tick::None) {
                    Tick::None
                } else {
                    Tick::Some
                };
                prop_assert_eq!(node.state(&ticked), expected);
            }
        }
    }
}
