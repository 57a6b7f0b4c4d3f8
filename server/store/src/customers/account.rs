//! Changing an account: by the customer, by a visit to him, by staff, each within their rights. The consent is no part of it.

use super::{
    password_link::link_record,
    row::{CustomerRow, customer},
    session::Stay,
    sessions::ending_others,
};
use crate::{
    By, Store, StoreError,
    assistance::Whose,
    engine::{
        conn::vars,
        secret::{Token, id_at},
        turns::Asker,
        tx::Tx,
        write::{Update, When},
    },
    search::Findable,
};
use domain::{
    access::Websites,
    assistance::EndCause,
    audit::{Action, Change},
    caller::{Acting, Own, Permit, Proof, right},
    customers::{Customer, Email, PersonName, email_skeleton, shown_email},
    ids::{CustomerGroupId, CustomerId, MailId, WebsiteId},
    mail::{About, Mail},
    text::{Flaw, Secret},
};
use surrealdb::types::RecordId;

/// The customer's name as it is to be: what a visit may change, too.
#[derive(Debug)]
pub struct AccountDraft {
    pub first_name: PersonName,
    pub last_name: PersonName,
}

/// A customer as staff want him to be.
#[derive(Debug)]
pub struct CustomerDraft {
    pub first_name: PersonName,
    pub last_name: PersonName,
    pub email: Email,
    pub active: bool,
    pub group: CustomerGroupId,
}

impl By<'_, Acting> {
    /// The account of whoever is being acted for.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn account(&self) -> Result<Customer, StoreError> {
        self.store.customer_row(self.proof.customer()).await?.read()
    }

    /// # Errors
    /// [`StoreError::Stale`]: changed meanwhile, or the visit is over.
    pub async fn save_account(&self, was: &Customer, draft: &AccountDraft) -> Result<(), StoreError> {
        let row = self.store.row_of(was, self.proof).await?;
        let email = Email::parse(&row.email).map_err(|_| StoreError::Unreadable(row.email.clone()))?;
        let new = row.clone().named(&draft.first_name, &draft.last_name, &email);
        self.store.save(self.store.tx(self.proof), was, &row, &new).await
    }
}

impl By<'_, Own> {
    /// Whether this is the customer's own password.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: it is not. [`StoreError::SignedOut`]: it was not too often, and the session is over. The store does not answer.
    pub async fn password(&self, password: &Secret) -> Result<(), StoreError> {
        let (store, own) = (self.store, self.proof);
        let row = store.customer_row(own.customer()).await?;
        let session = own.session().unwrap_or_default();
        if store.passwords.verify(password, Some(&row.password), &Asker::known(own.origin())).await? {
            return if store.right_own_password(session).await? { Ok(()) } else { Err(StoreError::SignedOut) };
        }
        if !store.wrong_own_password(session, own.origin().at).await? {
            return Err(StoreError::Invalid("current_password", Flaw::WrongPassword));
        }
        let mut tx = store.tx(own);
        tx.writes().delete(&super::row::session(session));
        let event = tx.event(Action::CustomerSignedOut).on("customer", own.customer(), row.email.clone()).because("wrong_passwords");
        tx.commit(event).await?;
        Err(StoreError::SignedOut)
    }

    /// What the customer signs in with: the address, and with it a new password, if there is one. If either is another, his session goes on under
    /// the token that is given back.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: the address has an account. [`StoreError::Stale`]: changed meanwhile.
    pub async fn save_sign_in(
        &self,
        was: &Customer,
        email: &Email,
        password: Option<&Secret>,
    ) -> Result<Option<(Token, Stay)>, StoreError> {
        let row = self.store.row_of(was, self.proof).await?;
        let (first, last) = (name(&row.first_name)?, name(&row.last_name)?);
        let new = row.clone().named(&first, &last, email);
        let mut tx = self.store.tx(self.proof);
        if let Some(password) = password {
            let hash = self.store.passwords.hash(password, &Asker::known(self.proof.origin())).await?;
            tx.writes().update(&Update::of(&row.id).set("password", hash));
            // Whoever reads his mails has no way in by what he asked for.
            tx.writes().delete(&link_record(was.id));
            // Whoever did it is told as well, and where the account was to be reached: it may not have been its owner.
            let at = self.proof.origin().at;
            let told = Mail::of_account(MailId::new(id_at(at)), About::PasswordChanged, was, at);
            crate::mail::queue(tx.writes(), &told);
            let changed = tx.event(Action::PasswordChanged).within(was.website).on("customer", was.id, was.email.clone());
            tx.also(changed);
        }
        let mut token = None;
        if password.is_some() || row.email != new.email {
            // Whoever sits in the account by what it was signed in with before is out; the one who changed it stays.
            token = Some(self.beginning_anew(&mut tx).await?);
        }
        self.store.save(tx, was, &row, &new).await?;
        Ok(token)
    }
}

impl By<'_, Permit<right::CustomersView>> {
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn customer(&self, id: domain::ids::CustomerId) -> Result<Customer, StoreError> {
        self.store.customer_within(self.proof.websites(), id).await?.read()
    }

    /// Addresses of other accounts that look like this customer's: whoever reads them may take one for the other.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn lookalikes(&self, of: &Customer) -> Result<Vec<String>, StoreError> {
        self.store.lookalikes(self.proof.websites(), of).await
    }
}

impl By<'_, Permit<right::AssistanceOptIn>> {
    /// Whose consent it is about.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn customer(&self, id: domain::ids::CustomerId) -> Result<Customer, StoreError> {
        self.store.customer_within(self.proof.websites(), id).await?.read()
    }
}

impl By<'_, Permit<right::LoginAsCustomer>> {
    /// Whose account is about to be entered.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn customer(&self, id: domain::ids::CustomerId) -> Result<Customer, StoreError> {
        self.store.customer_within(self.proof.websites(), id).await?.read()
    }
}

impl By<'_, Permit<right::CustomersEdit>> {
    /// Whose account is changed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn customer(&self, id: domain::ids::CustomerId) -> Result<Customer, StoreError> {
        self.store.customer_within(self.proof.websites(), id).await?.read()
    }

    /// The same, for whoever changes it.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn lookalikes(&self, of: &Customer) -> Result<Vec<String>, StoreError> {
        self.store.lookalikes(self.proof.websites(), of).await
    }

    /// Saves a customer. Whoever is deactivated is signed out, and visits to him end.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: the address has an account. [`StoreError::Stale`]: changed meanwhile.
    pub async fn save_customer(&self, was: &Customer, draft: &CustomerDraft) -> Result<(), StoreError> {
        let row = self.store.customer_within(self.proof.websites(), was.id).await?;
        let mut new = row.clone().named(&draft.first_name, &draft.last_name, &draft.email);
        new.active = draft.active;
        let groups = &self.store.shop().pricing.groups;
        // Who is in one that is gone stays in what became of it, unless somebody chooses another.
        if draft.group != groups.now(was.group) {
            let group =
                groups.of_customers().find(|group| group.id == draft.group).ok_or(StoreError::Invalid("group", Flaw::NotAChoice))?;
            new.customer_group = Some(group.id.to_string());
        }
        let mut tx = self.store.tx(self.proof);
        if row.email != new.email {
            // As where its owner changes it: whoever sits in the account by the address of before signs in anew.
            ending_others(tx.writes(), was.id, None);
        }
        if was.active && !draft.active {
            tx.writes().delete_where("shopper_session", &[When::is("customer", was.id.to_string())]);
            self.store.ending_visits(&mut tx, Whose::Customer(was.id), EndCause::CustomerDeactivated).await?;
        }
        self.store.save(tx, was, &row, &new).await
    }
}

pub(super) fn name(text: &str) -> Result<PersonName, StoreError> {
    PersonName::parse(text).map_err(|_| StoreError::Unreadable(text.to_owned()))
}

impl Store {
    /// A customer, for staff of these websites: what is outside of them is not there.
    pub(crate) async fn customer_within(&self, websites: &Websites, id: CustomerId) -> Result<CustomerRow, StoreError> {
        let row = self.customer_row(id).await?;
        if row.website.parse().is_ok_and(|website| websites.allows(website)) { Ok(row) } else { Err(StoreError::NotFound) }
    }

    /// The row behind an account that is about to be changed, if it is the account of whoever acts.
    pub(super) async fn row_of(&self, was: &Customer, acting: &Acting) -> Result<CustomerRow, StoreError> {
        if was.id == acting.customer() { self.customer_row(was.id).await } else { Err(StoreError::NotFound) }
    }

    /// Writes what differs, if the account is still as it was read.
    pub(super) async fn save(&self, mut tx: Tx<'_>, was: &Customer, old: &CustomerRow, new: &CustomerRow) -> Result<(), StoreError> {
        let changes: Vec<Change> = [
            Change::of("first_name", &old.first_name, &new.first_name),
            Change::of("last_name", &old.last_name, &new.last_name),
            Change::of("email", &old.email, &new.email),
            Change::of("active", &old.active.to_string(), &new.active.to_string()),
            Change::of("customer_group", self.shop().pricing.groups.name(old.group()?), self.shop().pricing.groups.name(new.group()?)),
        ]
        .into_iter()
        .flatten()
        .collect();
        let mut update = Update::of(&customer(was.id)).add("revision", 1);
        if old.texts() != new.texts() {
            let names = update.set("first_name", new.first_name.clone()).set("last_name", new.last_name.clone());
            update = names.set("email", new.email.clone()).set("email_skeleton", new.email_skeleton.clone()).keys(new.keys.clone());
        }
        if old.email != new.email {
            let website = crate::parse(&new.website)?;
            self.no_lookalike(website, &new.email, Some(&new.id)).await?;
            let account = self.taking_address(&mut tx, website, &new.email, Some(&new.id)).await?;
            update = update.set("account", account);
            // What was sent to the address of before opens nothing any more; whoever reads it learns that it is another now, and not which:
            // it may never have been his.
            tx.writes().delete(&link_record(was.id));
            let at = tx.origin().at;
            let told = Mail::of_account(MailId::new(id_at(at)), About::EmailChanged, was, at);
            crate::mail::queue(tx.writes(), &told);
        }
        if old.group()? != new.group()? {
            update = update.set("customer_group", new.customer_group.clone());
        }
        if old.active != new.active {
            update = update.set("active", new.active).add("active_changes", 1);
        }
        // Nothing but a password may be new: then its event stands for it.
        let mut events = tx.take_events();
        if !changes.is_empty() {
            let event = tx.event(Action::CustomerChanged).within(was.website).about(was.id).on("customer", was.id, new.email.clone());
            events.insert(0, event.changing(changes));
        }
        let mut events = events.into_iter();
        let Some(first) = events.next() else { return Ok(()) };
        events.for_each(|event| tx.also(event));
        tx.writes().must_update(&update.only_if("revision", was.revision));
        tx.commit(first).await
    }

    /// Which of those that staff of these websites see have an address that looks like a customer's: of plain letters alone, or registered
    /// before his, none is refused.
    async fn lookalikes(&self, websites: &Websites, of: &Customer) -> Result<Vec<String>, StoreError> {
        let vars = vars! { "skeleton" => email_skeleton(&of.email) };
        let sql = "SELECT * FROM customer WHERE email_skeleton = $skeleton LIMIT 20";
        let rows: Vec<CustomerRow> = self.conn.read(sql, vars).await?.take(0)?;
        let seen = rows.iter().filter(|row| row.website.parse().is_ok_and(|website| websites.allows(website)));
        // The same address has accounts on several websites.
        Ok(seen.map(|row| shown_email(&row.email)).filter(|email| *email != of.email).collect())
    }

    /// An address with foreign letters that looks like one that has an account is a trap for whoever reads it.
    pub(super) async fn no_lookalike(&self, website: WebsiteId, email: &str, except: Option<&RecordId>) -> Result<(), StoreError> {
        if email.is_ascii() && !email.contains("xn--") {
            return Ok(());
        }
        let vars = vars! { "skeleton" => email_skeleton(email), "website" => website.to_string() };
        let of = if self.config().shares_accounts() { "" } else { " AND website = $website" };
        let sql = format!("SELECT VALUE id FROM customer WHERE email_skeleton = $skeleton{of}");
        let alike: Vec<RecordId> = self.conn.read(&sql, vars).await?.take(0)?;
        if alike.iter().all(|id| Some(id) == except) { Ok(()) } else { Err(StoreError::Invalid("email", Flaw::LooksAlike)) }
    }
}
