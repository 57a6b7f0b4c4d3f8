//! A customer's wish list. What goes from it into the cart, or from the cart onto it, does both or neither.

use crate::{
    By, CartChange, Store, StoreError,
    engine::{retry::decide, table::Table},
    record,
};
use domain::{
    audit::{Action, Change},
    caller::{Acting, Permit, Proof, right},
    cart::Quantity,
    catalog::{Product, price::Seen},
    ids::{CustomerId, ProductId},
    text::Flaw,
    time::Moment,
    wish_list::{Wish, WishList},
};
use surrealdb::types::{RecordId, SurrealValue};

/// By the customer's own key.
pub(crate) const LISTS: Table = Table { name: "wish_list", row: ListRow::kind_of, indexes: &[], list: None };

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct ListRow {
    wishes: Vec<WishRow>,
    revision: i64,
}

#[derive(Debug, Clone, SurrealValue)]
struct WishRow {
    product: String,
    quantity: i64,
    since: i64,
}

impl ListRow {
    fn of(list: &WishList) -> Self {
        let row = |wish: &Wish| WishRow {
            product: wish.product.to_string(),
            quantity: i64::from(wish.quantity.get()),
            since: wish.since.millis(),
        };
        Self { wishes: list.wishes.iter().map(row).collect(), revision: list.revision }
    }

    fn read(self) -> Result<WishList, StoreError> {
        let wish = |row: WishRow| {
            let quantity = u32::try_from(row.quantity).ok().and_then(Quantity::new);
            let quantity = quantity.ok_or_else(|| StoreError::Unreadable(format!("quantity {}", row.quantity)))?;
            Ok(Wish { product: crate::parse(&row.product)?, quantity, since: Moment::from_millis(row.since) })
        };
        Ok(WishList { wishes: self.wishes.into_iter().map(wish).collect::<Result<_, StoreError>>()?, revision: self.revision })
    }
}

/// What to do with a product on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WishChange {
    Add(Quantity),
    /// Of a line that holds so many, so many.
    Set {
        was: Quantity,
        to: Quantity,
    },
    Remove,
    /// So many into the cart: it leaves the list.
    ToCart(Quantity),
    /// All of it out of the cart.
    FromCart(Quantity),
}

fn list(customer: CustomerId) -> RecordId {
    record("wish_list", &customer.to_string())
}

fn refused(flaw: Flaw) -> StoreError {
    StoreError::Invalid("product", flaw)
}

impl Store {
    async fn wish_list_of(&self, customer: CustomerId) -> Result<WishList, StoreError> {
        let row: Option<ListRow> = self.conn.row(&list(customer)).await?;
        row.map_or_else(|| Ok(WishList::default()), ListRow::read)
    }

    /// The list with its products, as a view shows them; without one as they stand for all. What is not sold any more is left out.
    async fn wished(&self, customer: CustomerId, seen: Option<Seen<'_>>) -> Result<Vec<(Wish, Product)>, StoreError> {
        let list = self.wish_list_of(customer).await?;
        let ids = list.wishes.iter().map(|wish| wish.product);
        let products = match seen {
            Some(seen) => self.products_of_his(seen, ids).await?,
            None => self.products(None, ids).await?,
        };
        let with_product = |wish: Wish| products.iter().find(|p| p.id == wish.product).map(|product| (wish, product.clone()));
        Ok(list.wishes.into_iter().filter_map(with_product).collect())
    }
}

impl By<'_, Permit<right::CustomersView>> {
    /// A customer's wish list.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn wish_list(&self, id: CustomerId) -> Result<Vec<(Wish, Product)>, StoreError> {
        self.store.customer_within(self.proof.websites(), id).await?;
        self.store.wished(id, None).await
    }
}

impl By<'_, Acting> {
    /// The wish list of whoever is being acted for.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn wish_list(&self, seen: Seen<'_>) -> Result<Vec<(Wish, Product)>, StoreError> {
        self.store.wished(self.proof.customer(), Some(seen)).await
    }

    /// Changes the list.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: it cannot be changed that way. [`StoreError::Stale`]: the line holds another number by now, or the visit is
    /// over. The product does not exist, or it is to be put there and the view's store does not show it.
    pub async fn change_wish_list(&self, seen: Seen<'_>, product: ProductId, change: WishChange) -> Result<(), StoreError> {
        let (store, customer) = (self.store, self.proof.customer());
        let product = match change {
            WishChange::Add(_) => store.product_here_at(seen, product).await?,
            WishChange::ToCart(_) => {
                let here = store.products_here_at(seen, [product]).await?.into_iter().next();
                here.ok_or_else(|| refused(Flaw::OutOfStock))?
            }
            WishChange::Set { .. } | WishChange::Remove | WishChange::FromCart(_) => store.product_at(seen, product).await?,
        };
        let is_as_expected = decide(|| async {
            let was = store.wish_list_of(customer).await?;
            let (mut next, mut tx, before) = (was.clone(), store.tx(self.proof), was.quantity_of(product.id));
            match change {
                WishChange::Add(quantity) | WishChange::FromCart(quantity) => next.add(product.id, quantity, self.proof.origin().at),
                WishChange::Set { was, .. } if before != was.get() => return Ok(false),
                WishChange::Set { to, .. } => next.set(product.id, to),
                WishChange::Remove | WishChange::ToCart(_) => next.remove(product.id),
            }
            .map_err(refused)?;
            match change {
                WishChange::ToCart(quantity) => store.changing_cart(&mut tx, customer, &product, CartChange::Add(quantity)).await?,
                WishChange::FromCart(_) => store.changing_cart(&mut tx, customer, &product, CartChange::Remove).await?,
                WishChange::Add(_) | WishChange::Set { .. } | WishChange::Remove => {}
            }
            let row = ListRow { revision: was.revision.saturating_add(1), ..ListRow::of(&next) };
            tx.writes().replace(&list(customer), was.revision, row);
            let changed = Change::of(&product.sku, &before.to_string(), &next.quantity_of(product.id).to_string());
            let event = tx.event(Action::WishListChanged).on("product", product.id, product.name.clone());
            tx.commit(event.changing(changed)).await.map(|()| true)
        })
        .await?;
        if is_as_expected { Ok(()) } else { Err(StoreError::Stale) }
    }
}
