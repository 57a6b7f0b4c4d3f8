//! The rows of visits, and of what each staff member began last.

use crate::{
    StoreError,
    engine::{
        list::{Keys, List, Listable, Order},
        table::Table,
    },
    key, record,
};
use domain::{
    assistance::{EndCause, Visit, VisitTimes},
    ids::{CustomerGroupId, StaffId, VisitId},
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue, Value};

pub(crate) const VISITS: Table = Table { name: "visit", row: VisitRow::kind_of, indexes: &[], list: Some(|| LIST.asked()) };
pub(crate) const ASSISTANCE: Table = Table { name: "assistance", row: AssistanceRow::kind_of, indexes: &[], list: None };

/// The Login as Customer Log.
pub(crate) const LIST: List<VisitRow> = List {
    table: "visit",
    within: &["listed", "customer"],
    alone: &[],
    orders: &[Order::new("age", |visit| key(&visit.id).unwrap_or_default().to_owned())],
};

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct VisitRow {
    /// The visit's own key, which rises with time.
    pub(crate) id: RecordId,
    /// The SHA-256 of what the browser holds.
    pub(crate) cookie: String,
    pub(crate) staff: String,
    pub(crate) staff_name: String,
    pub(crate) staff_session: String,
    pub(crate) customer: String,
    pub(crate) customer_name: String,
    pub(crate) customer_email: String,
    pub(crate) website: String,
    pub(crate) website_name: String,
    /// Where the customer registered.
    pub(crate) customer_website: String,
    pub(crate) started: i64,
    pub(crate) seen: i64,
    pub(crate) ended: Option<i64>,
    pub(crate) cause: Option<String>,
    pub(crate) live: bool,
    /// Counted up by whatever acts under the visit, in the same transaction: acting and ending conflict.
    pub(crate) touched: i64,
    /// Always true: see [`List::within`].
    pub(crate) listed: bool,
    #[surreal(flatten)]
    pub(crate) keys: Keys,
}

impl VisitRow {
    /// With the columns that sort it.
    pub(crate) fn sorted(mut self) -> Self {
        self.keys = LIST.keys(&self);
        self
    }

    pub(crate) fn read(&self) -> Result<Visit, StoreError> {
        let cause =
            self.cause.as_deref().map(|c| EndCause::from_code(c).ok_or_else(|| StoreError::Unreadable(c.to_owned()))).transpose()?;
        Ok(Visit {
            id: crate::parse(key(&self.id)?)?,
            staff: crate::parse(&self.staff)?,
            staff_name: self.staff_name.clone(),
            customer: crate::parse(&self.customer)?,
            customer_name: self.customer_name.clone(),
            customer_email: self.customer_email.clone(),
            website: crate::parse(&self.website)?,
            website_name: self.website_name.clone(),
            customer_website: crate::parse(&self.customer_website)?,
            // Asked anew at each request.
            customer_group: CustomerGroupId::NOT_LOGGED_IN,
            times: VisitTimes { started: Moment::from_millis(self.started), seen: Moment::from_millis(self.seen), ended: cause },
            ended_at: self.ended.map(Moment::from_millis),
        })
    }
}

impl Listable for VisitRow {
    fn stored_key(&self, column: &str) -> Option<&String> {
        self.keys.get(column)
    }
}

/// A token that was given out.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct HandoffRow {
    /// The token's SHA-256.
    pub(crate) token: String,
    pub(crate) staff_session: String,
    pub(crate) customer: String,
    pub(crate) nonce: String,
    pub(crate) expires: i64,
    /// The store view that it leads to.
    pub(crate) view: String,
    /// The key of the visit that it opens.
    pub(crate) visit: String,
}

/// A start that waits for the storefront of another host to give its browser a nonce.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct PendingRow {
    /// The SHA-256 of what names it.
    pub(crate) start: String,
    pub(crate) staff_session: String,
    pub(crate) customer: String,
    pub(crate) view: String,
    /// The origin of the back office that it comes back to.
    pub(crate) back: String,
    pub(crate) expires: i64,
}

/// What a staff member began last: one row for each, written by whatever begins a visit of his. Two at once conflict, so he has one.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct AssistanceRow {
    pub(crate) pending: Option<PendingRow>,
    /// The only token of his that can be redeemed.
    pub(crate) handoff: Option<HandoffRow>,
    /// The one before it, if nobody used it.
    pub(crate) void: Option<HandoffRow>,
    /// What opened his last visit: presented again, it is an alarm, and that visit's end.
    pub(crate) opened: Option<HandoffRow>,
    pub(crate) visit: Option<String>,
    /// How many visits he began: an index that counts is put together by the engine again and again while rows come.
    pub(crate) visits: Option<i64>,
}

pub(crate) fn visit(id: VisitId) -> RecordId {
    record("visit", &id.to_string())
}

pub(crate) fn assistance(staff: StaffId) -> RecordId {
    record("assistance", &staff.to_string())
}
