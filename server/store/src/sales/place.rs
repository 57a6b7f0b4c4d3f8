//! Placing orders: what is in a cart, as one order for each address that it goes to. Once, however often it is asked; with the last piece sold
//! once, and a number that no other order has. All of it is one transaction: either each of them is placed or none is, so that there are no
//! results of which a part failed, and nothing that a customer would have to order again.

use super::row::{CounterRow, OrderRow};
use crate::{
    Store, StoreError,
    cart::{CartRow, cart_record},
    catalog::{ProductRow, moving_the_catalog},
    engine::{conn::vars, retry::decide, secret::id_at, tx::Tx, write::Update},
    record,
};
use domain::{
    address::Address,
    audit::{Action, Change, Event},
    caller::{Caller, Proof, Who},
    cart::{PricedCart, Quantity},
    catalog::price::Seen,
    customers::Email,
    ids::{CartId, CustomerId, OrderId, ProductId},
    mail::About,
    money::Money,
    sales::{
        checkout::{payment_methods, quote, shipping_methods},
        methods::{PaymentMethod, ShippingMethod},
        order::{Comment, Line, Order, PlacedBy, Purchase, Totals},
    },
    stores::Served,
    text::Flaw,
};
use std::collections::BTreeSet;
use surrealdb::types::{RecordId, SurrealValue};

/// What was chosen.
#[derive(Debug, Clone)]
pub struct Checkout {
    /// The cart's, as the page showed it.
    pub revision: i64,
    /// Of a guest; a customer's is known.
    pub email: Option<Email>,
    pub billing: Address,
    pub payment_method: PaymentMethod,
    /// Together they are the cart. Each becomes an order.
    pub parcels: Vec<Parcel>,
    /// An address that is kept in the customer's address book.
    pub keeps: Option<Address>,
}

/// What goes to an address.
#[derive(Debug, Clone)]
pub struct Parcel {
    pub pieces: Vec<(ProductId, Quantity)>,
    pub shipping: Address,
    pub shipping_method: ShippingMethod,
    /// What the page said that it costs in all: nobody pays anything else.
    pub total: Money,
    /// What the customer says of it; empty, if nothing.
    pub note: String,
}

/// What placing rests on, read together; of the products those that are wanted.
#[derive(SurrealValue)]
struct Found {
    cart: Option<CartRow>,
    counter: Option<CounterRow>,
    products: Vec<Option<ProductRow>>,
}

/// Who buys.
struct Buyer {
    customer: Option<CustomerId>,
    email: String,
    name: String,
    customer_group: Option<String>,
    placed_by: Option<PlacedBy>,
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

/// Which cart, which content of it, and the first of the orders of that, which there is of each.
pub(super) fn bought(cart: CartId, revision: i64) -> String {
    format!("{cart} {revision}")
}

/// The orders of one content of a cart, counted from 0: see [`bought`].
fn bought_as(cart: CartId, revision: i64, n: usize) -> String {
    let first = bought(cart, revision);
    if n == 0 { first } else { format!("{first}/{}", n.saturating_add(1)) }
}

impl Store {
    /// Places the orders of what is in the caller's cart, one for each parcel. If that was done already, nothing is done.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: a rule says no to what stands in a field; `cart` is not as the page showed it, or cannot be bought;
    /// `total` is another by now.
    pub async fn place_orders(&self, caller: &Caller, view: &Served, wanted: &Checkout) -> Result<(), StoreError> {
        let cart = self.cart_id(caller).await?.ok_or_else(|| refused(Flaw::CartEmpty))?;
        let _turn = self.placing.0.lock().await;
        decide(|| async {
            let Found { cart: row, counter, products } = self.rests_on(cart, view, wanted).await?;
            let flaw = if row.is_some() { Flaw::CartChanged } else { Flaw::CartEmpty };
            // An order moves its cart on: while it is as it was shown, it was not ordered.
            let Some(row) = row.filter(|row| row.revision == wanted.revision) else {
                let is_ordered = self.order_of(&bought(cart, wanted.revision)).await?.is_some();
                return if is_ordered { Ok(()) } else { Err(refused(flaw)) };
            };
            let products = products.into_iter().flatten().collect();
            let priced = self.priced_with(&row, cart, Seen::by(view, caller), products).await?;
            buyable(&priced, wanted)?;
            let buyer = self.buyer(caller, wanted).await?;
            let orders = wanted.parcels.iter().map(|parcel| ordered(caller, view, wanted, parcel, &priced, &buyer));
            let mut orders: Vec<Order> = orders.collect::<Result<_, _>>()?;
            let mut tx = self.tx(caller);
            self.number(&mut tx, view, counter, &mut orders).await?;
            take_from_stock(&mut tx, &priced);
            let placed: Vec<String> = orders.iter().map(|order| order.id.to_string()).collect();
            let emptied = Update::of(&cart_record(cart)).set("lines", Vec::<crate::cart::LineRow>::new()).add("revision", 1);
            let emptied = emptied.set("touched", tx.origin().at.millis()).set("last_orders", placed);
            tx.writes().must_update(&emptied.only_if("revision", row.revision));
            if let (Some(address), Some(customer)) = (&wanted.keeps, buyer.customer) {
                self.keeping_address(&mut tx, customer, address).await?;
            }
            let mut events = Vec::with_capacity(orders.len());
            for (n, order) in orders.iter().enumerate() {
                events.push(self.place(&mut tx, order, bought_as(cart, wanted.revision, n))?);
            }
            let mut events = events.into_iter();
            let first = events.next().ok_or_else(|| refused(Flaw::CartEmpty))?;
            events.for_each(|event| tx.also(event));
            tx.commit(first).await
        })
        .await
    }

    /// Writes one order, which is [`bought_as`] that, and its mail; and says what is told of it.
    fn place(&self, tx: &mut Tx<'_>, order: &Order, bought: String) -> Result<Event, StoreError> {
        // What the customer said of it stands in it.
        let note = order.comments.first().map(|comment| comment.text.as_str());
        let mailed = Some(self.queue_order_mail(tx, About::Order, order, note.unwrap_or_default()));
        let stored = OrderRow::of(&Order { mailed, ..order.clone() }, bought);
        tx.writes().create(&stored.id.clone(), stored);
        let told = [
            Change::added("grand_total", order.totals.grand().map_err(not_a_sum)?.coded()),
            Change::added("shipping_method", order.shipping_method.code()),
            Change::added("payment_method", order.payment_method.code()),
        ];
        let noted = order.comments.iter().map(|comment| Change::added("comment", comment.text.clone()));
        Ok(tx.event(Action::OrderPlaced).on("order", order.id, order.number.clone()).changing(told.into_iter().chain(noted)))
    }

    /// The order of what was in a cart: see [`bought`].
    pub(super) async fn order_of(&self, bought: &str) -> Result<Option<OrderId>, StoreError> {
        let sql = "SELECT VALUE id FROM order WHERE bought = $bought";
        let known: Option<RecordId> = self.conn.read(sql, vars! { "bought" => bought.to_owned() }).await?.one(0)?;
        known.map(|id| crate::parse(crate::key(&id)?)).transpose()
    }

    async fn rests_on(&self, cart: CartId, view: &Served, wanted: &Checkout) -> Result<Found, StoreError> {
        let pieces = wanted.parcels.iter().flat_map(|parcel| &parcel.pieces);
        let products: BTreeSet<ProductId> = pieces.map(|(product, _)| *product).collect();
        let products: Vec<RecordId> = products.iter().map(|id| record("product", &id.to_string())).collect();
        let sql = "RETURN [{ cart: $cart.*, counter: $counter.*, products: $products.* }]";
        let vars = vars! { "cart" => cart_record(cart), "counter" => counter_record(view), "products" => products };
        let found: Option<Found> = self.conn.read(sql, vars).await?.one(0)?;
        found.ok_or_else(|| StoreError::Unreadable("no answer".to_owned()))
    }

    async fn buyer(&self, caller: &Caller, wanted: &Checkout) -> Result<Buyer, StoreError> {
        let account = match caller.subject() {
            Some(customer) => Some(self.customer_row(customer).await?.read()?),
            None => None,
        };
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
        let customer = account.as_ref().map(|account| account.id);
        let customer_group = Some(self.shop().pricing.groups.name(caller.group()).to_owned());
        let name = account.map_or_else(|| wanted.billing.full_name(), |a| a.full_name());
        Ok(Buyer { customer, email, name, customer_group, placed_by })
    }

    /// With the next numbers of its store, which are taken in the same transaction: what is not placed leaves no gap.
    async fn number(&self, tx: &mut Tx<'_>, view: &Served, known: Option<CounterRow>, orders: &mut [Order]) -> Result<(), StoreError> {
        let id = counter_record(view);
        let more = i64::try_from(orders.len()).unwrap_or(i64::MAX);
        let (mut number, place) = match known {
            Some(counter) => {
                tx.writes().must_update(&Update::of(&id).add("number", more).only_if("number", counter.number));
                (counter.number, counter.place)
            }
            None => {
                let counters: Vec<CounterRow> = self.conn.read("SELECT * FROM counter", vars! {}).await?.take(0)?;
                let place = counters.iter().map(|counter| counter.place).max().unwrap_or_default().saturating_add(1);
                tx.writes().create(&id, CounterRow { id: id.clone(), number: more, place });
                (0, place)
            }
        };
        // A sign between them, so that no number of one store is ever another's.
        let before = if place == 1 { String::new() } else { format!("{place}-") };
        for order in orders {
            number = number.saturating_add(1);
            order.number = format!("{before}{number:09}");
        }
        Ok(())
    }
}

/// By the store whose orders it counts.
fn counter_record(view: &Served) -> RecordId {
    record("counter", &view.group.to_string())
}

/// Whether all that is in the cart can be bought.
fn buyable(cart: &PricedCart, wanted: &Checkout) -> Result<(), StoreError> {
    if cart.lines.is_empty() {
        return Err(refused(Flaw::CartEmpty));
    }
    let is_all = cart.cart.is_made_of(wanted.parcels.iter().map(|parcel| &*parcel.pieces));
    match cart.lines.iter().find_map(|line| line.flaw()) {
        Some(flaw) => Err(refused(flaw)),
        None if cart.lines.len() < cart.cart.lines.len() || !is_all => Err(refused(Flaw::CartChanged)),
        None => Ok(()),
    }
}

/// What a parcel costs, if it is what the page said.
fn priced(view: &Served, wanted: &Checkout, parcel: &Parcel, cart: &PricedCart) -> Result<(Vec<Line>, Totals), StoreError> {
    let (config, cart) = (&view.config, cart.part(parcel.pieces.clone()).map_err(not_a_sum)?);
    let offered = shipping_methods(config, view, &cart).map_err(not_a_sum)?;
    let (_, price) = *offered
        .iter()
        .find(|(method, _)| *method == parcel.shipping_method)
        .ok_or(StoreError::Invalid("shipping_method", Flaw::NotAChoice))?;
    if !payment_methods(config).contains(&wanted.payment_method) {
        return Err(StoreError::Invalid("payment_method", Flaw::NotAChoice));
    }
    let (lines, totals) = quote(&cart, config, &parcel.shipping.country, price).map_err(not_a_sum)?;
    if totals.grand().map_err(not_a_sum)? == parcel.total {
        Ok((lines, totals))
    } else {
        Err(StoreError::Invalid("total", Flaw::TotalChanged))
    }
}

/// The order that a parcel makes, which has no number yet.
fn ordered(
    caller: &Caller,
    view: &Served,
    wanted: &Checkout,
    parcel: &Parcel,
    cart: &PricedCart,
    buyer: &Buyer,
) -> Result<Order, StoreError> {
    let (lines, totals) = priced(view, wanted, parcel, cart)?;
    let bought = Purchase {
        customer: buyer.customer,
        email: buyer.email.clone(),
        name: buyer.name.clone(),
        customer_group: buyer.customer_group.clone(),
        lines,
        totals,
        billing: wanted.billing.clone(),
        shipping: parcel.shipping.clone(),
        shipping_method: parcel.shipping_method,
        payment_method: wanted.payment_method,
    };
    let at = caller.origin().at;
    let by = buyer.placed_by.as_ref().map_or(&buyer.name, |by| &by.name).clone();
    let order = Order::of(OrderId::new(id_at(at)), at, view, bought).map_err(not_a_sum)?;
    let (text, state) = (parcel.note.clone(), Some(order.state()));
    let noted = (!text.is_empty()).then_some(Comment { at, by, text, visible: true, state, notified: None });
    Ok(Order { placed_by: buyer.placed_by.clone(), comments: noted.into_iter().collect(), ..order })
}

/// Takes what is bought from the stock, if it is as it was looked at.
fn take_from_stock(tx: &mut Tx<'_>, cart: &PricedCart) {
    let mut sold_out = BTreeSet::new();
    for line in &cart.lines {
        let (product, pieces) = (&line.product, i64::from(line.quantity.get()));
        let (was, is) = (product.stock, product.stock.without(pieces));
        // What is not counted has none to take from; what was decided on its rules holds for as long as they are so.
        if is != was {
            let update = Update::of(&record("product", &product.id.to_string())).add("stock", pieces.saturating_neg());
            tx.writes().must_update(&update.only_if("stock", was.pieces));
        }
        if !is.is_sold() {
            sold_out.extend(product.categories.iter().copied());
        }
    }
    // Pages of the catalog tell whether there is any, not how many.
    if !sold_out.is_empty() {
        moving_the_catalog(tx, sold_out);
    }
}
