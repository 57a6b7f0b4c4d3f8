//! "Allow remote shopping assistance": an act of its own, with a revision and an event of its own. The customer gives it himself, by a
//! proof that no visit yields; staff with the right to it are named as those who did.

use super::row::customer;
use crate::{
    By, Store, StoreError,
    assistance::Whose,
    engine::{tx::Tx, write::Update},
};
use domain::{
    assistance::EndCause,
    audit::{Action, Change},
    caller::{Own, Permit, right},
    customers::Customer,
};

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
        let now = tx.origin().at.millis();
        let update = Update::of(&customer(was.id))
            .set("consent", allowed)
            .set("consent_at", now)
            .set("consent_by", by.to_owned())
            .add("consent_revision", 1);
        tx.writes().must_update(&update.only_if("consent_revision", was.consent.revision));
        if !allowed {
            self.ending_visits(&mut tx, Whose::Customer(was.id), EndCause::ConsentWithdrawn).await?;
        }
        let action = if allowed { Action::ConsentGiven } else { Action::ConsentWithdrawn };
        let change = Change::of("allow_remote_shopping_assistance", &was.consent.allowed.to_string(), &allowed.to_string());
        let event = tx.event(action).about(was.id).on("customer", was.id, was.email.clone()).changing(change);
        tx.commit(event).await
    }
}
