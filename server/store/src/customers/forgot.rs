//! Whoever forgot his password: a link goes to his address, if it is one that has an account. Whoever asks is told neither.

use super::row::CustomerRow;
use crate::{
    Store, StoreError,
    engine::{retry::decide, secret::id_at, tx::Tx},
    mail::queue_or_as_much,
};
use domain::{
    audit::{Action, Event},
    caller::Caller,
    customers::Email,
    ids::{MailId, WebsiteId},
    mail::{About, Mail},
};

impl Store {
    /// Sends a link to whoever has this address, if somebody has and was not sent some a moment ago. As much is written either way: nobody
    /// can tell by the time either.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn forgot_password(&self, caller: &Caller, website: WebsiteId, email: &Email) -> Result<(), StoreError> {
        decide(|| async {
            let found = self.customer_by_email(website, email.as_str()).await?;
            let mut tx = self.tx(caller);
            let event = self.way_back(&mut tx, website, email, found).await?;
            tx.commit(event).await
        })
        .await
    }

    /// Whether another mail that anybody can cause may go to whoever has this address; it is counted in `tx`.
    pub(super) async fn may_be_mailed(&self, tx: &mut Tx<'_>, email: &Email) -> Result<bool, StoreError> {
        let lately = self.mailed_lately(&format!("customer {email}"), tx.origin().at).await?;
        Ok(lately.goes(tx.writes()))
    }

    /// Adds to `tx` the mail with a way back into the account that was found for an address, and gives the event that tells of it.
    pub(super) async fn way_back(
        &self,
        tx: &mut Tx<'_>,
        website: WebsiteId,
        email: &Email,
        found: Option<CustomerRow>,
    ) -> Result<Event, StoreError> {
        let at = tx.origin().at;
        let (id, about) = (MailId::new(id_at(at)), About::PasswordReset);
        let event = tx.event(Action::PasswordResetRequested).within(website);
        let goes = self.may_be_mailed(tx, email).await?;
        let Some(customer) = found.filter(|row| row.active).map(CustomerRow::read).transpose()? else {
            queue_or_as_much(tx.writes(), false, &Mail::to_nobody(id, about, email.as_str(), at));
            return Ok(event.on("customer", "", email.as_str()));
        };
        queue_or_as_much(tx.writes(), goes, &Mail::of_account(id, about, &customer, at));
        Ok(event.about(customer.id).on("customer", customer.id, email.as_str()))
    }
}
