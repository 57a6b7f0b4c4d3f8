//! Postal addresses, as the forms that have one or two ask for them.

use super::{Field, Form};
use crate::{
    form::{Advice, Snapshot},
    format, t,
};
use domain::{
    address::{Address, Country},
    stores::Language,
};

/// What a country asks of a region.
fn region(language: Language, country: Option<Country>) -> Advice {
    let regions = country.as_ref().map(Country::regions).unwrap_or_default();
    let hint = match (&country, regions.first()) {
        (_, Some(first)) => t!(language, customers.address.region_example, example = *first),
        (Some(_), None) => String::new(),
        (None, None) => t!(language, customers.address.region_hint).to_owned(),
    };
    let required = !regions.is_empty();
    Advice { hint, required, options: Some(regions.into_iter().map(str::to_owned).collect()), ..Advice::default() }
}

/// What a country asks of a postcode.
fn postcode(language: Language, country: Option<Country>) -> Advice {
    let required = country.as_ref().is_some_and(Country::has_postcodes);
    let hint = match &country {
        Some(country) if !required => t!(language, customers.address.no_postcodes, country = format::country(language, country.code())),
        Some(country) => country.postcode().map(|example| t!(language, customers.address.example, example = example)).unwrap_or_default(),
        None => String::new(),
    };
    Advice { hint, required, ..Advice::default() }
}

/// The fields of an address. What stands before their names, and before the tokens of HTML that tell browsers what to fill in, tells two
/// addresses of one form from each other.
macro_rules! fields {
    ($module:ident, $before:literal, $section:literal) => {
        pub mod $module {
            use super::{
                super::{Field, Form, Group, Spec},
                postcode, region,
            };
            use crate::{format, t};
            use domain::{
                address::{Address, Country, LONGEST_LINE, optional_line, phone},
                customers::PersonName,
                text::line,
            };

            pub(super) const FIRST_NAME: Field<PersonName> =
                Field::line(concat!($before, "first_name"), |l| t!(l, customers.account.first_name), PersonName::parse)
                    .autocomplete(concat!($section, "given-name"))
                    .example("Ada");
            pub(super) const LAST_NAME: Field<PersonName> =
                Field::line(concat!($before, "last_name"), |l| t!(l, customers.account.last_name), PersonName::parse)
                    .autocomplete(concat!($section, "family-name"))
                    .example("Brandt");
            pub(super) const COMPANY: Field<String> =
                Field::line(concat!($before, "company"), |l| t!(l, customers.address.company), optional_line)
                    .autocomplete(concat!($section, "organization"))
                    .folded();
            pub(super) const STREET: Field<String> =
                Field::line(concat!($before, "street"), |l| t!(l, customers.address.street), |text| line(text, LONGEST_LINE))
                    .autocomplete(concat!($section, "address-line1"));
            pub(super) const STREET_2: Field<String> =
                Field::line(concat!($before, "street_2"), |l| t!(l, customers.address.street_2), optional_line)
                    .autocomplete(concat!($section, "address-line2"))
                    .folded();
            pub(super) const COUNTRY: Field<Country> =
                Field::choice(concat!($before, "country"), |l| t!(l, customers.address.country), format::countries, Country::parse)
                    .autocomplete(concat!($section, "country"))
                    .example("DE");
            pub(super) const REGION: Field<String> =
                Field::line(concat!($before, "region"), |l| t!(l, customers.address.region), optional_line)
                    .autocomplete(concat!($section, "address-level1"))
                    .advised(|form| region(form.language, form.country_in(&COUNTRY)))
                    .optional();
            pub(super) const CITY: Field<String> =
                Field::line(concat!($before, "city"), |l| t!(l, customers.address.city), |text| line(text, LONGEST_LINE))
                    .autocomplete(concat!($section, "address-level2"));
            pub(super) const POSTCODE: Field<String> =
                Field::line(concat!($before, "postcode"), |l| t!(l, customers.address.postcode), optional_line)
                    .autocomplete(concat!($section, "postal-code"))
                    .example("10115")
                    .advised(|form| postcode(form.language, form.country_in(&COUNTRY)))
                    .optional();
            pub(super) const PHONE: Field<String> = Field::line(concat!($before, "phone"), |l| t!(l, customers.address.phone), phone)
                .autocomplete(concat!($section, "tel"))
                .example("030 1234567");

            /// Who is reached.
            pub const PERSON: Group = &[&FIRST_NAME.spec, &LAST_NAME.spec, &COMPANY.spec, &PHONE.spec];
            /// Where.
            pub const PLACE: Group = &[&STREET.spec, &STREET_2.spec, &COUNTRY.spec, &REGION.spec, &CITY.spec, &POSTCODE.spec];

            /// The address that was typed, as its country's post writes it; `None` if something is wrong with it, which is remembered.
            pub fn read(form: &mut Form) -> Option<Address> {
                let (first_name, last_name, company) = (form.get(&FIRST_NAME), form.get(&LAST_NAME), form.get(&COMPANY));
                let (street, street_2, city) = (form.get(&STREET), form.get(&STREET_2), form.get(&CITY));
                let (country, region, postcode, phone) = (form.get(&COUNTRY), form.get(&REGION), form.get(&POSTCODE), form.get(&PHONE));
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
                let mut note = |of: &str, flaw| {
                    let named = |spec: &&&Spec| spec.name.strip_prefix($before) == Some(of);
                    if let Some(spec) = PERSON.iter().chain(PLACE).find(named) {
                        form.note(spec.name, flaw);
                    }
                };
                address.checked().map_err(|wrong| wrong.into_iter().for_each(|(of, flaw)| note(of, flaw))).ok()
            }
        }
    };
}

fields!(own, "", "");
fields!(billing, "billing_", "billing ");

use own::{CITY, COMPANY, COUNTRY, FIRST_NAME, LAST_NAME, PHONE, POSTCODE, REGION, STREET, STREET_2};
pub use own::{PERSON, PLACE};

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
        if code.is_empty() { self } else { self.filled(&COUNTRY, code).filled(&billing::COUNTRY, code) }
    }

    /// The country that was chosen, whatever else is typed.
    pub fn country(&self) -> Option<Country> {
        self.country_in(&COUNTRY)
    }

    fn country_in(&self, field: &Field<Country>) -> Option<Country> {
        Country::parse(self.value(field)).ok()
    }

    /// See [`own::read`].
    pub fn address(&mut self) -> Option<Address> {
        own::read(self)
    }
}
