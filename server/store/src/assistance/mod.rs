//! Login as Customer: what is stored of a visit, and the facts that the gate is asked with. Each thing that can be done with
//! one has a file of its own, named by its verb.

mod end;
mod go_on;
mod list;
mod start;

pub(crate) use end::{Ended, Whose};
pub use go_on::VisitRow;
pub(crate) use start::REDEEMING;
pub use start::{Entered, Started};

use start::HandoffRow;

use crate::{
    Store, StoreError,
    access::RoleRow,
    conn::{linked, vars},
    customers::CustomerRow,
    key,
    list::{Sorted, mirrored},
    record,
    secret::VisitCookie,
    sessions::standing,
    staff::StaffRow,
};
use domain::{
    access::Resource,
    assistance::{CustomerFacts, EndCause, Facts, Phase, StaffSession, Visit, VisitTimes, gate},
    config::{Config, Setting},
    ids::{IdentityId, VisitId},
    time::Moment,
};
use std::sync::Arc;
use surrealdb::types::{RecordId, SurrealValue, Variables};

#[derive(Debug, Clone, SurrealValue)]
struct VisitRecord {
    id: RecordId,
    cookie: String,
    identity: String,
    staff: String,
    staff_name: String,
    staff_session: String,
    customer: String,
    customer_name: String,
    customer_email: String,
    website_name: String,
    started: i64,
    seen: i64,
    ended: Option<i64>,
    cause: Option<String>,
    by_age: String,
}

impl VisitRecord {
    fn read(&self) -> Result<Visit, StoreError> {
        let cause =
            self.cause.as_deref().map(|c| EndCause::from_code(c).ok_or_else(|| StoreError::Unreadable(c.to_owned()))).transpose()?;
        Ok(Visit {
            id: crate::parse(key(&self.id)?)?,
            staff: crate::parse(&self.staff)?,
            staff_name: self.staff_name.clone(),
            customer: crate::parse(&self.customer)?,
            customer_name: self.customer_name.clone(),
            customer_email: self.customer_email.clone(),
            website_name: self.website_name.clone(),
            times: VisitTimes { started: Moment::from_millis(self.started), seen: Moment::from_millis(self.seen), ended: cause },
            ended_at: self.ended.map(Moment::from_millis),
        })
    }
}

impl Sorted for VisitRecord {
    fn keys(&self, _: &str) -> (String, String) {
        // Lists of visits run from the newest back.
        (mirrored(&self.by_age), self.by_age.clone())
    }
}

/// Staff member, session and customer, as they are now.
struct Parties {
    feature_enabled: bool,
    staff: Option<StaffRow>,
    session: Option<SessionRow>,
    holds_right: bool,
    customer: Option<CustomerRow>,
}

/// Not from the settings in memory: another instance may have switched it off a moment ago.
const SWITCH: Setting = Setting::LoginAsCustomerEnabled;

/// The records that a question about the parties is asked of.
struct Question<'a> {
    handoff: &'a str,
    visit: &'a str,
    staff: &'a str,
    session: &'a str,
    customer: &'a str,
}

impl Question<'_> {
    /// One statement: one look at the store.
    fn sql(&self) -> String {
        let Self { handoff, visit, staff, session, customer } = self;
        let role = linked("role", &format!("{staff}.role"));
        format!(
            "RETURN [{{ handoff: {handoff}.*, visit: {visit}.*, staff: {staff}.*, role: {role}.*, session: {session}.*, \
            customer: {customer}.*, switch: $switch.value }}]"
        )
    }
}

/// A hand-off and a visit, if they were asked for, and the parties, as they come from the store.
#[derive(SurrealValue)]
struct PartiesRow {
    handoff: Option<HandoffRow>,
    visit: Option<VisitRecord>,
    staff: Option<StaffRow>,
    role: Option<RoleRow>,
    switch: Option<String>,
    session: Option<SessionRow>,
    customer: Option<CustomerRow>,
}

#[derive(SurrealValue)]
struct SessionRow {
    started: i64,
    seen: i64,
    ended: Option<i64>,
}

impl PartiesRow {
    fn parties(self) -> Result<Parties, StoreError> {
        let role = self.role.map(RoleRow::read).transpose()?;
        let pairs = self.switch.iter().map(|value| (SWITCH.path(), value.as_str()));
        Ok(Parties {
            feature_enabled: Config::from_pairs(pairs).login_as_customer_enabled(),
            staff: self.staff,
            session: self.session,
            holds_right: role.is_some_and(|r| r.grants.allows(Resource::LoginAsCustomer)),
            customer: self.customer,
        })
    }
}

impl Parties {
    fn facts(&self, now: Moment) -> Facts {
        let at = Moment::from_millis;
        let standing = |s: &SessionRow| standing(now, at(s.started), at(s.seen), s.ended.map(at));
        Facts {
            feature_enabled: self.feature_enabled,
            staff_session: self.session.as_ref().map_or(StaffSession::SignedOut, standing),
            staff_active: self.staff.as_ref().is_some_and(|s| s.active),
            staff_holds_right: self.holds_right,
            customer: self.customer.as_ref().map(|c| CustomerFacts { active: c.active, consents: c.consent }),
        }
    }
}

/// A visit with all that its gate is asked about.
pub(crate) struct VisitFacts {
    row: VisitRecord,
    visit: Visit,
    identity: IdentityId,
    parties: Parties,
}

impl VisitFacts {
    fn of(row: VisitRecord, parties: Parties) -> Result<Self, StoreError> {
        Ok(Self { visit: row.read()?, identity: crate::parse(&row.identity)?, row, parties })
    }
}

impl Store {
    async fn parties(&self, staff: &str, session: &str, customer: &str) -> Result<Parties, StoreError> {
        let question = Question { handoff: "NONE", visit: "NONE", staff: "$staff_id", session: "$session_id", customer: "$customer_id" };
        let vars = vars! {
            "staff_id" => record("staff", staff),
            "session_id" => record("staff_session", session),
            "customer_id" => record("customer", customer),
        };
        self.asked(question, vars).await?.parties()
    }

    /// The visit behind a cookie and its parties, in one statement: every request of a visit asks it.
    async fn visit_facts(&self, cookie: &VisitCookie) -> Result<Option<Arc<VisitFacts>>, StoreError> {
        let visit = cookie.visit.to_string();
        let facts = self.known.visits.or_read(&self.conn, &visit, self.read_visit_facts(&visit)).await?;
        Ok(facts.filter(|facts| facts.row.cookie == cookie.digest()))
    }

    async fn read_visit_facts(&self, visit: &str) -> Result<Option<(VisitFacts, Vec<RecordId>)>, StoreError> {
        let question = Question {
            handoff: "NONE",
            visit: "$visit_id",
            staff: &linked("staff", "$visit_id.staff"),
            session: &linked("staff_session", "$visit_id.staff_session"),
            customer: &linked("customer", "$visit_id.customer"),
        };
        let mut answer = self.asked(question, vars! { "visit_id" => record("visit", visit) }).await?;
        let Some(row) = answer.visit.take() else { return Ok(None) };
        let of = [
            Some(record("visit", visit)),
            Some(record("staff", &row.staff)),
            Some(record("staff_session", &row.staff_session)),
            Some(record("customer", &row.customer)),
            answer.role.as_ref().map(|role| role.id.clone()),
            Some(record("setting", SWITCH.path())),
        ];
        Ok(Some((VisitFacts::of(row, answer.parties()?)?, of.into_iter().flatten().collect())))
    }

    async fn asked(&self, question: Question<'_>, mut vars: Variables) -> Result<PartiesRow, StoreError> {
        vars.insert("switch", record("setting", SWITCH.path()));
        self.conn.run(&question.sql(), vars).await?.one(0)?.ok_or_else(|| StoreError::Unreadable("no parties".to_owned()))
    }

    async fn visit_record(&self, visit: VisitId) -> Result<VisitRecord, StoreError> {
        self.conn.run("SELECT * FROM $id", vars! { "id" => record("visit", &visit.to_string()) }).await?.one(0)?.ok_or(StoreError::NotFound)
    }

    /// What the gate says of a visit that was read in a list.
    async fn judged(&self, row: VisitRecord, now: Moment) -> Result<VisitRow, StoreError> {
        let parties = self.parties(&row.staff, &row.staff_session, &row.customer).await?;
        Ok(self.verdict(&VisitFacts::of(row, parties)?, now))
    }

    fn verdict(&self, facts: &VisitFacts, now: Moment) -> VisitRow {
        let VisitFacts { row, visit, identity, parties } = facts;
        let mut visit = visit.clone();
        if visit.times.ended.is_none() {
            visit.times.ended = self.ended.cause(&row.cookie);
        }
        let verdict = gate(Phase::Request(visit.times), now, &parties.facts(now));
        let staff_seen = parties.session.as_ref().map_or(Moment::default(), |session| Moment::from_millis(session.seen));
        VisitRow { visit, identity: *identity, staff_session: row.staff_session.clone(), staff_seen, verdict }
    }
}
