//! Sessions as those see them who sit in them: which browser, from where, since when. What a browser says of itself can be made up, so it is
//! told in few words, and nothing is decided by it.

use crate::time::Moment;

/// One of somebody's sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The key of its row, which is no secret: it opens nothing.
    pub key: String,
    pub since: Moment,
    pub seen: Moment,
    /// Whence it was begun; empty where nobody knows.
    pub address: String,
    /// The `User-Agent` that it was begun with.
    pub agent: String,
    /// Whether it is the one that is asking.
    pub is_this: bool,
}

/// What a browser says that it is, as far as it is one that people know by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agent {
    pub browser: Option<&'static str>,
    pub system: Option<&'static str>,
}

/// Nearly all say that they are Mozilla, Chrome and Safari as well: the first that is found counts.
const BROWSERS: &[(&str, &str)] = &[
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Version/", "Safari"),
];
const SYSTEMS: &[(&str, &str)] = &[
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
];

impl Agent {
    pub fn of(text: &str) -> Self {
        let first = |list: &[(&str, &'static str)]| list.iter().find(|(sign, _)| text.contains(sign)).map(|(_, name)| *name);
        Self { browser: first(BROWSERS), system: first(SYSTEMS) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_as_people_call_it_and_an_unknown_one_is_not_guessed_at() {
        for (text, browser, system) in [
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", Some("Firefox"), Some("Linux")),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                Some("Edge"),
                Some("Windows"),
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
                Some("Chrome"),
                Some("Android"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
                Some("Safari"),
                Some("iOS"),
            ),
            ("curl/8.5.0", None, None),
            ("", None, None),
        ] {
            assert_eq!(Agent::of(text), Agent { browser, system }, "{text}");
        }
    }
}
