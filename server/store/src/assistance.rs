//! Login as Customer: starting, entering, going on with and ending a visit.

use crate::{
    Store, StoreError,
    access::RoleRow,
    conn::vars,
    customers::CustomerRow,
    key,
    list::{Cursor, Listed, Sorted, mirrored, page},
    record,
    retry::decide,
    secret::{Token, id_at, random_id},
    sessions::standing,
    staff::StaffRow,
    tx::Tx,
};
use domain::{
    access::Resource,
    assistance::{
        CustomerFacts, EndCause, Facts, HANDOFF_LIFETIME, Handoff, Phase, Refusal, SEEN_EVERY, StaffSession, Visit, VisitTimes, gate,
    },
    audit::{Action, Actor, Event, Origin},
    caller::{Acting, Job, Permit, right},
    ids::{CustomerId, IdentityId, RoleId, StaffId, VisitId},
    stores::StoreView,
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue};

#[derive(Debug, Clone, SurrealValue)]
struct VisitRecord {
    id: RecordId,
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

#[derive(SurrealValue)]
struct HandoffRow {
    staff: String,
    staff_session: String,
    customer: String,
    nonce: String,
    expires: i64,
    spent: bool,
    visit: Option<String>,
}

/// Whose visits are to end.
#[derive(Debug, Clone)]
pub(crate) enum Whose {
    Anybody,
    Staff(StaffId),
    Session(String),
    Role(RoleId),
    Customer(CustomerId),
}

/// A hand-off that may be redeemed: the token goes into a form, the nonce into a cookie of this browser.
#[derive(Debug)]
pub struct Started {
    pub token: Token,
    pub nonce: Token,
}

/// What came of presenting a hand-off token.
#[derive(Debug)]
pub enum Entered {
    /// A new visit; the token is its cookie.
    New(Token, Box<Visit>),
    /// The same browser presents the same token again while its visit lives.
    Again,
    Refused(Refusal),
}

/// A visit as a request finds it: what the gate says of it now.
#[derive(Debug)]
pub struct VisitRow {
    pub visit: Visit,
    pub identity: IdentityId,
    /// The key of the staff session that it belongs to, and when that was last seen.
    pub staff_session: String,
    pub staff_seen: Moment,
    pub verdict: Result<(), Refusal>,
}

/// Staff member, session and customer, as they are now.
struct Parties {
    staff: Option<StaffRow>,
    staff_seen: Moment,
    session: StaffSession,
    holds_right: bool,
    customer: Option<CustomerRow>,
}

impl Store {
    async fn parties(&self, staff: &str, session: &str, customer: &str, now: Moment) -> Result<Parties, StoreError> {
        #[derive(SurrealValue)]
        struct SessionRow {
            started: i64,
            seen: i64,
            ended: Option<i64>,
        }
        let sql = "SELECT * FROM $staff; SELECT started, seen, ended FROM $session_id; \
            SELECT * FROM type::record('role', $staff.role ?? 'none'); SELECT * FROM $customer";
        let vars = vars! { "staff" => record("staff", staff), "session_id" => record("staff_session", session), "customer" => record("customer", customer) };
        let mut rows = self.conn.run(sql, vars).await?;
        let staff: Option<StaffRow> = rows.one(0)?;
        let session: Option<SessionRow> = rows.one(1)?;
        let role = rows.one::<RoleRow>(2)?.map(RoleRow::read).transpose()?;
        let at = |millis: i64| Moment::from_millis(millis);
        Ok(Parties {
            staff,
            staff_seen: session.as_ref().map_or(Moment::default(), |s| at(s.seen)),
            session: session.map_or(StaffSession::SignedOut, |s| standing(now, at(s.started), at(s.seen), s.ended.map(at))),
            holds_right: role.is_some_and(|r| r.grants.allows(Resource::LoginAsCustomer)),
            customer: rows.one(3)?,
        })
    }

    fn facts(&self, parties: &Parties) -> Facts {
        Facts {
            feature_enabled: self.config().login_as_customer_enabled(),
            staff_session: parties.session,
            staff_active: parties.staff.as_ref().is_some_and(|s| s.active),
            staff_holds_right: parties.holds_right,
            customer: parties.customer.as_ref().map(|c| CustomerFacts { active: c.active, consents: c.consent }),
        }
    }

    /// Starts: asks the gate, makes earlier unused tokens of this staff member void, and gives out a new one.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with the gate's word (recorded), or the event could not be written: then nothing happened.
    pub async fn start_assistance(&self, permit: &Permit<right::LoginAsCustomer>, customer: CustomerId) -> Result<Started, StoreError> {
        let now = permit.origin().at;
        let parties = self.parties(&permit.staff().to_string(), permit.session(), &customer.to_string(), now).await?;
        let named = parties.customer.as_ref().map(|c| (c.consent, c.active)).is_some();
        let event = |action| {
            let event = permit.event(action);
            if named { event.about(customer).on("customer", customer, "") } else { event }
        };
        if let Err(refusal) = gate(Phase::Start, now, &self.facts(&parties)) {
            self.append(event(Action::AssistanceRefused).because(refusal.code())).await?;
            return Err(StoreError::Refused(refusal));
        }
        let person = parties.customer.ok_or(StoreError::NotFound)?.read()?;
        let (token, nonce) = (Token::random(), Token::random());
        Tx::new()
            .bind("staff", permit.staff().to_string())
            .bind("id", record("handoff", &token.digest()))
            .bind("session_id", permit.session().to_owned())
            .bind("customer", customer.to_string())
            .bind("nonce", nonce.digest())
            .bind("expires", now.plus(HANDOFF_LIFETIME).millis())
            .run("UPDATE handoff SET spent = true WHERE staff = $staff AND spent = false RETURN NONE")
            .run("CREATE $id SET staff = $staff, staff_session = $session_id, customer = $customer, nonce = $nonce, expires = $expires, spent = false RETURN NONE")
            .commit(self, permit.event(Action::AssistanceStarted).about(customer).on("customer", customer, person.email))
            .await?;
        Ok(Started { token, nonce })
    }

    /// Redeems a hand-off token: once, in the browser that asked for it, and only if the gate says yes again. An earlier
    /// visit of the same staff member ends in the same transaction. Anything else that presents a spent or late token is
    /// an alarm, and ends the visit that the token had opened.
    ///
    /// # Errors
    /// The store does not answer; then nobody is in anybody's account.
    pub async fn redeem(&self, token: &Token, nonce: Option<&Token>, view: &StoreView, origin: &Origin) -> Result<Entered, StoreError> {
        decide(|| self.redeem_once(token, nonce, view, origin)).await
    }

    async fn redeem_once(&self, token: &Token, nonce: Option<&Token>, view: &StoreView, origin: &Origin) -> Result<Entered, StoreError> {
        let digest = token.digest();
        let id = record("handoff", &digest);
        let now = origin.at;
        let row: Option<HandoffRow> = self.conn.run("SELECT * FROM $id", vars! { "id" => id.clone() }).await?.one(0)?;
        let Some(handoff) = row else {
            self.append(Event::new(Action::AssistanceAlarm, Actor::Guest, origin.clone()).because("token_unknown")).await?;
            return Ok(Entered::Refused(Refusal::TokenSpent));
        };
        let same_browser = nonce.is_some_and(|n| n.digest() == handoff.nonce);
        let (staff, customer): (StaffId, CustomerId) = (crate::parse(&handoff.staff)?, crate::parse(&handoff.customer)?);
        let parties = self.parties(&handoff.staff, &handoff.staff_session, &handoff.customer, now).await?;
        let user_name = parties.staff.as_ref().map(|s| s.user_name.clone()).unwrap_or_default();
        let actor = Actor::Staff { id: staff, user_name: user_name.clone() };
        let phase = Phase::Redeem(Handoff { expires: Moment::from_millis(handoff.expires), spent: handoff.spent, same_browser });
        if let Err(refusal) = gate(phase, now, &self.facts(&parties)) {
            return self.refuse_redemption(refusal, &handoff, same_browser, actor, customer, origin).await;
        }
        let (Some(staff_row), Some(customer_row)) = (parties.staff, parties.customer) else { return Err(StoreError::NotFound) };
        let person = customer_row.read()?;
        let (visit, cookie) = (VisitId::new(id_at(now)), Token::random());
        let by_age = visit.to_string();
        let tx = Tx::new()
            .bind("handoff", id)
            .bind("staff_id", record("staff", &handoff.staff))
            .bind("guard", staff_row.guard)
            // First of all and by itself the line that a thousand racers fight over: one finds the token unspent.
            .bind("visit_key", visit.to_string())
            .must_update("UPDATE $handoff SET spent = true, visit = $visit_key WHERE spent = false")
            .must_update("UPDATE $staff_id SET guard += 1 WHERE guard = $guard AND active = true");
        let tx = self.ending_visits(tx, Whose::Staff(staff), EndCause::Replaced, origin).await?;
        let committed = tx
            .bind("visit", record("visit", &visit.to_string()))
            .bind("cookie", cookie.digest())
            .bind("identity", random_id().simple().to_string())
            .bind("staff", handoff.staff.clone())
            .bind("staff_name", user_name)
            .bind("staff_session", handoff.staff_session.clone())
            .bind("customer", handoff.customer.clone())
            .bind("customer_name", person.full_name())
            .bind("customer_email", person.email.clone())
            .bind("website_name", view.website_name.clone())
            .bind("now", now.millis())
            .bind("by_age_down", mirrored(&by_age))
            .bind("by_age", by_age)
            .run("CREATE $visit SET cookie = $cookie, identity = $identity, staff = $staff, staff_name = $staff_name, staff_session = $staff_session, customer = $customer, customer_name = $customer_name, customer_email = $customer_email, website_name = $website_name, started = $now, seen = $now, live = true, by_age = $by_age, by_age_down = $by_age_down RETURN NONE")
            .commit(self, Event::new(Action::AssistanceRedeemed, actor.clone(), origin.clone()).about(customer).in_visit(visit).on("customer", customer, person.email))
            .await;
        match committed {
            Ok(()) => {
                let row = self.visit_record(visit).await?;
                Ok(Entered::New(cookie, Box::new(row.read()?)))
            }
            Err(error) => Err(error),
        }
    }

    async fn refuse_redemption(
        &self,
        refusal: Refusal,
        handoff: &HandoffRow,
        same_browser: bool,
        actor: Actor,
        customer: CustomerId,
        origin: &Origin,
    ) -> Result<Entered, StoreError> {
        let event = |action| Event::new(action, actor.clone(), origin.clone()).about(customer).because(refusal.code());
        let opened: Option<VisitId> = handoff.visit.as_deref().map(crate::parse).transpose()?;
        if refusal == Refusal::TokenSpent
            && same_browser
            && let Some(visit) = opened
        {
            let record = self.visit_record(visit).await?;
            if record.ended.is_none() {
                return Ok(Entered::Again);
            }
        }
        let is_alarm = matches!(refusal, Refusal::TokenSpent | Refusal::TokenLate | Refusal::OtherBrowser);
        if !is_alarm {
            self.append(event(Action::AssistanceRefused)).await?;
            return Ok(Entered::Refused(refusal));
        }
        let alarm = event(Action::AssistanceAlarm);
        match opened {
            Some(visit) => self.ending_one(Tx::new(), visit, EndCause::Alarm, origin).await?.commit(self, alarm.in_visit(visit)).await?,
            None => self.append(alarm).await?,
        }
        Ok(Entered::Refused(refusal))
    }

    /// The visit behind a cookie, with the gate's word on this very request. `None`: there is no such visit.
    ///
    /// # Errors
    /// The store does not answer: then nothing is done in anybody's account.
    pub async fn visit_by_cookie(&self, cookie: &Token, now: Moment) -> Result<Option<VisitRow>, StoreError> {
        let row: Option<VisitRecord> =
            self.conn.run("SELECT * FROM visit WHERE cookie = $cookie", vars! { "cookie" => cookie.digest() }).await?.one(0)?;
        match row {
            Some(row) => self.judged(row, now).await.map(Some),
            None => Ok(None),
        }
    }

    async fn judged(&self, row: VisitRecord, now: Moment) -> Result<VisitRow, StoreError> {
        let visit = row.read()?;
        let parties = self.parties(&row.staff, &row.staff_session, &row.customer, now).await?;
        let verdict = gate(Phase::Request(visit.times), now, &self.facts(&parties));
        Ok(VisitRow {
            visit,
            identity: crate::parse(&row.identity)?,
            staff_session: row.staff_session,
            staff_seen: parties.staff_seen,
            verdict,
        })
    }

    /// Remembers that a visit was used: at most every 30 seconds, and with it the staff session, whose activity it is.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn visit_seen(&self, row: &VisitRow, now: Moment) -> Result<(), StoreError> {
        if now.since(row.visit.times.seen) >= SEEN_EVERY {
            let vars = vars! { "id" => record("visit", &row.visit.id.to_string()), "now" => now.millis() };
            self.conn.run_again_on_conflict("UPDATE $id SET seen = $now WHERE live = true AND seen < $now RETURN NONE", &vars).await?;
        }
        self.staff_session_seen(&row.staff_session, row.staff_seen, now).await
    }

    /// Ends a visit, once: an end that comes second finds it ended, and writes nothing.
    ///
    /// # Errors
    /// The store does not answer. The caller forgets the visit all the same and tries again.
    pub async fn end_visit(&self, visit: VisitId, cause: EndCause, origin: &Origin) -> Result<(), StoreError> {
        let row = self.visit_record(visit).await?;
        if row.ended.is_some() {
            return Ok(());
        }
        let event = ending_event(&row, cause, origin)?;
        let ended = ending_row(Tx::new(), 0, &row, cause, origin).commit(self, event).await;
        match ended {
            // Somebody ended it meanwhile.
            Err(StoreError::Stale) => Ok(()),
            done => done,
        }
    }

    async fn visit_record(&self, visit: VisitId) -> Result<VisitRecord, StoreError> {
        self.conn.run("SELECT * FROM $id", vars! { "id" => record("visit", &visit.to_string()) }).await?.one(0)?.ok_or(StoreError::NotFound)
    }

    /// The writes that act under a visit touch its row in the same transaction: acting and ending conflict, and an ended
    /// visit acts no more. A customer who acts himself touches nothing.
    pub(crate) fn touching(&self, tx: Tx, acting: &Acting) -> Tx {
        match acting.visit() {
            None => tx,
            Some(visit) => tx
                .bind("touched_visit", record("visit", &visit.to_string()))
                .bind("touched_at", acting.origin().at.millis())
                .must_update("UPDATE $touched_visit SET touched += 1, seen = $touched_at WHERE live = true"),
        }
    }

    /// Adds to `tx` the end of all live visits of these, each with its event.
    pub(crate) async fn ending_visits(&self, mut tx: Tx, whose: Whose, cause: EndCause, origin: &Origin) -> Result<Tx, StoreError> {
        let (filter, value) = match &whose {
            Whose::Anybody => ("", String::new()),
            Whose::Staff(id) => ("AND staff = $whose", id.to_string()),
            Whose::Session(session) => ("AND staff_session = $whose", session.clone()),
            Whose::Role(role) => ("AND staff IN (SELECT VALUE record::id(id) FROM staff WHERE role = $whose)", role.to_string()),
            Whose::Customer(id) => ("AND customer = $whose", id.to_string()),
        };
        let rows: Vec<VisitRecord> =
            self.conn.run(&format!("SELECT * FROM visit WHERE live = true {filter}"), vars! { "whose" => value }).await?.take(0)?;
        for (n, row) in rows.iter().enumerate() {
            tx = ending_row(tx, n, row, cause, origin).also(ending_event(row, cause, origin)?);
        }
        Ok(tx)
    }

    async fn ending_one(&self, tx: Tx, visit: VisitId, cause: EndCause, origin: &Origin) -> Result<Tx, StoreError> {
        let row = self.visit_record(visit).await?;
        if row.ended.is_some() {
            return Ok(tx);
        }
        Ok(ending_row(tx, 0, &row, cause, origin).also(ending_event(&row, cause, origin)?))
    }

    /// Ends the visits whose gate says no, also when no request of theirs comes any more. Returns how many.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn sweep_visits(&self, job: &Job) -> Result<usize, StoreError> {
        let rows: Vec<VisitRecord> = self.conn.run("SELECT * FROM visit WHERE live = true LIMIT 500", vars! {}).await?.take(0)?;
        let mut ended = 0_usize;
        for row in rows {
            let judged = self.judged(row, job.origin().at).await?;
            if let Err(refusal) = judged.verdict {
                self.end_visit(judged.visit.id, refusal.ends_with(), job.origin()).await?;
                ended = ended.saturating_add(1);
            }
        }
        Ok(ended)
    }

    /// A page of the Login as Customer Log, newest first, and how many visits there are in all. A visit is shown as live
    /// only if the gate says so now.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn visits(
        &self,
        permit: &Permit<right::LoginAsCustomerLog>,
        cursor: &Cursor,
        size: usize,
    ) -> Result<(Listed<Visit>, i64), StoreError> {
        #[derive(SurrealValue)]
        struct Count {
            count: i64,
        }
        let listed = page::<VisitRecord>(&self.conn, "visit", "", vars! {}, ("by_age_down", "by_age"), cursor, size).await?;
        let mut items = Vec::with_capacity(listed.items.len());
        for row in listed.items {
            items.push(self.as_it_stands(row, permit.origin().at).await?);
        }
        let count = self.conn.run("SELECT count() FROM visit GROUP ALL", vars! {}).await?.one::<Count>(0)?.map_or(0, |c| c.count);
        Ok((Listed { items, previous: listed.previous, next: listed.next }, count))
    }

    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn visit(&self, permit: &Permit<right::LoginAsCustomerLog>, id: VisitId) -> Result<Visit, StoreError> {
        let row = self.visit_record(id).await?;
        self.as_it_stands(row, permit.origin().at).await
    }

    async fn as_it_stands(&self, row: VisitRecord, now: Moment) -> Result<Visit, StoreError> {
        if row.ended.is_some() {
            return row.read();
        }
        let judged = self.judged(row, now).await?;
        let mut visit = judged.visit;
        if let Err(refusal) = judged.verdict {
            visit.ended_at = Some(visit.until().min(now));
            visit.times.ended = Some(refusal.ends_with());
        }
        Ok(visit)
    }
}

/// Writes the end into the visit's row. If it has ended meanwhile the transaction is stale: an end is written once.
fn ending_row(tx: Tx, n: usize, row: &VisitRecord, cause: EndCause, origin: &Origin) -> Tx {
    let update = format!("UPDATE $ended_visit_{n} SET ended = $ended_at_{n}, cause = $ended_cause_{n}, live = false WHERE live = true");
    tx.bind(&format!("ended_visit_{n}"), row.id.clone())
        .bind(&format!("ended_at_{n}"), origin.at.millis())
        .bind(&format!("ended_cause_{n}"), cause.code().to_owned())
        .must_update(&update)
}

fn ending_event(row: &VisitRecord, cause: EndCause, origin: &Origin) -> Result<Event, StoreError> {
    let visit = row.read()?;
    let actor = Actor::Staff { id: visit.staff, user_name: visit.staff_name };
    Ok(Event::new(Action::AssistanceEnded, actor, origin.clone())
        .about(visit.customer)
        .in_visit(visit.id)
        .on("customer", visit.customer, visit.customer_email)
        .because(cause.code()))
}
