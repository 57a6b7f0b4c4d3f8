//! What came back, read as a browser reads it: no test takes markup apart by hand.

use axum::http::HeaderMap;
use html5ever::{parse_document, tendril::TendrilSink};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use ui::call::Problem;

/// What came back.
pub struct Answer {
    pub status: u16,
    pub location: String,
    pub html: String,
    pub headers: HeaderMap,
    /// As it came, for what is no page.
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn shows(&self, text: &str) -> bool {
        self.html.contains(text)
    }

    /// The problem that a call met.
    pub fn problem(&self) -> Problem {
        assert_eq!(self.headers.get("content-type").and_then(|v| v.to_str().ok()), Some("application/problem+json"), "{}", self.html);
        let problem: Problem = serde_json::from_str(&self.html).unwrap_or_else(|error| panic!("{error}: {}", self.html));
        assert_eq!(problem.status, self.status, "{}", self.html);
        problem
    }

    /// What a call answered.
    pub fn json(&self) -> serde_json::Value {
        assert_eq!(self.headers.get("content-type").and_then(|v| v.to_str().ok()), Some("application/json"), "{}", self.html);
        serde_json::from_str(&self.html).unwrap_or_else(|error| panic!("{error}: {}", self.html))
    }

    /// The value of the first input of that name. By a plain search: who measures how long something takes does not parse pages.
    pub fn input(&self, name: &str) -> Option<String> {
        let name = format!(" name=\"{name}\"");
        let inputs = self.html.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
        let input = inputs.into_iter().find(|tag| tag.contains(&name))?;
        Some(unescaped(input.split(" value=\"").nth(1)?.split('"').next()?))
    }

    /// What a browser would send of the form that posts there, if nobody touched it: names and values, in their order.
    pub fn form(&self, action: &str) -> Option<Vec<(String, String)>> {
        Some(self.forms(action).into_iter().next()?.sent)
    }

    /// Each form that posts there.
    pub fn forms(&self, action: &str) -> Vec<Form> {
        let posts = |e: &Element| e.name() == "form" && e.attr("method").as_deref() == Some("post");
        let forms = self.elements().into_iter().filter(|e| posts(e) && e.attr("action").as_deref() == Some(action));
        let parts = |form: Element| {
            let all = form.elements();
            Form {
                sent: all.iter().filter_map(Element::sent).collect(),
                open: all.iter().filter_map(Element::open).collect(),
                came_back: form.attr("data-typed").is_some(),
            }
        };
        forms.map(parts).collect()
    }

    /// The address of the first form around a button of that text, or one that begins with it.
    pub fn form_of(&self, label: &str) -> Option<String> {
        let has_button = |form: &Element| form.elements().iter().any(|e| e.name() == "button" && e.text().starts_with(label));
        self.elements().into_iter().find(|e| e.name() == "form" && has_button(e))?.attr("action")
    }

    /// The values that a choice offers.
    pub fn options(&self, name: &str) -> Vec<String> {
        let choice = self.named("select", name);
        let options = choice.map(|choice| choice.elements()).unwrap_or_default();
        options.iter().filter(|e| e.name() == "option").filter_map(|e| e.attr("value")).collect()
    }

    /// Whether the first box of that name is ticked; `None`: there is none.
    pub fn is_ticked(&self, name: &str) -> Option<bool> {
        let input = self.named("input", name)?;
        (input.attr("type").as_deref() == Some("checkbox")).then(|| input.attr("checked").is_some())
    }

    /// The texts of a table's rows, cell by cell.
    pub fn rows(&self) -> Vec<Vec<String>> {
        let cells = |row: &Element| row.elements().iter().filter(|e| ["th", "td"].contains(&&*e.name())).map(Element::text).collect();
        self.in_lists().iter().filter(|e| e.name() == "tr").map(cells).collect()
    }

    /// Where the link of this text, or one that begins with it, leads.
    pub fn link_of(&self, label: &str) -> Option<String> {
        self.elements().iter().filter(|e| e.name() == "a" && e.text().starts_with(label)).find_map(|e| e.attr("href"))
    }

    /// The first link in a list that leads below this address.
    pub fn link_below(&self, address: &str) -> Option<String> {
        self.links_below(address).into_iter().next()
    }

    /// All links in lists that lead below this address.
    pub fn links_below(&self, address: &str) -> Vec<String> {
        let prefix = format!("{address}/");
        self.in_lists().iter().filter(|e| e.name() == "a").filter_map(|e| e.attr("href")).filter(|href| href.starts_with(&prefix)).collect()
    }

    /// What an element says, by its `id`.
    pub fn text_at(&self, id: &str) -> Option<String> {
        self.elements().iter().find(|e| e.attr("id").as_deref() == Some(id)).map(Element::text)
    }

    /// What a control holds, by its `id`.
    pub fn value_at(&self, id: &str) -> Option<String> {
        self.elements().iter().find(|e| e.attr("id").as_deref() == Some(id))?.attr("value")
    }

    /// What the first element of a kind says: `h1`, `main`.
    pub fn text_of(&self, name: &str) -> Option<String> {
        self.elements().iter().find(|e| e.name() == name).map(Element::text)
    }

    /// What it says is wrong, above a form that was refused and beside its fields: each without the names in it, which are nobody's to translate.
    pub fn flaws(&self) -> Vec<String> {
        let is_flaw = |e: &Element| {
            let classes = e.attr("class").unwrap_or_default();
            e.attr("role").as_deref() == Some("alert") || classes.split_whitespace().any(|class| class == "flaw")
        };
        self.elements().iter().filter(|e| is_flaw(e)).map(Element::but_names).filter(|text| !text.trim().is_empty()).collect()
    }

    /// Where a name that is written from right to left is not set apart from what stands beside it, whose order it would change.
    pub fn not_set_apart(&self) -> Vec<String> {
        let page = parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(self.html.as_str());
        let mut found = Vec::new();
        Element { node: page.document.clone(), page: page.document }.mixes(&mut found);
        found
    }

    /// The markup of what the page itself shows, without the frame around it and without the request's own number.
    pub fn body(&self) -> String {
        let main = self.html.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).map_or("", |(main, _)| main);
        let code = self.text_of("code").unwrap_or_default();
        if code.is_empty() { main.to_owned() } else { main.replace(&code, "") }
    }

    /// The scripts that stand in the page itself, and the styles of single elements: what the policy forbids.
    pub fn inline(&self) -> usize {
        // A block of data is no script.
        let is_script = |e: &Element| e.name() == "script" && e.attr("type").as_deref() != Some("application/ld+json");
        let is_inline = |e: &Element| (is_script(e) && e.attr("src").is_none()) || e.attr("style").is_some();
        self.elements().iter().filter(|e| is_inline(e)).count()
    }

    fn named(&self, kind: &str, name: &str) -> Option<Element> {
        self.elements().into_iter().find(|e| e.name() == kind && e.attr("name").as_deref() == Some(name))
    }

    fn in_lists(&self) -> Vec<Element> {
        self.elements().iter().filter(|e| e.name() == "tbody").flat_map(Element::elements).collect()
    }

    fn elements(&self) -> Vec<Element> {
        let page = parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(self.html.as_str());
        Element { node: page.document.clone(), page: page.document }.elements()
    }
}

/// A form of a page.
pub struct Form {
    /// What a browser would send of it, if nobody touched it: names and values, in their order.
    pub sent: Vec<(String, String)>,
    /// The names of what whoever sees it can change, files apart.
    pub open: Vec<String>,
    /// Whether it says of itself that it is made of what somebody had typed.
    pub came_back: bool,
}

/// An element of a page. It holds the page: a tree that is let go takes all below it apart.
struct Element {
    node: Handle,
    page: Handle,
}

impl Element {
    fn name(&self) -> String {
        if let NodeData::Element { name, .. } = &self.node.data { name.local.to_string() } else { String::new() }
    }

    fn attr(&self, wanted: &str) -> Option<String> {
        let NodeData::Element { attrs, .. } = &self.node.data else { return None };
        attrs.borrow().iter().find(|a| &*a.name.local == wanted).map(|a| a.value.to_string())
    }

    fn children(&self) -> Vec<Self> {
        self.node.children.borrow().iter().map(|child| Self { node: child.clone(), page: self.page.clone() }).collect()
    }

    /// All elements within, in their order.
    fn elements(&self) -> Vec<Self> {
        let mut all = Vec::new();
        for child in self.children() {
            let within = child.elements();
            if matches!(child.node.data, NodeData::Element { .. }) {
                all.push(child);
            }
            all.extend(within);
        }
        all
    }

    /// All that it says, with single blanks.
    fn text(&self) -> String {
        self.raw().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn raw(&self) -> String {
        if let NodeData::Text { contents } = &self.node.data {
            return contents.borrow().to_string();
        }
        self.children().iter().map(Self::raw).collect()
    }

    /// What it says in which names of both directions stand side by side. A name that has its box for itself has nobody beside it.
    fn mixes(&self, found: &mut Vec<String>) {
        let name = self.name();
        if ["bdi", "script", "style", "textarea"].contains(&&*name) || self.attr("dir").as_deref() == Some("auto") {
            return;
        }
        let told = ["alt", "aria-label", "placeholder", "title"].iter().filter_map(|attribute| self.attr(attribute));
        found.extend(told.filter(|text| is_mixed(text)));
        let children = self.children();
        let is_box = ["dd", "dt", "h1", "h2", "h3", "label", "legend", "li", "option", "p", "td", "th", "title"].contains(&&*name);
        let parts = children.iter().filter(|child| !child.name().is_empty() || !child.raw().trim().is_empty());
        let is_alone = is_box && parts.count() == 1;
        for child in children {
            if child.name().is_empty() && !matches!(child.node.data, NodeData::Document) {
                let text = child.raw();
                if is_mixed(&text) || (!is_alone && has_leftward(&text)) {
                    found.push(text);
                }
            } else {
                child.mixes(found);
            }
        }
    }

    fn but_names(&self) -> String {
        match &*self.name() {
            "" => self.raw(),
            "bdi" => String::new(),
            _ => self.children().iter().map(Self::but_names).collect(),
        }
    }

    /// The name of a control that whoever sees it can change, and that is none for files.
    fn open(&self) -> Option<String> {
        let is_open = match (&*self.name(), self.attr("type").as_deref()) {
            ("input", kind) => !matches!(kind, Some("hidden" | "file")),
            ("select" | "textarea", _) => true,
            _ => false,
        };
        let is_locked = ["disabled", "readonly"].iter().any(|name| self.attr(name).is_some());
        self.attr("name").filter(|_| is_open && !is_locked)
    }

    /// What a control sends, if it sends anything.
    fn sent(&self) -> Option<(String, String)> {
        let (name, value) = (self.attr("name")?, self.attr("value").unwrap_or_default());
        if self.attr("disabled").is_some() {
            return None;
        }
        match (&*self.name(), self.attr("type").as_deref()) {
            ("input", Some("checkbox" | "radio")) => self.attr("checked").map(|_| (name, value)),
            ("input", _) => Some((name, value)),
            ("select", _) => {
                let options: Vec<Self> = self.elements().into_iter().filter(|e| e.name() == "option").collect();
                let chosen = options.iter().find(|e| e.attr("selected").is_some()).or(options.first())?;
                Some((name, chosen.attr("value").unwrap_or_default()))
            }
            ("textarea", _) => Some((name, self.raw())),
            _ => None,
        }
    }
}

/// A text without the names in it that invisible signs set apart (UAX #9).
fn but_isolated(text: &str) -> String {
    let parts = text.split('\u{2068}').map(|part| part.split_once('\u{2069}').map_or(part, |(_, behind)| behind));
    parts.collect()
}

fn has_leftward(text: &str) -> bool {
    but_isolated(text).chars().any(|letter| ('\u{590}'..='\u{8ff}').contains(&letter))
}

fn is_mixed(text: &str) -> bool {
    has_leftward(text) && but_isolated(text).chars().any(|letter| letter.is_ascii_alphanumeric())
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
