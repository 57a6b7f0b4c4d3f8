//! Signing in and out.

use super::row::{CustomerRow, SessionRow, customer, session};
use crate::{
    Store, StoreError,
    engine::{secret::Token, write::Update},
};
use domain::{
    audit::{Action, Actor, Event},
    caller::{Caller, Proof, Who},
    customers::Email,
    ids::{CartId, CustomerId, WebsiteId},
    text::Secret,
};

/// A customer who has just signed in.
#[derive(Debug)]
pub struct SignedIn {
    pub customer: CustomerId,
    pub token: Token,
    /// How many pieces of the guest's cart did not fit into his own.
    pub left_behind: u32,
}

impl Store {
    /// Signs a customer in: `None` if the address or the password is not right, or the account is not active. Whoever was signed in in
    /// this browser is not any more.
    ///
    /// # Errors
    /// The store does not answer; nobody is signed in.
    pub async fn sign_in_customer(
        &self,
        caller: &Caller,
        website: WebsiteId,
        email: &str,
        password: &Secret,
    ) -> Result<Option<SignedIn>, StoreError> {
        let wanted = Email::parse(email).map(|email| email.to_string()).unwrap_or_default();
        let row = self.customer_by_email(website, &wanted).await?;
        let right = self.passwords.verify(password, row.as_ref().map(|r| r.password.as_str())).await?;
        // Staff see whose account it was; whoever tries does not.
        let known = row.as_ref().map(|row| row.key().to_owned());
        let Some(row) = row.filter(|r| right && r.active) else {
            let shown: String = email.trim().chars().filter(|c| !c.is_control()).take(100).collect();
            let whose = known.as_deref().unwrap_or_default();
            let refused = Event::new(Action::CustomerSignInRefused, Actor::Guest, caller.origin().clone());
            self.append(refused.on("customer", whose, shown)).await?;
            return Ok(None);
        };
        let cart = row.cart.as_deref().map(crate::parse).transpose()?;
        let id = crate::parse(row.key())?;
        self.renew_password(caller, &row, password).await?;
        self.begin_session(caller, id, &row.email, cart).await.map(Some)
    }

    /// Who came from another shop with a hash of its making has one of ours from his first sign-in on.
    async fn renew_password(&self, caller: &Caller, row: &CustomerRow, password: &Secret) -> Result<(), StoreError> {
        let Some(hash) = self.passwords.renewed(password, &row.password).await? else { return Ok(()) };
        let mut tx = self.tx(caller);
        tx.writes().update(&Update::of(&row.id).set("password", hash).only_if("password", row.password.clone()));
        // The password is the one that it was: the sign-in, which is told, stands for it.
        tx.commit_untold().await
    }

    pub(super) async fn begin_session(
        &self,
        caller: &Caller,
        id: CustomerId,
        email: &str,
        cart: Option<CartId>,
    ) -> Result<SignedIn, StoreError> {
        let (token, origin) = (Token::random(), caller.origin());
        let now = origin.at.millis();
        let mut tx = self.tx(caller);
        tx.writes().create(&session(&token.digest()), SessionRow::of_customer(id, origin));
        tx.writes().must_update(&Update::of(&customer(id)).set("last_signed_in", now).only_if("active", true));
        let (mut changes, mut left_behind) = (Vec::new(), 0);
        match caller.who() {
            Who::Guest { cart: guest, session: old } => {
                if let (Some(guest), Some(own)) = (guest, cart) {
                    (changes, left_behind) = self.merging(&mut tx, *guest, own).await?;
                }
                old.iter().for_each(|old| tx.writes().delete(&session(old)));
            }
            Who::Shopper { session: old, .. } => tx.writes().delete(&session(old)),
            Who::Staff { .. } | Who::Visit(_) => {}
        }
        let actor = Actor::Customer { id, email: email.to_owned() };
        let event = Event::new(Action::CustomerSignedIn, actor, origin.clone()).about(id).on("customer", id, email).changing(changes);
        tx.commit(event).await?;
        Ok(SignedIn { customer: id, token, left_behind })
    }

    /// Ends the caller's storefront session.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn sign_out_customer(&self, caller: &Caller) -> Result<(), StoreError> {
        let Who::Shopper { customer, email, session: of, .. } = caller.who() else { return Ok(()) };
        let mut tx = self.tx(caller);
        tx.writes().delete(&session(of));
        let event = tx.event(Action::CustomerSignedOut).on("customer", *customer, email.clone());
        tx.commit(event).await
    }
}
