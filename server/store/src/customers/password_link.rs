//! Links by which somebody sets the password of his account: sent by mail to whoever has none yet. Each opens once, for some days, and the
//! next one makes it void.

use super::row::{CustomerRow, customer};
use crate::{
    By, Store, StoreError,
    engine::{
        secret::{Addressed, id_at},
        table::Table,
        turns::Asker,
        write::{Update, When, Writes},
    },
    lockout::{Guarded, unlocking},
    record,
    sales::joining,
};
use domain::{
    audit::{Action, Actor, Event},
    caller::{Caller, Job, Proof},
    customers::shown_email,
    ids::{CustomerId, MailId},
    mail::{About, Mail},
    text::Secret,
};
use std::time::Duration;
use surrealdb::types::{RecordId, SurrealValue};

/// By the customer's own key.
pub(crate) const LINKS: Table = Table { name: "password_link", row: LinkRow::kind_of, indexes: &[], list: None };

/// How long a link opens: of an account that staff made, and of one whose owner forgot his password.
const WELCOME: Duration = Duration::from_secs(3 * 24 * 60 * 60);
const RESET: Duration = Duration::from_secs(2 * 60 * 60);

/// What stands in the link: whose account it is, and a secret.
pub type PasswordLink = Addressed<CustomerId>;

#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct LinkRow {
    digest: String,
    until: i64,
    /// Whether it is for the first password of an account.
    first: Option<bool>,
    /// Where it goes: it opens an account that is to be reached there still. One that is from before this was written down has none.
    email: Option<String>,
}

pub(super) fn link_record(customer: CustomerId) -> RecordId {
    record("password_link", &customer.to_string())
}

impl By<'_, Job> {
    /// A new link for a customer, which goes to this address; those that he was sent before open nothing any more.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn new_password_link(&self, customer: CustomerId, about: About, to: &str) -> Result<PasswordLink, StoreError> {
        let link = PasswordLink::random(customer);
        let lasts = if about == About::PasswordReset { RESET } else { WELCOME };
        let mut writes = Writes::default();
        let (until, first) = (self.proof.origin().at.plus(lasts).millis(), (about == About::Welcome).then_some(true));
        writes.put(&link_record(customer), LinkRow { digest: link.digest(), until, first, email: Some(to.to_owned()) });
        self.store.conn.write_again_on_conflict(&writes).await?;
        Ok(link)
    }
}

impl Store {
    /// The address of whoever a link is of, if it opens something still.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn opens(&self, caller: &Caller, link: &PasswordLink) -> Result<Option<String>, StoreError> {
        Ok(self.opening(caller, link).await?.map(|(row, _)| row.email))
    }

    /// Whose account it opens, and whether that has no password yet that anybody knew.
    async fn opening(&self, caller: &Caller, link: &PasswordLink) -> Result<Option<(CustomerRow, bool)>, StoreError> {
        let row: Option<LinkRow> = self.conn.row(&link_record(link.at)).await?;
        let now = caller.origin().at.millis();
        let Some(LinkRow { first, email, .. }) = row.filter(|row| row.digest == link.digest() && row.until > now) else {
            return Ok(None);
        };
        // Who has another address by now may have got it while the link was on its way to the old one.
        let is_his = |row: &CustomerRow| email.as_deref().is_none_or(|to| to == shown_email(&row.email));
        match self.customer_row(link.at).await {
            Ok(row) if row.active && is_his(&row) => Ok(Some((row, first == Some(true)))),
            Ok(_) | Err(StoreError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Sets the password of whoever a link is of: the link is spent, and whoever sits in the account is out.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]: the link opens nothing (any more).
    pub async fn set_password(&self, caller: &Caller, link: &PasswordLink, password: &Secret) -> Result<(), StoreError> {
        let (row, is_first) = self.opening(caller, link).await?.ok_or(StoreError::NotFound)?;
        let (email, at) = (row.email.clone(), caller.origin().at);
        let hash = self.passwords.hash(password, &Asker::known(caller.origin())).await?;
        let bought = self.guest_orders_of_address(&email, crate::parse(&row.website)?).await?;
        let mut tx = self.tx(caller);
        // Spent by the one that comes first.
        let writes = tx.writes();
        writes.must_update(
            &Update::of(&link_record(link.at)).set("until", 0).only_if("digest", link.digest()).when(When::is_not("until", 0)),
        );
        writes.must_update(&Update::of(&customer(link.at)).set("password", hash).only_if("active", true));
        // Whoever reads his mails is not who guessed.
        unlocking(writes, Guarded::Customer, &link.at.to_string());
        writes.delete_where("shopper_session", &[When::is("customer", link.at.to_string())]);
        if !is_first {
            crate::mail::queue(writes, &Mail::of_account(MailId::new(id_at(at)), About::PasswordChanged, &row.read()?, at));
        }
        let actor = Actor::Customer { id: link.at, email: email.clone() };
        let event = |action| Event::new(action, actor.clone(), caller.origin().clone());
        // Whoever opens the link reads what is sent to the address: what was ordered with it is his.
        joining(&mut tx, &bought, link.at, event);
        let event = event(Action::PasswordChanged).about(link.at).on("customer", link.at, email);
        match tx.commit(event).await {
            Err(StoreError::Stale) => Err(StoreError::NotFound),
            done => done,
        }
    }
}
