//! The three-way merge of a form: what a page showed, what came back, and what is stored by now. A page changes only what its
//! reader changed; two people who change the same thing learn of each other. Here are the rules alone: how a form carries what
//! it showed belongs to the `ui` crate, and that nothing is saved between reading and writing to the store.

use std::collections::{BTreeMap, BTreeSet};

/// What the fields of a form hold, by their names. A field that is empty, or a box without its tick, holds nothing.
pub type Values = BTreeMap<String, Vec<String>>;

/// How a field merges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    /// As one: whoever changes it says all that it holds.
    Whole,
    /// As one, where it was changed since it was shown, may be there and back: whoever would give it another value is asked again.
    Anew,
    /// Box by box: ticking one says nothing of the others.
    Boxes,
}

/// A field that two people have changed, each in his own way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict<'a> {
    pub field: &'a str,
    /// What is stored by now.
    pub now: Vec<String>,
}

/// What is to be written, and who is to be asked again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged<'a> {
    /// What each field holds then. A field in conflict holds what is stored.
    pub values: Values,
    /// The fields that the reader changed, conflicts among them.
    pub changed: BTreeSet<&'a str>,
    pub conflicts: Vec<Conflict<'a>>,
}

/// Merges what was typed into what is stored, field by field. What is not among the fields stays as it is stored.
pub fn merge<'a>(shown: &Values, typed: &Values, now: &Values, fields: impl IntoIterator<Item = (&'a str, Merge)>) -> Merged<'a> {
    let mut merged = Merged { values: now.clone(), ..Merged::default() };
    for (field, how) in fields {
        // What was not shown was not decided either.
        let Some(shown) = shown.get(field) else { continue };
        let (typed, now) = (held(typed, field), held(now, field));
        match how {
            Merge::Whole | Merge::Anew if typed == shown => {}
            Merge::Whole | Merge::Anew => {
                merged.changed.insert(field);
                if now == typed || (now == shown && how == Merge::Whole) {
                    merged.values.insert(field.to_owned(), typed.to_vec());
                } else {
                    merged.conflicts.push(Conflict { field, now: now.to_vec() });
                }
            }
            Merge::Boxes => {
                let turned = |name: &String| shown.contains(name) != typed.contains(name);
                if !shown.iter().chain(typed).any(turned) {
                    continue;
                }
                merged.changed.insert(field);
                let kept = now.iter().filter(|name| !turned(name)).chain(typed.iter().filter(|name| turned(name)));
                let mut boxes = BTreeSet::new();
                boxes.extend(kept.cloned());
                merged.values.insert(field.to_owned(), boxes.into_iter().collect());
            }
        }
    }
    merged
}

fn held<'a>(values: &'a Values, field: &str) -> &'a [String] {
    values.get(field).map(Vec::as_slice).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FIELDS: [(&str, Merge); 4] =
        [("name", Merge::Whole), ("email", Merge::Whole), ("consent", Merge::Whole), ("resource", Merge::Boxes)];

    fn values(pairs: &[(&str, &[&str])]) -> Values {
        pairs.iter().map(|(name, held)| ((*name).to_owned(), held.iter().map(|v| (*v).to_owned()).collect())).collect()
    }

    #[test]
    fn a_stale_page_does_not_give_a_consent_again() {
        // Tina opened the page twice. In one she withdrew her consent; in the other she then changes her name alone.
        let shown = values(&[("name", &["Tabs"]), ("consent", &["1"])]);
        let typed = values(&[("name", &["Tabs-Married"]), ("consent", &["1"])]);
        let now = values(&[("name", &["Tabs"]), ("consent", &[])]);
        let merged = merge(&shown, &typed, &now, FIELDS);
        assert_eq!(merged.values, values(&[("name", &["Tabs-Married"]), ("consent", &[])]));
        assert_eq!(merged.changed, BTreeSet::from(["name"]));
        assert_eq!(merged.conflicts, []);
    }

    #[test]
    fn two_who_change_the_same_field_learn_of_each_other_unless_they_agree() {
        let shown = values(&[("name", &["Ada"])]);
        let typed = values(&[("name", &["Ida"])]);
        let told = merge(&shown, &typed, &values(&[("name", &["Eda"])]), FIELDS);
        assert_eq!(told.conflicts, [Conflict { field: "name", now: vec!["Eda".to_owned()] }]);
        assert_eq!(told.values, values(&[("name", &["Eda"])]));
        assert_eq!(merge(&shown, &typed, &typed, FIELDS).conflicts, []);
    }

    #[test]
    fn a_switch_that_was_turned_and_turned_back_meanwhile_is_not_turned_by_an_old_page() {
        let (off, on) = (values(&[("consent", &[])]), values(&[("consent", &["1"])]));
        let asked = merge(&off, &on, &off, [("consent", Merge::Anew)]);
        assert_eq!(asked.conflicts, [Conflict { field: "consent", now: Vec::new() }]);
        assert_eq!(asked.values, off);
        // Sent twice, it is done already; left alone, nobody is asked.
        assert_eq!(merge(&off, &on, &on, [("consent", Merge::Anew)]).conflicts, []);
        assert_eq!(merge(&off, &off, &on, [("consent", Merge::Anew)]).conflicts, []);
    }

    #[test]
    fn what_was_not_shown_stays_whatever_is_sent() {
        let now = values(&[("name", &["Ada"]), ("consent", &[]), ("resource", &["a"])]);
        let typed = values(&[("name", &["Eve"]), ("consent", &["1"]), ("resource", &["b"])]);
        assert_eq!(merge(&Values::new(), &typed, &now, FIELDS), Merged { values: now, ..Merged::default() });
    }

    #[test]
    fn boxes_merge_one_by_one() {
        let shown = values(&[("resource", &["a", "b"])]);
        let typed = values(&[("resource", &["b", "c"])]);
        let now = values(&[("resource", &["a", "b", "d"])]);
        let merged = merge(&shown, &typed, &now, FIELDS);
        assert_eq!(merged.values, values(&[("resource", &["b", "c", "d"])]));
        assert_eq!(merged.conflicts, []);
    }

    /// What an editor does next.
    #[derive(Debug, Clone)]
    enum Step {
        Load,
        /// Another text into one of the texts.
        Type(usize, u8),
        /// A box turned: the consent, or one of the resources.
        Turn(usize),
        Save,
    }

    /// One person's page.
    struct Editor {
        shown: Values,
        typed: Values,
    }

    const BOXES: [&str; 3] = ["a", "b", "c"];

    fn turn(values: &mut Values, which: usize) {
        let (field, value) = if which == 0 { ("consent", "1") } else { ("resource", BOXES[which - 1]) };
        let held = values.entry(field.to_owned()).or_default();
        match held.iter().position(|v| v == value) {
            Some(at) => drop(held.remove(at)),
            None => held.push(value.to_owned()),
        }
        held.sort();
    }

    /// Each thing that can be changed on its own, and what it is: a field, or a box of the set.
    fn things(values: &Values) -> BTreeMap<String, Vec<String>> {
        let mut things: BTreeMap<_, _> = ["name", "email", "consent"].map(|field| (field.to_owned(), held(values, field).to_vec())).into();
        for name in BOXES {
            let ticked = held(values, "resource").iter().filter(|v| *v == name).cloned().collect();
            things.insert(format!("resource {name}"), ticked);
        }
        things
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            1 => Just(Step::Load),
            3 => (0..2usize, 0..3u8).prop_map(|(field, text)| Step::Type(field, text)),
            3 => (0..4usize).prop_map(Step::Turn),
            2 => Just(Step::Save),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1_000))]
        #[test]
        fn nobodys_change_is_lost_untold_and_what_nobody_changed_never_changes(
            steps in prop::collection::vec((0..2usize, step()), 1..60)
        ) {
            let mut stored = values(&[("name", &["0"]), ("email", &["0"]), ("consent", &["1"]), ("resource", &["a"])]);
            let load = |stored: &Values| Editor { shown: stored.clone(), typed: stored.clone() };
            let mut editors = [load(&stored), load(&stored)];
            for (who, step) in steps {
                let editor = &mut editors[who];
                match step {
                    Step::Load => *editor = load(&stored),
                    Step::Type(field, text) => {
                        editor.typed.insert(["name", "email"][field].to_owned(), vec![text.to_string()]);
                    }
                    Step::Turn(which) => turn(&mut editor.typed, which),
                    Step::Save => {
                        let merged = merge(&editor.shown, &editor.typed, &stored, FIELDS);
                        if !merged.conflicts.is_empty() {
                            // He is told, and shown what is stored; what he did not change is from now on what is stored.
                            let now = merged.values.clone();
                            let mut typed = now.clone();
                            for conflict in &merged.conflicts {
                                let [before, made, now] = [&editor.shown, &editor.typed, &stored].map(|v| held(v, conflict.field));
                                prop_assert!(made != before && now != before && now != made, "{} was changed by both", conflict.field);
                                prop_assert_eq!(now, conflict.now.as_slice());
                                typed.insert(conflict.field.to_owned(), editor.typed[conflict.field].clone());
                            }
                            let again = merge(&stored, &typed, &stored, FIELDS);
                            prop_assert_eq!(&again.conflicts, &[], "saving again is possible");
                            prop_assert_eq!(&again.values, &typed, "and wins");
                            *editor = Editor { shown: stored.clone(), typed };
                            continue;
                        }
                        let (shown, typed) = (things(&editor.shown), things(&editor.typed));
                        let (before, after) = (things(&stored), things(&merged.values));
                        for (thing, now) in &after {
                            if shown[thing] == typed[thing] {
                                prop_assert_eq!(now, &before[thing], "{} was left alone", thing);
                                continue;
                            }
                            prop_assert_eq!(now, &typed[thing], "{} is what he made of it", thing);
                            let lost = &before[thing] != now && before[thing] != shown[thing];
                            prop_assert!(!lost, "{} held what he was never shown", thing);
                        }
                        stored = merged.values;
                        *editor = load(&stored);
                    }
                }
            }
        }
    }
}
