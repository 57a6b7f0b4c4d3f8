//! Shopper accounts: what is stored of one, and reading it. Each thing that can be done with one has a file of its own, named by
//! its verb.

mod edit;
mod list;
mod register;
mod sign_in;

pub use edit::CustomerDraft;
pub use list::CustomerOrder;
pub use register::NewCustomer;
pub(crate) use register::{NewCustomerRow, write_new};

use crate::{Store, StoreError, key, record};
use domain::{
    caller::{Acting, Permit, right},
    customers::{Consent, ConsentSource, Customer},
    ids::CustomerId,
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue};

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct CustomerRow {
    id: RecordId,
    email: String,
    first_name: String,
    last_name: String,
    password: String,
    pub(crate) active: bool,
    pub(crate) consent: bool,
    consent_at: Option<i64>,
    consent_by: Option<String>,
    created: i64,
    last_signed_in: Option<i64>,
    revision: i64,
    cart: Option<String>,
    by_name: String,
    by_email: String,
    by_age: String,
}

impl CustomerRow {
    pub(crate) fn read(self) -> Result<Customer, StoreError> {
        let by = |name: String| if name.is_empty() { ConsentSource::Customer } else { ConsentSource::Staff(name) };
        Ok(Customer {
            id: crate::parse(key(&self.id)?)?,
            email: self.email,
            first_name: self.first_name,
            last_name: self.last_name,
            active: self.active,
            consent: Consent {
                allowed: self.consent,
                changed: self.consent_at.map(|at| (Moment::from_millis(at), by(self.consent_by.unwrap_or_default()))),
            },
            created: Moment::from_millis(self.created),
            last_signed_in: self.last_signed_in.map(Moment::from_millis),
            revision: self.revision,
        })
    }
}

/// What follows from a customer's names and address.
struct Derived {
    by_name: String,
    by_email: String,
}

impl Derived {
    fn of(id: CustomerId, first: &str, last: &str, email: &str) -> Self {
        Self { by_name: format!("{} {} {id}", last.to_lowercase(), first.to_lowercase()), by_email: format!("{email} {id}") }
    }
}

impl Store {
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn customer(&self, _: &Permit<right::CustomersView>, id: CustomerId) -> Result<Customer, StoreError> {
        self.customer_row(id).await?.read()
    }

    /// Whose account is about to be entered.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn customer_to_assist(&self, _: &Permit<right::LoginAsCustomer>, id: CustomerId) -> Result<Customer, StoreError> {
        self.customer_row(id).await?.read()
    }

    /// The account of whoever is being acted for.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn own_account(&self, acting: &Acting) -> Result<Customer, StoreError> {
        self.customer_row(acting.subject()).await?.read()
    }

    pub(crate) async fn customer_row(&self, id: CustomerId) -> Result<CustomerRow, StoreError> {
        let key = id.to_string();
        let id = record("customer", &key);
        let read = async {
            let row: Option<CustomerRow> = self.conn.row(&id).await?;
            Ok(row.map(|row| (row, vec![id.clone()])))
        };
        let row = self.known.customers.or_read(&self.conn, &key, read).await?.ok_or(StoreError::NotFound)?;
        Ok(CustomerRow::clone(&row))
    }
}
