//! Attributes: what a shop tells of its products beside texts and prices, such as a colour or what something is made of. Whatever a product
//! says of an attribute or of an option that is gone is nobody's: it is told nowhere, and found by nothing.

mod narrowing;
mod saying;

pub use narrowing::{Narrows, Picked, in_address, of_address, words};
pub use saying::{said, with_set};

use crate::{
    ids::{AttributeId, StoreViewId},
    text::{Flaw, checked_text, line},
};
use std::collections::{BTreeMap, BTreeSet};

checked_text! {
    /// What an attribute goes by in files: small letters, digits and underscores, the first a letter, at most 60 of them. What a product has
    /// of itself is none.
    AttributeCode, code
}

impl AttributeCode {
    /// In characters.
    pub const LONGEST: usize = 60;
}

/// What a product has of itself, as files call it.
const RESERVED: [&str; 53] = [
    "additional_attributes",
    "additional_image_labels",
    "additional_images",
    "allow_backorders",
    "attribute_set_code",
    "base_image",
    "base_image_label",
    "categories",
    "category_ids",
    "created_at",
    "description",
    "entity_id",
    "hide_from_product_page",
    "id",
    "is_in_stock",
    "manage_stock",
    "max_cart_qty",
    "meta_description",
    "meta_keywords",
    "meta_title",
    "min_cart_qty",
    "name",
    "notify_on_stock_below",
    "out_of_stock_qty",
    "price",
    "product_online",
    "product_type",
    "product_websites",
    "qty",
    "quantity",
    "related_skus",
    "short_description",
    "sku",
    "small_image",
    "small_image_label",
    "special_price",
    "special_price_from_date",
    "special_price_to_date",
    "status",
    "store_view_code",
    "tax_class_name",
    "thumbnail_image",
    "thumbnail_image_label",
    "type_id",
    "updated_at",
    "url_key",
    "use_config_backorders",
    "use_config_manage_stock",
    "use_config_max_sale_qty",
    "use_config_min_qty",
    "use_config_min_sale_qty",
    "use_config_notify_stock_qty",
    "visibility",
];

fn code(text: &str) -> Result<String, Flaw> {
    let text = line(text, AttributeCode::LONGEST)?;
    let fits = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !fits || !text.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Err(Flaw::NotACode);
    }
    if RESERVED.contains(&text.as_str()) { Err(Flaw::Taken) } else { Ok(text) }
}

checked_text! {
    /// What an attribute or an option is called, and what a product says of a text: one line of at most 255 characters.
    Label, |text| line(text, Label::LONGEST)
}

impl Label {
    /// In characters.
    pub const LONGEST: usize = 255;
}

/// How it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Input {
    Text,
    YesNo,
    MultipleSelect,
    Dropdown,
}

impl Input {
    pub const ALL: [Self; 4] = [Self::Text, Self::YesNo, Self::MultipleSelect, Self::Dropdown];

    /// What is stored and sent; the names are Adobe's.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::YesNo => "boolean",
            Self::MultipleSelect => "multiselect",
            Self::Dropdown => "select",
        }
    }

    /// # Errors
    /// The flaw to show at the field.
    pub fn parse(code: &str) -> Result<Self, Flaw> {
        Self::ALL.into_iter().find(|known| known.code() == code).ok_or(Flaw::NotAChoice)
    }

    /// Whether there are options to choose among that staff make.
    pub const fn has_options(self) -> bool {
        matches!(self, Self::MultipleSelect | Self::Dropdown)
    }

    /// Whether lists can be narrowed by it.
    pub const fn narrows(self) -> bool {
        !matches!(self, Self::Text)
    }
}

/// A text for all views, and what views say in place of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Labelled {
    pub all: String,
    pub own: BTreeMap<StoreViewId, String>,
}

impl Labelled {
    pub fn new(all: impl Into<String>) -> Self {
        Self { all: all.into(), own: BTreeMap::new() }
    }

    /// As a view shows it, or as it stands for all.
    pub fn shown_in(&self, view: Option<StoreViewId>) -> &str {
        view.and_then(|view| self.own.get(&view)).unwrap_or(&self.all)
    }

    /// What a view says itself; or what is said for all.
    pub fn said_in(&self, view: Option<StoreViewId>) -> Option<&str> {
        view.map_or(Some(&self.all), |view| self.own.get(&view)).map(String::as_str)
    }

    /// With something else for all, where nothing is an empty text, or for a view, where nothing is "Use Default".
    #[must_use]
    pub fn with(&self, view: Option<StoreViewId>, text: Option<String>) -> Self {
        let mut next = self.clone();
        match (view, text) {
            (None, text) => next.all = text.unwrap_or_default(),
            (Some(view), Some(text)) => drop(next.own.insert(view, text)),
            (Some(view), None) => drop(next.own.remove(&view)),
        }
        next
    }

    /// Whether nothing is said anywhere.
    pub fn is_nothing(&self) -> bool {
        self.all.is_empty() && self.own.is_empty()
    }
}

/// Something to choose. Its number is its own for good: products name it, and no other of its attribute ever has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub number: u32,
    pub label: Labelled,
}

/// So many attributes a shop has at most.
pub const MOST_ATTRIBUTES: usize = 100;
/// So many options an attribute has in all its life.
pub const MOST_CHOICES: u32 = 300;
/// What a product says where it can be yes or no, as numbers of options.
pub const NO: u32 = 0;
pub const YES: u32 = 1;

/// An attribute, in whatever way a product says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    pub id: AttributeId,
    /// Counts from 0: the fields of forms go by it.
    pub slot: u32,
    pub code: String,
    pub input: Input,
    pub label: Labelled,
    /// In the order in which they are shown.
    pub choices: Vec<Choice>,
    /// The number of the next option.
    pub next: u32,
    /// Where it stands among the others.
    pub position: u32,
    /// Visible on Catalog Pages on Storefront.
    pub visible: bool,
    /// Use in Layered Navigation.
    pub navigation: bool,
    /// Use in Search.
    pub search: bool,
    pub revision: i64,
}

impl Attribute {
    /// Before which others it comes.
    pub fn rank(&self) -> (u32, String) {
        (self.position, self.code.clone())
    }

    pub fn choice(&self, number: u32) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.number == number)
    }

    /// Whether lists are narrowed by it.
    pub const fn narrows(&self) -> bool {
        self.navigation && self.input.narrows()
    }

    /// The numbers of what can be chosen, in their order.
    pub fn numbers(&self) -> Vec<u32> {
        match self.input {
            Input::Text => Vec::new(),
            Input::YesNo => vec![YES, NO],
            Input::MultipleSelect | Input::Dropdown => self.choices.iter().map(|choice| choice.number).collect(),
        }
    }

    /// What an option is called in a view; `yes` and `no` are the words for it there.
    pub fn called<'a>(&'a self, number: u32, view: Option<StoreViewId>, (yes, no): (&'a str, &'a str)) -> Option<&'a str> {
        match (self.input, number) {
            (Input::YesNo, YES) => Some(yes),
            (Input::YesNo, NO) => Some(no),
            (Input::YesNo | Input::Text, _) => None,
            (Input::MultipleSelect | Input::Dropdown, number) => self.choice(number).map(|choice| choice.label.shown_in(view)),
        }
    }

    /// What a product says of it in a view, each by itself: readers' languages list it.
    pub fn said(&self, value: &Value, view: Option<StoreViewId>, words: (&str, &str)) -> Vec<String> {
        let mut said: Vec<String> = match value {
            Value::Text(text) if self.input == Input::Text => vec![text.shown_in(view).to_owned()],
            Value::Text(_) => Vec::new(),
            Value::Chosen(numbers) => {
                let chosen = self.numbers().into_iter().filter(|number| numbers.contains(number));
                chosen.filter_map(|number| self.called(number, view, words)).map(str::to_owned).collect()
            }
        };
        said.retain(|text| !text.is_empty());
        said
    }

    /// The same as the record has it; nothing where that is nothing.
    pub fn told(&self, value: &Value, view: Option<StoreViewId>, words: (&str, &str)) -> Option<String> {
        let said = self.said(value, view, words);
        (!said.is_empty()).then(|| said.join(", "))
    }

    /// The option that is called like that, for all or in a view.
    pub fn named(&self, name: &str) -> Option<&Choice> {
        let is_called = |choice: &&Choice| choice.label.all == name || choice.label.own.values().any(|own| own == name);
        self.choices.iter().find(|choice| choice.label.all == name).or_else(|| self.choices.iter().find(is_called))
    }

    /// With further options behind those that are there, each called like that.
    ///
    /// # Errors
    /// [`Flaw::Taken`]: two would be called alike. [`Flaw::TooMany`].
    pub fn with_choices(&self, labels: impl IntoIterator<Item = Label>) -> Result<Self, Flaw> {
        let mut next = self.clone();
        for label in labels {
            if next.next >= MOST_CHOICES {
                return Err(Flaw::TooMany(MOST_CHOICES));
            }
            next.choices.push(Choice { number: next.next, label: Labelled::new(label.as_str()) });
            next.next = next.next.saturating_add(1);
        }
        next.told_apart().map(|()| next)
    }

    /// Files name options by what they are called for all.
    ///
    /// # Errors
    /// [`Flaw::Taken`].
    pub fn told_apart(&self) -> Result<(), Flaw> {
        let names: BTreeSet<&str> = self.choices.iter().map(|choice| choice.label.all.as_str()).collect();
        if names.len() == self.choices.len() { Ok(()) } else { Err(Flaw::Taken) }
    }

    /// A value as far as it is one of this attribute's.
    pub fn kept(&self, value: &Value) -> Option<Value> {
        match value {
            Value::Text(text) => (self.input == Input::Text && !text.is_nothing()).then(|| value.clone()),
            Value::Chosen(numbers) => {
                let known: BTreeSet<u32> = self.numbers().into_iter().filter(|number| numbers.contains(number)).collect();
                (!known.is_empty()).then_some(Value::Chosen(known))
            }
        }
    }
}

/// Several options, one a line, each once.
///
/// # Errors
/// The flaw to show at the field.
pub fn labels(text: &str) -> Result<Vec<Label>, Flaw> {
    let mut labels: Vec<Label> = Vec::new();
    for text in text.split('\n').filter(|text| !text.trim().is_empty()) {
        let label = Label::parse(text)?;
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    Ok(labels)
}

/// What a product says of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(Labelled),
    /// Numbers of options, of which there is one at least.
    Chosen(BTreeSet<u32>),
}

/// What a product says, of the attributes that it says something of.
pub type Values = BTreeMap<AttributeId, Value>;

/// A slot that no attribute has: behind all, as long as there is one, for a page that is open may still show one that is gone.
pub fn free_slot(attributes: &[Attribute]) -> Option<u32> {
    let most = u32::try_from(MOST_ATTRIBUTES).unwrap_or(u32::MAX);
    let behind = attributes.iter().map(|attribute| attribute.slot.saturating_add(1)).max().unwrap_or_default();
    (behind..most).chain(0..behind).find(|slot| attributes.iter().all(|attribute| attribute.slot != *slot))
}

#[cfg(test)]
pub(crate) mod tests;
