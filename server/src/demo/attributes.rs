//! What the demo shop's products tell of themselves, as `catalog/attributes.toml` says.

use super::{catalog::Product, stores};
use domain::{
    catalog::attribute::{Attribute, Choice, Input, Labelled, NO, Value, Values, YES},
    ids::AttributeId,
    stores::Language,
};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};
use uuid::Uuid;

/// By the tags of languages.
type Words = BTreeMap<String, String>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    attribute: Vec<Told>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    code: String,
    input: String,
    words: Words,
    #[serde(default)]
    option: Vec<Opt>,
    /// The drawings of what it is said of, and of what it is not.
    #[serde(default)]
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<String>,
}

/// An option, or a text, of what is drawn so.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Opt {
    words: Words,
    #[serde(default)]
    drawings: Vec<String>,
    #[serde(default)]
    hues: Vec<(u16, u16)>,
}

impl Opt {
    fn is_of(&self, product: &Product) -> bool {
        self.drawings.contains(&product.drawing) || self.hues.iter().any(|(from, to)| (*from..=*to).contains(&product.hue))
    }
}

#[expect(clippy::expect_used, reason = "the file is a part of the program, and a test reads it")]
static FILE: LazyLock<File> = LazyLock::new(|| toml::from_str(include_str!("catalog/attributes.toml")).expect("attributes.toml"));

/// The keys of what the demo makes, as those of its stores.
fn id(n: usize) -> AttributeId {
    let n = u128::try_from(n).unwrap_or_default();
    AttributeId::new(Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0100_u128.saturating_add(n)))
}

/// In the words of the views of other languages, as far as there are any.
fn labelled(words: &Words) -> Labelled {
    let of = |tag: &str| words.get(tag).cloned();
    let abroad = stores::views().into_iter().filter(|view| view.language != Language::En);
    Labelled {
        all: of(Language::En.tag()).unwrap_or_default(),
        own: abroad.filter_map(|view| Some((view.id, of(view.language.tag())?))).collect(),
    }
}

/// An option's number is its place in the file.
fn choices(told: &Told) -> impl Iterator<Item = (u32, &Opt)> {
    (0_u32..).zip(&told.option)
}

/// All of them; none in a small shop.
pub(super) fn attributes(is_whole: bool) -> Vec<Attribute> {
    let attribute = |(n, told): (usize, &Told)| {
        let input = Input::parse(&told.input).ok()?;
        let choices: Vec<Choice> = if input.has_options() {
            choices(told).map(|(number, option)| Choice { number, label: labelled(&option.words) }).collect()
        } else {
            Vec::new()
        };
        Some(Attribute {
            id: id(n),
            slot: u32::try_from(n).ok()?,
            code: told.code.clone(),
            input,
            label: labelled(&told.words),
            next: u32::try_from(choices.len()).ok()?,
            choices,
            position: u32::try_from(n).ok()?,
            visible: true,
            navigation: input.narrows(),
            search: true,
            revision: 1,
        })
    };
    FILE.attribute.iter().filter(|_| is_whole).enumerate().filter_map(attribute).collect()
}

/// What a product says of them.
pub(super) fn values(product: &Product) -> Values {
    let value = |(n, told): (usize, &Told)| {
        let input = Input::parse(&told.input).ok()?;
        let mut own = choices(told).filter(|(_, option)| option.is_of(product));
        let value = match input {
            Input::Text => Value::Text(labelled(&own.next()?.1.words)),
            Input::Dropdown => Value::Chosen([own.next()?.0].into()),
            Input::YesNo if told.yes.contains(&product.drawing) => Value::Chosen([YES].into()),
            Input::YesNo if told.no.contains(&product.drawing) => Value::Chosen([NO].into()),
            Input::YesNo => return None,
            Input::MultipleSelect => {
                let numbers: BTreeSet<u32> = own.map(|(number, _)| number).collect();
                if numbers.is_empty() {
                    return None;
                }
                Value::Chosen(numbers)
            }
        };
        Some((id(n), value))
    };
    FILE.attribute.iter().enumerate().filter_map(value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::{catalog::catalog, drawings};
    use domain::catalog::attribute::AttributeCode;

    #[test]
    fn each_word_stands_in_six_languages_and_each_option_is_some_products() {
        let drawn: BTreeSet<&str> = drawings::names().collect();
        for told in &FILE.attribute {
            assert!(AttributeCode::parse(&told.code).is_ok() && Input::parse(&told.input).is_ok(), "{}", told.code);
            for words in told.option.iter().map(|option| &option.words).chain([&told.words]) {
                let tags: Vec<&str> = words.keys().map(String::as_str).collect();
                assert_eq!(tags, ["de", "en", "es", "it", "nl", "sv"], "{words:?}");
                assert!(words.values().all(|word| !word.is_empty() && word.trim() == word), "{words:?}");
            }
            for option in &told.option {
                let many = catalog().products().filter(|(_, product)| option.is_of(product)).count();
                assert!(many > 0, "{option:?}");
            }
            for drawing in told.option.iter().flat_map(|option| &option.drawings).chain(&told.yes).chain(&told.no) {
                assert!(drawn.contains(drawing.as_str()), "{drawing}");
            }
            assert!(told.yes.iter().all(|drawing| !told.no.contains(drawing)), "{}", told.code);
        }
    }

    #[test]
    fn every_hue_is_one_colour_and_products_say_what_is_an_option() {
        let all = attributes(true);
        let colour = all.iter().find(|attribute| attribute.code == "colour").unwrap();
        for hue in 0..360 {
            let of = FILE.attribute[0].option.iter().filter(|option| option.hues.iter().any(|(from, to)| (*from..=*to).contains(&hue)));
            assert_eq!(of.count(), 1, "{hue}");
        }
        for (_, product) in catalog().products() {
            let values = values(product);
            assert!(values.contains_key(&colour.id), "{}", product.key);
            for (id, value) in &values {
                let attribute = all.iter().find(|attribute| attribute.id == *id).unwrap();
                assert_eq!(attribute.kept(value).as_ref(), Some(value), "{}", product.key);
            }
        }
    }
}
