//! Whoever forgot his password: a link goes to his address, if it is one that has an account. Whoever asks is told neither.

use super::row::CustomerRow;
use crate::{Store, StoreError, engine::secret::id_at};
use domain::{
    audit::Action,
    caller::{Caller, Proof},
    customers::Email,
    ids::{MailId, WebsiteId},
    mail::{About, Mail},
};

impl Store {
    /// Sends a link to whoever has this address, if somebody has and was not sent some a moment ago. The event is written either way: nobody
    /// can tell by the time either.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn forgot_password(&self, caller: &Caller, website: WebsiteId, email: &Email) -> Result<(), StoreError> {
        let row = self.customer_by_email(website, email.as_str()).await?.filter(|row| row.active);
        let customer = row.map(CustomerRow::read).transpose()?;
        let (mut tx, at) = (self.tx(caller), caller.origin().at);
        let known = customer.as_ref().map(|customer| customer.id.to_string()).unwrap_or_default();
        let goes = customer.is_some() && self.links.goes(&known, at);
        let mut event = tx.event(Action::PasswordResetRequested).within(website).on("customer", known, email.as_str());
        if let Some(customer) = &customer {
            if goes {
                crate::mail::queue(tx.writes(), &Mail::of_account(MailId::new(id_at(at)), About::PasswordReset, customer, at));
            }
            event = event.about(customer.id);
        }
        tx.commit(event).await
    }
}
