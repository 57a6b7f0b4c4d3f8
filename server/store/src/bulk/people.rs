//! Customers and staff of the demo shop.

use crate::{NewCustomer, NewStaff, Store, StoreError, conn::vars, customers::NewCustomerRow, key, record, secret::id_at, tx::Tx};
use domain::{
    access::{Grants, RoleName},
    audit::Action,
    caller::Job,
    ids::{CartId, CustomerId, RoleId, StaffId},
};
use std::collections::BTreeSet;
use surrealdb::types::{RecordId, SurrealValue};

/// How many customers one transaction holds.
const BATCH: usize = 250;

/// A role with its users. Their identifiers are known before they are written: what they did in the demo's past is
/// written first.
#[derive(Debug)]
pub struct DemoStaff {
    pub role: RoleName,
    pub grants: Grants,
    pub users: Vec<(StaffId, NewStaff)>,
}

/// A customer in whose account staff may stand.
#[derive(Debug, Clone)]
pub struct DemoPerson {
    pub id: CustomerId,
    pub name: String,
    pub email: String,
    pub cart: CartId,
}

#[derive(SurrealValue)]
struct CartRow {
    id: RecordId,
    lines: Vec<String>,
    revision: i64,
    touched: i64,
}

impl Store {
    /// Writes the customers that are not there yet. They have one password, which is hashed once: thousands of them would
    /// take minutes otherwise.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn fill_customers(&self, job: &Job, new: &[NewCustomer], told: &mut impl FnMut(usize)) -> Result<(), StoreError> {
        let known: Vec<String> = self.conn.run_within("SELECT VALUE email FROM customer", vars! {}, super::PATIENCE).await?.take(0)?;
        let known: BTreeSet<String> = known.into_iter().collect();
        let missing: Vec<&NewCustomer> = new.iter().filter(|c| !known.contains(c.email.as_str())).collect();
        let Some(first) = missing.first() else { return Ok(()) };
        let password = self.passwords.hash(&first.password).await?;
        let mut done = known.len();
        for batch in missing.chunks(BATCH) {
            let (mut customers, mut terms, mut carts, mut events) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            for new in batch {
                let (id, cart) = (CustomerId::new(id_at(job.origin().at)), CartId::new(id_at(job.origin().at)));
                customers.push(NewCustomerRow::of(id, new, password.clone(), cart, job.origin()));
                terms.push(new.terms(id));
                let touched = job.origin().at.millis();
                carts.push(CartRow { id: record("cart", &cart.to_string()), lines: Vec::new(), revision: 0, touched });
                events.push(job.event(Action::CustomerRegistered).about(id).on("customer", id, new.email.as_str()));
            }
            let statements = "INSERT INTO cart $carts RETURN NONE; INSERT INTO customer $customers RETURN NONE; \
                INSERT INTO customer_terms $terms RETURN NONE;";
            self.commit_many(statements, vars! { "carts" => carts, "customers" => customers, "terms" => terms }, &events).await?;
            done = done.saturating_add(batch.len());
            told(done);
        }
        Ok(())
    }

    /// The customers who allow remote shopping assistance, by their addresses.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn demo_people(&self, _: &Job) -> Result<Vec<DemoPerson>, StoreError> {
        #[derive(SurrealValue)]
        struct Row {
            id: RecordId,
            first_name: String,
            last_name: String,
            email: String,
            cart: Option<String>,
        }
        let sql = "SELECT id, first_name, last_name, email, cart FROM customer WHERE consent = true ORDER BY email";
        let rows: Vec<Row> = self.conn.run_within(sql, vars! {}, super::PATIENCE).await?.take(0)?;
        rows.into_iter()
            .filter_map(|row| row.cart.clone().map(|cart| (row, cart)))
            .map(|(row, cart)| {
                Ok(DemoPerson {
                    id: crate::parse(key(&row.id)?)?,
                    name: format!("{} {}", row.first_name, row.last_name),
                    email: row.email,
                    cart: crate::parse(&cart)?,
                })
            })
            .collect()
    }

    /// Writes all roles with their users, and that the demo shop is filled: in one transaction, the last of all.
    ///
    /// # Errors
    /// The store does not answer, or has some of them already.
    pub async fn fill_staff(&self, job: &Job, roles: Vec<DemoStaff>) -> Result<(), StoreError> {
        let mut tx = Tx::new();
        let mut users = 0_usize;
        for (n, demo) in roles.into_iter().enumerate() {
            let role = RoleId::new(id_at(job.origin().at));
            let draft = crate::RoleDraft { name: demo.role, grants: demo.grants };
            let event = job.event(Action::RoleCreated).on("role", role, draft.name.as_str());
            tx = crate::access::write_new(tx, &format!("role_{n}"), role, &draft).also(event);
            for (id, mut user) in demo.users {
                user.role = role;
                let password = self.passwords.hash(&user.password).await?;
                let event = job.event(Action::StaffCreated).on("staff", id, user.user_name.as_str());
                tx = crate::staff::write_new(tx, &format!("user_{users}"), id, &user, password, job.origin()).also(event);
                users = users.saturating_add(1);
            }
        }
        tx.commit(self, job.event(Action::DemoFilled)).await
    }

    /// Writes a customer who has not signed in yet, as a registration would.
    ///
    /// # Errors
    /// The store does not answer, or has the address already.
    pub async fn fill_customer(&self, job: &Job, new: &NewCustomer) -> Result<CustomerId, StoreError> {
        let (id, cart) = (CustomerId::new(id_at(job.origin().at)), CartId::new(id_at(job.origin().at)));
        let password = self.passwords.hash(&new.password).await?;
        let event = job.event(Action::CustomerRegistered).about(id).on("customer", id, new.email.as_str());
        crate::customers::write_new(Tx::new(), id, new, password, cart, job.origin()).commit(self, event).await?;
        Ok(id)
    }
}
