//! Texts as Magento has them: HTML. Pages show plain text, so of that its words and its lines are kept.

/// A longer text is left as it is, which is too long for whatever it was meant for.
const LONGEST: usize = 100_000;
/// No tag is longer, with what is said in it.
const LONGEST_TAG: usize = 2_000;
/// No sign has a longer name.
const LONGEST_NAME: usize = 10;
/// What stands on a line of its own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];
const WITHIN: &[&str] = &[
    "a", "abbr", "b", "big", "button", "center", "cite", "code", "del", "em", "font", "i", "iframe", "img", "ins", "kbd", "label", "mark",
    "picture", "q", "s", "small", "source", "span", "strike", "strong", "sub", "sup", "td", "th", "tt", "u", "video",
];
/// What stands in these is for programs.
const HIDDEN: &[&str] = &["script", "style", "template"];
const SIGNS: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("shy", ""),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("bull", "•"),
    ("middot", "·"),
    ("reg", "®"),
    ("copy", "©"),
    ("trade", "™"),
    ("deg", "°"),
    ("times", "×"),
    ("euro", "€"),
    ("pound", "£"),
    ("frac12", "½"),
    ("frac14", "¼"),
    ("frac34", "¾"),
    ("sup2", "²"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("aacute", "á"),
    ("eacute", "é"),
    ("iacute", "í"),
    ("oacute", "ó"),
    ("uacute", "ú"),
    ("ntilde", "ñ"),
    ("agrave", "à"),
    ("egrave", "è"),
    ("ecirc", "ê"),
    ("ccedil", "ç"),
    ("iexcl", "¡"),
    ("iquest", "¿"),
];

/// The name of the tag that a text begins with, whether it ends something, and what stands behind it.
fn tag(text: &str) -> Option<(String, bool, &str)> {
    let inside = text.strip_prefix('<')?;
    if let Some(comment) = inside.strip_prefix("!--") {
        return Some((String::new(), false, comment.split_once("-->").map_or("", |(_, behind)| behind)));
    }
    let (inside, is_end) = inside.strip_prefix('/').map_or((inside, false), |inside| (inside, true));
    let (end, _) = inside.char_indices().take(LONGEST_TAG).find(|(_, c)| *c == '>')?;
    let (inside, behind) = inside.split_at(end);
    let name: String = inside.chars().take_while(char::is_ascii_alphanumeric).collect();
    let goes_on = inside.strip_prefix(name.as_str()).unwrap_or_default();
    let name = name.to_ascii_lowercase();
    let is_one = [BLOCKS, WITHIN, HIDDEN].iter().any(|known| known.contains(&name.as_str()));
    let is_one = is_one && (goes_on.is_empty() || goes_on.starts_with(|c: char| c == '/' || c.is_whitespace()));
    is_one.then(|| (name, is_end, behind.strip_prefix('>').unwrap_or_default()))
}

/// What a name between `&` and `;` stands for.
fn sign(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return SIGNS.iter().find(|(known, _)| *known == name).map(|(_, sign)| (*sign).to_owned());
    };
    let number = match number.strip_prefix(['x', 'X']) {
        Some(number) => u32::from_str_radix(number, 16).ok()?,
        None => number.parse().ok()?,
    };
    // A hard blank is one to look at.
    if number == 0xa0 { Some(" ".to_owned()) } else { char::from_u32(number).filter(|c| !c.is_control()).map(String::from) }
}

/// Adds words, with what stands for signs as those signs, and one blank between them.
fn add(said: &mut String, words: &str) {
    let mut rest = words;
    let mut plain = String::with_capacity(words.len());
    while let Some((before, from)) = rest.split_once('&') {
        plain.push_str(before);
        let end = from.char_indices().take(LONGEST_NAME).find(|(_, c)| *c == ';');
        let found = end.and_then(|(end, _)| {
            let (name, behind) = from.split_at(end);
            Some((sign(name)?, behind.strip_prefix(';')?))
        });
        match found {
            Some((sign, behind)) => {
                plain.push_str(&sign);
                rest = behind;
            }
            None => {
                plain.push('&');
                rest = from;
            }
        }
    }
    plain.push_str(rest);
    for c in plain.chars() {
        if !c.is_whitespace() {
            said.push(c);
        } else if !said.ends_with([' ', '\n']) {
            said.push(' ');
        }
    }
}

/// Of HTML what it says: a line for each block, and signs for their names. A text without a tag stays as it is.
pub fn plain(text: &str) -> String {
    let has_a_tag = || text.match_indices('<').any(|(at, _)| tag(text.split_at(at).1).is_some());
    if text.len() > LONGEST || !has_a_tag() {
        return text.to_owned();
    }
    let (mut said, mut rest) = (String::with_capacity(text.len()), text);
    // Within what is for programs: what it is.
    let mut hidden: Option<String> = None;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        if hidden.is_none() {
            add(&mut said, before);
        }
        let Some((name, is_end, behind)) = tag(from) else {
            if hidden.is_none() {
                said.push('<');
            }
            rest = from.strip_prefix('<').unwrap_or_default();
            continue;
        };
        rest = behind;
        if hidden.is_some() {
            hidden = hidden.filter(|open| !is_end || *open != name);
        } else if HIDDEN.contains(&name.as_str()) {
            hidden = (!is_end).then_some(name);
        } else if BLOCKS.contains(&name.as_str()) {
            said.push('\n');
            if name == "li" && !is_end {
                said.push_str("• ");
            }
        } else if matches!(name.as_str(), "td" | "th") {
            add(&mut said, " ");
        }
    }
    if hidden.is_none() {
        add(&mut said, rest);
    }
    let lines = said.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "•");
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn of_html_its_words_and_lines_are_kept() {
        for (html, text) in [
            ("<p>The sporty <b>Joust</b> Duffle Bag can't be beat &amp; rocks</p>", "The sporty Joust Duffle Bag can't be beat & rocks"),
            ("<p>One.</p>\r\n<p class=\"x\">Two<br/>three.</p>", "One.\nTwo\nthree."),
            ("<ul>\n  <li>Dual handles</li>\n  <li>L 29&quot;&nbsp;x W 13&#34;</li><li></li></ul>", "• Dual handles\n• L 29\" x W 13\""),
            ("<style>#a{color:red}</style><div>Gr&ouml;&szlig;e &#x3a9;<script>alert('<b>')</script></div>", "Größe Ω"),
            ("<p>1 < 2 & 3 > 2, <unknown> &lt;b&gt; &bogus;</p>", "1 < 2 & 3 > 2, <unknown> <b> &bogus;"),
            ("<p></p>", ""),
            ("a<!-- b --><br>c<!-- never closed", "a\nc"),
            ("<table><tr><td>Size</td><td>12 cm</td></tr></table>", "Size 12 cm"),
        ] {
            assert_eq!(plain(html), text, "{html}");
        }
    }

    #[test]
    fn a_text_without_a_tag_stays_as_it_is() {
        for text in ["", "Holds tea.\n\nAnd  coffee.", "1 < 2 and 3 > 2", "I <3 tea", "A &amp; B", "<unknown>", "<b", "Fish & chips"] {
            assert_eq!(plain(text), text);
        }
        let long = "<b>".repeat(LONGEST);
        assert_eq!(plain(&long), long);
    }

    proptest! {
        #[test]
        fn whatever_it_is_it_is_read_and_does_not_grow(html in "(<|>|/|b|p|script|!--|-->|&|;|#|amp| |\n|é|x|=){0,40}") {
            let text = plain(&html);
            prop_assert!(text.len() <= html.len(), "{}", text);
        }
    }
}
