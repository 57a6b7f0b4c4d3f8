//! Starting and entering: from the click to the visit.

use super::{
    Between, VisitRecord,
    end::{ending, ending_if_live},
};
use crate::{
    Store, StoreError,
    list::mirrored,
    record,
    retry::decide,
    secret::{HandoffToken, Token, VisitCookie, id_at, random_id},
    tx::Tx,
};
use domain::{
    assistance::{EndCause, HANDOFF_LIFETIME, Handoff, Phase, Refusal, Visit, VisitTimes, gate},
    audit::{Action, Actor, Event, Origin},
    caller::{Permit, right},
    ids::{CustomerId, StaffId, VisitId},
    stores::StoreView,
    time::Moment,
};
use surrealdb::types::{RecordId, SurrealValue};

/// A token that was given out.
#[derive(Clone, SurrealValue)]
struct HandoffRow {
    /// The token's SHA-256.
    token: String,
    staff_session: String,
    customer: String,
    nonce: String,
    expires: i64,
    /// The key of the visit that it opens.
    visit: String,
}

/// What a staff member began last: one row for each, written by whatever begins a visit of his. Two at once conflict, so he has
/// one.
#[derive(SurrealValue)]
struct AssistanceRow {
    /// The only token of his that can be redeemed.
    handoff: Option<HandoffRow>,
    /// The one before it, if nobody used it.
    void: Option<HandoffRow>,
    /// What opened his last visit: presented again, it is an alarm, and that visit's end.
    opened: Option<HandoffRow>,
    visit: Option<String>,
}

fn assistance(staff: StaffId) -> RecordId {
    record("assistance", &staff.to_string())
}

/// Makes a staff member's unused token void, in `tx`.
pub(crate) fn voiding_handoffs(tx: Tx, staff: StaffId) -> Tx {
    tx.bind("voided", assistance(staff)).run("UPDATE $voided SET void = handoff, handoff = NONE RETURN NONE")
}

/// How many tokens are redeemed at once.
pub(crate) const REDEEMING: usize = 8;

/// A hand-off that may be redeemed: the token goes into a form, the nonce into a cookie of this browser.
#[derive(Debug)]
pub struct Started {
    pub token: HandoffToken,
    pub nonce: Token,
}

/// What came of presenting a hand-off token.
#[derive(Debug)]
pub enum Entered {
    /// A new visit, and its cookie.
    New(VisitCookie, Box<Visit>),
    /// The same browser presents the same token again while its visit lives.
    Again,
    Refused(Refusal),
}

impl Store {
    /// Starts: asks the gate, makes earlier unused tokens of this staff member void, and gives out a new one.
    ///
    /// # Errors
    /// [`StoreError::Refused`] with the gate's word (recorded), or the event could not be written: then nothing happened.
    pub async fn start_assistance(&self, permit: &Permit<right::LoginAsCustomer>, customer: CustomerId) -> Result<Started, StoreError> {
        let now = permit.origin().at;
        let parties = self.parties(&Between::keys(&permit.staff().to_string(), permit.session(), &customer.to_string())).await?;
        if let Err(refusal) = gate(Phase::Start, now, &parties.facts(now)) {
            let mut event = permit.event(Action::AssistanceRefused).because(refusal.code());
            if parties.customer.is_some() {
                event = event.about(customer).on("customer", customer, "");
            }
            self.append_refusal(event).await;
            return Err(StoreError::Refused(refusal));
        }
        let person = parties.customer.clone().ok_or(StoreError::NotFound)?.read()?;
        let (token, nonce) = (HandoffToken::random(permit.staff()), Token::random());
        let handoff = HandoffRow {
            token: token.digest(),
            staff_session: permit.session().to_owned(),
            customer: customer.to_string(),
            nonce: nonce.digest(),
            expires: now.plus(HANDOFF_LIFETIME).millis(),
            visit: VisitId::new(id_at(now)).to_string(),
        };
        Tx::new()
            .bind("assistance", assistance(permit.staff()))
            .bind("handoff", handoff)
            .run("UPSERT $assistance SET void = handoff, handoff = $handoff RETURN NONE")
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
    pub async fn redeem(
        &self,
        token: &HandoffToken,
        nonce: Option<&Token>,
        view: &StoreView,
        origin: &Origin,
    ) -> Result<Entered, StoreError> {
        // Of many who present one token at once most find it spent, instead of all meeting in the commit.
        let turn = self.redeeming.acquire().await.map_err(|_| StoreError::Unavailable("it is closing".to_owned()))?;
        let entered = decide(|| self.redeem_once(token, nonce, view, origin)).await;
        drop(turn);
        entered
    }

    async fn redeem_once(
        &self,
        token: &HandoffToken,
        nonce: Option<&Token>,
        view: &StoreView,
        origin: &Origin,
    ) -> Result<Entered, StoreError> {
        let (staff, digest, now) = (token.at, token.digest(), origin.at);
        let began: Option<AssistanceRow> = self.conn.row(&assistance(staff)).await?;
        let (good, spent, last) = began.map_or((None, [None, None], None), |b| (b.handoff, [b.opened, b.void], b.visit));
        let is_this = |handoff: &HandoffRow| handoff.token == digest;
        let good = good.filter(is_this);
        let is_spent = good.is_none();
        let Some(handoff) = good.or_else(|| spent.into_iter().flatten().find(is_this)) else {
            self.append_refusal(Event::new(Action::AssistanceAlarm, Actor::Guest, origin.clone()).because("token_unknown")).await;
            return Ok(Entered::Refused(Refusal::TokenSpent));
        };
        let same_browser = nonce.is_some_and(|n| n.digest() == handoff.nonce);
        let customer: CustomerId = crate::parse(&handoff.customer)?;
        let parties = self.parties(&Between::keys(&staff.to_string(), &handoff.staff_session, &handoff.customer)).await?;
        let user_name = parties.staff.as_ref().map(|s| s.user_name.clone()).unwrap_or_default();
        let actor = Actor::Staff { id: staff, user_name: user_name.clone() };
        let phase = Phase::Redeem(Handoff { expires: Moment::from_millis(handoff.expires), spent: is_spent, same_browser });
        if let Err(refusal) = gate(phase, now, &parties.facts(now)) {
            return self.refuse_redemption(refusal, &handoff, same_browser, actor, customer, origin).await;
        }
        let person = parties.customer.clone().ok_or(StoreError::NotFound)?.read()?;
        let visit: VisitId = crate::parse(&handoff.visit)?;
        let cookie = VisitCookie::random(visit);
        let by_age = VisitId::new(id_at(now)).to_string();
        let entered = Visit {
            id: visit,
            staff,
            staff_name: user_name.clone(),
            customer,
            customer_name: person.full_name(),
            customer_email: person.email.clone(),
            website_name: view.website_name.clone(),
            times: VisitTimes { started: now, seen: now, ended: None },
            ended_at: None,
        };
        let tx = Tx::new()
            .bind("assistance", assistance(staff))
            .bind("handoff", digest)
            .bind("visit_key", handoff.visit)
            // First of all and by itself the line that a thousand racers fight over: one finds the token unspent.
            .must_update(
                "UPDATE $assistance SET opened = handoff, handoff = NONE, visit = $visit_key, visits += 1 WHERE handoff.token = $handoff",
            );
        let last = match &last {
            Some(last) => self.stored_visit(last).await?.filter(|last| last.row.ended.is_none()),
            None => None,
        };
        let tx = match last {
            Some(last) => ending(tx, &last.row, EndCause::Replaced, origin)?,
            None => tx,
        };
        let row = VisitRecord {
            id: record("visit", &visit.to_string()),
            cookie: cookie.digest(),
            identity: random_id().simple().to_string(),
            staff: staff.to_string(),
            staff_name: user_name,
            staff_session: handoff.staff_session,
            customer: handoff.customer,
            customer_name: entered.customer_name.clone(),
            customer_email: entered.customer_email.clone(),
            website_name: entered.website_name.clone(),
            started: now.millis(),
            seen: now.millis(),
            ended: None,
            cause: None,
            live: true,
            touched: 0,
            listed: true,
            by_age_down: mirrored(&by_age),
            by_age,
        };
        tx.bind("visit", row.id.clone())
            .bind("row", row)
            .run("CREATE $visit CONTENT $row RETURN NONE")
            .commit(
                self,
                Event::new(Action::AssistanceRedeemed, actor.clone(), origin.clone()).about(customer).in_visit(visit).on(
                    "customer",
                    customer,
                    person.email,
                ),
            )
            .await?;
        Ok(Entered::New(cookie, Box::new(entered)))
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
        let opened = self.stored_visit(&handoff.visit).await?;
        if refusal == Refusal::TokenSpent && same_browser && opened.as_ref().is_some_and(|visit| visit.row.ended.is_none()) {
            return Ok(Entered::Again);
        }
        let is_alarm = matches!(refusal, Refusal::TokenSpent | Refusal::TokenLate | Refusal::OtherBrowser);
        if !is_alarm {
            self.append_refusal(event(Action::AssistanceRefused)).await;
            return Ok(Entered::Refused(refusal));
        }
        let alarm = event(Action::AssistanceAlarm);
        match opened {
            Some(visit) => {
                let tx = ending_if_live(Tx::new(), 0, &visit.row, EndCause::Alarm, origin)?;
                tx.commit(self, alarm.in_visit(visit.visit.id)).await?;
            }
            None => self.append_refusal(alarm).await,
        }
        Ok(Entered::Refused(refusal))
    }
}
