//! Postal addresses: what a country asks of one, and how it is written there. Countries, their regions, postcodes and the order of lines
//! come from a library of ISO 3166 and of what posts say; only which countries want a region, and of which kinds, stands here.

use crate::{
    customers::PersonName,
    ids::AddressId,
    text::{Flaw, line},
};
use keshvar::{CountryIterator, SubdivisionType};
use regex::Regex;
use std::{collections::BTreeMap, sync::LazyLock};

/// What a country asks of an address.
struct Facts {
    /// All of a postcode; none where there are no postcodes.
    postcode: Option<Regex>,
    /// The lines of an address, with the names of its parts in double braces.
    format: &'static str,
    /// Code and name of each region of which an address must name one.
    regions: BTreeMap<&'static str, &'static str>,
}

/// Where an address names a region of these kinds. Elsewhere it may name anything, or nothing.
const REGIONS: &[(&str, &[SubdivisionType])] = &[
    ("AU", &[SubdivisionType::State, SubdivisionType::Territory]),
    ("BR", &[SubdivisionType::State, SubdivisionType::FederalDistrict]),
    ("CA", &[SubdivisionType::Province, SubdivisionType::Territory]),
    ("ES", &[SubdivisionType::Province, SubdivisionType::AutonomousCityInNorthAfrica]),
    ("IN", &[SubdivisionType::State, SubdivisionType::UnionTerritory]),
    (
        "IT",
        &[
            SubdivisionType::Province,
            SubdivisionType::AutonomousProvince,
            SubdivisionType::MetropolitanCity,
            SubdivisionType::FreeMunicipalConsortium,
            SubdivisionType::DecentralizedRegionalEntity,
        ],
    ),
    ("JP", &[SubdivisionType::Prefecture]),
    ("MX", &[SubdivisionType::State, SubdivisionType::Capital]),
    ("US", &[SubdivisionType::State, SubdivisionType::District, SubdivisionType::OutlyingArea]),
];

/// A postcode of each of these countries, as one that people can go by.
const POSTCODES: &[(&str, &str)] = &[
    ("AR", "C1425CLA"),
    ("AT", "1010"),
    ("AU", "2000"),
    ("BE", "1000"),
    ("BG", "1000"),
    ("BR", "01310-100"),
    ("CA", "K1A 0B1"),
    ("CH", "3003"),
    ("CL", "8340457"),
    ("CN", "100000"),
    ("CO", "110111"),
    ("CZ", "110 00"),
    ("DE", "10115"),
    ("DK", "1050"),
    ("EE", "10111"),
    ("ES", "28013"),
    ("FI", "00100"),
    ("FR", "75001"),
    ("GB", "SW1A 1AA"),
    ("GR", "104 31"),
    ("HR", "10000"),
    ("HU", "1051"),
    ("ID", "10110"),
    ("IE", "D02 AF30"),
    ("IL", "9103401"),
    ("IN", "110001"),
    ("IT", "00184"),
    ("JP", "100-0001"),
    ("KR", "03051"),
    ("LT", "01103"),
    ("LU", "1111"),
    ("LV", "LV-1050"),
    ("MX", "06000"),
    ("MY", "50050"),
    ("NL", "1012 AB"),
    ("NO", "0150"),
    ("NZ", "6011"),
    ("PH", "1000"),
    ("PL", "00-001"),
    ("PT", "1100-148"),
    ("RO", "010011"),
    ("SE", "111 20"),
    ("SG", "018956"),
    ("SI", "1000"),
    ("SK", "811 01"),
    ("TH", "10200"),
    ("TR", "34110"),
    ("TW", "100"),
    ("UA", "01001"),
    ("US", "94103"),
    ("VN", "100000"),
    ("ZA", "8001"),
];

/// Where the library knows no other way to write an address.
const USUAL: &str = "{{recipient}}\n{{street}}\n{{postalcode}} {{city}}\n{{region}}\n{{country}}";

static COUNTRIES: LazyLock<BTreeMap<String, Facts>> = LazyLock::new(|| {
    let facts = |country: keshvar::Country| {
        let code = country.alpha2().to_string().to_ascii_uppercase();
        let kinds = REGIONS.iter().find(|(of, _)| *of == code).map(|(_, kinds)| *kinds).unwrap_or_default();
        let regions = country.subdivisions().values().filter(|region| kinds.contains(&region.subdivision_type()));
        let postcode = country.postal_code_format().filter(|_| country.postal_code());
        let facts = Facts {
            postcode: postcode.and_then(|form| Regex::new(&format!("^(?:{form})$")).ok()),
            format: country.address_format().unwrap_or(USUAL),
            regions: regions.map(|region| (region.code(), region.name())).collect(),
        };
        (code, facts)
    };
    CountryIterator::new().map(facts).collect()
});

/// A country: two letters of ISO 3166-1, in capitals.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Country(String);

impl Country {
    /// # Errors
    /// The flaw to show at the field.
    pub fn parse(code: &str) -> Result<Self, Flaw> {
        if code.is_empty() {
            return Err(Flaw::Required);
        }
        if COUNTRIES.contains_key(code) { Ok(Self(code.to_owned())) } else { Err(Flaw::NotAChoice) }
    }

    /// All that there are, by their codes.
    pub fn all() -> impl Iterator<Item = Self> {
        COUNTRIES.keys().cloned().map(Self)
    }

    pub fn code(&self) -> &str {
        &self.0
    }

    /// The regions of which an address there must name one, by their names; none where it may name anything.
    pub fn regions(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.facts().map(|facts| facts.regions.values().copied().collect()).unwrap_or_default();
        names.sort_by_cached_key(|name| crate::text::sort_key(&name.to_lowercase()));
        names
    }

    /// Whether an address there has a postcode.
    pub fn has_postcodes(&self) -> bool {
        self.facts().is_some_and(|facts| facts.postcode.is_some())
    }

    /// A postcode there, if one is known.
    pub fn postcode(&self) -> Option<&'static str> {
        POSTCODES.iter().find(|(of, _)| *of == self.0).map(|(_, postcode)| *postcode)
    }

    fn facts(&self) -> Option<&'static Facts> {
        COUNTRIES.get(&self.0)
    }
}

/// A postal address as it is kept: it has what its country asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    pub first_name: PersonName,
    pub last_name: PersonName,
    /// Empty, if there is none; and so are the parts below that a country does not ask.
    pub company: String,
    pub street: String,
    pub street_2: String,
    pub city: String,
    pub region: String,
    pub postcode: String,
    pub country: Country,
    pub phone: String,
}

/// In characters.
pub const LONGEST_LINE: usize = 255;

/// A line that may be left empty.
///
/// # Errors
/// The flaw to show at the field.
pub fn optional_line(text: &str) -> Result<String, Flaw> {
    crate::text::optional_line(text, LONGEST_LINE)
}

/// A phone number as people write it: digits, with signs between them.
///
/// # Errors
/// The flaw to show at the field.
pub fn phone(text: &str) -> Result<String, Flaw> {
    let text = line(text, 30)?;
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let fits = text.chars().all(|c| c.is_ascii_digit() || " +-()./".contains(c));
    if fits && digits >= 4 { Ok(text) } else { Err(Flaw::NotAPhone) }
}

impl Address {
    /// With its parts spelt as the country's post spells them.
    ///
    /// # Errors
    /// What the country asks and is not there: each with its field.
    pub fn checked(mut self) -> Result<Self, Vec<(&'static str, Flaw)>> {
        let Some(facts) = self.country.facts() else { return Err(vec![("country", Flaw::NotAChoice)]) };
        let mut wrong = Vec::new();
        self.postcode = self.postcode.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase();
        if let Some(form) = &facts.postcode {
            if self.postcode.is_empty() {
                wrong.push(("postcode", Flaw::Required));
            } else if !form.is_match(&self.postcode) {
                wrong.push(("postcode", Flaw::NotAPostcode));
            }
        }
        if !facts.regions.is_empty() {
            let typed = crate::text::sort_key(&self.region.to_lowercase());
            let is_meant = |code: &str, name: &str| {
                code.eq_ignore_ascii_case(self.region.trim()) || crate::text::sort_key(&name.to_lowercase()) == typed
            };
            match facts.regions.iter().find(|(code, name)| is_meant(code, name)) {
                Some((_, name)) => self.region = (*name).to_owned(),
                None if self.region.is_empty() => wrong.push(("region", Flaw::Required)),
                None => wrong.push(("region", Flaw::NotARegionThere)),
            }
        }
        if wrong.is_empty() { Ok(self) } else { Err(wrong) }
    }

    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name.as_str(), self.last_name.as_str())
    }

    /// As it stands on a letter, in the order of its country, whose name the reader's language has.
    pub fn lines(&self, country: &str) -> Vec<String> {
        let facts = self.country.facts();
        let format = facts.map_or(USUAL, |facts| facts.format);
        let code = facts.and_then(|facts| facts.regions.iter().find(|(_, name)| **name == self.region)).map(|(code, _)| *code);
        // Where regions have numbers, as prefectures do, a letter says their names.
        let short = code.filter(|code| code.parse::<u32>().is_err()).unwrap_or(&self.region);
        let recipient = [self.full_name(), self.company.clone()].join("\n");
        let street = [self.street.as_str(), &self.street_2].join("\n");
        let parts: [(&str, &str); 7] = [
            ("{{recipient}}", &recipient),
            ("{{street}}", &street),
            ("{{postalcode}}", &self.postcode),
            ("{{city}}", &self.city),
            ("{{region_short}}", short),
            ("{{region}}", &self.region),
            ("{{country}}", country),
        ];
        // Letters of ours are not told apart where nothing stands between them.
        let format = format.replace("}}{{", "}} {{");
        let written = parts.iter().fold(format, |text, (part, value)| text.replace(part, value));
        written.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|line| !line.is_empty()).collect()
    }

    /// All of it in one line, for lists and for the record.
    pub fn in_a_line(&self) -> String {
        self.lines(self.country.code()).join(", ")
    }
}

/// A customer's addresses, in the order in which they were added.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AddressBook {
    pub entries: Vec<(AddressId, Address)>,
    /// The default addresses. The first one becomes both.
    pub billing: Option<AddressId>,
    pub shipping: Option<AddressId>,
    pub revision: i64,
}

impl AddressBook {
    /// So many addresses have room in it.
    pub const MOST: usize = 50;

    pub fn get(&self, id: AddressId) -> Option<&Address> {
        self.entries.iter().find(|(of, _)| *of == id).map(|(_, address)| address)
    }

    pub fn is_default(&self, id: AddressId) -> bool {
        self.billing == Some(id) || self.shipping == Some(id)
    }

    /// Adds an address, or changes it; and makes it a default one.
    ///
    /// # Errors
    /// [`Flaw::AddressBookFull`].
    pub fn put(&mut self, id: AddressId, address: Address, billing: bool, shipping: bool) -> Result<(), Flaw> {
        let is_full = self.entries.len() >= Self::MOST;
        match self.entries.iter_mut().find(|(of, _)| *of == id) {
            Some((_, old)) => *old = address,
            None if is_full => return Err(Flaw::AddressBookFull),
            None => self.entries.push((id, address)),
        }
        let is_first = self.entries.len() == 1;
        if billing || is_first {
            self.billing = Some(id);
        }
        if shipping || is_first {
            self.shipping = Some(id);
        }
        Ok(())
    }

    /// # Errors
    /// [`Flaw::IsDefaultAddress`]: another is to be chosen first.
    pub fn remove(&mut self, id: AddressId) -> Result<(), Flaw> {
        if self.is_default(id) {
            return Err(Flaw::IsDefaultAddress);
        }
        self.entries.retain(|(of, _)| *of != id);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
