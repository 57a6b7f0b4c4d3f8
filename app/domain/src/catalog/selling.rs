//! Whether and where a product is shown, what search engines are told of it, and what it goes by in a list of staff's.

use super::stock::Inventory;
use crate::text::{Flaw, line, url_words};

/// Where an enabled product is found. The address of its page works wherever it is found at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, strum::IntoStaticStr, strum::VariantNames)]
#[strum(serialize_all = "snake_case", const_into_str)]
pub enum Visibility {
    /// Not Visible Individually: it has no page.
    NotVisible,
    Catalog,
    Search,
    #[default]
    Both,
}

impl Visibility {
    pub const ALL: [Self; 4] = [Self::NotVisible, Self::Catalog, Self::Search, Self::Both];

    /// What is stored and sent; the numbers are Adobe's.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotVisible => "1",
            Self::Catalog => "2",
            Self::Search => "3",
            Self::Both => "4",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }

    /// # Errors
    /// The flaw to show at the field.
    pub fn parse(code: &str) -> Result<Self, Flaw> {
        Self::from_code(code).ok_or(Flaw::NotAChoice)
    }

    pub const fn in_catalog(self) -> bool {
        matches!(self, Self::Catalog | Self::Both)
    }

    pub const fn in_search(self) -> bool {
        matches!(self, Self::Search | Self::Both)
    }
}

/// What holds of a product in all views.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Selling {
    /// Enable Product.
    pub enabled: bool,
    pub visibility: Visibility,
    /// Stock Status.
    pub in_stock: bool,
    pub inventory: Inventory,
}

impl Default for Selling {
    fn default() -> Self {
        Self { enabled: true, visibility: Visibility::default(), in_stock: true, inventory: Inventory::default() }
    }
}

impl Selling {
    /// Whether it has a page of its own.
    pub fn has_page(&self) -> bool {
        self.enabled && self.visibility != Visibility::NotVisible
    }

    pub const fn in_catalog(&self) -> bool {
        self.enabled && self.visibility.in_catalog()
    }

    pub const fn in_search(&self) -> bool {
        self.enabled && self.visibility.in_search()
    }
}

/// The most products that are shown beside one.
pub const MOST_RELATED: usize = 20;

/// The longest stock-keeping unit, in characters.
pub const LONGEST_SKU: usize = 64;

/// A stock-keeping unit.
///
/// # Errors
/// The flaw to show at the field.
pub fn sku(text: &str) -> Result<String, Flaw> {
    line(text, LONGEST_SKU)
}

/// By what a product is known: SKUs that differ only in large and small letters are the same.
pub fn sku_key(sku: &str) -> String {
    sku.to_uppercase()
}

/// Several of them, one a line or with commas between; each once.
///
/// # Errors
/// The flaw to show at the field.
pub fn skus(text: &str) -> Result<Vec<String>, Flaw> {
    let mut skus: Vec<String> = Vec::new();
    for part in text.split(['\n', ',']).filter(|part| !part.trim().is_empty()) {
        let one = sku(part)?;
        if skus.iter().all(|known| sku_key(known) != sku_key(&one)) {
            skus.push(one);
        }
    }
    if skus.len() > MOST_RELATED { Err(Flaw::TooManyRelated) } else { Ok(skus) }
}

/// What a product is called in an address, if nobody says otherwise: nothing, where its name has no letter.
pub fn url_key_of(name: &str) -> String {
    let mut key = url_words(name);
    key.truncate(super::edit::Slug::LONGEST);
    key.trim_matches('-').to_owned()
}

/// The next one of its kind: `MUG`, `MUG-1`, `MUG-2`. What is too long for that loses its end.
pub fn numbered(text: &str, n: u32, longest: usize) -> String {
    let end = format!("-{n}");
    let kept: String = text.chars().take(longest.saturating_sub(end.len())).collect();
    format!("{}{end}", kept.trim_end_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::edit::Slug;
    use proptest::prelude::*;

    #[test]
    fn each_visibility_says_where_a_product_is_found() {
        let found = Visibility::ALL.map(|visibility| {
            let selling = Selling { visibility, ..Selling::default() };
            (selling.has_page(), selling.in_catalog(), selling.in_search())
        });
        assert_eq!(found, [(false, false, false), (true, true, false), (true, false, true), (true, true, true)]);
        let disabled = Selling { enabled: false, ..Selling::default() };
        assert!(!disabled.has_page() && !disabled.in_catalog() && !disabled.in_search());
        assert!(Visibility::ALL.into_iter().all(|v| Visibility::from_code(v.code()) == Some(v)));
    }

    #[test]
    fn related_products_are_named_by_their_skus_each_once() {
        assert_eq!(skus(" A-1, B-2\nA-1 \na-1\n"), Ok(vec!["A-1".to_owned(), "B-2".to_owned()]));
        assert_eq!(skus(""), Ok(Vec::new()));
        let many: Vec<String> = (0..=MOST_RELATED).map(|n| n.to_string()).collect();
        assert_eq!(skus(&many.join(",")), Err(Flaw::TooManyRelated));
    }

    proptest! {
        #[test]
        fn a_url_key_that_is_made_of_a_name_is_one_or_none(name in "\\PC{0,300}", n in 1..9_999_u32) {
            let key = url_key_of(&name);
            if !key.is_empty() {
                prop_assert_eq!(Slug::parse(&key).map(|s| s.as_str().to_owned()), Ok(key.clone()));
                prop_assert!(Slug::parse(&numbered(&key, n, Slug::LONGEST)).is_ok());
            }
        }

        #[test]
        fn a_numbered_sku_is_one_and_another(sku_text in "[A-Z-]{1,64}", n in 1..9_999_u32) {
            let next = numbered(&sku_text, n, LONGEST_SKU);
            let end = format!("-{n}");
            prop_assert!(sku(&next).is_ok() && next.ends_with(&end));
        }
    }

    #[test]
    fn a_url_key_is_spelt_with_plain_letters() {
        assert_eq!(url_key_of("Großer Öl-Krug  N°2!"), "grosser-ol-krug-n-2");
        assert_eq!(url_key_of("Кружка, большая"), "kruzhka-bolshaia");
        assert_eq!(url_key_of("★ ’"), "");
        for name in ["山田", "カテゴリ", "Κούπα", "कप", "ถ้วย", "كوب", "ספל", "컵"] {
            assert_ne!(url_key_of(name), "", "{name}");
        }
    }
}
