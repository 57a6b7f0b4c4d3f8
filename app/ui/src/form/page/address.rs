//! A postal address, as the forms that have one ask for it.

use super::{
    Field, Form, Group,
    groups::{FIRST_NAME, LAST_NAME},
};
use crate::{form::Snapshot, format, t};
use domain::{
    address::{Address, Country, LONGEST_LINE, optional_line, phone},
    text::line,
};

const COMPANY: Field<String> =
    Field::line("company", |l| t!(l, customers.address.company), optional_line).autocomplete("organization").optional();
const STREET: Field<String> =
    Field::line("street", |l| t!(l, customers.address.street), |text| line(text, LONGEST_LINE)).autocomplete("address-line1");
const STREET_2: Field<String> =
    Field::line("street_2", |l| t!(l, customers.address.street_2), optional_line).autocomplete("address-line2").optional();
const COUNTRY: Field<Country> =
    Field::choice("country", |l| t!(l, customers.address.country), format::countries, Country::parse).autocomplete("country").example("DE");
const REGION: Field<String> = Field::line("region", |l| t!(l, customers.address.region), optional_line)
    .autocomplete("address-level1")
    .hint(|l| t!(l, customers.address.region_hint))
    .optional();
const CITY: Field<String> =
    Field::line("city", |l| t!(l, customers.address.city), |text| line(text, LONGEST_LINE)).autocomplete("address-level2");
const POSTCODE: Field<String> =
    Field::line("postcode", |l| t!(l, customers.address.postcode), optional_line).autocomplete("postal-code").example("10115").optional();
const PHONE: Field<String> = Field::line("phone", |l| t!(l, customers.address.phone), phone).autocomplete("tel").example("030 1234567");

/// Who is reached.
pub const PERSON: Group = &[&FIRST_NAME.spec, &LAST_NAME.spec, &COMPANY.spec, &PHONE.spec];
/// Where.
pub const PLACE: Group = &[&STREET.spec, &STREET_2.spec, &COUNTRY.spec, &REGION.spec, &CITY.spec, &POSTCODE.spec];

impl Snapshot {
    /// What a form of an address shows of one.
    #[must_use]
    pub fn with_address(self, address: &Address) -> Self {
        self.with(&FIRST_NAME, address.first_name.as_str())
            .with(&LAST_NAME, address.last_name.as_str())
            .with(&COMPANY, &address.company)
            .with(&PHONE, &address.phone)
            .with(&STREET, &address.street)
            .with(&STREET_2, &address.street_2)
            .with(&COUNTRY, address.country.code())
            .with(&REGION, &address.region)
            .with(&CITY, &address.city)
            .with(&POSTCODE, &address.postcode)
    }
}

impl Form {
    /// With this country chosen beforehand.
    #[must_use]
    pub fn in_country(self, code: &str) -> Self {
        if code.is_empty() { self } else { self.filled(&COUNTRY, code) }
    }

    /// The address that was typed, as its country's post writes it; `None` if something is wrong with it, which is remembered.
    pub fn address(&mut self) -> Option<Address> {
        let (first_name, last_name, company) = (self.get(&FIRST_NAME), self.get(&LAST_NAME), self.get(&COMPANY));
        let (street, street_2, city) = (self.get(&STREET), self.get(&STREET_2), self.get(&CITY));
        let (country, region, postcode, phone) = (self.get(&COUNTRY), self.get(&REGION), self.get(&POSTCODE), self.get(&PHONE));
        let address = Address {
            first_name: first_name?,
            last_name: last_name?,
            company: company?,
            street: street?,
            street_2: street_2?,
            city: city?,
            region: region?,
            postcode: postcode?,
            country: country?,
            phone: phone?,
        };
        match address.checked() {
            Ok(address) => Some(address),
            Err(wrong) => {
                wrong.into_iter().for_each(|(field, flaw)| self.note(field, flaw));
                None
            }
        }
    }
}
