//! Login as Customer: what is stored of a visit, and the facts that the gate is asked with. Each thing that can be done with
//! one has a file of its own, named by its verb.

mod end;
mod go_on;
mod list;
mod made_up;
pub(crate) mod row;
mod start;

pub(crate) use end::{Ended, Whose, ending_by_customer};
pub use go_on::VisitRow;
pub(crate) use made_up::MadeUp;
pub(crate) use row::{AssistanceRow, VisitRow as StoredRow};
pub use start::{Begun, Entered, Started};
pub(crate) use start::{REDEEMING, voiding_handoffs};

use crate::{
    Store, StoreError,
    access::RoleRow,
    customers::CustomerRow,
    engine::conn::{linked, vars},
    record,
    staff::{StaffRow, StaffSessionRow},
};
use domain::{
    access::{Resource, Websites},
    assistance::{CustomerFacts, Facts, Phase, StaffSession, Visit, gate},
    config::{Config, Setting},
    ids::{VisitId, WebsiteId},
    stores::Shop,
    time::Moment,
};
use std::sync::Arc;
use surrealdb::types::{RecordId, SurrealValue};

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
    session: Option<StaffSessionRow>,
    holds_right: bool,
    /// Those that the staff member is for.
    websites: Websites,
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
    session: Option<StaffSessionRow>,
    customer: Option<CustomerRow>,
}

impl PartiesRow {
    fn parties(self) -> Result<Parties, StoreError> {
        let role = self.role.as_ref().map(RoleRow::grants);
        let pairs = self.switch.iter().map(|value| (SWITCH.path(), value.as_str()));
        Ok(Parties {
            feature_enabled: Config::from_pairs(pairs).login_as_customer_enabled(),
            staff: self.staff,
            session: self.session,
            websites: self.role.as_ref().map_or_else(|| Websites::These([].into()), RoleRow::websites),
            holds_right: role.is_some_and(|grants| grants.allows(Resource::LoginAsCustomer)),
            customer: self.customer,
        })
    }
}

impl Parties {
    /// For a visit to this website, if it is there. A customer of another website than the staff member is for is none.
    fn facts(&self, now: Moment, shop: &Shop, website: Option<WebsiteId>) -> Facts {
        let own = self.customer.as_ref().and_then(|c| c.website.parse().ok());
        let is_open = |website: WebsiteId| self.websites.allows(website) && (shop.config.shares_accounts() || own == Some(website));
        let is_known = |c: &&CustomerRow| c.website.parse().is_ok_and(|website| self.websites.allows(website));
        Facts {
            feature_enabled: self.feature_enabled,
            staff_session: self.session.as_ref().map_or(StaffSession::SignedOut, |s| s.standing(now, shop.config.staff_sessions())),
            staff_active: self.staff.as_ref().is_some_and(|s| s.is_active(now)),
            staff_holds_right: self.holds_right,
            customer: self.customer.as_ref().filter(is_known).map(|c| CustomerFacts { active: c.active, consents: c.consent }),
            store_open: website.is_some_and(is_open),
        }
    }
}

/// A visit as its row says.
pub(crate) struct StoredVisit {
    row: StoredRow,
    visit: Visit,
    between: Between,
}

impl StoredVisit {
    fn of(row: StoredRow) -> Result<Self, StoreError> {
        let between = Between::keys(&row.staff, &row.staff_session, &row.customer);
        Ok(Self { visit: row.read()?, between, row })
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
        let row: Option<PartiesRow> = self.conn.read(&sql, vars).await?.one(0)?;
        let row = row.ok_or_else(|| StoreError::Unreadable("no parties".to_owned()))?;
        let mut of = vec![staff.clone(), session.clone(), customer.clone(), switch];
        of.extend(row.role.as_ref().map(|role| role.id.clone()));
        Ok(Some((row.parties()?, of)))
    }

    /// A visit by its key.
    async fn stored_visit(&self, visit: &str) -> Result<Option<Arc<StoredVisit>>, StoreError> {
        let id = record("visit", visit);
        let read = async {
            let row: Option<StoredRow> = self.conn.row(&id).await?;
            row.map(|row| Ok((StoredVisit::of(row)?, vec![id.clone()]))).transpose()
        };
        self.known.visits.or_read(&self.conn, visit, read).await
    }

    pub(crate) async fn visit_by_id(&self, visit: VisitId) -> Result<Arc<StoredVisit>, StoreError> {
        self.stored_visit(&visit.to_string()).await?.ok_or(StoreError::NotFound)
    }

    /// What the gate says of a visit now.
    async fn judged(&self, stored: &StoredVisit, now: Moment) -> Result<VisitRow, StoreError> {
        let StoredVisit { row, visit, between } = stored;
        let parties = self.parties(between).await?;
        let mut visit = visit.clone();
        if visit.times.ended.is_none() {
            visit.times.ended = self.ended.cause(&row.cookie);
        }
        let shop = self.shop();
        if let Some(customer) = &parties.customer {
            visit.customer_group = shop.pricing.groups.now(customer.group()?);
        }
        let website = Some(visit.website).filter(|website| shop.serves(*website));
        let verdict = gate(Phase::Request(visit.times), now, &parties.facts(now, &shop, website));
        let staff_seen = parties.session.as_ref().map_or(Moment::default(), |session| Moment::from_millis(session.seen));
        Ok(VisitRow { visit, staff_session: row.staff_session.clone(), staff_seen, verdict })
    }
}
