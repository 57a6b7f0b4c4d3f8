//! The staff's list of customers.

use super::CustomerRow;
use crate::{
    Store, StoreError,
    conn::vars,
    list::{Listed, Sorted, found, mirrored, page, searched},
};
use domain::{
    caller::{Permit, right},
    customers::Customer,
    list::Cursor,
};
use surrealdb::types::SurrealValue;

impl Sorted for CustomerRow {
    fn keys(&self, up: &str) -> (String, String) {
        let key = match up {
            "by_name" => &self.by_name,
            "by_email" => &self.by_email,
            "by_age" => &self.by_age,
            // The list runs the other way: its key is the mirror, and the mirror's mirror is the key.
            "by_name_down" => return (mirrored(&self.by_name), self.by_name.clone()),
            "by_email_down" => return (mirrored(&self.by_email), self.by_email.clone()),
            _ => return (mirrored(&self.by_age), self.by_age.clone()),
        };
        (key.clone(), mirrored(key))
    }
}

/// How the staff's list of customers is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CustomerOrder {
    Name,
    NameDown,
    Email,
    EmailDown,
    Oldest,
    #[default]
    Newest,
}

impl CustomerOrder {
    const fn columns(self) -> (&'static str, &'static str) {
        match self {
            Self::Name => ("by_name", "by_name_down"),
            Self::NameDown => ("by_name_down", "by_name"),
            Self::Email => ("by_email", "by_email_down"),
            Self::EmailDown => ("by_email_down", "by_email"),
            Self::Oldest => ("by_age", "by_age_down"),
            Self::Newest => ("by_age_down", "by_age"),
        }
    }
}

impl Store {
    /// A page of customers, and how many were found.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn customers(
        &self,
        _: &Permit<right::CustomersView>,
        search: &str,
        order: CustomerOrder,
        cursor: &Cursor,
        size: usize,
    ) -> Result<(Listed<Customer>, i64), StoreError> {
        #[derive(SurrealValue)]
        struct Count {
            count: i64,
        }
        let words = searched(search);
        let (table, filter, vars, count) = if words.is_empty() {
            let count: Option<Count> = self.conn.run("SELECT count() FROM customer GROUP ALL", vars! {}).await?.one(0)?;
            ("customer", "listed = true", vars! {}, count.map_or(0, |c| c.count))
        } else {
            let found = found(&self.conn, "customer", &words).await?;
            let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
            ("$found", "", vars! { "found" => found }, count)
        };
        let listed =
            page::<CustomerRow>(&self.conn, table, filter, vars, order.columns(), cursor, size).await?.try_map(CustomerRow::read)?;
        Ok((listed, count))
    }
}
