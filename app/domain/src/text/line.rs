//! One line of text, or several: composed (NFC), trimmed, bounded, and such that whoever reads it sees all that is in it. A
//! name that cannot be seen is a row without a link; one with something hidden in it passes for another.

use super::{
    Flaw,
    seen::{is_open, trimmed},
};
use icu_properties::props::{BinaryProperty, DefaultIgnorableCodePoint, EnumeratedProperty, GeneralCategory, GeneralCategoryGroup};

/// Trims and checks one line of text of at most `longest` characters.
///
/// # Errors
/// The [`Flaw`] to show at the field.
pub fn line(text: &str, longest: usize) -> Result<String, Flaw> {
    checked(text, longest, |_| false)
}

/// As [`line()`], where nothing may stand.
///
/// # Errors
/// The [`Flaw`] to show at the field.
pub fn optional_line(text: &str, longest: usize) -> Result<String, Flaw> {
    if text.trim().is_empty() { Ok(String::new()) } else { line(text, longest) }
}

/// A whole number within these bounds, as digits.
///
/// # Errors
/// The [`Flaw`] to show at the field.
pub fn whole(text: &str, least: u32, most: u32) -> Result<u32, Flaw> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Flaw::Required);
    }
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Flaw::NotANumber);
    }
    text.parse().ok().filter(|n| (least..=most).contains(n)).ok_or(Flaw::OutOfRange(least, most))
}

/// As [`line()`], but line breaks are welcome and come back as `\n`.
///
/// # Errors
/// The [`Flaw`] to show at the field.
pub fn lines(text: &str, longest: usize) -> Result<String, Flaw> {
    checked(&text.replace("\r\n", "\n"), longest, |c| c == '\n')
}

fn checked(text: &str, longest: usize, is_break: fn(char) -> bool) -> Result<String, Flaw> {
    let composed = composed(text);
    let text = trimmed(&composed);
    if text.is_empty() {
        return Err(Flaw::Required);
    }
    if text.chars().count() > longest {
        return Err(Flaw::TooLong(longest));
    }
    if is_open(text, is_break) { Ok(text.to_owned()) } else { Err(Flaw::Unprintable) }
}

/// In composed form (NFC). A browser has the tables for it already, and does not load them again.
#[cfg(target_arch = "wasm32")]
fn composed(text: &str) -> String {
    js_sys::JsString::from(text).normalize("NFC").into()
}

#[cfg(not(target_arch = "wasm32"))]
fn composed(text: &str) -> std::borrow::Cow<'_, str> {
    icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

pub(super) fn is_mark(c: char) -> bool {
    GeneralCategoryGroup::Mark.contains(GeneralCategory::for_char(c))
}

/// The marks of annotations are of category "format" without being ignorable, and U+FFFD stands for a letter that was lost.
pub(super) fn is_hidden(c: char) -> bool {
    DefaultIgnorableCodePoint::for_char(c)
        || matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{fffd}')
        || matches!(
            GeneralCategory::for_char(c),
            GeneralCategory::Control | GeneralCategory::LineSeparator | GeneralCategory::ParagraphSeparator
        )
}

#[cfg(test)]
mod tests {
    use super::{super::seen::is_visible, *};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_line_that_passes_is_trimmed_bounded_and_seen(text in "\\PC{0,60}|[\\x00-\\x20a-z]{0,60}|[a\u{301}\u{200c}\u{200d}\u{fe0f}\u{3164}\u{2800}\u{2764} ن]{0,20}") {
            if let Ok(checked) = line(&text, 40) {
                prop_assert_eq!(checked.trim(), &checked);
                prop_assert!((1..=40).contains(&checked.chars().count()));
                prop_assert!(!checked.chars().any(char::is_control));
                prop_assert!(checked.chars().any(is_visible));
                prop_assert_eq!(line(&checked, 40), Ok(checked.clone()));
                prop_assert_eq!(lines(&checked, 40), Ok(checked.clone()));
            }
        }

        #[test]
        fn however_a_name_is_composed_it_is_the_same_name(text in "[A-Za-zÀ-žא-ת가-힣]{1,30}") {
            let apart = icu_normalizer::DecomposingNormalizerBorrowed::new_nfd().normalize(&text).into_owned();
            prop_assert_eq!(line(&apart, 30), line(&text, 30));
        }
    }

    #[test]
    fn a_name_that_nobody_can_see_is_no_name() {
        for hidden in
            ["", " ", "\u{3164}", "\u{2800}", "\u{2060}", "\u{ad}", "\u{61c}", "\u{34f}", "\u{115f}", "\u{180e}", "\u{200d}", "\u{e0041}"]
        {
            assert_eq!(line(hidden, 100), Err(Flaw::Required), "{hidden:?}");
        }
        for unseen in ["\u{301}", "\u{20dd}\u{20dd}", "\u{f8ff}"] {
            assert_eq!(line(unseen, 100), Err(Flaw::Unprintable), "{unseen:?}");
        }
    }

    #[test]
    fn nothing_hides_between_the_letters_of_a_name() {
        for c in [
            '\u{ad}',
            '\u{34f}',
            '\u{61c}',
            '\u{115f}',
            '\u{180e}',
            '\u{200b}',
            '\u{200c}',
            '\u{200d}',
            '\u{202e}',
            '\u{2028}',
            '\u{2029}',
            '\u{2060}',
            '\u{2066}',
            '\u{3164}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{ffa0}',
            '\u{fff9}',
            '\u{fffb}',
            '\u{fffd}',
            '\u{e0041}',
            '\0',
            '\t',
            '\n',
            '\u{85}',
        ] {
            assert_eq!(line(&format!("Sup{c}port"), 50), Err(Flaw::Unprintable), "{c:?}");
        }
    }

    /// What stands in one order would be read in another.
    #[test]
    fn nothing_reorders_what_is_read_neither_in_a_line_nor_in_several() {
        for c in ('\u{202a}'..='\u{202e}').chain('\u{2066}'..='\u{2069}').chain(['\u{200e}', '\u{200f}', '\u{61c}']) {
            let text = format!("Quay{c}Street 1");
            for checked in [line(&text, 50), optional_line(&text, 50), lines(&text, 50), lines(&format!("Ring twice\n{text}"), 50)] {
                assert_eq!(checked, Err(Flaw::Unprintable), "{c:?}");
            }
        }
    }

    #[test]
    fn what_came_along_when_pasting_is_taken_off_the_ends() {
        assert_eq!(line("\u{feff}\u{a0}\u{200b}Ada \u{3000}\u{2060}\u{2800}\n", 50), Ok("Ada".to_owned()));
        assert_eq!(line("We \u{2764}\u{fe0f}", 50), Ok("We \u{2764}\u{fe0f}".to_owned()), "the heart stays red");
    }

    #[test]
    fn names_of_all_the_world_pass() {
        for name in [
            "X",
            "O'Brien",
            "Müller-Lüdenscheidt",
            "山田 太郎",
            "葛\u{e0100}城",
            "김민준",
            "María José",
            "Đặng Thị",
            "علی\u{200c}رضا",
            "नेपाल",
            "क्\u{200d}ष",
            "สมชาย",
            "Ὀδυσσεύς",
            "III",
            "3rd & Sons",
            "X Æ A-12",
            "👩\u{200d}🚀",
            "👩🏽\u{200d}🚀",
            "\u{2764}\u{fe0f}\u{200d}🔥",
            "ཧྐྵྨླྺྼྻྂ",
            "שָׁלוֹם",
        ] {
            assert!(line(name, 100).is_ok(), "{name}");
        }
    }

    #[test]
    fn accents_do_not_climb_over_the_lines_above() {
        assert_eq!(line(&format!("Z{}", "\u{301}".repeat(60)), 100), Err(Flaw::Unprintable));
        assert_eq!(line("e\u{301}\u{323}", 100), Ok("\u{1eb9}\u{301}".to_owned()));
    }

    #[test]
    fn a_letter_counts_once_however_it_is_typed() {
        assert_eq!(line(&"e\u{301}".repeat(10), 10), Ok("é".repeat(10)));
        assert_eq!(line(&"é".repeat(11), 10), Err(Flaw::TooLong(10)));
    }

    #[test]
    fn several_lines_may_break_and_hide_nothing_either() {
        assert_eq!(lines(" one\r\ntwo\n", 50), Ok("one\ntwo".to_owned()));
        assert_eq!(lines("one\u{2028}two", 50), Err(Flaw::Unprintable));
        assert_eq!(lines("one\rtwo", 50), Err(Flaw::Unprintable));
    }
}
