//! Shopper accounts: what is stored of one, and reading it. Each thing that can be done with one has a file of its own, named by
//! its verb.

mod account;
pub(crate) mod addresses;
pub(crate) mod confirm;
pub(crate) mod consent;
mod create;
mod delete;
mod forgot;
pub(crate) mod groups;
mod import;
mod list;
pub(crate) mod newsletter;
mod overview;
pub(crate) mod password_link;
pub(crate) mod recently_viewed;
mod register;
pub(crate) mod row;
mod session;
mod sessions;
mod sharing;
mod sign_in;
pub(crate) mod wish_list;

pub use account::{AccountDraft, CustomerDraft};
pub(crate) use addresses::AddressRow;
pub use confirm::{AddressLink, Applicant};
pub use create::CreatedCustomer;
pub use delete::Reach;
pub(crate) use groups::CustomerGroupRow;
pub use overview::Overview;
pub use password_link::PasswordLink;
pub use register::Registered;
pub(crate) use register::{new_ids, write_new};
pub use row::NewCustomer;
pub(crate) use row::{CustomerRow, SessionRow, customer, session};
pub use session::{BRIEF_IDLE, SHOPPER_ABSOLUTE, SHOPPER_IDLE, ShopperSession, Stay};
pub(crate) use sharing::account_key;
pub use sign_in::SignedIn;
pub use wish_list::WishChange;

use crate::{Store, StoreError};
use domain::ids::CustomerId;

impl Store {
    pub(crate) async fn customer_row(&self, id: CustomerId) -> Result<CustomerRow, StoreError> {
        let of = customer(id);
        let read = async {
            let row: Option<CustomerRow> = self.conn.row(&of).await?;
            Ok(row.map(|row| (row, vec![of.clone()])))
        };
        let row = self.known.customers.or_read(&self.conn, &id.to_string(), read).await?.ok_or(StoreError::NotFound)?;
        Ok(CustomerRow::clone(&row))
    }
}
