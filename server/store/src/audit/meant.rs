//! What the words of a query mean: customers by their names, orders by their numbers, products by their SKUs, which events name by their keys;
//! and what they name by codes, as its reader calls it.

use crate::{
    By, Store, StoreError,
    catalog::sku_keys,
    engine::conn::{PATIENCE, vars},
    key,
    sales::DocumentRow,
};
use domain::{
    audit::report::{CUSTOMER, Called, Meant, OBJECT, THING, Wanted, object_key},
    caller::{Permit, right},
    list::{Filter, Query},
    text::Search,
};
use std::{borrow::Cow, sync::Arc};
use surrealdb::types::RecordId;
use tokio::time::timeout;

/// A word of a search that has fewer letters is in too many names.
const SHORTEST_NAME: usize = 3;
/// More customers than these are not meant by a word.
const MOST_NAMED: usize = 200;

impl By<'_, Permit<right::ActionLogsReport>> {
    /// What a query asks for, of what this reader may know of, in the language in which that is called so.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn wanted(&self, query: &Query, called: &Called) -> Result<Wanted, StoreError> {
        Ok(self.known(self.meant(query, called).await?))
    }

    /// The same, of all that there is.
    async fn meant(&self, query: &Query, called: &Called) -> Result<Wanted, StoreError> {
        let (store, websites) = (self.store, self.proof.websites());
        let text = |name| match query.filters.get(name) {
            Some(Filter::Is(text)) => Some(text.as_str()),
            Some(Filter::Between(..) | Filter::Numbers(..)) | None => None,
        };
        let mut meant = Meant::default();
        meant.by_words(query, called);
        if let Some(text) = text(CUSTOMER) {
            // Whoever types a whole address means whose it is, and not all who are called as its parts begin.
            meant.customers = store.customers_at(websites, text).await?;
            if meant.customers.is_empty() {
                meant.customers = store.customers_meant(websites, text).await?;
            }
        }
        if let Some(text) = text(THING) {
            meant.things = store.things_meant(text).await?;
        }
        if let Some(order) = text(OBJECT).and_then(|key| key.strip_prefix(&object_key("order", ""))) {
            meant.belonging = store.made_of(order).await?;
        }
        if let Search::Words(words) = Search::of(&query.search) {
            for word in words.each().iter().filter(|word| word.chars().count() >= SHORTEST_NAME) {
                let named = store.customers_meant(websites, word).await?;
                // A word that so many have in their names is looked for in what happened alone.
                if named.len() <= MOST_NAMED {
                    meant.named.insert(word.clone(), named);
                }
            }
        }
        Ok(Wanted::of(query, &meant))
    }

    /// The same for whoever follows, as things are once all up to a place has happened: what is of an order, or is called so, may have been
    /// stored since he began. It is looked up once for all who ask the same.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn wanted_still<'w>(
        &self,
        was: &'w Wanted,
        (query, called): (&Query, &Called),
        place: i64,
    ) -> Result<Cow<'w, Wanted>, StoreError> {
        let rests_on_what_is_stored =
            !query.search.is_empty() || [CUSTOMER, THING, OBJECT].iter().any(|name| query.filters.contains_key(name));
        if !rests_on_what_is_stored {
            return Ok(Cow::Borrowed(was));
        }
        // Who finds which customers rests on the websites that he is for, and what is called so on his language, of which all have the same words.
        let asked = format!("{:?} {called:p} {:?} {:?}", self.proof.websites(), query.search, query.filters);
        let (kept, key) = (&self.store.feed.meant, (place, asked));
        let meant = match timeout(PATIENCE, kept.get_value_or_guard_async(&key)).await {
            Ok(Ok(meant)) => meant,
            Ok(Err(guard)) => {
                let meant = Arc::new(self.meant(query, called).await?);
                drop(guard.insert(Arc::clone(&meant)));
                meant
            }
            // Whoever looks it up is held up himself.
            Err(_) => Arc::new(self.meant(query, called).await?),
        };
        Ok(Cow::Owned(self.known(Wanted::clone(&meant))))
    }
}

impl Store {
    /// What has this number or this SKU: an order, what was made of it, a product.
    async fn things_meant(&self, text: &str) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT VALUE id FROM order WHERE number = $text; SELECT VALUE id FROM product WHERE sku_key IN $keys; \
            SELECT * FROM document WHERE number = $text; SELECT * FROM document WHERE order_number = $text";
        let text = text.trim();
        let mut found = self.conn.read(sql, vars! { "text" => text.to_owned(), "keys" => sku_keys(&[text.to_owned()]) }).await?;
        let (orders, products): (Vec<RecordId>, Vec<RecordId>) = (found.take(0)?, found.take(1)?);
        let documents: [Vec<DocumentRow>; 2] = [found.take(2)?, found.take(3)?];
        let mut things = Vec::new();
        for id in orders.iter().chain(&products) {
            things.push(object_key(id.table.as_str(), key(id)?));
        }
        for document in documents.iter().flatten() {
            things.push(object_key(&document.kind, key(&document.id)?));
        }
        Ok(things)
    }

    /// What was made of an order: its documents, and the mails that tell of it.
    async fn made_of(&self, order: &str) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT * FROM document WHERE order = $order; SELECT VALUE id FROM mail WHERE order = $order";
        let mut found = self.conn.read(sql, vars! { "order" => order.to_owned() }).await?;
        let (documents, mails): (Vec<DocumentRow>, Vec<RecordId>) = (found.take(0)?, found.take(1)?);
        let documents = documents.iter().map(|document| Ok(object_key(&document.kind, key(&document.id)?)));
        documents.chain(mails.iter().map(|mail| Ok(object_key("mail", key(mail)?)))).collect()
    }
}
