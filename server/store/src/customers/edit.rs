//! Changing an account: by the customer, by a visit to him, by staff, each within their rights.

use super::Derived;
use crate::{
    Store, StoreError,
    assistance::Whose,
    list::{TermsRow, mirrored},
    record,
    tx::Tx,
};
use domain::{
    assistance::EndCause,
    audit::{Action, Change, Event, Origin},
    caller::{Acting, Permit, Right, right},
    customers::{ConsentSource, Customer, Email, PersonName},
    ids::CustomerId,
    text::Secret,
};

/// What of an account can be changed; `None` leaves it.
#[derive(Debug, Default)]
pub struct CustomerDraft {
    pub first_name: Option<PersonName>,
    pub last_name: Option<PersonName>,
    pub email: Option<Email>,
    pub active: Option<bool>,
    pub consent: Option<bool>,
    pub password: Option<Secret>,
}

/// The columns that follow from a customer's names and address, and what he is found by.
fn derived(tx: Tx, id: CustomerId, first: &str, last: &str, email: &str) -> Tx {
    let Derived { by_name, by_email } = Derived::of(id, first, last, email);
    let terms = TermsRow::of("customer", &id.to_string(), [first, last, email]);
    tx.bind("first_name", first.to_owned())
        .bind("last_name", last.to_owned())
        .bind("email", email.to_owned())
        .bind("by_name_down", mirrored(&by_name))
        .bind("by_name", by_name)
        .bind("by_email_down", mirrored(&by_email))
        .bind("by_email", by_email)
        .bind("terms_id", terms.id.clone())
        .bind("terms", terms)
        .run("UPSERT $terms_id CONTENT $terms RETURN NONE")
}

const DERIVED: &str = "first_name = $first_name, last_name = $last_name, email = $email, by_name = $by_name, by_name_down = $by_name_down, by_email = $by_email, by_email_down = $by_email_down";

impl Store {
    /// Saves what the customer, or a visit to him, changed of the account.
    ///
    /// # Errors
    /// [`StoreError::Stale`]: changed meanwhile, or the visit is over. [`StoreError::Taken`]: the address has an account.
    pub async fn save_own_account(&self, acting: &Acting, was: &Customer, draft: CustomerDraft) -> Result<(), StoreError> {
        if was.id != acting.subject() {
            return Err(StoreError::NotFound);
        }
        let by = ConsentSource::Customer;
        let mut tx = self.touching(Tx::new(), acting);
        if let (Some(_), Some(session)) = (&draft.password, acting.session()) {
            // Whoever sits in the account with the old password is out; the one who changed it stays.
            tx = tx
                .bind("own_session", record("shopper_session", session))
                .run("DELETE shopper_session WHERE customer = $key AND id != $own_session RETURN NONE");
        }
        self.save_account(tx, was, draft, by, acting.origin(), |action| acting.event(action)).await
    }

    /// Saves what a staff member changed of a customer: the account under one right, the consent under another, in one
    /// transaction. What no right is given for stays as it is.
    ///
    /// # Errors
    /// [`StoreError::Stale`]: changed meanwhile. [`StoreError::Taken`]: the address has an account.
    pub async fn save_customer(
        &self,
        edit: Option<&Permit<right::CustomersEdit>>,
        opt_in: Option<&Permit<right::AssistanceOptIn>>,
        was: &Customer,
        draft: CustomerDraft,
    ) -> Result<(), StoreError> {
        let consent = opt_in.and(draft.consent);
        match (edit, opt_in) {
            (Some(permit), _) => self.save_by_staff(permit, was, CustomerDraft { consent, ..draft }).await,
            (None, Some(permit)) => self.save_by_staff(permit, was, CustomerDraft { consent, ..CustomerDraft::default() }).await,
            (None, None) => Ok(()),
        }
    }

    async fn save_by_staff<R: Right>(&self, permit: &Permit<R>, was: &Customer, draft: CustomerDraft) -> Result<(), StoreError> {
        let by = ConsentSource::Staff(permit.user_name().to_owned());
        self.save_account(Tx::new(), was, draft, by, permit.origin(), |action| permit.event(action).about(was.id)).await
    }

    async fn save_account(
        &self,
        mut tx: Tx,
        was: &Customer,
        draft: CustomerDraft,
        by: ConsentSource,
        origin: &Origin,
        event: impl Fn(Action) -> Event,
    ) -> Result<(), StoreError> {
        let first = draft.first_name.as_ref().map_or(was.first_name.as_str(), PersonName::as_str);
        let last = draft.last_name.as_ref().map_or(was.last_name.as_str(), PersonName::as_str);
        let email = draft.email.as_ref().map_or(was.email.as_str(), Email::as_str);
        let active = draft.active.unwrap_or(was.active);
        let consent = draft.consent.unwrap_or(was.consent.allowed);
        let consent_changed = consent != was.consent.allowed;
        let fields: Vec<Change> = [
            Change::of("first_name", &was.first_name, first),
            Change::of("last_name", &was.last_name, last),
            Change::of("email", &was.email, email),
            Change::of("active", &was.active.to_string(), &active.to_string()),
        ]
        .into_iter()
        .flatten()
        .collect();
        if fields.is_empty() && !consent_changed && draft.password.is_none() {
            return Ok(());
        }
        tx = derived(tx, was.id, first, last, email)
            .bind("id", record("customer", &was.id.to_string()))
            .bind("key", was.id.to_string())
            .bind("active", active)
            .bind("was", was.revision)
            .bind("now", origin.at.millis());
        let mut sets = format!("{DERIVED}, active = $active, revision += 1");
        let mut events = Vec::new();
        if !fields.is_empty() {
            events.push(event(Action::CustomerChanged).changing(fields));
        }
        if consent_changed {
            let name = match &by {
                ConsentSource::Customer => String::new(),
                ConsentSource::Staff(name) => name.clone(),
            };
            tx = tx.bind("consent", consent).bind("consent_by", name);
            sets.push_str(", consent = $consent, consent_at = $now, consent_by = $consent_by");
            let change = Change::of("allow_remote_shopping_assistance", &was.consent.allowed.to_string(), &consent.to_string());
            events.push(event(if consent { Action::ConsentGiven } else { Action::ConsentWithdrawn }).changing(change));
        }
        if let Some(password) = &draft.password {
            tx = tx.bind("password", self.passwords.hash(password).await?);
            sets.push_str(", password = $password");
            events.push(event(Action::PasswordChanged));
        }
        tx = tx.must_update(&format!("UPDATE $id SET {sets} WHERE revision = $was"));
        if !active {
            tx = tx.run("DELETE shopper_session WHERE customer = $key RETURN NONE");
            tx = self.ending_visits(tx, Whose::Customer(was.id), EndCause::CustomerDeactivated, origin).await?;
        } else if !consent {
            tx = self.ending_visits(tx, Whose::Customer(was.id), EndCause::ConsentWithdrawn, origin).await?;
        }
        let mut events = events.into_iter().map(|e| e.on("customer", was.id, email));
        let Some(primary) = events.next() else { return Ok(()) };
        events.fold(tx, Tx::also).commit(self, primary).await
    }
}
