//! The rows of attributes, and what of a product's row says something of them.

use super::{ProductRow, attributes::row};
use crate::{
    StoreError,
    engine::table::{Index, Table},
    key, parse,
    search::Also,
};
use domain::{
    catalog::attribute::{Attribute, Choice, Input, Labelled, Value, Values, YES, words},
    ids::{AttributeId, StoreViewId},
    stores::Served,
    text::{self, Forms, Words, stems},
};
use std::{collections::BTreeSet, fmt::Display};
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const ATTRIBUTES: Table =
    Table { name: "attribute", row: AttributeRow::kind_of, indexes: &[Index::Unique("code", "code")], list: None };

/// Products that say something of an attribute are found by it, by each option, and by the words of a text.
pub(super) const SAYS: &str = "attribute";
pub(super) const OPTION: &str = "option";
pub(super) const WORD: &str = "said";

/// What a view says in place of a text for all.
#[derive(Debug, Clone, PartialEq, Eq, SurrealValue)]
pub(crate) struct OwnRow {
    view: String,
    text: String,
}

impl OwnRow {
    fn all(of: &Labelled) -> Vec<Self> {
        of.own.iter().map(|(view, text)| Self { view: view.to_string(), text: text.clone() }).collect()
    }

    fn read(all: &str, own: &[Self]) -> Result<Labelled, StoreError> {
        let of = |row: &Self| Ok((parse::<StoreViewId>(&row.view)?, row.text.clone()));
        Ok(Labelled { all: all.to_owned(), own: own.iter().map(of).collect::<Result<_, StoreError>>()? })
    }
}

/// A text for all views, and what views say in place of it.
#[derive(Debug, Clone, PartialEq, Eq, SurrealValue)]
pub(crate) struct LabelledRow {
    text: String,
    texts: Vec<OwnRow>,
}

impl LabelledRow {
    /// None where nothing is said.
    pub(super) fn of(of: &Labelled) -> Option<Self> {
        (!of.is_nothing()).then(|| Self { text: of.all.clone(), texts: OwnRow::all(of) })
    }

    pub(super) fn read(row: Option<&Self>) -> Result<Labelled, StoreError> {
        row.map_or_else(|| Ok(Labelled::default()), |row| OwnRow::read(&row.text, &row.texts))
    }

    pub(super) fn each(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.text.as_str()).chain(self.texts.iter().map(|own| own.text.as_str()))
    }
}

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct ChoiceRow {
    number: i64,
    label: String,
    labels: Vec<OwnRow>,
}

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct AttributeRow {
    id: RecordId,
    code: String,
    slot: i64,
    input: String,
    label: String,
    labels: Vec<OwnRow>,
    choices: Vec<ChoiceRow>,
    next: i64,
    position: i64,
    visible: bool,
    navigation: bool,
    search: bool,
    revision: i64,
}

impl AttributeRow {
    pub(crate) fn of(attribute: &Attribute) -> Self {
        let choice = |choice: &Choice| ChoiceRow {
            number: choice.number.into(),
            label: choice.label.all.clone(),
            labels: OwnRow::all(&choice.label),
        };
        Self {
            id: row(attribute.id),
            code: attribute.code.clone(),
            slot: attribute.slot.into(),
            input: attribute.input.code().to_owned(),
            label: attribute.label.all.clone(),
            labels: OwnRow::all(&attribute.label),
            choices: attribute.choices.iter().map(choice).collect(),
            next: attribute.next.into(),
            position: attribute.position.into(),
            visible: attribute.visible,
            navigation: attribute.navigation,
            search: attribute.search,
            revision: attribute.revision,
        }
    }

    pub(crate) fn read(&self) -> Result<Attribute, StoreError> {
        let unreadable = || StoreError::Unreadable(format!("attribute {}", self.code));
        let number = |n: i64| u32::try_from(n).map_err(|_| unreadable());
        let choice = |row: &ChoiceRow| Ok(Choice { number: number(row.number)?, label: OwnRow::read(&row.label, &row.labels)? });
        Ok(Attribute {
            id: parse(key(&self.id)?)?,
            slot: number(self.slot)?,
            code: self.code.clone(),
            input: Input::parse(&self.input).map_err(|_| unreadable())?,
            label: OwnRow::read(&self.label, &self.labels)?,
            choices: self.choices.iter().map(choice).collect::<Result<_, StoreError>>()?,
            next: number(self.next)?,
            position: number(self.position)?,
            visible: self.visible,
            navigation: self.navigation,
            search: self.search,
            revision: self.revision,
        })
    }
}

/// What a product says of an attribute: options by their numbers, or a text.
#[derive(Debug, Clone, PartialEq, Eq, SurrealValue)]
pub(crate) struct ValueRow {
    attribute: String,
    options: Vec<i64>,
    text: Option<String>,
    texts: Vec<OwnRow>,
}

impl ValueRow {
    pub(crate) fn all(values: &Values) -> Vec<Self> {
        let row = |(id, value): (&AttributeId, &Value)| {
            let bare = Self { attribute: id.to_string(), options: Vec::new(), text: None, texts: Vec::new() };
            match value {
                Value::Text(text) => Self { text: Some(text.all.clone()), texts: OwnRow::all(text), ..bare },
                Value::Chosen(numbers) => Self { options: numbers.iter().copied().map(i64::from).collect(), ..bare },
            }
        };
        values.iter().map(row).collect()
    }

    pub(super) fn read(rows: &[Self]) -> Result<Values, StoreError> {
        let value = |row: &Self| {
            let value = match &row.text {
                Some(text) => Value::Text(OwnRow::read(text, &row.texts)?),
                None => Value::Chosen(row.options.iter().filter_map(|n| u32::try_from(*n).ok()).collect()),
            };
            Ok((parse::<AttributeId>(&row.attribute)?, value))
        };
        rows.iter().map(value).collect()
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.text.as_deref().into_iter().chain(self.texts.iter().map(|own| own.text.as_str()))
    }
}

/// Products are found by an option under this.
pub(super) fn option(attribute: impl Display, number: impl Display) -> String {
    format!("{attribute} {number}")
}

/// The figure that holds a word of an attribute's options.
pub(super) fn figure(attribute: impl Display, word: u32) -> String {
    format!("has_{attribute}_{word}")
}

impl ProductRow {
    /// What it is chosen by, of what it says of attributes.
    pub(super) fn attribute_facets(&self) -> Vec<(&'static str, String)> {
        let of = |row: &ValueRow| {
            let options = row.options.iter().map(|number| (OPTION, option(&row.attribute, number)));
            let terms = text::terms(row.texts());
            let said = terms.into_iter().map(|word| (WORD, option(&row.attribute, word)));
            [(SAYS, row.attribute.clone())].into_iter().chain(options).chain(said).collect::<Vec<_>>()
        };
        self.attributes.iter().flat_map(of).collect()
    }

    /// Its options, as lists are narrowed by them.
    pub(super) fn attribute_figures(&self) -> Vec<(String, i64)> {
        let of = |row: &ValueRow| {
            let numbers: BTreeSet<u32> = row.options.iter().filter_map(|number| u32::try_from(*number).ok()).collect();
            words(&numbers).into_iter().map(|(word, bits)| (figure(&row.attribute, word), bits)).collect::<Vec<_>>()
        };
        self.attributes.iter().flat_map(of).collect()
    }
}

/// By what attributes say words are found as well, in a view: those that are used in search. A yes is found by what it is said of. There may be
/// hundreds of options: what each is called is taken apart once, however many words are searched for.
pub(super) fn also(view: &Served, words: &Words) -> Also {
    let words: Vec<(&String, BTreeSet<String>)> = words.each().iter().map(|word| (word, stems(word))).collect();
    let called = |label: &Labelled| Forms::of([label.shown_in(Some(view.id)), label.all.as_str()]);
    let mut also = Also::new();
    for of in view.attributes.iter().filter(|of| of.search) {
        let options: Vec<(Forms, u32)> = match of.input {
            Input::Text => Vec::new(),
            Input::YesNo => vec![(called(&of.label), YES)],
            Input::Dropdown | Input::MultipleSelect => of.choices.iter().map(|choice| (called(&choice.label), choice.number)).collect(),
        };
        for (word, stems) in &words {
            let meant = options.iter().filter(|(called, _)| called.have(word, stems));
            let meant = meant.map(|(_, number)| (OPTION, option(of.id, number)));
            let said = (of.input == Input::Text).then(|| (WORD, option(of.id, word)));
            also.entry((*word).clone()).or_default().extend(meant.chain(said));
        }
    }
    also
}
