//! The staff's list of customers.

use super::row::{CustomerRow, LIST};
use crate::{
    By, Store, StoreError,
    engine::{conn::vars, list::Among},
    search::{Also, Look, chosen},
};
use domain::{
    access::Websites,
    caller::{Permit, right},
    customers::{Customer, Email, GROUP, WEBSITE},
    ids::{CustomerGroupId, CustomerId, WebsiteId},
    list::{Filter, Listed, Query},
    text::{Search, Words},
};
use std::collections::BTreeSet;
use surrealdb::types::SurrealValue;

impl Store {
    /// The customers of these websites whom words mean.
    pub(crate) async fn customers_meant(&self, websites: &Websites, text: &str) -> Result<Vec<CustomerId>, StoreError> {
        let Search::Words(words) = Search::of(text) else { return Ok(Vec::new()) };
        let look = Look { words, of: of(allowed(websites)), also: Also::new() };
        self.find_keys::<CustomerRow>(look).await?.iter().map(|key| crate::parse(key)).collect()
    }

    /// The customers of these websites who have this address; nobody, if it is none.
    pub(crate) async fn customers_at(&self, websites: &Websites, text: &str) -> Result<Vec<CustomerId>, StoreError> {
        let Ok(email) = Email::parse(text) else { return Ok(Vec::new()) };
        let sql = "SELECT * FROM customer WHERE email = $email";
        let rows: Vec<CustomerRow> = self.conn.read(sql, vars! { "email" => email.to_string() }).await?.take(0)?;
        let customers = rows.into_iter().map(CustomerRow::read).collect::<Result<Vec<Customer>, StoreError>>()?;
        Ok(customers.into_iter().filter(|customer| websites.allows(customer.website)).map(|customer| customer.id).collect())
    }
}

/// The websites, if not all are meant.
fn allowed(websites: &Websites) -> Option<BTreeSet<WebsiteId>> {
    match websites {
        Websites::All => None,
        Websites::These(these) => Some(these.clone()),
    }
}

fn of(websites: Option<BTreeSet<WebsiteId>>) -> Vec<(&'static str, Vec<String>)> {
    websites.map(|websites| ("website", websites.iter().map(ToString::to_string).collect())).into_iter().collect()
}

impl By<'_, Permit<right::CustomersView>> {
    /// A page of customers, and how many were found.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn customers(&self, query: &Query, size: usize) -> Result<(Listed<Customer>, Option<i64>), StoreError> {
        let query = &self.store.as_kept::<CustomerRow>(query);
        let (websites, groups) = (self.wanted(query), self.groups(query));
        let columns = || of(websites.clone()).into_iter().chain(groups.clone().map(|groups| (GROUP, groups))).collect();
        let (words, of) = match Search::of(&query.search) {
            Search::Nothing => return Ok((Listed { items: Vec::new(), previous: None, next: None }, Some(0))),
            Search::Everything if groups.is_none() && LIST.has(query.sort, query.collation) => {
                return self.listed(websites, query, size).await;
            }
            Search::Everything => (Words::none(), chosen(columns())),
            Search::Words(words) => (words, columns()),
        };
        let look = Look { words, of, also: Also::new() };
        let (listed, count) = self.store.find::<CustomerRow>(look, query, size).await?;
        Ok((listed.try_map(CustomerRow::read)?, Some(count)))
    }

    /// What an index of the store has in the order that is asked for.
    async fn listed(
        &self,
        websites: Option<BTreeSet<WebsiteId>>,
        query: &Query,
        size: usize,
    ) -> Result<(Listed<Customer>, Option<i64>), StoreError> {
        #[derive(SurrealValue)]
        struct Count {
            count: i64,
        }
        let conn = &self.store.conn;
        let (listed, count) = match websites {
            None => {
                let count: Option<Count> = conn.read("SELECT count() FROM customer GROUP ALL", vars! {}).await?.one(0)?;
                let listed = LIST.read(conn, Among::Within(true.into_value()), query.sort, &query.cursor, size).await?;
                (listed, Some(count.map_or(0, |c| c.count)))
            }
            Some(websites) => {
                // How many of some websites there are is not kept.
                let values = websites.iter().map(|id| id.to_string().into_value()).collect();
                (LIST.read_any(conn, ("website", values), query.sort, &query.cursor, size).await?, None)
            }
        };
        Ok((listed.try_map(CustomerRow::read)?, count))
    }

    /// What members of the group that is asked for say that they are in; none: all of them are wanted.
    fn groups(&self, query: &Query) -> Option<Vec<String>> {
        let Some(Filter::Is(id)) = query.filters.get(GROUP) else { return None };
        let said = |id| self.store.shop().pricing.groups.said_by_members(id);
        let said = id.parse::<CustomerGroupId>().map(said).unwrap_or_default();
        Some(said.iter().map(ToString::to_string).collect())
    }

    /// The websites whose customers are wanted: those that are asked for, of those that the staff member is for. None: all of them.
    fn wanted(&self, query: &Query) -> Option<BTreeSet<WebsiteId>> {
        let asked = match query.filters.get(WEBSITE) {
            Some(Filter::Is(id)) => Some(id.parse::<WebsiteId>().ok().into_iter().collect::<BTreeSet<_>>()),
            Some(Filter::Between(..) | Filter::Numbers(..)) | None => None,
        };
        match (asked, allowed(self.proof.websites())) {
            (asked, None) => asked,
            (None, mine) => mine,
            (Some(asked), Some(mine)) => Some(asked.intersection(&mine).copied().collect()),
        }
    }
}
