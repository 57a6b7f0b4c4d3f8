//! Shopper accounts: registering, signing in and out, changing, consent, and the staff's list of them.

use crate::{
    Store, StoreError,
    assistance::Whose,
    conn::vars,
    key,
    list::{Listed, Sorted, TermsRow, found, mirrored, page, searched},
    record,
    secret::{Token, id_at, random_id},
    tx::Tx,
};
use domain::{
    assistance::EndCause,
    audit::{Action, Actor, Change, Event, Origin},
    caller::{Acting, Caller, Permit, Right, Who, right},
    customers::{Consent, ConsentSource, Customer, Email, PersonName},
    ids::{CartId, CustomerId},
    list::Cursor,
    text::Secret,
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue};

#[derive(Debug, SurrealValue)]
pub(crate) struct CustomerRow {
    id: RecordId,
    email: String,
    first_name: String,
    last_name: String,
    password: String,
    pub(crate) active: bool,
    pub(crate) consent: bool,
    consent_at: Option<i64>,
    consent_by: Option<String>,
    created: i64,
    last_signed_in: Option<i64>,
    revision: i64,
    cart: Option<String>,
    by_name: String,
    by_email: String,
    by_age: String,
}

impl CustomerRow {
    pub(crate) fn read(self) -> Result<Customer, StoreError> {
        let by = |name: String| if name.is_empty() { ConsentSource::Customer } else { ConsentSource::Staff(name) };
        Ok(Customer {
            id: crate::parse(key(&self.id)?)?,
            email: self.email,
            first_name: self.first_name,
            last_name: self.last_name,
            active: self.active,
            consent: Consent {
                allowed: self.consent,
                changed: self.consent_at.map(|at| (Moment::from_millis(at), by(self.consent_by.unwrap_or_default()))),
            },
            created: Moment::from_millis(self.created),
            last_signed_in: self.last_signed_in.map(Moment::from_millis),
            revision: self.revision,
        })
    }
}

impl Sorted for CustomerRow {
    fn keys(&self, up: &str) -> (String, String) {
        let key = match up {
            "by_name" => &self.by_name,
            "by_email" => &self.by_email,
            "by_age" => &self.by_age,
            // The list runs the other way: its key is the mirror, and the mirror's mirror is the key.
            "by_name_down" => return (mirrored(&self.by_name), self.by_name.clone()),
            "by_email_down" => return (mirrored(&self.by_email), self.by_email.clone()),
            _ => return (mirrored(&self.by_age), self.by_age.clone()),
        };
        (key.clone(), mirrored(key))
    }
}

/// How the staff's list of customers is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CustomerOrder {
    Name,
    NameDown,
    Email,
    EmailDown,
    Oldest,
    #[default]
    Newest,
}

impl CustomerOrder {
    const fn columns(self) -> (&'static str, &'static str) {
        match self {
            Self::Name => ("by_name", "by_name_down"),
            Self::NameDown => ("by_name_down", "by_name"),
            Self::Email => ("by_email", "by_email_down"),
            Self::EmailDown => ("by_email_down", "by_email"),
            Self::Oldest => ("by_age", "by_age_down"),
            Self::Newest => ("by_age_down", "by_age"),
        }
    }
}

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

/// What follows from a customer's names and address.
struct Derived {
    by_name: String,
    by_email: String,
}

impl Derived {
    fn of(id: CustomerId, first: &str, last: &str, email: &str) -> Self {
        Self { by_name: format!("{} {} {id}", last.to_lowercase(), first.to_lowercase()), by_email: format!("{email} {id}") }
    }
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

    async fn begin_session(&self, caller: &Caller, id: CustomerId, email: &str, cart: Option<CartId>) -> Result<Token, StoreError> {
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

    /// A page of customers, and how many were found.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn customers(
        &self,
        _: &Permit<right::CustomersView>,
        search: &str,
        order: CustomerOrder,
        cursor: &Cursor,
        size: usize,
    ) -> Result<(Listed<Customer>, i64), StoreError> {
        #[derive(SurrealValue)]
        struct Count {
            count: i64,
        }
        let words = searched(search);
        let (table, filter, vars, count) = if words.is_empty() {
            let count: Option<Count> = self.conn.run("SELECT count() FROM customer GROUP ALL", vars! {}).await?.one(0)?;
            ("customer", "listed = true", vars! {}, count.map_or(0, |c| c.count))
        } else {
            let found = found(&self.conn, "customer", &words).await?;
            let count = i64::try_from(found.len()).unwrap_or(i64::MAX);
            ("$found", "", vars! { "found" => found }, count)
        };
        let listed =
            page::<CustomerRow>(&self.conn, table, filter, vars, order.columns(), cursor, size).await?.try_map(CustomerRow::read)?;
        Ok((listed, count))
    }

    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn customer(&self, _: &Permit<right::CustomersView>, id: CustomerId) -> Result<Customer, StoreError> {
        self.customer_row(id).await?.read()
    }

    /// Whose account is about to be entered.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn customer_to_assist(&self, _: &Permit<right::LoginAsCustomer>, id: CustomerId) -> Result<Customer, StoreError> {
        self.customer_row(id).await?.read()
    }

    /// The account of whoever is being acted for.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn own_account(&self, acting: &Acting) -> Result<Customer, StoreError> {
        self.customer_row(acting.subject()).await?.read()
    }

    pub(crate) async fn customer_row(&self, id: CustomerId) -> Result<CustomerRow, StoreError> {
        self.conn.run("SELECT * FROM $id", vars! { "id" => record("customer", &id.to_string()) }).await?.one(0)?.ok_or(StoreError::NotFound)
    }

    /// Whether this is the customer's own password.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn is_customers_password(&self, acting: &Acting, password: &Secret) -> Result<bool, StoreError> {
        let row = self.customer_row(acting.subject()).await?;
        self.passwords.verify(password, Some(&row.password)).await
    }

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
