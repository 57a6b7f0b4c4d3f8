//! How categories stand under each other: roots, and below each as many levels as a shop wants. What is asked of the tree is asked of a plain
//! list of its categories; one whose parent is gone, or that stands below itself, is nowhere, and no walk goes on for ever.

use crate::{ids::CategoryId, text::Flaw};
use std::collections::BTreeSet;

/// Something that stands in the tree.
pub trait Standing {
    /// Itself, what it stands below (nothing, if it is a root), and its place among those beside it.
    fn stands(&self) -> (CategoryId, Option<CategoryId>, i64);

    /// What it is called.
    fn called(&self) -> &str;

    fn id(&self) -> CategoryId {
        self.stands().0
    }

    fn parent(&self) -> Option<CategoryId> {
        self.stands().1
    }

    fn position(&self) -> i64 {
        self.stands().2
    }
}

fn find<C: Standing>(all: &[C], id: CategoryId) -> Option<&C> {
    all.iter().find(|c| c.id() == id)
}

/// Those directly below a category, or (`None`) the roots, in their order.
pub fn children<C: Standing>(all: &[C], parent: Option<CategoryId>) -> Vec<&C> {
    let mut children: Vec<&C> = all.iter().filter(|c| c.parent() == parent).collect();
    children.sort_by_key(|c| (c.position(), c.id()));
    children
}

/// From its root down to a category, both included; nothing of one that stands nowhere.
pub fn line<C: Standing>(all: &[C], id: CategoryId) -> Vec<&C> {
    let mut line: Vec<&C> = Vec::new();
    let mut next = find(all, id);
    while let Some(category) = next {
        if line.len() >= all.len() {
            return Vec::new();
        }
        line.push(category);
        let Some(parent) = category.parent() else {
            line.reverse();
            return line;
        };
        next = find(all, parent);
    }
    Vec::new()
}

/// What a category is called, for people: by the names from its root down, for two that stand elsewhere may have one name. Empty, if it stands
/// nowhere.
pub fn path<C: Standing>(all: &[C], id: CategoryId) -> String {
    line(all, id).into_iter().map(Standing::called).collect::<Vec<_>>().join(" / ")
}

/// The root that a category stands under, or is.
pub fn root_of<C: Standing>(all: &[C], id: CategoryId) -> Option<CategoryId> {
    line(all, id).first().map(|root| root.id())
}

/// The root that all of these stand under, or are.
///
/// # Errors
/// [`Flaw::Required`]: there is none of them. [`Flaw::NotAChoice`]: one stands nowhere. [`Flaw::OtherRoot`].
pub fn one_root<C: Standing>(all: &[C], ids: &BTreeSet<CategoryId>) -> Result<CategoryId, Flaw> {
    let mut one = None;
    for id in ids {
        let root = root_of(all, *id).ok_or(Flaw::NotAChoice)?;
        if *one.get_or_insert(root) != root {
            return Err(Flaw::OtherRoot);
        }
    }
    one.ok_or(Flaw::Required)
}

/// A category and all that stands below it, each before what is below it, in their order.
pub fn below<C: Standing>(all: &[C], id: CategoryId) -> Vec<&C> {
    let mut below: Vec<&C> = Vec::new();
    let mut waiting: Vec<&C> = find(all, id).into_iter().collect();
    while let Some(category) = waiting.pop() {
        if below.len() >= all.len() {
            break;
        }
        below.push(category);
        waiting.extend(children(all, Some(category.id())).into_iter().rev());
    }
    below
}

/// All of the tree, root by root; how deep each stands.
pub fn walk<C: Standing>(all: &[C]) -> Vec<(usize, &C)> {
    let depth = |c: &C| line(all, c.id()).len().saturating_sub(1);
    children(all, None).into_iter().flat_map(|root| below(all, root.id())).map(|c| (depth(c), c)).collect()
}

/// Whether a category may stand there. Roots stay roots: stores sell what is below them.
///
/// # Errors
/// [`Flaw::NotAChoice`]: there is no such place for it. [`Flaw::BelowItself`].
pub fn may_stand<C: Standing>(all: &[C], id: CategoryId, parent: Option<CategoryId>) -> Result<(), Flaw> {
    let is_root = find(all, id).is_some_and(|c| c.parent().is_none());
    match parent {
        None if is_root => Ok(()),
        Some(parent) if below(all, id).iter().any(|c| c.id() == parent) => Err(Flaw::BelowItself),
        Some(parent) if !is_root && !line(all, parent).is_empty() => Ok(()),
        None | Some(_) => Err(Flaw::NotAChoice),
    }
}

/// Those below a parent in their order once a category stands there, at this place: the first is 1, and behind the last is last.
pub fn placed<C: Standing>(all: &[C], id: CategoryId, parent: Option<CategoryId>, place: u32) -> Vec<CategoryId> {
    let mut order: Vec<CategoryId> = children(all, parent).iter().map(|c| c.id()).filter(|other| *other != id).collect();
    let at = usize::try_from(place.max(1)).unwrap_or(usize::MAX).saturating_sub(1).min(order.len());
    order.insert(at, id);
    order
}

/// Its place among those beside it: the first is 1.
pub fn place_of<C: Standing>(all: &[C], id: CategoryId) -> u32 {
    let parent = find(all, id).and_then(Standing::parent);
    let before = children(all, parent).iter().take_while(|c| c.id() != id).count();
    u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    #[derive(Debug, Clone, PartialEq)]
    struct Shelf(u128, Option<u128>, i64);

    fn id(n: u128) -> CategoryId {
        CategoryId::new(Uuid::from_u128(n))
    }

    impl Standing for Shelf {
        fn stands(&self) -> (CategoryId, Option<CategoryId>, i64) {
            (id(self.0), self.1.map(id), self.2)
        }

        fn called(&self) -> &str {
            ["Root", "Kitchen", "Cups"][usize::try_from(self.0 % 3).unwrap()]
        }
    }

    /// 1 is a root; below it 2 and 3; below 2 are 4 and, below that, 5. 9 is another root.
    fn shop() -> Vec<Shelf> {
        vec![Shelf(5, Some(4), 0), Shelf(3, Some(1), 0), Shelf(2, Some(1), 1), Shelf(4, Some(2), 0), Shelf(1, None, 0), Shelf(9, None, 1)]
    }

    fn ids(of: &[&Shelf]) -> Vec<u128> {
        of.iter().map(|s| s.0).collect()
    }

    #[test]
    fn a_category_stands_in_a_line_and_has_others_below_it() {
        let all = shop();
        assert_eq!(ids(&line(&all, id(5))), [1, 2, 4, 5]);
        assert_eq!(ids(&below(&all, id(2))), [2, 4, 5]);
        assert_eq!(root_of(&all, id(5)), Some(id(1)));
        assert_eq!([2, 5, 77].map(|n| path(&all, id(n))), ["Kitchen / Cups", "Kitchen / Cups / Kitchen / Cups", ""]);
        let walked: Vec<(usize, u128)> = walk(&all).into_iter().map(|(depth, s)| (depth, s.0)).collect();
        assert_eq!(walked, [(0, 1), (1, 3), (1, 2), (2, 4), (3, 5), (0, 9)]);
    }

    #[test]
    fn what_stands_in_several_stands_under_one_root() {
        let all = shop();
        let root = |ids: &[u128]| one_root(&all, &ids.iter().map(|n| id(*n)).collect());
        assert_eq!((root(&[5, 3]), root(&[1]), root(&[1, 4])), (Ok(id(1)), Ok(id(1)), Ok(id(1))));
        assert_eq!(root(&[]), Err(Flaw::Required));
        assert_eq!(root(&[5, 77]), Err(Flaw::NotAChoice));
        assert_eq!(root(&[5, 9]), Err(Flaw::OtherRoot));
    }

    #[test]
    fn none_moves_below_itself_and_a_root_stays_one() {
        let all = shop();
        assert_eq!(may_stand(&all, id(2), Some(id(5))), Err(Flaw::BelowItself));
        assert_eq!(may_stand(&all, id(2), Some(id(2))), Err(Flaw::BelowItself));
        assert_eq!(may_stand(&all, id(5), Some(id(9))), Ok(()), "also below another root");
        assert_eq!(may_stand(&all, id(5), None), Err(Flaw::NotAChoice));
        assert_eq!(may_stand(&all, id(9), Some(id(2))), Err(Flaw::NotAChoice));
        assert_eq!(may_stand(&all, id(9), None), Ok(()));
        assert_eq!(may_stand(&all, id(5), Some(id(77))), Err(Flaw::NotAChoice), "there is none");
    }

    #[test]
    fn a_place_is_counted_from_one_and_behind_the_last_is_last() {
        let all = shop();
        assert_eq!(placed(&all, id(5), Some(id(1)), 1), [id(5), id(3), id(2)]);
        assert_eq!(placed(&all, id(5), Some(id(1)), 2), [id(3), id(5), id(2)]);
        assert_eq!(placed(&all, id(3), Some(id(1)), 99), [id(2), id(3)]);
        assert_eq!((place_of(&all, id(3)), place_of(&all, id(2))), (1, 2));
    }

    proptest! {
        /// Rows may say anything: the walks end, and whatever may move can be walked over afterwards, once.
        #[test]
        fn whatever_rows_say_walks_end_and_a_move_that_is_allowed_loses_nothing(
            parents in prop::collection::vec((prop::option::of(0..12_u128), 0..4_i64), 1..12), from in 0..12_u128, to in 0..12_u128, place in 0..9_u32,
        ) {
            let all: Vec<Shelf> = (0..).zip(parents).map(|(n, (parent, position))| Shelf(n, parent, position)).collect();
            let before = walk(&all).len();
            prop_assert!(before <= all.len());
            if all.iter().any(|s| s.0 == from) && may_stand(&all, id(from), Some(id(to))).is_ok() {
                let was_there = !line(&all, id(from)).is_empty();
                let order = placed(&all, id(from), Some(id(to)), place);
                let position = |n: u128| i64::try_from(order.iter().position(|other| *other == id(n)).unwrap()).unwrap();
                let moved: Vec<Shelf> = all
                    .iter()
                    .map(|s| match order.contains(&id(s.0)) {
                        true => Shelf(s.0, Some(to), position(s.0)),
                        false => s.clone(),
                    })
                    .collect();
                prop_assert_eq!(children(&moved, Some(id(to))).iter().map(|s| s.id()).collect::<Vec<_>>(), order);
                if was_there {
                    prop_assert_eq!(walk(&moved).len(), before);
                }
            }
        }
    }
}
