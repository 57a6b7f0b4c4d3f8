//! The staff's list of customers.

use super::row::{CustomerRow, LIST};
use crate::{
    By, StoreError,
    engine::{
        conn::vars,
        list::{Among, found},
    },
};
use domain::{
    caller::{Permit, right},
    customers::Customer,
    list::{Listed, Query},
    text::Search,
};
use surrealdb::types::{RecordId, SurrealValue};

impl By<'_, Permit<right::CustomersView>> {
    /// A page of customers, and how many were found.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn customers(&self, query: &Query, size: usize) -> Result<(Listed<Customer>, Option<i64>), StoreError> {
        #[derive(SurrealValue)]
        struct Count {
            count: i64,
        }
        let conn = &self.store.conn;
        let (among, count) = match Search::of(&query.search) {
            Search::Everything => {
                let count: Option<Count> = conn.read("SELECT count() FROM customer GROUP ALL", vars! {}).await?.one(0)?;
                (Among::Within(true.into_value()), count.map_or(0, |c| c.count))
            }
            Search::Nothing => (Among::Found(Vec::new()), 0),
            Search::Words(words) => {
                let mut ids: Vec<RecordId> = found(conn, "customer", &words.terms()).await?;
                if !words.are_terms() {
                    let rows: Vec<CustomerRow> = conn.read("SELECT * FROM $ids", vars! { "ids" => ids }).await?.take(0)?;
                    ids = rows.into_iter().filter(|row| words.match_row(row.texts())).map(|row| row.id).collect();
                }
                let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
                (Among::Found(ids), count)
            }
        };
        let listed = LIST.read(conn, among, query.sort, &query.cursor, size).await?;
        Ok((listed.try_map(CustomerRow::read)?, Some(count)))
    }
}
