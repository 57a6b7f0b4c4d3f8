//! Walking the tree by keys, as the tree pattern of the ARIA Authoring Practices Guide (APG) says. What is shown of it is a list of lines,
//! in their order; a key leads from one of them to another, or opens or closes one.

use super::{Node, TREE};

/// A node that is shown.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    pub node: &'static Node,
    /// The line that it stands under.
    pub parent: Option<usize>,
    /// Whether what is below it is shown.
    pub is_open: bool,
}

impl Line {
    fn has_children(&self) -> bool {
        matches!(self.node, Node::Branch(..))
    }
}

/// What is shown of the tree: no node that is not `shown`, and nothing below one that is not `open`.
pub fn lines(shown: impl Fn(&'static Node) -> bool, open: impl Fn(&'static Node) -> bool) -> Vec<Line> {
    fn add(
        nodes: &'static [Node],
        parent: Option<usize>,
        shown: &dyn Fn(&'static Node) -> bool,
        open: &dyn Fn(&'static Node) -> bool,
        lines: &mut Vec<Line>,
    ) {
        for node in nodes.iter().filter(|node| shown(node)) {
            let at = lines.len();
            let is_open = matches!(node, Node::Branch(..)) && open(node);
            lines.push(Line { node, parent, is_open });
            if let Node::Branch(_, children) = node
                && is_open
            {
                add(children, Some(at), shown, open, lines);
            }
        }
    }
    let mut lines = Vec::new();
    add(TREE, None, &shown, &open, &mut lines);
    lines
}

/// Where somebody wants to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// Arrow down, up.
    Next,
    Previous,
    /// Arrow right: opens, then goes to the first below.
    In,
    /// Arrow left: closes, then goes to the one above.
    Out,
    First,
    Last,
    /// To the next whose label begins with what was typed.
    Word(&'a str),
}

/// What comes of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Led {
    To(usize),
    Opens(usize),
    Closes(usize),
    Nowhere,
}

/// What a step from the line `at` does.
pub fn step(lines: &[Line], at: usize, step: Step<'_>, label: impl Fn(&'static Node) -> String) -> Led {
    let Some(line) = lines.get(at) else { return if lines.is_empty() { Led::Nowhere } else { Led::To(0) } };
    let there = |to: usize| if to < lines.len() { Led::To(to) } else { Led::Nowhere };
    let next = at.saturating_add(1);
    match step {
        Step::Next => there(next),
        Step::Previous => at.checked_sub(1).map_or(Led::Nowhere, Led::To),
        Step::In if line.is_open => lines.get(next).filter(|below| below.parent == Some(at)).map_or(Led::Nowhere, |_| Led::To(next)),
        Step::In if line.has_children() => Led::Opens(at),
        Step::In => Led::Nowhere,
        Step::Out if line.is_open => Led::Closes(at),
        Step::Out => line.parent.map_or(Led::Nowhere, Led::To),
        Step::First => there(0),
        Step::Last => lines.len().checked_sub(1).map_or(Led::Nowhere, Led::To),
        Step::Word(typed) => {
            let typed = typed.to_lowercase();
            // One letter goes on to the next; more of them stay while the label goes on like that.
            let from = if typed.chars().count() > 1 { at } else { next };
            let order = (from..lines.len()).chain(0..from);
            let begins = |to: &usize| lines.get(*to).is_some_and(|line| label(line.node).to_lowercase().starts_with(&typed));
            order.into_iter().find(begins).map_or(Led::Nowhere, Led::To)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn names(lines: &[Line]) -> Vec<&'static str> {
        lines.iter().map(|line| line.node.name()).collect()
    }

    fn label(node: &'static Node) -> String {
        node.name().to_owned()
    }

    fn branches() -> Vec<&'static str> {
        lines(|_| true, |_| true).into_iter().filter(Line::has_children).map(|line| line.node.name()).collect()
    }

    #[test]
    fn what_is_closed_hides_what_is_below_it_and_right_opens_before_it_enters() {
        let all = lines(|_| true, |_| true);
        assert_eq!(step(&all, 0, Step::In, label), Led::To(1));
        let closed = lines(|_| true, |_| false);
        assert_eq!(names(&closed), ["customers", "stores", "system"]);
        assert_eq!(step(&closed, 0, Step::In, label), Led::Opens(0));
        assert_eq!(step(&all, 0, Step::Out, label), Led::Closes(0));
        assert_eq!(step(&closed, 0, Step::Out, label), Led::Nowhere);
        assert_eq!(step(&all, 1, Step::Out, label), Led::Closes(1));
        assert_eq!(step(&all, 2, Step::Out, label), Led::To(1), "a leaf leads to what it stands under");
    }

    #[test]
    fn letters_lead_to_the_next_label_that_begins_like_that_and_around() {
        let closed = lines(|_| true, |_| false);
        assert_eq!(step(&closed, 0, Step::Word("s"), label), Led::To(1));
        assert_eq!(step(&closed, 1, Step::Word("s"), label), Led::To(2));
        assert_eq!(step(&closed, 2, Step::Word("s"), label), Led::To(1));
        assert_eq!(step(&closed, 1, Step::Word("sy"), label), Led::To(2));
        assert_eq!(step(&closed, 1, Step::Word("st"), label), Led::To(1), "who types on stays where it still fits");
        assert_eq!(step(&closed, 0, Step::Word("x"), label), Led::Nowhere);
    }

    proptest! {
        #[test]
        fn down_and_up_reach_each_line_whatever_is_closed(closed in proptest::collection::btree_set(proptest::sample::select(branches()), 0..5)) {
            let closed: BTreeSet<&str> = closed;
            let shown = lines(|_| true, |node| !closed.contains(node.name()));
            let mut at = 0;
            let mut seen = vec![at];
            while let Led::To(next) = step(&shown, at, Step::Next, label) {
                prop_assert_eq!(step(&shown, next, Step::Previous, label), Led::To(at));
                at = next;
                seen.push(at);
            }
            prop_assert_eq!(seen, (0..shown.len()).collect::<Vec<_>>());
            prop_assert_eq!(step(&shown, 0, Step::Last, label), Led::To(at));
            prop_assert_eq!(step(&shown, at, Step::First, label), Led::To(0));
            for (at, line) in shown.iter().enumerate() {
                let mut up = at;
                // Left, again and again, ends at a line that stands under nothing.
                while let Some(parent) = shown[up].parent {
                    prop_assert!(parent < up && shown[parent].is_open);
                    up = parent;
                }
                prop_assert_eq!(closed.contains(line.node.name()), line.has_children() && !line.is_open);
            }
        }
    }
}
