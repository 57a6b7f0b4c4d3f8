//! Newsletter Subscriptions: what each customer decided, with a revision and events of its own.

use super::row::NewCustomer;
use crate::{
    By, Store, StoreError,
    engine::{table::Table, tx::Tx},
    record,
};
use domain::{
    audit::{Action, Change, Event},
    caller::{Acting, Permit, right},
    ids::CustomerId,
    newsletter::Subscription,
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue};

/// By the customer's own key.
pub(crate) const SUBSCRIPTIONS: Table = Table { name: "newsletter", row: SubscriptionRow::kind_of, indexes: &[], list: None };

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct SubscriptionRow {
    since: Option<i64>,
    revision: i64,
}

impl SubscriptionRow {
    fn of(subscription: &Subscription) -> Self {
        Self { since: subscription.since.map(Moment::millis), revision: subscription.revision }
    }

    pub(super) fn read(self) -> Subscription {
        Subscription { since: self.since.map(Moment::from_millis), revision: self.revision }
    }
}

pub(super) fn subscription(customer: CustomerId) -> RecordId {
    record("newsletter", &customer.to_string())
}

/// What is told of a change.
pub(crate) fn told(on: bool, event: impl FnOnce(Action) -> Event) -> Event {
    let action = if on { Action::NewsletterSubscribed } else { Action::NewsletterUnsubscribed };
    event(action).changing(Change::of("general_subscription", &(!on).to_string(), &on.to_string()))
}

/// The subscription of a new customer, if he wants one.
pub(crate) fn decided(id: CustomerId, new: &NewCustomer, now: Moment) -> Option<(RecordId, SubscriptionRow)> {
    let decided = Subscription::default().turned(new.newsletter, now)?;
    Some((subscription(id), SubscriptionRow::of(&decided)))
}

impl By<'_, Acting> {
    /// Whether whoever is being acted for gets the newsletter.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn subscription(&self) -> Result<Subscription, StoreError> {
        self.store.subscription_of(self.proof.customer()).await
    }

    /// Subscribes him, or does so no more.
    ///
    /// # Errors
    /// [`StoreError::Stale`]: it was changed meanwhile, or the visit is over.
    pub async fn subscribe(&self, was: &Subscription, on: bool) -> Result<(), StoreError> {
        self.store.subscribe(self.store.tx(self.proof), self.proof.customer(), was, on).await
    }
}

impl By<'_, Permit<right::CustomersView>> {
    /// Whether a customer gets the newsletter.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn subscription(&self, id: CustomerId) -> Result<Subscription, StoreError> {
        self.store.customer_within(self.proof.websites(), id).await?;
        self.store.subscription_of(id).await
    }
}

impl By<'_, Permit<right::CustomersEdit>> {
    /// Whether a customer gets the newsletter.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn subscription(&self, id: CustomerId) -> Result<Subscription, StoreError> {
        self.store.customer_within(self.proof.websites(), id).await?;
        self.store.subscription_of(id).await
    }

    /// Subscribes a customer, or does so no more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]. [`StoreError::Stale`]: it was changed meanwhile.
    pub async fn subscribe(&self, id: CustomerId, was: &Subscription, on: bool) -> Result<(), StoreError> {
        self.store.customer_within(self.proof.websites(), id).await?;
        self.store.subscribe(self.store.tx(self.proof), id, was, on).await
    }
}

impl Store {
    async fn subscription_of(&self, customer: CustomerId) -> Result<Subscription, StoreError> {
        let row: Option<SubscriptionRow> = self.conn.row(&subscription(customer)).await?;
        Ok(row.map(SubscriptionRow::read).unwrap_or_default())
    }

    async fn subscribe(&self, mut tx: Tx<'_>, id: CustomerId, was: &Subscription, on: bool) -> Result<(), StoreError> {
        let Some(next) = was.turned(on, tx.origin().at) else { return Ok(()) };
        let customer = self.customer_row(id).await?.read()?;
        tx.writes().replace(&subscription(id), was.revision, SubscriptionRow::of(&next));
        let event = told(on, |action| tx.event(action)).within(customer.website).about(id).on("customer", id, customer.email);
        tx.commit(event).await
    }
}
