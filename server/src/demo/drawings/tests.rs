//! What holds of every drawing.

use super::{Look, names};
use std::collections::BTreeSet;

fn svg(drawing: &str, hue: u16) -> Option<String> {
    super::svg(drawing, hue, Look::Whole)
}

#[test]
fn a_thing_is_another_picture_from_nearby_and_by_evening() {
    let looks: BTreeSet<String> = Look::ALL.into_iter().filter_map(|look| super::svg("mug", 212, look)).collect();
    assert_eq!(looks.len(), Look::ALL.len());
    looks.iter().for_each(|drawn| assert!(!elements(drawn).is_empty()));
}

/// Every element is closed in its turn, each attribute is quoted and said once, and nothing stands between elements.
fn elements(svg: &str) -> Vec<(String, Vec<(String, String)>)> {
    let (mut open, mut found) = (Vec::<String>::new(), Vec::new());
    for part in svg.strip_prefix('<').expect("begins with an element").split('<') {
        let (tag, between) = part.split_once('>').expect("an element ends");
        assert!(between.is_empty(), "{between:?}");
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(closed));
            continue;
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = Vec::new();
        while !rest.is_empty() {
            let (attribute, value) = rest.trim_start().split_once("='").expect("a quoted value");
            let (value, after) = value.split_once('\'').expect("a value ends");
            assert!(!value.contains(['&', '"', '<']), "{value}");
            attributes.push((attribute.to_owned(), value.to_owned()));
            rest = after;
        }
        let known: BTreeSet<&String> = attributes.iter().map(|(name, _)| name).collect();
        assert_eq!(known.len(), attributes.len(), "{tag}");
        if !is_empty {
            open.push(name.to_owned());
        }
        found.push((name.to_owned(), attributes));
    }
    assert!(open.is_empty(), "{open:?}");
    found
}

#[test]
fn there_are_many_and_each_has_a_name_of_its_own() {
    let all: BTreeSet<&str> = names().collect();
    assert_eq!(all.len(), names().count());
    assert!(all.len() >= 200, "{}", all.len());
    assert!(all.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c == '-')), "what stands in an address");
    assert_eq!(svg("nothing", 0), None);
}

#[test]
fn a_drawing_is_a_picture_and_nothing_else() {
    const KNOWN: [&str; 12] =
        ["svg", "defs", "g", "path", "rect", "circle", "ellipse", "clipPath", "linearGradient", "radialGradient", "stop", "line"];
    for name in names() {
        let drawn = svg(name, 212).unwrap();
        let elements = elements(&drawn);
        assert!(drawn.len() < 60_000, "{name}: {}", drawn.len());
        let (mut defined, mut used) = (BTreeSet::new(), BTreeSet::new());
        for (element, attributes) in &elements {
            assert!(KNOWN.contains(&element.as_str()), "{name}: {element}");
            for (attribute, value) in attributes {
                assert!(!attribute.starts_with("on") && !attribute.contains("href") && attribute != "style", "{name}: {attribute}");
                assert!(
                    !value.contains("NaN") && !value.contains("--") && (attribute == "xmlns" || !value.contains("://")),
                    "{name}: {value}"
                );
                if attribute == "id" {
                    assert!(value.starts_with(&format!("{name}-212-")) && defined.insert(value.clone()), "{name}: {value}");
                }
                if let Some(id) = value.strip_prefix("url(#") {
                    used.insert(id.trim_end_matches(')').to_owned());
                }
                if attribute == "d" {
                    assert!(
                        value.starts_with('M') && value.chars().all(|c| c.is_ascii_digit() || "MmLlHhVvCcSsQqTtAaZz .-".contains(c)),
                        "{name}: {value}"
                    );
                }
            }
        }
        assert!(used.is_subset(&defined), "{name}: {:?}", used.difference(&defined));
        assert!(elements.len() > 14, "{name} is worth looking at");
    }
}

#[test]
fn every_hue_can_be_drawn_and_is_the_same_each_time() {
    for hue in (0..360).step_by(15) {
        assert_eq!(svg("mug", hue), svg("mug", hue), "{hue}");
        assert_ne!(svg("mug", hue), svg("mug", (hue + 30) % 360), "{hue}");
    }
}
