//! Reading orders.

use super::{
    place::bought,
    row::{LIST, OrderRow, STORE, VIEW, facets, helped},
};
use crate::{
    By, Store, StoreError,
    cart::{CartRow, cart_record},
    customers::{
        CustomerRow,
        addresses::{BookRow, book},
        customer,
    },
    engine::{
        conn::vars,
        list::{Among, Page},
    },
    record,
    search::{Also, Figured, Findable, Look, chosen},
};
use domain::{
    access::Websites,
    address::AddressBook,
    caller::{Acting, Caller, Permit, Proof, right},
    cart::PricedCart,
    catalog::price::Seen,
    customers::Customer,
    ids::{CustomerId, OrderId, WebsiteId},
    list::{Cursor, Filter, Listed, Query, Sort},
    sales::{
        document::Document,
        order::{BASE_TOTAL, HELPED, Order, PLACED, Point, STATE, TOTAL, WEBSITE},
        progress::State,
    },
    stores::Served,
    text::{Search, Words},
};
use std::collections::BTreeSet;
use surrealdb::types::SurrealValue;

const NEWEST: Sort = Sort { by: "placed", down: true };

impl Store {
    pub(crate) async fn order_row(&self, id: OrderId) -> Result<OrderRow, StoreError> {
        self.conn.row(&record("order", &id.to_string())).await?.ok_or(StoreError::NotFound)
    }

    /// An order that is within these websites, and the account of whoever bought, if he has one that is within them too.
    pub(crate) async fn order_within(&self, websites: &Websites, id: OrderId) -> Result<(Order, Option<Customer>), StoreError> {
        let order = self.order_row(id).await?.read()?;
        if !websites.allows(order.website) {
            return Err(StoreError::NotFound);
        }
        let customer = match order.customer {
            Some(id) => Some(self.customer_row(id).await).filter(|row| !matches!(row, Err(StoreError::NotFound))),
            None => None,
        };
        let customer = customer.transpose()?.map(CustomerRow::read).transpose()?;
        Ok((order, customer.filter(|customer| websites.allows(customer.website))))
    }

    /// What the caller has to check out: what is in his cart, and the addresses that he has. Nothing, if there is nothing in it.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn to_check_out(&self, caller: &Caller, view: &Served) -> Result<Option<(PricedCart, AddressBook)>, StoreError> {
        #[derive(SurrealValue)]
        struct Found {
            cart: Option<CartRow>,
            book: Option<BookRow>,
        }
        let Some(id) = self.cart_id(caller).await? else { return Ok(None) };
        // A guest has none.
        let book = caller.subject().map_or_else(|| record("address_book", "none"), book);
        let vars = vars! { "cart" => cart_record(id), "book" => book };
        let found: Option<Found> = self.conn.read("RETURN [{ cart: $cart.*, book: $book.* }]", vars).await?.one(0)?;
        let Some(Found { cart: Some(row), book }) = found else { return Ok(None) };
        let cart = self.priced_cart(&row, id, Seen::by(view, caller)).await?;
        let book = book.map_or_else(|| Ok(AddressBook::default()), BookRow::read)?;
        Ok(Some((cart, book)).filter(|(cart, _)| !cart.lines.is_empty()))
    }

    /// The question for a page of a customer's orders, the newest first.
    pub(crate) fn orders_page(customer: CustomerId, cursor: &Cursor, size: usize) -> Result<Page<OrderRow>, StoreError> {
        LIST.page("", Among::WithinThe("customer", customer.to_string().into_value()), NEWEST, cursor, size)
    }

    async fn orders_of(&self, customer: CustomerId, cursor: &Cursor, size: usize) -> Result<Listed<Order>, StoreError> {
        let page = Self::orders_page(customer, cursor, size)?;
        page.listed(self.conn.read(&page.sql, page.vars.clone()).await?.take(0)?).try_map(OrderRow::read)
    }

    /// Whether what was in the caller's cart at this revision was ordered.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn is_ordered(&self, caller: &Caller, revision: i64) -> Result<bool, StoreError> {
        match self.cart_id(caller).await? {
            Some(cart) => Ok(self.order_of(&bought(cart, revision)).await?.is_some()),
            None => Ok(false),
        }
    }

    /// Whether all that was in the caller's cart was ordered, and nothing was put into it since.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn is_just_ordered(&self, caller: &Caller) -> Result<bool, StoreError> {
        let Some(cart) = self.cart_id(caller).await? else { return Ok(false) };
        match self.cart_row(cart).await? {
            Some(row) => Ok(self.order_of(&bought(cart, row.revision.saturating_sub(1))).await?.is_some()),
            None => Ok(false),
        }
    }

    /// The orders that were placed last of the caller's cart: what he is thanked for.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn last_orders(&self, caller: &Caller) -> Result<Vec<Order>, StoreError> {
        let Some(cart) = self.cart_id(caller).await? else { return Ok(Vec::new()) };
        let ids = self.cart_row(cart).await?.map(|row| row.last_orders).unwrap_or_default();
        let mut orders = Vec::with_capacity(ids.len());
        for id in ids {
            orders.push(self.order_row(crate::parse(&id)?).await?.read()?);
        }
        Ok(orders)
    }
}

impl Store {
    /// A guest's order in a website with what was made of it, for whoever knows its number, whom it was billed to and his address.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn guest_order(
        &self,
        website: WebsiteId,
        number: &str,
        last_name: &str,
        email: &str,
    ) -> Result<Option<(Order, Vec<Document>)>, StoreError> {
        let sql = "SELECT * FROM order WHERE number = $number";
        let row: Option<OrderRow> = self.conn.read(sql, vars! { "number" => number.to_owned() }).await?.one(0)?;
        let order = row.map(OrderRow::read).transpose()?;
        match order.filter(|order| order.website == website && order.is_known_by(last_name, email)) {
            Some(order) => Ok(Some((order.clone(), self.documents_of(order.id).await?))),
            None => Ok(None),
        }
    }
}

impl By<'_, Acting> {
    /// The customer's orders, the newest first.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn orders(&self, cursor: &Cursor, size: usize) -> Result<Listed<Order>, StoreError> {
        self.store.orders_of(self.proof.customer(), cursor, size).await
    }

    /// An order of the customer's.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: there is none, or it is another's.
    pub async fn order(&self, id: OrderId) -> Result<Order, StoreError> {
        let order = self.store.order_row(id).await?.read()?;
        if order.customer == Some(self.proof.customer()) { Ok(order) } else { Err(StoreError::NotFound) }
    }

    /// What staff made of an order of the customer's.
    ///
    /// # Errors
    /// As [`Self::order`].
    pub async fn order_documents(&self, of: &Order) -> Result<Vec<Document>, StoreError> {
        if of.customer == Some(self.proof.customer()) { self.store.documents_of(of.id).await } else { Err(StoreError::NotFound) }
    }
}

impl By<'_, Permit<right::OrdersView>> {
    /// A page of orders, and how many were found, if that is known. Of whoever bought, an order has the account that there still is and that the
    /// staff member may know of: nothing leads to another.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn orders(&self, query: &Query, size: usize) -> Result<(Listed<Order>, Option<i64>), StoreError> {
        let (mut listed, count) = self.found(query, size).await?;
        let buyers: BTreeSet<CustomerId> = listed.items.iter().filter_map(|order| order.customer).collect();
        let accounts: Vec<CustomerRow> = self.store.conn.rows(buyers.into_iter().map(customer).collect()).await?;
        let accounts = accounts.into_iter().map(CustomerRow::read).collect::<Result<Vec<Customer>, _>>()?;
        let known: BTreeSet<CustomerId> =
            accounts.into_iter().filter(|account| self.proof.websites().allows(account.website)).map(|account| account.id).collect();
        for order in &mut listed.items {
            order.customer = order.customer.filter(|buyer| known.contains(buyer));
        }
        Ok((listed, count))
    }

    async fn found(&self, query: &Query, size: usize) -> Result<(Listed<Order>, Option<i64>), StoreError> {
        let (store, wanted) = (self.store, self.wanted(query));
        let query = &store.as_kept::<OrderRow>(query);
        let (words, of) = match Search::of(&query.search) {
            Search::Nothing => return Ok((Listed { items: Vec::new(), previous: None, next: None }, Some(0))),
            Search::Everything if wanted.is_listed() && LIST.has(query.sort, query.collation) => {
                return self.listed(&wanted, query, size).await;
            }
            Search::Everything => (Words::none(), chosen(wanted.columns())),
            Search::Words(words) => {
                // Whoever types a whole number means that order.
                let numbered = vars! { "number" => query.search.trim().to_owned() };
                let numbered: Option<OrderRow> = store.conn.read("SELECT * FROM order WHERE number = $number", numbered).await?.one(0)?;
                if let Some(row) = numbered.filter(|row| wanted.takes(row)) {
                    return Ok((Listed { items: vec![row.read()?], previous: None, next: None }, Some(1)));
                }
                (words, wanted.columns())
            }
        };
        let look = Look { words, of, also: Also::new() };
        let (listed, count) = store.find_narrowed(look, wanted.narrowed, (query.sort, query.collation), &query.cursor, size).await?;
        Ok((listed.try_map(OrderRow::read)?, Some(count)))
    }

    /// What an index of the store has in the order that is asked for.
    async fn listed(&self, wanted: &Wanted, query: &Query, size: usize) -> Result<(Listed<Order>, Option<i64>), StoreError> {
        #[derive(SurrealValue)]
        struct Count {
            count: i64,
        }
        let conn = &self.store.conn;
        let (listed, count) = match wanted.values() {
            None => {
                let count: Option<Count> = conn.read("SELECT count() FROM order GROUP ALL", vars! {}).await?.one(0)?;
                let listed = LIST.read(conn, Among::Within(true.into_value()), query.sort, &query.cursor, size).await?;
                (listed, Some(count.map_or(0, |c| c.count)))
            }
            Some((column, values)) => {
                let count = self.store.count_any::<OrderRow>(column, &values).await?;
                let values = values.into_iter().map(SurrealValue::into_value).collect();
                (LIST.read_any(conn, (column, values), query.sort, &query.cursor, size).await?, count)
            }
        };
        Ok((listed.try_map(OrderRow::read)?, count))
    }

    /// The orders of a customer that are within the staff member's websites, the newest first.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn orders_of(&self, customer: CustomerId, cursor: &Cursor, size: usize) -> Result<Listed<Order>, StoreError> {
        let mut listed = self.store.orders_of(customer, cursor, size).await?;
        listed.items.retain(|order| self.proof.websites().allows(order.website));
        Ok(listed)
    }

    fn wanted(&self, query: &Query) -> Wanted {
        let chosen = |key: &str| match query.filters.get(key) {
            Some(Filter::Is(value)) => Some(value.clone()),
            Some(Filter::Between(..) | Filter::Numbers(..)) | None => None,
        };
        let all = || self.store.shop().stores.websites().iter().map(|w| w.id).collect::<BTreeSet<_>>();
        let mine = match self.proof.websites() {
            Websites::All => all(),
            Websites::These(mine) => mine.clone(),
        };
        let (asked, below) = match chosen(WEBSITE).map(|code| Point::from_code(&code)) {
            Some(Some(Point::Store(id))) => (None, Some((STORE, id.to_string()))),
            Some(Some(Point::View(id))) => (None, Some((VIEW, id.to_string()))),
            Some(Some(Point::Website(id))) => (Some(Some(id)), None),
            Some(None) => (Some(None), None),
            None => (None, None),
        };
        let is_everything = *self.proof.websites() == Websites::All && asked.is_none();
        let websites = mine.into_iter().filter(|id| asked.as_ref().is_none_or(|asked| *asked == Some(*id))).collect();
        let state = chosen(STATE).and_then(|code| State::from_code(&code));
        let figures = [PLACED, BASE_TOTAL, TOTAL].into_iter().filter_map(|name| Some((name, query.filters.get(name)?)));
        let helped = chosen(HELPED).map(|value| value == "1");
        // Each was placed at some moment: in the order of those, a store's or a view's are counted without a look at each.
        let whenever = Filter::Between(None, None);
        let narrowed = Figured::within(figures).or_else(|| below.as_ref().and_then(|_| Figured::within([(PLACED, &whenever)])));
        Wanted { is_everything, websites, below, state, helped, narrowed }
    }
}

/// Which orders are asked for.
struct Wanted {
    is_everything: bool,
    websites: BTreeSet<WebsiteId>,
    /// A store or a view: its column, and its key.
    below: Option<(&'static str, String)>,
    state: Option<State>,
    helped: Option<bool>,
    /// When they were placed, and what they come to.
    narrowed: Option<Figured<bool>>,
}

impl Wanted {
    /// The column that tells them, and what it holds of them; none, where all are wanted.
    fn values(&self) -> Option<(&'static str, Vec<String>)> {
        let websites: Vec<String> = self.websites.iter().map(ToString::to_string).collect();
        match (self.state, self.helped) {
            (None, None) => (!self.is_everything).then_some(("website", websites)),
            (None, Some(is)) => Some(("helped", websites.iter().map(|website| helped(website, is)).collect())),
            (Some(state), wanted) => {
                let either = [false, true].into_iter().filter(|is| wanted.is_none_or(|wanted| wanted == *is));
                let of = |is| websites.iter().map(move |website| facets(website, state.code(), is));
                Some(("facets", either.flat_map(of).collect()))
            }
        }
    }

    /// Whether the store has an index of them.
    const fn is_listed(&self) -> bool {
        self.narrowed.is_none() && self.below.is_none()
    }

    /// All columns that tell them.
    fn columns(&self) -> Vec<(&'static str, Vec<String>)> {
        let below = self.below.iter().map(|(column, key)| (*column, vec![key.clone()]));
        self.values().into_iter().chain(below).collect()
    }

    fn takes(&self, row: &OrderRow) -> bool {
        let facets = row.facets();
        let is_of =
            |(column, values): &(&'static str, Vec<String>)| facets.iter().any(|(of, value)| of == column && values.contains(value));
        self.columns().iter().all(is_of) && self.narrowed.as_ref().is_none_or(|narrowed| narrowed.of(row))
    }
}
