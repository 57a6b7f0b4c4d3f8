//! A tree by keys.

use super::Shown;
use domain::tree::walk::{Led, Line, Step, lines, step};
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::JsCast,
    web_sys::{Element, HtmlElement, js_sys::Date},
};

/// How long letters that follow one another are one word, in milliseconds.
const ONE_WORD: f64 = 700.0;

impl Shown {
    /// Asks something of the lines of the tree as they are on the page now.
    fn with_lines<T>(self, ask: impl FnOnce(&[Line<'_>]) -> T) -> T {
        let is_there = |name: &str| {
            let item = document().get_element_by_id(&self.item_id(name));
            item.and_then(|item| item.closest("li").ok()?).is_some_and(|line| !line.has_attribute("hidden"))
        };
        self.nodes.with_value(|nodes| ask(&lines(nodes, |node| is_there(&node.name), |node| untrack(|| self.is_open(&node.name)))))
    }

    pub(super) fn close_all(self) {
        self.nodes.with_value(|nodes| {
            let all = lines(nodes, |_| true, |_| true);
            self.closed.update(|closed| closed.extend(all.iter().filter(|line| line.is_open).map(|line| line.node.name.clone())));
        });
    }

    /// Whoever stood on what is not shown any more stands on the first that is.
    pub(super) fn stand_somewhere(self) {
        let first = self.with_lines(|lines| {
            let current = self.current.get_untracked();
            lines.first().filter(|_| lines.iter().all(|line| line.node.name != current)).map(|line| line.node.name.clone())
        });
        if let Some(first) = first {
            self.current.set(first);
        }
    }

    /// Whoever comes to a node by mouse or by tab goes on from there.
    pub(super) fn stand(self, event: &ev::FocusEvent) {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let item = target.and_then(|target| target.closest("[role=treeitem]").ok().flatten());
        let id = item.map(|item| item.id()).unwrap_or_default();
        let here =
            self.with_lines(|lines| lines.iter().find(|line| self.item_id(&line.node.name) == id).map(|line| line.node.name.clone()));
        if let Some(here) = here {
            self.current.set(here);
        }
    }

    pub(super) fn press(self, event: &ev::KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        self.with_lines(|lines| self.press_at(event, lines));
    }

    fn press_at(self, event: &ev::KeyboardEvent, lines: &[Line<'_>]) {
        let current = self.current.get_untracked();
        let at = lines.iter().position(|line| line.node.name == current).unwrap_or_default();
        let Some(here) = lines.get(at) else { return };
        let key = event.key();
        let wanted = match &*key {
            "ArrowDown" => Step::Next,
            "ArrowUp" => Step::Previous,
            "ArrowRight" => Step::In,
            "ArrowLeft" => Step::Out,
            "Home" => Step::First,
            "End" => Step::Last,
            // A word goes on with a blank, where a label does.
            " " if self.is_a_word_with_a_blank(lines) => Step::Word(" "),
            " " | "Enter" => {
                event.prevent_default();
                self.word_is_over();
                // As by the mouse: whatever looks at this form hears of it.
                let tick = document().get_element_by_id(&self.box_id(&here.node.name)).and_then(|e| e.dyn_into::<HtmlElement>().ok());
                if let Some(tick) = tick {
                    tick.click();
                }
                return;
            }
            "*" => {
                event.prevent_default();
                let level = lines.iter().filter(|line| line.parent == here.parent);
                self.closed.update(|closed| {
                    level.for_each(|line| {
                        closed.remove(&line.node.name);
                    });
                });
                return;
            }
            letter if letter.chars().count() == 1 => Step::Word(letter),
            _other => return,
        };
        event.prevent_default();
        let word = if let Step::Word(letter) = wanted { self.word(letter) } else { self.word_is_over() };
        let wanted = if word.is_empty() { wanted } else { Step::Word(&word) };
        match step(lines, at, wanted) {
            Led::To(to) => {
                let item = lines.get(to).and_then(|line| document().get_element_by_id(&self.item_id(&line.node.name)));
                if let Some(item) = item.and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
                    let _ = item.focus();
                }
            }
            Led::Opens(_) => self.closed.update(|closed| {
                closed.remove(&here.node.name);
            }),
            Led::Closes(_) => self.closed.update(|closed| {
                closed.insert(here.node.name.clone());
            }),
            Led::Nowhere => {}
        }
    }

    fn is_a_word_with_a_blank(self, lines: &[Line<'_>]) -> bool {
        let (word, at) = self.typed.get_value();
        let begun = format!("{} ", word.to_lowercase());
        let goes_on = || lines.iter().any(|line| line.node.label.to_lowercase().starts_with(&begun));
        !word.is_empty() && Date::now() - at < ONE_WORD && goes_on()
    }

    /// Whoever does something else in between begins another word.
    fn word_is_over(self) -> String {
        self.typed.set_value((String::new(), 0.0));
        String::new()
    }

    /// The letters up to this one that are one word.
    fn word(self, letter: &str) -> String {
        let now = Date::now();
        let (before, at) = self.typed.get_value();
        let word = if now - at < ONE_WORD { before + letter } else { letter.to_owned() };
        self.typed.set_value((word.clone(), now));
        word
    }
}
