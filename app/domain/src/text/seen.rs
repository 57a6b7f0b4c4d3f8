//! What of a text is seen, and whether all of it is.

use super::line::{is_hidden, is_mark};
use icu_properties::props::{
    BinaryProperty, CanonicalCombiningClass, DefaultIgnorableCodePoint, EmojiModifier, EnumeratedProperty, ExtendedPictographic,
    GeneralCategory, GeneralCategoryGroup, Ideographic, JoiningType, VariationSelector, WhiteSpace,
};

/// The most marks that may stand on one letter: as many as the tallest stacks of Tibetan have. Sixty would cover the lines above.
const MOST_MARKS: usize = 8;

/// Whether something of it is seen, and nothing hides in it.
pub(super) fn is_open(text: &str, is_break: fn(char) -> bool) -> bool {
    let is_shown = text.chars().any(is_visible) && !text.chars().next().is_some_and(is_mark);
    is_shown && !has_hidden(text, is_break) && !has_towers(text)
}

/// The text without the white space and the invisible characters at its ends, which come along when something is pasted.
pub(super) fn trimmed(text: &str) -> &str {
    let text = text.trim_start_matches(is_blank);
    let seen = text.trim_end_matches(is_blank);
    // The selector that makes a heart red, or picks one of two shapes of an ideograph, belongs to what is seen.
    let selector = text.get(seen.len()..).and_then(|rest| rest.chars().next()).filter(|c| selects(seen.chars().next_back(), *c));
    text.get(..seen.len().saturating_add(selector.map_or(0, char::len_utf8))).unwrap_or(seen)
}

/// What takes room at most. The blank of Braille counts as a symbol in Unicode's tables, and shows nothing.
fn is_blank(c: char) -> bool {
    WhiteSpace::for_char(c) || DefaultIgnorableCodePoint::for_char(c) || c == '\u{2800}'
}

/// Letters, digits, punctuation and symbols. What is private to a font, or not assigned, is there for nobody else.
pub(super) fn is_visible(c: char) -> bool {
    let category = GeneralCategory::for_char(c);
    let seen =
        [GeneralCategoryGroup::Letter, GeneralCategoryGroup::Number, GeneralCategoryGroup::Punctuation, GeneralCategoryGroup::Symbol];
    seen.into_iter().any(|group| group.contains(category)) && !is_blank(c)
}

/// Control characters, separators of lines, what reorders text, and whatever else does its work unseen.
fn has_hidden(text: &str, is_break: fn(char) -> bool) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.iter().enumerate().any(|(at, &c)| {
        if is_break(c) {
            return false;
        }
        let (before, after) = letters.split_at(at);
        is_hidden(c) && !selects(before.last().copied(), c) && !joins(before, c, after.get(1..).unwrap_or_default())
    })
}

/// Whether `c` is a variation selector behind something that has variants.
fn selects(before: Option<char>, c: char) -> bool {
    VariationSelector::for_char(c) && before.is_some_and(|b| ExtendedPictographic::for_char(b) || Ideographic::for_char(b))
}

/// Whether `c` is a joiner where it changes what is seen: in Indic and Arabic letters by the rules that hosts have (RFC 5892,
/// A.1 and A.2), which those of identifiers (UAX 31) repeat, and between emoji.
fn joins(before: &[char], c: char, after: &[char]) -> bool {
    let behind_virama = before.last().is_some_and(|b| CanonicalCombiningClass::for_char(*b) == CanonicalCombiningClass::Virama);
    match c {
        '\u{200d}' => behind_virama || joins_emoji(before, after),
        '\u{200c}' => behind_virama || parts_letters(before, after),
        _ => false,
    }
}

fn joins_emoji(before: &[char], after: &[char]) -> bool {
    let mut dressed = before.iter().rev().copied().skip_while(|c| EmojiModifier::for_char(*c) || VariationSelector::for_char(*c));
    dressed.next().is_some_and(ExtendedPictographic::for_char) && after.first().copied().is_some_and(ExtendedPictographic::for_char)
}

fn parts_letters(before: &[char], after: &[char]) -> bool {
    let joining = |c: &char| Some(JoiningType::for_char(*c)).filter(|t| *t != JoiningType::Transparent);
    let left = before.iter().rev().find_map(joining);
    let right = after.iter().find_map(joining);
    matches!(left, Some(JoiningType::LeftJoining | JoiningType::DualJoining))
        && matches!(right, Some(JoiningType::RightJoining | JoiningType::DualJoining))
}

fn has_towers(text: &str) -> bool {
    let mut height = 0_usize;
    text.chars().any(|c| {
        height = if is_mark(c) { height.saturating_add(1) } else { 0 };
        height > MOST_MARKS
    })
}
