//! What stands in the cells of a table that stays fresh, as data and as it is shown.

use crate::erased::erased;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What stands in a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    pub text: String,
    /// Where it leads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
    /// The moment that the text tells of, for machines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
}

impl Cell {
    pub fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// A name for programs, or an address of mail.
    pub fn code(text: impl Into<String>) -> Self {
        Self { class: Some(CODE.to_owned()), ..Self::of(text) }
    }

    /// One that a phone's row leaves out: nothing stands in it, or what the row says otherwise.
    #[must_use]
    pub fn spare(mut self) -> Self {
        self.class = Some(self.class.map_or_else(|| "spare".to_owned(), |class| format!("{class} spare")));
        self
    }
}

/// The class of a name for programs, in which there are no spaces.
const CODE: &str = "code";
/// The class of a text that gives way where there is little room; in it there may be addresses.
const BREAKS: &str = "breaks";

/// What stands in a cell, which leads to where it says.
pub fn content(cell: Cell) -> AnyView {
    let Cell { text, href, time, class } = cell;
    let is = |wanted: &str| class.as_deref().is_some_and(|class| class.split(' ').any(|name| name == wanted));
    let has_parts = is(CODE) || (is(BREAKS) && text.contains('@'));
    let inside = match time {
        Some(machine) => erased(view! { <time datetime=machine>{text}</time> }),
        None if has_parts => erased(view! { <bdi class=class>{in_parts(&text)}</bdi> }),
        None => erased(view! { <bdi class=class>{text}</bdi> }),
    };
    match href {
        Some(href) => erased(view! { <a href=href>{inside}</a> }),
        None => inside,
    }
}

/// Such a name goes on in another line behind a point, and an address behind its sign as well; and where a part of it alone has no room in one,
/// behind what joins its words.
fn in_parts(text: &str) -> Vec<AnyView> {
    let words = |part: &str| part.split_inclusive('_').map(|word| erased(view! { {word.to_owned()} <wbr /> })).collect::<Vec<_>>();
    text.split_inclusive(['.', '@']).map(|part| erased(view! { <span>{words(part)}</span> })).collect()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::testing::markup;

    /// It had no place to be broken at, and took the room of what stands beside it.
    #[test]
    fn a_name_for_programs_can_go_on_in_another_line_behind_a_point_or_between_its_words_and_others_are_left_alone() {
        let shown = |cell: Cell| markup(|| content(cell)).replace('\n', "");
        let code = shown(Cell::code("staff.signed_in").spare());
        assert_eq!(code, "<bdi class=\"code spare\"><span>staff.<wbr></span><span>signed_<wbr>in<wbr></span></bdi>");
        let address = shown(Cell::code("ada@example.com"));
        assert_eq!(address, "<bdi class=\"code\"><span>ada@<wbr></span><span>example.<wbr></span><span>com<wbr></span></bdi>");
        let told = shown(Cell { class: Some("breaks".to_owned()), ..Cell::of("ada@example.com · No consent.") });
        assert!(told.contains("<span>ada@<wbr></span><span>example.<wbr></span><span>com · No consent.<wbr></span>"), "{told}");
        assert_eq!(shown(Cell::of("staff.signed_in")), "<bdi class=\"\">staff.signed_in</bdi>");
    }
}
