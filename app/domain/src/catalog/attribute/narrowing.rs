//! Lists that are narrowed by options: each product has its own as bits, in words that stand one behind the other.

use super::Attribute;
use crate::ids::AttributeId;
use std::collections::{BTreeMap, BTreeSet};

/// Options as bits: so many in a number.
const BITS: u32 = 63;

/// These options as words of bits, by the place of each word.
pub fn words(numbers: &BTreeSet<u32>) -> BTreeMap<u32, i64> {
    let mut words: BTreeMap<u32, i64> = BTreeMap::new();
    for number in numbers {
        *words.entry(number / BITS).or_default() |= bit(*number);
    }
    words
}

/// An option, as it stands in an address: no code has a hyphen.
pub fn in_address(code: &str, number: u32) -> String {
    format!("{code}-{number}")
}

/// The code and the number that [`in_address`] was made of.
pub fn of_address(text: &str) -> Option<(&str, u32)> {
    let (code, number) = text.rsplit_once('-')?;
    Some((code, number.parse().ok()?))
}

/// The bit of an option in its word.
pub(super) fn bit(number: u32) -> i64 {
    1_i64.checked_shl(number % BITS).unwrap_or_default()
}

/// An attribute by which a list is narrowed, and where its words stand among those of all that do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Narrows {
    pub attribute: AttributeId,
    pub first: usize,
    /// How many words there are of it.
    pub words: u32,
    pub numbers: Vec<u32>,
}

impl Narrows {
    /// Those of a shop, in their order.
    pub fn all(attributes: &[Attribute]) -> Vec<Self> {
        let (mut all, mut first) = (Vec::new(), 0_usize);
        for attribute in attributes.iter().filter(|attribute| attribute.narrows()) {
            let numbers = attribute.numbers();
            let words = numbers.iter().max().map_or(0, |last| (last / BITS).saturating_add(1));
            all.push(Self { attribute: attribute.id, first, words, numbers });
            first = first.saturating_add(usize::try_from(words).unwrap_or_default());
        }
        all
    }

    /// The options that a product with these words has.
    pub fn each(&self, words: &[i64], mut tell: impl FnMut(u32)) {
        for (word, first) in words.iter().skip(self.first).zip(0..self.words) {
            let mut rest = *word;
            while rest != 0 {
                tell(first.saturating_mul(BITS).saturating_add(rest.trailing_zeros()));
                rest &= rest.wrapping_sub(1);
            }
        }
    }

    /// Those of its options that somebody picked; nothing, if none of them is one.
    pub fn picked(&self, numbers: impl IntoIterator<Item = u32>) -> Option<Picked> {
        let numbers: BTreeSet<u32> = numbers.into_iter().filter(|number| self.numbers.contains(number)).collect();
        let bits = words(&numbers);
        let words = (0..self.words).map(|word| bits.get(&word).copied().unwrap_or_default()).collect();
        (!numbers.is_empty()).then_some(Picked { attribute: self.attribute, first: self.first, numbers, words })
    }
}

/// Options of an attribute of which a product is to have one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picked {
    pub attribute: AttributeId,
    pub numbers: BTreeSet<u32>,
    first: usize,
    words: Vec<i64>,
}

impl Picked {
    pub fn takes(&self, words: &[i64]) -> bool {
        let own = words.iter().skip(self.first);
        self.words.iter().zip(own).any(|(wanted, has)| wanted & has != 0)
    }
}
