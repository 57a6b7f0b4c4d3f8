//! The demo shop's products, as the files of the folder `catalog` say: what there is in one, and what it is called in another for each
//! language.

#[cfg(test)]
mod tests;

use domain::stores::Language;
use serde::Deserialize;
use std::{collections::BTreeMap, sync::LazyLock};

/// What is sold.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Catalog {
    pub category: Vec<Category>,
}

/// In a small shop there is what comes first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Category {
    pub key: String,
    /// What its products' SKUs begin with.
    pub sku: String,
    #[serde(default)]
    pub first: Vec<Product>,
    #[serde(default)]
    pub more: Vec<Product>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Product {
    pub key: String,
    pub cents: i64,
    pub drawing: String,
    pub hue: u16,
    #[serde(default = "plenty")]
    pub stock: u32,
    /// The keys of other categories that it stands in.
    #[serde(default)]
    pub also: Vec<String>,
    /// What follows has a whole shop alone. In cents, as is what each costs from so many pieces on.
    pub special: Option<i64>,
    pub tier: Option<(u32, i64)>,
    /// Whether it is seen from nearby and by evening as well.
    #[serde(default)]
    pub several: bool,
    /// The keys of what is shown beside it.
    #[serde(default)]
    pub related: Vec<String>,
}

fn plenty() -> u32 {
    500
}

/// What everything is called in a language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    names: Names,
    pub category: BTreeMap<String, Words>,
    pub product: BTreeMap<String, Words>,
}

/// What has one name for all views.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Names {
    pub administrators: String,
    pub support: String,
    pub auditors: String,
    pub customer_care: String,
    pub international_desk: String,
    pub main_website: String,
    pub international_website: String,
    pub main_store: String,
    pub outlet_store: String,
    pub international_store: String,
    pub not_logged_in: String,
    pub general: String,
    pub wholesale: String,
    pub retailer: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub name: String,
    pub text: String,
}

/// A language of which there is no file sees the texts of the first.
const LANGUAGES: [(&str, &str); 6] = [
    ("en", include_str!("catalog/en.toml")),
    ("de", include_str!("catalog/de.toml")),
    ("es", include_str!("catalog/es.toml")),
    ("it", include_str!("catalog/it.toml")),
    ("nl", include_str!("catalog/nl.toml")),
    ("sv", include_str!("catalog/sv.toml")),
];

#[expect(clippy::expect_used, reason = "the file is a part of the program, and a test reads it")]
static CATALOG: LazyLock<Catalog> = LazyLock::new(|| toml::from_str(include_str!("catalog/products.toml")).expect("products.toml"));

#[expect(clippy::expect_used, reason = "the files are a part of the program, and a test reads them")]
static TEXTS: LazyLock<BTreeMap<&str, Texts>> =
    LazyLock::new(|| LANGUAGES.iter().map(|(tag, file)| (*tag, toml::from_str(file).expect(tag))).collect());

pub(super) fn catalog() -> &'static Catalog {
    &CATALOG
}

pub(super) fn texts(tag: &str) -> Option<&'static Texts> {
    TEXTS.get(tag)
}

#[expect(clippy::expect_used, reason = "there is a file of the first language")]
pub(crate) fn names(language: Language) -> &'static Names {
    &texts(language.tag()).or_else(|| texts(Language::default().tag())).expect("en").names
}

impl Category {
    /// The SKU of a product behind so many.
    pub fn numbered(&self, before: usize) -> String {
        format!("{}{:02}", self.sku, before.saturating_add(1))
    }
}

impl Catalog {
    /// The products and the place of each one's category, in the order in which a shop gets them: what comes first of all categories,
    /// then the others.
    pub fn products(&self) -> impl Iterator<Item = (usize, &Product)> + Clone {
        let first = self.category.iter().enumerate().flat_map(|(place, c)| c.first.iter().map(move |p| (place, p)));
        let more = self.category.iter().enumerate().flat_map(|(place, c)| c.more.iter().map(move |p| (place, p)));
        first.chain(more)
    }

    /// The SKU of what goes by this key: its category's, and its number in it.
    pub fn sku(&self, key: &str) -> Option<String> {
        self.category.iter().find_map(|category| {
            let before = category.first.iter().chain(&category.more).position(|product| product.key == key)?;
            Some(category.numbered(before))
        })
    }

    /// How many a small shop has.
    pub fn first(&self) -> usize {
        self.category.iter().map(|c| c.first.len()).sum()
    }
}
