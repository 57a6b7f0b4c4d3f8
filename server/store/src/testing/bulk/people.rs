//! Customers and staff of the demo shop.

use super::values;
use crate::{
    By, NewCustomer, NewStaff, RoleDraft, StoreError,
    access::{RoleRow, role},
    cart::CartRow,
    customers::{CustomerRow, account_key, addresses::new_book, consent, new_ids, newsletter, write_new},
    engine::{conn::vars, secret::id_at, turns::Asker, write::Writes},
    key, record,
    staff::{StaffRow, staff},
};
use domain::{
    access::{Grants, RoleName, Websites},
    address::{Address, AddressBook},
    audit::{Action, Change, Event, Origin},
    caller::{Job, Proof},
    ids::{AddressId, CartId, CustomerId, RoleId, StaffId, WebsiteId},
    time::Moment,
};
use std::collections::BTreeSet;
use surrealdb::types::{RecordId, SurrealValue, Value};

/// How many customers one transaction holds.
const BATCH: usize = 250;

/// A role with its users. Their identifiers are known before they are written: what they did in the demo's past is
/// written first.
#[derive(Debug)]
pub struct DemoStaff {
    pub role: RoleName,
    pub grants: Grants,
    pub websites: Websites,
    pub users: Vec<(StaffId, NewStaff)>,
}

/// A customer of the demo shop.
#[derive(Debug, Clone)]
pub struct DemoPerson {
    pub id: CustomerId,
    pub name: String,
    pub email: String,
    pub cart: CartId,
    pub website: WebsiteId,
    /// Staff may stand in his account.
    pub consents: bool,
}

/// What a customer of the demo shop keeps in his address book, and when and where he kept each entry.
#[derive(Debug)]
pub struct DemoBook {
    pub customer: CustomerId,
    pub book: AddressBook,
    pub kept: Vec<(Moment, WebsiteId)>,
}

impl By<'_, Job> {
    fn account(&self, new: &NewCustomer) -> String {
        account_key(self.store.config().shares_accounts(), &new.website.to_string(), new.email.as_str())
    }

    /// Writes the customers that are not there yet, each as of the moment at which he came. They have one password, which is hashed once:
    /// thousands of them would take minutes otherwise.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn fill_customers(&self, new: &[(Moment, NewCustomer)], told: &mut impl FnMut(usize)) -> Result<(), StoreError> {
        let known: Vec<String> =
            self.store.conn.read_within("SELECT VALUE email FROM customer", vars! {}, super::PATIENCE).await?.take(0)?;
        let known: BTreeSet<String> = known.into_iter().collect();
        let missing: Vec<&(Moment, NewCustomer)> = new.iter().filter(|(_, new)| !known.contains(new.email.as_str())).collect();
        let Some((_, first)) = missing.first() else { return Ok(()) };
        let password = self.store.passwords.hash(&first.password, &Asker::known(self.proof.origin())).await?;
        let mut done = known.len();
        for batch in missing.chunks(BATCH) {
            let (mut customers, mut carts, mut events) = (Vec::new(), Vec::new(), Vec::new());
            let (mut consents, mut subscriptions) = (Vec::new(), Vec::new());
            for (came, new) in batch {
                let origin = Origin { at: *came, ..self.proof.origin().clone() };
                let (id, cart) = new_ids(&origin);
                let row = CustomerRow::new(id, new, self.account(new), password.clone(), cart, &origin);
                carts.push(keyed(&record("cart", &cart.to_string()), CartRow::empty(row.created)));
                let event = |action| {
                    let event = Event::new(action, self.proof.actor(), origin.clone());
                    event.within(new.website).about(id).on("customer", id, new.email.as_str())
                };
                events.push(event(Action::CustomerRegistered));
                if row.consent {
                    let (key, given) = consent::changed(row.key(), true, "", *came);
                    consents.push(keyed(&key, given));
                    events.push(event(Action::ConsentGiven));
                }
                customers.push(row);
                if let Some((key, row)) = newsletter::decided(id, new, *came) {
                    subscriptions.push(keyed(&key, row));
                    events.push(newsletter::told(true, event));
                }
            }
            let mut writes = Writes::default();
            for (table, rows) in [("consent_change", consents), ("newsletter", subscriptions)] {
                // Nobody of a batch may have decided anything.
                if !rows.is_empty() {
                    writes.insert(table, rows);
                }
            }
            writes.insert("cart", carts);
            writes.insert("customer", values(customers));
            self.store.commit_many(&writes, &events).await?;
            done = done.saturating_add(batch.len());
            told(done);
        }
        Ok(())
    }

    /// Writes the address books that are not there yet, and when and where each entry was kept.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn fill_address_books(&self, books: &[DemoBook]) -> Result<(), StoreError> {
        let sql = "SELECT VALUE record::id(id) FROM address_book";
        let known: Vec<String> = self.store.conn.read_within(sql, vars! {}, super::PATIENCE).await?.take(0)?;
        let known: BTreeSet<String> = known.into_iter().collect();
        let missing: Vec<&DemoBook> = books.iter().filter(|of| !known.contains(&of.customer.to_string())).collect();
        for batch in missing.chunks(BATCH) {
            let (mut rows, mut events) = (Vec::new(), Vec::new());
            for DemoBook { customer, book, kept } in batch {
                let (key, row, _) = new_book(*customer, book);
                rows.push(keyed(&key, row));
                let added = |((id, address), (at, website)): (&(AddressId, Address), &(Moment, WebsiteId))| {
                    let origin = Origin { at: *at, ..self.proof.origin().clone() };
                    let event = Event::new(Action::AddressAdded, self.proof.actor(), origin);
                    let event = event.within(*website).about(*customer).on("address", *id, address.full_name());
                    event.changing([Change::added("address", address.in_a_line())])
                };
                events.extend(book.entries.iter().zip(kept).map(added));
            }
            let mut writes = Writes::default();
            writes.insert("address_book", rows);
            self.store.commit_many(&writes, &events).await?;
        }
        Ok(())
    }

    /// The customers, by their addresses.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn demo_people(&self) -> Result<Vec<DemoPerson>, StoreError> {
        #[derive(SurrealValue)]
        struct Row {
            id: RecordId,
            first_name: String,
            last_name: String,
            email: String,
            cart: Option<String>,
            website: String,
            consent: bool,
        }
        let sql = "SELECT id, first_name, last_name, email, cart, website, consent FROM customer ORDER BY email";
        let rows: Vec<Row> = self.store.conn.read_within(sql, vars! {}, super::PATIENCE).await?.take(0)?;
        rows.into_iter()
            .filter_map(|row| row.cart.clone().map(|cart| (row, cart)))
            .map(|(row, cart)| {
                Ok(DemoPerson {
                    id: crate::parse(key(&row.id)?)?,
                    name: format!("{} {}", row.first_name, row.last_name),
                    email: row.email,
                    cart: crate::parse(&cart)?,
                    website: crate::parse(&row.website)?,
                    consents: row.consent,
                })
            })
            .collect()
    }

    /// Writes all roles with their users, and that the demo shop is filled: in one transaction, the last of all.
    ///
    /// # Errors
    /// The store does not answer, or has some of them already.
    pub async fn fill_staff(&self, roles: Vec<DemoStaff>) -> Result<(), StoreError> {
        let now = self.proof.origin().at;
        let mut tx = self.store.tx(self.proof);
        for demo in roles {
            let id = RoleId::new(id_at(now));
            let draft = RoleDraft { name: demo.role, grants: demo.grants, websites: demo.websites, needs_factor: false };
            tx.writes().create(&role(id), RoleRow::new(id, &draft));
            let event = tx.event(Action::RoleCreated).on("role", id, draft.name.as_str());
            tx.also(event);
            for (user, mut new) in demo.users {
                new.role = id;
                let password = self.store.passwords.hash(&new.password, &Asker::known(self.proof.origin())).await?;
                tx.writes().create(&staff(user), StaffRow::new(user, &new, password, now));
                let event = tx.event(Action::StaffCreated).on("staff", user, new.user_name.as_str());
                tx.also(event);
            }
        }
        let filled = tx.event(Action::DemoFilled);
        tx.commit(filled).await
    }

    /// Writes a customer who has not signed in yet, as a registration would.
    ///
    /// # Errors
    /// The store does not answer, or has the address already.
    pub async fn fill_customer(&self, new: &NewCustomer) -> Result<CustomerId, StoreError> {
        let (id, cart) = new_ids(self.proof.origin());
        let password = self.store.passwords.hash(&new.password, &Asker::known(self.proof.origin())).await?;
        let mut tx = self.store.tx(self.proof);
        write_new(tx.writes(), CustomerRow::new(id, new, self.account(new), password, cart, self.proof.origin()), cart);
        let event = |action| self.proof.event(action).within(new.website).about(id).on("customer", id, new.email.as_str());
        if let Some((key, row)) = newsletter::decided(id, new, self.proof.origin().at) {
            tx.writes().create(&key, row);
            tx.also(newsletter::told(true, event));
        }
        tx.commit(event(Action::CustomerRegistered)).await?;
        Ok(id)
    }
}

/// A row that does not hold its key, with it.
fn keyed(id: &RecordId, row: impl SurrealValue) -> Value {
    let mut value = row.into_value();
    if let Value::Object(object) = &mut value {
        object.insert("id".to_owned(), id.clone().into_value());
    }
    value
}
