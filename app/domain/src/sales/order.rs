//! An order: what was bought and for how much, who bought it, where it goes.

use super::{
    Taxed,
    given::{Given, Run},
    methods::{PaymentMethod, ShippingMethod},
    progress::{Pieces, Progress, State},
};
use crate::{
    address::Address,
    ids::{CustomerId, OrderId, ProductId, StoreGroupId, StoreViewId, VisitId, WebsiteId},
    money::{Money, NotASum},
    stores::{Language, Served},
    text::caseless,
    time::Moment,
};

/// Pieces of a product, at the price at which they were bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub product: ProductId,
    pub sku: String,
    /// As it was called where it was bought.
    pub name: String,
    /// Of one piece, as it was shown: with tax where prices include it.
    pub price: Money,
    /// The regular price then. None of what was bought before that was kept.
    pub original: Option<Money>,
    pub sum: Taxed,
    pub pieces: Pieces,
    /// Which of those that are invoiced were refunded: as many as `pieces` says.
    pub given: Given,
}

impl Line {
    /// What some of its pieces cost.
    ///
    /// # Errors
    /// There are not so many.
    pub fn cost_of(&self, runs: &[Run]) -> Result<Taxed, NotASum> {
        let cost = |from: u32, upto: u32| self.sum.of_the_next(from, upto.saturating_sub(from), self.pieces.ordered);
        runs.iter().try_fold(cost(0, 0)?, |sum, (from, upto)| sum.plus(cost(*from, *upto)?))
    }

    /// What all its pieces cost, as it was shown.
    ///
    /// # Errors
    /// It cannot be expressed.
    pub fn shown(&self, includes_tax: bool) -> Result<Money, NotASum> {
        if includes_tax { self.sum.total() } else { Ok(self.sum.net) }
    }
}

/// What an order costs, in the currency of its view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    pub subtotal: Taxed,
    pub shipping: Taxed,
    /// Whether prices were shown with tax.
    pub include_tax: bool,
}

impl Totals {
    /// # Errors
    /// The sum cannot be expressed.
    pub fn grand(self) -> Result<Money, NotASum> {
        self.subtotal.plus(self.shipping)?.total()
    }

    /// # Errors
    /// The sum cannot be expressed.
    pub fn tax(self) -> Result<Money, NotASum> {
        self.subtotal.tax.plus(self.shipping.tax)
    }

    /// A part of it, as it is shown.
    ///
    /// # Errors
    /// The sum cannot be expressed.
    pub fn shown(self, part: Taxed) -> Result<Money, NotASum> {
        if self.include_tax { part.total() } else { Ok(part.net) }
    }
}

/// Who ordered for the customer, in a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedBy {
    /// First and last name.
    pub name: String,
    pub visit: VisitId,
}

/// Where something was bought: what staff choose orders by under [`WEBSITE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    Website(WebsiteId),
    Store(StoreGroupId),
    View(StoreViewId),
}

impl Point {
    /// As it stands in addresses: a website by itself, as everywhere.
    pub fn code(self) -> String {
        match self {
            Self::Website(id) => id.to_string(),
            Self::Store(id) => format!("store-{id}"),
            Self::View(id) => format!("view-{id}"),
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once('-') {
            None => code.parse().ok().map(Self::Website),
            Some(("store", id)) => id.parse().ok().map(Self::Store),
            Some(("view", id)) => id.parse().ok().map(Self::View),
            Some(_) => None,
        }
    }
}

/// By what staff choose among orders.
pub const WEBSITE: &str = "website";
pub const STATE: &str = "status";
pub const HELPED: &str = "helped";
pub const PLACED: &str = "placed";
/// By the numbers alone of sums in several currencies: see [`Money::number`].
pub const BASE_TOTAL: &str = "base_total";
pub const TOTAL: &str = "total";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub id: OrderId,
    /// Of its store, for people.
    pub number: String,
    pub placed: Moment,
    pub website: WebsiteId,
    /// Whose number it has.
    pub group: StoreGroupId,
    pub view: StoreViewId,
    /// Website, store and view, as they were called then, one a line.
    pub bought_in: String,
    /// In which the customer is written to.
    pub language: Language,
    /// None of a guest's.
    pub customer: Option<CustomerId>,
    pub email: String,
    pub name: String,
    /// What the group was called whose prices it has. None of what was bought before there were any.
    pub customer_group: Option<String>,
    pub lines: Vec<Line>,
    pub totals: Totals,
    /// The sum of all, in the base currency of the website.
    pub base_total: Money,
    pub billing: Address,
    pub shipping: Address,
    pub shipping_method: ShippingMethod,
    pub payment_method: PaymentMethod,
    pub placed_by: Option<PlacedBy>,
    pub paid: Money,
    pub refunded: Money,
    /// Kept back of refunds.
    pub kept: Money,
    /// With its tax.
    pub shipping_refunded: Money,
    pub memos: u32,
    pub holds: bool,
    /// Whether its customer got a mail of it when it was placed. None of what was placed before this was kept.
    pub mailed: Option<bool>,
    pub comments: Vec<Comment>,
    pub revision: i64,
}

/// What is bought, by whom, and where it goes.
#[derive(Debug, Clone)]
pub struct Purchase {
    pub customer: Option<CustomerId>,
    pub email: String,
    pub name: String,
    pub customer_group: Option<String>,
    pub lines: Vec<Line>,
    pub totals: Totals,
    pub billing: Address,
    pub shipping: Address,
    pub shipping_method: ShippingMethod,
    pub payment_method: PaymentMethod,
}

/// What was noted of an order, or of a document of it: by staff, or by whoever placed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    pub at: Moment,
    /// First and last name.
    pub by: String,
    pub text: String,
    /// The customer sees it too, and not by whom it is.
    pub visible: bool,
    /// What the order was like then. None of what was noted before this was kept, as below; and none of a document's.
    pub state: Option<State>,
    /// Whether the customer got a mail of it. None of what he noted himself.
    pub notified: Option<bool>,
}

impl Comment {
    /// So many are kept of an order, and of each of its documents.
    pub const MOST: usize = 100;
}

impl Order {
    /// Whether whoever says this of a guest's order knows it. A customer's is shown in his account, and to nobody else.
    pub fn is_known_by(&self, last_name: &str, email: &str) -> bool {
        let is = |of: &str, said: &str| caseless(of) == caseless(said);
        self.customer.is_none() && is(self.billing.last_name.as_str(), last_name) && is(&self.email, email)
    }

    /// Whether it can become the order of whoever has this address: a guest's, placed with it, on the website of his account if that is of one.
    pub fn can_join(&self, email: &str, website: Option<WebsiteId>) -> bool {
        self.customer.is_none() && self.email == email && website.is_none_or(|website| website == self.website)
    }

    /// An order of what is bought in a view, as it begins: it has no number yet, and nothing is done of it.
    ///
    /// # Errors
    /// The sum cannot be expressed.
    pub fn of(id: OrderId, placed: Moment, view: &Served, bought: Purchase) -> Result<Self, NotASum> {
        let grand = bought.totals.grand()?;
        let nothing = Money::new(0, grand.currency());
        Ok(Self {
            id,
            number: String::new(),
            placed,
            website: view.website,
            group: view.group,
            view: view.id,
            bought_in: format!("{}\n{}\n{}", view.website_name, view.group_name, view.name),
            language: view.language,
            customer: bought.customer,
            email: bought.email,
            name: bought.name,
            customer_group: bought.customer_group,
            lines: bought.lines,
            totals: bought.totals,
            base_total: view.base_price(grand),
            billing: bought.billing,
            shipping: bought.shipping,
            shipping_method: bought.shipping_method,
            payment_method: bought.payment_method,
            placed_by: None,
            paid: nothing,
            refunded: nothing,
            kept: nothing,
            shipping_refunded: nothing,
            memos: 0,
            holds: false,
            mailed: None,
            comments: Vec::new(),
            revision: 0,
        })
    }

    /// How often something else was done to it than that something was noted, each of which counts as a change of its own: what is to be done
    /// rests on that. (From some number on, that is: what was noted when it was placed came with it.)
    pub fn changes(&self) -> i64 {
        self.revision.saturating_sub(i64::try_from(self.comments.len()).unwrap_or(i64::MAX))
    }

    pub fn progress(&self) -> Progress {
        Progress {
            lines: self.lines.iter().map(|line| line.pieces).collect(),
            paid: self.paid,
            refunded: self.refunded,
            kept: self.kept,
            memos: self.memos,
            holds: self.holds,
        }
    }

    pub fn state(&self) -> State {
        self.progress().state()
    }
}
