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

use crate::{
    Store, StoreError,
    access::RoleRow,
    conn::vars,
    customers::CustomerRow,
    key,
    list::{Sorted, mirrored},
    record,
    sessions::standing,
    staff::StaffRow,
};
use domain::{
    access::Resource,
    assistance::{CustomerFacts, EndCause, Facts, Phase, StaffSession, Visit, VisitTimes, gate},
    config::{Config, Setting},
    ids::VisitId,
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue};

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
    staff_seen: Moment,
    session: StaffSession,
    holds_right: bool,
    customer: Option<CustomerRow>,
}

/// Not from the settings in memory: another instance may have switched it off a moment ago.
const SWITCH: Setting = Setting::LoginAsCustomerEnabled;
/// What is asked of `$staff` and the switch, whoever asks.
const PARTIES: &str =
    "staff: $staff, role: (SELECT * FROM type::record('role', $staff.role ?? 'none'))[0], switch: (SELECT VALUE value FROM $switch)[0]";

/// A visit, if one was asked for, and its parties, as they come from the store.
#[derive(SurrealValue)]
struct PartiesRow {
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
    fn read(self, now: Moment) -> Result<(Option<VisitRecord>, Parties), StoreError> {
        let at = |millis: i64| Moment::from_millis(millis);
        let role = self.role.map(RoleRow::read).transpose()?;
        let pairs = self.switch.iter().map(|value| (SWITCH.path(), value.as_str()));
        let parties = Parties {
            feature_enabled: Config::from_pairs(pairs).login_as_customer_enabled(),
            staff: self.staff,
            staff_seen: self.session.as_ref().map_or(Moment::default(), |s| at(s.seen)),
            session: self.session.map_or(StaffSession::SignedOut, |s| standing(now, at(s.started), at(s.seen), s.ended.map(at))),
            holds_right: role.is_some_and(|r| r.grants.allows(Resource::LoginAsCustomer)),
            customer: self.customer,
        };
        Ok((self.visit, parties))
    }
}

impl Parties {
    fn facts(&self) -> Facts {
        Facts {
            feature_enabled: self.feature_enabled,
            staff_session: self.session,
            staff_active: self.staff.as_ref().is_some_and(|s| s.active),
            staff_holds_right: self.holds_right,
            customer: self.customer.as_ref().map(|c| CustomerFacts { active: c.active, consents: c.consent }),
        }
    }
}

impl Store {
    async fn parties(&self, staff: &str, session: &str, customer: &str, now: Moment) -> Result<Parties, StoreError> {
        // One statement: one look at the store.
        let sql = format!(
            "RETURN {{ LET $staff = (SELECT * FROM $staff_id)[0]; RETURN [{{ visit: NONE, {PARTIES}, \
            session: (SELECT started, seen, ended FROM $session_id)[0], customer: (SELECT * FROM $customer_id)[0] }}] }}"
        );
        let vars = vars! {
            "staff_id" => record("staff", staff),
            "session_id" => record("staff_session", session),
            "customer_id" => record("customer", customer),
            "switch" => record("setting", SWITCH.path()),
        };
        let row: Option<PartiesRow> = self.conn.run(&sql, vars).await?.one(0)?;
        row.ok_or_else(|| StoreError::Unreadable("no parties".to_owned()))?.read(now).map(|(_, parties)| parties)
    }

    /// The visit behind a cookie and its parties, in one statement: every request of a visit asks it.
    async fn visit_with_parties(&self, cookie: &str, now: Moment) -> Result<Option<(VisitRecord, Parties)>, StoreError> {
        let sql = format!(
            "RETURN {{ LET $found = (SELECT * FROM visit WHERE cookie = $cookie)[0]; \
            LET $staff = (SELECT * FROM type::record('staff', $found.staff ?? 'none'))[0]; RETURN [{{ visit: $found, {PARTIES}, \
            session: (SELECT started, seen, ended FROM type::record('staff_session', $found.staff_session ?? 'none'))[0], \
            customer: (SELECT * FROM type::record('customer', $found.customer ?? 'none'))[0] }}] }}"
        );
        let vars = vars! { "cookie" => cookie.to_owned(), "switch" => record("setting", SWITCH.path()) };
        let row: Option<PartiesRow> = self.conn.run(&sql, vars).await?.one(0)?;
        let (visit, parties) = row.ok_or_else(|| StoreError::Unreadable("no parties".to_owned()))?.read(now)?;
        Ok(visit.map(|visit| (visit, parties)))
    }

    async fn visit_record(&self, visit: VisitId) -> Result<VisitRecord, StoreError> {
        self.conn.run("SELECT * FROM $id", vars! { "id" => record("visit", &visit.to_string()) }).await?.one(0)?.ok_or(StoreError::NotFound)
    }

    async fn judged(&self, row: VisitRecord, now: Moment) -> Result<VisitRow, StoreError> {
        let parties = self.parties(&row.staff, &row.staff_session, &row.customer, now).await?;
        self.verdict(row, parties, now)
    }

    fn verdict(&self, row: VisitRecord, parties: Parties, now: Moment) -> Result<VisitRow, StoreError> {
        let mut visit = row.read()?;
        if visit.times.ended.is_none() {
            visit.times.ended = self.ended.cause(&row.cookie);
        }
        let verdict = gate(Phase::Request(visit.times), now, &parties.facts());
        Ok(VisitRow {
            visit,
            identity: crate::parse(&row.identity)?,
            staff_session: row.staff_session,
            staff_seen: parties.staff_seen,
            verdict,
        })
    }
}
