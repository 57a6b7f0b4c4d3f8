//! The rows of orders, and of what numbers them.

use super::within::{CommentRow, OrderLineRow};
use crate::{
    StoreError,
    customers::AddressRow,
    engine::{
        list::{Keys, List, Listable, Order as By, sorted_number},
        table::{Index, Table},
        write::Update,
    },
    key, record,
    search::{Findable, LISTED, Names},
};
use domain::{
    money::{Currency, Money},
    sales::{
        Taxed,
        methods::{PaymentMethod, ShippingMethod},
        order::{BASE_TOTAL, Line, Order, PLACED, PlacedBy, TOTAL, Totals},
        progress::State,
    },
    stores::Language,
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue, Value};

pub(crate) const ORDERS: Table = Table {
    name: "order",
    row: OrderRow::kind_of,
    indexes: &[Index::Unique("number", "number"), Index::Unique("bought", "cart"), Index::By(&["email"]), Index::Count],
    list: Some(|| LIST.asked()),
};
/// By the key of the store whose orders it counts.
pub(crate) const COUNTERS: Table = Table { name: "counter", row: CounterRow::kind_of, indexes: &[], list: None };

/// Orders: of all, of a website, in a state, placed with help, and of a customer.
pub(crate) const LIST: List<OrderRow> = List {
    table: "order",
    within: &["listed", "website", "facets", "helped"],
    alone: &[("customer", "placed")],
    orders: &[
        // Of one moment, those of a store have the order of their numbers.
        By::new("placed", |o| format!("{} {} {}", placed_key(o.placed), o.number, o.key())),
        By::new("number", |o| format!("{} {}", o.number, o.key())),
        By::of_text("name", |o, of| format!("{} {}", of.key(&o.billing.full_name()), o.key())),
        By::new("total", |o| format!("{:016} {}", o.base_total, o.key())),
    ],
};

/// The beginning of the keys of what is placed at a moment.
pub(super) fn placed_key(placed: i64) -> String {
    format!("{placed:015}")
}

/// How many orders a store has had.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct CounterRow {
    pub(crate) id: RecordId,
    pub(crate) number: i64,
    /// What tells its numbers from those of the other stores: 1 of the first that sold anything, which has nothing before them.
    pub(crate) place: i64,
}

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct OrderRow {
    /// Its key rises with the time at which it was placed.
    pub(crate) id: RecordId,
    pub(crate) number: String,
    /// The cart that it was, and that cart's revision: it is ordered once.
    pub(crate) bought: String,
    pub(crate) placed: i64,
    pub(crate) website: String,
    pub(crate) store_group: String,
    pub(crate) view: String,
    pub(crate) bought_in: String,
    pub(crate) language: String,
    pub(crate) customer: Option<String>,
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) customer_group: Option<String>,
    pub(crate) currency: String,
    pub(crate) lines: Vec<OrderLineRow>,
    pub(crate) shipping_net: i64,
    pub(crate) shipping_tax: i64,
    pub(crate) include_tax: bool,
    pub(crate) base_currency: String,
    pub(crate) base_total: i64,
    pub(crate) billing: AddressRow,
    pub(crate) shipping: AddressRow,
    pub(crate) shipping_method: String,
    pub(crate) payment_method: String,
    /// Of whoever placed it for the customer.
    pub(crate) placed_by: Option<String>,
    pub(crate) visit: Option<String>,
    pub(crate) paid: i64,
    pub(crate) refunded: i64,
    pub(crate) kept: i64,
    pub(crate) shipping_refunded: i64,
    pub(crate) memos: i64,
    pub(crate) holds: bool,
    /// None of what was placed before this was kept.
    mailed: Option<bool>,
    comments: Vec<CommentRow>,
    /// See [`facets`].
    pub(crate) facets: String,
    /// See [`helped`].
    pub(crate) helped: String,
    /// Always true: see [`List::within`].
    pub(crate) listed: bool,
    pub(crate) revision: i64,
    #[surreal(flatten)]
    pub(crate) keys: Keys,
}

/// What staff choose orders by, in one column: the website, the state, and whether somebody placed it for the customer.
pub(crate) fn facets(website: &str, state: &str, helped: bool) -> String {
    format!("{website} {state} {}", u8::from(helped))
}

/// The state that stands in such a column.
pub(super) fn state_of(facets: &str) -> Result<State, StoreError> {
    let state = facets.split(' ').nth(1).and_then(State::from_code);
    state.ok_or_else(|| StoreError::Unreadable(format!("facets {facets}")))
}

/// The website, and whether somebody placed it for the customer: whatever state it is in.
pub(crate) fn helped(website: &str, helped: bool) -> String {
    format!("{website} {}", u8::from(helped))
}

impl OrderRow {
    /// `bought` is the cart that it was.
    pub(crate) fn of(order: &Order, bought: String) -> Self {
        let mut row = Self {
            id: record("order", &order.id.to_string()),
            number: order.number.clone(),
            bought,
            placed: order.placed.millis(),
            website: order.website.to_string(),
            store_group: order.group.to_string(),
            view: order.view.to_string(),
            bought_in: order.bought_in.clone(),
            language: order.language.tag().to_owned(),
            customer: order.customer.map(|id| id.to_string()),
            email: order.email.clone(),
            name: order.name.clone(),
            customer_group: order.customer_group.clone(),
            currency: order.paid.currency().code().to_owned(),
            lines: order.lines.iter().map(OrderLineRow::of).collect(),
            shipping_net: order.totals.shipping.net.minor(),
            shipping_tax: order.totals.shipping.tax.minor(),
            include_tax: order.totals.include_tax,
            base_currency: order.base_total.currency().code().to_owned(),
            base_total: order.base_total.minor(),
            billing: AddressRow::of(&order.billing),
            shipping: AddressRow::of(&order.shipping),
            shipping_method: order.shipping_method.code().to_owned(),
            payment_method: order.payment_method.code().to_owned(),
            placed_by: order.placed_by.as_ref().map(|by| by.name.clone()),
            visit: order.placed_by.as_ref().map(|by| by.visit.to_string()),
            paid: order.paid.minor(),
            refunded: order.refunded.minor(),
            kept: order.kept.minor(),
            shipping_refunded: order.shipping_refunded.minor(),
            memos: order.memos.into(),
            holds: order.holds,
            mailed: order.mailed,
            comments: order.comments.iter().map(CommentRow::of).collect(),
            facets: facets(&order.website.to_string(), order.state().code(), order.placed_by.is_some()),
            helped: helped(&order.website.to_string(), order.placed_by.is_some()),
            listed: true,
            revision: order.revision,
            keys: Keys::new(),
        };
        row.keys = LIST.keys(&row);
        row
    }

    /// What changes when it comes further.
    pub(crate) fn progress(self) -> Update {
        Update::of(&self.id)
            .set("lines", self.lines)
            .set("paid", self.paid)
            .set("refunded", self.refunded)
            .set("kept", self.kept)
            .set("shipping_refunded", self.shipping_refunded)
            .set("memos", self.memos)
            .set("holds", self.holds)
            .set("comments", self.comments)
            .set("facets", self.facets)
            .add("revision", 1)
    }

    pub(crate) fn key(&self) -> &str {
        key(&self.id).unwrap_or_default()
    }

    /// The sum of all, as [`Totals::grand`] has it.
    fn total(&self) -> i64 {
        let lines = self.lines.iter().flat_map(|line| [line.net, line.tax]);
        lines.chain([self.shipping_net, self.shipping_tax]).fold(0, i64::saturating_add)
    }

    pub(crate) fn read(self) -> Result<Order, StoreError> {
        let (shown_in, base) = (currency(&self.currency)?, currency(&self.base_currency)?);
        let money = |minor| Money::new(minor, shown_in);
        let id = crate::parse(self.key())?;
        let lines: Vec<Line> = self.lines.into_iter().map(|row| row.read(shown_in)).collect::<Result<_, StoreError>>()?;
        let nothing = Taxed { net: money(0), tax: money(0) };
        let subtotal = lines.iter().try_fold(nothing, |sum, line| sum.plus(line.sum));
        let subtotal = subtotal.map_err(|e| StoreError::Unreadable(e.to_string()))?;
        let unknown = |what: &str, code: &str| StoreError::Unreadable(format!("{what} {code}"));
        let placed_by = match (self.placed_by, self.visit) {
            (Some(name), Some(visit)) => Some(PlacedBy { name, visit: crate::parse(&visit)? }),
            (Some(_), None) | (None, Some(_) | None) => None,
        };
        Ok(Order {
            id,
            number: self.number,
            placed: Moment::from_millis(self.placed),
            website: crate::parse(&self.website)?,
            group: crate::parse(&self.store_group)?,
            view: crate::parse(&self.view)?,
            bought_in: self.bought_in,
            language: Language::from_tag(&self.language).unwrap_or_default(),
            customer: self.customer.as_deref().map(crate::parse).transpose()?,
            email: self.email,
            name: self.name,
            customer_group: self.customer_group,
            lines,
            totals: Totals {
                subtotal,
                shipping: Taxed { net: money(self.shipping_net), tax: money(self.shipping_tax) },
                include_tax: self.include_tax,
            },
            base_total: Money::new(self.base_total, base),
            billing: self.billing.read()?,
            shipping: self.shipping.read()?,
            shipping_method: ShippingMethod::from_code(&self.shipping_method)
                .ok_or_else(|| unknown("shipping method", &self.shipping_method))?,
            payment_method: PaymentMethod::from_code(&self.payment_method)
                .ok_or_else(|| unknown("payment method", &self.payment_method))?,
            placed_by,
            paid: money(self.paid),
            refunded: money(self.refunded),
            kept: money(self.kept),
            shipping_refunded: money(self.shipping_refunded),
            memos: pieces(self.memos)?,
            holds: self.holds,
            mailed: self.mailed,
            comments: self.comments.into_iter().map(CommentRow::read).collect(),
            revision: self.revision,
        })
    }
}

pub(super) fn currency(code: &str) -> Result<Currency, StoreError> {
    Currency::from_code(code).ok_or_else(|| StoreError::Unreadable(format!("currency {code}")))
}

pub(super) fn pieces(number: i64) -> Result<u32, StoreError> {
    u32::try_from(number).map_err(|_| StoreError::Unreadable(format!("{number} pieces")))
}

/// Orders that the index alone knows: what they are of changes as an order comes further, or is seldom asked for.
const FOUND: &[By<OrderRow>] = &[
    By::of_text("ship_to", |o, of| format!("{} {}", of.key(&o.shipping.full_name()), o.key())),
    By::new("purchased", |o| format!("{} {}", sorted_number(number(o.total(), &o.currency)), o.key())),
    By::new("status", |o| format!("{} {}", o.facets.split(' ').nth(1).unwrap_or_default(), o.key())),
];

/// Columns that the index alone has.
pub(super) const STORE: &str = "store";
pub(super) const VIEW: &str = "view";

/// A sum, to be told apart from sums in other currencies: see [`Money::number`].
pub(super) fn number(sum: i64, code: &str) -> i64 {
    Currency::from_code(code).map_or(sum, |currency| Money::new(sum, currency).number())
}

impl Findable for OrderRow {
    const LIST: &'static List<Self> = &LIST;
    const FOUND: &'static [By<Self>] = FOUND;

    fn id(&self) -> &RecordId {
        &self.id
    }

    fn texts(&self) -> Vec<&str> {
        let skus = self.lines.iter().map(|line| line.sku.as_str());
        [self.number.as_str(), &self.name, &self.email].into_iter().chain(skus).collect()
    }

    fn facets(&self) -> Vec<(&'static str, String)> {
        let (listed, yes) = LISTED;
        let columns = [("website", &self.website), ("helped", &self.helped), ("facets", &self.facets)];
        // Of a store or a view few look for orders: the store has no indexes by them.
        let columns = columns.into_iter().chain([(STORE, &self.store_group), (VIEW, &self.view)]);
        std::iter::once((listed, yes.to_owned())).chain(columns.map(|(column, value)| (column, value.clone()))).collect()
    }

    fn figures(&self, _: Names<'_>) -> Vec<(String, i64)> {
        let figures = [
            (PLACED, self.placed),
            (BASE_TOTAL, number(self.base_total, &self.base_currency)),
            (TOTAL, number(self.total(), &self.currency)),
        ];
        figures.map(|(name, figure)| (name.to_owned(), figure)).into()
    }
}

impl Listable for OrderRow {
    fn stored_key(&self, column: &str) -> Option<&String> {
        self.keys.get(column)
    }
}
