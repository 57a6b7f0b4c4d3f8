//! Login as Customer: what is stored of a visit, and the facts that the gate is asked with. Each thing that can be done with
//! one has a file of its own, named by its verb.

mod end;
mod go_on;
mod list;
mod start;

pub(crate) use end::{Ended, Whose};
pub use go_on::VisitRow;
pub use start::{Entered, Started};
pub(crate) use start::{REDEEMING, voiding_handoffs};

use crate::{
    Store, StoreError,
    access::RoleRow,
    conn::{linked, vars},
    customers::CustomerRow,
    key,
    list::Sorted,
    record,
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
use surrealdb::types::{RecordId, SurrealValue};

/// A visit's row.
#[derive(Debug, Clone, SurrealValue)]
pub(crate) struct VisitRecord {
    pub(crate) id: RecordId,
    /// The SHA-256 of what the browser holds.
    pub(crate) cookie: String,
    pub(crate) identity: String,
    pub(crate) staff: String,
    pub(crate) staff_name: String,
    pub(crate) staff_session: String,
    pub(crate) customer: String,
    pub(crate) customer_name: String,
    pub(crate) customer_email: String,
    pub(crate) website_name: String,
    pub(crate) started: i64,
    pub(crate) seen: i64,
    pub(crate) ended: Option<i64>,
    pub(crate) cause: Option<String>,
    pub(crate) live: bool,
    /// Counted up by whatever acts under the visit, in the same transaction: acting and ending conflict.
    pub(crate) touched: i64,
    /// Always true: an index is read page by page only if its first column is given.
    pub(crate) listed: bool,
    pub(crate) by_age: String,
    pub(crate) by_age_down: String,
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
        (self.by_age_down.clone(), self.by_age.clone())
    }
}

/// Between whom a visit is or is going to be, and what their [`Parties`] are kept under.
pub(crate) struct Between {
    staff: RecordId,
    session: RecordId,
    customer: RecordId,
    about: String,
}

impl Between {
    /// By their keys.
    fn keys(staff: &str, session: &str, customer: &str) -> Self {
        Self {
            staff: record("staff", staff),
            session: record("staff_session", session),
            customer: record("customer", customer),
            about: format!("{staff} {session} {customer}"),
        }
    }
}

/// Staff member, session and customer, as they are now.
pub(crate) struct Parties {
    feature_enabled: bool,
    staff: Option<StaffRow>,
    session: Option<SessionRow>,
    holds_right: bool,
    customer: Option<CustomerRow>,
}

/// Not from the settings in memory: another instance may have switched it off a moment ago.
const SWITCH: Setting = Setting::LoginAsCustomerEnabled;

/// The parties as they come from the store.
#[derive(SurrealValue)]
struct PartiesRow {
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

/// A visit as its row says.
pub(crate) struct StoredVisit {
    row: VisitRecord,
    visit: Visit,
    identity: IdentityId,
    between: Between,
}

impl StoredVisit {
    fn of(row: VisitRecord) -> Result<Self, StoreError> {
        let between = Between::keys(&row.staff, &row.staff_session, &row.customer);
        Ok(Self { visit: row.read()?, identity: crate::parse(&row.identity)?, between, row })
    }
}

impl Store {
    /// The facts about those who take part, as of now.
    async fn parties(&self, between: &Between) -> Result<Arc<Parties>, StoreError> {
        let parties = self.known.parties.or_read(&self.conn, &between.about, self.read_parties(between)).await?;
        parties.ok_or(StoreError::NotFound)
    }

    async fn read_parties(&self, between: &Between) -> Result<Option<(Parties, Vec<RecordId>)>, StoreError> {
        let role = linked("role", "$staff.role");
        let sql =
            format!("RETURN [{{ staff: $staff.*, role: {role}.*, session: $of_session.*, customer: $customer.*, switch: $switch.value }}]");
        let Between { staff, session, customer, .. } = between;
        let switch = record("setting", SWITCH.path());
        let vars =
            vars! { "staff" => staff.clone(), "of_session" => session.clone(), "customer" => customer.clone(), "switch" => switch.clone() };
        let row: Option<PartiesRow> = self.conn.run(&sql, vars).await?.one(0)?;
        let row = row.ok_or_else(|| StoreError::Unreadable("no parties".to_owned()))?;
        let mut of = vec![staff.clone(), session.clone(), customer.clone(), switch];
        of.extend(row.role.as_ref().map(|role| role.id.clone()));
        Ok(Some((row.parties()?, of)))
    }

    /// A visit by its key.
    async fn stored_visit(&self, visit: &str) -> Result<Option<Arc<StoredVisit>>, StoreError> {
        let id = record("visit", visit);
        let read = async {
            let row: Option<VisitRecord> = self.conn.row(&id).await?;
            row.map(|row| Ok((StoredVisit::of(row)?, vec![id.clone()]))).transpose()
        };
        self.known.visits.or_read(&self.conn, visit, read).await
    }

    async fn visit_by_id(&self, visit: VisitId) -> Result<Arc<StoredVisit>, StoreError> {
        self.stored_visit(&visit.to_string()).await?.ok_or(StoreError::NotFound)
    }

    /// What the gate says of a visit now.
    async fn judged(&self, stored: &StoredVisit, now: Moment) -> Result<VisitRow, StoreError> {
        let StoredVisit { row, visit, identity, between } = stored;
        let parties = self.parties(between).await?;
        let mut visit = visit.clone();
        if visit.times.ended.is_none() {
            visit.times.ended = self.ended.cause(&row.cookie);
        }
        let verdict = gate(Phase::Request(visit.times), now, &parties.facts(now));
        let staff_seen = parties.session.as_ref().map_or(Moment::default(), |session| Moment::from_millis(session.seen));
        Ok(VisitRow { visit, identity: *identity, staff_session: row.staff_session.clone(), staff_seen, verdict })
    }
}
