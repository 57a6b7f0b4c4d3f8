//! Walking a tree by keys, as the tree pattern of the ARIA Authoring Practices Guide (APG) says. What is shown of it is a list of lines,
//! in their order; a key leads from one of them to another, or opens or closes one.

use super::Node;

/// A node that is shown.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    pub node: &'a Node,
    /// The line that it stands under.
    pub parent: Option<usize>,
    /// Whether what is below it is shown.
    pub is_open: bool,
}

/// What is shown of a tree: no node that is not `shown`, and nothing below one that is not `open`.
pub fn lines<'a>(tree: &'a [Node], shown: impl Fn(&Node) -> bool, open: impl Fn(&Node) -> bool) -> Vec<Line<'a>> {
    fn add<'a>(
        nodes: &'a [Node],
        parent: Option<usize>,
        shown: &dyn Fn(&Node) -> bool,
        open: &dyn Fn(&Node) -> bool,
        lines: &mut Vec<Line<'a>>,
    ) {
        for node in nodes.iter().filter(|node| shown(node)) {
            let at = lines.len();
            let is_open = !node.is_leaf() && open(node);
            lines.push(Line { node, parent, is_open });
            if is_open {
                add(&node.below, Some(at), shown, open, lines);
            }
        }
    }
    let mut lines = Vec::new();
    add(tree, None, &shown, &open, &mut lines);
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
    /// To the next whose label begins with what was typed; one letter again and again goes on from each to the next.
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
pub fn step(lines: &[Line<'_>], at: usize, step: Step<'_>) -> Led {
    let Some(line) = lines.get(at) else { return if lines.is_empty() { Led::Nowhere } else { Led::To(0) } };
    let there = |to: usize| if to < lines.len() { Led::To(to) } else { Led::Nowhere };
    let next = at.saturating_add(1);
    match step {
        Step::Next => there(next),
        Step::Previous => at.checked_sub(1).map_or(Led::Nowhere, Led::To),
        Step::In if line.is_open => lines.get(next).filter(|below| below.parent == Some(at)).map_or(Led::Nowhere, |_| Led::To(next)),
        Step::In if !line.node.is_leaf() => Led::Opens(at),
        Step::In => Led::Nowhere,
        Step::Out if line.is_open => Led::Closes(at),
        Step::Out => line.parent.map_or(Led::Nowhere, Led::To),
        Step::First => there(0),
        Step::Last => lines.len().checked_sub(1).map_or(Led::Nowhere, Led::To),
        Step::Word(typed) => {
            let typed = typed.to_lowercase();
            let begins = |to: usize, with: &str| lines.get(to).is_some_and(|line| line.node.label.to_lowercase().starts_with(with));
            let from = |start: usize, with: &str| (start..lines.len()).chain(0..start).find(|to| begins(*to, with));
            let letter: String = typed.chars().take(1).collect();
            let is_one_letter = typed.chars().all(|c| letter.starts_with(c));
            // One letter goes on to the next, as often as it is typed; more of them stay while the label goes on like that.
            let to = if typed == letter { from(next, &letter) } else { from(at, &typed) };
            to.or_else(|| if is_one_letter { from(next, &letter) } else { None }).map_or(Led::Nowhere, Led::To)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::tree, *};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn branches() -> Vec<String> {
        lines(&tree(), |_| true, |_| true).into_iter().filter(|line| !line.node.is_leaf()).map(|line| line.node.name.clone()).collect()
    }

    #[test]
    fn what_is_closed_hides_what_is_below_it_and_right_opens_before_it_enters() {
        let tree = tree();
        let all = lines(&tree, |_| true, |_| true);
        assert_eq!(step(&all, 0, Step::In), Led::To(1));
        let closed = lines(&tree, |_| true, |_| false);
        assert_eq!(closed.iter().map(|line| &*line.node.name).collect::<Vec<_>>(), ["a", "b", "c", "d0", "d1"]);
        assert_eq!(step(&closed, 0, Step::In), Led::Opens(0));
        assert_eq!(step(&all, 0, Step::Out), Led::Closes(0));
        assert_eq!(step(&closed, 0, Step::Out), Led::Nowhere);
        assert_eq!(
            (step(&all, 3, Step::Out), step(&all, 4, Step::Out)),
            (Led::Closes(3), Led::To(3)),
            "a leaf leads to what it stands under"
        );
        assert_eq!(step(&closed, 3, Step::In), Led::Nowhere, "in a leaf there is nothing");
    }

    #[test]
    fn letters_lead_to_the_next_label_that_begins_like_that_and_around() {
        let tree = tree();
        let closed = lines(&tree, |_| true, |_| false);
        assert_eq!(step(&closed, 0, Step::Word("n")), Led::To(1));
        assert_eq!(step(&closed, 4, Step::Word("n")), Led::To(0));
        assert_eq!(step(&closed, 0, Step::Word("node d")), Led::To(3));
        assert_eq!(step(&closed, 3, Step::Word("node d")), Led::To(3), "who types on stays where it still fits");
        assert_eq!(step(&closed, 0, Step::Word("x")), Led::Nowhere);
        assert_eq!(step(&closed, 0, Step::Word("nn")), Led::To(1), "the same letter again goes on, where no label begins with two of it");
        assert_eq!(step(&closed, 4, Step::Word("nnn")), Led::To(0));
        assert_eq!(step(&closed, 0, Step::Word("nx")), Led::Nowhere);
    }

    proptest! {
        #[test]
        fn down_and_up_reach_each_line_whatever_is_closed(closed in proptest::collection::btree_set(proptest::sample::select(branches()), 0..5)) {
            let (tree, closed): (_, BTreeSet<String>) = (tree(), closed);
            let shown = lines(&tree, |_| true, |node| !closed.contains(&node.name));
            let mut at = 0;
            let mut seen = vec![at];
            while let Led::To(next) = step(&shown, at, Step::Next) {
                prop_assert_eq!(step(&shown, next, Step::Previous), Led::To(at));
                at = next;
                seen.push(at);
            }
            prop_assert_eq!(seen, (0..shown.len()).collect::<Vec<_>>());
            prop_assert_eq!(step(&shown, 0, Step::Last), Led::To(at));
            prop_assert_eq!(step(&shown, at, Step::First), Led::To(0));
            for (at, line) in shown.iter().enumerate() {
                let mut up = at;
                // Left, again and again, ends at a line that stands under nothing.
                while let Some(parent) = shown[up].parent {
                    prop_assert!(parent < up && shown[parent].is_open);
                    up = parent;
                }
                prop_assert_eq!(closed.contains(&line.node.name), !line.node.is_leaf() && !line.is_open);
            }
        }
    }
}
