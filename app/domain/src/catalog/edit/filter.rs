//! The filters of the list of products.

use crate::catalog::attribute::MOST_ATTRIBUTES;
use std::sync::LazyLock;

/// An identifier or a SKU.
pub const CODE: &str = "code";
pub const STATUS: &str = "status";
pub const VISIBILITY: &str = "visibility";
pub const CATEGORY: &str = "category";
pub const WEBSITE: &str = "website";
pub const PRICE: &str = "price";
pub const QUANTITY: &str = "quantity";
/// Fewer pieces than staff want there to be.
pub const LOW: &str = "low";
const ALL: [&str; 8] = [CODE, STATUS, VISIBILITY, CATEGORY, WEBSITE, PRICE, QUANTITY, LOW];

/// Before the slot of an attribute.
const ATTRIBUTE: &str = "attribute-";

/// What attributes are called here, by their slots.
static ATTRIBUTES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let named = |slot: usize| -> &'static str { format!("{ATTRIBUTE}{slot}").leak() };
    (0..MOST_ATTRIBUTES).map(named).collect()
});

pub fn attributes() -> &'static [&'static str] {
    &ATTRIBUTES
}

/// The slot of the attribute that a filter is of.
pub fn slot(name: &str) -> Option<u32> {
    name.strip_prefix(ATTRIBUTE)?.parse().ok()
}

/// A filter by its name.
pub fn known(name: &str) -> Option<&'static str> {
    ALL.iter().chain(attributes()).find(|known| **known == name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_attribute_is_known_by_its_slot_and_nothing_else_is() {
        for (slot_of, name) in (0..).zip(attributes()) {
            assert_eq!((slot(name), known(name)), (Some(slot_of), Some(*name)));
        }
        assert_eq!((known(LOW), slot(LOW)), (Some(LOW), None));
        assert_eq!((known("attribute-100"), known("attribute-"), known("")), (None, None, None));
    }
}
