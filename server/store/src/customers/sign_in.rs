//! Signing in and out.

use super::CustomerRow;
use crate::{
    Store, StoreError,
    conn::vars,
    key, record,
    secret::{Token, random_id},
    tx::Tx,
};
use domain::{
    audit::{Action, Actor, Event},
    caller::{Acting, Caller, Who},
    ids::{CartId, CustomerId},
    text::Secret,
};

impl Store {
    /// Signs a customer in: `None` if the address or the password is not right, or the account is not active.
    ///
    /// # Errors
    /// The store does not answer; nobody is signed in.
    pub async fn sign_in_customer(&self, caller: &Caller, email: &str, password: &Secret) -> Result<Option<Token>, StoreError> {
        let wanted = email.trim().to_lowercase();
        let row: Option<CustomerRow> =
            self.conn.run("SELECT * FROM customer WHERE email = $email", vars! { "email" => wanted.clone() }).await?.one(0)?;
        let right = self.passwords.verify(password, row.as_ref().map(|r| r.password.as_str())).await?;
        let Some(row) = row.filter(|r| right && r.active) else {
            let shown: String = wanted.chars().take(100).collect();
            self.append(Event::new(Action::CustomerSignInRefused, Actor::Guest, caller.origin().clone()).on("customer", "", shown)).await?;
            return Ok(None);
        };
        let cart = row.cart.as_deref().map(crate::parse).transpose()?;
        let id = crate::parse(key(&row.id)?)?;
        self.begin_session(caller, id, &row.email, cart).await.map(Some)
    }

    pub(super) async fn begin_session(
        &self,
        caller: &Caller,
        id: CustomerId,
        email: &str,
        cart: Option<CartId>,
    ) -> Result<Token, StoreError> {
        let token = Token::random();
        let origin = caller.origin();
        let mut tx = Tx::new()
            .bind("session_id", record("shopper_session", &token.digest()))
            .bind("customer", id.to_string())
            .bind("customer_id", record("customer", &id.to_string()))
            .bind("identity", random_id().simple().to_string())
            .bind("now", origin.at.millis())
            .run("CREATE $session_id SET customer = $customer, identity = $identity, started = $now, seen = $now RETURN NONE")
            .must_update("UPDATE $customer_id SET last_signed_in = $now WHERE active = true");
        let mut changes = Vec::new();
        if let (Who::Guest { cart: Some(guest) }, Some(own)) = (caller.who(), cart) {
            (tx, changes) = self.merging(tx, *guest, own, &origin.request).await?;
        }
        let actor = Actor::Customer { id, email: email.to_owned() };
        let event = Event::new(Action::CustomerSignedIn, actor, origin.clone()).about(id).on("customer", id, email).changing(changes);
        tx.commit(self, event).await?;
        Ok(token)
    }

    /// Ends the caller's storefront session.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn sign_out_customer(&self, caller: &Caller) -> Result<(), StoreError> {
        let Who::Shopper { customer, email, session, .. } = caller.who() else { return Ok(()) };
        Tx::new()
            .bind("session_id", record("shopper_session", session))
            .run("DELETE $session_id RETURN NONE")
            .commit(self, caller.event(Action::CustomerSignedOut).on("customer", *customer, email.clone()))
            .await
    }

    /// Whether this is the customer's own password.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn is_customers_password(&self, acting: &Acting, password: &Secret) -> Result<bool, StoreError> {
        let row = self.customer_row(acting.subject()).await?;
        self.passwords.verify(password, Some(&row.password)).await
    }
}
