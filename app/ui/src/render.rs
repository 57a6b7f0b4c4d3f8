//! From a view to text. Pages are rendered whole: their data is read before, so nothing in a view waits.

use crate::{call::BASE, t};
use domain::{staff::Theme, stores::Language};
use hydration_context::SsrSharedContext;
use leptos::{prelude::*, reactive::owner::Owner};
use std::sync::Arc;

/// Renders a view, islands and all; also a part of one that is being rendered.
pub fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    let around = Owner::current();
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| view().into_view().to_html());
    owner.unset_with_forced_cleanup();
    around.inspect(Owner::set);
    html
}

/// What takes the focus on a page whose form came back: the box that says what is wrong, or the field of a line of a list.
const WRONG: [&str; 2] = [" autofocus class=\"notice error\">", " autofocus aria-invalid=\"true\""];

/// What a page is called by its tab. Where a form came back, that is said first: it is what is read out when the page has come.
pub fn title(language: Language, body: &str, title: String) -> String {
    if WRONG.iter().any(|mark| body.contains(mark)) { t!(language, common.form.error_title, title = title) } else { title }
}

/// The scripts of ours that need no island, and what stands in a page that loads one.
const PLAIN: &[(&str, &str)] = &[
    (" data-live=", "live.js"),
    (" data-grid=", "grid.js"),
    (" data-fresh=", "fresh.js"),
    (" data-system=", "inherit.js"),
    (" data-chosen=", "chosen.js"),
    (" data-idle=", "idle.js"),
    (" data-keeps=", "keeps.js"),
    (" data-palette=", "palette.js"),
    (" data-floats=", "floats.js"),
];

/// What ends each page: none is drawn before that has come, by browsers that can wait for it. What they drew of a half would move as the rest
/// comes. A line that hangs shows nothing so long; pages are sent whole, and are small.
const WHOLE: &str = "whole";

/// What goes around the body of a page.
pub struct Document<'a> {
    /// The BCP 47 tag of its texts.
    pub language: &'a str,
    /// The store code in the addresses of the page, with its slash; empty where none stands there.
    pub base: &'a str,
    pub title: &'a str,
    /// The half's name: its style and, if the page has islands, its bundle.
    pub half: &'static str,
    /// The path of the built files, which changes with their content.
    pub assets: &'a str,
    pub robots: bool,
    /// What a search engine shows under the title; empty where none looks.
    pub description: &'a str,
    /// What it may be looked for by; empty where nothing is said of that.
    pub keywords: &'a str,
    /// The one address of the page, and the addresses of the same in other languages, each by its tag.
    pub canonical: Option<String>,
    pub alternates: Vec<(String, String)>,
    /// What is shown where its address is passed on: names of Open Graph, and what each says.
    pub shared: Vec<(&'static str, String)>,
    /// The colours that its reader chose; none: as his device is set.
    pub theme: Option<Theme>,
    pub body: String,
}

impl Document<'_> {
    /// The whole page. A page without islands loads no script.
    pub fn into_html(self) -> String {
        let Self { language, base, title, half, assets, robots, description, keywords, canonical, alternates, shared, theme, body } = self;
        let title = escape(title);
        let robots = if robots { "" } else { "<meta name=\"robots\" content=\"noindex\">" };
        let told = |name: &str, text: &str| match text {
            "" => String::new(),
            text => format!("<meta name=\"{name}\" content=\"{}\">", escape(text)),
        };
        let (description, keywords) = (told("description", description), told("keywords", keywords));
        let canonical = canonical.map(|url| format!("<link rel=\"canonical\" href=\"{}\">", escape(&url))).unwrap_or_default();
        let alternate = |(tag, url): &(String, String)| format!("<link rel=\"alternate\" hreflang=\"{tag}\" href=\"{}\">", escape(url));
        let alternates: String = alternates.iter().map(alternate).collect();
        let share = |(name, text): &(&str, String)| format!("<meta property=\"{name}\" content=\"{}\">", escape(text));
        let shared: String = shared.iter().map(share).collect();
        let scheme = theme.map_or("light dark", Theme::code);
        let theme = theme.map(|theme| format!(" data-theme=\"{}\"", theme.code())).unwrap_or_default();
        let when = |mark: &str, script: &str| {
            if body.contains(mark) { format!("<script type=\"module\" src=\"{assets}/{script}\"></script>") } else { String::new() }
        };
        let plain: String = PLAIN.iter().map(|(mark, script)| when(mark, script)).collect();
        // Islands that help with something alone are woken by whoever goes there.
        let (islands, waiting) = (body.matches("<leptos-island").count(), body.matches(" data-wakes=").count());
        let script = if islands > 0 && islands <= waiting {
            format!("<script type=\"module\" src=\"{assets}/wake.js\"></script>")
        } else if islands > 0 {
            format!(
                "<link rel=\"modulepreload\" href=\"{assets}/{half}.js\"><link rel=\"preload\" href=\"{assets}/{half}_bg.wasm\" as=\"fetch\" type=\"application/wasm\" crossorigin>\
                 <script type=\"module\" src=\"{assets}/{half}-start.js\"></script>"
            )
        } else {
            String::new()
        };
        let body = body.strip_suffix("</body>").unwrap_or(&body);
        format!(
            "<!DOCTYPE html><html lang=\"{language}\"{theme} {BASE}=\"{base}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"{scheme}\">\
             {robots}{description}{keywords}{canonical}{alternates}{shared}\
             <link rel=\"icon\" href=\"{assets}/icon.svg\" type=\"image/svg+xml\"><link rel=\"stylesheet\" href=\"{assets}/style.css\">{plain}{script}\
             <link rel=\"expect\" href=\"#{WHOLE}\" blocking=\"render\"></head>{body}<template id=\"{WHOLE}\"></template></body></html>"
        )
    }
}

/// Text for an element or a quoted attribute.
pub fn escape(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
        out
    })
}
