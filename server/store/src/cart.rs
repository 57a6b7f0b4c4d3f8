//! Carts: a guest's, kept with his session, and a customer's, kept with his account.

use crate::{
    Store, StoreError,
    conn::vars,
    record,
    retry::decide,
    secret::{Token, id_at},
    tx::Tx,
};
use domain::{
    audit::{Action, Change},
    caller::{Caller, Who},
    cart::{Cart, CartRefusal, PricedCart, Quantity},
    ids::{CartId, ProductId},
};
use surrealdb::types::SurrealValue;

#[derive(SurrealValue)]
struct CartRow {
    lines: Vec<LineRow>,
    revision: i64,
}

#[derive(Clone, SurrealValue)]
pub(crate) struct LineRow {
    product: String,
    quantity: i64,
}

impl LineRow {
    pub(crate) fn all(lines: &[(ProductId, Quantity)]) -> Vec<Self> {
        lines.iter().map(|(p, q)| Self { product: p.to_string(), quantity: i64::from(q.get()) }).collect()
    }
}

/// What to do with a product in the cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CartChange {
    Add(Quantity),
    Set(Quantity),
    Remove,
}

impl Store {
    /// The caller's cart with its products; `None` while he has none.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn cart(&self, caller: &Caller) -> Result<Option<PricedCart>, StoreError> {
        let Some(id) = self.cart_id(caller).await? else { return Ok(None) };
        let Some(cart) = self.cart_by_id(id).await? else { return Ok(None) };
        let products = self.products(cart.lines.iter().map(|(p, _)| *p)).await?;
        PricedCart::of(cart, &products).map(Some).map_err(|e| StoreError::Unreadable(e.to_string()))
    }

    /// Changes the caller's cart. A guest who has none gets one, with the session that keeps it. Returns the new
    /// session's token, if one was begun, and the rule's answer. If one of the requests that this one `repeats` was done
    /// after all, nothing is done again.
    ///
    /// # Errors
    /// The store does not answer, the product does not exist, or the visit is over.
    pub async fn change_cart(
        &self,
        caller: &Caller,
        product: ProductId,
        change: CartChange,
        repeats: &[String],
    ) -> Result<(Option<Token>, Result<(), CartRefusal>), StoreError> {
        let product = self.products([product]).await?.into_iter().next().ok_or(StoreError::NotFound)?;
        let origin = caller.origin();
        let (id, token) = match self.cart_id(caller).await? {
            Some(id) => (id, None),
            None => {
                if !matches!(change, CartChange::Add(_)) {
                    return Ok((None, Err(CartRefusal::NotInCart)));
                }
                let id = CartId::new(id_at(origin.at));
                (id, Some(self.begin_guest_session(id, origin.at).await?))
            }
        };
        let answer = decide(|| async {
            let mut cart = self.cart_by_id(id).await?.unwrap_or(Cart { id, lines: Vec::new(), revision: -1 });
            // Asked after the cart was read: what is done between the two makes the commit stale.
            if !repeats.is_empty() && self.was_changed_by(id, repeats).await? {
                return Ok(Ok(()));
            }
            let before = cart.quantity_of(product.id);
            let answer = match change {
                CartChange::Add(quantity) => cart.add(product.id, quantity),
                CartChange::Set(quantity) => cart.set(product.id, quantity),
                CartChange::Remove => cart.remove(product.id),
            };
            let after = cart.quantity_of(product.id);
            if answer.is_err() || before == after {
                return Ok(answer);
            }
            let event = caller.event(Action::CartChanged).on("product", product.id, product.name.clone()).changing(Change::of(
                &product.sku,
                &before.to_string(),
                &after.to_string(),
            ));
            let tx = match caller.acting() {
                Ok(acting) => self.touching(Tx::new(), &acting),
                Err(_) => Tx::new(),
            };
            written(tx, &cart, &origin.request).bind("touched", origin.at.millis()).commit(self, event).await?;
            Ok(answer)
        })
        .await?;
        Ok((token, answer))
    }

    /// The cart that the caller has: a guest's comes with his session, a customer's with his account.
    async fn cart_id(&self, caller: &Caller) -> Result<Option<CartId>, StoreError> {
        let customer = match caller.who() {
            Who::Guest { cart } => return Ok(*cart),
            Who::Shopper { customer, .. } => *customer,
            Who::Visit(visit) => visit.customer,
            Who::Staff { .. } => return Ok(None),
        };
        let cart: Option<Option<String>> =
            self.conn.run("SELECT VALUE cart FROM $id", vars! { "id" => record("customer", &customer.to_string()) }).await?.one(0)?;
        cart.flatten().map(|c| crate::parse(&c)).transpose()
    }

    async fn cart_by_id(&self, id: CartId) -> Result<Option<Cart>, StoreError> {
        let row: Option<CartRow> = self.conn.row(&record("cart", &id.to_string())).await?;
        row.map(|row| {
            let lines = row
                .lines
                .iter()
                .map(|line| {
                    let quantity = u32::try_from(line.quantity).ok().and_then(Quantity::new);
                    Ok((
                        crate::parse(&line.product)?,
                        quantity.ok_or_else(|| StoreError::Unreadable(format!("quantity {}", line.quantity)))?,
                    ))
                })
                .collect::<Result<_, StoreError>>()?;
            Ok(Cart { id, lines, revision: row.revision })
        })
        .transpose()
    }

    async fn was_changed_by(&self, cart: CartId, requests: &[String]) -> Result<bool, StoreError> {
        let vars = vars! { "id" => record("cart", &cart.to_string()), "asked" => requests.to_vec() };
        let found: Option<bool> = self.conn.run("SELECT VALUE (requests ?? []) CONTAINSANY $asked FROM $id", vars).await?.one(0)?;
        Ok(found.unwrap_or(false))
    }

    /// Takes a guest's cart over into a customer's, in `tx`: for signing in.
    pub(crate) async fn merging(&self, tx: Tx, guest: CartId, own: CartId, request: &str) -> Result<(Tx, Vec<Change>), StoreError> {
        let (Some(guest), Some(mut cart)) = (self.cart_by_id(guest).await?, self.cart_by_id(own).await?) else {
            return Ok((tx, Vec::new()));
        };
        if guest.lines.is_empty() {
            return Ok((tx, Vec::new()));
        }
        let before = cart.count();
        cart.merge(&guest);
        let change = Change::of("cart", &before.to_string(), &cart.count().to_string());
        // `$now` is bound by the sign-in that this belongs to.
        let tx = written(tx.run("LET $touched = $now"), &cart, request)
            .bind("guest_cart", record("cart", &guest.id.to_string()))
            .run("DELETE $guest_cart RETURN NONE");
        Ok((tx, change.into_iter().collect()))
    }
}

/// The cart's row as it is now, if it still is as it was read. It remembers the last requests that changed it. Needs
/// `$touched`.
fn written(tx: Tx, cart: &Cart, request: &str) -> Tx {
    let tx = tx
        .bind("cart_id", record("cart", &cart.id.to_string()))
        .bind("lines", LineRow::all(&cart.lines))
        .bind("request", request.to_owned());
    if cart.revision < 0 {
        tx.run("CREATE $cart_id SET lines = $lines, revision = 0, touched = $touched, requests = [$request] RETURN NONE")
    } else {
        tx.bind("cart_was", cart.revision)
            .must_update("UPDATE $cart_id SET lines = $lines, revision += 1, touched = $touched, requests = array::slice(array::prepend(requests ?? [], $request), 0, 8) WHERE revision = $cart_was")
    }
}
