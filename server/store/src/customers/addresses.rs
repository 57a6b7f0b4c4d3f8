//! A customer's addresses: one row for all of them, so that they change together or not at all.

use crate::{
    By, StoreError,
    engine::{secret::id_at, table::Table, tx::Tx},
    record,
};
use domain::{
    address::{Address, AddressBook, Country},
    audit::{Action, Change, Event},
    caller::{Acting, Permit, Proof, right},
    customers::PersonName,
    ids::{AddressId, CustomerId},
    text::Flaw,
};
use surrealdb::types::{RecordId, SurrealValue};

/// By the customer's own key.
pub(crate) const BOOKS: Table = Table { name: "address_book", row: BookRow::kind_of, indexes: &[], list: None };

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct BookRow {
    entries: Vec<EntryRow>,
    billing: Option<String>,
    shipping: Option<String>,
    revision: i64,
}

#[derive(Debug, Clone, SurrealValue)]
struct EntryRow {
    entry: String,
    address: AddressRow,
}

/// An address, wherever one stands.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct AddressRow {
    first_name: String,
    last_name: String,
    company: String,
    street: String,
    street_2: String,
    city: String,
    region: String,
    postcode: String,
    country: String,
    phone: String,
}

impl AddressRow {
    pub(crate) fn of(address: &Address) -> Self {
        let Address { company, street, street_2, city, region, postcode, phone, .. } = address.clone();
        Self {
            first_name: address.first_name.as_str().to_owned(),
            last_name: address.last_name.as_str().to_owned(),
            company,
            street,
            street_2,
            city,
            region,
            postcode,
            country: address.country.code().to_owned(),
            phone,
        }
    }

    pub(crate) fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name)
    }

    pub(crate) fn read(self) -> Result<Address, StoreError> {
        let Self { first_name, last_name, company, street, street_2, city, region, postcode, country, phone } = self;
        let name = |text: String| PersonName::parse(&text).map_err(|_| StoreError::Unreadable(text));
        Ok(Address {
            first_name: name(first_name)?,
            last_name: name(last_name)?,
            company,
            street,
            street_2,
            city,
            region,
            postcode,
            country: Country::parse(&country).map_err(|_| StoreError::Unreadable(country))?,
            phone,
        })
    }
}

impl BookRow {
    fn of(book: &AddressBook) -> Self {
        let entry = |(id, address): &(AddressId, Address)| EntryRow { entry: id.to_string(), address: AddressRow::of(address) };
        Self {
            entries: book.entries.iter().map(entry).collect(),
            billing: book.billing.map(|id| id.to_string()),
            shipping: book.shipping.map(|id| id.to_string()),
            revision: book.revision,
        }
    }

    pub(crate) fn read(self) -> Result<AddressBook, StoreError> {
        let id = |text: Option<String>| text.as_deref().map(crate::parse).transpose();
        let entry = |row: EntryRow| Ok((crate::parse(&row.entry)?, row.address.read()?));
        Ok(AddressBook {
            billing: id(self.billing)?,
            shipping: id(self.shipping)?,
            revision: self.revision,
            entries: self.entries.into_iter().map(entry).collect::<Result<_, StoreError>>()?,
        })
    }
}

pub(crate) fn book(customer: CustomerId) -> RecordId {
    record("address_book", &customer.to_string())
}

/// What changed of an address: all of it in a line, and what it is the default for.
fn told(was: &AddressBook, is: &AddressBook, id: AddressId) -> Vec<Change> {
    let line = |book: &AddressBook| book.get(id).map(Address::in_a_line).unwrap_or_default();
    let yes = |of: Option<AddressId>| (of == Some(id)).to_string();
    [
        Change::of("address", &line(was), &line(is)),
        Change::of("phone", was.get(id).map_or("", |a| &a.phone), is.get(id).map_or("", |a| &a.phone)),
        Change::of("default_billing", &yes(was.billing), &yes(is.billing)),
        Change::of("default_shipping", &yes(was.shipping), &yes(is.shipping)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Writes a book in the place of the one that was read, in `tx`; and what is told of it.
fn writing_book(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    (was, next): (&AddressBook, &AddressBook),
    id: AddressId,
    (action, name): (Action, String),
) -> Event {
    put_book(tx, customer, was, next);
    tx.event(action).on("address", id, name).changing(told(was, next, id))
}

fn put_book(tx: &mut Tx<'_>, customer: CustomerId, was: &AddressBook, next: &AddressBook) {
    let row = BookRow { revision: was.revision.saturating_add(1), ..BookRow::of(next) };
    tx.writes().replace(&book(customer), was.revision, row);
}

/// Writes a book in which several addresses are new, or the default now; and what is told of each.
pub(super) fn writing_several(
    tx: &mut Tx<'_>,
    customer: CustomerId,
    (was, next): (&AddressBook, &AddressBook),
    ids: &[AddressId],
) -> Vec<Event> {
    put_book(tx, customer, was, next);
    let event = |id: &AddressId| {
        let action = if was.get(*id).is_some() { Action::AddressChanged } else { Action::AddressAdded };
        let name = next.get(*id).map(Address::full_name).unwrap_or_default();
        tx.event(action).about(customer).on("address", *id, name).changing(told(was, next, *id))
    };
    ids.iter().map(event).collect()
}

/// The row of a new customer's book, as it is inserted; and what is told of it.
pub(crate) fn new_book(customer: CustomerId, of: &AddressBook) -> (RecordId, BookRow, Vec<Change>) {
    let told = of.entries.iter().map(|(_, address)| Change::added("address", address.in_a_line())).collect();
    (book(customer), BookRow { revision: 1, ..BookRow::of(of) }, told)
}

impl crate::Store {
    /// Adds an address to a customer's book in `tx`, if it is not there and has room.
    pub(crate) async fn keeping_address(&self, tx: &mut Tx<'_>, customer: CustomerId, address: &Address) -> Result<(), StoreError> {
        let was = self.address_book_of(customer).await?;
        let (mut next, id) = (was.clone(), AddressId::new(id_at(tx.origin().at)));
        if was.entries.iter().any(|(_, known)| known == address) || next.put(id, address.clone(), false, false).is_err() {
            return Ok(());
        }
        let event = writing_book(tx, customer, (&was, &next), id, (Action::AddressAdded, address.full_name()));
        tx.also(event);
        Ok(())
    }

    pub(super) async fn address_book_of(&self, customer: CustomerId) -> Result<AddressBook, StoreError> {
        let row: Option<BookRow> = self.conn.row(&book(customer)).await?;
        row.map_or_else(|| Ok(AddressBook::default()), BookRow::read)
    }
}

impl By<'_, Acting> {
    /// The addresses of whoever is being acted for.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn address_book(&self) -> Result<AddressBook, StoreError> {
        self.store.address_book_of(self.proof.customer()).await
    }

    /// Saves an address, new (`None`) or changed, and makes it a default one.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: no more have room. [`StoreError::NotFound`]: it was deleted. [`StoreError::Stale`].
    pub async fn save_address(
        &self,
        was: &AddressBook,
        id: Option<AddressId>,
        address: Address,
        (billing, shipping): (bool, bool),
    ) -> Result<(), StoreError> {
        if id.is_some_and(|id| was.get(id).is_none()) {
            return Err(StoreError::NotFound);
        }
        let action = if id.is_some() { Action::AddressChanged } else { Action::AddressAdded };
        let id = id.unwrap_or_else(|| AddressId::new(id_at(self.proof.origin().at)));
        let (name, mut next) = (address.full_name(), was.clone());
        next.put(id, address, billing, shipping).map_err(refused)?;
        self.write_book(was, next, id, (action, name)).await
    }

    /// # Errors
    /// [`StoreError::Invalid`]: it is a default address. [`StoreError::NotFound`]: it is deleted already. [`StoreError::Stale`].
    pub async fn delete_address(&self, was: &AddressBook, id: AddressId) -> Result<(), StoreError> {
        let name = was.get(id).ok_or(StoreError::NotFound)?.full_name();
        let mut next = was.clone();
        next.remove(id).map_err(refused)?;
        self.write_book(was, next, id, (Action::AddressDeleted, name)).await
    }

    async fn write_book(
        &self,
        was: &AddressBook,
        next: AddressBook,
        id: AddressId,
        (action, name): (Action, String),
    ) -> Result<(), StoreError> {
        if next == *was {
            return Ok(());
        }
        let mut tx = self.store.tx(self.proof);
        let event = writing_book(&mut tx, self.proof.customer(), (was, &next), id, (action, name));
        tx.commit(event).await
    }
}

fn refused(flaw: Flaw) -> StoreError {
    StoreError::Invalid("address", flaw)
}

impl By<'_, Permit<right::CustomersView>> {
    /// A customer's addresses.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn address_book(&self, id: CustomerId) -> Result<AddressBook, StoreError> {
        self.store.customer_within(self.proof.websites(), id).await?;
        self.store.address_book_of(id).await
    }
}
