//! Guests' orders that become a customer's: those of the cart that he registers with, and all that were placed with an address, once somebody has
//! shown that what is sent there is his. Whoever only says an address gets nothing by it.

use super::row::OrderRow;
use crate::{
    Store, StoreError,
    engine::{conn::vars, tx::Tx, write::Update},
    record,
};
use domain::{
    audit::{Action, Event},
    caller::Caller,
    ids::{CustomerId, WebsiteId},
    sales::order::Order,
};

/// So many become his at once; of those beyond them each link that he opens brings as many more.
const MOST: usize = 200;

impl Store {
    /// The guest's orders that were placed last of the caller's cart, as far as they were placed with this address.
    pub(crate) async fn guest_orders_of_cart(&self, caller: &Caller, email: &str, website: WebsiteId) -> Result<Vec<Order>, StoreError> {
        let orders = self.last_orders(caller).await?;
        Ok(self.joinable(orders, email, website))
    }

    /// The guests' orders that were placed with this address.
    pub(crate) async fn guest_orders_of_address(&self, email: &str, website: WebsiteId) -> Result<Vec<Order>, StoreError> {
        // In two steps, for there is an index of customers' orders too, and it has all guests in one place.
        let of = if self.config().shares_accounts() { "" } else { " AND website = $website" };
        let sql = format!("SELECT * FROM (SELECT * FROM order WHERE email = $email) WHERE customer = NONE{of} LIMIT {MOST}");
        let vars = vars! { "email" => email.to_owned(), "website" => website.to_string() };
        let rows: Vec<OrderRow> = self.conn.read(&sql, vars).await?.take(0)?;
        let orders = rows.into_iter().map(OrderRow::read).collect::<Result<_, _>>()?;
        Ok(self.joinable(orders, email, website))
    }

    fn joinable(&self, mut orders: Vec<Order>, email: &str, website: WebsiteId) -> Vec<Order> {
        let within = (!self.config().shares_accounts()).then_some(website);
        orders.retain(|order| order.can_join(email, within));
        orders
    }
}

/// Makes guests' orders a customer's, in `tx`; each is told by an event of whoever that is.
pub(crate) fn joining(tx: &mut Tx<'_>, orders: &[Order], customer: CustomerId, event: impl Fn(Action) -> Event) {
    for order in orders {
        let update = Update::of(&record("order", &order.id.to_string())).set("customer", customer.to_string());
        tx.writes().must_update(&update.only_if("customer", None::<String>));
        let told = event(Action::OrderAssigned).within(order.website).about(customer);
        tx.also(told.on("order", order.id, order.number.clone()));
    }
}
