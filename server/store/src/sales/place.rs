//! Placing an order: once, however often it is asked; with the last piece sold once, and a number that no other order has. All of it is
//! one transaction.

use super::row::{CounterRow, OrderRow};
use crate::{
    Store, StoreError,
    cart::{CartRow, cart_record},
    catalog::moving_the_catalog,
    engine::{conn::vars, retry::decide, secret::id_at, tx::Tx, write::Update},
    record,
};
use domain::{
    address::Address,
    audit::{Action, Change},
    caller::{Caller, Proof, Who},
    cart::PricedCart,
    customers::Email,
    ids::{CartId, OrderId},
    mail::About,
    money::Money,
    sales::{
        checkout::{payment_methods, quote, shipping_methods},
        methods::{PaymentMethod, ShippingMethod},
        order::{Line, Order, PlacedBy, Totals},
    },
    stores::Served,
    text::Flaw,
};
use surrealdb::types::RecordId;

/// What was chosen.
#[derive(Debug, Clone)]
pub struct Checkout {
    /// The cart's, as the page showed it.
    pub revision: i64,
    /// Of a guest; a customer's is known.
    pub email: Option<Email>,
    pub shipping: Address,
    pub billing: Address,
    pub shipping_method: ShippingMethod,
    pub payment_method: PaymentMethod,
    /// What the page said that it costs in all: nobody pays anything else.
    pub total: Money,
    /// Whether the address that it goes to is kept in the customer's address book.
    pub keeps_address: bool,
}

/// One order after another is placed by this process: those that meet in a counter or in a last piece would only try again.
#[derive(Default)]
pub struct Placing(pub(super) tokio::sync::Mutex<()>);

fn refused(flaw: Flaw) -> StoreError {
    StoreError::Invalid("cart", flaw)
}

fn not_a_sum(_: domain::money::NotASum) -> StoreError {
    refused(Flaw::TooMuchMoney)
}

/// Which cart, and which content of it, an order is of.
pub(super) fn bought(cart: CartId, revision: i64) -> String {
    format!("{cart} {revision}")
}

impl Store {
    /// Places an order of what is in the caller's cart. If that was done already, it is the order that was placed then.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: a rule says no to what stands in a field; `cart` is not as the page showed it, or cannot be bought;
    /// `total` is another by now.
    pub async fn place_order(&self, caller: &Caller, view: &Served, wanted: &Checkout) -> Result<OrderId, StoreError> {
        let cart = self.cart_id(caller).await?.ok_or_else(|| refused(Flaw::CartEmpty))?;
        let _turn = self.placing.0.lock().await;
        decide(|| async {
            let bought = bought(cart, wanted.revision);
            if let Some(known) = self.order_of(&bought).await? {
                return Ok(known);
            }
            let (row, priced) = self.buyable(cart, view, wanted).await?;
            let (lines, totals) = self.priced(view, wanted, &priced)?;
            let order = self.ordered(caller, view, wanted, lines, totals).await?;
            let mut tx = self.tx(caller);
            let order = self.numbered(&mut tx, view, order).await?;
            take_from_stock(&mut tx, &priced);
            let emptied = Update::of(&cart_record(cart)).set("lines", Vec::<crate::cart::LineRow>::new()).add("revision", 1);
            let emptied = emptied.set("touched", tx.origin().at.millis()).set("last_order", order.id.to_string());
            tx.writes().must_update(&emptied.only_if("revision", row.revision));
            if let (true, Some(customer)) = (wanted.keeps_address, order.customer) {
                self.keeping_address(&mut tx, customer, &wanted.shipping).await?;
            }
            let stored = OrderRow::of(&order, bought);
            let terms = stored.terms();
            tx.writes().create(&terms.id.clone(), terms);
            tx.writes().create(&stored.id.clone(), stored);
            self.queue_order_mail(&mut tx, About::Order, &order, "");
            let told = [
                Change::added("grand_total", order.totals.grand().map_err(not_a_sum)?.coded()),
                Change::added("shipping_method", order.shipping_method.code()),
                Change::added("payment_method", order.payment_method.code()),
            ];
            let event = tx.event(Action::OrderPlaced).on("order", order.id, order.number.clone()).changing(told);
            tx.commit(event).await?;
            Ok(order.id)
        })
        .await
    }

    /// The order of what was in a cart: see [`bought`].
    pub(super) async fn order_of(&self, bought: &str) -> Result<Option<OrderId>, StoreError> {
        let sql = "SELECT VALUE id FROM order WHERE bought = $bought";
        let known: Option<RecordId> = self.conn.read(sql, vars! { "bought" => bought.to_owned() }).await?.one(0)?;
        known.map(|id| crate::parse(crate::key(&id)?)).transpose()
    }

    /// The cart as it was shown, if all that is in it can be bought.
    async fn buyable(&self, cart: CartId, view: &Served, wanted: &Checkout) -> Result<(CartRow, PricedCart), StoreError> {
        let row = self.cart_row(cart).await?.ok_or_else(|| refused(Flaw::CartEmpty))?;
        if row.revision != wanted.revision {
            return Err(refused(Flaw::CartChanged));
        }
        let priced = self.priced_cart(&row, cart, view).await?;
        if priced.lines.is_empty() {
            return Err(refused(Flaw::CartEmpty));
        }
        match priced.lines.iter().find_map(|line| line.flaw()) {
            Some(flaw) => Err(refused(flaw)),
            None if priced.lines.len() < priced.cart.lines.len() => Err(refused(Flaw::CartChanged)),
            None => Ok((row, priced)),
        }
    }

    /// What it costs, if it is what the page said.
    fn priced(&self, view: &Served, wanted: &Checkout, cart: &PricedCart) -> Result<(Vec<Line>, Totals), StoreError> {
        let config = &view.config;
        let offered = shipping_methods(config, view, cart).map_err(not_a_sum)?;
        let (_, price) = *offered
            .iter()
            .find(|(method, _)| *method == wanted.shipping_method)
            .ok_or(StoreError::Invalid("shipping_method", Flaw::NotAChoice))?;
        if !payment_methods(config).contains(&wanted.payment_method) {
            return Err(StoreError::Invalid("payment_method", Flaw::NotAChoice));
        }
        let (lines, totals) = quote(cart, config, &wanted.shipping.country, price).map_err(not_a_sum)?;
        if totals.grand().map_err(not_a_sum)? == wanted.total {
            Ok((lines, totals))
        } else {
            Err(StoreError::Invalid("total", Flaw::TotalChanged))
        }
    }

    /// The order that it makes, which has no number yet.
    async fn ordered(
        &self,
        caller: &Caller,
        view: &Served,
        wanted: &Checkout,
        lines: Vec<Line>,
        totals: Totals,
    ) -> Result<Order, StoreError> {
        let grand = totals.grand().map_err(not_a_sum)?;
        let nothing = Money::new(0, grand.currency());
        let account = match caller.subject() {
            Some(customer) => Some(self.customer_row(customer).await?.read()?),
            None => None,
        };
        let billed = format!("{} {}", wanted.billing.first_name.as_str(), wanted.billing.last_name.as_str());
        let email = match (&account, &wanted.email) {
            (Some(account), _) => account.email.clone(),
            (None, Some(email)) => email.as_str().to_owned(),
            (None, None) => return Err(StoreError::Invalid("email", Flaw::Required)),
        };
        let placed_by = match caller.who() {
            Who::Visit(visit) => {
                let staff = self.staff_row(visit.staff).await?;
                Some(PlacedBy { name: staff.full_name(), visit: visit.id })
            }
            Who::Guest { .. } | Who::Shopper { .. } | Who::Staff { .. } => None,
        };
        let at = caller.origin().at;
        Ok(Order {
            id: OrderId::new(id_at(at)),
            number: String::new(),
            placed: at,
            website: view.website,
            group: view.group,
            view: view.id,
            bought_in: format!("{}\n{}\n{}", view.website_name, view.group_name, view.name),
            language: view.language,
            customer: account.as_ref().map(|account| account.id),
            email,
            name: account.map_or(billed, |account| account.full_name()),
            lines,
            totals,
            base_total: view.base_price(grand),
            billing: wanted.billing.clone(),
            shipping: wanted.shipping.clone(),
            shipping_method: wanted.shipping_method,
            payment_method: wanted.payment_method,
            placed_by,
            paid: nothing,
            refunded: nothing,
            kept: nothing,
            shipping_refunded: nothing,
            memos: 0,
            holds: false,
            comments: Vec::new(),
            revision: 0,
        })
    }

    /// With the next number of its store, which is taken in the same transaction: what is not placed leaves no gap.
    async fn numbered(&self, tx: &mut Tx<'_>, view: &Served, order: Order) -> Result<Order, StoreError> {
        let counters: Vec<CounterRow> = self.conn.read("SELECT * FROM counter", vars! {}).await?.take(0)?;
        let id = record("counter", &view.group.to_string());
        let known = counters.iter().find(|counter| counter.id == id);
        let (number, place) = match known {
            Some(counter) => {
                tx.writes().must_update(&Update::of(&id).add("number", 1).only_if("number", counter.number));
                (counter.number.saturating_add(1), counter.place)
            }
            None => {
                let place = counters.iter().map(|counter| counter.place).max().unwrap_or_default().saturating_add(1);
                tx.writes().create(&id, CounterRow { id: id.clone(), number: 1, place });
                (1, place)
            }
        };
        // A sign between them, so that no number of one store is ever another's.
        let before = if place == 1 { String::new() } else { format!("{place}-") };
        Ok(Order { number: format!("{before}{number:09}"), ..order })
    }
}

/// Takes what is bought from the stock, if it is as it was looked at.
fn take_from_stock(tx: &mut Tx<'_>, cart: &PricedCart) {
    let mut sold_out = Vec::new();
    for line in &cart.lines {
        let (product, pieces) = (&line.product, i64::from(line.quantity.get()));
        let was = i64::from(product.stock);
        let update = Update::of(&record("product", &product.id.to_string())).add("stock", pieces.saturating_neg());
        tx.writes().must_update(&update.only_if("stock", was));
        if was == pieces && !sold_out.contains(&product.category) {
            sold_out.push(product.category);
        }
    }
    // Pages of the catalog tell whether there is any, not how many.
    if !sold_out.is_empty() {
        moving_the_catalog(tx, sold_out);
    }
}
