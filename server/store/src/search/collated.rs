//! Lists in the order of their reader's letters. What most read alike the store's own indexes have as well; where a language orders letters
//! apart, the index of rows alone is kept so.

use super::Findable;
use crate::{
    Store, StoreError,
    engine::list::{Frame, Order},
};
use domain::{
    list::{Cursor, Query, Sort},
    text::Collation,
};

/// An order of a list, whether the store has it or the index alone.
fn order<R: Findable>(by: &str) -> Option<&'static Order<R>> {
    R::LIST.orders.iter().chain(R::FOUND).find(|order| order.name == by)
}

/// The part of a list that a page shows of what the index finds.
pub(super) fn frame<R: Findable>((sort, read): (Sort, Collation), cursor: &Cursor, size: usize) -> Result<Frame, StoreError> {
    let order = order::<R>(sort.by).ok_or_else(|| StoreError::Other(format!("{} has no order {:?}", R::LIST.table, sort.by)))?;
    Ok(Frame::of(order.column_read(read), sort, cursor, size))
}

impl Store {
    /// What is asked of a list, in an order that there is by now: while the index is being made, letters stand as most read them. A page that
    /// was begun in another order begins anew.
    pub(crate) fn as_kept<R: Findable>(&self, query: &Query) -> Query {
        let Some(order) = order::<R>(query.sort.by) else { return query.clone() };
        let collation = if self.rows.is_being_made() { Collation::ROOT } else { order.collation(query.collation) };
        Query { collation, cursor: order.begins(&query.cursor, collation), ..query.clone() }
    }
}
