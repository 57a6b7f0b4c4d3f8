//! Customers as a file wants them: many in one transaction, by the rules that forms obey. Passwords of accounts that have one are left alone, for
//! whoever set one to what he knows would be in; so is the consent to be assisted, which is the customer's own act.

use super::{
    addresses::{new_book, writing_several},
    new_ids,
    row::{CustomerRow, NewCustomer, customer},
    sharing::account_key,
};
use crate::{
    By, Store, StoreError,
    cart::{CartRow, cart_record},
    engine::{secret::id_at, tx::Tx, write::Update},
    transfer::{Lines, Step},
};
use domain::{
    access::Websites,
    address::AddressBook,
    audit::{Action, Change, Event, Origin},
    caller::{Permit, Proof, right},
    customers::{Email, PersonName, group::Groups},
    ids::{AddressId, CartId, CustomerGroupId, CustomerId, StoreViewId, WebsiteId},
    text::{Flaw, Secret},
    transfer::{
        Became, Trouble,
        customers::{Wanted, kept_in},
    },
};
use std::collections::{BTreeMap, BTreeSet};
use surrealdb::types::{RecordId, SurrealValue, Value};

/// What is to be done of a thing of the file.
enum Plan {
    New { id: CustomerId, row: Box<CustomerRow>, cart: CartId, book: AddressBook },
    Changed { was: Box<CustomerRow>, next: Box<CustomerRow>, books: Box<(AddressBook, AddressBook)>, addresses: Vec<AddressId> },
    Nothing(Became),
}

impl Plan {
    fn became(&self) -> Became {
        match self {
            Self::New { .. } => Became::Created,
            Self::Changed { .. } => Became::Updated,
            Self::Nothing(became) => became.clone(),
        }
    }
}

/// A row with its key, as it is inserted.
fn keyed(id: &RecordId, row: impl SurrealValue) -> Value {
    let mut value = row.into_value();
    if let Value::Object(object) = &mut value {
        object.insert("id".to_owned(), id.clone().into_value());
    }
    value
}

impl Store {
    /// The accounts that have one of these addresses.
    async fn customers_of(&self, emails: Vec<String>) -> Result<Vec<CustomerRow>, StoreError> {
        let emails: Vec<String> = emails.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
        self.conn.rows_by("SELECT * FROM customer WHERE email IN", &emails).await
    }

    /// The website of a code, for staff of these websites, and a view of it: the one of this code, or the website's own.
    fn imported_into(&self, websites: &Websites, website: &str, view: &str) -> Result<(WebsiteId, StoreViewId), Trouble> {
        let shop = self.shop();
        let found = shop.stores.websites().iter().find(|w| w.code == website && websites.allows(w.id)).ok_or(Trouble::InvalidWebsite)?;
        let named = shop.stores.views().iter().find(|v| v.code == view);
        let view = match (view, named) {
            ("" | "admin", _) => shop.stores.default_view_in(found).ok_or(Trouble::Cell("_store", Flaw::Required))?,
            (_, Some(named)) if shop.stores.website_of_view(named.id).is_some_and(|of| of.id == found.id) => named,
            _ => return Err(Trouble::NoSuchView),
        };
        Ok((found.id, view.id))
    }
}

/// The group of this number that customers can be in.
fn of_number(groups: &Groups, number: u32) -> Option<CustomerGroupId> {
    groups.of_customers().find(|group| group.number == i64::from(number)).map(|group| group.id)
}

/// Of the accounts of an address the one that a line on this website means.
fn meant(rows: &[CustomerRow], shared: bool, website: WebsiteId, email: &Email) -> Option<CustomerRow> {
    let website = website.to_string();
    rows.iter().find(|row| row.email == email.as_str() && (shared || row.website == website)).cloned()
}

impl By<'_, Permit<right::CustomersEdit>> {
    /// Adds customers, and changes those that are there; says what has become of each. In a trial nothing is written.
    ///
    /// # Errors
    /// The store does not answer: nothing of this part of the step is done. [`StoreError::Stale`]: the import is somebody else's by now.
    pub async fn import_customers(&self, wanted: &[Wanted], step: &mut Step<'_>) -> Result<Vec<Became>, StoreError> {
        step.all(self, wanted).await
    }
}

impl Lines for By<'_, Permit<right::CustomersEdit>> {
    type Wanted = Wanted;

    fn row(of: &Wanted) -> i64 {
        of.row
    }

    async fn together(&self, wanted: &[Wanted], first: usize, step: &mut Step<'_>) -> Result<Vec<Became>, StoreError> {
        let rows = self.store.customers_of(wanted.iter().map(|one| one.email.to_string()).collect()).await?;
        let mut plans = Vec::with_capacity(wanted.len());
        for one in wanted {
            plans.push(self.plan(one, &rows).await?);
        }
        let became: Vec<Became> = plans.iter().map(Plan::became).collect();
        became.iter().for_each(|became| step.tell(became));
        if !step.is_trial() {
            let mut tx = self.store.tx(self.proof);
            let events = self.write(&mut tx, plans);
            step.commit(tx, events, &became, first.saturating_add(wanted.len()).saturating_sub(1)).await?;
        }
        Ok(became)
    }
}

impl By<'_, Permit<right::CustomersEdit>> {
    async fn plan(&self, one: &Wanted, rows: &[CustomerRow]) -> Result<Plan, StoreError> {
        let refused = |trouble| Ok(Plan::Nothing(Became::Refused(one.row, trouble)));
        let (website, view) = match self.store.imported_into(self.proof.websites(), &one.website, &one.view) {
            Ok(found) => found,
            Err(trouble) => return refused(trouble),
        };
        match meant(rows, self.store.config().shares_accounts(), website, &one.email) {
            Some(row) if row.website == website.to_string() => self.changed(one, row).await,
            // Where accounts are shared, it is the account of another website.
            Some(_) => refused(Trouble::Cell("email", Flaw::Taken)),
            None if one.is_of_addresses => refused(Trouble::NoSuchCustomer),
            None => match self.store.no_lookalike(website, one.email.as_str(), None).await {
                Err(StoreError::Invalid(_, flaw)) => refused(Trouble::Cell("email", flaw)),
                done => {
                    done?;
                    Ok(self.new_one(one, website, view))
                }
            },
        }
    }

    fn new_one(&self, one: &Wanted, website: WebsiteId, view: StoreViewId) -> Plan {
        let refused = |row, trouble| Plan::Nothing(Became::Refused(row, trouble));
        let Some(first_name) = one.first_name.clone() else { return refused(one.row, Trouble::Cell("firstname", Flaw::Required)) };
        let Some(last_name) = one.last_name.clone() else { return refused(one.row, Trouble::Cell("lastname", Flaw::Required)) };
        // Who came earlier stands earlier in the list.
        let at = one.created.map_or(self.proof.origin().at, |created| created.min(self.proof.origin().at));
        let origin = Origin { at, ..self.proof.origin().clone() };
        let (id, cart) = new_ids(&origin);
        let book = match kept_in(&AddressBook::default(), &one.addresses, || AddressId::new(id_at(at))) {
            Ok((book, _)) => book,
            Err((row, trouble)) => return refused(row, trouble),
        };
        let email = one.email.clone();
        let password = Secret::new(String::new());
        let new = NewCustomer { email, first_name, last_name, password, consent: false, newsletter: false, website, view };
        let shop = self.store.shop();
        let group = match one.group.map(|number| of_number(&shop.pricing.groups, number)) {
            None => shop.pricing.groups.now(shop.view(view).unwrap_or_else(|| shop.default_view()).config.default_group()),
            Some(Some(group)) => group,
            Some(None) => return refused(one.row, Trouble::Cell("group_id", Flaw::NotAChoice)),
        };
        let account = account_key(self.store.config().shares_accounts(), &website.to_string(), one.email.as_str());
        let hash = one.password.as_ref().map(|hash| hash.text().to_owned()).unwrap_or_default();
        Plan::New { id, row: Box::new(CustomerRow::new(id, &new, account, hash, cart, &origin).within(group)), cart, book }
    }

    async fn changed(&self, one: &Wanted, was: CustomerRow) -> Result<Plan, StoreError> {
        let name = |text: &str| PersonName::parse(text).map_err(|_| StoreError::Unreadable(text.to_owned()));
        let first = one.first_name.clone().map_or_else(|| name(&was.first_name), Ok)?;
        let last = one.last_name.clone().map_or_else(|| name(&was.last_name), Ok)?;
        let mut next = was.clone().named(&first, &last, &one.email);
        if let Some(hash) = one.password.as_ref().filter(|_| was.password.is_empty()) {
            next.password = hash.text().to_owned();
        }
        let groups = &self.store.shop().pricing.groups;
        match one.group.map(|number| of_number(groups, number)) {
            None => {}
            Some(None) => return Ok(Plan::Nothing(Became::Refused(one.row, Trouble::Cell("group_id", Flaw::NotAChoice)))),
            Some(Some(group)) if group == groups.now(was.group()?) => {}
            Some(Some(group)) => next = next.within(group),
        }
        let book =
            if one.addresses.is_empty() { AddressBook::default() } else { self.store.address_book_of(crate::parse(was.key())?).await? };
        let (kept, addresses) = match kept_in(&book, &one.addresses, || AddressId::new(id_at(self.proof.origin().at))) {
            Ok(kept) => kept,
            Err((row, trouble)) => return Ok(Plan::Nothing(Became::Refused(row, trouble))),
        };
        let kept_of = |row: &CustomerRow| [&row.first_name, &row.last_name, &row.password].map(String::clone);
        let is_same = kept_of(&was) == kept_of(&next) && was.customer_group == next.customer_group;
        if is_same && addresses.is_empty() {
            return Ok(Plan::Nothing(Became::Left));
        }
        Ok(Plan::Changed { was: Box::new(was), next: Box::new(next), books: Box::new((book, kept)), addresses })
    }

    /// Writes what is planned; gives what is told of it.
    fn write(&self, tx: &mut Tx<'_>, plans: Vec<Plan>) -> Vec<Event> {
        let shop = self.store.shop();
        let groups = &shop.pricing.groups;
        let (mut events, mut websites) = (Vec::new(), BTreeSet::new());
        let mut new: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
        for plan in plans {
            match plan {
                Plan::New { id, row, cart, book } => {
                    let website: Option<WebsiteId> = row.website.parse().ok();
                    websites.extend(website);
                    let event = tx.event(Action::CustomerCreated).within(website).about(id).on("customer", id, row.email.clone());
                    let mut told = vec![Change::added("customer_group", group_name(groups, &row))];
                    if !book.entries.is_empty() {
                        let (key, row, addresses) = new_book(id, &book);
                        new.entry("address_book").or_default().push(keyed(&key, row));
                        told.extend(addresses);
                    }
                    new.entry("cart").or_default().push(keyed(&cart_record(cart), CartRow::empty(row.created)));
                    new.entry("customer").or_default().push(row.into_value());
                    events.push(event.changing(told));
                }
                Plan::Changed { was, next, books, addresses } => {
                    events.extend(changing(tx, groups, (&was, &next), &books, &addresses));
                }
                Plan::Nothing(_) => {}
            }
        }
        for (table, rows) in new {
            tx.writes().insert(table, rows);
        }
        for website in websites {
            self.store.taking_addresses(tx, website);
        }
        events
    }
}

/// What the group of a row is called; nothing, if it has none that can be read.
fn group_name<'a>(groups: &'a Groups, row: &CustomerRow) -> &'a str {
    row.group().map(|id| groups.name(id)).unwrap_or_default()
}

fn changing(
    tx: &mut Tx<'_>,
    groups: &Groups,
    (was, next): (&CustomerRow, &CustomerRow),
    books: &(AddressBook, AddressBook),
    addresses: &[AddressId],
) -> Vec<Event> {
    let Ok(id) = was.key().parse::<CustomerId>() else { return Vec::new() };
    let mut events = Vec::new();
    let told = [
        Change::of("first_name", &was.first_name, &next.first_name),
        Change::of("last_name", &was.last_name, &next.last_name),
        Change::of("customer_group", group_name(groups, was), group_name(groups, next)),
    ];
    let is_changed = told.iter().any(Option::is_some);
    let website: Option<WebsiteId> = was.website.parse().ok();
    let told_of = |event: Event| event.within(website).about(id).on("customer", id, was.email.clone());
    if is_changed || was.password != next.password {
        let mut update = Update::of(&customer(id)).add("revision", 1).set("first_name", next.first_name.clone());
        update = update.set("last_name", next.last_name.clone()).keys(next.keys.clone());
        if was.customer_group != next.customer_group {
            update = update.set("customer_group", next.customer_group.clone());
        }
        // Only in the place of none: who has set one meanwhile keeps it.
        update = update.set("password", next.password.clone()).only_if("password", was.password.clone());
        tx.writes().must_update(&update.only_if("revision", was.revision));
    }
    if is_changed {
        events.push(told_of(tx.event(Action::CustomerChanged)).changing(told.into_iter().flatten()));
    }
    if was.password != next.password {
        events.push(told_of(tx.event(Action::PasswordChanged)));
    }
    if !addresses.is_empty() {
        events.extend(writing_several(tx, id, (&books.0, &books.1), addresses).into_iter().map(|event| event.within(website)));
    }
    events
}

impl By<'_, Permit<right::CustomersDelete>> {
    /// Deletes customers; says what has become of each. In a trial nothing is written.
    ///
    /// # Errors
    /// As [`By::import_customers`].
    pub async fn delete_customers(&self, wanted: &[Wanted], step: &mut Step<'_>) -> Result<Vec<Became>, StoreError> {
        step.each(self, wanted).await
    }

    async fn delete_imported(&self, one: &Wanted, at: usize, step: &Step<'_>) -> Result<Became, StoreError> {
        let (website, _) = match self.store.imported_into(self.proof.websites(), &one.website, "") {
            Ok(found) => found,
            Err(trouble) => return Ok(Became::Refused(one.row, trouble)),
        };
        let rows = self.store.customers_of(vec![one.email.to_string()]).await?;
        let row = meant(&rows, false, website, &one.email);
        let Some(row) = row else { return Ok(Became::Refused(one.row, Trouble::NoSuchCustomer)) };
        if !step.is_trial() {
            let mut tx = self.store.tx(self.proof);
            let was = row.clone().read()?;
            let event = self.deleting(&mut tx, &row, &was).await?;
            step.commit(tx, vec![event], &[Became::Deleted], at).await?;
        }
        Ok(Became::Deleted)
    }
}

impl Lines for By<'_, Permit<right::CustomersDelete>> {
    type Wanted = Wanted;

    fn row(of: &Wanted) -> i64 {
        of.row
    }

    async fn together(&self, wanted: &[Wanted], first: usize, step: &mut Step<'_>) -> Result<Vec<Became>, StoreError> {
        let mut all = Vec::with_capacity(wanted.len());
        for (n, one) in wanted.iter().enumerate() {
            let at = first.saturating_add(n);
            let became = self.delete_imported(one, at, step).await?;
            if let Became::Refused(..) = became {
                step.tell(&became);
                step.pass(self, std::slice::from_ref(&became), at).await?;
            }
            all.push(became);
        }
        Ok(all)
    }
}
