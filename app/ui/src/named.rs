//! Names that people have given: their own, those of products and of what else a shop has. Whichever way a name is written, what stands
//! around it stays where it is.

use crate::format;
use domain::stores::Language;
use icu::properties::{CodePointMapData, props::BidiClass};
use leptos::prelude::*;
use std::borrow::Cow;

/// A name among other words of a page.
pub fn named(name: &str) -> AnyView {
    let name = name.to_owned();
    view! { <bdi>{name}</bdi> }.into_any()
}

/// Stands in a sentence for the name that [`within`] puts there.
pub const HERE: &str = "\u{1f}";

/// A sentence with a name in an element of its own, where there may be no room for all of it: then its end is cut, whichever way it is written.
pub fn within(sentence: &str, name: &str) -> AnyView {
    let (before, behind) = sentence.split_once(HERE).unwrap_or((sentence, ""));
    let said = |words: &str| (!words.is_empty()).then(|| words.to_owned());
    view! { {said(before)} {named(name)} {said(behind)} }.into_any()
}

/// Several of them, as the reader's language lists them: "Main Website and Outlet". Nothing, where there are none.
pub fn names(language: Language, names: &[String]) -> AnyView {
    (!names.is_empty()).then(|| named(&listed(language, names.iter().map(String::as_str)))).into_any()
}

/// The same where there is little room, as in a cell: the first, and how many more there are, which unfolds to all of them.
pub fn first_of(language: Language, these: &[String]) -> AnyView {
    let [first, rest @ ..] = these else { return names(language, these) };
    if rest.is_empty() {
        return named(first);
    }
    let more = format!("+{}", format::number(language, i64::try_from(rest.len()).unwrap_or(i64::MAX)));
    view! {
        <details class="several">
            <summary>{named(first)} " " <span dir="ltr">{more}</span></summary>
            {names(language, these)}
        </details>
    }
    .into_any()
}

/// Several of them where there is no markup.
pub fn listed<'a>(language: Language, names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| isolated(name).into_owned()).collect();
    format::list(language.tag(), &names)
}

/// Names below each other in one line, where there is no markup: "Main Website › Outlet".
pub fn below<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    names.into_iter().map(isolated).collect::<Vec<_>>().join(" › ")
}

/// A name where there is no markup, as within a text, a title or a label: by signs that cannot be seen (UAX #9), if the name is written
/// from right to left.
pub fn isolated(name: &str) -> Cow<'_, str> {
    let classes = CodePointMapData::<BidiClass>::new();
    let is_leftward = |c: char| !c.is_ascii() && [BidiClass::RightToLeft, BidiClass::ArabicLetter].contains(&classes.get(c));
    if name.chars().any(is_leftward) { Cow::Owned(format!("\u{2068}{name}\u{2069}")) } else { Cow::Borrowed(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_the_other_direction_stands_for_itself_and_others_are_left_alone() {
        let html = crate::render::html(|| named("Ada <Brandt>"));
        assert!(html.contains("<bdi>Ada &lt;Brandt&gt;</bdi>"), "{html}");
        let sentence = crate::testing::markup(|| within(&format!("Hej {HERE}!"), "Ada"));
        assert_eq!(sentence, "Hej <bdi>Ada</bdi>!");
        assert_eq!(crate::testing::markup(|| within(HERE, "Ada")), "<bdi>Ada</bdi>", "nothing stands around it, not even a blank");
        for plain in ["Ada Brandt", "Łukasz", "山田", "", "3 × 1"] {
            assert_eq!(isolated(plain), plain);
        }
        for name in ["דנה לוי", "ليلى", "Ada (דנה)"] {
            assert_eq!(isolated(name), format!("\u{2068}{name}\u{2069}"));
        }
    }

    #[test]
    fn names_are_listed_as_the_reader_s_language_lists_things_each_for_itself() {
        let of = |language, these: &[&str]| {
            let these: Vec<String> = these.iter().map(|name| (*name).to_owned()).collect();
            crate::render::html(|| names(language, &these))
        };
        assert!(of(Language::De, &["Haupt <A>", "Outlet"]).contains("<bdi>Haupt &lt;A&gt; und Outlet</bdi>"));
        assert!(of(Language::Es, &["Ada", "Ben", "Isa"]).contains("<bdi>Ada, Ben e Isa</bdi>"));
        assert!(!of(Language::En, &[]).contains("bdi"), "an empty cell stays empty");
        let first = |these: &[&str]| {
            let these: Vec<String> = these.iter().map(|name| (*name).to_owned()).collect();
            crate::testing::markup(|| first_of(Language::De, &these))
        };
        assert!(!first(&["Haupt"]).contains("details") && !first(&[]).contains("bdi"), "what is one needs no folding");
        let three = first(&["Haupt", "Outlet", "Nord"]);
        assert!(
            three.contains("<bdi>Haupt</bdi>") && three.contains("+2") && three.contains("<bdi>Haupt, Outlet und Nord</bdi>"),
            "{three}"
        );
        assert_eq!(listed(Language::Sv, ["Ada", "ליה"]), "Ada och \u{2068}ליה\u{2069}");
        assert_eq!(below(["Main Website", "ליה", "Outlet"]), "Main Website › \u{2068}ליה\u{2069} › Outlet");
    }
}
