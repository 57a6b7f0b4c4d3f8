//! What stands within the rows of orders and of their documents: lines, and comments.

use super::row::pieces;
use crate::StoreError;
use domain::{
    money::{Currency, Money},
    sales::{
        Taxed,
        given::Given,
        order::{Comment, Line},
        progress::{Pieces, State},
    },
    time::Moment,
};
use surrealdb::types::SurrealValue;

#[derive(Debug, Clone, SurrealValue)]
pub(super) struct CommentRow {
    at: i64,
    by: String,
    text: String,
    visible: bool,
    /// Neither of what was noted before they were kept.
    state: Option<String>,
    notified: Option<bool>,
}

impl CommentRow {
    pub(super) fn of(comment: &Comment) -> Self {
        Self {
            at: comment.at.millis(),
            by: comment.by.clone(),
            text: comment.text.clone(),
            visible: comment.visible,
            state: comment.state.map(|state| state.code().to_owned()),
            notified: comment.notified,
        }
    }

    pub(super) fn read(self) -> Comment {
        Comment {
            at: Moment::from_millis(self.at),
            by: self.by,
            text: self.text,
            visible: self.visible,
            state: self.state.as_deref().and_then(State::from_code),
            notified: self.notified,
        }
    }
}

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct OrderLineRow {
    product: String,
    pub(super) sku: String,
    name: String,
    price: i64,
    original: Option<i64>,
    pub(super) net: i64,
    pub(super) tax: i64,
    ordered: i64,
    invoiced: i64,
    shipped: i64,
    refunded: i64,
    /// None of what was refunded before that was written down.
    unsent: Option<i64>,
    /// None of what was refunded before invoices had pieces of their own: those were the first.
    given: Option<Vec<RunRow>>,
    canceled: i64,
}

/// See [`Given`].
#[derive(Debug, Clone, SurrealValue)]
struct RunRow {
    from: i64,
    upto: i64,
}

impl OrderLineRow {
    pub(super) fn of(line: &Line) -> Self {
        Self {
            product: line.product.to_string(),
            sku: line.sku.clone(),
            name: line.name.clone(),
            price: line.price.minor(),
            original: line.original.map(Money::minor),
            net: line.sum.net.minor(),
            tax: line.sum.tax.minor(),
            ordered: line.pieces.ordered.into(),
            invoiced: line.pieces.invoiced.into(),
            shipped: line.pieces.shipped.into(),
            refunded: line.pieces.refunded.into(),
            unsent: Some(line.pieces.unsent.into()),
            given: Some(line.given.runs().iter().map(|(from, upto)| RunRow { from: (*from).into(), upto: (*upto).into() }).collect()),
            canceled: line.pieces.canceled.into(),
        }
    }

    /// In the currency of its order.
    pub(super) fn read(self, currency: Currency) -> Result<Line, StoreError> {
        let (row, money) = (self, |minor| Money::new(minor, currency));
        Ok(Line {
            product: crate::parse(&row.product)?,
            price: money(row.price),
            original: row.original.map(money),
            sum: Taxed { net: money(row.net), tax: money(row.tax) },
            pieces: Pieces {
                ordered: pieces(row.ordered)?,
                invoiced: pieces(row.invoiced)?,
                shipped: pieces(row.shipped)?,
                refunded: pieces(row.refunded)?,
                unsent: pieces(row.unsent.unwrap_or_else(|| row.refunded.saturating_sub(row.shipped).max(0)))?,
                canceled: pieces(row.canceled)?,
            },
            given: given(row.given, row.refunded)?,
            sku: row.sku,
            name: row.name,
        })
    }
}

fn given(runs: Option<Vec<RunRow>>, refunded: i64) -> Result<Given, StoreError> {
    let runs = runs.unwrap_or_else(|| vec![RunRow { from: 0, upto: refunded }]);
    let runs: Result<Vec<_>, StoreError> = runs.iter().map(|run| Ok((pieces(run.from)?, pieces(run.upto)?))).collect();
    Ok(Given::new(runs?))
}
