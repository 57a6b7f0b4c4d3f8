//! Putting what was ordered into the cart once more: all of it in one change, and once for each time that its button was shown.

use super::{CartChange, changed, read, write_as};
use crate::{By, StoreError, engine::retry::decide};
use domain::{
    caller::{Acting, Proof},
    cart::Quantity,
    catalog::price::Seen,
    ids::OrderId,
    sales::order::Order,
};
use std::collections::BTreeMap;

/// By what a cart remembers that an order was put into it by a request; which of its lines were left out then is behind it.
fn by_which(request: &str, order: OrderId) -> String {
    format!("{request} {order} ")
}

impl By<'_, Acting> {
    /// Puts all of an order that can still be bought into the customer's cart, beside what is there. Says which of its lines were left out: a
    /// bit for each. Where one of the requests that this one `repeats` did that, nothing is done again, and what it left out is said.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: he has no cart. [`StoreError::Stale`]: the visit is over.
    pub async fn reorder(&self, seen: Seen<'_>, order: &Order, repeats: &[String]) -> Result<u64, StoreError> {
        let store = self.store;
        let id = store.cart_of(self.proof.customer()).await?.ok_or(StoreError::NotFound)?;
        let products = store.products_here_at(seen, order.lines.iter().map(|line| line.product)).await?;
        let products: BTreeMap<_, _> = products.iter().map(|product| (product.id, product)).collect();
        decide(|| async {
            let row = store.cart_row(id).await?;
            let done = |request: &String| {
                let by = by_which(request, order.id);
                row.iter().flat_map(|row| &row.requests).find_map(|known| known.strip_prefix(&by)?.parse::<u64>().ok())
            };
            if let Some(left_out) = repeats.iter().find_map(done) {
                return Ok(left_out);
            }
            let mut cart = read(row.as_ref(), id)?;
            store.let_go(&mut cart).await?;
            let (mut tx, mut events, mut left_out) = (store.tx(self.proof), Vec::new(), 0_u64);
            for (at, line) in (0_u32..).zip(&order.lines) {
                let mut with_it = cart.clone();
                let add = CartChange::Add(Quantity::at_most(line.pieces.ordered));
                match products.get(&line.product) {
                    Some(product) if add.make(&mut with_it, product).is_ok() => {
                        let (before, after) = (cart.quantity_of(product.id), with_it.quantity_of(product.id));
                        events.push(changed(&tx, product, before, after));
                        cart = with_it;
                    }
                    Some(_) | None => left_out |= 1_u64.checked_shl(at).unwrap_or_default(),
                }
            }
            let mut events = events.into_iter();
            let Some(first) = events.next() else { return Ok(left_out) };
            events.for_each(|event| tx.also(event));
            let by = repeats.first().unwrap_or(&self.proof.origin().request);
            write_as(&mut tx, row.as_ref(), &cart, format!("{}{left_out}", by_which(by, order.id)));
            tx.commit(first).await.map(|()| left_out)
        })
        .await
    }
}
