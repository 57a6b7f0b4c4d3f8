//! The store against a real engine, with tables that take only the columns that their rows have.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by failing")]

mod access;
mod alike;
mod consent;
mod data;
mod letters;
mod lists;
mod record;

use domain::{
    access::{Grants, Websites},
    audit::Origin,
    caller::{Caller, Job, Permit, Right, Who},
    customers::{Email, PersonName},
    ids::{CustomerId, StaffId},
    text::Secret,
    time::Moment,
};
use store::{Address, Effort, Faults, NewCustomer, Store};

const NOW: Moment = Moment::from_millis(1_772_366_400_000);

fn origin() -> Origin {
    Origin { at: NOW, request: "test".into(), ..Origin::default() }
}

fn job() -> Job {
    job_at(NOW)
}

#[expect(clippy::disallowed_methods, reason = "a test has no middleware")]
fn job_at(at: Moment) -> Job {
    Job::of_the_program(Origin { at, ..origin() })
}

#[expect(clippy::disallowed_methods, reason = "a test has no middleware")]
fn caller(who: Who) -> Caller {
    Caller::verified(who, origin())
}

fn guest() -> Caller {
    caller(Who::Guest { cart: None, session: None })
}

fn shopper(id: CustomerId) -> Caller {
    caller(Who::Shopper {
        customer: id,
        email: "person001@example.com".into(),
        name: "P".into(),
        group: domain::ids::CustomerGroupId::GENERAL,
        session: String::new(),
    })
}

/// A staff member who holds these.
fn holding(id: StaffId, grants: Grants) -> Caller {
    holding_within(id, grants, Websites::All)
}

/// The same for these websites.
fn holding_within(id: StaffId, grants: Grants, websites: Websites) -> Caller {
    caller(Who::Staff {
        id,
        user_name: "test".into(),
        name: "Test".into(),
        grants,
        websites,
        session: String::new(),
        seat: domain::staff::Seat::default(),
    })
}

fn permit<R: Right>() -> Permit<R> {
    holding(StaffId::new(uuid::Uuid::nil()), Grants::All).permit().unwrap()
}

fn permit_within<R: Right>(websites: &Websites) -> Permit<R> {
    holding_within(StaffId::new(uuid::Uuid::nil()), Grants::All, websites.clone()).permit().unwrap()
}

async fn memory() -> Store {
    Store::open_suffering(&Address::Memory, Effort::Low, Faults::default()).await.unwrap()
}

fn person(n: usize) -> NewCustomer {
    NewCustomer {
        email: Email::parse(&format!("person{n:03}@example.com")).unwrap(),
        first_name: PersonName::parse(&format!("First{}", n % 7)).unwrap(),
        last_name: PersonName::parse(&format!("Last{}", n % 5)).unwrap(),
        password: Secret::new("correct horse"),
        consent: n.is_multiple_of(2),
        newsletter: false,
        website: store::FIRST_WEBSITE,
        view: store::FIRST_VIEW,
    }
}
