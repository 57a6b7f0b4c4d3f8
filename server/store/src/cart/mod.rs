//! Carts: a guest's, kept with his session, and a customer's, kept with his account.

mod reorder;

use crate::{
    By, Store, StoreError,
    catalog::ProductRow,
    customers::{SessionRow, session},
    engine::{
        retry::decide,
        secret::{Token, id_at},
        table::Table,
        tx::Tx,
        write::Update,
    },
    record,
};
use domain::{
    audit::{Action, Change, Event},
    caller::{Caller, Permit, Proof, Who, right},
    cart::{Cart, PricedCart, Quantity},
    catalog::{Product, price::Seen},
    ids::{CartId, CustomerId, ProductId},
    money::Money,
    stores::Served,
    text::Flaw,
};
use surrealdb::types::{RecordId, SurrealValue};

pub(crate) const CARTS: Table = Table { name: "cart", row: CartRow::kind_of, indexes: &[], list: None };

/// How many of the last requests that changed it a cart remembers: a page that offers to order something again may stay open while a whole
/// cart is filled, and two kilobytes of names cost less than what is bought twice.
const REMEMBERED: usize = 64;

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct CartRow {
    pub(crate) lines: Vec<LineRow>,
    pub(crate) revision: i64,
    pub(crate) touched: i64,
    /// The last requests that changed it: one that is sent again, because nobody knew what had become of it, is not done twice. Of those that
    /// put an order into it, which order, and what was left out.
    pub(crate) requests: Vec<String>,
    /// What was ordered of it last: an order for each address that it went to.
    pub(crate) last_orders: Vec<String>,
}

impl CartRow {
    pub(crate) fn empty(now: i64) -> Self {
        Self { lines: Vec::new(), revision: 0, touched: now, requests: Vec::new(), last_orders: Vec::new() }
    }

    fn read(&self, id: CartId) -> Result<Cart, StoreError> {
        let mut cart = Cart { revision: self.revision, ..Cart::empty(id) };
        for LineRow { product, quantity, price } in &self.lines {
            let product: ProductId = crate::parse(product)?;
            let pieces = u32::try_from(*quantity).ok().and_then(Quantity::new);
            cart.lines.push((product, pieces.ok_or_else(|| StoreError::Unreadable(format!("quantity {quantity}")))?));
            cart.prices.extend(price.as_deref().and_then(Money::from_coded).map(|price| (product, price)));
        }
        Ok(cart)
    }
}

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct LineRow {
    product: String,
    quantity: i64,
    /// What each cost when it was put in, or changed in number. One that is from before this was written down has none.
    price: Option<String>,
}

impl LineRow {
    pub(crate) fn all(cart: &Cart) -> Vec<Self> {
        let line = |(product, quantity): &(ProductId, Quantity)| Self {
            product: product.to_string(),
            quantity: i64::from(quantity.get()),
            price: cart.prices.get(product).map(|price| price.coded()),
        };
        cart.lines.iter().map(line).collect()
    }
}

pub(crate) fn cart_record(id: CartId) -> RecordId {
    record("cart", &id.to_string())
}

/// Of which products so many pieces of a guest's cart did not fit into a customer's.
type LeftBehind = Vec<(ProductId, u32)>;

/// What to do with a product in the cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CartChange {
    Add(Quantity),
    /// Of a line that holds so many, so many.
    Set {
        was: Quantity,
        to: Quantity,
    },
    Remove,
    /// What was taken out.
    PutBack(Quantity),
}

impl CartChange {
    /// Makes it, as far as there are so many pieces.
    fn make(self, cart: &mut Cart, product: &Product) -> Result<(), Flaw> {
        match self {
            Self::Add(quantity) => cart.add(product.id, quantity)?,
            Self::Set { to, .. } => cart.set(product.id, to)?,
            Self::Remove => return cart.remove(product.id),
            Self::PutBack(quantity) => cart.put_back(product, quantity)?,
        }
        cart.note_price(product);
        // What is put back is as many as there are.
        if matches!(self, Self::PutBack(_)) { Ok(()) } else { product.stock.check(cart.quantity_of(product.id)) }
    }
}

impl Store {
    /// The caller's cart with its products; `None` while he has none.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn cart(&self, caller: &Caller, view: &Served) -> Result<Option<PricedCart>, StoreError> {
        let Some(id) = self.cart_id(caller).await? else { return Ok(None) };
        let Some(row) = self.cart_row(id).await? else { return Ok(None) };
        self.priced_cart(&row, id, Seen::by(view, caller)).await.map(Some)
    }

    /// Of these products those that the caller may see, called as in the view: what its store shows, and what is in his cart or on his wish
    /// list, though it may be sold no more.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn products_for(&self, caller: &Caller, view: &Served, ids: &[ProductId]) -> Result<Vec<Product>, StoreError> {
        let mut products = self.products_here(Seen::by(view, caller), ids.iter().copied()).await?;
        if ids.iter().all(|id| products.iter().any(|product| product.id == *id)) {
            return Ok(products);
        }
        let cart = self.cart(caller, view).await?;
        let mut own: Vec<Product> = cart.into_iter().flat_map(|cart| cart.lines).map(|line| line.product).collect();
        if let Ok(acting) = caller.acting() {
            let wished = self.by(&acting).wish_list(Seen::by(view, caller)).await?;
            own.extend(wished.into_iter().map(|(_, product)| product));
        }
        products.extend(own.into_iter().filter(|product| ids.contains(&product.id)));
        Ok(products)
    }

    pub(crate) async fn priced_cart(&self, row: &CartRow, id: CartId, seen: Seen<'_>) -> Result<PricedCart, StoreError> {
        self.priced_with(row, id, seen, Vec::new()).await
    }

    /// The same, where the rows of some products are there already.
    pub(crate) async fn priced_with(
        &self,
        row: &CartRow,
        id: CartId,
        seen: Seen<'_>,
        rows: Vec<ProductRow>,
    ) -> Result<PricedCart, StoreError> {
        let (cart, mut products) = (row.read(id)?, self.read_products(Some(seen), rows)?);
        let is_there = |id: &ProductId| products.iter().any(|product| product.id == *id);
        let others: Vec<ProductId> = cart.lines.iter().map(|(id, _)| *id).filter(|id| !is_there(id)).collect();
        products.extend(self.products(Some(seen), others).await?);
        PricedCart::of(cart, &products).map_err(|e| StoreError::Unreadable(e.to_string()))
    }

    /// Changes the caller's cart. A guest who has none gets one, with the session that keeps it. Returns the new
    /// session's token, if one was begun. If one of the requests that this one `repeats` was done after all, nothing is done again.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: the cart cannot be changed that way. [`StoreError::Stale`]: the line holds another number by now, or the
    /// visit is over. The product does not exist, or it is to be put in and the view's store does not show it.
    pub async fn change_cart(
        &self,
        caller: &Caller,
        view: &Served,
        product: ProductId,
        change: CartChange,
        repeats: &[String],
    ) -> Result<Option<Token>, StoreError> {
        let (seen, origin) = (Seen::by(view, caller), caller.origin());
        let product = match change {
            // What he cannot see here he cannot have either.
            CartChange::Add(_) | CartChange::PutBack(_) => self.product_here_at(seen, product).await?,
            CartChange::Set { .. } | CartChange::Remove => self.product_at(seen, product).await?,
        };
        let known = self.cart_id(caller).await?;
        if known.is_none() && !matches!(change, CartChange::Add(_) | CartChange::PutBack(_)) {
            return Err(refused(Flaw::NotInCart));
        }
        let id = known.unwrap_or_else(|| CartId::new(id_at(origin.at)));
        // A guest who has no cart yet gets it with the session that keeps it, in one transaction.
        let token = known.is_none().then(Token::random);
        let is_as_expected = decide(|| async {
            let row = self.cart_row(id).await?;
            let mut cart = read(row.as_ref(), id)?;
            // Asked of what was read: what is done meanwhile makes the commit stale.
            if row.iter().flat_map(|row| &row.requests).any(|request| repeats.contains(request)) {
                return Ok(true);
            }
            self.let_go(&mut cart).await?;
            let before = cart.quantity_of(product.id);
            if matches!(change, CartChange::Set { was, .. } if before != was.get()) {
                return Ok(false);
            }
            change.make(&mut cart, &product).map_err(refused)?;
            let after = cart.quantity_of(product.id);
            if before == after {
                return Ok(true);
            }
            let mut tx = self.tx(caller);
            if let Some(token) = &token {
                tx.writes().create(&session(&token.digest()), SessionRow::of_guest(id, origin.at));
                // It takes the place of the browser's cookie, and with that of what the cookie opened on another website.
                if let Who::Guest { session: Some(old), .. } = caller.who() {
                    tx.writes().delete(&session(old));
                }
            }
            write(&mut tx, row.as_ref(), &cart);
            let event = changed(&tx, &product, before, after);
            tx.commit(event).await.map(|()| true)
        })
        .await?;
        if is_as_expected { Ok(token) } else { Err(StoreError::Stale) }
    }

    /// Takes out of a cart what there is no more: nobody sees it there, and it counts for nothing.
    async fn let_go(&self, cart: &mut Cart) -> Result<(), StoreError> {
        let ids: Vec<RecordId> = cart.lines.iter().map(|(id, _)| record("product", &id.to_string())).collect();
        if !ids.is_empty() {
            let there: Vec<RecordId> =
                self.conn.read("SELECT VALUE id FROM $ids", crate::engine::conn::vars! { "ids" => ids }).await?.take(0)?;
            cart.lines.retain(|(id, _)| there.contains(&record("product", &id.to_string())));
        }
        Ok(())
    }

    /// Why so many of a product cannot be put into the caller's cart as it is now; nothing, if they can.
    ///
    /// # Errors
    /// The view's store shows no such product, or the store does not answer.
    pub async fn why_not_added(
        &self,
        caller: &Caller,
        view: &Served,
        product: ProductId,
        quantity: Quantity,
    ) -> Result<Option<Flaw>, StoreError> {
        let product = self.product_here_at(Seen::by(view, caller), product).await?;
        let id = self.cart_id(caller).await?.ok_or(StoreError::NotFound)?;
        let mut cart = read(self.cart_row(id).await?.as_ref(), id)?;
        Ok(CartChange::Add(quantity).make(&mut cart, &product).err())
    }

    /// The cart that the caller has: a guest's comes with his session, a customer's with his account.
    pub(crate) async fn cart_id(&self, caller: &Caller) -> Result<Option<CartId>, StoreError> {
        let customer = match caller.who() {
            Who::Guest { cart, .. } => return Ok(*cart),
            Who::Shopper { customer, .. } => *customer,
            Who::Visit(visit) => visit.customer,
            Who::Staff { .. } => return Ok(None),
        };
        self.cart_of(customer).await
    }

    async fn cart_of(&self, customer: CustomerId) -> Result<Option<CartId>, StoreError> {
        self.customer_row(customer).await?.cart.as_deref().map(crate::parse).transpose()
    }

    pub(crate) async fn cart_row(&self, id: CartId) -> Result<Option<CartRow>, StoreError> {
        self.conn.row(&cart_record(id)).await
    }

    /// Changes a customer's cart in `tx`, which does something else as well.
    pub(crate) async fn changing_cart(
        &self,
        tx: &mut Tx<'_>,
        customer: CustomerId,
        product: &Product,
        change: CartChange,
    ) -> Result<(), StoreError> {
        let id = self.cart_of(customer).await?.ok_or(StoreError::NotFound)?;
        let row = self.cart_row(id).await?;
        let mut cart = read(row.as_ref(), id)?;
        let before = cart.quantity_of(product.id);
        change.make(&mut cart, product).map_err(refused)?;
        write(tx, row.as_ref(), &cart);
        let event = changed(tx, product, before, cart.quantity_of(product.id));
        tx.also(event);
        Ok(())
    }

    /// Takes a guest's cart over into a customer's, in `tx`: for signing in. Says what changed, and what did not fit.
    pub(crate) async fn merging(&self, tx: &mut Tx<'_>, guest: CartId, own: CartId) -> Result<(Vec<Change>, LeftBehind), StoreError> {
        let (Some(guest_row), Some(own_row)) = (self.cart_row(guest).await?, self.cart_row(own).await?) else {
            return Ok((Vec::new(), Vec::new()));
        };
        let (guest, mut cart) = (guest_row.read(guest)?, own_row.read(own)?);
        if guest.lines.is_empty() {
            return Ok((Vec::new(), Vec::new()));
        }
        let before = cart.count();
        let left_behind = cart.merge(&guest);
        let change = Change::of("cart", &before.to_string(), &cart.count().to_string());
        if change.is_some() {
            write(tx, Some(&own_row), &cart);
        }
        tx.writes().delete(&cart_record(guest.id));
        Ok((change.into_iter().collect(), left_behind))
    }
}

impl By<'_, Permit<right::CustomersView>> {
    /// What a customer has in his cart, as his own view asks for it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn cart_of(&self, id: CustomerId) -> Result<Option<PricedCart>, StoreError> {
        let store = self.store;
        let customer = store.customer_within(self.proof.websites(), id).await?;
        let Some(cart) = store.cart_of(id).await? else { return Ok(None) };
        let Some(row) = store.cart_row(cart).await? else { return Ok(None) };
        let shop = store.shop();
        let view = shop.view(crate::parse(&customer.view)?).unwrap_or_else(|| shop.default_view());
        let group = shop.pricing.groups.now(customer.group()?);
        store.priced_cart(&row, cart, Seen::new(view, group, self.proof.origin().at)).await.map(Some)
    }
}

/// The cart of a row; an empty one, where there is none yet.
fn read(row: Option<&CartRow>, id: CartId) -> Result<Cart, StoreError> {
    row.map_or_else(|| Ok(Cart::empty(id)), |row| row.read(id))
}

/// What is told of a change.
fn changed(tx: &Tx<'_>, product: &Product, before: u32, after: u32) -> Event {
    let change = Change::of(&product.sku, &before.to_string(), &after.to_string());
    tx.event(Action::CartChanged).on("product", product.id, product.name.clone()).changing(change)
}

/// What the cart's rule says, of the product that was meant.
fn refused(flaw: Flaw) -> StoreError {
    StoreError::Invalid("product", flaw)
}

/// The cart's row as it is now, if it still is as it was read.
fn write(tx: &mut Tx<'_>, was: Option<&CartRow>, cart: &Cart) {
    let request = tx.origin().request.clone();
    write_as(tx, was, cart, request);
}

/// The same; that is what it remembers of the request that did it.
fn write_as(tx: &mut Tx<'_>, was: Option<&CartRow>, cart: &Cart, request: String) {
    let (id, lines, now) = (cart_record(cart.id), LineRow::all(cart), tx.origin().at.millis());
    let before = was.iter().flat_map(|row| &row.requests).cloned();
    let requests: Vec<String> = [request].into_iter().chain(before).take(REMEMBERED).collect();
    match was {
        None => tx.writes().create(&id, CartRow { lines, requests, ..CartRow::empty(now) }),
        Some(row) => {
            let update = Update::of(&id).set("lines", lines).add("revision", 1).set("touched", now).set("requests", requests);
            tx.writes().must_update(&update.only_if("revision", row.revision));
        }
    }
}
