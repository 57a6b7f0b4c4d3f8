//! Texts in files that spreadsheets open (OWASP, CSV injection): one that begins like a formula begins with an apostrophe there, and so does
//! one that would be taken for such a text; so what was written is what is read.

fn begins_a_formula(text: &str) -> bool {
    let begins = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n');
    text.starts_with(begins) || text.trim_start().starts_with(begins)
}

fn is_to_be_marked(text: &str) -> bool {
    begins_a_formula(text.trim_start_matches('\''))
}

/// A text that no spreadsheet takes for a formula.
pub fn harmless(text: String) -> String {
    if is_to_be_marked(&text) { format!("'{text}") } else { text }
}

/// What [`harmless`] was given.
pub fn unmarked(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_to_be_marked(rest)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_begins_like_a_formula_is_marked_and_nothing_else() {
        for text in ["=HYPERLINK(1)", "@SUM(A1)", "-5.00", " =1", "\t=1", "\r=1", "＝1"] {
            assert_eq!(harmless(text.to_owned()), format!("'{text}"));
        }
        for text in ["", "Mug", "'Mug'", "a=b", "5-3", "'t Hart"] {
            assert_eq!((harmless(text.to_owned()).as_str(), unmarked(text)), (text, text));
        }
    }

    proptest! {
        #[test]
        fn what_was_written_is_what_is_read(text in "['=+@ a-]{0,5}") {
            let written = harmless(text.clone());
            prop_assert!(!begins_a_formula(&written));
            prop_assert_eq!(unmarked(&written), text);
        }
    }
}
