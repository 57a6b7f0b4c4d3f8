//! A customer whom staff create: he has no password, and is sent a link by which he sets one.

use super::{
    register::{new_ids, write_new},
    row::{CustomerRow, NewCustomer},
};
use crate::{
    By, StoreError,
    engine::{
        secret::{Token, id_at},
        turns::Asker,
    },
};
use domain::{
    audit::{Action, Change},
    caller::{Permit, Proof, right},
    customers::{Email, PersonName},
    ids::{CustomerGroupId, CustomerId, MailId, StoreViewId},
    mail::{About, Mail},
    text::{Flaw, Secret},
};

/// A customer as staff want him.
#[derive(Debug)]
pub struct CreatedCustomer {
    pub first_name: PersonName,
    pub last_name: PersonName,
    pub email: Email,
    /// In whose name he is written to; its website is his.
    pub view: StoreViewId,
    pub group: CustomerGroupId,
}

impl By<'_, Permit<right::CustomersEdit>> {
    /// Creates a customer, and sends him a link by which he sets his password.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: the address has an account, or looks like one that has; the view is none of the staff member's.
    pub async fn create_customer(&self, wanted: CreatedCustomer) -> Result<CustomerId, StoreError> {
        let (store, shop) = (self.store, self.store.shop());
        let view = shop.view(wanted.view).filter(|view| self.proof.websites().allows(view.website));
        let view = view.ok_or(StoreError::Invalid("view", Flaw::NotAChoice))?;
        if !shop.pricing.groups.of_customers().any(|group| group.id == wanted.group) {
            return Err(StoreError::Invalid("group", Flaw::NotAChoice));
        }
        store.no_lookalike(view.website, wanted.email.as_str(), None).await?;
        // Nobody knows it.
        let password = Secret::new(Token::random().expose());
        let hash = store.passwords.hash(&password, &Asker::known(self.proof.origin())).await?;
        let new = NewCustomer {
            email: wanted.email,
            first_name: wanted.first_name,
            last_name: wanted.last_name,
            password,
            consent: false,
            newsletter: false,
            website: view.website,
            view: view.id,
        };
        let origin = self.proof.origin();
        let (id, cart) = new_ids(origin);
        let mut tx = store.tx(self.proof);
        let account = store.taking_address(&mut tx, view.website, new.email.as_str(), None).await?;
        let row = CustomerRow::new(id, &new, account, hash, cart, origin).within(wanted.group);
        let mail = Mail::of_account(MailId::new(id_at(origin.at)), About::Welcome, &row.clone().read()?, origin.at);
        write_new(tx.writes(), row, cart);
        crate::mail::queue(tx.writes(), &mail);
        let event = tx.event(Action::CustomerCreated).within(view.website).about(id).on("customer", id, new.email.as_str());
        let told = [
            Change::added("first_name", new.first_name.as_str()),
            Change::added("last_name", new.last_name.as_str()),
            Change::added("customer_group", shop.pricing.groups.name(wanted.group)),
            Change::added("store_view", view.code.as_str()),
        ];
        tx.commit(event.changing(told)).await?;
        Ok(id)
    }
}

impl By<'_, Permit<right::CustomersReset>> {
    /// Sends a customer a link by which he sets his password anew; those of before open nothing once it is on its way.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn reset_password(&self, id: CustomerId) -> Result<(), StoreError> {
        let customer = self.store.customer_within(self.proof.websites(), id).await?.read()?;
        let at = self.proof.origin().at;
        let mut tx = self.store.tx(self.proof);
        crate::mail::queue(tx.writes(), &Mail::of_account(MailId::new(id_at(at)), About::PasswordReset, &customer, at));
        let event = tx.event(Action::PasswordResetRequested).within(customer.website).about(id).on("customer", id, customer.email.clone());
        tx.commit(event).await
    }
}
