//! Registering: from a checked form to an account with its cart and a session.

use super::{
    consent, newsletter,
    row::{CustomerRow, NewCustomer},
    session::Stay,
    sign_in::SignedIn,
};
use crate::{
    Store, StoreError,
    cart::{CartRow, cart_record},
    engine::{secret::id_at, write::Writes},
    lockout::Guarded,
    sales::joining,
};
use domain::{
    audit::{Action, Actor, Event, Origin},
    caller::{Caller, Proof},
    ids::{CartId, CustomerId},
    text::Flaw,
    time::Moment,
};
use std::time::Duration;
use surrealdb::types::RecordId;

/// A form that comes a second time within this is the same registration: its first answer was lost, or the button was pressed twice.
const TWICE: Duration = Duration::from_secs(15 * 60);

/// What came of a registration.
#[derive(Debug)]
pub enum Registered {
    New(SignedIn),
    /// The account was made a moment ago by the same person, who is signed in.
    Before(SignedIn),
}

/// Writes a new customer with the empty cart and the consent that he gave, as `row` says.
pub(crate) fn write_new(writes: &mut Writes, row: CustomerRow, cart: CartId) {
    writes.create(&cart_record(cart), CartRow::empty(row.created));
    if row.consent {
        let (id, given) = consent::changed(row.key(), true, "", Moment::from_millis(row.created));
        writes.create(&id, given);
    }
    let id: RecordId = row.id.clone();
    writes.create(&id, row);
}

/// The keys of an account and its cart.
pub(crate) fn new_ids(origin: &Origin) -> (CustomerId, CartId) {
    (CustomerId::new(id_at(origin.at)), CartId::new(id_at(origin.at)))
}

impl Store {
    /// Registers a customer and signs him in; what he had in his cart as a guest comes with him.
    ///
    /// # Errors
    /// [`StoreError::Invalid`]: there is an account with this address, or one that looks the same.
    pub async fn register(&self, caller: &Caller, new: NewCustomer, stay: Stay) -> Result<Registered, StoreError> {
        let origin = caller.origin();
        self.no_lookalike(new.website, new.email.as_str(), None).await?;
        let (id, cart) = new_ids(origin);
        let password = self.passwords.hash(&new.password, &self.passwords.turns.asker(origin, false)).await?;
        let actor = Actor::Customer { id, email: new.email.to_string() };
        let event = |action| Event::new(action, actor.clone(), origin.clone()).about(id).on("customer", id, new.email.as_str());
        // Whoever was thanked for an order a moment ago takes it along into his account.
        let bought = self.guest_orders_of_cart(caller, new.email.as_str(), new.website).await?;
        let mut tx = self.tx(caller);
        let account = match self.taking_address(&mut tx, new.website, new.email.as_str(), None).await {
            Err(StoreError::Invalid("email", Flaw::Taken)) => return self.registered_before(caller, &new, stay).await,
            taken => taken?,
        };
        let shop = self.shop();
        let group = shop.view(new.view).unwrap_or_else(|| shop.default_view()).config.default_group();
        let row = CustomerRow::new(id, &new, account, password, cart, origin).within(shop.pricing.groups.now(group));
        write_new(tx.writes(), row, cart);
        if new.consent {
            tx.also(event(Action::ConsentGiven));
        }
        if let Some((key, row)) = newsletter::decided(id, &new, origin.at) {
            tx.writes().create(&key, row);
            tx.also(newsletter::told(true, event));
        }
        joining(&mut tx, &bought, id, event);
        match tx.commit(event(Action::CustomerRegistered)).await {
            Err(StoreError::Invalid("email", Flaw::Taken)) => self.registered_before(caller, &new, stay).await,
            done => {
                done?;
                // Where somebody registers he is at home.
                let attempt = self.attempt(Guarded::Customer, Some(&id.to_string()), origin).await?;
                self.begin_session(caller, id, new.email.as_str(), (Some(cart), stay), Some(&attempt)).await.map(Registered::New)
            }
        }
    }

    async fn registered_before(&self, caller: &Caller, new: &NewCustomer, stay: Stay) -> Result<Registered, StoreError> {
        let has_account = StoreError::Invalid("email", Flaw::HasAccount);
        let Some(row) = self.customer_by_email(new.website, new.email.as_str()).await? else { return Err(has_account) };
        let lately = caller.origin().at.since(Moment::from_millis(row.created)) < TWICE;
        if !lately || !row.active {
            return Err(has_account);
        }
        // Whoever guesses here guesses at the account.
        let attempt = self.attempt(Guarded::Customer, Some(row.key()), caller.origin()).await?;
        let asker = self.passwords.turns.asker(caller.origin(), attempt.is_home());
        let right = self.passwords.verify(&new.password, Some(&row.password), &asker).await?;
        if !right || attempt.is_locked() {
            self.customer_not_signed_in(caller, Some(&row), &attempt, &row.email).await?;
            return Err(has_account);
        }
        let id: CustomerId = crate::parse(row.key())?;
        let cart = row.cart.as_deref().map(crate::parse).transpose()?;
        self.begin_session(caller, id, &row.email, (cart, stay), None).await.map(Registered::Before)
    }
}
