//! `additional_attributes`, as Magento writes them: `colour=Blue,material=Wood|Steel`. What is not named stays as it is; what nothing stands
//! behind is emptied. A sign that belongs to a text stands behind a backslash.

use super::{Around, Wanted};
use crate::{
    catalog::{
        attribute::{Attribute, Input, Label, Labelled, NO, Value, Values, YES},
        edit::EditedProduct,
    },
    ids::StoreViewId,
    text::{Flaw, optional_line},
    transfer::{Trouble, cells::Cell},
};
use std::collections::BTreeSet;

pub(super) const COLUMN: &str = "additional_attributes";
/// Stands between several options.
const AND: char = '|';

/// Stands before a sign that is one of a text's.
const AS_IT_IS: char = '\\';

/// What a cell says: each code, and what stands behind it as it is written. Magento leaves a comma in a text as it is, so what names no code
/// belongs to what is before it.
pub(super) fn read(text: &str) -> Result<Vec<(String, String)>, Flaw> {
    let is_code = |code: &str| !code.is_empty() && code.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let mut said: Vec<(String, String)> = Vec::new();
    for part in split(text, ',') {
        if let Some((code, value)) = part.split_once('=').filter(|(code, _)| is_code(code.trim())) {
            said.push((code.trim().to_owned(), value.to_owned()));
        } else if let Some((_, value)) = said.last_mut() {
            value.push(',');
            value.push_str(&part);
        } else if !part.trim().is_empty() {
            return Err(Flaw::NotAChoice);
        }
    }
    Ok(said)
}

/// What stands between these signs, as it is written.
fn split(text: &str, at: char) -> Vec<String> {
    let (mut parts, mut part, mut letters) = (Vec::new(), String::new(), text.chars());
    while let Some(letter) = letters.next() {
        if letter == at {
            parts.push(std::mem::take(&mut part));
            continue;
        }
        part.push(letter);
        if letter == AS_IT_IS {
            part.extend(letters.next());
        }
    }
    parts.push(part);
    parts
}

/// What is meant by what is written.
fn meant(text: &str) -> String {
    let (mut plain, mut letters) = (String::with_capacity(text.len()), text.trim().chars());
    while let Some(letter) = letters.next() {
        plain.extend(if letter == AS_IT_IS { letters.next() } else { Some(letter) });
    }
    plain
}

fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        if [AS_IT_IS, ',', AND].contains(&letter) {
            written.push(AS_IT_IS);
        }
        written.push(letter);
    }
    written
}

/// All that a product says, or what a view says in place of it.
pub(super) fn written(attributes: &[Attribute], values: &Values, view: Option<StoreViewId>) -> String {
    let said = attributes.iter().filter_map(|attribute| {
        let text = match (values.get(&attribute.id)?, view) {
            (Value::Text(text), Some(view)) => escaped(text.own.get(&view)?),
            (Value::Text(text), None) => escaped(&text.all),
            (Value::Chosen(_), Some(_)) => return None,
            (Value::Chosen(numbers), None) => {
                let chosen = attribute.numbers().into_iter().filter(|number| numbers.contains(number));
                let named: Vec<String> = chosen.filter_map(|number| attribute.called(number, None, ("Yes", "No")).map(escaped)).collect();
                named.join(&AND.to_string())
            }
        };
        (!text.is_empty()).then(|| format!("{}={text}", attribute.code))
    });
    said.collect::<Vec<_>>().join(",")
}

/// Yes or no, in the words of files.
fn yes_or_no(text: &str) -> Option<u32> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "1" | "true" => Some(YES),
        "no" | "0" | "false" => Some(NO),
        _ => None,
    }
}

/// What a text makes of an attribute in place of what a product said.
fn value(of: &Attribute, text: &str, was: Option<&Value>, view: Option<StoreViewId>) -> Result<Option<Value>, Trouble> {
    let wrong = || Trouble::NoSuchOption(of.code.clone());
    if of.input != Input::Text && text.trim().is_empty() {
        return Ok(None);
    }
    let numbers: Option<BTreeSet<u32>> = match of.input {
        Input::Text => {
            let text = optional_line(&meant(text), Label::LONGEST).map_err(|flaw| Trouble::Cell(COLUMN, flaw))?;
            let stood = if let Some(Value::Text(stood)) = was { stood.clone() } else { Labelled::default() };
            let next = stood.with(view, Some(text).filter(|text| !text.is_empty()));
            return Ok((!next.is_nothing()).then_some(Value::Text(next)));
        }
        Input::YesNo => yes_or_no(&meant(text)).map(|number| [number].into()),
        Input::Dropdown => of.named(&meant(text)).map(|choice| [choice.number].into()),
        Input::MultipleSelect => split(text, AND).iter().map(|name| of.named(&meant(name)).map(|choice| choice.number)).collect(),
    };
    numbers.map(|numbers| Some(Value::Chosen(numbers))).ok_or_else(wrong)
}

impl Wanted {
    pub(super) fn attributes_onto(&self, next: &mut EditedProduct, view: Option<StoreViewId>, around: &Around<'_>) -> Result<(), Trouble> {
        let said = match &self.attributes {
            Cell::Left => return Ok(()),
            Cell::Emptied => {
                emptied(&mut next.attributes, view);
                return Ok(());
            }
            Cell::Says(said) => said,
        };
        for (code, text) in said {
            let of = around.attributes.iter().find(|of| of.code == *code).ok_or_else(|| Trouble::NoSuchAttribute(code.clone()))?;
            // Options are chosen for all views.
            if view.is_some() && of.input != Input::Text {
                return Err(Trouble::Cell(COLUMN, Flaw::OfAllViews));
            }
            match value(of, text, next.attributes.get(&of.id), view)? {
                Some(value) => drop(next.attributes.insert(of.id, value)),
                None => drop(next.attributes.remove(&of.id)),
            }
        }
        Ok(())
    }
}

fn emptied(values: &mut Values, view: Option<StoreViewId>) {
    let Some(view) = view else { return values.clear() };
    for value in values.values_mut() {
        if let Value::Text(text) = value {
            *text = text.with(Some(view), None);
        }
    }
    values.retain(|_, value| if let Value::Text(text) = value { !text.is_nothing() } else { true });
}
