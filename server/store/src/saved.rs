//! Who saved something last, and when. Each row that counts its revisions says it (`engine::write`); what is only noted on an order is not that.

use crate::{By, StoreError, engine::conn::vars, record, stores};
use domain::{
    caller::Proof,
    ids::{
        AttributeId, CategoryId, CustomerGroupId, CustomerId, OrderId, PriceRuleId, ProductId, RoleId, StaffId, StoreGroupId, StoreViewId,
        WebsiteId,
    },
    time::Moment,
};
use surrealdb::types::RecordId;

/// Something that several people may have open at once.
#[derive(Debug, Clone, Copy)]
pub enum Revised {
    Attribute(AttributeId),
    Category(CategoryId),
    Customer(CustomerId),
    CustomerGroup(CustomerGroupId),
    /// Whether a customer has the newsletter.
    Newsletter(CustomerId),
    Order(OrderId),
    PriceRule(PriceRuleId),
    Product(ProductId),
    Role(RoleId),
    Staff(StaffId),
    Store(StoreGroupId),
    StoreView(StoreViewId),
    /// The tree of websites, stores and views, whichever of them it was.
    Stores,
    Website(WebsiteId),
}

impl Revised {
    fn row(self) -> RecordId {
        match self {
            Self::Attribute(id) => record("attribute", &id.to_string()),
            Self::Category(id) => record("category", &id.to_string()),
            Self::Customer(id) => record("customer", &id.to_string()),
            Self::CustomerGroup(id) => record("customer_group", &id.to_string()),
            Self::Newsletter(id) => record("newsletter", &id.to_string()),
            Self::Order(id) => record("order", &id.to_string()),
            Self::PriceRule(id) => record("price_rule", &id.to_string()),
            Self::Product(id) => record("product", &id.to_string()),
            Self::Role(id) => record("role", &id.to_string()),
            Self::Staff(id) => record("staff", &id.to_string()),
            Self::Store(id) => record("store_group", &id.to_string()),
            Self::StoreView(id) => record("store_view", &id.to_string()),
            Self::Stores => stores::version(),
            Self::Website(id) => record("website", &id.to_string()),
        }
    }
}

/// Who saved something last: the user name, or a customer's e-mail address; and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    pub by: String,
    pub at: Moment,
}

impl Saved {
    fn read(column: &str) -> Option<Self> {
        let (at, by) = column.split_once(' ')?;
        Some(Self { by: by.to_owned(), at: Moment::from_millis(at.parse().ok()?) })
    }
}

impl<P: Proof> By<'_, P> {
    /// Who saved something last that whoever asks has read; `None`, if nobody with a name did.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn saved(&self, what: Revised) -> Result<Option<Saved>, StoreError> {
        let saved: Option<Option<String>> = self.store.conn.read("RETURN [$id.saved]", vars! { "id" => what.row() }).await?.one(0)?;
        Ok(saved.flatten().as_deref().and_then(Saved::read))
    }
}
