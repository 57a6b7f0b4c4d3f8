//! A file of addresses alone, as Magento takes them along ("Customer Addresses"): each line is one, and says by an e-mail address and a website
//! whose it is.

use super::{COLUMNS, EMAIL, WEBSITE};
use crate::transfer::cells::plain;

/// Tells such a file, and stands in the place of [`EMAIL`].
const WHOSE: &str = "_email";
/// Its columns, and what a file of customers calls them.
const CALLED: [(&str, &str); 10] = [
    (WHOSE, EMAIL),
    ("firstname", "_address_firstname"),
    ("lastname", "_address_lastname"),
    ("company", "_address_company"),
    ("street", "_address_street"),
    ("city", "_address_city"),
    ("region", "_address_region"),
    ("postcode", "_address_postcode"),
    ("country_id", "_address_country_id"),
    ("telephone", "_address_telephone"),
];

/// Its columns as a file of customers calls them; nothing, if it is no such file.
pub fn called(names: &[String]) -> Option<Vec<String>> {
    let has = |wanted: &str| names.iter().any(|name| plain(name) == wanted);
    let of_customers = |name: &String| {
        let known = plain(name);
        let found = CALLED.iter().find(|(theirs, _)| *theirs == known);
        found.map_or_else(|| name.clone(), |(_, ours)| (*ours).to_owned())
    };
    (has(WHOSE) && !has(EMAIL)).then(|| names.iter().map(of_customers).collect())
}

/// What is read of it, as a file of customers calls it: of a customer nothing but whose it is.
pub fn columns() -> Vec<&'static str> {
    let names = COLUMNS.iter().map(|column| column.name);
    names.filter(|name| [EMAIL, WEBSITE].contains(name) || name.starts_with("_address_")).collect()
}

/// What it calls a column of a file of customers.
pub fn theirs(column: &'static str) -> &'static str {
    CALLED.iter().find(|(_, ours)| *ours == column).map_or(column, |(theirs, _)| *theirs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<String> {
        line.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn a_file_of_addresses_is_told_by_its_columns_and_one_of_customers_keeps_its_own() {
        let theirs = "_website,_email,_entity_id,city,firstname,street,_address_default_billing_";
        let ours = "_website,email,_entity_id,_address_city,_address_firstname,_address_street,_address_default_billing_";
        assert_eq!(called(&names(theirs)), Some(names(ours)));
        for other in ["email,_website,firstname,_address_city", "email,_email,firstname", "sku,city"] {
            assert_eq!(called(&names(other)), None, "{other}");
        }
    }

    #[test]
    fn of_a_customer_nothing_is_read_but_whose_an_address_is() {
        let read = columns();
        assert!(CALLED.iter().all(|(_, ours)| read.contains(ours)) && read.contains(&"_address_default_shipping_"), "{read:?}");
        for of_him in ["_store", "firstname", "lastname", "created_at", "group_id", super::super::PASSWORD] {
            assert!(COLUMNS.iter().any(|column| column.name == of_him) && !read.contains(&of_him), "{of_him}");
        }
        assert_eq!(["email", "_address_city", "_website"].map(theirs), ["_email", "city", "_website"]);
    }
}
