//! The rows of customers and of the storefront's sessions.

use super::session::Stay;
use crate::{
    StoreError,
    engine::{
        list::{Keys, List, Listable, Order},
        table::{Index, Table},
    },
    key, record,
    search::{Findable, LISTED},
};
use domain::{
    audit::Origin,
    customers::{Consent, ConsentSource, Customer, Email, GROUP, PersonName, email_skeleton, shown_email},
    ids::{CartId, CustomerGroupId, CustomerId, StoreViewId, WebsiteId},
    text::Secret,
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue, Value};

pub(crate) const CUSTOMERS: Table = Table {
    name: "customer",
    row: CustomerRow::kind_of,
    indexes: &[Index::Unique("account", "email"), Index::By(&["email"]), Index::By(&["email_skeleton"]), Index::Count],
    list: Some(|| LIST.asked()),
};

pub(crate) const SESSIONS: Table =
    Table { name: "shopper_session", row: SessionRow::kind_of, indexes: &[Index::By(&["customer"]), Index::By(&["seen"])], list: None };

/// The staff's list of customers.
pub(crate) const LIST: List<CustomerRow> = List {
    table: "customer",
    within: &["listed", "website"],
    alone: &[],
    orders: &[
        Order::of_text("name", |c, of| format!("{} {}", of.name_key(&c.last_name, &c.first_name), c.key())),
        Order::new("email", |c| format!("{} {}", c.email, c.key())),
        Order::new("since", |c| c.key().to_owned()),
    ],
};

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct CustomerRow {
    /// The customer's own key, which rises with the time of the registration.
    pub(crate) id: RecordId,
    pub(crate) email: String,
    /// What it is known by: see [`super::sharing`].
    pub(crate) account: String,
    /// Addresses that look alike have the same.
    pub(crate) email_skeleton: String,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
    pub(crate) password: String,
    pub(crate) active: bool,
    pub(crate) consent: bool,
    pub(crate) consent_at: Option<i64>,
    /// The staff member who gave or took it, by user name; empty for the customer himself.
    pub(crate) consent_by: Option<String>,
    /// Counts the changes of the consent, which is an act of its own.
    pub(crate) consent_revision: i64,
    pub(crate) created: i64,
    pub(crate) last_signed_in: Option<i64>,
    /// Counts the changes of all else.
    pub(crate) revision: i64,
    pub(crate) active_changes: i64,
    pub(crate) cart: Option<String>,
    /// Where he registered.
    pub(crate) website: String,
    pub(crate) view: String,
    /// Which prices he has. Who came before there were groups is in the general one.
    pub(crate) customer_group: Option<String>,
    /// Always true: see [`List::within`].
    pub(crate) listed: bool,
    #[surreal(flatten)]
    pub(crate) keys: Keys,
}

/// A registration, checked.
#[derive(Debug)]
pub struct NewCustomer {
    pub email: Email,
    pub first_name: PersonName,
    pub last_name: PersonName,
    pub password: Secret,
    pub consent: bool,
    /// Whether he wants the newsletter.
    pub newsletter: bool,
    /// Where he registered.
    pub website: WebsiteId,
    pub view: StoreViewId,
}

impl CustomerRow {
    pub(crate) fn new(id: CustomerId, new: &NewCustomer, account: String, password: String, cart: CartId, origin: &Origin) -> Self {
        let now = origin.at.millis();
        let row = Self {
            id: customer(id),
            email: String::new(),
            account,
            email_skeleton: String::new(),
            first_name: new.first_name.as_str().to_owned(),
            last_name: new.last_name.as_str().to_owned(),
            password,
            active: true,
            consent: new.consent,
            consent_at: new.consent.then_some(now),
            consent_by: new.consent.then(String::new),
            consent_revision: 0,
            created: now,
            last_signed_in: None,
            revision: 0,
            active_changes: 0,
            cart: Some(cart.to_string()),
            website: new.website.to_string(),
            view: new.view.to_string(),
            customer_group: None,
            listed: true,
            keys: Keys::new(),
        };
        row.named(&new.first_name, &new.last_name, &new.email)
    }

    /// In this group.
    pub(crate) fn within(self, group: CustomerGroupId) -> Self {
        Self { customer_group: Some(group.to_string()), ..self }
    }

    /// With these names and address, and all that follows from them.
    pub(crate) fn named(mut self, first: &PersonName, last: &PersonName, email: &Email) -> Self {
        self.first_name = first.as_str().to_owned();
        self.last_name = last.as_str().to_owned();
        self.email = email.as_str().to_owned();
        self.email_skeleton = email_skeleton(email.as_str());
        self.keys = LIST.keys(&self);
        self
    }

    pub(crate) fn key(&self) -> &str {
        key(&self.id).unwrap_or_default()
    }

    /// The group that he says he is in: see [`domain::customers::group::Groups::now`].
    pub(crate) fn group(&self) -> Result<CustomerGroupId, StoreError> {
        self.customer_group.as_deref().map_or(Ok(CustomerGroupId::GENERAL), crate::parse)
    }

    pub(crate) fn read(self) -> Result<Customer, StoreError> {
        Ok(Customer {
            group: self.group()?,
            id: crate::parse(key(&self.id)?)?,
            email: shown_email(&self.email),
            first_name: self.first_name,
            last_name: self.last_name,
            active: self.active,
            consent: Consent {
                allowed: self.consent,
                changed: self.consent_at.map(|at| (Moment::from_millis(at), ConsentSource::named(self.consent_by.unwrap_or_default()))),
                revision: self.consent_revision,
            },
            created: Moment::from_millis(self.created),
            last_signed_in: self.last_signed_in.map(Moment::from_millis),
            revision: self.revision,
            active_changes: self.active_changes,
            website: crate::parse(&self.website)?,
            view: crate::parse(&self.view)?,
        })
    }
}

impl Findable for CustomerRow {
    const LIST: &'static List<Self> = &LIST;

    fn id(&self) -> &RecordId {
        &self.id
    }

    fn texts(&self) -> Vec<&str> {
        vec![&self.first_name, &self.last_name, &self.email]
    }

    fn facets(&self) -> Vec<(&'static str, String)> {
        let (listed, yes) = LISTED;
        let group = self.group().unwrap_or(CustomerGroupId::GENERAL).to_string();
        vec![(listed, yes.to_owned()), ("website", self.website.clone()), (GROUP, group)]
    }
}

impl Listable for CustomerRow {
    fn stored_key(&self, column: &str) -> Option<&String> {
        self.keys.get(column)
    }
}

/// A storefront session: a guest's with his cart, or a customer's.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct SessionRow {
    pub(crate) customer: Option<String>,
    pub(crate) cart: Option<String>,
    pub(crate) started: i64,
    pub(crate) seen: i64,
    /// Whence it was begun, and with what; not kept of a guest.
    pub(crate) address: Option<String>,
    pub(crate) agent: Option<String>,
    /// Whether it is for as long as the browser is open, which nobody tells us: it ends sooner by itself. None of those of before.
    pub(crate) brief: Option<bool>,
    /// Whether it did not end, but goes on under another token: with this one it is nobody's.
    pub(crate) renewed: Option<bool>,
}

impl SessionRow {
    /// A customer's, from now on.
    pub(crate) fn of_customer(customer: CustomerId, stay: Stay, origin: &Origin) -> Self {
        let now = origin.at.millis();
        let (address, agent) = (Some(origin.address.clone()), Some(origin.agent.clone()));
        let brief = (stay == Stay::ForNow).then_some(true);
        Self { customer: Some(customer.to_string()), cart: None, started: now, seen: now, address, agent, brief, renewed: None }
    }

    pub(crate) fn of_guest(cart: CartId, now: Moment) -> Self {
        let (now, cart) = (now.millis(), Some(cart.to_string()));
        Self { customer: None, cart, started: now, seen: now, address: None, agent: None, brief: None, renewed: None }
    }
}

pub(crate) fn customer(id: CustomerId) -> RecordId {
    record("customer", &id.to_string())
}

pub(crate) fn session(key: &str) -> RecordId {
    record("shopper_session", key)
}
