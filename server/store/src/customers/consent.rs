//! "Allow remote shopping assistance": an act of its own, with a revision and an event of its own. The customer gives it himself, by a
//! proof that no visit yields; staff with the right to it are named as those who did.

use super::row::customer;
use crate::{
    By, Store, StoreError,
    assistance::Whose,
    engine::{
        list::{Among, List, Listable, Order},
        secret::id_at,
        table::Table,
        tx::Tx,
        write::Update,
    },
    record,
};
use domain::{
    assistance::EndCause,
    audit::{Action, Change},
    caller::{Own, Permit, right},
    customers::{ConsentChange, ConsentSource, Customer},
    ids::CustomerId,
    list::{Cursor, Listed, Sort},
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue};

/// The record tells of each change as well; to be found there by customer, every event would need another index.
pub(crate) const CHANGES: Table = Table { name: "consent_change", row: ChangeRow::kind_of, indexes: &[], list: Some(|| LIST.asked()) };

const LIST: List<ChangeRow> =
    List { table: "consent_change", within: &["customer"], alone: &[], orders: &[Order::new("age", |change| change.by_age.clone())] };

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct ChangeRow {
    /// The row's own key, which rises with time.
    by_age: String,
    customer: String,
    allowed: bool,
    at: i64,
    /// The staff member who gave or took it, by user name; empty for the customer himself.
    by: String,
}

impl Listable for ChangeRow {
    fn stored_key(&self, _: &str) -> Option<&String> {
        Some(&self.by_age)
    }
}

impl ChangeRow {
    fn read(self) -> ConsentChange {
        ConsentChange { at: Moment::from_millis(self.at), allowed: self.allowed, by: ConsentSource::named(self.by) }
    }
}

/// What stands in a customer's history: that he allows it from a moment on, or does not any more.
pub(crate) fn changed(customer: &str, allowed: bool, by: &str, at: Moment) -> (RecordId, ChangeRow) {
    let key = id_at(at).simple().to_string();
    let id = record("consent_change", &key);
    (id, ChangeRow { by_age: key, customer: customer.to_owned(), allowed, at: at.millis(), by: by.to_owned() })
}

impl By<'_, Permit<right::CustomersView>> {
    /// When a customer's consent was given and withdrawn, and by whom, the newest first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn consent_changes(&self, id: CustomerId, cursor: &Cursor, size: usize) -> Result<Listed<ConsentChange>, StoreError> {
        self.store.customer_within(self.proof.websites(), id).await?;
        let (of, newest_first) = (Among::Within(id.to_string().into_value()), Sort { by: "age", down: true });
        LIST.read(&self.store.conn, of, newest_first, cursor, size).await?.try_map(|row| Ok(row.read()))
    }
}

impl By<'_, Own> {
    /// How many visits to him are in progress: they end when he withdraws.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn visits_in_progress(&self) -> Result<usize, StoreError> {
        Ok(self.store.live_visits(&Whose::Customer(self.proof.customer())).await?.len())
    }

    /// The customer allows it, or does not any more: then visits to him end.
    ///
    /// # Errors
    /// [`StoreError::Stale`]: it was changed meanwhile.
    pub async fn set_consent(&self, was: &Customer, allowed: bool) -> Result<(), StoreError> {
        if was.id != self.proof.customer() {
            return Err(StoreError::NotFound);
        }
        self.store.set_consent(self.store.tx(self.proof), was, allowed, "").await
    }
}

impl By<'_, Permit<right::AssistanceOptIn>> {
    /// Staff set it at the customer's word, in their own name.
    ///
    /// # Errors
    /// As for the customer himself.
    pub async fn set_consent(&self, was: &Customer, allowed: bool) -> Result<(), StoreError> {
        if !self.proof.websites().allows(was.website) {
            return Err(StoreError::NotFound);
        }
        self.store.set_consent(self.store.tx(self.proof), was, allowed, self.proof.user_name()).await
    }
}

impl Store {
    async fn set_consent(&self, mut tx: Tx<'_>, was: &Customer, allowed: bool, by: &str) -> Result<(), StoreError> {
        // There is nothing to allow while the feature is off, and nobody is asked.
        if !self.config().login_as_customer_enabled() {
            return Err(StoreError::NotFound);
        }
        if allowed == was.consent.allowed {
            return Ok(());
        }
        let now = tx.origin().at;
        let update = Update::of(&customer(was.id))
            .set("consent", allowed)
            .set("consent_at", now.millis())
            .set("consent_by", by.to_owned())
            .add("consent_revision", 1);
        tx.writes().must_update(&update.only_if("consent_revision", was.consent.revision));
        let (id, row) = changed(&was.id.to_string(), allowed, by, now);
        tx.writes().create(&id, row);
        if !allowed {
            self.ending_visits(&mut tx, Whose::Customer(was.id), EndCause::ConsentWithdrawn).await?;
        }
        let action = if allowed { Action::ConsentGiven } else { Action::ConsentWithdrawn };
        let change = Change::of("allow_remote_shopping_assistance", &was.consent.allowed.to_string(), &allowed.to_string());
        let event = tx.event(action).within(was.website).about(was.id).on("customer", was.id, was.email.clone()).changing(change);
        tx.commit(event).await
    }
}
