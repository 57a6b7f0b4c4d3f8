use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn address(country: &str) -> Address {
    Address {
        first_name: PersonName::parse("Ada").unwrap(),
        last_name: PersonName::parse("Brandt").unwrap(),
        company: String::new(),
        street: "Quay Street 1".to_owned(),
        street_2: String::new(),
        city: "Harbour".to_owned(),
        region: String::new(),
        postcode: String::new(),
        country: Country::parse(country).unwrap(),
        phone: "+49 30 1234".to_owned(),
    }
}

fn with(country: &str, region: &str, postcode: &str) -> Result<Address, Vec<(&'static str, Flaw)>> {
    Address { region: region.to_owned(), postcode: postcode.to_owned(), ..address(country) }.checked()
}

#[test]
fn a_country_is_one_of_iso_3166() {
    assert!(Country::all().count() >= 240);
    for (code, flaw) in [("", Flaw::Required), ("ZZ", Flaw::NotAChoice), ("us", Flaw::NotAChoice), ("UK", Flaw::NotAChoice)] {
        assert_eq!(Country::parse(code), Err(flaw), "{code}");
    }
}

#[test]
fn each_country_asks_what_its_post_does() {
    assert_eq!(with("DE", "", "").unwrap_err(), [("postcode", Flaw::Required)]);
    assert_eq!(with("DE", "", "1011").unwrap_err(), [("postcode", Flaw::NotAPostcode)]);
    assert!(with("DE", "", " 10115 ").is_ok_and(|a| a.postcode == "10115"));
    assert!(with("HK", "", "").is_ok() && with("AE", "", "").is_ok(), "there are no postcodes there");
    assert!(with("GB", "", "sw1a  1aa").is_ok_and(|a| a.postcode == "SW1A 1AA"));
    assert_eq!(with("US", "", "94103").unwrap_err(), [("region", Flaw::Required)]);
    assert_eq!(with("US", "Bavaria", "94103-12").unwrap_err(), [("postcode", Flaw::NotAPostcode), ("region", Flaw::NotARegionThere)]);
}

#[test]
fn a_country_says_what_it_asks_and_its_examples_are_what_it_takes() {
    let country = |code| Country::parse(code).unwrap();
    for (code, postcode) in POSTCODES {
        let region = country(code).regions().first().copied().unwrap_or_default();
        assert!(country(code).has_postcodes() && with(code, region, postcode).is_ok_and(|a| a.postcode == *postcode), "{code}");
    }
    assert!(!country("HK").has_postcodes() && country("DE").regions().is_empty());
    assert_eq!(country("US").regions().first(), Some(&"Alabama"));
}

#[test]
fn a_region_is_known_by_its_code_and_by_its_name_however_it_is_typed() {
    for typed in ["CA", "ca", "California", "california"] {
        assert_eq!(with("US", typed, "94103").unwrap().region, "California", "{typed}");
    }
    for (country, postcode, region) in [
        ("CA", "K1A 0B1", "Ontario"),
        ("AU", "2000", "New South Wales"),
        ("JP", "100-0001", "Tokyo"),
        ("MX", "01000", "Jalisco"),
        ("BR", "01310-100", "SP"),
    ] {
        assert!(with(country, region, postcode).is_ok(), "{country} {region}");
    }
    for (country, _) in REGIONS {
        let regions = &Country::parse(country).unwrap().facts().unwrap().regions;
        assert!(regions.len() >= 8, "{country}: {regions:?}");
    }
    assert!(Country::parse("DE").unwrap().facts().unwrap().regions.is_empty());
}

#[test]
fn an_address_is_written_as_its_country_does() {
    let us = Address { company: "Quay Ltd".to_owned(), street_2: "Floor 2".to_owned(), ..with("US", "CA", "94103").unwrap() };
    assert_eq!(us.lines("United States"), ["Ada Brandt", "Quay Ltd", "Quay Street 1", "Floor 2", "Harbour CA 94103", "United States"]);
    assert_eq!(with("DE", "", "10115").unwrap().lines("Germany"), ["Ada Brandt", "Quay Street 1", "10115 Harbour", "Germany"]);
    assert_eq!(with("DE", "", "10115").unwrap().in_a_line(), "Ada Brandt, Quay Street 1, 10115 Harbour, DE");
    // The number of the prefecture stood there, and nothing between it, the city and the street.
    let jp = with("JP", "tokyo", "100-0001").unwrap();
    assert_eq!(jp.lines("Japan"), ["〒100-0001", "Tokyo Harbour Quay Street 1", "Ada Brandt", "Japan"]);
}

#[test]
fn the_first_address_becomes_both_defaults_and_a_default_one_is_not_deleted() {
    let id = |n| AddressId::new(Uuid::from_u128(n));
    let mut book = AddressBook::default();
    book.put(id(1), address("HK"), false, false).unwrap();
    book.put(id(2), address("AE"), false, true).unwrap();
    assert_eq!((book.billing, book.shipping), (Some(id(1)), Some(id(2))));
    assert_eq!(book.remove(id(1)), Err(Flaw::IsDefaultAddress));
    book.put(id(2), address("HK"), true, false).unwrap();
    assert_eq!((book.remove(id(1)), book.entries.len(), book.shipping), (Ok(()), 1, Some(id(2))));
    for n in 3..=51 {
        book.put(id(n), address("HK"), false, false).unwrap();
    }
    assert_eq!(book.put(id(52), address("HK"), false, false), Err(Flaw::AddressBookFull));
    assert!(book.put(id(51), address("AE"), false, false).is_ok(), "what is there can be changed");
}

#[test]
fn a_phone_number_has_digits_and_signs_between_them() {
    for good in ["+49 (0)30 / 12-34.5", "5551234", " 030 1234 "] {
        assert!(phone(good).is_ok(), "{good}");
    }
    for bad in ["", "123", "call me", "+49 30 12x4", "<b>1234</b>"] {
        assert!(phone(bad).is_err(), "{bad}");
    }
}

proptest! {
    #[test]
    fn whatever_stands_in_it_an_address_is_refused_or_written(n in 0_usize..249, region in "\\PC{0,12}", postcode in "\\PC{0,12}") {
        let country = Country::all().nth(n % Country::all().count()).unwrap();
        if let Ok(address) = with(country.code(), &region, &postcode) {
            prop_assert!(address.lines("Somewhere").len() >= 3);
        }
    }
}
