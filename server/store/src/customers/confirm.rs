//! Addresses that count once a link that was sent there is opened (Require Emails Confirmation): whoever registers sets his password by it, and
//! an account's other address is its own from then on. Whoever asks is answered alike, whether there is an account or not.

use super::{
    account::name,
    register::{new_ids, write_new},
    row::{CustomerRow, NewCustomer, customer},
    session::Stay,
    sharing::account_key,
};
use crate::{
    By, Store, StoreError,
    cart::cart_record,
    engine::{
        retry::decide,
        secret::{Addressed, Token, id_at},
        table::Table,
        write::{Update, When, Writes},
    },
    mail::queue_or_as_much,
    record,
};
use domain::{
    audit::{Action, Actor, Event},
    caller::{Caller, Job, Own, Proof},
    customers::{Customer, Email, PersonName},
    ids::{CustomerId, MailId, StoreViewId, WebsiteId},
    mail::{About, Mail},
    text::{Flaw, Secret},
};
use std::time::Duration;
use surrealdb::types::{RecordId, SurrealValue};

/// By the customer's own key.
pub(crate) const LINKS: Table = Table { name: "email_link", row: LinkRow::kind_of, indexes: &[], list: None };

/// How long a link gives an account its other address.
const LASTS: Duration = Duration::from_secs(24 * 60 * 60);

/// What stands in the link: whose account it is, and a secret.
pub type AddressLink = Addressed<CustomerId>;

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct LinkRow {
    digest: String,
    /// Where it was sent: the address that it gives.
    email: String,
    until: i64,
}

fn link_record(customer: CustomerId) -> RecordId {
    record("email_link", &customer.to_string())
}

/// Whoever registers, before his address counts.
#[derive(Debug)]
pub struct Applicant {
    pub email: Email,
    pub first_name: PersonName,
    pub last_name: PersonName,
    pub website: WebsiteId,
    pub view: StoreViewId,
}

impl Store {
    /// Registers a customer, and sends him a link by which he sets his password. Whoever has an account already, or asks for an address that
    /// looks like one that has, is sent a way back into his own, if anything; who asks is told neither.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn register_by_mail(&self, caller: &Caller, applicant: Applicant) -> Result<(), StoreError> {
        let Applicant { email, first_name, last_name, website, view } = applicant;
        // Nobody knows it. It is made also where there is an account: else the time would tell.
        let password = Secret::new(Token::random().expose());
        let hash = self.passwords.hash(&password, &self.passwords.turns.asker(caller.origin(), false)).await?;
        let new = NewCustomer { email, first_name, last_name, password, consent: false, newsletter: false, website, view };
        match decide(|| self.applying(caller, &new, &hash)).await {
            // Somebody took it a moment ago.
            Err(StoreError::Invalid("email", Flaw::Taken)) => self.forgot_password(caller, website, &new.email).await,
            done => done,
        }
    }

    /// Where there is an account, one is made all the same, under a key that is no address, and taken back in the same transaction: it takes as
    /// long.
    async fn applying(&self, caller: &Caller, new: &NewCustomer, hash: &str) -> Result<(), StoreError> {
        let (origin, email) = (caller.origin(), new.email.as_str());
        let looks_alike = match self.no_lookalike(new.website, email, None).await {
            Ok(()) => false,
            Err(StoreError::Invalid(..)) => true,
            Err(error) => return Err(error),
        };
        let found = self.customer_by_email(new.website, email).await?;
        let is_free = found.is_none() && !looks_alike;
        let (id, cart) = new_ids(origin);
        let mut tx = self.tx(caller);
        let shared = self.taking_addresses(&mut tx, new.website);
        let account = if is_free { account_key(shared, &new.website.to_string(), email) } else { id.to_string() };
        let shop = self.shop();
        let group = shop.view(new.view).unwrap_or_else(|| shop.default_view()).config.default_group();
        let row = CustomerRow::new(id, new, account, hash.to_owned(), cart, origin).within(shop.pricing.groups.now(group));
        let mail = Mail::of_account(MailId::new(id_at(origin.at)), About::Welcome, &row.clone().read()?, origin.at);
        write_new(tx.writes(), row, cart);
        if !is_free {
            tx.writes().delete(&cart_record(cart));
            tx.writes().delete(&customer(id));
            let event = self.way_back(&mut tx, new.website, &new.email, found).await?;
            return tx.commit(event).await;
        }
        // It is one of the few that go there for now.
        self.may_be_mailed(&mut tx, &new.email).await?;
        crate::mail::queue(tx.writes(), &mail);
        let actor = Actor::Customer { id, email: new.email.to_string() };
        let event = Event::new(Action::CustomerRegistered, actor, origin.clone());
        tx.commit(event.about(id).on("customer", id, email)).await
    }
}

impl By<'_, Own> {
    /// Asks for another address, to which a link is sent. To one that has an account, or looks like one that has, nothing is; nor to one that was
    /// sent some a moment ago, or for an account that had some sent. Who asks is told nothing of it, by the time neither.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn ask_for_address(&self, was: &Customer, email: &Email) -> Result<(), StoreError> {
        decide(|| self.asking_for_address(was, email)).await
    }

    async fn asking_for_address(&self, was: &Customer, email: &Email) -> Result<(), StoreError> {
        let (store, at) = (self.store, self.proof.origin().at);
        let is_free = match store.no_lookalike(was.website, email.as_str(), Some(&customer(was.id))).await {
            Ok(()) => store.customer_by_email(was.website, email.as_str()).await?.is_none(),
            Err(StoreError::Invalid(..)) => false,
            Err(error) => return Err(error),
        };
        let mut tx = store.tx(self.proof);
        // Whoever has an account fills nobody's mailbox by it, neither one nor many. Counted also for what does not go: the next would tell.
        let (by, to) = (format!("by {}", was.id), format!("to {email}"));
        let (by, to) = (store.mailed_lately(&by, at).await?, store.mailed_lately(&to, at).await?);
        let goes = by.goes(tx.writes()) && to.goes(tx.writes()) && is_free;
        let mail = Mail::of_account(MailId::new(id_at(at)), About::EmailConfirmation, was, at);
        queue_or_as_much(tx.writes(), goes, &Mail { to: email.to_string(), ..mail });
        let event = tx.event(Action::EmailChangeRequested).within(was.website).about(was.id);
        tx.commit(event.on("customer", was.id, email.as_str())).await
    }

    /// The address that a link gives to the account of whoever opens it; `None`: it gives none (any more).
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn address_of(&self, link: &AddressLink) -> Result<Option<Email>, StoreError> {
        if link.at != self.proof.customer() {
            return Ok(None);
        }
        let row: Option<LinkRow> = self.store.conn.row(&link_record(link.at)).await?;
        let now = self.proof.origin().at.millis();
        match row.filter(|row| row.digest == link.digest() && row.until > now) {
            Some(row) => Ok(Some(Email::parse(&row.email).map_err(|_| StoreError::Unreadable(row.email.clone()))?)),
            None => Ok(None),
        }
    }

    /// Gives the account the address of a link, which is spent. Other sessions of the account end, this one goes on under the token that is given
    /// back, and the address of before is told.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: the link gives none (any more). [`StoreError::Invalid`]: somebody has the address by now.
    pub async fn confirm_address(&self, was: &Customer, link: &AddressLink) -> Result<(Token, Stay), StoreError> {
        let email = self.address_of(link).await?.ok_or(StoreError::NotFound)?;
        let row = self.store.row_of(was, self.proof).await?;
        let new = row.clone().named(&name(&row.first_name)?, &name(&row.last_name)?, &email);
        let mut tx = self.store.tx(self.proof);
        // Spent by the one that comes first.
        let spent = Update::of(&link_record(link.at)).set("until", 0).only_if("digest", link.digest());
        tx.writes().must_update(&spent.when(When::is_not("until", 0)));
        let token = self.beginning_anew(&mut tx).await?;
        self.store.save(tx, was, &row, &new).await?;
        Ok(token)
    }
}

impl By<'_, Job> {
    /// A new link that gives a customer this address; those that he was sent before give nothing any more.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn new_address_link(&self, customer: CustomerId, email: &str) -> Result<AddressLink, StoreError> {
        let (link, until) = (AddressLink::random(customer), self.proof.origin().at.plus(LASTS).millis());
        let mut writes = Writes::default();
        writes.put(&link_record(customer), LinkRow { digest: link.digest(), email: email.to_owned(), until });
        self.store.conn.write_again_on_conflict(&writes).await?;
        Ok(link)
    }
}
