//! How a file is written that somebody brings: found out from its beginning.

use super::cells::Header;

/// What may stand between cells.
pub const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// A line is never longer: a quote that is opened and never closed would take all that is behind it.
pub const LONGEST_LINE: u64 = 1024 * 1024;

/// How its letters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    /// With a mark before it, by which spreadsheets know it.
    Utf8Marked,
    Utf16Le,
    Utf16Be,
}

impl Encoding {
    /// By the first bytes.
    pub const fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0xef, 0xbb, 0xbf, ..] => Self::Utf8Marked,
            [0xff, 0xfe, ..] => Self::Utf16Le,
            [0xfe, 0xff, ..] => Self::Utf16Be,
            _ => Self::Utf8,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Marked => "UTF-8 (BOM)",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
        }
    }
}

/// The first line, as it stands there: to where a line ends outside of quotes.
fn first_line(head: &str) -> &str {
    let mut is_quoted = false;
    let end = head.find(|c| {
        is_quoted ^= c == '"';
        !is_quoted && (c == '\n' || c == '\r')
    });
    end.and_then(|end| head.get(..end)).unwrap_or(head)
}

/// What a file says itself to stand between its cells, in a line of its own above its header, as spreadsheets write and read it: `sep=;`.
pub fn said_separator(head: &str) -> Option<u8> {
    let (word, said) = first_line(head).trim_matches('"').split_once('=')?;
    match said.as_bytes() {
        [one] if word.eq_ignore_ascii_case("sep") && SEPARATORS.contains(one) => Some(*one),
        _ => None,
    }
}

fn split(line: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    let between = move |c: char| {
        is_quoted ^= c == '"';
        !is_quoted && c == separator
    };
    line.split(between).map(|cell| cell.trim().trim_matches('"'))
}

/// What stands between the cells: what gives the most columns that are known, or else the most columns.
pub fn separator(known: &[&'static str], head: &str) -> u8 {
    let line = first_line(head.trim_start_matches(['\u{feff}', '\n', '\r']));
    let counted = |separator: &u8| {
        let between = char::from(*separator);
        (Header::known_among(known, split(line, between)), split(line, between).count())
    };
    // Of several that give as much the first: a comma.
    SEPARATORS.into_iter().rev().max_by_key(counted).unwrap_or(b',')
}

/// What it is called on a page.
pub const fn shown(separator: u8) -> &'static str {
    match separator {
        b';' => ";",
        b'\t' => "Tab",
        b'|' => "|",
        _ => ",",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_between_cells_is_found_out_also_in_quotes_and_among_others() {
        let known = ["email", "firstname", "lastname"];
        for (head, found) in [
            ("email,firstname\nada@example.com,Ada", b','),
            ("email;firstname;\"a,b,c,d\"\r\n", b';'),
            ("\"email\"\t\"firstname\"\r", b'\t'),
            ("email|firstname", b'|'),
            ("email", b','),
            ("\"a;b;c\",\"e\"\n", b','),
            ("email;firstname,a,b,c,d;lastname", b';'),
        ] {
            assert_eq!(separator(&known, head), found, "{head}");
        }
    }
}
