//! Customers with their addresses, in one file: a line for a customer with his first address, and one without an e-mail address for each
//! further one.

pub mod addresses;

use super::{
    Trouble,
    cells::{Cell, Column, Header, Line, flag},
    hash::ForeignHash,
    times,
};
use crate::{
    address::{Address, AddressBook, Country, optional_line, phone},
    customers::{Customer, Email, PersonName},
    ids::AddressId,
    text::{Flaw, line, whole},
    time::Moment,
};

pub const EMAIL: &str = "email";
pub const PASSWORD: &str = "password_hash";
const WEBSITE: &str = "_website";
const MOST_GROUPS: u32 = 999_999;

/// What a file says of a customer.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub row: i64,
    pub email: Email,
    /// Codes: of his website, and of the view in whose name he is written to, if that is not the website's own.
    pub website: String,
    pub view: String,
    /// What a new one needs.
    pub first_name: Option<PersonName>,
    pub last_name: Option<PersonName>,
    pub created: Option<Moment>,
    /// The number of the group that he is in.
    pub group: Option<u32>,
    /// Only of one who has no password yet.
    pub password: Option<ForeignHash>,
    pub addresses: Vec<WantedAddress>,
    /// Whether nothing else is said of him: he has to be there.
    pub is_of_addresses: bool,
}

/// An address, and what it is to be the default for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedAddress {
    pub row: i64,
    pub address: Address,
    pub billing: bool,
    pub shipping: bool,
}

/// What a line says.
#[derive(Default)]
pub struct Said {
    email: String,
    website: String,
    view: String,
    first_name: Cell<PersonName>,
    last_name: Cell<PersonName>,
    created: Cell<Moment>,
    group: Cell<u32>,
    password: Cell<ForeignHash>,
    address: SaidAddress,
    billing: bool,
    shipping: bool,
}

/// What it says of an address; empty parts are not there.
#[derive(Default)]
struct SaidAddress {
    first_name: Cell<PersonName>,
    last_name: Cell<PersonName>,
    company: String,
    street: String,
    city: String,
    region: String,
    postcode: String,
    country: String,
    phone: String,
}

/// A line as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// None in the lines of further addresses.
    customer: Option<Customer>,
    website: String,
    view: String,
    group: Option<i64>,
    /// And whether it is the default for bills and parcels.
    address: Option<(Address, bool, bool)>,
}

/// The lines of a customer, whose website and view have these codes, and his group this number.
pub fn written(customer: Customer, (website, view): (&str, &str), group: Option<i64>, book: AddressBook) -> Vec<Written> {
    let (billing, shipping) = (book.billing, book.shipping);
    let of = |(id, address): (AddressId, Address)| (address, billing == Some(id), shipping == Some(id));
    let mut addresses = book.entries.into_iter().map(of);
    let blank = Written { customer: None, website: website.to_owned(), view: view.to_owned(), group, address: None };
    let first = Written { customer: Some(customer), address: addresses.next(), ..blank.clone() };
    [first].into_iter().chain(addresses.map(|address| Written { address: Some(address), ..blank.clone() })).collect()
}

impl Written {
    fn of_customer(&self, text: impl FnOnce(&Customer) -> String) -> String {
        self.customer.as_ref().map(text).unwrap_or_default()
    }

    fn of_address(&self, text: impl FnOnce(&Address) -> String) -> String {
        self.address.as_ref().map(|(address, ..)| text(address)).unwrap_or_default()
    }

    fn flag(&self, is_it: impl FnOnce(&(Address, bool, bool)) -> bool) -> String {
        self.address.as_ref().map(|address| u8::from(is_it(address)).to_string()).unwrap_or_default()
    }
}

fn short(text: &str) -> Result<String, Flaw> {
    line(text, 60)
}

fn hash(text: &str) -> Result<ForeignHash, Flaw> {
    ForeignHash::parse(text).ok_or(Flaw::NotAHash)
}

fn streets(address: &Address) -> String {
    [address.street.as_str(), &address.street_2].iter().filter(|line| !line.is_empty()).copied().collect::<Vec<_>>().join("\n")
}

macro_rules! sets {
    ($($place:ident).+, $how:ident, $parse:expr) => {
        |said: &mut Said, cell| {
            said.$($place).+ = cell.$how($parse)?;
            Ok(())
        }
    };
    ($($place:ident).+, $parse:expr) => {
        |said: &mut Said, cell| {
            said.$($place).+ = cell.parsed($parse)?.said().unwrap_or_default();
            Ok(())
        }
    };
}

/// Another one is a line here.
pub const COLUMNS: &[Column<Said, Written>] = &[
    Column::text(EMAIL, sets!(email, |text| Email::parse(text).map(|email| email.to_string())), |w| w.of_customer(|c| c.email.clone())),
    Column::text(WEBSITE, sets!(website, short), |w| w.of_customer(|_| w.website.clone())),
    Column::text("_store", sets!(view, short), |w| w.of_customer(|_| w.view.clone())),
    Column::text("firstname", sets!(first_name, needed, PersonName::parse), |w| w.of_customer(|c| c.first_name.clone())),
    Column::text("lastname", sets!(last_name, needed, PersonName::parse), |w| w.of_customer(|c| c.last_name.clone())),
    Column::number("created_at", sets!(created, needed, times::read), |w| w.of_customer(|c| times::written(c.created))),
    Column::number("group_id", sets!(group, needed, |text| whole(text, 0, MOST_GROUPS)), |w| {
        w.of_customer(|_| w.group.map(|number| number.to_string()).unwrap_or_default())
    }),
    // Hashes are brought, and never taken along.
    Column::text(PASSWORD, sets!(password, parsed, hash), |_| String::new()),
    Column::text("_address_firstname", sets!(address.first_name, parsed, PersonName::parse), |w| {
        w.of_address(|a| a.first_name.as_str().to_owned())
    }),
    Column::text("_address_lastname", sets!(address.last_name, parsed, PersonName::parse), |w| {
        w.of_address(|a| a.last_name.as_str().to_owned())
    }),
    Column::text("_address_company", sets!(address.company, optional_line), |w| w.of_address(|a| a.company.clone())),
    Column::text("_address_street", sets!(address.street, |text| Ok::<_, Flaw>(text.to_owned())), |w| w.of_address(streets)),
    Column::text("_address_city", sets!(address.city, optional_line), |w| w.of_address(|a| a.city.clone())),
    Column::text("_address_region", sets!(address.region, optional_line), |w| w.of_address(|a| a.region.clone())),
    Column::text("_address_postcode", sets!(address.postcode, optional_line), |w| w.of_address(|a| a.postcode.clone())),
    Column::text("_address_country_id", sets!(address.country, short), |w| w.of_address(|a| a.country.code().to_owned())),
    Column::text("_address_telephone", sets!(address.phone, phone), |w| w.of_address(|a| a.phone.clone())),
    Column::number("_address_default_billing_", sets!(billing, flag), |w| w.flag(|(_, billing, _)| *billing)),
    Column::number("_address_default_shipping_", sets!(shipping, flag), |w| w.flag(|(.., shipping)| *shipping)),
];

impl SaidAddress {
    fn is_nothing(&self) -> bool {
        let parts = [&self.company, &self.street, &self.city, &self.region, &self.postcode, &self.country, &self.phone];
        parts.iter().all(|part| part.trim().is_empty())
    }

    /// The address, if its country is content with it. Without a name of its own it is the customer's.
    fn checked(self, first: Option<&PersonName>, last: Option<&PersonName>) -> Result<Address, Vec<Trouble>> {
        let mut wrong: Vec<Trouble> = Vec::new();
        let mut needed = |column, flaw| {
            wrong.push(Trouble::Cell(column, flaw));
        };
        let country = Country::parse(&self.country.trim().to_uppercase()).map_err(|flaw| needed("_address_country_id", flaw)).ok();
        let mut streets = self.street.lines().map(str::trim).filter(|line| !line.is_empty());
        let street = optional_line(streets.next().unwrap_or_default()).map_err(|flaw| needed("_address_street", flaw)).ok();
        let street_2 = streets.collect::<Vec<_>>().join(", ");
        let street_2 = optional_line(&street_2).map_err(|flaw| needed("_address_street", flaw)).ok();
        if street.as_ref().is_some_and(String::is_empty) {
            needed("_address_street", Flaw::Required);
        }
        if self.city.is_empty() {
            needed("_address_city", Flaw::Required);
        }
        let mut name = |own: Cell<PersonName>, of: Option<&PersonName>, column| {
            let name = own.said().or_else(|| of.cloned());
            if name.is_none() {
                needed(column, Flaw::Required);
            }
            name
        };
        let first_name = name(self.first_name, first, "_address_firstname");
        let last_name = name(self.last_name, last, "_address_lastname");
        let (Some(country), Some(street), Some(street_2), Some(first_name), Some(last_name)) =
            (country, street, street_2, first_name, last_name)
        else {
            return Err(wrong);
        };
        let Self { company, city, region, postcode, phone, .. } = self;
        let address = Address { first_name, last_name, company, street, street_2, city, region, postcode, country, phone };
        let column = |field: &'static str| match field {
            "postcode" => "_address_postcode",
            "region" => "_address_region",
            _ => "_address_country_id",
        };
        match address.checked() {
            Ok(address) if wrong.is_empty() => Ok(address),
            Ok(_) => Err(wrong),
            Err(flaws) => Err(wrong.into_iter().chain(flaws.into_iter().map(|(field, flaw)| Trouble::Cell(column(field), flaw))).collect()),
        }
    }
}

/// Whether a line adds to the customer whose first line is `first`.
pub fn is_further(header: &Header, first: &Line, line: &Line) -> bool {
    let whose = |line| [EMAIL, WEBSITE].map(|name| header.cell(line, name));
    let is = whose(line);
    is == [Cell::Left, Cell::Left] || (header.is_of_addresses && is == whose(first))
}

/// What the lines of a customer say: all that is wrong with them, each with its row, if anything is.
///
/// # Errors
/// That.
pub fn read(header: &Header, lines: &[Line], deletes: bool) -> Result<Wanted, Vec<(i64, Trouble)>> {
    let mut wrong: Vec<(i64, Trouble)> = Vec::new();
    let mut said: Vec<(i64, Said)> = Vec::new();
    for line in lines {
        let mut one = Said::default();
        wrong.extend(header.read(COLUMNS, line, &mut one).into_iter().map(|trouble| (line.row, trouble)));
        said.push((line.row, one));
    }
    let mut said = said.into_iter();
    let Some((row, first)) = said.next() else { return Err(wrong) };
    let is_wrong =
        |column: &str| wrong.iter().any(|(of, trouble)| *of == row && matches!(trouble, Trouble::Cell(name, _) if *name == column));
    let mut more = Vec::new();
    if first.email.is_empty() && !is_wrong(EMAIL) {
        more.push((row, if first.website.is_empty() { Trouble::OfNobody } else { Trouble::SpecifyEmail }));
    } else if first.website.is_empty() && !is_wrong(WEBSITE) {
        more.push((row, Trouble::SpecifyWebsite));
    }
    wrong.extend(more);
    let (first_name, last_name) = (first.first_name.said(), first.last_name.said());
    let mut addresses = Vec::new();
    let first_address = (row, first.address, first.billing, first.shipping);
    let further = said.map(|(row, said)| (row, said.address, said.billing, said.shipping));
    for (row, address, billing, shipping) in [first_address].into_iter().chain(further).filter(|(_, address, ..)| !address.is_nothing()) {
        if deletes {
            continue;
        }
        match address.checked(first_name.as_ref(), last_name.as_ref()) {
            Ok(_) if addresses.len() >= AddressBook::MOST => wrong.push((row, Trouble::TooManyAddresses)),
            Ok(address) => addresses.push(WantedAddress { row, address, billing, shipping }),
            Err(troubles) => wrong.extend(troubles.into_iter().map(|trouble| (row, trouble))),
        }
    }
    let email = Email::parse(&first.email).ok().filter(|_| wrong.is_empty());
    let Some(email) = email else { return Err(wrong) };
    Ok(Wanted {
        row,
        email,
        website: first.website,
        view: first.view,
        first_name,
        last_name,
        created: first.created.said(),
        group: first.group.said(),
        password: first.password.said(),
        addresses,
        is_of_addresses: header.is_of_addresses,
    })
}

/// A book with what is wanted of it: what it does not have is added, and what is named a default one is that. Gives the entries that are not as
/// they were.
///
/// # Errors
/// No more have room, from this row on.
pub fn kept_in(
    was: &AddressBook,
    wanted: &[WantedAddress],
    mut new_id: impl FnMut() -> AddressId,
) -> Result<(AddressBook, Vec<AddressId>), (i64, Trouble)> {
    let (mut next, mut touched) = (was.clone(), Vec::new());
    for WantedAddress { row, address, billing, shipping } in wanted {
        let known = next.entries.iter().find(|(_, known)| known == address).map(|(id, _)| *id);
        let id = known.unwrap_or_else(&mut new_id);
        let before = next.clone();
        next.put(id, address.clone(), *billing, *shipping).map_err(|_| (*row, Trouble::TooManyAddresses))?;
        if next != before && !touched.contains(&id) {
            touched.push(id);
        }
    }
    Ok((next, touched))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(rows: &[&[&str]]) -> Vec<Line> {
        let cells = |row: &&[&str]| row.iter().map(|cell| (*cell).to_owned()).collect();
        rows.iter().zip(2..).map(|(row, n)| Line { row: n, cells: cells(row) }).collect()
    }

    fn header(names: &[&str]) -> Header {
        let known: Vec<&str> = COLUMNS.iter().map(|c| c.name).collect();
        Header::of(&known, EMAIL, &names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>()).unwrap()
    }

    const NAMES: &[&str] = &[
        "email",
        "_website",
        "firstname",
        "lastname",
        "_address_street",
        "_address_city",
        "_address_postcode",
        "_address_country_id",
        "_address_default_shipping_",
    ];

    #[test]
    fn a_customer_has_the_addresses_of_the_lines_behind_him() {
        let lines = lines(&[
            &["ADA@Example.com", "base", "Ada", "Lovelace", "Hafen 1\nHof", "Berlin", "10115", "DE", "0"],
            &["", "", "", "", "Hafen 2", "Berlin", "10115", "de", "1"],
        ]);
        assert!(is_further(&header(NAMES), &lines[0], &lines[1]) && !is_further(&header(NAMES), &lines[0], &lines[0]));
        let wanted = read(&header(NAMES), &lines, false).unwrap();
        assert_eq!((wanted.email.as_str(), wanted.addresses.len()), ("ada@example.com", 2));
        let [first, second] = &wanted.addresses[..] else { panic!() };
        assert_eq!((first.address.street_2.as_str(), first.shipping), ("Hof", false));
        assert_eq!((second.row, second.address.full_name(), second.shipping), (3, "Ada Lovelace".to_owned(), true), "his own name");
    }

    #[test]
    fn all_that_is_wrong_is_told_with_its_row() {
        let lines =
            lines(&[&["nobody", "base", "Ada", "Lovelace", "", "", "", "", "maybe"], &["", "", "", "", "Hafen 2", "", "x", "ZZ", ""]]);
        let wrong = read(&header(NAMES), &lines, false).unwrap_err();
        let at = |row: i64, column, flaw| wrong.contains(&(row, Trouble::Cell(column, flaw)));
        assert!(at(2, "email", Flaw::NotAnEmail) && at(2, "_address_default_shipping_", Flaw::NotAChoice), "{wrong:?}");
        assert!(at(3, "_address_city", Flaw::Required) && at(3, "_address_country_id", Flaw::NotAChoice), "{wrong:?}");
        let alone = read(&header(NAMES), &lines[1..], false).unwrap_err();
        assert!(alone.contains(&(3, Trouble::OfNobody)), "{alone:?}");
    }

    #[test]
    fn an_empty_cell_is_nothing_and_a_name_cannot_be_emptied() {
        let of = |first: &str| read(&header(NAMES), &lines(&[&["ada@example.com", "base", first, "", "", "", "", "", ""]]), false);
        assert_eq!(of("").unwrap().first_name, None);
        let emptied = of(super::super::cells::EMPTIED).unwrap_err();
        assert_eq!(emptied, [(2, Trouble::Cell("firstname", Flaw::Required))]);
        assert_eq!(of("'=Ada").unwrap().first_name.unwrap().as_str(), "=Ada", "what an export marked");
    }

    #[test]
    fn who_brings_a_file_twice_adds_nothing_and_a_flag_of_nought_moves_no_default() {
        let row = |street, shipping| ["ada@example.com", "base", "Ada", "Lovelace", street, "Berlin", "10115", "DE", shipping];
        let (first, second) = (row("Hafen 1", "1"), ["", "", "", "", "Hafen 2", "Berlin", "10115", "DE", "0"]);
        let wanted = read(&header(NAMES), &lines(&[&first, &second]), false).unwrap().addresses;
        let mut n = 0;
        let mut ids = || {
            n += 1;
            AddressId::new(uuid::Uuid::from_u128(n))
        };
        let (book, touched) = kept_in(&AddressBook::default(), &wanted, &mut ids).unwrap();
        assert_eq!((book.entries.len(), touched.len(), book.shipping), (2, 2, touched.first().copied()));
        assert_eq!(kept_in(&book, &wanted, &mut ids), Ok((book.clone(), Vec::new())));
        let moved = WantedAddress { shipping: true, ..wanted[1].clone() };
        let (next, changed) = kept_in(&book, &[moved], &mut ids).unwrap();
        assert_eq!((next.shipping, changed), (Some(touched[1]), vec![touched[1]]));
    }
}
