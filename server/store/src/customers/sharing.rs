//! Share Customer Accounts: whether an address is one account in all of the shop, or one on each website.
//!
//! An account's key is its address, or its website and address: two who register at once meet in it. What was registered under the other
//! setting has the other key, so whoever takes an address looks for it as well; and a switch meets whoever registers at that moment in the
//! guard's row.

use super::row::CustomerRow;
use crate::{
    By, Store, StoreError,
    engine::{
        conn::vars,
        tx::Tx,
        write::{Update, When},
    },
    record,
};
use domain::{caller::SectionPermit, ids::WebsiteId, text::Flaw};
use std::time::Duration;
use surrealdb::types::{RecordId, SurrealValue};

/// So many addresses are told.
const MOST: usize = 20;
/// Looking through all accounts takes longer than a page.
const PATIENCE: Duration = Duration::from_secs(20);

fn guard() -> RecordId {
    record("guard", "accounts")
}

/// What an account is known by.
pub(crate) fn account_key(shared: bool, website: &str, email: &str) -> String {
    if shared { email.to_owned() } else { format!("{website} {email}") }
}

impl Store {
    /// The account of this address, as it is signed in to on a website.
    pub(super) async fn customer_by_email(&self, website: WebsiteId, email: &str) -> Result<Option<CustomerRow>, StoreError> {
        let vars = vars! { "email" => email.to_owned(), "website" => website.to_string() };
        let of = if self.config().shares_accounts() { "" } else { " AND website = $website" };
        self.conn.read(&format!("SELECT * FROM customer WHERE email = $email{of}"), vars).await?.one(0)
    }

    /// Takes an address for an account, in `tx`; gives the key of the account.
    pub(super) async fn taking_address(
        &self,
        tx: &mut Tx<'_>,
        website: WebsiteId,
        email: &str,
        own: Option<&RecordId>,
    ) -> Result<String, StoreError> {
        if self.customer_by_email(website, email).await?.is_some_and(|row| Some(&row.id) != own) {
            return Err(StoreError::Invalid("email", Flaw::Taken));
        }
        let shared = self.taking_addresses(tx, website);
        Ok(account_key(shared, &website.to_string(), email))
    }

    /// Takes addresses that nobody has for accounts on a website, in `tx`. Says whether accounts are shared.
    pub(super) fn taking_addresses(&self, tx: &mut Tx<'_>, website: WebsiteId) -> bool {
        let shared = self.config().shares_accounts();
        // Written, so that deleting the website at this moment conflicts.
        tx.writes().must_update(&Update::of(&record("website", &website.to_string())).add("revision", 0));
        if !shared {
            tx.writes().update(&Update::of_or_new(&guard()).add("revision", 1));
            tx.writes().must_find_none("guard", &[When::is("id", guard()), When::is("shared", true)]);
        }
        shared
    }

    /// Accounts are shared from now on, or are not any more: whoever registers at this moment is met.
    pub(crate) fn sharing(&self, tx: &mut Tx<'_>, shared: bool) {
        tx.writes().update(&Update::of_or_new(&guard()).add("revision", 1).set("shared", shared));
    }
}

impl By<'_, SectionPermit> {
    /// Addresses that have more than one account: they could not be told apart if accounts were shared. Some of them, if there are many.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn colliding_addresses(&self) -> Result<Vec<String>, StoreError> {
        #[derive(SurrealValue)]
        struct Address {
            email: String,
        }
        let sql =
            format!("SELECT email FROM (SELECT email, count() AS accounts FROM customer GROUP BY email) WHERE accounts > 1 LIMIT {MOST}");
        let found: Vec<Address> = self.store.conn.read_within(&sql, vars! {}, PATIENCE).await?.take(0)?;
        Ok(found.into_iter().map(|address| domain::customers::shown_email(&address.email)).collect())
    }
}
