//! The staff's list of customers.

use super::row::{CustomerRow, LIST};
use crate::{
    By, Store, StoreError,
    engine::{
        conn::vars,
        list::{Among, found},
    },
};
use domain::{
    access::Websites,
    caller::{Permit, right},
    customers::{Customer, WEBSITE},
    ids::{CustomerId, WebsiteId},
    list::{Filter, Listed, Query},
    text::Search,
};
use std::collections::BTreeSet;
use surrealdb::types::{RecordId, SurrealValue};

impl Store {
    /// The customers of these websites whom words mean.
    pub(crate) async fn customers_meant(&self, websites: &Websites, text: &str) -> Result<Vec<CustomerId>, StoreError> {
        let Search::Words(words) = Search::of(text) else { return Ok(Vec::new()) };
        let ids: Vec<RecordId> = found(&self.conn, "customer", &words.terms()).await?;
        let rows: Vec<CustomerRow> = self.conn.read("SELECT * FROM $ids", vars! { "ids" => ids }).await?.take(0)?;
        let is_meant = |row: &CustomerRow| {
            row.website.parse().is_ok_and(|website| websites.allows(website)) && (words.are_terms() || words.match_row(row.texts()))
        };
        rows.iter().filter(|row| is_meant(row)).map(|row| crate::parse(crate::key(&row.id)?)).collect()
    }
}

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
        let (conn, websites) = (&self.store.conn, self.wanted(query));
        let found = match Search::of(&query.search) {
            Search::Everything => {
                let Some(websites) = websites else {
                    let count: Option<Count> = conn.read("SELECT count() FROM customer GROUP ALL", vars! {}).await?.one(0)?;
                    let listed = LIST.read(conn, Among::Within(true.into_value()), query.sort, &query.cursor, size).await?;
                    return Ok((listed.try_map(CustomerRow::read)?, Some(count.map_or(0, |c| c.count))));
                };
                // How many of some websites there are is not kept.
                let values = websites.iter().map(|id| id.to_string().into_value()).collect();
                let listed = LIST.read_any(conn, ("website", values), query.sort, &query.cursor, size).await?;
                return Ok((listed.try_map(CustomerRow::read)?, None));
            }
            Search::Nothing => Vec::new(),
            Search::Words(words) => {
                let mut ids: Vec<RecordId> = found(conn, "customer", &words.terms()).await?;
                if !words.are_terms() || websites.is_some() {
                    let rows: Vec<CustomerRow> = conn.read("SELECT * FROM $ids", vars! { "ids" => ids }).await?.take(0)?;
                    let is_within = |row: &CustomerRow| {
                        websites.as_ref().is_none_or(|w| row.website.parse().is_ok_and(|website: WebsiteId| w.contains(&website)))
                    };
                    let is_found = |row: &CustomerRow| is_within(row) && (words.are_terms() || words.match_row(row.texts()));
                    ids = rows.into_iter().filter(is_found).map(|row| row.id).collect();
                }
                ids
            }
        };
        let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
        let listed = LIST.read(conn, Among::Found(found), query.sort, &query.cursor, size).await?;
        Ok((listed.try_map(CustomerRow::read)?, Some(count)))
    }

    /// The websites whose customers are wanted: those that are asked for, of those that the staff member is for. None: all of them.
    fn wanted(&self, query: &Query) -> Option<BTreeSet<WebsiteId>> {
        let asked = match query.filters.get(WEBSITE) {
            Some(Filter::Is(id)) => Some(id.parse::<WebsiteId>().ok().into_iter().collect::<BTreeSet<_>>()),
            Some(Filter::Between(..)) | None => None,
        };
        match (asked, self.proof.websites()) {
            (asked, Websites::All) => asked,
            (None, Websites::These(mine)) => Some(mine.clone()),
            (Some(asked), Websites::These(mine)) => Some(asked.intersection(mine).copied().collect()),
        }
    }
}
