//! Signing in and out.

use super::{
    row::{CustomerRow, SessionRow, customer, session},
    session::Stay,
};
use crate::{
    Store, StoreError,
    engine::{
        retry::decide,
        secret::{Token, id_at},
        turns::Asker,
        write::Update,
    },
    lockout::{Attempt, Guarded},
    mail,
};
use domain::{
    audit::{Action, Actor, Event},
    caller::{Caller, Proof, Who},
    customers::Email,
    ids::{CartId, CustomerId, MailId, ProductId, WebsiteId},
    mail::{About, Mail},
    text::Secret,
};

/// A customer who has just signed in.
#[derive(Debug)]
pub struct SignedIn {
    pub customer: CustomerId,
    pub token: Token,
    /// What of the guest's cart did not fit into his own: of each product how many pieces.
    pub left_behind: Vec<(ProductId, u32)>,
}

impl Store {
    /// Signs a customer in: `None` if the address or the password is not right, or the account is not active, or closed for a while. Whoever
    /// was signed in in this browser is not any more.
    ///
    /// # Errors
    /// The store does not answer; nobody is signed in.
    pub async fn sign_in_customer(
        &self,
        caller: &Caller,
        website: WebsiteId,
        (email, password): (&str, &Secret),
        stay: Stay,
    ) -> Result<Option<SignedIn>, StoreError> {
        let wanted = Email::parse(email).map(|email| email.to_string()).unwrap_or_default();
        let row = self.customer_by_email(website, &wanted).await?;
        let key = row.as_ref().map(|row| row.key().to_owned());
        let attempt = || self.attempt(Guarded::Customer, key.as_deref(), caller.origin());
        let asker = self.passwords.turns.asker(caller.origin(), attempt().await?.is_home());
        let right = self.passwords.verify(password, row.as_ref().map(|r| r.password.as_str()), &asker).await?;
        let (row, right) = (&row, right && row.as_ref().is_some_and(|r| r.active));
        // What was tried meanwhile counts: whoever tries a hundred at once is judged as if one after another.
        let done = decide(|| async {
            let attempt = attempt().await?;
            let Some(row) = row.as_ref().filter(|_| right && !attempt.is_locked()) else {
                return self.customer_not_signed_in(caller, row.as_ref(), &attempt, email).await.map(|()| None);
            };
            let cart = row.cart.as_deref().map(crate::parse).transpose()?;
            self.begin_session(caller, crate::parse(row.key())?, &row.email, (cart, stay), Some(&attempt)).await.map(Some)
        })
        .await?;
        match row {
            Some(row) if done.is_some() => self.renew_password(caller, row, password, &asker).await?,
            _ => self.passwords.turns.failed(caller.origin()),
        }
        Ok(done)
    }

    pub(super) async fn customer_not_signed_in(
        &self,
        caller: &Caller,
        found: Option<&CustomerRow>,
        attempt: &Attempt,
        email: &str,
    ) -> Result<(), StoreError> {
        let event = |action| Event::new(action, Actor::Guest, caller.origin().clone());
        let mut tx = self.tx(caller);
        if let Some(row) = found
            && attempt.failed(tx.writes())
        {
            let (customer, at) = (row.clone().read()?, caller.origin().at);
            tx.also(event(Action::CustomerLocked).within(customer.website).about(customer.id).on(
                "customer",
                customer.id,
                row.email.clone(),
            ));
            mail::queue(tx.writes(), &Mail::of_account(MailId::new(id_at(at)), About::CustomerLocked, &customer, at));
        }
        if found.is_none() {
            attempt.of_nobody(tx.writes());
        }
        // Staff see whose account it was; whoever tries does not.
        let whose = found.map(CustomerRow::key).unwrap_or_default();
        let shown: String = email.trim().chars().filter(|c| !c.is_control()).take(100).collect();
        tx.commit(event(Action::CustomerSignInRefused).on("customer", whose, shown)).await
    }

    /// Who came from another shop with a hash of its making has one of ours from his first sign-in on.
    async fn renew_password(&self, caller: &Caller, row: &CustomerRow, password: &Secret, asker: &Asker) -> Result<(), StoreError> {
        let Some(hash) = self.passwords.renewed(password, &row.password, asker).await? else { return Ok(()) };
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
        (cart, stay): (Option<CartId>, Stay),
        attempt: Option<&Attempt>,
    ) -> Result<SignedIn, StoreError> {
        let (token, origin) = (Token::random(), caller.origin());
        let now = origin.at.millis();
        let mut tx = self.tx(caller);
        tx.writes().create(&session(&token.digest()), SessionRow::of_customer(id, stay, origin));
        tx.writes().must_update(&Update::of(&customer(id)).set("last_signed_in", now).only_if("active", true));
        if let Some(attempt) = attempt {
            attempt.passed(tx.writes());
        }
        let (mut changes, mut left_behind) = (Vec::new(), Vec::new());
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
