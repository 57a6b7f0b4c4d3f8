//! The same as `seen`, as far as a browser tells it by the tables that it has anyway: whom it lets pass, the server may not.

use js_sys::RegExp;

/// The text without the white space at its ends.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim()
}

/// Whether something of it is seen, and nothing in it breaks it or reorders it.
pub(super) fn is_open(text: &str, is_break: fn(char) -> bool) -> bool {
    let text = text.replace(is_break, " ");
    let has = |pattern: &str| RegExp::new(pattern, "u").test(&text);
    has(r"[\p{L}\p{N}\p{P}\p{S}]") && !has(r"^\p{M}|[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]")
}
