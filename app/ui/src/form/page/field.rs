//! Fields as data. A field is declared once, in its area: its name, its label, how it is asked for and how it is read. From that
//! come the markup, the reading, what is never shown again, and what a fuzzer sends. What a page says of a field in place of
//! these words belongs to the page's [`super::Form`].

use super::{super::Advice, Form};
use crate::named::{HERE, within};
use domain::{
    stores::Language,
    text::{Flaw, Secret},
    time::Day,
};
use leptos::prelude::{AnyView, IntoAny};
use std::ops::Deref;

/// What a page calls a field in place of the field's own words: in words, or by a name that the shop has given, which is nobody's to
/// translate and may be written the other way.
#[derive(Debug, Clone)]
pub struct Caption {
    /// With [`HERE`] in the place of the name.
    words: String,
    name: Option<String>,
}

impl Caption {
    pub fn named(name: &str) -> Self {
        Self::within(HERE, name)
    }

    /// Words around a name, which stands for [`HERE`].
    pub fn within(words: impl Into<String>, name: &str) -> Self {
        Self { words: words.into(), name: Some(name.to_owned()) }
    }

    /// With more behind it.
    pub(super) fn followed_by(self, more: &str) -> Self {
        Self { words: self.words + more, ..self }
    }

    pub(super) fn shown(&self) -> AnyView {
        match &self.name {
            Some(name) => within(&self.words, name),
            None => self.words.clone().into_any(),
        }
    }
}

impl From<&str> for Caption {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

impl From<String> for Caption {
    fn from(words: String) -> Self {
        Self { words, name: None }
    }
}

/// Words in the reader's language.
pub type Words = fn(Language) -> &'static str;

/// The values of a choice and their labels.
pub type Options = fn(Language) -> Vec<(String, String)>;

/// How a field is asked for.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    Line,
    Email,
    /// A whole one. Typed as text, for what is no number must come back as it was typed.
    Number,
    /// A sum or a share: the keys of a phone have what stands before its decimals.
    Amount,
    /// A day, as `2026-11-21`; browsers show it as their reader writes days.
    Date,
    Password,
    TextArea,
    CheckBox,
    /// One of these; a page that knows the options only when it has read them offers its own.
    Choice(Options),
    /// Any of these.
    Boxes(Options),
    /// A file; it comes beside the form's texts.
    File,
    Archive,
    /// Files, one or several; they come beside the form's texts.
    Pictures,
    /// Not seen, but sent: where to go back to, which product is meant.
    Hidden,
    /// The name of the page's own buttons, if there is more than one.
    Button,
}

impl Kind {
    /// Whether nothing is sent of a field that holds nothing. What a text field holds is sent even so: if its name is missing, the
    /// reader did not empty it.
    pub const fn is_ticked(self) -> bool {
        matches!(self, Self::CheckBox | Self::Boxes(_))
    }

    /// What there is to choose from; none, where something is typed.
    pub fn options(self, language: Language) -> Vec<(String, String)> {
        match self {
            Self::Choice(options) | Self::Boxes(options) => options(language),
            Self::Line
            | Self::Email
            | Self::Number
            | Self::Amount
            | Self::Date
            | Self::Password
            | Self::TextArea
            | Self::CheckBox
            | Self::File
            | Self::Pictures
            | Self::Hidden
            | Self::Archive
            | Self::Button => Vec::new(),
        }
    }
}

/// A field, whatever it is read as.
#[derive(Debug)]
pub struct Spec {
    pub name: &'static str,
    pub label: Words,
    pub kind: Kind,
    /// What a browser may fill in: a token of the HTML standard.
    pub autocomplete: &'static str,
    pub required: bool,
    pub hint: Option<Words>,
    /// What is said of it by what stands in other fields.
    pub advice: Option<fn(&Form) -> Advice>,
    /// Never shown again, once typed.
    pub secret: bool,
    /// Few have anything to say there: as long as it is empty, its label opens it.
    pub folded: bool,
    /// What somebody might send, for whoever tries the form out.
    pub example: &'static str,
}

impl Spec {
    /// Whether somebody fills it in, and finds it again.
    pub const fn is_filled_in(&self) -> bool {
        !self.secret && !matches!(self.kind, Kind::Hidden | Kind::Button | Kind::File | Kind::Archive | Kind::Pictures)
    }
}

/// A field and how it is read: one check, from the domain.
#[derive(Debug)]
pub struct Field<T: 'static> {
    pub spec: Spec,
    pub parse: fn(&str) -> Result<T, Flaw>,
}

/// Some fields that stand together.
pub type Group = &'static [&'static Spec];

/// All fields of a form.
pub type Fields = &'static [Group];

impl<T> Deref for Field<T> {
    type Target = Spec;
    fn deref(&self) -> &Spec {
        &self.spec
    }
}

impl<T> Field<T> {
    const fn new(kind: Kind, name: &'static str, label: Words, parse: fn(&str) -> Result<T, Flaw>, example: &'static str) -> Self {
        let spec = Spec {
            name,
            label,
            kind,
            autocomplete: "off",
            required: true,
            hint: None,
            advice: None,
            secret: false,
            folded: false,
            example,
        };
        Self { spec, parse }
    }

    /// One line of text.
    pub const fn line(name: &'static str, label: Words, parse: fn(&str) -> Result<T, Flaw>) -> Self {
        Self::new(Kind::Line, name, label, parse, "Example")
    }

    pub const fn email(name: &'static str, label: Words, parse: fn(&str) -> Result<T, Flaw>) -> Self {
        Self::new(Kind::Email, name, label, parse, "name@example.com")
    }

    pub const fn number(name: &'static str, label: Words, parse: fn(&str) -> Result<T, Flaw>) -> Self {
        Self::new(Kind::Number, name, label, parse, "1")
    }

    pub const fn amount(name: &'static str, label: Words, parse: fn(&str) -> Result<T, Flaw>) -> Self {
        Self::new(Kind::Amount, name, label, parse, "9")
    }

    pub const fn text_area(name: &'static str, label: Words, parse: fn(&str) -> Result<T, Flaw>) -> Self {
        Self::new(Kind::TextArea, name, label, parse, "One line\nand another")
    }

    pub const fn choice(name: &'static str, label: Words, options: Options, parse: fn(&str) -> Result<T, Flaw>) -> Self {
        Self::new(Kind::Choice(options), name, label, parse, "")
    }

    /// A set of boxes, each read on its own.
    pub const fn boxes(name: &'static str, label: Words, options: Options, parse: fn(&str) -> Result<T, Flaw>) -> Self {
        Self::new(Kind::Boxes(options), name, label, parse, "").optional()
    }

    /// A file to be uploaded: what it is is read of [`crate::web::Asked::arrived`].
    pub const fn file(name: &'static str, label: Words, parse: fn(&str) -> Result<T, Flaw>) -> Self {
        Self::new(Kind::File, name, label, parse, "")
    }

    /// Pictures to be uploaded: what they are is read of [`crate::web::Asked::arrived`].
    pub const fn pictures(name: &'static str, label: Words, parse: fn(&str) -> Result<T, Flaw>) -> Self {
        Self::new(Kind::Pictures, name, label, parse, "")
    }

    /// An archive of files, likewise.
    pub const fn archive(name: &'static str, label: Words, parse: fn(&str) -> Result<T, Flaw>) -> Self {
        Self::new(Kind::Archive, name, label, parse, "").optional()
    }

    pub const fn hidden(name: &'static str, parse: fn(&str) -> Result<T, Flaw>) -> Self {
        Self::new(Kind::Hidden, name, |_| "", parse, "").optional()
    }

    pub const fn button(name: &'static str, parse: fn(&str) -> Result<T, Flaw>) -> Self {
        Self::new(Kind::Button, name, |_| "", parse, "").optional()
    }

    #[must_use]
    pub const fn autocomplete(mut self, token: &'static str) -> Self {
        self.spec.autocomplete = token;
        self
    }

    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.spec.required = false;
        self
    }

    /// Left out by most: as long as it is empty, its label opens it.
    #[must_use]
    pub const fn folded(mut self) -> Self {
        self.spec.folded = true;
        self.optional()
    }

    #[must_use]
    pub const fn hint(mut self, hint: Words) -> Self {
        self.spec.hint = Some(hint);
        self
    }

    /// What is said of it by what stands in other fields, in place of a hint.
    #[must_use]
    pub const fn advised(mut self, advice: fn(&Form) -> Advice) -> Self {
        self.spec.advice = Some(advice);
        self
    }

    /// Never shown again, as a password is not: a code that is used once, a token.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.spec.secret = true;
        self
    }

    #[must_use]
    pub const fn example(mut self, example: &'static str) -> Self {
        self.spec.example = example;
        self
    }
}

impl Field<bool> {
    /// One box, ticked or not.
    pub const fn check_box(name: &'static str, label: Words) -> Self {
        Self::new(Kind::CheckBox, name, label, ticked, "1").optional()
    }
}

impl Field<Day> {
    /// A day, which may be left out.
    pub const fn date(name: &'static str, label: Words) -> Self {
        Self::new(Kind::Date, name, label, |text| text.parse().map_err(|_| Flaw::NotADay), "2030-01-31").optional()
    }
}

impl Field<Secret> {
    pub const fn password(name: &'static str, label: Words) -> Self {
        Self::new(Kind::Password, name, label, secret, "correct horse battery").secret()
    }
}

fn ticked(text: &str) -> Result<bool, Flaw> {
    match text {
        "" => Ok(false),
        "1" => Ok(true),
        _ => Err(Flaw::NotAChoice),
    }
}

fn secret(text: &str) -> Result<Secret, Flaw> {
    if text.is_empty() { Err(Flaw::Required) } else { Ok(Secret::new(text)) }
}

/// What somebody might send with a form: names and values, for tests and for whoever tries to break it.
pub fn examples(fields: Fields) -> Vec<(&'static str, String)> {
    let of = |spec: &&'static Spec| {
        let first = || spec.kind.options(Language::En).into_iter().next().map(|(value, _)| value);
        let example = if spec.example.is_empty() { first().unwrap_or_default() } else { spec.example.to_owned() };
        (spec.name, example)
    };
    fields.iter().flat_map(|group| group.iter()).map(of).collect()
}
