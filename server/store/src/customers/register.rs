//! Registering: from a checked form to an account with its cart and a session.

use super::Derived;
use crate::{
    Store, StoreError,
    list::{TermsRow, mirrored},
    record,
    secret::{Token, id_at},
    tx::Tx,
};
use domain::{
    audit::{Action, Actor, Event, Origin},
    caller::Caller,
    customers::{Email, PersonName},
    ids::{CartId, CustomerId},
    text::Secret,
};
use surrealdb::types::{RecordId, SurrealValue};

/// A registration, checked.
#[derive(Debug)]
pub struct NewCustomer {
    pub email: Email,
    pub first_name: PersonName,
    pub last_name: PersonName,
    pub password: Secret,
    pub consent: bool,
}

impl NewCustomer {
    pub(crate) fn terms(&self, id: CustomerId) -> TermsRow {
        TermsRow::of("customer", &id.to_string(), [self.first_name.as_str(), self.last_name.as_str(), self.email.as_str()])
    }
}

/// A new customer's row.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct NewCustomerRow {
    id: RecordId,
    email: String,
    first_name: String,
    last_name: String,
    password: String,
    active: bool,
    consent: bool,
    consent_at: Option<i64>,
    consent_by: Option<String>,
    created: i64,
    revision: i64,
    cart: String,
    by_name: String,
    by_name_down: String,
    by_email: String,
    by_email_down: String,
    by_age: String,
    by_age_down: String,
    listed: bool,
}

impl NewCustomerRow {
    pub(crate) fn of(id: CustomerId, new: &NewCustomer, password: String, cart: CartId, origin: &Origin) -> Self {
        let (first, last, email) = (new.first_name.as_str(), new.last_name.as_str(), new.email.as_str());
        let Derived { by_name, by_email } = Derived::of(id, first, last, email);
        let (now, by_age) = (origin.at.millis(), id.to_string());
        Self {
            id: record("customer", &id.to_string()),
            email: email.to_owned(),
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            password,
            active: true,
            consent: new.consent,
            consent_at: new.consent.then_some(now),
            consent_by: new.consent.then(String::new),
            created: now,
            revision: 0,
            listed: true,
            cart: cart.to_string(),
            by_name_down: mirrored(&by_name),
            by_name,
            by_email_down: mirrored(&by_email),
            by_email,
            by_age_down: mirrored(&by_age),
            by_age,
        }
    }
}

pub(crate) fn write_new(tx: Tx, id: CustomerId, new: &NewCustomer, password: String, cart: CartId, origin: &Origin) -> Tx {
    let row = NewCustomerRow::of(id, new, password, cart, origin);
    let terms = new.terms(id);
    tx.bind("created", row.created)
        .bind("terms_id", terms.id.clone())
        .bind("terms", terms)
        .run("CREATE $terms_id CONTENT $terms RETURN NONE")
        .bind("customer_id", row.id.clone())
        .bind("customer", row)
        .bind("cart_id", record("cart", &cart.to_string()))
        .run("CREATE $cart_id SET lines = [], revision = 0, touched = $created RETURN NONE")
        .run("CREATE $customer_id CONTENT $customer RETURN NONE")
}

impl Store {
    /// Registers a customer and signs him in; what he had in his cart as a guest comes with him.
    ///
    /// # Errors
    /// [`StoreError::Taken`]: there is an account with this address.
    pub async fn register(&self, caller: &Caller, new: NewCustomer) -> Result<Token, StoreError> {
        let origin = caller.origin();
        let (id, cart) = (CustomerId::new(id_at(origin.at)), CartId::new(id_at(origin.at)));
        let password = self.passwords.hash(&new.password).await?;
        let actor = Actor::Customer { id, email: new.email.to_string() };
        let event = |action| Event::new(action, actor.clone(), origin.clone()).about(id).on("customer", id, new.email.as_str());
        let mut tx = write_new(Tx::new(), id, &new, password, cart, origin);
        if new.consent {
            tx = tx.also(event(Action::ConsentGiven));
        }
        tx.commit(self, event(Action::CustomerRegistered)).await?;
        self.begin_session(caller, id, new.email.as_str(), Some(cart)).await
    }
}
